# METADATA
# title: "May make a secret public"
# description: "PutResourcePolicy refuses a policy that opens the secret to everybody only when the request says BlockPublicPolicy. A request that leaves it out is not checked, so the condition must ask for true and must not hold when the key is absent."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-LC-BLOCKPUBLIC"
#   severity: "high"
#   kind: "require_condition"
package smguard.rules.sm_lc_blockpublic

import data.smguard.lib.finding

# METADATA
# description: the Allow statements that let a request through for which the guard does not hold
findings(world) := finding.access(world, "SM-LC-BLOCKPUBLIC", "action")
