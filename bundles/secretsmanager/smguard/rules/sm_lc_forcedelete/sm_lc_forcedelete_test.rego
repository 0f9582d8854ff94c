package smguard.rules.sm_lc_forcedelete_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-LC-FORCEDELETE": {
		"actions": [
			"secretsmanager:deletesecret",
		],
		"implied_by": [
			"SM-ID-SVC-WILD",
			"SM-ID-NOT-ELEMENTS",
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
			"message": "The policy allows {actions} with ForceDeleteWithoutRecovery.",
			"remediation": "Allow DeleteSecret with the condition {\"BoolIfExists\": {\"secretsmanager:ForceDeleteWithoutRecovery\": \"false\"}}, or deny it with {\"Bool\": {\"secretsmanager:ForceDeleteWithoutRecovery\": \"true\"}}. Neither blocks another action.",
			"rule": "SM-LC-FORCEDELETE",
			"severity": "high",
			"title": "Allows deleting a secret beyond recovery",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
		},
		"taken": {},
		"variants": {
			"unproven": {
				"message": "Not proven: The policy allows {actions} with ForceDeleteWithoutRecovery. The document has more cases than the search tries: it found no such request, and cannot rule one out. Make the statement simpler, or review it by hand.",
				"remediation": "Allow DeleteSecret with the condition {\"BoolIfExists\": {\"secretsmanager:ForceDeleteWithoutRecovery\": \"false\"}}, or deny it with {\"Bool\": {\"secretsmanager:ForceDeleteWithoutRecovery\": \"true\"}}. Neither blocks another action.",
				"rule": "SM-LC-FORCEDELETE",
				"severity": "medium",
				"title": "Allows deleting a secret beyond recovery",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
			},
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

# Each case is a test of its own: opa traces a test with sub-cases, which takes many times as long.
_as_expected(case) if {
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-LC-FORCEDELETE"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_deletesecret_without_a_condition if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DeleteSecret",
			],
			"message": "The policy allows secretsmanager:DeleteSecret with ForceDeleteWithoutRecovery.",
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
	"input_findings": [],
})

test_one_statement_object_without_sid_and_version if _as_expected({
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
	"input_findings": [],
})

test_an_action_in_a_list if _as_expected({
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
	"input_findings": [],
})

test_odd_letter_case_of_the_action if _as_expected({
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
	"input_findings": [],
})

test_a_prefix_with_a_wildcard_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_inside_the_name_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_question_marks_reach_it if _as_expected({
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
	"input_findings": [],
})

test_the_whole_service_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_in_the_service_part_is_taken_to_reach_it if _as_expected({
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
	"input_findings": [],
})

test_the_star_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_notaction_that_leaves_it_in if _as_expected({
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
	"input_findings": [],
})

test_notresource_reaches_every_other_secret if _as_expected({
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
	"input_findings": [],
})

test_every_secret if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_that_spans_region_and_account if _as_expected({
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
	"input_findings": [],
})

test_two_patterns_that_both_reach_secrets_and_one_that_does_not if _as_expected({
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
	"input_findings": [],
})

test_the_condition_requires_force if _as_expected({
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
	"input_findings": [],
})

test_the_condition_allows_force_if_the_key_is_there if _as_expected({
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
	"input_findings": [],
})

test_both_values if _as_expected({
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
	"input_findings": [],
})

test_forallvalues_with_the_wrong_value if _as_expected({
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
	"input_findings": [],
})

test_the_key_must_be_there_with_whatever_value if _as_expected({
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
	"input_findings": [],
})

test_a_negated_operator_on_the_harmless_value if _as_expected({
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
	"input_findings": [],
})

test_a_tautology_on_the_key if _as_expected({
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
	"input_findings": [],
})

test_a_key_that_the_action_does_not_have if _as_expected({
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
	"input_findings": [],
})

test_a_recovery_window_alone_does_not_forbid_force if _as_expected({
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
	"input_findings": [],
})

test_a_policy_variable_that_the_principal_s_tag_fills if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_requests_that_are_not_forced if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_another_action_does_not_help if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_another_secret_does_not_help if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_a_narrower_pattern_leaves_the_rest if _as_expected({
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
	"input_findings": [],
})

test_a_deny_that_spares_other_secrets_by_notresource_spares_this_one if _as_expected({
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
	"input_findings": [],
})

test_a_deny_with_a_condition_that_the_caller_evades if _as_expected({
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
	"input_findings": [],
})

test_a_deny_that_holds_only_without_mfa_leaves_forced_deletion_with_it if _as_expected({
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
	"input_findings": [],
})

test_a_deny_with_a_wildcard_in_the_service_part_is_not_counted_on if _as_expected({
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
	"input_findings": [],
})

test_an_allow_in_the_place_of_a_deny if _as_expected({
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
	"input_findings": [],
})

test_only_the_second_of_three_statements_is_unguarded if _as_expected({
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
	"input_findings": [],
})

test_a_policy_as_a_json_string if _as_expected({
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
	"input_findings": [],
})

test_a_permissions_boundary if _as_expected({
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
	"input_findings": [],
})

test_deletesecret_that_must_not_be_forced if _as_expected({
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
	"input_findings": [],
})

test_one_guarded_statement_object_without_sid_and_version if _as_expected({
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
	"input_findings": [],
})

test_an_action_in_a_list_guarded_with_a_list_of_one_value if _as_expected({
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
	"input_findings": [],
})

test_odd_letter_case_of_action_and_condition_key if _as_expected({
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
	"input_findings": [],
})

test_the_json_value_false if _as_expected({
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
	"input_findings": [],
})

test_a_guarded_wildcard if _as_expected({
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
	"input_findings": [],
})

test_the_star_guarded if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_that_does_not_reach_it if _as_expected({
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
	"input_findings": [],
})

test_notaction_that_leaves_it_out if _as_expected({
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
	"input_findings": [],
})

test_notresource_that_leaves_out_every_secret if _as_expected({
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
	"input_findings": [],
})

test_an_arn_without_the_suffix_matches_no_secret if _as_expected({
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
	"input_findings": [],
})

test_a_request_must_set_the_key_to_false if _as_expected({
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
	"input_findings": [],
})

test_forallvalues_holds_for_an_absent_key_which_is_safe_here if _as_expected({
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
	"input_findings": [],
})

test_the_key_must_be_absent if _as_expected({
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
	"input_findings": [],
})

test_a_negated_operator_on_force if _as_expected({
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
	"input_findings": [],
})

test_a_recovery_window_beside_the_guard if _as_expected({
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
	"input_findings": [],
})

test_a_policy_variable_in_a_condition_beside_the_guard if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_force if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_force_and_of_an_absent_key if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_every_request_that_has_the_key if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_the_action if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_the_same_secret if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_a_wider_pattern if _as_expected({
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
	"input_findings": [],
})

test_a_deny_whose_notresource_names_another_secret if _as_expected({
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
	"input_findings": [],
})

test_several_guarded_statements if _as_expected({
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
	"input_findings": [],
})

test_a_guarded_policy_as_a_json_string if _as_expected({
	"findings": [],
	"input": {
		"name": "cleaner",
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:DeleteSecret\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf\", \"Condition\": {\"BoolIfExists\": {\"secretsmanager:ForceDeleteWithoutRecovery\": \"false\"}}}]}",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_is_not_judged if _as_expected({
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
	"input_findings": [],
})
