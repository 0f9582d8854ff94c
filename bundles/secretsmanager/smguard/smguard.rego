# METADATA
# title: Decision
# description: Judges IAM policies on AWS Secrets Manager; always defined, whatever the input.
package smguard

import data.smguard.lib.contract
import data.smguard.lib.meaning.glob
import data.smguard.lib.reader.document
import data.smguard.lib.report.cause
import data.smguard.rules.sm_id_not_elements
import data.smguard.rules.sm_id_perm_mgmt
import data.smguard.rules.sm_id_read_all
import data.smguard.rules.sm_id_suffix
import data.smguard.rules.sm_id_svc_wild
import data.smguard.rules.sm_lc_blockpublic
import data.smguard.rules.sm_lc_cmk
import data.smguard.rules.sm_lc_forcedelete
import data.smguard.rules.sm_qa_unknown_action
import data.smguard.rules.sm_qa_vacuous
import data.smguard.rules.sm_rp_external
import data.smguard.rules.sm_rp_public

# METADATA
# title: Decision
# description: |
#   {"allow", "findings", "unresolved", "summary", "bundle"} for an IAM policy document, an envelope with one
#   or a set of envelopes. Any other input is a finding of SM-INPUT, and so is a bundle that is only partly loaded.
# entrypoint: true
decision := {
	"allow": _allow,
	"findings": _findings,
	"unresolved": [{"document": judged.name, "reason": open.message} | some judged in _documents; some open in judged.unresolved],
	"summary": _summary,
	"bundle": data.smguard.bundle,
} if {
	_loaded
}

else := {
	"allow": false,
	"findings": [_about("SM-INPUT", {"name": "", "type": ""}, {"path": [], "message": _missing})],
	"unresolved": [],
	"summary": {"documents": 1, "statements": 0, "findings": {"critical": 1, "high": 0, "medium": 0, "low": 0}, "waived": 0},
	"bundle": _described,
}

# Checks that each part of data.json is there and was built with this Rego.
_loaded if {
	data.smguard.made_for == contract.made_for
	data.smguard.organization.fail_on in contract.severities
	is_string(data.smguard.catalog.date)
	is_string(data.smguard.catalog.marks.service)
	is_string(data.smguard.catalog.marks.wildcard)
	first := data.smguard.catalog.names[0]
	data.smguard.catalog.actions[first].name
	data.smguard.catalog.prefixes[first][first]
	data.smguard.catalog.keys[data.smguard.catalog.marks.key].type
	is_object(data.smguard.index.actions.other)
	is_array(data.smguard.index.exceptions.other)
	is_array(data.smguard.index.patterns.other)
	is_array(data.smguard.index.conditions.other)
}

_missing := concat("", ["the bundle's data.json belongs to another bundle than its Rego", _advice]) if {
	data.smguard.made_for != contract.made_for
}

else := concat("", ["the bundle's data.json is incomplete", _advice]) if data.smguard.made_for

else := concat("", ["the bundle's data.json is not loaded", _advice])

_advice := ": load the bundle folder, unchanged, both as policy and as data (conftest: --policy and --data; opa: --bundle)"

default _described := {"revision": "", "catalog": "", "rules": ""}

_described := data.smguard.bundle if is_string(data.smguard.bundle.revision)

_documents := document.read(_given)

# In a server, input is undefined for {"input": null} and for an empty request.
default _given := null

_given := input

default _allow := false

_allow if {
	_documents != []
	not _fails
}

_fails if {
	some finding in _findings
	not finding.waiver
	failing(finding.severity)
}

# METADATA
# description: true when a finding of this severity fails the decision
failing(severity) if severity in array.slice(contract.severities, _least, count(contract.severities))

# Without a fail_on severity, every finding fails.
default _least := 0

_least := [i | some i, severity in contract.severities; severity == data.smguard.organization.fail_on][0]

_findings := [finding |
	some judged in _documents
	some finding in cause.grouped([_waived(found) |
		some found in array.concat(array.concat(_unusable(judged), _unknown(judged)), _violations(judged))
	])
]

# Unreadable input is a finding that no organisation can switch off.
_unusable(judged) := [_about("SM-INPUT", judged, problem) | some problem in judged.problems]

# An unknown part is judged with a stand-in, and reported.
_unknown(judged) := [_about("SM-INPUT-UNRESOLVED", judged, open) | some open in judged.unresolved]

_about(rule, judged, problem) := object.union(contract.input_rules[rule], {
	"rule": rule,
	"severity": _severity(rule),
	"message": problem.message,
	"document": judged.name,
	"policy_type": judged.type,
	"path": problem.path,
	"sid": "",
	"actions": [],
	"resources": [],
})

_severity(rule) := severity if severity := data.smguard.organization.input[rule]

else := contract.input_rules[rule].severity

# A document with policy variables has several worlds; a finding in more than one is reported once.
_violations(judged) := _of_world(judged.worlds[0]) if count(judged.worlds) == 1

else := [_clearest(finding, array.slice(per_world, i + 1, count(per_world))) |
	per_world := [_of_world(world) | some world in judged.worlds]
	some i, found in per_world
	some finding in found
	not _shown_before(array.slice(per_world, 0, i), finding)
]

_shown_before(worlds, finding) if {
	some found in worlds
	some other in found
	_same(other, finding)
}

_same(finding, other) if {
	finding.rule == other.rule
	finding.path == other.path
}

# A proof in a later world is worth more than none in the first.
_clearest(finding, later) := finding if {
	finding.witness
	later != null
}

else := proven if {
	proven := [other | some found in later; some other in found; _same(other, finding); other.witness][0]
}

else := finding

_of_world(world) := [finding |
	some id in _active(world)
	some finding in _judged(id, world)
]

# The rules that can have findings in a document; for most documents these are few.
_active(world) := sort({id |
	some allow in world.allows
	some action, _ in allow.actions
	some id in data.smguard.index.actions[world.type][action]
} | {id |
	some trigger in world.triggers
	some id in data.smguard.index[trigger][world.type]
})

# A rule without a result must not pass for a rule without findings.
_judged(id, world) := found if {
	data.smguard.rulebook[id].report.rule == id
	found := _rule(id, world)
}

else := [_about("SM-INPUT", world, {
	"path": [],
	"message": concat("", ["rule ", id, " could not be evaluated on this document: report this, and review the document by hand"]),
})]

_rule("SM-ID-NOT-ELEMENTS", world) := sm_id_not_elements.findings(world)

_rule("SM-ID-PERM-MGMT", world) := sm_id_perm_mgmt.findings(world)

_rule("SM-ID-READ-ALL", world) := sm_id_read_all.findings(world)

_rule("SM-ID-SUFFIX", world) := sm_id_suffix.findings(world)

_rule("SM-ID-SVC-WILD", world) := sm_id_svc_wild.findings(world)

_rule("SM-LC-BLOCKPUBLIC", world) := sm_lc_blockpublic.findings(world)

_rule("SM-LC-CMK", world) := sm_lc_cmk.findings(world)

_rule("SM-LC-FORCEDELETE", world) := sm_lc_forcedelete.findings(world)

_rule("SM-QA-UNKNOWN-ACTION", world) := sm_qa_unknown_action.findings(world)

_rule("SM-QA-VACUOUS", world) := sm_qa_vacuous.findings(world)

_rule("SM-RP-EXTERNAL", world) := sm_rp_external.findings(world)

_rule("SM-RP-PUBLIC", world) := sm_rp_public.findings(world)

_waived(finding) := object.union(finding, {"waiver": waiver}) if {
	waivers := [object.remove(candidate, ["rule", "document", "sid", "until"]) |
		some candidate in data.smguard.organization.waivers[finding.rule]
		_applies(candidate, finding)
	]
	waiver := waivers[0]
}

else := finding

_applies(waiver, finding) if {
	glob.matches(waiver.document, finding.document)
	glob.matches(waiver.sid, finding.sid)
	time.now_ns() < waiver.until
}

_summary := {
	"documents": count(_documents),
	"statements": sum([judged.count | some judged in _documents]),
	"findings": {"critical": 0, "high": 0, "medium": 0, "low": 0},
	"waived": 0,
} if {
	_findings == []
}

else := {
	"documents": count(_documents),
	"statements": sum([judged.count | some judged in _documents]),
	"findings": {severity: number | some severity in contract.severities; number := count(split(listed, severity)) - 1},
	"waived": count([finding | some finding in _findings; finding.waiver]),
} if {
	listed := concat(" ", [finding.severity | some finding in _findings])
}
