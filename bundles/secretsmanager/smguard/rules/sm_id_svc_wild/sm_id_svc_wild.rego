# METADATA
# title: "Holds the whole service"
# description: "Every action together means reading, changing, deleting and opening secrets to others. It counts what the patterns expand to, so secretsmanager:*, a NotAction that leaves the service in, and a list of all names are the same."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html"
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-ID-SVC-WILD"
#   severity: "high"
#   kind: "limit_actions"
package smguard.rules.sm_id_svc_wild

import data.smguard.lib.finding
import data.smguard.lib.request

# METADATA
# description: the Allow statements that give the actions to somebody outside the roles
findings(world) := finding.access(world, "SM-ID-SVC-WILD", "action") if {
	data.smguard.rulebook["SM-ID-SVC-WILD"].parameters.hold == "any"
}

else := _together(world, data.smguard.rulebook["SM-ID-SVC-WILD"].region, data.smguard.rulebook["SM-ID-SVC-WILD"].actions)

# All actions at once, whichever statements give them; the statement that gives most is shown.
_together(world, region, all) := [found |
	held := [request.held(allow, all) | some allow in world.allows]
	{action | some actions in held; some action in actions} == {action | some action in all}
	proofs := [request.proofs(world, n, region, held[n]) | some n, _ in world.allows]
	proven := [request.proven(world, n, region, held[n], proofs[n]) | some n, _ in world.allows]
	{action | some actions in proven; some action in actions} == {action | some action in all}
	most := max([count(actions) | some actions in proven])
	n := [n | some n, actions in proven; count(actions) == most][0]
	found := finding.of_proofs(world, "SM-ID-SVC-WILD", n, {
		"proofs": proofs[n],
		"actions": all,
		"path": finding.granting(world.allows[n], proofs[n][0]),
	})
]
