# METADATA
# title: "Secret named without its exact suffix"
# description: "A secret's ARN is its name, a hyphen and six random characters. name-* therefore also matches name-of-another-AbCdEf, a secret that somebody else may create later; name without a suffix matches no secret at all; a suffix written out stops matching when the secret is deleted and made again. name-?????? matches just this secret, always."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html"
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html"
# custom:
#   id: "SM-ID-SUFFIX"
#   severity: "medium"
#   kind: "scoped_resources"
package smguard.rules.sm_id_suffix

import data.smguard.lib.arn
import data.smguard.lib.finding
import data.smguard.lib.request
import data.smguard.lib.statement

# METADATA
# description: the Allow statements that reach beyond the resources this rule lets them have
findings(world) := array.concat(finding.access(world, "SM-ID-SUFFIX", "resource"), _bare(world))

# A pattern without a suffix matches no secret, so there is no request to show for it.
_bare(world) := [found |
	data.smguard.rulebook["SM-ID-SUFFIX"].region.open
	some n, allow in world.allows
	not allow.excluded
	count(world.instances[n]) < count(allow.resources)
	some i, pattern in allow.resources
	arn.bare(pattern)
	not request.outside(data.smguard.rulebook["SM-ID-SUFFIX"].region, pattern)
	held := request.held(allow, data.smguard.rulebook["SM-ID-SUFFIX"].actions)
	held != []
	found := finding.shape(world, "SM-ID-SUFFIX", allow, {
		"path": statement.element_path(allow, "Resource", i),
		"actions": finding.names(held),
		"resources": [allow.written[i]],
		"detail": "",
	})
]
