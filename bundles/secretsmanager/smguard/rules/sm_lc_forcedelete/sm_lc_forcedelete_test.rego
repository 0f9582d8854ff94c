package smguard.rules.sm_lc_forcedelete_test

import data.smguard

_rulebook := {
	"SM-LC-FORCEDELETE": {
		"actions": [
			"secretsmanager:deletesecret",
		],
		"names": [
			"secretsmanager:DeleteSecret",
		],
		"parameters": {
			"guard": {
				"BoolIfExists": {
					"secretsmanager:ForceDeleteWithoutRecovery": "false",
				},
			},
		},
		"region": {
			"accounts": [],
			"escape": {
				"secretsmanager:ForceDeleteWithoutRecovery": "true",
			},
			"guards": [
				{
					"BoolIfExists": {
						"secretsmanager:ForceDeleteWithoutRecovery": "false",
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
			"message": "{actions} is allowed with ForceDeleteWithoutRecovery.",
			"remediation": "Add the condition {\"BoolIfExists\": {\"secretsmanager:ForceDeleteWithoutRecovery\": \"false\"}}, or deny the action with {\"Bool\": {\"secretsmanager:ForceDeleteWithoutRecovery\": \"true\"}}.",
			"rule": "SM-LC-FORCEDELETE",
			"severity": "high",
			"title": "May delete a secret beyond recovery",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
		},
	},
}

_index := {
	"actions": {
		"boundary": {
			"secretsmanager:deletesecret": [
				"SM-LC-FORCEDELETE",
			],
		},
		"identity": {
			"secretsmanager:deletesecret": [
				"SM-LC-FORCEDELETE",
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
	"DeleteSecret that must not be forced": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					"Sid": "CleanUp",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"DeleteSecret without a condition": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
				],
				"message": "secretsmanager:DeleteSecret is allowed with ForceDeleteWithoutRecovery.",
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				],
				"witness": {
					"action": "secretsmanager:DeleteSecret",
					"context": {
						"secretsmanager:ForceDeleteWithoutRecovery": "true",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					"Sid": "CleanUp",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"ForAllValues holds for an absent key, which is safe here": {
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
	"ForAllValues with the wrong value": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"ForAllValues:Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
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
					"secretsmanager:DeleteSecret",
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
					"NotAction": "secretsmanager:Create*",
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
						"secretsmanager:*Secret",
						"secretsmanager:Put*",
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
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"NotResource that leaves out every secret": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"NotResource": "arn:aws*:secretsmanager:*:*:secret:*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of another action does not help": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteResourcePolicy",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of every request that has the key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:*",
					"Condition": {
						"Null": {
							"secretsmanager:ForceDeleteWithoutRecovery": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of force": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of force and of an absent key": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny of requests that are not forced": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"action": "secretsmanager:DeleteSecret",
					"context": {
						"secretsmanager:ForceDeleteWithoutRecovery": "true",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "false",
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
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:Delete*",
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on a narrower pattern leaves the rest": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/prod-*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on a wider pattern": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on another secret does not help": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Deny",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny on the same secret": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
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
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that holds only without MFA leaves forced deletion with it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"aws:MultiFactorAuthPresent": "false",
						},
					},
					"Effect": "Deny",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny that spares other secrets by NotResource spares this one": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Deny",
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny whose NotResource names another secret": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Deny",
					"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a Deny with a condition that the caller evades": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"action": "secretsmanager:DeleteSecret",
					"context": {
						"aws:UserAgent": "cleaner",
						"secretsmanager:ForceDeleteWithoutRecovery": "true",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
						"StringNotEquals": {
							"aws:UserAgent": "cleaner",
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
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
	"a guarded policy as JSON text": {
		"findings": [],
		"input": {
			"name": "cleaner",
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:DeleteSecret\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf\", \"Condition\": {\"BoolIfExists\": {\"secretsmanager:ForceDeleteWithoutRecovery\": \"false\"}}}]}",
		},
	},
	"a guarded wildcard": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:Delete*",
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
	"a key that the action does not have": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
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
	"a negated operator on force": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"StringNotEquals": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a negated operator on the harmless value": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"StringNotEquals": {
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
	"a permissions boundary": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
						"Action": "secretsmanager:DeleteSecret",
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
					"secretsmanager:DeleteSecret",
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
			"name": "cleaner",
			"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:DeleteSecret\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf\"}]}",
		},
	},
	"a policy variable in a condition beside the guard": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "false",
						},
						"StringEquals": {
							"aws:ResourceTag/team": "${aws:PrincipalTag/team}",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a policy variable that the principal's tag fills": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"StringEqualsIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "${aws:PrincipalTag/force}",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a prefix with a wildcard reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:Delete*",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a recovery window alone does not forbid force": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"NumericGreaterThanEqualsIfExists": {
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
	"a recovery window beside the guard": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "false",
						},
						"NumericGreaterThanEqualsIfExists": {
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
	"a request must say that it is not forced": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
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
	"a secret's own policy is not judged": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Principal": {
						"AWS": "arn:aws:iam::111122223333:role/app",
					},
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"a tautology on the key": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"StringLikeIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "*",
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
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanage?:DeleteSecret",
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
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:D*Secret",
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
						"secretsmanager:DeleteR*",
						"secretsmanager:*e?Secrets",
						"secretsmanager:DeleteSecret?",
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
					"secretsmanager:DeleteSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-*:secret:app/*",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": [
						"arn:aws:secretsmanager:eu-*:secret:app/*",
					],
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
					"Action": "secretsmanager:DeleteSecret",
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
					"secretsmanager:DeleteSecret",
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
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
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
					"secretsmanager:DeleteSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
					2,
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
						"secretsmanager:RestoreSecret",
						"s3:DeleteObject",
						"secretsmanager:DeleteSecret",
					],
					"Effect": "Allow",
					"Resource": [
						"arn:aws:s3:::app/*",
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
						"secretsmanager:RestoreSecret",
						"secretsmanager:DeleteSecret",
					],
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": [
								"false",
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
	"both values": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": [
								"false",
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
	"every secret": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": "*",
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
					"Action": "SECRETSMANAGER:deleteSecret",
					"Condition": {
						"BoolIfExists": {
							"SecretsManager:FORCEdeletewithoutrecovery": "false",
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
					"secretsmanager:DeleteSecret",
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
					"Action": "SECRETSMANAGER:deleteSecret",
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
				"Action": "secretsmanager:DeleteSecret",
				"Condition": {
					"BoolIfExists": {
						"secretsmanager:ForceDeleteWithoutRecovery": "false",
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
					"secretsmanager:DeleteSecret",
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
				"Action": "secretsmanager:DeleteSecret",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
			},
		},
	},
	"only the second of three statements is unguarded": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "false",
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
				{
					"Action": "s3:*",
					"Effect": "Allow",
					"Resource": "*",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"question marks reach it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:??????Secret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
				{
					"Action": "secretsmanager:*",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "false",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
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
	"the JSON value false": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": false,
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the condition allows force if the key is there": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"BoolIfExists": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the condition asks for force": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"action": "secretsmanager:DeleteSecret",
					"context": {
						"secretsmanager:ForceDeleteWithoutRecovery": "true",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Bool": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the key must be absent": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Null": {
							"secretsmanager:ForceDeleteWithoutRecovery": "true",
						},
					},
					"Effect": "Allow",
					"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			],
			"Version": "2012-10-17",
		},
	},
	"the key must be there, with whatever value": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
					"action": "secretsmanager:DeleteSecret",
					"context": {
						"secretsmanager:ForceDeleteWithoutRecovery": "true",
					},
					"resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
				},
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Condition": {
						"Null": {
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
	"the star reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
	"the star, guarded": {
		"findings": [],
		"input": {
			"Statement": [
				{
					"Action": "*",
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
	"the whole service reaches it": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
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
	"two patterns that both reach secrets, and one that does not": {
		"findings": [
			{
				"actions": [
					"secretsmanager:DeleteSecret",
				],
				"path": [
					"Statement",
					0,
					"Action",
				],
				"resources": [
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
					"arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/db-AbCdEf",
				],
			},
		],
		"input": {
			"Statement": [
				{
					"Action": "secretsmanager:DeleteSecret",
					"Effect": "Allow",
					"Resource": [
						"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf",
						"arn:aws:s3:::app",
						"arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/db-AbCdEf",
					],
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
	found := [finding | some finding in decision.findings; finding.rule == "SM-LC-FORCEDELETE"]
	some i, finding in found
]

_members(wanted, i) := object.keys(wanted[i]) if i < count(wanted)

_members(wanted, i) := {"path"} if i >= count(wanted)

test_cases[name] if {
	some name, case in _cases
	_found(case) == case.findings
}

test_every_case_was_run if {
	count(_cases) == 64
}
