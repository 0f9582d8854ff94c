# METADATA
# title: Names of secrets to try
# description: |
#   Fills the wildcards of a pattern for names with characters that no other pattern has: what matches the filled name then
#   matches every name of the same form. Only the lengths of the fillings matter, up to the number of `?` that could take
#   them.
package smguard.lib.invent.name

import data.smguard.lib.meaning.glob

_letters := split("xqzjkvwyQXZJKVWY7890123456abcdefghilmnoprstuABCDEFGHILMNOPRSTU", "")

_symbols := split("@+=!._/", "")

# METADATA
# description: |
#   What to fill names with, given all patterns for names in a document: {"word": a plain word, "character", "lengths": of
#   fillings, "suffix": six characters, "all": false if the characters run out}
fillings(patterns, texts) := {
	"word": texts.name,
	"character": array.concat(free, [texts.character])[0],
	"lengths": array.concat([1, 0], [n | some n in numbers.range(1, longest); n > 1]),
	"suffix": suffix.text,
	"all": [free != [], suffix.sure] == [true, true],
} if {
	written := concat("\n", patterns)
	tried := array.concat([texts.character], array.concat(_letters, _symbols))
	free := [character | some character in tried; not contains(written, character)]
	longest := 1 + max(array.concat([0], [_marks(pattern) | some pattern in patterns]))
	suffix := _suffix(patterns, texts)
}

# The number of `?` that can be before the suffix.
_marks(pattern) := count(split(trim_suffix(pattern, _end(pattern, 7)), "?")) - 1

# The last characters of a pattern, behind its last `*`.
_end(pattern, most) := substring(last, max([0, count(last) - most]), -1) if {
	pieces := split(pattern, "*")
	last := pieces[count(pieces) - 1]
}

# Six characters that only `?` and `*` match at the end of a name.
_suffix(patterns, texts) := _unmet(
	{_end(pattern, 6) | some pattern in patterns; not glob.wild(pattern)},
	concat("\n", {piece | some pattern in patterns; some piece in _over_suffix(pattern)}),
	texts,
)

_unmet(exact, written, texts) := {"text": texts.suffix, "sure": true} if {
	not texts.suffix in exact
	_free(texts.suffix, written)
}

else := {"text": found[0], "sure": true} if {
	tried := array.concat([texts.other_suffix], [replace("??????", "?", letter) | some letter in _letters])
	found := [text | some text in tried; not text in exact; _free(text, written)]
	found != []
}

else := {"text": texts.suffix, "sure": false}

_free(text, written) if {
	every character in split(text, "") {
		not contains(written, character)
	}
}

# The parts of a pattern that can match a part of a suffix. One without wildcards matches a suffix only as a whole.
_over_suffix(pattern) := {_end(pattern, 6)} if {
	not contains(pattern, "*")
	contains(pattern, "?")
}

_over_suffix(pattern) := ({piece | some piece in array.slice(pieces, 1, last)} | {_end(pattern, 6)}) | begun if {
	contains(pattern, "*")
	pieces := split(pattern, "*")
	last := count(pieces) - 1
	begun := {match[0] | some match in regex.find_all_string_submatch_n(`[-?][A-Za-z0-9?]{1,6}\z`, pieces[0], 1)}
}

_over_suffix(pattern) := set() if not glob.wild(pattern)

# METADATA
# description: |
#   The names that a pattern for the part before the suffix and one for the suffix match, the plainest first:
#   {"names", "all": false if there are more combinations of lengths than are tried}
filled(base, suffix, fillings) := {
	"names": [concat("", [text, "-", end]) | some text in array.concat([plain], others); text != ""],
	"all": total <= _most,
} if {
	pieces := split(replace(base, "?", fillings.character), "*")
	end := _ended(suffix, fillings.suffix)
	plain := concat(fillings.word, pieces)
	total := product([count(fillings.lengths) | some i, _ in pieces; i > 0])
	others := _filled(pieces, fillings, total)
}

# METADATA
# description: the number of combinations of lengths that are tried for a pattern
_most := 81

_ended(suffix, _) := suffix if not contains(suffix, "?")

_ended("??????", text) := text

_ended(suffix, text) := concat("", [character |
	some i, written in split(suffix, "")
	character := {true: substring(text, i, 1), false: written}[written == "?"]
]) if {
	contains(suffix, "?")
	suffix != "??????"
}

_filled([_], _, _) := []

# Combinations are numbered in mixed radix, one digit for each `*`.
_filled(pieces, fillings, total) := [concat("", parts) |
	most := max(fillings.lengths)
	long := concat("", [fillings.character | some _ in numbers.range(0, most)])
	radix := count(fillings.lengths)
	some n in numbers.range(0, min([total, _most]) - 1)
	parts := [concat("", [piece, substring(long, 0, length)]) |
		some i, piece in pieces
		length := _length(fillings.lengths, n, radix, i, count(pieces) - 1)
	]
] if {
	count(pieces) > 1
}

_length(_, _, _, i, last) := 0 if i == last

_length(lengths, n, radix, i, last) := lengths[floor(n / stride) % radix] if {
	i < last
	stride := product([radix | some _ in numbers.range(1, i); i > 0])
}

# METADATA
# description: |
#   the number of leading characters of a name that a pattern for it spells out, 512 if only its suffix is open
spelled(base, suffix) := 512 if {
	suffix == "??????"
	not glob.wild(base)
}

else := (count(base) + 1) + count(glob.literal_prefix(suffix)) if not glob.wild(base)

else := count(glob.literal_prefix(base))
