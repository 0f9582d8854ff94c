package smguard.lib.invent.assignment_test

import data.smguard.lib.reader.document

_allow(resource) := {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": resource}

_secret(name) := concat("", ["arn:aws:secretsmanager:*:*:secret:", name])

_worlds(statements) := document.read({"Version": "2012-10-17", "Statement": statements})[0].worlds

# The values of one key, in the order of the worlds.
_values(statements, key) := [world.bound[key].values | some world in _worlds(statements)]

_tag := "aws:principaltag/team"

_tried := {
	"an Allow: any value": [[_allow(_secret("${aws:PrincipalTag/team}/*"))], _tag, [["own-team"]]],
	"a default: absence": [[_allow(_secret("${aws:PrincipalTag/team, 'x'}/*"))], _tag, [["own-team"], null]],
	"a Deny: absence": [
		[_allow("*"), object.union(_allow(_secret("${aws:PrincipalTag/team}/*")), {"Effect": "Deny"})],
		_tag, [["own-team"], null],
	],
	"the values that an Allow requires": [
		[object.union(_allow(_secret("${aws:PrincipalTag/team}/*")), {"Condition": {"StringEquals": {"aws:PrincipalTag/team": ["payments", "web"]}}})],
		_tag, [["own-team"], ["payments"], ["web"]],
	],
	"no value that a condition only excludes": [
		[object.union(_allow(_secret("${aws:PrincipalTag/team}/*")), {"Condition": {"StringNotEquals": {"aws:PrincipalTag/team": "web"}}})],
		_tag, [["own-team"]],
	],
	"one value of a pattern": [
		[object.union(_allow(_secret("${aws:username}/*")), {"Condition": {"StringLike": {"aws:username": "b*"}}})],
		"aws:username", [["own-username"], ["bany-username"]],
	],
	"what another condition on the same key names": [
		[object.union(_allow("*"), {"Condition": {
			"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"},
			"StringLike": {"aws:ResourceTag/team": "red"},
		}})],
		_tag, [["own-team"], ["red"]],
	],
	"what the exception of a Deny has in its place": [
		[
			_allow(_secret("${aws:PrincipalTag/team}/*")),
			object.union(object.remove(_allow("*"), ["Resource"]), {"Effect": "Deny", "NotResource": _secret("payments/*")}),
		],
		_tag, [["own-team"], ["payments"], ["payments/"]],
	],
	"a key that no request lacks": [
		[_allow("*"), object.union(_allow(_secret("${aws:UserAgent}/*")), {"Effect": "Deny"})],
		"aws:useragent", [["own-UserAgent"]],
	],
	"a name that the document has is not made up": [
		[_allow(_secret("${aws:PrincipalTag/team}/*")), _allow(_secret("own-team/*"))],
		_tag, [["its-own"]],
	],
	"nor one that a pattern matches": [
		[_allow(_secret("${aws:PrincipalTag/team}/*")), object.union(_allow("*"), {"Condition": {"StringLike": {"aws:ResourceTag/x": "own*"}}})],
		_tag, [["its-own"]],
	],
}

test_the_values_that_are_tried[note] if {
	some note, [statements, key, wanted] in _tried
	_values(statements, key) == wanted
}

_many := [name | some n in numbers.range(1, 20); name := concat("", ["team", format_int(n, 10)])]

test_more_than_are_tried_are_said if {
	few := object.union(_allow(_secret("${aws:PrincipalTag/team}/*")), {"Condition": {"StringEquals": {"aws:PrincipalTag/team": ["a", "b"]}}})
	{world.all | some world in _worlds([few])} == {true}
	many := object.union(few, {"Condition": {"StringEquals": {"aws:PrincipalTag/team": _many}}})
	{world.all | some world in _worlds([many])} == {false}
	count(_worlds([many])) == 16
	_worlds([_allow("*")])[0].all
}

test_two_spellings_of_a_key_are_one if {
	[world.bound | some world in _worlds([_allow([_secret("a/${aws:username}"), _secret("b/${aws:UserName}")])])] == [{"aws:username": {"name": "aws:UserName", "values": ["own-UserName"]}}]
}

# What the caller chooses is not spelled out.
test_a_free_value_is_not_spelled_out if {
	[world] := _worlds([_allow([_secret("${aws:UserAgent}-??????"), _secret("app/${aws:UserAgent}-??????"), _secret("${aws:username}-??????")])])
	[instance.spelled | some instance in world.instances[0]] == [0, 4, 512]
}
