package smguard.lib.invent.secret_test

import data.smguard.lib.grammar.naming
import data.smguard.lib.invent.secret
import data.smguard.lib.meaning.operator
import data.smguard.lib.meaning.resource
import data.smguard.lib.reader.document

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

_fresh := {
	"name": "any-secret",
	"other_name": "xxxxxxxxx",
	"character": "x",
	"suffix": "AbCdEf",
	"other_suffix": "xxxxxx",
	"suffix_character": "7",
	"region": "us-east-1",
	"account": "999988887777",
	"partition": "aws",
	"partitions": [],
	"required": [],
}

_plain := {
	"everything": ["*", [{"arn": "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf", "spelled": 0}]],
	"every secret": [
		"arn:aws:secretsmanager:*:*:secret:*",
		[{"arn": "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf", "spelled": 0}],
	],
	"every secret of a region and an account": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:any-secret-AbCdEf", "spelled": 0}],
	],
	"a name that goes on": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app*",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:appany-secret-AbCdEf", "spelled": 3}],
	],
	"a name with its suffix": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-xxxxxx", "spelled": 512}],
	],
	"a secret": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", "spelled": 10}],
	],
	"a name with a star before its suffix": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*/db-??????",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/any-secret/db-xxxxxx", "spelled": 4}],
	],
	"two stars": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*prod*",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:any-secretprodany-secret-AbCdEf", "spelled": 0}],
	],
	"regions of a continent": [
		"arn:aws:secretsmanager:eu-*:111122223333:secret:app-AbCdEf",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", "spelled": 10}],
	],
	"a region with text behind its star": [
		"arn:aws:secretsmanager:ap-*east-*:111122223333:secret:app-AbCdEf",
		[{"arn": "arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:app-AbCdEf", "spelled": 10}],
	],
	"a partition with a wildcard": [
		"arn:aws*:secretsmanager:us-*:9999*:secret:app-AbCdEf",
		[{"arn": "arn:aws:secretsmanager:us-east-1:999988887777:secret:app-AbCdEf", "spelled": 10}],
	],
	"an account with a question mark": [
		"arn:aws:secretsmanager:us-east-1:11112222333?:secret:app-AbCdEf",
		[{"arn": "arn:aws:secretsmanager:us-east-1:111122223330:secret:app-AbCdEf", "spelled": 10}],
	],
	"a name without a suffix names no secret": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app", []],
	"no secret": ["arn:aws:secretsmanager:eu-west-1:111122223333:sqlworkbench!*", []],
	"another service": ["arn:aws:ssm:eu-west-1:111122223333:secret:*", []],
	"a wildcard over the kind of resource": ["arn:aws:secretsmanager:*", []],
	"a wildcard over the service": ["arn:aws:*:*:*:secret:*", []],
	"a text that begins like no ARN": ["nra:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", []],
	"no ARN": ["app", []],
	"nothing": ["", []],
}

test_plain[note] if {
	some note, [pattern, wanted] in _plain
	[found | found := secret.plain(pattern, _fresh)] == [object.union(instance, named) |
		some instance in wanted
		named := naming.of(pattern)
	]
}

_no_candidates := {
	"a name without a suffix": "arn:aws:secretsmanager:*:111122223333:secret:app",
	"another service": "arn:aws:ssm:*:111122223333:secret:*",
	"no ARN": "app",
	"nothing": "",
}

test_no_candidates[note] if {
	some note, pattern in _no_candidates
	_tried(pattern) == []
}

# Patterns with a `*` that can match colons, with what they are tried by.
_irregular := {
	"a star over region and account": [
		"arn:aws:secretsmanager:*:secret:app-??????",
		["arn:aws:secretsmanager:eu-west-1:999988887777:secret:app-AbCdEf"],
	],
	"a star over region and account, parts of both written": [
		"arn:aws:secretsmanager:eu-*3333:secret:app-??????",
		["arn:aws:secretsmanager:eu-west-1:000000003333:secret:app-AbCdEf"],
	],
	"a star over the service and the region": [
		"arn:aws:*:111122223333:secret:app-??????",
		["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf"],
	],
	"a star over all that stands before": [
		"*:secret:app-??????",
		["arn:aws:secretsmanager:eu-west-1:999988887777:secret:app-AbCdEf"],
	],
	"a star over all but the end": [
		"*app-??????",
		["arn:aws:secretsmanager:eu-west-1:999988887777:secret:any-secretapp-AbCdEf"],
	],
	"a star behind the account": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:*app-??????",
		["arn:aws:secretsmanager:eu-west-1:111122223333:secret:any-secretapp-AbCdEf"],
	],
	"a star within the word secret": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:sec*app-??????",
		["arn:aws:secretsmanager:eu-west-1:111122223333:secret:any-secretapp-AbCdEf"],
	],
	"a word that is in no region": [
		"arn:aws:secretsmanager:*prod*",
		["arn:aws:secretsmanager:eu-west-1:999988887777:secret:any-secretprodany-secret-AbCdEf"],
	],
	"a word that is in a region or a name": [
		"arn:aws:secretsmanager:*south*",
		["arn:aws:secretsmanager:ap-southeast-1:999988887777:secret:any-secret-AbCdEf"],
	],
	"a partition that has no place": ["arn:nowhere:*:app-??????", []],
}

test_irregular_patterns[note] if {
	some note, [pattern, wanted] in _irregular
	sort([instance.arn | some instance in _tried(pattern)]) == wanted
}

# A region belongs to its partition.
_placed := {
	"the usual partition": ["arn:aws:secretsmanager:*:*:secret:app-AbCdEf", ["aws us-east-1"]],
	"another one": ["arn:aws-cn:secretsmanager:*:*:secret:app-AbCdEf", ["aws-cn cn-north-1"]],
	"a region of another one": ["arn:*:secretsmanager:us-gov-*:*:secret:app-AbCdEf", ["aws-us-gov us-gov-west-1"]],
	"a region that is not known": ["arn:aws:secretsmanager:xy-north-1:*:secret:app-AbCdEf", ["aws xy-north-1"]],
	"a region of another partition": ["arn:aws:secretsmanager:cn-north-1:111122223333:secret:app-??????", []],
	"regions of another partition": ["arn:aws:secretsmanager:cn-*:*:secret:app-??????", []],
	"no region": ["arn:aws:secretsmanager:nowhere*:*:secret:app-??????", []],
	"no account": ["arn:aws:secretsmanager:eu-west-1::secret:*", []],
	"an account of eleven digits": ["arn:aws:secretsmanager:*:11112222333:secret:*", []],
}

test_regions_belong_to_their_partition[note] if {
	some note, [pattern, wanted] in _placed
	[concat(" ", [parts[1], parts[3]]) | some instance in _tried(pattern); parts := split(instance.arn, ":")] == wanted
}

# An Allow, Deny statements, and secrets for which a request gets through, or all of them.
_through := {
	"a region lock crossing an account": [
		{"Resource": "arn:aws:secretsmanager:*:444455556666:secret:*"},
		[{"NotResource": "arn:aws:secretsmanager:eu-west-2:*:secret:*"}],
		["eu-west-2 444455556666 any-secret"],
	],
	"two locks": [
		{"Resource": "*"},
		[{"NotResource": "arn:aws:secretsmanager:eu-*:*:secret:a*"}, {"NotResource": "arn:aws:secretsmanager:*:444455556666:secret:*b-??????"}],
		["eu-west-1 444455556666 aother-secretb"],
	],
	"two locks that leave nothing": [
		{"Resource": "*"},
		[{"NotResource": "arn:aws:secretsmanager:eu-*:*:secret:*"}, {"NotResource": "arn:aws:secretsmanager:us-*:*:secret:*"}],
		[],
	],
	"an account and a Deny of others": [
		{"Resource": "arn:aws:secretsmanager:us-east-1:*:secret:a-*"},
		[{"NotResource": "*:444455556666:*"}, {"Resource": "arn:aws:secretsmanager:*:*:secret:*/*"}],
		["us-east-1 444455556666 a", "us-east-1 444455556666 a-any-secret"],
	],
	"nothing for a star": [
		{"Resource": "arn:aws:secretsmanager:us-east-1:111122223333:secret:a*"},
		[{"Resource": "arn:aws:secretsmanager:*:*:secret:a?*-??????"}],
		["us-east-1 111122223333 a"],
	],
}

_asked := {
	"any region but three": [
		{"Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1", "ap-southeast-2"]}}},
		[],
		["us-west-2 999988887777 any-secret"],
	],
	"a name of another account": [
		{"Resource": "arn:aws:secretsmanager:us-east-1:444455556666:secret:*", "Condition": {"StringLike": {"secretsmanager:SecretId": "*:secret:prod*"}}},
		[],
		["us-east-1 444455556666 prodany-secret"],
	],
	"names of both": [
		{"Resource": "arn:aws:secretsmanager:us-east-1:444455556666:secret:*db-??????", "Condition": {"StringLike": {"secretsmanager:Name": "prod/*"}}},
		[],
		["us-east-1 444455556666 prod/any-secretdb"],
	],
	"an account that a condition names": [
		{"Resource": "*", "Condition": {"StringLike": {"aws:ResourceAccount": "4444*6666"}}},
		[],
		["us-east-1 444400006666 any-secret"],
	],
}

_gets_through(world, instance) if {
	every deny in world.denies {
		not resource.certainly_matches(deny, instance.arn)
	}
	keys := naming.keys(instance.arn)
	every entry in world.allows[0].entries {
		some value in keys[entry.key]
		operator.holds(entry, value)
	}
}

_shown(text) := concat(" ", [parts[3], parts[4], substring(parts[6], 0, count(parts[6]) - 7)]) if parts := split(text, ":")

_allowed(allow, denies) := {_shown(instance.arn) |
	world := _world({"policy": {"Version": "2012-10-17", "Statement": array.concat(
		[object.union({"Effect": "Allow", "Action": "secretsmanager:GetSecretValue"}, allow)],
		[object.union({"Effect": "Deny", "Action": "secretsmanager:GetSecretValue"}, deny) | some deny in denies],
	)}})
	more := secret.more(world, 0)
	more.all
	some instance in more.instances
	_gets_through(world, instance)
}

test_instances_get_through_deny_statements[note] if {
	some note, [allow, denies, wanted] in _through
	_is_found(_allowed(allow, denies), wanted)
}

test_instances_get_through_conditions[note] if {
	some note, [allow, denies, wanted] in _asked
	_is_found(_allowed(allow, denies), wanted)
}

_is_found(found, wanted) if {
	wanted == []
	found == set()
}

_is_found(found, wanted) if {
	wanted != []
	{shown | some shown in wanted} - found == set()
}

_tried(pattern) := secret.instances({}, {"resources": [pattern], "excluded": false, "entries": []}, [], _fresh)

test_every_case_was_run if {
	[count(_instances), count(_more), count(_irregular), count(_placed), count(_through), count(_asked)] == [7, 5, 10, 9, 5, 4]
}
