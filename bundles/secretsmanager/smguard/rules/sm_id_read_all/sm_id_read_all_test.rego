package smguard.rules.sm_id_read_all_test

import data.smguard
import data.smguard.lib.contract

_rulebook := {
	"SM-ID-READ-ALL": {
		"actions": [
			"secretsmanager:getsecretvalue",
		],
		"implied_by": [
			"SM-ID-SVC-WILD",
			"SM-ID-NOT-ELEMENTS",
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
			"message": "The policy allows {actions} on secrets that nobody named, through {resources}.",
			"remediation": "Name the secrets in a statement of its own: arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-??????, one entry for each secret or a path of its own for each team. Or require a tag's value there, with StringEquals on aws:ResourceTag.",
			"rule": "SM-ID-READ-ALL",
			"severity": "critical",
			"title": "Reads every secret",
			"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
		},
		"taken": {
			"less_than": {
				"minimum_literal_prefix": 3,
			},
		},
		"variants": {
			"tagged": {
				"message": "The policy allows {actions} on every secret with {detail}: anyone who can tag secrets decides what is read.",
				"remediation": "Require a value of the tag (StringEquals on aws:ResourceTag) and restrict who can set it (aws:TagKeys and aws:RequestTag on TagResource and CreateSecret), or name the secrets.",
				"rule": "SM-ID-READ-ALL",
				"severity": "high",
				"title": "Reads every secret that has a tag",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
			},
			"unproven": {
				"message": "Not proven: The policy allows {actions} on secrets that nobody named, through {resources}. The document has more cases than the search tries: it found no such request, and cannot rule one out. Make the statement simpler, or review it by hand.",
				"remediation": "Name the secrets in a statement of its own: arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-??????, one entry for each secret or a path of its own for each team. Or require a tag's value there, with StringEquals on aws:ResourceTag.",
				"rule": "SM-ID-READ-ALL",
				"severity": "high",
				"title": "Reads every secret",
				"url": "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
			},
		},
	},
}

_index := {
	"actions": {
		"boundary": {},
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

# Each case is a test of its own: opa traces a test with sub-cases, which takes many times as long.
_as_expected(case) if {
	decision := smguard.decision with input as case.input
		with data.smguard.rulebook as _rulebook
		with data.smguard.index as _index
		with data.smguard.organization.waivers as {}
	found := [finding | some finding in decision.findings; finding.rule == "SM-ID-READ-ALL"]
	count(found) == count(case.findings)
	every i, wanted in case.findings {
		object.filter(found[i], object.keys(wanted)) == wanted
	}
	unread := {finding.rule | some finding in decision.findings; contract.input_rules[finding.rule]}
	unread == {id | some id in case.input_findings}
}

test_a_read_of_every_secret if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "The policy allows secretsmanager:GetSecretValue on secrets that nobody named, through *.",
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
	"input_findings": [],
})

test_a_read_of_every_secret_without_sid_and_version if _as_expected({
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
	"input_findings": [],
})

test_the_whole_service_reads if _as_expected({
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
	"input_findings": [],
})

test_every_action_reads if _as_expected({
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
	"input_findings": [],
})

test_a_prefix_of_the_action_reads if _as_expected({
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
	"input_findings": [],
})

test_an_inner_star_and_a_question_mark_read_in_odd_letter_case if _as_expected({
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
	"input_findings": [],
})

test_a_leading_star_in_the_action_reads if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_in_the_service_part_counts_as_reading if _as_expected({
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
	"input_findings": [],
})

test_a_star_for_the_service_counts_as_reading if _as_expected({
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
	"input_findings": [],
})

test_the_action_in_odd_letter_case if _as_expected({
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
	"input_findings": [],
})

test_the_star_in_a_list_beside_a_named_secret if _as_expected({
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
	"input_findings": [],
})

test_a_single_statement_object if _as_expected({
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
	"input_findings": [],
})

test_every_account_and_region_written_as_wildcards if _as_expected({
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
	"input_findings": [],
})

test_every_secret_of_one_account_and_region if _as_expected({
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
	"input_findings": [],
})

test_every_arn if _as_expected({
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
	"input_findings": [],
})

test_every_arn_of_the_service_the_star_crossing_the_colons if _as_expected({
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
	"input_findings": [],
})

test_every_name_that_ends_in_a_suffix if _as_expected({
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
	"input_findings": [],
})

test_a_name_shorter_than_the_least_literal_prefix if _as_expected({
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
	"input_findings": [],
})

test_question_marks_in_place_of_letters_name_nothing if _as_expected({
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
	"input_findings": [],
})

test_a_word_in_the_middle_does_not_name_a_secret if _as_expected({
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
	"input_findings": [],
})

test_notaction_of_another_service_leaves_the_read_in if _as_expected({
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
	"input_findings": [],
})

test_notaction_of_another_read_leaves_the_read_in if _as_expected({
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
	"input_findings": [],
})

test_notresource_reaches_every_other_secret if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_another_action_does_not_help if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_another_secret_does_not_help if _as_expected({
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
	"input_findings": [],
})

test_a_deny_that_the_caller_escapes_does_not_help if _as_expected({
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
	"input_findings": [],
})

test_a_deny_for_one_team_leaves_everybody_else if _as_expected({
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
	"input_findings": [],
})

test_a_second_allow_does_not_take_back_the_first if _as_expected({
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
	"input_findings": [],
})

test_a_condition_that_every_principal_meets if _as_expected({
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
	"input_findings": [],
})

test_every_address_is_no_condition if _as_expected({
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
	"input_findings": [],
})

test_an_operator_that_holds_without_the_tag if _as_expected({
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
	"input_findings": [],
})

test_forallvalues_holds_without_the_tag if _as_expected({
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
	"input_findings": [],
})

test_a_negated_operator_leaves_all_the_other_teams if _as_expected({
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
	"input_findings": [],
})

test_any_value_of_a_tag if _as_expected({
	"findings": [
		{
			"actions": [
				"secretsmanager:GetSecretValue",
			],
			"message": "The policy allows secretsmanager:GetSecretValue on every secret with the tag team: anyone who can tag secrets decides what is read.",
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"resources": [
				"*",
			],
			"severity": "high",
			"title": "Reads every secret that has a tag",
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
	"input_findings": [],
})

test_a_tag_that_merely_has_to_be_there if _as_expected({
	"findings": [
		{
			"message": "The policy allows secretsmanager:GetSecretValue on every secret with the tag EvsAccess: anyone who can tag secrets decides what is read.",
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"severity": "high",
			"title": "Reads every secret that has a tag",
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Null": {
						"aws:ResourceTag/EvsAccess": "false",
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

test_two_tags_that_merely_have_to_be_there if _as_expected({
	"findings": [
		{
			"message": "The policy allows secretsmanager:GetSecretValue on every secret with the tags EvsAccess and team: anyone who can tag secrets decides what is read.",
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"severity": "high",
			"title": "Reads every secret that has a tag",
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Null": {
						"aws:ResourceTag/EvsAccess": "false",
						"secretsmanager:ResourceTag/team": "false",
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

test_a_tag_that_has_to_be_there_whoever_it_names_but_for_one_value if _as_expected({
	"findings": [
		{
			"message": "The policy allows secretsmanager:GetSecretValue on every secret with the tag team: anyone who can tag secrets decides what is read.",
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"severity": "high",
			"title": "Reads every secret that has a tag",
		},
	],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Null": {
						"aws:ResourceTag/team": "false",
					},
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
	"input_findings": [],
})

test_a_deny_of_secrets_without_the_tag if _as_expected({
	"findings": [
		{
			"message": "The policy allows secretsmanager:GetSecretValue on every secret with the tag EvsAccess: anyone who can tag secrets decides what is read.",
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"severity": "high",
			"title": "Reads every secret that has a tag",
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
					"Null": {
						"aws:ResourceTag/EvsAccess": "true",
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

test_a_deny_of_secrets_without_the_tag_that_the_caller_escapes if _as_expected({
	"findings": [
		{
			"path": [
				"Statement",
				0,
				"Resource",
			],
			"severity": "critical",
			"title": "Reads every secret",
			"witness": {
				"action": "secretsmanager:GetSecretValue",
				"context": {
					"secretsmanager:VersionStage": "AWSPREVIOUS",
				},
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
			},
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Null": {
						"aws:ResourceTag/EvsAccess": "true",
					},
					"StringNotEquals": {
						"secretsmanager:VersionStage": "AWSPREVIOUS",
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

test_a_key_that_a_read_does_not_have if _as_expected({
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
	"input_findings": [],
})

test_a_stage_of_the_version_which_the_caller_chooses if _as_expected({
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
	"input_findings": [],
})

test_only_the_second_of_three_statements_reads_all if _as_expected({
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
	"input_findings": [],
})

test_two_statements_that_read_all_are_two_findings if _as_expected({
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
	"input_findings": [],
})

test_a_json_string_in_an_envelope if _as_expected({
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
	"input_findings": [],
})

test_a_default_of_a_policy_variable_that_is_a_wildcard if _as_expected({
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
	"input_findings": [],
})

test_a_policy_variable_in_place_of_the_account if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_names_with_certain_words_leaves_the_other_names if _as_expected({
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
	"input_findings": [],
})

test_a_deny_whose_star_has_to_match_past_a_colon_is_not_counted_on if _as_expected({
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
	"input_findings": [],
})

test_a_star_that_stands_for_region_and_account if _as_expected({
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
	"input_findings": [],
})

test_a_star_before_the_account if _as_expected({
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
	"input_findings": [
		"SM-INPUT",
	],
})

test_stars_on_both_sides_of_a_digit_of_the_account if _as_expected({
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
	"input_findings": [],
})

test_the_account_of_the_secret_names_none_of_its_secrets if _as_expected({
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
	"input_findings": [],
})

test_the_account_of_the_secret_is_that_of_the_principal if _as_expected({
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
	"input_findings": [],
})

test_a_deny_that_spares_every_role if _as_expected({
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
					"StringNotLike": {
						"aws:PrincipalArn": "arn:aws:iam::*:role/*",
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

test_a_default_of_a_policy_variable_that_names_a_path if _as_expected({
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
	"input_findings": [],
})

test_a_policy_variable_in_place_of_the_account_before_a_named_secret if _as_expected({
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
	"input_findings": [],
})

test_addresses_of_a_private_network if _as_expected({
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
	"input_findings": [],
})

test_a_named_secret_with_its_suffix_open if _as_expected({
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
	"input_findings": [],
})

test_a_named_secret_without_sid_and_version if _as_expected({
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
	"input_findings": [],
})

test_the_whole_service_on_a_named_secret if _as_expected({
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
	"input_findings": [],
})

test_every_action_on_a_named_secret if _as_expected({
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
	"input_findings": [],
})

test_a_prefix_of_actions_that_read_no_value if _as_expected({
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
	"input_findings": [],
})

test_an_inner_wildcard_that_misses_the_read if _as_expected({
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
	"input_findings": [],
})

test_a_leading_star_that_misses_the_read if _as_expected({
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
	"input_findings": [],
})

test_a_wildcard_in_the_service_part_that_misses_the_service if _as_expected({
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
	"input_findings": [],
})

test_the_read_in_odd_letter_case_on_a_named_secret if _as_expected({
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
	"input_findings": [],
})

test_lists_of_actions_and_named_secrets if _as_expected({
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
	"input_findings": [],
})

test_a_single_statement_object_on_a_named_secret if _as_expected({
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

test_a_path_of_a_team_in_any_region_and_account if _as_expected({
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
	"input_findings": [],
})

test_a_name_just_as_long_as_the_least_literal_prefix if _as_expected({
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
	"input_findings": [],
})

test_an_action_that_is_only_granted_on_all_resources if _as_expected({
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

test_an_arn_of_another_shape_is_a_dead_grant if _as_expected({
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

test_notaction_that_names_the_read_in_odd_letter_case if _as_expected({
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
	"input_findings": [],
})

test_notresource_that_names_every_secret if _as_expected({
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
	"input_findings": [],
})

test_no_statement_at_all if _as_expected({
	"findings": [],
	"input": {
		"Statement": [],
		"Version": "2012-10-17",
	},
	"input_findings": [],
})

test_nothing_but_a_deny if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_the_read_on_everything if _as_expected({
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
	"input_findings": [],
})

test_a_deny_with_wildcards_in_odd_letter_case if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_all_but_other_services if _as_expected({
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
	"input_findings": [],
})

test_a_deny_on_all_but_a_named_secret if _as_expected({
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
	"input_findings": [],
})

test_two_deny_statements_that_only_together_cover_the_allow if _as_expected({
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
	"input_findings": [],
})

test_a_deny_for_everybody_without_the_tag if _as_expected({
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
	"input_findings": [],
})

test_the_tag_of_the_secret if _as_expected({
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
	"input_findings": [],
})

test_the_tag_of_the_secret_by_the_service_s_own_key_in_odd_letter_case if _as_expected({
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
	"input_findings": [],
})

test_the_tag_of_the_secret_must_be_the_principal_s if _as_expected({
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
	"input_findings": [],
})

test_forallvalues_where_null_requires_the_tag if _as_expected({
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
	"input_findings": [],
})

test_addresses_of_the_company if _as_expected({
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
	"input_findings": [],
})

test_a_role_that_the_condition_names if _as_expected({
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
	"input_findings": [],
})

test_a_path_that_a_policy_variable_fills if _as_expected({
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
	"input_findings": [],
})

test_a_policy_variable_without_the_version_that_resolves_it if _as_expected({
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
	"input_findings": [],
})

test_a_secret_s_own_policy_where_the_star_is_this_secret if _as_expected({
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
	"input_findings": [],
})

test_a_service_control_policy_allows_nothing_by_itself if _as_expected({
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
	"input_findings": [],
})

test_a_json_string_in_an_envelope_that_names_a_secret if _as_expected({
	"findings": [],
	"input": {
		"name": "reader",
		"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-??????\"}]}",
		"policy_type": "identity",
	},
	"input_findings": [],
})

test_a_permissions_boundary_that_names_a_secret if _as_expected({
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
	"input_findings": [],
})

test_a_deny_of_everybody_who_cannot_have_a_wildcard_in_their_arn if _as_expected({
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
						"aws:PrincipalArn": "arn:aws:iam::*:role/*",
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

test_a_permissions_boundary_grants_nothing if _as_expected({
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
		"policy_type": "boundary",
	},
	"input_findings": [],
})

test_every_caller_of_the_organisation_who_is_no_stranger if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"StringEquals": {
						"aws:PrincipalOrgID": "o-a1b2c3d4e5",
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

test_every_caller_with_mfa if _as_expected({
	"findings": [],
	"input": {
		"Statement": [
			{
				"Action": "secretsmanager:GetSecretValue",
				"Condition": {
					"Bool": {
						"aws:MultiFactorAuthPresent": "true",
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
