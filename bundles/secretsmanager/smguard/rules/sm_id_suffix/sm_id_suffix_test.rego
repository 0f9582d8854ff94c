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

_cases := {
	"ForAllValues on a key that a read does not have": {
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
	},
	"NotAction on an exact name": {
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
	},
	"NotAction on an open name": {
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
	},
	"NotAction that leaves only creating": {
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
	},
	"NotResource names what is left out": {
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
	},
	"a Deny of all that begins with a shorter text": {
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
	},
	"a Deny of another action does not help": {
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
	},
	"a Deny of everything but the exact secret": {
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
	},
	"a Deny of the exact secret leaves the others": {
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
	},
	"a Deny of the open name": {
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
	},
	"a Deny on another secret does not help": {
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
	},
	"a Deny that the caller escapes does not help": {
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
	},
	"a Deny without exception of every longer name": {
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
	},
	"a JSON text in an envelope": {
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
	},
	"a JSON text in an envelope with an exact name": {
		"findings": [],
		"input": {
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????\"}]}",
			"policy_type": "identity",
		},
	},
	"a condition does not close the name": {
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
	},
	"a condition that nobody can meet": {
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
	},
	"a condition under IfExists does not close the name": {
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
	},
	"a list of exact names": {
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
	},
	"a name too short to name anything is no name left open": {
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
	},
	"a name without a suffix matches no secret": {
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
	},
	"a name without a suffix within an allowed path": {
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
	},
	"a path that nobody allowed": {
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
	},
	"a path that only begins like an allowed one": {
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
	},
	"a path within an allowed one": {
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
	},
	"a permissions boundary with an exact name": {
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
	},
	"a permissions boundary with an open name": {
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
	},
	"a policy variable as a path does not stand for an allowed one": {
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
	},
	"a policy variable before a star": {
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
	},
	"a policy variable without the Version that resolves it": {
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
	},
	"a prefix of actions": {
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
	},
	"a secret's own policy": {
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
	},
	"a single statement object": {
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
	},
	"a single statement object with an exact name": {
		"findings": [],
		"input": {
			"Statement": {
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			"Version": "2012-10-17",
		},
	},
	"a star after the hyphen also takes in longer names": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"message": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-* does not end in the random suffix of a secret (-??????).",
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
	},
	"a star in place of the resource type": {
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
	},
	"a star in the name, with its suffix exact": {
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
	},
	"a star straight after the name": {
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
	},
	"a star that stands for region and account": {
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
	},
	"a star that stands for region and account, before an exact name": {
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
	},
	"a suffix of six question marks": {
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
	},
	"a suffix of six question marks without Sid and Version": {
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
	},
	"a suffix one character short": {
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
	},
	"a suffix one character short, behind a star": {
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
	},
	"a suffix with a star behind it": {
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
	},
	"a suffix with some of its characters written out": {
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
	},
	"a suffix written out": {
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
	},
	"a tautology does not close the name": {
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
	},
	"a wildcard in the service part": {
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
	},
	"an ARN of another service": {
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
	},
	"an allowed path": {
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
	},
	"an allowed path in other letter case is another path": {
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
	},
	"an allowed path of any region and account": {
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
	},
	"an exact name whose path a policy variable fills": {
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
	},
	"an open name and one without a suffix, in two statements": {
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
	},
	"an open name in a Deny is a wide Deny": {
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
	},
	"another service on an open name": {
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
	},
	"creating beside reading": {
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
	},
	"creating in odd letter case needs the name open": {
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
	},
	"creating needs the name open": {
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
	},
	"every action on an open name": {
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
	},
	"every secret is no name left open": {
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
	},
	"inner wildcards in odd letter case": {
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
	},
	"inner wildcards on an exact name": {
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
	},
	"listing is not granted on secrets": {
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
	},
	"one open name in a list": {
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
	},
	"only the second of three statements is open": {
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
	},
	"six question marks without a hyphen, behind a star": {
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
	},
	"the whole service on an exact name": {
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
	},
	"the whole service on an open name": {
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
	},
	"wildcards for region and account": {
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
	},
}

# Of each finding of this rule, the members that the case speaks of; of one too many, its path.
_found(case) := [object.filter(finding, _members(case.findings, i)) |
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-SUFFIX"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 71
}
