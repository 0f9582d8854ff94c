# METADATA
# title: Worlds
# description: |
#   What the rules look at: the statements of a document that speak of secrets, with what their resources reach, what is
#   known of the request, and texts that nobody named.
package smguard.lib.world

import data.smguard.lib.arn
import data.smguard.lib.fresh
import data.smguard.lib.placeholder
import data.smguard.lib.principal
import data.smguard.lib.resource
import data.smguard.lib.statement
import data.smguard.lib.variable

# METADATA
# description: |
#   What the rules see of a document, more than once where it holds policy variables: {"name", "type", "allows",
#   "denies", "instances": of each Allow's resources, "fixed" and "bound": condition keys with known values}.
of_document(envelope, type, policy, listed) := [world |
	relevant := [item | some item in listed; item.relevant; _speaks_of_secrets(envelope, item)]
	relevant != []
	text := concat("\n", [statement.content(item) | some item in relevant])
	texts := _at_home(envelope, type, text)
	some i, given in variable.worlds(policy, text, _known(envelope, texts))
	statements := [statement.read(resolved) |
		some item in relevant
		resolved := _resolved(item, given.replacements)
	]
	asked := _asked(statements, given.bound, texts)
	world := _world(envelope, type, statements, _placed(texts, text, asked), i, given.bound)
]

# A statement with principals and no resource is of a role's trust policy.
_speaks_of_secrets(envelope, item) if item.plain

else if {
	some name in ["Resource", "NotResource"]
	name in object.keys(item.raw)
}

else if not "Principal" in object.keys(item.raw)

else if envelope.policy_type == "resource"

else if envelope.resource_arn

# Strangers are of an account of their own, so a secret whose policy lets them in is of another.
_at_home(envelope, type, text) := texts if {
	texts := fresh.texts(text)
	type != "resource"
	not envelope.account_id
}

else := object.union(texts, {"account": home, "partition": partition, "places": places}) if {
	known := concat(" ", [text, object.get(envelope, "account_id", ""), object.get(envelope, "resource_arn", "")])
	texts := fresh.texts(known)
	parts := split(object.get(envelope, "resource_arn", concat(":", ["", texts.partition, "", "", placeholder.home])), ":")
	partition := parts[1]
	home := object.get(envelope, "account_id", parts[4])
	places := [object.union(place, {"account": home}) | some place in texts.places]
}

_known(envelope, texts) := object.union(_fixed(envelope), {"aws:resourceaccount": {"values": [texts.account]}})

_placed(texts, text, asked) := texts if asked == {}

else := object.union(placed, {"asked": sort(asked.secret)}) if {
	placed := fresh.placed(texts, text, sort(asked.region), sort(asked.account))
}

# What conditions and variables ask of where a secret is, and which: {"region", "account", "secret": patterns of ARNs}
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
	"instances": [resource.instances(envelope, read, texts) | some read in allows],
	"triggers": _all_triggers(statements),
	"texts": texts,
	"fixed": _fixed(envelope),
	"bound": bound,
	"envelope": object.remove(envelope, ["policy"]),
} if {
	allows := [read | some read in statements; read.effect != "deny"]
	denies := [read | some read in statements; read.raw.Effect == "Deny"; read.exact]
}

_resolved(item, replacements) := item if replacements == {}

else := object.union(item, {"raw": variable.resolved(item.raw, replacements), "original": object.get(item, "original", item.raw)})

# Statements that name each of their actions in full, and nothing else, set off nothing.
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

# A statement that names each of its actions in full can name none that does not exist.
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

# The secret's tags, where it is known which secret it is.
_tags(envelope) := {key: {"name": name, "values": [text]} |
	envelope.resource_arn
	some tag, text in envelope.tags
	is_string(text)
	some prefix in ["aws:ResourceTag/", "secretsmanager:ResourceTag/"]
	name := concat("", [prefix, tag])
	key := lower(name)
}
