# METADATA
# title: Names of secrets
# description: |
#   Reads the ARNs of secrets, the patterns for them in Resource elements, and the other names by which a caller asks for a
#   secret.
package smguard.lib.grammar.naming

import data.smguard.lib.meaning.glob

_secret := `\Aarn:aws[a-z-]*:secretsmanager:[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+-[A-Za-z0-9]{6}\z`

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

# The number of leading characters of a name that a pattern spells out; all if only the suffix is open.
_written(name) := 512 if {
	regex.match(`[-?][?]{6}\z`, name)
	not glob.wild(substring(name, 0, count(name) - 7))
}

else := count(glob.literal_prefix(name))

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

# METADATA
# description: |
#   How a pattern names secrets: {"pattern", "written": number of leading characters of the name that it spells out,
#   "open": true if it leaves the end of the name open}
of(pattern) := {"pattern": pattern, "written": _written(name), "open": _open(name)} if {
	name := _name(split(pattern, ":"))
}

else := {"pattern": pattern, "written": 0, "open": endswith(pattern, "*")}

# METADATA
# description: |
#   true if a secret that a pattern with an open end matches has a longer name than the pattern asks for: app-* is meant for
#   app, and matches app-2 as well
beyond(pattern, arn) if {
	base := substring(split(arn, ":")[6], 0, count(split(arn, ":")[6]) - 7)
	not _asked_for(pattern, base)
}

_asked_for(pattern, base) if {
	spelled := trim_right(_name(split(pattern, ":")), "*?")
	glob.matches(trim_suffix(spelled, "-"), base)
}

default _open(_) := false

_open(name) if {
	contains(name, "*")
	pieces := split(name, "*")
	count(pieces[count(pieces) - 1]) < 7
}

# METADATA
# description: |
#   What a pattern says of each part of a secret's ARN: a set of boxes {"partition", "region", "account", "name"}, patterns
#   without colons. A secret lies in one of the boxes if and only if the pattern matches its ARN; there is more than one if
#   a `*` can match colons, and none if the pattern matches no secret.
boxes("*") := {{"partition": "*", "region": "*", "account": "*", "name": "*"}}

# With its six colons, no wildcard can match another one.
boxes(pattern) := {box | box := _box(array.slice(parts, 0, 6), parts[6])} if {
	pattern != "*"
	parts := split(pattern, ":")
	count(parts) == 7
}

boxes(pattern) := {box | some state in named; box := _box(state.segments, state.rest)} if {
	pattern != "*"
	count(split(pattern, ":")) < 7
	placed := _cut(_cut({{"segments": [], "rest": single(pattern)}}, `\A[a-z?*]*\z`), `\A[a-z?*-]+\z`)
	owned := _cut(_cut(_cut(placed, `\A[a-z?*]*\z`), `\A[a-z0-9?*-]+\z`), `\A[0-9?*]+\z`)
	named := _cut(owned, `\A[a-z?*]*\z`)
}

boxes(pattern) := set() if count(split(pattern, ":")) > 7

_box(segments, name) := {"partition": segments[1], "region": segments[3], "account": segments[4], "name": single(name)} if {
	glob.matches(segments[0], "arn")
	glob.matches(segments[2], "secretsmanager")
	glob.matches(segments[5], "secret")
	regex.match(`\A[A-Za-z0-9/_+=.@!?*-]+\z`, name)
}

# METADATA
# description: the pattern with one `*` for several in a row
single(pattern) := concat("*", array.concat(array.concat([pieces[0]], inner), [pieces[last]])) if {
	contains(pattern, "**")
	pieces := split(pattern, "*")
	last := count(pieces) - 1
	inner := [piece | some piece in array.slice(pieces, 1, last); piece != ""]
}

else := pattern

# The states after one more colon of the ARN: the next colon of the pattern, or one that a wildcard before it matches.
_cut(states, form) := {{"segments": array.concat(state.segments, [found[0]]), "rest": found[1]} |
	some state in states
	some found in _cuts(state.rest)
	regex.match(form, found[0])
	_goes_with(count(state.segments), found[0])
}

_cuts(rest) := {[head, substring(rest, count(head) + 1, -1)] | contains(rest, ":")} | {[concat("", [substring(head, 0, i), left]), concat("", [left, substring(rest, i + 1, -1)])] |
	some i, character in split(head, "")
	left := {"*": "*", "?": ""}[character]
} if {
	head := split(rest, ":")[0]
}

_goes_with(i, _) if not _words[i]

_goes_with(i, segment) if glob.matches(segment, _words[i])

_words := {0: "arn", 2: "secretsmanager", 5: "secret"}

# METADATA
# description: |
#   The patterns for the part before the suffix and for the suffix that together match what a pattern for a name matches,
#   as a set of [base, six characters]: prod-* is prod-* before any suffix, or prod before it
endings(name) := {[substring(name, 0, count(name) - 7), substring(name, count(name) - 6, -1)]} if {
	regex.match(`\A[^:]+[-?][A-Za-z0-9?]{6}\z`, name)
}

else := {[name, "??????"]} if regex.match("\\A(?:|[^:]*[^?*-]{7}|[^?*-]{1,6})\\*\\z", name)

else := {[state[0], substring(state[1], 1, -1)] |
	suffixed := _taken(_taken(_taken(_taken(_taken(_taken({[single(name), ""]}))))))
	some state in _taken({taken | some taken in suffixed; regex.match(`\A[A-Za-z0-9?]{6}\z`, taken[1])})
	substring(state[1], 0, 1) in {"-", "?"}
	state[0] != ""
}

# The states after one more character from the end.
_taken(states) := {[next[0], concat("", [next[1], state[1]])] | some state in states; some next in _last(state[0])}

# A `*` at the end can match the character, or nothing.
_last(rest) := {[rest, "?"]} | _last_literal(trim_suffix(rest, "*")) if endswith(rest, "*")

_last(rest) := _last_literal(rest) if not endswith(rest, "*")

_last_literal("") := set()

_last_literal(rest) := {[substring(rest, 0, length), substring(rest, length, 1)]} if {
	rest != ""
	length := count(rest) - 1
}
