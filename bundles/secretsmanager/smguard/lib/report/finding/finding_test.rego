package smguard.lib.report.finding_test

import data.smguard.lib.report.finding

_lists := {
	"nothing": [[], ""],
	"one": [["a"], "a"],
	"two": [["a", "b"], "a and b"],
	"four": [["a", "b", "c", "d"], "a, b, c and d"],
	"more than four": [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
}

test_listed[note] if {
	some note, [texts, wanted] in _lists
	finding.listed(texts) == wanted
}

test_every_list_was_tried if {
	count(_lists) == 5
}

_found := {
	"rule": "XX-1", "severity": "critical", "title": "T", "message": "m", "actions": ["x:A", "x:B"], "resources": ["*"],
	"witness": {"action": "x:A"},
}

_variants := {"tagged": {
	"rule": "XX-1", "severity": "high", "title": "T with a tag",
	"message": "{actions} on {resources} with {detail}",
}}

test_a_variant_has_the_rules_other_words if {
	worded := finding.as_variant(_found, "tagged", "a tag") with data.smguard.rulebook as {"XX-1": {"variants": _variants}}
	worded == object.union(_found, {"severity": "high", "title": "T with a tag", "message": "x:A and x:B on * with a tag"})
}

test_without_other_words_the_finding_stays if {
	same := finding.as_variant(_found, "bare", "") with data.smguard.rulebook as {"XX-1": {"variants": _variants}}
	same == _found
}
