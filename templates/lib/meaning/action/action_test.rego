package smguard.lib.meaning.action_test

import data.smguard.lib.meaning.action

# A catalog small enough to be written out, with prefixes as the generator makes them.
_catalog := {
	"actions": {
		"secretsmanager:getsecretvalue": {"name": "secretsmanager:GetSecretValue"},
		"secretsmanager:listsecrets": {"name": "secretsmanager:ListSecrets"},
		"secretsmanager:putsecretvalue": {"name": "secretsmanager:PutSecretValue"},
	},
	"marks": {
		"prefix": "secretsmanager:",
		"service": "\nsecretsmanager:",
		"wildcard": "\ns[a-z0-9-]*[*?]",
	},
	"names": ["secretsmanager:getsecretvalue", "secretsmanager:listsecrets", "secretsmanager:putsecretvalue"],
	"prefixes": {
		"": _every,
		"secretsmanager:": _every,
		"secretsmanager:get": {"secretsmanager:getsecretvalue": true},
	},
}

_every := {
	"secretsmanager:getsecretvalue": true,
	"secretsmanager:listsecrets": true,
	"secretsmanager:putsecretvalue": true,
}

_touches := {
	"an action of the service": ["\nsecretsmanager:getsecretvalue", true],
	"an action of another service": ["\ns3:getobject", false],
	"another service whose name ends like this one": ["\nmysecretsmanager:get", false],
	"another service whose name begins like this one": ["\nsecretsmanagers:get", false],
	"the second of two patterns": ["\ns3:getobject\nsecretsmanager:*", true],
	"a star": ["\ns3:getobject\n*", true],
	"a star before a colon": ["\n*:getsecretvalue", true],
	"a first question mark": ["\n?ecretsmanager:getsecretvalue", true],
	"a wildcard behind the first letter": ["\ns*:get*", true],
	"a wildcard within the service": ["\nsecrets?anager:*", true],
	"a wildcard in another service's action": ["\ns3:get*", false],
	"a wildcard in a service of another letter": ["\nec*:get", false],
	"no pattern": ["", false],
	"an empty pattern": ["\n", false],
}

default _touched(_) := false

_touched(text) if action.touches(text)

test_touches[note] if {
	some note, [text, wanted] in _touches
	_touched(text) == wanted with data.smguard.catalog as _catalog
}

_get := ["secretsmanager:getsecretvalue"]

_all := ["secretsmanager:getsecretvalue", "secretsmanager:listsecrets", "secretsmanager:putsecretvalue"]

_rest := ["secretsmanager:listsecrets", "secretsmanager:putsecretvalue"]

_values := ["secretsmanager:getsecretvalue", "secretsmanager:putsecretvalue"]

_expand := {
	"an action is itself": [["secretsmanager:getsecretvalue"], _get],
	"an action that does not exist is none": [["secretsmanager:getsecretvalues"], []],
	"an action of another service is none": [["s3:getsecretvalue"], []],
	"a star is every action": [["*"], _all],
	"the service and a star is every action": [["secretsmanager:*"], _all],
	"a prefix of the table": [["secretsmanager:get*"], _get],
	"a prefix that nothing begins with": [["secretsmanager:got*"], []],
	"a wildcard in the middle of the name": [["secretsmanager:*secretvalue"], _values],
	"a question mark": [["secretsmanager:g?tsecretvalue"], _get],
	"several wildcards": [["secretsmanager:g*t?ecretvalue"], _get],
	"a question mark too many": [["secretsmanager:getsecretvalue?"], []],
	"a doubled star": [["secretsmanager:get**"], _get],
	"a wildcard in the service": [["secrets*:getsecretvalue"], _get],
	"a star for the service": [["*:getsecretvalue"], _get],
	"a star for another service's action": [["*:getobject"], []],
	"a star for both": [["*:*"], _all],
	"a wildcard in another service": [["s3:*secretvalue"], []],
	"several patterns are a union": [["secretsmanager:get*", "s3:*", "*:putsecretvalue"], _values],
	"patterns that overlap count once": [["secretsmanager:get*", "secretsmanager:getsecretvalue"], _get],
	"no pattern is no action": [[], []],
	"an empty pattern is no action": [[""], []],
}

test_expand[note] if {
	some note, [patterns, wanted] in _expand
	action.expand(patterns) == {name: true | some name in wanted} with data.smguard.catalog as _catalog
}

_complement := {
	"everything but an action": [["secretsmanager:getsecretvalue"], _rest],
	"everything but what a pattern matches": [["secretsmanager:*secretvalue"], ["secretsmanager:listsecrets"]],
	"everything but everything": [["*"], []],
	"everything but another service": [["s3:*"], _all],
	"everything but nothing": [[], _all],
	"everything but two": [["secretsmanager:get*", "secretsmanager:put*"], ["secretsmanager:listsecrets"]],
}

test_complement[note] if {
	some note, [patterns, wanted] in _complement
	action.complement(patterns) == {name: true | some name in wanted} with data.smguard.catalog as _catalog
}

_odd := "IAM does not accept a wildcard in the service part everywhere"

_unknown := "it matches no action in the catalog"

_doubts := {
	"an action of the catalog is in order": ["secretsmanager:getsecretvalue", []],
	"a pattern that matches something is in order": ["secretsmanager:*value", []],
	"another service's action is in order": ["s3:getsecretvalues", []],
	"a star is in order": ["*", []],
	"two stars are in order": ["*:*", []],
	"an action that is nearly one": [
		"secretsmanager:getsecretvalues",
		[concat("", [_unknown, "; the nearest is secretsmanager:GetSecretValue"])],
	],
	"an action that is like none": ["secretsmanager:xyz", [_unknown]],
	"an action of one letter": ["secretsmanager:x", [_unknown]],
	"an action without a name": ["secretsmanager:", [_unknown]],
	"a pattern that matches nothing": ["secretsmanager:xyz*", [_unknown]],
	"a pattern that nearly matches": [
		"secretsmanager:putsecretvalues*",
		[concat("", [_unknown, "; the nearest is secretsmanager:PutSecretValue"])],
	],
	"a wildcard within the service": ["secrets*:getsecretvalue", [_odd]],
	"a star for the service": ["*:getsecretvalue", [_odd]],
	"a first question mark": ["?ecretsmanager:*", [_odd]],
	"a wildcard in the service that matches nothing": ["secrets*:getobject", []],
	"a wildcard in another service": ["s3*:getobject", []],
}

test_doubt[note] if {
	some note, [pattern, wanted] in _doubts
	[doubt | doubt := action.doubt(pattern)] == wanted with data.smguard.catalog as _catalog
}

# The same catalog, which also knows the names of two other services' actions.
_wider := object.union(_catalog, {
	"marks": object.union(_catalog.marks, {"others": true}),
	"others": {
		"actions": {"s3:deleteobject": true, "s3:getobject": true, "s3:putobject": true, "kms:decrypt": true},
		"services": {"s3": "\nDeleteObject\nGetObject\nPutObject\n", "kms": "\nDecrypt\n"},
	},
})

_doubts_elsewhere := {
	"an action of another service is in order": ["s3:getobject", []],
	"all of another service is in order": ["s3:*", []],
	"a beginning that something has is in order": ["s3:get*", []],
	"an end that something has is in order": ["s3:*object", []],
	"a question mark that something fits is in order": ["s3:?etobject", []],
	"a star in the middle that something fits is in order": ["s3:p*ect", []],
	"a service that the catalog does not know is in order": ["sqs:nothing", []],
	"a text without a colon is no action of a service": ["s3", []],
	"no text at all": ["", []],
	"an action that is nearly one": ["s3:getobjects", [concat("", [_unknown, "; the nearest is s3:GetObject"])]],
	"an action that is like none": ["kms:xyz", [_unknown]],
	"an action of another service again": ["kms:getobject", [_unknown]],
	"an action without a name": ["s3:", [_unknown]],
	"a second colon": ["s3:get:object", [concat("", [_unknown, "; the nearest is s3:GetObject"])]],
	"a beginning that nothing has": ["s3:xyz*", [_unknown]],
	"an end that nothing has": ["kms:*encrypt", [_unknown]],
	"a question mark that nothing fits": ["kms:decrypt?", [concat("", [_unknown, "; the nearest is kms:Decrypt"])]],
	"the catalog's own service": [
		"secretsmanager:getsecretvalues",
		[concat("", [_unknown, "; the nearest is secretsmanager:GetSecretValue"])],
	],
}

test_doubt_elsewhere[note] if {
	some note, [pattern, wanted] in _doubts_elsewhere
	[doubt | doubt := action.doubt(pattern)] == wanted with data.smguard.catalog as _wider
}

_touches_elsewhere := {
	"another service's action": ["\ns3:getobject", false],
	"another service's action that does not exist": ["\nkms:decrypt\ns3:getobjects", true],
	"a pattern that nothing fits": ["\ns3:list*", true],
	"a service that the catalog does not know": ["\nsqs:nothing", false],
	"an action of the service": ["\nsecretsmanager:getsecretvalue", true],
	"no pattern": ["", false],
}

test_touches_elsewhere[note] if {
	some note, [text, wanted] in _touches_elsewhere
	_touched(text) == wanted with data.smguard.catalog as _wider
}

_foreign := {
	"nothing but other services": [["s3:getobjects"], "Action", {}, true],
	"the catalog's service besides": [["s3:getobjects", "secretsmanager:xyz"], "Action", {}, false],
	"a star besides": [["s3:getobjects", "*"], "Action", _every, false],
	"everything but": [["s3:getobjects"], "NotAction", {}, false],
}

default _is_foreign(_) := false

_is_foreign(read) if action.foreign(read)

test_foreign[note] if {
	some note, [patterns, element, actions, wanted] in _foreign
	read := {"patterns": patterns, "element": element, "actions": actions}
	_is_foreign(read) == wanted with data.smguard.catalog as _wider
}

test_nothing_is_foreign_to_a_catalog_of_one_service if {
	read := {"patterns": ["s3:getobjects"], "element": "Action", "actions": {}}
	not _is_foreign(read) with data.smguard.catalog as _catalog
}

test_every_pattern_of_the_tables_was_judged if {
	[count(_touches), count(_expand), count(_complement), count(_doubts)] == [14, 21, 6, 16]
	[count(_doubts_elsewhere), count(_touches_elsewhere), count(_foreign)] == [18, 6, 4]
}

# What the generator wrote into the bundle fits what the functions look for.
test_the_bundle_s_own_catalog_is_expanded if {
	action.expand(["*"]) == {name: true | some name in data.smguard.catalog.names}
	action.expand(["secretsmanager:getsecretv*"]) == {"secretsmanager:getsecretvalue": true}
	action.expand(["*:getsecretvalue"]) == {"secretsmanager:getsecretvalue": true}
	action.touches("\nsecretsmanager:getsecretvalue")
	not action.touches("\nec2:runinstances")
}

# Element, effect, patterns, and whether the statement covers secretsmanager:getsecretvalue.
_covers := {
	"a pattern": ["Action", "allow", ["s3:*", "secretsmanager:get*"], true],
	"another pattern": ["Action", "allow", ["secretsmanager:put*"], false],
	"the whole name and a star": ["Action", "deny", ["secretsmanager:getsecretvalue*"], true],
	"a doubtful pattern of an Allow": ["Action", "allow", ["*:getsecretvalue"], true],
	"a doubtful pattern of a Deny": ["Action", "deny", ["*:getsecretvalue"], false],
	"everything in a Deny": ["Action", "deny", ["*"], true],
	"NotAction of an Allow": ["NotAction", "allow", ["secretsmanager:get*"], false],
	"NotAction of an Allow on others": ["NotAction", "allow", ["secretsmanager:put*"], true],
	"a doubtful NotAction of an Allow": ["NotAction", "allow", ["secrets*:get*"], true],
	"a doubtful NotAction of a Deny": ["NotAction", "deny", ["secrets*:get*"], false],
}

test_covers[note] if {
	some note, [element, effect, patterns, wanted] in _covers
	read := {"element": element, "effect": effect, "patterns": patterns}
	{true | action.covers(read, "secretsmanager:getsecretvalue")} == {true | wanted}
}

test_a_name_begins_with_itself if {
	action.expand(["secretsmanager:updatesecret*"]) == {
		"secretsmanager:updatesecret": true,
		"secretsmanager:updatesecretversionstage": true,
	}
	action.expand(["secretsmanager:getsecretvalue*"]) == {"secretsmanager:getsecretvalue": true}
}
