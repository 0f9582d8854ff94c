package smguard.lib.vacuous_test

import data.smguard.lib.condition
import data.smguard.lib.vacuous

_absent := "it also holds when the key is absent, and nothing else asks for the key"

_any := "it holds whatever the value is"

_escaped := "a request without the key is not denied"

_nothing := "it never holds, whatever the value is"

_never := "it can never hold together with the other conditions on the key"

# Details by operator, for an Allow of one action with a Condition block.
_allows := {
	"an equality says something": ["putresourcepolicy", {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, {}],
	"ForAllValues holds without the key": [
		"getsecretvalue",
		{"ForAllValues:StringEquals": {"aws:PrincipalTag/team": ["a"]}},
		{"ForAllValues:StringEquals": _absent},
	],
	"ForAllValues with the key asked for": [
		"getsecretvalue",
		{"ForAllValues:StringEquals": {"aws:PrincipalTag/team": ["a"]}, "Null": {"aws:PrincipalTag/team": "false"}},
		{},
	],
	"ForAllValues with another key asked for": [
		"getsecretvalue",
		{"ForAllValues:StringEquals": {"aws:PrincipalTag/team": ["a"]}, "Null": {"aws:PrincipalTag/b": "false"}},
		{"ForAllValues:StringEquals": _absent},
	],
	"ForAnyValue does not hold without the key": [
		"getsecretvalue",
		{"ForAnyValue:StringEquals": {"aws:PrincipalTag/team": ["a"]}},
		{},
	],
	"a star takes everything": ["getsecretvalue", {"StringLike": {"aws:PrincipalArn": "*"}}, {"StringLike": _any}],
	"a star among others takes everything": [
		"getsecretvalue",
		{"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/a", "*"]}},
		{"ArnLike": _any},
	],
	"stars between colons take everything": [
		"getsecretvalue",
		{"ArnLike": {"aws:PrincipalArn": "*:*:*:*:*:*"}},
		{"ArnLike": _any},
	],
	"a text before a star says something": [
		"getsecretvalue",
		{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:*"}},
		{},
	],
	"a star and a question mark take everything": [
		"getsecretvalue",
		{"StringLike": {"aws:userid": "*?"}},
		{"StringLike": _any},
	],
	"every ARN": ["getsecretvalue", {"StringLike": {"aws:PrincipalArn": "arn:*"}}, {"StringLike": _any}],
	"an ARN where a value need not be one": ["getsecretvalue", {"StringLike": {"aws:userid": "arn:*"}}, {}],
	"a colon where a value need not have one": ["getsecretvalue", {"StringLike": {"aws:userid": "*:*"}}, {}],
	"both values of a boolean": [
		"getsecretvalue",
		{"Bool": {"aws:SecureTransport": ["True", "FALSE"]}},
		{"Bool": _any},
	],
	"both values of a boolean as texts": [
		"getsecretvalue",
		{"StringEquals": {"aws:SecureTransport": ["true", "false"]}},
		{"StringEquals": _any},
	],
	"present or absent": ["getsecretvalue", {"Null": {"aws:username": ["true", "false"]}}, {"Null": _any}],
	"absent": ["getsecretvalue", {"Null": {"aws:username": "true"}}, {}],
	"a star without Like is a text": ["getsecretvalue", {"StringEquals": {"aws:userid": "*"}}, {}],
	"any tag of a name asks for the tag": ["getsecretvalue", {"StringLike": {"aws:ResourceTag/team": "*"}}, {}],
	"any tag of a name, if it exists, asks for nothing": [
		"getsecretvalue",
		{"StringLikeIfExists": {"aws:ResourceTag/team": "*"}},
		{"StringLikeIfExists": _any},
	],
	"every network": ["getsecretvalue", {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}, {"IpAddress": _any}],
	"every network of version 6": [
		"getsecretvalue",
		{"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "::/0"]}},
		{"IpAddress": _any},
	],
	"a network": ["getsecretvalue", {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, {}],
	"after a date that is past": [
		"getsecretvalue",
		{"DateGreaterThan": {"aws:CurrentTime": "2019-01-01T00:00:00Z"}},
		{"DateGreaterThan": _any},
	],
	"from a date that is past": [
		"getsecretvalue",
		{"DateGreaterThanEquals": {"aws:CurrentTime": "2019-01-01T00:00:00Z"}},
		{"DateGreaterThanEquals": _any},
	],
	"after a date to come": ["getsecretvalue", {"DateGreaterThan": {"aws:CurrentTime": "2999-01-01T00:00:00Z"}}, {}],
	"before a date that is past": ["getsecretvalue", {"DateLessThan": {"aws:CurrentTime": "2019-01-01T00:00:00Z"}}, {}],
	"not a value that the key cannot have": [
		"getsecretvalue",
		{"StringNotEquals": {"aws:PrincipalAccount": "nobody"}},
		{"StringNotEquals": _any},
	],
	"not a value that the key can have": [
		"getsecretvalue",
		{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}},
		{},
	],
	"two values that exclude each other": [
		"getsecretvalue",
		{"StringEquals": {"aws:userid": "a"}, "StringEqualsIgnoreCase": {"aws:userid": "b"}},
		{"StringEquals": _never},
	],
	"two values of which one fits": [
		"getsecretvalue",
		{"StringEquals": {"aws:userid": ["a", "b"]}, "StringEqualsIgnoreCase": {"aws:userid": "b"}},
		{},
	],
	"a value of a key that is to be absent": [
		"getsecretvalue",
		{"StringEquals": {"aws:userid": "a"}, "Null": {"aws:userid": "true"}},
		{"Null": _never},
	],
	"no value at all": ["getsecretvalue", {"StringEquals": {"aws:userid": []}}, {"StringEquals": _never}],
	"two patterns are not judged": [
		"getsecretvalue",
		{"StringLike": {"aws:userid": "a*"}, "StringLikeIfExists": {"aws:userid": "b*"}},
		{},
	],
	"no condition": ["getsecretvalue", {}, {}],
}

_statement(effect, action, block) := {
	"effect": effect,
	"actions": {concat("", ["secretsmanager:", action]): true},
	"entries": condition.entries(block, "allow"),
	"principals": null,
	"others": false,
	"resources": ["*"],
	"excluded": false,
}

_details(world, read) := {found.path[1]: found.detail | some found in vacuous.entries(world, read)}

test_allows[note] if {
	some note, [action, block, wanted] in _allows
	_details({"denies": []}, _statement("allow", action, block)) == wanted
}

_harmless := {
	"the caller may leave the regions out": [{"secretsmanager:putsecretvalue": "safe"}, {}],
	"the key stays as it is": [{"secretsmanager:putsecretvalue": "unchanged"}, {}],
	"the same for every action": [{"*": "safe"}, {}],
	"absence is unsafe": [{"secretsmanager:putsecretvalue": "unsafe"}, {"ForAllValues:StringEquals": _absent}],
	"absence of another action is safe": [
		{"secretsmanager:getsecretvalue": "safe"},
		{"ForAllValues:StringEquals": _absent},
	],
}

_key(meaning) := {
	"absent": meaning,
	"control": "caller",
	"fresh": ["any-value"],
	"multivalued": true,
	"presence": "sometimes",
	"scope": "service",
	"type": "string",
}

test_for_all_values_where_absence[note] if {
	some note, [meaning, wanted] in _harmless
	read := _statement("allow", "putsecretvalue", {"ForAllValues:StringEquals": {"secretsmanager:Regions": "a"}})
	_details({"denies": []}, read) == wanted with data.smguard.catalog.keys as {"secretsmanager:regions": _key(meaning)}
}

_denies := {
	"a Deny of a value lets absence through": [
		{"Bool": {"secretsmanager:BlockPublicPolicy": "false"}},
		[],
		{"Bool": _escaped},
	],
	"a Deny with IfExists does not": [{"BoolIfExists": {"secretsmanager:BlockPublicPolicy": "false"}}, [], {}],
	"a Deny of absence does not": [{"Null": {"secretsmanager:BlockPublicPolicy": "true"}}, [], {}],
	"a Deny of a value beside one of absence": [
		{"Bool": {"secretsmanager:BlockPublicPolicy": "false"}},
		[{"Null": {"secretsmanager:BlockPublicPolicy": "true"}}],
		{},
	],
	"a Deny of a value beside one of absence under another condition": [
		{"Bool": {"secretsmanager:BlockPublicPolicy": "false"}},
		[{"Null": {"secretsmanager:BlockPublicPolicy": "true"}, "StringNotEquals": {"aws:userid": "a"}}],
		{"Bool": _escaped},
	],
	"a Deny of a value beside one of absence, both under another condition": [
		{"Bool": {"secretsmanager:BlockPublicPolicy": "false"}, "StringNotEquals": {"aws:userid": "a"}},
		[{"Null": {"secretsmanager:BlockPublicPolicy": "true"}, "StringNotEquals": {"aws:userid": "a"}}],
		{},
	],
	"a Deny of a value beside one of the same value": [
		{"Bool": {"secretsmanager:BlockPublicPolicy": "false"}},
		[{"Bool": {"secretsmanager:BlockPublicPolicy": "false"}}],
		{"Bool": _escaped},
	],
	"a Deny of a value beside one on another key": [
		{"Bool": {"secretsmanager:BlockPublicPolicy": "false"}},
		[{"Null": {"aws:userid": "true"}}],
		{"Bool": _escaped},
	],
	"a Deny of a value beside one without conditions": [
		{"Bool": {"secretsmanager:BlockPublicPolicy": "false"}},
		[{}],
		{},
	],
	"a Deny of a value beside itself and IfExists": [
		{
			"Bool": {"secretsmanager:BlockPublicPolicy": "false"},
			"BoolIfExists": {"secretsmanager:BlockPublicPolicy": "false"},
		},
		[{
			"Bool": {"secretsmanager:BlockPublicPolicy": "false"},
			"BoolIfExists": {"secretsmanager:BlockPublicPolicy": "false"},
		}],
		{"Bool": _escaped},
	],
	"a Deny that spares every principal": [
		{"StringNotLike": {"aws:PrincipalArn": "*"}},
		[],
		{"StringNotLike": _nothing},
	],
	"a Deny that spares every ARN": [{"ArnNotLike": {"aws:PrincipalArn": "arn:*"}}, [], {"ArnNotLike": _nothing}],
	"a Deny that spares any value, but not absence": [{"StringNotLike": {"aws:PrincipalTag/a": "*"}}, [], {}],
	"a Deny that spares any value and absence": [
		{"ForAnyValue:StringNotLike": {"aws:PrincipalTag/a": "*"}},
		[],
		{"ForAnyValue:StringNotLike": _nothing},
	],
	"a Deny on a key whose absence means nothing": [{"StringEquals": {"aws:userid": "a"}}, [], {}],
	"a Deny of everything may hold a star": [{"StringLike": {"aws:userid": "*"}}, [], {}],
}

test_denies[note] if {
	some note, [block, others, wanted] in _denies
	world := {"denies": [_statement("deny", "putresourcepolicy", other) | some other in others]}
	_details(world, _statement("deny", "putresourcepolicy", block)) == wanted
}

test_a_finding_points_at_the_entry if {
	block := {"StringLike": {"aws:userid": "*", "aws:PrincipalArn": "*"}}
	vacuous.entries({"denies": []}, _statement("allow", "getsecretvalue", block)) == [
		{"path": ["Condition", "StringLike", "aws:PrincipalArn"], "detail": _any},
		{"path": ["Condition", "StringLike", "aws:userid"], "detail": _any},
	]
}

test_every_case_was_run if {
	[count(_allows), count(_harmless), count(_denies)] == [35, 5, 16]
}
