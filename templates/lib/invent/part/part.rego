# METADATA
# title: ARNs as values
# description: Representatives of the values of a key that holds ARNs, part by part.
package smguard.lib.invent.part

import data.smguard.lib.invent.account
import data.smguard.lib.invent.overlap
import data.smguard.lib.invent.region
import data.smguard.lib.invent.word
import data.smguard.lib.meaning.glob

# METADATA
# description: see smguard.lib.invent.representative; the entries compare strings or ARNs
of(known, mine) := {
	"texts": sort({value | some value in word.formed(known, word.literals(mine))} | {value | some one in built; some value in one.texts}),
	"counted": overlap.whole([
		word.spelled(mine), filler.counted, found.counted,
		word.every_gap({pattern[5] | some pattern in found.patterns}, lengths),
		count([one | some one in built; not one.counted]) == 0,
	]),
} if {
	filler := word.rare(known, mine)
	lengths := word.gaps([_named(pattern) | some pattern in word.unwanted(mine)])
	found := overlap.combined(_forms(known), _wanted(mine))
	narrow := _narrow(mine)
	built := {_built(known, narrow, pattern, filler.character, lengths) | some pattern in found.patterns}
}

# The last part of a pattern of an ARN.
_named(pattern) := concat(":", array.slice(parts, 5, count(parts))) if {
	parts := split(pattern, ":")
	count(parts) > 5
}

else := pattern

# What the ARNs of a key have in common, by the fresh ones: all up to the name.
_forms(known) := {form | some fresh in known.fresh; form := _form(split(fresh, ":"))} | {open | open := _open; not known.format}

_open := [["arn"], ["", ""], ["", ""], ["", ""], ["", ""], ["", ""]]

_form(parts) := [["arn"], ["aws", ""], [parts[2]], _open_unless_empty(parts[3]), _open_unless_empty(parts[4]), _name(concat(":", array.slice(parts, 5, count(parts))))] if {
	count(parts) > 5
}

_open_unless_empty("") := [""]

_open_unless_empty(text) := ["", ""] if text != ""

_name(text) := [found, ""] if found := regex.find_all_string_submatch_n(`\A[^/:]*[/:]`, text, 1)[0][0]

else := [text]

# The patterns of each entry that wants a match, in parts.
_wanted(mine) := sort({patterns |
	some entry in mine
	entry.test in {"like", "arn"}
	entry.lenient
	patterns := {parts | some value in entry.values; glob.wild(value); some parts in _in_parts(entry.test, value)}
	patterns != set()
})

_in_parts("arn", value) := {_six(split(value, ":"))} if count(split(value, ":")) > 5

else := {_open} if trim(value, "*") == ""

else := _laid_out(value)

_in_parts("like", value) := _laid_out(value)

# A star of a string can stand for colons: one of its stars for all that are missing to an ARN, or two for some each. The
# names of some ARNs have a colon too.
_laid_out(value) := {parts |
	some whole in [6, 7]
	missing := whole - count(split(value, ":"))
	missing >= 0
	some text in _extended(split(value, "*"), missing)
	parts := _six(split(text, ":"))
} if {
	count(split(value, ":")) < 8
}

else := {_six(split(value, ":"))}

_extended(chunks, 0) := {concat("*", chunks)}

_extended(chunks, missing) := {text |
	missing > 0
	some i, _ in chunks
	i > 0
	text := concat("", [concat("*", array.slice(chunks, 0, i)), _star(missing), concat("*", array.slice(chunks, i, count(chunks)))])
} | {text |
	missing > 1
	some i, _ in chunks
	some j, _ in chunks
	i > 0
	i < j
	some colons in numbers.range(1, missing - 1)
	text := concat("", [
		concat("*", array.slice(chunks, 0, i)), _star(colons),
		concat("*", array.slice(chunks, i, j)), _star(missing - colons),
		concat("*", array.slice(chunks, j, count(chunks))),
	])
} if {
	missing > 0
}

_star(colons) := concat("", ["*", concat("", [":*" | some _ in numbers.range(1, colons)])])

_six(parts) := array.concat(
	[overlap.pieces(part) | some part in array.slice(parts, 0, 5)],
	[overlap.pieces(concat(":", array.slice(parts, 5, count(parts))))],
)

# By part, the patterns that are not to be matched, but for those that every such part matches.
_narrow(mine) := [{part |
	some value in word.unwanted(mine)
	parts := split(value, ":")
	count(parts) > 5
	part := parts[i]
	not part in {"*", "", "????????????"}
} |
	some i in [0, 1, 2, 3, 4]
]

# ARNs of a pattern. A part that it leaves open is one that no other pattern spells out, if there is such a part.
_built(known, narrow, pattern, filler, lengths) := {"texts": set(), "counted": true} if {
	known.format
	not _possible(pattern)
}

else := {
	"texts": (filled | {text | not _formed(known, filled); some name in _names(known, pattern[5]); text := concat("", [head, name])}),
	"counted": count([one | some one in chosen; not one.counted]) == 0,
} if {
	chosen := [_chosen(known, narrow[i], pattern[i], i) | some i in [0, 1, 2, 3, 4]]
	count(chosen) == 5
	head := concat("", [part | some one in chosen; some part in [one.text, ":"]])
	filled := {concat("", [head, name]) | some name in overlap.fillings(pattern[5], filler, lengths)}
}

else := {"texts": set(), "counted": false}

_possible(pattern) if {
	regex.match(`\A[0-9]{0,12}\z`, concat("", [replace(part, overlap.single, "0") | some part in pattern[4]]))
	regex.match(`\A[a-z0-9-]*\z`, concat("", [replace(part, overlap.single, "0") | some part in pattern[3]]))
}

_formed(known, _) if not known.format

_formed(known, texts) if {
	some text in texts
	regex.match(known.format, text)
}

_names(known, pattern) := {name |
	some fresh in known.fresh
	parts := split(fresh, ":")
	some name in word.fitted(pattern, concat(":", array.slice(parts, 5, count(parts))))
}

_chosen(_, _, [part], _) := {"text": part, "counted": true} if not contains(part, overlap.single)

_chosen(known, narrow, pattern, i) := {"text": free[0], "counted": true} if {
	free := [option | some option in _fitting(known, pattern, i); not glob.any_matches(narrow, option)]
	free != []
	_open_part(pattern)
}

else := {"text": _fitting(known, pattern, i)[0], "counted": false} if _open_part(pattern)

_open_part(pattern) if count(pattern) > 1

_open_part([part]) if contains(part, overlap.single)

_fitting(known, pattern, i) := [option | some option in _options(known, written, i); glob.matches(written, option)] if {
	written := replace(concat("*", pattern), overlap.single, "?")
}

_options(known, pattern, i) := array.concat(
	[option | some fresh in known.fresh; option := split(fresh, ":")[i]; option != ""],
	array.concat(_more(pattern, i), ["" | not known.format]),
)

_more(_, 0) := ["arn"]

_more(_, 1) := ["aws", "aws-us-gov", "aws-cn"]

_more(_, 2) := ["iam", "s3", "events", "sns", "sqs"]

_more(pattern, 3) := array.concat(["us-east-1", "il-central-1", "mx-central-1", "eu-west-1", "ap-southeast-2"], [region.matched(pattern, "us-east-1")])

_more(pattern, 4) := array.concat(_accounts, [text | text := account.matched(pattern, "999988887777")])

_accounts := ["999988887777", "535308642197", "271869403528"]
