package smguard.lib.invent.word_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.overlap
import data.smguard.lib.invent.word

_any := {"type": "string", "fresh": ["any"]}

_organization := {"type": "string", "format": "^o-[a-z0-9]{10,32}$", "fresh": ["o-zzzzzzzzzz"]}

_account := {"type": "string", "format": "^[0-9]{12}$", "fresh": ["999988887777"]}

# By key, the conditions of an Allow and of a Deny, and the values that stand for all others.
_texts := {
	"one pattern": [_any, {"StringLike": {"k": "a*"}}, {}, {"x", "ax"}],
	"two patterns": [_any, {"StringLike": {"k": "a*"}, "ForAnyValue:StringLike": {"k": "*b"}}, {}, {"x", "ax", "xb", "axb"}],
	"a pattern and those of a Deny": [_any, {"StringLike": {"k": "a*"}}, {"StringLike": {"k": "a?*"}}, {"", "x", "xx", "a", "ax", "axx"}],
	"strings": [_any, {"StringEquals": {"k": "a"}}, {"StringEquals": {"k": "b"}}, {"a", "b", "x"}],
	"booleans": [_any, {"Bool": {"k": ["True", "aws-cli*"]}}, {}, {"true", "x"}],
	"a character that is named": [_any, {"StringNotLike": {"k": "*x*"}}, {}, {"", "z"}],
	"an organisation": [_organization, {"StringLike": {"k": "o-a*"}}, {}, {"o-x", "o-ax", "o-azzzzzzzzz", "o-zzzzzzzzzz"}],
}

test_texts[note] if {
	some note, [known, allow, deny, wanted] in _texts
	found := word.of(known, array.concat(condition.entries(allow, "allow"), condition.entries(deny, "deny")))
	{text | some text in found.texts} & wanted == wanted
	found.counted
}

test_a_value_of_an_account if {
	found := word.of(_account, condition.entries({"StringLike": {"k": "1111*"}}, "allow"))
	"111188887777" in found.texts
	found.counted
}

_uncounted := {
	"five patterns": {
		"StringLike": {"k": "a*"}, "ForAnyValue:StringLike": {"k": "b*"}, "StringLikeIfExists": {"k": "c*"},
		"ForAllValues:StringLike": {"k": "d*"}, "ForAnyValue:StringLikeIfExists": {"k": "e*"},
	},
	"spellings of a word that another entry compares exactly": {"StringEqualsIgnoreCase": {"k": "abcd"}, "StringLike": {"k": "A*d"}},
	"two patterns of many stars": {"StringLike": {"k": "*a*b*c*"}, "ForAnyValue:StringLike": {"k": "*d*"}},
}

test_uncounted[note] if {
	some note, block in _uncounted
	not word.of(_any, condition.entries(block, "allow")).counted
}

test_spellings if word.spellings("aB") == {"aB", "AB", "ab", "Ab"}

_gaps := {
	"no pattern": [[], [1]],
	"no single character": [["a*"], [0, 1]],
	"single characters apart": [["?a?"], [0, 1, 2]],
	"single characters in a row": [["a*??"], [0, 1, 2, 3]],
}

test_gaps[note] if {
	some note, [patterns, wanted] in _gaps
	word.gaps(patterns) == wanted
}

_fitted := {
	"a string": ["ab", {"ab"}],
	"single characters": ["?11122223333", {"911122223333", "011122223333", "x11122223333"}],
}

test_fitted[note] if {
	some note, [pattern, wanted] in _fitted
	word.fitted(overlap.pieces(pattern), "999988887777") == wanted
}
