package smguard.lib.meaning.calendar_test

import data.smguard.lib.meaning.calendar

_moments := {
	"a second before 1970": [-1, "1969-12-31T23:59:59Z"],
	"the first day": [-62167219200, "0000-01-01T00:00:00Z"],
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

_times := {
	"a year": ["2024", [1704067200]],
	"a month": ["2024-02", [1706745600]],
	"a day": ["2024-02-29", [1709164800]],
	"the last day of a year": ["2024-12-31", [1735603200]],
	"a zone": ["2030-01-01T01:00:00+01:00", [1893456000]],
	"parts of a second do not count": ["2030-01-01T00:00:00.999Z", [1893456000]],
	"seconds since 1970": ["1893456000", [1893456000]],
	"a few seconds since 1970": ["7", [7]],
	"no day of that year": ["2023-02-29", []],
	"no day of that month": ["2023-04-31", []],
	"no day": ["2023-04-00", []],
	"no month": ["2020-13-01", []],
	"no hour": ["2020-01-01T24:00:00Z", []],
	"no minute": ["2020-01-01T00:60:00Z", []],
	"the first year": ["0000-01-01", [-62167219200]],
	"a word": ["soon", []],
	"nothing": ["", []],
}

test_times[note] if {
	some note, [text, wanted] in _times
	[seconds | seconds := calendar.seconds(text)] == wanted
}

test_every_time_was_read if count(_times) == 17
