# METADATA
# title: "Condition that does nothing"
# description: "A condition that holds for every request restricts nothing, and one that holds for no request grants nothing. A caller escapes a Deny on a key that a request can lack by leaving the key out. ForAllValues holds when the key is absent."
# related_resources:
# - ref: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html"
# - ref: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"
# custom:
#   id: "SM-QA-VACUOUS"
#   severity: "high"
#   kind: "catalog_consistency"
package smguard.rules.sm_qa_vacuous

import data.smguard.lib.grammar.statement
import data.smguard.lib.lint.vacuous
import data.smguard.lib.meaning.action
import data.smguard.lib.reader.placeholder
import data.smguard.lib.report.finding

# METADATA
# description: action names and conditions in statements that cannot work according to the catalog
findings(world) := [found |
	world.first
	some read in world.statements
	some doubt in _doubts(world, read, data.smguard.rulebook["SM-QA-VACUOUS"].parameters.check)
	found := finding.shape(world, "SM-QA-VACUOUS", read, doubt)
]

_doubts(_, read, "actions") := [doubt |
	some i, pattern in read.patterns
	not contains(pattern, placeholder.nothing)
	doubt := {
		"path": statement.element_path(read, read.element, i),
		"actions": [statement.written(read, i)],
		"resources": [],
		"detail": action.doubt(pattern),
	}
]

_doubts(world, read, "conditions") := [doubt |
	not action.foreign(read)
	some entry in vacuous.entries(world, read)
	doubt := {
		"path": array.concat(read.path, entry.path),
		"actions": finding.names(sort(object.keys(read.actions))),
		"resources": read.resources,
		"detail": entry.detail,
	}
]
