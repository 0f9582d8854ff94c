package smguard.lib.meaning.operator_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.meaning.operator

default _holds(_, _, _) := false

_holds(written, wanted, values) if {
	every entry in condition.entries({written: {"aws:Key": wanted}}, "allow") {
		operator.holds(entry, values)
	}
}

# What each operator says of a key that is not there.
_absent := {
	"StringEquals": false,
	"StringNotEquals": true,
	"StringEqualsIgnoreCase": false,
	"StringNotEqualsIgnoreCase": true,
	"StringLike": false,
	"StringNotLike": true,
	"BinaryEquals": false,
	"ArnEquals": false,
	"ArnLike": false,
	"ArnNotEquals": true,
	"ArnNotLike": true,
	"Bool": false,
	"IpAddress": false,
	"NotIpAddress": true,
	"NumericEquals": false,
	"NumericNotEquals": true,
	"NumericLessThan": false,
	"NumericLessThanEquals": false,
	"NumericGreaterThan": false,
	"NumericGreaterThanEquals": false,
	"DateEquals": false,
	"DateNotEquals": true,
	"DateLessThan": false,
	"DateLessThanEquals": false,
	"DateGreaterThan": false,
	"DateGreaterThanEquals": false,
}

test_an_absent_key_decides_by_the_operator[written] if {
	some written, wanted in _absent
	_holds(written, "1", null) == wanted
}

test_an_absent_key_passes_with_if_exists[written] if {
	some written, _ in _absent
	_holds(concat("", [written, "IfExists"]), "1", null)
}

test_an_absent_key_passes_for_all_values[written] if {
	some written, _ in _absent
	_holds(concat("", ["ForAllValues:", written]), "1", null)
}

test_an_absent_key_fails_for_any_value[written] if {
	some written, _ in _absent
	not _holds(concat("", ["ForAnyValue:", written]), "1", null)
}

test_an_absent_key_passes_for_any_value_with_if_exists[written] if {
	some written, _ in _absent
	_holds(concat("", ["ForAnyValue:", written, "IfExists"]), "1", null)
}

_null := {
	"asked to be absent and absent": ["Null", "true", null, true],
	"asked to be absent and present": ["Null", "true", ["a"], false],
	"asked to be present and absent": ["Null", "false", null, false],
	"asked to be present and present": ["Null", "false", ["a"], true],
	"a boolean asks the same": ["Null", false, ["a"], true],
	"a boolean asks the same of absence": ["Null", true, null, true],
	"letter case does not count": ["null", "TRUE", null, true],
	"both asked, absent": ["Null", ["true", "false"], null, true],
	"both asked, present": ["Null", ["true", "false"], ["a"], true],
	"for all values, absent": ["ForAllValues:Null", "false", null, true],
	"for any value, absent": ["ForAnyValue:Null", "true", null, false],
}

test_null[note] if {
	some note, [written, wanted, values, answer] in _null
	_holds(written, wanted, values) == answer
}

_texts := {
	"the same text": ["StringEquals", "a", ["a"], true],
	"another text": ["StringEquals", "a", ["b"], false],
	"a text in other letters": ["StringEquals", "a", ["A"], false],
	"a star is no wildcard without Like": ["StringEquals", "a*", ["ab"], false],
	"one of several wanted": ["StringEquals", ["a", "b"], ["b"], true],
	"none of several wanted": ["StringEquals", ["a", "b"], ["c"], false],
	"nothing wanted": ["StringEquals", [], ["c"], false],
	"nothing unwanted": ["StringNotEquals", [], ["c"], true],
	"not the same text": ["StringNotEquals", "a", ["a"], false],
	"not another text": ["StringNotEquals", "a", ["b"], true],
	"not one of several": ["StringNotEquals", ["a", "b"], ["b"], false],
	"none of several unwanted": ["StringNotEquals", ["a", "b"], ["c"], true],
	"ignoring case": ["StringEqualsIgnoreCase", "AbC", ["aBc"], true],
	"ignoring case, another text": ["StringEqualsIgnoreCase", "AbC", ["aBd"], false],
	"not ignoring case": ["StringNotEqualsIgnoreCase", "AbC", ["aBc"], false],
	"not ignoring case, another text": ["StringNotEqualsIgnoreCase", "AbC", ["aBd"], true],
	"like": ["StringLike", "a*c", ["abc"], true],
	"like in other letters": ["StringLike", "a*c", ["ABC"], false],
	"like with a question mark": ["StringLike", "a?c", ["abbc"], false],
	"not like": ["StringNotLike", "a*c", ["abc"], false],
	"not like another": ["StringNotLike", "a*c", ["abd"], true],
	"binary": ["BinaryEquals", "QQ==", ["QQ=="], true],
	"binary, another": ["BinaryEquals", "QQ==", ["Qg=="], false],
	"a number as text": ["StringEquals", 12, ["12"], true],
	"a boolean as text": ["StringEquals", true, ["true"], true],
	"a list of mixed values": ["StringEquals", ["a", 1, false], ["false"], true],
	"operators in other letters": ["stringEQUALS", "a", ["a"], true],
	"IfExists with a value that fits": ["StringEqualsIfExists", "a", ["a"], true],
	"IfExists with another value": ["StringEqualsIfExists", "a", ["b"], false],
	"a boolean": ["Bool", "true", ["true"], true],
	"a boolean in other letters": ["Bool", "True", ["true"], true],
	"another boolean": ["Bool", "true", ["false"], false],
	"a boolean that is no text": ["Bool", false, ["false"], true],
}

test_texts[note] if {
	some note, [written, wanted, values, answer] in _texts
	_holds(written, wanted, values) == answer
}

_sets := {
	"all values fit": ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
	"one value does not fit": ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
	"no values": ["ForAllValues:StringEquals", ["a"], [], true],
	"any value fits": ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], true],
	"no value fits": ["ForAnyValue:StringEquals", ["a", "b"], ["c", "d"], false],
	"any of no values": ["ForAnyValue:StringEquals", ["a"], [], false],
	"all values differ": ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], true],
	"one value does not differ": ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "a"], false],
	"any value differs": ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], true],
	"no value differs": ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], false],
	"qualifiers in other letters": ["forallVALUES:stringlike", ["a*"], ["ab", "ac"], true],
}

test_sets[note] if {
	some note, [written, wanted, values, answer] in _sets
	_holds(written, wanted, values) == answer
}

_arns := {
	"the same ARN": ["ArnEquals", "arn:aws:iam::111122223333:role/a", ["arn:aws:iam::111122223333:role/a"], true],
	"equals takes wildcards": ["ArnEquals", "arn:aws:iam::111122223333:role/*", ["arn:aws:iam::111122223333:role/a"], true],
	"another name": ["ArnLike", "arn:aws:iam::111122223333:role/b*", ["arn:aws:iam::111122223333:role/a"], false],
	"a wildcard for the account": ["ArnLike", "arn:aws:iam::*:role/a", ["arn:aws:iam::111122223333:role/a"], true],
	"a wildcard before the account stays there": [
		"ArnLike", "arn:aws:*:111122223333:*:a:b",
		["arn:aws:iam::111122223333:a:b"], false,
	],
	"the last part holds colons": ["ArnLike", "arn:aws:sns:*:*:a:b*", ["arn:aws:sns:eu-west-1:111122223333:a:bc"], true],
	"a wildcard in the last part goes past colons": [
		"ArnLike", "arn:aws:sns:*:*:a*",
		["arn:aws:sns:eu-west-1:111122223333:a:bc"], true,
	],
	"letter case counts": ["ArnLike", "arn:aws:iam::111122223333:role/A", ["arn:aws:iam::111122223333:role/a"], false],
	"a star alone": ["ArnLike", "*", ["arn:aws:iam::111122223333:role/a"], true],
	"a wildcard without segments": ["ArnLike", "arn:aws:iam:*", ["arn:aws:iam::111122223333:role/a"], true],
	"a value that is no ARN": ["ArnLike", "arn:aws:iam::*:role/a", ["role/a"], false],
	"not like the same": ["ArnNotLike", "arn:aws:iam::*:role/a", ["arn:aws:iam::111122223333:role/a"], false],
	"not like another": ["ArnNotLike", "arn:aws:iam::*:role/a", ["arn:aws:iam::111122223333:role/b"], true],
	"not equal to the same": ["ArnNotEquals", "arn:aws:iam::*:role/a", ["arn:aws:iam::111122223333:role/a"], false],
	"not equal to another": ["ArnNotEquals", "arn:aws:iam::*:role/a", ["arn:aws:iam::111122223333:role/b"], true],
}

test_arns[note] if {
	some note, [written, wanted, values, answer] in _arns
	_holds(written, wanted, values) == answer
}

_networks := {
	"inside": ["IpAddress", "203.0.113.0/24", ["203.0.113.9"], true],
	"outside": ["IpAddress", "203.0.113.0/24", ["203.0.114.9"], false],
	"the same address": ["IpAddress", "203.0.113.9", ["203.0.113.9"], true],
	"the next address": ["IpAddress", "203.0.113.9", ["203.0.113.10"], false],
	"one of several": ["IpAddress", ["10.0.0.0/8", "203.0.113.0/24"], ["203.0.113.9"], true],
	"everything": ["IpAddress", "0.0.0.0/0", ["203.0.113.9"], true],
	"inside, version 6": ["IpAddress", "2001:db8::/32", ["2001:db8::77"], true],
	"outside, version 6": ["IpAddress", "2001:db8::/32", ["2001:db9::77"], false],
	"the same address, version 6": ["IpAddress", "2001:db8::77", ["2001:db8::77"], true],
	"the same address written out": ["IpAddress", "2001:db8::77", ["2001:0db8:0:0:0:0:0:0077"], true],
	"the next address, version 6": ["IpAddress", "2001:db8::77", ["2001:db8::78"], false],
	"version 4 is not in a network of version 6": ["IpAddress", "2001:db8::/32", ["203.0.113.9"], false],
	"version 6 is not in a network of version 4": ["IpAddress", "0.0.0.0/0", ["2001:db8::77"], false],
	"not inside": ["NotIpAddress", "203.0.113.0/24", ["203.0.113.9"], false],
	"not outside": ["NotIpAddress", "203.0.113.0/24", ["203.0.114.9"], true],
	"no network": ["IpAddress", "nowhere", ["203.0.113.9"], false],
	"no address": ["IpAddress", "203.0.113.0/24", ["here"], false],
}

test_networks[note] if {
	some note, [written, wanted, values, answer] in _networks
	_holds(written, wanted, values) == answer
}

_numbers := {
	"equal": ["NumericEquals", "7", ["7"], true],
	"unequal": ["NumericEquals", "7", ["8"], false],
	"equal, written otherwise": ["NumericEquals", "7.0", ["7"], true],
	"equal, a number": ["NumericEquals", 7, ["7"], true],
	"not equal": ["NumericNotEquals", "7", ["8"], true],
	"not unequal": ["NumericNotEquals", "7", ["7"], false],
	"not one of several": ["NumericNotEquals", ["7", "8"], ["8"], false],
	"less": ["NumericLessThan", "7", ["6"], true],
	"not less": ["NumericLessThan", "7", ["7"], false],
	"less in digits, not in letters": ["NumericLessThan", "10", ["9"], true],
	"at most": ["NumericLessThanEquals", "7", ["7"], true],
	"not at most": ["NumericLessThanEquals", "7", ["8"], false],
	"greater": ["NumericGreaterThan", "7", ["8"], true],
	"not greater": ["NumericGreaterThan", "7", ["7"], false],
	"at least": ["NumericGreaterThanEquals", "7", ["7"], true],
	"not at least": ["NumericGreaterThanEquals", "7", ["6"], false],
	"negative": ["NumericLessThan", "-7", ["-8"], true],
	"fractions": ["NumericLessThan", "7.5", ["7.25"], true],
	"no number wanted": ["NumericEquals", "seven", ["7"], false],
	"no number given": ["NumericEquals", "7", ["seven"], false],
}

test_numbers[note] if {
	some note, [written, wanted, values, answer] in _numbers
	_holds(written, wanted, values) == answer
}

_dates := {
	"the same moment": ["DateEquals", "2026-05-01T12:00:00Z", ["2026-05-01T12:00:00Z"], true],
	"a second later": ["DateEquals", "2026-05-01T12:00:00Z", ["2026-05-01T12:00:01Z"], false],
	"the same moment in another zone": ["DateEquals", "2026-05-01T12:00:00Z", ["2026-05-01T14:00:00+02:00"], true],
	"the same moment in a zone to the west": ["DateEquals", "2026-05-01T12:00:00Z", ["2026-05-01T06:30:00-0530"], true],
	"the same hour in another zone": ["DateEquals", "2026-05-01T12:00:00Z", ["2026-05-01T12:00:00+02:00"], false],
	"a zone across midnight": ["DateEquals", "2026-01-01T00:30:00+01:00", ["2025-12-31T23:30:00Z"], true],
	"a day is its first moment": ["DateEquals", "2026-05-01", ["2026-05-01T00:00:00Z"], true],
	"without seconds": ["DateEquals", "2026-05-01T12:30Z", ["2026-05-01T12:30:00Z"], true],
	"fractions of a second are left out": ["DateEquals", "2026-05-01T12:30:00.500Z", ["2026-05-01T12:30:00Z"], true],
	"seconds since 1970": ["DateEquals", "1777636800", ["2026-05-01T12:00:00Z"], true],
	"the first moment": ["DateEquals", "0", ["1970-01-01T00:00:00Z"], true],
	"the last of February in a leap year": ["DateEquals", "1709164800", ["2024-02-29T00:00:00Z"], true],
	"the first of March in a leap year": ["DateEquals", "1709251200", ["2024-03-01T00:00:00Z"], true],
	"the first of March in a common year": ["DateEquals", "1677628800", ["2023-03-01T00:00:00Z"], true],
	"a leap day of a whole century": ["DateEquals", "951782400", ["2000-02-29T00:00:00Z"], true],
	"a century without a leap day": ["DateEquals", "4107542400", ["2100-03-01T00:00:00Z"], true],
	"the last day of a year": ["DateEquals", "1798675200", ["2026-12-31T00:00:00Z"], true],
	"months and days written with a nought": ["DateEquals", "1786320000", ["2026-08-10T00:00:00Z"], true],
	"a year": ["DateEquals", "2026", ["2026-01-01T00:00:00Z"], true],
	"a month": ["DateEquals", "2026-05", ["2026-05-01T00:00:00Z"], true],
	"before": ["DateLessThan", "2026-05-01T00:00:00Z", ["2026-04-30T23:59:59Z"], true],
	"not before": ["DateLessThan", "2026-05-01T00:00:00Z", ["2026-05-01T00:00:00Z"], false],
	"before in time, not in letters": ["DateLessThan", "2026-05-01T00:00:00Z", ["2026-05-01T01:00:00+02:00"], true],
	"until": ["DateLessThanEquals", "2026-05-01T00:00:00Z", ["2026-05-01T00:00:00Z"], true],
	"not until": ["DateLessThanEquals", "2026-05-01T00:00:00Z", ["2026-05-01T00:00:01Z"], false],
	"after": ["DateGreaterThan", "2026-05-01T00:00:00Z", ["2026-05-01T00:00:01Z"], true],
	"not after": ["DateGreaterThan", "2026-05-01T00:00:00Z", ["2026-05-01T00:00:00Z"], false],
	"from": ["DateGreaterThanEquals", "2026-05-01T00:00:00Z", ["2026-05-01T00:00:00Z"], true],
	"not from": ["DateGreaterThanEquals", "2026-05-01T00:00:00Z", ["2026-04-30T23:59:59Z"], false],
	"not on": ["DateNotEquals", "2026-05-01", ["2026-05-01T00:00:00Z"], false],
	"not on another": ["DateNotEquals", "2026-05-01", ["2026-05-02T00:00:00Z"], true],
	"no date wanted": ["DateGreaterThan", "tomorrow", ["2026-05-01T00:00:00Z"], false],
	"no date given": ["DateGreaterThan", "2026-05-01", ["tomorrow"], false],
}

test_dates[note] if {
	some note, [written, wanted, values, answer] in _dates
	_holds(written, wanted, values) == answer
}

# What is no whole ARN, under "allow" and under "deny".
_in_doubt := {
	"a pattern with too few parts": [{"ArnLike": {"a": "arn:aws:iam:*"}}, true, false],
	"a pattern with too few parts, negated": [{"ArnNotLike": {"a": "arn:aws:iam:*"}}, true, false],
	"a whole pattern": [{"ArnLike": {"a": "arn:aws:iam::*:role/*"}}, true, true],
	"everything": [{"ArnLike": {"a": "*"}}, true, true],
	"another text": [{"ArnLike": {"a": "arn:aws:s3:*"}}, false, false],
}

default _all_hold(_, _) := false

_all_hold(block, sense) if {
	every entry in condition.entries(block, sense) {
		operator.holds(entry, ["arn:aws:iam::111122223333:role/app"])
	}
}

test_a_pattern_that_is_no_arn_widens_an_allow_and_never_a_deny[note] if {
	some note, [block, allow, deny] in _in_doubt
	[_all_hold(block, "allow"), _all_hold(block, "deny")] == [allow, deny]
}

_bools := {
	"the same": ["true", ["true"], true],
	"the same in other letters": ["True", ["true"], true],
	"the other": ["true", ["false"], false],
	"no boolean": ["198.51.100.7", ["198.51.100.7"], false],
}

test_bools[note] if {
	some note, [wanted, values, answer] in _bools
	_holds("Bool", wanted, values) == answer
}

# The operator, the policy's value, the request's values (in ARNs and sets), and the outcome.
_shapes := {
	"an ARN's pattern is not empty": ["ArnLike", "", ["arn:aws:iam::111122223333:role/a"], false],
	"stars match every ARN": ["ArnLike", "**", ["arn:aws:iam::111122223333:role/a"], true],
	"a value of five parts is no ARN": ["ArnLike", "arn:aws:iam::*:*", ["arn:aws:iam::111122223333"], false],
	"a value of six parts is one": ["ArnLike", "arn:aws:iam::*:*", ["arn:aws:iam::111122223333:root"], true],
	"a negated operator holds for several values if none matches": ["StringNotEquals", "a", ["b", "c"], true],
	"a negated operator fails for several values if one matches": ["StringNotEquals", "a", ["b", "a"], false],
	"an operator holds for several values if one matches": ["StringEquals", "a", ["b", "a"], true],
	"Null of all values holds": ["ForAllValues:Null", "true", ["a"], true],
	"Null of any value fails": ["ForAnyValue:Null", "false", ["a"], false],
	"Null without a set": ["Null", "false", ["a"], true],
}

test_shapes[note] if {
	some note, [written, wanted, values, outcome] in _shapes
	_holds(written, wanted, values) == outcome
}

default _at(_, _, _) := false

_at(written, wanted, value) if {
	every entry in condition.entries({written: {"aws:EpochTime": wanted}}, "allow") {
		operator.holds(entry, [value])
	}
}

# aws:EpochTime in operators for numbers and for dates.
_epoch := {
	"a number before": ["NumericLessThan", 1893456000, "1893455999", true],
	"a number not before": ["NumericLessThan", "1893456000", "1893456000", false],
	"a date before": ["DateLessThan", "2030-01-01T00:00:00Z", "1893455999", true],
	"a date not before": ["DateLessThan", "2030-01-01T00:00:00Z", "1893456000", false],
	"a date in seconds": ["DateEquals", "1893456000", "1893456000", true],
	"a time of four digits is no year": ["DateLessThan", "1970-01-01T01:00:00Z", "2000", true],
	"not the number": ["NumericNotEquals", "1893456000", "1893456001", true],
}

test_time_in_seconds[note] if {
	some note, [written, wanted, value, outcome] in _epoch
	_at(written, wanted, value) == outcome
}

test_every_shape_was_tried if [count(_shapes), count(_epoch)] == [10, 7]
