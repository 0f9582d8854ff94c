package smguard.lib.grammar.variable_test

import data.smguard.lib.grammar.variable

_resolving := {
	"a variable": [{"Version": "2012-10-17"}, `"${aws:username}"`],
	"a character": [{"Version": "2012-10-17"}, `"${*}"`],
}

_unresolved := {
	"no variable": [{"Version": "2012-10-17"}, `"a"`],
	"the older version knows none": [{"Version": "2008-10-17"}, `"${aws:username}"`],
	"without a version there are none": [{}, `"${aws:username}"`],
}

test_the_version_decides[note] if {
	some note, [policy, text] in _resolving
	variable.resolves(policy, text)
}

test_other_versions_know_none[note] if {
	some note, [policy, text] in _unresolved
	not variable.resolves(policy, text)
}

_found := {
	"none": [`{"Resource":"a"}`, set()],
	"one": [`"secret:${aws:username}-*"`, {{"text": "${aws:username}", "key": "aws:username", "name": "aws:username", "fallback": null}}],
	"with spaces": [
		`"${ aws:PrincipalTag/Team }"`,
		{{"text": "${ aws:PrincipalTag/Team }", "key": "aws:principaltag/team", "name": "aws:PrincipalTag/Team", "fallback": null}},
	],
	"with a default, and without": [
		`"${aws:PrincipalTag/a, 'b'}","${aws:principaltag/A}"`,
		{
			{"text": "${aws:PrincipalTag/a, 'b'}", "key": "aws:principaltag/a", "name": "aws:PrincipalTag/a", "fallback": "b"},
			{"text": "${aws:principaltag/A}", "key": "aws:principaltag/a", "name": "aws:principaltag/A", "fallback": null},
		},
	],
	"an empty default": [
		`"${aws:username,''}"`,
		{{"text": "${aws:username,''}", "key": "aws:username", "name": "aws:username", "fallback": ""}},
	],
	"a key of an identity provider": [
		`"${oidc.example.com/id/A1:sub}"`,
		{{"text": "${oidc.example.com/id/A1:sub}", "key": "oidc.example.com/id/a1:sub", "name": "oidc.example.com/id/A1:sub", "fallback": null}},
	],
	"characters and templates": [`"${*}${?}${$}${AWS::AccountId}${var.name}"`, set()],
}

test_of[note] if {
	some note, [text, wanted] in _found
	variable.of(text) == wanted
}

_statement := {
	"Effect": "Deny",
	"Action": "secretsmanager:${aws:username}",
	"Principal": {"AWS": "arn:aws:iam::111122223333:user/${aws:username}"},
	"NotResource": ["a", "b${aws:username}"],
	"Condition": {
		"ForAnyValue:StringNotLike": {"aws:TagKeys": ["${aws:username}", "x"]},
		"Bool": {"aws:SecureTransport": "${aws:username}"},
		"ArnLike": {"aws:SourceArn": "*"},
	},
}

test_places if {
	variable.places(_statement) == [
		{"deny": true, "element": "NotResource", "negated": false, "key": "", "text": "b${aws:username}"},
		{"deny": true, "element": "Condition", "negated": true, "key": "aws:tagkeys", "text": "${aws:username}"},
	]
	variable.places({"Effect": "Allow", "Resource": "${aws:username}"}) == [{
		"deny": false, "element": "Resource", "negated": false, "key": "", "text": "${aws:username}",
	}]
	variable.places({"Effect": "Allow", "Resource": "*"}) == []
}

test_replacements if {
	found := variable.of(`"${aws:username}","${aws:username, 'b'}"`)
	variable.replacements(found, {"aws:username": {"values": ["a"]}}) == {"${aws:username}": "a", "${aws:username, 'b'}": "a"}
	variable.replacements(found, {"aws:username": {"values": null}}) == {"${aws:username}": "\ue000", "${aws:username, 'b'}": "b"}
}

test_resolved_where_iam_resolves if {
	variable.resolved(_statement, {"${aws:username}": "own"}) == object.union(_statement, {
		"NotResource": ["a", "bown"],
		"Condition": {
			"ForAnyValue:StringNotLike": {"aws:TagKeys": ["own", "x"]},
			"Bool": {"aws:SecureTransport": "${aws:username}"},
			"ArnLike": {"aws:SourceArn": "*"},
		},
	})
}

_resources := {
	"one": ["a:::::${a}/*", "a:::::x/*"],
	"several": [["a:::::${a}${a}", "b"], ["a:::::xx", "b"]],
	"two variables": ["a:::::${a}-${b}", "a:::::x-${a}"],
	"a character": ["a:::::${*}${?}${$}", "a:::::\ue000\ue000$"],
	"a wildcard in a value": ["a:::::${c}*", "a:::::x\ue000*"],
	"a wildcard in a default": ["a:::::${c, '*'}", "a:::::*"],
	"another value": [7, 7],
}

test_resolved_resources[note] if {
	some note, [written, wanted] in _resources
	found := variable.resolved({"Effect": "Allow", "Resource": written}, {"${a}": "x", "${b}": "${a}", "${c}": "x*", "${c, '*'}": "*"})
	found == {"Effect": "Allow", "Resource": wanted}
}

# Before the fifth colon, a variable is literal: an Allow is read as if it were not, a Deny as if nothing matched.
_early := {
	"an Allow": ["Allow", "Resource", "arn:aws:secretsmanager:x:*:secret:*"],
	"a Deny": ["Deny", "Resource", "\ue000"],
	"the exception of a Deny": ["Deny", "NotResource", "arn:aws:secretsmanager:x:*:secret:*"],
	"the exception of an Allow": ["Allow", "NotResource", "\ue000"],
}

test_a_variable_before_the_fifth_colon[note] if {
	some note, [effect, element, wanted] in _early
	found := variable.resolved({"Effect": effect, element: "arn:aws:secretsmanager:${a}:*:secret:*"}, {"${a}": "x"})
	found == {"Effect": effect, element: wanted}
}

# Operators that know no wildcards compare with the characters.
test_characters_in_conditions if {
	written := {"Effect": "Allow", "Condition": {"StringEquals": {"a": "${*}${?}${$}"}, "StringLike": {"a": ["${*}${?}${$}", 1]}}}
	wanted := {"Effect": "Allow", "Condition": {"StringEquals": {"a": "*?$"}, "StringLike": {"a": ["\ue000\ue000$", 1]}}}
	variable.resolved(written, {}) == wanted
}

test_a_condition_that_is_none_stays if {
	variable.resolved({"Effect": "Allow", "Condition": "${a}"}, {"${a}": "x"}) == {"Effect": "Allow", "Condition": "${a}"}
	variable.resolved({"Condition": {"StringEquals": "${a}"}}, {"${a}": "x"}) == {"Condition": {"StringEquals": "${a}"}}
}
