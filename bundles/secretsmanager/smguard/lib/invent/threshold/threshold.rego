# METADATA
# title: Thresholds
# description: Numbers and dates at, next to and between those that conditions compare with.
package smguard.lib.invent.threshold

import data.smguard.lib.meaning.calendar

# METADATA
# description: |
#   Numbers of which one has the same relation to each threshold as any other number, an integer if an integer has it.
around(thresholds) := sort(union({_at(thresholds), _between(sort(thresholds))}))

_at(thresholds) := {number |
	some threshold in thresholds
	some number in [threshold, threshold - 1, threshold + 1, floor(threshold), floor(threshold) + 1]
}

_between(ordered) := {middle |
	some i, threshold in ordered
	i > 0
	middle := (ordered[i - 1] + threshold) / 2
}

# METADATA
# description: the thresholds of entries that compare numbers or dates
of(entries) := {number |
	some entry in entries
	some value in entry.values
	some number in _number(entry.test, value)
}

_number("number", value) := [to_number(value)]

_number("date", value) := [calendar.seconds(value)]

# METADATA
# description: a number as IAM writes it
digits(number) := concat("", ["-", _digits(0 - number)]) if number < 0

else := _digits(number)

# METADATA
# description: a number of seconds since 1970 as a date, in a year of four digits
date(number) := text if {
	text := calendar.moment(floor(number))
	count(text) == 20
	not startswith(text, "-")
}

# WebAssembly writes no integer of more than 32 bits.
_digits(number) := format_int(number, 10) if {
	number == floor(number)
	number < _million
}

else := concat("", [format_int(upper, 10), substring(format_int(_million + rest, 10), 1, -1)]) if {
	number == floor(number)
	number < _million * 1000000000
	upper := floor(number / _million)
	rest := number - (upper * _million)
}

else := json.marshal(number)

_million := 1000000
