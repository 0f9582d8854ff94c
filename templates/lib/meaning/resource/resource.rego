# METADATA
# title: Resources of statements
# description: Decides whether a statement's Resource or NotResource covers a resource.
package smguard.lib.meaning.resource

import data.smguard.lib.meaning.glob

# METADATA
# description: |
#   true if a Deny's Resource or NotResource covers a resource in every interpretation of IAM's rules: a `*` inside a
#   pattern is not relied on to match a colon
certainly_matches(deny, text) if {
	deny.excluded
	not glob.any_matches(deny.resources, text)
}

certainly_matches(deny, text) if {
	not deny.excluded
	_certainly(deny.resources, text)
}

_certainly(patterns, text) if {
	some pattern in patterns
	glob.matches(pattern, text)
	_by_segments(pattern, text)
}

_by_segments(pattern, _) if pattern == "*"

_by_segments(pattern, text) if {
	pattern != "*"
	wanted := split(pattern, ":")
	parts := split(text, ":")
	last := min([count(wanted), 7]) - 1
	every i, segment in array.slice(wanted, 0, last) {
		glob.matches(segment, parts[i])
	}
	_reaches_end(wanted, parts, last)
}

_reaches_end(_, _, 6)

# Only a `*` at the end goes past a colon.
_reaches_end(wanted, parts, last) if {
	last < 6
	endswith(wanted[last], "*")
	glob.matches(wanted[last], parts[last])
}

# METADATA
# description: true if an Allow's Resource or NotResource could cover a resource in some interpretation of IAM's rules
matches(read, text) if {
	not read.excluded
	glob.any_matches(read.resources, text)
}

matches(read, text) if {
	read.excluded
	not _certainly(read.resources, text)
}
