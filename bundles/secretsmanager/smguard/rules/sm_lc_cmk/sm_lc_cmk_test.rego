package smguard.rules.sm_lc_cmk_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-LC-CMK": {
		"actions": [
			"secretsmanager:createsecret",
		],
		"implied_by": [
			"SM-ID-SVC-WILD",
			"SM-ID-NOT-ELEMENTS",
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
			"message": "The policy allows {actions} without one of the approved KMS keys.",
			"remediation": "Allow CreateSecret in a statement of its own, with the condition {\"ArnLike\": {\"secretsmanager:KmsKeyArn\": [the approved keys]}}. Or keep the statement and add a Deny of CreateSecret with ArnNotLike on the same keys, which also denies requests without a key.",
			"rule": "SM-LC-CMK",
			"severity": "high",
			"title": "Allows creating secrets under another KMS key",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
		},
		"taken": {
			"guard": {
				"approved_kms_keys": [
					"arn:aws:kms:*:111122223333:key/*",
				],
			},
		},
		"variants": {
			"unproven": {
				"message": "Not proven: The policy allows {actions} without one of the approved KMS keys. The document has more cases than the search tries: it found no such request, and cannot rule one out. Make the statement simpler, or review it by hand.",
				"remediation": "Allow CreateSecret in a statement of its own, with the condition {\"ArnLike\": {\"secretsmanager:KmsKeyArn\": [the approved keys]}}. Or keep the statement and add a Deny of CreateSecret with ArnNotLike on the same keys, which also denies requests without a key.",
				"rule": "SM-LC-CMK",
				"severity": "medium",
				"title": "Allows creating secrets under another KMS key",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
			},
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

# Each case is a test of its own: opa traces a test with sub-cases, which takes many times as long.
_as_expected(case) if {
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-LC-CMK"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_createsecret_without_a_condition if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:CreateSecret",
			],
			"message": "The policy allows secretsmanager:CreateSecret without one of the approved KMS keys.",
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
	"input_findings": [],
})

test_one_statement_object_without_sid_and_version if _as_expected({
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
	"input_findings": [],
})

test_an_action_in_a_list if _as_expected({
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
	"input_findings": [],
})

test_odd_letter_case_of_the_action if _as_expected({
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
	"input_findings": [],
})

test_a_prefix_with_a_wildcard_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_inside_the_name_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_question_marks_reach_it if _as_expected({
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
	"input_findings": [],
})

test_the_whole_service_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_in_the_service_part_is_taken_to_reach_it if _as_expected({
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
	"input_findings": [],
})

test_the_star_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_notaction_that_leaves_it_in if _as_expected({
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
	"input_findings": [],
})

test_notresource_reaches_every_other_name if _as_expected({
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
	"input_findings": [],
})

test_any_name if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_that_spans_region_and_account if _as_expected({
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
	"input_findings": [],
})

test_kmskeyid_is_whatever_the_caller_typed if _as_expected({
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
	"input_findings": [],
})

test_the_guard_under_ifexists_holds_for_a_request_without_a_key if _as_expected({
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
	"input_findings": [],
})

test_forallvalues_holds_for_a_request_without_a_key if _as_expected({
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
	"input_findings": [],
})

test_any_key_will_do if _as_expected({
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
	"input_findings": [],
})

test_a_tautology_on_the_key if _as_expected({
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
	"input_findings": [],
})

test_a_key_of_another_account if _as_expected({
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
	"input_findings": [],
})

test_one_approved_key_and_one_of_another_account if _as_expected({
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
	"input_findings": [],
})

test_an_account_that_is_left_open_by_one_character if _as_expected({
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
	"input_findings": [],
})

test_asking_for_a_key_without_saying_which if _as_expected({
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
	"input_findings": [],
})

test_a_negated_operator_holds_for_a_request_without_a_key if _as_expected({
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
	"input_findings": [],
})

test_a_key_that_the_action_does_not_have if _as_expected({
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
	"input_findings": [],
})

test_a_policy_variable_that_the_principal_s_tag_fills if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_other_keys_that_spares_requests_without_a_key if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_requests_without_a_key_leaves_other_keys if _as_expected({
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
	"input_findings": [],
})

test_a_deny_that_spares_the_keys_of_every_account if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_a_single_foreign_key if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_another_action_does_not_help if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_other_names_does_not_help if _as_expected({
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
	"input_findings": [],
})

test_a_deny_that_holds_for_some_requests_only if _as_expected({
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
	"input_findings": [],
})

test_an_allow_in_the_place_of_a_deny if _as_expected({
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
	"input_findings": [],
})

test_only_the_first_statement_is_unguarded if _as_expected({
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
	"input_findings": [],
})

test_a_policy_as_a_json_string if _as_expected({
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
	"input_findings": [],
})

test_createsecret_with_an_approved_key_only if _as_expected({
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
	"input_findings": [],
})

test_one_guarded_statement_object_without_sid_and_version if _as_expected({
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
	"input_findings": [],
})

test_an_action_in_a_list_guarded_with_a_list_of_keys if _as_expected({
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
	"input_findings": [],
})

test_odd_letter_case_of_action_and_condition_key if _as_expected({
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
	"input_findings": [],
})

test_a_guarded_wildcard if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_that_does_not_reach_it if _as_expected({
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
	"input_findings": [],
})

test_notaction_that_leaves_it_out if _as_expected({
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
	"input_findings": [],
})

test_notresource_guarded if _as_expected({
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
	"input_findings": [],
})

test_any_name_guarded if _as_expected({
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
	"input_findings": [],
})

test_a_name_without_room_for_the_suffix_cannot_be_created if _as_expected({
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
	"input_findings": [],
})

test_kmskeyid_beside_the_guard if _as_expected({
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
	"input_findings": [],
})

test_the_guard_under_ifexists_beside_one_that_requires_the_key if _as_expected({
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
	"input_findings": [],
})

test_forallvalues_beside_a_condition_that_requires_the_key if _as_expected({
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
	"input_findings": [],
})

test_foranyvalue_requires_the_key if _as_expected({
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
	"input_findings": [],
})

test_the_exact_key_under_stringequals if _as_expected({
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
	"input_findings": [],
})

test_a_narrower_pattern_under_stringlike if _as_expected({
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
	"input_findings": [],
})

test_a_policy_variable_inside_an_approved_pattern if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_other_keys_also_hits_requests_without_a_key if _as_expected({
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
	"input_findings": [],
})

test_the_same_deny_with_a_string_operator if _as_expected({
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
	"input_findings": [],
})

test_one_deny_for_other_keys_one_for_requests_without_a_key if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_the_only_foreign_key_that_the_allow_names if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_the_same_names if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_the_action if _as_expected({
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
	"input_findings": [],
})

test_several_guarded_statements if _as_expected({
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
	"input_findings": [],
})

test_a_guarded_policy_as_a_json_string if _as_expected({
	"findings": [],
	"input": {
		"name": "creator",
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:CreateSecret\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*\", \"Condition\": {\"ArnLike\": {\"secretsmanager:KmsKeyArn\": \"arn:aws:kms:*:111122223333:key/*\"}}}]}",
	},
	"input_findings": [],
})

test_a_service_control_policy_grants_nothing if _as_expected({
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
	"input_findings": [],
})
