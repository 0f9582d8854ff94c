package smguard.lib.lint.vacuous_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.lint.vacuous

_absent(key) := concat("", ["it also holds when the key is absent, and nothing else requires ", key])

_every(pattern, key) := concat("", [`"`, pattern, `" matches every value of `, key])

_always := "it holds for every value"

_never := "it never holds"

_escaped := "a request without the key is not denied"

_because(reason, outcome) := concat(": ", [outcome, reason])

# Details by operator, for an Allow of one action with a Condition block.
_allows := {
	"an equality says something": ["putresourcepolicy", {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, {}],
	"ForAllValues holds without the key": [
		"getsecretvalue",
		{"ForAllValues:StringEquals": {"aws:PrincipalTag/team": ["a"]}},
		{"ForAllValues:StringEquals": _absent("aws:PrincipalTag/team")},
	],
	"ForAllValues on a key that is always there": [
		"getsecretvalue",
		{"ForAllValues:StringEquals": {"aws:ResourceAccount": ["111122223333"]}},
		{},
	],
	"a session in a pattern": [
		"getsecretvalue",
		{"ArnLike": {"aws:PrincipalArn": "arn:aws:sts::*:assumed-role/x/*"}},
		{"ArnLike": concat("", [
			`no request has the value "arn:aws:sts::*:assumed-role/x/*" for aws:PrincipalArn, so it never holds`,
			": for a session, the key holds the ARN of its role",
		])},
	],
	"values that are no dates are not put together": [
		"getsecretvalue",
		{"DateGreaterThan": {"aws:CurrentTime": "2020-W01"}, "DateLessThan": {"aws:CurrentTime": "2030-W01"}},
		{},
	],
	"ForAllValues with the key asked for": [
		"getsecretvalue",
		{"ForAllValues:StringEquals": {"aws:PrincipalTag/team": ["a"]}, "Null": {"aws:PrincipalTag/team": "false"}},
		{},
	],
	"ForAllValues with another key asked for": [
		"getsecretvalue",
		{"ForAllValues:StringEquals": {"aws:PrincipalTag/team": ["a"]}, "Null": {"aws:PrincipalTag/b": "false"}},
		{"ForAllValues:StringEquals": _absent("aws:PrincipalTag/team")},
	],
	"ForAnyValue does not hold without the key": [
		"getsecretvalue",
		{"ForAnyValue:StringEquals": {"aws:PrincipalTag/team": ["a"]}},
		{},
	],
	"a star takes everything": ["getsecretvalue", {"StringLike": {"aws:PrincipalArn": "*"}}, {"StringLike": _because(_every("*", "aws:PrincipalArn"), _always)}],
	"a star among others takes everything": [
		"getsecretvalue",
		{"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/a", "*"]}},
		{"ArnLike": _because(_every("*", "aws:PrincipalArn"), _always)},
	],
	"stars between colons take everything": [
		"getsecretvalue",
		{"ArnLike": {"aws:PrincipalArn": "*:*:*:*:*:*"}},
		{"ArnLike": _because(_every("*:*:*:*:*:*", "aws:PrincipalArn"), _always)},
	],
	"a text before a star says something": [
		"getsecretvalue",
		{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:*"}},
		{},
	],
	"a star and a question mark take everything": [
		"getsecretvalue",
		{"StringLike": {"aws:userid": "*?"}},
		{"StringLike": _because(_every("*?", "aws:userid"), _always)},
	],
	"every ARN": ["getsecretvalue", {"StringLike": {"aws:PrincipalArn": "arn:*"}}, {"StringLike": _because(_every("arn:*", "aws:PrincipalArn"), _always)}],
	"an ARN where a value need not be one": ["getsecretvalue", {"StringLike": {"aws:userid": "arn:*"}}, {}],
	"a colon where a value need not have one": ["getsecretvalue", {"StringLike": {"aws:userid": "*:*"}}, {}],
	"both values of a boolean": [
		"getsecretvalue",
		{"Bool": {"aws:SecureTransport": ["True", "FALSE"]}},
		{"Bool": _because("both true and false are listed", _always)},
	],
	"both values of a boolean as texts": [
		"getsecretvalue",
		{"StringEquals": {"aws:SecureTransport": ["true", "false"]}},
		{"StringEquals": _because("both true and false are listed", _always)},
	],
	"present or absent": ["getsecretvalue", {"Null": {"aws:username": ["true", "false"]}}, {"Null": _because("both true and false are listed", _always)}],
	"absent": ["getsecretvalue", {"Null": {"aws:username": "true"}}, {}],
	"a star without Like is a text": ["getsecretvalue", {"StringEquals": {"secretsmanager:VersionStage": "*"}}, {}],
	"any tag of a name asks for the tag": ["getsecretvalue", {"StringLike": {"aws:ResourceTag/team": "*"}}, {}],
	"any tag of a name, if it exists, asks for nothing": [
		"getsecretvalue",
		{"StringLikeIfExists": {"aws:ResourceTag/team": "*"}},
		{"StringLikeIfExists": _because(_every("*", "aws:ResourceTag/team"), _always)},
	],
	"every network": ["getsecretvalue", {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}, {"IpAddress": _because("0.0.0.0/0 contains every address", _always)}],
	"every network of version 6": [
		"getsecretvalue",
		{"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "::/0"]}},
		{"IpAddress": _because("::/0 contains every address", _always)},
	],
	"a network": ["getsecretvalue", {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, {}],
	"after a date that is past": [
		"getsecretvalue",
		{"DateGreaterThan": {"aws:CurrentTime": "2019-01-01T00:00:00Z"}},
		{"DateGreaterThan": "it always holds: 2019-01-01T00:00:00Z has passed"},
	],
	"from a date that is past": [
		"getsecretvalue",
		{"DateGreaterThanEquals": {"aws:CurrentTime": "2019-01-01T00:00:00Z"}},
		{"DateGreaterThanEquals": "it always holds: 2019-01-01T00:00:00Z has passed"},
	],
	"after a date to come": ["getsecretvalue", {"DateGreaterThan": {"aws:CurrentTime": "2999-01-01T00:00:00Z"}}, {}],
	"before a date that is past": [
		"getsecretvalue",
		{"DateLessThan": {"aws:CurrentTime": "2019-01-01T00:00:00Z"}},
		{"DateLessThan": "it never holds again: 2019-01-01T00:00:00Z has passed"},
	],
	"a date that is past": [
		"getsecretvalue",
		{"DateEquals": {"aws:CurrentTime": ["2019-01-01", "2018-01-01"]}},
		{"DateEquals": "it never holds again: 2019-01-01 has passed"},
	],
	"any time but a date that is past": [
		"getsecretvalue",
		{"DateNotEquals": {"aws:CurrentTime": "2019-01-01"}},
		{"DateNotEquals": "it always holds: 2019-01-01 has passed"},
	],
	"one of two ends is to come": [
		"getsecretvalue",
		{"DateLessThan": {"aws:CurrentTime": ["2019-01-01T00:00:00Z", "2999-01-01T00:00:00Z"]}},
		{},
	],
	"a window that is open": [
		"getsecretvalue",
		{"DateGreaterThan": {"aws:CurrentTime": "2019-01-01"}, "DateLessThan": {"aws:CurrentTime": "2999-01-01"}},
		{},
	],
	"a window in seconds": [
		"getsecretvalue",
		{"NumericGreaterThan": {"aws:EpochTime": "1577836800"}, "NumericLessThan": {"aws:EpochTime": "9999999999"}},
		{},
	],
	"a window of two keys": [
		"getsecretvalue",
		{"DateGreaterThan": {"aws:CurrentTime": "2019-01-01"}, "NumericLessThan": {"aws:EpochTime": "9999999999"}},
		{},
	],
	"a window that has passed": [
		"getsecretvalue",
		{"DateGreaterThan": {"aws:CurrentTime": "2019-01-01"}, "DateLessThan": {"aws:CurrentTime": "2020-01-01"}},
		{"DateLessThan": "it never holds again: 2020-01-01 has passed"},
	],
	"a window in seconds that has passed": [
		"getsecretvalue",
		{"NumericGreaterThan": {"aws:EpochTime": "1546300800"}, "NumericLessThan": {"aws:EpochTime": "1577836800"}},
		{"NumericLessThan": "it never holds again: 1577836800 has passed"},
	],
	"a window that ends before it begins": [
		"getsecretvalue",
		{"DateGreaterThan": {"aws:CurrentTime": "2999-01-01"}, "DateLessThan": {"aws:CurrentTime": "2998-01-01"}},
		{"DateGreaterThan": "no time is after 2999-01-01 and before 2998-01-01"},
	],
	"a window of two keys that ends before it begins": [
		"getsecretvalue",
		{"DateGreaterThan": {"aws:CurrentTime": "2999-01-01"}, "NumericLessThan": {"aws:EpochTime": "9999999999"}},
		{"DateGreaterThan": "no time is after 2999-01-01 and before 9999999999"},
	],
	"the time that a token was issued may lie in the past": [
		"getsecretvalue",
		{"DateLessThan": {"aws:TokenIssueTime": "2019-01-01"}},
		{},
	],
	"a value that is true for other services": [
		"getsecretvalue",
		{"Bool": {"aws:IsMcpServiceAction": "true"}},
		{"Bool": `no request has the value "true" for aws:IsMcpServiceAction, so it never holds`},
	],
	"a value that every service has": ["getsecretvalue", {"Bool": {"aws:IsMcpServiceAction": "false"}}, {}],
	"a key of other services": [
		"getsecretvalue",
		{"StringEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}},
		{"StringEquals": "no request for these actions has aws:VpceOrgID, so it never holds"},
	],
	"a key of other services, left out": [
		"getsecretvalue",
		{"StringNotEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}},
		{"StringNotEquals": "no request for these actions has aws:VpceOrgID, so it always holds"},
	],
	"the presence of a key of other services": [
		"getsecretvalue",
		{"Null": {"aws:VpceOrgID": "false"}},
		{"Null": "no request for these actions has aws:VpceOrgID, so it never holds"},
	],
	"the presence of a key that is always present": [
		"getsecretvalue",
		{"Null": {"aws:SecureTransport": "false"}},
		{"Null": "every request has aws:SecureTransport, so it always holds"},
	],
	"the absence of a key that is always present": [
		"getsecretvalue",
		{"Null": {"aws:PrincipalArn": "true"}},
		{"Null": "every request has aws:PrincipalArn, so it never holds"},
	],
	"a wildcard under an operator that knows none": [
		"getsecretvalue",
		{"StringEquals": {"aws:PrincipalOrgID": "o-*"}},
		{"StringEquals": concat("", [
			`no request has the value "o-*" for aws:PrincipalOrgID, so it never holds: `,
			"StringEquals takes wildcards literally, use StringLike",
		])},
	],
	"a wildcard in an ARN under an operator that knows none": [
		"getsecretvalue",
		{"StringNotEqualsIgnoreCase": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}},
		{"StringNotEqualsIgnoreCase": concat("", [
			`no request has the value "arn:aws:iam::111122223333:role/*" for aws:PrincipalArn, so it always holds: `,
			"StringNotEqualsIgnoreCase takes wildcards literally, use ArnNotLike",
		])},
	],
	"a session where the role is compared": [
		"getsecretvalue",
		{"ArnEquals": {"aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/app/job"}},
		{"ArnEquals": concat("", [
			`no request has the value "arn:aws:sts::111122223333:assumed-role/app/job" for aws:PrincipalArn, `,
			"so it never holds: for a session, the key holds the ARN of its role",
		])},
	],
	"one value of two that nobody has": [
		"getsecretvalue",
		{"StringEquals": {"aws:SourceVpc": ["vpc-0123456789abcdef0", "vpc-x"]}},
		{"StringEquals": `no request has the value "vpc-x" for aws:SourceVpc`},
	],
	"a value that nobody has, if the key exists": [
		"getsecretvalue",
		{"StringEqualsIfExists": {"aws:SourceVpc": "vpc-x"}},
		{"StringEqualsIfExists": `no request has the value "vpc-x" for aws:SourceVpc, so it holds only where the key is absent`},
	],
	"a number that nobody asks for": [
		"deletesecret",
		{"NumericGreaterThan": {"secretsmanager:RecoveryWindowInDays": "30"}},
		{"NumericGreaterThan": concat("", [
			"no request has a value of secretsmanager:RecoveryWindowInDays that meets ",
			`NumericGreaterThan "30"`,
		])},
	],
	"a region that is asked for, and another left out": [
		"getsecretvalue",
		{"StringEquals": {"aws:RequestedRegion": "eu-west-1"}, "StringNotEquals": {"aws:RequestedRegion": "us-east-1"}},
		{},
	],
	"not a value that the key cannot have": [
		"getsecretvalue",
		{"StringNotEquals": {"aws:PrincipalAccount": "nobody"}},
		{"StringNotEquals": `no request has the value "nobody" for aws:PrincipalAccount, so it always holds`},
	],
	"not a value that the key can have": [
		"getsecretvalue",
		{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}},
		{},
	],
	"two values that exclude each other": [
		"getsecretvalue",
		{"StringEquals": {"aws:userid": "a"}, "StringEqualsIgnoreCase": {"aws:userid": "b"}},
		{"StringEquals": `no value of aws:userid meets all of StringEquals "a" and StringEqualsIgnoreCase "b"`},
	],
	"two values of which one fits": [
		"getsecretvalue",
		{"StringEquals": {"aws:userid": ["a", "b"]}, "StringEqualsIgnoreCase": {"aws:userid": "b"}},
		{},
	],
	"a value of a key that is to be absent": [
		"getsecretvalue",
		{"StringEquals": {"aws:PrincipalTag/a": "a"}, "Null": {"aws:PrincipalTag/a": "true"}},
		{"Null": `no value of aws:PrincipalTag/a meets all of Null "true" and StringEquals "a"`},
	],
	"no value at all": [
		"getsecretvalue",
		{"StringEquals": {"aws:userid": []}},
		{"StringEquals": "no value is listed, so it never holds"},
	],
	"no value left out": [
		"getsecretvalue",
		{"StringNotEquals": {"aws:userid": []}},
		{"StringNotEquals": "no value is listed, so it always holds"},
	],
	"two patterns are not judged": [
		"getsecretvalue",
		{"StringLike": {"aws:userid": "a*"}, "StringLikeIfExists": {"aws:userid": "b*"}},
		{},
	],
	"no condition": ["getsecretvalue", {}, {}],
}

_statement(effect, action, block) := {
	"effect": effect,
	"element": "Action",
	"patterns": [concat("", ["secretsmanager:", action])],
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
	"absence is unsafe": [{"secretsmanager:putsecretvalue": "unsafe"}, {"ForAllValues:StringEquals": _absent("secretsmanager:Regions")}],
	"absence of another action is safe": [
		{"secretsmanager:getsecretvalue": "safe"},
		{"ForAllValues:StringEquals": _absent("secretsmanager:Regions")},
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
		{"StringNotLike": _because(_every("*", "aws:PrincipalArn"), _never)},
	],
	"a Deny that spares every ARN": [{"ArnNotLike": {"aws:PrincipalArn": "arn:*"}}, [], {"ArnNotLike": _because(_every("arn:*", "aws:PrincipalArn"), _never)}],
	"a Deny that spares any value, but not absence": [{"StringNotLike": {"aws:PrincipalTag/a": "*"}}, [], {}],
	"a Deny that spares any value and absence": [
		{"ForAnyValue:StringNotLike": {"aws:PrincipalTag/a": "*"}},
		[],
		{"ForAnyValue:StringNotLike": _because(_every("*", "aws:PrincipalTag/a"), _never)},
	],
	"a Deny that leaves absence alone, and says so": [
		{
			"StringNotEquals": {"secretsmanager:BlockPublicPolicy": "true"},
			"Null": {"secretsmanager:BlockPublicPolicy": "false"},
		},
		[],
		{},
	],
	"a Deny that hits more than it seems to": [
		{"StringNotEquals": {"aws:SourceVpc": "vpc-*"}},
		[],
		{"StringNotEquals": concat("", [
			`no request has the value "vpc-*" for aws:SourceVpc, so it always holds: `,
			"StringNotEquals takes wildcards literally, use StringNotLike",
		])},
	],
	"a Deny up to a date that is past": [
		{"DateLessThan": {"aws:CurrentTime": "2019-01-01"}},
		[],
		{"DateLessThan": "it never holds again: 2019-01-01 has passed"},
	],
	"a Deny from a date that is past": [{"DateGreaterThan": {"aws:CurrentTime": "2019-01-01"}}, [], {}],
	"a Deny of tokens issued before a date": [{"DateLessThan": {"aws:TokenIssueTime": "2019-01-01"}}, [], {}],
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
		{"path": ["Condition", "StringLike", "aws:PrincipalArn"], "detail": _because(_every("*", "aws:PrincipalArn"), _always)},
		{"path": ["Condition", "StringLike", "aws:userid"], "detail": _because(_every("*", "aws:userid"), _always)},
	]
}

_callers := {
	"a user or a role": [null, {"Null": "every request has aws:PrincipalArn, so it never holds"}],
	"a service too": [[{"kind": "any", "id": "*", "account": "", "whole": false}], {}],
}

test_absence_where_the_caller_is[note] if {
	some note, [principals, wanted] in _callers
	block := {"Null": {"aws:PrincipalArn": "true"}, "StringNotEqualsIfExists": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/x"}}
	read := object.union(_statement("deny", "getsecretvalue", block), {"principals": principals})
	_details({"denies": []}, read) == wanted
}

_meant_elsewhere := {
	"all actions": ["*", {"Bool": {"aws:IsMcpServiceAction": "true"}}, {}],
	"an action of another service too": ["s3:getobject", {"StringEquals": {"aws:VpceAccount": "111122223333"}}, {}],
	"more than it seems to": [
		"*",
		{"StringNotEquals": {"aws:VpceAccount": "111122223333"}},
		{"StringNotEquals": "no request for these actions has aws:VpceAccount, so it always holds"},
	],
}

test_a_condition_for_other_services[note] if {
	some note, [pattern, block, wanted] in _meant_elsewhere
	read := object.union(_statement("allow", "getsecretvalue", block), {"patterns": ["secretsmanager:getsecretvalue", pattern]})
	_details({"denies": []}, read) == wanted
}

_unknown := {
	"a value that nobody has": [{"StringEquals": {"aws:SourceVpc": "${VpcId}"}}, {"StringEquals": {"aws:SourceVpc": "x"}}],
	"a date": [{"DateLessThan": {"aws:CurrentTime": "${End}"}}, {"DateLessThan": {"aws:CurrentTime": "2019-01-01"}}],
}

test_a_value_that_is_not_known_yet_is_not_judged[note] if {
	some note, [original, resolved] in _unknown
	read := _statement("allow", "getsecretvalue", resolved)
	_details({"denies": []}, read) != {}
	_details({"denies": []}, object.union(read, {"original": {"Condition": original}})) == {}
}

test_a_value_that_a_function_holds_is_judged if {
	original := {"StringEquals": {"aws:PrincipalOrgID": [{"Fn::Sub": "o-*"}, {"Ref": "Org"}]}}
	resolved := {"StringEquals": {"aws:PrincipalOrgID": ["o-*", "o-0wn0wn0wn0"]}}
	read := object.union(_statement("allow", "getsecretvalue", resolved), {"original": {"Condition": original}})
	_details({"denies": []}, read) == {"StringEquals": concat("", [
		`no request has the value "o-*" for aws:PrincipalOrgID: `,
		"StringEquals takes wildcards literally, use StringLike",
	])}
}

test_values_are_shown_as_the_document_has_them if {
	original := {"StringEquals": {"aws:userid": "${aws:username}"}, "StringNotEquals": {"aws:userid": ["${aws:username}", "a", "b", "c"]}}
	resolved := {"StringEquals": {"aws:userid": "own-name"}, "StringNotEquals": {"aws:userid": ["own-name", "a", "b", "c"]}}
	read := object.union(_statement("allow", "getsecretvalue", resolved), {"original": {"Condition": original}})
	_details({"denies": []}, read) == {"StringEquals": concat("", [
		"no value of aws:userid meets all of ",
		`StringEquals "${aws:username}" and StringNotEquals "${aws:username}", "a", "b" and 1 more`,
	])}
}

test_every_case_was_run if {
	[count(_allows), count(_harmless), count(_denies), count(_callers), count(_meant_elsewhere), count(_unknown)] == [64, 5, 21, 2, 3, 2]
}
