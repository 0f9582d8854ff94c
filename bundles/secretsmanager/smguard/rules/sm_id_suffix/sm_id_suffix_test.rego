package smguard.rules.sm_id_suffix_test

import data.smguard

_rulebook := {
	"SM-ID-SUFFIX": {
		"actions": [
			"secretsmanager:cancelrotatesecret",
			"secretsmanager:deleteresourcepolicy",
			"secretsmanager:deletesecret",
			"secretsmanager:describesecret",
			"secretsmanager:getresourcepolicy",
			"secretsmanager:getsecretvalue",
			"secretsmanager:listsecretversionids",
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
			"at_least": 3,
			"open_suffix": true,
			"outside": [],
			"reach": "any",
		},
		"region": {
			"accounts": [],
			"guards": [],
			"open": true,
			"outside": [],
			"principals": null,
			"reach": "any",
			"spelled": [
				3,
				513,
			],
			"unscoped": false,
		},
		"report": {
			"message": "{resources} does not end in the random suffix of a secret (-??????).",
			"remediation": "End the ARN in -??????. Where a whole path is meant, such as team-a/*, list it in the organisation's allowed_path_prefixes.",
			"rule": "SM-ID-SUFFIX",
			"severity": "medium",
			"title": "Secret named without its exact suffix",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:cancelrotatesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:deleteresourcepolicy": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:deletesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:describesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:getresourcepolicy": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:getsecretvalue": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:listsecretversionids": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:putresourcepolicy": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:putsecretvalue": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:restoresecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:rotatesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:tagresource": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:untagresource": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:updatesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:updatesecretversionstage": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:validateresourcepolicy": [
				"SM-ID-SUFFIX",
			],
		},
		"identity": {
			"secretsmanager:cancelrotatesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:deleteresourcepolicy": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:deletesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:describesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:getresourcepolicy": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:getsecretvalue": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:listsecretversionids": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:putresourcepolicy": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:putsecretvalue": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:restoresecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:rotatesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:tagresource": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:untagresource": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:updatesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:updatesecretversionstage": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:validateresourcepolicy": [
				"SM-ID-SUFFIX",
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-SUFFIX"]
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
