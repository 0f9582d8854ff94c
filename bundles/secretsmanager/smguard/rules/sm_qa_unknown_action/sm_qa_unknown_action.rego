# METADATA
# title: "Names an action that does not exist"
# description: "IAM accepts any action name, but a name that does not exist grants and denies nothing: a Deny with a misspelt action protects nothing. An action that is newer than the catalog is reported too; update the catalog then."
# related_resources:
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-QA-UNKNOWN-ACTION"
#   severity: "medium"
#   kind: "catalog_consistency"
package smguard.rules.sm_qa_unknown_action

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
	some doubt in _doubts(world, read, data.smguard.rulebook["SM-QA-UNKNOWN-ACTION"].parameters.check)
	found := finding.shape(world, "SM-QA-UNKNOWN-ACTION", read, doubt)
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
