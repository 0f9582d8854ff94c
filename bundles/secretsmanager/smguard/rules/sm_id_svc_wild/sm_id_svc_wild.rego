# METADATA
# title: "Grants every Secrets Manager action"
# description: "All actions together mean reading, changing and deleting secrets, and opening them to others. The rule counts what the patterns expand to: secretsmanager:*, a NotAction that does not list the service, and a list of all names are the same."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html"
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-ID-SVC-WILD"
#   severity: "high"
#   kind: "limit_actions"
package smguard.rules.sm_id_svc_wild

import data.smguard.lib.report.finding
import data.smguard.lib.search.request

# METADATA
# description: the Allow statements that grant the actions to a principal that is none of the roles
findings(world) := finding.access(world, "SM-ID-SVC-WILD", "action") if {
	data.smguard.rulebook["SM-ID-SVC-WILD"].parameters.hold == "any"
}

else := _together(world, data.smguard.rulebook["SM-ID-SVC-WILD"].region, _wanted(world))

_wanted(world) := data.smguard.rulebook["SM-ID-SVC-WILD"].actions if world.type != "resource"

_wanted(world) := [action | some action in data.smguard.rulebook["SM-ID-SVC-WILD"].actions; not action in before] if {
	world.type == "resource"
	before := [lower(concat("", [data.smguard.catalog.marks.prefix, name])) |
		some name in object.get(data.smguard.rulebook["SM-ID-SVC-WILD"].parameters, "before_the_secret", [])
	]
}

# All actions at once, by one statement and those with the same principals and the same conditions or none.
_together(world, region, wanted) := array.slice(
	[found |
		held := [request.held(allow, wanted) | some allow in world.allows]
		{action | some actions in held; some action in actions} == {action | some action in wanted}
		proofs := [request.proofs(world, n, region, held[n]) | some n, _ in world.allows]
		reached := [request.reached(world, n, region, held[n], proofs[n]) | some n, _ in world.allows]
		sizes := sort({size | some actions in reached; size := 0 - count(actions)})
		some fewer in sizes
		fewer < 0
		some n, allow in world.allows
		count(reached[n]) == 0 - fewer
		together := {action |
			some m, other in world.allows
			_same_people(allow, other)
			some action in reached[m]
		}
		together == {action | some action in wanted}
		sure := {action |
			some m, other in world.allows
			_same_people(allow, other)
			request.is_certain(proofs[m][0])
			some action in request.proven(world, m, region, held[m], proofs[m])
		}
		found := finding.of_proofs(world, "SM-ID-SVC-WILD", n, {
			"proofs": array.concat(_doubts(world, n, proofs, {action | some action in wanted} - sure), proofs[n]),
			"actions": wanted,
			"path": finding.granting(world.allows[n], proofs[n][0]),
		})
	],
	0, 1,
)

# The whole is proven only if each action is, by one statement or another.
_doubts(world, n, proofs, unsure) := [proof |
	some m, other in world.allows
	_same_people(world.allows[n], other)
	some proof in proofs[m]
	proof.action in unsure
]

_same_people(allow, other) if {
	allow.principals == other.principals
	allow.others == other.others
	_same_conditions(allow, other)
}

_same_conditions(_, other) if other.entries == []

_same_conditions(allow, other) if allow.entries == other.entries
