package smguard.lib.invent.caller_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.caller
import data.smguard.lib.invent.identity
import data.smguard.lib.reader.document

_secret := "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????"

_allow := {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": _secret}

_deny := {"Effect": "Deny", "Action": "secretsmanager:*", "Resource": "*"}

_anybody := object.union(_allow, {"Principal": "*"})

_role := "arn:aws:iam::444455556666:role/app"

_session := "arn:aws:sts::444455556666:assumed-role/app/job"

_stranger := "arn:aws:iam::999988887777:role/any-role"

_region(kind) := {"principals": kind, "accounts": ["111122223333"], "guards": []}

_tried(statements, kind) := caller.worth_trying(world, 0, _region(kind)) if {
	envelope := {"policy_type": "resource", "policy": {"Version": "2012-10-17", "Statement": statements}}
	world := document.read(envelope)[0].worlds[0]
}

_but(named) := object.union(_deny, {"NotPrincipal": named})

_if(statement, operator, key, values) := object.union(statement, {"Condition": {operator: {key: values}}})

# Statements, region, ids of the callers.
_callers := {
	"everybody is a stranger": [[_anybody], "public", [_stranger]],
	"nobody else is let in": [[object.union(_allow, {"Principal": {"AWS": _role}})], "public", []],
	"a role is itself": [[object.union(_allow, {"Principal": {"AWS": _role}})], "external", [_role]],
	"an account is one of its roles": [
		[object.union(_allow, {"Principal": {"AWS": "444455556666"}})],
		"external",
		["arn:aws:iam::444455556666:role/any-role"],
	],
	"one's own account is not external": [[object.union(_allow, {"Principal": {"AWS": "111122223333"}})], "external", []],
	"a service is not external": [[object.union(_allow, {"Principal": {"Service": "lambda.amazonaws.com"}})], "external", []],
	"a service is somebody": [
		[object.union(_allow, {"Principal": {"Service": "lambda.amazonaws.com"}})],
		null,
		["lambda.amazonaws.com"],
	],
	"everybody but everybody is nobody": [[object.union(_allow, {"NotPrincipal": "*"})], "public", []],
	"everybody but a role is a stranger": [[object.union(_allow, {"NotPrincipal": {"AWS": _role}})], "public", [_stranger]],
	"everybody but an account, of that account": [
		[_if(object.union(_allow, {"NotPrincipal": {"AWS": "444455556666"}}), "StringEquals", "aws:PrincipalAccount", "444455556666")],
		"external",
		["arn:aws:iam::444455556666:role/any-role"],
	],
	"a made-up name that the document has": [
		[
			object.union(_allow, {"Principal": {"AWS": "444455556666"}}),
			object.union(_deny, {"Principal": {"AWS": "arn:aws:iam::444455556666:role/any-role"}}),
		],
		"external",
		["arn:aws:iam::444455556666:role/any-role", "arn:aws:iam::444455556666:role/xxxxxxxxx"],
	],
	"in the secret's partition": [
		[object.union(_allow, {"Principal": "*", "Resource": replace(_secret, "arn:aws:", "arn:aws-cn:")})],
		"public",
		["arn:aws-cn:iam::999988887777:role/any-role"],
	],
	"in the partition of each secret": [
		[object.union(_allow, {"Principal": "*", "Resource": [_secret, replace(_secret, "arn:aws:", "arn:aws-us-gov:")]})],
		"public",
		[_stranger, "arn:aws-us-gov:iam::999988887777:role/any-role"],
	],
	"a service by a condition": [[_if(_anybody, "Bool", "aws:PrincipalIsAWSService", "true")], null, ["lambda.amazonaws.com"]],
	"any identity provider": [[object.union(_allow, {"Principal": {"Federated": "*"}})], "external", ["accounts.google.com"]],
}

# The same where conditions ask for callers.
_asked_for := {
	"an account by a condition": [
		[_if(_anybody, "StringEquals", "aws:PrincipalAccount", "444455556666")],
		"external",
		["arn:aws:iam::444455556666:role/any-role"],
	],
	"no account by a condition": [[_if(_anybody, "StringEquals", "aws:PrincipalAccount", "444455556666")], "public", []],
	"an account and a role that agree": [
		[object.union(_anybody, {"Condition": {
			"StringLike": {"aws:PrincipalAccount": "4444*"},
			"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*6666:role/x-*"},
		}})],
		"external",
		["arn:aws:iam::444488886666:role/x-"],
	],
	"an account and a role that do not agree": [
		[object.union(_anybody, {"Condition": {
			"StringEquals": {"aws:PrincipalAccount": "444455556666"},
			"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::777777777777:role/x"},
		}})],
		"external",
		[],
	],
}

_deny_all := object.union(_deny, {"Principal": "*"})

# The same where they ask for names.
_named := {
	"a name in a stranger's account": [
		[_if(_anybody, "ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/admin")],
		"public",
		["arn:aws:iam::999988887777:role/admin"],
	],
	"a name between two patterns": [
		[_if(_anybody, "ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/a*"), _if(_deny_all, "ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*z")],
		"public",
		["arn:aws:iam::999988887777:role/any-role", "arn:aws:iam::999988887777:role/aanyz"],
	],
	"the name of a user": [
		[_if(_anybody, "StringEquals", "aws:username", "bob")],
		"public",
		["arn:aws:iam::999988887777:user/bob"],
	],
}

# The same beside a Deny of everybody else.
_spared := {
	"the one whom a Deny spares": [[_anybody, _but({"AWS": _role})], "external", [_stranger, _role]],
	"the root of an account that a Deny spares": [
		[_anybody, _but({"AWS": "444455556666"})],
		"external",
		[_stranger, "arn:aws:iam::444455556666:root"],
	],
	"the one whom two Deny statements spare": [
		[_anybody, _but({"AWS": [_role, "444455556666"]}), _but({"AWS": ["arn:aws:iam::444455556666:root", _session]})],
		"external",
		[_stranger, _role, "arn:aws:iam::444455556666:root"],
	],
	"the session of a role that is let in": [
		[object.union(_allow, {"Principal": {"AWS": _role}}), _but({"AWS": _session})],
		"external",
		[_role, _session],
	],
	"nobody whom the Allow leaves out": [
		[object.union(_allow, {"Principal": {"AWS": "777777777777"}}), _but({"AWS": _role})],
		"external",
		["arn:aws:iam::777777777777:role/any-role"],
	],
}

# The same where they ask for kinds and ids.
_typed := {
	"a kind of principals": [[_if(_anybody, "StringEquals", "aws:PrincipalType", "Account")], "public", ["arn:aws:iam::999988887777:root"]],
	"a kind that nobody is": [[_if(_anybody, "StringEquals", "aws:PrincipalType", "Anonymous")], "public", []],
	"the name of a session": [[_if(_anybody, "StringLike", "aws:userid", "*:admin")], "public", [_stranger]],
	"the id of a role": [[_if(_anybody, "StringLike", "aws:userid", "AROAZZ3EXAMPLE4EXAMP5:*")], "public", []],
}

test_callers[note] if {
	some note, [statements, kind, wanted] in _callers
	[one.id | some one in _tried(statements, kind).callers] == wanted
}

test_callers_that_conditions_ask_for[note] if {
	some note, [statements, kind, wanted] in _asked_for
	[one.id | some one in _tried(statements, kind).callers] == wanted
}

test_callers_of_a_name[note] if {
	some note, [statements, kind, wanted] in _named
	[one.id | some one in _tried(statements, kind).callers] == wanted
}

test_callers_that_a_deny_spares[note] if {
	some note, [statements, kind, wanted] in _spared
	[one.id | some one in _tried(statements, kind).callers] == wanted
}

test_callers_of_a_kind[note] if {
	some note, [statements, kind, wanted] in _typed
	[one.id | some one in _tried(statements, kind).callers] == wanted
}

test_a_caller_has_one_of_each_class if {
	_tried([_anybody], "public") == {"all": true, "callers": [{
		"kind": "aws", "id": _stranger, "account": "999988887777", "userid": "AROA0ANYROLE0ANYROLE0:any-session",
		"whole": false, "stranger": true,
	}]}
}

test_a_document_without_principals_asks_for_none if {
	world := document.read({"policy": {"Statement": [_allow]}})[0].worlds[0]
	caller.worth_trying(world, 0, _region(null)) == {"all": true, "callers": [null]}
	caller.worth_trying(world, 0, _region("public")) == {"all": true, "callers": []}
}

test_an_account_of_the_organisation_is_no_stranger if {
	region := object.union(_region("external"), {"accounts": ["999988887777"]})
	world := document.read({"policy": {"Statement": [_anybody]}})[0].worlds[0]
	[one.account | some one in caller.worth_trying(world, 0, region).callers] == ["535350000000"]
}

_all := {
	"no condition": [[_anybody], true],
	"a pattern with one wildcard": [[_if(_anybody, "ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/a*")], true],
	"a pattern with two": [[_if(_anybody, "StringLike", "aws:PrincipalAccount", "1*2*3")], false],
	"a pattern with single characters": [[_if(_anybody, "ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/a?b")], false],
	"a number for a name": [[_if(_anybody, "NumericLessThan", "aws:username", "5")], false],
}

test_all[note] if {
	some note, [statements, wanted] in _all
	_tried(statements, "public").all == wanted
}

_problem := {
	"action": "secretsmanager:getsecretvalue", "arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
	"reach": "any", "fixed": {}, "bound": {}, "renamed": {},
}

_role_of(account, name) := concat("", ["arn:aws:iam::", account, ":", name])

# Problem, block, keys, values in the order of the keys.
_options := {
	"an account and a role pattern that agree": [
		{},
		{"StringEquals": {"aws:PrincipalAccount": "444455556666"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}},
		["aws:principalaccount", "aws:principalarn"],
		[
			[["111122223333"], [_role_of("111122223333", "role/any-role")]],
			[["444455556666"], [_role_of("444455556666", "role/any-role")]],
			[["111122223333"], [_role_of("111122223333", "role/x")]],
			[["444455556666"], [_role_of("444455556666", "role/x")]],
		],
	],
	"the name of a user, or none": [
		{},
		{"StringEquals": {"aws:username": "bob"}},
		["aws:username"],
		[[null], [["bob"]]],
	],
	"the holder's own": [
		{"fixed": {"aws:principalarn": {"name": "aws:PrincipalArn", "values": [_role_of("444455556666", "user/bob")]}}},
		{"StringEquals": {"aws:username": "alice"}, "StringLike": {"aws:userid": "AIDA*"}},
		["aws:principaltype", "aws:username"],
		[[["User"], ["bob"]]],
	],
}

# The same for a stranger, and with a known value.
_fewer_options := {
	"a stranger": [
		{"reach": "stranger"},
		{"StringEquals": {"aws:PrincipalAccount": "444455556666"}},
		["aws:principalaccount"],
		[[["999988887777"]]],
	],
	"a stranger's name is not asked for": [
		{"reach": "stranger"},
		{"StringLike": {"aws:username": ["a*", "bob"]}},
		["aws:username"],
		[[null]],
	],
	"a known value": [
		{"bound": {"aws:username": {"name": "aws:username", "values": ["own-username"]}}},
		{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/own*"}},
		["aws:principalarn"],
		[[[_role_of("111122223333", "user/own-username")]], [[_role_of("111122223333", "user/any/own-username")]]],
	],
}

test_options[note] if {
	some note, [given, block, keys, wanted] in _options
	found := caller.options(object.union(_problem, given), keys, condition.entries(block, "allow"))
	found.complete
	[[one[key] | some key in keys] | some one in found.options] == wanted
}

test_fewer_options[note] if {
	some note, [given, block, keys, wanted] in _fewer_options
	found := caller.options(object.union(_problem, given), keys, condition.entries(block, "allow"))
	found.complete
	[[one[key] | some key in keys] | some one in found.options] == wanted
}

test_options_that_may_not_be_all if {
	block := {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a?b"}}
	caller.options(_problem, identity.keys, condition.entries(block, "allow")).complete == false
}

test_every_case_was_run if {
	[count(_callers), count(_spared), count(_asked_for), count(_named), count(_typed)] == [15, 5, 4, 3, 4]
	[count(_all), count(_options), count(_fewer_options)] == [5, 3, 3]
}
