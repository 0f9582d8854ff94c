package smguard.lib.reader.document_test

import data.smguard.lib.reader.document

_get := {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}

_policy := {"Version": "2012-10-17", "Statement": [_get]}

_text := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"secretsmanager:*","Resource":"*"}}`

_none := "this is not an IAM policy document: it has no Statement, policy or policies"

_object := "the input must be an object: an IAM policy document (Statement), an envelope (policy) or a set of envelopes (policies)"

_envelopes := "\"policies\" must be a non-empty list of envelopes"

_shape := "the policy must be an object whose Statement is a statement or a list of statements"

_only(what) := concat("", ["this is ", what, "; only IAM policy documents can be judged so far"])

# Of each document its name, type, number of statements and number of worlds.
_read := {
	"a policy document": [_policy, [["policy", "identity", 1, 1]]],
	"one statement": [{"Statement": _get}, [["policy", "identity", 1, 1]]],
	"no statements": [{"Statement": []}, [["policy", "identity", 0, 0]]],
	"statements of other services": [
		{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]},
		[["policy", "identity", 1, 0]],
	],
	"a principal makes it a resource's": [
		{"Statement": [object.union(_get, {"Principal": "*"})]},
		[["policy", "resource", 1, 1]],
	],
	"a principal left out makes it a resource's": [
		{"Statement": [object.union(_get, {"NotPrincipal": {"AWS": "*"}})]},
		[["policy", "resource", 1, 1]],
	],
	"an envelope": [{"policy": _policy}, [["policy", "identity", 1, 1]]],
	"an envelope around text": [{"policy": _text}, [["policy", "identity", 1, 1]]],
	"an envelope with a name and a type": [
		{"policy": _policy, "name": "reader", "policy_type": "scp"},
		[["reader", "scp", 1, 1]],
	],
	"the type goes before what the principals say": [
		{"policy": {"Statement": [object.union(_get, {"Effect": "Deny", "Principal": "*"})]}, "policy_type": "rcp"},
		[["policy", "rcp", 1, 1]],
	],
	"every member": [
		{
			"policy": _policy, "policy_type": "boundary", "name": "n", "account_id": "111122223333",
			"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
			"principal_arn": "arn:aws:iam::111122223333:role/a", "tags": {"team": "a"},
		},
		[["n", "boundary", 1, 1]],
	],
	"a set": [
		{"policies": [{"policy": _policy}, {"policy": _text}, {"policy": _policy, "name": "third"}]},
		[["policy", "identity", 1, 1], ["policies[1]", "identity", 1, 1], ["third", "identity", 1, 1]],
	],
	"a variable of an Allow makes one world": [
		{"Version": "2012-10-17", "Statement": object.union(_get, {"Resource": "arn:aws:secretsmanager:*:*:secret:${aws:username}-??????"})},
		[["policy", "identity", 1, 1]],
	],
	"a variable of a Deny makes two": [
		{"Version": "2012-10-17", "Statement": object.union(_get, {
			"Effect": "Deny",
			"Resource": "arn:aws:secretsmanager:*:*:secret:${aws:username}-??????",
		})},
		[["policy", "identity", 1, 2]],
	],
}

test_read[note] if {
	some note, [value, wanted] in _read
	found := document.read(value)
	[[read.name, read.type, read.count, count(read.worlds)] | some read in found] == wanted
	{problem | some read in found; some problem in read.problems} == set()
}

_mixed := {
	"a statement of a resource policy without one": [{"policy": {"Statement": [_get, object.union(_get, {"Principal": "*"})]}}, [["Statement", 0]]],
	"an identity policy with one": [
		{"policy": {"Statement": [object.union(_get, {"Principal": "*"})]}, "policy_type": "identity"},
		[["Statement", 0]],
	],
	"a policy of another resource": [
		{"policy": {"Statement": [object.union(_get, {"Principal": "*"})]}, "policy_type": "other"},
		[],
	],
	"another service's statement": [
		{"policy": {"Statement": [object.union(_get, {"Principal": "*"}), {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}},
		[["Statement", 1]],
	],
	"an RCP": [_rcp({"Effect": "Deny", "Principal": "*"}), []],
	"an RCP for everybody of a type": [_rcp({"Effect": "Deny", "Principal": {"AWS": "*"}}), []],
	"an RCP that allows": [_rcp({"Principal": "*"}), [["Statement", 0]]],
	"an RCP without a principal": [_rcp({"Effect": "Deny"}), [["Statement", 0]]],
	"an RCP of one principal": [_rcp({"Effect": "Deny", "Principal": {"AWS": "111122223333"}}), [["Statement", 0]]],
	"an RCP with NotPrincipal": [_rcp({"Effect": "Deny", "NotPrincipal": "*"}), [["Statement", 0]]],
	"the RCP of AWS itself": [
		{"policy": {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}, "policy_type": "rcp"},
		[],
	],
	"an SCP with a principal": [
		{"policy": {"Statement": [object.union(_get, {"Principal": "*"})]}, "policy_type": "scp"},
		[["Statement", 0]],
	],
	"a boundary with a principal": [
		{"policy": {"Statement": [object.union(_get, {"Principal": "*"})]}, "policy_type": "boundary"},
		[["Statement", 0]],
	],
}

_rcp(elements) := {"policy": {"Statement": [object.union(_get, elements)]}, "policy_type": "rcp"}

test_principals_are_in_all_statements_or_none[note] if {
	some note, [envelope, wanted] in _mixed
	[problem.path | some problem in document.read(envelope)[0].problems] == wanted
}

test_findings_of_a_set_carry_each_document_s_name if {
	found := document.read({"policies": [{"policy": _policy}, {"policy": _policy}, {"policy": _policy, "name": "c"}]})
	[world.name | some read in found; some world in read.worlds] == ["policy", "policies[1]", "c"]
}

_unreadable := {
	"null": [null, _object],
	"a number": [3, _object],
	"a boolean": [false, _object],
	"a text": ["{}", _object],
	"an empty list": [[], _object],
	"a list of statements": [[_get], _object],
	"an empty object": [{}, _none],
	"another object": [{"statement": []}, _none],
	"a Terraform plan": [{"terraform_version": "1.9", "planned_values": {}}, _only("a Terraform plan")],
	"a CloudFormation template": [{"Resources": {}}, _only("a CloudFormation template")],
	"authorization details of users": [{"UserDetailList": []}, "these are account authorization details; only IAM policy documents can be judged so far"],
	"authorization details of roles": [{"RoleDetailList": []}, "these are account authorization details; only IAM policy documents can be judged so far"],
	"a CloudTrail event": [{"eventSource": "iam.amazonaws.com"}, _only("a CloudTrail event")],
	"combined files": [[{"path": "a", "contents": _policy}], "these are combined files; only IAM policy documents can be judged so far"],
	"a set without documents": [{"policies": []}, _envelopes],
	"a set that is no list": [{"policies": {"policy": _policy}}, _envelopes],
	"a set that is null": [{"policies": null}, _envelopes],
	"a policy that is null": [{"policy": null}, _shape],
	"a policy that is a list": [{"policy": [_get]}, _shape],
	"a policy that is a number": [{"policy": 1}, _shape],
	"a policy without statements": [{"policy": {"Version": "2012-10-17"}}, _shape],
	"statements that are null": [{"Statement": null}, _shape],
	"statements that are a text": [{"Statement": "Allow"}, _shape],
	"a text that is no JSON": [{"policy": "%7B%7D"}, "the policy is a string that is not JSON; a URL-encoded policy must be decoded first"],
	"a text of half an object": [{"policy": "{"}, "the policy is a string that is not JSON; a URL-encoded policy must be decoded first"],
	"a text with more after it": [{"policy": "{\"Statement\":[]}x"}, "the policy is a string that is not JSON; a URL-encoded policy must be decoded first"],
	"a text with a surrogate": [{"policy": `{"Statement":[],"Id":"\ud840\udc00"}`}, "the policy is a string with an escaped surrogate, such as \\ud800: write the character itself"],
	"a text of numbers": [{"policy": "999.1.1.1"}, "the policy is a string that is not JSON; a URL-encoded policy must be decoded first"],
	"a text of a number": [{"policy": "3"}, _shape],
	"an envelope that is null": [{"policies": [null]}, "an envelope must be an object with a policy"],
	"an envelope that is a list": [{"policies": [[]]}, "an envelope must be an object with a policy"],
	"an envelope that is a policy": [{"policies": [_policy]}, _shape],
	"an envelope that brings its own problem": [{"policy": _policy, "problem": 1}, _shape],
}

test_unreadable[note] if {
	some note, [value, message] in _unreadable
	document.read(value) == [{
		"name": "policy",
		"type": "identity",
		"problems": [{"path": [], "message": message}],
		"unresolved": [],
		"count": 0,
		"worlds": [],
	}]
}

test_one_bad_envelope_does_not_hide_the_others if {
	found := document.read({"policies": [1, {"policy": _policy}, "a"]})
	[[read.name, count(read.problems), count(read.worlds)] | some read in found] == [
		["policy", 1, 0],
		["policies[1]", 0, 1],
		["policies[2]", 1, 0],
	]
}

_principal := "principal_arn must be the ARN of a user, role, group or session, or of an account's root"

_wrong := {
	"an unknown member": [{"type": "scp"}, ["an envelope has no key \"type\""]],
	"an unknown type": [{"policy_type": "role"}, ["policy_type must be one of boundary, identity, other, rcp, resource, scp"]],
	"a type that is a list": [{"policy_type": []}, ["policy_type must be one of boundary, identity, other, rcp, resource, scp"]],
	"a name that is no text": [{"name": 1}, ["name must be a string"]],
	"an account of eleven digits": [{"account_id": "11112222333"}, ["account_id must be a string of 12 digits"]],
	"an account that is a number": [{"account_id": 111122223333}, ["account_id must be a string of 12 digits"]],
	"a secret without its suffix": [
		{"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:appl"},
		["resource_arn must be a secret's ARN, including the six-character suffix"],
	],
	"a secret that is null": [{"resource_arn": null}, ["resource_arn must be a secret's ARN, including the six-character suffix"]],
	"a principal that is no ARN": [{"principal_arn": "me"}, [_principal]],
	"tags that are a list": [{"tags": []}, ["tags must be an object of strings"]],
	"a tag that is no text": [{"tags": {"a": "b", "c": 1}}, ["tags must be an object of strings"]],
	"a principal without an account": [{"principal_arn": "arn:aws:iam::x:role/a"}, [_principal]],
	"a principal of another service": [{"principal_arn": "arn:aws:s3:::bucket"}, [_principal]],
	"a principal that is a number": [{"principal_arn": 1}, [_principal]],
	"several at once": [
		{"x": 1, "name": null, "account_id": false},
		["an envelope has no key \"x\"", "account_id must be a string of 12 digits", "name must be a string"],
	],
}

test_wrong_members[note] if {
	some note, [members, wanted] in _wrong
	some read in document.read(object.union({"policy": _policy}, members))
	read.problems == [{"path": [], "message": message} | some message in wanted]
}

_garbled := {
	"path": [],
	"message": "the text contains U+FFFD, which stands for bytes or escapes that are not a character: save it as UTF-8",
}

# Rules see an envelope only with what is valid in it.
_invalid := {
	"resource_arn": {"resource_arn": ["arn"]},
	"account_id": {"account_id": "1"},
	"principal_arn": {"principal_arn": "arn:::::x"},
	"policy_type": {"policy_type": "x"},
	"tags": {"tags": {"a": 1, "b": "c"}, "resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf"},
}

_valid := {
	"resource_arn": {"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf"},
	"account_id": {"account_id": "111122223333"},
	"principal_arn": {"principal_arn": "arn:aws:iam::111122223333:role/a"},
	"policy_type": {"policy_type": "scp"},
	"tags": {"tags": {"b": "c"}, "resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf"},
}

test_an_invalid_value_is_not_used[note] if {
	some note, members in _invalid
	_world(object.union({"policy": _policy}, members)) == _world(object.union({"policy": _policy}, object.remove(members, [note])))
}

test_a_valid_value_is_used[note] if {
	some note, members in _valid
	_world(object.union({"policy": _policy}, members)) != _world(object.union({"policy": _policy}, object.remove(members, [note])))
}

test_what_stands_beside_envelopes_is_a_problem if {
	[[read.name, [problem.message | some problem in read.problems]] |
		some read in document.read({"policies": [{"policy": _policy}], "policy_type": "scp", "a": 1})
	] == [
		["policy", []],
		["policies[1]", ["a set of envelopes has no key \"a\""]],
		["policies[2]", ["a set of envelopes has no key \"policy_type\""]],
	]
}

_policy_problems := {
	"the older version": [{"Version": "2008-10-17"}, []],
	"an identifier": [{"Id": "a"}, []],
	"an identifier that is no text": [{"Id": {"a": 1}}, [{"path": ["Id"], "message": "Id must be a string"}]],
	"an identifier that is not a character": [{"Id": "\ufffd"}, [_garbled]],
	"another version": [
		{"Version": "2012-10-18"},
		[{"path": ["Version"], "message": "Version must be \"2012-10-17\" or \"2008-10-17\""}],
	],
	"a version that is no text": [
		{"Version": 2012},
		[{"path": ["Version"], "message": "Version must be \"2012-10-17\" or \"2008-10-17\""}],
	],
	"an unknown element": [{"version": "a"}, [{"path": ["version"], "message": "an IAM policy has no such element"}]],
	"a statement among others": [
		{"Statement": [_get, null, object.union(_get, {"Effect": "allow"})]},
		[
			{"path": ["Statement", 1], "message": "a statement must be an object"},
			{"path": ["Statement", 2, "Effect"], "message": "Effect must be exactly \"Allow\" or \"Deny\""},
		],
	],
}

test_policy_problems[note] if {
	some note, [members, wanted] in _policy_problems
	some read in document.read({"policy": object.union(object.remove(_policy, object.keys(members)), members)})
	read.problems == wanted
}

_world(envelope) := document.read(envelope)[0].worlds[0]

_deny := {"Effect": "Deny", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}

_counted := {
	"a Deny": [_deny, 1],
	"a Deny in other letters": [object.union(_deny, {"Effect": "DENY"}), 0],
	"a Deny with an unknown operator": [object.union(_deny, {"Condition": {"Equals": {"a": "b"}}}), 0],
	"a Deny with an operator without keys": [object.union(_deny, {"Condition": {"StringEquals": 1}}), 0],
	"a Deny with a known operator": [object.union(_deny, {"Condition": {"Bool": {"a": "true"}}}), 1],
}

test_only_what_is_understood_denies[note] if {
	some note, [deny, wanted] in _counted
	world := _world({"policy": {"Statement": [_get, deny]}})
	[count(world.allows), count(world.denies)] == [1, wanted]
}

test_a_named_principal_fixes_its_keys if {
	world := _world({"policy": _policy, "principal_arn": "arn:aws:iam::111122223333:role/a"})
	{key: member.values | some key, member in world.fixed} == {
		"aws:principalarn": ["arn:aws:iam::111122223333:role/a"],
		"aws:principalaccount": ["111122223333"],
		"aws:principalisawsservice": ["false"],
		"aws:principalservicename": null,
		"aws:principalservicenameslist": null,
	}
}

test_variables_are_replaced_in_both_worlds if {
	statement := object.union(_get, {"Resource": "arn:aws:secretsmanager:*:*:secret:${aws:username, 'all'}-??????"})
	found := document.read({"Version": "2012-10-17", "Statement": [statement]})[0].worlds
	[[world.first, world.allows[0].resources, world.bound["aws:username"].values] | some world in found] == [
		[true, ["arn:aws:secretsmanager:*:*:secret:own-username-??????"], ["own-username"]],
		[false, ["arn:aws:secretsmanager:*:*:secret:all-??????"], null],
	]
}

_triggers := {
	"actions in full": [[_get], []],
	"a pattern": [[object.union(_get, {"Action": "secretsmanager:Get*"})], ["patterns"]],
	"an action that does not exist": [[object.union(_get, {"Action": "secretsmanager:Foo"})], ["patterns"]],
	"an action that does not exist beside a pattern for two": [
		[object.union(_get, {"Action": ["secretsmanager:Foo", "secretsmanager:*SecretValue"]})],
		["patterns"],
	],
	"a condition": [[object.union(_get, {"Condition": {"Bool": {"aws:SecureTransport": "true"}}})], ["conditions"]],
	"a condition of a Deny": [[object.union(_deny, {"Condition": {"Bool": {"aws:SecureTransport": "true"}}})], ["conditions"]],
	"a resource left out": [
		[{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "NotResource": "a"}],
		["exceptions"],
	],
	"a resource left out of a Deny": [
		[{"Effect": "Deny", "Action": "secretsmanager:GetSecretValue", "NotResource": "a"}],
		[],
	],
	"an action left out": [[{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}], ["exceptions", "patterns"]],
}

test_triggers[note] if {
	some note, [statements, wanted] in _triggers
	_world({"policy": {"Statement": statements}}).triggers == wanted
}

test_every_case_was_run if {
	[count(_read), count(_unreadable), count(_wrong), count(_policy_problems)] == [14, 33, 15, 8]
	[count(_invalid), count(_valid)] == [5, 5]
	[count(_counted), count(_triggers)] == [5, 9]
}
