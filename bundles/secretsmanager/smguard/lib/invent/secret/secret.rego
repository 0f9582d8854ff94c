# METADATA
# title: Secrets to try
# description: |
#   Finds concrete secrets to try for a statement's Resource or NotResource: a representative of each kind of secrets that
#   the document's patterns and conditions tell apart. An instance is {"arn", "spelled": the number of leading characters
#   of the name that patterns spell out, "pattern": of the statement, "written" and "open": how that pattern names secrets,
#   see smguard.lib.grammar.naming}.
#
#   The ARN of a secret has independent parts, and a pattern is a union of boxes, with a pattern for each part. A secret
#   that no Deny statement blocks has to be in a box of the Allow, in a box of each Deny's NotResource, and in no box of a
#   Deny's Resource. So the boxes of the Allow are met with those, and the wildcards of what is left are filled with
#   characters that occur nowhere else: what matches such a secret matches all that fill them in that length.
package smguard.lib.invent.secret

import data.smguard.lib.grammar.condition
import data.smguard.lib.grammar.naming
import data.smguard.lib.invent.account
import data.smguard.lib.invent.meet
import data.smguard.lib.invent.name
import data.smguard.lib.invent.region
import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.operator
import data.smguard.lib.meaning.place
import data.smguard.lib.meaning.resource

# METADATA
# description: |
#   The instances to try first: the plainest one of each pattern, or one of each kind if conditions are about the secret.
instances(envelope, read, denies, texts) := _own_secret(envelope, read) if envelope.resource_arn

else := [instance |
	not read.excluded
	some pattern in read.resources
	some instance in _of_pattern(pattern, texts)
] if {
	not _narrowed(read, denies, texts)
	texts.partitions == []
}

else := _found(read, denies, texts).instances

# METADATA
# description: |
#   All instances for Allow statement n, the plainest first: {"instances", "all": false if there may be kinds of secrets
#   of which none is among them}
more(world, n) := {"instances": [], "all": true} if world.envelope.resource_arn

else := {"instances": [], "all": true} if {
	world.denies == []
	not world.allows[n].excluded
	not _narrowed(world.allows[n], [], world.texts)
	world.texts.partitions == []
	not world.texts.crowded
}

else := _found(world.allows[n], world.denies, world.texts)

# METADATA
# description: |
#   instances, in whose names no part counts as spelled out that the caller chooses: {"limits": {pattern: the characters
#   that it spells out before such a part}, "values": [[part, how many characters of it are spelled out]]}
respelled(list, chosen) := list if chosen == {"limits": {}, "values": []}

else := [object.union(instance, {"spelled": min({instance.spelled, object.get(chosen.limits, instance.pattern, 512)} | {limit |
	some [text, free] in chosen.values
	name := concat(":", array.slice(split(instance.arn, ":"), 6, 99))
	contains(name, text)
	limit := indexof(name, text) + free
})}) |
	some instance in list
]

# Conditions on the secret, its region or its account.
_narrowed(_, _, texts) if texts.required != []

_narrowed(read, denies, _) if {
	some statement in array.concat([read], denies)
	some entry in statement.entries
	entry.key in _keys
}

_keys := {"aws:requestedregion", "aws:resourceaccount", "secretsmanager:secretid", "secretsmanager:name"}

_own_secret(envelope, read) := [own] if {
	resource.matches(read, envelope.resource_arn)
	own := object.union({"arn": envelope.resource_arn, "spelled": 512}, naming.of(_pattern(read, envelope.resource_arn)))
}

else := []

_pattern(read, text) := [pattern | some pattern in read.resources; glob.matches(pattern, text)][0] if not read.excluded

_pattern(read, text) := "*" if {
	read.excluded
	resource.matches(read, text)
}

_of_pattern(pattern, texts) := [found] if found := plain(pattern, texts)

else := [] if texts.crowded

else := [] if naming.boxes(pattern) == set()

else := _found({"resources": [pattern], "excluded": false, "entries": []}, [], texts).instances

# The usual pattern of good policies: a name with an open suffix.
_exact := `\Aarn:aws[a-z-]*:secretsmanager:[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+-[?]{6}\z`

# METADATA
# description: |
#   the plainest instance of a pattern; undefined if it matches no secret, or only secrets that have to be looked for
plain("*", texts) := {
	"arn": concat("", ["arn:", texts.partition, ":secretsmanager:", texts.region, ":", texts.account, ":secret:", texts.name, "-", texts.suffix]),
	"spelled": 0,
	"pattern": "*",
	"written": 0,
	"open": true,
}

plain(pattern, texts) := object.union({"arn": replace(pattern, "?", texts.character), "spelled": 512}, {
	"pattern": pattern,
	"written": 512,
	"open": false,
}) if {
	regex.match(_exact, pattern)
	_real(split(pattern, ":"))
}

else := object.union({"arn": text, "spelled": named.written}, named) if {
	parts := split(pattern, ":")
	count(parts) == 7
	[parts[0], parts[2], parts[5]] == ["arn", "secretsmanager", "secret"]
	text := concat("", [_head(parts, texts), _named(parts[6], texts)])
	naming.possible(text)
	named := naming.of(pattern)
}

# A region that is known belongs to its partition.
_real(parts) if place.partition(parts[3]) == parts[1]

_real(parts) if not place.partition(parts[3])

_head(parts, texts) := concat(":", array.concat(array.slice(parts, 0, 6), [""])) if {
	not glob.wild(concat(":", array.slice(parts, 0, 6)))
	_real(parts)
}

else := concat("", ["arn:", spot[0], ":secretsmanager:", spot[1], ":", owner, ":secret:"]) if {
	spot := region.plainest(parts[1], parts[3], [texts.partition, texts.region])
	owner := account.matched(parts[4], texts.account)
}

_named(text, texts) := replace(replace(_hyphened(text), "?", texts.character), "*", texts.name) if not endswith(text, "*")

else := concat("", [replace(replace(trim_suffix(text, "*"), "?", texts.character), "*", texts.name), texts.name, "-", texts.suffix])

# A `?` in the place of the hyphen before the suffix can only match that hyphen.
_hyphened(text) := concat("", [substring(text, 0, count(text) - 7), "-", substring(text, count(text) - 6, -1)]) if {
	regex.match(`\?[A-Za-z0-9?]{6}\z`, text)
}

else := text

# The instances of an Allow statement among Deny statements.
_found(read, denies, texts) := {"instances": _plainest(read, texts), "all": false} if {
	texts.crowded
}

else := {
	"instances": [tried[i] | some i in _firsts(signs)],
	"all": _every_true(array.concat([said.all, grown.all, count(found) <= most], [each.all | some each in filled])),
} if {
	entries := _entries(read, denies, texts)
	said := _said(read, denies, entries, texts)
	grown := _grown(said.boxes, said.wanted)
	filled := [_filled(box, said, texts) | some box in grown.boxes]
	found := array.concat(_plainest(read, texts), [instance |
		some each in filled
		some instance in each.instances
		resource.matches(read, instance.arn)
	])
	tried := array.slice(found, 0, most)
	signs := [_sign(instance, denies, entries, texts.partitions) | some instance in tried]
}

# METADATA
# description: the number of instances that are compared for a statement; more would take too long
most := 600

default _every_true(_) := false

_every_true(flags) if {
	every flag in flags {
		flag
	}
}

_plainest(read, texts) := [instance |
	not read.excluded
	some pattern in read.resources
	instance := plain(pattern, texts)
]

_entries(read, denies, texts) := array.concat(texts.required, [entry |
	some statement in array.concat([read], denies)
	some entry in statement.entries
	entry.key in _keys
])

# Instances with the same sign are alike: one of each is enough.
_firsts(signs) := sort([pair[1] | some k, pair in pairs; _differs(pairs, k)]) if {
	pairs := sort([[sign, i] | some i, sign in signs])
}

_differs(_, 0)

_differs(pairs, k) if {
	k > 0
	pairs[k - 1][0] != pairs[k][0]
}

# What decides whether a request for the instance is allowed, and whether it lies in a rule's region.
_sign(instance, denies, entries, partitions) := [
	[instance.pattern, instance.open, instance.spelled, substring(parts[6], 0, instance.spelled)],
	[i | some i, deny in denies; resource.certainly_matches(deny, instance.arn)],
	[[i, j] |
		keys := naming.keys(instance.arn)
		some i, entry in entries
		some j, value in keys[entry.key]
		operator.holds(entry, value)
	],
	[parts[1] | parts[1] in partitions],
	[1 | instance.open; naming.beyond(instance.pattern, instance.arn)],
] if {
	parts := split(instance.arn, ":")
}

# What the statements say of secrets: "boxes", the secrets of the Allow; "wanted", boxes in which a secret may have to be;
# and what is chosen from to fill a box: "places" and their "marks", "masks" of accounts, "fillings" of names.
_said(read, denies, entries, texts) := {
	"boxes": boxes,
	"wanted": array.concat(_refined(wanted, places), [object.union(_anywhere, {"places": set, "group": 3000 + k}) | some k, set in sort(in_region)]),
	"places": places,
	"marks": [{"partition": _kind(pair[0], texts), "held": {k | some k, set in sets; i in set}} |
		some i, pair in places
	],
	"masks": {mask | some pair in said; some mask in account.masks(pair[1].account)},
	"fillings": name.fillings(names, texts),
	"named": names != set(),
	"all": _every_true([_decided(entry, boxes) | some entry in entries]),
} if {
	allowed := [[pattern, box] | some pattern in _own(read); some box in sort(naming.boxes(pattern))]
	wanted := array.concat(
		[[i, box] | some i, deny in denies; deny.excluded; some pattern in deny.resources; some box in sort(naming.boxes(pattern))],
		[[1000 + ((3 * i) + form), box] |
			some i, entry in entries
			some value in _values(entry)
			some [form, box] in sort(_asked(entry, value))
		],
	)
	said := {[0, box] |
		some statement in array.concat(denies, [read | read.excluded])
		some pattern in statement.resources
		some box in naming.boxes(pattern)
	} | {pair | some pair in wanted}
	names := {pair[1].name | some pair in said} - {"*", "*-??????"}
	places := region.places(
		[texts.partition, _place(entries, texts)],
		{partition | some partition in texts.partitions},
		(({pair[1] | some pair in said} | {pair[1] | some pair in allowed}) | {{"partition": "*", "region": value} |
			some entry in entries
			entry.key == "aws:requestedregion"
			some value in _values(entry)
		}),
	)
	in_region := {set |
		some entry in entries
		entry.key == "aws:requestedregion"
		set := {i | some i, pair in places; operator.holds(entry, [pair[1]])}
	}
	sets := [set | some set in ({_covered(places, pair[1]) | some pair in said} | in_region)]
	boxes := [object.union(box, named) |
		some pair in allowed
		named := naming.of(pair[0])
		some box in _refined([[-1, pair[1]]], places)
	]
}

# Without conditions, the plainest secret has been tried, so one that is looked for lies in another region.
_place(entries, texts) := "eu-west-1" if {
	entries == []
	texts.region == "us-east-1"
}

else := texts.region

# The plainest names have an open suffix and go on.
_oddness([base, suffix]) := 0 if {
	suffix == "??????"
	contains(base, "*")
}

else := 1 if suffix == "??????"

else := 2

# A partition that the document does not name is tried where patterns leave nothing in the usual one.
_kind(partition, texts) := partition if partition in texts.partitions

else := "other" if not _usual(partition, texts)

else := ""

_usual("aws", _)

_usual(partition, texts) if partition == texts.partition

_own(read) := read.resources if not read.excluded

_own(read) := ["*"] if read.excluded

_anywhere := {"account": "????????????", "base": "*", "suffix": "??????"}

_covered(places, box) := {i | some i in region.covered(places, box.partition, box.region)}

# Boxes with one form of each part: places by number, a mask for the account, patterns before the suffix and for it.
_refined(pairs, places) := [{"places": here, "account": mask, "base": ending[0], "suffix": ending[1], "group": pair[0]} |
	some pair in pairs
	here := _covered(places, pair[1])
	here != set()
	some mask in account.masks(pair[1].account)
	some [_, ending] in sort({[_oddness(ending), ending] | some ending in naming.endings(pair[1].name)})
]

# The values of a condition on a secret, as patterns.
_values(entry) := entry.values if entry.test in {"like", "arn"}

else := [value | some value in entry.values; not glob.wild(value)] if entry.test in {"equals", "ignorecase"}

else := []

default _decided(_, _) := false

_decided(entry, _) if entry.test in {"like", "arn", "equals", "null"}

_decided(entry, _) if entry.key == "aws:requestedregion"

_decided(entry, _) if {
	entry.test == "ignorecase"
	every value in _values(entry) {
		lower(value) == upper(value)
	}
}

# Such a condition never holds, or always.
_decided(entry, _) if {
	every value in entry.values {
		condition.misfit(entry.test, value)
	}
}

# Only one name is possible.
_decided(_, boxes) if {
	every box in boxes {
		not glob.wild(box.base)
	}
}

# The secrets for which a value is the account, the ARN, the ARN without the suffix, or the name, with the form of the value.
_asked(entry, value) := {[0, {"partition": "*", "region": "*", "account": value, "name": "*"}] | regex.match(`\A[0-9?*]+\z`, value)} if {
	entry.key == "aws:resourceaccount"
}

_asked(entry, value) := ({[0, box] | some box in boxes} | {[1, object.union(box, {"name": concat("", [box.name, "-??????"])})] | some box in boxes}) | _called(value) if {
	entry.key == "secretsmanager:secretid"
	boxes := naming.boxes(value)
}

_asked(entry, value) := _called(value) if entry.key == "secretsmanager:name"

_asked(entry, _) := set() if entry.key == "aws:requestedregion"

_called(value) := {[2, {"partition": "*", "region": "*", "account": "*", "name": concat("", [value, "-??????"])}] |
	regex.match(`\A[A-Za-z0-9/_+=.@!?*-]+\z`, value)
}

# Boxes, and what they have in common with one box of some of the groups, of which a secret may have to be in one:
# {"boxes", "all"}.
_grown(boxes, []) := {"boxes": boxes, "all": true}

_grown(boxes, wanted) := {"boxes": [last.boxes[i] | some i in _firsts(contents); i < _most_boxes], "all": all} if {
	wanted != []
	one := _met({"boxes": boxes, "new": boxes, "all": true}, wanted)
	last := _met(_met(_met(_met(one, wanted), wanted), wanted), wanted)
	contents := [object.remove(box, ["group"]) | some box in last.boxes]
	all := _every_true([last.all, last.new == [], count(last.boxes) <= _most_boxes])
}

_most_boxes := 96

_met(state, wanted) := {
	"boxes": array.concat(state.boxes, new),
	"new": new,
	"all": _every_true(array.concat([state.all], [one.common.all | some one in shared])),
} if {
	shared := [{"box": box, "group": other.group, "part": part, "common": meet.of(box.base, other.base)} |
		some box in array.slice(state.new, 0, max([0, (_most_boxes - count(state.boxes)) + count(state.new)]))
		some other in wanted
		box.group < other.group
		part := _common(box, other)
	]
	new := sort({object.union(box, {"group": one.group}) |
		some one in shared
		some base in one.common.patterns
		part := object.union(one.part, {"base": base, "open": _still_open(one, base)})
		box := object.union(one.box, part)
		box != one.box
	})
}

_common(box, other) := {
	"places": places,
	"account": meet.merged(box.account, other.account),
	"suffix": meet.merged(box.suffix, other.suffix),
} if {
	places := box.places & other.places
	places != set()
}

default _still_open(_, _) := false

_still_open(one, base) if {
	one.box.open
	not _closed(one.group, base)
}

# A condition that names the secret closes a pattern that leaves the end of the name open.
_closed(group, base) if {
	group >= 1000
	not endswith(base, "*")
}

# A stranger is nobody from the account of the secret.
_belongs_to_stranger(owner, texts) if {
	texts.account != texts.stranger
	owner == texts.stranger
}

# The instances of a box: {"instances", "all"}.
_filled(box, said, texts) := {
	"instances": [{
		"arn": concat("", ["arn:", spot[0], ":secretsmanager:", spot[1], ":", owner.account, ":secret:", text]),
		"spelled": spelled,
		"pattern": box.pattern,
		"written": box.written,
		"open": box.open,
	} |
		not _belongs_to_stranger(owner.account, texts)
		some [i, text] in array.concat(plain, [[i, text] | some i in spots; some text in names])
		spot := said.places[i]
	],
	"all": _every_true([owner.sure, said.fillings.all, filled.all]),
} if {
	owner := account.fresh(box.account, said.masks, texts.account)
	filled := name.filled(box.base, box.suffix, said.fillings)
	names := array.slice(filled.names, 0, {true: 1000, false: 1}[said.named])
	spots := region.least(sort(box.places), said.marks)
	plain := [[i, names[0]] | i := min(box.places); not i in spots]
	spelled := name.spelled(box.base, box.suffix)
}
