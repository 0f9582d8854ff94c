# METADATA
# title: Witness requests
# description: |
#   The one way in which every access rule decides: it names an action, the resources, who asks and the guards of
#   its region, and receives a concrete request that the document allows there.
package smguard.lib.request

import data.smguard.lib.context
import data.smguard.lib.document
import data.smguard.lib.glob
import data.smguard.lib.principal

# METADATA
# description: instances of the resources on which Allow statement n may allow an action
instances(world, n, action) := world.instances[n] if data.smguard.catalog.actions[action].resource != "*"

else := [{"arn": "*", "spelled": 0, "written": 0, "open": false, "pattern": "*"}] if document.matches(world.allows[n], "*")

else := []

# METADATA
# description: |
#   A request that Allow statement n of the document allows and no Deny of it blocks; undefined where there is
#   none. `who` is null or a principal with its "reach"; of each guard (a list of condition entries) at least one
#   entry fails in the request. {"proven": false} where the search gave up.
witness(world, n, action, arn, who, guards, reach) := shown if {
	allow := world.allows[n]
	blocks := [deny.entries |
		some deny in world.denies
		deny.actions[action]
		document.matches(deny, arn)
		_blocks(deny, who)
	]
	not [] in blocks
	solved := context.solve({
		"action": action,
		"arn": arn,
		"reach": reach,
		"entries": allow.entries,
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
#   Proofs that Allow statement n reaches into a region: [{"action", "pattern", "who", "witness"}]. A region is
#   {"actions": lower-case names, "spelled": [least, most]: leading characters of a secret's name that the
#   statement's pattern writes out, and that any pattern does, "open": only names that go on freely, "outside": patterns of resources not in it, "principals":
#   null for all, "public" or "external", "accounts": not external, "guards": lists of condition entries, "reach":
#   "any", "stranger" or "principal" (a stranger's where a wildcard lets the principal in)}.
proofs(world, n, region) := [proof |
	allow := world.allows[n]
	some action in _tried(world, allow, region)
	some proof in _of_action(world, n, region, action)
]

# METADATA
# description: the actions of a region that Allow statement n was proven to allow
proven(world, n, region, found) := held(world.allows[n], region) if {
	found != []
	_simple(world, world.allows[n], region)
}

else := [action | some action in region.actions; action in {proof.action | some proof in found}]

# METADATA
# description: the actions of a region that a statement names
held(allow, region) := [action | some action in region.actions; allow.actions[action]]

# Without conditions, Deny statements and guards one action shows what all of its kind do.
_tried(world, allow, region) := array.slice(held(allow, region), 0, 1) if _simple(world, allow, region)

else := held(allow, region)

_simple(world, allow, region) if {
	world.denies == []
	world.bound == {}
	allow.entries == []
	region.guards == []
	every action in held(allow, region) {
		data.smguard.catalog.actions[action].resource != "*"
	}
}

_of_action(world, n, region, action) := plain if {
	plain := _attempts(world, n, region, action, instances(world, n, action))
	plain != []
}

else := array.slice(_attempts(world, n, region, action, document.more_instances(world, n)), 0, 1) if {
	data.smguard.catalog.actions[action].resource != "*"
}

else := []

_attempts(world, n, region, action, found) := [{"action": action, "pattern": instance.pattern, "who": who, "witness": proof} |
	some instance in found
	_inside(region, action, instance)
	some who in _principals(world, n, region)
	proof := witness(world, n, action, instance.arn, who, region.guards, _reach(region, who))
]

_inside(region, action, _) if {
	data.smguard.catalog.actions[action].resource == "*"
	not region.open
	region.spelled[0] == 0
}

_inside(region, action, instance) if {
	data.smguard.catalog.actions[action].resource != "*"
	instance.written >= region.spelled[0]
	instance.spelled <= region.spelled[1]
	_as_open(region, instance)
	not glob.any_matches(region.outside, instance.arn)
}

_as_open(region, _) if not region.open

_as_open(_, instance) if instance.open

_reach(region, who) := region.reach if region.reach != "principal"

else := "stranger" if who.stranger

else := "any"

_principals(world, n, region) := [who |
	allow := world.allows[n]
	patterns := [value |
		some entry in allow.entries
		entry.key == "aws:principalarn"
		some value in entry.values
	]
	some who in principal.candidates(allow, world.texts.account, patterns)
	_wanted(world, region, who)
]

_wanted(_, region, _) if region.principals == null

_wanted(world, region, who) if {
	region.principals == "public"
	who.stranger
	who.account == world.texts.account
}

_wanted(_, region, who) if {
	region.principals == "external"
	who.kind in {"aws", "federated", "canonical", "unknown"}
	not who.account in region.accounts
}
