# METADATA
# title: Policy variables
# description: |
#   A document with ${...} variables is judged in two worlds: in one each variable's key is present with a value,
#   in the other it is absent, so that only defaults remain. Texts that then match nothing hold a character that
#   no request has.
package smguard.lib.variable

_variable := `\$\{([^${}",]+)(?:,[ ]*'([^'"]*)')?\}`

# METADATA
# description: |
#   The worlds of a text (JSON): {"replacements": of variables, "bound": {key: {"name", "values" or null}}};
#   one world without either where it has no variables that IAM would resolve.
worlds(policy, text) := [{"replacements": {}, "bound": {}}] if not _resolves(policy, text)

else := [
	{"replacements": object.union(_literals, present), "bound": {lower(v.name): {"name": v.name, "values": [_value(v.name)]} | some v in found}},
	{"replacements": object.union(_literals, absent), "bound": {lower(v.name): {"name": v.name, "values": null} | some v in found}},
] if {
	found := [{"text": match[0], "name": trim_space(match[1]), "fallback": match[2]} |
		some match in regex.find_all_string_submatch_n(_variable, text, -1)
		not match[0] in {"${*}", "${?}", "${$}"}
	]
	present := {v.text: _value(v.name) | some v in found}
	absent := {v.text: _default(v) | some v in found}
}

# METADATA
# description: a value with its variables replaced
resolved(value, replacements) := value if replacements == {}

else := json.unmarshal(strings.replace_n(replacements, json.marshal(value)))

_resolves(policy, text) if {
	contains(text, "${")
	policy.Version == "2012-10-17"
}

# `*`, `?` and `$` as plain characters: no ARN of a secret holds one, so a character that nothing matches will do.
_literals := {"${*}": "\uE000", "${?}": "\uE000", "${$}": "$"}

_default(variable) := variable.fallback if contains(variable.text, "'")

else := "\uE000"

_value(name) := _own(lower(name), name)

_own(key, _) := "999988887777" if key == "aws:principalaccount"

_own(key, _) := "888877776666" if {
	endswith(key, "account")
	key != "aws:principalaccount"
}

_own(key, _) := "us-east-1" if endswith(key, "region")

_own(key, name) := _named(name) if not regex.match(`(account|region)\z`, key)

_named(name) := concat("", ["own-", tail]) if {
	tail := regex.find_all_string_submatch_n(`[A-Za-z0-9_.-]+\z`, name, 1)[0][0]
}

else := "own-value"
