package smguard.lib.report.cause_test

import data.smguard.lib.report.cause

_rulebook := {
	"READ": {"implied_by": ["SERVICE"]},
	"SERVICE": {"implied_by": []},
	"DELETE": {"implied_by": ["SERVICE"]},
	"OTHER": {"implied_by": []},
}

_finding(rule, severity, path, more) := object.union({"rule": rule, "severity": severity, "path": path}, more)

_read := _finding("READ", "critical", ["Statement", 0, "Resource"], {})

_service := _finding("SERVICE", "high", ["Statement", 0, "Action"], {})

_delete := _finding("DELETE", "high", ["Statement", 0, "Action"], {})

# The findings, and what each is part of ("" if of none).
_cases := {
	"none": [[], []],
	"one": [[_read], [""]],
	"the graver leads, and of two alike the one that implies": [[_read, _service, _delete], ["", "READ", "SERVICE"]],
	"no link": [[_read, _delete], ["", ""]],
	"another rule": [[_service, _finding("OTHER", "low", ["Statement", 0], {})], ["", ""]],
	"another statement": [[_service, _finding("DELETE", "high", ["Statement", 1, "Action"], {})], ["", ""]],
	"a single statement": [[_finding("SERVICE", "high", ["Statement", "Action"], {}), _finding("DELETE", "high", ["Statement", "Action"], {})], ["", "SERVICE"]],
	"the whole document": [[_finding("SERVICE", "high", [], {}), _finding("DELETE", "high", [], {})], ["", ""]],
	"a waived cause": [[object.union(_service, {"waiver": {}}), _delete], ["", ""]],
	"a waived part": [[_service, object.union(_delete, {"waiver": {}})], ["", ""]],
	"what is proven leads": [[object.union(_read, {"severity": "high", "proven": false}), _service], ["SERVICE", ""]],
	"input": [[_finding("SM-INPUT", "critical", ["Statement", 0], {}), _service], ["", ""]],
}

test_grouped[note] if {
	some note, [findings, wanted] in _cases
	given := cause.grouped(findings) with data.smguard.rulebook as _rulebook
	[object.get(finding, "part_of", "") | some finding in given] == wanted
	[object.remove(finding, ["part_of"]) | some finding in given] == findings
}

# Data that is not there takes no finding away, nor does a finding that is not as it should be.
test_nothing_is_lost_without_the_rulebook if {
	cause.grouped([_read, _service]) == [_read, _service] with data.smguard.rulebook as null
}

test_nothing_is_lost_that_has_no_rank if {
	odd := _finding("SERVICE", "odd", ["Statement", 0], {})
	given := cause.grouped([odd, _delete, {"rule": "READ"}]) with data.smguard.rulebook as _rulebook
	given == [odd, _delete, {"rule": "READ"}]
}

test_every_case_was_tried if {
	count(_cases) == 12
}
