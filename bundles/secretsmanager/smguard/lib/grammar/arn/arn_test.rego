package smguard.lib.grammar.arn_test

import data.smguard.lib.grammar.arn

# Of each pattern: all that it could be in an identity's policy, all that it could be in a secret's own, what it certainly is.
_readings := {
	"everything": ["*", ["*"], ["*"], ["*"]],
	"a whole pattern": [
		"arn:aws:secretsmanager:*:*:secret:Prod/*",
		["arn:aws:secretsmanager:*:*:secret:Prod/*"],
		["arn:aws:secretsmanager:*:*:secret:Prod/*"],
		["arn:aws:secretsmanager:*:*:secret:Prod/*"],
	],
	"a service": [
		"arn:aws:secretsmanager",
		["arn:aws:secretsmanager:*:*:*"], ["arn:aws:secretsmanager"], ["arn:aws:secretsmanager:*:*:*"],
	],
	"a partition": ["arn:aws", ["arn:aws:*:*:*:*"], ["arn:aws"], ["arn:aws:*:*:*:*"]],
	"an account": [
		"arn:aws:secretsmanager:*:111122223333",
		["arn:aws:secretsmanager:*:111122223333:*"],
		["arn:aws:secretsmanager:*:111122223333"],
		["arn:aws:secretsmanager:*:111122223333:*"],
	],
	"a region whose account begins": [
		"arn:aws:secretsmanager:us-east-1:",
		["arn:aws:secretsmanager:us-east-1:*:*"],
		["arn:aws:secretsmanager:us-east-1:"],
		["arn:aws:secretsmanager:us-east-1::*"],
	],
	"a star at the end takes in the rest": [
		"arn:aws:secretsmanager:us-*",
		["arn:aws:secretsmanager:us-*"], ["arn:aws:secretsmanager:us-*"], ["arn:aws:secretsmanager:us-*"],
	],
	"a region that may also end a name": [
		"arn:aws:secretsmanager:us-*1",
		["arn:aws:secretsmanager:us-*1", "arn:aws:secretsmanager:us-*1:*:*"],
		["arn:aws:secretsmanager:us-*1"],
		["arn:aws:secretsmanager:us-*1:*:*"],
	],
	"a name behind a star": [
		"arn:*:prod-??????",
		["arn:*:prod-??????"], ["arn:*:prod-??????"], ["arn:*:prod-??????:*:*:*"],
	],
	"another service": ["arn:aws:s3", ["arn:aws:s3"], ["arn:aws:s3"], ["arn:aws:s3"]],
	"another service's resource": [
		"arn:aws:s3:::Bucket/Key",
		["arn:aws:s3:::Bucket/Key"], ["arn:aws:s3:::Bucket/Key"], ["arn:aws:s3:::Bucket/Key"],
	],
	"a partition that does not exist": [
		"arn:aws-foo:secretsmanager",
		["arn:aws-foo:secretsmanager"], ["arn:aws-foo:secretsmanager"], ["arn:aws-foo:secretsmanager:*:*:*"],
	],
	"capital letters in the service": [
		"arn:aws:SecretsManager:*:*:secret:Prod*",
		["arn:aws:secretsmanager:*:*:secret:Prod*"],
		["arn:aws:secretsmanager:*:*:secret:Prod*"],
		["arn:aws:SecretsManager:*:*:secret:Prod*"],
	],
	"capital letters in an incomplete ARN": [
		"arn:aws:SecretsManager",
		["arn:aws:secretsmanager:*:*:*"], ["arn:aws:secretsmanager"], ["arn:aws:SecretsManager:*:*:*"],
	],
	"capital letters of the resource": [
		"arn:aws:secretsmanager:*:*:SECRET:Prod",
		["arn:aws:secretsmanager:*:*:secret:Prod"],
		["arn:aws:secretsmanager:*:*:secret:Prod"],
		["arn:aws:secretsmanager:*:*:SECRET:Prod"],
	],
	"capital letters of the resource or of a name": [
		"arn:aws:secretsmanager:*:*:SECRET*",
		["arn:aws:secretsmanager:*:*:secret*", "arn:aws:secretsmanager:*:*:SECRET*"],
		["arn:aws:secretsmanager:*:*:secret*", "arn:aws:secretsmanager:*:*:SECRET*"],
		["arn:aws:secretsmanager:*:*:SECRET*"],
	],
	"capital letters of a name behind a star": [
		"arn:aws:secretsmanager:*:secret:S*",
		["arn:aws:secretsmanager:*:secret:S*"], ["arn:aws:secretsmanager:*:secret:S*"], ["arn:aws:secretsmanager:*:secret:S*"],
	],
	"an account that is missing": [
		"arn:aws:secretsmanager:*::secret:*",
		["arn:aws:secretsmanager:*::secret:*"], ["arn:aws:secretsmanager:*::secret:*"], ["arn:aws:secretsmanager:*::secret:*"],
	],
	"the colon of a variable": [
		"arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:X${aws:username}",
		["arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:X${aws:username}"],
		["arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:X${aws:username}"],
		["arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:X${aws:username}"],
	],
	"no ARN": ["bucket", ["bucket"], ["bucket"], ["bucket"]],
	"nothing": ["", [""], [""], [""]],
}

test_readings[note] if {
	some note, [pattern, identity, own, certain] in _readings
	arn.readings(pattern, true, true) == identity
	arn.readings(pattern, false, true) == own
	arn.readings(pattern, true, false) == certain
	arn.readings(pattern, false, false) == [pattern]
}

test_every_pattern_was_read if count(_readings) == 21
