# METADATA
# title: Documents
# description: |
#   Turns any input into policy documents of one shape: their type, the statements that touch the service, and their
#   problems. Input that is not a policy becomes a problem, never an empty document.
package smguard.lib.reader.document

import data.smguard.lib.contract
import data.smguard.lib.grammar.naming
import data.smguard.lib.grammar.statement
import data.smguard.lib.reader.text
import data.smguard.lib.subject.world

_keys := {"policy", "policy_type", "name", "resource_arn", "account_id", "principal_arn", "tags"}

# METADATA
# description: |
#   The documents of an input: {"name", "type", "problems": [{"path", "message"}], "count": the number of statements,
#   "unresolved": parts that are not known yet, in the same form as problems, "worlds": the document as the rules see it,
#   more than once if it has policy variables}.
read(value) := [_read(envelope, i) | some i, envelope in envelopes(value)]

# METADATA
# description: the envelopes in an input
envelopes(value) := [{"policy": value}] if _has(value, "Statement")

else := [value] if _has(value, "policy")

else := array.concat(value.policies, _beside(value)) if {
	_has(value, "policies")
	is_array(value.policies)
	count(value.policies) > 0
}

else := [{"problem": _recognised(value)}]

# What stands beside the envelopes applies to none of them.
_beside(value) := [{"problem": concat("", ["a set of envelopes has no key \"", name, "\""])} |
	some name in sort(object.keys(value) - {"policies"})
]

_has(value, name) if {
	is_object(value)
	name in object.keys(value)
}

_recognised(value) := "this is a Terraform plan; only IAM policy documents can be judged so far" if {
	_has(value, "terraform_version")
}

else := "this is a CloudFormation template; only IAM policy documents can be judged so far" if {
	_has(value, "Resources")
}

else := "these are account authorization details; only IAM policy documents can be judged so far" if {
	some name in ["UserDetailList", "GroupDetailList", "RoleDetailList"]
	_has(value, name)
}

else := "this is a CloudTrail event; only IAM policy documents can be judged so far" if {
	_has(value, "eventSource")
}

else := "these are combined files; only IAM policy documents can be judged so far" if {
	is_array(value)
	count(value) > 0
	every item in value {
		_has(item, "contents")
	}
}

else := "\"policies\" must be a non-empty list of envelopes" if {
	_has(value, "policies")
}

else := "the input must be an object: an IAM policy document (Statement), an envelope (policy) or a set of envelopes (policies)" if {
	not is_object(value)
}

else := "this is not an IAM policy document: it has no Statement, policy or policies"

# Most documents have no envelope and only plain statements.
_read(envelope, i) := {
	"name": _name(envelope, i),
	"type": "identity",
	"problems": [],
	"unresolved": [],
	"count": count(listed),
	"worlds": world.of_document({"name": _name(envelope, i), "policy": policy}, "identity", policy, listed),
} if {
	object.keys(envelope) == {"policy"}
	policy := envelope.policy
	policy.Version == "2012-10-17"
	object.keys(policy) - {"Version", "Id", "Statement"} == set()
	is_string(object.get(policy, "Id", ""))
	listed := statement.listed(policy)
	not _elaborate(listed)
	not text.garbled(policy)
}

else := {
	"name": _name(envelope, i),
	"type": type,
	"problems": problems,
	"unresolved": [unresolved | some item in listed; some unresolved in statement.unresolved(item)],
	"count": count(listed),
	"worlds": world.of_document(object.union(_used(envelope), {"name": _name(envelope, i)}), type, policy, listed),
} if {
	is_object(envelope)
	not envelope.problem
	policy := _policy(envelope)
	is_object(policy)
	listed := statement.listed(policy)
	type := _type(envelope, listed)
	problems := array.concat(
		array.concat(_envelope_problems(envelope), array.concat(_garbled(envelope, policy), _policy_problems(policy, listed))),
		_principal_problems(type, listed),
	)
}

else := _unreadable(envelope, i, envelope.problem) if is_string(envelope.problem)

else := _unreadable(envelope, i, "an envelope must be an object with a policy") if not is_object(envelope)

else := _unreadable(envelope, i, _no_json(envelope.policy)) if {
	is_string(envelope.policy)
	not text.readable(envelope.policy)
}

else := _unreadable(envelope, i, "the policy must be an object whose Statement is a statement or a list of statements")

_unreadable(envelope, i, message) := {
	"name": _name(envelope, i),
	"type": "identity",
	"problems": [{"path": [], "message": message}],
	"unresolved": [],
	"count": 0,
	"worlds": [],
}

_policy(envelope) := text.value(envelope.policy) if {
	is_string(envelope.policy)
	text.readable(envelope.policy)
}

_policy(envelope) := envelope.policy if not is_string(envelope.policy)

_no_json(policy) := "the policy is a string with an escaped surrogate, such as \\ud800: write the character itself" if {
	text.surrogates(policy)
}

else := "the policy is a string that is not JSON; a URL-encoded policy must be decoded first"

# The envelope without the values that are not valid: no rule uses them.
_used(envelope) := object.union({"policy": envelope.policy}, {name: envelope[name] |
	some name, _ in _wanted
	_well_formed(name, envelope[name])
})

_garbled(envelope, policy) := [{"path": [], "message": _replaced} | text.garbled([object.remove(envelope, ["policy"]), policy])]

_replaced := "the text contains U+FFFD, which stands for bytes or escapes that are not a character: save it as UTF-8"

_name(envelope, i) := envelope.name if is_string(envelope.name)

else := "policy" if i == 0

else := concat("", ["policies[", json.marshal(i), "]"])

_type(envelope, listed) := envelope.policy_type if envelope.policy_type in contract.policy_types

else := "resource" if {
	some item in listed
	not item.plain
	some name in ["Principal", "NotPrincipal"]
	name in object.keys(item.raw)
}

else := "identity"

_envelope_problems(envelope) := [] if object.keys(envelope) == {"policy"}

else := array.concat(
	[{"path": [], "message": concat("", ["an envelope has no key \"", name, "\""])} |
		some name in sort(object.keys(envelope) - _keys)
	],
	[{"path": [], "message": message} | some message in _wrong_values(envelope)],
)

_wrong_values(envelope) := [_wanted[name] |
	some name in sort(object.keys(envelope))
	_wanted[name]
	not _well_formed(name, envelope[name])
]

_wanted := {
	"policy_type": concat("", ["policy_type must be one of ", concat(", ", sort(contract.policy_types))]),
	"name": "name must be a string",
	"resource_arn": "resource_arn must be a secret's ARN, including the six-character suffix",
	"account_id": "account_id must be a string of 12 digits",
	"principal_arn": "principal_arn must be the ARN of a user, role, group or session, or of an account's root",
	"tags": "tags must be an object of strings",
}

_well_formed("policy_type", value) if value in contract.policy_types

_well_formed("name", value) if is_string(value)

_well_formed("resource_arn", value) if naming.possible(value)

_well_formed("account_id", value) if regex.match(`\A[0-9]{12}\z`, value)

_well_formed("principal_arn", value) if regex.match(_principal, value)

_well_formed("tags", value) if {
	is_object(value)
	every tag in value {
		is_string(tag)
	}
}

_principal := `\Aarn:aws[a-z-]*:(?:iam|sts)::[0-9]{12}:(?:root|(?:user|role|group|assumed-role|federated-user)/[!-~]+)\z`

_policy_problems(policy, listed) := array.concat(
	_version_problems(policy),
	[{"path": array.concat(item.path, problem.path), "message": problem.message} |
		some item in listed
		some problem in statement.problems(item)
	],
)

# Each statement of a resource policy has a Principal or NotPrincipal, and no statement of an identity policy has one.
_principal_problems(type, listed) := [] if {
	type == "identity"
	not _elaborate(listed)
}

else := [{"path": item.path, "message": _principal_rules[type]} |
	some item in listed
	is_object(item.raw)
	item.raw != {}
	not _fits(type, item)
]

_elaborate(listed) if {
	some item in listed
	not item.plain
}

_principal_rules := {
	"resource": "a statement of a resource policy needs Principal or NotPrincipal",
	"identity": "a statement of an identity policy cannot have a Principal; if this is a resource policy, set policy_type",
	"boundary": "a statement of a permissions boundary cannot have a Principal",
	"scp": "a statement of a service control policy cannot have a Principal",
	"rcp": "a statement of a resource control policy must be a Deny with Principal \"*\"",
}

_fits("other", _)

_fits("resource", item) if _names_principals(item)

_fits(type, item) if {
	type in {"identity", "boundary", "scp"}
	not _names_principals(item)
}

_fits("rcp", item) if {
	item.raw.Effect == "Deny"
	item.raw.Principal in _everybody
	not "NotPrincipal" in object.keys(item.raw)
}

# RCPFullAWSAccess, which AWS attaches to each organisation itself.
_fits("rcp", item) if {
	object.remove(item.raw, ["Sid"]) == {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
}

_everybody := {"*", {"AWS": "*"}}

_names_principals(item) if {
	not item.plain
	some name in ["Principal", "NotPrincipal"]
	name in object.keys(item.raw)
}

_version_problems(policy) := [] if {
	object.keys(policy) - {"Version", "Id", "Statement"} == set()
	object.get(policy, "Version", "2008-10-17") in {"2012-10-17", "2008-10-17"}
	is_string(object.get(policy, "Id", ""))
}

else := array.concat(
	[{"path": [name], "message": "an IAM policy has no such element"} |
		some name in sort(object.keys(policy) - {"Version", "Id", "Statement"})
	],
	array.concat([{"path": ["Id"], "message": "Id must be a string"} | not is_string(object.get(policy, "Id", ""))], [{"path": ["Version"], "message": "Version must be \"2012-10-17\" or \"2008-10-17\""} |
		not object.get(policy, "Version", "2008-10-17") in {"2012-10-17", "2008-10-17"}
	]),
)
