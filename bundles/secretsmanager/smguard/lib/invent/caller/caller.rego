# METADATA
# title: Callers
# description: |
#   Who could send a request that an Allow statement matches: the callers to try, one of every class of principals that the
#   document's principals and its conditions on principals tell apart. A caller is a principal in the shape of
#   smguard.lib.grammar.principal that is not a whole account, with "stranger": true for one that a wildcard lets in, and
#   for an AWS principal "userid".
package smguard.lib.invent.caller

import data.smguard.lib.grammar.condition
import data.smguard.lib.grammar.principal
import data.smguard.lib.invent.identity
import data.smguard.lib.meaning.caller
import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.operator

# METADATA
# description: |
#   {"callers": who could ask for a resource of Allow statement n within a region, the plainest first, [null] if the
#   document does not name principals; "all": true if there is one of every class}
worth_trying(world, n, region) := {"callers": [null], "all": true} if {
	world.allows[n].principals == null
	region.principals == null
}

else := {"callers": [], "all": true} if world.allows[n].principals == null

else := {
	"callers": _one_of_each(asked, [one | some made in all; some one in made.callers; _wanted(asked, one); _can_ask(asked, one)]),
	"all": _complete(asked, all),
} if {
	asked := _asked(world, n, region)
	all := [made | some partition in asked.partitions; some made in _of_partition(asked, partition)]
}

# What callers depend on.
_asked(world, n, region) := {
	"allow": allow,
	"region": region,
	"home": world.texts.account,
	"stranger": _stranger(world, region),
	"partitions": _partitions(world, n),
	"wording": identity.wording(entries, _bound(world), {named.id | some deny in denies; some named in deny.principals; named.kind == "aws"}),
	"required": [entry | some entry in allow.entries; _decided(entry)],
	"bound": world.bound,
	"denies": denies,
	"compared": [entry | some clause in clauses; some entry in clause; entry.key in _keys; _decided(entry)],
	"variables": count([text | some text in array.concat(allow.resources, [value | some entry in entries; some value in entry.values]); contains(text, "${")]) > 0,
	"services": [value | some entry in entries; startswith(entry.key, "aws:principalservicename"); some value in entry.values],
	"by_service": count([entry | some entry in entries; regex.match(`\Aaws:principal(?:is|service)`, entry.key)]) > 0,
} if {
	allow := world.allows[n]
	denies := [deny | some deny in world.denies; deny.principals != null]
	clauses := array.concat(
		[deny.entries | some deny in world.denies],
		[condition.entries(block, "deny") | some block in region.guards],
	)
	entries := array.concat(allow.entries, [entry | some clause in clauses; some entry in clause])
}

_keys := identity.keys | {"aws:principalisawsservice", "aws:principalservicename", "aws:principalservicenameslist"}

# A variable is not decided before its key has a value.
_decided(entry) if {
	every value in entry.values {
		not contains(value, "${")
	}
}

_bound(world) := {key: value.values | some key, value in world.bound; key in identity.keys; is_array(value.values)}

# An account that is neither named nor one of the region's own.
_stranger(world, region) := world.texts.stranger if not world.texts.stranger in region.accounts

else := [account |
	known := json.marshal([statement.raw | some statement in world.statements])
	some number in numbers.range(0, count(region.accounts) + count(split(known, "53535")))
	account := concat("", ["53535", substring("0000000", 0, 7 - count(format_int(number, 10))), format_int(number, 10)])
	not account in region.accounts
	not contains(known, account)
][0]

# The partitions of the resources, the document's own first.
_partitions(world, n) := array.concat([world.texts.partition], sort(others - {world.texts.partition})) if {
	others := {split(instance.arn, ":")[1] | some instance in world.instances[n]; instance.arn != "*"} | _elsewhere(world, n)
}

# Partitions that Deny statements or NotResource name: there the search goes on if they leave the first resources out.
_elsewhere(world, n) := {name |
	some name in array.concat(["aws"], world.texts.partitions)
	name != world.texts.partition
	some statement in array.concat([world.allows[n]], world.denies)
	some pattern in statement.resources
	partition := split(pattern, ":")[1]
	partition != "*"
	glob.matches(partition, name)
}

# The callers of a partition, in lists: of the named principals, of those that a Deny of everybody else exempts, and services.
_of_partition(asked, partition) := array.concat(
	[made | some named in _named(asked.allow); some made in _each(asked, partition, named)],
	[{"callers": array.concat(_spared(asked, partition), _services(asked)), "all": true}],
)

_anybody := {"kind": "any", "id": "*", "account": "", "whole": false}

_named(allow) := [_anybody] if allow.others

else := allow.principals

_takes_anybody(allow) if {
	some named in _named(allow)
	named.kind == "any"
}

# Concrete callers for a named principal.
_each(asked, partition, named) := [_strangers(asked, partition)] if named.kind == "any"

else := [{"callers": [_caller(named, one, false) | some one in made.identities], "all": made.all} |
	_in(named, partition)
	made := identity.identities(asked.wording, partition, [named.account], true)
] if {
	named.whole
}

else := [{"callers": [_caller(named, {"id": id}, false) | some id in ids], "all": true}] if {
	named.id == "*"
	ids := _any_of_kind[named.kind]
}

else := [{"callers": _itself(asked, named, false), "all": true} | _in(named, partition)]

_in(named, _) if not startswith(named.id, "arn:")

_in(named, partition) if {
	startswith(named.id, "arn:")
	split(named.id, ":")[1] == partition
}

_any_of_kind := {
	"federated": ["accounts.google.com", "cognito-identity.amazonaws.com"],
	"service": ["lambda.amazonaws.com", "ec2.amazonaws.com"],
	"canonical": ["7777777777777777777777777777777777777777777777777777777777777777", "8888888888888888888888888888888888888888888888888888888888888888"],
}

_caller(named, one, stranger) := object.union_n([named, one, {"whole": false, "stranger": stranger}])

_itself(asked, named, stranger) := [_caller(named, {"userid": userid}, stranger) | some userid in identity.userids(asked.wording, named.id, named.account)] if {
	named.kind == "aws"
	principal.kind_of(named.id)
}

else := [_caller(named, {}, stranger)]

_strangers(asked, partition) := {"callers": [_caller({"kind": "aws"}, one, true) | some one in made.identities], "all": made.all} if {
	made := identity.identities(asked.wording, partition, [asked.stranger], asked.region.principals == "public")
}

# Those whom NotPrincipal exempts; of an account only its root.
_spared(asked, partition) := [one |
	stranger := count([1 | _takes_anybody(asked.allow)]) > 0
	some deny in asked.denies
	deny.others
	some named in deny.principals
	named.kind != "any"
	_in(named, partition)
	some one in _itself(asked, _root(named, partition), stranger)
	one.id != "*"
]

_root(named, partition) := object.union(named, {"id": concat("", ["arn:", partition, ":iam::", named.account, ":root"])}) if named.whole

else := named

# Services, where conditions ask for them.
_services(asked) := [_caller({"kind": "service", "id": id, "account": ""}, {}, true) |
	asked.by_service
	asked.region.principals == null
	_takes_anybody(asked.allow)
	some id in array.concat(_any_of_kind.service, [value | some value in asked.services; regex.match(`\A[a-z0-9.-]+\z`, value)])
]

_wanted(asked, _) if asked.region.principals == null

_wanted(asked, one) if {
	asked.region.principals == "public"
	one.stranger
	one.account == asked.stranger
	_unnamed(asked, one)
}

_wanted(asked, one) if {
	asked.region.principals == "external"
	one.kind in {"aws", "federated", "canonical", "unknown"}
	not one.account in asked.region.accounts
	one.account != asked.home
	regex.match(`\A(?:[0-9]{12})?\z`, one.account)
	_unnamed(asked, one)
}

# A principal that a wildcard lets in has an id that the document does not spell out.
_unnamed(_, one) if not one.stranger

_unnamed(_, one) if not one.userid

_unnamed(asked, one) if identity.strange(asked.wording, one.userid)

_unnamed(asked, one) if one.userid in _stand_ins(asked.bound)

# User ids that stand for variables, which no document spells out.
_stand_ins(bound) := {text |
	some value in bound
	not value.named
	some text in value.values
	identity.unasked(text)
}

# The Allow statement covers the caller, and its conditions on callers hold.
_can_ask(asked, one) if {
	caller.covers(asked.allow, one)
	known := principal.keys(one)
	every entry in asked.required {
		_holds(entry, known)
	}
	every key, value in asked.bound {
		_agrees(known, key, value.values)
	}
}

_holds(entry, known) if not known[entry.key]

_holds(entry, known) if operator.holds(entry, known[entry.key].values)

_agrees(known, key, _) if not known[key]

_agrees(known, key, values) if known[key].values == values

# The first caller of each class: those that Deny statements, conditions and guards treat alike.
_one_of_each(_, [one]) := [one]

_one_of_each(asked, found) := [found[i] | some i in sort({min(same) |
	signs := [_sign(asked, one) | some one in found]
	some sign in {sign | some sign in signs}
	same := {i | some i, other in signs; other == sign}
})] if {
	count(found) != 1
	asked.variables == false
}

else := found

_sign(asked, one) := {
	"stranger": one.stranger,
	"kind": one.kind,
	"partition": [split(one.id, ":")[1] | startswith(one.id, "arn:")],
	"covered": [i | some i, deny in asked.denies; caller.covers(deny, one)],
	"held": [i | some i, entry in asked.compared; known[entry.key]; operator.holds(entry, known[entry.key].values)],
} if {
	known := principal.keys(one)
}

_complete(asked, all) if {
	asked.variables == false
	asked.wording.simple
	every made in all {
		made.all
	}
}

else := false

# METADATA
# description: |
#   Values of condition keys that describe the caller and agree with each other, of the `keys` asked for: {"options":
#   [{key: a list of values or null}], the plainest first, "complete": true if there is one for every class}. `mine` are the
#   entries on these keys; a problem is described in smguard.lib.search.context.
options(problem, keys, mine) := {
	"options": [chosen[i] | some i in sort({min(same) |
		some sign in {sign | some sign in signs}
		same := {i | some i, other in signs; other == sign}
	})],
	"complete": _known_in_full(wording, made),
} if {
	wording := identity.wording(
		mine, {key: value.values |
			some given in [problem.fixed, problem.bound]
			some key, value in given
			key in identity.keys
			is_array(value.values)
		},
		set(),
	)
	made := [identity.identities(wording, partition, _accounts(problem), problem.reach != "any") |
		some partition in _partitions_of(problem, wording)
	]
	chosen := [{key: known[key].values | some key in keys} |
		some one in array.concat(_holder(problem, wording), [one | some each in made; some one in each.identities])
		_can_be(problem, wording, one)
		known := principal.keys(object.union(one, {"kind": "aws"}))
		_as_given(problem, known)
	]
	signs := [[i | some i, entry in mine; operator.holds(entry, one[entry.key])] | some one in chosen]
}

# The principal's own account comes first where the resource is known: another needs the secret's own policy too.
_accounts(problem) := [account, _plain_account(problem)] if {
	problem.reach == "any"
	account := split(problem.arn, ":")[4]
	account != _plain_account(problem)
}

else := [_plain_account(problem)]

_plain_account(problem) := object.get(problem, ["renamed", "999988887777"], "999988887777")

_partitions_of(problem, wording) := [split(problem.arn, ":")[1]] if problem.arn != "*"

else := array.concat(["aws"], sort({partition |
	some value in wording.values
	partition := split(value, ":")[1]
	regex.match(`\Aaws-[a-z-]+\z`, partition)
}))

# The principal who holds the policy, if known.
_holder(problem, wording) := [{"id": id, "account": split(id, ":")[4], "userid": userid} |
	some id in problem.fixed["aws:principalarn"].values
	some userid in identity.userids(wording, id, split(id, ":")[4])
]

# A stranger has no name that a condition spells out, except in an ARN whose account is left open.
_can_be(problem, _, _) if problem.reach == "any"

_can_be(problem, _, _) if problem.fixed["aws:principalarn"]

_can_be(problem, wording, one) if {
	not problem.reach in {"any", "stranger"}
	_strange(problem, wording, one)
}

_can_be(problem, wording, one) if {
	problem.reach == "stranger"
	_strange(problem, wording, one)
	identity.unasked(one.userid)
	_nameless(problem, wording, one)
}

_strange(_, wording, one) if identity.strange(wording, one.userid)

_strange(problem, _, one) if one.userid in _stand_ins(problem.bound)

_nameless(_, wording, one) if identity.unnamed(wording, one.id)

_nameless(problem, _, one) if {
	assigned := problem.bound["aws:username"]
	not assigned.named
	some name in assigned.values
	endswith(one.id, concat("", ["/", name]))
}

_as_given(problem, known) if {
	every given in [problem.fixed, problem.bound] {
		every key, value in given {
			_agrees(known, key, value.values)
		}
	}
}

_known_in_full(wording, made) if {
	wording.simple
	every each in made {
		each.all
	}
}

else := false
