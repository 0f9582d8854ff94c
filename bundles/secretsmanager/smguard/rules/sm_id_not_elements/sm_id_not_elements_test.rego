package smguard.rules.sm_id_not_elements_test

import data.smguard

_rulebook := {
	"SM-ID-NOT-ELEMENTS": {
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
			"elements": [
				"NotAction",
				"NotResource",
			],
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
			"message": "An Allow with an element that names exceptions reaches {actions}.",
			"remediation": "Say what is allowed, with Action and Resource; say what is not in a Deny statement of its own.",
			"rule": "SM-ID-NOT-ELEMENTS",
			"severity": "high",
			"title": "Allows everything but what is named",
			"url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
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
		"boundary": [],
		"identity": [],
		"rcp": [],
		"resource": [],
		"scp": [],
	},
	"exceptions": {
		"boundary": [
			"SM-ID-NOT-ELEMENTS",
		],
		"identity": [
			"SM-ID-NOT-ELEMENTS",
		],
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-NOT-ELEMENTS"]
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
