# METADATA
# title: Principals
# description: |
#   Reads Principal and NotPrincipal elements. A principal is {"kind": "any"|"aws"|"service"|"federated"|
#   "canonical"|"unknown", "id": as written, "account": twelve digits or "", "whole": true for a whole account}.
package smguard.lib.principal

# METADATA
# description: the principals that an element names
read(element) := [{"kind": "any", "id": "*", "account": "", "whole": false}] if element == "*"

read(element) := [principal |
	some type in sort(object.keys(element))
	some id in _listed(element[type])
	is_string(id)
	principal := _principal(lower(type), id)
] if {
	is_object(element)
}

# METADATA
# description: what is wrong with a Principal or NotPrincipal element, as path and message
problems(element) := [] if element == "*"

problems(element) := [{"path": [], "message": "must be \"*\" or an object of principal types"}] if {
	element != "*"
	not is_object(element)
}

problems(element) := [problem |
	some type in sort(object.keys(element))
	some message in _type_problems(type, element[type])
	problem := {"path": [type], "message": message}
] if {
	is_object(element)
}

_types := {"AWS", "Service", "Federated", "CanonicalUser"}

_type_problems(type, _) := ["unknown type of principal"] if not type in _types

_type_problems(type, ids) := ["must be a text or a list of texts"] if {
	type in _types
	not concat("", _listed(ids))
}

_type_problems(type, ids) := [] if {
	type in _types
	concat("", _listed(ids))
}

_listed(value) := value if is_array(value)

_listed(value) := [value] if not is_array(value)

_principal("aws", "*") := {"kind": "any", "id": "*", "account": "", "whole": false}

_principal("aws", id) := {"kind": "aws", "id": id, "account": id, "whole": true} if regex.match(`\A[0-9]{12}\z`, id)

_principal("aws", id) := {"kind": "aws", "id": id, "account": split(id, ":")[4], "whole": whole} if {
	startswith(id, "arn:")
	count(split(id, ":")) >= 6
	whole := endswith(id, ":root")
}

_principal("aws", id) := {"kind": "unknown", "id": id, "account": "", "whole": false} if {
	id != "*"
	not regex.match(`\A[0-9]{12}\z|\Aarn:(?:[^:]*:){4}`, id)
}

_principal("service", id) := {"kind": "service", "id": id, "account": "", "whole": false}

_principal("canonicaluser", id) := {"kind": "canonical", "id": id, "account": "", "whole": false}

_principal("federated", id) := {"kind": "federated", "id": id, "account": account, "whole": false} if {
	parts := array.concat(split(id, ":"), ["", "", "", "", ""])
	account := parts[4]
}

# METADATA
# description: true when a concrete principal is certainly among those named; a whole account holds all its principals
includes(named, one) if {
	some principal in named
	_includes(principal, one)
}

_includes(principal, _) if principal.kind == "any"

_includes(principal, one) if {
	principal.kind == one.kind
	principal.id == one.id
}

_includes(principal, one) if {
	principal.whole
	one.kind == "aws"
	principal.account == one.account
}

# METADATA
# description: the condition keys whose values follow from who the principal is
keys(one) := {
	"aws:principalarn": {"name": "aws:PrincipalArn", "values": [one.id]},
	"aws:principalaccount": {"name": "aws:PrincipalAccount", "values": [one.account]},
	"aws:principalisawsservice": {"name": "aws:PrincipalIsAWSService", "values": ["false"]},
} if {
	one.kind == "aws"
}

else := {
	"aws:principalarn": {"name": "aws:PrincipalArn", "values": null},
	"aws:principalisawsservice": {"name": "aws:PrincipalIsAWSService", "values": ["true"]},
	"aws:principalservicename": {"name": "aws:PrincipalServiceName", "values": [one.id]},
} if {
	one.kind == "service"
}

else := {}

# METADATA
# description: |
#   Concrete principals whom an Allow statement lets in: one of each that it names, and a stranger where it names
#   everybody. [null] where the document has no principals.
candidates(allow, account, patterns) := [null] if allow.principals == null

else := array.concat([_stranger(account)], _strangers(account, patterns)) if allow.others

else := [one |
	some named in allow.principals
	some one in _concrete(named, account, patterns)
]

_concrete(named, account, patterns) := array.concat([_stranger(account)], _strangers(account, patterns)) if named.kind == "any"

else := [object.union(named, {"id": id, "whole": false, "stranger": false}) |
	wanted := [stranger.id |
		some stranger in _strangers(named.account, patterns)
		stranger.account == named.account
	]
	some id in array.concat([concat("", [_partition(named.id), named.account, ":role/any-role"])], wanted)
] if {
	named.whole
}

else := [object.union(named, {"stranger": false})]

_partition(id) := concat("", ["arn:", split(id, ":")[1], ":iam::"]) if startswith(id, "arn:")

else := "arn:aws:iam::"

_stranger(account) := {
	"kind": "aws",
	"id": concat("", ["arn:aws:iam::", account, ":role/any-role"]),
	"account": account,
	"whole": false,
	"stranger": true,
}

# A condition on aws:PrincipalArn with a free account lets in whoever takes the wanted name in an account of theirs.
_strangers(account, patterns) := array.concat(
	[_known(account, owner, id) |
		some pattern in patterns
		parts := split(pattern, ":")
		count(parts) >= 6
		owner := _owner(parts[4], account)
		name := replace(replace(concat(":", array.slice(parts, 5, count(parts))), "?", "x"), "*", "any")
		id := concat(":", ["arn:aws:iam:", owner, name])
	],
	[_known(account, account, replace(replace(id, "?", "x"), "*", "any")) |
		some pattern in patterns
		count(split(pattern, ":")) < 6
		contains(pattern, "*")
		some id in [
			concat("", ["arn:aws:iam::", account, ":", trim_left(pattern, "*")]),
			replace(pattern, "*", concat("", [account, ":role"])),
		]
	],
)

_known(account, owner, id) := object.union(_stranger(account), {"id": id, "account": owner})

_owner(text, account) := account if regex.match(`[*?]`, text)

else := text
