package smguard.lib.meaning.glob_test

import data.smguard.lib.meaning.glob

_matches := {
	"many stars match in order": ["a*b*c*d*e*f*g*h*i*j*k?", "axbxcxdxexfxgxhxixjxk!", true],
	"many stars do not match out of order": ["a*b*c*d*e*f*g*h*i*k*j?", "axbxcxdxexfxgxhxixjxk!", false],
	"a question mark between stars": ["a*b?d*?f", "axxbcdeef", true],
	"a question mark between stars needs its neighbours": ["a*b?d*?f", "axxbccdef", false],
	"pieces between stars do not overlap": ["a*bc*cd*e", "abcde", false],
	"a piece is found where it first fits": ["*ab?c*ab?d", "ab1cab2cab3d", true],
	"a pattern without wildcards matches its own text": ["abc", "abc", true],
	"a pattern without wildcards matches nothing else": ["abc", "abd", false],
	"letter case counts": ["abc", "ABC", false],
	"a pattern has to match the whole text": ["b", "abc", false],
	"the empty pattern matches the empty text": ["", "", true],
	"the empty pattern matches no other text": ["", "a", false],
	"a star matches nothing at all": ["*", "", true],
	"a star matches any text": ["*", "any thing", true],
	"a last star matches what follows": ["ab*", "abc", true],
	"a last star may match nothing": ["ab*", "ab", true],
	"a last star needs what stands before it": ["ab*", "acb", false],
	"a first star matches what comes before": ["*bc", "abc", true],
	"a first star needs the end": ["*bc", "abcd", false],
	"a star in the middle matches": ["a*c", "abbbc", true],
	"a star in the middle needs both ends": ["a*c", "abbbd", false],
	"what stands on both sides of a star does not overlap": ["ab*ba", "aba", false],
	"two stars match in order": ["a*b*c", "axbyc", true],
	"two stars do not match out of order": ["a*c*b", "axbyc", false],
	"a star in the middle and one at the end": ["a*c*", "abcd", true],
	"a doubled star is a star": ["a**", "abc", true],
	"a doubled star may match nothing": ["a**", "a", true],
	"a question mark matches one character": ["a?c", "abc", true],
	"a question mark does not match nothing": ["a?c", "ac", false],
	"a question mark does not match two characters": ["a?c", "abbc", false],
	"a last question mark needs a character": ["ab?", "ab", false],
	"a question mark before a last star needs a character": ["ab?*", "ab", false],
	"a question mark before a last star matches": ["ab?*", "abc", true],
	"a star matches colons and slashes": ["a:*", "a:b:c/d", true],
	"a question mark matches a colon": ["a?b", "a:b", true],
	"a star matches a newline": ["a*b", "a\nb", true],
	"a question mark matches a newline": ["a?b", "a\nb", true],
	"a newline at the end is a character": ["a?", "a\n", true],
	"a newline at the end is not overlooked": ["*b", "ab\n", false],
	"a question mark matches a character beyond ASCII": ["a?c", "a\u00e9c", true],
	"a question mark matches a character beyond the basic plane": ["a?c", "a\ud83d\ude00c", true],
	"characters beyond ASCII stand for themselves": ["\u00e9*", "\u00e9a", true],
	"a letter is not its accented form": ["e*", "\u00e9a", false],
	"a bracket stands for itself": ["a[b]*?", "a[b]cd", true],
	"a bracket is no class of characters": ["[ab]?", "ac", false],
	"a brace stands for itself": ["{a,b}?", "{a,b}c", true],
	"a brace is no choice": ["{a,b}?", "ac", false],
	"a backslash stands for itself": [`a\?`, `a\b`, true],
	"a backslash escapes nothing": [`a\*?`, `a*b`, false],
	"a backslash before an E ends no quotation": [`a\E.*?`, `a\E.bc`, true],
	"nothing behind a backslash and an E is an expression": [`a\E.*?`, "abcd", false],
	"a backslash before a Q opens no quotation": [`\Qa\E?`, `\Qa\Eb`, true],
	"a backslash at the end stands for itself": [`?\`, `a\`, true],
	"two backslashes are two": [`?\\`, `a\`, false],
	"a dot stands for itself": ["a.?", "a.b", true],
	"a dot is no wildcard": ["a.?", "axb", false],
	"a plus stands for itself": ["a+?", "a+b", true],
	"a plus repeats nothing": ["a+?", "aab", false],
	"a caret and a dollar stand for themselves": ["^?$", "^a$", true],
	"a caret and a dollar are no anchors": ["^?$", "a", false],
	"parentheses and a bar stand for themselves": ["(a|b)?", "(a|b)c", true],
	"parentheses and a bar are no choice": ["(a|b)?", "ac", false],
	"a dollar and a brace stand for themselves": ["${a}?", "${a}b", true],
}

default _said(_, _) := false

_said(pattern, text) if glob.matches(pattern, text)

test_matches[note] if {
	some note, [pattern, text, wanted] in _matches
	_said(pattern, text) == wanted
}

_any := {
	"one of several patterns is enough": [["a*", "b*"], "bc", true],
	"none of several patterns": [["a*", "b*"], "cd", false],
	"no pattern matches nothing": [[], "cd", false],
}

default _any_said(_, _) := false

_any_said(patterns, text) if glob.any_matches(patterns, text)

test_any_matches[note] if {
	some note, [patterns, text, wanted] in _any
	_any_said(patterns, text) == wanted
}

_wild := {
	"a star is a wildcard": ["a*", true],
	"a question mark is a wildcard": ["?a", true],
	"a bracket is none": ["[a]", false],
	"the empty text has none": ["", false],
}

default _wild_said(_) := false

_wild_said(text) if glob.wild(text)

test_wild[note] if {
	some note, [text, wanted] in _wild
	_wild_said(text) == wanted
}

_prefixes := {
	"up to a star": ["ab*cd?", "ab"],
	"up to a question mark": ["ab?cd*", "ab"],
	"nothing before a first wildcard": ["*ab", ""],
	"all of a text without wildcards": ["ab[c]", "ab[c]"],
	"nothing of nothing": ["", ""],
}

test_literal_prefix[note] if {
	some note, [pattern, wanted] in _prefixes
	glob.literal_prefix(pattern) == wanted
}
