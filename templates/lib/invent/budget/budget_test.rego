package smguard.lib.invent.budget_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.budget

_names(prefix, number) := [concat("", [prefix, format_int(n, 10)]) | some n in numbers.range(1, number)]

_conditions := {
	"none": [1, {}, [], true],
	"a few": [1, {"StringEquals": {"aws:PrincipalTag/team": ["a", "b"]}}, [{"Bool": {"aws:SecureTransport": "false"}}], true],
	"as many as are searched": [1, {"StringEquals": {"aws:PrincipalTag/team": _names("t", 63)}}, [], true],
	"more": [1, {"StringEquals": {"aws:PrincipalTag/team": _names("t", 64)}}, [], false],
	"as many of several keys": [
		1,
		{"StringEquals": {"aws:PrincipalTag/team": _names("t", 40), "aws:PrincipalTag/cost": _names("t", 40)}},
		[],
		true,
	],
	"more in a Deny": [1, {}, [{"StringEquals": {"aws:PrincipalTag/team": _names("t", 64)}}], false],
	"as many user ids": [1, {"StringEquals": {"aws:userid": _names("AIDA", 21)}}, [], true],
	"more user ids": [1, {"StringEquals": {"aws:userid": _names("AIDA", 22)}}, [], false],
	"wildcards count": [1, {"StringLike": {"aws:PrincipalTag/team": _names("*a*", 30)}}, [], false],
	"each world counts": [16, {"StringEquals": {"aws:PrincipalTag/team": _names("t", 20)}}, [], false],
	"in one world": [1, {"StringEquals": {"aws:PrincipalTag/team": _names("t", 20)}}, [], true],
}

default _is_within(_, _, _) := false

_is_within(allows, denies, worlds) if budget.conditions(allows, denies, worlds)

test_conditions[note] if {
	some note, [worlds, allow, blocks, wanted] in _conditions
	denies := [{"entries": condition.entries(block, "deny")} | some block in blocks]
	_is_within([{"entries": condition.entries(allow, "allow")}], denies, worlds) == wanted
}

test_each_allow_counts if {
	allow := {"entries": condition.entries({"StringEquals": {"aws:PrincipalTag/team": _names("t", 40)}}, "allow")}
	budget.conditions([allow, allow], [], 1)
	not budget.conditions([allow, allow, allow], [], 1)
}

_arn(name) := concat("", ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:", name])

_resources := {
	"no Deny": [1, ["*"], [], true],
	"exact names": [1, [_arn("app-??????")], [_arn(concat("", [name, "-??????"])) | some name in _names("a", 200)], true],
	"too many": [1, [_arn(name) | some name in _names("a", 40)], [_arn(name) | some name in _names("b", 40)], false],
	"wildcards within": [1, [_arn(concat("", ["*", name, "*"])) | some name in _names("a?b", 10)], [_arn(concat("", ["*", name, "*x"])) | some name in _names("b?", 10)], false],
	"in many worlds": [16, [_arn(name) | some name in _names("a", 10)], [_arn(name) | some name in _names("b", 10)], false],
}

default _are_within(_, _, _) := false

_are_within(allows, denies, worlds) if budget.resources(allows, denies, worlds)

test_resources[note] if {
	some note, [worlds, own, denied, wanted] in _resources
	_are_within([{"resources": own}], [{"resources": denied}], worlds) == wanted
}

test_a_pattern_with_many_wildcards_is_tangled if {
	budget.tangled(_arn(concat("*", _names("a", 14))))
	not budget.tangled(_arn(concat("*", _names("a", 13))))
}
