# METADATA
# title: "Reads every secret"
# description: "Anyone with this policy can read every secret of the account, or every secret whose name happens to match a pattern that spells out almost nothing. One stolen session is then enough to take them all. A condition that secrets have to meet (a tag's value, SecretId) restricts the grant. So does one that callers have to meet (aws:PrincipalOrgID, MFA, aws:SourceIp, a role): the rule reports what a caller can read whom no condition names, and is silent on purpose where there is none, although the grant still covers every secret. reach: any in a rule of your own reports it. A condition that always holds, one that holds when its key is absent, and one on a key that the action does not have restrict nothing. Where a tag merely has to be present, the finding says so and is one severity lower."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html"
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-ID-READ-ALL"
#   severity: "critical"
#   kind: "scoped_resources"
package smguard.rules.sm_id_read_all

import data.smguard.lib.grammar.naming
import data.smguard.lib.grammar.statement
import data.smguard.lib.report.finding
import data.smguard.lib.search.request

# METADATA
# description: the Allow statements that reach beyond the resources that this rule permits
findings(world) := array.concat(
	[narrower | some found in finding.access(world, "SM-ID-READ-ALL", "resource"); narrower := _narrower(world, found)],
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
	data.smguard.rulebook["SM-ID-READ-ALL"].variants.tagged
	some name, _ in found.witness.context
	regex.match(`(?i)^(aws|secretsmanager):resourcetag/`, name)
}

_named(names) := concat(" ", [["the tag", "the tags"][min([count(names), 2]) - 1], finding.listed(sort(texts))]) if {
	texts := {substring(name, indexof(name, "/") + 1, -1) | some name in names}
}

# Witnesses for the same statement in the same region on a secret without the tags; undecided ones too.
_without_tags(world, found, names) := [proof.witness |
	region := data.smguard.rulebook["SM-ID-READ-ALL"].region
	untagged := object.union(region, {"escape": null, "guards": array.concat(region.guards, [{"Null": {name: "false"}} | some name in names])})
	some n, allow in world.allows
	array.slice(found.path, 0, count(allow.path)) == allow.path
	held := request.held(allow, data.smguard.rulebook["SM-ID-READ-ALL"].actions)
	some proof in request.proofs(world, n, untagged, held)
]

# A pattern without a suffix matches no secret, so there is no request to show for it.
_bare(world) := [found |
	data.smguard.rulebook["SM-ID-READ-ALL"].region.open
	some n, allow in world.allows
	not allow.excluded
	_may_lack_instances(world, n)
	some i, pattern in allow.resources
	naming.bare(pattern)
	not request.outside(data.smguard.rulebook["SM-ID-READ-ALL"].region, pattern)
	held := request.held(allow, data.smguard.rulebook["SM-ID-READ-ALL"].actions)
	held != []
	bare := finding.shape(world, "SM-ID-READ-ALL", allow, {
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
