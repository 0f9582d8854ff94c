package smguard.lib.reader.template_test

import data.smguard.lib.reader.template

_texts := {
	"a string": ["a", "a"],
	"Ref": [{"Ref": "Secret"}, "${Ref Secret}"],
	"Ref of a pseudo parameter": [{"Ref": "AWS::Region"}, "${Ref AWS::Region}"],
	"Ref of an object": [{"Ref": {"a": 1}}, "${Ref}"],
	"GetAtt as a list": [{"Fn::GetAtt": ["Role", "Arn"]}, "${Fn::GetAtt Role.Arn}"],
	"GetAtt as a string": [{"Fn::GetAtt": "Role.Arn"}, "${Fn::GetAtt Role.Arn}"],
	"ImportValue": [{"Fn::ImportValue": "shared-secret"}, "${Fn::ImportValue shared-secret}"],
	"ImportValue of a function": [{"Fn::ImportValue": {"Ref": "Name"}}, "${Fn::ImportValue}"],
	"any other function": [{"Fn::If": ["Prod", "a", "b"]}, "${Fn::If}"],
	"Sub": [{"Fn::Sub": "arn:${AWS::Partition}:a"}, "arn:${AWS::Partition}:a"],
	"Sub with a literal": [{"Fn::Sub": "${!aws:username}/${Name}"}, "${aws:username}/${Name}"],
	"Sub with values": [
		{"Fn::Sub": ["${Name}/${Other}", {"Name": "app", "Other": {"Ref": "Env"}}]},
		"app/${Ref Env}",
	],
	"Join": [{"Fn::Join": [":", ["arn", {"Ref": "AWS::Partition"}, "s3", "", "", "b"]]}, "arn:${Ref AWS::Partition}:s3:::b"],
	"Join within Join within Sub": [
		{"Fn::Sub": ["${A}", {"A": {"Fn::Join": ["-", ["x", {"Fn::Sub": "${B}"}]]}}]},
		"x-${B}",
	],
	"Join of a function": [{"Fn::Join": [":", {"Ref": "Parts"}]}, "${Fn::Join}"],
	"too deep": [
		{"Fn::Join": ["", [{"Fn::Join": ["", [{"Fn::Join": ["", ["a"]]}]]}]]},
		"${Fn::Join}",
	],
	"a number within Join": [{"Fn::Join": ["", ["a", 1, true]]}, "a1true"],
}

test_text[note] if {
	some note, [value, wanted] in _texts
	template.text(value) == wanted
}

_others := {
	"null": null,
	"a number": 1,
	"a list": ["a"],
	"an empty object": {},
	"an object": {"a": "b"},
	"two functions": {"Ref": "a", "Fn::Sub": "b"},
}

test_anything_else_stands_for_no_string[note] if {
	some note, value in _others
	not template.text(value)
	not template.is_function(value)
}

_alternatives := {
	"a string": ["a", []],
	"a function": [{"Ref": "A"}, []],
	"no list": [{"Fn::If": "a"}, []],
	"two": [{"Fn::If": ["C", "a", {"Ref": "B"}]}, ["a", "${Ref B}"]],
	"one": [{"Fn::If": ["C", {"Ref": "AWS::NoValue"}, "b"]}, ["b"]],
	"lists, and more of them": [{"Fn::If": ["C", ["a", "b"], {"Fn::If": ["D", "c", ["d", 1]]}]}, ["a", "b", "c", "d"]],
}

test_alternatives[note] if {
	some note, [value, wanted] in _alternatives
	template.alternatives(value) == wanted
}

test_every_case_was_run if {
	[count(_texts), count(_others), count(_alternatives)] == [17, 6, 6]
}
