# METADATA
# title: Facts about condition keys
# description: |
#   What the catalog says of a condition key: {"type", "presence", "control", "scope", "multivalued", "absent", "fresh", "format"}.
package smguard.lib.meaning.facts

import data.smguard.lib.meaning.calendar

# METADATA
# description: the facts about a condition key; an undescribed key can have any value
of(key) := described if described := data.smguard.catalog.keys[key]

else := object.union(described, {"fresh": [concat("", ["any-", substring(key, indexof(key, "/") + 1, -1)])]}) if {
	described := data.smguard.catalog.keys[concat("", [split(key, "/")[0], "/"])]
}

else := {
	"type": "string", "presence": "sometimes", "control": "unknown", "scope": "service",
	"multivalued": false, "absent": {}, "fresh": ["any-value"],
}

# METADATA
# description: true if requests of this action can have the key, according to the catalog
applies(_, key) if of(key).scope == "global"

applies(action, key) if data.smguard.catalog.actions[action].keys[key]

applies(action, key) if data.smguard.catalog.actions[action].keys[concat("", [split(key, "/")[0], "/"])]

# METADATA
# description: true if a date, as IAM writes it, is before the catalog's date
passed(text) if calendar.seconds(text) < _today

_today := calendar.seconds(data.smguard.catalog.date)

# METADATA
# description: the keys that contain the time of the request
clocks := {"aws:currenttime", "aws:epochtime"}

# METADATA
# description: true if a key can have several values, by the catalog or by the operators of the entries
multivalued(key, _) if of(key).multivalued

multivalued(key, entries) if {
	some entry in entries
	entry.key == key
	entry.set != ""
}
