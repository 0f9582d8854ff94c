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

import data.smguard.lib.condition
import data.smguard.lib.finding
import data.smguard.lib.request

_rule := data.smguard.rulebook["SM-ID-PERM-MGMT"]

_region := {
	"actions": _rule.actions,
	"spelled": [0, 512],
	"open": false,
	"outside": [],
	"principals": null,
	"accounts": [],
	"guards": [condition.entries({"ArnLike": {"aws:PrincipalArn": _rule.parameters.roles}}) | _rule.parameters.roles != []],
	"reach": "any",
}

# METADATA
# description: the Allow statements that give the actions to somebody outside the roles
findings(world) := finding.access(world, _rule, _region, "action") if _rule.parameters.hold == "any"

else := _together(world)

# All actions at once, whichever statements give them; the statement that gives most is shown.
_together(world) := [found |
	named := {action | some allow in world.allows; some action, _ in allow.actions}
	every action in _rule.actions {
		action in named
	}
	proofs := [request.proofs(world, n, _region) | some n, _ in world.allows]
	proven := [request.proven(world, n, _region, proofs[n]) | some n, _ in world.allows]
	{action | some actions in proven; some action in actions} == {action | some action in _rule.actions}
	most := max([count(actions) | some actions in proven])
	n := [n | some n, actions in proven; count(actions) == most][0]
	found := finding.of_proofs(world, _rule, n, proofs[n], _rule.actions, "action")
]
