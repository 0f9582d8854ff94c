# METADATA
# title: Overlaps of patterns
# description: |
#   Which strings two patterns both match. A pattern is a list of pieces, between which any string may stand; the character
#   `single` in a piece stands for any one character.
package smguard.lib.invent.overlap

import data.smguard.lib.meaning.glob

# METADATA
# description: the character that stands for any one character
single := "\uE002"

# METADATA
# description: the pieces of a pattern of IAM
pieces(pattern) := _tidy(split(replace(pattern, "?", single), "*"))

# Several stars in a row are one.
_tidy(list) := list if count(list) < 3

_tidy(list) := array.concat(
	array.concat([list[0]], [piece | some i, piece in list; i > 0; i < count(list) - 1; piece != ""]),
	[list[count(list) - 1]],
) if {
	count(list) > 2
}

# METADATA
# description: true if each piece after the first is empty, so that the pattern matches every string with that beginning
whatever(pattern) if {
	count(pattern) > 1
	every piece in pattern {
		piece == ""
	}
}

# METADATA
# description: |
#   Patterns that together match exactly the strings that both patterns match; where `exact` is false, some are missing.
both(one, other) := {one} if one == other

else := {other} if whatever(one)

else := {one} if whatever(other)

else := _fixed(one[0], other) if count(one) == 1

else := _fixed(other[0], one) if count(other) == 1

else := set() if not _ends(one, other)

else := {found |
	some sequence in _sequences(_middle(one), _middle(other))
	some found in _joined(_ends(one, other), sequence)
	_inside(one, found)
	_inside(other, found)
}

# METADATA
# description: true if `both` is exact
exact(one, other) if one == other

exact(one, _) if whatever(one)

exact(_, other) if whatever(other)

exact(one, other) if {
	count(one) > 1
	count(other) > 1
	_ends(one, other)
	_few_inner(one, other)
}

exact(one, other) if {
	count(one) == 1
	count(other) < 4
}

exact(one, other) if {
	count(one) < 4
	count(other) == 1
}

_few_inner(one, other) if count(_middle(one)) + count(_middle(other)) < 2

_few_inner(one, other) if {
	count(_middle(one)) + count(_middle(other)) <= _most_inner
	not contains(concat("", _ends(one, other)), single)
}

exact([text], _) if not contains(text, single)

exact(_, [text]) if not contains(text, single)

exact(one, other) if {
	count(one) > 1
	count(other) > 1
	not _ends(one, other)
}

# A pattern of fixed length and any other.
_fixed(text, pattern) := {[text] | _matches(pattern, text)} if not contains(text, single)

else := {[found] | found := _over(text, pattern[0], 0); count(text) == count(pattern[0])} if count(pattern) == 1

else := {[found] |
	last := pattern[count(pattern) - 1]
	rest := (count(text) - count(pattern[0])) - count(last)
	rest >= 0
	outer := _over(_over(text, pattern[0], 0), last, count(text) - count(last))
	some found in _filled(outer, _middle(pattern), count(pattern[0]), rest)
}

_filled(text, [], _, _) := {text}

_filled(text, [piece], start, room) := {found |
	some at in numbers.range(start, (start + room) - count(piece))
	at <= (start + room) - count(piece)
	at >= start
	found := _over(text, piece, at)
}

# A piece laid over a string at an offset; undefined where the characters differ.
_over(text, piece, at) := concat("", [
	substring(text, 0, at),
	_same(substring(text, at, count(piece)), piece),
	substring(text, at + count(piece), -1),
])

_same(left, right) := left if left == right

else := concat("", characters) if {
	contains(concat("", [left, right]), single)
	count(left) == count(right)
	others := split(right, "")
	characters := [found | some i, character in split(left, ""); found := _one(character, others[i])]
	count(characters) == count(others)
}

_one(left, right) := left if left == right

else := right if left == single

else := left if right == single

# The beginning and the end of what both match.
_ends(one, other) := [first, last] if {
	first := _first(one[0], other[0])
	last := _last(one[count(one) - 1], other[count(other) - 1])
}

_first(long, short) := _over(long, short, 0) if count(long) >= count(short)

else := _over(short, long, 0)

_last(long, short) := _over(long, short, count(long) - count(short)) if count(long) >= count(short)

else := _over(short, long, count(short) - count(long))

_middle(pattern) := array.slice(pattern, 1, count(pattern) - 1)

# The orders in which the inner pieces of both, or some of them, can follow each other. A piece that lies within another
# is not in the order.
_sequences(one, other) := ({[]} | {[x.piece] | some x in items}) | ({[x.piece, y.piece] |
	some x in items
	some y in items
	_before(x, y)
} | {[x.piece, y.piece, z.piece] |
	some x in items
	some y in items
	_before(x, y)
	some z in items
	_before(y, z)
	_before(x, z)
}) if {
	count(one) + count(other) <= _most_inner
	items := {{"side": side, "place": i, "piece": piece} | some side, list in [one, other]; some i, piece in list}
}

_most_inner := 3

_before(x, y) if x.side != y.side

_before(x, y) if {
	x.side == y.side
	x.place < y.place
}

_joined([first, last], []) := _put({[first]}, last)

_joined([first, last], [piece]) := _put(_put({[first]}, piece), last) | {found |
	some other in _within(last, piece)
	some found in _behind([first], other)
}

_joined([first, last], [piece, other]) := _put(_put(_put({[first]}, piece), other), last)

_joined([first, last], [piece, other, third]) := _put(_put(_put(_put({[first]}, piece), other), third), last)

# A piece behind others: with anything between, over the end of the last one, within it, or around it.
_behind(pattern, piece) := {array.concat(pattern, [piece])} | {array.concat(front, [found]) |
	front := array.slice(pattern, 0, count(pattern) - 1)
	some found in _merged(pattern[count(pattern) - 1], piece)
}

_put(patterns, piece) := {found | some pattern in patterns; some found in _behind(pattern, piece)}

_merged(before, piece) := {found |
	some shared in numbers.range(1, min([count(before), count(piece)]))
	shared <= min([count(before), count(piece)])
	shared > 0
	found := _over(concat("", [before, _singles(count(piece) - shared)]), piece, count(before) - shared)
} | (_within(before, piece) | _within(piece, before))

# A piece that lies within another is only of interest if it says what stands there for any one character.
_within(outer, piece) := {found |
	contains(outer, single)
	some at in numbers.range(0, count(outer) - count(piece))
	at <= count(outer) - count(piece)
	at >= 0
	found := _over(outer, piece, at)
}

_singles(number) := concat("", [single | some i in numbers.range(1, number); i > 0; number > 0])

# A pattern that another one contains, whether its gaps are empty or not.
_inside(pattern, found) if {
	_matches(pattern, concat("", found))
	_matches(pattern, concat(_gap, found))
}

# No pattern has this character.
_gap := "\uE003\uE003\uE003\uE003\uE003\uE003\uE003\uE003\uE003\uE003\uE003\uE003"

_matches([piece], text) if _same(piece, text)

_matches(pattern, text) if {
	count(pattern) > 1
	glob.matches(replace(concat("*", pattern), single, "?"), text)
}

# METADATA
# description: |
#   strings that a pattern matches, which stand for all of them: each gap is filled with a character that no pattern has,
#   as often as the lengths say
fillings(pattern, character, lengths) := {replace(text, single, character) |
	some text in _with(pattern, [concat("", [character | some i in numbers.range(0, length); i < length]) | some length in lengths])
}

_with([text], _) := {text}

_with([first, last], gaps) := {concat("", [first, gap, last]) | some gap in gaps}

_with([first, middle, last], gaps) := {concat("", [first, gap, middle, other, last]) | some gap in gaps; some other in gaps}

_with(pattern, gaps) := {concat(gap, pattern) | some gap in gaps} | {text |
	count(pattern) == 4
	some gap in gaps
	some other in gaps
	some third in gaps
	text := concat("", [pattern[0], gap, pattern[1], other, pattern[2], third, pattern[3]])
} if {
	count(pattern) > 3
}

# METADATA
# description: |
#   The patterns of a first set, and what they have in common with one of each of some lists' patterns; "counted" is false
#   if some are missing. Patterns are in parts: strings have one, ARNs six.
combined(first, lists) := {"patterns": first, "counted": true} if count(lists) == 0

else := _added({"patterns": first, "counted": true}, lists[0]) if count(lists) == 1

else := _added(_added({"patterns": first, "counted": true}, lists[0]), lists[1]) if count(lists) == 2

else := _added(_added(_added({"patterns": first, "counted": true}, lists[0]), lists[1]), lists[2]) if count(lists) == 3

else := object.union(found, {"counted": whole([found.counted, count(lists) == 4])}) if {
	three := _added(_added(_added({"patterns": first, "counted": true}, lists[0]), lists[1]), lists[2])
	found := _added(three, lists[3])
}

_added(found, patterns) := {"patterns": together, "counted": whole([found.counted, _exact(found.patterns, patterns)])} if {
	together := found.patterns | {common |
		some pattern in found.patterns
		some other in patterns
		some common in _shared(pattern, other)
	}
	count(together) <= _most
}

else := {"patterns": (found.patterns | patterns), "counted": false}

# More patterns than this are not combined.
_most := 128

_shared([one], [other]) := {[found] | some found in both(one, other)}

_shared(one, other) := {[scheme, partition, service, region, account, name] |
	some service in both(one[2], other[2])
	some region in both(one[3], other[3])
	some account in both(one[4], other[4])
	some name in both(one[5], other[5])
	some partition in both(one[1], other[1])
	some scheme in both(one[0], other[0])
} if {
	count(one) == 6
}

default _exact(_, _) := false

_exact(patterns, others) if {
	every pattern in patterns {
		every other in others {
			every i, part in pattern {
				exact(part, other[i])
			}
		}
	}
}

# METADATA
# description: true if each of these is
default whole(_) := false

whole(list) if {
	every one in list {
		one
	}
}
