# METADATA
# title: One cause, one headline
# description: Which of a document's findings are parts of another, since both have the same cause.
package smguard.lib.report.cause

import data.smguard.lib.contract

# METADATA
# description: |
#   the findings of one document, each that is part of a graver one in the same statement with "part_of": the rule of that
#   one. A rule says by implied_by which rules' findings make its own no news. What is waived is neither a part nor a cause.
grouped(findings) := findings if count(findings) < 2

else := [_placed(part, causes) |
	parts := [{"finding": finding, "statement": _statement(finding), "rank": _rank(finding), "implied_by": _implied_by(finding)} | some finding in findings]
	causes := [part | some part in parts; not part.finding.waiver]
	some part in parts
]

_placed(part, causes) := object.union(part.finding, {"part_of": leading[0]}) if {
	not part.finding.waiver
	heads := [other | some other in causes; _leads(other, part)]
	highest := max([other.rank | some other in heads])
	leading := sort([other.finding.rule | some other in heads; other.rank == highest])
}

else := part.finding

# The graver one leads, whichever of the two implies the other; of two alike, the one that implies.
_leads(other, part) if {
	other.statement == part.statement
	other.rank > part.rank
	_linked(other, part)
}

_leads(other, part) if {
	other.statement == part.statement
	other.rank == part.rank
	other.finding.rule in part.implied_by
}

_linked(other, part) if other.finding.rule in part.implied_by

_linked(other, part) if part.finding.rule in other.implied_by

# What is proven weighs more than what is not.
_rank(finding) := (2 * [i | some i, severity in contract.severities; severity == finding.severity][0]) + _proof(finding)

default _proof(_) := 1

_proof(finding) := 0 if finding.proven == false

_implied_by(finding) := object.get(data.smguard.rulebook, [finding.rule, "implied_by"], [])

# The path of a statement in a list has its number; a finding of the whole document has no statement to share.
_statement(finding) := array.slice(finding.path, 0, 2) if is_number(finding.path[1])

else := array.slice(finding.path, 0, 1) if finding.path != []

else := [finding.rule]
