package smguard.rules.sm_id_svc_wild_test

import data.smguard

_rulebook := {
	"SM-ID-SVC-WILD": {
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
			"hold": "all",
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
			"unscoped": true,
		},
		"report": {
			"message": "The document gives every action of Secrets Manager.",
			"remediation": "Name the actions that the work needs: reading is GetSecretValue and DescribeSecret. Where a role administers the service, list it in the organisation's service_administrators.",
			"rule": "SM-ID-SVC-WILD",
			"severity": "high",
			"title": "Holds the whole service",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:validateresourcepolicy": [
				"SM-ID-SVC-WILD",
			],
		},
		"identity": {
			"secretsmanager:validateresourcepolicy": [
				"SM-ID-SVC-WILD",
			],
		},
		"rcp": {},
		"resource": {
			"secretsmanager:validateresourcepolicy": [
				"SM-ID-SVC-WILD",
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-SVC-WILD"]
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
