# METADATA
# title: Conditions that do nothing
# description: |
#   Finds condition entries that hold for every request or for none, or that a caller escapes by leaving out the key, with
#   the reason. Dates are compared with the catalog's date, since the bundle must not depend on a clock.
package smguard.lib.lint.vacuous

import data.smguard.lib.grammar.condition
import data.smguard.lib.invent.option
import data.smguard.lib.invent.value
import data.smguard.lib.meaning.calendar
import data.smguard.lib.meaning.facts
import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.operator
import data.smguard.lib.reader.template

# METADATA
# description: '[{"path": below the statement, "detail": the problem}] for the conditions of a statement'
entries(world, read) := [found |
	some entry in read.entries
	not _misfit(entry)
	detail := _detail(world, read, entry, facts.of(entry.key))
	found := {"path": ["Condition", entry.spelled, entry.name], "detail": detail}
]

# AWS takes no such value, which is reported of the document.
_misfit(entry) if {
	some text in entry.values
	condition.misfit(entry.test, text)
}

_detail(world, read, entry, known) := concat("", ["no value is listed, so it ", outcome]) if {
	entry.values == []
	outcome := _unmatched(read, entry)
}

else := concat("", ["no request for these actions has ", entry.name, ", so it ", outcome]) if {
	known.presence == "never"
	outcome := {true: "always holds", false: "never holds"}[entry.absent]
	_meant_here(read, outcome)
}

else := concat("", ["every request has ", entry.name, ", so it ", outcome]) if {
	entry.test == "null"
	entry.set == ""
	_always_present(read, entry.key)
	outcome := _of_present(read, entry)
}

else := concat("", ["it never holds again: ", _last(read, entry), " has passed"]) if {
	entry.key in facts.clocks
	_ended(read, entry)
}

else := concat("", ["it always holds: ", _first(read, entry), " has passed"]) if {
	entry.key in facts.clocks
	read.effect != "deny"
	_begun(read, entry)
	not _until(read)
}

else := detail if {
	known.format
	detail := _nobodys(read, entry, known)
}

else := concat("", ["it also holds when the key is absent, and nothing else requires ", entry.name]) if {
	read.effect != "deny"
	entry.set == "forallvalues"
	not _always_present(read, entry.key)
	not _present_required(read, entry.key)
	not _absence_harmless(read, entry.key)
}

else := concat("", ["it holds for every value: ", reason]) if {
	read.effect != "deny"
	reason := _any_value(entry, known)
	not _asks_for_tag(entry)
}

else := "a request without the key is not denied" if {
	read.effect == "deny"
	entry.test != "null"
	not entry.absent
	_guards(entry)
	not _asked_for(world, read, entry.key)
	some action, _ in read.actions
	_absence(action, entry.key) == "unsafe"
	not _absence_denied(world, read, action, entry)
}

else := concat("", ["it never holds: ", _any_text(entry)]) if {
	entry.negated
	_needs_value(read, entry)
}

else := concat("", ["no time is ", shown]) if {
	entry.key in facts.clocks
	window := _window(read)
	window.first == entry
	shown := concat(" and ", [window.from, window.to])
}

else := concat("", ["no request has a value of ", entry.name, " that meets ", _written(read, entry)]) if {
	read.effect != "deny"
	entry.test == "number"
	not entry.absent
	_known(read, entry)
	not _satisfiable(world, read, [entry])
}

else := concat("", ["no value of ", entry.name, " meets all of ", shown]) if {
	mine := [other | some other in read.entries; other.key == entry.key]
	entry == mine[0]
	not _some_ended(read)
	_decidable(mine)
	not _satisfiable(world, read, mine)
	shown := concat(" and ", [_written(read, other) | some other in mine])
}

# The effect of an entry that no value matches.
_unmatched(read, entry) := "always holds" if {
	entry.negated
	_whenever(read, entry) == "always holds"
}

else := "holds whenever the key is present" if entry.negated

else := "holds only where the key is absent" if {
	entry.absent
	not _always_present(read, entry.key)
}

else := "never holds"

# The effect of an entry that every value matches.
_whenever(read, entry) := "always holds" if _always_present(read, entry.key)

else := "always holds" if _holds_absent_too(entry)

else := "holds whenever the key is present"

_holds_absent_too(entry) if entry.absent

_holds_absent_too(entry) if entry.test == "null"

_always_present(_, key) if facts.of(key).presence == "always"

# It is not known whether a service's request has the key; documents without principals do not apply to services.
_always_present(read, key) if {
	facts.of(key).presence == "principal"
	read.principals == null
}

# The effect of a Null entry if the key is always present.
_of_present(_, entry) := "never holds" if {lower(text) | some text in entry.values} == {"true"}

_of_present(read, entry) := "always holds" if {
	{lower(text) | some text in entry.values} == {"false"}
	read.effect != "deny"
	count([other | some other in read.entries; other.key == entry.key]) == 1
}

# An entry that only requests to other services meet is intended if the statement covers their actions.
_meant_here(_, "always holds")

_meant_here(read, outcome) if {
	outcome != "always holds"
	read.element == "Action"
	every pattern in read.patterns {
		startswith(pattern, data.smguard.catalog.marks.prefix)
	}
}

# The values of an entry as the document has them.
_said(read, entry) := entry.values if not read.original

else := [other.values |
	some other in condition.entries(_written_out(read.original.Condition), "allow")
	other.spelled == entry.spelled
	other.name == entry.name
][0]

# A Condition block with strings for its functions.
_written_out(block) := {operator: {name: _text_of(value) | some name, value in keys} | some operator, keys in block}

_text_of(value) := [_text_of_one(item) | some item in value] if is_array(value)

else := _text_of_one(value)

_text_of_one(value) := text if text := template.text(value)

else := value

# Stand-ins for unknown values are not judged.
_known(read, entry) if _said(read, entry) == entry.values

_nobodys(read, entry, known) := concat("", ["no request has the value ", _listed(dead, " or "), " for ", entry.name, effect, _hint(entry, dead)]) if {
	dead := [text | some text in value.nobodys(known, entry); text in _said(read, entry)]
	dead != []
	effect := _effect_of(read, entry, dead)
}

_effect_of(read, entry, dead) := concat("", [", so it ", outcome]) if {
	count(dead) == count(entry.values)
	outcome := _unmatched(read, entry)
	_for_this_service(read, entry, outcome)
}

else := "" if {
	count(dead) < count(entry.values)
	facts.of(entry.key).type != "bool"
}

_for_this_service(_, entry, _) if facts.of(entry.key).type != "bool"

_for_this_service(read, entry, outcome) if {
	facts.of(entry.key).type == "bool"
	_meant_here(read, outcome)
}

_hint(entry, dead) := concat("", [": ", entry.spelled, " takes wildcards literally, use ", instead]) if {
	entry.test in {"equals", "ignorecase"}
	some text in dead
	glob.wild(text)
	instead := concat("", [{true: "Arn", false: "String"}[facts.of(entry.key).type == "arn"], {true: "NotLike", false: "Like"}[entry.negated]])
}

else := ": for a session, the key holds the ARN of its role" if {
	entry.key == "aws:principalarn"
	some text in dead
	contains(text, ":assumed-role/")
}

else := ""

_written(read, entry) := concat(" ", [entry.spelled, _listed(_said(read, entry), ", ")])

_listed(texts, between) := concat("", [concat(between, quoted), more]) if {
	quoted := [concat("", [`"`, text, `"`]) | some text in array.slice(texts, 0, _shown)]
	more := _more(count(texts) - _shown)
}

# More values than these are not repeated.
_shown := 3

_more(left) := concat("", [" and ", format_int(left, 10), " more"]) if left > 0

else := ""

# Entries about the time of the request, in the seconds of their values.
_moments(read, entry) := seconds if {
	entry.key in facts.clocks
	entry.set == ""
	_known(read, entry)
	seconds := [moment | some text in entry.values; moment := _moment(entry.test, text)]
	seconds != []
	count(seconds) == count(entry.values)
}

_moment("date", text) := calendar.seconds(text)

_moment("number", text) := to_number(text)

_now := calendar.seconds(data.smguard.catalog.date)

_ended(read, entry) if {
	_is_end(entry)
	max(_moments(read, entry)) < _now
}

_is_end(entry) if {
	not entry.negated
	entry.relation in {"<", "<=", "=="}
}

_some_ended(read) if {
	some entry in read.entries
	_ended(read, entry)
}

_begun(read, entry) if {
	entry.relation in {">", ">="}
	min(_moments(read, entry)) < _now
}

_begun(read, entry) if {
	entry.negated
	entry.relation == "=="
	max(_moments(read, entry)) < _now
}

# A start that has passed is half of a window if there is an end too.
_until(read) if {
	some entry in read.entries
	_is_end(entry)
	_moments(read, entry)
}

_last(read, entry) := _at(read, entry, max(_moments(read, entry)))

_first(read, entry) := _at(read, entry, min(_moments(read, entry))) if not entry.negated

else := _last(read, entry)

_at(read, entry, moment) := [entry.values[i] | some i, other in _moments(read, entry); other == moment][0]

# A window that ends before it begins.
_window(read) := {"first": first, "from": from, "to": to} if {
	starts := [[min(_moments(read, entry)), i] | some i, entry in read.entries; entry.relation in {">", ">="}; _moments(read, entry)]
	ends := [[max(_moments(read, entry)), i] | some i, entry in read.entries; entry.relation in {"<", "<="}; _moments(read, entry)]
	start := max(starts)
	end := min(ends)
	start[0] > end[0]
	end[0] >= _now
	first := read.entries[min([start[1], end[1]])]
	from := concat("", ["after ", _first(read, read.entries[start[1]])])
	to := concat("", ["before ", _last(read, read.entries[end[1]])])
}

# A Deny of one value of many forbids just that value; a Deny of a boolean, or of all values but some, is meant as a guard.
_guards(entry) if entry.negated

_guards(entry) if entry.test == "null"

_guards(entry) if facts.of(entry.key).type == "bool"

# If each Allow of the document requires the key, no request without it needs a Deny.
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

_absence(action, key) := meaning if meaning := facts.of(key).absent[action]

else := facts.of(key).absent["*"]

_absence_harmless(read, key) if {
	read.actions != {}
	every action, _ in read.actions {
		_absence(action, key) in {"safe", "unchanged"}
	}
}

# Why an entry holds for every value of its key.
_any_value(entry, known) := _any_text(entry) if not entry.negated

else := "both true and false are listed" if {
	not entry.negated
	known.type == "bool"
	{"true", "false"} - {_cased(entry.test, text) | some text in entry.values} == set()
}

else := "both true and false are listed" if {
	entry.test == "null"
	entry.set == ""
	{"true", "false"} - {lower(text) | some text in entry.values} == set()
}

else := concat("", [network, " contains every address"]) if {
	not entry.negated
	entry.test == "ip"
	network := [text | some text in entry.values; endswith(text, "/0")][0]
}

else := concat("", [text, " has passed"]) if {
	entry.test == "date"
	entry.relation in {">", ">="}
	not entry.key in facts.clocks
	text := [text | some text in entry.values; facts.passed(text)][0]
}

_cased("equals", value) := value

_cased("ignorecase", value) := lower(value)

_cased("bool", value) := lower(value)

_needs_value(_, entry) if not entry.absent

_needs_value(read, entry) if {
	entry.set != "forallvalues"
	_always_present(read, entry.key)
}

# The reason for a pattern that matches everything.
_any_text(entry) := concat("", [`"`, text, `" matches every value of `, entry.name]) if {
	entry.test in {"like", "arn"}
	text := [text | some text in entry.values; _takes_everything(entry, text)][0]
}

_takes_everything(_, text) if regex.match(`\A(?:[?]?\*+|\*+[?]\**)\z`, text)

# Every ARN has colons and begins with "arn:".
_takes_everything(entry, text) if {
	_of_arns(entry)
	regex.match(`\A(?:arn:)?[?]?\*[*:]*\z`, text)
}

_of_arns(entry) if entry.test == "arn"

_of_arns(entry) if facts.of(entry.key).type == "arn"

# StringLike "*" on a tag is a common way to require that the tag exists.
_asks_for_tag(entry) if {
	contains(entry.key, "/")
	not entry.absent
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

# A condition on another key leaves no gap if both statements have it.
_holds_absent(read, other, key) if {
	other.key != key
	other in read.entries
}

_holds_absent(_, other, key) if {
	other.key == key
	other.absent
}

# Two patterns can overlap in ways that the tried values do not show, so they are not judged.
_decidable(mine) if {
	count(mine) > 1
	every entry in mine {
		not _misfit(entry)
	}
	count([entry | some entry in mine; entry.test in {"like", "arn"}]) < 2
}

_satisfiable(world, read, mine) if {
	some action in (object.keys(read.actions) | {""})
	some given in _possible(world, read, action, mine)
	every entry in mine {
		operator.holds(entry, given)
	}
}

_possible(world, read, action, mine) := array.concat(_perhaps_absent(read, mine[0].key), option.candidates(
	{"action": action, "arn": "*", "reach": "any", "fixed": {}, "bound": {}, "renamed": object.get(world, ["texts", "renamed"], {})},
	mine[0].key,
	mine,
))

_perhaps_absent(read, key) := [] if _always_present(read, key)

else := [null]
