package smguard.rules.sm_id_perm_mgmt_test

import data.smguard

_rulebook := {
	"SM-ID-PERM-MGMT": {
		"actions": [
			"secretsmanager:deleteresourcepolicy",
			"secretsmanager:putresourcepolicy",
			"secretsmanager:validateresourcepolicy",
		],
		"names": [
			"secretsmanager:DeleteResourcePolicy",
			"secretsmanager:PutResourcePolicy",
			"secretsmanager:ValidateResourcePolicy",
		],
		"parameters": {
			"hold": "any",
			"roles": [
				"arn:aws:iam::111122223333:role/secret-access",
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
							"arn:aws:iam::111122223333:role/secret-access",
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
			"message": "{actions} changes who has access to secrets.",
			"remediation": "Leave these actions to the roles that manage access, listed in the organisation's permission_managers, and take them out of this document.",
			"rule": "SM-ID-PERM-MGMT",
			"severity": "high",
			"title": "Changes who has access",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:deleteresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
			"secretsmanager:putresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
			"secretsmanager:validateresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
		},
		"identity": {
			"secretsmanager:deleteresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
			"secretsmanager:putresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
			"secretsmanager:validateresourcepolicy": [
				"SM-ID-PERM-MGMT",
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
	"ForAllValues on a tag of the principal names no role": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"ForAllValues:StringEquals": {
							"aws:PrincipalTag/job": "access",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotAction leaves the actions in": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteResourcePolicy",
					"secretsmanager:PutResourcePolicy",
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
	"NotAction of one of them leaves the others in": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteResourcePolicy",
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
						"secretsmanager:PutResourcePolicy",
					],
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotAction that names the actions in odd letter case": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Effect": "Allow",
					"NotAction": "SecretsManager:*resourcePolicy",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotAction that names the service": {
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
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotResource that names every secret": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"NotResource": "arn:*:secretsmanager:*:*:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny by a wildcard in odd letter case": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
				{
					"Action": "SECRETSMANAGER:*policy",
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny for everybody but those who may": {
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
						"ArnNotEquals": {
							"aws:PrincipalArn": "arn:aws:iam::111122223333:role/secret-access",
						},
					},
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
				{
					"Action": "secretsmanager:DeleteResourcePolicy",
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of one of the actions leaves the others": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of the actions on everything": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:*",
					"Effect": "Allow",
					"Resource": "*",
				},
				{
					"Action": [
						"secretsmanager:DeleteResourcePolicy",
						"secretsmanager:PutResourcePolicy",
						"secretsmanager:ValidateResourcePolicy",
					],
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on all but another secret": {
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
					"Effect": "Deny",
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-??????",
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that spares another role than those who may": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
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
						"ArnNotLike": {
							"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that the caller escapes does not help": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
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
	"a JSON text in an envelope": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:PutResourcePolicy\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????\"}]}",
			"policy_type": "identity",
		},
	},
	"a JSON text in an envelope of the role that may": {
		"findings": [],
		"input": {
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:PutResourcePolicy\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????\"}]}",
			"policy_type": "identity",
			"principal_arn": "arn:aws:iam::111122223333:role/secret-access",
		},
	},
	"a condition on a pattern within that of the roles that may": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"ArnLike": {
							"aws:PrincipalArn": "arn:aws:iam::*:role/break-glass/eu-*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a condition on another role": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
				"witness": {
					"action": "secretsmanager:PutResourcePolicy",
					"context": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-xxxxxx",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"ArnEquals": {
							"aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a condition on another role in the policy of one that may not": {
		"findings": [],
		"input": {
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Condition": {
							"ArnEquals": {
								"aws:PrincipalArn": "arn:aws:iam::111122223333:role/secret-access",
							},
						},
						"Effect": "Allow",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					},
				],
				"Version": "2012-10-17",
			},
			"principal_arn": "arn:aws:iam::111122223333:role/reader",
		},
	},
	"a condition on one who may and one who may not": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"ArnEquals": {
							"aws:PrincipalArn": [
								"arn:aws:iam::111122223333:role/secret-access",
								"arn:aws:iam::111122223333:role/reader",
							],
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a condition on the role that may": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"ArnEquals": {
							"aws:PrincipalArn": "arn:aws:iam::111122223333:role/secret-access",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a condition on the role that may, among others that it has to meet": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"ArnLike": {
							"aws:PrincipalArn": "arn:aws:iam::*:role/break-glass/*",
						},
						"Bool": {
							"aws:MultiFactorAuthPresent": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a condition on the role that may, in odd letter case": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"stringequals": {
							"AWS:principalarn": "arn:aws:iam::111122223333:role/secret-access",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a condition on the roles of a pattern that is wider": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"ArnLike": {
							"aws:PrincipalArn": "arn:aws:iam::111122223333:role/secret-*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a condition that every principal meets": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"StringLike": {
							"aws:PrincipalArn": "*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"StringEquals": {
							"secretsmanager:VersionStage": "AWSCURRENT",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a list of actions of other levels": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": [
						"secretsmanager:GetSecretValue",
						"secretsmanager:GetResourcePolicy",
						"secretsmanager:PutSecretValue",
					],
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a negated condition on the role": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"ArnNotEquals": {
							"aws:PrincipalArn": "arn:aws:iam::111122223333:role/secret-access",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a permissions boundary that lets policies be set": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Effect": "Allow",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					},
				],
				"Version": "2012-10-17",
			},
			"policy_type": "boundary",
		},
	},
	"a permissions boundary without the actions": {
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
	"a prefix of actions of other levels": {
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
	"a prefix of the action": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:Put*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a secret's own policy has a rule of its own": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::111122223333:role/secret-access",
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
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": {
				"Action": "secretsmanager:PutResourcePolicy",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
			"Version": "2012-10-17",
		},
	},
	"a single statement object of another action": {
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
	"a tag of the principal under IfExists names no role": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"StringEqualsIfExists": {
							"aws:PrincipalTag/job": "access",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a tag of the secret says nothing of who asks": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"StringEquals": {
							"aws:ResourceTag/team": "payments",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a wildcard in the service part": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secrets*:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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
					"Action": "s3*:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an inner star": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteResourcePolicy",
					"secretsmanager:PutResourcePolicy",
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
					"Action": "secretsmanager:*ResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an inner star that misses the actions": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:*SecretValue",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"blocking public policies is no leave to set them": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"deleting the policy, which takes its Deny statements away": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteResourcePolicy",
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
					"Action": "secretsmanager:DeleteResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"every action": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteResourcePolicy",
					"secretsmanager:PutResourcePolicy",
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
					"Action": "*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"one action of a list": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Action",
					2,
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": [
						"secretsmanager:GetSecretValue",
						"secretsmanager:GetResourcePolicy",
						"secretsmanager:PutResourcePolicy",
					],
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
	"only the second of three statements": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					1,
					"Action",
					1,
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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
					"Action": [
						"secretsmanager:DescribeSecret",
						"secretsmanager:PutResourcePolicy",
					],
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
	"question marks in odd letter case": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "SECRETSMANAGER:put????????policy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"question marks that miss the actions": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "SECRETSMANAGER:get????????policy",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"reading the policy": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetResourcePolicy",
					"Effect": "Allow",
					"Resource": "*",
					"Sid": "Look",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"reading the policy of one secret, without Version": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
		},
	},
	"resources of another service": {
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
	"setting the policy of every secret": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"message": "secretsmanager:PutResourcePolicy changes who has access to secrets.",
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
					"Sid": "Share",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"setting the policy of one secret": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
		},
	},
	"the action in odd letter case": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:putresourcepolicy",
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
					"secretsmanager:PutResourcePolicy",
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
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Effect": "Allow",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					},
				],
				"Version": "2012-10-17",
			},
			"principal_arn": "arn:aws:iam::444455556666:role/secret-access",
		},
	},
	"the policy of a role that fits the pattern of those who may": {
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
			"principal_arn": "arn:aws:iam::444455556666:role/break-glass/ops",
		},
	},
	"the policy of a role that may not": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
				"witness": {
					"action": "secretsmanager:PutResourcePolicy",
					"context": {
						"aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-xxxxxx",
				},
			},
		],
		"input": {
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Effect": "Allow",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					},
				],
				"Version": "2012-10-17",
			},
			"principal_arn": "arn:aws:iam::111122223333:role/reader",
		},
	},
	"the policy of a role whose name differs in letter case": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
		],
		"input": {
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Effect": "Allow",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					},
				],
				"Version": "2012-10-17",
			},
			"principal_arn": "arn:aws:iam::111122223333:role/Secret-Access",
		},
	},
	"the policy of the role that may": {
		"findings": [],
		"input": {
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Effect": "Allow",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					},
				],
				"Version": "2012-10-17",
			},
			"principal_arn": "arn:aws:iam::111122223333:role/secret-access",
		},
	},
	"the same action of another service": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "ssm:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the whole service": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteResourcePolicy",
					"secretsmanager:PutResourcePolicy",
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
			"Version": "2012-10-17",
		},
	},
	"two statements are two findings": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				],
			},
			{
				"actions": [
					"secretsmanager:DeleteResourcePolicy",
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
					"Action": "secretsmanager:PutResourcePolicy",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
				{
					"Action": "secretsmanager:Delete*",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"validating is of the same access level": {
		"findings": [
			{
				"actions": [
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
					"Action": "secretsmanager:ValidateResourcePolicy",
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-PERM-MGMT"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 68
}
