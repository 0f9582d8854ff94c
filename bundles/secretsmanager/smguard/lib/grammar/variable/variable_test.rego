package smguard.lib.grammar.variable_test

import data.smguard.lib.grammar.variable

_new := {"Version": "2012-10-17"}

_none := [{"replacements": {}, "bound": {}}]

_worlds := {
	"a text without variables": [_new, `{"Resource":"a"}`, _none],
	"the older version knows no variables": [{"Version": "2008-10-17"}, `"${aws:username}"`, _none],
	"without a version there are none": [{}, `"${aws:username}"`, _none],
	"a variable is there or not": [
		_new,
		`"secret:${aws:username}-*"`,
		[
			{
				"replacements": {"${*}": "\ue000", "${?}": "\ue000", "${$}": "$", "${aws:username}": "own-username"},
				"bound": {"aws:username": {"name": "aws:username", "values": ["own-username"]}},
			},
			{
				"replacements": {"${*}": "\ue000", "${?}": "\ue000", "${$}": "$", "${aws:username}": "\ue000"},
				"bound": {"aws:username": {"name": "aws:username", "values": null}},
			},
		],
	],
	"a default takes the place of what is not there": [
		_new,
		`"${aws:PrincipalTag/Team, 'shared'}"`,
		[
			{
				"replacements": {
					"${*}": "\ue000", "${?}": "\ue000", "${$}": "$",
					"${aws:PrincipalTag/Team, 'shared'}": "own-Team",
				},
				"bound": {"aws:principaltag/team": {"name": "aws:PrincipalTag/Team", "values": ["own-Team"]}},
			},
			{
				"replacements": {
					"${*}": "\ue000", "${?}": "\ue000", "${$}": "$",
					"${aws:PrincipalTag/Team, 'shared'}": "shared",
				},
				"bound": {"aws:principaltag/team": {"name": "aws:PrincipalTag/Team", "values": null}},
			},
		],
	],
	"an empty default is one": [
		_new,
		`"${aws:username,''}"`,
		[
			{
				"replacements": {"${*}": "\ue000", "${?}": "\ue000", "${$}": "$", "${aws:username,''}": "own-username"},
				"bound": {"aws:username": {"name": "aws:username", "values": ["own-username"]}},
			},
			{
				"replacements": {"${*}": "\ue000", "${?}": "\ue000", "${$}": "$", "${aws:username,''}": ""},
				"bound": {"aws:username": {"name": "aws:username", "values": null}},
			},
		],
	],
	"a name that ends in no letter": [
		_new,
		`"${aws:PrincipalTag/}"`,
		[
			{
				"replacements": {"${*}": "\ue000", "${?}": "\ue000", "${$}": "$", "${aws:PrincipalTag/}": "own-value"},
				"bound": {"aws:principaltag/": {"name": "aws:PrincipalTag/", "values": ["own-value"]}},
			},
			{
				"replacements": {"${*}": "\ue000", "${?}": "\ue000", "${$}": "$", "${aws:PrincipalTag/}": "\ue000"},
				"bound": {"aws:principaltag/": {"name": "aws:PrincipalTag/", "values": null}},
			},
		],
	],
	"a key of an identity provider": [
		_new,
		`"${oidc.example.com/id/A1:sub}"`,
		[
			{
				"replacements": {"${*}": "\ue000", "${?}": "\ue000", "${$}": "$", "${oidc.example.com/id/A1:sub}": "own-sub"},
				"bound": {"oidc.example.com/id/a1:sub": {"name": "oidc.example.com/id/A1:sub", "values": ["own-sub"]}},
			},
			{
				"replacements": {"${*}": "\ue000", "${?}": "\ue000", "${$}": "$", "${oidc.example.com/id/A1:sub}": "\ue000"},
				"bound": {"oidc.example.com/id/a1:sub": {"name": "oidc.example.com/id/A1:sub", "values": null}},
			},
		],
	],
	"a wildcard written as a character binds nothing": [
		_new,
		`"a${*}b${?}c${$}"`,
		[
			{"replacements": {"${*}": "\ue000", "${?}": "\ue000", "${$}": "$"}, "bound": {}},
			{"replacements": {"${*}": "\ue000", "${?}": "\ue000", "${$}": "$"}, "bound": {}},
		],
	],
}

test_worlds[note] if {
	some note, [policy, text, wanted] in _worlds
	variable.worlds(policy, text, {}) == wanted
}

_bound(text, known) := [found |
	some world in variable.worlds(_new, text, known)
	found := world.bound["aws:principalaccount"].values
]

test_the_account_of_a_principal_is_anybody_s_or_that_of_one_named if {
	_bound(`"${aws:PrincipalAccount}"`, {}) == [["999988887777"], null]
	_bound(`{"Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Resource":"${aws:PrincipalAccount}"}`, {}) == [
		["999988887777"], ["111122223333"], null,
	]
	_bound(`{"Principal":{"AWS":["444455556666","999988887777"]},"Resource":"${aws:PrincipalAccount}"}`, {}) == [
		["999988887777"], ["444455556666"], null,
	]
	_bound(`"${aws:PrincipalAccount}"`, {"aws:principalaccount": {"values": ["111122223333"]}}) == [["111122223333"], null]
}

_resolved := {
	"nothing to replace": [{"Resource": "${aws:username}"}, {}, {"Resource": "${aws:username}"}],
	"a variable": [
		{"Resource": ["a/${aws:username}/*", "b"]},
		{"${aws:username}": "own-username"},
		{"Resource": ["a/own-username/*", "b"]},
	],
	"a variable twice": ["${a}${a}", {"${a}": "x"}, "xx"],
	"two variables": ["${a}-${b}", {"${a}": "x", "${b}": "y"}, "x-y"],
	"a replacement is not replaced again": ["${a}", {"${a}": "${b}", "${b}": "y"}, "${b}"],
	"other texts stay": [{"a": 1, "b": [null, true, "$"]}, {"${a}": "x"}, {"a": 1, "b": [null, true, "$"]}],
}

test_resolved[note] if {
	some note, [value, replacements, wanted] in _resolved
	variable.resolved(value, replacements) == wanted
}
