package smguard.rules.sm_lc_blockpublic_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-LC-BLOCKPUBLIC": {
		"actions": [
			"secretsmanager:putresourcepolicy",
		],
		"implied_by": [
			"SM-ID-SVC-WILD",
			"SM-ID-NOT-ELEMENTS",
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
			"message": "The policy allows {actions} without BlockPublicPolicy.",
			"remediation": "Allow PutResourcePolicy in a statement of its own, with the condition {\"Bool\": {\"secretsmanager:BlockPublicPolicy\": \"true\"}}. Or keep the statement and add a Deny of PutResourcePolicy with the condition {\"BoolIfExists\": {\"secretsmanager:BlockPublicPolicy\": \"false\"}}.",
			"rule": "SM-LC-BLOCKPUBLIC",
			"severity": "high",
			"title": "Allows making a secret public",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
		},
		"taken": {},
		"variants": {
			"unproven": {
				"message": "Not proven: The policy allows {actions} without BlockPublicPolicy. The document has more cases than the search tries: it found no such request, and cannot rule one out. Make the statement simpler, or review it by hand.",
				"remediation": "Allow PutResourcePolicy in a statement of its own, with the condition {\"Bool\": {\"secretsmanager:BlockPublicPolicy\": \"true\"}}. Or keep the statement and add a Deny of PutResourcePolicy with the condition {\"BoolIfExists\": {\"secretsmanager:BlockPublicPolicy\": \"false\"}}.",
				"rule": "SM-LC-BLOCKPUBLIC",
				"severity": "medium",
				"title": "Allows making a secret public",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
			},
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

# Each case is a test of its own: opa traces a test with sub-cases, which takes many times as long.
_as_expected(case) if {
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-LC-BLOCKPUBLIC"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_putresourcepolicy_without_a_condition if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicy",
			],
			"message": "The policy allows secretsmanager:PutResourcePolicy without BlockPublicPolicy.",
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
	"input_findings": [],
})

test_one_statement_object_without_sid_and_version if _as_expected({
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
	"input_findings": [],
})

test_an_action_in_a_list if _as_expected({
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
	"input_findings": [],
})

test_odd_letter_case_of_the_action if _as_expected({
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
	"input_findings": [],
})

test_a_prefix_with_a_wildcard_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_inside_the_name_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_question_marks_reach_it if _as_expected({
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
	"input_findings": [],
})

test_the_whole_service_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_in_the_service_part_is_taken_to_reach_it if _as_expected({
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
	"input_findings": [],
})

test_the_star_reaches_it if _as_expected({
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
	"input_findings": [],
})

test_notaction_that_leaves_it_in if _as_expected({
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
	"input_findings": [],
})

test_notresource_reaches_every_other_secret if _as_expected({
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
	"input_findings": [],
})

test_every_secret if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_that_spans_region_and_account if _as_expected({
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
	"input_findings": [],
})

test_a_question_mark_may_stand_for_the_hyphen_before_the_suffix if _as_expected({
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
	"input_findings": [],
})

test_a_policy_variable_in_the_resource_is_shown_as_written if _as_expected({
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
	"input_findings": [],
})

test_the_guard_under_ifexists_holds_for_a_request_that_leaves_the_key_out if _as_expected({
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
	"input_findings": [],
})

test_forallvalues_holds_for_a_request_that_leaves_the_key_out if _as_expected({
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
	"input_findings": [],
})

test_asking_for_the_key_without_saying_its_value if _as_expected({
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
	"input_findings": [],
})

test_the_wrong_value if _as_expected({
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
	"input_findings": [],
})

test_both_values if _as_expected({
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
	"input_findings": [],
})

test_a_negated_operator_holds_for_a_request_that_leaves_the_key_out if _as_expected({
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
	"input_findings": [],
})

test_a_tautology_on_the_key if _as_expected({
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
	"input_findings": [],
})

test_a_key_that_the_action_does_not_have if _as_expected({
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
	"input_findings": [],
})

test_a_condition_on_something_else if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_false_is_escaped_by_leaving_the_key_out if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_everything_else_leaves_the_action_out if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_another_action_does_not_help if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_another_secret_does_not_help if _as_expected({
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
	"input_findings": [],
})

test_deny_statements_on_some_first_letters_leave_the_others if _as_expected({
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
	"input_findings": [],
})

test_a_deny_with_a_condition_that_the_caller_evades if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_one_half_of_a_network_leaves_the_other_half if _as_expected({
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
	"input_findings": [],
})

test_an_allow_in_the_place_of_a_deny if _as_expected({
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
	"input_findings": [],
})

test_a_deny_that_spares_the_administrator_spares_him if _as_expected({
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
	"input_findings": [],
})

test_only_the_second_statement_is_unguarded if _as_expected({
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
	"input_findings": [],
})

test_a_policy_as_a_json_string if _as_expected({
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
	"input_findings": [],
})

test_a_permissions_boundary if _as_expected({
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
	"input_findings": [],
})

test_putresourcepolicy_that_must_block_public_policies if _as_expected({
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
	"input_findings": [],
})

test_one_guarded_statement_object_without_sid_and_version if _as_expected({
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
	"input_findings": [],
})

test_an_action_in_a_list_guarded_with_a_list_of_one_value if _as_expected({
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
	"input_findings": [],
})

test_odd_letter_case_of_action_and_condition_key if _as_expected({
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
	"input_findings": [],
})

test_the_json_value_true if _as_expected({
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
	"input_findings": [],
})

test_a_guarded_prefix_with_a_wildcard if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_that_does_not_reach_it if _as_expected({
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
	"input_findings": [],
})

test_the_whole_service_guarded if _as_expected({
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
	"input_findings": [],
})

test_notaction_that_leaves_it_out if _as_expected({
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
	"input_findings": [],
})

test_notresource_guarded if _as_expected({
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
	"input_findings": [],
})

test_an_arn_without_the_suffix_matches_no_secret if _as_expected({
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
	"input_findings": [],
})

test_arns_of_another_service if _as_expected({
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
	"input_findings": [],
})

test_a_policy_variable_in_the_resource_guarded if _as_expected({
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
	"input_findings": [],
})

test_the_guard_under_ifexists_beside_one_that_requires_the_key if _as_expected({
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
	"input_findings": [],
})

test_forallvalues_beside_a_condition_that_requires_the_key if _as_expected({
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
	"input_findings": [],
})

test_a_negated_operator_beside_a_condition_that_requires_the_key if _as_expected({
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
	"input_findings": [],
})

test_the_guard_beside_a_condition_on_something_else if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_false_that_also_holds_for_an_absent_key if _as_expected({
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
	"input_findings": [],
})

test_one_deny_for_false_one_for_an_absent_key if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_the_action if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_everything_else_leaves_out_only_reading if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_a_pattern_that_takes_the_secret_in if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_everything_but_other_secrets if _as_expected({
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
	"input_findings": [],
})

test_a_deny_that_spares_the_administrator_holds_for_another_role if _as_expected({
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
	"input_findings": [],
})

test_several_guarded_statements if _as_expected({
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
	"input_findings": [],
})

test_a_guarded_policy_as_a_json_string if _as_expected({
	"findings": [],
	"input": {
		"name": "share",
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:PutResourcePolicy\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf\", \"Condition\": {\"Bool\": {\"secretsmanager:BlockPublicPolicy\": \"true\"}}}]}",
		"policy_type": "identity",
	},
	"input_findings": [],
})

test_a_service_control_policy_grants_nothing if _as_expected({
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
	"input_findings": [],
})

test_no_statement if _as_expected({
	"findings": [],
	"input": {
		"Statement": [],
	},
	"input_findings": [],
})
