# METADATA
# title: Template functions
# description: |
#   Turns CloudFormation's functions (Ref, Fn::Sub, Fn::Join, …) into strings in which ${…} marks values that only the
#   stack has: {"Ref": "Db"} becomes ${Ref Db}. Fn::Sub and Fn::Join are resolved as far as possible.
package smguard.lib.reader.template

# METADATA
# description: true if the value is a function, an object with the single key Ref, Fn::GetAtt, …
is_function(value) if {
	is_object(value)
	count(value) == 1
	some name, _ in value
	_functional(name)
}

_functional("Ref")

_functional(name) if startswith(name, "Fn::")

# METADATA
# description: a string as it is, a function as a string; undefined for anything else
text(value) := value if is_string(value)

else := _third(value) if is_function(value)

# Rego has no recursion: functions within functions are followed three levels deep.
_third(value) := _joined(value, [_second(item) | some item in value["Fn::Join"][1]]) if _is_join(value)

else := _substituted(value, {name: _second(item) | some name, item in value["Fn::Sub"][1]}) if _is_sub(value)

else := _first(value)

_second(value) := _joined(value, [_first(item) | some item in value["Fn::Join"][1]]) if _is_join(value)

else := _substituted(value, {name: _first(item) | some name, item in value["Fn::Sub"][1]}) if _is_sub(value)

else := _first(value)

# METADATA
# description: |
#   the strings that an Fn::If may become, its branches' own Fn::Ifs included; none for anything else
alternatives(value) := [text(one) |
	some branch in _branches(value)
	some inner in array.concat(_branches(branch), [branch | _branches(branch) == []])
	some one in _each(inner)
	one != {"Ref": "AWS::NoValue"}
	text(one)
]

_branches(value) := array.slice(value["Fn::If"], 1, 3) if {
	is_function(value)
	is_array(value["Fn::If"])
}

else := []

_each(value) := value if is_array(value)

_each(value) := [value] if not is_array(value)

_is_join(value) if {
	is_string(value["Fn::Join"][0])
	is_array(value["Fn::Join"][1])
}

_is_sub(value) if {
	is_string(value["Fn::Sub"][0])
	is_object(value["Fn::Sub"][1])
}

_joined(value, items) := concat(value["Fn::Join"][0], items)

_substituted(value, items) := _unescaped(strings.replace_n({concat("", ["${", name, "}"]): item | some name, item in items}, value["Fn::Sub"][0]))

_first(value) := value if is_string(value)

else := _unescaped(value["Fn::Sub"]) if is_string(value["Fn::Sub"])

else := concat("", ["${Ref ", value.Ref, "}"]) if is_string(value.Ref)

else := concat("", ["${Fn::GetAtt ", value["Fn::GetAtt"], "}"]) if is_string(value["Fn::GetAtt"])

else := concat("", ["${Fn::GetAtt ", concat(".", value["Fn::GetAtt"]), "}"]) if concat(".", value["Fn::GetAtt"])

else := concat("", ["${Fn::ImportValue ", value["Fn::ImportValue"], "}"]) if is_string(value["Fn::ImportValue"])

else := concat("", ["${", [name | some name, _ in value][0], "}"]) if is_function(value)

else := json.marshal(value)

# ${!name} is how Fn::Sub writes a literal ${name}.
_unescaped(written) := replace(written, "${!", "${")
