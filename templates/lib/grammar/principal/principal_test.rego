package smguard.lib.grammar.principal_test

import data.smguard.lib.grammar.principal

_any := {"kind": "any", "id": "*", "account": "", "whole": false}

_account := {"kind": "aws", "id": "111122223333", "account": "111122223333", "whole": true}

_root := {"kind": "aws", "id": "arn:aws:iam::111122223333:root", "account": "111122223333", "whole": true}

_role := {"kind": "aws", "id": "arn:aws:iam::111122223333:role/app", "account": "111122223333", "whole": false}

_unknown := {"kind": "unknown", "id": "AROAEXAMPLEEXAMPLEEXAM", "account": "", "whole": false}

_service := {"kind": "service", "id": "lambda.amazonaws.com", "account": "", "whole": false}

_canonical := {"kind": "canonical", "id": "79a59d", "account": "", "whole": false}

_saml := {
	"kind": "federated",
	"id": "arn:aws:iam::111122223333:saml-provider/okta",
	"account": "111122223333",
	"whole": false,
}

_web := {"kind": "federated", "id": "accounts.google.com", "account": "", "whole": false}

_forms := {
	"everybody": ["*", [_any]],
	"everybody of AWS": [{"AWS": "*"}, [_any]],
	"everybody in a list": [{"AWS": ["*"]}, [_any]],
	"an account": [{"AWS": "111122223333"}, [_account]],
	"an account's root": [{"AWS": "arn:aws:iam::111122223333:root"}, [_root]],
	"a role": [{"AWS": "arn:aws:iam::111122223333:role/app"}, [_role]],
	"a role that is called like a root": [
		{"AWS": "arn:aws:iam::111122223333:role/x:root"},
		[object.union(_role, {"id": "arn:aws:iam::111122223333:role/x:root"})],
	],
	"the id of a deleted role": [{"AWS": "AROAEXAMPLEEXAMPLEEXAM"}, [_unknown]],
	"eleven digits": [{"AWS": "11112222333"}, [object.union(_unknown, {"id": "11112222333"})]],
	"half an ARN": [{"AWS": "arn:aws:iam"}, [object.union(_unknown, {"id": "arn:aws:iam"})]],
	"a service": [{"Service": "lambda.amazonaws.com"}, [_service]],
	"a canonical user": [{"CanonicalUser": "79a59d"}, [_canonical]],
	"an identity provider": [{"Federated": "arn:aws:iam::111122223333:saml-provider/okta"}, [_saml]],
	"an identity provider of the web": [{"Federated": "accounts.google.com"}, [_web]],
	"several types": [
		{"Service": "lambda.amazonaws.com", "AWS": ["111122223333", "arn:aws:iam::111122223333:role/app"]},
		[_account, _role, _service],
	],
	"nobody": [{}, []],
	"nobody of AWS": [{"AWS": []}, []],
}

test_read[note] if {
	some note, [element, wanted] in _forms
	principal.read(element) == wanted
}

_texts := "must be a string or a list of strings"

_no_principal(id) := {
	"path": ["AWS"],
	"message": concat("", [id, " is not a principal: an account, a role, a user or a session is needed"]),
}

_problems := {
	"everybody": ["*", []],
	"a group": [{"AWS": "arn:aws:iam::111122223333:group/g"}, [_no_principal("arn:aws:iam::111122223333:group/g")]],
	"an ARN of another service": [{"AWS": ["111122223333", "arn:aws:s3:::b"]}, [_no_principal("arn:aws:s3:::b")]],
	"half an ARN": [{"AWS": "arn:aws:iam::111122223333"}, [_no_principal("arn:aws:iam::111122223333")]],
	"a service that is not known in a Deny": [{"Service": "\uE000"}, []],
	"every type": [
		{
			"AWS": "*", "Service": ["lambda.amazonaws.com"], "Federated": "accounts.google.com",
			"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
		},
		[],
	],
	"nobody": [{}, [{"path": [], "message": "must name at least one principal"}]],
	"nobody of a type": [{"AWS": []}, [{"path": ["AWS"], "message": "must name at least one principal"}]],
	"a word for a service": [
		{"Service": ["ec2.amazonaws.com", "lambda"]},
		[{"path": ["Service"], "message": "lambda is not an AWS service, such as lambda.amazonaws.com"}],
	],
	"a word for a provider": [
		{"Federated": "google"},
		[{"path": ["Federated"], "message": "google is not an identity provider: its ARN or its domain is needed"}],
	],
	"a provider's ARN": [{"Federated": "arn:aws:iam::111122223333:saml-provider/x"}, []],
	"a word for a canonical user": [
		{"CanonicalUser": "me"},
		[{"path": ["CanonicalUser"], "message": "me is not a canonical user id of 64 hexadecimal digits"}],
	],
	"a text": ["arn:aws:iam::111122223333:root", [{"path": [], "message": "must be \"*\" or an object of principal types"}]],
	"a list": [["*"], [{"path": [], "message": "must be \"*\" or an object of principal types"}]],
	"null": [null, [{"path": [], "message": "must be \"*\" or an object of principal types"}]],
	"an unknown type": [{"Role": "a"}, [{"path": ["Role"], "message": "unknown principal type"}]],
	"a type in other letters": [{"aws": "*"}, [{"path": ["aws"], "message": "unknown principal type"}]],
	"a number": [{"AWS": 111122223333}, [{"path": ["AWS"], "message": _texts}]],
	"null for a type": [{"AWS": null}, [{"path": ["AWS"], "message": _texts}]],
	"a number in a list": [{"AWS": ["*", 1]}, [{"path": ["AWS"], "message": _texts}]],
	"an object": [{"AWS": {"a": "b"}}, [{"path": ["AWS"], "message": _texts}]],
	"two at once": [
		{"AWS": 1, "Role": "a"},
		[{"path": ["AWS"], "message": _texts}, {"path": ["Role"], "message": "unknown principal type"}],
	],
}

test_problems[note] if {
	some note, [element, wanted] in _problems
	principal.problems(element) == wanted
}

_of_account(arn) := {
	"aws:principalarn": {"name": "aws:PrincipalArn", "values": [arn]},
	"aws:principalaccount": {"name": "aws:PrincipalAccount", "values": ["111122223333"]},
	"aws:principalisawsservice": {"name": "aws:PrincipalIsAWSService", "values": ["false"]},
	"aws:principalservicename": {"name": "aws:PrincipalServiceName", "values": null},
	"aws:principalservicenameslist": {"name": "aws:PrincipalServiceNamesList", "values": null},
}

_keys := {
	"a role": [_role, _of_account("arn:aws:iam::111122223333:role/app")],
	"a service": [
		_service,
		{
			"aws:principalisawsservice": {"name": "aws:PrincipalIsAWSService", "values": ["true"]},
			"aws:principalservicename": {"name": "aws:PrincipalServiceName", "values": ["lambda.amazonaws.com"]},
		},
	],
	"of others nothing is known": [_web, {}],
	"a caller who is a user": [object.union(_role, {"id": "arn:aws:iam::111122223333:user/team/bob", "userid": "AIDA1"}), object.union(
		_of_account("arn:aws:iam::111122223333:user/team/bob"),
		{
			"aws:userid": {"name": "aws:userid", "values": ["AIDA1"]},
			"aws:username": {"name": "aws:username", "values": ["bob"]},
			"aws:principaltype": {"name": "aws:PrincipalType", "values": ["User"]},
		},
	)],
	"a caller who is a session": [
		object.union(_role, {"id": "arn:aws:sts::111122223333:assumed-role/app/job", "userid": "AROA1:job"}),
		object.union(_of_account("arn:aws:iam::111122223333:role/app"), {
			"aws:userid": {"name": "aws:userid", "values": ["AROA1:job"]},
			"aws:username": {"name": "aws:username", "values": null},
			"aws:principaltype": {"name": "aws:PrincipalType", "values": ["AssumedRole"]},
		}),
	],
	"a caller who is a root": [
		object.union(_root, {"userid": "111122223333"}),
		object.union(_of_account("arn:aws:iam::111122223333:root"), {
			"aws:userid": {"name": "aws:userid", "values": ["111122223333"]},
			"aws:username": {"name": "aws:username", "values": null},
			"aws:principaltype": {"name": "aws:PrincipalType", "values": ["Account"]},
		}),
	],
}

test_keys[note] if {
	some note, [one, wanted] in _keys
	principal.keys(one) == wanted
}

test_a_session_s_key_is_its_role if {
	session := {"kind": "aws", "id": "arn:aws:sts::111122223333:assumed-role/app/job", "account": "111122223333"}
	principal.keys(session)["aws:principalarn"].values == ["arn:aws:iam::111122223333:role/app"]
}

test_every_case_was_run if {
	[count(_forms), count(_problems), count(_keys)] == [17, 22, 6]
}
