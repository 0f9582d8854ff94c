# METADATA
# title: Worlds
# description: |
#   The document as the rules see it: its statements about secrets, the secrets that their resources reach, the known
#   condition keys of the request, and names that do not occur in the document.
package smguard.lib.subject.world

import data.smguard.lib.grammar.principal
import data.smguard.lib.grammar.statement
import data.smguard.lib.grammar.variable
import data.smguard.lib.invent.assignment
import data.smguard.lib.invent.budget
import data.smguard.lib.invent.fresh
import data.smguard.lib.invent.secret
import data.smguard.lib.reader.placeholder

# METADATA
# description: |
#   The worlds of a document, one for each assignment of values to the keys of its policy variables: {"name", "type",
#   "allows", "denies", "instances": of each Allow's resources, "chosen": what callers choose of the names of secrets, for
#   each Allow, see smguard.lib.invent.secret, "fixed" and "bound": condition keys with known values,
#   "all": false if there are more assignments, "crowded": true if the conditions are too many to be searched}.
of_document(envelope, type, policy, listed) := [world |
	relevant := [item | some item in listed; item.relevant; _speaks_of_secrets(envelope, item)]
	relevant != []
	text := concat("\n", [statement.content(item) | some item in relevant])
	texts := _at_home(envelope, type, text, [item | some item in relevant; _drafted(item)])
	given := _given(envelope, policy, text, texts, relevant)
	some i, bound in given.each
	statements := _statements(relevant, given.variables, bound)
	plain := _world(envelope, type, statements, object.union(texts, {"required": _required(bound)}), {"first": i == 0, "worlds": count(given.each), "bound": bound})
	chosen := _chosen(plain, given.variables)
	instances := [secret.respelled(plain.instances[n], one) | some n, one in chosen]
	world := object.union(plain, {"all": given.all, "chosen": chosen, "instances": instances})
]

# What a caller chooses freely is not spelled out: a pattern that begins with such a value can name any secret.
_chosen(world, variables) := [{"limits": {}, "values": []} | some _ in world.allows] if not _free(variables, world.bound)

else := [{"limits": limits, "values": sort(values)} |
	some allow in world.allows
	limits := {pattern: limit |
		some i, pattern in allow.resources
		limit := min({limit |
			some v in variables
			limit := _limit(_texts_of(allow.original.Resource)[i], v, world.bound)
		})
	}
	values := {[world.bound[v.key].values[0], world.bound[v.key].free] |
		some v in variables
		_names(world, allow, v)
	}
]

default _free(_, _) := false

_free(variables, bound) if {
	variables != null
	some assigned in bound
	assigned.free >= 0
}

# The number of characters of a name that a pattern spells out before a free value, and of this value.
_limit(text, v, bound) := (count(name) - 1) + bound[v.key].free if {
	parts := split(text, v.text)
	count(parts) > 1
	name := split(concat("", [parts[0], "$"]), ":")[6]
}

_names(_, allow, v) if _names_by(allow, v)

_names(world, _, v) if {
	some deny in world.denies
	_names_by(deny, v)
}

# What a Deny exempts has the variable.
_names(world, _, v) if {
	some deny in world.denies
	some place in variable.places(deny.original)
	place.element == "NotResource"
	contains(place.text, v.text)
}

# A condition on the secret's name has the variable.
_names_by(allow, v) if {
	some place in variable.places(allow.original)
	place.key in {"secretsmanager:secretid", "secretsmanager:name"}
	contains(place.text, v.text)
}

_texts_of(value) := [value] if is_string(value)

_texts_of(value) := value if is_array(value)

# A statement with principals and without a resource belongs to a role's trust policy.
_speaks_of_secrets(envelope, item) if item.plain

else if {
	some name in ["Resource", "NotResource"]
	name in object.keys(item.raw)
}

else if not "Principal" in object.keys(item.raw)

else if envelope.policy_type == "resource"

else if envelope.resource_arn

# Strangers have an account of their own, so a secret whose policy lets them in belongs to another account.
_at_home(envelope, type, text, drafts) := texts if {
	texts := _texts(text, drafts)
	type != "resource"
	not envelope.account_id
}

else := object.union(texts, {"account": home, "partition": partition}) if {
	known := concat(" ", [text, object.get(envelope, "account_id", ""), object.get(envelope, "resource_arn", "")])
	texts := _texts(known, drafts)
	unsaid := strings.replace_n(texts.renamed, placeholder.home)
	parts := split(object.get(envelope, "resource_arn", concat(":", ["", texts.partition, "", "", unsaid])), ":")
	partition := parts[1]
	home := object.get(envelope, "account_id", parts[4])
}

# A stand-in for an unknown part is not a name in the document.
_texts(text, []) := fresh.texts(text)

_texts(text, drafts) := object.union(object.remove(texts, ["renamed"]), {"renamed": renamed}) if {
	drafts != []
	texts := fresh.texts(text)
	stands := concat("", [json.marshal(item.raw) | some item in drafts])
	written := concat("", [json.marshal(item.original) | some item in drafts])
	renamed := {name: other |
		some name, other in texts.renamed
		count(split(stands, name)) == count(split(written, name))
	}
}

# The assignments of a document with its variables: one if it has none that IAM resolves.
_given(envelope, policy, text, texts, relevant) := {"all": true, "each": [{}], "variables": null} if {
	not variable.resolves(policy, text)
}

else := object.union(assignment.of(document), {"variables": document.variables}) if {
	statements := [item.raw | some item in relevant]
	document := {
		"text": text,
		"statements": statements,
		"texts": texts,
		"known": _fixed(envelope),
		"named": count([item | some item in relevant; _names_principals(item.raw)]) > 0,
		"variables": {found |
			some raw in statements
			some place in variable.places(raw)
			some found in variable.of(place.text)
		},
	}
}

_names_principals(raw) if {
	some name in ["Principal", "NotPrincipal"]
	name in object.keys(raw)
}

# The region and the account that variables require of a secret, as conditions.
_required(bound) := [{
	"key": key,
	"name": key,
	"test": "equals",
	"negated": false,
	"set": "",
	"absent": false,
	"values": bound[key].values,
} |
	some key in ["aws:requestedregion", "aws:resourceaccount"]
	is_array(bound[key].values)
]

_world(envelope, type, statements, texts, given) := {
	"name": envelope.name,
	"type": type,
	"first": given.first,
	"allows": allows,
	"denies": denies,
	"statements": statements,
	"instances": [secret.instances(envelope, read, denies, placed) | some read in allows],
	"triggers": _all_triggers(statements),
	"texts": placed,
	"fixed": _fixed(envelope),
	"bound": given.bound,
	"crowded": _crowded("conditions", allows, denies, given.worlds),
	"envelope": object.remove(envelope, ["policy"]),
} if {
	allows := [read | some read in statements; read.effect != "deny"]
	denies := [read | some read in statements; read.raw.Effect == "Deny"; read.exact]
	placed := object.union(texts, {"crowded": _crowded("resources", allows, denies, given.worlds)})
}

default _crowded(_, _, _, _) := false

_crowded("conditions", allows, denies, worlds) if not budget.conditions(allows, denies, worlds)

_crowded("resources", allows, denies, _) if {
	some read in array.concat(allows, denies)
	some pattern in read.resources
	budget.tangled(pattern)
}

_crowded("resources", allows, denies, worlds) if {
	denies != []
	not budget.resources(allows, denies, worlds)
}

_statements(relevant, variables, bound) := [_read(item) | some item in relevant] if variables == null

# The content of a statement with values for variables includes the statement as written.
else := [read |
	replaced := variable.replacements(variables, bound)
	some item in relevant
	read := _replaced(item, variable.resolved(item.raw, replaced))
]

_replaced(item, raw) := _read(item) if raw == item.raw

else := object.union(statement.read(object.union(item, {"raw": raw, "original": written})), {"original": written}) if {
	written := object.get(item, "original", item.raw)
}

_read(item) := object.union(statement.read(item), {"original": item.original}) if _drafted(item)

else := statement.read(item)

_drafted(item) if item.original != item.raw

# Statements whose actions are all spelled out trigger nothing else.
_all_triggers(statements) := [] if {
	every read in statements {
		read.entries == []
		read.element == "Action"
		not read.excluded
		not read.others
		count(read.actions) == count(read.patterns)
		object.keys(read.actions) == {pattern | some pattern in read.patterns}
	}
}

else := [trigger | some trigger in ["exceptions", "patterns", "conditions"]; _triggers(trigger, statements)]

_triggers("exceptions", statements) if {
	some read in statements
	_has_exceptions(read)
	read.effect != "deny"
}

_has_exceptions(read) if read.element == "NotAction"

_has_exceptions(read) if read.excluded

_has_exceptions(read) if read.others

# A statement whose actions are all in the catalog names no nonexistent one.
_triggers("patterns", statements) if {
	some read in statements
	some pattern in read.patterns
	not read.actions[pattern]
}

_triggers("patterns", statements) if {
	some read in statements
	read.element == "NotAction"
}

_triggers("conditions", statements) if {
	some read in statements
	read.entries != []
}

_fixed(envelope) := object.union(_tags(envelope), principal.keys(one)) if {
	not contains(envelope.principal_arn, ":group/")
	one := {"kind": "aws", "id": envelope.principal_arn, "account": split(envelope.principal_arn, ":")[4]}
}

else := _tags(envelope)

# The secret's tags, if the secret is known.
_tags(envelope) := {key: {"name": name, "values": [text]} |
	envelope.resource_arn
	some tag, text in envelope.tags
	some prefix in ["aws:ResourceTag/", "secretsmanager:ResourceTag/"]
	name := concat("", [prefix, tag])
	key := lower(name)
}
