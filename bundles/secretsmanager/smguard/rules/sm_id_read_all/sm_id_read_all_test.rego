package smguard.rules.sm_id_read_all_test

import data.smguard

_rulebook := {
	"SM-ID-READ-ALL": {
		"actions": [
			"secretsmanager:getsecretvalue",
		],
		"parameters": {
			"less_than": 3,
			"reach": "stranger",
		},
		"report": {
			"message": "{actions} reaches secrets that nobody named, through {resources}.",
			"remediation": "Name the secrets: arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-??????, one entry for each secret or a path of its own for each team; or tie the grant to tags with StringEquals on aws:ResourceTag.",
			"rule": "SM-ID-READ-ALL",
			"severity": "critical",
			"title": "Reads every secret",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:getsecretvalue": [
				"SM-ID-READ-ALL",
			],
		},
		"identity": {
			"secretsmanager:getsecretvalue": [
				"SM-ID-READ-ALL",
			],
		},
		"rcp": {},
		"resource": {},
		"scp": {},
	},
	"statements": {
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-READ-ALL"]
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
