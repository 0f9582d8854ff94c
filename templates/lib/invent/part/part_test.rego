package smguard.lib.invent.part_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.part

_principal := {
	"type": "arn",
	"format": `^arn:aws[a-z-]*:iam::[0-9]{12}:(?:root|(?:user|role)/(?:[!-~]+/)?[A-Za-z0-9_+=,.@-]+)$`,
	"fresh": ["arn:aws:iam::999988887777:role/any-role", "arn:aws:iam::999988887777:user/any-user"],
}

_source := {"type": "arn", "fresh": ["arn:aws:iam::999988887777:role/any-role"]}

# By key, the conditions of an Allow and of a Deny, and a value that has to be tried.
_texts := {
	"a pattern of a role": [_principal, {"ArnLike": {"k": "arn:aws:iam::*:role/app-*"}}, {}, "arn:aws:iam::999988887777:role/app-x"],
	"an end": [_principal, {"StringLike": {"k": "*/admin"}}, {}, "arn:aws:iam::999988887777:role/admin"],
	"a kind and an end": [
		_principal, {"StringLike": {"k": "*:user/*"}, "ArnLike": {"k": "arn:aws:iam::111122223333:*/admin"}}, {},
		"arn:aws:iam::111122223333:user/x/admin",
	],
	"two open accounts": [
		_principal, {"ArnLike": {"k": "arn:aws:iam::*:role/app-*"}, "StringLike": {"k": "arn:aws:iam::111122223333:*"}}, {},
		"arn:aws:iam::111122223333:role/app-x",
	],
	"an account that a Deny names": [
		_principal, {"ArnLike": {"k": "arn:aws:iam::*:role/a"}}, {"ArnLike": {"k": "arn:aws:iam::999988887777:*"}},
		"arn:aws:iam::535308642197:role/a",
	],
	"a function": [
		_source, {"ArnLike": {"k": "arn:aws:lambda:*:111122223333:function:app-*"}}, {},
		"arn:aws:lambda:us-east-1:111122223333:function:app-x",
	],
	"a bucket": [_source, {"ArnLike": {"k": "arn:aws:s3:::app-*"}}, {}, "arn:aws:s3:::app-x"],
}

test_texts[note] if {
	some note, [known, allow, deny, wanted] in _texts
	found := part.of(known, array.concat(condition.entries(allow, "allow"), condition.entries(deny, "deny")))
	wanted in found.texts
	found.counted
}

test_accounts_that_are_all_named_are_not_counted if {
	deny := {"ArnLike": {"k": [concat("", ["arn:aws:iam::", digit, "*:*"]) | some digit in split("0123456789", "")]}}
	not part.of(_principal, condition.entries(deny, "deny")).counted
}
