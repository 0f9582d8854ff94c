package smguard.rules.sm_rp_external_test

import data.smguard

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
			"message": "Principals outside the organisation may do {actions} on the secret.",
			"remediation": "Remove the principal, or add StringEquals on aws:PrincipalOrgID with the organisation's id. Where the sharing is meant, record it as an exception with owner and expiry.",
			"rule": "SM-RP-EXTERNAL",
			"severity": "high",
			"title": "Open to other accounts",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html",
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

_cases := {
	"NotAction that leaves reading in": {
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
	},
	"NotAction that leaves the whole service out": {
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
	},
	"NotPrincipal lets in everybody else": {
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
	},
	"NotPrincipal within the organisation": {
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
	},
	"TLS is no restriction": {
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
	},
	"a Deny for another role of the account does not help": {
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
	},
	"a Deny for everybody but the organisation's principals": {
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
	},
	"a Deny for everybody but the role spares it": {
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
	},
	"a Deny for everybody outside the accounts": {
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
	},
	"a Deny for everybody outside the organisation": {
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
	},
	"a Deny for one role of a whole account leaves the others": {
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
	},
	"a Deny for the account": {
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
	},
	"a Deny for the role": {
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
	},
	"a Deny that spares AWS services": {
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
	},
	"a Deny that spares principals without an organisation": {
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
	},
	"a Deny with a condition that the caller evades": {
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
	},
	"a key that the action does not have": {
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
	},
	"a list of actions": {
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
	},
	"a policy as JSON text": {
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
	},
	"a policy for the organisation as JSON text": {
		"findings": [],
		"input": {
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:role/app\"}, \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"*\"}]}",
			"policy_type": "resource",
			"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
		},
	},
	"a resource control policy grants nothing": {
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
	},
	"a role of another account": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"message": "Principals outside the organisation may do secretsmanager:GetSecretValue on the secret.",
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
	},
	"a role of the organisation": {
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
	},
	"a service beside a role of another account": {
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
	},
	"a service is no account": {
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
	"a session of another account's role": {
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
	},
	"a session of the organisation's role": {
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
	},
	"a tag of another account's role": {
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
	},
	"a tautology on the principal's ARN": {
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
	},
	"a user of another account in a list": {
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
	},
	"a wildcard inside the name and a question mark": {
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
	},
	"actions of another service": {
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
	},
	"actions that never work across accounts": {
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
	},
	"an Allow in the place of a Deny": {
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
	},
	"an account in another partition": {
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
	},
	"an account of the organisation as a whole": {
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
	},
	"an identity policy has no principals": {
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
	"an identity provider of another account": {
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
	},
	"an identity provider of the organisation": {
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
	},
	"an identity provider that everybody uses": {
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
	},
	"another account as a whole": {
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
	},
	"another account as a whole, but one of the organisation's roles": {
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
	},
	"another account by its number": {
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
	},
	"another account that must be of the organisation": {
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
	},
	"another organisation beside the own one": {
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
	},
	"another secret's ARN, which this policy cannot open": {
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
	},
	"everybody": {
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
	},
	"everybody of an account of the organisation": {
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
	},
	"everybody of another account": {
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
	},
	"everybody of another organisation": {
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
	},
	"everybody of the organisation": {
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
	},
	"everybody who is a role of another account": {
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
	},
	"everybody who is a role of the organisation": {
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
	},
	"odd letter case of the action": {
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
	},
	"odd letter case of the condition key": {
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
	},
	"one role of another account that is let in as a whole": {
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
	},
	"one statement object for the own account": {
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
	},
	"one statement object without Sid and Version": {
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
	},
	"roles and users of the organisation in a list": {
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
	},
	"several statements for the organisation": {
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
	},
	"the account that the secret is in": {
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
	},
	"the account that the secret is in is another one": {
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
	},
	"the id of a principal that nobody can place": {
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
	},
	"the organisation under ForAllValues, which accounts without one pass": {
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
	},
	"the organisation under IfExists beside a condition that asks for it": {
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
	},
	"the organisation under IfExists, which accounts without one pass": {
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
	},
	"the organisation's accounts by their numbers": {
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
	},
	"the secret's ARN in the place of the star": {
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
	},
	"the whole service within the organisation": {
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
	},
	"the whole service: what can be done to a secret": {
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
	},
	"two of three statements let others in": {
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
	},
}

# Of each finding of this rule, the members that the case speaks of; of one too many, its path.
_found(case) := [object.filter(finding, _members(case.findings, i)) |
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-RP-EXTERNAL"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 73
}
