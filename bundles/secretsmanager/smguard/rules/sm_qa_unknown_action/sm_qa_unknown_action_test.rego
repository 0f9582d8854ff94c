package smguard.rules.sm_qa_unknown_action_test

import data.smguard

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
			"remediation": "Correct the name, or update the catalog.",
			"rule": "SM-QA-UNKNOWN-ACTION",
			"severity": "medium",
			"title": "Names an action that does not exist",
			"url": "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html",
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

_cases := {
	"a Deny of everything does not make the name right": {
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
	},
	"a JSON text in an envelope": {
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
	},
	"a condition does not make the name right": {
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
	},
	"a letter too few, without Sid and Version": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DescribeSecre",
				],
				"message": "secretsmanager:DescribeSecre: it matches no action of the catalog; the nearest is secretsmanager:DescribeSecret.",
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
	},
	"a letter too many": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValues",
				],
				"message": "secretsmanager:GetSecretValues: it matches no action of the catalog; the nearest is secretsmanager:GetSecretValue.",
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
	},
	"a list of one wrong name": {
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
	},
	"a list of right names": {
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
	},
	"a name that is like no other has no hint": {
		"findings": [
			{
				"actions": [
					"secretsmanager:Foo",
				],
				"message": "secretsmanager:Foo: it matches no action of the catalog.",
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
	},
	"a pattern that fits two actions, beside a right name": {
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
	},
	"a permissions boundary": {
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
	},
	"a policy variable elsewhere in the statement is one finding": {
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
	"a prefix that nothing begins with": {
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
	},
	"a question mark in the service part, in odd letter case": {
		"findings": [
			{
				"actions": [
					"SecretsManage?:get*",
				],
				"message": "SecretsManage?:get*: a wildcard in the service part is not accepted by IAM everywhere.",
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
	},
	"a question mark stands for one character": {
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
	},
	"a resource control policy": {
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
	},
	"a right name in NotAction": {
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
	},
	"a right name in a Deny": {
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
	},
	"a right name in a JSON text in an envelope": {
		"findings": [],
		"input": {
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"*\"}]}",
			"policy_type": "identity",
		},
	},
	"a right name in a permissions boundary": {
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
	},
	"a right name in a resource control policy": {
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
	},
	"a right name in a secret's own policy": {
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
	},
	"a right name in a service control policy": {
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
	},
	"a right name in a single statement object": {
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
	"a right name in the NotAction of a Deny": {
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
	},
	"a right name on a resource that it does not take": {
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
	},
	"a right name with NotResource": {
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
	},
	"a secret's own policy": {
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
	},
	"a service control policy": {
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
	},
	"a single statement object": {
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
	},
	"a singular for a plural": {
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
	},
	"a space behind the name": {
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
	},
	"a star behind a full name": {
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
	},
	"a star for the service": {
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
	},
	"a wildcard for services that this one is not": {
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
	},
	"a wildcard in the place of the colon": {
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
	},
	"a wildcard in the service part": {
		"findings": [
			{
				"actions": [
					"secrets*:GetSecretValue",
				],
				"message": "secrets*:GetSecretValue: a wildcard in the service part is not accepted by IAM everywhere.",
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
	},
	"a wildcard in the service part of a Deny": {
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
	},
	"a wrong name beside a pattern that fits two actions": {
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
	},
	"a wrong name beside the star": {
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
	},
	"a wrong name in NotAction": {
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
	},
	"a wrong name in a Deny, which protects nothing": {
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
	},
	"a wrong name in odd letter case is shown as written": {
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
	},
	"a wrong name in the NotAction of a Deny": {
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
	},
	"a wrong name with NotResource": {
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
	},
	"an action of another service": {
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
	},
	"an inner star": {
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
	},
	"an inner star that nothing fits": {
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
	},
	"brackets stand for themselves": {
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
	},
	"every action": {
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
	},
	"every action of every service": {
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
	},
	"every action of the catalog, one by one": {
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
	},
	"letter case as in AWS's own policies": {
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
	},
	"names of other services are not in this catalog": {
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
	},
	"no name at all": {
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
	},
	"odd letter case is no other name": {
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
	},
	"one wrong name in a list": {
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
	},
	"question marks": {
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
	},
	"the plural": {
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
	},
	"the right name": {
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
	},
	"the right name without Sid and Version": {
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
	},
	"the second of three statements": {
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
	},
	"the star of all services does not hide a wildcard in the service part": {
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
	},
	"the whole service": {
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
	},
	"two letters the wrong way round": {
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
	},
	"two wrong names in a list are two findings": {
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
	},
}

# Of each finding of this rule, the members that the case speaks of; of one too many, its path.
_found(case) := [object.filter(finding, _members(case.findings, i)) |
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-QA-UNKNOWN-ACTION"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 66
}
