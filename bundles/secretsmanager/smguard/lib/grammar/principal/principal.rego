# METADATA
# title: Principals
# description: |
#   Reads Principal and NotPrincipal elements. A principal is {"kind": "any"|"aws"|"service"|"federated"|
#   "canonical"|"unknown", "id": as written, "account": 12 digits or "", "whole": true for a whole account}.
package smguard.lib.grammar.principal

import data.smguard.lib.invent.arn
import data.smguard.lib.invent.value
import data.smguard.lib.meaning.glob
import data.smguard.lib.reader.placeholder

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
# description: the problems of a Principal or NotPrincipal element, as path and message
problems(element) := [] if element == "*"

problems(element) := [{"path": [], "message": "must be \"*\" or an object of principal types"}] if {
	element != "*"
	not is_object(element)
}

problems(element) := [{"path": [], "message": "must name at least one principal"}] if element == {}

problems(element) := [problem |
	some type in sort(object.keys(element))
	some message in _type_problems(type, element[type])
	problem := {"path": [type], "message": message}
] if {
	is_object(element)
	element != {}
}

_types := {"AWS", "Service", "Federated", "CanonicalUser"}

_type_problems(type, _) := ["unknown principal type"] if not type in _types

_type_problems(type, ids) := ["must be a string or a list of strings"] if {
	type in _types
	not concat("", _listed(ids))
}

_type_problems(type, ids) := ["must name at least one principal"] if {
	type in _types
	_listed(ids) == []
}

_type_problems(type, ids) := [message |
	some id in _listed(ids)
	message := _aws_problem(id)
] if {
	type == "AWS"
	_listed(ids) != []
	concat("", _listed(ids))
}

_type_problems(type, ids) := [concat("", [placeholder.shown(id, "this"), " is not ", _nouns[type]]) |
	some id in _listed(ids)
	id != placeholder.nothing
	not regex.match(_forms[type], id)
	placeholder.found(id) == []
] if {
	type in object.keys(_forms)
	_listed(ids) != []
	concat("", _listed(ids))
}

_aws_problem(id) := "IAM accepts no wildcard inside a principal: name the principal in full, or restrict aws:PrincipalArn in a condition" if {
	id != "*"
	regex.match(`[*?]`, id)
}

else := concat("", [placeholder.shown(id, "this"), " is not a principal: an account, a role, a user or a session is needed"]) if {
	startswith(id, "arn:")
	not regex.match(`\Aarn:[^:]*:(?:iam|sts):[^:]*:[^:]*:(?:root\z|(?:user|role|assumed-role|federated-user|saml-provider|oidc-provider)/.)`, id)
}

_forms := {
	"Service": `\A[a-z0-9-]+(?:\.[a-z0-9-]+)+\z`,
	"Federated": `\A(?:arn:aws[a-z-]*:iam::[0-9]{12}:(?:saml|oidc)-provider/.+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/.*)?|\*)\z`,
	"CanonicalUser": `\A(?:[0-9a-f]{64}|\*)\z`,
}

_nouns := {
	"Service": "an AWS service, such as lambda.amazonaws.com",
	"Federated": "an identity provider: its ARN or its domain is needed",
	"CanonicalUser": "a canonical user id of 64 hexadecimal digits",
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
# description: true if a concrete principal is certainly among those named; a whole account includes all its principals
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
# description: true if NotPrincipal certainly exempts a concrete principal; an account there means only its root
spares(named, one) if {
	some principal in named
	_spares(principal, one)
}

_spares(principal, _) if principal.kind == "any"

_spares(principal, one) if {
	principal.kind == one.kind
	principal.id == one.id
}

_spares(principal, one) if {
	principal.whole
	one.kind == "aws"
	principal.account == one.account
	endswith(one.id, ":root")
}

# METADATA
# description: the condition keys whose values the principal determines
keys(one) := {
	"aws:principalarn": {"name": "aws:PrincipalArn", "values": [_arn_of(one.id)]},
	"aws:principalaccount": {"name": "aws:PrincipalAccount", "values": [one.account]},
	"aws:principalisawsservice": {"name": "aws:PrincipalIsAWSService", "values": ["false"]},
	"aws:principalservicename": {"name": "aws:PrincipalServiceName", "values": null},
	"aws:principalservicenameslist": {"name": "aws:PrincipalServiceNamesList", "values": null},
} if {
	one.kind == "aws"
}

else := {
	"aws:principalisawsservice": {"name": "aws:PrincipalIsAWSService", "values": ["true"]},
	"aws:principalservicename": {"name": "aws:PrincipalServiceName", "values": [one.id]},
} if {
	one.kind == "service"
}

else := {}

# For a session, aws:PrincipalArn is the ARN of its role.
_arn_of(id) := concat("", [parts[0], ":", parts[1], ":iam::", parts[4], ":role/", split(parts[5], "/")[1]]) if {
	contains(id, ":assumed-role/")
	parts := split(id, ":")
}

else := id

# METADATA
# description: |
#   Concrete principals that an Allow statement lets in: one for each that it names, and a stranger if it names
#   everybody. [null] if the document has no principals.
candidates(allow, texts, patterns) := [null] if allow.principals == null

else := _anybody(texts, patterns) if allow.others

else := [one |
	some named in allow.principals
	some one in concrete(named, texts, patterns)
]

# METADATA
# description: concrete principals for a named principal
concrete(named, texts, patterns) := _anybody(texts, patterns) if named.kind == "any"

else := [object.union(named, {"id": one.id, "whole": false, "stranger": false}) |
	owned := object.union(texts, {"stranger": named.account, "partition": _partition(named.id, texts)})
	some one in _anybody(owned, patterns)
	one.account == named.account
] if {
	named.whole
}

else := [object.union(named, {"stranger": false})]

_partition(id, texts) := split(id, ":")[1] if startswith(id, "arn:")

else := texts.partition

_anybody(texts, []) := [_stranger(texts, ":role/any-role")]

# Where conditions compare ARNs of principals: a role, a user, the root, and principals with the names in the conditions.
_anybody(texts, patterns) := array.concat(
	[_stranger(texts, name) | some name in [":role/any-role", ":user/any-user", ":root"]],
	[object.union(_stranger(texts, ""), {"id": id, "account": split(id, ":")[4]}) |
		some id in sort({id |
			some pattern in patterns
			some id in _fitting(pattern, texts)
			regex.match(`\Aarn:aws[a-z-]*:(?:iam|sts)::[0-9]{12}:(?:root|(?:user|role|federated-user)/[A-Za-z0-9_+=,.@/-]+)\z`, id)
		})
	],
) if {
	patterns != []
}

_stranger(texts, name) := {
	"kind": "aws",
	"id": concat("", ["arn:", texts.partition, ":iam::", texts.stranger, name]),
	"account": texts.stranger,
	"whole": false,
	"stranger": true,
}

_fitting(pattern, texts) := [concat(":", ["arn", texts.partition, "iam", "", account, name]) |
	parts := split(pattern, ":")
	account := arn.account(parts[4], texts.stranger)
	written := concat(":", array.slice(parts, 5, count(parts)))
	plain := replace(written, "?", "x")
	some name in [
		replace(plain, "*", "any"), replace(plain, "*", ""),
		replace(plain, "*", "role/any"), replace(plain, "*", "user/any"),
		replace(plain, "*", "role/"), replace(plain, "*", "user/"),
	]
	glob.matches(parts[1], texts.partition)
] if {
	count(split(pattern, ":")) > 5
}

_fitting(pattern, texts) := value.fitting(pattern, [one.id |
	some name in [":role/any-role", ":user/any-user"]
	one := _stranger(texts, name)
]) if {
	count(split(pattern, ":")) < 6
	contains(pattern, "*")
}
