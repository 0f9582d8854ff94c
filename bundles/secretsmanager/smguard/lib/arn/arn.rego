# METADATA
# title: Secret ARNs
# description: |
#   From the pattern of a Resource element to concrete secret ARNs that it matches. An instance is
#   {"arn", "spelled": leading characters of the name that this or another pattern writes out}.
package smguard.lib.arn

import data.smguard.lib.glob

_secret := `\Aarn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+-[A-Za-z0-9]{6}\z`

# METADATA
# description: true when a real secret could have this ARN
possible(arn) if regex.match(_secret, arn)

# METADATA
# description: true when a pattern names a secret without its random suffix, so that it matches no secret at all
bare(pattern) if {
	parts := split(pattern, ":")
	parts[5] == "secret"
	name := concat(":", array.slice(parts, 6, count(parts)))
	not contains(name, "*")
	not regex.match(`-[A-Za-z0-9?]{6}\z`, name)
}

# METADATA
# description: the plainest instance of a pattern; undefined where the pattern matches no secret, or only in a way that candidates finds
plain(pattern, fresh) := {
	"arn": concat("", ["arn:aws:secretsmanager:", fresh.region, ":", fresh.account, ":secret:", fresh.name, "-", fresh.suffix]),
	"spelled": 0,
} if {
	pattern == "*"
}

plain(pattern, fresh) := {"arn": arn, "spelled": spelled} if {
	parts := split(pattern, ":")
	parts[0] == "arn"
	parts[5] == "secret"
	parts[2] == "secretsmanager"
	name := concat(":", array.slice(parts, 6, count(parts)))
	spelled := count(glob.literal_prefix(name))
	arn := concat("", [
		"arn:", _filled(parts[1], "aws"),
		":secretsmanager:", _filled(parts[3], fresh.region),
		":", _filled(parts[4], fresh.account),
		":secret:", _plain_name(name, fresh),
	])
	possible(arn)
}

_filled(segment, _) := segment if not glob.wild(segment)

_filled(segment, filler) := filler if {
	glob.wild(segment)
	glob.matches(segment, filler)
}

_filled(segment, filler) := replace(replace(segment, "?", "0"), "*", substring(filler, min([count(segment) - 1, count(filler)]), -1)) if {
	glob.wild(segment)
	not glob.matches(segment, filler)
}

_plain_name(name, fresh) := replace(replace(name, "?", fresh.character), "*", fresh.name) if not endswith(name, "*")

_plain_name(name, fresh) := concat("", [replace(replace(trim_suffix(name, "*"), "?", fresh.character), "*", fresh.name), fresh.name, "-", fresh.suffix]) if {
	endswith(name, "*")
}

# METADATA
# description: |
#   many instances, for documents whose Deny statements, NotResource elements or odd wildcards need them:
#   every `*` filled with a fresh text, with nothing and with what other patterns spell out, in several
#   regions and accounts; the plainer ones first. Each is a possible ARN that the pattern matches.
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

# A pattern such as arn:aws:secretsmanager:*prod* does not say where the name begins.
_name_patterns(pattern) := {concat(":", array.slice(parts, 6, count(parts)))} if {
	parts := split(pattern, ":")
	parts[5] == "secret"
}

else := {"*", last} if {
	parts := split(pattern, ":")
	last := parts[count(parts) - 1]
}

_heads(pattern, fresh) := {head |
	parts := split(pattern, ":")
	some place in fresh.places
	head := concat("", [
		"arn:",
		_segment(parts, 1, place.partition),
		":secretsmanager:",
		_segment(parts, 3, place.region),
		":",
		_segment(parts, 4, place.account),
		":secret:",
	])
}

_segment(parts, i, filler) := _filled(parts[i], filler) if i < count(parts)

else := filler

_names(pattern, fresh, others) := {{"text": text, "spelled": spelled} |
	pieces := split(pattern, "*")
	last := pieces[count(pieces) - 1]
	some inner in _fillings(fresh, others)
	some outer in _fillings(fresh, others)
	some ending in _endings(last, fresh)
	some character in {fresh.character, fresh.suffix_character}
	body := concat(inner, array.slice(pieces, 0, count(pieces) - 1))
	text := replace(concat("", [body, outer, ending, last]), "?", character)
	spelled := count(glob.literal_prefix(pattern)) + _spelled_by(pattern, _first_filling(pieces, inner, outer), others)
} if {
	contains(pattern, "*")
}

_names(pattern, fresh, _) := {{"text": text, "spelled": count(glob.literal_prefix(pattern))} |
	some character in {fresh.character, fresh.suffix_character}
	text := replace(pattern, "?", character)
} if {
	not contains(pattern, "*")
}

_first_filling(pieces, _, outer) := outer if count(pieces) == 2

_first_filling(pieces, inner, _) := inner if count(pieces) > 2

# A filling that another pattern spells out counts as spelled, where it follows what this one spells out.
_spelled_by(pattern, filling, others) := count(filling) if {
	filling in others
	not contains(split(pattern, "*")[0], "?")
}

else := 0

_fillings(fresh, others) := {fresh.name, fresh.other_name, "", fresh.character} | others

# What has to stand between the last filling and the end of the pattern, so that the name ends in a suffix of six.
_endings(last, fresh) := {ending |
	some suffix in {fresh.suffix, fresh.other_suffix}
	missing := max([0, 7 - count(last)])
	some start in {0, 1}
	ending := substring(concat("", ["-", suffix]), start, max([0, missing - start]))
}

# METADATA
# description: |
#   How a pattern names secrets: {"pattern", "written": leading characters of the name that it writes out, "open":
#   true when the name goes on freely up to its random suffix}
naming(pattern) := {"pattern": pattern, "written": count(glob.literal_prefix(name)), "open": _open(name)} if {
	parts := split(pattern, ":")
	parts[5] == "secret"
	name := concat(":", array.slice(parts, 6, count(parts)))
}

else := {"pattern": pattern, "written": 0, "open": endswith(pattern, "*")}

default _open(_) := false

_open(name) if {
	contains(name, "*")
	pieces := split(name, "*")
	count(pieces[count(pieces) - 1]) < 7
}
