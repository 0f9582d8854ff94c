# METADATA
# title: Request contexts
# description: |
#   Looks for a request context that satisfies the conditions of an Allow statement and fails at least one
#   entry of every clause (a Deny's conditions, a guard). A search that reaches its bound proves nothing.
package smguard.lib.search.context

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.arn
import data.smguard.lib.invent.option
import data.smguard.lib.invent.value
import data.smguard.lib.meaning.facts
import data.smguard.lib.meaning.operator

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
	values := [given | some given in option.candidates(problem, entry.key, [entry]); not operator.holds(entry, given)]
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
	facts.of(choice.key).format
	facts.of(choice.key).presence != "never"
	not problem.fixed[choice.key]
	not problem.bound[choice.key]
	not arn.keys(problem.arn)[choice.key]
	option.unlimited(problem, choice.key)
	mine := [entry | some entry in problem.entries; entry.key == choice.key]
	some text in option.possible(problem, choice.key, value.unformed(mine))
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
	values := _accepted(required, option.candidates(problem, key, mine))
	fails := [_fails(problem.clauses, key, given) | some given in values]
	ordered := sort([[failed, i] | some i, failed in fails])
	firsts := sort([pair[1] | some k, pair in ordered; _differs(ordered, k)])
}

_differs(_, 0)

_differs(ordered, k) if {
	k > 0
	ordered[k - 1][0] != ordered[k][0]
}

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
	facts.multivalued(key, array.concat(problem.entries, [entry | some clause in problem.clauses; some entry in clause]))
}

else := values[0] if count(values) == 1

else := values
