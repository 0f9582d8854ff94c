# METADATA
# title: Conditions
# description: |
#   Reads a Condition block into entries, one for each operator and key: {"key", "name", "spelled", "test", "relation",
#   "negated", "set", "optional", "values", "absent": whether it holds for an absent key, "lenient", "instants": the values
#   of a date operator in seconds}.
package smguard.lib.grammar.condition

import data.smguard.lib.meaning.calendar
import data.smguard.lib.reader.placeholder

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

_misfit(_, value) := "has a number that programs write in different ways: write it in quotes" if _differs(value)

_misfit(test, value) := concat("", [placeholder.shown(text, "this"), " is not a valid value for this operator"]) if {
	not _differs(value)
	text := [text | some text in _texts(value); misfit(test, text)][0]
}

_differs(value) if {
	is_number(value)
	not _alike(value)
}

_differs(value) if {
	is_array(value)
	_texts(value)
	some item in value
	is_number(item)
	not _alike(item)
}

# OPA keeps a number as it is written; conftest and others make a double of it, and show it with an exponent.
_alike(number) if {
	number == floor(number)
	abs(number) < _million * 1000000000
	_exact(json.marshal(number))
}

_alike(number) if {
	number != floor(number)
	abs(number) < _million
	abs(number) >= 0.0001
	count(json.marshal(number)) <= 16
}

# At most 15 digits, which a double holds; the second form is conftest's.
_exact(text) if count(text) <= 16

_exact(text) if regex.match(`\A-?[0-9]\.[0-9]{1,14}e\+[0-9]{2}\z`, text)

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

_entry(operator, name, value, sense) := _dated(object.union(parsed, {
	"key": lower(name),
	"name": name,
	"spelled": operator,
	"values": values,
	"absent": absent,
	"lenient": _lenient[sense][parsed.negated],
})) if {
	parsed := _parsed(operator)
	values := _texts(value)
	absent := _holds_absent(parsed, values)
}

_dated(entry) := entry if entry.test != "date"

_dated(entry) := object.union(entry, {"instants": [seconds | some text in entry.values; seconds := calendar.seconds(text)]}) if entry.test == "date"

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
_digits(number) := digits if digits := _natural(number)

else := concat("", ["-", digits]) if digits := _natural(0 - number)

else := json.marshal(number)

_natural(number) := format_int(number, 10) if {
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
