package smguard.lib.invent.representative_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.representative

_region := `^[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}$`

_kinds := {
	"a boolean": [{"type": "bool", "fresh": []}, {"Bool": {"k": "true"}}, ["true", "false"], true],
	"a boolean that is never true": [{"type": "bool", "format": "^false$", "fresh": []}, {"Bool": {"k": "true"}}, ["false"], true],
	"presence": [{"type": "string", "fresh": ["any"]}, {"Null": {"k": "true"}}, ["any"], true],
	"a region": [
		{"type": "string", "format": _region, "fresh": ["us-east-1", "eu-west-1"]},
		{"StringLike": {"k": "eu-*"}}, ["us-east-1", "eu-west-1"], true,
	],
	"days": [
		{"type": "numeric", "format": "^(?:[7-9]|[12][0-9]|30)$", "fresh": ["30", "7"]},
		{"NumericLessThan": {"k": "8"}}, ["30", "7", "7", "8", "9"], true,
	],
	"a date": [
		{"type": "date", "fresh": ["2035-01-01T12:00:00Z"]}, {"DateLessThan": {"k": "2030-01-01"}},
		["2035-01-01T12:00:00Z", "2029-12-31T23:59:59Z", "2030-01-01T00:00:00Z", "2030-01-01T00:00:01Z"], true,
	],
	"seconds": [
		{"type": "date", "format": "^[0-9]{10,11}$", "fresh": ["2051265600"]}, {"NumericLessThan": {"k": "1893456000"}},
		["2051265600", "1893455999", "1893456000", "1893456001"], true,
	],
	"an address": [
		{"type": "ip", "fresh": ["17.58.0.77"]}, {"IpAddress": {"k": "10.0.0.0/8"}},
		["17.58.0.77", "10.0.0.0", "11.0.0.0", "0.0.0.0", "::"], true,
	],
	"a number and a string": [
		{"type": "numeric", "fresh": ["0"]}, {"NumericLessThan": {"k": "8"}, "StringLike": {"k": "*"}},
		["7", "8", "9", "0.0.0.0", "::", "true", "false", "x"], false,
	],
}

test_kinds[note] if {
	some note, [known, block, texts, counted] in _kinds
	representative.of(known, condition.entries(block, "allow")) == {"texts": texts, "counted": counted}
}

test_regional if representative.regional({"format": _region})

test_what_is_no_region_is_not_regional if not representative.regional({"format": "^[a-z0-9-]+$"})
