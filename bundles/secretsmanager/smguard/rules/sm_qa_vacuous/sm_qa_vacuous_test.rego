package smguard.rules.sm_qa_vacuous_test

import data.smguard

_rulebook := {
	"SM-QA-VACUOUS": {
		"actions": [
			"secretsmanager:cancelrotatesecret",
			"secretsmanager:createsecret",
			"secretsmanager:deleteresourcepolicy",
			"secretsmanager:deletesecret",
			"secretsmanager:describesecret",
			"secretsmanager:getrandompassword",
			"secretsmanager:getresourcepolicy",
			"secretsmanager:getsecretvalue",
			"secretsmanager:listsecretversionids",
			"secretsmanager:listsecrets",
			"secretsmanager:putresourcepolicy",
			"secretsmanager:putsecretvalue",
			"secretsmanager:restoresecret",
			"secretsmanager:rotatesecret",
			"secretsmanager:tagresource",
			"secretsmanager:untagresource",
			"secretsmanager:updatesecret",
			"secretsmanager:updatesecretversionstage",
			"secretsmanager:validateresourcepolicy",
		],
		"parameters": {
			"check": "conditions",
		},
		"region": {
			"accounts": [],
			"guards": [],
			"open": false,
			"outside": [],
			"principals": null,
			"reach": "any",
			"spelled": [
				0,
				513,
			],
			"unscoped": true,
		},
		"report": {
			"message": "The condition does not do what it seems to do: {detail}.",
			"remediation": "Use an operator without ForAllValues and IfExists where absence is unsafe, add {\"Null\": {KEY: \"false\"}}, name real values; in a Deny use the IfExists or Not form.",
			"rule": "SM-QA-VACUOUS",
			"severity": "high",
			"title": "Condition that does nothing",
			"url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {},
		"identity": {},
		"rcp": {},
		"resource": {},
		"scp": {},
	},
	"conditions": {
		"boundary": [
			"SM-QA-VACUOUS",
		],
		"identity": [
			"SM-QA-VACUOUS",
		],
		"rcp": [
			"SM-QA-VACUOUS",
		],
		"resource": [
			"SM-QA-VACUOUS",
		],
		"scp": [
			"SM-QA-VACUOUS",
		],
	},
	"exceptions": {
		"boundary": [],
		"identity": [],
		"rcp": [],
		"resource": [],
		"scp": [],
	},
	"patterns": {
		"boundary": [],
		"identity": [],
		"rcp": [],
		"resource": [],
		"scp": [],
	},
}

_cases := {
	"stub": {
		"findings": [
			{
				"path": [],
			},
		],
		"input": {
			"Statement": {
				"Action": "*",
				"Effect": "Allow",
				"Resource": "*",
			},
		},
	},
	"stub2": {
		"findings": [],
		"input": {
			"Statement": [],
		},
	},
}

# Of each finding of this rule, the members that the case speaks of.
_found(case) := [object.filter(finding, object.keys(wanted)) |
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-QA-VACUOUS"]
	some i, finding in found
	wanted := object.get(case.findings, i, {"path": null})
]

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 2
}
