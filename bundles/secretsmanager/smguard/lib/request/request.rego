# METADATA
# title: Witness requests
# description: |
#   The one way in which every access rule decides: it names a region of requests that must not be possible, and
#   receives a concrete one that the document allows there.
#
#   A region is {"spelled": [least, below]: leading characters of a secret's name that the statement's pattern writes
#   out at least, and that all patterns together write out less than; "open": only names that go on freely; "outside":
#   leading texts of names that are not in it; "principals": null for all, "public" or "external"; "accounts" that are
#   not external; "guards": Condition blocks that do not hold for its requests; "reach": "any", "stranger" (has only
#   what no condition names) or "principal" (an outsider's where a wildcard lets the principal in); "unscoped": some of
#   its actions take no resource; "escape": a context in which no guard holds, null where it has to be looked for}.
package smguard.lib.request

import data.smguard.lib.arn
import data.smguard.lib.condition
import data.smguard.lib.context
import data.smguard.lib.glob
import data.smguard.lib.principal
import data.smguard.lib.resource

# METADATA
# description: |
#   A request that Allow statement n of the document allows and no Deny of it blocks; undefined where there is
#   none. `who` is null or a principal; of each guard (a list of condition entries) at least one entry fails in the
#   request. {"proven": false} where the search gave up.
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
		_blocks(world.denies[i], who)
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

# What each Deny leaves to ask where the resource is this one: {number of the Deny: {"entries"}}, without those that it
# certainly does not block. Where a secret is decides some conditions once for all requests.
_left(denies, arn) := {i: {"entries": entries} |
	some i, deny in denies
	resource.certainly_matches(deny, arn)
	decided := [condition.holds(entry, _place(arn)[entry.key]) | some entry in deny.entries; _place(arn)[entry.key]]
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

_blocks(deny, _) if deny.principals == null

_blocks(deny, who) if {
	deny.principals != null
	not deny.others
	principal.includes(deny.principals, who)
}

_blocks(deny, who) if {
	deny.others
	not principal.spares(deny.principals, who)
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
#   Where one action shows what all do, only that one is tried.
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
	_simple(world, allow, region)
}

else := array.concat(plain, found) if {
	allow := world.allows[n]
	tried := _tried(world, allow, region, actions)
	sought := {
		"guards": [condition.entries(block, "deny") | some block in region.guards],
		"people": _people(world, allow, region),
		"groups": _groups(world, n, _within(region, world.instances[n])),
	}
	plain := [proof | some action in tried; some proof in _of_action(world, n, region, object.union(sought, {"action": action}))]
	shown := {proof.action | some proof in plain}
	found := _searched(world, n, region, object.union(sought, {"actions": [action |
		some action in tried
		not action in shown
		data.smguard.catalog.actions[action].resource != "*"
	]}))
}

# METADATA
# description: true when Allow statement n could reach into a region at all; cheaper to ask than proofs
promising(world, n, region) if {
	world.denies != []
	_nameable(world.allows[n], region)
}

promising(world, n, _) if world.allows[n].excluded

promising(_, _, region) if region.unscoped

promising(world, n, region) if {
	some instance in world.instances[n]
	_inside(region, instance)
}

# METADATA
# description: which of the actions Allow statement n was proven to allow, given the proofs
proven(world, n, region, actions, found) := actions if {
	found != []
	_simple(world, world.allows[n], region)
}

else := [action | some action in actions; action in shown] if {
	shown := {proof.action | some proof in found}
}

# METADATA
# description: those of the actions that a statement names
held(allow, actions) := actions if count(allow.actions) == count(data.smguard.catalog.names)

else := [action | some action in actions; allow.actions[action]]

# Without conditions, Deny statements and guards one action shows what all of its kind do.
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

# Patterns that do not name secrets in the way the region asks for need no search for instances.
_nameable(_, region) if {
	region.spelled[0] == 0
	not region.open
}

_nameable(allow, region) if {
	some pattern in allow.resources
	naming := arn.naming(pattern)
	naming.written >= region.spelled[0]
	_as_open(region, naming)
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

# One proof for each of the actions, where the statement's plain instances showed none.
_searched(world, n, region, sought) := [] if sought.actions == []

else := [proof |
	actions := [action | some action in sought.actions; not _forbidden(world, n, action)]
	actions != []
	more := resource.more(world, n)
	groups := [[group[0]] | some group in _groups(world, n, _within(region, more.instances))]
	some action in actions
	proofs := _attempts(world, n, region, object.union(sought, {"action": action, "groups": groups}))
	proof := _found(proofs, more.all, {
		"action": action,
		"pattern": array.concat(world.allows[n].resources, ["*"])[0],
		"witness": {"proven": false},
	})
]

_found(proofs, _, _) := proofs[0] if proofs != []

# There may be more to find than was looked for.
_found([], false, unproven) := unproven

# Nothing can be found where Deny statements block the action on all that the statement names, whatever the request.
_forbidden(world, n, action) if {
	denies := [deny |
		some deny in world.denies
		deny.actions[action]
		deny.entries == []
		deny.principals == null
		not deny.excluded
	]
	denies != []
	not world.allows[n].excluded
	every pattern in world.allows[n].resources {
		_covered(denies, pattern)
	}
}

# A pattern that matches another one as a text takes in all that the other does, unless a `?` met a `*`.
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

# Of each group of instances one shows whether and how all can be reached.
_attempts(world, n, region, asked) := [{"action": asked.action, "pattern": instance.pattern, "witness": proof} |
	some group in asked.groups
	some who in asked.people
	_same_partition(who, group[0].arn)
	shown := witness(world, n, asked.action, group[0].arn, who, asked.guards, _reach(region, who))
	some instance in group
	proof := _at(shown, instance.arn)
]

_same_partition(null, _)

_same_partition(who, _) if {
	who != null
	not startswith(who.id, "arn:")
}

_same_partition(who, place) if {
	who != null
	place in {"*", concat(":", array.concat(["arn", split(who.id, ":")[1]], array.slice(split(place, ":"), 2, 9)))}
}

_at(shown, place) := shown if shown.proven == false

else := object.union(shown, {"resource": place})

# Instances that conditions and Deny statements treat alike, in the order of the first of each group.
_groups(world, n, instances) := [instances] if count(instances) == 1

else := [group | some [_, group] in sort(groups)] if {
	signs := [_sign(world, n, instance.arn) | some instance in instances]
	groups := [[numbers[0], [instances[i] | some i in numbers]] |
		some sign in {sign | some sign in signs}
		numbers := [i | some i, other in signs; other == sign]
	]
}

_keys(text) := arn.keys(text)

# All that a search for a context asks of the resource.
_sign(world, n, arn) := [_left(world.denies, arn), asked] if {
	keys := {entry.key | some entry in world.allows[n].entries} | {entry.key | some deny in world.denies; some entry in deny.entries}
	asked := {key: values | some key, values in _keys(arn); key in keys}
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

# An open name is another secret's only where it is longer than what the pattern writes out.
_goes_on(region, _) if not region.open

_goes_on(_, instance) if {
	name := concat(":", array.slice(split(instance.arn, ":"), 6, 99))
	spelled := glob.literal_prefix(concat(":", array.slice(split(instance.pattern, ":"), 6, 99)))
	count(name) - 7 > count(trim_suffix(spelled, "-"))
}

# METADATA
# description: true when an ARN or a pattern names a secret under one of the region's prefixes
outside(region, text) if {
	some prefix in region.outside
	contains(text, concat("", [":secret:", prefix]))
}

_reach(region, who) := _reach_of(region.principals, who) if region.reach == "principal"

else := region.reach

_reach_of(_, who) := "any" if not who.stranger

_reach_of(principals, who) := _outside[principals] if who.stranger

_outside := {"public": "outsider", "external": "foreigner"}

_people(world, allow, region) := [null] if {
	allow.principals == null
	region.principals == null
}

else := [who |
	some who in array.concat(
		principal.candidates(allow, world.texts, _values(world, allow, "aws:principalarn")),
		array.concat(_owners(world, allow), _spared(world, allow)),
	)
	_wanted(world, region, who)
]

_values(world, allow, key) := [value |
	some read in array.concat([allow], world.denies)
	some entry in read.entries
	entry.key == key
	some value in entry.values
]

# Where everybody is let in who is of a certain account, somebody of that account.
_owners(world, allow) := [who |
	_takes_anybody(allow)
	some named in _values(world, allow, "aws:principalaccount")
	account := arn.account(named, world.texts.stranger)
	regex.match(`\A[0-9]{12}\z`, account)
	some who in principal.candidates(allow, object.union(world.texts, {"stranger": account}), [])
	who.account == account
]

# Whom a Deny of everybody else spares.
_spared(world, allow) := [object.union(who, {"stranger": true}) |
	_takes_anybody(allow)
	some deny in world.denies
	deny.others
	some named in deny.principals
	some who in principal.concrete(named, world.texts, [])
	not _left_out(allow, who)
]

_left_out(allow, who) if {
	allow.others
	principal.includes(allow.principals, who)
}

_takes_anybody(allow) if allow.others

_takes_anybody(allow) if {
	some named in allow.principals
	named.kind == "any"
}

_wanted(_, region, _) if region.principals == null

_wanted(world, region, who) if {
	region.principals == "public"
	who.stranger
	who.account == world.texts.stranger
}

_wanted(world, region, who) if {
	region.principals == "external"
	who.kind in {"aws", "federated", "canonical", "unknown"}
	not who.account in region.accounts
	who.account != world.texts.account
	regex.match(`\A(?:[0-9]{12})?\z`, who.account)
}
