package smguard.lib.grammar.condition_test

import data.smguard.lib.grammar.condition

_entries := {
	"no block": [{}, []],
	"an operator without keys": [{"StringEquals": {}}, []],
	"an entry": [
		{"StringEquals": {"aws:SourceVpc": "vpc-1"}},
		[{
			"key": "aws:sourcevpc", "name": "aws:SourceVpc", "spelled": "StringEquals", "test": "equals",
			"negated": false, "set": "", "optional": false, "values": ["vpc-1"], "absent": false, "lenient": true,
		}],
	],
	"numbers as conftest reads them": [
		{"DateLessThan": {"aws:EpochTime": [1.893456e+09, 1.5, 1.00000000007e+11, -1, 0]}},
		[{
			"key": "aws:epochtime", "name": "aws:EpochTime", "spelled": "DateLessThan", "test": "date", "relation": "<",
			"negated": false, "set": "", "optional": false, "values": ["1893456000", "1.5", "100000000007", "-1", "0"], "absent": false, "lenient": true,
			"instants": [1893456000, 0],
		}],
	],
	"a relation": [
		{"NumericLessThanIfExists": {"secretsmanager:RecoveryWindowInDays": 7}},
		[{
			"key": "secretsmanager:recoverywindowindays", "name": "secretsmanager:RecoveryWindowInDays",
			"spelled": "NumericLessThanIfExists", "test": "number", "relation": "<",
			"negated": false, "set": "", "optional": true, "values": ["7"], "absent": true, "lenient": true,
		}],
	],
	"a qualifier": [
		{"ForAllValues:StringNotLike": {"aws:TagKeys": ["a*", "b"]}},
		[{
			"key": "aws:tagkeys", "name": "aws:TagKeys", "spelled": "ForAllValues:StringNotLike", "test": "like",
			"negated": true, "set": "forallvalues", "optional": false, "values": ["a*", "b"], "absent": true, "lenient": false,
		}],
	],
	"what IAM would not take is left out": [
		{
			"StringMatches": {"aws:SourceVpc": "a"}, "NullIfExists": {"aws:SourceVpc": "true"},
			"ForSomeValues:StringEquals": {"aws:SourceVpc": "a"}, "a:b:StringEquals": {"aws:SourceVpc": "a"},
			"StringEquals": {"aws:SourceVpc": null, "aws:SourceVpce": {"a": 1}, "aws:SourceIp": [["a"]]},
		},
		[],
	],
}

test_entries[note] if {
	some note, [block, wanted] in _entries
	condition.entries(block, "allow") == wanted
}

test_entries_are_sorted_by_operator_and_key if {
	found := condition.entries(
		{
			"StringLike": {"b": "1"},
			"Bool": {"c": "true"},
			"StringEquals": {"b": "1", "a": "1"},
		},
		"allow",
	)
	[[entry.spelled, entry.key] | some entry in found] == [
		["Bool", "c"],
		["StringEquals", "a"],
		["StringEquals", "b"],
		["StringLike", "b"],
	]
}

_problems := {
	"nothing asked": [{}, []],
	"a block in order": [{"StringEquals": {"a": "b", "c": ["d", 1, true]}, "Null": {"a": false}}, []],
	"a list": [[], [{"path": [], "message": "Condition must be an object"}]],
	"a text": ["a", [{"path": [], "message": "Condition must be an object"}]],
	"null": [null, [{"path": [], "message": "Condition must be an object"}]],
	"an unknown operator": [
		{"StringMatches": {"a": "b"}},
		[{"path": ["StringMatches"], "message": "unknown condition operator"}],
	],
	"Null with IfExists": [{"NullIfExists": {"a": "true"}}, [{"path": ["NullIfExists"], "message": "unknown condition operator"}]],
	"an unknown qualifier": [
		{"ForSomeValues:StringEquals": {"a": "b"}},
		[{"path": ["ForSomeValues:StringEquals"], "message": "unknown condition operator"}],
	],
	"an operator without an object": [
		{"StringEquals": "a"},
		[{"path": ["StringEquals"], "message": "must be an object of condition keys"}],
	],
	"an operator with a list": [
		{"StringEquals": [{"a": "b"}]},
		[{"path": ["StringEquals"], "message": "must be an object of condition keys"}],
	],
	"numbers that engines write alike": [
		{"NumericEquals": {"a": [0, -1, 999999999999999, -999999999999999, 0.5, 123456.75, 0.0001], "b": 1893456000, "c": 1.23456789012345e+14}},
		[],
	],
	"numbers that engines write in different ways": [
		{"StringEquals": {"a": 1000000000000000, "b": ["x", 1e300], "c": 0.00001, "d": 1234567.5, "e": 0.12345678901234567, "f": -1000000000000000}},
		[{"path": ["StringEquals", key], "message": _quotes} | some key in ["a", "b", "c", "d", "e", "f"]],
	],
	"values that are none": [
		{"StringEquals": {"a": null, "b": {"c": "d"}, "e": ["f", null], "g": "h"}},
		[
			{"path": ["StringEquals", "a"], "message": "must be a string, a number, a boolean or a list of these"},
			{"path": ["StringEquals", "b"], "message": "must be a string, a number, a boolean or a list of these"},
			{"path": ["StringEquals", "e"], "message": "must be a string, a number, a boolean or a list of these"},
		],
	],
}

_quotes := "has a number that programs write in different ways: write it in quotes"

test_problems[note] if {
	some note, [block, wanted] in _problems
	condition.problems(block) == wanted
}
