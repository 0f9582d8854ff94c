# METADATA
# title: Statements
# description: |
#   Reads the statements of a policy that touch the catalog's service into one shape, and reports the problems of those
#   that cannot be read. Rules need not handle other shapes, letter case or optional lists.
package smguard.lib.grammar.statement

import data.smguard.lib.grammar.arn
import data.smguard.lib.grammar.condition
import data.smguard.lib.grammar.principal
import data.smguard.lib.meaning.action
import data.smguard.lib.reader.draft
import data.smguard.lib.reader.placeholder
import data.smguard.lib.reader.template

# The elements of most statements.
_plain := {"Sid", "Effect", "Action", "Resource"}

# The elements that most other statements add.
_usual := _plain | {"Principal", "Condition"}

_elements := {
	"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource",
	"Principal", "NotPrincipal", "Condition",
}

# METADATA
# description: |
#   The statements of a policy: {"path", "raw", "text": action patterns in lower case, each after a newline, null if they
#   cannot be read, "relevant": the statement can touch the service, "plain": it has only Sid, Effect, Action and
#   Resource, all well-formed, "settled": only its Condition may have problems}. Any other statement also has "original",
#   the statement as written; its "raw" has stand-ins for the "unknown" parts, see smguard.lib.reader.draft.
listed(policy) := [item |
	some i, raw in policy.Statement
	some item in _items(["Statement", i], raw)
] if {
	is_array(policy.Statement)
}

listed(policy) := _items(["Statement"], policy.Statement) if is_object(policy.Statement)

_items(path, raw) := [_item(path, raw)] if not template.is_function(raw)

# A function in the place of a statement. The statements in both branches of Fn::If are judged.
_items(path, raw) := array.concat([_open(path, raw)], [object.union_n([{"problems": [], "unknown": []}, item, {"certain": false, "plain": false}]) |
	some [i, one] in _branches(raw)
	item := _item(array.concat(path, i), one)
]) if {
	template.is_function(raw)
}

# Rego has no recursion: an Fn::If within another is followed three levels deep.
_branches(raw) := [[array.concat(i, array.concat(j, k)), one] |
	some [i, outer] in _branch(raw)
	some [j, inner] in _branch(outer)
	some [k, one] in _branch(inner)
	not template.is_function(one)
]

# The statements that an Fn::If may become, each with its path below; what is no Fn::If is itself.
_branch(raw) := [[array.concat(["Fn::If", n], i), one] |
	some n, branch in raw["Fn::If"]
	n > 0
	some [i, one] in _each_of(branch)
	is_object(one)
] if {
	template.is_function(raw)
}

_branch(raw) := [[[], raw]] if not template.is_function(raw)

_each_of(branch) := [[[i], one] | some i, one in branch] if is_array(branch)

_each_of(branch) := [[[], branch]] if not is_array(branch)

_open(path, raw) := {
	"path": path,
	"raw": {},
	"text": null,
	"relevant": false,
	"plain": false,
	"certain": true,
	"problems": [],
	"unknown": [{"path": [], "message": draft.message(template.text(raw))}],
}

_item(path, raw) := {"path": path, "raw": raw, "text": text, "relevant": relevant, "plain": true} if {
	object.keys(raw) - _plain == set()
	raw.Effect in {"Allow", "Deny"}
	is_string(object.get(raw, "Sid", ""))
	text := _text(raw)
	relevant := _relevant(raw, text)
	_in_order(raw, text, relevant)
	_named_in_order(raw.Resource)
}

# Most statements with conditions have no placeholders.
else := {
	"path": path,
	"raw": raw,
	"text": text,
	"relevant": relevant,
	"plain": false,
	"settled": true,
	"certain": true,
	"problems": [],
	"unknown": [],
} if {
	object.keys(raw) - _usual == set()
	raw.Effect in {"Allow", "Deny"}
	is_string(object.get(raw, "Sid", ""))
	object.get(raw, "Principal", "*") == "*"
	text := _text(raw)
	relevant := _relevant(raw, text)
	_in_order(raw, text, relevant)
	_named_in_order(_resources(raw))
	draft.settled(object.get(raw, "Condition", {}))
}

else := {
	"path": path,
	"raw": filled.raw,
	"original": raw,
	"text": text,
	"relevant": _relevant(raw, text),
	"plain": false,
	"certain": filled.certain,
	"problems": filled.problems,
	"unknown": [unknown | _relevant(raw, text); some unknown in filled.unknown],
} if {
	is_object(raw)
	filled := draft.filled(raw)
	text := _text(filled.raw)
}

else := {
	"path": path,
	"raw": raw,
	"text": null,
	"relevant": false,
	"plain": false,
	"certain": true,
	"problems": [],
	"unknown": [],
}

# Statements about other services can be long, so only the part before each colon is checked, and the colons counted.
_in_order(raw, text, false) if {
	text != ""
	count(split(text, ":")) == _number(raw.Action) + 1
	not regex.match(`\n[a-z0-9*?-]*[^a-z0-9*?:-]`, text)
	not contains(text, " ")
}

_in_order(raw, text, true) if {
	regex.match(_grammatical, text)
	_unbroken(raw.Action, split(substring(text, 1, -1), "\n"))
}

_named_in_order("*")

_named_in_order(value) if {
	value != "*"
	is_string(value)
	placeholder.known_resources(value)
	not contains(value, "\n")
}

_named_in_order(value) if {
	is_array(value)
	resources := concat("\n", value)
	placeholder.known_resources(resources)
	_unbroken(value, split(resources, "\n"))
}

_number(value) := count(value) if is_array(value)

_number(value) := 1 if is_string(value)

# Action patterns of any service, or `*`; placeholder.nothing stands for an unknown action.
_grammatical := `\A(?:\n(?:\*(?:[a-z0-9*?-]*:[a-z0-9*?_.-]+)?|[a-z0-9?-][a-z0-9*?-]*:[a-z0-9*?_.-]+|[a-z0-9-]*:?\x{E000}))+\z`

default _relevant(_, _) := false

_relevant(_, text) if action.touches(text)

_relevant(raw, _) if raw.NotAction

# METADATA
# description: |
#   A relevant statement: {"path", "sid", "effect", "patterns": action patterns, "element": Action or NotAction,
#   "actions": object of the catalog's actions, "resources": as AWS reads them, see smguard.lib.grammar.arn, "written": the
#   same as the document has them, "excluded": true for NotResource, "principals": null or a list, "others": true for
#   NotPrincipal, "entries": of its conditions, "exact": true if all of it was understood, "raw"}. If a resource has more
#   than one reading, the second ones follow all first ones, and "original" is the statement as written.
read(item) := {
	"path": item.path,
	"sid": _sid(raw),
	"effect": lower(raw.Effect),
	"patterns": patterns,
	"element": "Action",
	"actions": _plain_actions(raw.Effect, patterns),
	"resources": _resources(raw),
	"written": _written(item),
	"excluded": false,
	"principals": null,
	"others": false,
	"entries": [],
	"exact": _unbroken(raw.Action, patterns),
	"raw": raw,
} if {
	item.plain
	raw := item.raw
	not _capital(raw)
	patterns := split(substring(item.text, 1, -1), "\n")
}

else := object.union(more, {
	"path": item.path,
	"sid": _sid(raw),
	"effect": lower(raw.Effect),
	"patterns": patterns,
	"element": element,
	"actions": _actions(raw, patterns),
	"excluded": _present(raw, "NotResource"),
	"principals": _principals(raw),
	"others": _present(raw, "NotPrincipal"),
	"entries": entries,
	"exact": _sure(item, _exact(raw, raw[element], patterns, entries)),
	"raw": raw,
}) if {
	raw := item.raw
	element := [name | some name in ["Action", "NotAction"]; _present(raw, name)][0]
	patterns := split(substring(item.text, 1, -1), "\n")
	entries := _entries(raw)
	resources := _resources(raw)
	more := _understood(item, [arn.readings(pattern, _of_identity(raw), _wide(raw)) | some pattern in resources])
}

# The first readings of the resources, and the others after them.
_understood(item, readings) := {"resources": [reading[0] | some reading in readings], "written": _written(item)} if {
	every reading in readings {
		count(reading) == 1
	}
}

else := {
	"resources": array.concat([reading[0] | some reading in readings], [pattern | some [_, pattern] in others]),
	"written": array.concat(written, [written[i] | some [i, _] in others]),
	"original": object.get(item, "original", item.raw),
} if {
	written := _written(item)
	others := [[i, pattern] | some i, reading in readings; some n, pattern in reading; n > 0]
}

default _of_identity(_) := false

# The policies of identities and organisations have no principals.
_of_identity(raw) if not _has_principals(raw)

default _wide(_) := false

# What an Allow may match counts, and what a Deny may exempt.
_wide(raw) if {
	lower(raw.Effect) != "deny"
	not _present(raw, "NotResource")
}

_wide(raw) if {
	lower(raw.Effect) == "deny"
	_present(raw, "NotResource")
}

# The resources of a plain statement have all fields, and only the sixth can have capital letters.
_capital(raw) if {
	raw.Effect == "Allow"
	regex.match(`(?:\A|\n)(?:[^:\n]*:){5}[^:\n]*[A-Z]`, concat("\n", _resources(raw)))
}

default _sure(_, _) := false

_sure(item, true) if item.certain

_sure(item, true) if item.plain

# The resources as the document has them.
_written(item) := _resources(item.raw) if not item.original

_written(item) := array.concat(
	[text | some value in _values(item.original); text := template.text(value)],
	[text | some value in _values(item.original); some text in template.alternatives(value)],
) if {
	item.original
}

# The one that _resources takes, where a statement has both.
_values(raw) := raw.Resource if is_array(raw.Resource)

else := [raw.Resource] if _present(raw, "Resource")

else := raw.NotResource if is_array(raw.NotResource)

else := [raw.NotResource] if _present(raw, "NotResource")

else := _resources(raw)

# METADATA
# description: the path of element i of a list, or of the single string in place of a list
element_path(statement, name, i) := array.concat(statement.path, [name]) if i >= _length(statement.original[name])

else := array.concat(statement.path, [name, i]) if is_array(statement.raw[name])

else := array.concat(statement.path, [name])

# The alternatives of a function follow the elements of the document.
_length(value) := count(value) if is_array(value)

else := 0

# Each pattern in lower case after a newline; undefined if one of them is not a string.
_text(raw) := lower(concat("\n", array.concat([""], raw.Action))) if is_array(raw.Action)

else := lower(concat("\n", ["", raw.Action])) if is_string(raw.Action)

else := lower(concat("\n", array.concat([""], raw.NotAction))) if is_array(raw.NotAction)

else := lower(concat("\n", ["", raw.NotAction])) if is_string(raw.NotAction)

_actions(raw, patterns) := action.complement(patterns) if {
	_present(raw, "NotAction")
	raw.Effect == "Deny"
}

else := action.complement([pattern | some pattern in patterns; action.certain(pattern)]) if _present(raw, "NotAction")

else := _plain_actions(raw.Effect, patterns)

_plain_actions(effect, patterns) := action.expand(patterns) if lower(effect) != "deny"

else := action.expand([pattern | some pattern in patterns; action.certain(pattern)])

_resources(raw) := raw.Resource if is_array(raw.Resource)

else := [raw.Resource] if is_string(raw.Resource)

else := raw.NotResource if is_array(raw.NotResource)

else := [raw.NotResource] if is_string(raw.NotResource)

# A secret's own policy can omit the resource, which is then the secret.
else := ["*"] if {
	not _present(raw, "Resource")
	not _present(raw, "NotResource")
	_has_principals(raw)
}

_has_principals(raw) if _present(raw, "Principal")

_has_principals(raw) if _present(raw, "NotPrincipal")

_principals(raw) := principal.read(raw.Principal) if _present(raw, "Principal")

else := principal.read(raw.NotPrincipal) if _present(raw, "NotPrincipal")

else := null

_entries(raw) := [] if not _present(raw, "Condition")

_entries(raw) := condition.entries(raw.Condition, _sense(raw)) if _present(raw, "Condition")

default _sense(_) := "allow"

_sense(raw) := "deny" if raw.Effect == "Deny"

default _exact(_, _, _, _) := false

_exact(raw, written, patterns, _) if {
	not _present(raw, "Condition")
	_unbroken(written, patterns)
}

_exact(raw, written, patterns, entries) if {
	every keys in raw.Condition {
		is_object(keys)
	}
	count(entries) == sum([count(keys) | some keys in raw.Condition])
	_unbroken(written, patterns)
}

# A newline inside an action pattern would split it into two.
default _unbroken(_, _) := false

_unbroken(written, patterns) if {
	is_array(written)
	count(written) == count(patterns)
}

_unbroken(written, [_]) if is_string(written)

default _sid(_) := ""

_sid(raw) := raw.Sid if is_string(raw.Sid)

_present(raw, name) := name in object.keys(raw)

# METADATA
# description: the problems of a listed statement, as path below it and message; none if IAM would accept it
problems(item) := [] if item.plain

else := _condition(item.raw) if item.settled

else := [{"path": [], "message": "a statement must be an object"}] if not is_object(item.raw)

else := [] if _is_open(item)

else := array.concat(
	array.concat(item.problems, _common(item.raw)),
	array.concat(_resource(item.raw), array.concat(_principal(item.raw), _condition(item.raw))),
)

_is_open(item) if {
	item.raw == {}
	item.unknown != []
}

_common(raw) := [] if {
	object.keys(raw) - _elements == set()
	raw.Effect in {"Allow", "Deny"}
	regex.match(_grammatical, _text(raw))
	_unbroken(raw[["Action", "NotAction"][_]], split(substring(_text(raw), 1, -1), "\n"))
	_one_of(raw, "Action", "NotAction")
	not _odd_sid(raw)
}

else := [problem | some found in [_unknown(raw), _sid_problem(raw), _effect(raw), _action(raw)]; some problem in found]

_odd_sid(raw) if {
	_present(raw, "Sid")
	not _is_text(raw.Sid)
}

_is_text(value) if is_string(template.text(value))

_sid_problem(raw) := [{"path": ["Sid"], "message": "Sid must be a string"} | _odd_sid(raw)]

_unknown(raw) := [{"path": [name], "message": "an IAM statement has no such element"} |
	some name in sort(object.keys(raw) - _elements)
]

_effect(raw) := [] if raw.Effect in {"Allow", "Deny"}

else := [{"path": ["Effect"], "message": "Effect must be exactly \"Allow\" or \"Deny\""}]

_action(raw) := [{"path": [], "message": "a statement needs either Action or NotAction, as a string or a non-empty list of strings"}] if {
	not _names_actions(raw)
}

else := [{"path": _path_in(raw, name, i), "message": concat("", [
	placeholder.shown(pattern, "this"),
	" is not an action: write SERVICE:ACTION, such as secretsmanager:GetSecretValue, or \"*\"",
])} |
	some name in ["Action", "NotAction"]
	some i, pattern in _each(raw[name])
	not _is_action(pattern)
]

_is_action(pattern) if {
	regex.match(_grammatical, concat("", ["\n", lower(pattern)]))
	not contains(pattern, "\n")
}

_names_actions(raw) if {
	_one_of(raw, "Action", "NotAction")
	_text(raw)
	not _text(raw) in {"", "\n"}
}

_each(value) := value if is_array(value)

_each(value) := [value] if is_string(value)

_path_in(raw, name, i) := [name, i] if is_array(raw[name])

_path_in(raw, name, _) := [name] if not is_array(raw[name])

_one_of(raw, a, _) if not _present(raw, a)

_one_of(raw, a, b) if {
	_present(raw, a)
	not _present(raw, b)
}

_resource(raw) := [{"path": [], "message": "a statement needs either Resource or NotResource"}] if {
	not _present(raw, "Resource")
	not _present(raw, "NotResource")
	not _present(raw, "Principal")
	not _present(raw, "NotPrincipal")
}

else := [] if {
	concat("", _resources(raw))
	_resources(raw) != []
	_one_of(raw, "Resource", "NotResource")
}

else := [{"path": [], "message": "a statement needs either Resource or NotResource, as a string or a non-empty list of strings"}]

_principal(raw) := [] if {
	not _present(raw, "Principal")
	not _present(raw, "NotPrincipal")
}

else := [{"path": [], "message": "a statement can have only one of Principal and NotPrincipal"}] if {
	_present(raw, "Principal")
	_present(raw, "NotPrincipal")
}

else := [{"path": array.concat([name], problem.path), "message": problem.message} |
	some name in ["Principal", "NotPrincipal"]
	_present(raw, name)
	some problem in principal.problems(raw[name])
]

# METADATA
# description: the unknown parts of a listed statement, as path and message
unresolved(item) := [] if item.plain

else := [{"path": array.concat(item.path, open.path), "message": open.message} | some open in item.unknown]

_condition(raw) := [] if not _present(raw, "Condition")

_condition(raw) := [{"path": array.concat(["Condition"], problem.path), "message": problem.message} |
	some problem in condition.problems(raw.Condition)
] if {
	_present(raw, "Condition")
}

# METADATA
# description: action pattern i as the document spells it
written(statement, i) := statement.raw[statement.element][i] if is_array(statement.raw[statement.element])

else := statement.raw[statement.element]

# METADATA
# description: a listed statement without its actions, as a string
content(item) := text if {
	item.plain
	text := concat("\n", array.concat([item.raw.Effect], _resources(item.raw)))
	not contains(text, "${") # variables are replaced in JSON, so they are looked for in JSON
}

else := json.marshal(object.remove(item.raw, ["Action", "NotAction", "Sid"]))
