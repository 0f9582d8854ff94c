# METADATA
# title: "Open to other accounts"
# description: "The policy lets in principals of accounts that are not the organisation's. Whatever the secret opens is then only as safe as those accounts."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html"
# - ref: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html"
# custom:
#   id: "SM-RP-EXTERNAL"
#   severity: "high"
#   kind: "limit_principals"
package smguard.rules.sm_rp_external

import data.smguard.lib.condition
import data.smguard.lib.finding

_rule := data.smguard.rulebook["SM-RP-EXTERNAL"]

_region(world) := {
	"actions": _rule.actions,
	"spelled": [0, 512],
	"open": false,
	"outside": [],
	"principals": _rule.parameters.forbid,
	"accounts": array.concat(
		object.get(_rule.parameters, "accounts", []),
		[account | account := world.envelope.account_id],
	),
	"guards": [condition.entries({"StringEquals": {"aws:PrincipalOrgID": id}}) |
		id := object.get(_rule.parameters, "organization_id", "")
		id != ""
	],
	"reach": "principal",
}

# METADATA
# description: the Allow statements that let somebody in who must stay out
findings(world) := finding.access(world, _rule, _region(world), "principal")
