# METADATA
# title: Secrets to try
# description: |
#   Finds concrete secrets to try for a statement's Resource or NotResource. An instance
#   is {"arn", "spelled", "pattern", "written", "open"}; see smguard.lib.invent.arn.
package smguard.lib.search.secret

import data.smguard.lib.invent.arn
import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.resource

# METADATA
# description: |
#   The plainest instance of each pattern, or other instances if there is none.
instances(envelope, read, texts) := _own_secret(envelope, read) if envelope.resource_arn

else := plain if {
	plain := [instance |
		not read.excluded
		some pattern in read.resources
		some instance in _of_pattern(pattern, texts)
	]
	texts.spots == []
	texts.asked == []
}

else := array.concat(_of_spots(read, texts), _of_asked(read, texts))

_of_spots(read, texts) := [instance |
	not read.excluded
	some pattern in read.resources
	some instance in _of_pattern(pattern, texts)
] if {
	texts.spots == []
}

else := [instance |
	not read.excluded
	some pattern in read.resources
	some spot in _useful(pattern, texts.spots)
	some instance in _of_pattern(pattern, object.union(texts, spot))
]

# A pattern with a region and an account is tried only there.
_useful(pattern, spots) := [spots[0]] if {
	parts := split(pattern, ":")
	count(parts) > 6
	not glob.wild(concat(":", array.slice(parts, 0, 5)))
}

else := spots

# Secrets that a condition names and the statement's resources cover.
_of_asked(read, texts) := [instance |
	some source in texts.asked
	some spot in _useful(source, _spots(texts))
	some found in _of_pattern(source, object.union(texts, spot))
	pattern := _pattern(read, found.arn)
	naming := arn.naming(pattern)
	instance := object.union(found, {"pattern": pattern, "written": naming.written, "open": _both(naming.open, found.open)})
]

_spots(texts) := texts.spots if texts.spots != []

else := [{}]

default _both(_, _) := false

_both(true, true) := true

_own_secret(envelope, read) := [own] if {
	resource.matches(read, envelope.resource_arn)
	own := object.union({"arn": envelope.resource_arn, "spelled": 512}, arn.naming(_pattern(read, envelope.resource_arn)))
}

else := []

_of_pattern(pattern, texts) := [plain] if plain := arn.plain(pattern, texts)

else := array.slice([object.union(found, arn.naming(pattern)) | some found in arn.candidates(pattern, texts, set())], 0, _few)

# The number of instances, the plainest first, of an unusual pattern.
_few := 8

# METADATA
# description: |
#   More instances for Allow statement n, for documents whose Deny statements or NotResource elements leave gaps that
#   plain instances miss: {"instances", "all": false if there are more than are tried}.
more(world, n) := {"instances": [], "all": true} if world.envelope.resource_arn

else := {"instances": [], "all": true} if {
	world.denies == []
	not world.allows[n].excluded
}

else := {"instances": array.slice(instances, 0, most), "all": all} if {
	read := world.allows[n]
	literals := _literals(read, world.denies)
	sources := _sources(read, world.denies, {source | some source in world.texts.asked})
	others := {literal | some literal in array.slice(sort(literals), 0, most_literals)}
	instances := [instance |
		some source in array.slice(sort(sources), 0, _most_sources)
		some found in arn.candidates(source, world.texts, others)
		instance := object.union(found, arn.naming(_pattern(read, found.arn)))
	]
	most := floor(_most_comparisons / (1 + count(world.denies)))
	all := _within([
		[count({literal | some literal in literals; _starred(sources)}), most_literals],
		[count(sources), _most_sources],
		[count(instances), most],
	])
}

_starred(sources) if {
	some source in sources
	contains(source, "*")
}

# METADATA
# description: the number of names in patterns of which a search tries combinations; more would take too long
most_literals := 12

_most_sources := 16

_most_comparisons := 6000

default _within(_) := false

_within(limits) if {
	every limit in limits {
		limit[0] <= limit[1]
	}
}

# Sources of instances: the statement's patterns, and the gaps of its Deny statements.
_sources(read, denies, asked) := (own | {pattern |
	some deny in denies
	deny.excluded
	some pattern in deny.resources
}) | asked if {
	own := {pattern | some pattern in _own(read)}
}

_own(read) := read.resources if not read.excluded

_own(read) := ["*"] if read.excluded

_literals(read, denies) := {piece |
	some other in array.concat(denies, [read])
	some pattern in other.resources
	parts := split(pattern, ":")
	some piece in split(concat(":", array.slice(parts, 6, count(parts))), "*")
	piece != ""
}

_pattern(read, text) := [pattern | some pattern in read.resources; glob.matches(pattern, text)][0] if not read.excluded

_pattern(read, text) := "*" if {
	read.excluded
	resource.matches(read, text)
}
