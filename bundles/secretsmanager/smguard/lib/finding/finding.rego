# METADATA
# title: Findings
# description: The shape of a finding, and where in the document it points.
package smguard.lib.finding

import data.smguard.lib.glob
import data.smguard.lib.request
import data.smguard.lib.statement

# METADATA
# description: |
#   One finding for each Allow statement that reaches into a region (see smguard.lib.request), pointing at what
#   grants it: "action", "resource", "principal" or "element" (the one that should not be there).
access(world, rule, region, points) := [finding |
	some n, allow in world.allows
	found := request.proofs(world, n, region)
	found != []
	actions := request.proven(world, n, region, found)
	finding := of_proofs(world, rule, n, found, actions, points)
]

# METADATA
# description: the finding for proofs of Allow statement n
of_proofs(world, rule, n, found, actions, points) := object.union(
	shape(world, rule, allow, {
		"path": _path(allow, found[0], points),
		"actions": names(actions),
		"resources": patterns,
		"detail": "",
	}),
	_witness(found[0].witness),
) if {
	allow := world.allows[n]
	reached := {proof.pattern | some proof in found}
	patterns := array.concat(
		[pattern | some pattern in allow.resources; pattern in reached],
		["*" | allow.excluded],
	)
}

# METADATA
# description: a finding without a witness; `shown` is {"path", "actions", "resources", "detail"}, detail for the message
shape(world, rule, at, shown) := object.union(rule.report, {
	"document": world.name,
	"policy_type": world.type,
	"path": shown.path,
	"sid": at.sid,
	"actions": shown.actions,
	"resources": shown.resources,
	"message": message,
}) if {
	detailed := replace(rule.report.message, "{detail}", shown.detail)
	listed := replace(detailed, "{actions}", _brief(shown.actions))
	message := replace(listed, "{resources}", _brief(shown.resources))
}

_witness(witness) := {} if witness.proven == false

else := {"witness": witness}

# METADATA
# description: actions as AWS spells them
names(actions) := [data.smguard.catalog.actions[action].name | some action in actions]

_brief(texts) := concat(", ", texts) if count(texts) < 5

else := concat("", [concat(", ", array.slice(texts, 0, 3)), " and ", json.marshal(count(texts) - 3), " more"])

_path(allow, proof, points) := statement.element_path(allow, allow.element, i) if {
	points == "action"
	allow.element == "Action"
	i := [i | some i, pattern in allow.patterns; glob.matches(pattern, proof.action)][0]
}

else := statement.element_path(allow, "NotAction", 0) if points == "action"

else := statement.element_path(allow, "Resource", i) if {
	points == "resource"
	not allow.excluded
	i := [i | some i, pattern in allow.resources; pattern == proof.pattern][0]
}

else := array.concat(allow.path, ["NotResource"]) if {
	points == "resource"
	allow.excluded
}

else := array.concat(allow.path, ["NotPrincipal"]) if {
	points == "principal"
	allow.others
}

else := array.concat(allow.path, ["Principal"]) if points == "principal"

else := array.concat(allow.path, ["NotAction"]) if allow.element == "NotAction"

else := array.concat(allow.path, ["NotResource"])
