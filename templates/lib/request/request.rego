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
#   its actions take no resource}.
package smguard.lib.request

import data.smguard.lib.arn
import data.smguard.lib.condition
import data.smguard.lib.context
import data.smguard.lib.document
import data.smguard.lib.glob
import data.smguard.lib.principal

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
	blocks := [deny.entries |
		some deny in world.denies
		deny.actions[action]
		document.certainly_matches(deny, arn)
		_blocks(deny, who)
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
	})
	shown := _shown(solved, action, arn, who)
}

_blocks(deny, _) if deny.principals == null

_blocks(deny, who) if {
	deny.principals != null
	not deny.others
	principal.includes(deny.principals, who)
}

_blocks(deny, who) if {
	deny.others
	not principal.includes(deny.principals, who)
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
	allow := world.allows[n]
	guards := [condition.entries(block, "deny") | some block in region.guards]
	people := _people(world, allow, region)
	some action in _tried(world, allow, region, actions)
	some proof in _of_action(world, n, region, {"action": action, "guards": guards, "people": people})
]

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
held(allow, actions) := [action | some action in actions; allow.actions[action]]

# Without conditions, Deny statements and guards one action shows what all of its kind do.
_tried(world, allow, region, actions) := array.slice(actions, 0, 1) if _simple(world, allow, region)

else := actions

_simple(world, allow, region) if {
	world.denies == []
	world.bound == {}
	allow.entries == []
	region.guards == []
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
	document.matches(world.allows[n], "*")
	proof := _attempts(world, n, region, asked, [{"arn": "*", "pattern": "*"}])[0]
}

else := [] if data.smguard.catalog.actions[asked.action].resource == "*"

else := plain if {
	plain := _attempts(world, n, region, asked, _within(region, world.instances[n]))
	plain != []
}

else := array.slice(_attempts(world, n, region, asked, _within(region, document.more_instances(world, n))), 0, 1)

_within(region, instances) := [instance | some instance in instances; _inside(region, instance)]

_attempts(world, n, region, asked, instances) := [{"action": asked.action, "pattern": instance.pattern, "witness": proof} |
	some instance in instances
	some who in asked.people
	proof := witness(world, n, asked.action, instance.arn, who, asked.guards, _reach(region, who))
]

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
	some who in array.concat(principal.candidates(allow, world.texts.account, _values(allow, "aws:principalarn")), _owners(allow))
	_wanted(world, region, who)
]

_values(allow, key) := [value |
	some entry in allow.entries
	entry.key == key
	some value in entry.values
]

# Where everybody is let in who is of a certain account, somebody of that account.
_owners(allow) := [who |
	some named in allow.principals
	named.kind == "any"
	some account in _values(allow, "aws:principalaccount")
	regex.match(`\A[0-9]{12}\z`, account)
	some who in principal.candidates(allow, account, [])
]

_wanted(_, region, _) if region.principals == null

_wanted(world, region, who) if {
	region.principals == "public"
	who.stranger
	who.account == world.texts.account
}

_wanted(world, region, who) if {
	region.principals == "external"
	who.kind in {"aws", "federated", "canonical", "unknown"}
	not who.account in region.accounts
	who.account != object.get(world.envelope, "account_id", "none")
}
