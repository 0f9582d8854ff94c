package smguard.lib.invent.overlap_test

import data.smguard.lib.invent.overlap

# Two patterns and those that together match what both match.
_both := {
	"the same": ["a*", "a*", {"a*"}],
	"anything and a pattern": ["*", "a*b", {"a*b"}],
	"a string and a pattern of it": ["ab", "a*", {"ab"}],
	"a string and a pattern of others": ["ab", "b*", set()],
	"a string and a pattern of one character": ["a", "?", {"a"}],
	"two beginnings": ["a*", "ab*", {"ab*"}],
	"two other beginnings": ["a*", "b*", set()],
	"a beginning and an end": ["a*", "*b", {"a*b"}],
	"a beginning and an end that share a character": ["ab*", "*bc", {"abc", "ab*bc"}],
	"two ends": ["*b", "*ab", {"*ab"}],
	"two strings within, in either order": ["*a*", "*b*", {"*a*b*", "*b*a*"}],
	"a string within that shares a beginning": ["ab*", "*bc*", {"abc*", "ab*bc*"}],
	"single characters": ["?b*", "a?*", {"ab*"}],
	"patterns of one length": ["a??", "?b?", {"ab?"}],
	"patterns of two lengths": ["a?", "a??", set()],
}

test_both[note] if {
	some note, [one, other, wanted] in _both
	found := overlap.both(overlap.pieces(one), overlap.pieces(other))
	{replace(concat("*", pattern), overlap.single, "?") | some pattern in found} == wanted
	overlap.exact(overlap.pieces(one), overlap.pieces(other))
}

test_many_stars_are_not_exact if not overlap.exact(overlap.pieces("*a*b*c*"), overlap.pieces("*b*"))

_fillings := {
	"no gap": ["a?", {0, 1}, {"ax"}],
	"a gap": ["a*", {0, 2}, {"a", "axx"}],
	"two gaps": ["*a*", {0, 1}, {"a", "ax", "xa", "xax"}],
	"three gaps": ["*a*b*", {1}, {"xaxbx"}],
	"many gaps": ["*a*b*c*", {0, 1}, {"abc", "xaxbxcx"}],
}

test_fillings[note] if {
	some note, [pattern, lengths, wanted] in _fillings
	overlap.fillings(overlap.pieces(pattern), "x", lengths) == wanted
}

_lists := [{[["a", ""]]}, {[["", "b"]]}, {[["", "c", ""]]}, {[["d", ""]]}, {[["e", ""]]}]

test_patterns_are_combined if {
	overlap.combined({[["", ""]]}, array.slice(_lists, 0, 2)) == {
		"patterns": {[["", ""]], [["a", ""]], [["", "b"]], [["a", "b"]]},
		"counted": true,
	}
}

test_five_lists_are_not_combined if {
	not overlap.combined({[["", ""]]}, _lists).counted
	overlap.combined({[["", ""]]}, array.slice(_lists, 0, 1)).counted
}
