# METADATA
# title: What patterns have in common
# description: |
#   What two patterns have in common, as patterns: a*b and *c* share a*c*b. `?` is one character, `*` any string.
package smguard.lib.invent.meet

import data.smguard.lib.grammar.naming
import data.smguard.lib.meaning.glob

# METADATA
# description: |
#   The patterns that together match exactly the strings that both patterns match: {"patterns": a set, "all": false if
#   there are too many `*` to find each}
of(a, b) := {"patterns": {a}, "all": true} if a == b

else := {"patterns": {b}, "all": true} if a == "*"

else := {"patterns": {a}, "all": true} if b == "*"

else := {"patterns": set(), "all": true} if _apart(a, b)

else := {"patterns": {a | glob.matches(b, a)}, "all": true} if not glob.wild(a)

else := {"patterns": {b | glob.matches(a, b)}, "all": true} if not glob.wild(b)

else := _walked(a, split(b, "*")) if count(split(b, "*")) <= count(split(a, "*"))

else := _walked(b, split(a, "*"))

# METADATA
# description: |
#   the string that two strings of the same length with `?` for any character have in common; undefined if there is none
merged(a, b) := a if a == b

else := b if trim(a, "?") == ""

else := a if trim(b, "?") == ""

else := concat("", characters) if {
	_marked(a, b)
	left := split(a, "")
	right := split(b, "")
	characters := [character | some i, one in left; character := _both(one, right[i])]
	count(characters) == count(left)
}

_marked(a, _) if contains(a, "?")

_marked(_, b) if contains(b, "?")

_both(one, other) := one if other in {one, "?"}

_both("?", other) := other

# Different literal characters at the beginning or at the end.
_apart(a, b) if {
	one := glob.literal_prefix(a)
	other := glob.literal_prefix(b)
	length := min([count(one), count(other)])
	substring(one, 0, length) != substring(other, 0, length)
}

_apart(a, b) if {
	one := _literal_suffix(a)
	other := _literal_suffix(b)
	length := min([count(one), count(other)])
	substring(one, count(one) - length, -1) != substring(other, count(other) - length, -1)
}

_literal_suffix(pattern) := last if {
	pieces := split(replace(pattern, "?", "*"), "*")
	last := pieces[count(pieces) - 1]
}

# The number of `*` of one pattern that a piece of the other is laid over, and of pieces.
_most := 4

# A walk along the first pattern, with the pieces of the second one: each state is what both have in common so far and
# what is left of the first pattern.
_walked(a, pieces) := {"patterns": set(), "all": false} if count(pieces) > _most

else := {"patterns": {naming.single(state[0]) | some state in ended}, "all": true} if {
	begun := _over({["", a]}, pieces[0])
	inner := array.slice(pieces, 1, count(pieces) - 1)
	first := _after(begun, inner, 0)
	second := _after(first, inner, 1)
	ended := _ended(second, pieces)
	begun != null
	first != null
	second != null
	ended != null
}

else := {"patterns": set(), "all": false}

_after(states, pieces, i) := states if i >= count(pieces)

else := _over(_moved(states), pieces[i])

# Without a `*` nothing of the first pattern can be left; behind a `*` at the end anything can.
_ended(states, [_]) := {state | some state in states; state[1] in {"", "*"}}

_ended(states, pieces) := {[concat("", state)] | some state in states} if {
	count(pieces) > 1
	pieces[count(pieces) - 1] == ""
}

_ended(states, pieces) := {state | some state in over; state[1] in {"", "*"}} if {
	count(pieces) > 1
	last := pieces[count(pieces) - 1]
	last != ""
	over := _over(_moved(states), last)
}

# All places to which a `*` leads: between two characters, or within another `*`.
_moved(states) := {[concat("", [done, substring(rest, 0, i), middle]), left] |
	some [done, rest] in states
	characters := array.concat(split(rest, ""), [""])
	some i, character in characters
	not _behind_star(characters, i)
	middle := {"*": "*"}[character]
	left := substring(rest, i, -1)
} | {[concat("", [done, substring(rest, 0, i)]), substring(rest, i, -1)] |
	some [done, rest] in states
	characters := array.concat(split(rest, ""), [""])
	some i, character in characters
	character != "*"
	not _behind_star(characters, i)
}

_behind_star(characters, i) if characters[i - 1] == "*"

# The states after a string was laid over what is left of each; null if it meets too many `*`.
_over(states, "") := states

_over(states, text) := {[done, rest] | some [done, rest, _] in over} if {
	text != ""
	one := _stepped({[done, rest, text] | some [done, rest] in states})
	over := _stepped(_stepped(_stepped(_stepped(one))))
	every state in over {
		state[2] == ""
	}
}

else := null if text != ""

_stepped(states) := {next | some state in states; some next in _next(state[0], state[1], state[2])}

_next(done, rest, "") := {[done, rest, ""]}

_next(done, rest, text) := {[concat("", [done, same]), substring(rest, length, -1), ""] |
	same := merged(substring(rest, 0, length), text)
} if {
	text != ""
	length := count(text)
	not contains(substring(rest, 0, length), "*")
	count(rest) >= length
}

# The next `*` takes a part of the string, or all of it and perhaps more.
_next(done, rest, text) := taken if {
	text != ""
	contains(substring(rest, 0, count(text)), "*")
	head := indexof(rest, "*")
	after := substring(rest, head + 1, -1)
	open := substring(text, head, -1)
	taken := {next |
		same := concat("", [done, merged(substring(rest, 0, head), substring(text, 0, head))])
		some next in ({[concat("", [same, open]), concat("", ["*", after]), ""]} | {[concat("", [same, substring(open, 0, n)]), after, substring(open, n, -1)] |
			some n in numbers.range(0, count(open) - 1)
			_fits(after, substring(open, n, 1))
		})
	}
}

# Too short for the string.
_next(_, rest, text) := set() if {
	text != ""
	not contains(rest, "*")
	count(rest) < count(text)
}

_fits(rest, character) if substring(rest, 0, 1) in {"*", "?", character}

_fits(rest, "?") if rest != ""
