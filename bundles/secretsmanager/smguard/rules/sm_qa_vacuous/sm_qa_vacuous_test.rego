package smguard.rules.sm_qa_vacuous_test

import data.smguard

_rulebook := {
	"SM-QA-VACUOUS": {
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
			"check": "conditions",
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
			"message": "The condition does not do what it seems to do: {detail}.",
			"remediation": "Use an operator without ForAllValues and IfExists where absence is unsafe, add {\"Null\": {KEY: \"false\"}}, name real values; in a Deny use the IfExists or Not form.",
			"rule": "SM-QA-VACUOUS",
			"severity": "high",
			"title": "Condition that does nothing",
			"url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
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
		"boundary": [
			"SM-QA-VACUOUS",
		],
		"identity": [
			"SM-QA-VACUOUS",
		],
		"other": [
			"SM-QA-VACUOUS",
		],
		"rcp": [
			"SM-QA-VACUOUS",
		],
		"resource": [
			"SM-QA-VACUOUS",
		],
		"scp": [
			"SM-QA-VACUOUS",
		],
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
						"ForAllValues:StringEquals": {
							"aws:PrincipalTag/team": "app",
						},
						"Null": {
							"aws:PrincipalTag/team": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"ForAllValues beside the same key under another operator": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"ForAllValues:StringEquals": {
							"aws:PrincipalTag/team": [
								"app",
								"web",
							],
						},
						"StringLike": {
							"aws:PrincipalTag/team": "a*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"ForAllValues holds for a principal without the tag": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"message": "The condition does not do what it seems to do: it also holds when the key is absent, and nothing else asks for the key.",
				"path": [
					"Statement",
					0,
					"Condition",
					"ForAllValues:StringEquals",
					"aws:PrincipalTag/team",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					"Sid": "Read",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"ForAllValues on a guard whose absence is unsafe": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"ForAllValues:Bool",
					"secretsmanager:BlockPublicPolicy",
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
	"ForAllValues on a key whose absence is safe": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"ForAllValues:Bool": {
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
	"ForAllValues on replica regions, whose absence means no replica": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ForAllValues:StringEquals": {
							"secretsmanager:AddReplicaRegions": "eu-west-1",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"ForAllValues on tag keys, whose absence is harmless": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:TagResource",
					"Condition": {
						"ForAllValues:StringEquals": {
							"aws:TagKeys": [
								"team",
								"env",
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
	"ForAnyValue asks for the key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"ForAnyValue:StringEquals": {
							"aws:PrincipalTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny for an absent key on another action does not help": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"Bool",
					"secretsmanager:BlockPublicPolicy",
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
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Null": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny for an absent key on another secret does not help": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"Bool",
					"secretsmanager:BlockPublicPolicy",
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
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Null": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny for an absent key that holds for some requests only": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"Bool",
					"secretsmanager:BlockPublicPolicy",
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
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Null": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
						"StringEquals": {
							"aws:UserAgent": "console",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny for every principal is meant": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringLike": {
							"aws:PrincipalArn": "*",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny for the value and one for an absent key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"Null": {
							"secretsmanager:BlockPublicPolicy": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny in a service control policy that also holds for an absent key": {
		"findings": [],
		"input": {
			"policy": {
				"Statement": [
					{
						"Action": "secretsmanager:PutResourcePolicy",
						"Condition": {
							"BoolIfExists": {
								"secretsmanager:BlockPublicPolicy": "false",
							},
						},
						"Effect": "Deny",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					},
				],
				"Version": "2012-10-17",
			},
			"policy_type": "scp",
		},
	},
	"a Deny of one key beside an Allow that asks for a key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": [
								"arn:aws:kms:*:*:key/*",
							],
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:444455556666:key/*",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of other keys that spares requests without a key": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"Null",
					"secretsmanager:KmsKeyArn",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
						"Null": {
							"secretsmanager:KmsKeyArn": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on a key whose absence is safe": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"NumericLessThan": {
							"secretsmanager:RecoveryWindowInDays": "7",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that also holds for an absent key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:PutResourcePolicy",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:BlockPublicPolicy": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that can never hold": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringEquals",
					"aws:PrincipalAccount",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringEquals": {
							"aws:PrincipalAccount": "111122223333",
						},
						"StringNotEquals": {
							"aws:PrincipalAccount": "111122223333",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that is escaped by leaving the key out": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"message": "The condition does not do what it seems to do: a request without the key is not denied.",
				"path": [
					"Statement",
					0,
					"Condition",
					"Bool",
					"secretsmanager:BlockPublicPolicy",
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
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that spares every principal denies nothing": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringNotLike",
					"aws:PrincipalArn",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringNotLike": {
							"aws:PrincipalArn": "*",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that spares one role": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringNotLike": {
							"aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny with a negated operator also hits requests without the key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny without MFA that spares sessions which do not say": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"Bool",
					"aws:MultiFactorAuthPresent",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"Bool": {
							"aws:MultiFactorAuthPresent": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny without MFA that takes them in": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"BoolIfExists": {
							"aws:MultiFactorAuthPresent": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny without TLS: every request says whether it has it": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"Bool": {
							"aws:SecureTransport": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a condition that asks for another key does not help": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"ForAllValues:StringEquals",
					"aws:PrincipalTag/team",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
						"Null": {
							"aws:PrincipalTag/env": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a date in the future": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"DateGreaterThan": {
							"aws:CurrentTime": "2099-01-01T00:00:00Z",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a date in the past has passed": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"DateGreaterThan",
					"aws:CurrentTime",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"DateGreaterThan": {
							"aws:CurrentTime": "2020-01-01T00:00:00Z",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a key that must be absent and have a value": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"Null",
					"aws:PrincipalTag/team",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"Null": {
							"aws:PrincipalTag/team": "true",
						},
						"StringEquals": {
							"aws:PrincipalTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a key that must be there and have a value": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"Null": {
							"aws:PrincipalTag/team": "false",
						},
						"StringEquals": {
							"aws:PrincipalTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a network": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"IpAddress": {
							"aws:SourceIp": [
								"198.51.100.0/24",
								"2001:db8::/32",
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
	"a network from the AWS documentation without a part of it": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"IpAddress": {
							"aws:SourceIp": "203.0.113.0/24",
						},
						"NotIpAddress": {
							"aws:SourceIp": "203.0.113.0/25",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a network without a part of it": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"IpAddress": {
							"aws:SourceIp": "198.51.100.0/24",
						},
						"NotIpAddress": {
							"aws:SourceIp": "198.51.100.0/25",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a number below seven and above thirty": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"NumericGreaterThan",
					"secretsmanager:RecoveryWindowInDays",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"NumericGreaterThan": {
							"secretsmanager:RecoveryWindowInDays": "30",
						},
						"NumericLessThan": {
							"secretsmanager:RecoveryWindowInDays": "7",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a number from seven to thirty": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"NumericGreaterThanEquals": {
							"secretsmanager:RecoveryWindowInDays": "7",
						},
						"NumericLessThanEquals": {
							"secretsmanager:RecoveryWindowInDays": "30",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a pattern that names roles": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringLike": {
							"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a pattern without one of its values": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringLike": {
							"aws:PrincipalTag/team": "app-*",
						},
						"StringNotEquals": {
							"aws:PrincipalTag/team": "app-old",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
					"Condition",
					"ForAllValues:StringEquals",
					"aws:PrincipalTag/team",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"name": "reader",
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf\", \"Condition\": {\"ForAllValues:StringEquals\": {\"aws:PrincipalTag/team\": \"app\"}}}]}",
		},
	},
	"a policy variable that is left out": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringNotEquals": {
							"aws:PrincipalAccount": "${aws:ResourceAccount}",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a question mark and a star: every value that is not empty": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringLike",
					"aws:PrincipalArn",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringLike": {
							"aws:PrincipalArn": "?*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a sound policy as JSON text": {
		"findings": [],
		"input": {
			"name": "reader",
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf\", \"Condition\": {\"StringEquals\": {\"aws:PrincipalTag/team\": \"app\"}}}]}",
		},
	},
	"a star in a list of values": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"ArnLike",
					"aws:PrincipalArn",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"ArnLike": {
							"aws:PrincipalArn": [
								"arn:aws:iam::111122223333:role/app",
								"*",
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
	"a star under a Like operator": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"message": "The condition does not do what it seems to do: it holds whatever the value is.",
				"path": [
					"Statement",
					0,
					"Condition",
					"StringLike",
					"aws:PrincipalArn",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a statement of another service is not judged": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "s3:GetObject",
					"Condition": {
						"ForAllValues:StringEquals": {
							"aws:PrincipalTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a tautology beside a condition that restricts": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringLike",
					"aws:PrincipalArn",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
						"StringLike": {
							"aws:PrincipalArn": "*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a tautology in a secret's own policy": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringLike",
					"aws:PrincipalArn",
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
	"a value that is asked for and another left out": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringEquals": {
							"aws:PrincipalAccount": [
								"111122223333",
								"222233334444",
							],
						},
						"StringNotEquals": {
							"aws:PrincipalAccount": "222233334444",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a value that is asked for and left out": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"message": "The condition does not do what it seems to do: it can never hold together with the other conditions on the key.",
				"path": [
					"Statement",
					0,
					"Condition",
					"StringEquals",
					"aws:PrincipalAccount",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringEquals": {
							"aws:PrincipalAccount": "111122223333",
						},
						"StringNotEquals": {
							"aws:PrincipalAccount": "111122223333",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a wildcard action names what it reaches": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringLike",
					"aws:PrincipalArn",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:Get*Value",
					"Condition": {
						"StringLike": {
							"aws:PrincipalArn": "*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an end in the future": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"DateLessThan": {
							"aws:CurrentTime": "2099-01-01T00:00:00Z",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"any tag of the name is asked for": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"StringLike": {
							"aws:RequestTag/team": "*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"any tag of the name, or none": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringLikeIfExists",
					"aws:RequestTag/team",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"StringLikeIfExists": {
							"aws:RequestTag/team": "*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"both values of a boolean": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"Bool",
					"aws:SecureTransport",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"Bool": {
							"aws:SecureTransport": [
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
	"every ARN": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringLike",
					"aws:PrincipalArn",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringLike": {
							"aws:PrincipalArn": "arn:*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"every address of IPv4": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"IpAddress",
					"aws:SourceIp",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"every address of IPv6 in a list": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"IpAddress",
					"aws:SourceIp",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
								"198.51.100.0/24",
								"::/0",
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
	"every condition that does nothing is reported": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"ForAllValues:StringEquals",
					"aws:PrincipalOrgPaths",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"ForAllValues:StringEquals",
					"aws:PrincipalTag/team",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"ForAllValues:StringEquals": {
							"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*",
							"aws:PrincipalTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"everybody but one account": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringNotEquals": {
							"aws:PrincipalAccount": "444455556666",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"no request has the VPC that is left out": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringNotEquals",
					"aws:SourceVpc",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringNotEquals": {
							"aws:SourceVpc": [
								"none",
								"-",
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
	"no value at all": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringEquals",
					"aws:PrincipalTag/team",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringEquals": {
							"aws:PrincipalTag/team": [],
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"nobody has the account that is left out": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"StringNotEquals",
					"aws:PrincipalAccount",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"StringNotEquals": {
							"aws:PrincipalAccount": "nobody",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"odd letter case of operator, key and action": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"forallvalues:stringequals",
					"AWS:principaltag/Team",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "SecretsManager:getSecretValue",
					"Condition": {
						"forallvalues:stringequals": {
							"AWS:principaltag/Team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
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
					"Condition",
					"ForAllValues:StringEquals",
					"aws:PrincipalTag/team",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": {
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"ForAllValues:StringEquals": {
						"aws:PrincipalTag/team": "app",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		},
	},
	"one statement object without a condition": {
		"findings": [],
		"input": {
			"Statement": {
				"Action": "secretsmanager:GetSecretValue",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		},
	},
	"one value of a boolean": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"Bool": {
							"aws:SecureTransport": [
								"true",
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
	"only the second statement is in doubt": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					1,
					"Condition",
					"ForAllValues:StringEquals",
					"aws:PrincipalTag/team",
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
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"ForAllValues:StringEquals": {
							"aws:PrincipalTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "s3:GetObject",
					"Condition": {
						"ForAllValues:StringEquals": {
							"aws:PrincipalTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"stars for all parts of an ARN": {
		"findings": [
			{
				"actions": [
					"secretsmanager:GetSecretValue",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"ArnLike",
					"aws:PrincipalArn",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:GetSecretValue",
					"Condition": {
						"ArnLike": {
							"aws:PrincipalArn": "*:*:*:*:*:*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the same for an update, which keeps the key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:UpdateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
						"Null": {
							"secretsmanager:KmsKeyArn": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the same in a service control policy": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"Bool",
					"secretsmanager:BlockPublicPolicy",
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
						"Condition": {
							"Bool": {
								"secretsmanager:BlockPublicPolicy": "false",
							},
						},
						"Effect": "Deny",
						"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					},
				],
				"Version": "2012-10-17",
			},
			"policy_type": "scp",
		},
	},
	"the tag without ForAllValues": {
		"findings": [],
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
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					"Sid": "Read",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"two keys of different letter case are one": {
		"findings": [
			{
				"actions": [
					"secretsmanager:PutResourcePolicy",
				],
				"path": [
					"Statement",
					0,
					"Condition",
					"Bool",
					"SecretsManager:blockpublicpolicy",
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
							"SecretsManager:blockpublicpolicy": "false",
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
}

# Of each finding of this rule, the members that the case speaks of; of one too many, its path.
_found(case) := [object.filter(finding, _members(case.findings, i)) |
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-QA-VACUOUS"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 72
}
