package smguard.rules.sm_lc_forcedelete_test

import data.smguard

_rulebook := {
	"SM-LC-FORCEDELETE": {
		"actions": [
			"secretsmanager:deletesecret",
		],
		"parameters": {
			"guard": {
				"BoolIfExists": {
					"secretsmanager:ForceDeleteWithoutRecovery": "false",
				},
			},
		},
		"region": {
			"accounts": [],
			"guards": [
				{
					"BoolIfExists": {
						"secretsmanager:ForceDeleteWithoutRecovery": "false",
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
			"message": "{actions} is allowed with ForceDeleteWithoutRecovery.",
			"remediation": "Add the condition {\"BoolIfExists\": {\"secretsmanager:ForceDeleteWithoutRecovery\": \"false\"}}, or deny the action with {\"Bool\": {\"secretsmanager:ForceDeleteWithoutRecovery\": \"true\"}}.",
			"rule": "SM-LC-FORCEDELETE",
			"severity": "high",
			"title": "May delete a secret beyond recovery",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:deletesecret": [
				"SM-LC-FORCEDELETE",
			],
		},
		"identity": {
			"secretsmanager:deletesecret": [
				"SM-LC-FORCEDELETE",
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-LC-FORCEDELETE"]
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
