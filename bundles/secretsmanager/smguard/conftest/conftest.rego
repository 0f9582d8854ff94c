# METADATA
# title: The decision for conftest
# description: Only one deny rule and one warn rule, since conftest evaluates the whole decision for each.
package smguard.conftest

import data.smguard

# METADATA
# title: Findings that fail the decision
deny contains _result(finding) if {
	some finding in smguard.decision.findings
	not finding.waiver
	smguard.failing(finding.severity)
}

# A decision that denies without a finding, or is undefined, is reported too.
deny contains {"msg": "smguard: no decision could be made on this document"} if not _explained

_explained if smguard.decision.allow == true

_explained if {
	some finding in smguard.decision.findings
	not finding.waiver
	smguard.failing(finding.severity)
}

# METADATA
# title: Findings below the organisation's fail_on severity
# description: Waived ones are left out, so that --fail-on-warn passes them; the namespace smguard.waived lists them.
warn contains _result(finding) if {
	some finding in smguard.decision.findings
	not finding.waiver
	not smguard.failing(finding.severity)
}

_result(finding) := object.union(finding, {"msg": concat("", [
	finding.rule,
	" (",
	finding.severity,
	") ",
	finding.title,
	": ",
	finding.message,
])})
