package smguard.rules.sm_qa_unknown_action_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-QA-UNKNOWN-ACTION": {
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
			"check": "actions",
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
			"message": "{actions}: {detail}.",
			"remediation": "Correct the name, write the service in full, or remove the entry. If AWS has the action, run smguard catalog update.",
			"rule": "SM-QA-UNKNOWN-ACTION",
			"severity": "medium",
			"title": "Names an action that does not exist",
			"url": "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html",
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
		"boundary": [
			"SM-QA-UNKNOWN-ACTION",
		],
		"identity": [
			"SM-QA-UNKNOWN-ACTION",
		],
		"other": [
			"SM-QA-UNKNOWN-ACTION",
		],
		"rcp": [
			"SM-QA-UNKNOWN-ACTION",
		],
		"resource": [
			"SM-QA-UNKNOWN-ACTION",
		],
		"scp": [
			"SM-QA-UNKNOWN-ACTION",
		],
	},
}

# Each case is a test of its own: opa traces a test with sub-cases, which takes many times as long.
_as_expected(case) if {
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-QA-UNKNOWN-ACTION"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_a_letter_too_many if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValues",
			],
			"message": "secretsmanager:GetSecretValues: it matches no action in the catalog; the nearest is secretsmanager:GetSecretValue.",
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValues",
				"Effect": "Allow",
				"Resource": "*",
				"Sid": "Read",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_letter_too_few_without_sid_and_version if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DescribeSecre",
			],
			"message": "secretsmanager:DescribeSecre: it matches no action in the catalog; the nearest is secretsmanager:DescribeSecret.",
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:DescribeSecre",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
	},
	"input_findings": [],
})

test_a_singular_for_a_plural if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:ListSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:ListSecret",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_two_letters_the_wrong_way_round if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSercetValue",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSercetValue",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_name_that_is_like_no_other_has_no_hint if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:Foo",
			],
			"message": "secretsmanager:Foo: it matches no action in the catalog.",
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:Foo",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_action_of_another_service if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetParameter",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetParameter",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_no_name_at_all if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [
		"SM-INPUT",
	],
})

test_a_space_behind_the_name if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue ",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue ",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [
		"SM-INPUT",
	],
})

test_a_prefix_that_nothing_begins_with if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:Fetch*",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:Fetch*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_inner_star_that_nothing_fits if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:Get*Values",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:Get*Values",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_question_mark_stands_for_one_character if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue?",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue?",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_brackets_stand_for_themselves if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:[GP]etSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:[GP]etSecretValue",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [
		"SM-INPUT",
	],
})

test_a_wrong_name_in_odd_letter_case_is_shown_as_written if _as_expected({
	"findings": [
		{
			"actions": [
				"SecretsManager:getSecretVALUES",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "SecretsManager:getSecretVALUES",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_one_wrong_name_in_a_list if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
				1,
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:DescribeSecret",
					"secretsmanager:GetSecret",
					"s3:GetObject",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_two_wrong_names_in_a_list_are_two_findings if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecrets",
			],
			"path": [
				"Statement",
				0,
				"Action",
				0,
			],
			"resources": [],
		},
		{
			"actions": [
				"secretsmanager:PutSecrets",
			],
			"path": [
				"Statement",
				0,
				"Action",
				2,
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:GetSecrets",
					"secretsmanager:*",
					"secretsmanager:PutSecrets",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wrong_name_beside_the_star if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
				1,
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": [
					"*",
					"secretsmanager:GetSecret",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_list_of_one_wrong_name if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
				0,
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:GetSecret",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_single_statement_object if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": {
			"Action": "secretsmanager:GetSecret",
			"Effect": "Allow",
			"Resource": "*",
		},
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wrong_name_in_a_deny_which_protects_nothing if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DeleteSecrets",
			],
			"path": [
				"Statement",
				1,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:DeleteSecrets",
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wrong_name_in_notaction if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"NotAction",
				1,
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": [
					"iam:*",
					"secretsmanager:GetSecret",
				],
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wrong_name_in_the_notaction_of_a_deny if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"NotAction",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Effect": "Deny",
				"NotAction": "secretsmanager:GetSecret",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wrong_name_with_notresource if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecret",
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_everything_does_not_make_the_name_right if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecret",
				"Effect": "Allow",
				"Resource": "*",
			},
			{
				"Action": "*",
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_condition_does_not_make_the_name_right if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecret",
				"Condition": {
					"StringEquals": {
						"aws:ResourceTag/team": "payments",
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

test_a_wildcard_in_the_service_part if _as_expected({
	"findings": [
		{
			"actions": [
				"secrets*:GetSecretValue",
			],
			"message": "secrets*:GetSecretValue: IAM does not accept a wildcard in the service part everywhere.",
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secrets*:GetSecretValue",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_question_mark_in_the_service_part_in_odd_letter_case if _as_expected({
	"findings": [
		{
			"actions": [
				"SecretsManage?:get*",
			],
			"message": "SecretsManage?:get*: IAM does not accept a wildcard in the service part everywhere.",
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "SecretsManage?:get*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_star_for_the_service if _as_expected({
	"findings": [
		{
			"actions": [
				"*:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "*:GetSecretValue",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wildcard_in_the_service_part_of_a_deny if _as_expected({
	"findings": [
		{
			"actions": [
				"*:DeleteSecret",
			],
			"path": [
				"Statement",
				1,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "*:DeleteSecret",
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wildcard_in_the_place_of_the_colon if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager*GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager*GetSecretValue",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [
		"SM-INPUT",
	],
})

test_the_second_of_three_statements if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				1,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "secretsmanager:GetSecret",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "secretsmanager:ListSecrets",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecret",
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

test_a_service_control_policy if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DeleteSecrets",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecrets",
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "scp",
	},
	"input_findings": [],
})

test_a_resource_control_policy if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicies",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicies",
					"Effect": "Deny",
					"Principal": "*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "rcp",
	},
	"input_findings": [],
})

test_a_permissions_boundary if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecret",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "boundary",
	},
	"input_findings": [],
})

test_a_json_string_in_an_envelope if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecret\", \"Resource\": \"*\"}]}",
		"policy_type": "identity",
	},
	"input_findings": [],
})

test_a_policy_variable_elsewhere_in_the_statement_is_one_finding if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecret",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:username}-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wrong_name_beside_a_pattern_that_fits_two_actions if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecret",
			],
			"path": [
				"Statement",
				0,
				"Action",
				0,
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:GetSecret",
					"secretsmanager:*agResource",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_star_of_all_services_does_not_hide_a_wildcard_in_the_service_part if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager*:Get*",
			],
			"path": [
				"Statement",
				0,
				"Action",
				1,
			],
			"resources": [],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": [
					"*",
					"secretsmanager*:Get*",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_pattern_that_fits_two_actions_beside_a_right_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:GetSecretValue",
					"secretsmanager:*agResource",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_right_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "*",
				"Sid": "Read",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_right_name_without_sid_and_version if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:DescribeSecret",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
	},
	"input_findings": [],
})

test_the_plural if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:ListSecrets",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_odd_letter_case_is_no_other_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "SECRETSMANAGER:getsecretvalue",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_letter_case_as_in_aws_s_own_policies if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:describeSecret",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_action_of_the_catalog_one_by_one if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
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
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_whole_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_action if _as_expected({
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

test_every_action_of_every_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "*:*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_prefix if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:Get*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_inner_star if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:Get*Value",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_question_marks if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:?etSecretValue",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_star_behind_a_full_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_list_of_right_names if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:DescribeSecret",
					"secretsmanager:GetSecretValue",
					"s3:GetObject",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_right_name_in_a_single_statement_object if _as_expected({
	"findings": [],
	"input": {
		"Statement": {
			"Action": "secretsmanager:GetSecretValue",
			"Effect": "Allow",
			"Resource": "*",
		},
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_right_name_in_a_deny if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:DeleteSecret",
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_right_name_in_notaction if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": [
					"iam:*",
					"secretsmanager:GetSecretValue",
				],
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_right_name_in_the_notaction_of_a_deny if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Deny",
				"NotAction": "secretsmanager:GetSecretValue",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_right_name_with_notresource if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_names_of_other_services_are_not_in_this_catalog if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"acme:NoSuchAction",
					"x:GetSecret",
					"secretsmanager-x:GetSecret",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wildcard_for_services_that_this_one_is_not if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "s3*:Get*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_right_name_on_a_resource_that_it_does_not_take if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:ListSecrets",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_right_name_in_a_secret_s_own_policy if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
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

test_a_right_name_in_a_service_control_policy if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "scp",
	},
	"input_findings": [],
})

test_a_right_name_in_a_resource_control_policy if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Deny",
					"Principal": "*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "rcp",
	},
	"input_findings": [],
})

test_a_right_name_in_a_permissions_boundary if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "boundary",
	},
	"input_findings": [],
})

test_a_right_name_in_a_json_string_in_an_envelope if _as_expected({
	"findings": [],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"*\"}]}",
		"policy_type": "identity",
	},
	"input_findings": [],
})
