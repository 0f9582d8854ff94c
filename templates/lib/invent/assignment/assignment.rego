# METADATA
# title: Assignments
# description: |
#   A policy variable is a value of the request. This package lists the values that the keys of a document's variables are
#   tried with. In the world of an assignment, each of these keys has one value, for the variables and for conditions.
#
#   A document is {"text": its statements in JSON, "statements": the statements as written, "texts": see
#   smguard.lib.invent.fresh, "known": {key: {"values"}} of keys that only have these values, "named": true if statements name
#   principals, "variables": see smguard.lib.grammar.variable}.
package smguard.lib.invent.assignment

import data.smguard.lib.grammar.condition
import data.smguard.lib.grammar.naming
import data.smguard.lib.grammar.variable
import data.smguard.lib.invent.account as accounts
import data.smguard.lib.invent.region as regions
import data.smguard.lib.invent.secret as secrets
import data.smguard.lib.invent.value
import data.smguard.lib.meaning.facts
import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.operator
import data.smguard.lib.reader.placeholder

# Each assignment is a world, in which all rules are judged.
_most := 16

# METADATA
# description: |
#   The assignments of a document, the plainest first: {"all": false if there are more than are tried, "each": [{key:
#   {"name", "values": null if the key is absent, "named": true if the document names the value, "free": the number of
#   leading characters of the value that the document spells out, if it is the caller's free choice}}]}.
of(document) := {"all": true, "each": [{}]} if document.variables == set()

else := {"all": all, "each": array.slice(each, 0, _most)} if {
	names := {key: min({v.name | some v in document.variables; v.key == key}) | some v in document.variables; key := v.key}
	scene := _scene(document, names)
	choices := [{"key": key, "name": name, "options": _options(scene, key)} | some key, name in names]
	sizes := [count(choice.options) | some choice in choices]
	ordered := _ordered(choices, sizes)
	each := [assigned |
		some digits in ordered
		assigned := {choice.key: object.union(choice.options[digits[i]], {"name": choice.name}) | some i, choice in choices}
	]
	all := _all(product(sizes), each)
}

default _all(_, _) := false

_all(total, each) if {
	total == count(each)
	total <= _most
}

# What the values depend on: the document, its variables' places, its conditions, and the plainest value of each key.
_scene(document, names) := object.union(document, {"places": places, "clauses": clauses, "plain": plain, "compared": compared, "pieces": pieces}) if {
	places := [place |
		some raw in document.statements
		some place in variable.places(raw)
	]
	clauses := array.concat(_guards, [{"deny": raw.Effect == "Deny", "entry": entry} |
		some raw in document.statements
		is_object(raw.Condition)
		some entry in condition.entries(raw.Condition, _sense(raw.Effect))
	])
	pieces := {piece | some piece in split(strings.replace_n({"\"": ":", "\n": ":"}, document.text), ":")}
	compared := _compared(places, names)
	edges := _edges(document.text)
	plain := {key: _plain(object.union(document, {"compared": compared, "edges": edges}), key, name) | some key, name in names}
}

default _sense(_) := "allow"

_sense("Deny") := "deny"

# A guard has to fail, like the conditions of a Deny.
_guards := [{"deny": true, "entry": entry} |
	some rule in data.smguard.rulebook
	some block in rule.region.guards
	some entry in condition.entries(block, "deny")
]

# Assignments as positions in the options of each key: the plainest values; the other accounts; everything absent; and the
# rest, those with the fewest other values first.
_ordered(choices, sizes) := _distinct(array.concat(
	[first],
	array.concat(
		[digits |
			some i, choice in choices
			some n, option in choice.options
			option.owner
			digits := [_digit(j == i, n) | some j, _ in choices]
		],
		array.concat([[_absent_at(choice) | some choice in choices]], [pair[1] | some pair in sort(_deviations(choices, sizes))]),
	),
)) if {
	first := [0 | some _ in choices]
}

_digit(true, n) := n

_digit(false, _) := 0

_absent_at(choice) := place if {
	place := [n | some n, option in choice.options; option.values == null][0]
}

else := 0

_deviations(_, sizes) := {[sum(digits), digits] |
	total := product(sizes)
	strides := [product(array.slice(sizes, 0, i)) | some i, _ in sizes]
	some number in numbers.range(0, total - 1)
	digits := [digit | some i, size in sizes; digit := floor(number / strides[i]) % size]
} if {
	product(sizes) <= _many
}

_deviations(choices, sizes) := {[n, digits] |
	some i, size in sizes
	some n in numbers.range(0, size - 1)
	digits := [_digit(j == i, n) | some j, _ in choices]
} if {
	product(sizes) > _many
}

# Of more combinations, only those with one value that is not the plainest are listed.
_many := 512

_distinct(list) := [item | some i, item in list; not item in array.slice(list, 0, i)]

# The options of a key, the plainest first.
_options(scene, key) := [{"values": scene.known[key].values}] if scene.known[key]

else := [{"values": null}] if facts.of(key).presence == "never"

else := array.slice(
	_unlike(array.concat(
		array.concat(
			array.concat([_fresh(scene, key)], _suffixed(scene, key)),
			[{"values": [text]} | some text in _of_other_callers(scene, key)],
		),
		array.concat(
			[object.union({"values": [account], "named": true, "owner": true}, _spelled(key, [], account)) |
				some account in _accounts(scene, key)
			],
			array.concat([{"values": null} | _absence_matters(scene, key)], _named(scene, key)),
		),
	)),
	0, _most + 1,
)

# Options with different values.
_unlike(options) := [option |
	some i, option in options
	not option.values in [other.values | some other in array.slice(options, 0, i)]
]

_fresh(scene, key) := {"values": [scene.plain[key]], "free": 0} if _callers(key)

else := {"values": [scene.plain[key]]}

# Where a variable stands at the end of a pattern, its value has the six characters that end a secret's ARN.
_suffixed(scene, key) := [{"values": [text], "free": 0} |
	_callers(key)
	not key in _names_of_secrets
	count([v | some place in scene.places; some v in scene.variables; v.key == key; _ends(place, v)]) > 0
	text := concat("-", [scene.plain[key], scene.texts.suffix])
	value.well_formed(facts.of(key), text)
]

_ends(place, v) if {
	place.element in {"Resource", "NotResource"}
	endswith(place.text, v.text)
}

# Values of a caller of another kind than the plainest.
_of_other_callers(scene, key) := [_renamed(scene, text) | some text in _made_up[key]; text != scene.plain[key]] if _made_up[key]

else := [concat(":", array.concat(array.slice(split(scene.plain[key], ":"), 0, 5), [_user(scene)]))] if {
	key == "aws:principalarn"
	_with_users(scene)
}

else := []

_with_users(scene) if scene.named

_with_users(scene) if {
	some other in ["aws:userid", "aws:username"]
	scene.plain[other]
}

_user(scene) := concat("", ["user/", object.get(scene.plain, "aws:username", "any-user")])

# A user's id can be in the name of a secret, that of a session cannot.
_made_up := {
	"aws:userid": ["AIDA0ANYUSER0ANYUSER0", "AROA0ANYROLE0ANYROLE0:any-session", "999988887777:any-user"],
	"aws:principaltype": ["User", "AssumedRole"],
}

# A caller can give such a key any value, and so reach whatever the variable stands for.
_callers(key) if key in _names_of_secrets

_callers(key) if facts.of(key).control == "caller"

_callers(key) if {
	facts.of(key).control == "unknown"
	not regex.match(_of_a_provider, key)
}

# The keys of identity providers have what the provider says of the caller.
_of_a_provider := `\A(?:saml|sts|[^:]*\.[^:]*):`

_names_of_secrets := {"secretsmanager:secretid", "secretsmanager:name"}

# Without the key, statements with its variable match nothing, unless there is a default. That is worth a try where a Deny
# or an exception has the variable, or where a condition asks for it.
_absence_matters(scene, key) if {
	facts.of(key).presence != "always"
	_absence_gives(scene, key)
}

_absence_gives(scene, key) if {
	some v in scene.variables
	v.key == key
	v.fallback != null
}

_absence_gives(scene, key) if {
	some place in scene.places
	_excepts(place)
	_has(scene, place, key)
}

_absence_gives(scene, key) if _gains(scene, key, null)

# Only a user has a name.
_absence_gives(scene, "aws:username") if scene.named

_absence_gives(scene, "aws:username") if {
	some clause in scene.clauses
	clause.entry.key in {"aws:principalarn", "aws:principaltype", "aws:userid"}
}

_excepts(place) if place.deny

_excepts(place) if place.negated

_excepts(place) if place.element == "NotResource"

_has(scene, place, key) if {
	some v in scene.variables
	v.key == key
	contains(place.text, v.text)
}

# Does a condition of an Allow hold for these values, or one of a Deny or a guard fail, which does not for the plainest?
_gains(scene, key, values) if {
	some clause in scene.clauses
	clause.entry.key == key
	not clause.deny
	operator.holds(clause.entry, values)
	not operator.holds(clause.entry, [scene.plain[key]])
}

_gains(scene, key, values) if {
	some clause in scene.clauses
	clause.entry.key == key
	clause.deny
	not operator.holds(clause.entry, values)
	operator.holds(clause.entry, [scene.plain[key]])
}

# The values that conditions on the key name, and those that other patterns and conditions have in the variable's place.
_named(scene, key) := [option |
	known := facts.of(key)
	mine := _mine(scene, key)
	some text in _distinct(array.concat(
		_asked(scene, key, known, mine),
		array.concat(_following(scene, key), [text | some text in _read_off(scene, key); value.well_formed(known, text)]),
	))
	text != scene.plain[key]
	option := object.union({"values": [text], "named": _is_named(scene, mine, text)}, _spelled(key, mine, text))
]

# Other made-up values are not named, unless they are names of secrets, which a principal does not happen to have.
default _is_named(_, _, _) := true

_is_named(scene, mine, text) := false if {
	not contains(scene.text, text)
	not text in _names(scene)
	every entry in mine {
		every named in entry.values {
			not glob.matches(named, text)
		}
	}
}

# A free value is spelled out as far as the pattern that it has to match.
_spelled(key, mine, text) := {"free": max({0} | {count(glob.literal_prefix(pattern)) |
	some entry in mine
	some pattern in entry.values
	glob.matches(pattern, text)
})} if {
	_callers(key)
	not text in {literal | some entry in mine; some literal in entry.values}
}

else := {}

_known(scene, key) := object.get(scene.compared, key, facts.of(key))

# The entries on a key, without the values that are variables themselves.
_mine(scene, key) := [object.union(clause.entry, {"values": values}) |
	some clause in scene.clauses
	clause.entry.key == key
	values := [text | some text in clause.entry.values; not contains(text, "${")]
	values != []
]

# Values of the key itself: each literal, and one value for each other outcome of the conditions.
_asked(scene, key, known, mine) := array.concat(literals, _others(scene, key, known, mine, literals)) if {
	literals := _distinct(array.concat(
		[text |
			some entry in mine
			some text in entry.values
			not _is_pattern(entry, text)
			value.well_formed(known, text)
			_gains(scene, key, [text])
		],
		_both(_known(scene, key)),
	))
}

_is_pattern(entry, text) if {
	entry.test in {"like", "arn"}
	glob.wild(text)
}

_both(known) := ["true", "false"] if known.type == "bool"

else := []

_others(_, _, _, [], _) := []

_others(scene, key, known, mine, literals) := [max({[count(text), text] | some [outcome, text] in outcomes; outcome == sign})[1] |
	tried := array.slice(value.open(known, mine), 0, _few)
	outcomes := {[_outcome(mine, text), text] | some text in tried; not text in literals; _gains(scene, key, [text])}
	some sign in {outcome | some [outcome, _] in outcomes}
	not _met_by(key, mine, sign, literals)
] if {
	mine != []
}

# The number of values of which the outcomes are compared.
_few := 64

_outcome(mine, text) := {i | some i, entry in mine; operator.holds(entry, [text])}

# A literal stands for the other values with the same outcome, unless the caller can choose among these.
_met_by(key, mine, sign, literals) if {
	not _callers(key)
	some literal in literals
	_outcome(mine, literal) == sign
}

# The accounts of principals and secrets that the document names.
_accounts(scene, key) := array.slice(
	sort({match[1] |
		some match in regex.find_all_string_submatch_n(_owner[key], scene.text, -1)
	} - {scene.plain[key], placeholder.home}),
	0, _most,
) if {
	_owner[key]
}

else := []

_owner := {
	"aws:principalaccount": `(?:(?:iam|sts)::|")([0-9]{12})[:"]`,
	"aws:resourceaccount": `:secretsmanager:[^:"]*:([0-9]{12}):`,
}

# Values that the secret or the principal of a request gives a key.
_following(scene, key) := array.concat(sort(_regions(scene)), array.slice(unnamed, 0, 1)) if {
	endswith(key, "region")
	unnamed := [region | some region in _lonely_regions; not contains(scene.text, region)]
}

else := array.slice(sort(_numbers(scene)), 0, _most) if key in object.keys(_owner)

else := sort(_names(scene)) if key in _names_of_secrets

else := sort(_principals(scene)) if key == "aws:principalarn"

else := sort({path[count(path) - 1] | some arn in _principals(scene); contains(arn, ":user/"); path := split(arn, "/")}) if {
	key == "aws:username"
	scene.named
}

else := []

_lonely_regions := ["il-central-1", "mx-central-1", "me-central-1", "eu-south-2", "us-west-2"]

_regions(scene) := {scene.texts.region, "us-east-1", "eu-west-1", "us-gov-west-1", "cn-north-1"} | {region |
	some piece in scene.pieces
	regex.match(`\A[a-z?*][a-z0-9?*-]*\z`, piece)
	region := regions.matched(piece, "us-east-1")
	regex.match(`\A[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}\z`, region)
}

# Accounts of secrets for principals, and the other way round.
_numbers(scene) := {scene.texts.account} | {account |
	some piece in scene.pieces
	regex.match(`\A[0-9?*]*[0-9][0-9?*]*\z`, piece)
	account := accounts.matched(piece, scene.texts.account)
	regex.match(`\A[0-9]{12}\z`, account)
}

_names(scene) := {scene.texts.name} | {name |
	plain := {v.text: scene.plain[v.key] | some v in scene.variables}
	some raw in scene.statements
	some pattern in _strings(raw.Resource)
	some secret in _instances(strings.replace_n(plain, pattern), scene.texts)
	name := naming.keys(secret)["secretsmanager:name"][0][0]
}

_principals(scene) := {match[1] |
	some match in regex.find_all_string_submatch_n(`"(arn:aws[a-z-]*:iam::[0-9]{12}:(?:role|user)/[^"*?$]+)"`, scene.text, -1)
}

_instances(pattern, texts) := array.slice([one.arn | some one in found], 0, 2) if {
	read := {"resources": [pattern], "excluded": false, "entries": []}
	found := secrets.instances({}, read, [], object.union(texts, {"required": []}))
}

_strings(value) := [value] if is_string(value)

_strings(value) := [text | some text in value; is_string(text)] if is_array(value)

# Strings that stand in the place of the key's variables elsewhere: in the resources that a Deny exempts or requires, in
# conditions on the secret, and in other conditions on the key that a variable is compared with.
_read_off(scene, key) := sort((({text |
	some place in scene.places
	some v in scene.variables
	v.key == key
	parts := split(place.text, v.text)
	count(parts) > 1
	around := [_at_plainest(scene, key, part) | some part in [parts[0], concat(v.text, array.slice(parts, 1, count(parts)))]]
	some other in _beside(scene, place)
	some text in _between(around[0], around[1], other)
	text != ""
} | {text |
	some place in scene.places
	place.key == key
	text := strings.replace_n({v.text: scene.plain[v.key] | some v in scene.variables}, place.text)
}) | {text |
	some other, _ in scene.plain
	other < key
	scene.plain[other] == scene.plain[key]
	text := concat("", [scene.plain[key], "-2"])
}))

# The other variables have their plainest values.
_at_plainest(scene, key, text) := strings.replace_n({v.text: scene.plain[v.key] | some v in scene.variables; v.key != key}, text)

_beside(scene, place) := {_name(_opened(scene, text)) |
	some raw in scene.statements
	raw.Effect == "Deny"
	some text in _strings(raw.NotResource)
} | _ids(scene) if {
	place.element == "Resource"
	not place.deny
}

else := {_name(_opened(scene, text)) |
	some raw in scene.statements
	some text in _excepted(raw)
	text != place.text
} | _ids(scene) if {
	place.element == "NotResource"
	place.deny
}

else := {_opened(scene, text) |
	some clause in scene.clauses
	clause.entry.key == place.key
	not place.text in clause.entry.values
	some text in clause.entry.values
} | ({text | text := scene.plain[place.key]} | {text | some text in _following(scene, place.key)}) if {
	place.element == "Condition"
}

else := set()

# A string whose variables can have any value.
_opened(scene, text) := strings.replace_n({v.text: "*" | some v in scene.variables}, text)

_excepted(raw) := _strings(raw.Resource) if raw.Effect == "Allow"

_excepted(raw) := _strings(raw.NotResource) if raw.Effect == "Deny"

_ids(scene) := {_name(_opened(scene, text)) |
	some clause in scene.clauses
	clause.entry.key in _names_of_secrets
	some text in clause.entry.values
}

_name(text) := concat(":", array.slice(split(text, ":"), 6, 99)) if startswith(text, "arn:")

else := text

# What stands in a string between the parts before and after a variable.
_between(before, after, text) := _directly(before, after, text) if not glob.wild(text)

# Also a part of a pattern, if the pattern then matches the whole.
_between(before, after, text) := _directly(before, after, text) | {plain |
	start := replace(replace(_name(before), "*", ""), "?", "x")
	end := replace(replace(after, "*", ""), "?", "x")
	some piece in split(replace(text, "?", "*"), "*")
	some i in numbers.range(0, count(piece))
	some plain in [substring(piece, i, -1), substring(piece, 0, i)]
	glob.matches(text, concat("", [start, plain, end]))
} if {
	glob.wild(text)
}

_directly(before, after, text) := {plain |
	rest := _after(_name(before), text)
	some found in {
		trim_suffix(rest, after),
		_up_to(rest, glob.literal_prefix(after)),
		glob.literal_prefix(rest),
		regex.find_all_string_submatch_n(`\A[A-Za-z0-9_+=,.@-]*`, rest, 1)[0][0],
	}
	plain := replace(replace(found, "*", ""), "?", "x")
}

_after(before, text) := substring(text, count(before), -1) if {
	not glob.wild(before)
	startswith(text, before)
}

_after(before, text) := concat(end, array.slice(parts, 1, count(parts))) if {
	glob.wild(before)
	pieces := split(replace(before, "?", "*"), "*")
	end := pieces[count(pieces) - 1]
	end != ""
	parts := split(text, end)
	count(parts) > 1
}

_up_to(rest, after) := rest if after == ""

else := split(rest, after)[0]

# The plainest value of a key: one that the document neither names nor matches, of the key's own form, or else of the form
# of the key that it is compared with.
_plain(document, key, name) := document.known[key].values[0] if is_array(document.known[key].values)

else := document.texts.account if key == "aws:resourceaccount"

else := _made_up[key][0] if _made_up[key]

else := concat("", ["arn:", document.texts.partition, ":iam::", document.texts.stranger, ":role/any-role"]) if {
	key == "aws:principalarn"
	document.named
}

else := _renamed(document, _special[key]) if _special[key]

else := _renamed(document, placeholder.home) if endswith(key, "account")

else := "us-east-1" if endswith(key, "region")

else := "true" if document.compared[key].type == "bool"

else := _unmet(document, [_renamed(document, text) | some text in _reversed(document.compared[key].fresh)]) if document.compared[key]

else := document.texts.name if key in _names_of_secrets

else := _unmet(document, _own(name)) if _takes_any(facts.of(key))

else := _unmet(document, [_renamed(document, text) | some text in _reversed(facts.of(key).fresh)])

_special := {
	"aws:principalaccount": "999988887777",
	"aws:principalorgid": variable.strange_organization,
	"aws:resourceorgid": placeholder.own_organization,
}

_renamed(document, text) := strings.replace_n(document.texts.renamed, text)

_reversed(list) := [list[(count(list) - 1) - i] | some i, _ in list]

_takes_any(known) if {
	known.type == "string"
	not known.format
}

_takes_any(known) if regex.match(known.format, "own-value")

# Made-up names for a key.
_own(name) := [concat("", ["own-", tail]), "its-own", "kept-apart", "quite-new", "zulu-77", "zzzzzzzzz"] if {
	tail := regex.find_all_string_submatch_n(`[A-Za-z0-9_.-]+\z`, name, 1)[0][0]
}

else := ["own-value", "its-own", "kept-apart", "quite-new", "zulu-77", "zzzzzzzzz"]

_unmet(document, texts) := unmet if {
	unmet := [text | some text in texts; not _meets(document, text)][0]
}

else := texts[0]

_meets(document, text) if contains(document.text, text)

_meets(document, text) if {
	some edge in document.edges.heads
	startswith(text, edge)
}

_meets(document, text) if {
	some edge in document.edges.tails
	endswith(text, edge)
}

# A word between two wildcards is at the end of one pattern's part, and at the beginning of another's.
_meets(document, text) if {
	some edge in (document.edges.heads & document.edges.tails)
	contains(text, edge)
}

# Words before and after a wildcard: patterns with them match names that begin or end so.
_edges(text) := {
	"heads": {match[1] | some match in regex.find_all_string_submatch_n(`([A-Za-z0-9_.=@!+-]*[A-Za-z0-9])-?[*?]`, text, -1)},
	"tails": {match[1] | some match in regex.find_all_string_submatch_n(`[*?]([A-Za-z0-9_.=@!+-]*[A-Za-z0-9][A-Za-z0-9_.=@!+-]*)`, text, -1)},
}

# The facts about the keys that variables are compared with, where these have a form and the variable's own key has none
# or a wider one.
_compared(places, names) := {key: fact |
	some key, _ in names
	not regex.match(`account\z|region\z|\Aaws:(?:principal|resource)orgid\z`, key)
	facts_of_it := {known |
		some place in places
		place.element == "Condition"
		some v in variable.of(place.text)
		v.key == key
		v.text == place.text
		known := _form(key, place.key)
	}
	facts_of_it != set()
	fact := _first_of(facts_of_it)
}

# A form that is stricter than the variable's own.
_form(key, other) := object.union(facts.of(other), {"fresh": _of_callers[other]}) if {
	_of_callers[other]
	not _made_up[key]
	_takes_any(facts.of(key))
}

else := strict if {
	strict := facts.of(other)
	strict.format
	not regex.match(strict.format, "own-value")
	_takes_any(facts.of(key))
	value.well_formed(facts.of(key), _plainest(strict))
}

else := [known | some name in [key, other]; known := facts.of(name); known.format][0]

# What these keys have for a user.
_of_callers := {"aws:principaltype": ["User"], "aws:userid": ["AIDA0ANYUSER0ANYUSER0"]}

# Of two forms, the plainest value decides.
_first_of(known) := min({[_plainest(fact), fact] | some fact in known})[1]

_plainest(fact) := fact.fresh[0] if fact.type == "bool"

else := fact.fresh[count(fact.fresh) - 1]
