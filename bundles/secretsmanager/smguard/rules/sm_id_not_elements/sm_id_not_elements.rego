# METADATA
# title: "Allows everything except what is listed"
# description: "NotAction and NotResource with Allow grant everything that they do not list: every action that AWS adds later, and every secret that is created later."
# related_resources:
# - ref: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html"
# - ref: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html"
# custom:
#   id: "SM-ID-NOT-ELEMENTS"
#   severity: "high"
#   kind: "forbid_elements"
package smguard.rules.sm_id_not_elements

import data.smguard.lib.report.finding
import data.smguard.lib.search.request

# METADATA
# description: the Allow statements that reach the service through a forbidden element
findings(world) := [found |
	region := data.smguard.rulebook["SM-ID-NOT-ELEMENTS"].region
	some n, allow in world.allows
	some name in data.smguard.rulebook["SM-ID-NOT-ELEMENTS"].parameters.elements
	name in object.keys(allow.raw)
	held := request.held(allow, data.smguard.rulebook["SM-ID-NOT-ELEMENTS"].actions)
	proofs := request.proofs(world, n, region, held)
	proofs != []
	found := finding.of_proofs(world, "SM-ID-NOT-ELEMENTS", n, {
		"proofs": proofs,
		"actions": request.proven(world, n, region, held, proofs),
		"path": array.concat(allow.path, [name]),
	})
]
