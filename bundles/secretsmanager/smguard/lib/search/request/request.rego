# METADATA
# title: Witness requests
# description: |
#   Decides every access rule: the rule defines a region of requests that must not be possible, and this package
#   searches it for a concrete request that the document allows.
#
#   A region is {"spelled": [least, below]: the statement's pattern spells out at least `least` leading characters of the
#   secret's name, and all patterns together fewer than `below`; "open": true for only patterns that leave the end of the
#   name open; "outside": prefixes of names that do not belong to the region; "principals": null for all, "public" or
#   "external"; "accounts": not external; "guards": Condition blocks that do not hold for its requests; "reach": "any",
#   "stranger" (the caller has only values that no condition names) or "principal" (the same for a principal that a
#   wildcard lets in); "unscoped": true if some of its actions take no resource; "escape": a context in which no guard
#   holds, null if it has to be searched for}.
package smguard.lib.search.request

import data.smguard.lib.grammar.condition
import data.smguard.lib.grammar.naming
import data.smguard.lib.grammar.principal
import data.smguard.lib.invent.caller
import data.smguard.lib.invent.secret
import data.smguard.lib.meaning.caller as asking
import data.smguard.lib.meaning.facts
import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.operator
import data.smguard.lib.meaning.resource
import data.smguard.lib.search.context

# METADATA
# description: |
#   A request that Allow statement n of the document allows and none of its Deny statements blocks; undefined if there
#   is none. `who` is null or a principal. At least one entry of each guard (a list of condition entries) fails in the
#   request. {"proven": false} if the search gave up.
witness(world, n, action, arn, who, guards, reach) := {
	"action": data.smguard.catalog.actions[action].name,
	"resource": arn,
	"context": {},
} if {
	who == null
	guards == []
	world.denies == []
	world.bound == {}
	world.allows[n].entries == []
}

else := shown if {
	blocks := [left.entries |
		some i, left in _left(world.denies, arn)
		world.denies[i].actions[action]
		asking.covers(world.denies[i], who)
	]
	not [] in blocks
	solved := context.solve({
		"action": action,
		"arn": arn,
		"reach": reach,
		"entries": world.allows[n].entries,
		"clauses": array.concat(blocks, guards),
		"fixed": object.union(world.fixed, _fixed(who)),
		"bound": world.bound,
		"renamed": world.texts.renamed,
	})
	shown := _shown(_completed(solved, world.denies, arn), action, arn, who)
}

# The undecided entries of each Deny for this resource: {number of the Deny: {"entries"}}, without Deny statements that
# certainly do not block it. The region and account of a secret decide some conditions for all requests.
_left(denies, arn) := {i: {"entries": entries} |
	some i, deny in denies
	resource.certainly_matches(deny, arn)
	decided := [operator.holds(entry, _place(arn)[entry.key]) | some entry in deny.entries; _place(arn)[entry.key]]
	count(decided) == count([entry | some entry in deny.entries; _place(arn)[entry.key]])
	entries := [entry | some entry in deny.entries; not _place(arn)[entry.key]]
}

_place("*") := {}

_place(arn) := {"aws:requestedregion": [parts[3]], "aws:resourceaccount": [parts[4]]} if {
	arn != "*"
	parts := split(arn, ":")
}

# The keys that were decided without a search belong to the request too.
_completed(solved, [], _) := solved

_completed(solved, denies, arn) := object.union(solved, {"context": object.union(decided, solved.context)}) if {
	denies != []
	solved.proven
	asked := {lower(name) | some name, _ in solved.context}
	decided := {name: value[0] |
		some key, value in _place(arn)
		not key in asked
		names := {entry.name | some deny in denies; some entry in deny.entries; entry.key == key}
		names != set()
		name := min(names)
	}
}

_completed(solved, denies, _) := solved if {
	denies != []
	not solved.proven
}

_fixed(null) := {}

_fixed(who) := principal.keys(who) if who != null

_shown(solved, _, _, _) := {"proven": false} if not solved.proven

_shown(solved, action, arn, who) := object.union(
	{"action": data.smguard.catalog.actions[action].name, "resource": arn, "context": solved.context},
	_principal(who),
) if {
	solved.proven
}

_principal(null) := {}

_principal(who) := {"principal": who.id} if who != null

# METADATA
# description: |
#   Proofs that Allow statement n reaches into a region with some of the actions: [{"action", "pattern", "witness"}].
#   If one action is representative of all, only that one is tried.
proofs(world, n, region, actions) := [proof |
	some instance in world.instances[n]
	_inside(region, instance)
	proof := {
		"action": actions[0],
		"pattern": instance.pattern,
		"witness": {"action": name, "resource": instance.arn, "context": region.escape},
	}
] if {
	name := data.smguard.catalog.actions[actions[0]].name
	allow := world.allows[n]
	allow.principals == null
	region.principals == null
	not region.unscoped
	not allow.excluded
	not world.texts.crowded
	_simple(world, allow, region)
}

# Too much to search.
else := [{"action": action, "pattern": array.concat(allow.resources, ["*"])[0], "witness": {"proven": false}} |
	allow := world.allows[n]
	_may_lie(region, allow)
	_may_ask(region, allow)
	some action in actions
] if {
	world.crowded
}

else := _certain_first(array.concat(plain, found)) if {
	allow := world.allows[n]
	tried := _tried(world, allow, region, actions)
	people := caller.worth_trying(world, n, region)
	sought := {
		"guards": [condition.entries(block, "deny") | some block in region.guards],
		"people": people.callers,
		"everybody": people.all,
		"groups": _groups(world, n, region, _within(region, world.instances[n])),
	}
	leaders := _leaders(world, allow, region, tried)
	first := {leader: found |
		some leader in {leader | some leader in leaders}
		found := _of_action(world, n, region, object.union(sought, {"action": leader}))
	}
	plain := [proof | some action in tried; some led in first[leaders[action]]; proof := _of_another(led, action)]
	rest := [leader |
		some leader in tried
		first[leader] == []
		data.smguard.catalog.actions[leader].resource != "*"
		not _forbidden(world, n, leader)
	]
	further := _searched(world, n, region, object.union(sought, {"leaders": rest}))
	found := [proof | some action in tried; proof := _of_another(further[leaders[action]], action)]
}

# For each action the first one that Deny statements and conditions treat alike: what is found for it holds for both.
_leaders(_, _, _, []) := {}

_leaders(_, _, _, [action]) := {action: action}

_leaders(world, allow, region, actions) := leaders if {
	count(actions) > 1
	asked := {entry.key |
		some entries in array.concat(
			[allow.entries],
			array.concat([deny.entries | some deny in world.denies], [condition.entries(block, "deny") | some block in region.guards]),
		)
		some entry in entries
	} | object.keys(world.bound)
	signs := {action: _action_sign(world, asked, action) | some action in actions}
	first := {sign: [action | some action in actions; signs[action] == sign][0] | some sign in {sign | some sign in signs}}
	leaders := {action: first[sign] | some action, sign in signs}
}

_action_sign(world, asked, action) := {
	"denied": [i | some i, deny in world.denies; deny.actions[action]],
	"keys": {key | some key in asked; facts.applies(action, key)},
	"never": data.smguard.catalog.actions[action].never,
	"scoped": data.smguard.catalog.actions[action].resource != "*",
}

_of_another(proof, action) := proof if proof.action == action

_of_another(proof, action) := object.union(proof, {"action": action, "witness": _with_action(proof.witness, action)}) if {
	proof.action != action
}

_with_action(witness, _) := witness if not witness.action

_with_action(witness, action) := object.union(witness, {"action": data.smguard.catalog.actions[action].name}) if witness.action

_certain_first(proofs) := proofs if {
	every proof in proofs {
		is_certain(proof)
	}
}

else := array.concat([proof | some proof in proofs; is_certain(proof)], [proof | some proof in proofs; not is_certain(proof)])

# METADATA
# description: true if a proof has a request to show; without one the search could neither find it nor rule it out
is_certain(proof) if proof.witness.action

# METADATA
# description: true if Allow statement n could reach into a region at all; cheaper than proofs
promising(world, n, region) if {
	world.denies != []
	_nameable(world.allows[n], region)
}

promising(world, n, _) if world.allows[n].excluded

promising(world, n, region) if {
	world.texts.crowded
	_may_lie(region, world.allows[n])
}

promising(_, _, region) if region.unscoped

promising(world, n, region) if {
	some instance in world.instances[n]
	_inside(region, instance)
}

# METADATA
# description: the actions that Allow statement n is proven to allow, given the proofs; if none is proven, those in doubt
proven(world, n, region, actions, found) := actions if {
	found != []
	_simple(world, world.allows[n], region)
}

else := [action | some action in actions; action in shown] if {
	shown := {proof.action | some proof in found; _counts(proof, found[0])}
}

_counts(proof, _) if is_certain(proof)

_counts(_, first) if not is_certain(first)

# METADATA
# description: the actions that Allow statement n is proven to allow, and those in doubt
reached(world, n, region, actions, found) := actions if {
	found != []
	_simple(world, world.allows[n], region)
}

else := [action | some action in actions; action in shown] if {
	shown := {proof.action | some proof in found}
}

# METADATA
# description: the given actions that a statement names
held(allow, actions) := actions if count(allow.actions) == count(data.smguard.catalog.names)

else := [action | some action in actions; allow.actions[action]]

# Without conditions, Deny statements and guards, one action is representative of all of its kind.
_tried(world, allow, region, actions) := array.slice(actions, 0, 1) if _simple(world, allow, region)

else := actions

_simple(world, allow, region) if {
	world.denies == []
	world.bound == {}
	allow.entries == []
	is_object(region.escape)
	_covers_unscoped(allow, region)
}

_covers_unscoped(_, region) if not region.unscoped

_covers_unscoped(allow, _) if {
	"*" in allow.resources
	not allow.excluded
}

# Patterns that do not name secrets as the region requires need no search for instances.
_nameable(_, region) if {
	region.spelled[0] == 0
	not region.open
}

_nameable(allow, region) if {
	some pattern in allow.resources
	named := naming.of(pattern)
	named.written >= region.spelled[0]
	_as_open(region, named)
}

_of_action(world, n, region, asked) := [proof] if {
	data.smguard.catalog.actions[asked.action].resource == "*"
	not region.open
	region.spelled[0] == 0
	resource.matches(world.allows[n], "*")
	proof := _attempts(world, n, region, object.union(asked, {"groups": [[{"arn": "*", "pattern": "*"}]]}))[0]
}

else := [] if data.smguard.catalog.actions[asked.action].resource == "*"

else := _attempts(world, n, region, asked)

# A proof for each action for which the statement's plain instances gave none and another secret gives one.
_searched(_, _, _, sought) := {} if sought.leaders == []

_searched(world, n, region, sought) := {leader: found |
	some leader in sought.leaders
	asked := object.union(sought, {"action": leader, "groups": groups})
	found := _found(world, n, region, object.union(asked, {"proofs": _attempts(world, n, region, asked), "all": more.all}))
} if {
	sought.leaders != []
	found := secret.more(world, n)
	more := object.union(found, {"instances": secret.respelled(found.instances, world.chosen[n])})
	groups := [[group[0]] | some group in _groups(world, n, region, _within(region, more.instances))]
}

_found(_, _, _, sought) := sought.proofs[0] if sought.proofs != []

# The search may have missed requests.
_found(world, n, region, sought) := {
	"action": sought.action,
	"pattern": array.concat(world.allows[n].resources, ["*"])[0],
	"witness": {"proven": false},
} if {
	sought.proofs == []
	_unsure(world, sought)
	_somebody(sought)
	_may_lie(region, world.allows[n])
	_possible(world, n, region, sought)
}

_somebody(sought) if sought.people != []

_somebody(sought) if not sought.everybody

_unsure(_, sought) if not sought.all

_unsure(_, sought) if not sought.everybody

_unsure(world, _) if not world.all

# Only who lets in everybody lets in strangers.
_may_ask(region, _) if region.principals != "public"

_may_ask(_, allow) if allow.others

_may_ask(_, allow) if {
	some named in allow.principals
	named.kind == "any"
}

# Some secret that the statement reaches could be in the region.
_may_lie(_, allow) if {
	allow.excluded
	not "*" in allow.resources
}

_may_lie(region, allow) if {
	not allow.excluded
	some pattern in allow.resources
	named := naming.of(pattern)
	named.written >= region.spelled[0]
	named.written < region.spelled[1]
	_as_open(region, named)
	not outside(region, pattern)
}

# There may be such a request for a secret that was not tried: none of the conditions that are left without a secret rules
# it out.
_possible(world, n, region, sought) if {
	context.solve({
		"action": sought.action,
		"arn": "*",
		"reach": _widest(region.reach),
		"entries": [entry | some entry in world.allows[n].entries; not _of_secret[entry.key]],
		"clauses": [clause |
			some clause in array.concat(_blankets(world, n, sought.action), sought.guards)
			every entry in clause {
				not _of_secret[entry.key]
			}
		],
		"fixed": world.fixed,
		"bound": {},
		"renamed": world.texts.renamed,
	})
}

# A principal that the statement names may have any value.
_widest("principal") := "any"

_widest(reach) := reach if reach != "principal"

_of_secret := {
	"aws:requestedregion": true, "aws:resourceaccount": true,
	"secretsmanager:secretid": true, "secretsmanager:name": true,
}

# The conditions of Deny statements that block everybody and the action on every resource of the statement.
_blankets(world, n, action) := [deny.entries |
	some deny in world.denies
	deny.actions[action]
	deny.principals == null
	not deny.excluded
	_covers_all([deny], world.allows[n])
]

_covers_all(denies, allow) if {
	not allow.excluded
	every pattern in allow.resources {
		_covered(denies, pattern)
	}
}

_covers_all(denies, _) if {
	some deny in denies
	"*" in deny.resources
}

# There is no request if Deny statements always block the action on every resource of the statement.
_forbidden(world, n, action) if {
	denies := [deny |
		some deny in world.denies
		deny.actions[action]
		deny.entries == []
		deny.principals == null
		not deny.excluded
	]
	denies != []
	_covers_all(denies, world.allows[n])
}

# A pattern that matches another pattern as a string covers all that the other covers, unless a `?` matched a `*`.
_covered(denies, pattern) if {
	some deny in denies
	some other in deny.resources
	not contains(other, "?")
	resource.certainly_matches({"excluded": false, "resources": [other]}, pattern)
}

_covered(denies, pattern) if {
	not contains(pattern, "*")
	some deny in denies
	resource.certainly_matches(deny, pattern)
}

_covered(denies, pattern) if {
	count(split(pattern, ":")) > 6
	some deny in denies
	pattern in deny.resources
}

_within(region, instances) := [instance | some instance in instances; _inside(region, instance)]

# One instance of each group is representative of the group.
_attempts(world, n, region, asked) := [{"action": asked.action, "pattern": instance.pattern, "witness": proof} |
	some group in asked.groups
	some who in asked.people
	asking.reaches(who, group[0].arn)
	shown := witness(world, n, asked.action, group[0].arn, who, asked.guards, _reach(region, who))
	some i, instance in group
	proof := _at(shown, i, instance.arn)
] if {
	count(asked.groups) < 2
}

else := [proof |
	partitions := {split(group[0].arn, ":")[1] | some group in asked.groups}
	denies := {i | some i, deny in world.denies; deny.actions[asked.action]}
	prepared := [{partition: _prepared(world, n, region, asked, {"who": who, "denies": denies, "arn": arn}) |
		some partition in partitions
		arn := [group[0].arn | some group in asked.groups; startswith(group[0].arn, concat("", ["arn:", partition, ":"]))][0]
		asking.reaches(who, arn)
	} |
		some who in asked.people
	]
	some group in asked.groups
	left := object.keys(_left(world.denies, group[0].arn)) & denies
	some w, who in asked.people
	asking.reaches(who, group[0].arn)
	ready := prepared[w][split(group[0].arn, ":")[1]]
	active := left & ready.blocking
	not _blocked(ready, active)
	solved := context.decide(ready.context, group[0].arn, {ready.number[i] | some i in active} | ready.guards)
	shown := _shown(_completed(solved, world.denies, group[0].arn), asked.action, group[0].arn, who)
	some i, instance in group
	proof := {"action": asked.action, "pattern": instance.pattern, "witness": _at(shown, i, instance.arn)}
]

# What the searches for the secrets of a partition have in common.
_prepared(world, n, region, asked, given) := {
	"blocking": {i | some i in blocking},
	"number": {i: k | some k, i in blocking},
	"guards": {i | some k, _ in asked.guards; i := count(blocking) + k},
	"plain": {i | some k, i in blocking; clauses[k] == []},
	"context": context.prepare({
		"action": asked.action,
		"arn": given.arn,
		"reach": _reach(region, given.who),
		"entries": world.allows[n].entries,
		"clauses": array.concat(clauses, asked.guards),
		"fixed": object.union(world.fixed, _fixed(given.who)),
		"bound": world.bound,
		"renamed": world.texts.renamed,
	}),
} if {
	blocking := [i | some i in sort(given.denies); asking.covers(world.denies[i], given.who)]
	clauses := [[entry | some entry in world.denies[i].entries; not _places[entry.key]] | some i in blocking]
}

_places := {"aws:requestedregion": true, "aws:resourceaccount": true}

_blocked(ready, active) if ready.plain & active != set()

# The other secrets of a group differ in the values of keys that the request shows, so these belong to the first.
_at(shown, 0, _) := shown

_at(shown, i, _) := shown if {
	i > 0
	_of_one_secret(shown)
}

_at(shown, i, place) := object.union(shown, {"resource": place}) if {
	i > 0
	not _of_one_secret(shown)
}

_of_one_secret(shown) if shown.proven == false

_of_one_secret(shown) if {
	some name, _ in shown.context
	_of_secret[lower(name)]
}

# Instances that conditions and Deny statements treat alike, in the order of the first of each group.
_groups(_, _, _, [instance]) := [[instance]]

_groups(world, n, region, instances) := [group | some [_, group] in sort(groups)] if {
	count(instances) != 1
	entries := _on_secret(world, n, region)
	signs := [_sign(world, entries, instance.arn) | some instance in instances]
	groups := [[numbers[0], [instances[i] | some i in numbers]] |
		some sign in {sign | some sign in signs}
		numbers := [i | some i, other in signs; other == sign]
	]
}

_keys(text) := naming.keys(text)

# The conditions on keys that the secret decides.
_on_secret(world, n, region) := [entry |
	some entries in array.concat(
		[world.allows[n].entries],
		array.concat([deny.entries | some deny in world.denies], [condition.entries(block, "deny") | some block in region.guards]),
	)
	some entry in entries
	_of_secret[entry.key]
]

# The properties of a secret that a search for a context depends on: its partition, the Deny statements that are left, and
# for each key that it decides, which conditions each of the key's possible values meets, and whether it can have the value
# of a policy variable.
_sign(world, entries, arn) := [split(arn, ":")[1], object.keys(_left(world.denies, arn)), met, bound] if {
	bound := {key: agrees | some key, assigned in world.bound; agrees := assigned.values in _keys(arn)[key]}
	asked := {entry.key | some entry in entries}
	met := {key: {held |
		some values in possible
		held := {i | some i, entry in entries; entry.key == key; operator.holds(entry, values)}
	} |
		some key, possible in _keys(arn)
		key in asked
	}
}

_inside(region, instance) if {
	instance.written >= region.spelled[0]
	instance.spelled < region.spelled[1]
	_as_open(region, instance)
	_goes_on(region, instance)
	not outside(region, instance.arn)
}

_as_open(region, _) if not region.open

_as_open(_, instance) if instance.open

# An open pattern matches another secret only by a name that is longer than the part spelled out.
_goes_on(region, _) if not region.open

_goes_on(_, instance) if {
	name := concat(":", array.slice(split(instance.arn, ":"), 6, 99))
	spelled := glob.literal_prefix(concat(":", array.slice(split(instance.pattern, ":"), 6, 99)))
	count(name) - 7 > count(trim_suffix(spelled, "-"))
	naming.beyond(instance.pattern, instance.arn)
}

# METADATA
# description: true if an ARN or a pattern names a secret under one of the region's prefixes
outside(region, text) if {
	some prefix in region.outside
	contains(text, concat("", [":secret:", prefix]))
}

_reach(region, who) := _reach_of(region.principals, who) if region.reach == "principal"

else := region.reach

_reach_of(_, who) := "any" if not who.stranger

_reach_of(principals, who) := _outside[principals] if who.stranger

_outside := {"public": "outsider", "external": "foreigner"}
