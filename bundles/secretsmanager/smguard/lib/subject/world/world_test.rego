package smguard.lib.subject.world_test

import data.smguard.lib.reader.document

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

_guarded(block) := {"Version": "2012-10-17", "Statement": {
	"Effect": "Allow", "Action": "secretsmanager:*",
	"Resource": "*", "Condition": block,
}}

# What stands for a variable, in each world in which it is present.
_stand_ins := {
	"a text": [{"StringEquals": {"aws:ResourceTag/a": "${aws:PrincipalTag/a}"}}, "aws:principaltag/a", ["own-a"]],
	"an account": [{"StringEquals": {"aws:PrincipalAccount": "${aws:PrincipalTag/a}"}}, "aws:principaltag/a", ["000011112222", "999988887777"]],
	"one value of several": [
		{"StringEquals": {"aws:PrincipalAccount": ["111122223333", "${aws:PrincipalTag/a}"]}},
		"aws:principaltag/a",
		["000011112222", "111122223333", "999988887777"],
	],
	"a VPC of its own": [
		{"StringNotEquals": {"aws:SourceVpc": "${aws:Ec2InstanceSourceVpc}"}},
		"aws:ec2instancesourcevpc",
		["vpc-0e0e0e0e0e0e0e0e0"],
	],
	"two forms": [
		{"StringEquals": {"aws:PrincipalAccount": "${aws:PrincipalTag/a}", "aws:SourceVpc": "${aws:PrincipalTag/a}"}},
		"aws:principaltag/a",
		["000011112222", "999988887777"],
	],
	"a boolean, both ways": [
		{"StringEquals": {"secretsmanager:BlockPublicPolicy": "${aws:PrincipalTag/a}"}},
		"aws:principaltag/a",
		["true", "false"],
	],
	"a text that the document has": [
		{"StringEquals": {"aws:SourceVpc": ["vpc-0f0f0f0f0f0f0f0f0", "${aws:PrincipalTag/a}"]}},
		"aws:principaltag/a",
		["vpc-0e0e0e0e0e0e0e0e0"],
	],
}

test_what_stands_for_a_variable_has_its_form[note] if {
	some note, [block, key, wanted] in _stand_ins
	[world.bound[key].values[0] | some world in document.read({"policy": _guarded(block)})[0].worlds; world.bound[key].values] == wanted
}

test_one_world_is_the_first if {
	block := {"StringEquals": {"secretsmanager:BlockPublicPolicy": "${aws:PrincipalTag/a}"}}
	[world.first | some world in document.read({"policy": _guarded(block)})[0].worlds] == [true, false]
}

test_a_stranger_is_not_at_home[note] if {
	some note, [envelope, wanted] in _homes
	texts := document.read(envelope)[0].worlds[0].texts
	[texts.account, texts.stranger, texts.partition] == wanted
}

test_the_tags_of_a_known_secret_are_known if {
	known := {"policy": _open, "tags": {"Team": "a"}}
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
