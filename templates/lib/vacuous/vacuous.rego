# METADATA
# title: Conditions that do nothing
# description: |
#   Finds condition entries that hold for every request, or for none, or that a caller escapes by leaving the key
#   out. Dates are judged against the catalog's date, since a bundle has no clock.
package smguard.lib.vacuous

import data.smguard.lib.condition
import data.smguard.lib.context
import data.smguard.lib.glob

# METADATA
# description: '[{"path": below the statement, "detail": what is wrong}] for the conditions of a statement'
entries(world, read) := [found |
	some entry in read.entries
	detail := _detail(world, read, entry)
	found := {"path": ["Condition", entry.spelled, entry.name], "detail": detail}
]

_detail(world, read, entry) := "it also holds when the key is absent, and nothing else asks for the key" if {
	read.effect != "deny"
	entry.set == "forallvalues"
	not _present_required(read, entry.key)
	not _absence_harmless(read, entry.key)
}

else := "it holds whatever the value is" if {
	read.effect != "deny"
	_any_value(entry)
	not _asks_for_tag(entry)
}

else := "a request without the key is not denied" if {
	read.effect == "deny"
	not entry.absent
	_opens(read, entry)
	_guards(entry)
	not _asked_for(world, read, entry.key)
	some action, _ in read.actions
	_absence(action, entry.key) == "unsafe"
	not _absence_denied(world, read, action, entry)
}

else := "it never holds, whatever the value is" if {
	entry.negated
	_needs_value(entry)
	_takes_everything(entry)
}

else := "it can never hold together with the other conditions on the key" if {
	_decidable(read, entry.key)
	not _satisfiable(read, entry.key)
	_first_on_key(read, entry)
}

# A Deny of one value of many forbids just that; one of a boolean, or of all values but some, is meant as a guard.
_guards(entry) if entry.negated

_guards(entry) if entry.test == "null"

_guards(entry) if context.facts(entry.key).type == "bool"

_opens(_, entry) if entry.test != "null"

_opens(read, entry) if {
	entry.test == "null"
	some other in read.entries
	other.key == entry.key
	other.absent
}

# Where each Allow of the document asks for the key, there is no request without it to deny.
_asked_for(world, read, key) if {
	asked := [_asks(allow, key) | some allow in world.allows; some action, _ in allow.actions; read.actions[action]]
	asked != []
	not false in asked
}

default _asks(_, _) := false

_asks(allow, key) if {
	some entry in allow.entries
	entry.key == key
	not entry.absent
}

_present_required(read, key) if {
	some entry in read.entries
	entry.key == key
	not entry.absent
}

_absence(action, key) := meaning if meaning := context.facts(key).absent[action]

else := context.facts(key).absent["*"]

_absence_harmless(read, key) if {
	read.actions != {}
	every action, _ in read.actions {
		_absence(action, key) in {"safe", "unchanged"}
	}
}

_any_value(entry) if {
	not entry.negated
	_takes_everything(entry)
}

_any_value(entry) if {
	not entry.negated
	context.facts(entry.key).type == "bool"
	{"true", "false"} - {_cased(entry.test, value) | some value in entry.values} == set()
}

_any_value(entry) if {
	entry.test == "null"
	entry.set == ""
	{"true", "false"} - {lower(value) | some value in entry.values} == set()
}

_any_value(entry) if {
	not entry.negated
	entry.test == "ip"
	some value in entry.values
	endswith(value, "/0")
}

_any_value(entry) if {
	entry.test == "date"
	entry.relation in {">", ">="}
	some value in entry.values
	_past(value)
}

_any_value(entry) if {
	entry.key == "aws:epochtime"
	entry.test == "number"
	entry.relation in {">", ">="}
	some value in entry.values
	_past(value)
}

# Nobody has a value that the key cannot take.
_any_value(entry) if {
	entry.negated
	format := context.facts(entry.key).format
	every value in entry.values {
		not contains(value, "*")
		not contains(value, "?")
		not contains(value, "own-")
		not regex.match(format, value)
	}
}

_cased("equals", value) := value

_cased("ignorecase", value) := lower(value)

_cased("bool", value) := lower(value)

_needs_value(entry) if not entry.absent

_needs_value(entry) if {
	entry.set != "forallvalues"
	context.facts(entry.key).presence == "always"
}

_takes_everything(entry) if {
	entry.test in {"like", "arn"}
	some value in entry.values
	regex.match(`\A(?:[?]?\*+|\*+[?]\**)\z`, value)
}

# Every ARN has colons and begins with "arn:".
_takes_everything(entry) if {
	entry.test in {"like", "arn"}
	_of_arns(entry)
	some value in entry.values
	regex.match(`\A(?:arn:)?[?]?\*[*:]*\z`, value)
}

_of_arns(entry) if entry.test == "arn"

_of_arns(entry) if context.facts(entry.key).type == "arn"

# "any tag of this name" is how one asks for a tag to be there at all.
_asks_for_tag(entry) if {
	contains(entry.key, "/")
	not entry.absent
}

_past(value) if {
	regex.match(`\A[0-9]{4}-`, value)
	substring(value, 0, 10) < data.smguard.catalog.date
}

# Seconds since 1970 in this century, up to the year of the catalog.
_past(value) if {
	regex.match(`\A[0-9]{1,10}\z`, value)
	to_number(value) < (to_number(substring(data.smguard.catalog.date, 0, 4)) - 1970) * 31556952
}

_absence_denied(world, read, action, entry) if {
	some deny in world.denies
	deny.actions[action]
	_reaches_as_far(deny, read)
	every other in deny.entries {
		_holds_absent(read, other, entry.key)
	}
}

_reaches_as_far(deny, read) if {
	deny.principals in [read.principals, null, [{"kind": "any", "id": "*", "account": "", "whole": false}]]
	deny.others == read.others
	deny.excluded == read.excluded
	_all_of(deny, read)
}

_all_of(deny, read) if deny.resources == read.resources

_all_of(deny, read) if {
	not deny.excluded
	every pattern in read.resources {
		glob.any_matches(deny.resources, pattern)
	}
}

# A condition on another key leaves nothing open where both statements have it.
_holds_absent(read, other, key) if {
	other.key != key
	other in read.entries
}

_holds_absent(_, other, key) if {
	other.key == key
	other.absent
}

# Two patterns can overlap in ways that the values tried do not show, so they are not judged.
_decidable(read, key) if {
	mine := [entry | some entry in read.entries; entry.key == key]
	count(mine) > 1
	count([entry | some entry in mine; entry.test in {"like", "arn"}]) < 2
}

_decidable(read, key) if {
	some entry in read.entries
	entry.key == key
	entry.values == []
}

_satisfiable(read, key) if {
	mine := [entry | some entry in read.entries; entry.key == key]
	some action in (object.keys(read.actions) | {""})
	some value in context.candidates(_problem(action), key, mine)
	every entry in mine {
		condition.holds(entry, value)
	}
}

_problem(action) := {
	"action": action, "arn": "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf",
	"reach": "any", "fixed": {}, "bound": {},
}

_first_on_key(read, entry) if entry == [other | some other in read.entries; other.key == entry.key][0]
