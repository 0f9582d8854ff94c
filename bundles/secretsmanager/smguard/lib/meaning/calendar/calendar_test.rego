package smguard.lib.meaning.calendar_test

import data.smguard.lib.meaning.calendar

_moments := {
	"the first": [0, "1970-01-01T00:00:00Z"],
	"a leap day": [1709164800, "2024-02-29T00:00:00Z"],
	"the first of a March": [1677628800, "2023-03-01T00:00:00Z"],
	"the last second of a year": [1798761599, "2026-12-31T23:59:59Z"],
	"a time of day": [1777643045, "2026-05-01T13:44:05Z"],
}

test_moments[note] if {
	some note, [seconds, wanted] in _moments
	calendar.moment(seconds) == wanted
	calendar.seconds(wanted) == seconds
}
