package smguard.rules.sm_rp_public_test

import data.smguard

_rulebook := {
	"SM-RP-PUBLIC": {
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
			"forbid": "public",
		},
		"region": {
			"accounts": [],
			"guards": [],
			"open": false,
			"outside": [],
			"principals": "public",
			"reach": "principal",
			"spelled": [
				0,
				513,
			],
			"unscoped": true,
		},
		"report": {
			"message": "Anybody may do {actions} on the secret.",
			"remediation": "Name the principals, or add StringEquals on aws:PrincipalOrgID or aws:PrincipalAccount.",
			"rule": "SM-RP-PUBLIC",
			"severity": "critical",
			"title": "Open to everybody",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {},
		"identity": {},
		"rcp": {},
		"resource": {
			"secretsmanager:cancelrotatesecret": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:createsecret": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:deleteresourcepolicy": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:deletesecret": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:describesecret": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:getrandompassword": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:getresourcepolicy": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:getsecretvalue": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:listsecrets": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:listsecretversionids": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:putresourcepolicy": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:putsecretvalue": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:restoresecret": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:rotatesecret": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:tagresource": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:untagresource": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:updatesecret": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:updatesecretversionstage": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:validateresourcepolicy": [
				"SM-RP-PUBLIC",
			],
		},
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-RP-PUBLIC"]
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
