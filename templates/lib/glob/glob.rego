# METADATA
# title: IAM wildcards
# description: |
#   Only `*` (any text) and `?` (one character) are special in IAM patterns; everything else,
#   `[`, `{` and `\` included, stands for itself.
package smguard.lib.glob

# METADATA
# description: true when the text holds a wildcard
wild(text) if contains(text, "*")

wild(text) if contains(text, "?")

# METADATA
# description: true when the pattern matches the whole text, letter case counting
matches(pattern, text) if pattern == text

matches(pattern, text) if {
	not contains(pattern, "?")
	_pieces(split(pattern, "*"), text)
}

matches(pattern, text) if {
	_irregular(pattern)
	regex.match(_expression(pattern), text)
}

# A star or two need no expression.
_pieces([first, last], text) if {
	startswith(text, first)
	endswith(text, last)
	count(text) >= count(first) + count(last)
}

_pieces([first, middle, last], text) if {
	startswith(text, first)
	endswith(text, last)
	between := (count(text) - count(first)) - count(last)
	between >= 0
	contains(substring(text, count(first), between), middle)
}

# METADATA
# description: true when one of the patterns matches the text
any_matches(patterns, text) if {
	some pattern in patterns
	matches(pattern, text)
}

# METADATA
# description: the text that the pattern spells out before its first wildcard
literal_prefix(pattern) := split(split(pattern, "*")[0], "?")[0]

_irregular(pattern) if contains(pattern, "?")

_irregular(pattern) if count(split(pattern, "*")) > 3

# Between \Q and \E everything is literal, so only a backslash can end the quotation early.
_expression(pattern) := concat("", [`(?s)\A\Q`, wildcards, `\E\z`]) if {
	quoted := replace(pattern, `\`, `\E\\\Q`)
	wildcards := replace(replace(quoted, "*", `\E.*\Q`), "?", `\E.\Q`)
}
