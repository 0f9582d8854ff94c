package smguard.lib.meaning.caller_test

import data.smguard.lib.meaning.caller

_any := {"kind": "any", "id": "*", "account": "", "whole": false}

_account := {"kind": "aws", "id": "111122223333", "account": "111122223333", "whole": true}

_root := {"kind": "aws", "id": "arn:aws:iam::111122223333:root", "account": "111122223333", "whole": true}

_role := {"kind": "aws", "id": "arn:aws:iam::111122223333:role/app", "account": "111122223333", "whole": false}

_deep_role := object.union(_role, {"id": "arn:aws:iam::111122223333:role/team/app"})

_session := object.union(_role, {"id": "arn:aws:sts::111122223333:assumed-role/app/job"})

_the_root := object.union(_root, {"whole": false})

_elsewhere := object.union(_role, {"id": "arn:aws-cn:iam::111122223333:role/app"})

_service := {"kind": "service", "id": "lambda.amazonaws.com", "account": "", "whole": false}

_provider := {"kind": "federated", "id": "accounts.google.com", "account": "", "whole": false}

_includes := {
	"everybody includes a role": [[_any], _role, true],
	"everybody includes a service": [[_any], _service, true],
	"a role includes itself": [[_role], _role, true],
	"a role includes no other": [[_role], object.union(_role, {"id": "arn:aws:iam::111122223333:role/b"}), false],
	"a role includes its session": [[_role], _session, true],
	"a role with a path includes its session": [[_deep_role], _session, true],
	"a role includes no session of another": [[object.union(_role, {"id": "arn:aws:iam::111122223333:role/ap"})], _session, false],
	"a role includes no session in another account": [
		[_role],
		object.union(_session, {"id": "arn:aws:sts::444455556666:assumed-role/app/job", "account": "444455556666"}),
		false,
	],
	"a user includes no session of that name": [[object.union(_role, {"id": "arn:aws:iam::111122223333:user/app"})], _session, false],
	"a session includes itself": [[_session], _session, true],
	"a session does not include its role": [[_session], _role, false],
	"an account includes its role": [[_account], _role, true],
	"an account's root includes its role": [[_root], _role, true],
	"an account's root includes its session": [[_root], _session, true],
	"an account includes no other's role": [[_account], object.union(_role, {"account": "444455556666"}), false],
	"an account by its number is in any partition": [[_account], _elsewhere, true],
	"an account's root is in one partition": [[_root], _elsewhere, false],
	"an account includes no identity provider": [[_account], object.union(_provider, {"account": "111122223333"}), false],
	"a role includes no service of that name": [[_role], object.union(_role, {"kind": "service"}), false],
	"all identity providers include one": [[object.union(_provider, {"id": "*"})], _provider, true],
	"all identity providers include no service": [[object.union(_provider, {"id": "*"})], _service, false],
	"one of several": [[_service, _role], _role, true],
	"nobody includes nobody": [[], _role, false],
}

default _included(_, _) := false

_included(named, one) if caller.includes(named, one)

test_includes[note] if {
	some note, [named, one, wanted] in _includes
	_included(named, one) == wanted
}

_spares := {
	"everybody spares a role": [[_any], _role, true],
	"a role spares itself": [[_role], _role, true],
	"a role spares its session": [[_role], _session, true],
	"a session does not spare its role": [[_session], _role, false],
	"an account spares its root": [[_account], _the_root, true],
	"an account's root spares itself": [[_root], _the_root, true],
	"an account does not spare its role": [[_account], _role, false],
	"an account's root does not spare its user": [[_root], object.union(_role, {"id": "arn:aws:iam::111122223333:user/joe"}), false],
	"an account's root spares none in another partition": [[_root], object.union(_the_root, {"id": "arn:aws-cn:iam::111122223333:root"}), false],
	"nobody spares nobody": [[], _role, false],
}

default _spared(_, _) := false

_spared(named, one) if caller.spares(named, one)

test_spares[note] if {
	some note, [named, one, wanted] in _spares
	_spared(named, one) == wanted
}

_covers := {
	"no principals": [null, false, null, true],
	"a principal": [[_role], false, _session, true],
	"another principal": [[_role], false, _service, false],
	"everybody but a principal": [[_role], true, _service, true],
	"everybody but that principal": [[_role], true, _session, false],
	"everybody but an account, and its role": [[_account], true, _role, true],
	"everybody but everybody": [[_any], true, _role, false],
}

default _covered(_, _) := false

_covered(statement, one) if caller.covers(statement, one)

test_covers[note] if {
	some note, [principals, others, one, wanted] in _covers
	_covered({"principals": principals, "others": others}, one) == wanted
}

_secret := "arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf"

_reaches := {
	"nobody in particular": [null, _secret, true],
	"in the partition": [_role, _secret, true],
	"in another partition": [_elsewhere, _secret, false],
	"what is no resource": [_elsewhere, "*", true],
	"a service in any partition": [_service, _secret, true],
}

default _reached(_, _) := false

_reached(one, arn) if caller.reaches(one, arn)

test_reaches[note] if {
	some note, [one, arn, wanted] in _reaches
	_reached(one, arn) == wanted
}

test_every_case_was_run if {
	[count(_includes), count(_spares), count(_covers), count(_reaches)] == [23, 10, 7, 5]
}
