# METADATA
# title: Policy variables
# description: |
#   Finds the ${...} variables of a document, and replaces them by values where IAM resolves them: in Resource and
#   NotResource, and in the values of String and Arn operators, in documents of Version 2012-10-17.
package smguard.lib.grammar.variable

_variable := `\$\{([^${}",]+)(?:,[ ]*'([^'"]*)')?\}`

# A condition key; anything else in ${} belongs to a template, such as ${AWS::AccountId} or ${var.name}.
_key := `\A\s*[A-Za-z0-9.-]+(?:/[A-Za-z0-9._/-]+)?:[A-Za-z0-9]`

_resolving := `\A(?i:forallvalues:|foranyvalue:)?(?i:string|arn)`

# METADATA
# description: the stand-in for a stranger's organisation
strange_organization := "o-zzzzzzzzzz"

# METADATA
# description: a character that no request has, for a variable without a value
nothing := "\uE000"

# METADATA
# description: true if IAM resolves variables in a policy with this text
resolves(policy, text) if {
	contains(text, "${")
	policy.Version == "2012-10-17"
}

# METADATA
# description: |
#   the variables of a text in JSON, each once: {"text", "key", "name": the key as written, "fallback": null without
#   a default}
of(text) := {variable |
	some match in regex.find_all_string_submatch_n(_variable, text, -1)
	regex.match(_key, match[1])
	name := trim_space(match[1])
	variable := {"text": match[0], "key": lower(name), "name": name, "fallback": _fallback(match)}
}

_fallback(match) := match[2] if contains(match[0], "'")

else := null

# METADATA
# description: |
#   the strings of a statement in which variables are resolved, of those with a variable: {"deny", "element": Resource,
#   NotResource or Condition, "negated" and "key": of a condition, "text"}
places(raw) := array.concat(
	[{"deny": raw.Effect == "Deny", "element": element, "negated": false, "key": "", "text": text} |
		some element in ["Resource", "NotResource"]
		some text in _texts(raw[element])
		contains(text, "${")
		not _is_literal(raw, element, text)
	],
	[{"deny": raw.Effect == "Deny", "element": "Condition", "negated": contains(lower(operator), "not"), "key": lower(name), "text": text} |
		some operator, block in raw.Condition
		regex.match(_resolving, operator)
		some name, value in block
		some text in _texts(value)
		contains(text, "${")
	],
)

_texts(value) := [value] if is_string(value)

_texts(value) := [text | some text in value; is_string(text)] if is_array(value)

# METADATA
# description: |
#   the replacements for variables, given the values of their keys: {key: {"values": one in a list, or null}}
replacements(found, assigned) := {variable.text: text |
	some variable in found
	text := _replacement(variable, assigned[variable.key].values)
}

_replacement(_, values) := values[0] if is_array(values)

_replacement(variable, null) := variable.fallback if variable.fallback != null

else := nothing

# `*`, `?` and `$` as plain characters: no secret's ARN contains one, and a pattern cannot express them.
_literals := {"${*}": nothing, "${?}": nothing, "${$}": "$"}

# Operators that compare whole strings know no wildcards.
_plain_literals := {"${*}": "*", "${?}": "?", "${$}": "$"}

# METADATA
# description: a statement with its variables replaced
resolved(raw, replaced) := object.union_n([
	raw,
	_resources(raw, object.union(_literals, _as_characters(replaced))),
	_conditions(raw, replaced),
])

# A wildcard in a value is a character.
_as_characters(replaced) := {text: given |
	some text, plain in replaced
	given := _as_character(text, plain)
}

# In a default it is read as a wildcard, which an Allow matches more by.
_as_character(text, plain) := plain if contains(text, "'")

else := strings.replace_n({"*": nothing, "?": nothing}, plain)

_resources(raw, replaced) := {element: given |
	some element in ["Resource", "NotResource"]
	value := raw[element]
	given := _each(value, [_resource(raw, element, text, replaced) | some text in _texts(value)])
}

_conditions(raw, replaced) := {"Condition": {operator: given |
	some operator, block in raw.Condition
	given := _block(operator, block, replaced)
}} if {
	is_object(raw.Condition)
}

else := {}

_block(operator, block, replaced) := {name: given |
	some name, value in block
	given := _value(value, _characters(operator, replaced))
} if {
	is_object(block)
	regex.match(_resolving, operator)
}

else := block

_characters(operator, replaced) := object.union(_literals, _as_characters(replaced)) if regex.match(`(?i)like|arn`, operator)

else := object.union(_plain_literals, replaced)

_value(value, replaced) := strings.replace_n(replaced, value) if is_string(value)

else := [given | some item in value; given := _item(item, replaced)] if is_array(value)

else := value

_item(item, replaced) := strings.replace_n(replaced, item) if is_string(item)

else := item

_each(value, texts) := texts[0] if is_string(value)

_each(value, texts) := texts if {
	is_array(value)
	count(texts) == count(value)
}

# A variable before the fifth colon is literal, and a string with one matches no ARN. Whether every part of IAM reads it
# so is not settled: an Allow matches more by it, and a Deny less.
_resource(raw, element, text, replaced) := nothing if {
	_is_literal(raw, element, text)
}

else := strings.replace_n(replaced, text)

_literally := {"Resource": "Deny", "NotResource": "Allow"}

_is_literal(raw, element, text) if {
	_literally[element] == raw.Effect
	contains(text, "${")
	count(split(split(text, "${")[0], ":")) < 6
}
