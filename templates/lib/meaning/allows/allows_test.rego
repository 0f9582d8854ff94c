package smguard.lib.meaning.allows_test

import data.smguard.lib.meaning.allows

_secret := "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf"

_get := {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}

_deny := object.union(_get, {"Effect": "Deny"})

_request := {"action": "secretsmanager:GetSecretValue", "resource": _secret, "context": {}}

_asked(context) := object.union(_request, {"context": context})

_by(who) := object.union(_request, {"principal": who})

_policy(statements) := {"Version": "2012-10-17", "Statement": statements}

_principal(name, value) := object.union(_get, {name: value})

_alice := "arn:aws:iam::111122223333:user/alice"

_session := "arn:aws:sts::111122223333:assumed-role/reader/job"

# Statements, a request, and the numbers of the Allow and the Deny statements that decide it.
_deciding := {
	"an Allow": [[_get], _request, [0], []],
	"another action": [[_get], object.union(_request, {"action": "secretsmanager:PutSecretValue"}), [], []],
	"an action in other letters": [[_get], object.union(_request, {"action": "SecretsManager:getSecretVALUE"}), [0], []],
	"the name before a star": [[object.union(_get, {"Action": "secretsmanager:GetSecretValue*"})], _request, [0], []],
	"an action that the catalog lacks": [
		[object.union(_get, {"Action": "secretsmanager:Accept*"})],
		object.union(_request, {"action": "secretsmanager:AcceptCrossAccountReplication"}),
		[0], [],
	],
	"a wildcard for the service widens an Allow only": [
		[object.union(_get, {"Action": "secrets*:Get*"}), object.union(_deny, {"Action": "secrets*:Get*"})],
		_request, [0], [],
	],
	"NotAction": [
		[
			{"Effect": "Allow", "NotAction": "secretsmanager:Put*", "Resource": "*"},
			{"Effect": "Deny", "NotAction": "secretsmanager:Get*", "Resource": "*"},
		],
		_request, [0], [],
	],
	"a Deny wins": [[_get, _deny], _request, [0], [1]],
	"a Deny of another resource": [
		[_get, object.union(_deny, {"Resource": "arn:aws:secretsmanager:*:*:secret:test/*"})],
		_request, [0], [],
	],
	"a Deny whose star would have to match a colon": [
		[_get, object.union(_deny, {"Resource": "arn:aws:secretsmanager:*:secret:prod/*"})],
		_request, [0], [],
	],
	"an Allow whose star would have to match a colon": [
		[object.union(_get, {"Resource": "arn:aws:secretsmanager:*:secret:prod/*"})],
		_request, [0], [],
	],
	"NotResource excepts only what it certainly matches": [
		[
			{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:secretsmanager:*:secret:prod/*"},
			{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:secretsmanager:*:*:secret:prod/*"},
			{"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:secretsmanager:*:secret:prod/*"},
			{"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:secretsmanager:*:*:secret:test/*"},
		],
		_request, [0], [3],
	],
	"an incomplete ARN": [
		[
			object.union(_get, {"Resource": "arn:aws:secretsmanager"}),
			object.union(_deny, {"Resource": "arn:aws:secretsmanager:eu-west-1"}),
			object.union(_deny, {"Resource": "arn:aws:secretsmanager:us-east-1"}),
		],
		_request, [0], [1],
	],
	"an incomplete ARN in a secret's own policy": [
		[object.union(_get, {"Resource": "arn:aws:secretsmanager", "Principal": "*"})],
		_by(_alice), [], [],
	],
	"letters of an ARN's service": [
		[
			object.union(_get, {"Resource": "arn:aws:SecretsManager:*:*:SECRET:prod/*"}),
			object.union(_deny, {"Resource": "arn:aws:SecretsManager:*:*:secret:prod/*"}),
			object.union(_get, {"Resource": "arn:aws:secretsmanager:*:*:secret:PROD/*"}),
		],
		_request, [0], [],
	],
	"no account": [[object.union(_get, {"Resource": "arn:aws:secretsmanager:*::secret:*"})], _request, [], []],
	"an action without resources": [
		[object.union(_get, {"Action": "*"}), object.union(_get, {"Action": "*", "Resource": "arn:*"})],
		object.union(_request, {"action": "secretsmanager:ListSecrets", "resource": "*"}),
		[0], [],
	],
	"a condition": [
		[object.union(_get, {"Condition": {"Bool": {"AWS:SecureTransport": true}}})],
		_asked({"aws:securetransport": "true"}), [0], [],
	],
	"a condition on an absent key": [
		[
			object.union(_get, {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
			object.union(_get, {"Condition": {"BoolIfExists": {"aws:SecureTransport": "true"}}}),
		],
		_request, [1], [],
	],
	"all conditions": [
		[object.union(_get, {"Condition": {"Bool": {"aws:a": "true"}, "StringLike": {"aws:b": ["x", "y*"]}}})],
		_asked({"aws:a": "true", "aws:b": "yes"}), [0], [],
	],
	"several values": [
		[object.union(_get, {"Condition": {operator: {"aws:TagKeys": "a"}}}) | some operator in [
			"StringEquals", "StringNotEquals", "ForAllValues:StringEquals", "ForAnyValue:StringNotEquals",
		]],
		_asked({"aws:TagKeys": ["a", "b"]}), [0, 3], [],
	],
	"an empty value is none where sets are compared": [
		[object.union(_get, {"Condition": {operator: {"aws:TagKeys": "a"}}}) | some operator in [
			"ForAllValues:StringEquals", "ForAnyValue:StringNotEquals", "StringNotEquals",
		]],
		_asked({"aws:TagKeys": ""}), [0, 2], [],
	],
	"time in seconds": [
		[object.union(_get, {"Condition": {operator: {"aws:EpochTime": time}}}) | some [operator, time] in [
			["NumericLessThan", 1893456001], ["NumericGreaterThanEquals", "1893456001"],
			["DateLessThan", "2030-01-01T00:00:01Z"], ["DateGreaterThan", "1893456000"], ["DateEquals", "1893456000"],
		]],
		_asked({"aws:EpochTime": "1893456000"}), [0, 2, 4], [],
	],
	"a variable is a value of the request": [
		[
			object.union(_get, {"Resource": "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*"}),
			object.union(_get, {"Condition": {"StringEquals": {"aws:PrincipalTag/team": "${aws:username, 'prod'}"}}}),
		],
		_asked({"aws:principaltag/TEAM": "prod"}), [0, 1], [],
	],
	"a variable's value has no wildcards": [
		[object.union(_get, {"Resource": "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*"})],
		_asked({"aws:PrincipalTag/team": "*"}), [], [],
	],
	"a variable without a value": [
		[object.union(_get, {"Resource": "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}*"})],
		_request, [], [],
	],
	"a variable before the fifth colon": [
		[object.union(statement, {"Resource": "arn:aws:secretsmanager:${aws:RequestedRegion}:*:secret:*"}) | some statement in [_get, _deny]],
		_asked({"aws:RequestedRegion": "eu-west-1"}), [0], [],
	],
	"a Principal": [
		[_principal("Principal", {"AWS": who}) | some who in [
			"*", "111122223333", "arn:aws:iam::111122223333:root", _alice, "444455556666", "arn:aws:iam::111122223333:user/bob",
		]],
		_by(_alice), [0, 1, 2, 3], [],
	],
	"NotPrincipal": [
		[_principal("NotPrincipal", {"AWS": who}) | some who in ["*", "111122223333", _alice, "arn:aws:iam::111122223333:user/bob"]],
		_by(_alice), [1, 3], [],
	],
	"a session": [
		[_principal("Principal", {"AWS": who}) | some who in [
			_session, "arn:aws:iam::111122223333:role/team/reader", "arn:aws:iam::111122223333:role/writer", "111122223333",
		]],
		_by(_session), [0, 1, 3], [],
	],
	"a service": [
		[_principal("Principal", {"Service": who}) | some who in ["lambda.amazonaws.com", "ec2.amazonaws.com"]],
		_by("lambda.amazonaws.com"), [0], [],
	],
	"a Deny that is not understood": [[_get, object.union(_deny, {"Condition": {"Equals": {"a": "b"}}})], _request, [0], []],
	"nothing": [[], _request, [], []],
}

test_deciding[note] if {
	some note, [statements, request, allowing, denying] in _deciding
	allows.deciding(_policy(statements), request) == {
		"allows": [["Statement", n] | some n in allowing],
		"denies": [["Statement", n] | some n in denying],
	}
}

test_allows_is_an_allow_and_no_deny[note] if {
	some note, [statements, request, allowing, denying] in _deciding
	{true | allows.allows(_policy(statements), request)} == {true | allowing != []; denying == []}
}

test_without_the_version_of_2012_a_variable_is_text if {
	policy := {"Statement": object.union(_get, {"Resource": "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*"})}
	asked := _asked({"aws:PrincipalTag/team": "prod"})
	not allows.allows(policy, asked)
	allows.allows(object.union(policy, {"Version": "2012-10-17"}), asked)
	not allows.allows(object.union(policy, {"Version": "2008-10-17"}), asked)
}

test_one_statement_needs_no_list if {
	allows.deciding(_policy(_get), _request) == {"allows": [["Statement"]], "denies": []}
}

test_every_case_was_decided if count(_deciding) == 33
