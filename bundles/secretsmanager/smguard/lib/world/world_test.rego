package smguard.lib.world_test

import data.smguard.lib.document

_open := {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Principal": "*"}}

_closed := {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}}

# The account of the secrets, that of strangers, and the partition.
_homes := {
	"an identity's policy": [{"policy": _closed}, ["999988887777", "999988887777", "aws"]],
	"an identity's policy of an account": [
		{"policy": _closed, "account_id": "111122223333"},
		["111122223333", "999988887777", "aws"],
	],
	"a secret's policy": [{"policy": _open}, ["888877776666", "999988887777", "aws"]],
	"a secret's policy of an account": [
		{"policy": _open, "account_id": "999988887777"},
		["999988887777", "999990000000", "aws"],
	],
	"a known secret's policy": [
		{"policy": _open, "resource_arn": "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:a-AbCdEf"},
		["111122223333", "999988887777", "aws-us-gov"],
	],
}

test_a_stranger_is_not_at_home[note] if {
	some note, [envelope, wanted] in _homes
	texts := document.read(envelope)[0].worlds[0].texts
	[texts.account, texts.stranger, texts.partition] == wanted
}

test_the_tags_of_a_known_secret_are_known if {
	known := {"policy": _open, "tags": {"Team": "a", "n": 1}}
	document.read(known)[0].worlds[0].fixed == {}
	arn := "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf"
	document.read(object.union(known, {"resource_arn": arn}))[0].worlds[0].fixed == {
		"aws:resourcetag/team": {"name": "aws:ResourceTag/Team", "values": ["a"]},
		"secretsmanager:resourcetag/team": {"name": "secretsmanager:ResourceTag/Team", "values": ["a"]},
	}
}

test_a_trust_policy_is_not_a_secret_s if {
	trust := {"Statement": {"Effect": "Allow", "Action": "*", "Principal": {"Service": "ec2.amazonaws.com"}}}
	document.read(trust)[0].worlds == []
	count(document.read({"policy": trust, "policy_type": "resource"})[0].worlds) == 1
}
