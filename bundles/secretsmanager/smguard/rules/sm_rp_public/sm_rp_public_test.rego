package smguard.rules.sm_rp_public_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-RP-PUBLIC": {
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
		"implied_by": [],
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
			"forbid": "public",
		},
		"region": {
			"accounts": [],
			"escape": null,
			"guards": [
				{
					"ForAnyValue:StringLike": {
						"aws:PrincipalOrgPaths": "/*",
					},
				},
			],
			"open": false,
			"outside": [],
			"principals": "public",
			"reach": "principal",
			"spelled": [
				0,
				513,
			],
			"unscoped": false,
		},
		"report": {
			"message": "Anyone in any AWS account can perform {actions} on the secret.",
			"remediation": "Name the principals, or require aws:PrincipalOrgID or aws:PrincipalAccount with StringEquals.",
			"rule": "SM-RP-PUBLIC",
			"severity": "critical",
			"title": "Open to everybody",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
		},
		"taken": {},
		"variants": {
			"unproven": {
				"message": "Not proven: Anyone in any AWS account can perform {actions} on the secret. The document has more cases than the search tries: it found no such request, and cannot rule one out. Make the statement simpler, or review it by hand.",
				"remediation": "Name the principals, or require aws:PrincipalOrgID or aws:PrincipalAccount with StringEquals.",
				"rule": "SM-RP-PUBLIC",
				"severity": "high",
				"title": "Open to everybody",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
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
			"secretsmanager:getresourcepolicy": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:getsecretvalue": [
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
			"secretsmanager:removeregionsfromreplication": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:replicatesecrettoregions": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:restoresecret": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:rotatesecret": [
				"SM-RP-PUBLIC",
			],
			"secretsmanager:stopreplicationtoreplica": [
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-RP-PUBLIC"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_everybody_may_read if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "Anyone in any AWS account can perform secretsmanager:GetSecretValue on the secret.",
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
					"Sid": "Share",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_everybody_as_a_principal_of_type_aws if _as_expected({
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
					"AWS": "*",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_everybody_in_a_list_beside_a_role if _as_expected({
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
						"*",
					],
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
			"Principal": "*",
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
				"Principal": "*",
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
				"Action": "SECRETSMANAGER:getSECRETvalue",
				"Effect": "Allow",
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_prefix_with_a_wildcard if _as_expected({
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
				"Action": "secretsmanager:GetS*",
				"Effect": "Allow",
				"Principal": "*",
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
				"Action": "secretsmanager:G*tSecretValu?",
				"Effect": "Allow",
				"Principal": "*",
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
				"Principal": "*",
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
					"secretsmanager:*y",
					"secretsmanager:*d",
					"secretsmanager:L*",
					"secretsmanager:P*",
					"secretsmanager:R*",
					"secretsmanager:T*",
					"secretsmanager:U*",
				],
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
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
					"AWS": "arn:aws:iam::444455556666:root",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_takes_in_the_secret if _as_expected({
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
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/db-AbCdEf",
				"Principal": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_organisation_under_ifexists_which_strangers_without_one_pass if _as_expected({
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
					"Condition": {
						"StringEqualsIfExists": {
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
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_everybody_outside_the_organisation if _as_expected({
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

test_any_organisation if _as_expected({
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

test_any_path_of_any_organisation if _as_expected({
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
					"ForAnyValue:StringLike": {
						"aws:PrincipalOrgPaths": "o-*",
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

test_a_path_of_the_organisation_under_forallvalues_which_strangers_without_one_pass if _as_expected({
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
					"ForAllValues:StringLike": {
						"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*",
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

test_an_account_that_a_policy_variable_compares_with_itself if _as_expected({
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
						"aws:PrincipalAccount": "${aws:PrincipalAccount}",
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
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_role_of_any_account if _as_expected({
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
					"aws:PrincipalArn": "arn:aws:iam::999988887777:role/app",
				},
				"principal": "arn:aws:iam::999988887777:role/app",
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
						"ArnLike": {
							"aws:PrincipalArn": "arn:aws:iam::*:role/app",
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

test_a_role_of_any_account_without_the_colons if _as_expected({
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
						"aws:PrincipalArn": "*role/app",
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

test_a_tag_that_strangers_give_their_roles_themselves if _as_expected({
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
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_tag_under_forallvalues if _as_expected({
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
						"aws:PrincipalTag/team": "app",
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

test_a_user_name_that_strangers_give_their_users_themselves if _as_expected({
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
						"aws:username": "admin",
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

test_a_type_of_principal_that_strangers_have_too if _as_expected({
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
						"aws:PrincipalType": "AssumedRole",
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

test_multi_factor_authentication_which_strangers_have_too if _as_expected({
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
						"aws:MultiFactorAuthPresent": "true",
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

test_tls_which_everybody_uses if _as_expected({
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
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_through_an_aws_service_which_strangers_use_too if _as_expected({
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
						"aws:ViaAWSService": "true",
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

test_what_the_caller_writes_himself if _as_expected({
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
						"aws:UserAgent": "app",
						"secretsmanager:VersionStage": "AWSCURRENT",
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

test_what_is_true_of_the_secret_not_of_the_caller if _as_expected({
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
						"aws:ResourceAccount": "111122223333",
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

test_a_tag_of_the_secret if _as_expected({
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
						"secretsmanager:ResourceTag/share": "yes",
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

test_which_secret_is_requested if _as_expected({
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
					"Condition": {
						"ArnEquals": {
							"secretsmanager:SecretId": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_address if _as_expected({
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
					"IpAddress": {
						"aws:SourceIp": "0.0.0.0/0",
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

test_every_address_in_two_halves if _as_expected({
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
					"IpAddress": {
						"aws:SourceIp": [
							"0.0.0.0/1",
							"128.0.0.0/1",
						],
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

test_every_private_address_which_strangers_networks_have_too if _as_expected({
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
					"IpAddress": {
						"aws:VpcSourceIp": "10.0.0.0/8",
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

test_any_vpc_endpoint if _as_expected({
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
						"aws:SourceVpce": "vpce-*",
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
				"Principal": "*",
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

test_a_deny_for_everybody_inside_the_organisation if _as_expected({
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
				"Principal": "*",
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"StringEquals": {
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

test_a_deny_for_one_account_does_not_help if _as_expected({
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
				"Principal": "*",
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
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
				"Principal": "*",
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:Put*",
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
					"Principal": "*",
					"Resource": "*",
				},
				{
					"Action": "secretsmanager:*",
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
				"Principal": "*",
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

test_a_deny_without_tls_leaves_everybody_with_it if _as_expected({
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
				"Principal": "*",
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"Bool": {
						"aws:SecureTransport": "false",
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
				"Condition": {
					"StringEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
					},
				},
				"Effect": "Allow",
				"Principal": "*",
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

test_only_the_second_statement_is_open if _as_expected({
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
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/app",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": "*",
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
				"Principal": "*",
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
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"*\"}]}",
		"policy_type": "resource",
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_what_the_secret_s_own_organisation_is_restricts_nobody if _as_expected({
	"findings": [
		{
			"path": [
				"Statement",
				0,
				"Principal",
			],
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {
					"aws:ResourceOrgID": "o-a1b2c3d4e5",
				},
				"principal": "arn:aws:iam::999988887777:role/any-role",
				"resource": "arn:aws:secretsmanager:us-east-1:888877776666:secret:any-secret-AbCdEf",
			},
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:ResourceOrgID": "o-a1b2c3d4e5",
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

test_the_principal_s_account_is_the_secret_s if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:ResourceAccount": "${aws:PrincipalAccount}",
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

test_the_principal_s_organisation_is_the_secret_s if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:ResourceOrgID": "${aws:PrincipalOrgID}",
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

test_one_role_may_read if _as_expected({
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

test_roles_accounts_services_and_identity_providers_in_lists if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": [
						"arn:aws:iam::111122223333:role/app",
						"111122223333",
						"arn:aws:iam::444455556666:root",
					],
					"Federated": "arn:aws:iam::111122223333:saml-provider/login",
					"Service": [
						"lambda.amazonaws.com",
					],
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
				"AWS": "arn:aws:iam::111122223333:root",
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

test_actions_that_a_secret_s_policy_cannot_give_to_strangers if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:ListSecrets",
					"secretsmanager:CreateSecret",
					"secretsmanager:GetRandomPassword",
				],
				"Effect": "Allow",
				"Principal": "*",
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
				"Action": "s3:*",
				"Effect": "Allow",
				"Principal": "*",
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
				"Principal": "*",
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
					"AWS": "arn:aws:iam::444455556666:root",
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

test_odd_letter_case_of_the_condition_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"AWS:principalORGid": "o-a1b2c3d4e5",
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

test_a_path_of_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAnyValue:StringLike": {
						"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*",
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

test_forallvalues_beside_a_condition_that_requires_the_key if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAllValues:StringLike": {
						"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*",
					},
					"Null": {
						"aws:PrincipalOrgPaths": "false",
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

test_everybody_of_the_account if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalAccount": "111122223333",
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

test_everybody_of_the_secret_s_account_by_a_policy_variable if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalAccount": "${aws:ResourceAccount}",
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

test_a_role_of_the_account if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ArnLike": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*",
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

test_a_tag_and_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
						"aws:PrincipalTag/team": "app",
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

test_a_network_of_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"IpAddress": {
						"aws:SourceIp": "198.51.100.0/24",
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

test_a_network_from_the_aws_documentation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"IpAddress": {
						"aws:SourceIp": "203.0.113.0/24",
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

test_a_vpc_endpoint if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:SourceVpce": "vpce-0a1b2c3d4e5f60718",
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

test_a_source_of_the_account if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ArnLike": {
						"aws:SourceArn": "arn:aws:lambda:eu-west-1:111122223333:function:app",
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

test_a_deny_for_everybody_outside_the_organisation if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": "*",
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
				"Principal": "*",
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"BoolIfExists": {
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

test_a_deny_for_everybody_but_named_principals if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": "*",
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

test_a_deny_on_the_secret if _as_expected({
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
				{
					"Action": "secretsmanager:*",
					"Condition": {
						"StringNotEquals": {
							"aws:PrincipalOrgID": "o-a1b2c3d4e5",
						},
					},
					"Effect": "Deny",
					"Principal": "*",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_several_closed_statements if _as_expected({
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
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_closed_policy_as_a_json_string if _as_expected({
	"findings": [],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"*\", \"Condition\": {\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\"}}}]}",
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
