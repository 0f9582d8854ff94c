# METADATA
# title: Conditions
# description: |
#   Reads a Condition block into entries, one for each operator and key, and decides whether an entry holds for the
#   values of its key in a request: an array of strings, or null if the key is absent.
package smguard.lib.condition

import data.smguard.lib.glob
import data.smguard.lib.placeholder

_operators := {
	"stringequals": {"test": "equals", "negated": false},
	"stringnotequals": {"test": "equals", "negated": true},
	"stringequalsignorecase": {"test": "ignorecase", "negated": false},
	"stringnotequalsignorecase": {"test": "ignorecase", "negated": true},
	"stringlike": {"test": "like", "negated": false},
	"stringnotlike": {"test": "like", "negated": true},
	"binaryequals": {"test": "equals", "negated": false},
	"arnequals": {"test": "arn", "negated": false},
	"arnlike": {"test": "arn", "negated": false},
	"arnnotequals": {"test": "arn", "negated": true},
	"arnnotlike": {"test": "arn", "negated": true},
	"bool": {"test": "bool", "negated": false},
	"ipaddress": {"test": "ip", "negated": false},
	"notipaddress": {"test": "ip", "negated": true},
	"numericequals": {"test": "number", "relation": "==", "negated": false},
	"numericnotequals": {"test": "number", "relation": "==", "negated": true},
	"numericlessthan": {"test": "number", "relation": "<", "negated": false},
	"numericlessthanequals": {"test": "number", "relation": "<=", "negated": false},
	"numericgreaterthan": {"test": "number", "relation": ">", "negated": false},
	"numericgreaterthanequals": {"test": "number", "relation": ">=", "negated": false},
	"dateequals": {"test": "date", "relation": "==", "negated": false},
	"datenotequals": {"test": "date", "relation": "==", "negated": true},
	"datelessthan": {"test": "date", "relation": "<", "negated": false},
	"datelessthanequals": {"test": "date", "relation": "<=", "negated": false},
	"dategreaterthan": {"test": "date", "relation": ">", "negated": false},
	"dategreaterthanequals": {"test": "date", "relation": ">=", "negated": false},
	"null": {"test": "null", "negated": false},
}

# METADATA
# description: |
#   The entries of a Condition block that IAM would understand, sorted by operator and key. In the sense "allow" a doubtful
#   comparison is true; in the sense "deny", which guards use too, it is false.
entries(block, sense) := [entry |
	some operator in sort(object.keys(block))
	some name in sort(object.keys(block[operator]))
	entry := _entry(operator, name, block[operator][name], sense)
]

# METADATA
# description: the problems of a Condition block, as path and message
problems(block) := [] if _ordinary(block)

else := [{"path": [], "message": "Condition must be an object"}] if not is_object(block)

else := [problem |
	some operator in sort(object.keys(block))
	some problem in _operator_problems(operator, block[operator])
]

# Most conditions compare strings, by operators spelled as AWS spells them.
_ordinary(block) if {
	is_object(block)
	every operator, keys in block {
		regex.match(_comparing_strings, operator)
		is_object(keys)
		every value in keys {
			_is_strings(value)
		}
	}
}

_comparing_strings := `\A(?:ForA(?:llValues|nyValue):)?(?:String|Arn)(?:Not)?(?:Equals|Like)(?:IfExists)?\z`

_is_strings(value) if is_string(value)

_is_strings(value) if {
	is_array(value)
	concat("", value)
}

_operator_problems(operator, _) := [{"path": [operator], "message": "unknown condition operator"}] if {
	not _parsed(operator)
}

_operator_problems(operator, keys) := [{"path": [operator], "message": "must be an object of condition keys"}] if {
	_parsed(operator)
	not is_object(keys)
}

_operator_problems(operator, keys) := [{"path": [operator, name], "message": message} |
	some name in sort(object.keys(keys))
	message := _misfit(_parsed(operator).test, keys[name])
] if {
	_parsed(operator)
	is_object(keys)
}

_misfit(_, value) := "must be a string, a number, a boolean or a list of these" if not _texts(value)

_misfit(test, value) := concat("", [placeholder.shown(text, "this"), " is not a valid value for this operator"]) if {
	text := [text | some text in _texts(value); misfit(test, text)][0]
}

# METADATA
# description: true if a string is not a valid value for an operator with this test
misfit(test, text) if not _sensible(test, text)

_sensible(test, _) if not _forms[test]

_sensible(test, text) if regex.match(_forms[test], text)

_forms := {
	"bool": `\A(?i:true|false)\z`,
	"null": `\A(?i:true|false)\z`,
	"number": `\A[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?\z`,
	"ip": `\A(?:(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:/(?:[0-9]|[12][0-9]|3[0-2]))?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:/(?:[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))?)\z`,
	"date": `\A(?:[0-9]{1,11}|[0-9]{4}-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)\z`,
}

# METADATA
# description: |
#   the test of an operator: "equals", "like", "arn", "bool", …; undefined for an operator that IAM does not have
test(operator) := _parsed(operator).test

_entry(operator, name, value, sense) := object.union(parsed, {
	"key": lower(name),
	"name": name,
	"spelled": operator,
	"values": values,
	"absent": absent,
	"lenient": _lenient[sense][parsed.negated],
}) if {
	parsed := _parsed(operator)
	values := _texts(value)
	absent := _holds_absent(parsed, values)
}

_lenient := {"allow": {false: true, true: false}, "deny": {false: false, true: true}}

# The parts of an operator; undefined if IAM has no such operator.
_parsed(operator) := object.union(_operators[core], {"set": set, "optional": optional}) if {
	parts := split(lower(operator), ":")
	set := _qualifier(parts)
	base := parts[count(parts) - 1]
	core := trim_suffix(base, "ifexists")
	optional := core != base
	_combines(core, optional)
}

_combines(core, _) if core != "null"

_combines("null", false)

_qualifier(parts) := "" if count(parts) == 1

_qualifier(parts) := parts[0] if {
	count(parts) == 2
	parts[0] in {"forallvalues", "foranyvalue"}
}

_texts(value) := [value] if is_string(value)

_texts(value) := [json.marshal(value)] if is_boolean(value)

_texts(value) := [_digits(value)] if is_number(value)

_texts(value) := [text |
	some item in value
	text := _texts_of_item(item)
] if {
	is_array(value)
	every item in value {
		_texts_of_item(item)
	}
}

_texts_of_item(item) := item if is_string(item)

_texts_of_item(item) := json.marshal(item) if is_boolean(item)

_texts_of_item(item) := _digits(item) if is_number(item)

# conftest reads 1893456000 as 1.893456e+09; WebAssembly writes no integer of more than 32 bits.
_digits(number) := format_int(number, 10) if {
	number == floor(number)
	number >= 0
	number < _million
}

else := concat("", [format_int(upper, 10), substring(format_int(_million + rest, 10), 1, -1)]) if {
	number == floor(number)
	number >= _million
	number < _million * 1000000000
	upper := floor(number / _million)
	rest := number - (upper * _million)
}

else := json.marshal(number)

_million := 1000000

default _holds_absent(_, _) := false

_holds_absent(parsed, _) if parsed.optional

_holds_absent(parsed, _) if parsed.set == "forallvalues"

_holds_absent(parsed, _) if {
	parsed.set == ""
	parsed.negated
}

_holds_absent(parsed, values) if {
	parsed.test == "null"
	parsed.set == ""
	some value in values
	lower(value) == "true"
}

# METADATA
# description: true if the entry holds for these values of its key (null if the key is absent)
holds(entry, values) if {
	values == null
	entry.absent
}

holds(entry, values) if {
	is_array(values)
	entry.set == "forallvalues"
	every value in values {
		_passes(entry, value)
	}
}

holds(entry, values) if {
	is_array(values)
	entry.set != "forallvalues"
	some value in values
	_passes(entry, value)
}

_passes(entry, value) if {
	not entry.negated
	_matches(entry, value)
}

_passes(entry, value) if {
	entry.negated
	not _matches(entry, value)
}

_matches(entry, value) if {
	some wanted in entry.values
	_test(entry, wanted, value)
}

_test(entry, wanted, value) if {
	entry.test == "equals"
	wanted == value
}

_test(entry, wanted, value) if {
	entry.test == "like"
	glob.matches(wanted, value)
}

_test(entry, wanted, value) if {
	entry.test == "ignorecase"
	lower(wanted) == lower(value)
}

_test(entry, wanted, value) if {
	entry.test == "bool"
	lower(wanted) in {"true", "false"}
	lower(wanted) == lower(value)
}

_test(entry, wanted, value) if {
	entry.test == "arn"
	_arn_matches(wanted, value)
}

# It is not known what IAM makes of a pattern that is no whole ARN.
_test(entry, wanted, value) if {
	entry.test == "arn"
	entry.lenient
	count(split(wanted, ":")) < 6
	glob.matches(wanted, value)
}

_test(entry, wanted, _) if {
	entry.test == "null"
	lower(wanted) == "false"
}

_test(entry, wanted, value) if {
	entry.test == "ip"
	net.cidr_contains(network(wanted), value)
}

_test(entry, wanted, value) if {
	entry.test == "number"
	_compare(entry.relation, to_number(value), to_number(wanted))
}

_test(entry, wanted, value) if {
	entry.test == "date"
	_compare(entry.relation, seconds(value), seconds(wanted))
}

_compare("==", a, b) if a == b

_compare("<", a, b) if a < b

_compare("<=", a, b) if a <= b

_compare(">", a, b) if a > b

_compare(">=", a, b) if a >= b

_arn_matches(pattern, _) if trim(pattern, "*") == ""

# ArnEquals and ArnLike compare the six parts of an ARN one by one.
_arn_matches(pattern, arn) if {
	wanted := split(pattern, ":")
	count(wanted) >= 6
	parts := split(arn, ":")
	every i in [0, 1, 2, 3, 4] {
		glob.matches(wanted[i], parts[i])
	}
	glob.matches(
		concat(":", array.slice(wanted, 5, count(wanted))),
		concat(":", array.slice(parts, 5, count(parts))),
	)
}

# METADATA
# description: an address or a network as a network
network(text) := text if contains(text, "/")

network(text) := concat("", [text, "/32"]) if {
	not contains(text, "/")
	not contains(text, ":")
}

network(text) := concat("", [text, "/128"]) if {
	not contains(text, "/")
	contains(text, ":")
}

# METADATA
# description: |
#   Seconds since 1970 of a date as IAM writes it (four digits are a year), counted without a clock or a calendar builtin
#   (they are not compiled to WebAssembly); civil-from-days arithmetic of the proleptic Gregorian calendar.
seconds(text) := to_number(text) if regex.match(`\A(?:[0-9]{1,3}|[0-9]{5,11})\z`, text)

seconds(text) := ((days * 86400) + time) - zone if {
	parts := regex.find_all_string_submatch_n(_date, text, 1)[0]
	days := _days(to_number(parts[1]), _ordinal(parts[2]), _ordinal(parts[3]))
	time := ((_clock(parts[4]) * 3600) + (_clock(parts[5]) * 60)) + _clock(parts[6])
	zone := _zone(parts[7])
}

_date := `\A([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?\z`

# A month or a day; the first where a date has none.
_ordinal("") := 1

_ordinal(text) := to_number(trim_left(text, "0")) if text != ""

_days(year, month, day) := (((shifted * 365) + floor(shifted / 4)) - floor(shifted / 100)) + rest if {
	early := 1 - min([1, floor(month / 3)])
	shifted := year - early
	months := (month + (12 * early)) - 3
	rest := ((floor(shifted / 400) + floor(((153 * months) + 2) / 5)) + day) - 719469
}

_clock(text) := 0 if trim_left(text, "0") == ""

_clock(text) := to_number(trim_left(text, "0")) if trim_left(text, "0") != ""

_zone(text) := 0 if text in {"", "Z"}

_zone(text) := _signs[substring(text, 0, 1)] * offset if {
	text != ""
	text != "Z"
	digits := replace(substring(text, 1, -1), ":", "")
	offset := (_clock(substring(digits, 0, 2)) * 3600) + (_clock(substring(digits, 2, 2)) * 60)
}

_signs := {"+": 1, "-": -1}

# METADATA
# description: the date of a number of seconds since 1970, as IAM writes it
moment(number) := concat("", [_padded(year, 4), "-", _padded(month, 2), "-", _padded(day, 2), "T", clock, "Z"]) if {
	days := floor(number / 86400)
	rest := number - (days * 86400)
	clock := concat(":", [_padded(floor(rest / 3600), 2), _padded(floor(rest / 60) % 60, 2), _padded(rest % 60, 2)])
	shifted := days + 719468
	era := floor(shifted / 146097)
	of_era := shifted - (era * 146097)
	years := floor((((of_era - floor(of_era / 1460)) + floor(of_era / 36524)) - floor(of_era / 146096)) / 365)
	of_year := of_era - (((365 * years) + floor(years / 4)) - floor(years / 100))
	months := floor(((5 * of_year) + 2) / 153)
	day := (of_year - floor(((153 * months) + 2) / 5)) + 1
	month := ((months + 2) % 12) + 1
	year := (years + (era * 400)) + (1 - min([1, floor(month / 3)]))
}

_padded(number, width) := substring(concat("", ["000", text]), (count(text) + 3) - width, -1) if {
	text := format_int(number, 10)
	count(text) <= width
}

else := format_int(number, 10)
