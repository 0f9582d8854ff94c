package smguard.rules.sm_rp_external_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-RP-EXTERNAL": {
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
		"implied_by": [
			"SM-RP-PUBLIC",
		],
		"names": [
			"secretsmanager:CancelRotateSecret",
			"secretsmanager:DeleteResourcePolicy",
			"secretsmanager:DeleteSecret",
			"secretsmanager:DescribeSecret",
			"secretsmanager:GetResourcePolicy",
			"secretsmanager:GetSecretValue",
			"secretsmanager:ListSecretVersionIds",
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
			"accounts": [
				"111122223333",
				"222233334444",
			],
			"forbid": "external",
			"organization_id": "o-a1b2c3d4e5",
		},
		"region": {
			"accounts": [
				"111122223333",
				"222233334444",
			],
			"escape": null,
			"guards": [
				{
					"StringEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
					},
				},
				{
					"ForAnyValue:StringLike": {
						"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*",
					},
				},
			],
			"open": false,
			"outside": [],
			"principals": "external",
			"reach": "principal",
			"spelled": [
				0,
				513,
			],
			"unscoped": false,
		},
		"report": {
			"message": "Principals outside the organisation can perform {actions} on the secret.",
			"remediation": "Remove the principals of other accounts, or let them in by a statement of its own that requires the organisation's id with StringEquals on aws:PrincipalOrgID; AWS services do not have that key. Where the sharing is intended, record it as an exception with owner and expiry.",
			"rule": "SM-RP-EXTERNAL",
			"severity": "high",
			"title": "Open to other accounts",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html",
		},
		"taken": {
			"accounts": {
				"accounts": [
					"111122223333",
					"222233334444",
				],
			},
			"organization_id": {
				"organization_id": "o-a1b2c3d4e5",
			},
		},
		"variants": {
			"unproven": {
				"message": "Not proven: Principals outside the organisation can perform {actions} on the secret. The document has more cases than the search tries: it found no such request, and cannot rule one out. Make the statement simpler, or review it by hand.",
				"remediation": "Remove the principals of other accounts, or let them in by a statement of its own that requires the organisation's id with StringEquals on aws:PrincipalOrgID; AWS services do not have that key. Where the sharing is intended, record it as an exception with owner and expiry.",
				"rule": "SM-RP-EXTERNAL",
				"severity": "medium",
				"title": "Open to other accounts",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html",
			},
		},
	},
}

_index := {
	"actions": {
		"boundary": {},
		"identity": {},
		"other": {},
		"rcp": {},
		"resource": {
			"secretsmanager:cancelrotatesecret": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:deleteresourcepolicy": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:deletesecret": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:describesecret": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:getresourcepolicy": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:getsecretvalue": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:listsecretversionids": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:putresourcepolicy": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:putsecretvalue": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:removeregionsfromreplication": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:replicatesecrettoregions": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:restoresecret": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:rotatesecret": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:stopreplicationtoreplica": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:tagresource": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:untagresource": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:updatesecret": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:updatesecretversionstage": [
				"SM-RP-EXTERNAL",
			],
			"secretsmanager:validateresourcepolicy": [
				"SM-RP-EXTERNAL",
			],
		},
		"scp": {},
	},
	"conditions": {
		"boundary": [],
		"identity": [],
		"other": [],
		"rcp": [],
		"resource": [],
		"scp": [],
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-RP-EXTERNAL"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_a_role_of_another_account if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "Principals outside the organisation can perform secretsmanager:GetSecretValue on the secret.",
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {},
				"principal": "arn:aws:iam::444455556666:role/reader",
				"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::444455556666:role/reader",
					},
					"Resource": "*",
					"Sid": "Share",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_another_account_by_its_number if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "444455556666",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_another_account_as_a_whole if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_user_of_another_account_in_a_list if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": [
						"arn:aws:iam::111122223333:role/app",
						"arn:aws:iam::444455556666:user/alice",
					],
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_session_of_another_account_s_role if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:sts::444455556666:assumed-role/reader/session",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_account_in_another_partition if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws-us-gov:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_id_of_a_principal_that_nobody_can_place if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "AIDAJQABLZS4A3QDU576Q",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_identity_provider_that_everybody_uses if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"Federated": "cognito-identity.amazonaws.com",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_identity_provider_of_another_account if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"Federated": "arn:aws:iam::444455556666:saml-provider/login",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_service_beside_a_role_of_another_account if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
					"Service": "lambda.amazonaws.com",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_everybody if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {},
				"principal": "arn:aws:iam::999988887777:role/any-role",
				"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Principal": "*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_notprincipal_lets_in_everybody_else if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotPrincipal",
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
				"Effect": "Allow",
				"NotPrincipal": {
					"AWS": "arn:aws:iam::111122223333:role/app",
				},
				"Resource": "*",
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
				"Principal",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": {
			"Action": "secretsmanager:GetSecretValue",
			"Effect": "Allow",
			"Principal": {
				"AWS": "arn:aws:iam::444455556666:role/reader",
			},
			"Resource": "*",
		},
	},
	"input_findings": [],
})

test_the_secret_s_arn_in_the_place_of_the_star if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::444455556666:role/reader",
					},
					"Resource": [
						"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					],
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_the_account_that_the_secret_is_in_is_another_one if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"account_id": "111122223333",
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::444455556666:role/reader",
					},
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_a_list_of_actions if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DescribeSecret",
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:DescribeSecret",
					"secretsmanager:GetSecretValue",
				],
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_odd_letter_case_of_the_action if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "SecretsManager:GETSECRETVALUE",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wildcard_inside_the_name_and_a_question_mark if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:G?t*Value",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_whole_service_what_can_be_done_to_a_secret if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:CancelRotateSecret",
				"secretsmanager:DeleteResourcePolicy",
				"secretsmanager:DeleteSecret",
				"secretsmanager:DescribeSecret",
				"secretsmanager:GetResourcePolicy",
				"secretsmanager:GetSecretValue",
				"secretsmanager:ListSecretVersionIds",
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
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_that_leaves_reading_in if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
				"secretsmanager:StopReplicationToReplica",
			],
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": [
					"secretsmanager:C*",
					"secretsmanager:D*",
					"secretsmanager:L*",
					"secretsmanager:P*",
					"secretsmanager:R*",
					"secretsmanager:T*",
					"secretsmanager:U*",
					"secretsmanager:GetR*",
					"secretsmanager:V*",
				],
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_organisation_under_ifexists_which_accounts_without_one_pass if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {},
				"principal": "arn:aws:iam::444455556666:role/reader",
				"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringEqualsIfExists": {
							"aws:PrincipalOrgID": "o-a1b2c3d4e5",
						},
					},
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::444455556666:role/reader",
					},
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_the_organisation_under_forallvalues_which_accounts_without_one_pass if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
					"ForAllValues:StringEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
					},
				},
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_another_organisation_beside_the_own_one if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
					"StringEquals": {
						"aws:PrincipalOrgID": [
							"o-a1b2c3d4e5",
							"o-zzzz999999",
						],
					},
				},
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_everybody_of_another_organisation if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
					"StringEquals": {
						"aws:PrincipalOrgID": "o-zzzz999999",
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

test_everybody_of_another_account if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
					"StringEquals": {
						"aws:PrincipalAccount": "444455556666",
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

test_everybody_who_is_a_role_of_another_account if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {
					"aws:PrincipalArn": "arn:aws:iam::444455556666:role/reader",
				},
				"principal": "arn:aws:iam::444455556666:role/reader",
				"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"ArnEquals": {
							"aws:PrincipalArn": "arn:aws:iam::444455556666:role/reader",
						},
					},
					"Effect": "Allow",
					"Principal": "*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_one_role_of_another_account_that_is_let_in_as_a_whole if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
					"ArnEquals": {
						"aws:PrincipalArn": "arn:aws:iam::444455556666:role/reader",
					},
				},
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_tag_of_another_account_s_role if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
					"StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_tautology_on_the_principal_s_arn if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_key_that_the_action_does_not_have if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
					"Bool": {
						"secretsmanager:BlockPublicPolicy": "true",
					},
				},
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_tls_is_no_restriction if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
					"Bool": {
						"aws:SecureTransport": "true",
					},
				},
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_that_spares_principals_without_an_organisation if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"Null": {
						"aws:PrincipalOrgID": "false",
					},
					"StringNotEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
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

test_a_deny_for_another_role_of_the_account_does_not_help if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/writer",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_one_role_of_a_whole_account_leaves_the_others if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_everybody_but_the_role_spares_it if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
				"NotPrincipal": {
					"AWS": [
						"arn:aws:iam::444455556666:root",
						"arn:aws:iam::444455556666:role/reader",
					],
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_another_action_does_not_help if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:Put*",
				"Condition": {
					"StringNotEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
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

test_a_deny_on_another_secret_does_not_help if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::444455556666:role/reader",
					},
					"Resource": "*",
				},
				{
					"Action": "secretsmanager:*",
					"Condition": {
						"StringNotEquals": {
							"aws:PrincipalOrgID": "o-a1b2c3d4e5",
						},
					},
					"Effect": "Deny",
					"Principal": "*",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_a_deny_with_a_condition_that_the_caller_evades if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"StringNotEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
						"aws:UserAgent": "app",
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

test_an_allow_in_the_place_of_a_deny if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				1,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/app",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringNotEquals": {
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

test_two_of_three_statements_let_others_in if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"resources": [
				"*",
			],
		},
		{
			"actions": [
				"secretsmanager:PutSecretValue",
			],
			"path": [
				"Statement",
				2,
				"Principal",
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
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/app",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:PutSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": [
						"arn:aws:iam::111122223333:root",
						"arn:aws:iam::444455556666:root",
					],
				},
				"Resource": "*",
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
				"Principal",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::444455556666:role/reader\"}, \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"*\"}]}",
		"policy_type": "resource",
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_a_role_of_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::111122223333:role/app",
					},
					"Resource": "*",
					"Sid": "Share",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_the_organisation_s_accounts_by_their_numbers if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": [
						"111122223333",
						"222233334444",
					],
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_account_of_the_organisation_as_a_whole if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::222233334444:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_roles_and_users_of_the_organisation_in_a_list if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": [
						"arn:aws:iam::111122223333:role/app",
						"arn:aws:iam::222233334444:user/alice",
					],
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_session_of_the_organisation_s_role if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:sts::111122223333:assumed-role/app/session",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_identity_provider_of_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"Federated": "arn:aws:iam::111122223333:saml-provider/login",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_service_is_no_account if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"Service": "lambda.amazonaws.com",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notprincipal_within_the_organisation if _as_expected({
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
				"NotPrincipal": {
					"AWS": "arn:aws:iam::111122223333:role/app",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_one_statement_object_for_the_own_account if _as_expected({
	"findings": [],
	"input": {
		"Statement": {
			"Action": "secretsmanager:GetSecretValue",
			"Effect": "Allow",
			"Principal": {
				"AWS": "111122223333",
			},
			"Resource": "*",
		},
	},
	"input_findings": [],
})

test_another_secret_s_arn_which_this_policy_cannot_open if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::444455556666:role/reader",
					},
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_the_account_that_the_secret_is_in if _as_expected({
	"findings": [],
	"input": {
		"account_id": "333344445555",
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Principal": {
						"AWS": "333344445555",
					},
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_the_whole_service_within_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_actions_that_never_work_across_accounts if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:ListSecrets",
					"secretsmanager:CreateSecret",
				],
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_actions_of_another_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"s3:*",
					"kms:Decrypt",
				],
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_that_leaves_the_whole_service_out if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "secretsmanager:*",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_another_account_that_must_be_of_the_organisation if _as_expected({
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
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_odd_letter_case_of_the_condition_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"AWS:PRINCIPALORGID": "o-a1b2c3d4e5",
					},
				},
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_organisation_under_ifexists_beside_a_condition_that_requires_it if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Null": {
						"aws:PrincipalOrgID": "false",
					},
					"StringEqualsIfExists": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
					},
				},
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_everybody_of_the_organisation if _as_expected({
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

test_everybody_of_an_account_of_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalAccount": "222233334444",
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

test_everybody_who_is_a_role_of_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ArnEquals": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app",
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

test_another_account_as_a_whole_but_one_of_the_organisation_s_roles if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ArnEquals": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app",
					},
				},
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_everybody_outside_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"StringNotEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
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

test_a_deny_that_spares_aws_services if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"Bool": {
						"aws:PrincipalIsAWSService": "false",
					},
					"StringNotEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
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

test_a_deny_for_everybody_outside_the_accounts if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"StringNotEquals": {
						"aws:PrincipalAccount": [
							"111122223333",
							"222233334444",
						],
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

test_a_deny_for_the_account if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_the_role if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_everybody_but_the_organisation_s_principals if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
				"NotPrincipal": {
					"AWS": [
						"arn:aws:iam::111122223333:root",
						"arn:aws:iam::111122223333:role/app",
					],
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_several_statements_for_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/app",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
					},
				},
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::444455556666:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_policy_for_the_organisation_as_a_json_string if _as_expected({
	"findings": [],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:role/app\"}, \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"*\"}]}",
		"policy_type": "resource",
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_an_identity_policy_has_no_principals if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_resource_control_policy_grants_nothing if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Principal": "*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "rcp",
	},
	"input_findings": [
		"SM-INPUT",
	],
})
