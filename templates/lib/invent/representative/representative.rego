# METADATA
# title: Representatives
# description: |
#   For the entries on a condition key, values that stand for all others: whatever value a request has, one of them is
#   matched by the same patterns among those that want it, and by no more of the others.
package smguard.lib.invent.representative

import data.smguard.lib.invent.block
import data.smguard.lib.invent.part
import data.smguard.lib.invent.threshold
import data.smguard.lib.invent.word

# METADATA
# description: |
#   {"texts", "counted": false if values are missing}. Texts may lack the key's form: those stand for what a pattern
#   matches if the form is put aside.
of(known, mine) := {"texts": word.formed(known, ["true", "false"]), "counted": true} if known.type == "bool"

else := {"texts": known.fresh, "counted": true} if {
	_tests(mine) == set()
}

else := {"texts": array.concat(known.fresh, word.formed(known, word.literals(mine))), "counted": true} if {
	regional(known)
	_compared(mine, {"equals", "ignorecase", "like", "bool"})
}

else := {"texts": array.concat(known.fresh, word.formed(known, _numbers(known, mine))), "counted": _ordered(known, mine)} if {
	_compared(mine, {"number", "date"})
}

else := {"texts": array.concat(known.fresh, word.formed(known, _addresses(mine))), "counted": _readable(mine)} if {
	_compared(mine, {"ip"})
}

else := _bounded(part.of(known, mine)) if {
	_arn(known, mine)
	_compared(mine, {"equals", "ignorecase", "like", "bool", "arn"})
}

else := _bounded(word.of(known, mine)) if {
	_compared(mine, {"equals", "ignorecase", "like", "bool"})
}

# Entries that compare the values of one key in different ways.
else := {
	"texts": array.concat(
		array.concat(_numbers(known, mine), _addresses(mine)),
		array.concat(["true", "false"], word.of(known, _words(mine)).texts),
	),
	"counted": false,
}

# More values than this are not tried.
_most := 256

_bounded(found) := found if count(found.texts) <= _most

else := {"texts": array.slice(found.texts, 0, _most), "counted": false}

_tests(mine) := {entry.test | some entry in mine} - {"null"}

_compared(mine, tests) if {
	every test in _tests(mine) {
		test in tests
	}
}

_words(mine) := [entry | some entry in mine; entry.test in {"equals", "ignorecase", "like", "bool"}]

# METADATA
# description: true if the values of the key are regions, of which there are only those of AWS
regional(known) if {
	regex.match(known.format, "us-east-1")
	not regex.match(known.format, "us-east")
}

_arn(known, _) if known.type == "arn"

_arn(_, mine) if {
	some entry in mine
	entry.test == "arn"
}

# Thresholds

_numbers(known, mine) := [written |
	some number in threshold.around(threshold.of(mine))
	written := _written(known, mine, number)
] if {
	threshold.of(mine) != set()
}

else := []

_written(known, mine, number) := threshold.digits(number) if not _dated(known, mine)

_written(known, mine, number) := threshold.date(number) if _dated(known, mine)

_dated(known, _) if {
	known.type == "date"
	not regex.match(object.get(known, "format", "-"), "2051265600")
}

_dated(known, mine) if {
	known.type != "numeric"
	not known.format
	_tests(mine) == {"date"}
}

# A number of four digits is a year, where dates are compared.
_ordered(known, mine) if not _mixed(known, mine)

_mixed(known, mine) if {
	known.type == "numeric"
	"date" in _tests(mine)
}

_mixed(known, mine) if {
	known.type != "date"
	count(_tests(mine)) > 1
}

# Addresses

_networks(mine) := {value | some entry in mine; entry.test == "ip"; some value in entry.values}

_addresses(mine) := array.concat(
	[address | some address in block.edges(_networks(mine)); not address in _least],
	_least,
)

_least := ["0.0.0.0", "::"]

_readable(mine) if not _unreadable(mine)

_unreadable(mine) if {
	some written in _networks(mine)
	not block.readable(written)
}
