# METADATA
# title: Findings
# description: The shape of a finding, and the place in the document that it points to.
package smguard.lib.report.finding

import data.smguard.lib.grammar.statement
import data.smguard.lib.meaning.glob
import data.smguard.lib.search.request

# METADATA
# description: |
#   One finding for each Allow statement that reaches into the region of a rule (see smguard.lib.search.request). It points to
#   the granting element: "action", "resource" or "principal".
access(world, id, points) := [finding |
	region := data.smguard.rulebook[id].region
	some n, allow in world.allows
	request.promising(world, n, region)
	held := request.held(allow, data.smguard.rulebook[id].actions)
	found := request.proofs(world, n, region, held)
	found != []
	actions := request.proven(world, n, region, held, found)
	finding := of_proofs(world, id, n, {"proofs": found, "actions": actions, "path": _path(allow, found[0], points)})
]

# METADATA
# description: the finding for proofs of Allow statement n; `found` is {"proofs", "actions", "path"}
of_proofs(world, id, n, found) := _as_proven(found.proofs[0], shape(world, id, allow, {
	"path": found.path,
	"actions": _names(id, found.actions),
	"resources": patterns,
	"detail": "",
})) if {
	allow := world.allows[n]
	reached := {proof.pattern | some proof in found.proofs}
	patterns := array.concat(
		[allow.written[i] | some i, pattern in allow.resources; pattern in reached],
		["*" | allow.excluded],
	)
}

# METADATA
# description: a finding without a witness; `shown` is {"path", "actions", "resources", "detail"}, the last for the message
shape(world, id, at, shown) := object.union(report, {
	"document": world.name,
	"policy_type": world.type,
	"path": shown.path,
	"sid": at.sid,
	"actions": shown.actions,
	"resources": shown.resources,
	"message": _message(report, shown),
}) if {
	report := data.smguard.rulebook[id].report
}

_message(report, shown) := strings.replace_n(
	{"{detail}": shown.detail, "{actions}": listed(shown.actions), "{resources}": listed(shown.resources)},
	report.message,
)

# METADATA
# description: the finding with the rule's texts for a narrower grant, "tagged" or "bare", if the rule has any
as_variant(finding, name, detail) := object.union_n([finding, words, {"message": _message(words, shown)}]) if {
	words := data.smguard.rulebook[finding.rule].variants[name]
	shown := {"actions": finding.actions, "resources": finding.resources, "detail": detail}
}

else := finding

# METADATA
# description: the path of the action pattern of Allow statement n that grants the first proven action
granting(allow, proof) := _path(allow, proof, "action")

# Without a request to show, a finding is one severity lower.
_as_proven(proof, finding) := object.union(finding, {"witness": proof.witness}) if request.is_certain(proof)

else := object.union(as_variant(finding, "unproven", ""), {"proven": false})

_names(id, actions) := data.smguard.rulebook[id].names if actions == data.smguard.rulebook[id].actions

else := names(actions)

# METADATA
# description: actions as AWS spells them
names(actions) := [data.smguard.catalog.actions[action].name | some action in actions]

# METADATA
# description: strings listed for a sentence; of more than four, the first three and the number of the rest
listed(texts) := concat("", [concat(", ", array.slice(texts, 0, 3)), " and ", json.marshal(count(texts) - 3), " more"]) if {
	count(texts) > 4
}

else := concat(" and ", [concat(", ", array.slice(texts, 0, count(texts) - 1)), texts[count(texts) - 1]]) if count(texts) > 1

else := concat("", texts)

_path(allow, proof, points) := statement.element_path(allow, allow.element, i) if {
	points == "action"
	allow.element == "Action"
	i := [i | some i, pattern in allow.patterns; glob.matches(pattern, proof.action)][0]
}

else := array.concat(allow.path, ["NotAction"]) if points == "action"

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

else := array.concat(allow.path, ["Principal"])
