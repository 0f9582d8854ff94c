package smguard.rules.sm_lc_blockpublic_test

import data.smguard

_rulebook := {
	"SM-LC-BLOCKPUBLIC": {
		"actions": [
			"secretsmanager:putresourcepolicy",
		],
		"parameters": {
			"guard": {
				"Bool": {
					"secretsmanager:BlockPublicPolicy": "true",
				},
			},
		},
		"region": {
			"accounts": [],
			"guards": [
				{
					"Bool": {
						"secretsmanager:BlockPublicPolicy": "true",
					},
				},
			],
			"open": false,
			"outside": [],
			"principals": null,
			"reach": "any",
			"spelled": [
				0,
				513,
			],
			"unscoped": false,
		},
		"report": {
			"message": "{actions} is allowed without BlockPublicPolicy.",
			"remediation": "Add the condition {\"Bool\": {\"secretsmanager:BlockPublicPolicy\": \"true\"}} to the statement, or deny the rest with {\"BoolIfExists\": {\"secretsmanager:BlockPublicPolicy\": \"false\"}}.",
			"rule": "SM-LC-BLOCKPUBLIC",
			"severity": "high",
			"title": "May make a secret public",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:putresourcepolicy": [
				"SM-LC-BLOCKPUBLIC",
			],
		},
		"identity": {
			"secretsmanager:putresourcepolicy": [
				"SM-LC-BLOCKPUBLIC",
			],
		},
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-LC-BLOCKPUBLIC"]
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
