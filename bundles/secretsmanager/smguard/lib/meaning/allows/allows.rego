# METADATA
# title: What a document allows
# description: |
#   Decides whether a document allows a concrete request, without a search and without values of its own. A request is
#   {"action", "resource": an ARN, or "*" for an action without resources, "context": {key: string or list of strings},
#   "principal": who asks, if the document has principals}. A key that the context lacks is absent.
package smguard.lib.meaning.allows

import data.smguard.lib.grammar.statement
import data.smguard.lib.meaning.action
import data.smguard.lib.meaning.caller
import data.smguard.lib.meaning.operator
import data.smguard.lib.meaning.principal
import data.smguard.lib.meaning.resolution
import data.smguard.lib.meaning.resource

# METADATA
# description: |
#   true if the policy could allow the request: one of its Allow statements could match it and none of its Deny statements
#   certainly does
allows(policy, request) if { # regal ignore:rule-name-repeats-package
	decided := deciding(policy, request)
	decided.allows != []
	decided.denies == []
}

# METADATA
# description: |
#   the statements of the policy that match the request, as paths: {"allows": those that could, "denies": those that
#   certainly do}
deciding(policy, request) := {
	"allows": [read.path | some read in matching; read.effect != "deny"],
	"denies": [read.path | some read in matching; read.effect == "deny"],
} if {
	asked := _asked(policy, request)
	matching := [read |
		some item in statement.listed(policy)
		read := statement.read(item)
		_matches(read, asked)
	]
}

# The request in the forms that statements are compared with; without the version of 2012 no variable has a value.
_asked(policy, request) := {
	"action": lower(request.action),
	"resource": request.resource,
	"who": _who(request),
	"context": {lower(key): _listed(value) | some key, value in object.get(request, "context", {})},
	"variables": object.get(policy, "Version", "2008-10-17") == "2012-10-17",
}

default _who(_) := null

_who(request) := principal.asking(request.principal)

_listed(value) := value if is_array(value)

_listed(value) := [value] if not is_array(value)

_matches(read, asked) if {
	action.covers(read, asked.action)
	_on_resource(read, asked)
	caller.covers(read, asked.who)
	every entry in read.entries {
		_holds(entry, asked)
	}
}

# A pattern of which only the certain matches count has variables only after the fifth colon.
_on_resource(read, asked) if {
	read.effect != "deny"
	known := resolution.resources(read.resources, asked, read.excluded)
	resource.matches(object.union(read, {"resources": known.resources}), known.text)
}

_on_resource(read, asked) if {
	read.raw.Effect == "Deny"
	read.exact
	known := resolution.resources(read.resources, asked, read.excluded == false)
	resource.certainly_matches(object.union(read, {"resources": known.resources}), known.text)
}

_holds(entry, asked) if {
	known := resolution.entry(entry, _values(entry, asked.context), asked)
	operator.holds(known.entry, known.values)
}

# Operators for sets take an empty string for no value (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
_values(entry, context) := values if {
	values := [value | some value in object.get(context, entry.key, []); _counts(entry, value)]
	values != []
}

else := null

_counts(entry, _) if entry.set == ""

_counts(_, value) if value != ""
