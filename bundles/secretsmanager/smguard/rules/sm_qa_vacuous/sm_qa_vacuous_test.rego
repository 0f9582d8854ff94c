package smguard.rules.sm_qa_vacuous_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-QA-VACUOUS": {
		"actions": [
			"secretsmanager:batchgetsecretvalue",
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
			"secretsmanager:removeregionsfromreplication",
			"secretsmanager:replicatesecrettoregions",
			"secretsmanager:restoresecret",
			"secretsmanager:rotatesecret",
			"secretsmanager:stopreplicationtoreplica",
			"secretsmanager:tagresource",
			"secretsmanager:untagresource",
			"secretsmanager:updatesecret",
			"secretsmanager:updatesecretversionstage",
			"secretsmanager:validateresourcepolicy",
		],
		"implied_by": [],
		"names": [
			"secretsmanager:BatchGetSecretValue",
			"secretsmanager:CancelRotateSecret",
			"secretsmanager:CreateSecret",
			"secretsmanager:DeleteResourcePolicy",
			"secretsmanager:DeleteSecret",
			"secretsmanager:DescribeSecret",
			"secretsmanager:GetRandomPassword",
			"secretsmanager:GetResourcePolicy",
			"secretsmanager:GetSecretValue",
			"secretsmanager:ListSecretVersionIds",
			"secretsmanager:ListSecrets",
			"secretsmanager:PutResourcePolicy",
			"secretsmanager:PutSecretValue",
			"secretsmanager:RemoveRegionsFromReplication",
			"secretsmanager:ReplicateSecretToRegions",
			"secretsmanager:RestoreSecret",
			"secretsmanager:RotateSecret",
			"secretsmanager:StopReplicationToReplica",
			"secretsmanager:TagResource",
			"secretsmanager:UntagResource",
			"secretsmanager:UpdateSecret",
			"secretsmanager:UpdateSecretVersionStage",
			"secretsmanager:ValidateResourcePolicy",
		],
		"parameters": {
			"check": "conditions",
		},
		"region": {
			"accounts": [],
			"escape": {},
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
			"remediation": "Name real values. Where the key only has to be present, write {\"Null\": {KEY: \"false\"}}. Where a request without the key is unsafe, use an operator without ForAllValues and IfExists, or add that Null. In a Deny, use the IfExists or Not form of the operator, or deny {\"Null\": {KEY: \"true\"}} too. Remove a statement whose conditions can never hold.",
			"rule": "SM-QA-VACUOUS",
			"severity": "high",
			"title": "Condition that does nothing",
			"url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
		},
		"taken": {},
		"variants": {},
	},
}

_index := {
	"actions": {
		"boundary": {},
		"identity": {},
		"other": {},
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
		"other": [
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
		"other": [],
		"rcp": [],
		"resource": [],
		"scp": [],
	},
	"patterns": {
		"boundary": [],
		"identity": [],
		"other": [],
		"rcp": [],
		"resource": [],
		"scp": [],
	},
}

# Each case is a test of its own: opa traces a test with sub-cases, which takes many times as long.
_as_expected(case) if {
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-QA-VACUOUS"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_forallvalues_holds_for_a_principal_without_the_tag if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "The condition does not do what it seems to do: it also holds when the key is absent, and nothing else requires aws:PrincipalTag/team.",
			"path": [
				"Statement",
				0,
				"Condition",
				"ForAllValues:StringEquals",
				"aws:PrincipalTag/team",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				"Sid": "Read",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_condition_that_requires_another_key_does_not_help if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"ForAllValues:StringEquals",
				"aws:PrincipalTag/team",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
					"Null": {
						"aws:PrincipalTag/env": "false",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_one_statement_object_without_sid_and_version if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				"Condition",
				"ForAllValues:StringEquals",
				"aws:PrincipalTag/team",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": {
			"Action": "secretsmanager:GetSecretValue",
			"Condition": {
				"ForAllValues:StringEquals": {
					"aws:PrincipalTag/team": "app",
				},
			},
			"Effect": "Allow",
			"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
		},
	},
	"input_findings": [],
})

test_odd_letter_case_of_operator_key_and_action if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"forallvalues:stringequals",
				"AWS:principaltag/Team",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "SecretsManager:getSecretValue",
				"Condition": {
					"forallvalues:stringequals": {
						"AWS:principaltag/Team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_condition_that_does_nothing_is_reported if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"ForAllValues:StringEquals",
				"aws:PrincipalOrgPaths",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"ForAllValues:StringEquals",
				"aws:PrincipalTag/team",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*",
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_forallvalues_on_a_guard_whose_absence_is_unsafe if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicy",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"ForAllValues:Bool",
				"secretsmanager:BlockPublicPolicy",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"ForAllValues:Bool": {
						"secretsmanager:BlockPublicPolicy": "true",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_star_under_a_like_operator if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "The condition does not do what it seems to do: it holds for every value: \"*\" matches every value of aws:PrincipalArn.",
			"path": [
				"Statement",
				0,
				"Condition",
				"StringLike",
				"aws:PrincipalArn",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringLike": {
						"aws:PrincipalArn": "*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_star_in_a_list_of_values if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"ArnLike",
				"aws:PrincipalArn",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ArnLike": {
						"aws:PrincipalArn": [
							"arn:aws:iam::111122223333:role/app",
							"*",
						],
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_stars_for_all_parts_of_an_arn if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"ArnLike",
				"aws:PrincipalArn",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ArnLike": {
						"aws:PrincipalArn": "*:*:*:*:*:*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_arn if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"StringLike",
				"aws:PrincipalArn",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringLike": {
						"aws:PrincipalArn": "arn:*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_question_mark_and_a_star_every_value_that_is_not_empty if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"StringLike",
				"aws:PrincipalArn",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringLike": {
						"aws:PrincipalArn": "?*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_any_tag_of_the_name_or_none if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:CreateSecret",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"StringLikeIfExists",
				"aws:RequestTag/team",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:CreateSecret",
				"Condition": {
					"StringLikeIfExists": {
						"aws:RequestTag/team": "*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_address_of_ipv4 if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"IpAddress",
				"aws:SourceIp",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"IpAddress": {
						"aws:SourceIp": "0.0.0.0/0",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_address_of_ipv6_in_a_list if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"IpAddress",
				"aws:SourceIp",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"IpAddress": {
						"aws:SourceIp": [
							"198.51.100.0/24",
							"::/0",
						],
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_date_in_the_past_has_passed if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"DateGreaterThan",
				"aws:CurrentTime",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"DateGreaterThan": {
						"aws:CurrentTime": "2020-01-01T00:00:00Z",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_nobody_has_the_account_that_is_left_out if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"StringNotEquals",
				"aws:PrincipalAccount",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringNotEquals": {
						"aws:PrincipalAccount": "nobody",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_no_request_has_the_vpc_that_is_left_out if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"StringNotEquals",
				"aws:SourceVpc",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringNotEquals": {
						"aws:SourceVpc": [
							"none",
							"-",
						],
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_both_values_of_a_boolean if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"Bool",
				"aws:SecureTransport",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Bool": {
						"aws:SecureTransport": [
							"true",
							"false",
						],
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_tautology_beside_a_condition_that_restricts if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"StringLike",
				"aws:PrincipalArn",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
					},
					"StringLike": {
						"aws:PrincipalArn": "*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_tautology_in_a_secret_s_own_policy if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"StringLike",
				"aws:PrincipalArn",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringLike": {
						"aws:PrincipalArn": "*",
					},
				},
				"Effect": "Allow",
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_that_is_escaped_by_leaving_the_key_out if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicy",
			],
			"message": "The condition does not do what it seems to do: a request without the key is not denied.",
			"path": [
				"Statement",
				0,
				"Condition",
				"Bool",
				"secretsmanager:BlockPublicPolicy",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Bool": {
						"secretsmanager:BlockPublicPolicy": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_an_absent_key_on_another_action_does_not_help if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicy",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"Bool",
				"secretsmanager:BlockPublicPolicy",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Bool": {
						"secretsmanager:BlockPublicPolicy": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
			{
				"Action": "secretsmanager:DeleteSecret",
				"Condition": {
					"Null": {
						"secretsmanager:BlockPublicPolicy": "true",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_an_absent_key_on_another_secret_does_not_help if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicy",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"Bool",
				"secretsmanager:BlockPublicPolicy",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Bool": {
						"secretsmanager:BlockPublicPolicy": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Null": {
						"secretsmanager:BlockPublicPolicy": "true",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_an_absent_key_that_holds_for_some_requests_only if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicy",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"Bool",
				"secretsmanager:BlockPublicPolicy",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Bool": {
						"secretsmanager:BlockPublicPolicy": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Null": {
						"secretsmanager:BlockPublicPolicy": "true",
					},
					"StringEquals": {
						"aws:UserAgent": "console",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_same_in_a_service_control_policy if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicy",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"Bool",
				"secretsmanager:BlockPublicPolicy",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "scp",
	},
	"input_findings": [],
})

test_a_deny_without_mfa_that_spares_sessions_without_the_key if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"Bool",
				"aws:MultiFactorAuthPresent",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Bool": {
						"aws:MultiFactorAuthPresent": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_that_spares_every_principal_denies_nothing if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"StringNotLike",
				"aws:PrincipalArn",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringNotLike": {
						"aws:PrincipalArn": "*",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_value_that_is_required_and_left_out if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "The condition does not do what it seems to do: no value of aws:PrincipalAccount meets all of StringEquals \"111122223333\" and StringNotEquals \"111122223333\".",
			"path": [
				"Statement",
				0,
				"Condition",
				"StringEquals",
				"aws:PrincipalAccount",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalAccount": "111122223333",
					},
					"StringNotEquals": {
						"aws:PrincipalAccount": "111122223333",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_key_that_must_be_absent_and_have_a_value if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"Null",
				"aws:PrincipalTag/team",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Null": {
						"aws:PrincipalTag/team": "true",
					},
					"StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_number_below_seven_and_above_thirty if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DeleteSecret",
			],
			"message": "The condition does not do what it seems to do: no request has a value of secretsmanager:RecoveryWindowInDays that meets NumericGreaterThan \"30\".",
			"path": [
				"Statement",
				0,
				"Condition",
				"NumericGreaterThan",
				"secretsmanager:RecoveryWindowInDays",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
		{
			"actions": [
				"secretsmanager:DeleteSecret",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"NumericLessThan",
				"secretsmanager:RecoveryWindowInDays",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:DeleteSecret",
				"Condition": {
					"NumericGreaterThan": {
						"secretsmanager:RecoveryWindowInDays": "30",
					},
					"NumericLessThan": {
						"secretsmanager:RecoveryWindowInDays": "7",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_two_keys_of_different_letter_case_are_one if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicy",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"Bool",
				"SecretsManager:blockpublicpolicy",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Bool": {
						"SecretsManager:blockpublicpolicy": "false",
						"secretsmanager:BlockPublicPolicy": "true",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_no_value_at_all if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "The condition does not do what it seems to do: no value is listed, so it never holds.",
			"path": [
				"Statement",
				0,
				"Condition",
				"StringEquals",
				"aws:PrincipalTag/team",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalTag/team": [],
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_that_can_never_hold if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"StringEquals",
				"aws:PrincipalAccount",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalAccount": "111122223333",
					},
					"StringNotEquals": {
						"aws:PrincipalAccount": "111122223333",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_only_the_second_statement_is_in_doubt if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				1,
				"Condition",
				"ForAllValues:StringEquals",
				"aws:PrincipalTag/team",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Bool": {
						"secretsmanager:BlockPublicPolicy": "true",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
			{
				"Action": "s3:GetObject",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wildcard_action_names_what_it_reaches if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"StringLike",
				"aws:PrincipalArn",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:Get*Value",
				"Condition": {
					"StringLike": {
						"aws:PrincipalArn": "*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_policy_as_a_json_string if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Condition",
				"ForAllValues:StringEquals",
				"aws:PrincipalTag/team",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"name": "reader",
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf\", \"Condition\": {\"ForAllValues:StringEquals\": {\"aws:PrincipalTag/team\": \"app\"}}}]}",
	},
	"input_findings": [],
})

test_an_end_that_has_passed if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: it never holds again: 2024-12-31T23:59:59Z has passed.",
			"path": [
				"Statement",
				0,
				"Condition",
				"DateLessThan",
				"aws:CurrentTime",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"DateLessThan": {
						"aws:CurrentTime": "2024-12-31T23:59:59Z",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_window_that_has_passed if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: it never holds again: 2024-12-31T23:59:59Z has passed.",
			"path": [
				"Statement",
				0,
				"Condition",
				"DateLessThan",
				"aws:CurrentTime",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"DateGreaterThan": {
						"aws:CurrentTime": "2024-01-01T00:00:00Z",
					},
					"DateLessThan": {
						"aws:CurrentTime": "2024-12-31T23:59:59Z",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_window_that_ends_before_it_begins if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: no time is after 2098-01-01T00:00:00Z and before 2097-01-01T00:00:00Z.",
			"path": [
				"Statement",
				0,
				"Condition",
				"DateGreaterThan",
				"aws:CurrentTime",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"DateGreaterThan": {
						"aws:CurrentTime": "2098-01-01T00:00:00Z",
					},
					"DateLessThan": {
						"aws:CurrentTime": "2097-01-01T00:00:00Z",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_until_a_date_that_has_passed if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: it never holds again: 2024-12-31T23:59:59Z has passed.",
			"path": [
				"Statement",
				0,
				"Condition",
				"DateLessThan",
				"aws:CurrentTime",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"DateLessThan": {
						"aws:CurrentTime": "2024-12-31T23:59:59Z",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wildcard_under_an_operator_that_knows_none if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: no request has the value \"arn:aws:iam::111122223333:role/*\" for aws:PrincipalArn, so it always holds: StringNotEquals takes wildcards literally, use ArnNotLike.",
			"path": [
				"Statement",
				0,
				"Condition",
				"StringNotEquals",
				"aws:PrincipalArn",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"StringNotEquals": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*",
					},
				},
				"Effect": "Deny",
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_organisation_that_cannot_be_one if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: no request has the value \"o-*\" for aws:PrincipalOrgID, so it never holds: StringEquals takes wildcards literally, use StringLike.",
			"path": [
				"Statement",
				0,
				"Condition",
				"StringEquals",
				"aws:PrincipalOrgID",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalOrgID": "o-*",
					},
				},
				"Effect": "Allow",
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_account_that_cannot_be_one if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: no request has the value \"abc\" for aws:PrincipalAccount, so it never holds.",
			"path": [
				"Statement",
				0,
				"Condition",
				"StringEquals",
				"aws:PrincipalAccount",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalAccount": "abc",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_vpc_that_cannot_be_one_if_the_request_comes_through_one if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: no request has the value \"vpc-app\" for aws:SourceVpc, so it holds only where the key is absent.",
			"path": [
				"Statement",
				0,
				"Condition",
				"StringEqualsIfExists",
				"aws:SourceVpc",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEqualsIfExists": {
						"aws:SourceVpc": "vpc-app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_arn_with_a_wildcard_under_an_operator_that_knows_none if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: no request has the value \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*\" for secretsmanager:SecretId, so it never holds: StringEquals takes wildcards literally, use ArnLike.",
			"path": [
				"Statement",
				0,
				"Condition",
				"StringEquals",
				"secretsmanager:SecretId",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"secretsmanager:SecretId": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_session_where_the_role_has_to_be_named if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: no request has the value \"arn:aws:sts::111122223333:assumed-role/app/job\" for aws:PrincipalArn, so it never holds: for a session, the key holds the ARN of its role.",
			"path": [
				"Statement",
				0,
				"Condition",
				"ArnEquals",
				"aws:PrincipalArn",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ArnEquals": {
						"aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/app/job",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_key_that_is_never_true_for_this_service if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: no request has the value \"true\" for aws:IsMcpServiceAction, so it never holds.",
			"path": [
				"Statement",
				0,
				"Condition",
				"Bool",
				"aws:IsMcpServiceAction",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"Bool": {
						"aws:IsMcpServiceAction": "true",
					},
				},
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_key_that_requests_to_this_service_never_have if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: no request for these actions has aws:VpceOrgID, so it never holds.",
			"path": [
				"Statement",
				0,
				"Condition",
				"StringEquals",
				"aws:VpceOrgID",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:VpceOrgID": "o-a1b2c3d4e5",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_on_a_key_that_requests_to_this_service_never_have if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: no request for these actions has aws:VpceOrgID, so it always holds.",
			"path": [
				"Statement",
				0,
				"Condition",
				"StringNotEqualsIfExists",
				"aws:VpceOrgID",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "*",
				"Condition": {
					"StringNotEqualsIfExists": {
						"aws:VpceOrgID": "o-a1b2c3d4e5",
					},
				},
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_user_or_a_role_always_has_an_arn if _as_expected({
	"findings": [
		{
			"message": "The condition does not do what it seems to do: every request has aws:PrincipalArn, so it never holds.",
			"path": [
				"Statement",
				0,
				"Condition",
				"Null",
				"aws:PrincipalArn",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Null": {
						"aws:PrincipalArn": "true",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_tag_without_forallvalues if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				"Sid": "Read",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_forallvalues_beside_a_condition_that_requires_the_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
					"Null": {
						"aws:PrincipalTag/team": "false",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_forallvalues_beside_the_same_key_under_another_operator if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:PrincipalTag/team": [
							"app",
							"web",
						],
					},
					"StringLike": {
						"aws:PrincipalTag/team": "a*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_foranyvalue_requires_the_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAnyValue:StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_one_statement_object_without_a_condition if _as_expected({
	"findings": [],
	"input": {
		"Statement": {
			"Action": "secretsmanager:GetSecretValue",
			"Effect": "Allow",
			"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
		},
	},
	"input_findings": [],
})

test_forallvalues_on_tag_keys_whose_absence_is_harmless if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:TagResource",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:TagKeys": [
							"team",
							"env",
						],
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_forallvalues_on_replica_regions_whose_absence_means_no_replica if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:CreateSecret",
				"Condition": {
					"ForAllValues:StringEquals": {
						"secretsmanager:AddReplicaRegions": "eu-west-1",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_forallvalues_on_a_key_whose_absence_is_safe if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:DeleteSecret",
				"Condition": {
					"ForAllValues:Bool": {
						"secretsmanager:ForceDeleteWithoutRecovery": "false",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_pattern_that_names_roles if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringLike": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_any_tag_of_the_name_is_required if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:CreateSecret",
				"Condition": {
					"StringLike": {
						"aws:RequestTag/team": "*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_network if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"IpAddress": {
						"aws:SourceIp": [
							"198.51.100.0/24",
							"2001:db8::/32",
						],
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_date_in_the_future if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"DateGreaterThan": {
						"aws:CurrentTime": "2099-01-01T00:00:00Z",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_end_in_the_future if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"DateLessThan": {
						"aws:CurrentTime": "2099-01-01T00:00:00Z",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_everybody_but_one_account if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringNotEquals": {
						"aws:PrincipalAccount": "444455556666",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_policy_variable_that_is_left_out if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringNotEquals": {
						"aws:PrincipalAccount": "${aws:ResourceAccount}",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_one_value_of_a_boolean if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Bool": {
						"aws:SecureTransport": [
							"true",
						],
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_every_principal_is_meant if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringLike": {
						"aws:PrincipalArn": "*",
					},
				},
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_that_also_holds_for_an_absent_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"BoolIfExists": {
						"secretsmanager:BlockPublicPolicy": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_the_value_and_one_for_an_absent_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Bool": {
						"secretsmanager:BlockPublicPolicy": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Null": {
						"secretsmanager:BlockPublicPolicy": "true",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_in_a_service_control_policy_that_also_holds_for_an_absent_key if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "scp",
	},
	"input_findings": [],
})

test_a_deny_on_a_key_whose_absence_is_safe if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:DeleteSecret",
				"Condition": {
					"Bool": {
						"secretsmanager:ForceDeleteWithoutRecovery": "true",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
			{
				"Action": "secretsmanager:DeleteSecret",
				"Condition": {
					"NumericLessThan": {
						"secretsmanager:RecoveryWindowInDays": "7",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_with_a_negated_operator_also_hits_requests_without_the_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:CreateSecret",
				"Condition": {
					"ArnNotLike": {
						"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_same_for_an_update_which_keeps_the_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:UpdateSecret",
				"Condition": {
					"ArnNotLike": {
						"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
					},
					"Null": {
						"secretsmanager:KmsKeyArn": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_one_key_beside_an_allow_that_requires_a_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:CreateSecret",
				"Condition": {
					"ArnLike": {
						"secretsmanager:KmsKeyArn": [
							"arn:aws:kms:*:*:key/*",
						],
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
			{
				"Action": "secretsmanager:CreateSecret",
				"Condition": {
					"ArnLike": {
						"secretsmanager:KmsKeyArn": "arn:aws:kms:*:444455556666:key/*",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_without_mfa_that_takes_them_in if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"BoolIfExists": {
						"aws:MultiFactorAuthPresent": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_without_tls_every_request_has_the_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Bool": {
						"aws:SecureTransport": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_that_spares_one_role if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringNotLike": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_value_that_is_required_and_another_left_out if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalAccount": [
							"111122223333",
							"222233334444",
						],
					},
					"StringNotEquals": {
						"aws:PrincipalAccount": "222233334444",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_key_that_must_be_there_and_have_a_value if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Null": {
						"aws:PrincipalTag/team": "false",
					},
					"StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_number_from_seven_to_thirty if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:DeleteSecret",
				"Condition": {
					"NumericGreaterThanEquals": {
						"secretsmanager:RecoveryWindowInDays": "7",
					},
					"NumericLessThanEquals": {
						"secretsmanager:RecoveryWindowInDays": "30",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_network_without_a_part_of_it if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"IpAddress": {
						"aws:SourceIp": "198.51.100.0/24",
					},
					"NotIpAddress": {
						"aws:SourceIp": "198.51.100.0/25",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_network_from_the_aws_documentation_without_a_part_of_it if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"IpAddress": {
						"aws:SourceIp": "203.0.113.0/24",
					},
					"NotIpAddress": {
						"aws:SourceIp": "203.0.113.0/25",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_pattern_without_one_of_its_values if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringLike": {
						"aws:PrincipalTag/team": "app-*",
					},
					"StringNotEquals": {
						"aws:PrincipalTag/team": "app-old",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_statement_of_another_service_is_not_judged if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "s3:GetObject",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_sound_policy_as_a_json_string if _as_expected({
	"findings": [],
	"input": {
		"name": "reader",
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf\", \"Condition\": {\"StringEquals\": {\"aws:PrincipalTag/team\": \"app\"}}}]}",
	},
	"input_findings": [],
})

test_a_deny_that_leaves_requests_without_the_key_alone_explicitly if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:CreateSecret",
				"Condition": {
					"ArnNotLike": {
						"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
					},
					"Null": {
						"secretsmanager:KmsKeyArn": "false",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_window_with_a_start_and_an_end if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"DateGreaterThan": {
						"aws:CurrentTime": "2026-01-01T00:00:00Z",
					},
					"DateLessThan": {
						"aws:CurrentTime": "2097-12-31T23:59:59Z",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_window_in_seconds if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"NumericGreaterThan": {
						"aws:EpochTime": "1767225600",
					},
					"NumericLessThan": {
						"aws:EpochTime": "4039372799",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_sessions_from_before_a_date if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"DateLessThan": {
						"aws:TokenIssueTime": "2024-12-31T23:59:59Z",
					},
				},
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wildcard_under_an_operator_that_knows_it if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"ArnNotLike": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*",
					},
				},
				"Effect": "Deny",
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
					},
				},
				"Effect": "Allow",
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_vpc_if_the_request_comes_through_one if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEqualsIfExists": {
						"aws:SourceVpc": "vpc-0123456789abcdef0",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_path_of_a_role if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ArnEquals": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/team/app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_key_that_is_true_for_other_services_for_all_actions if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "*",
				"Condition": {
					"Bool": {
						"aws:IsMcpServiceAction": "true",
					},
				},
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_service_may_have_no_arn if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"Null": {
						"aws:PrincipalArn": "true",
					},
					"StringNotEqualsIfExists": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/x",
					},
				},
				"Effect": "Deny",
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_that_leaves_requests_without_the_tag_alone_explicitly if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "*",
				"Condition": {
					"Null": {
						"aws:RequestTag/P": "false",
					},
					"StringNotEquals": {
						"aws:RequestTag/P": "${aws:PrincipalTag/P}",
					},
				},
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_region_that_is_required_and_another_left_out if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:RequestedRegion": "eu-west-1",
					},
					"StringNotEquals": {
						"aws:RequestedRegion": "us-east-1",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})
