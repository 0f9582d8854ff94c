package smguard.rules.sm_id_not_elements_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-ID-NOT-ELEMENTS": {
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
			"elements": [
				"NotAction",
				"NotResource",
			],
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
			"message": "This Allow uses NotAction or NotResource, and so reaches {actions}.",
			"remediation": "Take the service out of this statement (secretsmanager:* in NotAction), and allow the actions that are needed in a statement of its own, with Action and Resource. Put exceptions into a Deny statement.",
			"rule": "SM-ID-NOT-ELEMENTS",
			"severity": "high",
			"title": "Allows everything except what is listed",
			"url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
		},
		"taken": {},
		"variants": {
			"unproven": {
				"message": "Not proven: This Allow uses NotAction or NotResource, and so reaches {actions}. The document has more cases than the search tries: it found no such request, and cannot rule one out. Make the statement simpler, or review it by hand.",
				"remediation": "Take the service out of this statement (secretsmanager:* in NotAction), and allow the actions that are needed in a statement of its own, with Action and Resource. Put exceptions into a Deny statement.",
				"rule": "SM-ID-NOT-ELEMENTS",
				"severity": "medium",
				"title": "Allows everything except what is listed",
				"url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
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
		"identity": [
			"SM-ID-NOT-ELEMENTS",
		],
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-NOT-ELEMENTS"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_notaction_of_another_service if _as_expected({
	"findings": [
		{
			"actions": [
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
			"path": [
				"Statement",
				0,
				"NotAction",
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
				"NotAction": "iam:*",
				"Resource": "*",
				"Sid": "PowerUser",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_of_another_service_without_sid_and_version if _as_expected({
	"findings": [
		{
			"actions": [
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
			"path": [
				"Statement",
				0,
				"NotAction",
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
				"NotAction": "iam:*",
				"Resource": "*",
			},
		],
	},
	"input_findings": [],
})

test_notaction_of_several_services if _as_expected({
	"findings": [
		{
			"actions": [
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
			"path": [
				"Statement",
				0,
				"NotAction",
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
					"iam:*",
					"organizations:*",
					"account:*",
				],
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_of_one_action_of_the_service if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:BatchGetSecretValue",
				"secretsmanager:CancelRotateSecret",
				"secretsmanager:CreateSecret",
				"secretsmanager:DeleteResourcePolicy",
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
			"path": [
				"Statement",
				0,
				"NotAction",
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
				"NotAction": "secretsmanager:DeleteSecret",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_of_all_but_one_action if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "This Allow uses NotAction or NotResource, and so reaches secretsmanager:GetSecretValue.",
			"path": [
				"Statement",
				0,
				"NotAction",
			],
			"resources": [
				"*",
			],
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {},
				"resource": "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf",
			},
		},
	],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": [
					"secretsmanager:BatchGetSecretValue",
					"secretsmanager:CancelRotateSecret",
					"secretsmanager:CreateSecret",
					"secretsmanager:DeleteResourcePolicy",
					"secretsmanager:DeleteSecret",
					"secretsmanager:DescribeSecret",
					"secretsmanager:GetRandomPassword",
					"secretsmanager:GetResourcePolicy",
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
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_with_inner_wildcards_in_odd_letter_case if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetRandomPassword",
				"secretsmanager:RemoveRegionsFromReplication",
				"secretsmanager:StopReplicationToReplica",
				"secretsmanager:TagResource",
				"secretsmanager:UntagResource",
			],
			"path": [
				"Statement",
				0,
				"NotAction",
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
					"SecretsManager:?[!r]*",
					"SECRETSMANAGER:*secret*",
					"secretsmanager:*Policy",
				],
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [
		"SM-INPUT",
	],
})

test_notaction_of_a_name_that_does_not_exist if _as_expected({
	"findings": [
		{
			"actions": [
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
			"path": [
				"Statement",
				0,
				"NotAction",
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
				"NotAction": "secretsmanager:ReadSecret",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_on_one_secret if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:CancelRotateSecret",
				"secretsmanager:CreateSecret",
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
				"NotAction",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "iam:*",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_on_a_list_of_resources_one_of_them_a_secret if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:CancelRotateSecret",
				"secretsmanager:CreateSecret",
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
				"NotAction",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "iam:*",
				"Resource": [
					"arn:aws:s3:::bucket/*",
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_in_a_single_statement_object if _as_expected({
	"findings": [
		{
			"actions": [
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
			"path": [
				"Statement",
				"NotAction",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": {
			"Effect": "Allow",
			"NotAction": "iam:*",
			"Resource": "*",
		},
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_of_one_secret if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
			],
			"resources": [
				"*",
			],
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {},
				"resource": "arn:aws:secretsmanager:eu-west-1:999988887777:secret:any-secret-AbCdEf",
			},
		},
	],
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

test_notresource_of_a_list_of_secrets if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
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
				"NotResource": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/*",
				],
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_of_another_service if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
				"secretsmanager:PutSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
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
					"secretsmanager:GetSecretValue",
					"secretsmanager:PutSecretValue",
				],
				"Effect": "Allow",
				"NotResource": "arn:aws:s3:::*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_in_other_letter_case_leaves_the_secrets_in if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
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
				"NotResource": "arn:*:SecretsManager:*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_with_the_service_by_wildcard if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:Get*Value",
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_with_an_action_by_a_wildcard_in_the_service_part if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secrets*:GetSecretValue",
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_with_every_action if _as_expected({
	"findings": [
		{
			"actions": [
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
			"path": [
				"Statement",
				0,
				"NotResource",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "*",
				"Effect": "Allow",
				"NotResource": "arn:aws:s3:::bucket/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_with_an_action_that_is_not_granted_on_secrets if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:ListSecrets",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
			],
			"resources": [
				"*",
			],
			"witness": {
				"action": "secretsmanager:ListSecrets",
				"context": {},
				"resource": "*",
			},
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:ListSecrets",
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_of_all_secrets_still_lets_them_be_listed if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:ListSecrets",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
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
					"secretsmanager:GetSecretValue",
					"secretsmanager:ListSecrets",
				],
				"Effect": "Allow",
				"NotResource": "arn:*:secretsmanager:*:*:secret:*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_in_a_single_statement_object if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				"NotResource",
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
			"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
		},
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_both_elements_in_one_statement_are_two_findings if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:BatchGetSecretValue",
				"secretsmanager:CancelRotateSecret",
				"secretsmanager:CreateSecret",
				"secretsmanager:DeleteResourcePolicy",
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
			"path": [
				"Statement",
				0,
				"NotAction",
			],
			"resources": [
				"*",
			],
		},
		{
			"actions": [
				"secretsmanager:BatchGetSecretValue",
				"secretsmanager:CancelRotateSecret",
				"secretsmanager:CreateSecret",
				"secretsmanager:DeleteResourcePolicy",
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
			"path": [
				"Statement",
				0,
				"NotResource",
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
				"NotAction": "secretsmanager:DeleteSecret",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_condition_does_not_name_what_is_allowed if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
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
						"aws:ResourceTag/team": "payments",
					},
				},
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_condition_that_holds_without_its_key if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
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
					"StringEqualsIfExists": {
						"aws:ResourceTag/team": "payments",
					},
				},
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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
				"NotResource",
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
						"aws:TagKeys": "team",
					},
				},
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_condition_that_every_principal_meets if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
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
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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
				"NotResource",
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
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "secretsmanager:PutSecretValue",
				"Effect": "Deny",
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
				"NotResource",
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
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/*",
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
				"NotResource",
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
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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

test_a_deny_of_the_read_leaves_the_other_actions if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:BatchGetSecretValue",
				"secretsmanager:CancelRotateSecret",
				"secretsmanager:CreateSecret",
				"secretsmanager:DeleteResourcePolicy",
				"secretsmanager:DeleteSecret",
				"secretsmanager:DescribeSecret",
				"secretsmanager:GetRandomPassword",
				"secretsmanager:GetResourcePolicy",
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
			"path": [
				"Statement",
				0,
				"NotAction",
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
				"NotAction": "iam:*",
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_policy_variable_in_notresource if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				0,
				"NotResource",
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
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:username}/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_only_the_second_of_three_statements if _as_expected({
	"findings": [
		{
			"actions": [
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
			"path": [
				"Statement",
				1,
				"NotAction",
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
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Effect": "Allow",
				"NotAction": [
					"iam:*",
				],
				"Resource": "*",
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

test_two_statements_are_two_findings if _as_expected({
	"findings": [
		{
			"actions": [
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
			"path": [
				"Statement",
				0,
				"NotAction",
			],
			"resources": [
				"*",
			],
		},
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"path": [
				"Statement",
				1,
				"NotResource",
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
				"NotAction": "iam:*",
				"Resource": "*",
			},
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

test_a_json_string_in_an_envelope if _as_expected({
	"findings": [
		{
			"actions": [
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
			"path": [
				"Statement",
				0,
				"NotAction",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"NotAction\": \"iam:*\", \"Resource\": \"*\"}]}",
		"policy_type": "identity",
	},
	"input_findings": [],
})

test_notaction_with_a_wildcard_in_the_service_part_does_not_certainly_leave_the_service_out if _as_expected({
	"findings": [
		{
			"actions": [
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
			"path": [
				"Statement",
				0,
				"NotAction",
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
				"NotAction": "secrets*:*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_action_and_resource if _as_expected({
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

test_action_and_resource_without_sid_and_version if _as_expected({
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

test_every_action_on_everything_explicitly if _as_expected({
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

test_notaction_that_names_the_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "secretsmanager:*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_that_names_the_service_in_odd_letter_case_in_a_list if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": [
					"iam:*",
					"SECRETSMANAGER:*",
				],
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_that_names_every_action_of_the_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": [
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
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_with_inner_wildcards_that_leave_nothing if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": [
					"secretsmanager:*?secret*",
					"secretsmanager:*Secret*",
					"secretsmanager:*Re*",
					"secretsmanager:GetR?ndom*",
					"secretsmanager:*[!s]*",
					"secretsmanager:*a*",
					"secretsmanager:*e*",
					"secretsmanager:*o*",
				],
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [
		"SM-INPUT",
	],
})

test_notaction_of_everything_allows_nothing if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_on_resources_of_another_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "iam:*",
				"Resource": "arn:aws:s3:::bucket/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_of_the_service_in_a_single_statement_object if _as_expected({
	"findings": [],
	"input": {
		"Statement": {
			"Effect": "Allow",
			"NotAction": "secretsmanager:*",
			"Resource": "*",
		},
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_that_names_every_secret if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"NotResource": "arn:*:secretsmanager:*:*:secret:*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_that_names_every_secret_in_a_list if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"NotResource": [
					"arn:aws:s3:::*",
					"arn:*:secretsmanager:*:*:secret:*",
				],
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_of_everything_allows_nothing if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "*",
				"Effect": "Allow",
				"NotResource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_with_actions_of_another_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "s3:*",
				"Effect": "Allow",
				"NotResource": "arn:aws:s3:::bucket/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_with_a_wildcard_for_other_services if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"s3*:*",
					"ssm:Get*",
				],
				"Effect": "Allow",
				"NotResource": "arn:aws:s3:::bucket/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_of_the_service_in_a_single_statement_object if _as_expected({
	"findings": [],
	"input": {
		"Statement": {
			"Action": "secretsmanager:GetSecretValue",
			"Effect": "Allow",
			"NotResource": "arn:*:secretsmanager:*:*:secret:*",
		},
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_in_a_deny if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
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

test_notresource_in_a_deny if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_both_elements_in_a_deny_that_stands_alone if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Deny",
				"NotAction": "iam:*",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_the_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "iam:*",
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_the_read_all_that_the_allow_reaches if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "SECRETSMANAGER:get*value",
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_all_but_another_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "iam:*",
				"Resource": "*",
			},
			{
				"Effect": "Deny",
				"NotAction": "s3:*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_on_all_but_what_notresource_leaves_out if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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

test_a_deny_on_every_secret if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Deny",
				"Resource": "arn:*:secretsmanager:*:*:secret:*",
			},
		],
		"Version": "2012-10-17",
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
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_three_statements_that_name_what_they_allow if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "iam:GetRole",
				"Effect": "Allow",
				"Resource": "*",
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

test_a_json_string_in_an_envelope_that_names_the_service if _as_expected({
	"findings": [],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"NotAction\": \"secretsmanager:*\", \"Resource\": \"*\"}]}",
		"policy_type": "identity",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": "secretsmanager:DeleteSecret",
				"Principal": {
					"AWS": "111122223333",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_service_control_policy_allows_nothing_by_itself if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Effect": "Allow",
					"NotAction": "iam:*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "scp",
	},
	"input_findings": [],
})

test_a_permissions_boundary_that_leaves_the_service_out if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Effect": "Allow",
					"NotAction": "secretsmanager:*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "boundary",
	},
	"input_findings": [],
})

test_a_permissions_boundary_grants_nothing if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Effect": "Allow",
					"NotAction": "iam:*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "boundary",
	},
	"input_findings": [],
})
