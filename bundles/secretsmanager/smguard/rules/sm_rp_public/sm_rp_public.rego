# METADATA
# title: "Open to everybody"
# description: "The policy lets in principals of any AWS account. Only a condition that a stranger fails closes it again: one on the organisation, account, VPC endpoint or source that neither holds always nor holds when its key is absent."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"
# - ref: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html"
# custom:
#   id: "SM-RP-PUBLIC"
#   severity: "critical"
#   kind: "limit_principals"
package smguard.rules.sm_rp_public

import data.smguard.lib.report.finding

# METADATA
# description: the Allow statements that let in a principal that must not have access
findings(world) := finding.access(world, "SM-RP-PUBLIC", "principal")
