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

_rule := data.smguard.rulebook["SM-ID-SUFFIX"]

_region := {
	"actions": _rule.actions,
	"spelled": [object.get(_rule.parameters, "at_least", 0), object.get(_rule.parameters, "less_than", 513) - 1],
	"open": object.get(_rule.parameters, "open_suffix", false),
	"outside": [pattern |
		some prefix in object.get(_rule.parameters, "outside", [])
		pattern := concat("", ["arn:*:secretsmanager:*:*:secret:", prefix, "*"])
	],
	"principals": null,
	"accounts": [],
	"guards": [],
	"reach": _rule.parameters.reach,
}

# METADATA
# description: the Allow statements that reach beyond the resources this rule lets them have
findings(world) := array.concat(finding.access(world, _rule, _region, "resource"), _bare(world))

# A pattern without a suffix matches no secret, so there is no request to show for it.
_bare(world) := [found |
	_region.open
	some allow in world.allows
	not allow.excluded
	held := request.held(allow, _region)
	held != []
	some i, pattern in allow.resources
	arn.bare(pattern)
	found := finding.shape(world, _rule, allow, {
		"path": statement.element_path(allow, "Resource", i),
		"actions": finding.names(held),
		"resources": [pattern],
		"detail": "",
	})
]
