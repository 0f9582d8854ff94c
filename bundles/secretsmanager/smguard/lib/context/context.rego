# METADATA
# title: Request contexts
# description: |
#   Looks for a request context that satisfies the conditions of an Allow statement and fails at least one
#   entry of every clause: a Deny's conditions, a guard. What cannot be decided within the bound is not proven.
package smguard.lib.context

import data.smguard.lib.arn
import data.smguard.lib.condition
import data.smguard.lib.glob
import data.smguard.lib.variable

_bound := 2048

# METADATA
# description: |
#   The context found, or "proven": false where the search had to give up; undefined where no context does.
#   A problem is {"action", "arn", "reach": "any" or "stranger", "entries": of the Allow, "clauses": lists of
#   entries, "fixed": {key: {"name", "values"}} where known, "bound": the same for policy variables}.
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
	values := [value | some value in candidates(problem, entry.key, [entry]); not condition.holds(entry, value)]
	context := {entry.name: _shown(problem, entry.key, shown) |
		shown := values[0]
		shown != null
	}
	values != []
}

else := answer if {
	possible := object.union(problem, {"clauses": array.concat(problem.clauses, _never(problem))})
	choices := _choices(possible)
	total := product([count(choice.options) | some choice in choices])
	answer := _search(possible, choices, total)
}

# What no request of the action holds all of, where the conditions ask for it.
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
	found := [n | some n in _numbers(total); _failed(choices, n) == clauses]
	context := _context(problem, choices, found[0])
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

_options(problem, key, mine) := [option |
	required := [entry | some entry in problem.entries; entry.key == key]
	values := [value |
		some value in candidates(problem, key, mine)
		every entry in required {
			condition.holds(entry, value)
		}
	]
	fails := [_fails(problem.clauses, key, value) | some value in values]
	some i, value in values
	not fails[i] in array.slice(fails, 0, i)
	option := {"values": value, "fails": fails[i]}
]

_fails(clauses, key, value) := {i |
	some i, clause in clauses
	some entry in clause
	entry.key == key
	not condition.holds(entry, value)
}

# Combinations are numbered in mixed radix, one digit for each key.
_failed(choices, n) := union({choice.options[_digit(choices, i, n)].fails | some i, choice in choices})

_digit(choices, i, n) := floor(n / stride) % count(choices[i].options) if {
	stride := product([count(choice.options) | some choice in array.slice(choices, 0, i)])
}

_context(problem, choices, n) := {name: shown |
	some i, choice in choices
	values := choice.options[_digit(choices, i, n)].values
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
# description: what is known of a condition key; a key that nobody described may be anything
facts(key) := described if described := data.smguard.catalog.keys[key]

else := object.union(described, {"fresh": [concat("", ["any-", substring(key, indexof(key, "/") + 1, -1)])]}) if {
	described := data.smguard.catalog.keys[concat("", [split(key, "/")[0], "/"])]
}

else := {
	"type": "string", "presence": "sometimes", "control": "unknown", "scope": "service",
	"multivalued": false, "absent": {}, "fresh": ["any-value"],
}

# METADATA
# description: true when the catalog says that requests of this action can carry the key
applies(_, key) if facts(key).scope == "global"

applies(action, key) if data.smguard.catalog.actions[action].keys[key]

applies(action, key) if data.smguard.catalog.actions[action].keys[concat("", [split(key, "/")[0], "/"])]

# METADATA
# description: |
#   values of a key worth trying, plainest first, each null (absent) or a list; `mine` are the entries on it.
#   A stranger has only what anybody has: values that nobody named, and what a caller chooses freely.
candidates(problem, key, mine) := _as_bound(problem, key, [problem.fixed[key].values]) if problem.fixed[key]

else := _as_bound(problem, key, array.concat(_absent(problem, key, facts(key)), values)) if {
	values := arn.keys(problem.arn)[key]
}

else := [problem.bound[key].values] if problem.bound[key]

else := array.concat(_absent(problem, key, known), [[value] | some value in _fresh_closed(known, mine)]) if {
	known := facts(key)
	problem.reach != "any"
	not _open(problem, key, known)
}

else := array.concat(_absent(problem, key, known), array.concat(singles, _together(values))) if {
	known := facts(key)
	values := _apart(problem, key, _open_values(known, mine))
	singles := [[value] | some value in values]
	_multivalued(key, mine)
}

else := array.concat(_absent(problem, key, known), [[value] | some value in values]) if {
	known := facts(key)
	values := _apart(problem, key, _open_values(known, mine))
}

# Whoever comes from outside is not of the secret's organisation, nor the secret of theirs.
_apart(problem, key, values) := [value | some value in values; not startswith(value, other)] if {
	problem.reach in {"outsider", "foreigner"}
	some prefix, other in _others
	startswith(key, prefix)
}

else := values

_others := {"aws:principalorg": variable.own_organization, "aws:resourceorg": variable.strange_organization}

# A key that a policy variable stands for has the one value that the variable was replaced by.
_as_bound(problem, key, values) := [value | some value in values; value == problem.bound[key].values] if problem.bound[key]

else := values

_open_values(known, mine) := array.concat(
	[value |
		some entry in mine
		some value in instances(entry)
		not contains(value, "\uE000")
		value != ""
		_credible(entry, known, value)
	],
	array.concat(
		array.concat(
			[value | some entry in mine; some value in _grown(entry, known)],
			[value | some value in _crossed(mine); _fits(known, value); _well_formed(known, value)],
		),
		[value | some value in _fresh_open(known, mine); _well_formed(known, value)],
	),
)

# Values of a certain form that a pattern takes in: what the pattern writes out, and then the end of a fresh value.
_grown(entry, known) := [value |
	known.format
	entry.test in {"like", "arn"}
	some pattern in entry.values
	glob.wild(pattern)
	some value in _of_form(pattern, known)
	regex.match(known.format, value)
]

_of_form(pattern, known) := _arns(pattern) if known.type == "arn"

_of_form(pattern, known) := [value |
	head := replace(split(pattern, "*")[0], "?", "0")
	some fresh in known.fresh
	some start in ({count(head)} | {indexof(fresh, "/") + 1})
	value := concat("", [head, substring(fresh, start, -1)])
] if {
	known.type != "arn"
}

# What a policy names may well be there; what was made up from it has to be a value that the key can have.
_credible(entry, _, value) if value in entry.values

_credible(_, known, value) if _well_formed(known, value)

_well_formed(known, _) if not known.format

_well_formed(known, value) if regex.match(known.format, value)

# What was put together from several patterns has to be a value that the key can have.
_fits(known, value) if {
	known.type != "arn"
	value != ""
}

_fits(known, value) if {
	known.type == "arn"
	regex.match(`\Aarn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:[^*?]+\z`, value)
}

# A value that fits two patterns at once: one's wildcards filled with what the other spells out.
_crossed(mine) := [value |
	some i, entry in mine
	some j, other in mine
	i != j
	some pattern in entry.values
	some filling in other.values
	entry.test in {"like", "arn"}
	value := replace(replace(pattern, "*", replace(filling, "*", "")), "?", "x")
]

_open(_, _, known) if known.control in {"caller", "unknown"}

_open(problem, key, _) if not applies(problem.action, key)

# Whoever comes from outside chooses what is on their own side, and has any secret in mind; they cannot choose to be
# in another organisation, account or network.
_open(problem, _, known) if {
	problem.reach in {"outsider", "foreigner"}
	known.control in {"resource", "resource-id"}
}

_open(problem, key, known) if {
	problem.reach in {"outsider", "foreigner"}
	known.control in {"principal", "service"}
	not regex.match(`org|account|arn|owner`, key)
}

_open(problem, key, _) if {
	problem.reach in {"outsider", "foreigner"}
	key == "aws:vpcsourceip"
}

_open(problem, key, _) if {
	problem.reach == "foreigner"
	startswith(key, "aws:principalorg")
}

_absent(problem, key, known) := [null] if known.presence != "always"

else := [null] if not applies(problem.action, key)

else := []

_together(values) := [values] if count(values) > 1

_together(values) := [] if count(values) < 2

_fresh_closed(known, mine) := ["false"] if known.type == "bool"

else := [address | some address in known.fresh; not _named(address, mine)] if known.type == "ip"

else := known.fresh

# An address is no stranger's where a network that somebody could own is named and holds it.
_named(address, mine) if {
	some entry in mine
	entry.test == "ip"
	some network in entry.values
	to_number(split(network, "/")[1]) > 7
	net.cidr_contains(network, address)
}

_fresh_open(known, _) := ["true", "false"] if known.type == "bool"

_fresh_open(known, mine) := array.concat(known.fresh, unlike) if {
	known.type != "bool"
	unlike := [text | known.type == "string"; text := concat("", array.concat(["zz"], [v | some entry in mine; some v in entry.values]))]
}

# METADATA
# description: values around what an entry names; some fit it, some just miss it
instances(entry) := entry.values if entry.test == "equals"

instances(entry) := [text | some value in entry.values; some text in [value, upper(value)]] if entry.test == "ignorecase"

instances(entry) := [lower(value) | some value in entry.values; lower(value) in {"true", "false"}] if entry.test == "bool"

instances(entry) := [text | some value in entry.values; some text in _like(value)] if entry.test == "like"

instances(entry) := [text | some value in entry.values; some text in _arns(value)] if entry.test == "arn"

instances(entry) := [text | some value in entry.values; some text in _addresses(value)] if entry.test == "ip"

instances(entry) := [text |
	some value in entry.values
	number := to_number(value)
	some near in [number, number - 1, number + 1]
	text := json.marshal(near)
] if {
	entry.test == "number"
}

instances(entry) := array.concat(entry.values, ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]) if entry.test == "date"

instances(entry) := [] if entry.test == "null"

_like(pattern) := [pattern] if not glob.wild(pattern)

_like(pattern) := [replace(replace(pattern, "?", character), "*", text) |
	some character in ["x", "7"]
	some text in ["", "any"]
] if {
	glob.wild(pattern)
}

_arns(pattern) := [pattern] if not glob.wild(pattern)

_arns(pattern) := [arn |
	parts := split(pattern, ":")
	count(parts) >= 6
	account := _account(parts[4])
	arn := concat(":", array.concat(
		[_part(parts[0], "arn"), _part(parts[1], "aws"), _part(parts[2], "iam"), _part(parts[3], ""), account],
		[replace(replace(concat(":", array.slice(parts, 5, count(parts))), "?", "x"), "*", "any")],
	))
] if {
	glob.wild(pattern)
	count(split(pattern, ":")) >= 6
}

_arns(pattern) := _like(pattern) if {
	glob.wild(pattern)
	count(split(pattern, ":")) < 6
}

_part(text, filler) := filler if glob.matches(text, filler)

else := replace(replace(text, "?", "x"), "*", "any")

_account(text) := text if not glob.wild(text)

_account(text) := "999988887777" if glob.matches(text, "999988887777")

else := substring(concat("", [replace(replace(text, "?", "0"), "*", ""), "000000000000"]), 0, 12) if glob.wild(text)

# The first and the last address of a network; of one that is written otherwise, the address in it.
_addresses(network) := [_dotted(first), _dotted((first + size) - 1)] if {
	parts := regex.find_all_string_submatch_n(`\A([0-9]+)\.([0-9]+)\.([0-9]+)\.([0-9]+)/([0-9]+)\z`, network, 1)[0]
	numbers := [to_number(part) | some i, part in parts; i > 0]
	numbers[4] <= 32
	size := bits.lsh(1, 32 - numbers[4])
	address := (((((numbers[0] * 256) + numbers[1]) * 256) + numbers[2]) * 256) + numbers[3]
	first := address - (address % size)
}

else := [split(network, "/")[0]]

_dotted(address) := concat(".", [json.marshal(part) |
	some shift in [24, 16, 8, 0]
	part := bits.and(bits.rsh(address, shift), 255)
])
