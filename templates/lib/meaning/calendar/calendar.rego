# METADATA
# title: Calendar
# description: Dates as IAM writes them, counted without a clock.
package smguard.lib.meaning.calendar

# METADATA
# description: |
#   Seconds since 1970 of a date as IAM writes it (four digits are a year), counted without a clock or a calendar builtin
#   (they are not compiled to WebAssembly); civil-from-days arithmetic of the proleptic Gregorian calendar.
seconds(text) := (days * 86400) + time if {
	regex.match(_usual, text)
	days := _days(to_number(substring(text, 0, 4)), _ordinal(substring(text, 5, 2)), _ordinal(substring(text, 8, 2)))
	time := ((_clock(substring(text, 11, 2)) * 3600) + (_clock(substring(text, 14, 2)) * 60)) + _clock(substring(text, 17, 2))
}

else := to_number(text) if regex.match("\\A(?:[0-9]{1,3}|[0-9]{5,11})\\z", text)

else := ((days * 86400) + time) - zone if {
	parts := regex.find_all_string_submatch_n(_date, text, 1)[0]
	_ordinal(parts[3]) <= _length(to_number(parts[1]), _ordinal(parts[2]))
	days := _days(to_number(parts[1]), _ordinal(parts[2]), _ordinal(parts[3]))
	time := ((_clock(parts[4]) * 3600) + (_clock(parts[5]) * 60)) + _clock(parts[6])
	zone := _zone(parts[7])
}

# The form in which AWS shows dates, on a day that each month has.
_usual := `\A[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\z`

_date := `\A([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01])(?:T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?\z`

# A month or a day; the first where a date has none.
_ordinal("") := 1

_ordinal(text) := to_number(trim_left(text, "0")) if text != ""

# 400 years later, which are 146097 days, since OPA's floor of -0.5 is 0.
_days(year, month, day) := (((shifted * 365) + floor(shifted / 4)) - floor(shifted / 100)) + rest if {
	early := 1 - min([1, floor(month / 3)])
	shifted := (year - early) + 400
	months := (month + (12 * early)) - 3
	rest := ((floor(shifted / 400) + floor(((153 * months) + 2) / 5)) + day) - 865566
}

# The days of a month.
_length(year, 12) := 31 if is_number(year)

_length(year, month) := _days(year, month + 1, 1) - _days(year, month, 1) if month < 12

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
# description: the date of a number of seconds since 1970, as IAM writes it, from the year 0 on
moment(number) := concat("", [_padded(year, 4), "-", _padded(month, 2), "-", _padded(day, 2), "T", clock, "Z"]) if {
	shifted := floor((number + 74784816000) / 86400)
	rest := number - ((shifted - 865565) * 86400)
	clock := concat(":", [_padded(floor(rest / 3600), 2), _padded(floor(rest / 60) % 60, 2), _padded(rest % 60, 2)])
	era := floor(shifted / 146097)
	of_era := shifted - (era * 146097)
	years := floor((((of_era - floor(of_era / 1460)) + floor(of_era / 36524)) - floor(of_era / 146096)) / 365)
	of_year := of_era - (((365 * years) + floor(years / 4)) - floor(years / 100))
	months := floor(((5 * of_year) + 2) / 153)
	day := (of_year - floor(((153 * months) + 2) / 5)) + 1
	month := ((months + 2) % 12) + 1
	year := ((years + (era * 400)) + (1 - min([1, floor(month / 3)]))) - 400
}

_padded(number, width) := substring(concat("", ["000", text]), (count(text) + 3) - width, -1) if {
	text := format_int(number, 10)
	count(text) <= width
}

else := format_int(number, 10)
