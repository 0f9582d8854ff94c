package smguard.lib.invent.identity_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.identity

_wording(block) := identity.wording(condition.entries(block, "allow"), {}, set())

_user := "arn:aws:iam::444455556666:user/bob"

_session := "arn:aws:sts::444455556666:assumed-role/app/job"

_id := "AROAZZ3EXAMPLE4EXAMP5"

# Block, ARN, user ids.
_userids := {
	"a role's session": [{}, "arn:aws:iam::444455556666:role/app", ["AROA0ANYROLE0ANYROLE0:any-session"]],
	"a session has its name": [{}, _session, ["AROA0ANYROLE0ANYROLE0:job"]],
	"a user": [{}, _user, ["AIDA0ANYUSER0ANYUSER0"]],
	"a root has its account": [{}, "arn:aws:iam::444455556666:root", ["444455556666"]],
	"a federated user has both": [{}, "arn:aws:sts::444455556666:federated-user/bob", ["444455556666:bob"]],
	"the name of a session that a condition asks for": [
		{"StringLike": {"aws:userid": "*:admin"}},
		"arn:aws:iam::444455556666:role/app",
		["AROA0ANYROLE0ANYROLE0:any-session", "AROA0ANYROLE0ANYROLE0:admin"],
	],
	"the id of a role that a condition asks for": [
		{"StringEquals": {"aws:userid": concat("", [_id, ":job"])}},
		_session,
		["AROA0ANYROLE0ANYROLE0:job", "AROAQQ7QQ7QQ7QQ7QQ7QQ:job", concat("", [_id, ":job"])],
	],
	"the id of a user that a condition asks for": [
		{"StringEquals": {"aws:userid": "AIDAZZ3EXAMPLE4EXAMP5"}},
		_user,
		["AIDA0ANYUSER0ANYUSER0", "AIDAZZ3EXAMPLE4EXAMP5"],
	],
}

test_userids[note] if {
	some note, [block, id, wanted] in _userids
	identity.userids(_wording(block), id, "444455556666") == wanted
}

# Values of aws:userid in the document, user id, whether a stranger can have it.
_strange := {
	"an id that nobody named": ["*:admin", "AROA0ANYROLE0ANYROLE0:admin", true],
	"an id of the document": [concat("", [_id, ":*"]), concat("", [_id, ":admin"]), false],
	"a made-up id that the document has": ["AROA0ANYROLE0ANYROLE0:*", "AROA0ANYROLE0ANYROLE0:admin", false],
	"another made-up id": ["AROA0ANYROLE0ANYROLE0:*", "AROAQQ7QQ7QQ7QQ7QQ7QQ:admin", true],
	"an id that begins as every role's": ["AROA*", "AROA0ANYROLE0ANYROLE0:admin", true],
	"an id whose end is spelled out": ["*LE0:*", "AROA0ANYROLE0ANYROLE0:admin", false],
	"an account": ["*", "999988887777", true],
}

default _is_strange(_, _) := false

_is_strange(wording, userid) if identity.strange(wording, userid)

test_strange[note] if {
	some note, [value, userid, wanted] in _strange
	_is_strange(_wording({"StringLike": {"aws:userid": value}}), userid) == wanted
}

_ids(block, accounts, only) := {one.id | some one in identity.identities(_wording(block), "aws", accounts, only).identities}

test_without_conditions_a_role_is_enough if {
	_ids({}, ["999988887777"], false) == {"arn:aws:iam::999988887777:role/any-role"}
}

test_each_account_with_each_name if {
	block := {"StringEquals": {"aws:username": "bob", "aws:PrincipalAccount": "444455556666"}}
	both := _ids(block, ["999988887777"], false)
	{"arn:aws:iam::999988887777:user/bob", _user} - both == set()
	_user in both
	not _user in _ids(block, ["999988887777"], true)
}

test_a_name_that_two_patterns_spell_out if {
	block := {"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/a*", "arn:aws:iam::*:role/*z"]}}
	"arn:aws:iam::999988887777:role/az" in _ids(block, ["999988887777"], true)
}

test_an_account_that_two_patterns_spell_out if {
	block := {"StringLike": {"aws:PrincipalAccount": ["4444*", "*7777"]}}
	"arn:aws:iam::444488887777:role/any-role" in _ids(block, ["999988887777"], false)
}

test_every_case_was_run if {
	[count(_userids), count(_strange)] == [8, 7]
}
