package smguard.rules.sm_id_perm_mgmt_test

import data.smguard

_rulebook := {
	"SM-ID-PERM-MGMT": {
		"actions": [
			"secretsmanager:deleteresourcepolicy",
			"secretsmanager:putresourcepolicy",
			"secretsmanager:validateresourcepolicy",
		],
		"parameters": {
			"hold": "any",
			"roles": [],
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
			"unscoped": false,
		},
		"report": {
			"message": "{actions} changes who has access to secrets.",
			"remediation": "Leave these actions to the roles that manage access, listed in the organisation's permission_managers, and take them out of this document.",
			"rule": "SM-ID-PERM-MGMT",
			"severity": "high",
			"title": "Changes who has access",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:deleteresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
			"secretsmanager:putresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
			"secretsmanager:validateresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
		},
		"identity": {
			"secretsmanager:deleteresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
			"secretsmanager:putresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
			"secretsmanager:validateresourcepolicy": [
				"SM-ID-PERM-MGMT",
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-PERM-MGMT"]
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
