package smguard.lib.search.request_test

import data.smguard.lib.reader.document
import data.smguard.lib.search.request

_get := "secretsmanager:getsecretvalue"

_allow := {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}

_deny := {"Effect": "Deny", "Action": "secretsmanager:*", "Resource": "*"}

_app := "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????"

_role := "arn:aws:iam::111122223333:role/app"

# Everything, for anybody.
_region := {
	"spelled": [0, 513],
	"open": false,
	"outside": [],
	"principals": null,
	"accounts": [],
	"guards": [],
	"reach": "any",
	"unscoped": false,
	"escape": {},
}

_world(envelope, statements) := document.read(object.union(envelope, {"policy": {
	"Version": "2012-10-17",
	"Statement": statements,
}}))[0].worlds[0]

_reached(world, region, actions) := [[proof.action, proof.pattern, proof.witness.resource] |
	some proof in request.proofs(world, 0, object.union(_region, region), actions)
]

_some := "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf"

_own := "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-xxxxxx"

_resources := {
	"everything": [[_allow], {}, [[_get, "*", _some]]],
	"a secret": [[object.union(_allow, {"Resource": _app})], {}, [[_get, _app, _own]]],
	"a resource of another service": [[object.union(_allow, {"Resource": "arn:aws:s3:::b"})], {}, []],
	"a Deny of everything": [[_allow, _deny], {}, []],
	"a Deny of other actions": [[_allow, object.union(_deny, {"Action": "secretsmanager:Put*"})], {}, [[_get, "*", _fresh]]],
	"a Deny of some secrets": [[_allow, object.union(_deny, {"Resource": _app})], {}, [[_get, "*", _fresh]]],
	"a Deny of the very secrets": [[object.union(_allow, {"Resource": _app}), object.union(_deny, {"Resource": _app})], {}, []],
	"a Deny of more than the secrets": [
		[object.union(_allow, {"Resource": _app}), object.union(_deny, {"Resource": "arn:aws:secretsmanager:*:*:secret:a*"})],
		{},
		[],
	],
	"enough of the name written": [[object.union(_allow, {"Resource": _app})], {"spelled": [0, 4]}, []],
	"an exact name is written in whole": [[object.union(_allow, {"Resource": _app})], {"spelled": [0, 5]}, []],
	"an exact name is judged": [[object.union(_allow, {"Resource": _app})], {"spelled": [5, 513]}, [[_get, _app, _own]]],
	"a name that does not go on": [[object.union(_allow, {"Resource": _app})], {"open": true}, []],
	"a name that goes on": [[_allow], {"open": true}, [[_get, "*", _some]]],
	"a name that is not judged": [[object.union(_allow, {"Resource": _app})], {"outside": ["ap"]}, []],
	"a name that is judged": [[object.union(_allow, {"Resource": _app})], {"outside": ["apple"]}, [[_get, _app, _own]]],
}

# Where a Deny is about, the fillings that it cannot have foreseen are tried first.
_fresh := "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf"

test_resources[note] if {
	some note, [statements, region, wanted] in _resources
	_reached(_world({}, statements), region, [_get]) == wanted
}

test_a_gap_that_two_deny_statements_leave_is_found if {
	world := _world({}, [
		_allow,
		object.union(_deny, {"Resource": "arn:aws:secretsmanager:*:*:secret:a*"}),
		object.remove(object.union(_deny, {"NotResource": "arn:aws:secretsmanager:*:*:secret:*b-??????"}), ["Resource"]),
	])
	some proof in request.proofs(world, 0, _region, [_get])
	regex.match(`:secret:([^a].*)?b-.{6}\z`, proof.witness.resource)
}

test_two_deny_statements_that_leave_nothing if {
	world := _world({}, [
		_allow,
		object.union(_deny, {"Resource": "arn:aws:secretsmanager:*:*:secret:a*"}),
		object.remove(object.union(_deny, {"NotResource": "arn:aws:secretsmanager:*:*:secret:a*"}), ["Resource"]),
	])
	request.proofs(world, 0, _region, [_get]) == []
}

_list := "secretsmanager:listsecrets"

_unscoped := {
	"without a resource of its own": ["*", {"unscoped": true}, [[_list, "*", "*"]]],
	"with a secret": [_app, {"unscoped": true}, []],
	"where only names that go on are judged": ["*", {"unscoped": true, "open": true}, []],
	"where only written names are judged": ["*", {"unscoped": true, "spelled": [3, 513]}, []],
}

test_an_action_without_resources[note] if {
	some note, [resource, region, wanted] in _unscoped
	statement := object.union(_allow, {"Action": "secretsmanager:ListSecrets", "Resource": resource})
	_reached(_world({}, [statement]), region, [_list]) == wanted
}

_public := object.union(_allow, {"Principal": "*"})

_strange := "arn:aws:iam::999988887777:role/any-role"

_people := {
	"anybody, where nobody must": [_public, {"principals": "public", "reach": "principal"}, [_strange]],
	"a role, where nobody must": [
		object.union(_allow, {"Principal": {"AWS": _role}}),
		{"principals": "public", "reach": "principal"},
		[],
	],
	"everybody but a role, where nobody must": [
		object.union(_allow, {"NotPrincipal": {"AWS": _role}}),
		{"principals": "public", "reach": "principal"},
		[_strange],
	],
	"anybody under a condition on the account": [
		object.union(_public, {"Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}}),
		{"principals": "public", "reach": "principal"},
		[],
	],
	"anybody of an account, where others must not": [
		object.union(_allow, {"Principal": {"AWS": "444455556666"}}),
		{"principals": "external", "accounts": ["111122223333"], "reach": "principal"},
		["arn:aws:iam::444455556666:role/any-role"],
	],
	"anybody of one's own account": [
		object.union(_allow, {"Principal": {"AWS": "111122223333"}}),
		{"principals": "external", "accounts": ["111122223333"], "reach": "principal"},
		[],
	],
	"a service is nobody from outside": [
		object.union(_allow, {"Principal": {"Service": "lambda.amazonaws.com"}}),
		{"principals": "external", "accounts": ["111122223333"], "reach": "principal"},
		[],
	],
	"whoever it is, where all count": [
		object.union(_allow, {"Principal": {"Service": "lambda.amazonaws.com"}}),
		{},
		["lambda.amazonaws.com"],
	],
}

test_people[note] if {
	some note, [statement, region, wanted] in _people
	found := request.proofs(_world({}, [statement]), 0, object.union(_region, region), [_get])
	[proof.witness.principal | some proof in found] == wanted
}

test_the_account_of_the_document_is_not_external if {
	region := object.union(_region, {"principals": "external", "accounts": ["111122223333"], "reach": "principal"})
	statement := object.union(_allow, {"Principal": {"AWS": "444455556666"}})
	request.proofs(_world({"account_id": "444455556666"}, [statement]), 0, region, [_get]) == []
}

_denied := {
	"the role is denied": [{"Principal": {"AWS": _role}}, false],
	"its account is denied": [{"Principal": {"AWS": "111122223333"}}, false],
	"everybody is denied": [{"Principal": "*"}, false],
	"another role is denied": [{"Principal": {"AWS": "arn:aws:iam::111122223333:role/other"}}, true],
	"everybody else is denied": [{"NotPrincipal": {"AWS": _role}}, true],
	"everybody but another role is denied": [{"NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/other"}}, false],
	"the role is denied by a condition": [
		{"Principal": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": _role}}},
		false,
	],
	"other roles are denied by a condition": [
		{"Principal": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": _role}}},
		true,
	],
}

test_a_role_gets_through_where[note] if {
	some note, [element, wanted] in _denied
	world := _world({}, [object.union(_allow, {"Principal": {"AWS": _role}}), object.union(_deny, element)])
	request.proofs(world, 0, _region, [_get]) != [] == wanted
}

_put := "secretsmanager:putresourcepolicy"

_block := {"Bool": {"secretsmanager:BlockPublicPolicy": "true"}}

_guarded := {
	"no condition": [[{}], [{}]],
	"the guard as a condition": [[{"Condition": _block}], []],
	"the guard as a Deny": [
		[{}, {"Effect": "Deny", "Condition": {"BoolIfExists": {"secretsmanager:BlockPublicPolicy": "false"}}}],
		[],
	],
	"a Deny that absence escapes": [
		[{}, {"Effect": "Deny", "Condition": {"Bool": {"secretsmanager:BlockPublicPolicy": "false"}}}],
		[{}],
	],
}

test_guards[note] if {
	some note, [members, wanted] in _guarded
	plain := {"Effect": "Allow", "Action": "secretsmanager:PutResourcePolicy", "Resource": "*"}
	world := _world({}, [object.union(plain, member) | some member in members])
	found := request.proofs(world, 0, object.union(_region, {"guards": [_block], "escape": null}), [_put])
	[proof.witness.context | some proof in found] == wanted
}

# Of each two neighbouring keys one has to be "a", and none may: more combinations than the search goes through.
test_what_is_too_much_to_search_is_not_proven_and_not_passed if {
	names := [concat("", ["aws:Key", format_int(n, 10)]) | some n in numbers.range(0, 12)]
	conditions := array.concat(
		[{"StringEquals": {names[n]: "a"}, "StringNotEquals": {names[0]: "c"}} | some n in numbers.range(1, 12)],
		[{"StringNotEquals": {names[n]: "a", names[n - 1]: "a"}} | some n in numbers.range(1, 12)],
	)
	world := _world({}, array.concat([_allow], [object.union(_deny, {"Condition": each}) | some each in conditions]))
	some proof in request.proofs(world, 0, _region, [_get])
	proof.witness == {"proven": false}
}

_letters := ["ba", "ca", "da"]

_denied_but_for(names) := array.concat(
	[object.union(_allow, {"Resource": [concat("", ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:", name, "/*"]) | some name in names]})],
	[object.union(_deny, {"Resource": concat("", ["arn:aws:secretsmanager:eu-west-1:11112222????:secret:", name, "/*"])}) | some name in names],
)

_covers := {
	"everything": [["arn:aws:secretsmanager:*:*:secret:a*"], ["*"], true],
	"the same": [["arn:aws:secretsmanager:*:*:secret:a?*"], ["arn:aws:secretsmanager:*:*:secret:a?*"], true],
	"the same, where a star goes past a colon": [["arn:*:a"], ["arn:*:a"], false],
	"more": [[_app], ["arn:aws:secretsmanager:*:*:secret:a*"], true],
	"each by another": [[_app, "arn:aws:secretsmanager:*:*:secret:b"], ["arn:aws:secretsmanager:*:*:secret:b*", _app], true],
	"one of two": [[_app, "arn:aws:secretsmanager:*:*:secret:b"], [_app], false],
	"less": [["arn:aws:secretsmanager:*:*:secret:a*"], [_app], false],
	"one character for many": [["arn:aws:secretsmanager:*:*:secret:a*"], ["arn:aws:secretsmanager:*:*:secret:a?"], false],
	"as far as a star within is counted on": [["arn:aws:secretsmanager:eu-west-1:111122223333:secret:a"], ["arn:*:a"], false],
}

default _is_covered(_, _) := false

_is_covered(denies, patterns) if {
	every pattern in patterns {
		request._covered(denies, pattern)
	}
}

test_what_deny_statements_cover[note] if {
	some note, [patterns, denied, wanted] in _covers
	_is_covered([{"excluded": false, "resources": denied}], patterns) == wanted
}

test_more_names_than_the_search_goes_through_are_not_passed if {
	found := request.proofs(_world({}, _denied_but_for(_letters)), 0, _region, [_get]) with data.smguard.lib.invent.secret.most as 5
	found == [{
		"action": _get,
		"pattern": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ba/*",
		"witness": {"proven": false},
	}]
}

test_as_many_names_as_the_search_goes_through_are_passed_where_each_is_denied if {
	request.proofs(_world({}, _denied_but_for(array.slice(_letters, 0, 1))), 0, _region, [_get]) == [] with data.smguard.lib.invent.secret.most as 5
}

test_more_names_than_the_search_goes_through_are_passed_where_a_deny_covers_all if {
	blanket := array.concat(_denied_but_for(_letters), [_deny])
	request.proofs(_world({}, blanket), 0, _region, [_get]) == [] with data.smguard.lib.invent.secret.most as 5
}

test_a_whole_witness if {
	statement := object.union(_allow, {
		"Principal": {"AWS": _role},
		"Resource": _app,
		"Condition": {"StringEquals": {"aws:SourceVpc": "vpc-12345678"}},
	})
	request.proofs(_world({}, [statement]), 0, _region, [_get]) == [{
		"action": _get,
		"pattern": _app,
		"witness": {
			"action": "secretsmanager:GetSecretValue",
			"resource": _own,
			"principal": _role,
			"context": {"aws:SourceVpc": "vpc-12345678"},
		},
	}]
}

_tried := {
	"without conditions one action shows all": [{}, [_describe], [_describe, _get]],
	"under a condition each has its proof": [
		{"Condition": {"Null": {"secretsmanager:VersionId": "false"}}},
		[_describe, _get],
		[_describe, _get],
	],
}

_describe := "secretsmanager:describesecret"

test_actions[note] if {
	some note, [members, tried, proven] in _tried
	statement := object.union(_allow, {"Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]})
	world := _world({}, [object.union(statement, members)])
	actions := request.held(world.allows[0], [_describe, _get, _put])
	found := request.proofs(world, 0, _region, actions)
	[proof.action | some proof in found] == tried
	request.proven(world, 0, _region, actions, found) == proven
}

test_without_a_proof_nothing_is_proven if {
	request.proven(_world({}, [_allow]), 0, _region, [_get], []) == []
}

_promising := {
	"everything": [[_allow], {}, true],
	"enough of the name written": [[object.union(_allow, {"Resource": _app})], {"spelled": [0, 4]}, false],
	"enough of the name written, and a Deny": [[object.union(_allow, {"Resource": _app}), _deny], {"spelled": [0, 4]}, true],
	"names that do not go on, and a Deny": [[object.union(_allow, {"Resource": _app}), _deny], {"open": true}, false],
	"names that go on, and a Deny": [[_allow, _deny], {"open": true}, true],
	"another service": [[object.union(_allow, {"Resource": "arn:aws:s3:::b"})], {}, false],
	"actions without resources": [[object.union(_allow, {"Resource": _app})], {"spelled": [0, 4], "unscoped": true}, true],
	"a resource left out": [
		[{"Effect": "Allow", "Action": "secretsmanager:*", "NotResource": _app}],
		{"spelled": [0, 4]},
		true,
	],
}

default _promises(_, _) := false

_promises(world, region) if request.promising(world, 0, object.union(_region, region))

test_promising[note] if {
	some note, [statements, region, wanted] in _promising
	_promises(_world({}, statements), region) == wanted
}

test_every_case_was_run if {
	[count(_resources), count(_unscoped), count(_people), count(_denied)] == [15, 4, 8, 8]
	[count(_guarded), count(_tried), count(_promising)] == [4, 2, 8]
}

_crowd := object.union(_allow, {"Condition": {"StringEquals": {"aws:PrincipalTag/team": [concat("", ["t", format_int(n, 10)]) | some n in numbers.range(1, 80)]}}})

_in_a_crowd := {
	"in an identity policy": [{}, {}, true],
	"everybody": [{"Principal": "*"}, {"principals": "public", "reach": "principal"}, true],
	"a named role is no stranger": [{"Principal": {"AWS": _role}}, {"principals": "public", "reach": "principal"}, false],
	"enough of the name written": [{"Resource": _app}, {"spelled": [0, 4]}, false],
}

test_a_crowd_is_not_proven[note] if {
	some note, [members, region, wanted] in _in_a_crowd
	world := _world({}, [object.union(_crowd, members)])
	found := [proof.witness | some proof in request.proofs(world, 0, object.union(_region, region), [_get])]
	found == [witness | wanted; witness := {"proven": false}]
}

# The star of the Allow is met with more patterns of a Deny than are compared.
test_a_named_principal_is_in_doubt_as_somebody_who_may_have_any_value if {
	star := "arn:aws:secretsmanager:*:*:secret:*???*??"
	region := object.union(_region, {"principals": "external", "reach": "principal", "accounts": ["444455556666"]})
	members := {"Principal": {"AWS": _role}, "Resource": "arn:aws:secretsmanager:*:*:secret:???*??", "Condition": {"IpAddress": {"aws:VpcSourceIp": "198.51.100.7"}}}
	create := object.union(_deny, {"Principal": {"AWS": _role}, "Action": "secretsmanager:CreateSecret", "Resource": star})
	world := _world({}, [object.union(_allow, members), create])
	[proof.witness | some proof in request.proofs(world, 0, region, [_get])] == [{"proven": false}]
}
