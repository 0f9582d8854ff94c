package smguard.lib.meaning.resource_test

import data.smguard.lib.meaning.resource

_secret := "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf"

# Of each pattern: whether it could match the secret, and whether it certainly does.
_patterns := {
	"*": [true, true],
	"arn:*": [true, true],
	"arn:aws:secretsmanager:*": [true, true],
	"arn:aws:secretsmanager:eu-*": [true, true],
	"arn:aws:secretsmanager:us-*": [false, false],
	"arn:aws:secretsmanager:*:*:*": [true, true],
	"arn:aws:secretsmanager:*:*:s*": [true, true],
	"arn:aws:secretsmanager:*:*:secret:prod/*": [true, true],
	"arn:aws:secretsmanager:*:*:secret:prod/db-??????": [true, true],
	"arn:aws:secretsmanager:*:secret:prod/*": [true, false],
	"arn:aws:secretsmanager:*prod*": [true, false],
	"arn:aws:secretsmanager:*:*:prod/*": [true, false],
	"arn:aws:secretsmanager:*:prod/*": [true, false],
	"*:prod/*": [true, false],
	"*db-??????": [true, false],
	"arn:aws:secretsmanager:*:*:secret:test/*": [false, false],
	"arn:aws:secretsmanager:*::secret:*": [false, false],
}

test_patterns[pattern] if {
	some pattern, [could, certainly] in _patterns
	allow := {"resources": ["arn:aws:s3:::a", pattern], "excluded": false}
	{true | resource.matches(allow, _secret)} == {true | could}
	{true | resource.certainly_matches(allow, _secret)} == {true | certainly}
	rest := object.union(allow, {"excluded": true})
	{true | resource.matches(rest, _secret)} == {true | not certainly}
	{true | resource.certainly_matches(rest, _secret)} == {true | not could}
}

test_an_action_without_resources_is_matched_by_a_star_alone if {
	resource.certainly_matches({"resources": ["*"], "excluded": false}, "*")
	resource.matches({"resources": ["**"], "excluded": false}, "*")
	not resource.matches({"resources": ["arn:*"], "excluded": false}, "*")
}

test_every_pattern_was_compared if count(_patterns) == 17
