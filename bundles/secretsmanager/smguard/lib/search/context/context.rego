# METADATA
# title: Request contexts
# description: |
#   Looks for a request context that satisfies the conditions of an Allow statement and fails at least one
#   entry of every clause (a Deny's conditions, a guard). A search that reaches its bound proves nothing.
package smguard.lib.search.context

import data.smguard.lib.grammar.condition
import data.smguard.lib.grammar.naming
import data.smguard.lib.invent.caller
import data.smguard.lib.invent.identity
import data.smguard.lib.invent.option
import data.smguard.lib.meaning.facts
import data.smguard.lib.meaning.operator

# Combinations that are tried in one search, unless the problem says that there are many searches.
_bound := 1024

_most(problem) := problem.most

_most(problem) := _bound if not problem.most

# METADATA
# description: |
#   The context found, with "proven": false if the search gave up; undefined if there is no such context.
#   A problem is {"action", "arn", "reach": "any" or "stranger", "entries": of the Allow, "clauses": lists of entries,
#   "fixed": {key: {"name", "values"}} for known keys, "bound": the same for policy variables, "renamed": replacements for
#   made-up names, "most": how many combinations may be tried}.
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
	choices := _choices_of(possible, _keys(possible))
	answer := _answer(possible, choices)
}

# METADATA
# description: |
#   What the search for one problem has in common with those for other secrets of the same partition: the choices of the
#   keys that the secret does not decide. Its clauses are those of all these searches.
prepare(problem) := {"problem": possible, "choices": _choices_of(possible, _keys(possible) - object.keys(naming.keys(problem.arn)))} if {
	never := _never(problem)
	possible := object.union(problem, {
		"clauses": array.concat(problem.clauses, never),
		"impossible": {i | some k, _ in never; i := count(problem.clauses) + k},
	})
}

# METADATA
# description: the answer of solve for another secret, if of the problem's clauses only some count (their numbers)
decide(prepared, secret, counting) := _answer(problem, choices) if {
	active := counting | prepared.problem.impossible
	problem := object.union(prepared.problem, {"arn": secret, "active": active})
	own := _choices_of(problem, _keys(problem) & object.keys(naming.keys(secret)))
	choices := [_among(pair[1], active) | some pair in sort([[choice.key, choice] | some choice in array.concat(prepared.choices, own)])]
}

# Of options that fail the same of the clauses that count, the first.
_among(choice, active) := object.union(choice, {"options": [object.union(one, {"fails": fails[i]}) |
	some i, one in choice.options
	not fails[i] in array.slice(fails, 0, i)
]}) if {
	fails := [failed | some one in choice.options; failed := one.fails & active]
}

# The clauses that the context has to fail.
_active(problem) := problem.active

_active(problem) := {i | some i, _ in problem.clauses} if not problem.active

_answer(problem, choices) := answer if answer := _search(problem, choices)

else := {"proven": false} if _hopeful(problem, choices)

# A context may exist that was not tried: for some keys not every kind of value was, or there are too many combinations.
_hopeful(problem, choices) if {
	hopes := [_hope(problem, choice) | some choice in choices]
	_each_has_options(hopes)
	_reach_all(problem, hopes)
	_unsure(problem, choices)
	_may_combine(problem, hopes)
}

_unsure(_, choices) if {
	some choice in choices
	not choice.complete
}

_unsure(problem, choices) if not _manageable(problem, choices)

_may_combine(problem, choices) if not _manageable(problem, choices)

_may_combine(problem, choices) if _fitting(problem, _numbered(_manageable(problem, choices))) != []

# The best that values which were not tried could do: fail every clause that mentions the key.
_hope(_, choice) := choice if choice.complete

_hope(problem, choice) := object.union(choice, {"options": [{"given": {}, "fails": fails}]}) if {
	not choice.complete
	fails := {i |
		some i, clause in problem.clauses
		some entry in clause
		entry.key in choice.keys
	}
}

_each_has_options(choices) if {
	every choice in choices {
		choice.options != []
	}
}

_reach_all(problem, choices) if {
	_active(problem) - {i | some choice in choices; some one in choice.options; some i in one.fails} == set()
}

# The choices, without options that another one surpasses if there would be too many combinations; undefined if there are
# too many even so.
_manageable(problem, choices) := choices if product([count(choice.options) | some choice in choices]) <= _most(problem)

else := fewer if {
	fewer := [object.union(choice, {"options": _unsurpassed(choice.options)}) | some choice in choices]
	product([count(choice.options) | some choice in fewer]) <= _most(problem)
}

_unsurpassed(options) := [one |
	some one in options
	not _surpassed(one, options)
]

_surpassed(one, options) if {
	some other in options
	count(one.fails) < count(other.fails)
	one.fails - other.fails == set()
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

_search(problem, choices) := {"proven": true, "context": context} if {
	_each_has_options(choices)
	_reach_all(problem, choices)
	numbered := _numbered(_manageable(problem, choices))
	fitting := _fitting(problem, numbered)
	fitting != []
	context := _context(problem, numbered, fitting[0])
}

_fitting(problem, numbered) := [n | some n in _numbers(product([choice.size | some choice in numbered])); active - _failed(numbered, n) == set()] if {
	active := _active(problem)
}

_numbered(choices) := [object.union(choice, {"size": sizes[i], "stride": product(array.slice(sizes, 0, i))}) | some i, choice in choices] if {
	sizes := [count(choice.options) | some choice in choices]
}

_numbers(0) := []

_numbers(total) := numbers.range(0, total - 1) if total > 0

# [{"key", "options": [{"given": {key: values}, "fails": clause numbers}], "complete"}], one option for each set of clauses
# that it fails; complete if no other value of the key would be another option.
_choices_of(problem, keys) := array.concat(_joint_choice(problem, joint), [choice |
	some key in sort(keys - joint)
	mine := [entry | some entry in _all(problem); entry.key == key]
	required := [entry | some entry in problem.entries; entry.key == key]
	choice := {
		"key": key,
		"keys": {key},
		"complete": _complete(problem, key, mine),
		"options": _options(problem, required, [{key: given} | some given in option.candidates(problem, key, mine)]),
	}
]) if {
	joint := _joint(problem, keys)
}

_all(problem) := array.concat(problem.entries, [entry | some clause in problem.clauses; some entry in clause])

# Values of keys that describe the caller have to agree, so several of these keys are one choice.
_joint(problem, keys) := joint if {
	joint := identity.keys & keys
	count(joint) > 1
	joint - object.keys(problem.fixed) != set()
} else := set()

_joint_choice(_, joint) := [] if joint == set()

_joint_choice(problem, joint) := [{
	"key": min(joint),
	"keys": joint,
	"complete": made.complete,
	"options": _options(problem, required, made.options),
}] if {
	joint != set()
	mine := [entry | some entry in _all(problem); entry.key in joint]
	required := [entry | some entry in problem.entries; entry.key in joint]
	made := caller.options(problem, sort(joint), mine)
}

_keys(problem) := ({entry.key | some entry in problem.entries} | {entry.key | some clause in problem.clauses; some entry in clause}) | object.keys(problem.bound)

default _complete(_, _, _) := false

_complete(problem, key, mine) if option.complete(problem, key, mine)

_options(problem, required, possible) := [{"given": accepted[i], "fails": fails[i]} | some i in firsts] if {
	accepted := [given | some given in possible; _accepted(required, given)]
	fails := [_fails(problem.clauses, given) | some given in accepted]
	ordered := sort([[failed, i] | some i, failed in fails])
	firsts := sort([pair[1] | some k, pair in ordered; _differs(ordered, k)])
}

_differs(_, 0)

_differs(ordered, k) if {
	k > 0
	ordered[k - 1][0] != ordered[k][0]
}

_accepted(required, given) if {
	every entry in required {
		operator.holds(entry, given[entry.key])
	}
}

_fails(clauses, given) := {i |
	some key, values in given
	some i, clause in clauses
	some entry in clause
	entry.key == key
	not operator.holds(entry, values)
}

# Combinations are numbered in mixed radix, one digit for each key.
_failed(choices, n) := union({choice.options[floor(n / choice.stride) % choice.size].fails | some choice in choices})

_context(problem, choices, n) := {name: shown |
	some choice in choices
	some key, values in choice.options[floor(n / choice.stride) % choice.size].given
	values != null
	name := _name(problem, key)
	shown := _shown(problem, key, values)
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
