# METADATA
# title: Worlds
# description: |
#   The document as the rules see it: its statements about secrets, the secrets that their resources reach, the known
#   condition keys of the request, and names that do not occur in the document.
package smguard.lib.subject.world

import data.smguard.lib.grammar.principal
import data.smguard.lib.grammar.statement
import data.smguard.lib.grammar.variable
import data.smguard.lib.invent.arn
import data.smguard.lib.invent.fresh
import data.smguard.lib.meaning.facts
import data.smguard.lib.reader.placeholder
import data.smguard.lib.search.secret

# METADATA
# description: |
#   The worlds of a document, more than one if it has policy variables: {"name", "type", "allows", "denies",
#   "instances": of each Allow's resources, "fixed" and "bound": condition keys with known values}.
of_document(envelope, type, policy, listed) := [world |
	relevant := [item | some item in listed; item.relevant; _speaks_of_secrets(envelope, item)]
	relevant != []
	text := concat("\n", [statement.content(item) | some item in relevant])
	texts := _at_home(envelope, type, text, [item | some item in relevant; _drafted(item)])
	some i, given in _given(envelope, policy, text, texts)
	statements := _statements(relevant, given.replacements)
	asked := _asked(statements, given.bound, texts)
	world := _world(envelope, type, statements, _placed(texts, text, asked), i, given.bound)
]

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

else := object.union(texts, {"account": home, "partition": partition, "places": places}) if {
	known := concat(" ", [text, object.get(envelope, "account_id", ""), object.get(envelope, "resource_arn", "")])
	texts := _texts(known, drafts)
	unsaid := strings.replace_n(texts.renamed, placeholder.home)
	parts := split(object.get(envelope, "resource_arn", concat(":", ["", texts.partition, "", "", unsaid])), ":")
	partition := parts[1]
	home := object.get(envelope, "account_id", parts[4])
	places := [object.union(place, {"account": home}) | some place in texts.places]
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

# The worlds of a document: one if it has no policy variables.
_given(envelope, policy, text, texts) := [{"replacements": {}, "bound": {}}] if not contains(text, "${")

else := [given |
	compared := _compared(text)
	some turn in _turns(compared)
	known := object.union(_of_form(compared, turn), _known(envelope, texts))
	some found in variable.worlds(policy, text, known)
	given := _renamed(found, known, texts.renamed)
]

# Stand-ins for policy variables and unknown parts, unless their names occur in the document.
_renamed(given, _, {}) := given

_renamed(given, known, renamed) := {
	"replacements": {text: other |
		some text, old in given.replacements
		other := _another(old, known, renamed)
	},
	"bound": {key: object.union(bound, {"values": _others(bound.values, known, renamed)}) | some key, bound in given.bound},
} if {
	renamed != {}
}

_others(null, _, _) := null

_others(values, known, renamed) := [_another(old, known, renamed) | some old in values] if is_array(values)

_another(text, known, renamed) := text if {
	some value in known
	text in value.values
}

else := strings.replace_n(renamed, text)

_known(envelope, texts) := object.union(_fixed(envelope), {"aws:resourceaccount": {"values": [texts.account]}})

# Variables that are values of a key, with that key: the stand-in has the format of the variable's key, else of that one.
_compared(text) := {[variable, known] |
	some match in regex.find_all_string_submatch_n(_value_of_key, text, -1)
	variable := lower(trim_space(match[2]))
	not regex.match(`account\z|region\z|\Aaws:(?:principal|resource)orgid\z`, variable)
	known := [known | some key in [variable, lower(match[1])]; known := facts.of(key); known.format][0]
}

_value_of_key := `"([^"]+)":\[?(?:"[^"]*",)*"\$\{\s*([A-Za-z0-9-]+:[^}",]+)[}",]`

# A boolean is tried with both values.
_turns(compared) := [0, 1] if {
	some [_, known] in compared
	known.type == "bool"
}

else := [0]

_of_form(compared, turn) := {variable: {"values": [given]} |
	some [variable, _] in compared
	given := min({_turned(known, turn) | some [other, known] in compared; other == variable})
}

_turned(known, turn) := known.fresh[turn % count(known.fresh)] if known.type == "bool"

else := known.fresh[count(known.fresh) - 1]

_placed(texts, text, asked) := texts if asked == {}

else := object.union(placed, {"asked": sort(asked.secret)}) if {
	placed := fresh.placed(texts, text, sort(asked.region), sort(asked.account))
}

# The places and secrets that conditions and variables require: {"region", "account", "secret": patterns of ARNs}
_asked(statements, bound, texts) := {} if {
	bound == {}
	every read in statements {
		read.entries == []
	}
}

else := {
	"region": {region |
		some value in _values(statements, bound, "aws:requestedregion")
		region := arn.region(lower(value), "us-east-1")
		regex.match(`\A[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}\z`, region)
	},
	"account": {account |
		some value in _values(statements, bound, "aws:resourceaccount")
		account := arn.account(value, texts.account)
		regex.match(`\A[0-9]{12}\z`, account)
		account != texts.stranger
	},
	"secret": {arn.asked(value) |
		some key in ["secretsmanager:secretid", "secretsmanager:name"]
		some value in _values(statements, {}, key)
	},
}

_values(statements, bound, key) := {value |
	some read in statements
	some entry in read.entries
	entry.key == key
	entry.test != "null"
	some value in entry.values
} | {value | some value in bound[key].values}

_world(envelope, type, statements, texts, i, bound) := {
	"name": envelope.name,
	"type": type,
	"first": i == 0,
	"allows": allows,
	"denies": denies,
	"statements": statements,
	"instances": [secret.instances(envelope, read, texts) | some read in allows],
	"triggers": _all_triggers(statements),
	"texts": texts,
	"fixed": _fixed(envelope),
	"bound": bound,
	"envelope": object.remove(envelope, ["policy"]),
} if {
	allows := [read | some read in statements; read.effect != "deny"]
	denies := [read | some read in statements; read.raw.Effect == "Deny"; read.exact]
}

_statements(relevant, replacements) := [_read(item) | some item in relevant] if replacements == {}

# The content of a statement with stand-ins includes the statement as written.
else := [object.union(statement.read(resolved), {"original": object.get(item, "original", item.raw)}) |
	some item in relevant
	resolved := _resolved(item, replacements)
]

_read(item) := object.union(statement.read(item), {"original": item.original}) if _drafted(item)

else := statement.read(item)

_drafted(item) if item.original != item.raw

_resolved(item, replacements) := object.union(item, {"raw": variable.resolved(item.raw, replacements), "original": object.get(item, "original", item.raw)})

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
	is_string(text)
	some prefix in ["aws:ResourceTag/", "secretsmanager:ResourceTag/"]
	name := concat("", [prefix, tag])
	key := lower(name)
}
