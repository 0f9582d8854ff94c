# METADATA
# title: Principals
# description: |
#   Reads Principal and NotPrincipal elements. A principal is {"kind": "any"|"aws"|"service"|"federated"|
#   "canonical"|"unknown", "id": as written, "account": 12 digits or "", "whole": true for a whole account}.
package smguard.lib.grammar.principal

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
	whole := _names_root(split(id, ":"))
}

_principal("aws", id) := {"kind": "unknown", "id": id, "account": "", "whole": false} if {
	id != "*"
	not regex.match(`\A[0-9]{12}\z|\Aarn:(?:[^:]*:){4}`, id)
}

default _names_root(_) := false

_names_root(parts) if array.slice(parts, 5, count(parts)) == ["root"]

_principal("service", id) := {"kind": "service", "id": id, "account": "", "whole": false}

_principal("canonicaluser", id) := {"kind": "canonical", "id": id, "account": "", "whole": false}

_principal("federated", id) := {"kind": "federated", "id": id, "account": account, "whole": false} if {
	parts := array.concat(split(id, ":"), ["", "", "", "", ""])
	account := parts[4]
}

# METADATA
# description: |
#   The condition keys whose values the principal determines. Those that also depend on the session are among them only
#   for a caller with a "userid".
keys(one) := object.union(_session_keys(one), {
	"aws:principalarn": {"name": "aws:PrincipalArn", "values": [_arn_of(one.id)]},
	"aws:principalaccount": {"name": "aws:PrincipalAccount", "values": [one.account]},
	"aws:principalisawsservice": {"name": "aws:PrincipalIsAWSService", "values": ["false"]},
	"aws:principalservicename": {"name": "aws:PrincipalServiceName", "values": null},
	"aws:principalservicenameslist": {"name": "aws:PrincipalServiceNamesList", "values": null},
}) if {
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

_session_keys(one) := {
	"aws:userid": {"name": "aws:userid", "values": [one.userid]},
	"aws:username": {"name": "aws:username", "values": _user_name(type, one.id)},
	"aws:principaltype": {"name": "aws:PrincipalType", "values": [type]},
} if {
	one.userid
	type := kind_of(one.id)
}

else := {}

_user_name(type, id) := [path[count(path) - 1]] if {
	type == "User"
	path := split(id, "/")
}

else := null

# METADATA
# description: the value of aws:PrincipalType for the ARN of a principal; a request of a role comes from a session
kind_of(id) := _types_of[split(split(id, ":")[5], "/")[0]]

_types_of := {
	"root": "Account",
	"user": "User",
	"role": "AssumedRole",
	"assumed-role": "AssumedRole",
	"federated-user": "FederatedUser",
}
