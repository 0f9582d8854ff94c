package smguard.lib.search.secret_test

import data.smguard.lib.meaning.resource
import data.smguard.lib.reader.document
import data.smguard.lib.search.secret

_get := {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}

_deny := {"Effect": "Deny", "Action": "secretsmanager:*", "Resource": "*"}

_world(envelope) := document.read(envelope)[0].worlds[0]

_instances := {
	"everything": [{}, {"Resource": "*"}, [["arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf", "*"]]],
	"a secret": [
		{},
		{"Resource": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????", "arn:aws:s3:::b"]},
		[[
			"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-xxxxxx",
			"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????",
		]],
	],
	"the secret that the policy is of": [
		{"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf"},
		{"Resource": "*"},
		[["arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf", "*"]],
	],
	"another secret than the policy is of": [
		{"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf"},
		{"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????"},
		[],
	],
	"the secret that the policy is of, left out": [
		{"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf"},
		{"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-??????"},
		[],
	],
	"the secret that the policy is of, not left out": [
		{"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf"},
		{"NotResource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????"},
		[["arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf", "*"]],
	],
	"what is left out has no instance of its own": [{}, {"NotResource": "*"}, []],
}

test_instances[note] if {
	some note, [envelope, element, wanted] in _instances
	statement := object.union({"Effect": "Allow", "Action": "secretsmanager:GetSecretValue"}, element)
	world := _world(object.union(envelope, {"policy": {"Statement": [statement]}}))
	[[instance.arn, instance.pattern] | some instance in world.instances[0]] == wanted
}

_app := "arn:aws:secretsmanager:*:*:secret:app*"

# Statements, and a pattern that some of the further instances has to match, if any has.
_more := {
	"no Deny, nothing more": [[_get], "*", false],
	"a Deny on others leaves others": [
		[_get, object.union(_deny, {"Resource": "arn:aws:secretsmanager:*:*:secret:a*"})],
		"arn:aws:secretsmanager:*:*:secret:other-secret*", true,
	],
	"a Deny on all but some leaves those": [
		[_get, {"Effect": "Deny", "Action": "*", "NotResource": _app}],
		_app, true,
	],
	"what an Allow leaves out is not among them": [
		[{"Effect": "Allow", "Action": "secretsmanager:*", "NotResource": _app}],
		_app, false,
	],
	"what an Allow does not leave out is": [
		[{"Effect": "Allow", "Action": "secretsmanager:*", "NotResource": _app}],
		"arn:aws:secretsmanager:*:*:secret:any-secret*", true,
	],
}

default _matched(_, _) := false

_matched(found, pattern) if {
	some instance in found
	resource.matches({"excluded": false, "resources": [pattern]}, instance.arn)
}

test_more_instances[note] if {
	some note, [statements, pattern, wanted] in _more
	world := _world({"policy": {"Statement": statements}})
	_matched(secret.more(world, 0).instances, pattern) == wanted
}

test_a_secret_s_own_policy_has_no_more_instances if {
	secret.more(
		_world({
			"policy": {"Statement": [_get, _deny]},
			"resource_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
		}),
		0,
	) == {"instances": [], "all": true}
}

test_every_case_was_run if {
	[count(_instances), count(_more)] == [7, 5]
}
