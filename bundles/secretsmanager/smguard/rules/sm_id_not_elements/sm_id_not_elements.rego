# METADATA
# title: "Allows everything but what is named"
# description: "NotAction and NotResource with Allow grant all that they do not mention: every action that AWS adds later and every secret that is made later."
# related_resources:
# - ref: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html"
# - ref: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html"
# custom:
#   id: "SM-ID-NOT-ELEMENTS"
#   severity: "high"
#   kind: "forbid_elements"
package smguard.rules.sm_id_not_elements

import data.smguard.lib.finding
import data.smguard.lib.request

_rule := data.smguard.rulebook["SM-ID-NOT-ELEMENTS"]

_region := {
	"actions": _rule.actions,
	"spelled": [0, 512],
	"open": false,
	"outside": [],
	"principals": null,
	"accounts": [],
	"guards": [],
	"reach": "any",
}

# METADATA
# description: the Allow statements that reach the service through an element they must not have
findings(world) := [found |
	some n, allow in world.allows
	some name in _rule.parameters.elements
	name in object.keys(allow.raw)
	proofs := request.proofs(world, n, _region)
	proofs != []
	found := object.union(
		finding.of_proofs(world, _rule, n, proofs, request.proven(world, n, _region, proofs), "element"),
		{"path": array.concat(allow.path, [name])},
	)
]
