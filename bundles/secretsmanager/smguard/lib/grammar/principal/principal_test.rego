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

_includes := {
	"everybody includes a role": [[_any], _role, true],
	"everybody includes a service": [[_any], _service, true],
	"a role includes itself": [[_role], _role, true],
	"a role includes no other": [[_role], object.union(_role, {"id": "arn:aws:iam::111122223333:role/b"}), false],
	"an account includes its role": [[_account], _role, true],
	"an account's root includes its role": [[_root], _role, true],
	"an account includes no other's role": [[_account], object.union(_role, {"account": "444455556666"}), false],
	"an account includes no identity provider": [[_account], _saml, false],
	"a role includes no service of that name": [[_role], object.union(_role, {"kind": "service"}), false],
	"one of several": [[_service, _role], _role, true],
	"nobody includes nobody": [[], _role, false],
}

default _included(_, _) := false

_included(named, one) if principal.includes(named, one)

test_includes[note] if {
	some note, [named, one, wanted] in _includes
	_included(named, one) == wanted
}

_keys := {
	"a role": [
		_role,
		{
			"aws:principalarn": {"name": "aws:PrincipalArn", "values": ["arn:aws:iam::111122223333:role/app"]},
			"aws:principalaccount": {"name": "aws:PrincipalAccount", "values": ["111122223333"]},
			"aws:principalisawsservice": {"name": "aws:PrincipalIsAWSService", "values": ["false"]},
			"aws:principalservicename": {"name": "aws:PrincipalServiceName", "values": null},
			"aws:principalservicenameslist": {"name": "aws:PrincipalServiceNamesList", "values": null},
		},
	],
	"a service": [
		_service,
		{
			"aws:principalisawsservice": {"name": "aws:PrincipalIsAWSService", "values": ["true"]},
			"aws:principalservicename": {"name": "aws:PrincipalServiceName", "values": ["lambda.amazonaws.com"]},
		},
	],
	"of others nothing is known": [_web, {}],
}

test_keys[note] if {
	some note, [one, wanted] in _keys
	principal.keys(one) == wanted
}

_stranger := {
	"kind": "aws",
	"id": "arn:aws:iam::999988887777:role/any-role",
	"account": "999988887777",
	"whole": false,
	"stranger": true,
}

_id(one) := one.id if is_object(one)

else := one

test_a_document_without_principals_asks_for_none if {
	principal.candidates({"principals": null, "others": false}, {}, []) == [null]
}

test_a_session_s_key_is_its_role if {
	session := {"kind": "aws", "id": "arn:aws:sts::111122223333:assumed-role/app/job", "account": "111122223333"}
	principal.keys(session)["aws:principalarn"].values == ["arn:aws:iam::111122223333:role/app"]
}

_candidates := {
	"everybody is a stranger": [[_any], false, [], [_stranger]],
	"everybody but a role is a stranger": [[_role], true, [], [_stranger]],
	"a role is itself": [[_role], false, [], [object.union(_role, {"stranger": false})]],
	"a service is itself": [[_service], false, [], [object.union(_service, {"stranger": false})]],
	"an account is one of its roles": [
		[_account],
		false,
		[],
		[{
			"kind": "aws", "id": "arn:aws:iam::111122223333:role/any-role",
			"account": "111122223333", "whole": false, "stranger": false,
		}],
	],
	"a stranger takes a wanted name": [
		[_any],
		false,
		["arn:aws:iam::*:role/app-*", "arn:aws:iam::111122223333:role/a?p", "*"],
		array.concat(
			[_stranger, "arn:aws:iam::999988887777:user/any-user", "arn:aws:iam::999988887777:root"],
			[
				"arn:aws:iam::111122223333:role/axp",
				"arn:aws:iam::999988887777:role/any-role",
				"arn:aws:iam::999988887777:role/app-",
				"arn:aws:iam::999988887777:role/app-any",
				"arn:aws:iam::999988887777:role/app-role/",
				"arn:aws:iam::999988887777:role/app-role/any",
				"arn:aws:iam::999988887777:role/app-user/",
				"arn:aws:iam::999988887777:role/app-user/any",
				"arn:aws:iam::999988887777:user/any-user",
			],
		),
	],
	"one of each": [
		[_role, _service],
		false,
		[],
		[object.union(_role, {"stranger": false}), object.union(_service, {"stranger": false})],
	],
	"nobody": [[], false, [], []],
}

test_candidates[note] if {
	some note, [principals, others, patterns, wanted] in _candidates
	texts := {"stranger": "999988887777", "partition": "aws"}
	[one.id | some one in principal.candidates({"principals": principals, "others": others}, texts, patterns)] == [id |
		some one in wanted
		id := _id(one)
	]
}

test_every_case_was_run if {
	[count(_forms), count(_problems), count(_includes), count(_keys), count(_candidates)] == [16, 22, 11, 3, 8]
}
