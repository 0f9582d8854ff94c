# METADATA
# title: One cause, one headline
# description: Which of a document's findings are parts of another, since both have the same cause.
package smguard.lib.report.cause

import data.smguard.lib.contract

# METADATA
# description: |
#   the findings of one document, each that is part of a graver one in the same statement with "part_of": the rule of that
#   one. A rule says by implied_by which rules' findings make its own no news. What is waived is neither a part nor a cause.
#   Each finding is in the result, also where the bundle's data is incomplete.
grouped(findings) := findings if count(findings) < 2

else := [_placed(finding, causes) |
	causes := [_part(finding) | some finding in findings; not finding.waiver]
	some finding in findings
]

_placed(finding, causes) := object.union(finding, {"part_of": leading[0]}) if {
	not finding.waiver
	part := _part(finding)
	heads := [other | some other in causes; _leads(other, part)]
	highest := max([other.rank | some other in heads])
	leading := sort([other.rule | some other in heads; other.rank == highest])
}

else := finding

_part(finding) := {
	"rule": finding.rule,
	"statement": _statement(finding),
	"rank": _rank(finding),
	"implied_by": object.get(data.smguard.rulebook, [finding.rule, "implied_by"], []),
}

# The graver one leads, whichever of the two implies the other; of two alike, the one that implies.
_leads(other, part) if {
	other.statement == part.statement
	other.rank > part.rank
	_linked(other, part)
}

_leads(other, part) if {
	other.statement == part.statement
	other.rank == part.rank
	other.rule in part.implied_by
}

_linked(other, part) if other.rule in part.implied_by

_linked(other, part) if part.rule in other.implied_by

# What is proven weighs more than what is not.
_rank(finding) := (2 * [i | some i, severity in contract.severities; severity == finding.severity][0]) + _proof(finding)

default _proof(_) := 1

_proof(finding) := 0 if finding.proven == false

# The path of a statement in a list has its number; a finding of the whole document has no statement to share.
_statement(finding) := array.slice(finding.path, 0, 2) if is_number(finding.path[1])

else := array.slice(finding.path, 0, 1) if finding.path != []

else := [finding.rule]
