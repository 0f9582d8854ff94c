# METADATA
# title: Values to try
# description: The values of a condition key that a search for a request tries; a problem is described in smguard.lib.search.context.
package smguard.lib.invent.option

import data.smguard.lib.grammar.naming
import data.smguard.lib.grammar.variable
import data.smguard.lib.invent.value
import data.smguard.lib.meaning.facts
import data.smguard.lib.meaning.operator
import data.smguard.lib.reader.placeholder

# METADATA
# description: |
#   values of a key worth trying, the plainest first, each null (absent) or a list; `mine` are the entries on it. A
#   stranger has only values that no condition names, and those that a caller chooses freely.
candidates(problem, key, mine) := _as_bound(problem, key, [problem.fixed[key].values]) if problem.fixed[key]

else := _as_bound(problem, key, array.concat(_absent(problem, key, facts.of(key)), values)) if {
	values := naming.keys(problem.arn)[key]
}

else := _as_bound(problem, key, [null]) if facts.of(key).presence == "never"

# A stranger does not have a value that the document names.
else := [] if {
	problem.bound[key].named
	problem.reach != "any"
	not _open(problem, key, facts.of(key))
}

else := [problem.bound[key].values] if problem.bound[key]

# It is not known whether the requests of a service have the key, nor its value.
else := array.concat([null], [[text] | some text in value.closed(_here(problem, facts.of(key)), mine)]) if {
	_by_service(problem)
	facts.of(key).presence == "principal"
}

else := array.concat(_absent(problem, key, known), [[text] | some text in value.closed(known, mine)]) if {
	known := _here(problem, facts.of(key))
	problem.reach != "any"
	not _open(problem, key, known)
}

else := array.concat(_absent(problem, key, known), array.concat(singles, _together(values))) if {
	known := _here(problem, facts.of(key))
	values := possible(problem, key, value.open(known, mine))
	singles := [[text] | some text in values]
	facts.multivalued(key, mine)
}

else := array.concat(_absent(problem, key, known), [[text] | some text in values]) if {
	known := _here(problem, facts.of(key))
	values := possible(problem, key, value.open(known, mine))
}

# METADATA
# description: true if the candidates have a value of every kind that makes a difference to the entries
complete(problem, key, mine) if not _perhaps(problem, key, mine)

# No value with the key's format was found for a pattern, although there may be one.
_perhaps(problem, key, mine) if {
	facts.of(key).format
	facts.of(key).presence != "never"
	not problem.fixed[key]
	not problem.bound[key]
	not naming.keys(problem.arn)[key]
	unlimited(problem, key)
	required := [entry | some entry in problem.entries; entry.key == key]
	not _satisfied(required, candidates(problem, key, mine))
	some text in possible(problem, key, value.unformed(required))
	_hold(required, [text])
}

_satisfied(entries, values) if {
	some given in values
	_hold(entries, given)
}

_hold(entries, given) if {
	every entry in entries {
		operator.holds(entry, given)
	}
}

# METADATA
# description: |
#   the values of a key that a request can have: a stranger does not belong to the secret's organisation, nor the secret to
#   the stranger's
possible(problem, key, values) := [text | some text in values; not startswith(text, other)] if {
	problem.reach in {"outsider", "foreigner"}
	some prefix, name in _others
	startswith(key, prefix)
	other := strings.replace_n(_renamed(problem), name)
}

# A time that has passed cannot be the time of a request.
else := [text | some text in values; not facts.passed(text)] if key in facts.clocks

else := values

# METADATA
# description: true if the requests of the region can have any value of a key
unlimited(problem, _) if problem.reach == "any"

unlimited(problem, key) if _open(problem, key, facts.of(key))

# Made-up ARNs are in the partition of the resource.
_here(problem, known) := _in_partition(problem, known) if _renamed(problem) == {}

else := _in_partition(problem, object.union(known, {"fresh": [strings.replace_n(_renamed(problem), text) | some text in known.fresh]}))

default _renamed(_) := {}

_renamed(problem) := problem.renamed

_in_partition(_, known) := known if known.type != "arn"

_in_partition(problem, known) := known if {
	known.type == "arn"
	not _elsewhere(problem)
}

_in_partition(problem, known) := object.union(known, {"fresh": [replace(text, "arn:aws:", prefix) | some text in known.fresh]}) if {
	known.type == "arn"
	_elsewhere(problem)
	prefix := concat("", ["arn:", split(problem.arn, ":")[1], ":"])
}

_elsewhere(problem) if {
	problem.arn != "*"
	not startswith(problem.arn, "arn:aws:")
}

_others := {"aws:principalorg": placeholder.own_organization, "aws:resourceorg": variable.strange_organization}

# The key of a policy variable has the value that replaced the variable.
_as_bound(problem, key, values) := [given | some given in values; given == problem.bound[key].values] if problem.bound[key]

else := values

_by_service(problem) if problem.fixed["aws:principalisawsservice"].values == ["true"]

_open(_, _, known) if known.control in {"caller", "unknown"}

_open(problem, key, _) if not facts.applies(problem.action, key)

# A stranger controls the values on their own side and can request any secret, but cannot change their organisation,
# account or network.
_open(problem, _, known) if {
	problem.reach in {"outsider", "foreigner"}
	known.control in {"resource", "resource-id"}
}

_open(problem, key, known) if {
	problem.reach in {"outsider", "foreigner"}
	known.control in {"principal", "service"}
	not regex.match(`org|account|arn|owner|userid|federatedprovider`, key)
}

_open(problem, key, _) if {
	problem.reach in {"outsider", "foreigner"}
	key == "aws:vpcsourceip"
}

_open(problem, key, _) if {
	problem.reach == "foreigner"
	startswith(key, "aws:principalorg")
}

_absent(problem, key, known) := [null] if known.presence == "sometimes"

else := [null] if not facts.applies(problem.action, key)

else := []

_together(values) := [values] if count(values) > 1

_together(values) := [] if count(values) < 2
