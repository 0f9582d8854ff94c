package smguard.rules.sm_lc_blockpublic_test

import data.smguard

_rulebook := {
	"SM-LC-BLOCKPUBLIC": {
		"actions": [
			"secretsmanager:putresourcepolicy",
		],
		"names": [
			"secretsmanager:PutResourcePolicy",
		],
		"parameters": {
			"guard": {
				"Bool": {
					"secretsmanager:BlockPublicPolicy": "true",
				},
			},
		},
		"region": {
			"accounts": [],
			"escape": {},
			"guards": [
				{
					"Bool": {
						"secretsmanager:BlockPublicPolicy": "true",
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
			"message": "{actions} is allowed without BlockPublicPolicy.",
			"remediation": "Add the condition {\"Bool\": {\"secretsmanager:BlockPublicPolicy\": \"true\"}} to the statement, or deny the rest with {\"BoolIfExists\": {\"secretsmanager:BlockPublicPolicy\": \"false\"}}.",
			"rule": "SM-LC-BLOCKPUBLIC",
			"severity": "high",
			"title": "May make a secret public",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:putresourcepolicy": [
				"SM-LC-BLOCKPUBLIC",
			],
		},
		"identity": {
			"secretsmanager:putresourcepolicy": [
				"SM-LC-BLOCKPUBLIC",
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
	"ARNs of another service": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": [
						"arn:aws:s3:::app",
						"arn:aws:ssm:eu-west-1:111122223333:parameter/app",
					],
				},
			],
			"Version": "2012-10-17",
		},
	},
	"Deny statements on some first letters leave the others": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Deny",
					"Resource": [
						"arn:aws:secretsmanager:eu-west-1:111122223333:secret:a*",
						"arn:aws:secretsmanager:eu-west-1:111122223333:secret:x*",
					],
				},
			],
			"Version": "2012-10-17",
		},
	},
	"ForAllValues beside a condition that asks for the key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"ForAllValues:Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
						"Null": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"ForAllValues holds for a request that leaves the key out": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"ForAllValues:Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotAction that leaves it in": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"NotAction",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Effect": "Allow",
					"NotAction": "secretsmanager:Get*",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotAction that leaves it out": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Effect": "Allow",
					"NotAction": [
						"secretsmanager:Put*",
						"iam:*",
					],
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotResource reaches every other secret": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotResource, guarded": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Allow",
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"PutResourcePolicy that must block public policies": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					"Sid": "Share",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"PutResourcePolicy without a condition": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"message": "secretsmanager:PutResourcePolicy is allowed without BlockPublicPolicy.",
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
				"witness": {
					"action": "secretsmanager:PutResourcePolicy",
					"context": {},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					"Sid": "Share",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of another action does not help": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of everything else leaves out only reading": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
	"a Deny of everything else leaves the action out": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Effect": "Deny",
					"NotAction": "secretsmanager:Put*",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of false is escaped by leaving the key out": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
				"witness": {
					"action": "secretsmanager:PutResourcePolicy",
					"context": {},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of false that also holds for an absent key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of the action": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:*Policy",
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on a pattern that takes the secret in": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on another secret does not help": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/web-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on everything but other secrets": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Deny",
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/web-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on one half of a network leaves the other half": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"IpAddress": {
							"aws:SourceIp": "203.0.113.0/24",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"IpAddress": {
							"aws:SourceIp": "203.0.113.0/25",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that spares the administrator holds for another role": {
		"findings": [],
		"input": {
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Effect": "Allow",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					},
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Condition": {
							"ArnNotLike": {
								"aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin",
							},
						},
						"Effect": "Deny",
						"Resource": "*",
					},
				],
				"Version": "2012-10-17",
			},
			"principal_arn": "arn:aws:iam::111122223333:role/app",
		},
	},
	"a Deny that spares the administrator spares him": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Effect": "Allow",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					},
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Condition": {
							"ArnNotLike": {
								"aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin",
							},
						},
						"Effect": "Deny",
						"Resource": "*",
					},
				],
				"Version": "2012-10-17",
			},
			"principal_arn": "arn:aws:iam::111122223333:role/admin",
		},
	},
	"a Deny with a condition that the caller evades": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
						"StringEquals": {
							"aws:UserAgent": "console",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a condition on something else": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
				"witness": {
					"action": "secretsmanager:PutResourcePolicy",
					"context": {
						"aws:ResourceTag/team": "app",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"StringEquals": {
							"aws:ResourceTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a guarded policy as JSON text": {
		"findings": [],
		"input": {
			"name": "share",
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:PutResourcePolicy\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf\", \"Condition\": {\"Bool\": {\"secretsmanager:BlockPublicPolicy\": \"true\"}}}]}",
			"policy_type": "identity",
		},
	},
	"a guarded prefix with a wildcard": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:Put*",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a key that the action does not have": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a negated operator beside a condition that asks for the key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Null": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
						"StringNotEquals": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a negated operator holds for a request that leaves the key out": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"StringNotEquals": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a permissions boundary": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Effect": "Allow",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					},
				],
				"Version": "2012-10-17",
			},
			"policy_type": "boundary",
		},
	},
	"a policy as JSON text": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
			"name": "share",
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:PutResourcePolicy\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf\"}]}",
			"policy_type": "identity",
		},
	},
	"a policy variable in the resource is shown as written": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:PrincipalTag/team}/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:PrincipalTag/team}/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a policy variable in the resource, guarded": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:PrincipalTag/team}/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a prefix with a wildcard reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:Put*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a question mark may stand for the hyphen before the suffix": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db???????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db???????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a service control policy grants nothing": {
		"findings": [],
		"input": {
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Effect": "Allow",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					},
				],
				"Version": "2012-10-17",
			},
			"policy_type": "scp",
		},
	},
	"a tautology on the key": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"StringLikeIfExists": {
							"secretsmanager:BlockPublicPolicy": "*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a wildcard in the service part is taken to reach it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secrets*:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a wildcard inside the name reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:P*Policy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a wildcard that does not reach it": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": [
						"secretsmanager:Get*",
						"secretsmanager:*SecretValue",
						"secretsmanager:???ResourcePolic",
					],
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a wildcard that spans region and account": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:*:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:*:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an ARN without the suffix matches no secret": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an Allow in the place of a Deny": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					1,
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an action in a list": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Action",
					1,
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": [
						"secretsmanager:DescribeSecret",
						"secretsmanager:PutResourcePolicy",
					],
					"Effect": "Allow",
					"Resource": [
						"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					],
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an action in a list, guarded with a list of one value": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": [
						"secretsmanager:DescribeSecret",
						"secretsmanager:PutResourcePolicy",
					],
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": [
								"true",
							],
						},
					},
					"Effect": "Allow",
					"Resource": [
						"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					],
				},
			],
			"Version": "2012-10-17",
		},
	},
	"asking for the key without saying its value": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
				"witness": {
					"action": "secretsmanager:PutResourcePolicy",
					"context": {
						"secretsmanager:BlockPublicPolicy": "false",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Null": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"both values": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": [
								"true",
								"false",
							],
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"every secret": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"no statement": {
		"findings": [],
		"input": {
			"Statement": [],
		},
	},
	"odd letter case of action and condition key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "SecretsManager:putresourcePOLICY",
					"Condition": {
						"Bool": {
							"SECRETSMANAGER:blockpublicpolicy": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"odd letter case of the action": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "SecretsManager:putresourcePOLICY",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"one Deny for false, one for an absent key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Null": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"one guarded statement object without Sid and Version": {
		"findings": [],
		"input": {
			"Statement": {
				"Action": "secretsmanager:PutResourcePolicy",
				"Condition": {
					"Bool": {
						"secretsmanager:BlockPublicPolicy": "true",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		},
	},
	"one statement object without Sid and Version": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": {
				"Action": "secretsmanager:PutResourcePolicy",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		},
	},
	"only the second statement is unguarded": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					1,
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:*",
					"Condition": {
						"StringEquals": {
							"aws:ResourceTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"question marks reach it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolic?",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"several guarded statements": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:*",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the JSON value true": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": true,
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the guard beside a condition on something else": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
						"StringEquals": {
							"aws:ResourceTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the guard under IfExists beside one that asks for the key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
						"Null": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the guard under IfExists holds for a request that leaves the key out": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
				"witness": {
					"action": "secretsmanager:PutResourcePolicy",
					"context": {},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the star reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the whole service reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the whole service, guarded": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:*",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the wrong value": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-LC-BLOCKPUBLIC"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 65
}
