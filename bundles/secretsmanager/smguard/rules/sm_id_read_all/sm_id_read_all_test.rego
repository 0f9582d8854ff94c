package smguard.rules.sm_id_read_all_test

import data.smguard

_rulebook := {
	"SM-ID-READ-ALL": {
		"actions": [
			"secretsmanager:getsecretvalue",
		],
		"names": [
			"secretsmanager:GetSecretValue",
		],
		"parameters": {
			"less_than": 3,
			"reach": "stranger",
		},
		"region": {
			"accounts": [],
			"escape": {},
			"guards": [],
			"open": false,
			"outside": [],
			"principals": null,
			"reach": "stranger",
			"spelled": [
				0,
				3,
			],
			"unscoped": false,
		},
		"report": {
			"message": "{actions} reaches secrets that nobody named, through {resources}.",
			"remediation": "Name the secrets: arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-??????, one entry for each secret or a path of its own for each team; or tie the grant to tags with StringEquals on aws:ResourceTag.",
			"rule": "SM-ID-READ-ALL",
			"severity": "critical",
			"title": "Reads every secret",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:getsecretvalue": [
				"SM-ID-READ-ALL",
			],
		},
		"identity": {
			"secretsmanager:getsecretvalue": [
				"SM-ID-READ-ALL",
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
	"ForAllValues holds without the tag": {
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
							"aws:PrincipalTag/team": "payments",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"ForAllValues where Null asks for the tag": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"ForAllValues:StringEquals": {
							"aws:PrincipalTag/team": "payments",
						},
						"Null": {
							"aws:PrincipalTag/team": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotAction of another read leaves the read in": {
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
					"*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Effect": "Allow",
					"NotAction": [
						"secretsmanager:DescribeSecret",
						"secretsmanager:ListSecrets",
					],
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotAction of another service leaves the read in": {
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
	"NotAction that names the read in odd letter case": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Effect": "Allow",
					"NotAction": [
						"iam:*",
						"SecretsManager:getSecretValue",
					],
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
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-??????",
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
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"NotResource": "arn:*:secretsmanager:*:*:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny for everybody without the tag": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "*",
				},
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringNotEquals": {
							"aws:PrincipalTag/team": "security",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny for one team leaves everybody else": {
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
					"*",
				],
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
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringEquals": {
							"aws:PrincipalTag/team": "guests",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of all but other services": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "*",
				},
				{
					"Effect": "Deny",
					"NotAction": [
						"s3:*",
						"ec2:*",
					],
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
					"Resource",
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
					"Resource": "*",
				},
				{
					"Action": "secretsmanager:PutSecretValue",
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of the read on everything": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:*",
					"Effect": "Allow",
					"Resource": "*",
				},
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Deny",
					"Resource": "*",
					"Sid": "NoRead",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on all but a named secret": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "*",
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
					"*",
				],
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
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on names with certain words leaves the other names": {
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
					"*",
				],
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
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Deny",
					"Resource": [
						"arn:*:secretsmanager:*:*:secret:*x*",
						"arn:*:secretsmanager:*:*:secret:*any*",
					],
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
					"*",
				],
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
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringEquals": {
							"secretsmanager:VersionStage": "AWSCURRENT",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny whose star has to match past a colon is not counted on": {
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
					"*",
				],
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
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Deny",
					"Resource": "arn:*:secretsmanager:*:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny with wildcards in odd letter case": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "*",
				},
				{
					"Action": "SECRETSMANAGER:get*value",
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
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Resource",
				],
				"resources": [
					"*",
				],
			},
		],
		"input": {
			"name": "reader",
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"*\"}]}",
			"policy_type": "identity",
		},
	},
	"a JSON text in an envelope that names a secret": {
		"findings": [],
		"input": {
			"name": "reader",
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????\"}]}",
			"policy_type": "identity",
		},
	},
	"a condition that every principal meets": {
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
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a default of a policy variable that is a wildcard": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:PrincipalTag/team, '*'}",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:PrincipalTag/team, '*'}",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a default of a policy variable that names a path": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:${aws:PrincipalTag/team, 'shared'}/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a key that a read does not have": {
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
							"secretsmanager:KmsKeyId": "alias/payments",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a leading star in the action reads": {
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
					"*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:*Value",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a leading star that misses the read": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:*SecretVersionIds",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a name just as long as the least literal prefix": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:abc*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a name shorter than the least literal prefix": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:ab*",
				],
			},
		],
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
	"a named secret with its suffix open": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
					"Sid": "ReadOne",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a named secret without Sid and Version": {
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
	"a negated operator leaves all the other teams": {
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
	"a path of a team in any region and account": {
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
	"a path that a policy variable fills": {
		"findings": [],
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
	"a permissions boundary that lets every secret be read": {
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
						"Resource": "*",
					},
				],
				"Version": "2012-10-17",
			},
			"policy_type": "boundary",
		},
	},
	"a permissions boundary with a named secret": {
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
	"a policy variable in place of the account": {
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
					"arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a policy variable in place of the account, before a named secret": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:app/db-??????",
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
	"a prefix of actions that read no value": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:Describe*",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a prefix of the action reads": {
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
					"*",
				],
			},
		],
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
	"a read of every secret": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"message": "secretsmanager:GetSecretValue reaches secrets that nobody named, through *.",
				"path": [
					"Statement",
					0,
					"Resource",
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
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "*",
					"Sid": "ReadAll",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a read of every secret without Sid and Version": {
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
					"*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
		},
	},
	"a role that the condition names": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"ArnEquals": {
							"aws:PrincipalArn": "arn:aws:iam::111122223333:role/backup",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a second Allow does not take back the first": {
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
					"*",
				],
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
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a secret's own policy, where the star is this secret": {
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
	"a service control policy allows nothing by itself": {
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
			"policy_type": "scp",
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
					"*",
				],
			},
		],
		"input": {
			"Statement": {
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "*",
			},
			"Version": "2012-10-17",
		},
	},
	"a single statement object on a named secret": {
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
	"a stage of the version, which the caller chooses": {
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
					"*",
				],
				"witness": {
					"action": "secretsmanager:GetSecretValue",
					"context": {
						"secretsmanager:VersionStage": "AWSCURRENT",
					},
					"resource": "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringEquals": {
							"secretsmanager:VersionStage": "AWSCURRENT",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a star before the account": {
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
					"*:111122223333:secret:*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "*:111122223333:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a star for the service counts as reading": {
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
					"*",
				],
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
					"arn:aws:secretsmanager:*:secret:*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:*:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a wildcard in the service part counts as reading": {
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
					"*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secrets*:Get*",
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
					"Action": "s3*:Get*",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a word in the middle does not name a secret": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*prod*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*prod*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"addresses of a private network": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"IpAddress": {
							"aws:SourceIp": "10.0.0.0/8",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"addresses of the company": {
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
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an ARN of another shape is a dead grant": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:*:*:sqlworkbench!*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an action that is only granted on all resources": {
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
	"an inner star and a question mark read, in odd letter case": {
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
					"*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "SecretsManager:g*t?ecretValue",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an inner wildcard that misses the read": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:Get?ecret",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an operator that holds without the tag": {
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
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringEqualsIfExists": {
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
	"any value of a tag": {
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
							"aws:ResourceTag/team": "*",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"every ARN": {
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
					"arn:*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"every ARN of the service, the star crossing the colons": {
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
					"arn:aws:secretsmanager:*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"every account and region written as wildcards": {
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
					"arn:aws:secretsmanager:*:*:secret:*",
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
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:*:*:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"every action on a named secret": {
		"findings": [],
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
	"every action reads": {
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
	"every address is no condition": {
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
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"every name that ends in a suffix": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*-??????",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"every secret of one account and region": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
				],
				"witness": {
					"action": "secretsmanager:GetSecretValue",
					"context": {},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:any-secret-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"lists of actions and named secrets": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": [
						"secretsmanager:DescribeSecret",
						"secretsmanager:GetSecretValue",
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
	"no statement at all": {
		"findings": [],
		"input": {
			"Statement": [],
			"Version": "2012-10-17",
		},
	},
	"nothing but a Deny": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"only the second of three statements reads all": {
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
					"Action": [
						"secretsmanager:GetSecretValue",
						"secretsmanager:DescribeSecret",
					],
					"Effect": "Allow",
					"Resource": "*",
					"Sid": "Wide",
				},
				{
					"Action": "secretsmanager:DescribeSecret",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"question marks in place of letters name nothing": {
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
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:????*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:????*",
				},
			],
			"Version": "2012-10-17",
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
	"stars on both sides of a digit of the account": {
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
					"arn:aws:secretsmanager:*:*1*:secret:*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:*:*1*:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the account of the secret is that of the principal": {
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
							"aws:ResourceAccount": "${aws:PrincipalAccount}",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the account of the secret names none of its secrets": {
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
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the action in odd letter case": {
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
					"*",
				],
			},
		],
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
	"the read in odd letter case, on a named secret": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "SECRETSMANAGER:getsecretvalue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the star in a list beside a named secret": {
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
					"Resource": [
						"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
						"*",
					],
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the tag of the secret": {
		"findings": [],
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
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the tag of the secret must be the principal's": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringEquals": {
							"aws:ResourceTag/team": "${aws:PrincipalTag/team}",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the tag of the secret, by the service's own key in odd letter case": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"stringequals": {
							"SECRETSMANAGER:resourcetag/team": [
								"payments",
								"billing",
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
	"the whole service on a named secret": {
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
	"the whole service reads": {
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
					"Action": "secretsmanager:*",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"two Deny statements that only together cover the Allow": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:*:111122223333:secret:*",
				},
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
				},
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Deny",
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"two statements that read all are two findings": {
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
					"Resource",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
				],
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
					"Action": "secretsmanager:Get*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-READ-ALL"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 91
}
