# METADATA
# title: Waived findings for conftest
# description: A separate namespace that shows the findings that the organisation's exceptions cover.
package smguard.waived

import data.smguard

# METADATA
# title: Findings that an exception covers
warn contains object.union(finding, {"msg": msg}) if {
	some finding in smguard.decision.findings
	finding.waiver
	msg := concat("", [
		finding.rule,
		" (",
		finding.severity,
		", waived until ",
		finding.waiver.expires,
		" by ",
		finding.waiver.owner,
		": ",
		finding.waiver.reason,
		") ",
		finding.title,
		": ",
		finding.message,
	])
}
