# METADATA
# title: Actions
# description: |
#   Expands action patterns against the catalog. Patterns come in lower case, results are objects
#   with an action's lower-case name as key.
package smguard.lib.action

import data.smguard.lib.glob

# METADATA
# description: true when a pattern of the text could match an action of the catalog's service; each pattern stands behind a newline
touches(text) if contains(text, data.smguard.catalog.marks.service)

touches(text) if contains(text, "\n*")

touches(text) if contains(text, "\n?")

touches(text) if regex.match(data.smguard.catalog.marks.wildcard, text)

# METADATA
# description: the actions that at least one of the patterns matches
expand(patterns) := _expand(patterns[0]) if count(patterns) == 1

expand(patterns) := {action: true |
	some pattern in patterns
	some action, _ in _expand(pattern)
} if {
	count(patterns) != 1
}

# METADATA
# description: the actions that none of the patterns matches
complement(patterns) := {action: true |
	some action in data.smguard.catalog.names
	not excluded[action]
} if {
	excluded := expand(patterns)
}

_expand(pattern) := {pattern: true} if data.smguard.catalog.actions[pattern]

else := data.smguard.catalog.prefixes[trim_suffix(pattern, "*")] if endswith(pattern, "*")

else := {action: true |
	some action in data.smguard.catalog.names
	glob.matches(pattern, action)
} if {
	glob.wild(pattern)
	touches(concat("", ["\n", pattern]))
}

else := {}

# METADATA
# description: |
#   why an action pattern of the service is doubtful: it matches nothing in the catalog, or IAM may not take it;
#   undefined where it is in order
doubt(pattern) := concat("", ["it matches no action of the catalog", _hint(pattern)]) if {
	startswith(pattern, data.smguard.catalog.marks.prefix)
	_expand(pattern) == {}
}

else := "a wildcard in the service part is not accepted by IAM everywhere" if {
	touches(concat("", ["\n", pattern]))
	not startswith(pattern, data.smguard.catalog.marks.prefix)
	not pattern in {"*", "*:*"}
	_expand(pattern) != {}
}

_hint(pattern) := concat("", ["; the nearest is ", data.smguard.catalog.actions[name].name]) if {
	pairs := _pairs(pattern)
	scores := [[count(pairs & other) / count(pairs | other), name] |
		some name in data.smguard.catalog.names
		other := _pairs(name)
	]
	best := max(scores)
	best[0] >= 0.5
	name := best[1]
}

else := ""

# The pairs of neighbouring letters behind the service prefix: how alike two names are.
_pairs(text) := {substring(name, i, 2) |
	name := substring(text, count(data.smguard.catalog.marks.prefix), -1)
	some i in numbers.range(0, max([0, count(name) - 2]))
}
