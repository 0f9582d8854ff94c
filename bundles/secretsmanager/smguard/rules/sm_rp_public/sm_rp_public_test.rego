package smguard.rules.sm_rp_public_test

import data.smguard

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
			"message": "Anybody may do {actions} on the secret.",
			"remediation": "Name the principals, or add StringEquals on aws:PrincipalOrgID or aws:PrincipalAccount.",
			"rule": "SM-RP-PUBLIC",
			"severity": "critical",
			"title": "Open to everybody",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
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

_cases := {
	"ForAllValues beside a condition that asks for the key": {
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
	},
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
	},
	"NotAction that leaves the whole service out": {
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
						"AWS": "arn:aws:iam::444455556666:root",
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
						"AWS": "arn:aws:iam::444455556666:root",
					},
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotResource takes in the secret": {
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
	},
	"TLS, which everybody uses": {
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
	},
	"a Deny for everybody but named principals": {
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
	},
	"a Deny for everybody inside the organisation": {
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
	},
	"a Deny for everybody outside the organisation": {
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
	},
	"a Deny for one account does not help": {
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
	},
	"a Deny on the secret": {
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
	},
	"a Deny that spares AWS services": {
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
	},
	"a Deny without TLS leaves everybody with it": {
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
	},
	"a VPC endpoint": {
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
	},
	"a closed policy as JSON text": {
		"findings": [],
		"input": {
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"*\", \"Condition\": {\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\"}}}]}",
			"policy_type": "resource",
			"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
					"Principal": "*",
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
					"Principal": "*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a network from the AWS documentation": {
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
	},
	"a network of the organisation": {
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
	},
	"a path of the organisation": {
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
	},
	"a path of the organisation under ForAllValues, which strangers without one pass": {
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
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"*\"}]}",
			"policy_type": "resource",
			"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
		},
	},
	"a prefix with a wildcard": {
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
	"a role of any account": {
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
	},
	"a role of any account, without the colons": {
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
	},
	"a role of the account": {
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
	},
	"a source of the account": {
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
	},
	"a tag and the organisation": {
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
	},
	"a tag of the secret": {
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
	},
	"a tag that strangers give their roles themselves": {
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
	},
	"a tag under ForAllValues": {
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
					"Principal": "*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a type of principal that strangers have too": {
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
	},
	"a user name that strangers give their users themselves": {
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
					"Action": "secretsmanager:G*tSecretValu?",
					"Effect": "Allow",
					"Principal": "*",
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
					"Action": "s3:*",
					"Effect": "Allow",
					"Principal": "*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"actions that a secret's policy cannot give to strangers": {
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
	},
	"an account that a policy variable compares with itself": {
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
	"another secret's ARN, which this policy cannot open": {
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
	},
	"any VPC endpoint": {
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
	},
	"any organisation": {
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
	},
	"any path of any organisation": {
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
	},
	"every address": {
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
	},
	"every address in two halves": {
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
	},
	"every private address, which strangers' networks have too": {
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
	},
	"everybody as a principal of type AWS": {
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
	},
	"everybody in a list beside a role": {
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
	},
	"everybody may read": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"message": "Anybody may do secretsmanager:GetSecretValue on the secret.",
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
	},
	"everybody of the account": {
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
	"everybody of the secret's account, by a policy variable": {
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
	},
	"everybody outside the organisation": {
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
	},
	"multi-factor authentication, which strangers have too": {
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
					"Action": "SECRETSMANAGER:getSECRETvalue",
					"Effect": "Allow",
					"Principal": "*",
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
	},
	"one role may read": {
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
	"one statement object for the own account": {
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
				"Principal": "*",
				"Resource": "*",
			},
		},
	},
	"only the second statement is open": {
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
	},
	"roles, accounts, services and identity providers in lists": {
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
	},
	"several closed statements": {
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
	},
	"the organisation under IfExists, which strangers without one pass": {
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
	},
	"the principal's account is the secret's": {
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
	},
	"the principal's organisation is the secret's": {
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
					"Principal": "*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"through an AWS service, which strangers use too": {
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
	},
	"what is true of the secret, not of the caller": {
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
	},
	"what the caller writes himself": {
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
	},
	"what the secret's own organisation is restricts nobody": {
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
	},
	"which secret is asked for": {
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
	},
}

# Of each finding of this rule, the members that the case speaks of; of one too many, its path.
_found(case) := [object.filter(finding, _members(case.findings, i)) |
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-RP-PUBLIC"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 79
}
