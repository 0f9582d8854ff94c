package smguard.lib.meaning.resolution_test

import data.smguard.lib.meaning.resolution

_context := {"aws:username": ["alice"], "aws:principaltag/team": ["r*d"], "aws:tagkeys": ["a", "b"], "aws:usertype": []}

_resolved := {
	"no variable": ["a*b", ["a*b"]],
	"a value": ["x/${aws:username}/*", ["x/alice/*"]],
	"a key in other letters": ["${AWS:UserName}", ["alice"]],
	"two values": ["${aws:username}-${aws:username}-${aws:PrincipalTag/team}", ["alice-alice-r\uE001d"]],
	"an absent key": ["${aws:userid}", []],
	"an absent key with a default": ["${aws:userid, 'no?body'}", ["no\uE002body"]],
	"an empty default": ["x${aws:userid,''}", ["x"]],
	"a present key with a default": ["${aws:username, 'nobody'}", ["alice"]],
	"no value and a default": ["${aws:usertype, 'none'}", ["none"]],
	"several values": ["${aws:TagKeys}", []],
	"several values and a default": ["${aws:TagKeys, 'a'}", []],
	"one of two is absent": ["${aws:username}${aws:userid}", []],
	"wildcards as characters": ["${*}${?}${$}*", ["\uE001\uE002\uE003*"]],
	"a dollar sign": ["$a", ["\uE003a"]],
}

test_resolved[note] if {
	some note, [pattern, wanted] in _resolved
	[text | text := resolution.resolved(pattern, _context)] == wanted
}

_request(variables) := {"resource": "arn:x*", "context": _context, "variables": variables}

_resources := {
	"no variables": [["a", "*"], true, false, ["a", "*"], "arn:x*"],
	"another version": [["${aws:username}"], false, false, ["${aws:username}"], "arn:x*"],
	"a variable": [["${aws:username}", "*"], true, false, ["alice", "*"], "arn:x\uE001"],
	"a pattern without its value": [["${aws:userid}", "*"], true, false, ["*"], "arn:x\uE001"],
	"before the fifth colon": [["a:b:${aws:username}:d:e:f:*", "*"], true, true, ["*"], "arn:x\uE001"],
	"after the fifth colon": [["a:b:c:d:e:${aws:username}"], true, true, ["a:b:c:d:e:alice"], "arn:x\uE001"],
}

test_resources[note] if {
	some note, [patterns, variables, certain, wanted, text] in _resources
	resolution.resources(patterns, _request(variables), certain) == {"resources": wanted, "text": text}
}

_entries := {
	"a string with wildcards": ["like", ["a*${aws:username}"], true, ["a*alice"], ["x\uE001"]],
	"a string without wildcards": ["equals", ["a*${aws:username}"], true, ["a\uE001alice"], ["x\uE001"]],
	"an ARN": ["arn", ["${aws:userid}", "*"], false, ["${aws:userid}", "*"], ["x*"]],
	"a number": ["number", ["${aws:username}"], true, ["${aws:username}"], ["x*"]],
}

test_entries[note] if {
	some note, [test, values, variables, wanted, given] in _entries
	resolution.entry({"test": test, "values": values}, ["x*"], _request(variables)) == {
		"entry": {"test": test, "values": wanted},
		"values": given,
	}
}

test_an_absent_key_stays_absent if {
	found := resolution.entry({"test": "like", "values": ["${aws:username}"]}, null, _request(true))
	found == {"entry": {"test": "like", "values": ["alice"]}, "values": null}
}

test_every_case_was_run if [count(_resolved), count(_resources), count(_entries)] == [14, 6, 4]
