package smguard.lib.invent.meet_test

import data.smguard.lib.invent.meet

_met := {
	"the same": ["a*b", "a*b", ["a*b"]],
	"everything": ["*", "a?b", ["a?b"]],
	"a string": ["app", "a*", ["app"]],
	"another string": ["app", "b*", []],
	"two beginnings": ["a*", "ab*", ["ab*"]],
	"other beginnings": ["a*", "b*", []],
	"a beginning and an end": ["a*", "*b", ["a*b"]],
	"a beginning and an end that share a character": ["ab*", "*ba", ["ab*ba", "aba"]],
	"other ends": ["*a", "*b", []],
	"a middle": ["a*b", "*c*", ["a*c*b"]],
	"a middle that the beginning has": ["ab*", "*b*", ["ab*", "ab*b*"]],
	"two middles": ["*a*", "*b*", ["*a*b*", "*b*a*"]],
	"two middles that share a character": ["*ab*", "*bc*", ["*ab*bc*", "*abc*", "*bc*ab*"]],
	"question marks": ["a?c*", "ab?", ["abc"]],
	"question marks and a star": ["??", "a*", ["a?"]],
	"too short": ["??", "a*bc", []],
	"two stars each": ["a*b*c", "*x*y*", ["a*b*x*y*c", "a*x*b*y*c", "a*x*y*b*c"]],
}

test_met[note] if {
	some note, [a, b, wanted] in _met
	meet.of(a, b) == {"patterns": {pattern | some pattern in wanted}, "all": true}
	meet.of(b, a) == {"patterns": {pattern | some pattern in wanted}, "all": true}
}

test_too_many_stars_are_not_walked if {
	meet.of("a*b*c*d*e", "*f*g*h*i*") == {"patterns": set(), "all": false}
}

_merged := {
	"the same": ["a?", "a?", ["a?"]],
	"a question mark in each": ["a?c", "?bc", ["abc"]],
	"only question marks": ["??", "ab", ["ab"]],
	"other characters": ["a?", "b?", []],
	"no question mark": ["ab", "ac", []],
}

test_merged[note] if {
	some note, [a, b, wanted] in _merged
	[found | found := meet.merged(a, b)] == wanted
}

test_every_case_was_run if {
	[count(_met), count(_merged)] == [17, 5]
}
