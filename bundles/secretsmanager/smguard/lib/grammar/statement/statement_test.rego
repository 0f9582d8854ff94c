package smguard.lib.grammar.statement_test

import data.smguard.lib.grammar.statement

_get := {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}

# Of each listed statement where it stands, its action patterns, and whether it can touch the service.
_listed := {
	"a list": [[_get], [[["Statement", 0], "\nsecretsmanager:getsecretvalue", true]]],
	"one statement without a list": [_get, [[["Statement"], "\nsecretsmanager:getsecretvalue", true]]],
	"an empty list": [[], []],
	"several, in their order": [
		[{"Action": ["s3:*", "ec2:RunInstances"]}, {"NotAction": "s3:*"}, {"Action": "*"}],
		[
			[["Statement", 0], "\ns3:*\nec2:runinstances", false],
			[["Statement", 1], "\ns3:*", true],
			[["Statement", 2], "\n*", true],
		],
	],
	"an empty list of actions": [[{"Action": []}], [[["Statement", 0], "", false]]],
	"NotAction reaches everything else": [[{"NotAction": []}], [[["Statement", 0], "", true]]],
	"what cannot be read is not relevant": [
		[null, 1, "a", [], {}, {"Action": 1}, {"Action": [1]}, {"NotAction": {}}, {"NotAction": [[]]}],
		[[["Statement", i], null, false] | some i in numbers.range(0, 8)],
	],
	"conditions within conditions": [
		[{"Fn::If": ["A", {"Fn::If": ["B", _get, [{"Ref": "X"}, {"Fn::If": ["C", {"Ref": "Y"}, _get]}]]}, {"Ref": "AWS::NoValue"}]}],
		[
			[["Statement", 0], null, false],
			[["Statement", 0, "Fn::If", 1, "Fn::If", 1], "\nsecretsmanager:getsecretvalue", true],
			[["Statement", 0, "Fn::If", 1, "Fn::If", 2, 1, "Fn::If", 2], "\nsecretsmanager:getsecretvalue", true],
		],
	],
	"Action goes before NotAction": [
		[{"Action": ["secretsmanager:*"], "NotAction": ["b"]}, {"Action": "secretsmanager:*", "NotAction": "b"}],
		[[["Statement", 0], "\nsecretsmanager:*", true], [["Statement", 1], "\nsecretsmanager:*", true]],
	],
}

_branches := {
	"one of two": [
		[{"Fn::If": ["Wide", _get, {"Ref": "AWS::NoValue"}]}],
		[[["Statement", 0], 1], [["Statement", 0, "Fn::If", 1], 0]],
	],
	"both": [
		[_get, {"Fn::If": ["Wide", _get, _get]}],
		[[["Statement", 0], 0], [["Statement", 1], 1], [["Statement", 1, "Fn::If", 1], 0], [["Statement", 1, "Fn::If", 2], 0]],
	],
	"lists of them": [
		{"Fn::If": ["Wide", [_get], []]},
		[[["Statement"], 1], [["Statement", "Fn::If", 1, 0], 0]],
	],
	"any other function": [{"Ref": "Statement"}, [[["Statement"], 1]]],
}

# Of each, where it stands, and how much of it is not known.
test_branches[note] if {
	some note, [given, wanted] in _branches
	[[item.path, count(statement.unresolved(item))] | some item in statement.listed({"Statement": given})] == wanted
	[problem | some item in statement.listed({"Statement": given}); some problem in statement.problems(item)] == []
}

test_a_deny_that_there_may_be_is_not_certain if {
	deny := object.union(_get, {"Effect": "Deny"})
	some item in statement.listed({"Statement": [{"Fn::If": ["Safe", deny, deny]}]})
	item.path == ["Statement", 0, "Fn::If", 2]
	not statement.read(item).exact
	statement.read(statement.listed({"Statement": [deny]})[0]).exact
}

test_listed[note] if {
	some note, [given, wanted] in _listed
	found := statement.listed({"Statement": given})
	[[item.path, item.text, item.relevant] | some item in found] == wanted
}

test_what_is_no_list_and_no_statement_is_not_listed if {
	not statement.listed({"Statement": "Allow"})
	not statement.listed({"Statement": null})
	not statement.listed({})
}

_read_one(raw) := statement.read(statement.listed({"Statement": raw})[0])

_plain := {
	"path": ["Statement"],
	"sid": "",
	"effect": "allow",
	"patterns": ["secretsmanager:getsecretvalue"],
	"element": "Action",
	"actions": {"secretsmanager:getsecretvalue": true},
	"resources": ["*"],
	"excluded": false,
	"principals": null,
	"others": false,
	"entries": [],
	"exact": true,
}

_all_but_reading := {action: true |
	some action in data.smguard.catalog.names
	action != "secretsmanager:getsecretvalue"
}

_somebody := {"kind": "aws", "id": "111122223333", "account": "111122223333", "whole": true}

_read := {
	"a plain statement": [_get, {}],
	"a name": [object.union(_get, {"Sid": "Read"}), {"sid": "Read"}],
	"a name that is no text": [object.union(_get, {"Sid": 12}), {}],
	"a name that is no text, and a condition": [object.union(_get, {"Sid": 12, "Condition": {}}), {}],
	"a Deny": [object.union(_get, {"Effect": "Deny"}), {"effect": "deny"}],
	"an effect in other letters": [object.union(_get, {"Effect": "ALLOW"}), {}],
	"actions in other letters": [object.union(_get, {"Action": "SECRETSMANAGER:getsecretVALUE"}), {}],
	"a list of actions": [
		object.union(_get, {"Action": ["s3:GetObject", "secretsmanager:GetSecretValue"]}),
		{"patterns": ["s3:getobject", "secretsmanager:getsecretvalue"]},
	],
	"a list of resources": [object.union(_get, {"Resource": ["a", "b"]}), {"resources": ["a", "b"]}],
	"no resource": [object.union(object.remove(_get, ["Resource"]), {"Principal": {"AWS": "111122223333"}}), {"principals": [_somebody]}],
	"NotResource": [
		{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "NotResource": "a"},
		{"resources": ["a"], "excluded": true},
	],
	"a list of NotResource": [
		{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "NotResource": ["a", "b"]},
		{"resources": ["a", "b"], "excluded": true},
	],
	"NotAction": [
		{"Effect": "Allow", "NotAction": "secretsmanager:GetSecretValue", "Resource": "*"},
		{"element": "NotAction", "actions": _all_but_reading},
	],
	"a list of NotAction": [
		{"Effect": "Deny", "NotAction": ["secretsmanager:GetSecretValue"], "Resource": "*"},
		{"element": "NotAction", "actions": _all_but_reading, "effect": "deny"},
	],
	"principals": [object.union(_get, {"Principal": {"AWS": "111122223333"}}), {"principals": [_somebody]}],
	"NotPrincipal": [
		object.union(_get, {"NotPrincipal": {"AWS": "111122223333"}}),
		{"principals": [_somebody], "others": true},
	],
	"conditions": [
		object.union(_get, {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
		{"entries": [{
			"key": "aws:securetransport", "name": "aws:SecureTransport", "spelled": "Bool", "test": "bool",
			"negated": false, "set": "", "optional": false, "values": ["true"], "absent": false, "lenient": true,
		}]},
	],
	"a condition that IAM does not know": [
		object.union(_get, {"Effect": "Deny", "Condition": {"StringMatches": {"aws:SourceVpc": "a"}}}),
		{"effect": "deny", "exact": false},
	],
	"a condition without an object": [
		object.union(_get, {"Effect": "Deny", "Condition": {"StringEquals": 1}}),
		{"effect": "deny", "exact": false},
	],
	"a wildcard in the service of an Allow": [
		object.union(_get, {"Action": "secrets*:GetSecretValue"}),
		{"patterns": ["secrets*:getsecretvalue"]},
	],
	"a wildcard in the service of a Deny is not counted on": [
		object.union(_get, {"Effect": "Deny", "Action": ["secrets*:GetSecretValue", "?ecretsmanager:*", "*:*x"]}),
		{
			"effect": "deny",
			"patterns": ["secrets*:getsecretvalue", "?ecretsmanager:*", "*:*x"],
			"actions": {},
		},
	],
	"everything in a Deny is counted on": [
		object.union(_get, {"Effect": "Deny", "Action": ["*:*"]}),
		{
			"effect": "deny",
			"patterns": ["*:*"],
			"actions": {action: true | some action in data.smguard.catalog.names},
		},
	],
	"a Deny with a newline in an action is not counted on": [
		object.union(_get, {"Effect": "Deny", "Action": "x\nsecretsmanager:GetSecretValue"}),
		{"effect": "deny", "patterns": ["x", "secretsmanager:getsecretvalue"], "exact": false},
	],
	"Resource goes before NotResource": [object.union(_get, {"NotResource": ["arn:aws:s3:::a"]}), {"excluded": true}],
	"Principal goes before NotPrincipal": [
		object.union(_get, {"Principal": {"AWS": "111122223333"}, "NotPrincipal": "*"}),
		{"principals": [_somebody], "others": true},
	],
}

test_read[note] if {
	some note, [raw, wanted] in _read
	object.remove(_read_one(raw), ["raw", "written"]) == object.union(object.remove(_plain, object.keys(wanted)), wanted)
}

# Resources as AWS reads them, and as the document has them.
_resources := {
	"an incomplete ARN": [{"Resource": "arn:aws:secretsmanager"}, ["arn:aws:secretsmanager:*:*:*"], ["arn:aws:secretsmanager"]],
	"an incomplete ARN in a Deny": [
		{"Effect": "Deny", "Resource": "arn:aws:secretsmanager:us-east-1"},
		["arn:aws:secretsmanager:us-east-1:*:*"], ["arn:aws:secretsmanager:us-east-1"],
	],
	"an incomplete ARN in a secret's own policy": [
		{"Resource": "arn:aws:secretsmanager", "Principal": "*"},
		["arn:aws:secretsmanager"], ["arn:aws:secretsmanager"],
	],
	"capital letters": [
		{"Resource": ["arn:aws:secretsmanager:*:*:SECRET:A*", "arn:aws:s3:::A"]},
		["arn:aws:secretsmanager:*:*:secret:A*", "arn:aws:s3:::A"],
		["arn:aws:secretsmanager:*:*:SECRET:A*", "arn:aws:s3:::A"],
	],
	"capital letters in a Deny": [
		{"Effect": "Deny", "Resource": "arn:aws:secretsmanager:*:*:SECRET:A*"},
		["arn:aws:secretsmanager:*:*:SECRET:A*"], ["arn:aws:secretsmanager:*:*:SECRET:A*"],
	],
	"two readings, the second after all first": [
		{"Resource": ["arn:aws:secretsmanager:*:*:SECRET*", "arn:aws:secretsmanager:*:*:secret:b"]},
		["arn:aws:secretsmanager:*:*:secret*", "arn:aws:secretsmanager:*:*:secret:b", "arn:aws:secretsmanager:*:*:SECRET*"],
		["arn:aws:secretsmanager:*:*:SECRET*", "arn:aws:secretsmanager:*:*:secret:b", "arn:aws:secretsmanager:*:*:SECRET*"],
	],
}

test_resources_as_read[note] if {
	some note, [elements, resources, written] in _resources
	read := _read_one(object.union(_get, elements))
	[read.resources, read.written, read.exact] == [resources, written, true]
}

test_a_second_reading_has_the_place_of_the_element if {
	raw := object.union(_get, {"Resource": ["arn:aws:secretsmanager:*:*:SECRET*"]})
	read := _read_one(raw)
	[statement.element_path(read, "Resource", i) | some i, _ in read.resources] == [
		["Statement", "Resource", 0],
		["Statement", "Resource"],
	]
}

_unreadable := {
	"no effect": object.remove(_get, ["Effect"]),
	"an effect that is no text": object.union(_get, {"Effect": 1}),
	"a resource that is no text": object.union(_get, {"Resource": 1}),
	"no action": {"Effect": "Allow", "Resource": "*"},
}

test_what_cannot_be_read_is_not[note] if {
	some note, raw in _unreadable
	not _read_one(raw)
}

_effect := {"path": ["Effect"], "message": "Effect must be exactly \"Allow\" or \"Deny\""}

_action := {"path": [], "message": "a statement needs either Action or NotAction, as a string or a non-empty list of strings"}

_resource := {
	"path": [],
	"message": "a statement needs either Resource or NotResource, as a string or a non-empty list of strings",
}

_no_resource := {"path": [], "message": "a statement needs either Resource or NotResource"}

_no_action(path, pattern) := {"path": path, "message": concat("", [
	pattern,
	" is not an action: write SERVICE:ACTION, such as secretsmanager:GetSecretValue, or \"*\"",
])}

_principal := "must be \"*\" or an object of principal types"

_problems := {
	"a plain statement": [_get, []],
	"every element": [
		{
			"Sid": "a", "Effect": "Deny", "NotAction": ["s3:*"], "NotResource": ["arn:aws:s3:::a"],
			"NotPrincipal": {"AWS": "*"}, "Condition": {"Bool": {"aws:SecureTransport": "false"}},
		},
		[],
	],
	"a statement of another service": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, []],
	"null": [null, [{"path": [], "message": "a statement must be an object"}]],
	"a text": ["a", [{"path": [], "message": "a statement must be an object"}]],
	"a list": [[], [{"path": [], "message": "a statement must be an object"}]],
	"nothing": [{}, [_effect, _action, _no_resource]],
	"an unknown element": [
		object.union(_get, {"Resources": "*"}),
		[{"path": ["Resources"], "message": "an IAM statement has no such element"}],
	],
	"an element in other letters": [
		{"Effect": "Allow", "action": "s3:*", "Resource": "*"},
		[{"path": ["action"], "message": "an IAM statement has no such element"}, _action],
	],
	"an effect in other letters": [object.union(_get, {"Effect": "allow"}), [_effect]],
	"an effect that is no text": [object.union(_get, {"Effect": true}), [_effect]],
	"an effect of another service": [{"Effect": "allow", "Action": "s3:*", "Resource": "*"}, [_effect]],
	"an action that is no text": [object.union(_get, {"Action": 1}), [_action]],
	"no action in a list": [object.union(_get, {"Action": []}), [_action]],
	"an action without a service": [
		{"Effect": "Allow", "Action": "GetObject", "Resource": "*"},
		[_no_action(["Action"], "GetObject")],
	],
	"an action with a blank in a list": [
		object.union(_get, {"Action": ["secretsmanager:GetSecretValue", "s3:Get Object"]}),
		[_no_action(["Action", 1], "s3:Get Object")],
	],
	"an action of two services": [object.union(_get, {"Action": "a:b:c"}), [_no_action(["Action"], "a:b:c")]],
	"an action with a line feed": [object.union(_get, {"Action": "s3:Get\nsecretsmanager:*"}), [_no_action(["Action"], "this")]],
	"every action": [object.union(_get, {"Action": "*"}), []],
	"every action of every service": [object.union(_get, {"Action": "*:*"}), []],
	"no resource in a list": [object.union(_get, {"Resource": []}), [_resource]],
	"a resource of another service that is no ARN": [
		{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::a", "bucket"]},
		[{"path": ["Resource", 1], "message": "bucket is not an ARN, and AWS accepts only an ARN or \"*\" here"}],
	],
	"a resource of two lines": [
		object.union(_get, {"Resource": "*\n*"}),
		[{"path": ["Resource"], "message": "a string is not an ARN, and AWS accepts only an ARN or \"*\" here"}],
	],
	"a Sid that is no string": [
		object.union(_get, {"Sid": 5}),
		[{"path": ["Sid"], "message": "Sid must be a string"}],
	],
	"an action in a list that is no text": [object.union(_get, {"Action": ["secretsmanager:*", null]}), [_action]],
	"Action and NotAction": [object.union(_get, {"NotAction": "s3:*"}), [_action]],
	"a resource that is no text": [object.union(_get, {"Resource": {}}), [_resource]],
	"a resource in a list that is no text": [object.union(_get, {"Resource": ["*", 1]}), [_resource]],
	"Resource and NotResource": [object.union(_get, {"NotResource": ["arn:aws:s3:::a"]}), [_resource]],
	"NotResource that is no text": [
		{"Effect": "Allow", "Action": "secretsmanager:*", "NotResource": null},
		[_resource],
	],
	"a principal that is no object": [
		object.union(_get, {"Principal": "me"}),
		[{"path": ["Principal"], "message": _principal}],
	],
	"a NotPrincipal of an unknown type": [
		object.union(_get, {"NotPrincipal": {"Role": "me"}}),
		[{"path": ["NotPrincipal", "Role"], "message": "unknown principal type"}],
	],
	"Principal and NotPrincipal": [
		object.union(_get, {"Principal": "*", "NotPrincipal": {"AWS": "*"}}),
		[{"path": [], "message": "a statement can have only one of Principal and NotPrincipal"}],
	],
	"a condition that is no object": [
		object.union(_get, {"Condition": []}),
		[{"path": ["Condition"], "message": "Condition must be an object"}],
	],
	"an unknown operator": [
		object.union(_get, {"Condition": {"Equals": {"a": "b"}}}),
		[{"path": ["Condition", "Equals"], "message": "unknown condition operator"}],
	],
	"a value that is none": [
		object.union(_get, {"Condition": {"StringEquals": {"a": null}}}),
		[{
			"path": ["Condition", "StringEquals", "a"],
			"message": "must be a string, a number, a boolean or a list of these",
		}],
	],
	"everything at once": [
		{"Effect": [], "Action": {}, "Resource": 1, "Condition": 3, "Principal": 7, "X": 1},
		[
			{"path": ["X"], "message": "an IAM statement has no such element"}, _effect, _action, _resource,
			{"path": ["Principal"], "message": _principal},
			{"path": ["Condition"], "message": "Condition must be an object"},
		],
	],
}

test_problems[note] if {
	some note, [raw, wanted] in _problems
	some item in statement.listed({"Statement": [raw]})
	statement.problems(item) == wanted
}

_places := {
	"in a list": [{"Action": ["a", "b"]}, ["Statement", 3, "Action", 1]],
	"a text alone": [{"Action": "b"}, ["Statement", 3, "Action"]],
}

test_element_path[note] if {
	some note, [raw, wanted] in _places
	statement.element_path({"path": ["Statement", 3], "raw": raw}, "Action", 1) == wanted
}

test_written_is_as_the_document_spells_it if {
	listed := {"raw": {"NotAction": ["a", "S3:Get*"]}, "element": "NotAction"}
	alone := {"raw": {"Action": "S3:Get*"}, "element": "Action"}
	[statement.written(listed, 1), statement.written(alone, 0)] == ["S3:Get*", "S3:Get*"]
}

test_every_case_was_run if {
	[count(_listed), count(_read), count(_unreadable), count(_problems), count(_branches)] == [9, 25, 4, 37, 4]
}
