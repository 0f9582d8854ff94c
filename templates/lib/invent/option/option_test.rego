package smguard.lib.invent.option_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.option

_catalog := {
	"date": "2026-10-01",
	"actions": {"a:do": {"keys": {}}},
	"keys": {
		"k": _key,
		"ks": object.union(_key, {"multivalued": true}),
		"own": object.union(_key, {"control": "principal", "fresh": ["any-owner"], "presence": "always"}),
		"aws:principalorgid": object.union(_key, {
			"control": "principal", "format": "^o-[a-z0-9]{10,32}$", "fresh": ["o-zzzzzzzzzz"],
		}),
		"aws:principalaccount": object.union(_key, {
			"control": "principal", "format": "^[0-9]{12}$", "fresh": ["999988887777"], "presence": "always",
		}),
		"aws:epochtime": object.union(_key, {
			"type": "date", "format": "^[0-9]{10,11}$", "fresh": ["2051265600"], "presence": "always",
		}),
	},
}

_key := {
	"type": "string", "presence": "sometimes", "control": "caller", "scope": "global",
	"multivalued": false, "absent": {}, "fresh": ["any-value"],
}

_problem := {
	"action": "a:do", "arn": "*", "reach": "any", "fixed": {}, "bound": {}, "renamed": {}, "entries": [], "clauses": [],
}

default _is_complete(_, _, _) := false

_is_complete(problem, key, mine) if option.complete(problem, key, mine)

# By key, the conditions of an Allow and of a Deny, some of the candidates, and whether they are complete.
_tried := {
	"a string": ["k", {"StringEquals": {"k": "a"}}, {}, [null, ["a"]], true],
	"two patterns": ["k", {"StringLike": {"k": "c*"}, "StringLikeIfExists": {"k": "*b"}}, {"Null": {"k": "true"}}, [["cxb"]], true],
	"two patterns of nothing": [
		"k", {"StringLike": {"k": "a*"}, "StringLikeIfExists": {"k": "b*"}}, {}, [["ax"], ["bx"]], true,
	],
	"two patterns of many stars": [
		"k", {"StringLike": {"k": "*a*b*c*"}, "StringLikeIfExists": {"k": "*d*e*"}}, {"Null": {"k": "true"}}, [null], false,
	],
	"several values": [
		"ks",
		{"ForAllValues:StringLike": {"ks": "a*"}, "ForAnyValue:StringLike": {"ks": "*b"}, "ForAnyValue:StringLikeIfExists": {"ks": "*c"}},
		{"ForAnyValue:StringEquals": {"ks": ["abc", "axb"]}},
		[["azb"], ["azc"], ["a", "aany", "anyb", "anyc", "az", "azb", "azc"]],
		true,
	],
	"a time that has passed": ["aws:epochtime", {"NumericLessThan": {"aws:epochtime": "1577836800"}}, {}, [["2051265600"]], true],
	"a time to come": ["aws:epochtime", {"DateLessThan": {"aws:epochtime": "1893456000"}}, {}, [["1893455999"]], true],
	"a form that no value has": [
		"aws:principalorgid", {"StringEquals": {"aws:principalorgid": "abc"}}, {}, [["o-zzzzzzzzzz"]], true,
	],
}

_subset(some_of, all) if {
	every one in some_of {
		one in all
	}
}

test_tried[note] if {
	some note, [key, allow, deny, wanted, complete] in _tried
	mine := array.concat(condition.entries(allow, "allow"), condition.entries(deny, "deny"))
	_is_complete(_problem, key, mine) == complete with data.smguard.catalog as _catalog
	found := option.candidates(_problem, key, mine) with data.smguard.catalog as _catalog
	_subset(wanted, found)
}

test_a_stranger_has_what_no_entry_names if {
	mine := condition.entries({"StringEquals": {"own": "any-owner"}}, "allow")
	problem := object.union(_problem, {"reach": "stranger"})
	option.candidates(problem, "own", mine) == [["odd-owner"]] with data.smguard.catalog as _catalog
	_is_complete(problem, "own", mine) with data.smguard.catalog as _catalog
}

test_an_account_is_that_of_the_principal if {
	arns := condition.entries({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}, "allow")
	mine := condition.entries({"StringLike": {"aws:PrincipalAccount": "*"}}, "allow")
	problem := object.union(_problem, {"entries": array.concat(arns, mine)})
	found := option.candidates(problem, "aws:principalaccount", mine) with data.smguard.catalog as _catalog
	["111122223333"] in found
}
