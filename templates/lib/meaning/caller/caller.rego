# METADATA
# title: Callers
# description: |
#   Decides whether a statement's Principal or NotPrincipal covers the caller of a request: a principal in the shape of
#   smguard.lib.grammar.principal that is not a whole account, or null if the caller is not known.
package smguard.lib.meaning.caller

# METADATA
# description: |
#   true if a statement covers a caller: one that its Principal includes or that its NotPrincipal does not spare; a
#   statement without either covers everybody
covers(statement, _) if statement.principals == null

covers(statement, one) if {
	statement.principals != null
	not statement.others
	includes(statement.principals, one)
}

covers(statement, one) if {
	statement.principals != null
	statement.others
	not spares(statement.principals, one)
}

# METADATA
# description: |
#   true if a caller is certainly among those named: a whole account includes all its principals, a role its sessions
includes(named, one) if {
	some principal in named
	_includes(principal, one)
}

_includes(principal, _) if principal.kind == "any"

_includes(principal, one) if _is(principal, one)

_includes(principal, one) if {
	principal.whole
	one.kind == "aws"
	principal.account == one.account
	_same_partition(principal.id, one.id)
}

# METADATA
# description: |
#   true if NotPrincipal exempts a caller: an account there means only its root, a role also its sessions, and `*` everybody
spares(named, one) if {
	some principal in named
	_spares(principal, one)
}

_spares(principal, _) if principal.kind == "any"

_spares(principal, one) if _is(principal, one)

_spares(principal, one) if {
	principal.whole
	one.kind == "aws"
	principal.account == one.account
	endswith(one.id, ":root")
	_same_partition(principal.id, one.id)
}

_is(principal, one) if {
	principal.kind == one.kind
	principal.id == one.id
}

# All services, identity providers or canonical users.
_is(principal, one) if {
	principal.kind == one.kind
	principal.id == "*"
}

# A session's ARN has the name of its role without the path; an account has no two roles of one name.
_is(principal, one) if {
	principal.kind == one.kind
	contains(one.id, ":assumed-role/")
	parts := split(one.id, ":")
	startswith(principal.id, concat("", ["arn:", parts[1], ":iam::", parts[4], ":role/"]))
	path := split(principal.id, "/")
	path[count(path) - 1] == split(parts[5], "/")[1]
}

# METADATA
# description: true if a caller can ask for a resource, an ARN or `*`; a principal has access in its own partition only
reaches(null, _)

reaches(one, arn) if {
	one != null
	_same_partition(one.id, arn)
}

# Accounts by number, services and domains belong to no partition.
_same_partition(id, other) if not _placed(id, other)

_same_partition(id, other) if {
	_placed(id, other)
	split(id, ":")[1] == split(other, ":")[1]
}

_placed(id, other) if {
	startswith(id, "arn:")
	startswith(other, "arn:")
}
