package smguard.rules.sm_id_perm_mgmt_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-ID-PERM-MGMT": {
		"actions": [
			"secretsmanager:deleteresourcepolicy",
			"secretsmanager:putresourcepolicy",
		],
		"implied_by": [
			"SM-ID-SVC-WILD",
			"SM-ID-NOT-ELEMENTS",
		],
		"names": [
			"secretsmanager:DeleteResourcePolicy",
			"secretsmanager:PutResourcePolicy",
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
			"message": "The policy allows changing who has access to secrets, with {actions}.",
			"remediation": "Leave these actions to the roles that manage access, listed as permission_managers in organization.yaml, and take them out of this policy. Where a wildcard includes them, deny them in a statement of its own; a Deny overrides every other policy of the same principal.",
			"rule": "SM-ID-PERM-MGMT",
			"severity": "high",
			"title": "Allows changing who has access to secrets",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
		},
		"taken": {
			"roles": {
				"permission_managers": [
					"arn:aws:iam::111122223333:role/secret-access",
					"arn:aws:iam::*:role/break-glass/*",
				],
			},
		},
		"variants": {
			"unproven": {
				"message": "Not proven: The policy allows changing who has access to secrets, with {actions}. The document has more cases than the search tries: it found no such request, and cannot rule one out. Make the statement simpler, or review it by hand.",
				"remediation": "Leave these actions to the roles that manage access, listed as permission_managers in organization.yaml, and take them out of this policy. Where a wildcard includes them, deny them in a statement of its own; a Deny overrides every other policy of the same principal.",
				"rule": "SM-ID-PERM-MGMT",
				"severity": "medium",
				"title": "Allows changing who has access to secrets",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
			},
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
		},
		"identity": {
			"secretsmanager:deleteresourcepolicy": [
				"SM-ID-PERM-MGMT",
			],
			"secretsmanager:putresourcepolicy": [
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

# Each case is a test of its own: opa traces a test with sub-cases, which takes many times as long.
_as_expected(case) if {
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-PERM-MGMT"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_setting_the_policy_of_every_secret if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:PutResourcePolicy",
			],
			"message": "The policy allows changing who has access to secrets, with secretsmanager:PutResourcePolicy.",
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
	"input_findings": [],
})

test_setting_the_policy_of_one_secret if _as_expected({
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
	"input_findings": [],
})

test_deleting_the_policy_which_takes_its_deny_statements_away if _as_expected({
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
	"input_findings": [],
})

test_the_whole_service if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DeleteResourcePolicy",
				"secretsmanager:PutResourcePolicy",
			],
			"message": "The policy allows changing who has access to secrets, with secretsmanager:DeleteResourcePolicy and secretsmanager:PutResourcePolicy.",
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
	"input_findings": [],
})

test_every_action if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DeleteResourcePolicy",
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
				"Action": "*",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_a_prefix_of_the_action if _as_expected({
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
	"input_findings": [],
})

test_an_inner_star if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DeleteResourcePolicy",
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
				"Action": "secretsmanager:*ResourcePolicy",
				"Effect": "Allow",
				"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
			},
		],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_question_marks_in_odd_letter_case if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_in_the_service_part if _as_expected({
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
	"input_findings": [],
})

test_the_action_in_odd_letter_case if _as_expected({
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
	"input_findings": [],
})

test_one_action_of_a_list if _as_expected({
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
	"input_findings": [],
})

test_a_single_statement_object if _as_expected({
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
	"input_findings": [],
})

test_notaction_leaves_the_actions_in if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DeleteResourcePolicy",
				"secretsmanager:PutResourcePolicy",
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
	"input_findings": [],
})

test_notaction_of_one_of_them_leaves_the_others_in if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:DeleteResourcePolicy",
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
				"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
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
	"input_findings": [],
})

test_a_deny_of_one_of_the_actions_leaves_the_others if _as_expected({
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
	"input_findings": [],
})

test_a_deny_that_the_caller_escapes_does_not_help if _as_expected({
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
	"input_findings": [],
})

test_a_deny_that_spares_another_role_than_those_who_may if _as_expected({
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
	"input_findings": [],
})

test_a_condition_on_another_role if _as_expected({
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
	"input_findings": [],
})

test_a_condition_on_the_roles_of_a_pattern_that_is_wider if _as_expected({
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
	"input_findings": [],
})

test_a_condition_on_one_who_may_and_one_who_may_not if _as_expected({
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
	"input_findings": [],
})

test_a_condition_that_every_principal_meets if _as_expected({
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
	"input_findings": [],
})

test_a_negated_condition_on_the_role if _as_expected({
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
	"input_findings": [],
})

test_a_tag_of_the_secret_does_not_restrict_the_caller if _as_expected({
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
	"input_findings": [],
})

test_forallvalues_on_a_tag_of_the_principal_names_no_role if _as_expected({
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
	"input_findings": [],
})

test_a_tag_of_the_principal_under_ifexists_names_no_role if _as_expected({
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
	"input_findings": [],
})

test_blocking_public_policies_is_no_leave_to_set_them if _as_expected({
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
	"input_findings": [],
})

test_only_the_second_of_three_statements if _as_expected({
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
	"input_findings": [],
})

test_two_statements_are_two_findings if _as_expected({
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
	"input_findings": [],
})

test_a_json_string_in_an_envelope if _as_expected({
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
	"input_findings": [],
})

test_the_policy_of_a_role_that_may_not if _as_expected({
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
	"input_findings": [],
})

test_the_policy_of_a_role_of_the_same_name_in_another_account if _as_expected({
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
	"input_findings": [],
})

test_the_policy_of_a_role_whose_name_differs_in_letter_case if _as_expected({
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
	"input_findings": [],
})

test_a_permissions_boundary_that_lets_policies_be_set if _as_expected({
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
	"input_findings": [],
})

test_reading_the_policy if _as_expected({
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
	"input_findings": [],
})

test_reading_the_policy_of_one_secret_without_version if _as_expected({
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
	"input_findings": [],
})

test_a_prefix_of_actions_of_other_levels if _as_expected({
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
	"input_findings": [],
})

test_an_inner_star_that_misses_the_actions if _as_expected({
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
	"input_findings": [],
})

test_question_marks_that_miss_the_actions if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_in_the_service_part_that_misses_the_service if _as_expected({
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
	"input_findings": [],
})

test_the_same_action_of_another_service if _as_expected({
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
	"input_findings": [],
})

test_a_list_of_actions_of_other_levels if _as_expected({
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
	"input_findings": [],
})

test_a_single_statement_object_of_another_action if _as_expected({
	"findings": [],
	"input": {
		"Statement": {
			"Action": "secretsmanager:GetSecretValue",
			"Effect": "Allow",
			"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????",
		},
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_resources_of_another_service if _as_expected({
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
	"input_findings": [],
})

test_notaction_that_names_the_service if _as_expected({
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
	"input_findings": [],
})

test_notaction_that_names_the_actions_in_odd_letter_case if _as_expected({
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
	"input_findings": [],
})

test_notresource_that_names_every_secret if _as_expected({
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
	"input_findings": [],
})

test_nothing_but_a_deny if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_the_actions_on_everything if _as_expected({
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
	"input_findings": [],
})

test_a_deny_by_a_wildcard_in_odd_letter_case if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_all_but_reading if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_all_but_another_secret if _as_expected({
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
	"input_findings": [],
})

test_a_deny_for_everybody_but_those_who_may if _as_expected({
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
	"input_findings": [],
})

test_a_condition_on_the_role_that_may if _as_expected({
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
	"input_findings": [],
})

test_a_condition_on_the_role_that_may_in_odd_letter_case if _as_expected({
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
	"input_findings": [],
})

test_a_condition_on_the_role_that_may_among_others_that_it_has_to_meet if _as_expected({
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
	"input_findings": [],
})

test_a_condition_on_a_pattern_within_that_of_the_roles_that_may if _as_expected({
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
	"input_findings": [],
})

test_the_policy_of_the_role_that_may if _as_expected({
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
	"input_findings": [],
})

test_the_policy_of_a_role_that_fits_the_pattern_of_those_who_may if _as_expected({
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
	"input_findings": [],
})

test_a_condition_on_another_role_in_the_policy_of_one_that_may_not if _as_expected({
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
	"input_findings": [],
})

test_a_json_string_in_an_envelope_of_the_role_that_may if _as_expected({
	"findings": [],
	"input": {
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:PutResourcePolicy\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????\"}]}",
		"policy_type": "identity",
		"principal_arn": "arn:aws:iam::111122223333:role/secret-access",
	},
	"input_findings": [],
})

test_a_secret_s_own_policy_has_a_rule_of_its_own if _as_expected({
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
	"input_findings": [],
})

test_a_service_control_policy_allows_nothing_by_itself if _as_expected({
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

test_a_permissions_boundary_without_the_actions if _as_expected({
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
	"input_findings": [],
})

test_validating_a_policy_changes_no_access if _as_expected({
	"findings": [],
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
	"input_findings": [],
})
