package smguard.rules.sm_lc_cmk_test

import data.smguard

_rulebook := {
	"SM-LC-CMK": {
		"actions": [
			"secretsmanager:createsecret",
		],
		"names": [
			"secretsmanager:CreateSecret",
		],
		"parameters": {
			"guard": {
				"ArnLike": {
					"secretsmanager:KmsKeyArn": [
						"arn:aws:kms:*:111122223333:key/*",
					],
				},
			},
		},
		"region": {
			"accounts": [],
			"escape": {},
			"guards": [
				{
					"ArnLike": {
						"secretsmanager:KmsKeyArn": [
							"arn:aws:kms:*:111122223333:key/*",
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
			"message": "{actions} is allowed without one of the approved KMS keys.",
			"remediation": "Add the condition {\"ArnLike\": {\"secretsmanager:KmsKeyArn\": [the approved keys]}} to the statement, or deny the rest with ArnNotLike, which also hits requests without a key.",
			"rule": "SM-LC-CMK",
			"severity": "high",
			"title": "May create secrets under another key",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:createsecret": [
				"SM-LC-CMK",
			],
		},
		"identity": {
			"secretsmanager:createsecret": [
				"SM-LC-CMK",
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
	"CreateSecret with an approved key only": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					"Sid": "Create",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"CreateSecret without a condition": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"message": "secretsmanager:CreateSecret is allowed without one of the approved KMS keys.",
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
				"witness": {
					"action": "secretsmanager:CreateSecret",
					"context": {},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					"Sid": "Create",
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
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ForAllValues:ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
						"Null": {
							"secretsmanager:KmsKeyArn": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"ForAllValues holds for a request without a key": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ForAllValues:ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
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
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ForAnyValue:ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"KmsKeyId beside the guard": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
						"StringEquals": {
							"secretsmanager:KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"KmsKeyId is whatever the caller typed": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"StringEquals": {
							"secretsmanager:KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotAction that leaves it in": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"NotAction",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Effect": "Allow",
					"NotAction": "iam:*",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
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
						"iam:*",
						"secretsmanager:Create*",
					],
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotResource reaches every other name": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
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
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
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
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of a single foreign key": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
						},
					},
					"Effect": "Deny",
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
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:UpdateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of other keys also hits requests without a key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
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
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
				"witness": {
					"action": "secretsmanager:CreateSecret",
					"context": {},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
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
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of requests without a key leaves other keys": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"Null": {
							"secretsmanager:KmsKeyArn": "true",
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
					"Action": "secretsmanager:*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": [
						"secretsmanager:Create*",
					],
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of the only foreign key that the Allow names": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnEquals": {
							"secretsmanager:KmsKeyArn": [
								"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
								"arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
							],
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:444455556666:key/*",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on other names does not help": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on the same names": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that holds for some requests only": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
						"StringEquals": {
							"aws:RequestTag/env": "prod",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that spares the keys of every account": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:*:key/*",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a guarded policy as JSON text": {
		"findings": [],
		"input": {
			"name": "creator",
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:CreateSecret\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*\", \"Condition\": {\"ArnLike\": {\"secretsmanager:KmsKeyArn\": \"arn:aws:kms:*:111122223333:key/*\"}}}]}",
		},
	},
	"a guarded wildcard": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:Create*",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a key of another account": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
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
					"action": "secretsmanager:CreateSecret",
					"context": {
						"secretsmanager:KmsKeyArn": "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnEquals": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
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
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:RotationLambdaARN": "arn:aws:lambda:*:111122223333:function:*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a name without room for the suffix cannot be created": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a narrower pattern under StringLike": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"StringLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1234*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a negated operator holds for a request without a key": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:444455556666:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a policy as JSON text": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"name": "creator",
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:CreateSecret\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*\"}]}",
		},
	},
	"a policy variable inside an approved pattern": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:${aws:RequestedRegion}:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a policy variable that the principal's tag fills": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnEquals": {
							"secretsmanager:KmsKeyArn": "${aws:PrincipalTag/key}",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a prefix with a wildcard reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:C*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
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
	"a tautology on the key": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"StringLike": {
							"secretsmanager:KmsKeyArn": "*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a wildcard in the service part is taken to reach it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "*:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a wildcard inside the name reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:C*eSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
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
						"secretsmanager:Update*",
						"secretsmanager:Create?Secret",
						"secretsmanager:C*Rotate*",
					],
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a wildcard that spans region and account": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:*:secret:*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:*:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an Allow in the place of a Deny": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					1,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an account that is left open by one character": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:11112222333?:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an action in a list": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
					1,
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": [
						"secretsmanager:TagResource",
						"secretsmanager:CreateSecret",
					],
					"Effect": "Allow",
					"Resource": [
						"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
					],
				},
			],
			"Version": "2012-10-17",
		},
	},
	"an action in a list, guarded with a list of keys": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": [
						"secretsmanager:TagResource",
						"secretsmanager:CreateSecret",
					],
					"Condition": {
						"ArnEquals": {
							"secretsmanager:KmsKeyArn": [
								"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
								"arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
							],
						},
					},
					"Effect": "Allow",
					"Resource": [
						"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
					],
				},
			],
			"Version": "2012-10-17",
		},
	},
	"any key will do": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:*:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"any name": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
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
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"any name, guarded": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"asking for a key without saying which": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"Null": {
							"secretsmanager:KmsKeyArn": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"odd letter case of action and condition key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsManager:CREATEsecret",
					"Condition": {
						"ArnLike": {
							"SECRETSMANAGER:kmskeyarn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"odd letter case of the action": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsManager:CREATEsecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"one Deny for other keys, one for requests without a key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
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
					"Resource": "*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"Null": {
							"secretsmanager:KmsKeyArn": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"one approved key and one of another account": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
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
					"action": "secretsmanager:CreateSecret",
					"context": {
						"secretsmanager:KmsKeyArn": "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnEquals": {
							"secretsmanager:KmsKeyArn": [
								"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
								"arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
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
	"one guarded statement object without Sid and Version": {
		"findings": [],
		"input": {
			"Statement": {
				"Action": "secretsmanager:CreateSecret",
				"Condition": {
					"ArnLike": {
						"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
					},
				},
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
			},
		},
	},
	"one statement object without Sid and Version": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": {
				"Action": "secretsmanager:CreateSecret",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
			},
		},
	},
	"only the first statement is unguarded": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:*",
					"Condition": {
						"StringEquals": {
							"aws:RequestTag/team": "app",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"question marks reach it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:??????Secret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
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
					"Action": "secretsmanager:*",
					"Condition": {
						"ArnLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnEquals": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:Get*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the exact key under StringEquals": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"StringEquals": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
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
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLikeIfExists": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
						"Null": {
							"secretsmanager:KmsKeyArn": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the guard under IfExists holds for a request without a key": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
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
					"action": "secretsmanager:CreateSecret",
					"context": {},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"ArnLikeIfExists": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the same Deny with a String operator": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:CreateSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:CreateSecret",
					"Condition": {
						"StringNotLike": {
							"secretsmanager:KmsKeyArn": "arn:aws:kms:*:111122223333:key/*",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the star reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the whole service reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:CreateSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-LC-CMK"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 62
}
