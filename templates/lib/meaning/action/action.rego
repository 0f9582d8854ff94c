# METADATA
# title: Actions
# description: |
#   Expands action patterns against the catalog. Patterns are in lower case; results are objects whose keys are
#   lower-case action names.
package smguard.lib.meaning.action

import data.smguard.lib.meaning.glob

# METADATA
# description: true if one of the patterns, each after a newline, could match an action of the catalog's service
touches(text) if contains(text, data.smguard.catalog.marks.service)

touches(text) if contains(text, "\n*")

touches(text) if contains(text, "\n?")

touches(text) if regex.match(data.smguard.catalog.marks.wildcard, text)

# Nonexistent actions of other services are reported here too; most existing ones are found at once.
touches(text) if {
	data.smguard.catalog.marks.others
	some pattern in split(substring(text, 1, -1), "\n")
	not data.smguard.catalog.others.actions[pattern]
	data.smguard.catalog.others.services[split(pattern, ":")[0]]
	_misnamed(pattern)
}

# METADATA
# description: true if only the names of other services' actions in the statement matter
foreign(read) if {
	data.smguard.catalog.marks.others
	read.element == "Action"
	read.actions == {}
	every pattern in read.patterns {
		not startswith(pattern, data.smguard.catalog.marks.prefix)
	}
}

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

# METADATA
# description: true if IAM certainly accepts a pattern; it does not accept a wildcard in the service part everywhere
certain(pattern) if pattern in {"*", "*:*"}

certain(pattern) if {
	service := split(pattern, ":")[0]
	not contains(service, "*")
	not contains(service, "?")
}

# METADATA
# description: |
#   true if the Action or NotAction of a statement covers an action, in lower case: all that an Allow may cover, and what
#   a Deny certainly covers
covers(read, action) if {
	read.element == "Action"
	glob.any_matches(_relied_on(read.patterns, read.effect == "deny"), action)
}

covers(read, action) if {
	read.element == "NotAction"
	not glob.any_matches(_relied_on(read.patterns, read.effect != "deny"), action)
}

_relied_on(patterns, true) := [pattern | some pattern in patterns; certain(pattern)]

_relied_on(patterns, false) := patterns

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
#   why an action pattern of a service in the catalog is doubtful: it matches nothing there, or IAM may not accept it;
#   undefined if it is valid
doubt(pattern) := _nothing(pattern, names) if {
	startswith(pattern, data.smguard.catalog.marks.prefix)
	_expand(pattern) == {}
	names := [substring(action.name, count(data.smguard.catalog.marks.prefix), -1) | some action in data.smguard.catalog.actions]
}

else := _nothing(pattern, _names(_service(pattern))) if {
	data.smguard.catalog.marks.others
	not data.smguard.catalog.others.actions[pattern]
	_misnamed(pattern)
}

else := "IAM does not accept a wildcard in the service part everywhere" if {
	touches(concat("", ["\n", pattern]))
	not startswith(pattern, data.smguard.catalog.marks.prefix)
	not pattern in {"*", "*:*"}
	_expand(pattern) != {}
}

_nothing(pattern, names) := concat("", ["it matches no action in the catalog", _hint(pattern, names)])

_hint(pattern, names) := concat("", ["; the nearest is ", _service(pattern), ":", best[2]]) if {
	pairs := _pairs(_name(pattern))
	scores := [[count(pairs & other) / count(pairs | other), small, name] |
		some name in names
		small := lower(name)
		other := _pairs(small)
	]
	best := max(scores)
	best[0] >= 0.5
}

else := ""

_service(pattern) := split(pattern, ":")[0]

_name(pattern) := substring(pattern, indexof(pattern, ":") + 1, -1)

# The pairs of neighbouring letters of a name, which measure how similar two names are.
_pairs(name) := {substring(name, i, 2) | some i in numbers.range(0, max([0, count(name) - 2]))}

# A nonexistent action of another service that the catalog has. The names of a service are one string, separated by
# line feeds, so the number of services costs nothing.
_misnamed(pattern) if {
	contains(pattern, ":")
	names := data.smguard.catalog.others.services[_service(pattern)]
	not _named(lower(names), _name(pattern))
}

_named(names, name) if {
	beginning := trim_suffix(name, "*")
	beginning != name
	not glob.wild(beginning)
	contains(names, concat("", ["\n", beginning]))
}

_named(names, name) if {
	glob.wild(trim_suffix(name, "*"))
	some known in split(trim(names, "\n"), "\n")
	glob.matches(name, known)
}

_names(service) := split(trim(data.smguard.catalog.others.services[service], "\n"), "\n")
