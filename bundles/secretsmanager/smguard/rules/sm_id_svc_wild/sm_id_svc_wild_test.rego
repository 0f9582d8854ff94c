package smguard.rules.sm_id_svc_wild_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-ID-SVC-WILD": {
		"actions": [
			"secretsmanager:cancelrotatesecret",
			"secretsmanager:createsecret",
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
			"SM-ID-NOT-ELEMENTS",
		],
		"names": [
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
		"parameters": {
			"before_the_secret": [
				"CreateSecret",
			],
			"hold": "all",
			"roles": [
				"arn:aws:iam::111122223333:role/secrets-admin",
				"arn:aws:iam::*:role/break-glass/*",
			],
		},
		"region": {
			"accounts": [],
			"escape": null,
			"guards": [
				{
					"ArnLike": {
						"aws:PrincipalArn": [
							"arn:aws:iam::111122223333:role/secrets-admin",
							"arn:aws:iam::*:role/break-glass/*",
						],
					},
				},
			],
			"open": false,
			"outside": [],
			"principals": null,
			"reach": "any",
			"spelled": [
				0,
				513,
			],
			"unscoped": false,
		},
		"report": {
			"message": "The policy allows every action on secrets.",
			"remediation": "Name the actions that the work needs; for reading, these are GetSecretValue and DescribeSecret. Where the statement is about other services too, put them into a statement of its own. Where a role administers the service, list it as service_administrators in organization.yaml.",
			"rule": "SM-ID-SVC-WILD",
			"severity": "high",
			"title": "Grants every Secrets Manager action",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html",
		},
		"taken": {
			"roles": {
				"service_administrators": [
					"arn:aws:iam::111122223333:role/secrets-admin",
					"arn:aws:iam::*:role/break-glass/*",
				],
			},
		},
		"variants": {
			"unproven": {
				"message": "Not proven: The policy allows every action on secrets. The document has more cases than the search tries: it found no such request, and cannot rule one out. Make the statement simpler, or review it by hand.",
				"remediation": "Name the actions that the work needs; for reading, these are GetSecretValue and DescribeSecret. Where the statement is about other services too, put them into a statement of its own. Where a role administers the service, list it as service_administrators in organization.yaml.",
				"rule": "SM-ID-SVC-WILD",
				"severity": "medium",
				"title": "Grants every Secrets Manager action",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html",
			},
		},
	},
}

_index := {
	"actions": {
		"boundary": {},
		"identity": {
			"secretsmanager:validateresourcepolicy": [
				"SM-ID-SVC-WILD",
			],
		},
		"other": {},
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-SVC-WILD"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_the_whole_service if _as_expected({
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
			"message": "The policy allows every action on secrets.",
			"path": [
				"Statement",
				0,
				"Action",
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
				"Resource": "*",
				"Sid": "Admin",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_whole_service_without_sid_and_version if _as_expected({
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
				"Action",
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
				"Resource": "*",
			},
		],
	},
	"input_findings": [],
})

test_every_action if _as_expected({
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
				"Action",
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
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_action_of_every_service if _as_expected({
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
				"Action",
			],
			"resources": [
				"*",
			],
		},
	],
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

test_the_whole_service_in_odd_letter_case if _as_expected({
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
				"Action",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "SecretsManager:*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_star_behind_a_question_mark if _as_expected({
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
				"Action",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:?*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_an_inner_star_that_every_action_fits if _as_expected({
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
				"Action",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*e*",
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
				"Action",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secrets*:*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_action_by_its_name if _as_expected({
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
				"Action",
				0,
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
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_prefixes_that_together_fit_every_action if _as_expected({
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
				"Action",
				1,
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
					"secretsmanager:[a-z]*",
					"secretsmanager:C*",
					"secretsmanager:A*",
					"secretsmanager:B*",
					"secretsmanager:D*",
					"secretsmanager:E*",
					"secretsmanager:F*",
					"secretsmanager:G*",
					"secretsmanager:H*",
					"secretsmanager:I*",
					"secretsmanager:J*",
					"secretsmanager:K*",
					"secretsmanager:L*",
					"secretsmanager:M*",
					"secretsmanager:N*",
					"secretsmanager:O*",
					"secretsmanager:P*",
					"secretsmanager:Q*",
					"secretsmanager:R*",
					"secretsmanager:S*",
					"secretsmanager:T*",
					"secretsmanager:U*",
					"secretsmanager:V*",
					"secretsmanager:W*",
					"secretsmanager:X*",
					"secretsmanager:Y*",
					"secretsmanager:Z*",
				],
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

test_a_list_with_the_whole_service_in_it if _as_expected({
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
				"Action",
				1,
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
					"s3:*",
					"secretsmanager:*",
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
				"Action",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"Statement": {
			"Action": "secretsmanager:*",
			"Effect": "Allow",
			"Resource": "*",
		},
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_the_whole_service_on_one_secret if _as_expected({
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
				"Action",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			],
		},
	],
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

test_the_whole_service_on_every_secret_s_arn if _as_expected({
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
				"Action",
			],
			"resources": [
				"arn:aws:secretsmanager:*:*:secret:*",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:*:*:secret:*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_two_statements_that_together_give_every_action if _as_expected({
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
				"Action",
				0,
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
					"secretsmanager:StopReplicationToReplica",
					"secretsmanager:ValidateResourcePolicy",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
			{
				"Action": [
					"secretsmanager:ListSecrets",
					"secretsmanager:R*",
					"secretsmanager:T*",
					"secretsmanager:U*",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_reads_on_everything_and_the_rest_on_one_secret if _as_expected({
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
				1,
				"Action",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:Get*",
					"secretsmanager:List*",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
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

test_notaction_leaves_the_service_in if _as_expected({
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
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notaction_of_a_name_that_does_not_exist if _as_expected({
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
					"secretsmanager:ReadSecret",
				],
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_of_one_secret if _as_expected({
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
				"Action",
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
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_another_service_does_not_help if _as_expected({
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
				"Action",
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
				"Resource": "*",
			},
			{
				"Action": "s3:*",
				"Effect": "Deny",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_on_one_secret_does_not_help if _as_expected({
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
				"Action",
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
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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
				"Action",
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
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_one_role_leaves_the_others if _as_expected({
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
				"Action",
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
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"ArnEquals": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/guest",
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

test_a_deny_of_a_name_that_does_not_exist_does_not_help if _as_expected({
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
				"Action",
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

test_a_deny_with_a_wildcard_in_the_service_part_is_not_counted_on if _as_expected({
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
				"Action",
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
				"Resource": "*",
			},
			{
				"Action": "secrets*:DeleteSecret",
				"Effect": "Deny",
				"Resource": "*",
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
				"Action",
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
				"Condition": {
					"StringLike": {
						"aws:PrincipalArn": "*",
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

test_a_condition_on_another_role if _as_expected({
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
				"Action",
			],
			"resources": [
				"*",
			],
			"witness": {
				"action": "secretsmanager:CancelRotateSecret",
				"context": {
					"aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader",
				},
				"resource": "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf",
			},
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"ArnEquals": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader",
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

test_a_negated_condition_on_the_administrator if _as_expected({
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
				"Action",
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
				"Condition": {
					"ArnNotEquals": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/secrets-admin",
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

test_a_tag_of_the_principal_under_ifexists if _as_expected({
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
				"Action",
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
				"Condition": {
					"StringEqualsIfExists": {
						"aws:PrincipalTag/job": "admin",
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

test_forallvalues_on_a_tag_of_the_principal if _as_expected({
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
				"Action",
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
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:PrincipalTag/job": "admin",
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

test_a_key_that_no_action_has if _as_expected({
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
				"Action",
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
				"Condition": {
					"StringEquals": {
						"s3:prefix": "home",
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

test_only_the_second_of_three_statements if _as_expected({
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
				1,
				"Action",
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
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Resource": "*",
			},
			{
				"Action": "s3:*",
				"Effect": "Allow",
				"Resource": "*",
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
				"Action",
			],
			"resources": [
				"*",
			],
		},
	],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:*\", \"Resource\": \"*\"}]}",
		"policy_type": "identity",
	},
	"input_findings": [],
})

test_the_policy_of_a_role_that_is_no_administrator if _as_expected({
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
				"Action",
			],
			"resources": [
				"*",
			],
			"witness": {
				"action": "secretsmanager:CancelRotateSecret",
				"context": {
					"aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader",
				},
				"resource": "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf",
			},
		},
	],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:*",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"principal_arn": "arn:aws:iam::111122223333:role/reader",
	},
	"input_findings": [],
})

test_the_policy_of_a_role_of_the_same_name_in_another_account if _as_expected({
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
				"Action",
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
					"Action": "secretsmanager:*",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"principal_arn": "arn:aws:iam::444455556666:role/secrets-admin",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_for_another_role if _as_expected({
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
				"Action",
			],
			"resources": [
				"*",
			],
			"witness": {
				"action": "secretsmanager:CancelRotateSecret",
				"context": {
					"aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader",
				},
				"principal": "arn:aws:iam::111122223333:role/reader",
				"resource": "arn:aws:secretsmanager:us-east-1:888877776666:secret:any-secret-AbCdEf",
			},
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_without_what_no_secret_s_policy_can_give if _as_expected({
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
				"NotAction": "secretsmanager:CreateSecret",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_that_gives_its_arn if _as_expected({
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
				"Action",
			],
			"resources": [
				"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			],
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/reader",
				},
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_for_an_account_id if _as_expected({
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
				"Action",
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
					"AWS": "444455556666",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_for_the_root_of_an_account if _as_expected({
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
				"Action",
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

test_a_secret_s_own_policy_for_everybody if _as_expected({
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
				"Action",
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
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_for_a_service if _as_expected({
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
				"Action",
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
					"Service": "lambda.amazonaws.com",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_for_federated_users if _as_expected({
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
				"Action",
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
					"Federated": "arn:aws:iam::111122223333:saml-provider/okta",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_for_all_but_the_administrator if _as_expected({
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
				"Action",
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
				"NotPrincipal": {
					"AWS": "arn:aws:iam::111122223333:role/secrets-admin",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_with_the_arn_of_the_secret_in_the_envelope if _as_expected({
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
				"Action",
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
					"Action": "secretsmanager:*",
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::111122223333:role/reader",
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

test_a_secret_s_own_policy_that_gives_one_role_every_action_in_two_statements if _as_expected({
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
				"Action",
				0,
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
					"secretsmanager:StopReplicationToReplica",
					"secretsmanager:ValidateResourcePolicy",
				],
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": [
					"secretsmanager:ListSecrets",
					"secretsmanager:R*",
					"secretsmanager:T*",
					"secretsmanager:U*",
				],
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_two_statements_for_one_team_that_together_give_every_action if _as_expected({
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
				"Action",
				0,
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
					"secretsmanager:StopReplicationToReplica",
					"secretsmanager:ValidateResourcePolicy",
				],
				"Condition": {
					"StringEquals": {
						"aws:PrincipalTag/team": "a",
					},
				},
				"Effect": "Allow",
				"Resource": "*",
			},
			{
				"Action": [
					"secretsmanager:ListSecrets",
					"secretsmanager:R*",
					"secretsmanager:T*",
					"secretsmanager:U*",
				],
				"Condition": {
					"StringEquals": {
						"aws:PrincipalTag/team": "a",
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

test_a_condition_that_is_true_for_other_services_the_other_way_round if _as_expected({
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
				"Action",
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
				"Condition": {
					"Bool": {
						"aws:IsMcpServiceAction": "false",
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

test_a_secret_s_own_policy_that_gives_two_roles_a_part_of_the_actions_each if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
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
					"secretsmanager:StopReplicationToReplica",
					"secretsmanager:ValidateResourcePolicy",
				],
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": [
					"secretsmanager:ListSecrets",
					"secretsmanager:R*",
					"secretsmanager:T*",
					"secretsmanager:U*",
				],
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/writer",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_two_statements_for_two_teams_neither_of_which_has_every_action if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
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
					"secretsmanager:StopReplicationToReplica",
					"secretsmanager:ValidateResourcePolicy",
				],
				"Condition": {
					"StringEquals": {
						"aws:PrincipalTag/team": "a",
					},
				},
				"Effect": "Allow",
				"Resource": "*",
			},
			{
				"Action": [
					"secretsmanager:ListSecrets",
					"secretsmanager:R*",
					"secretsmanager:T*",
					"secretsmanager:U*",
				],
				"Condition": {
					"StringEquals": {
						"aws:PrincipalTag/team": "b",
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

test_reading_one_secret if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:DescribeSecret",
					"secretsmanager:GetSecretValue",
				],
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				"Sid": "Read",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_reading_one_secret_without_version if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:DescribeSecret",
					"secretsmanager:GetSecretValue",
				],
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
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

test_an_inner_star_that_six_actions_miss if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*s*re*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_wildcard_in_the_service_part_that_misses_the_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "s3*:*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_every_action_but_one_by_its_name if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
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
					"secretsmanager:GetRandomPassword",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_prefixes_that_miss_one_action if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:C*",
					"secretsmanager:D*",
					"secretsmanager:G*",
					"secretsmanager:L*",
					"secretsmanager:P*",
					"secretsmanager:R*",
					"secretsmanager:T*",
					"secretsmanager:U*",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_another_whole_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "ssm:*",
				"Effect": "Allow",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_single_statement_object_that_reads if _as_expected({
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

test_every_action_on_resources_of_another_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "*",
				"Effect": "Allow",
				"Resource": "arn:aws:s3:::bucket/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_two_statements_that_leave_one_action_out if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
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
					"secretsmanager:StopReplicationToReplica",
					"secretsmanager:ValidateResourcePolicy",
				],
				"Effect": "Allow",
				"Resource": "*",
			},
			{
				"Action": [
					"secretsmanager:RotateSecret",
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

test_notaction_of_the_service if _as_expected({
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

test_notaction_of_one_action_of_the_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Effect": "Allow",
				"NotAction": [
					"iam:*",
					"SecretsManager:deleteSecret",
				],
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_notresource_of_everything if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"NotResource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_nothing_but_a_deny if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
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

test_a_deny_of_the_whole_service if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
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

test_a_deny_of_one_action_on_everything if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
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

test_a_deny_of_one_action_in_odd_letter_case_by_a_wildcard if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			{
				"Action": "SECRETSMANAGER:delete*et",
				"Effect": "Deny",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_of_all_but_reading if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Resource": "*",
			},
			{
				"Effect": "Deny",
				"NotAction": "secretsmanager:Get*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_deny_for_everybody_but_the_administrator if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"ArnNotEquals": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/secrets-admin",
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

test_a_condition_on_the_administrator if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"ArnEquals": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/secrets-admin",
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

test_a_condition_on_the_administrator_in_odd_letter_case if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"ArnLike": {
						"AWS:PRINCIPALARN": [
							"arn:aws:iam::111122223333:role/secrets-admin",
							"arn:aws:iam::*:role/break-glass/ops",
						],
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

test_the_policy_of_the_administrator if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:*",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"principal_arn": "arn:aws:iam::111122223333:role/secrets-admin",
	},
	"input_findings": [],
})

test_the_policy_of_a_role_that_fits_the_administrators_pattern if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "*",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"principal_arn": "arn:aws:iam::444455556666:role/break-glass/ops",
	},
	"input_findings": [],
})

test_a_json_string_in_an_envelope_of_the_administrator if _as_expected({
	"findings": [],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:*\", \"Resource\": \"*\"}]}",
		"policy_type": "identity",
		"principal_arn": "arn:aws:iam::111122223333:role/secrets-admin",
	},
	"input_findings": [],
})

test_a_permissions_boundary_that_reads if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:Get*",
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

test_a_service_control_policy_allows_nothing_by_itself if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "*",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
		"policy_type": "scp",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_for_the_administrator if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/secrets-admin",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_that_reads_for_another_role if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_that_reads_for_an_account_id if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": [
					"secretsmanager:DescribeSecret",
					"secretsmanager:GetSecretValue",
				],
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

test_a_secret_s_own_policy_that_reads_for_a_service if _as_expected({
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

test_a_secret_s_own_policy_with_a_deny_of_one_action_for_that_role if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:PutResourcePolicy",
				"Effect": "Deny",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/reader",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_with_a_deny_of_one_action_for_everybody if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "444455556666",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:DeleteSecret",
				"Effect": "Deny",
				"Principal": "*",
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_with_notprincipal_in_a_deny if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Effect": "Allow",
				"Principal": {
					"AWS": "arn:aws:iam::111122223333:role/reader",
				},
				"Resource": "*",
			},
			{
				"Action": "secretsmanager:*",
				"Effect": "Deny",
				"NotPrincipal": {
					"AWS": "arn:aws:iam::111122223333:role/secrets-admin",
				},
				"Resource": "*",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_for_an_arn_that_is_another_secret_s if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:*",
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::111122223333:role/reader",
					},
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
		"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
	},
	"input_findings": [],
})

test_a_condition_that_is_true_for_other_services_alone if _as_expected({
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

test_a_condition_on_a_key_that_requests_to_this_service_never_have if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:*",
				"Condition": {
					"StringEquals": {
						"aws:VpceAccount": "111122223333",
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

test_a_permissions_boundary_grants_nothing if _as_expected({
	"findings": [],
	"input": {
		"policy": {
			"Statement": [
				{
					"Action": "secretsmanager:*",
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
