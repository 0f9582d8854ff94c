# METADATA
# title: Values of condition keys
# description: |
#   Values worth trying for a condition key, given its facts and the entries on it: values that the entries name, values
#   that match their patterns or just miss them, and values that no entry names.
package smguard.lib.invent.value

import data.smguard.lib.invent.account
import data.smguard.lib.invent.region
import data.smguard.lib.meaning.calendar
import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.network

# METADATA
# description: values of a key that the caller can choose; those that the entries name come first
open(known, mine) := array.concat(
	[value |
		some entry in mine
		some value in instances(entry)
		_text(value)
		well_formed(known, value)
	],
	array.concat(
		array.concat(_formed(known, mine), [value | some value in _crossed(mine); _fits(known, value); well_formed(known, value)]),
		[value | some value in _fresh(known, mine); well_formed(known, value)],
	),
)

# METADATA
# description: |
#   values that the patterns of entries suggest, whether or not they fit the key's format: not every pattern shows whether
#   a value of that format matches it
unformed(mine) := [value |
	some entry in mine
	entry.test in {"like", "arn"}
	wild := [pattern | some pattern in entry.values; glob.wild(pattern)]
	some value in instances(object.union(entry, {"values": wild}))
	_text(value)
]

# METADATA
# description: the values of an entry that no request has, since they are compared literally and do not fit the key's format
nobodys(known, entry) := [value |
	known.format
	some value in entry.values
	_has_not_the_form(known, entry, value)
]

_has_not_the_form(known, entry, value) if {
	_literal(entry.test, value)
	not _like_form(entry.test, known, value)
}

# Whatever else such a pattern leaves open: the key holds the ARN of the role.
_has_not_the_form(_, entry, value) if {
	entry.key == "aws:principalarn"
	entry.test in {"like", "arn"}
	glob.wild(value)
	contains(value, ":assumed-role/")
}

_literal(test, _) if test in {"equals", "ignorecase", "bool"}

_literal(test, value) if {
	test in {"like", "arn"}
	not glob.wild(value)
}

_like_form(_, known, value) if well_formed(known, value)

_like_form("bool", known, value) if well_formed(known, lower(value))

_like_form("ignorecase", known, value) if regex.match(concat("", ["(?i)", known.format]), value)

# METADATA
# description: values of a key that a stranger has although no entry names them
closed(known, mine) := ["false"] if known.type == "bool"

else := [address | some address in known.fresh; not _named(address, mine)] if known.type == "ip"

else := array.concat(known.fresh, _own_arns(mine)) if known.type == "arn"

else := known.fresh

_text(value) if {
	value != ""
	not contains(value, "\uE000")
}

# METADATA
# description: true if the value fits the key's format
well_formed(known, _) if not known.format

well_formed(known, value) if regex.match(known.format, value)

# The stand-in for the value of a variable has no format.
well_formed(_, value) if startswith(value, "own-")

# If a pattern leaves the account open, a stranger has such an ARN in an account of their own.
_own_arns(mine) := [value |
	some entry in mine
	some pattern in entry.values
	parts := split(pattern, ":")
	count(parts) > 5
	glob.wild(parts[4])
	some value in _arns(pattern)
]

# An address does not belong to a stranger if it lies in a named network that somebody could own.
_named(address, mine) if {
	some entry in mine
	entry.test == "ip"
	some written in entry.values
	not _wide(written)
	net.cidr_contains(network.of(written), address)
}

_wide(network) if to_number(split(network, "/")[1]) < 8

# Values with a certain format that a pattern matches: its first `*` filled with a part of a fresh value, so that the
# whole has the format.
_formed(known, mine) := array.slice(
	sort({value |
		known.format
		some entry in mine
		entry.test in {"like", "arn"}
		some pattern in entry.values
		glob.wild(pattern)
		some fresh in known.fresh
		some value in _filled(split(pattern, "*"), fresh)
		regex.match(known.format, value)
	}),
	0, 64,
)

# METADATA
# description: strings that a pattern with wildcards matches, its first `*` filled with parts of one of the fresh values
fitting(pattern, fresh) := sort({text | some plain in fresh; some text in _filled(split(pattern, "*"), plain)})

_filled(pieces, fresh) := {value |
	some filling in _fillings(pieces, fresh)
	some rest in ["", "any"]
	text := concat("", [pieces[0], filling, concat(rest, array.slice(pieces, 1, count(pieces)))])
	some character in _characters(text)
	value := replace(text, "?", character)
} if {
	count(pieces) > 1
}

_filled([text], fresh) := {replace(text, "?", character) | some character in _characters(text)} if is_string(fresh)

_characters(text) := {"0", "x"} if contains(text, "?")

_characters(text) := {""} if not contains(text, "?")

# Parts of a fresh value from the end of the pattern's beginning, up to each of its borders, and of the missing length.
_fillings(pieces, fresh) := {substring(fresh, start, end - start) |
	head := count(pieces[0])
	starts := _starts(pieces[0], fresh, head)
	some start in starts
	some end in (_borders(fresh) | {count(fresh), (start + count(fresh)) - count(concat("", pieces))})
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

# A value that matches two patterns: the wildcards of one filled with the string that the other spells out.
_crossed(mine) := [] if sum([count(entry.values) | some entry in mine]) > _few

else := [value |
	some i, entry in mine
	some j, other in mine
	i != j
	some pattern in entry.values
	some filling in other.values
	entry.test in {"like", "arn"}
	value := replace(replace(pattern, "*", replace(filling, "*", "")), "?", "x")
	value != ""
]

# With more patterns than this, values are not combined pairwise.
_few := 16

_fits(known, _) if known.type != "arn"

_fits(known, value) if {
	known.type == "arn"
	regex.match(`\Aarn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:[^*?]+\z`, value)
}

_fresh(known, _) := ["true", "false"] if known.type == "bool"

_fresh(known, mine) := array.concat(known.fresh, _unlike(known, mine)) if known.type != "bool"

# A string of a character that no entry contains.
_unlike(known, mine) := [concat("", [rare | some _ in numbers.range(1, 9)])] if {
	known.type == "string"
	said := concat("", [value | some entry in mine; some value in entry.values])
	rare := [character |
		some character in ["z", "q", "x", "j", "k", "v", "Z", "Q", "7", "3", "_"]
		not contains(lower(said), lower(character))
	][0]
}

else := []

# METADATA
# description: values near those that an entry names; some match it, some just miss it
instances(entry) := entry.values if entry.test == "equals"

instances(entry) := [text | some value in entry.values; some text in [value, upper(value), lower(value)]] if entry.test == "ignorecase"

instances(entry) := [lower(value) | some value in entry.values; lower(value) in {"true", "false"}] if entry.test == "bool"

instances(entry) := [text | some value in entry.values; some text in _like(value)] if entry.test == "like"

instances(entry) := [text | some value in entry.values; some text in _arns(value)] if entry.test == "arn"

instances(entry) := [text | some value in entry.values; some text in _addresses(value)] if entry.test == "ip"

instances(entry) := [text |
	some value in entry.values
	number := to_number(value)
	some near in [number, number - 1, number + 1]
	text := json.marshal(near)
] if {
	entry.test == "number"
}

instances(entry) := array.concat(
	entry.values,
	[text |
		some value in entry.values
		seconds := calendar.seconds(value)
		some near in [seconds + 1, seconds - 1]
		text := calendar.moment(near)
	],
) if {
	entry.test == "date"
}

instances(entry) := [] if entry.test == "null"

_like(pattern) := [pattern] if not glob.wild(pattern)

_like(pattern) := [replace(replace(pattern, "?", character), "*", text) |
	some character in ["x", "7"]
	some text in ["", "any"]
] if {
	glob.wild(pattern)
}

_arns(pattern) := [pattern] if not glob.wild(pattern)

_arns(pattern) := [text |
	parts := split(pattern, ":")
	count(parts) >= 6
	text := concat(":", array.concat(
		[
			_part(parts[0], "arn"),
			_part(parts[1], "aws"),
			_part(parts[2], "iam"),
			_region(parts[3]),
			_account(parts[4]),
		],
		[replace(replace(concat(":", array.slice(parts, 5, count(parts))), "?", "x"), "*", "any")],
	))
] if {
	glob.wild(pattern)
	count(split(pattern, ":")) >= 6
}

_arns(pattern) := _like(pattern) if {
	glob.wild(pattern)
	count(split(pattern, ":")) < 6
}

_part(text, filler) := filler if glob.matches(text, filler)

else := replace(replace(text, "?", "x"), "*", "any")

# An ARN with an open region gets no region.
_region(text) := "" if trim(text, "*") == ""

else := region.matched(text, "us-east-1")

_account(text) := found if found := account.matched(text, "999988887777")

else := text

# The first and the last address of a network and their neighbours; for an unusual notation, its address and others with
# the same beginning.
_addresses(written) := [_dotted(address) | some address in [first, last, last + 1, first - 1]; address >= 0; address < 4294967296] if {
	parts := regex.find_all_string_submatch_n(`\A([0-9]+)\.([0-9]+)\.([0-9]+)\.([0-9]+)/([0-9]+)\z`, written, 1)[0]
	numbers := [to_number(part) | some i, part in parts; i > 0]
	numbers[4] <= 32
	size := bits.lsh(1, 32 - numbers[4])
	address := (((((numbers[0] * 256) + numbers[1]) * 256) + numbers[2]) * 256) + numbers[3]
	first := address - (address % size)
	last := (first + size) - 1
}

else := [text |
	start := trim_suffix(split(written, "/")[0], "::")
	some end in ["::", "::1", "::ffff", ":8000::1", ":4000::1", ":c000::1"]
	text := concat("", [start, end])
] if {
	endswith(split(written, "/")[0], "::")
}

else := [split(written, "/")[0]]

_dotted(address) := concat(".", [json.marshal(part) |
	some shift in [24, 16, 8, 0]
	part := bits.and(bits.rsh(address, shift), 255)
])
