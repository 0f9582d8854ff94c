# METADATA
# title: Policy variables
# description: |
#   A document with ${...} variables is judged in two worlds: in one, each variable's key is present with a value; in the
#   other it is absent, so that only defaults remain. Strings that match nothing then contain a character that no request
#   has.
package smguard.lib.grammar.variable

import data.smguard.lib.reader.placeholder

_variable := `\$\{([^${}",]+)(?:,[ ]*'([^'"]*)')?\}`

# A condition key; anything else in ${} belongs to a template, such as ${AWS::AccountId} or ${var.name}.
_key := `\A\s*[A-Za-z0-9.-]+(?:/[A-Za-z0-9._/-]+)?:[A-Za-z0-9]`

# METADATA
# description: |
#   The worlds of a document in JSON, given the values of `known` keys: {"replacements": of variables, "bound": {key:
#   {"name", "values" or null}}}; one world without either if it has no variables that IAM would resolve.
worlds(_, text, _) := [{"replacements": {}, "bound": {}}] if not contains(text, "${")

worlds(policy, text, _) := [{"replacements": {}, "bound": {}}] if {
	contains(text, "${")
	not policy.Version == "2012-10-17"
}

worlds(policy, text, known) := array.concat(
	[_present(found, object.union(known, own), fixed) | some own in _owners(found, text)],
	[{"replacements": object.union(fixed, absent), "bound": {lower(v.name): {"name": v.name, "values": null} | some v in found}}],
) if {
	contains(text, "${")
	policy.Version == "2012-10-17"
	fixed := _literals
	found := [{"text": match[0], "name": trim_space(match[1]), "fallback": match[2]} |
		some match in regex.find_all_string_submatch_n(_variable, text, -1)
		regex.match(_key, match[1])
	]
	absent := {v.text: _default(v) | some v in found}
}

# METADATA
# description: the stand-in for a stranger's organisation
strange_organization := "o-zzzzzzzzzz"

_present(found, known, fixed) := {
	"replacements": object.union(fixed, {v.text: values[i][0] | some i, v in found}),
	"bound": {lower(v.name): {"name": v.name, "values": values[i]} | some i, v in found},
} if {
	values := [object.get(known, [lower(v.name), "values"], [_value(v.name)]) | some v in found]
}

# The account for a variable: any, or that of a principal or resource that the document names.
_owners(found, text) := array.concat([{}], [{key: {"values": [account]}} |
	some key, pattern in _accounts
	key in {lower(v.name) | some v in found}
	accounts := sort({match[1] | some match in regex.find_all_string_submatch_n(pattern, text, -1)} - {"999988887777", placeholder.home})
	some account in array.slice(accounts, 0, _most)
])

_accounts := {
	"aws:principalaccount": `(?:(?:iam|sts)::|")([0-9]{12})[:"]`,
	"aws:resourceaccount": `:secretsmanager:[^:"]*:([0-9]{12}):`,
}

# In documents with more accounts than this, the search does not try each of them.
_most := 4

# METADATA
# description: a value with its variables replaced
resolved(value, replacements) := value if replacements == {}

else := json.unmarshal(strings.replace_n(replacements, json.marshal(value)))

# `*`, `?` and `$` as plain characters: no secret ARN contains one, so a character that nothing matches replaces them.
_literals := {"${*}": "\uE000", "${?}": "\uE000", "${$}": "$"}

_default(variable) := variable.fallback if contains(variable.text, "'")

else := "\uE000"

_value(name) := _own(lower(name), name)

_own(key, _) := "999988887777" if key == "aws:principalaccount"

_own(key, _) := strange_organization if key == "aws:principalorgid"

_own(key, _) := placeholder.own_organization if key == "aws:resourceorgid"

_own(key, _) := placeholder.home if {
	endswith(key, "account")
	key != "aws:principalaccount"
}

_own(key, _) := "us-east-1" if endswith(key, "region")

_own(key, name) := _named(name) if not regex.match(`account\z|region\z|\Aaws:(?:principal|resource)orgid\z`, key)

_named(name) := concat("", ["own-", tail]) if {
	tail := regex.find_all_string_submatch_n(`[A-Za-z0-9_.-]+\z`, name, 1)[0][0]
}

else := "own-value"
