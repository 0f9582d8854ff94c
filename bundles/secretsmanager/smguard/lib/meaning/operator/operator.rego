# METADATA
# title: Condition operators
# description: |
#   Decides whether an entry of a Condition block holds for the values of its key in a request: an array of strings, or null
#   if the key is absent.
package smguard.lib.meaning.operator

import data.smguard.lib.meaning.calendar
import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.network

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
	entry.set == "foranyvalue"
	entry.test != "null"
	some value in values
	_passes(entry, value)
}

# Without a set operator, a negated operator holds if the others would not.
holds(entry, values) if {
	is_array(values)
	entry.set == ""
	not entry.negated
	some value in values
	_matches(entry, value)
}

holds(entry, values) if {
	is_array(values)
	entry.set == ""
	entry.negated
	every value in values {
		not _matches(entry, value)
	}
}

# With a set operator, Null is constant.
_passes(entry, _) if entry.test == "null"

_passes(entry, value) if {
	not entry.negated
	_matches(entry, value)
}

_passes(entry, value) if {
	entry.negated
	not _matches(entry, value)
}

_matches(entry, value) if {
	entry.test != "equals"
	entry.test != "date"
	some wanted in entry.values
	_test(entry.test, entry, wanted, value)
}

_matches(entry, value) if {
	entry.test == "equals"
	value in entry.values
}

_matches(entry, value) if {
	entry.test == "date"
	time := _time(entry, value)
	some instant in entry.instants
	_compare(entry.relation, time, instant)
}

_test("like", _, wanted, value) if {
	glob.matches(wanted, value)
}

_test("ignorecase", _, wanted, value) if {
	lower(wanted) == lower(value)
}

_test("bool", _, wanted, value) if {
	lower(wanted) in {"true", "false"}
	lower(wanted) == lower(value)
}

_test("arn", _, wanted, value) if _arn_matches(wanted, value)

# It is not known what IAM makes of a pattern that is no whole ARN.
_test("arn", entry, wanted, value) if {
	entry.lenient
	count(split(wanted, ":")) < 6
	glob.matches(wanted, value)
}

_test("null", _, wanted, _) if {
	lower(wanted) == "false"
}

_test("ip", _, wanted, value) if {
	net.cidr_contains(network.of(wanted), value)
}

_test("number", entry, wanted, value) if {
	_compare(entry.relation, to_number(value), to_number(wanted))
}

# aws:EpochTime is a number of seconds, which operators for numbers and for dates compare.
_time(entry, value) := to_number(value) if {
	entry.key == "aws:epochtime"
	regex.match(`\A[0-9]+\z`, value)
}

else := calendar.seconds(value)

_compare("==", a, b) if a == b

_compare("<", a, b) if a < b

_compare("<=", a, b) if a <= b

_compare(">", a, b) if a > b

_compare(">=", a, b) if a >= b

_arn_matches(pattern, _) if {
	pattern != ""
	trim(pattern, "*") == ""
}

# ArnEquals and ArnLike compare the six parts of an ARN one by one.
_arn_matches(pattern, arn) if {
	not glob.wild(pattern)
	pattern == arn
	count(split(arn, ":")) >= 6
}

_arn_matches(pattern, arn) if {
	glob.wild(pattern)
	wanted := split(pattern, ":")
	count(wanted) >= 6
	parts := split(arn, ":")
	count(parts) >= 6
	every i in [0, 1, 2, 3, 4] {
		glob.matches(wanted[i], parts[i])
	}
	glob.matches(
		concat(":", array.slice(wanted, 5, count(wanted))),
		concat(":", array.slice(parts, 5, count(parts))),
	)
}
