# METADATA
# title: Statements with unknown parts
# description: |
#   Turns a statement as written into one that can be judged: template functions become strings, and unknown parts get
#   stand-ins. In an Allow the rules still judge the rest; in a Deny an unknown part blocks nothing.
package smguard.lib.reader.draft

import data.smguard.lib.grammar.condition
import data.smguard.lib.reader.placeholder
import data.smguard.lib.reader.template

# METADATA
# description: |
#   A statement as {"raw": with strings for functions and stand-ins for unknown parts, "unknown": [{"path": below the
#   statement, "message"}], "problems": values that AWS refuses, in the same form, "certain": false for a Deny that may
#   block nothing}.
filled(raw) := {
	"raw": object.union_n([object.remove(raw, object.keys(parts)), {name: part.value | some name, part in parts}, _effect_of(raw)]),
	"unknown": unknown,
	"problems": [problem | some part in _sorted(parts); some problem in part.problems],
	"certain": _certain(raw, parts),
} if {
	parts := {name: _part(raw, name) |
		some name in ["Action", "Condition", "NotAction", "NotPrincipal", "NotResource", "Principal", "Resource"]
		raw[name] != null
	}
	unknown := array.concat(
		[{"path": ["Effect"], "message": message(template.text(raw.Effect))} | _unknown_effect(raw)],
		[part.unknown[0] | some part in _sorted(parts); part.unknown != []],
	)
}

# METADATA
# description: |
#   true if a Condition block certainly has no unknown part, as most have none: its strings have no signs of placeholders,
#   and fit the formats of their key and operator
settled(block) if {
	is_object(block)
	every operator, keys in block {
		is_object(keys)
		every name, value in keys {
			not regex.match(`[$#%@<({\[]|__|\A(?:Ref\z|Fn::)`, name)
			_settled_values(operator, lower(name), value)
		}
	}
}

_settled_values(operator, name, value) if {
	is_string(value)
	_settled_value(operator, name, value)
}

_settled_values(operator, name, value) if {
	is_array(value)
	every item in value {
		is_string(item)
		_settled_value(operator, name, item)
	}
}

_settled_values(_, _, value) if is_boolean(value)

_settled_values(_, _, value) if is_number(value)

_settled_value(operator, name, value) if {
	regex.match(`\A[^$#%@<({\[]*\z`, value)
	not contains(value, "__")
	_known_arn(value)
	_of_operator(operator, value)
	_of_key(name, value)
}

_known_arn(value) if not startswith(value, "arn:")

_known_arn(value) if {
	startswith(value, "arn:")
	placeholder.known_resources(value)
}

_of_operator(operator, _) if regex.match(`String|Arn|Binary`, operator)

_of_operator(_, value) if regex.match(`\A(?:[0-9][0-9A-Za-z:./+-]*|[Tt]rue|[Ff]alse)\z`, value)

_of_key(name, _) if not data.smguard.catalog.keys[name].format

_of_key(name, value) if regex.match(data.smguard.catalog.keys[name].format, value)

# The values of an object, sorted by key: engines iterate over objects in different orders.
_sorted(values) := [values[name] | some name in sort(object.keys(values))]

# METADATA
# description: the message about an unknown part
message(unknown) := concat("", [_plainly(unknown), " is not known yet: check the policy again when it is filled in"])

# A function is named without the braces that it has in a string: Ref Db for ${Ref Db}.
_plainly(unknown) := trim_suffix(trim_prefix(unknown, "${"), "}") if regex.match(`\A\$\{(?:Ref |Fn::)[^{}]*\}\z`, unknown)

else := unknown

default _effect_of(_) := {}

# An unknown Effect is judged as Allow.
_effect_of(raw) := {"Effect": "Allow"} if _unknown_effect(raw)

_unknown_effect(raw) if template.is_function(raw.Effect)

_unknown_effect(raw) if placeholder.found(raw.Effect) != []

# A Deny with an unknown exception or condition may block nothing.
default _certain(_, _) := true

_certain(raw, parts) := false if {
	raw.Effect == "Deny"
	some name, part in parts
	startswith(name, "Not")
	part.unknown != []
}

_certain(raw, parts) := false if {
	raw.Effect == "Deny"
	parts.Condition.unknown != []
}

_part(raw, name) := _list(raw, name, raw[name]) if name in {"Action", "NotAction", "Resource", "NotResource"}

else := _people(raw, name, raw[name]) if name in {"NotPrincipal", "Principal"}

else := _condition(raw.Condition)

# A string or a list of strings, each of which can be a function.
_list(raw, name, value) := {
	"value": array.concat([item.text | some item in items], _alternatives(raw, name, value)),
	"unknown": [_entry([name, i], item.unknown) | some i, item in items; item.unknown],
	"problems": [{"path": [name, i], "message": item.problem} | some i, item in items; item.problem],
} if {
	is_array(value)
	items := [_element(raw, name, item) | some item in value]
}

else := {
	"value": _one_or_more(item.text, _alternatives(raw, name, value)),
	"unknown": [_entry([name], item.unknown) | item.unknown],
	"problems": [{"path": [name], "message": item.problem} | item.problem],
} if {
	item := _element(raw, name, value)
}

# What an Allow may become, it is judged as. What a Deny or an exception may become is not counted on.
_alternatives(raw, name, value) := [object.get(read, "text", text) |
	raw.Effect != "Deny"
	not startswith(name, "Not")
	some one in _listed(value)
	some text in template.alternatives(one)
	read := _read(name, text)
]

_one_or_more(text, []) := text

_one_or_more(text, more) := array.concat([text], more) if more != []

_entry(path, unknown) := {"path": path, "message": message(unknown)}

# Values that are neither strings nor functions are left for the statement's checks.
_element(raw, name, value) := object.union({"text": text}, _blocked(raw, read)) if {
	text := template.text(value)
	read := _read(name, text)
	read.problem
}

else := {"text": _service_alone(read.text), "unknown": read.unknown} if {
	endswith(name, "Action")
	raw.Effect == "Deny"
	read := _read(name, template.text(value))
	read.unknown
}

else := object.union(read, _blocked(raw, read)) if {
	text := template.text(value)
	read := _read(name, text)
}

else := {"text": value}

_service_alone(text) := concat("", [split(text, ":")[0], ":", placeholder.nothing])

# An unknown value in a Deny blocks nothing.
_blocked(raw, read) := {"text": placeholder.nothing, "unknown": read.unknown} if {
	raw.Effect == "Deny"
	read.unknown
}

else := {"problem": read.problem} if read.problem

else := {}

_read(name, text) := _action(text) if endswith(name, "Action")

else := placeholder.resource(text)

# An unknown action may belong to this service; rules select none of its actions by name.
_action(text) := {"text": concat("", [_own_prefix, placeholder.nothing]), "unknown": text} if {
	not contains(text, ":")
	placeholder.is_address(text)
}

else := {"text": text} if {
	names := placeholder.found(text)
	names == []
}

else := {"text": concat("", [_own_prefix, substring(text, count(names[0]) + 1, -1)]), "unknown": names[0]} if {
	names := placeholder.found(text)
	startswith(text, concat("", [names[0], ":"]))
	placeholder.found(substring(text, count(names[0]) + 1, -1)) == []
}

else := {"text": concat("", [service, ":", placeholder.nothing]), "unknown": placeholder.found(text)[0]} if {
	service := split(text, ":")[0]
	regex.match(`\A[A-Za-z0-9-]+\z`, service)
	service != "arn"
}

else := {"text": concat("", [_own_prefix, placeholder.nothing]), "unknown": placeholder.found(text)[0]}

_own_prefix := data.smguard.catalog.marks.prefix

_people(raw, name, value) := {"value": value, "unknown": [], "problems": []} if value == "*"

else := _whole(raw, name, template.text(value)) if template.is_function(value)

else := _whole(raw, name, value) if placeholder.found(value) != []

else := {
	"value": {type: part.value | some type, part in types},
	"unknown": [unknown | some part in _sorted(types); some unknown in part.unknown],
	"problems": [problem | some part in _sorted(types); some problem in part.problems],
} if {
	is_object(value)
	types := {type: _ids(raw, [name, type], type, ids) | some type, ids in value}
}

else := {"value": value, "unknown": [], "problems": []}

_whole(raw, name, text) := {
	"value": {"AWS": _one_or_more(object.union(read, _blocked(raw, read)).text, _others(raw, name, "AWS", raw[name]))},
	"unknown": [_entry([name], read.unknown)],
	"problems": [],
} if {
	read := object.union({"unknown": text}, placeholder.principal(text))
}

_ids(raw, path, type, value) := {
	"value": array.concat([item.text | some item in items], _others(raw, path[0], type, value)),
	"unknown": [_entry(array.concat(path, [i]), item.unknown) | some i, item in items; item.unknown],
	"problems": [{"path": array.concat(path, [i]), "message": item.problem} | some i, item in items; item.problem],
} if {
	is_array(value)
	items := [_id(raw, type, item) | some item in value]
}

else := {
	"value": _one_or_more(item.text, _others(raw, path[0], type, value)),
	"unknown": [_entry(path, item.unknown) | item.unknown],
	"problems": [{"path": path, "message": item.problem} | item.problem],
} if {
	item := _id(raw, type, value)
}

_others(raw, name, type, value) := [object.get(read, "text", text) |
	raw.Effect != "Deny"
	name == "Principal"
	some one in _listed(value)
	some text in template.alternatives(one)
	read := _principal(type, text)
]

_id(raw, type, value) := object.union_n([{"text": text}, read, _blocked(raw, read)]) if {
	text := template.text(value)
	read := _principal(type, text)
}

else := {"text": value}

_principal("AWS", text) := placeholder.principal(text)

_principal(type, text) := {"text": text} if {
	type != "AWS"
	placeholder.found(text) == []
	not placeholder.is_reference(text)
}

_principal(type, text) := {"text": text, "unknown": text} if {
	type != "AWS"
	placeholder.is_reference(text)
}

_principal(type, text) := {"text": text, "unknown": placeholder.found(text)[0]} if {
	type != "AWS"
	placeholder.found(text) != []
}

# An unknown condition is ignored in an Allow.
_condition(value) := {"value": {}, "unknown": [_entry(["Condition"], template.text(value))], "problems": []} if {
	template.is_function(value)
}

else := {"value": {}, "unknown": [_entry(["Condition"], value)], "problems": []} if placeholder.found(value) != []

else := {
	"value": {operator: part.value | some operator, part in operators},
	"unknown": [unknown | some part in _sorted(operators); some unknown in part.unknown],
	"problems": [],
} if {
	is_object(value)
	operators := {operator: _keys(operator, keys) | some operator, keys in value}
}

else := {"value": value, "unknown": [], "problems": []}

_keys(operator, keys) := {"value": {}, "unknown": [_entry(["Condition", operator], template.text(keys))]} if template.is_function(keys)

else := {
	"value": {name: read.value | some name, read in reads; not read.dropped},
	"unknown": [_entry(["Condition", operator, name], reads[name].unknown) | some name in sort(object.keys(reads)); reads[name].unknown],
} if {
	is_object(keys)
	reads := {name: _values(operator, name, value) | some name, value in keys}
}

else := {"value": keys, "unknown": []}

_values(_, name, _) := {"dropped": true, "unknown": placeholder.found(name)[0]} if placeholder.found(name) != []

_values(_, name, _) := {"dropped": true, "unknown": name} if _named_as_function(name)

_values(operator, name, value) := read if {
	placeholder.found(name) == []
	not _named_as_function(name)
	items := [_value(operator, name, item) | some item in _listed(value)]
	unknown := [item.unknown | some item in items; item.unknown]
	read := _known(operator, value, items, unknown)
}

_named_as_function(name) if regex.match(`\A(?:Ref|Fn::.*)\z`, name)

_known(_, value, _, []) := {"value": value} if not _functional(value)

_known(_, value, items, []) := {"value": _shaped(value, items)} if _functional(value)

_known(operator, value, items, unknown) := {"value": _shaped(value, items), "unknown": unknown[0]} if {
	unknown != []
	not condition.test(operator) in _doubtful
}

_known(operator, _, _, unknown) := {"dropped": true, "unknown": unknown[0]} if {
	unknown != []
	condition.test(operator) in _doubtful
}

# Tests for which no value can stand in for all others.
_doubtful := {"bool", "number", "date", "null"}

_functional(value) if {
	some item in _listed(value)
	template.is_function(item)
}

_shaped(value, items) := [item.text | some item in items] if is_array(value)

_shaped(value, items) := items[0].text if not is_array(value)

_listed(value) := value if is_array(value)

_listed(value) := [value] if not is_array(value)

_value(operator, name, value) := read if {
	text := template.text(value)
	test := condition.test(operator)
	read := _formed(name, test, placeholder.value(lower(name), test, text))
}

else := {"text": value}

# A word in place of a value with a fixed form is a placeholder, such as YOUR_ORG_ID for aws:PrincipalOrgID.
_formed(name, test, read) := {"text": placeholder.stand_in(read.text, lower(name)), "unknown": read.text} if {
	not read.unknown
	_misfit(name, test, read.text)
	_stands_for_another(read.text)
}

else := read

_misfit(name, test, text) if {
	not test in {"bool", "null"}
	format := data.smguard.catalog.keys[lower(name)].format
	not regex.match(concat("", ["(?i)", format]), text)
}

_misfit(_, test, text) if condition.misfit(test, text)

_stands_for_another(text) if placeholder.is_word(text)

_stands_for_another(text) if placeholder.is_address(text)
