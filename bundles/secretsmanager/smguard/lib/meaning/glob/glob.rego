# METADATA
# title: IAM wildcards
# description: |
#   Only `*` (any string) and `?` (one character) are special in IAM patterns; all other characters,
#   `[`, `{` and `\` included, are literal.
package smguard.lib.meaning.glob

# METADATA
# description: true if the string contains a wildcard
wild(text) if contains(text, "*")

wild(text) if contains(text, "?")

# METADATA
# description: true if the pattern matches the whole string, case-sensitively
matches(pattern, text) if pattern == text

matches(pattern, text) if {
	not contains(pattern, "?")
	_pieces(split(pattern, "*"), text)
}

matches(pattern, text) if {
	_irregular(pattern)
	regex.match(_expression(pattern), text)
}

# One or two `*` need no regular expression.
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
# description: true if one of the patterns matches the string
any_matches(patterns, text) if {
	some pattern in patterns
	matches(pattern, text)
}

# METADATA
# description: the literal part of the pattern before its first wildcard
literal_prefix(pattern) := split(split(pattern, "*")[0], "?")[0]

_irregular(pattern) if contains(pattern, "?")

_irregular(pattern) if count(split(pattern, "*")) > 3

# Between \Q and \E everything is literal, so only a backslash can end the quotation early.
_expression(pattern) := concat("", [`(?s)\A\Q`, wildcards, `\E\z`]) if {
	quoted := replace(pattern, `\`, `\E\\\Q`)
	wildcards := replace(replace(quoted, "*", `\E.*\Q`), "?", `\E.\Q`)
}
