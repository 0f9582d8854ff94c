# METADATA
# title: Values of policy variables
# description: |
#   Compares patterns that have policy variables with a request: a variable stands for the value of its key in the request's
#   own context. A request is {"resource", "context": {lower-case key: list of strings}, "variables": true if the document's
#   version has variables}.
package smguard.lib.meaning.resolution

_variable := `\$\{\s*([^{}',]+?)\s*(?:,\s*'([^']*)'\s*)?\}`

# METADATA
# description: |
#   the pattern with its variables replaced, for comparison with literal(text); undefined if one of them has no value
resolved(pattern, context) := replace(strings.replace_n(values, pattern), "$", _plain["$"]) if {
	found := regex.find_all_string_submatch_n(_variable, pattern, -1)
	values := {variable[0]: value | some variable in found; value := _value(variable, context)}
	count(values) == count({variable[0] | some variable in found})
}

# METADATA
# description: a string without the characters that mean something in patterns; others stand in their place
literal(text) := strings.replace_n(_plain, text)

# Characters of no request.
_plain := {"*": "\uE001", "?": "\uE002", "$": "\uE003"}

_value(variable, _) := _plain[variable[1]]

_value([_, key, _], context) := literal(values[0]) if {
	values := context[lower(key)]
	count(values) == 1
}

_value([text, key, fallback], context) := literal(fallback) if {
	contains(text, "'")
	object.get(context, lower(key), []) == []
}

# METADATA
# description: |
#   The patterns of a Resource or NotResource element that a request leaves, and the resource to compare them with:
#   {"resources", "text"}. With `certain`, a variable counts only after the fifth colon.
resources(patterns, request, certain) := {"resources": patterns, "text": request.resource} if not _variable_in(patterns, request)

else := {
	"resources": [other |
		some pattern in patterns
		not _too_early(pattern, certain)
		other := resolved(pattern, request.context)
	],
	"text": literal(request.resource),
}

_variable_in(texts, request) if {
	request.variables
	contains(concat("", texts), "${")
}

# Before the fifth colon a variable is no variable.
_too_early(pattern, true) if regex.match(`\A(?:[^:]*:){0,4}[^:]*\$\{`, pattern)

# METADATA
# description: |
#   an entry of a condition with the variables of its values replaced, and the values of its key to compare with it:
#   {"entry", "values"}; only strings and ARNs can have variables
entry(read, values, request) := {
	"entry": object.union(read, {"values": known}),
	"values": _literals(values),
} if {
	read.test in {"equals", "ignorecase", "like", "arn"}
	_variable_in(read.values, request)
	known := [_compared(read.test, text) | some pattern in read.values; text := resolved(pattern, request.context)]
}

else := {"entry": read, "values": values}

# The operators without wildcards compare a `*` with itself.
_compared(test, text) := literal(text) if test in {"equals", "ignorecase"}

_compared(test, text) := text if test in {"like", "arn"}

_literals(values) := null if values == null

else := [literal(text) | some text in values]
