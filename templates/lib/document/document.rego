# METADATA
# title: Documents
# description: |
#   From whatever came as input to policy documents in one shape: their type, the statements that touch the
#   service, and what is wrong with them. Anything that is no policy becomes a problem, never an empty document.
package smguard.lib.document

import data.smguard.lib.arn
import data.smguard.lib.fresh
import data.smguard.lib.glob
import data.smguard.lib.principal
import data.smguard.lib.statement
import data.smguard.lib.variable

_types := {"identity", "resource", "scp", "rcp", "boundary", "other"}

_members := {"policy", "policy_type", "name", "resource_arn", "account_id", "principal_arn", "tags"}

# METADATA
# description: |
#   The documents of an input: {"name", "type", "problems": [{"path", "message"}], "count": statements in all,
#   "unresolved": the same for what is not known yet, "worlds": the document as the rules see it, more than once where
#   it holds policy variables}.
read(value) := [_read(envelope, i) | some i, envelope in envelopes(value)]

# METADATA
# description: the envelopes that an input holds
envelopes(value) := [{"policy": value}] if _has(value, "Statement")

else := [value] if _has(value, "policy")

else := value.policies if {
	_has(value, "policies")
	is_array(value.policies)
	count(value.policies) > 0
}

else := [{"problem": _recognised(value)}]

_has(value, name) if {
	is_object(value)
	name in object.keys(value)
}

_recognised(value) := "this is a Terraform plan; only IAM policy documents can be judged so far" if {
	_has(value, "terraform_version")
}

else := "this is a CloudFormation template; only IAM policy documents can be judged so far" if {
	_has(value, "Resources")
}

else := "these are account authorization details; only IAM policy documents can be judged so far" if {
	some name in ["UserDetailList", "GroupDetailList", "RoleDetailList"]
	_has(value, name)
}

else := "this is a CloudTrail event; only IAM policy documents can be judged so far" if {
	_has(value, "eventSource")
}

else := "these are combined files; only IAM policy documents can be judged so far" if {
	is_array(value)
	count(value) > 0
	every item in value {
		_has(item, "contents")
	}
}

else := "\"policies\" must be a list of envelopes with at least one" if {
	_has(value, "policies")
}

else := "an object is needed: an IAM policy document (Statement), an envelope (policy) or a set (policies)" if {
	not is_object(value)
}

else := "this is no IAM policy document: it has no Statement, policy or policies"

# What most documents are: nothing around them, and statements of the plainest kind.
_read(envelope, i) := {
	"name": _name(envelope, i),
	"type": "identity",
	"problems": [],
	"unresolved": [unresolved | some item in listed; item.relevant; some unresolved in statement.unresolved(item)],
	"count": count(listed),
	"worlds": _worlds({"name": _name(envelope, i), "policy": policy}, "identity", policy, listed),
} if {
	object.keys(envelope) == {"policy"}
	policy := envelope.policy
	policy.Version == "2012-10-17"
	object.keys(policy) - {"Version", "Id", "Statement"} == set()
	listed := statement.listed(policy)
	not _elaborate(listed)
}

else := {
	"name": _name(envelope, i),
	"type": type,
	"problems": problems,
	"unresolved": [unresolved | some item in listed; some unresolved in statement.unresolved(item)],
	"count": count(listed),
	"worlds": _worlds(object.union(envelope, {"name": _name(envelope, i)}), type, policy, listed),
} if {
	is_object(envelope)
	not envelope.problem
	policy := _policy(envelope)
	is_object(policy)
	listed := statement.listed(policy)
	type := _type(envelope, listed)
	problems := array.concat(
		array.concat(_envelope_problems(envelope), _policy_problems(policy, listed)),
		_principal_problems(type, listed),
	)
}

else := _unreadable(envelope, i, envelope.problem) if is_string(envelope.problem)

else := _unreadable(envelope, i, "an envelope must be an object with a policy") if not is_object(envelope)

else := _unreadable(envelope, i, "the policy is no JSON text; URL-encoded text must be decoded first") if {
	is_string(envelope.policy)
	_no_json(envelope.policy)
}

else := _unreadable(envelope, i, "the policy must be an object with a Statement: a list of statements, or one")

_unreadable(envelope, i, message) := {
	"name": _name(envelope, i),
	"type": "identity",
	"problems": [{"path": [], "message": message}],
	"unresolved": [],
	"count": 0,
	"worlds": [],
}

_policy(envelope) := json.unmarshal(envelope.policy) if {
	is_string(envelope.policy)
	not _truth(envelope.policy)
}

else := envelope.policy

_no_json(text) if {
	not _truth(text)
	not json.is_valid(text)
}

# WebAssembly cannot go on after it has parsed a bare true or false.
_truth(text) if trim_space(text) in {"true", "false"}

_name(envelope, i) := envelope.name if is_string(envelope.name)

else := "policy" if i == 0

else := concat("", ["policies[", json.marshal(i), "]"])

_type(envelope, listed) := envelope.policy_type if envelope.policy_type in _types

else := "resource" if {
	some item in listed
	not item.plain
	some name in ["Principal", "NotPrincipal"]
	name in object.keys(item.raw)
}

else := "identity"

_envelope_problems(envelope) := [] if object.keys(envelope) == {"policy"}

else := array.concat(
	[{"path": [], "message": concat("", ["an envelope has no member \"", name, "\""])} |
		some name in sort(object.keys(envelope) - _members)
	],
	[{"path": [], "message": message} | some message in _wrong_members(envelope)],
)

_wrong_members(envelope) := [_wanted[name] |
	some name in sort(object.keys(envelope))
	_wanted[name]
	not _member(name, envelope[name])
]

_wanted := {
	"policy_type": "policy_type must be one of identity, resource, scp, rcp, boundary, other",
	"name": "name must be a text",
	"resource_arn": "resource_arn must be a secret's ARN, its suffix of six included",
	"account_id": "account_id must be a text of 12 digits",
	"principal_arn": "principal_arn must be an ARN",
	"tags": "tags must be an object",
}

_member("policy_type", value) if value in _types

_member("name", value) if is_string(value)

_member("resource_arn", value) if arn.possible(value)

_member("account_id", value) if regex.match(`\A[0-9]{12}\z`, value)

_member("principal_arn", value) if regex.match(`\Aarn:[^:]*:[^:]*:[^:]*:[^:]*:.`, value)

_member("tags", value) if is_object(value)

_policy_problems(policy, listed) := array.concat(
	_version_problems(policy),
	[{"path": array.concat(item.path, problem.path), "message": problem.message} |
		some item in listed
		some problem in statement.problems(item)
	],
)

# Who may do it is said in each statement of a resource's policy, and in none of an identity's.
_principal_problems(type, listed) := [] if {
	type == "identity"
	not _elaborate(listed)
}

else := [{"path": item.path, "message": _principal_rules[type]} |
	some item in listed
	item.relevant
	_said_who(item) != _says_who[type]
]

_elaborate(listed) if {
	some item in listed
	not item.plain
}

_says_who := {"resource": true, "identity": false, "boundary": false, "scp": false}

_principal_rules := {
	"resource": "a statement of a resource policy needs Principal or NotPrincipal",
	"identity": "a statement of an identity policy has no Principal: say policy_type if it is of a resource",
	"boundary": "a statement of a permissions boundary has no Principal",
	"scp": "a statement of a service control policy has no Principal",
}

default _said_who(_) := false

_said_who(item) if {
	not item.plain
	some name in ["Principal", "NotPrincipal"]
	name in object.keys(item.raw)
}

_version_problems(policy) := [] if {
	object.keys(policy) - {"Version", "Id", "Statement"} == set()
	object.get(policy, "Version", "2008-10-17") in {"2012-10-17", "2008-10-17"}
}

else := array.concat(
	[{"path": [name], "message": "IAM knows no such element of a policy"} |
		some name in sort(object.keys(policy) - {"Version", "Id", "Statement"})
	],
	[{"path": ["Version"], "message": "Version must be \"2012-10-17\" or \"2008-10-17\""} |
		not object.get(policy, "Version", "2008-10-17") in {"2012-10-17", "2008-10-17"}
	],
)

# What the rules see of a document: {"name", "type", "allows", "denies", "instances": of each Allow's resources,
# "fixed" and "bound": condition keys with known values}.
_worlds(envelope, type, policy, listed) := [world |
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
	parts := split(object.get(envelope, "resource_arn", concat(":", ["", texts.partition, "", "", variable.home])), ":")
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
	"instances": [_instances(envelope, read, texts) | some read in allows],
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

else := object.union(item, {"raw": variable.resolved(item.raw, replacements), "original": item.raw})

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

# The plainest instance of each pattern; where one has none, whatever else can be found for it.
_instances(envelope, read, texts) := _own_secret(envelope, read) if envelope.resource_arn

else := plain if {
	plain := [instance |
		not read.excluded
		some pattern in read.resources
		some instance in _of_pattern(pattern, texts)
	]
	texts.spots == []
	texts.asked == []
}

else := array.concat(_of_spots(read, texts), _of_asked(read, texts))

_of_spots(read, texts) := [instance |
	not read.excluded
	some pattern in read.resources
	some instance in _of_pattern(pattern, texts)
] if {
	texts.spots == []
}

else := [instance |
	not read.excluded
	some pattern in read.resources
	some spot in _useful(pattern, texts.spots)
	some instance in _of_pattern(pattern, object.union(texts, spot))
]

# A pattern that says where its secrets are needs to be tried there only.
_useful(pattern, spots) := [spots[0]] if {
	parts := split(pattern, ":")
	count(parts) > 6
	not glob.wild(concat(":", array.slice(parts, 0, 5)))
}

else := spots

# Secrets that a condition names, as far as the statement's resources take them in.
_of_asked(read, texts) := [instance |
	some source in texts.asked
	some spot in _useful(source, _spots(texts))
	some found in _of_pattern(source, object.union(texts, spot))
	pattern := _pattern(read, found.arn)
	naming := arn.naming(pattern)
	instance := object.union(found, {
		"pattern": pattern,
		"written": max([naming.written, found.written]),
		"open": _both(naming.open, found.open),
	})
]

_spots(texts) := texts.spots if texts.spots != []

else := [{}]

default _both(_, _) := false

_both(true, true) := true

_own_secret(envelope, read) := [own] if {
	matches(read, envelope.resource_arn)
	own := object.union({"arn": envelope.resource_arn, "spelled": 512}, arn.naming(_pattern(read, envelope.resource_arn)))
}

else := []

_of_pattern(pattern, texts) := [plain] if plain := arn.plain(pattern, texts)

else := array.slice([object.union(found, arn.naming(pattern)) | some found in arn.candidates(pattern, texts, set())], 0, _few)

# As many instances, the plainest ones, of a pattern with an odd form.
_few := 8

# METADATA
# description: |
#   More of what Allow statement n may reach, for documents whose Deny statements or NotResource elements leave gaps
#   that only they show: {"instances", "all": false where there are more than are gone through}.
more(world, n) := {"instances": [], "all": true} if world.envelope.resource_arn

else := {"instances": [], "all": true} if {
	world.denies == []
	not world.allows[n].excluded
}

else := {"instances": array.slice(instances, 0, most), "all": all} if {
	read := world.allows[n]
	literals := _literals(read, world.denies)
	sources := _sources(read, world.denies, {source | some source in world.texts.asked})
	others := {literal | some literal in array.slice(sort(literals), 0, _most_literals)}
	instances := [instance |
		some source in array.slice(sort(sources), 0, _most_sources)
		some found in arn.candidates(source, world.texts, others)
		instance := object.union(found, arn.naming(_pattern(read, found.arn)))
	]
	most := floor(_most_comparisons / (1 + count(world.denies)))
	all := _within([
		[count({literal | some literal in literals; _starred(sources)}), _most_literals],
		[count(sources), _most_sources],
		[count(instances), most],
	])
}

_starred(sources) if {
	some source in sources
	contains(source, "*")
}

# A search through more than these would hold up everybody else.
_most_literals := 12

_most_sources := 16

_most_comparisons := 6000

default _within(_) := false

_within(limits) if {
	every limit in limits {
		limit[0] <= limit[1]
	}
}

# Where instances come from: the statement's own patterns, and what its Deny statements leave open.
_sources(read, denies, asked) := (own | {pattern |
	some deny in denies
	deny.excluded
	some pattern in deny.resources
}) | asked if {
	own := {pattern | some pattern in _own(read)}
}

_own(read) := read.resources if not read.excluded

_own(read) := ["*"] if read.excluded

_literals(read, denies) := {piece |
	some other in array.concat(denies, [read])
	some pattern in other.resources
	parts := split(pattern, ":")
	some piece in split(concat(":", array.slice(parts, 6, count(parts))), "*")
	piece != ""
}

_pattern(read, text) := [pattern | some pattern in read.resources; glob.matches(pattern, text)][0] if not read.excluded

_pattern(read, text) := "*" if {
	read.excluded
	matches(read, text)
}

# METADATA
# description: |
#   true when a Deny's Resource or NotResource takes in a resource in every reading of IAM: a `*` inside a pattern is
#   not counted on to go past a colon
certainly_matches(deny, text) if {
	deny.excluded
	not glob.any_matches(deny.resources, text)
}

certainly_matches(deny, text) if {
	not deny.excluded
	some pattern in deny.resources
	glob.matches(pattern, text)
	_by_segments(pattern, text)
}

_by_segments(pattern, _) if pattern == "*"

_by_segments(pattern, text) if {
	pattern != "*"
	wanted := split(pattern, ":")
	parts := split(text, ":")
	last := min([count(wanted), 7]) - 1
	every i, segment in array.slice(wanted, 0, last) {
		glob.matches(segment, parts[i])
	}
	_reaches_end(wanted, last)
}

_reaches_end(_, last) if last == 6

_reaches_end(wanted, last) if {
	last < 6
	endswith(wanted[last], "*")
}

# METADATA
# description: true when a statement's Resource or NotResource takes in a resource
matches(read, text) if {
	not read.excluded
	glob.any_matches(read.resources, text)
}

matches(read, text) if {
	read.excluded
	not glob.any_matches(read.resources, text)
}

_fixed(envelope) := object.union(_tags(envelope), principal.keys(one)) if {
	one := {"kind": "aws", "id": envelope.principal_arn, "account": split(envelope.principal_arn, ":")[4]}
	not contains(envelope.principal_arn, ":group/")
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
