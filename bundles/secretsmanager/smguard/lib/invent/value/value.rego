# METADATA
# title: Values of condition keys
# description: |
#   Values worth trying for a condition key, given its facts and the entries on it: values that the entries name, values
#   that match their patterns or just miss them, and values that no entry names.
package smguard.lib.invent.value

import data.smguard.lib.invent.account
import data.smguard.lib.invent.block
import data.smguard.lib.invent.overlap
import data.smguard.lib.invent.region
import data.smguard.lib.invent.representative
import data.smguard.lib.invent.word
import data.smguard.lib.meaning.calendar
import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.network
import data.smguard.lib.meaning.operator

# METADATA
# description: values of a key that the caller can choose, with one of each kind that makes a difference to the entries
open(known, mine) := array.concat(tried, more(known, mine, representative.of(known, mine).texts, tried)) if {
	tried := plain(known, mine)
}

# METADATA
# description: |
#   true if one of these values does what every entry wants, so that no others are needed; those that no entry names are
#   tried first
suffice(known, mine, texts) if {
	some text in array.concat([text | some text in known.fresh; text in texts], texts)
	every entry in mine {
		wanted(entry, [text])
	}
}

# METADATA
# description: the number of values that `more` gives at most
most := 64

# METADATA
# description: |
#   true if an entry wants these values: that of an Allow wants to hold, that of a Deny or a guard to fail. Each reads a
#   doubtful comparison as it wants it, so an entry that is lenient wants to be matched, and any other wants not to.
wanted(entry, values) if {
	permits(entry)
	operator.holds(entry, values)
}

wanted(entry, values) if {
	not permits(entry)
	not operator.holds(entry, values)
}

# METADATA
# description: true if the entry is that of an Allow
permits(entry) if entry.lenient != entry.negated

# METADATA
# description: values of a key that the caller can choose, of the key's form; those that the entries name come first
plain(known, mine) := array.concat(
	[value |
		some entry in mine
		some value in instances(entry)
		_text(value)
		well_formed(known, value)
	],
	array.concat(
		_formed(known, mine),
		[value | some value in _fresh(known, mine); well_formed(known, value)],
	),
)

# METADATA
# description: those of the needed values that have the key's form and are not among the plain ones
more(known, mine, needed, tried) := texts if {
	texts := [text |
		some text in needed
		_text(text)
		well_formed(known, text)
		not text in tried
	]
	count(texts) <= most
}

# Of values that the same entries want, one.
else := array.slice([pair[1] | some i, pair in sorted; _begins(sorted, i)], 0, most) if {
	sorted := sort([[_served(mine, [text]), text] |
		some text in needed
		_text(text)
		well_formed(known, text)
		not text in tried
	])
}

_begins(_, 0)

_begins(sorted, i) if {
	i > 0
	sorted[i - 1][0] != sorted[i][0]
}

# METADATA
# description: |
#   true if for each of the values needed, one of those given (lists, or null for absence) is wanted by the same entries
#   and perhaps by more
cover(mine, needed, given) if {
	sets := {_served(mine, values) | some values in given}
	every set in {_served(mine, [text]) | some text in needed; _text(text)} {
		_met(set, sets)
	}
}

_met(set, sets) if set in sets

_met(set, sets) if {
	some other in sets
	count(set - other) == 0
}

# The entries that want a value, by number.
_served(mine, values) := {i | some i, entry in mine; wanted(entry, values)}

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

else := array.concat(array.slice(known.fresh, 0, 2), _sessions(known, mine)) if mine[0].key == "aws:userid"

# These are all the types there are.
else := known.fresh if mine[0].key == "aws:principaltype"

else := array.slice(known.fresh, 0, 2)

# The name of a session is the caller's own choice, the role is not.
_sessions(known, mine) := [text |
	some entry in mine
	entry.test == "like"
	role := concat("", [split(known.fresh[0], ":")[0], ":"])
	some text in word.of(object.union(known, {"forms": {[role, ""]}}), mine).texts
	regex.match(`\A[A-Z0-9]+:[A-Za-z0-9_+=,.@-]{2,64}\z`, text)
	startswith(text, role)
]

# METADATA
# description: |
#   The facts about a key with fresh values that the entries do not name: other values of that kind replace those that a
#   pattern matches by more than what all of the kind have in common.
unnamed(known, mine) := known if not _names_one(known, mine)

else := object.union(known, {"fresh": [_unnamed(text, mine) | some text in known.fresh]})

_names_one(known, mine) if {
	known.type in {"string", "arn"}
	some text in known.fresh
	some entry in mine
	entry.test in {"equals", "ignorecase", "like", "arn"}
	_matched(entry, text)
}

_unnamed(text, mine) := found[0] if {
	found := [other | some other in array.concat([text], kin(text)); not _caught(other, text, mine)]
	found != []
}

else := found[0] if {
	found := [other | some other in _of_one_letter(text); not _caught(other, text, mine)]
	found != []
}

else := text

_of_one_letter(text) := [other | some letter in _letters; other := replace(text, "z", letter)] if contains(text, "zzzz")

else := [other | some letter in _letters; other := replace("zzzzzzzzz", "z", letter)] if startswith(text, "any-")

else := []

_letters := [
	"m", "r", "w", "b", "d", "f", "g", "h", "l", "n", "p", "s", "t", "u", "y", "c", "e", "i", "a", "o",
	"q", "x", "j", "k", "v", "z", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
]

_caught(other, text, mine) if {
	some entry in mine
	entry.test in {"equals", "ignorecase", "like", "arn"}
	some value in entry.values
	single := object.union(entry, {"values": [value]})
	_matched(single, other)
	some another in array.concat([text], kin(text))
	not _matched(single, another)
}

_matched(entry, text) if operator.holds(object.union(entry, {"negated": false, "set": ""}), [text])

# METADATA
# description: values that differ from a made-up one only in what is made up
kin(text) := [other | some names in _names; other := strings.replace_n(names, text); other != text]

_names := [
	{"any": "odd", "999988887777": "535308642197", "000011112222": "646413579208", "zz": "kq", "0f0f": "b3d5", "ANYROLE0": "KQXROLE7", "ANYUSER0": "KQXUSER7"},
	{"any": "mit", "999988887777": "271869403528", "000011112222": "382970514639", "zz": "6v", "0f0f": "7a2c", "ANYROLE0": "JHVROLE3", "ANYUSER0": "JHVUSER3"},
	{"any": "kul", "999988887777": "808142753964", "000011112222": "917253864075", "zz": "jb", "0f0f": "d91e", "ANYROLE0": "WZPROLE5", "ANYUSER0": "WZPUSER5"},
	{"any": "vep", "999988887777": "140637298501", "000011112222": "250748309613", "zz": "8w", "0f0f": "48b6", "ANYROLE0": "GMFROLE2", "ANYUSER0": "GMFUSER2"},
	{"any": "jor", "999988887777": "463920817350", "000011112222": "574031928461", "zz": "hy", "0f0f": "e5c0", "ANYROLE0": "BTLROLE9", "ANYUSER0": "BTLUSER9"},
	{"any": "wix", "999988887777": "794253140682", "000011112222": "805364251794", "zz": "3n", "0f0f": "2d79", "ANYROLE0": "NCSROLE4", "ANYUSER0": "NCSUSER4"},
]

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
_formed(known, mine) := [region | some region in known.fresh; _starred(mine, region)] if representative.regional(known)

else := array.slice(
	sort({value |
		known.format
		some entry in mine
		entry.test in {"like", "arn"}
		some pattern in entry.values
		glob.wild(pattern)
		some fresh in known.fresh
		some value in word.fitted(overlap.pieces(pattern), fresh)
		regex.match(known.format, value)
	}),
	0, 64,
)

_starred(mine, region) if {
	some entry in mine
	entry.test in {"like", "arn"}
	some pattern in entry.values
	glob.wild(pattern)
	glob.matches(pattern, region)
}

_fresh(known, mine) := ["true", "false"] if known.type == "bool"

else := array.slice(known.fresh, 0, 2) if representative.regional(known)

else := array.concat(known.fresh, _unlike(known, mine))

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

instances(entry) := [text | some value in entry.values; some text in block.near(value)] if entry.test == "ip"

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
