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
			"message": "The document gives every action on secrets.",
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

_cases := {
	"ForAllValues on a tag of the principal": {
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
	},
	"NotAction leaves the service in": {
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
	},
	"NotAction of a name that does not exist": {
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
	},
	"NotAction of one action of the service": {
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
	},
	"NotAction of the service": {
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
	},
	"NotResource of everything": {
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
	},
	"NotResource of one secret": {
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
	},
	"a Deny for everybody but the administrator": {
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
	},
	"a Deny for one role leaves the others": {
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
	},
	"a Deny of a name that does not exist does not help": {
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
	},
	"a Deny of all but reading": {
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
	},
	"a Deny of another service does not help": {
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
	},
	"a Deny of one action in odd letter case, by a wildcard": {
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
	},
	"a Deny of one action on everything": {
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
	},
	"a Deny of the whole service": {
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
	},
	"a Deny on one secret does not help": {
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
	},
	"a Deny that the caller escapes does not help": {
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
	},
	"a Deny with a wildcard in the service part is not counted on": {
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
	},
	"a JSON text in an envelope": {
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
	},
	"a JSON text in an envelope of the administrator": {
		"findings": [],
		"input": {
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:*\", \"Resource\": \"*\"}]}",
			"policy_type": "identity",
			"principal_arn": "arn:aws:iam::111122223333:role/secrets-admin",
		},
	},
	"a condition on another role": {
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
	},
	"a condition on the administrator": {
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
	},
	"a condition on the administrator, in odd letter case": {
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
	},
	"a condition that every principal meets": {
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
	},
	"a key that no action has": {
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
	},
	"a list with the whole service in it": {
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
	},
	"a negated condition on the administrator": {
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
	},
	"a permissions boundary of the whole service": {
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
			"policy_type": "boundary",
		},
	},
	"a permissions boundary that reads": {
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
	},
	"a prefix": {
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
	},
	"a secret's own policy for a service": {
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
	},
	"a secret's own policy for all but the administrator": {
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
	},
	"a secret's own policy for an ARN that is another secret's": {
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
	},
	"a secret's own policy for an account id": {
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
	},
	"a secret's own policy for another role": {
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
	},
	"a secret's own policy for everybody": {
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
	},
	"a secret's own policy for federated users": {
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
	},
	"a secret's own policy for the administrator": {
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
	},
	"a secret's own policy for the root of an account": {
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
	},
	"a secret's own policy that gives its ARN": {
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
	},
	"a secret's own policy that gives one role every action in two statements": {
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
	},
	"a secret's own policy that gives two roles a part of the actions each": {
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
	},
	"a secret's own policy that reads, for a service": {
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
	},
	"a secret's own policy that reads, for an account id": {
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
	},
	"a secret's own policy that reads, for another role": {
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
	},
	"a secret's own policy with NotPrincipal in a Deny": {
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
	},
	"a secret's own policy with a Deny of one action for everybody": {
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
	},
	"a secret's own policy with a Deny of one action for that role": {
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
	},
	"a secret's own policy with the ARN of the secret in the envelope": {
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
	},
	"a secret's own policy without what no secret's policy can give": {
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
	},
	"a service control policy allows nothing by itself": {
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
	},
	"a single statement object": {
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
	},
	"a single statement object that reads": {
		"findings": [],
		"input": {
			"Statement": {
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "*",
			},
			"Version": "2012-10-17",
		},
	},
	"a star behind a question mark": {
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
	},
	"a tag of the principal under IfExists": {
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
	},
	"a wildcard in the service part": {
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
	},
	"a wildcard in the service part that misses the service": {
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
	},
	"an inner star that every action fits": {
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
	},
	"an inner star that six actions miss": {
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
	},
	"another whole service": {
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
	},
	"every action": {
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
	},
	"every action but one by its name": {
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
	},
	"every action by its name": {
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
	},
	"every action of every service": {
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
	},
	"every action on resources of another service": {
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
	},
	"nothing but a Deny": {
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
	},
	"only the second of three statements": {
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
	},
	"prefixes that miss one action": {
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
	},
	"prefixes that together fit every action": {
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
	},
	"reading one secret": {
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
	},
	"reading one secret without Version": {
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
	},
	"reads on everything and the rest on one secret": {
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
	},
	"the policy of a role of the same name in another account": {
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
	},
	"the policy of a role that fits the administrators' pattern": {
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
	},
	"the policy of a role that is no administrator": {
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
	},
	"the policy of the administrator": {
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
	},
	"the whole service": {
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
				"message": "The document gives every action on secrets.",
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
	},
	"the whole service in odd letter case": {
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
	},
	"the whole service on every secret's ARN": {
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
	},
	"the whole service on one secret": {
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
	},
	"the whole service without Sid and Version": {
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
	},
	"two statements for one team that together give every action": {
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
	},
	"two statements for two teams, neither of which has every action": {
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
	},
	"two statements that leave one action out": {
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
	},
	"two statements that together give every action": {
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
	},
}

# Of each finding of this rule, the members that the case speaks of; of one too many, its path.
_found(case) := [object.filter(finding, _members(case.findings, i)) |
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-SVC-WILD"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 85
}
