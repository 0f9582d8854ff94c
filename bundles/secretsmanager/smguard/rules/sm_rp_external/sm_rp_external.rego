# METADATA
# title: "Open to other accounts"
# description: "The policy lets in principals of accounts that do not belong to the organisation. Everything that the secret opens is then only as safe as those accounts."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html"
# - ref: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html"
# custom:
#   id: "SM-RP-EXTERNAL"
#   severity: "high"
#   kind: "limit_principals"
package smguard.rules.sm_rp_external

import data.smguard.lib.report.finding

# METADATA
# description: the Allow statements that let in a principal that must not have access
findings(world) := finding.access(world, "SM-RP-EXTERNAL", "principal")
