# METADATA
# title: Strings as values
# description: Representatives of the values of a key that holds strings.
package smguard.lib.invent.word

import data.smguard.lib.invent.overlap
import data.smguard.lib.meaning.glob

# METADATA
# description: see smguard.lib.invent.representative; the entries compare strings
of(known, mine) := {
	"texts": sort({value | some value in formed(known, literals(mine))} | found.texts),
	"counted": overlap.whole([spelled(mine), found.counted, filler.counted]),
} if {
	filler := rare(known, mine)
	found := _of_patterns(known, mine, filler.character)
}

# METADATA
# description: the texts that have the key's form
formed(known, texts) := texts if not known.format

else := [value | some value in texts; regex.match(known.format, value)]

# METADATA
# description: the values of entries that are no patterns, in several spellings where letter case does not count
literals(mine) := array.concat(
	[value | some entry in mine; some value in _plainly(entry)],
	array.concat(
		[value | some entry in mine; entry.test in {"like", "arn"}; some value in entry.values; not glob.wild(value)],
		[other | some entry in mine; entry.test == "ignorecase"; some value in entry.values; some other in spellings(value)],
	),
)

_plainly(entry) := entry.values if entry.test == "equals"

_plainly(entry) := [lower(value) | some value in entry.values; lower(value) in {"true", "false"}] if entry.test == "bool"

# METADATA
# description: a string, also in upper and in lower case, each also with one of its first letters in the other case
spellings(text) := {spelled |
	some whole in [text, upper(text), lower(text)]
	some spelled in _turned(whole)
}

_turned(text) := {text} | {spelled |
	some i in numbers.range(0, min([count(text), 8]) - 1)
	i >= 0
	letter := substring(text, i, 1)
	some other in [upper(letter), lower(letter)]
	spelled := concat("", [substring(text, 0, i), other, substring(text, i + 1, -1)])
}

# METADATA
# description: false if not all spellings of a value are tried though another entry may want one of them
default spelled(_) := true

spelled(mine) := false if {
	some i, entry in mine
	entry.test == "ignorecase"
	entry.lenient
	some value in entry.values
	letters := [letter | some letter in split(value, ""); upper(letter) != lower(letter)]
	count(letters) > 3
	some j, other in mine
	i != j
	other.test in {"equals", "like", "arn"}
	some pattern in other.values
	trim(pattern, "*") != ""
	glob.matches(lower(pattern), lower(value))
}

# METADATA
# description: |
#   a character that no entry has, of the key's form if possible: {"character", "counted": false if there is none}
rare(known, mine) := {"character": found[0], "counted": true} if {
	said := lower(concat("", [value | some entry in mine; some value in entry.values]))
	found := [character | some character in _characters(known); not contains(said, character)]
	found != []
}

else := {"character": "x", "counted": false}

_characters(known) := array.concat(_plain, ["ß", "ø", "þ", "æ", "đ", "ħ", "ł", "ŋ"]) if not known.format

_characters(known) := _plain if known.format

_plain := [
	"x", "z", "q", "j", "k", "v", "w", "y", "g", "u", "b", "p", "h", "m", "f", "o",
	"7", "3", "8", "5", "9", "4", "6", "2", "0", "1", "_", "=", ".", "-", "@", "+",
]

_of_patterns(known, mine, filler) := {
	"texts": {value | some [pattern] in found.patterns; some value in _texts(known, pattern, filler, lengths)},
	"counted": overlap.whole([found.counted, every_gap({pattern | some [pattern] in found.patterns}, lengths)]),
} if {
	lengths := gaps(unwanted(mine))
	found := overlap.combined({[form] | some form in forms(known)}, _wanted(mine))
}

# METADATA
# description: true if `overlap.fillings` fills the gaps of these patterns in all ways
default every_gap(_, _) := false

every_gap(patterns, lengths) if {
	count(lengths) <= _most_gaps
	every pattern in patterns {
		_every_gap(pattern, lengths)
	}
}

every_gap(patterns, _) if {
	every pattern in patterns {
		count(pattern) == 1
	}
}

_most_gaps := 10

_every_gap(pattern, _) if count(pattern) < 5

_every_gap(_, lengths) if count(lengths) == 1

_texts(known, pattern, filler, lengths) := overlap.fillings(pattern, filler, lengths) if not known.format

_texts(known, pattern, filler, lengths) := overlap.fillings(pattern, filler, lengths) | {value |
	some plain in known.fresh
	some value in fitted(pattern, plain)
} if {
	known.format
}

# METADATA
# description: the patterns that are not to be matched
unwanted(mine) := [value |
	some entry in mine
	entry.test in {"like", "arn"}
	not entry.lenient
	some value in entry.values
	glob.wild(value)
]

# METADATA
# description: |
#   How often a gap is filled with a character that no pattern has: up to once more than a pattern that is not to be
#   matched has single wildcards in a row, since then its star stands for some of them; once if there is no such pattern.
gaps([]) := [1]

gaps(patterns) := numbers.range(0, min([_most_gaps - 1, most]) + 1) if {
	most := max([number |
		some pattern in patterns
		some [run] in array.concat([[""]], regex.find_all_string_submatch_n(`[*?]+`, pattern, -1))
		number := count(run) - count(replace(run, "?", ""))
	])
}

# METADATA
# description: patterns that match every value of the key, and more
forms(known) := known.forms

forms(known) := _forms(known) if not known.forms

_forms(known) := {["", ""]} if not known.format

else := {[prefix, ""]} if prefix := regex.find_all_string_submatch_n("\\A\\^((?:[a-z]+-)+)\\[", known.format, 1)[0][1]

else := {[concat("", [overlap.single | some _ in numbers.range(1, 12)])]} if known.format == "^[0-9]{12}$"

else := {["", ""]}

# The patterns of each entry that wants a match.
_wanted(mine) := sort({patterns |
	some entry in mine
	entry.test == "like"
	entry.lenient
	patterns := {[overlap.pieces(value)] | some value in entry.values; glob.wild(value)}
	patterns != set()
})

# METADATA
# description: |
#   a fresh value laid over a pattern: single characters from the same place, the first gap from each of its borders
fitted([piece], fresh) := {value |
	laid := concat("", [_from(character, substring(fresh, i, 1)) | some i, character in split(piece, "")])
	some value in [laid, replace(piece, overlap.single, "0"), replace(piece, overlap.single, "x")]
} if {
	contains(piece, overlap.single)
}

fitted([piece], _) := {piece} if not contains(piece, overlap.single)

fitted(pattern, fresh) := {value |
	count(pattern) > 1
	some filling in _parts(pattern, fresh)
	some rest in ["", "any"]
	open := concat("", [pattern[0], filling, concat(rest, array.slice(pattern, 1, count(pattern)))])
	some character in ["0", "x"]
	value := replace(open, overlap.single, character)
} if {
	count(pattern) > 1
}

_from(character, other) := other if character == overlap.single

_from(character, _) := character if character != overlap.single

_parts(pattern, fresh) := {substring(fresh, start, end - start) |
	head := count(pattern[0])
	some start in _starts(pattern[0], fresh, head)
	some end in (_borders(fresh) | {count(fresh), (start + count(fresh)) - count(concat("", pattern))})
	end >= start
}

_starts(head, fresh, length) := {length} if startswith(fresh, head)

else := _borders(fresh) | {length}

_borders(text) := {0} | {border |
	some separator in [":", "/"]
	parts := split(text, separator)
	some i, _ in parts
	i > 0
	end := count(concat(separator, array.slice(parts, 0, i)))
	some border in [end, end + 1]
}
