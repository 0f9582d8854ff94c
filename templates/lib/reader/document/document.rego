# METADATA
# title: Documents
# description: |
#   Turns any input into policy documents of one shape: their type, the statements that touch the service, and their
#   problems. Input that is not a policy becomes a problem, never an empty document.
package smguard.lib.reader.document

import data.smguard.lib.contract
import data.smguard.lib.grammar.naming
import data.smguard.lib.grammar.statement
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

else := value.policies if {
	_has(value, "policies")
	is_array(value.policies)
	count(value.policies) > 0
}

else := [{"problem": _recognised(value)}]

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
	listed := statement.listed(policy)
	not _elaborate(listed)
}

else := {
	"name": _name(envelope, i),
	"type": type,
	"problems": problems,
	"unresolved": [unresolved | some item in listed; some unresolved in statement.unresolved(item)],
	"count": count(listed),
	"worlds": world.of_document(object.union(envelope, {"name": _name(envelope, i)}), type, policy, listed),
} if {
	is_object(envelope)
	not envelope.problem
	policy := _policy(envelope)
	is_object(policy)
	listed := statement.listed(policy)
	type := _type(envelope, listed)
	problems := array.concat(
		array.concat(_envelope_problems(envelope), _policy_problems(policy, listed)),
		_principal_problems(type, listed),
	)
}

else := _unreadable(envelope, i, envelope.problem) if is_string(envelope.problem)

else := _unreadable(envelope, i, "an envelope must be an object with a policy") if not is_object(envelope)

else := _unreadable(envelope, i, "the policy is a string that is not JSON; a URL-encoded policy must be decoded first") if {
	is_string(envelope.policy)
	_no_json(envelope.policy)
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

_policy(envelope) := json.unmarshal(envelope.policy) if {
	is_string(envelope.policy)
	not _truth(envelope.policy)
}

else := envelope.policy

_no_json(text) if {
	not _truth(text)
	not json.is_valid(text)
}

# The WebAssembly module accepts 999.1.1.1 as a number.
_no_json(text) if {
	regex.match(`\A\s*-?[0-9]`, text)
	not regex.match(`\A\s*-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\s*\z`, text)
}

# The WebAssembly module fails after it has parsed a bare true or false.
_truth(text) if trim_space(text) in {"true", "false"}

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
	"principal_arn": "principal_arn must be an ARN",
	"tags": "tags must be an object",
}

_well_formed("policy_type", value) if value in contract.policy_types

_well_formed("name", value) if is_string(value)

_well_formed("resource_arn", value) if naming.possible(value)

_well_formed("account_id", value) if regex.match(`\A[0-9]{12}\z`, value)

_well_formed("principal_arn", value) if regex.match(`\Aarn:[^:]*:[^:]*:[^:]*:[^:]*:.`, value)

_well_formed("tags", value) if is_object(value)

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
}

else := array.concat(
	[{"path": [name], "message": "an IAM policy has no such element"} |
		some name in sort(object.keys(policy) - {"Version", "Id", "Statement"})
	],
	[{"path": ["Version"], "message": "Version must be \"2012-10-17\" or \"2008-10-17\""} |
		not object.get(policy, "Version", "2008-10-17") in {"2012-10-17", "2008-10-17"}
	],
)
