# METADATA
# title: "Reads every secret"
# description: "Whoever holds this policy reads every secret of the account, or all whose names happen to match a pattern that names almost nothing. One stolen session is then enough to take them all. A condition helps only when it fails for secrets and principals that it does not name: a tautology, an operator that holds for an absent key, or a key that the action does not have leave the grant as open as before."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html"
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-ID-READ-ALL"
#   severity: "critical"
#   kind: "scoped_resources"
package smguard.rules.sm_id_read_all

import data.smguard.lib.arn
import data.smguard.lib.finding
import data.smguard.lib.request
import data.smguard.lib.statement

# METADATA
# description: the Allow statements that reach beyond the resources this rule lets them have
findings(world) := array.concat(finding.access(world, "SM-ID-READ-ALL", "resource"), _bare(world))

# A pattern without a suffix matches no secret, so there is no request to show for it.
_bare(world) := [found |
	data.smguard.rulebook["SM-ID-READ-ALL"].region.open
	some n, allow in world.allows
	not allow.excluded
	count(world.instances[n]) < count(allow.resources)
	some i, pattern in allow.resources
	arn.bare(pattern)
	not request.outside(data.smguard.rulebook["SM-ID-READ-ALL"].region, pattern)
	held := request.held(allow, data.smguard.rulebook["SM-ID-READ-ALL"].actions)
	held != []
	found := finding.shape(world, "SM-ID-READ-ALL", allow, {
		"path": statement.element_path(allow, "Resource", i),
		"actions": finding.names(held),
		"resources": [allow.written[i]],
		"detail": "",
	})
]
