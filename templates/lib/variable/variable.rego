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
#   The worlds of a text (JSON), where the values of `known` keys are given: {"replacements": of variables, "bound": {key: {"name", "values" or null}}};
#   one world without either where it has no variables that IAM would resolve.
worlds(policy, text, known) := [{"replacements": {}, "bound": {}}] if not _resolves(policy, text)

else := array.concat(
	[_present(found, object.union(own, known)) | some own in _owners(found, text)],
	[{"replacements": object.union(_literals, absent), "bound": {lower(v.name): {"name": v.name, "values": null} | some v in found}}],
) if {
	found := [{"text": match[0], "name": trim_space(match[1]), "fallback": match[2]} |
		some match in regex.find_all_string_submatch_n(_variable, text, -1)
		not match[0] in {"${*}", "${?}", "${$}"}
	]
	absent := {v.text: _default(v) | some v in found}
}

_present(found, known) := {
	"replacements": object.union(_literals, {v.text: values[i][0] | some i, v in found}),
	"bound": {lower(v.name): {"name": v.name, "values": values[i]} | some i, v in found},
} if {
	values := [object.get(known, [lower(v.name), "values"], [_value(v.name)]) | some v in found]
}

# Whose account a variable stands for: anybody's, or that of a principal whom the document names.
_owners(found, text) := array.concat([{}], [{"aws:principalaccount": {"values": [account]}} | some account in array.slice(accounts, 0, _most)]) if {
	some v in found
	lower(v.name) == "aws:principalaccount"
	contains(text, "Principal\":")
	accounts := [account |
		some account in sort({match[1] | some match in regex.find_all_string_submatch_n(`(?:(?:iam|sts)::|")([0-9]{12})[:"]`, text, -1)})
		account != "999988887777"
	]
}

else := [{}]

# Documents that name more accounts than these are not searched for each of them.
_most := 4

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
