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

_fitting := {
	"a kind of principal": ["*:user/*", "arn:aws:iam::999988887777:user/any"],
	"an end": ["*/admin", "arn:aws:iam::999988887777:role/admin"],
	"a text within": ["*Reserved*", "arn:aws:iam::999988887777:role/Reservedany"],
	"a beginning": ["arn:aws:iam::111122223333:*", "arn:aws:iam::111122223333:role/any-role"],
}

test_fitting[note] if {
	some note, [pattern, wanted] in _fitting
	wanted in value.fitting(pattern, ["arn:aws:iam::999988887777:role/any-role"])
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
