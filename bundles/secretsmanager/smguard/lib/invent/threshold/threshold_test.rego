package smguard.lib.invent.threshold_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.threshold

_around := {
	"none": [set(), []],
	"one": [{7}, [6, 7, 8]],
	"a fraction": [{7.5}, [6.5, 7, 7.5, 8, 8.5]],
	"two with others between": [{7, 30}, [6, 7, 8, 18.5, 29, 30, 31]],
}

test_around[note] if {
	some note, [thresholds, wanted] in _around
	threshold.around(thresholds) == wanted
}

_of := {
	"numbers": [{"NumericLessThan": {"k": ["7", "seven"]}, "NumericEquals": {"k": 8.5}}, {7, 8.5}],
	"dates": [{"DateLessThan": {"k": ["1970-01-02", "soon"]}}, {86400}],
	"strings": [{"StringEquals": {"k": "7"}}, set()],
}

test_of[note] if {
	some note, [block, wanted] in _of
	threshold.of(condition.entries(block, "allow")) == wanted
}

_digits := {
	"zero": [0, "0"],
	"a small number": [42, "42"],
	"a large number": [4102444800, "4102444800"],
	"a round number": [1000000, "1000000"],
	"a fraction": [7.5, "7.5"],
	"a negative number": [-5, "-5"],
}

test_digits[note] if {
	some note, [number, wanted] in _digits
	threshold.digits(number) == wanted
}

test_date if threshold.date(4102444800) == "2100-01-01T00:00:00Z"

test_a_year_of_five_digits_is_no_date if not threshold.date(999999999999)
