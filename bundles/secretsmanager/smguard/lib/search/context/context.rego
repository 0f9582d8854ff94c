# METADATA
# title: Request contexts
# description: |
#   Looks for a request context that satisfies the conditions of an Allow statement and fails at least one
#   entry of every clause (a Deny's conditions, a guard). A search that reaches its bound proves nothing.
package smguard.lib.search.context

import data.smguard.lib.grammar.condition
import data.smguard.lib.grammar.variable
import data.smguard.lib.invent.arn
import data.smguard.lib.invent.value
import data.smguard.lib.meaning.calendar
import data.smguard.lib.meaning.operator
import data.smguard.lib.reader.placeholder

_bound := 1024

# METADATA
# description: |
#   The context found, with "proven": false if the search gave up; undefined if there is no such context.
#   A problem is {"action", "arn", "reach": "any" or "stranger", "entries": of the Allow, "clauses": lists of entries,
#   "fixed": {key: {"name", "values"}} for known keys, "bound": the same for policy variables, "renamed": replacements for
#   made-up names}.
solve(problem) := {"proven": true, "context": {}} if {
	problem.entries == []
	problem.clauses == []
	problem.bound == {}
}

# One clause of one entry and no other condition: the first value that fails it.
else := {"proven": true, "context": context} if {
	problem.entries == []
	problem.bound == {}
	[[entry]] = problem.clauses
	values := [given | some given in candidates(problem, entry.key, [entry]); not operator.holds(entry, given)]
	context := {entry.name: _shown(problem, entry.key, shown) |
		shown := values[0]
		shown != null
	}
	values != []
}

else := answer if {
	possible := object.union(problem, {"clauses": array.concat(problem.clauses, _never(problem))})
	plain := _choices(possible)
	sizes := [count(choice.options) | some choice in plain]
	choices := [object.union(choice, {"size": sizes[i], "stride": product(array.slice(sizes, 0, i))}) | some i, choice in plain]
	answer := _answer(possible, choices, product(sizes))
}

_answer(problem, choices, total) := answer if answer := _search(problem, choices, total)

# No value with the key's format was found for a pattern, although there may be one.
else := {"proven": false} if {
	total == 0
	every choice in choices {
		_perhaps(problem, choice)
	}
}

_perhaps(_, choice) if choice.options != []

_perhaps(problem, choice) if {
	choice.options == []
	facts(choice.key).format
	facts(choice.key).presence != "never"
	not problem.fixed[choice.key]
	not problem.bound[choice.key]
	not arn.keys(problem.arn)[choice.key]
	_unlimited(problem, choice.key)
	mine := [entry | some entry in problem.entries; entry.key == choice.key]
	some text in _possible(problem, choice.key, value.unformed(mine))
	every entry in mine {
		operator.holds(entry, [text])
	}
}

# Sets of keys that no request of the action has together, if the conditions require them.
_never(problem) := [entries |
	some block in data.smguard.catalog.actions[problem.action].never
	entries := condition.entries(block, "deny")
	asked := {entry.key | some entry in problem.entries} | {entry.key | some clause in problem.clauses; some entry in clause}
	every entry in entries {
		entry.key in asked
	}
]

_search(_, _, total) := {"proven": false} if total > _bound

_search(problem, choices, total) := {"proven": true, "context": context} if {
	total <= _bound
	clauses := {i | some i, _ in problem.clauses}
	fitting := [n | some n in _numbers(total); _failed(choices, n) == clauses]
	fitting != []
	context := [context | some n in array.slice(fitting, 0, _few); context := _context(problem, choices, n); _coherent(problem, context)][0]
}

# The number of contexts that are tried for values that can occur together.
_few := 32

# A principal's ARN contains its account.
_coherent(problem, _) if not _both_said(problem)

_coherent(problem, context) if {
	_both_said(problem)
	said := {lower(name): shown | some name, shown in context}
	account := object.get(said, "aws:principalaccount", "")
	arn_account := split(object.get(said, "aws:principalarn", "::::"), ":")[4]
	count({owner | some owner in [account, arn_account]; owner != ""}) < 2
}

_both_said(problem) if {
	some entry in problem.entries
	entry.key == "aws:principalaccount"
	some other in problem.entries
	other.key == "aws:principalarn"
}

_numbers(0) := []

_numbers(total) := numbers.range(0, total - 1) if total > 0

# [{"key", "options": [{"values", "fails": clause numbers}]}], one option for each set of clauses that it fails
_choices(problem) := [{"key": key, "options": _options(problem, key, mine)} |
	all := array.concat(problem.entries, [entry | some clause in problem.clauses; some entry in clause])
	keys := {entry.key | some entry in all} | object.keys(problem.bound)
	some key in sort(keys)
	mine := [entry | some entry in all; entry.key == key]
]

_options(problem, key, mine) := [{"values": values[i], "fails": fails[i]} | some i in firsts] if {
	required := [entry | some entry in problem.entries; entry.key == key]
	values := _accepted(required, candidates(problem, key, mine))
	fails := [_fails(problem.clauses, key, given) | some given in values]
	ordered := sort([[failed, i] | some i, failed in fails])
	firsts := sort([pair[1] | some k, pair in ordered; _differs(ordered, k)])
}

_differs(_, 0)

_differs(ordered, k) if {
	k > 0
	ordered[k - 1][0] != ordered[k][0]
}

_unlimited(problem, _) if problem.reach == "any"

_unlimited(problem, key) if _open(problem, key, facts(key))

_accepted(required, values) := [given |
	some given in values
	every entry in required {
		operator.holds(entry, given)
	}
]

_fails(clauses, key, value) := {i |
	some i, clause in clauses
	some entry in clause
	entry.key == key
	not operator.holds(entry, value)
}

# Combinations are numbered in mixed radix, one digit for each key.
_failed(choices, n) := union({choice.options[floor(n / choice.stride) % choice.size].fails | some choice in choices})

_context(problem, choices, n) := {name: shown |
	some choice in choices
	values := choice.options[floor(n / choice.stride) % choice.size].values
	values != null
	name := _name(problem, choice.key)
	shown := _shown(problem, choice.key, values)
}

_name(problem, key) := name if name := problem.fixed[key].name

else := name if name := problem.bound[key].name

else := min(names) if {
	own := {entry.name | some entry in problem.entries; entry.key == key}
	others := {entry.name | some clause in problem.clauses; some entry in clause; entry.key == key}
	names := own | others
}

_shown(problem, key, values) := values if {
	_multivalued(key, array.concat(problem.entries, [entry | some clause in problem.clauses; some entry in clause]))
}

else := values[0] if count(values) == 1

else := values

_multivalued(key, _) if facts(key).multivalued

_multivalued(key, entries) if {
	some entry in entries
	entry.key == key
	entry.set != ""
}

# METADATA
# description: the facts about a condition key; an undescribed key can have any value
facts(key) := described if described := data.smguard.catalog.keys[key]

else := object.union(described, {"fresh": [concat("", ["any-", substring(key, indexof(key, "/") + 1, -1)])]}) if {
	described := data.smguard.catalog.keys[concat("", [split(key, "/")[0], "/"])]
}

else := {
	"type": "string", "presence": "sometimes", "control": "unknown", "scope": "service",
	"multivalued": false, "absent": {}, "fresh": ["any-value"],
}

# METADATA
# description: true if requests of this action can have the key, according to the catalog
applies(_, key) if facts(key).scope == "global"

applies(action, key) if data.smguard.catalog.actions[action].keys[key]

applies(action, key) if data.smguard.catalog.actions[action].keys[concat("", [split(key, "/")[0], "/"])]

# METADATA
# description: |
#   values of a key worth trying, the plainest first, each null (absent) or a list; `mine` are the entries on it. A
#   stranger has only values that no condition names, and those that a caller chooses freely.
candidates(problem, key, mine) := _as_bound(problem, key, [problem.fixed[key].values]) if problem.fixed[key]

else := _as_bound(problem, key, array.concat(_absent(problem, key, facts(key)), values)) if {
	values := arn.keys(problem.arn)[key]
}

else := _as_bound(problem, key, [null]) if facts(key).presence == "never"

else := [problem.bound[key].values] if problem.bound[key]

# It is not known whether the requests of a service have the key, nor its value.
else := array.concat([null], [[text] | some text in value.closed(_here(problem, facts(key)), mine)]) if {
	_by_service(problem)
	facts(key).presence == "principal"
}

else := array.concat(_absent(problem, key, known), [[text] | some text in value.closed(known, mine)]) if {
	known := _here(problem, facts(key))
	problem.reach != "any"
	not _open(problem, key, known)
}

else := array.concat(_absent(problem, key, known), array.concat(singles, _together(values))) if {
	known := _here(problem, facts(key))
	values := _possible(problem, key, value.open(known, mine))
	singles := [[text] | some text in values]
	_multivalued(key, mine)
}

else := array.concat(_absent(problem, key, known), [[text] | some text in values]) if {
	known := _here(problem, facts(key))
	values := _possible(problem, key, value.open(known, mine))
}

# A stranger does not belong to the secret's organisation, nor the secret to the stranger's.
_possible(problem, key, values) := [text | some text in values; not startswith(text, other)] if {
	problem.reach in {"outsider", "foreigner"}
	some prefix, name in _others
	startswith(key, prefix)
	other := strings.replace_n(_renamed(problem), name)
}

# A time that has passed cannot be the time of a request.
else := [text | some text in values; not passed(text)] if key in clocks

else := values

# METADATA
# description: true if a date, as IAM writes it, is before the catalog's date
passed(text) if calendar.seconds(text) < calendar.seconds(data.smguard.catalog.date)

# METADATA
# description: the keys that contain the time of the request
clocks := {"aws:currenttime", "aws:epochtime"}

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

_open(problem, key, _) if not applies(problem.action, key)

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

else := [null] if not applies(problem.action, key)

else := []

_together(values) := [values] if count(values) > 1

_together(values) := [] if count(values) < 2
