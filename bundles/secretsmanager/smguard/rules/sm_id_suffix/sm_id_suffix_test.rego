package smguard.rules.sm_id_suffix_test

import data.smguard
import data.smguard.lib.contract

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
			"at_least": 3,
			"open_suffix": true,
			"outside": [
				"team-a/",
			],
			"reach": "any",
		},
		"region": {
			"accounts": [],
			"escape": {},
			"guards": [],
			"open": true,
			"outside": [
				"team-a/",
			],
			"principals": null,
			"reach": "any",
			"spelled": [
				3,
				513,
			],
			"unscoped": false,
		},
		"report": {
			"message": "Secrets with longer names match as well, since no -?????? ends {resources}.",
			"remediation": "End the ARN in -??????. Where CreateSecret needs the open end, give it a statement of its own. Where a whole path is meant, such as team-a/*, list it as allowed_path_prefixes in organization.yaml.",
			"rule": "SM-ID-SUFFIX",
			"severity": "medium",
			"title": "Secret ARN lacks the six-character suffix",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
		},
		"taken": {
			"at_least": {
				"minimum_literal_prefix": 3,
			},
			"outside": {
				"allowed_path_prefixes": [
					"team-a/",
				],
			},
		},
		"variants": {
			"bare": {
				"message": "{resources} matches no secret at all: a secret's ARN ends in a hyphen and six random characters.",
				"remediation": "End the ARN in -??????. Where CreateSecret needs the open end, give it a statement of its own. Where a whole path is meant, such as team-a/*, list it as allowed_path_prefixes in organization.yaml.",
				"rule": "SM-ID-SUFFIX",
				"severity": "medium",
				"title": "Secret ARN lacks the six-character suffix",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
			},
			"unproven": {
				"message": "Not proven: Secrets with longer names match as well, since no -?????? ends {resources}. The document has more cases than the search tries: it found no such request, and cannot rule one out. Make the statement simpler, or review it by hand.",
				"remediation": "End the ARN in -??????. Where CreateSecret needs the open end, give it a statement of its own. Where a whole path is meant, such as team-a/*, list it as allowed_path_prefixes in organization.yaml.",
				"rule": "SM-ID-SUFFIX",
				"severity": "low",
				"title": "Secret ARN lacks the six-character suffix",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
			},
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
			"secretsmanager:removeregionsfromreplication": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:replicatesecrettoregions": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:restoresecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:rotatesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:stopreplicationtoreplica": [
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
			"secretsmanager:removeregionsfromreplication": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:replicatesecrettoregions": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:restoresecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:rotatesecret": [
				"SM-ID-SUFFIX",
			],
			"secretsmanager:stopreplicationtoreplica": [
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-SUFFIX"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_a_star_after_the_hyphen_also_takes_in_longer_names if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "Secrets with longer names match as well, since no -?????? ends arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*.",
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {},
				"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-any-secret-AbCdEf",
			},
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
				"Sid": "Read",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_star_straight_after_the_name if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db*",
			},
		],
	},
	"input_findings": [],
})

test_a_name_without_a_suffix_matches_no_secret if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db matches no secret at all: a secret's ARN ends in a hyphen and six random characters.",
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_suffix_one_character_short if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-?????",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-?????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_suffix_with_a_star_behind_it if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_six_question_marks_without_a_hyphen_behind_a_star if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*??????",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_path_that_nobody_allowed if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:team-b/*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:team-b/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_path_that_only_begins_like_an_allowed_one if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:team-a*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:team-a*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_allowed_path_in_other_letter_case_is_another_path if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:Team-A/*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:Team-A/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_wildcards_for_region_and_account if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:*:*:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:*:*:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_whole_service_on_an_open_name if _as_expected({
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
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_action_on_an_open_name if _as_expected({
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
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "*",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_prefix_of_actions if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicy",
				"secretsmanager:PutSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:Put*",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_inner_wildcards_in_odd_letter_case if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
				"secretsmanager:PutSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "SecretsManager:*SECRETval?e",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
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
				"secretsmanager:DescribeSecret",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secrets*:Describe*",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_creating_beside_reading if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:CreateSecret",
					"secretsmanager:GetSecretValue",
				],
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_one_open_name_in_a_list if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
				1,
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-*",
				],
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
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": {
			"Action": "secretsmanager:GetSecretValue",
			"Effect": "Allow",
			"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
		},
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_on_an_open_name if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:CancelRotateSecret",
				"secretsmanager:DeleteSecret",
				"secretsmanager:DescribeSecret",
				"secretsmanager:GetSecretValue",
				"secretsmanager:ListSecretVersionIds",
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
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "secretsmanager:*Policy",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_condition_does_not_close_the_name if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {
					"aws:ResourceTag/team": "payments",
				},
				"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-any-secret-AbCdEf",
			},
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:ResourceTag/team": "payments",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_condition_under_ifexists_does_not_close_the_name if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {},
				"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-any-secret-AbCdEf",
			},
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEqualsIfExists": {
						"aws:ResourceTag/team": "payments",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_forallvalues_on_a_key_that_a_read_does_not_have if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:TagKeys": "team",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_tautology_does_not_close_the_name if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
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
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_policy_variable_before_a_star if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:PrincipalTag/team}/*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:PrincipalTag/team}/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_policy_variable_as_a_path_does_not_stand_for_an_allowed_one if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:home/${aws:username}*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:home/${aws:username}*",
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
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
			{
				"Action": "secretsmanager:PutSecretValue",
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
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
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/dc-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_that_the_caller_escapes_does_not_help if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Bool": {
						"aws:SecureTransport": "false",
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

test_a_deny_of_the_exact_secret_leaves_the_others if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_only_the_second_of_three_statements_is_open if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				1,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-*",
			],
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
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-*",
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

test_an_open_name_and_one_without_a_suffix_in_two_statements if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				1,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_json_string_in_an_envelope if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*\"}]}",
		"policy_type": "identity",
	},
	"input_findings": [],
})

test_a_permissions_boundary_with_an_open_name if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			],
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "boundary",
	},
	"input_findings": [],
})

test_a_suffix_one_character_short_behind_a_star if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*-?????",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*-?????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_star_that_stands_for_region_and_account if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:*:secret:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:*:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_star_in_place_of_the_resource_type if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:*:app/db-*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:*:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_open_name_stays_open_narrowed_by_the_ids_that_may_be_requested if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DescribeSecret",
			],
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:DescribeSecret",
				"Condition": {
					"StringLike": {
						"secretsmanager:SecretId": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_star_that_stands_for_region_and_account_before_an_exact_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:*:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_suffix_of_six_question_marks if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				"Sid": "Read",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_suffix_of_six_question_marks_without_sid_and_version if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
	},
	"input_findings": [],
})

test_a_suffix_written_out if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-a1B2c3",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_suffix_with_some_of_its_characters_written_out if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-a?B?c?",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_star_in_the_name_with_its_suffix_exact if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*-db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_allowed_path if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:team-a/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_path_within_an_allowed_one if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:team-a/db/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_allowed_path_of_any_region_and_account if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:*:*:secret:team-a/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_name_without_a_suffix_within_an_allowed_path if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:team-a/db",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_creating_needs_the_name_open if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:CreateSecret",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_creating_in_odd_letter_case_needs_the_name_open if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "SECRETSMANAGER:createsecret",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_secret_is_no_name_left_open if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_name_too_short_to_name_anything_is_no_name_left_open if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ab*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_listing_is_not_granted_on_secrets if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:ListSecrets",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_another_service_on_an_open_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "s3:*",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_arn_of_another_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "*",
				"Effect": "Allow",
				"Resource": "arn:aws:s3:::app-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_whole_service_on_an_exact_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_inner_wildcards_on_an_exact_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "SecretsManager:*SECRETval?e",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_list_of_exact_names if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-??????",
				],
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_single_statement_object_with_an_exact_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": {
			"Action": "secretsmanager:GetSecretValue",
			"Effect": "Allow",
			"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
		},
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_on_an_exact_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "secretsmanager:*Policy",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_that_leaves_only_creating if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": [
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
					"iam:*",
				],
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_names_what_is_left_out if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_exact_name_whose_path_a_policy_variable_fills if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:PrincipalTag/team}/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_policy_variable_without_the_version_that_resolves_it if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:PrincipalTag/team}/*",
			},
		],
	},
	"input_findings": [],
})

test_a_condition_that_nobody_can_meet if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Null": {
						"aws:ResourceTag/team": "true",
					},
					"StringEquals": {
						"aws:ResourceTag/team": "payments",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_the_open_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_all_that_begins_with_a_shorter_string if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
			{
				"Action": "SECRETSMANAGER:get*",
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_everything_but_the_exact_secret if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Deny",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_without_exception_of_every_longer_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_open_name_in_a_deny_is_a_wide_deny if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "secretsmanager:DeleteSecret",
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_json_string_in_an_envelope_with_an_exact_name if _as_expected({
	"findings": [],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????\"}]}",
		"policy_type": "identity",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": "111122223333",
				},
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_permissions_boundary_with_an_exact_name if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "boundary",
	},
	"input_findings": [],
})

test_every_secret_narrowed_by_the_ids_that_may_be_requested if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:DescribeSecret",
				"Condition": {
					"ArnLike": {
						"secretsmanager:SecretId": "arn:aws:secretsmanager:*:*:secret:AmazonMSK_*",
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
