# METADATA
# title: Patterns of resources
# description: |
#   Reads a pattern of a Resource or NotResource element as AWS does: an incomplete one is filled up, and where it is not
#   settled what AWS does, the pattern has more than one reading.
package smguard.lib.grammar.arn

import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.place

# METADATA
# description: |
#   The readings of a pattern; most have one. `identity` is true in the policies where AWS adds `*` for the missing
#   fields of an ARN (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). `wide` is true if all
#   that the pattern could match counts; otherwise its one reading matches nothing that the pattern may not match.
readings(pattern, identity, wide) := [pattern] if _usual(pattern)

else := [text |
	some kept in array.concat(_as_it_is(pattern, fields, identity), _filled(pattern, fields, identity))
	some text in _folded(kept)
] if {
	wide
	fields := split(_begun(_masked(pattern)), ":")
}

else := array.slice(array.concat(_completed(_masked(pattern), identity), [pattern]), 0, 1)

# Whether a colon at the end of an incomplete ARN begins a field is not known.
_begun(masked) := trim_right(masked, ":") if count(split(masked, ":")) < 6

else := masked

# A pattern with all fields, none of them in doubt.
_usual("*")

_usual(pattern) if regex.match(`\A[a-z*?-]*:[a-z*?-]*:[a-z0-9*?-]*:[a-z0-9*?-]*:[0-9*?]*:(?:secret(?::|\z)|[^A-Z:]*\z)`, pattern)

# Another service's resource.
_usual(pattern) if {
	fields := split(pattern, ":")
	not contains(concat("", array.slice(fields, 0, 3)), "*")
	not contains(concat("", array.slice(fields, 0, 3)), "$")
	not glob.matches(lower(fields[2]), "secretsmanager")
}

# AWS adds nothing to a pattern whose last `*` takes in all that could be added.
_completed(masked, identity) := [_unmasked(concat(":", array.concat(fields, array.slice(["*", "*", "*", "*", "*"], count(fields) - 1, 5))))] if {
	identity == true
	fields := split(masked, ":")
	glob.matches(lower(fields[0]), "arn")
	count(fields) < 6
	not endswith(masked, "*")
}

else := []

# The pattern with its missing fields, if a secret can match it.
_filled(pattern, fields, identity) := _completed(concat(":", fields), identity) if {
	given := array.concat(fields, ["*", "*", "*", "*"])
	some partition, _ in place.partitions
	glob.matches(lower(given[1]), partition)
	glob.matches(lower(given[2]), "secretsmanager")
	_placed(pattern, given)
}

else := []

# Unless the pattern must be an incomplete ARN, it is one only with a region and an account that exist.
_placed(pattern, _) if not _ends_like_a_secret(pattern)

_placed(_, given) if {
	_region(given[3])
	_account(given[4])
}

_region(text) if contains(text, "${")

_region(text) if {
	some regions in place.partitions
	some region in regions
	glob.matches(lower(text), region)
}

_account(text) if contains(text, "${")

_account(text) if regex.match(`\A[0-9*?]*\z`, text)

# The pattern without further fields, unless it is filled up and no secret's ARN ends like it.
_as_it_is(pattern, fields, identity) := [] if {
	_filled(pattern, fields, identity) != []
	not _ends_like_a_secret(pattern)
}

else := [pattern]

_ends_like_a_secret(pattern) if contains(pattern, "${")

_ends_like_a_secret(pattern) if {
	pieces := split(pattern, "*")
	count(pieces) > 1
	ending := pieces[count(pieces) - 1]
	regex.match(`\A(?:[A-Za-z0-9?]{0,6}|(?:.*[^:])?[-?][A-Za-z0-9?]{6})\z`, ending)
}

# IAM may compare the fields before the name without regard to letter case. A secret's own fields are in lower case.
_folded(pattern) := [_unmasked(concat(":", array.concat([_lower(field) | some field in array.slice(fields, 0, 6)], array.slice(fields, 6, count(fields)))))] if {
	fields := split(_masked(pattern), ":")
	count(fields) > 6
}

else := array.concat(
	[_unmasked(concat(":", array.concat(head, [_lower_lead(last)])))],
	[_unmasked(concat(":", array.concat(head, [last]))) | _lower_lead(last) != last; contains(concat(":", head), "*")],
) if {
	fields := split(_masked(pattern), ":")
	head := [_lower(field) | some field in array.slice(fields, 0, count(fields) - 1)]
	last := fields[count(fields) - 1]
	_may_be_a_place(head, last)
}

else := [_unmasked(concat(":", array.concat(head, [fields[count(fields) - 1]])))] if {
	fields := split(_masked(pattern), ":")
	head := [_lower(field) | some field in array.slice(fields, 0, count(fields) - 1)]
}

# The last of six fields, or of fewer, stands before the name unless a `*` before it may have matched colons.
_may_be_a_place(head, _) if not contains(concat(":", head), "*")

_may_be_a_place(head, last) if {
	not "secret" in head
	lead := lower(split(last, "*")[0])
	lead != ""
	some known in ["secret", "secretsmanager"]
	startswith(known, lead)
}

_lower(field) := lower(field) if not contains(field, "${")

else := field

_lower_lead(field) := concat("*", array.concat([_lower(pieces[0])], array.slice(pieces, 1, count(pieces)))) if pieces := split(field, "*")

# The colons of variables do not separate fields.
_masked(pattern) := pattern if not contains(pattern, "${")

else := strings.replace_n({variable: replace(variable, ":", "\uE004") | some variable in variables}, pattern) if {
	variables := {match[0] | some match in regex.find_all_string_submatch_n(`\$\{[^{}]*\}`, pattern, -1)}
}

_unmasked(text) := replace(text, "\uE004", ":")
