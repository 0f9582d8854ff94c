# METADATA
# title: Values to try
# description: The values of a condition key that a search for a request tries; a problem is described in smguard.lib.search.context.
package smguard.lib.invent.option

import data.smguard.lib.grammar.naming
import data.smguard.lib.grammar.variable
import data.smguard.lib.invent.representative
import data.smguard.lib.invent.value
import data.smguard.lib.meaning.facts
import data.smguard.lib.reader.placeholder

# METADATA
# description: |
#   values of a key worth trying, the plainest first, each null (absent) or a list; `mine` are the entries on it. A
#   stranger has only values that no condition names, and those that a caller chooses freely.
candidates(problem, key, mine) := _as_bound(problem, key, [problem.fixed[key].values]) if problem.fixed[key]

else := _as_bound(problem, key, array.concat(_absent(problem, key, facts.of(key)), values)) if {
	values := naming.keys(problem.arn)[key]
}

else := _as_bound(problem, key, [null]) if facts.of(key).presence == "never"

# A stranger does not have a value that the document names.
else := [] if {
	problem.bound[key].named
	problem.reach != "any"
	not _open(problem, key, facts.of(key))
}

else := [problem.bound[key].values] if problem.bound[key]

# It is not known whether the requests of a service have the key, nor its value.
else := array.concat([null], [[text] | some text in value.closed(_here(problem, facts.of(key), mine), mine)]) if {
	_by_service(problem)
	facts.of(key).presence == "principal"
}

else := array.concat(_absent(problem, key, known), [[text] | some text in value.closed(known, mine)]) if {
	known := _here(problem, facts.of(key), mine)
	problem.reach != "any"
	not _open(problem, key, known)
}

else := array.concat(_absent(problem, key, known), array.concat(singles, _together(values, mine))) if {
	facts.multivalued(key, mine)
	known := _here(problem, facts.of(key), mine)
	values := _chosen(problem, key, known, mine)
	singles := [[text] | some text in values]
}

else := array.concat(_absent(problem, key, known), [[text] | some text in _in_accounts(problem, key, values)]) if {
	known := _here(problem, facts.of(key), mine)
	values := _chosen(problem, key, known, mine)
}

_chosen(problem, key, known, mine) := plain if {
	plain := possible(problem, key, value.plain(known, mine))
	value.suffice(known, mine, plain)
}

else := array.concat(plain, value.more(known, mine, needed, plain)) if {
	plain := possible(problem, key, value.plain(known, mine))
	needed := possible(problem, key, representative.of(known, mine).texts)
}

# METADATA
# description: |
#   true if no request has a value of the key that more entries want than one of the candidates: an Allow's entry wants to
#   hold, any other to fail
complete(problem, key, _) if _given(problem, key)

complete(problem, key, mine) if {
	not _given(problem, key)
	known := _here(problem, facts.of(key), mine)
	plain := possible(problem, key, value.plain(known, mine))
	_complete(problem, key, known, mine, plain)
}

_complete(problem, key, known, mine, plain) if _enough(problem, key, known, mine, plain)

_complete(problem, key, known, mine, plain) if {
	not _enough(problem, key, known, mine, plain)
	found := representative.of(known, mine)
	found.counted
	_all_sets(key, mine)
	needed := possible(problem, key, found.texts)
	given := [[text] | some text in array.concat(plain, value.more(known, mine, needed, plain))]
	value.cover(mine, needed, array.concat(_single(problem, key, known, mine), given))
}

_enough(_, _, known, mine, plain) if value.suffice(known, mine, plain)

_enough(problem, key, known, mine, _) if {
	_absent(problem, key, known) == [null]
	every entry in mine {
		value.wanted(entry, null)
	}
}

# Absence stands for a value, unless several values are combined.
_single(problem, key, known, mine) := _absent(problem, key, known) if not facts.multivalued(key, mine)

_single(_, key, _, mine) := [] if facts.multivalued(key, mine)

# The request, the principal or their being strangers leave no choice.
_given(problem, key) if problem.fixed[key]

_given(problem, key) if problem.bound[key]

_given(problem, key) if naming.keys(problem.arn)[key]

_given(_, key) if facts.of(key).presence == "never"

_given(problem, key) if not unlimited(problem, key)

_given(problem, key) if {
	_by_service(problem)
	facts.of(key).presence == "principal"
}

# METADATA
# description: |
#   the values of a key that a request can have: a stranger does not belong to the secret's organisation, nor the secret to
#   the stranger's
possible(problem, key, values) := [text | some text in values; not startswith(text, other)] if {
	problem.reach in {"outsider", "foreigner"}
	some prefix, name in _others
	startswith(key, prefix)
	other := strings.replace_n(object.get(problem, "renamed", {}), name)
}

# A time that has passed cannot be the time of a request.
else := [text | some text in values; not facts.passed(text)] if key in facts.clocks

else := values

# METADATA
# description: true if the requests of the region can have any value of a key
unlimited(problem, _) if problem.reach == "any"

unlimited(problem, key) if _open(problem, key, facts.of(key))

# Made-up ARNs are in the partition of the resource, and no entry names what is made up.
_here(problem, known, mine) := value.unnamed(_in_partition(problem, _renamed(problem, known)), mine)

_renamed(problem, known) := object.union(known, {"fresh": [strings.replace_n(problem.renamed, text) | some text in known.fresh]}) if {
	object.get(problem, "renamed", {}) != {}
}

else := known

_in_partition(_, known) := known if known.type != "arn"

_in_partition(problem, known) := known if {
	known.type == "arn"
	not _elsewhere(problem)
}

_in_partition(problem, known) := object.union(known, {"fresh": [replace(text, "arn:aws:", prefix) | some text in known.fresh]}) if {
	known.type == "arn"
	_elsewhere(problem)
	prefix := concat("", ["arn:", split(problem.arn, ":")[1], ":"])
}

_elsewhere(problem) if {
	problem.arn != "*"
	not startswith(problem.arn, "arn:aws:")
}

_others := {"aws:principalorg": placeholder.own_organization, "aws:resourceorg": variable.strange_organization}

# The key of a policy variable has the value that replaced the variable.
_as_bound(problem, key, values) := [given | some given in values; given == problem.bound[key].values] if problem.bound[key]

else := values

_by_service(problem) if problem.fixed["aws:principalisawsservice"].values == ["true"]

_open(_, _, known) if known.control in {"caller", "unknown"}

_open(problem, key, _) if not facts.applies(problem.action, key)

# A stranger controls the values on their own side and can request any secret, but cannot change their organisation,
# account or network.
_open(problem, _, known) if {
	problem.reach in {"outsider", "foreigner"}
	known.control in {"resource", "resource-id"}
}

_open(problem, key, known) if {
	problem.reach in {"outsider", "foreigner"}
	known.control in {"principal", "service"}
	not regex.match(`org|account|arn|owner|userid|federatedprovider`, key)
}

_open(problem, key, _) if {
	problem.reach in {"outsider", "foreigner"}
	key == "aws:vpcsourceip"
}

_open(problem, key, _) if {
	problem.reach == "foreigner"
	startswith(key, "aws:principalorg")
}

_absent(problem, key, known) := [null] if known.presence == "sometimes"

else := [null] if not facts.applies(problem.action, key)

else := []

# All values at once, and those that some of the entries want that ask for every value.
_together(values, mine) := array.concat([distinct], [some_of |
	count([entry | some entry in mine; not _of_every_value(entry)]) > 1
	asking := [entry | some entry in mine; _of_every_value(entry)]
	some n in numbers.range(1, bits.lsh(1, min([count(asking), _most])) - 1)
	n > 0
	some_of := [text | some text in distinct; _suits(asking, n, text)]
	count(some_of) > 1
]) if {
	distinct := [text | some i, text in values; not text in array.slice(values, 0, i)]
	count(distinct) > 1
}

else := []

_suits(asking, n, text) if {
	every i, entry in array.slice(asking, 0, _most) {
		_suits_one(entry, floor(n / bits.lsh(1, i)) % 2, text)
	}
}

_suits_one(_, 0, _)

_suits_one(entry, 1, text) if value.wanted(entry, [text])

# Entries that want all of several values to match or to miss them: more than these are not combined.
_most := 4

_of_every_value(entry) if {
	value.permits(entry)
	entry.set == "forallvalues"
}

_of_every_value(entry) if {
	not value.permits(entry)
	entry.set != "forallvalues"
}

_all_sets(key, mine) if not facts.multivalued(key, mine)

_all_sets(_, mine) if count([entry | some entry in mine; _of_every_value(entry)]) <= _most

# A principal's ARN has its account: each of the two keys has values that suit what conditions want of the other.
_in_accounts(problem, "aws:principalarn", values) := array.concat(
	[moved |
		some account in _accounts(problem, "aws:principalaccount")
		some text in values
		parts := split(text, ":")
		moved := concat(":", array.concat(array.concat(array.slice(parts, 0, 4), [account]), array.slice(parts, 5, count(parts))))
		not moved in values
	],
	values,
)

_in_accounts(problem, "aws:principalaccount", values) := array.concat(_accounts(problem, "aws:principalarn"), values)

_in_accounts(_, key, values) := values if not key in {"aws:principalarn", "aws:principalaccount"}

_accounts(problem, key) := sort({account |
	some clause in array.concat([object.get(problem, "entries", [])], object.get(problem, "clauses", []))
	some entry in clause
	entry.key == key
	entry.lenient
	some text in entry.values
	account := regex.find_all_string_submatch_n(`(?:\A|:)([0-9]{12})(?:\z|:)`, text, 1)[0][1]
})
