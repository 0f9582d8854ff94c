package smguard.lib.invent.value_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.value

_instances := {
	"equals": [{"StringEquals": {"k": ["a", "b"]}}, ["a", "b"]],
	"ignoring case": [{"StringEqualsIgnoreCase": {"k": "aB"}}, ["aB", "AB", "ab"]],
	"like a text": [{"StringLike": {"k": "ab"}}, ["ab"]],
	"like a pattern": [{"StringLike": {"k": "a?*"}}, ["ax", "axany", "a7", "a7any"]],
	"an ARN": [{"ArnLike": {"k": "arn:aws:iam::111122223333:role/a"}}, ["arn:aws:iam::111122223333:role/a"]],
	"a pattern of an ARN": [
		{"ArnLike": {"k": "arn:a?s:*:??-*:1111*:a?b*"}},
		["arn:aws:iam:us-east-1:111100000000:axbany"],
	],
	"a pattern of a whole ARN": [{"ArnLike": {"k": "*"}}, ["", "any", "", "any"]],
	"a network": [{"IpAddress": {"k": "10.1.0.0/16"}}, ["10.1.0.0", "10.1.255.255", "10.2.0.0", "10.0.255.255"]],
	"a number": [{"NumericLessThan": {"k": "7"}}, ["7", "6", "8"]],
	"no number": [{"NumericLessThan": {"k": "seven"}}, []],
	"a date": [
		{"DateLessThan": {"k": "2020-01-01"}},
		["2020-01-01", "2020-01-01T00:00:01Z", "2019-12-31T23:59:59Z"],
	],
	"presence": [{"Null": {"k": "true"}}, []],
}

test_instances[note] if {
	some note, [block, wanted] in _instances
	[found | some entry in condition.entries(block, "allow"); some found in value.instances(entry)] == wanted
}

_digits := {"type": "string", "format": "^[0-9]{12}$", "fresh": ["999988887777"]}

_formed := {
	"the end of an account": ["*3333", "999988883333"],
	"the beginning of an account": ["1111*", "111188887777"],
	"a character of an account": ["?11122223333", "011122223333"],
}

test_formed[note] if {
	some note, [pattern, wanted] in _formed
	wanted in value.plain(_digits, condition.entries({"StringLike": {"k": pattern}}, "allow"))
}

_any_ip := {"type": "ip", "fresh": ["203.0.113.77", "17.58.0.77"]}

_closed := {
	"a network that somebody could own": ["203.0.0.0/16", ["17.58.0.77"]],
	"a bare address": ["203.0.113.77", ["17.58.0.77"]],
	"half the internet": ["0.0.0.0/1", ["203.0.113.77", "17.58.0.77"]],
}

test_closed[note] if {
	some note, [network, wanted] in _closed
	value.closed(_any_ip, condition.entries({"IpAddress": {"k": network}}, "allow")) == wanted
}

test_a_stranger_has_the_arn_in_their_account if {
	known := {"type": "arn", "fresh": []}
	function := condition.entries({"ArnLike": {"k": "arn:aws:lambda:*:*:function:app"}}, "allow")
	value.closed(known, function) == ["arn:aws:lambda::999988887777:function:app"]
	bucket := condition.entries({"ArnLike": {"k": "arn:aws:s3:::bucket"}}, "allow")
	value.closed(known, bucket) == []
}

test_what_no_entry_says_is_of_another_character if {
	known := {"type": "string", "fresh": ["any"]}
	said := condition.entries({"StringNotLike": {"k": ["*a*", "*z*"]}}, "allow")
	"qqqqqqqqq" in value.plain(known, said)
}

test_many_patterns_are_not_crossed if {
	known := {"type": "string", "fresh": []}
	many := [concat("", ["a*", format_int(n, 10)]) | some n in numbers.range(1, 20)]
	said := condition.entries({"StringLike": {"k": many}, "StringNotLike": {"k": many}}, "allow")
	count(value.plain(known, said)) < 200
}

_wanted := {
	"an Allow's entry that holds": [{"StringEquals": {"k": "a"}}, "allow", ["a"], true],
	"an Allow's entry that fails": [{"StringEquals": {"k": "a"}}, "allow", ["b"], false],
	"an Allow's negated entry": [{"StringNotLike": {"k": "a*"}}, "allow", ["b"], true],
	"a Deny's entry that holds": [{"StringEquals": {"k": "a"}}, "deny", ["a"], false],
	"a Deny's entry that fails": [{"StringEquals": {"k": "a"}}, "deny", null, true],
	"a Deny's negated entry": [{"StringNotLike": {"k": "a*"}}, "deny", ["ab"], true],
	"presence, in an Allow": [{"Null": {"k": "false"}}, "allow", ["a"], true],
	"presence, in a Deny": [{"Null": {"k": "false"}}, "deny", ["a"], false],
}

default _is_wanted(_, _) := false

_is_wanted(entry, values) if value.wanted(entry, values)

test_wanted[note] if {
	some note, [block, sense, values, wanted] in _wanted
	[_is_wanted(entry, values) | some entry in condition.entries(block, sense)] == [wanted]
}

# Fresh values of a key, and what they are for a condition that names one of them.
_unnamed := {
	"a name": [["any-team"], {"StringEquals": {"k": "any-team"}}, ["odd-team"]],
	"a name by a pattern": [["any-team"], {"StringNotLike": {"k": ["a*", "o*"]}}, ["mit-team"]],
	"an account": [["999988887777"], {"StringLike": {"k": "9*"}}, ["535308642197"]],
	"a role of any account": [
		["arn:aws:iam::999988887777:role/any-role"], {"ArnLike": {"k": "arn:aws:iam::*:role/*"}},
		["arn:aws:iam::999988887777:role/any-role"],
	],
	"a role by its name": [
		["arn:aws:iam::999988887777:role/any-role"], {"ArnLike": {"k": "arn:aws:iam::*:role/any-*"}},
		["arn:aws:iam::535308642197:role/odd-role"],
	],
	"any organisation": [["o-zzzzzzzzzz"], {"StringLike": {"k": "o-*"}}, ["o-zzzzzzzzzz"]],
	"an organisation": [["o-zzzzzzzzzz"], {"StringLike": {"k": "o-z*"}}, ["o-kqkqkqkqkq"]],
	"a network": [["vpc-0f0f0f0f0f0f0f0f0"], {"StringEquals": {"k": "vpc-0f0f0f0f0f0f0f0f0"}}, ["vpc-b3d5b3d5b3d5b3d50"]],
	"what is not made up": [["User"], {"StringEquals": {"k": "User"}}, ["User"]],
	"another name": [["any-team"], {"StringEquals": {"k": "team"}}, ["any-team"]],
}

test_unnamed[note] if {
	some note, [fresh, block, wanted] in _unnamed
	found := value.unnamed({"type": "string", "fresh": fresh}, condition.entries(block, "allow"))
	found.fresh == wanted
}

_userid := {
	"type": "string",
	"fresh": ["AROA0ANYROLE0ANYROLE0:any-session", "AIDA0ANYUSER0ANYUSER0"],
}

_sessions := {
	"a session of any role": ["*:admin", "AROA0ANYROLE0ANYROLE0:admin", true],
	"a session of another role": ["AROA1:admin", "AROA1:admin", false],
}

test_a_stranger_names_the_session[note] if {
	some note, [pattern, text, wanted] in _sessions
	found := value.closed(_userid, condition.entries({"StringLike": {"aws:userid": pattern}}, "allow"))
	count({text} & {other | some other in found}) == count([true | wanted])
}

_cover := {
	"the same": [["a"], [["a"]], true],
	"more": [["b"], [["ab"]], true],
	"less": [["ab"], [["a"], ["b"]], false],
	"absence": [["c"], [null], true],
}

default _covers(_, _, _) := false

_covers(mine, needed, given) if value.cover(mine, needed, given)

test_cover[note] if {
	some note, [needed, given, wanted] in _cover
	mine := condition.entries({"StringLike": {"k": "a*"}, "ForAnyValue:StringLike": {"k": "*b"}}, "allow")
	_covers(mine, needed, given) == wanted
}

test_more_values_than_the_most_are_one_of_each_kind if {
	mine := condition.entries({"StringLike": {"k": "a*"}}, "allow")
	needed := [text | some n in numbers.range(100, 199); text := concat("", [["a", "b"][n % 2], format_int(n, 10)])]
	value.more({"type": "string", "fresh": []}, mine, needed, []) == ["b101", "a100"]
	value.more({"type": "string", "fresh": []}, mine, array.slice(needed, 0, 3), ["a100"]) == ["b101", "a102"]
}

_other_letters := {
	"a name": ["string", "any-team", ["any*", "odd*", "mit*", "kul*", "vep*", "jor*", "wix*", "m*"], "rrrrrrrrr"],
	"an organisation": ["string", "o-zzzzzzzzzz", ["o-z*", "o-k*", "o-6*", "o-j*", "o-8*", "o-h*", "o-3*"], "o-mmmmmmmmmm"],
	"every string": ["string", "any-team", ["*"], "any-team"],
}

test_where_all_names_are_named_one_of_other_letters_is_made_up[note] if {
	some note, [type, text, patterns, wanted] in _other_letters
	entries := condition.entries({"StringLike": {"aws:PrincipalTag/team": patterns}}, "deny")
	value.unnamed({"type": type, "fresh": [text]}, entries).fresh == [wanted]
}
