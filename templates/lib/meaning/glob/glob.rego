# METADATA
# title: IAM wildcards
# description: |
#   Only `*` (any string) and `?` (one character) are special in IAM patterns; all other characters,
#   `[`, `{` and `\` included, are literal.
package smguard.lib.meaning.glob

# METADATA
# description: true if the string contains a wildcard
wild(text) if contains(text, "*")

wild(text) if contains(text, "?")

# METADATA
# description: true if the pattern matches the whole string, case-sensitively
matches(pattern, text) if pattern == text

matches(pattern, text) if {
	not contains(pattern, "?")
	_pieces(split(pattern, "*"), text)
}

# No regular expression: OPA's WebAssembly keeps 100 of them and then mistakes one for another.
matches(pattern, text) if {
	_irregular(pattern)
	pieces := split(pattern, "*")
	_in_order(pieces, text)
}

# One or two `*` between plain pieces, as in most patterns.
_pieces([first, last], text) if {
	startswith(text, first)
	endswith(text, last)
	count(text) >= count(first) + count(last)
}

_pieces([first, middle, last], text) if {
	startswith(text, first)
	endswith(text, last)
	between := (count(text) - count(first)) - count(last)
	between >= 0
	contains(substring(text, count(first), between), middle)
}

_in_order([piece], text) if {
	count(piece) == count(text)
	_stands(piece, text, 0)
}

_in_order([first, last], text) if {
	_stands(first, text, 0)
	end := count(text) - count(last)
	end >= count(first)
	_stands(last, text, end)
}

_in_order(pieces, text) if {
	count(pieces) > 2
	first := pieces[0]
	last := pieces[count(pieces) - 1]
	end := count(text) - count(last)
	end >= count(first)
	_stands(first, text, 0)
	_stands(last, text, end)
	middle := [piece | some piece in array.slice(pieces, 1, count(pieces) - 1); piece != ""]
	_after_all(middle, text, count(first), end)
}

# The pieces one after another, each where it first stands. Rego has no recursion: 512 of them are enough, since a longer
# pattern exceeds what AWS accepts.
_after_all(pieces, text, start, end) if {
	count(pieces) <= 8
	is_number(_after_8(pieces, text, start, end))
}

_after_all(pieces, text, start, end) if {
	count(pieces) > 8
	count(pieces) <= 512
	eights := [array.slice(pieces, n * 64, (n + 1) * 64) | some n in numbers.range(0, 7)]
	a := _after_64(eights[0], text, start, end)
	b := _after_64(eights[1], text, a, end)
	c := _after_64(eights[2], text, b, end)
	d := _after_64(eights[3], text, c, end)
	e := _after_64(eights[4], text, d, end)
	f := _after_64(eights[5], text, e, end)
	g := _after_64(eights[6], text, f, end)
	is_number(_after_64(eights[7], text, g, end))
}

_after_64(pieces, text, start, end) := start if {
	pieces == []
	end >= start
	is_string(text)
}

_after_64(pieces, text, start, end) := h if {
	pieces != []
	eights := [array.slice(pieces, n * 8, (n + 1) * 8) | some n in numbers.range(0, 7)]
	a := _after_8(eights[0], text, start, end)
	b := _after_8(eights[1], text, a, end)
	c := _after_8(eights[2], text, b, end)
	d := _after_8(eights[3], text, c, end)
	e := _after_8(eights[4], text, d, end)
	f := _after_8(eights[5], text, e, end)
	g := _after_8(eights[6], text, f, end)
	h := _after_8(eights[7], text, g, end)
}

_after_8(pieces, text, start, end) := h if {
	padded := array.concat(pieces, ["", "", "", "", "", "", "", ""])
	a := _after(padded[0], text, start, end)
	b := _after(padded[1], text, a, end)
	c := _after(padded[2], text, b, end)
	d := _after(padded[3], text, c, end)
	e := _after(padded[4], text, d, end)
	f := _after(padded[5], text, e, end)
	g := _after(padded[6], text, f, end)
	h := _after(padded[7], text, g, end)
}

# The place after the first place of a piece from a place on; undefined if it does not stand before the end.
_after("", _, start, _) := start

_after(piece, text, start, end) := (start + found) + count(piece) if {
	piece != ""
	not contains(piece, "?")
	found := indexof(substring(text, start, end - start), piece)
	found >= 0
}

_after(piece, text, start, end) := places[0] + count(piece) if {
	contains(piece, "?")
	last := end - count(piece)
	last >= start
	places := [place | some place in numbers.range(start, last); _stands(piece, text, place)]
}

# True if the text has the piece at a place, with any character for a `?`.
_stands("", _, _)

_stands(piece, text, place) if {
	piece != ""
	not contains(piece, "?")
	substring(text, place, count(piece)) == piece
}

_stands(piece, text, place) if {
	contains(piece, "?")
	count(text) >= place + count(piece)
	inner := trim(piece, "?")
	start := place + (count(piece) - count(trim_left(piece, "?")))
	_spelled(inner, text, start)
}

_spelled(inner, text, start) if {
	not contains(inner, "?")
	substring(text, start, count(inner)) == inner
}

_spelled(inner, text, start) if {
	contains(inner, "?")
	parts := split(inner, "?")
	substring(text, start, count(parts[0])) == parts[0]
	every i, part in parts {
		substring(text, (start + i) + count(concat("", array.slice(parts, 0, i))), count(part)) == part
	}
}

# METADATA
# description: true if one of the patterns matches the string
any_matches(patterns, text) if {
	some pattern in patterns
	matches(pattern, text)
}

# METADATA
# description: the literal part of the pattern before its first wildcard
literal_prefix(pattern) := split(split(pattern, "*")[0], "?")[0]

_irregular(pattern) if contains(pattern, "?")

_irregular(pattern) if count(split(pattern, "*")) > 3
