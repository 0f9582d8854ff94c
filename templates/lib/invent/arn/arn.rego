# METADATA
# title: Secret ARNs
# description: |
#   Finds concrete secret ARNs that a pattern of a Resource element matches. An instance is {"arn", "spelled": the
#   number of leading characters of the name that this or another pattern spells out}.
package smguard.lib.invent.arn

import data.smguard.lib.meaning.glob

_secret := `\Aarn:aws[a-z-]*:secretsmanager:[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+-[A-Za-z0-9]{6}\z`

# The usual pattern of good policies: a name with an open suffix.
_exact := `\Aarn:aws[a-z-]*:secretsmanager:[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+-[?]{6}\z`

# METADATA
# description: true if a real secret could have this ARN
possible(arn) if regex.match(_secret, arn)

# METADATA
# description: true if a pattern names a secret without its random suffix, so that it matches no secret at all
bare(pattern) if {
	parts := split(pattern, ":")
	parts[5] == "secret"
	name := concat(":", array.slice(parts, 6, count(parts)))
	pieces := split(name, "*")
	_no_suffix(pieces, pieces[count(pieces) - 1])
}

# The part after the last wildcard is too long for the suffix to begin before it, and does not end in a suffix.
_no_suffix(_, last) if {
	count(last) > 6
	not regex.match(`[-?][A-Za-z0-9?]{6}\z`, last)
}

_no_suffix(_, last) if {
	count(last) == 6
	not regex.match(`\A[A-Za-z0-9?]{6}\z`, last)
}

_no_suffix([_], last) if count(last) < 7

# METADATA
# description: the plainest instance of a pattern; undefined if the pattern matches no secret, or if only candidates finds one
plain(pattern, fresh) := {
	"arn": concat("", ["arn:", fresh.partition, ":secretsmanager:", fresh.region, ":", fresh.account, ":secret:", fresh.name, "-", fresh.suffix]),
	"spelled": 0,
	"pattern": "*",
	"written": 0,
	"open": true,
} if {
	pattern == "*"
}

else := {
	"arn": replace(pattern, "?", fresh.character),
	"spelled": 512,
	"pattern": pattern,
	"written": 512,
	"open": false,
} if {
	regex.match(_exact, pattern)
}

else := {"arn": arn, "spelled": written, "pattern": pattern, "written": written, "open": _open(name)} if {
	parts := split(pattern, ":")
	parts[0] == "arn"
	parts[5] == "secret"
	parts[2] == "secretsmanager"
	name := concat(":", array.slice(parts, 6, count(parts)))
	written := _written(name)
	arn := concat("", [_head(parts, fresh), _plain_name(name, fresh)])
	possible(arn)
}

# The number of leading characters of a name that a pattern spells out; all if only the suffix is open.
_written(name) := 512 if {
	regex.match(`[-?][?]{6}\z`, name)
	not glob.wild(substring(name, 0, count(name) - 7))
}

else := count(glob.literal_prefix(name))

_head(parts, fresh) := concat(":", array.concat(array.slice(parts, 0, 6), [""])) if {
	not glob.wild(concat(":", array.slice(parts, 0, 6)))
}

else := concat("", [
	"arn:", _filled(parts[1], fresh.partition),
	":secretsmanager:", region(parts[3], fresh.region),
	":", _account(parts[4], fresh.account),
	":secret:",
])

# 12 digits that the pattern matches, with zeros for wildcards.
_account(segment, filler) := filler if glob.matches(segment, filler)

else := concat("", [pieces[0], substring("000000000000", 0, max([0, missing])), concat("", array.slice(pieces, 1, count(pieces)))]) if {
	digits := replace(segment, "?", "0")
	pieces := split(digits, "*")
	missing := 12 - count(concat("", pieces))
}

_filled(segment, filler) := segment if not glob.wild(segment)

else := filler if glob.matches(segment, filler)

else := replace(replace(segment, "?", "0"), "*", substring(filler, min([count(segment) - 1, count(filler)]), -1))

_plain_name(name, fresh) := replace(replace(_hyphened(name), "?", fresh.character), "*", fresh.name) if not endswith(name, "*")

else := concat("", [replace(replace(trim_suffix(name, "*"), "?", fresh.character), "*", fresh.name), fresh.name, "-", fresh.suffix])

# A `?` in the place of the hyphen before the suffix can only match that hyphen.
_hyphened(name) := concat("", [substring(name, 0, count(name) - 7), "-", substring(name, count(name) - 6, -1)]) if {
	regex.match(`\?[A-Za-z0-9?]{6}\z`, name)
}

else := name

# METADATA
# description: a region that a pattern matches, the filler if possible
region(pattern, filler) := filler if glob.matches(pattern, filler)

else := found[0] if {
	found := [name | some name in _regions; glob.matches(pattern, name)]
	found != []
}

else := _filled(pattern, filler)

# Regions of AWS, the larger ones first: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
_regions := [
	"us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1", "us-east-2", "us-west-1",
	"ca-central-1", "sa-east-1", "eu-west-2", "eu-west-3", "eu-north-1", "eu-south-1", "eu-south-2", "eu-central-2",
	"ap-south-1", "ap-south-2", "ap-east-1", "ap-east-2", "ap-northeast-2", "ap-northeast-3", "ap-southeast-2",
	"ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "af-south-1", "il-central-1",
	"me-central-1", "me-south-1", "mx-central-1", "ca-west-1", "us-gov-west-1", "us-gov-east-1", "cn-north-1",
	"cn-northwest-1", "us-iso-east-1", "us-iso-west-1", "us-isob-east-1", "eu-isoe-west-1",
]

# METADATA
# description: an account that a pattern matches, the filler if possible
account(pattern, filler) := _account(pattern, filler)

# METADATA
# description: |
#   the ARN pattern for a string that names a secret: its ARN, its ARN without the suffix, or its name
asked(text) := text if {
	startswith(text, "arn:")
	not bare(text)
}

else := concat("", [text, "-??????"]) if startswith(text, "arn:")

else := concat("", ["arn:aws:secretsmanager:*:*:secret:", text, "-??????"])

# METADATA
# description: |
#   the condition keys whose values the requested secret determines, each with all possible values:
#   a caller names a secret by its ARN, by its ARN without the suffix, or by its name
keys("*") := {}

keys(arn) := {
	"aws:requestedregion": [[parts[3]]],
	"aws:resourceaccount": [[parts[4]]],
	"secretsmanager:secretid": [[arn], [name], [substring(arn, 0, count(arn) - 7)]],
	"secretsmanager:name": [[name]],
} if {
	arn != "*"
	parts := split(arn, ":")
	name := substring(parts[6], 0, count(parts[6]) - 7)
}

# METADATA
# description: |
#   many instances, for documents whose Deny statements, NotResource elements or unusual wildcards need them: every `*`
#   filled with a fresh string, with nothing and with the strings that other patterns spell out, in several regions and
#   accounts, the plainer ones first. Each is a possible ARN that the pattern matches.
candidates(pattern, fresh, others) := [ranked[1] | some ranked in sort({[_rank(arn, fresh), instance] |
	some name_pattern in _name_patterns(pattern)
	some name in _names(name_pattern, fresh, others)
	some head in _heads(pattern, fresh)
	arn := concat("", [head, name.text])
	glob.matches(pattern, arn)
	possible(arn)
	instance := {
		"arn": arn,
		"spelled": name.spelled,
	}
})]

_rank(arn, fresh) := 0 if {
	startswith(arn, "arn:aws:")
	contains(arn, fresh.name)
}

else := 1 if startswith(arn, "arn:aws:")

else := 2

# The part of a pattern for the name. A `*` can match colons, so fewer segments may come before it.
_name(parts) := concat(":", array.slice(parts, 6, count(parts))) if {
	count(parts) > 6
	glob.matches(parts[5], "secret")
}

else := concat(":", array.slice(parts, place + 1, count(parts))) if {
	place := [i | some i, part in parts; part == "secret"][0]
	contains(concat(":", array.slice(parts, 0, place)), "*")
}

# Names have no colons, so the part after the last colon is a name unless it is an earlier segment.
else := last if {
	contains(concat(":", array.slice(parts, 0, count(parts) - 1)), "*")
	last := parts[count(parts) - 1]
	_no_place(last)
}

_no_place(text) if not contains(text, "*")

_no_place(text) if {
	head := split(text, "*")[0]
	not startswith("secret:", head)
	not regex.match(`\A(?:[0-9?]*|[aceimsu?][a-z0-9?-]*)\z`, head)
}

# In a pattern such as arn:aws:secretsmanager:*prod* the beginning of the name is unknown.
_name_patterns(pattern) := {name} if name := _name(split(pattern, ":"))

else := {"*", last, substring(last, max([0, indexof(last, "*")]), -1)} if {
	parts := split(pattern, ":")
	last := parts[count(parts) - 1]
}

_heads(pattern, fresh) := {head |
	some parts in _segments(split(pattern, ":"))
	some place in _places(parts[1], fresh)
	head := concat("", [
		"arn:",
		_filled(parts[1], place.partition),
		":secretsmanager:",
		region(parts[3], place.region),
		":",
		_account(parts[4], place.account),
		":secret:",
	])
}

# The five segments before the name; if a `*` may match several of them, every possible split.
_segments(parts) := {array.slice(parts, 0, 5)} if parts[5] == "secret"

else := {array.slice(parts, 0, 5) | count(parts) > 4} | {array.slice(laid_out, 0, 5) |
	some i, part in parts
	contains(part, "*")
	pieces := split(part, "*")
	some missing in numbers.range(1, 5)
	laid_out := array.concat(
		array.concat(array.slice(parts, 0, i), [concat("", [pieces[0], "*"])]),
		array.concat(
			array.concat(
				array.slice(["*", "*", "*", "*"], 0, missing - 1),
				[concat("", ["*", pieces[count(pieces) - 1]])],
			),
			array.slice(parts, i + 1, count(parts)),
		),
	)
	count(laid_out) > 4
}

# The places of a partition; of any other if the partition is not known.
_places(partition, fresh) := found if {
	found := [place | some place in fresh.places; glob.matches(partition, place.partition)]
	found != []
}

else := fresh.places

_names(pattern, fresh, others) := {{"text": text, "spelled": prefix + _spelled_by(pattern, _first_filling(pieces, inner, outer), others)} |
	pieces := split(pattern, "*")
	last := pieces[count(pieces) - 1]
	front := array.slice(pieces, 0, count(pieces) - 1)
	prefix := count(glob.literal_prefix(pattern))
	some [inner, outer] in _both_fillings(front, fresh, others)
	some ending in _endings(last, fresh)
	some character in _characters(pattern, fresh)
	text := replace(_hyphened(concat("", [concat(inner, front), outer, ending, last])), "?", character)
} if {
	contains(pattern, "*")
}

_names(pattern, fresh, _) := {{"text": text, "spelled": _written(pattern)} |
	some character in _characters(pattern, fresh)
	text := replace(_hyphened(pattern), "?", character)
} if {
	not contains(pattern, "*")
}

# Fillings for all but the last `*` and for the last one, with strings that other patterns spell out in one of the two.
_both_fillings(front, fresh, others) := {["", outer] | some outer in _fillings(fresh, others)} if count(front) == 1

_both_fillings(front, fresh, others) := {pair |
	some other in _fillings(fresh, others)
	some own in _fillings(fresh, set())
	some pair in [[other, own], [own, other]]
} if {
	count(front) > 1
}

_characters(pattern, fresh) := {fresh.character, fresh.suffix_character} if contains(pattern, "?")

_characters(pattern, fresh) := {fresh.character} if not contains(pattern, "?")

_first_filling(pieces, _, outer) := outer if count(pieces) == 2

_first_filling(pieces, inner, _) := inner if count(pieces) > 2

# A filling that another pattern spells out counts as spelled if it follows the part that this one spells out.
_spelled_by(pattern, filling, others) := count(filling) if {
	filling in others
	not contains(split(pattern, "*")[0], "?")
}

else := 0

_fillings(fresh, others) := {fresh.name, fresh.other_name, "", fresh.character} | others

# The string between the last filling and the end of the pattern that makes the name end in a six-character suffix.
_endings(last, fresh) := {ending |
	some suffix in {fresh.suffix, fresh.other_suffix}
	missing := max([0, 7 - count(last)])
	some start in {0, 1}
	ending := substring(concat("", ["-", suffix]), start, max([0, missing - start]))
}

# METADATA
# description: |
#   How a pattern names secrets: {"pattern", "written": number of leading characters of the name that it spells out,
#   "open": true if it leaves the end of the name open}
naming(pattern) := {"pattern": pattern, "written": _written(name), "open": _open(name)} if {
	name := _name(split(pattern, ":"))
}

else := {"pattern": pattern, "written": 0, "open": endswith(pattern, "*")}

default _open(_) := false

_open(name) if {
	contains(name, "*")
	pieces := split(name, "*")
	count(pieces[count(pieces) - 1]) < 7
}
