package smguard.lib.meaning.facts_test

import data.smguard.lib.meaning.facts

_tag := {
	"absent": {}, "control": "caller", "fresh": ["any-${tagkey}"], "multivalued": false,
	"presence": "sometimes", "scope": "global", "type": "string",
}

_userid := object.union(_tag, {"control": "principal", "fresh": ["any-userid"]})

_catalog := {
	"actions": {
		"secretsmanager:deletesecret": {"keys": {"secretsmanager:secretid": true}},
		"secretsmanager:putresourcepolicy": {"keys": {"secretsmanager:blockpublicpolicy": true}},
	},
	"keys": {
		"aws:requesttag/": _tag,
		"aws:userid": _userid,
		"secretsmanager:blockpublicpolicy": object.union(_tag, {"scope": "service", "type": "bool"}),
	},
}

_applies := {
	"a key of every request": ["secretsmanager:deletesecret", "aws:userid", true],
	"a key of the action": ["secretsmanager:putresourcepolicy", "secretsmanager:blockpublicpolicy", true],
	"a key of another action": ["secretsmanager:deletesecret", "secretsmanager:blockpublicpolicy", false],
	"a key that nobody described": ["secretsmanager:deletesecret", "secretsmanager:unheard", false],
	"an action that nobody described": ["secretsmanager:unheard", "secretsmanager:secretid", false],
}

default _applied(_, _) := false

_applied(action, key) if facts.applies(action, key)

test_applies[note] if {
	some note, [action, key, wanted] in _applies
	_applied(action, key) == wanted with data.smguard.catalog as _catalog
}

_unknown := {
	"type": "string", "presence": "sometimes", "control": "unknown", "scope": "service",
	"multivalued": false, "absent": {}, "fresh": ["any-value"],
}

test_facts_of_a_tag_are_those_of_its_template if {
	found := facts.of("aws:requesttag/team") with data.smguard.catalog as _catalog
	found == object.union(_tag, {"fresh": ["any-team"]})
}

test_facts_of_a_described_key_are_the_catalog_s if {
	found := facts.of("aws:userid") with data.smguard.catalog as _catalog
	found == _userid
}

test_a_key_that_nobody_described_may_be_anything if {
	found := facts.of("secretsmanager:unheard") with data.smguard.catalog as _catalog
	found == _unknown
}
