# METADATA
# title: Budget of a search
# description: |
#   Bounds the time of a search by what the document says, before it begins, the same in every engine: a document with
#   more is not searched, and its findings are not proven.
package smguard.lib.invent.budget

import data.smguard.lib.invent.identity

# METADATA
# description: |
#   true if the conditions of Allow and Deny statements are few enough to be searched in each of as many worlds: for each
#   Allow and each key the square of the number of values, wildcards and dates counted more
conditions(allows, denies, worlds) if {
	denied := [entry | some deny in denies; some entry in deny.entries]
	worlds * sum([weight | some allow in allows; weight := _weight(array.concat(allow.entries, denied))]) <= most_conditions
}

# METADATA
# description: true if the resources of Allow and Deny statements are few enough to be compared in each of as many worlds
resources(allows, denies, worlds) if {
	own := sum([_pattern(pattern) | some allow in allows; some pattern in allow.resources])
	others := sum([_pattern(pattern) | some deny in denies; some pattern in deny.resources])
	(own * others) * worlds <= most_resources
}

# METADATA
# description: true if a pattern has so many wildcards that the ways in which it matches are too many
tangled(pattern) if count(split(pattern, "*")) > most_stars + 1

# METADATA
# description: the `*` that a pattern may have
most_stars := 12

# METADATA
# description: a document's conditions may weigh as much
most_conditions := 4000

# METADATA
# description: the patterns of Allow statements times those of the Deny statements may weigh as much
most_resources := 1500

_weight([]) := 0

_weight(entries) := sum([squared |
	some key in {entry.key | some entry in entries}
	weight := sum([_value(entry, value) |
		some entry in entries
		entry.key == key
		some value in entry.values
	])
	squared := weight * weight
]) if {
	entries != []
}

_value(entry, value) := _base(entry) + _wildcards(value)

# Dates and ARNs have more parts to vary, and what describes the caller has to agree.
_base(entry) := 3 if _elaborate(entry)

_base(entry) := 1 if not _elaborate(entry)

_elaborate(entry) if entry.test in {"date", "arn"}

_elaborate(entry) if entry.key in identity.keys

_wildcards(text) := (count(split(text, "*")) + count(split(text, "?"))) - 2

# A pattern's wildcards count by their square, without those at its end.
_pattern(pattern) := 1 + (inner * inner) if {
	parts := split(pattern, ":")
	name := parts[count(parts) - 1]
	inner := _wildcards(trim_suffix(trim_right(name, "*"), "-??????"))
}
