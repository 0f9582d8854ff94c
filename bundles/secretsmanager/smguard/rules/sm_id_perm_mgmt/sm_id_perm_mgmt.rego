# METADATA
# title: "Changes who has access"
# description: "Whoever sets a secret's resource policy can let anybody in, other accounts included, and whoever deletes it removes its Deny statements. Few roles need that."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-ID-PERM-MGMT"
#   severity: "high"
#   kind: "limit_actions"
package smguard.rules.sm_id_perm_mgmt

import data.smguard.lib.finding
import data.smguard.lib.request

# METADATA
# description: the Allow statements that give the actions to somebody outside the roles
findings(world) := finding.access(world, "SM-ID-PERM-MGMT", "action") if {
	data.smguard.rulebook["SM-ID-PERM-MGMT"].parameters.hold == "any"
}

else := _together(world, data.smguard.rulebook["SM-ID-PERM-MGMT"].region, data.smguard.rulebook["SM-ID-PERM-MGMT"].actions)

# All actions at once, whichever statements give them; the statement that gives most is shown.
_together(world, region, all) := [found |
	held := [request.held(allow, all) | some allow in world.allows]
	{action | some actions in held; some action in actions} == {action | some action in all}
	proofs := [request.proofs(world, n, region, held[n]) | some n, _ in world.allows]
	proven := [request.proven(world, n, region, held[n], proofs[n]) | some n, _ in world.allows]
	{action | some actions in proven; some action in actions} == {action | some action in all}
	most := max([count(actions) | some actions in proven])
	n := [n | some n, actions in proven; count(actions) == most][0]
	found := finding.of_proofs(world, "SM-ID-PERM-MGMT", n, {
		"proofs": proofs[n],
		"actions": all,
		"path": finding.granting(world.allows[n], proofs[n][0]),
	})
]
