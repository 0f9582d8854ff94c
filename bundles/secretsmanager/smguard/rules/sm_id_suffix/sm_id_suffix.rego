# METADATA
# title: "Secret ARN lacks the six-character suffix"
# description: "A secret's ARN is its name, a hyphen and six random characters. name-* therefore also matches name-of-another-AbCdEf, a secret that somebody else may create later. name without a suffix matches no secret at all, so it grants nothing. A suffix that is written out stops matching when the secret is deleted and created again. name-?????? matches this one secret, always."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html"
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html"
# custom:
#   id: "SM-ID-SUFFIX"
#   severity: "medium"
#   kind: "scoped_resources"
package smguard.rules.sm_id_suffix

import data.smguard.lib.grammar.naming
import data.smguard.lib.grammar.statement
import data.smguard.lib.report.finding
import data.smguard.lib.search.request

# METADATA
# description: the Allow statements that reach beyond the resources that this rule permits
findings(world) := array.concat(
	[narrower | some found in finding.access(world, "SM-ID-SUFFIX", "resource"); narrower := _narrower(world, found)],
	_bare(world),
)

# A proof that needs a tag on the secret, of any value, covers less than every secret, unless there is another proof
# without the tag.
_narrower(world, found) := found if _tags(found) == set()

else := object.union(object.remove(found, ["witness"]), {"witness": shown}) if {
	witnesses := _without_tags(world, found, _tags(found))
	witnesses != []
	shown := array.concat([witness | some witness in witnesses; witness.action], [found.witness])[0]
}

else := finding.as_variant(found, "tagged", _named(_tags(found)))

_tags(found) := {name |
	data.smguard.rulebook["SM-ID-SUFFIX"].variants.tagged
	some name, _ in found.witness.context
	regex.match(`(?i)^(aws|secretsmanager):resourcetag/`, name)
}

_named(names) := concat(" ", [["the tag", "the tags"][min([count(names), 2]) - 1], finding.listed(sort(texts))]) if {
	texts := {substring(name, indexof(name, "/") + 1, -1) | some name in names}
}

# Witnesses for the same statement in the same region on a secret without the tags; undecided ones too.
_without_tags(world, found, names) := [proof.witness |
	region := data.smguard.rulebook["SM-ID-SUFFIX"].region
	untagged := object.union(region, {"escape": null, "guards": array.concat(region.guards, [{"Null": {name: "false"}} | some name in names])})
	some n, allow in world.allows
	array.slice(found.path, 0, count(allow.path)) == allow.path
	held := request.held(allow, data.smguard.rulebook["SM-ID-SUFFIX"].actions)
	some proof in request.proofs(world, n, untagged, held)
]

# A pattern without a suffix matches no secret, so there is no request to show for it.
_bare(world) := [found |
	data.smguard.rulebook["SM-ID-SUFFIX"].region.open
	some n, allow in world.allows
	not allow.excluded
	_may_lack_instances(world, n)
	some i, pattern in allow.resources
	naming.bare(pattern)
	not request.outside(data.smguard.rulebook["SM-ID-SUFFIX"].region, pattern)
	held := request.held(allow, data.smguard.rulebook["SM-ID-SUFFIX"].actions)
	held != []
	bare := finding.shape(world, "SM-ID-SUFFIX", allow, {
		"path": statement.element_path(allow, "Resource", i),
		"actions": finding.names(held),
		"resources": [allow.written[i]],
		"detail": "",
	})
	found := finding.as_variant(bare, "bare", "")
]

_may_lack_instances(world, n) if {
	count({instance.pattern | some instance in world.instances[n]}) < count(world.allows[n].resources)
}
