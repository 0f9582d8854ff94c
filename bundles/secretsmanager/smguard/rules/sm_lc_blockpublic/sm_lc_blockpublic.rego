# METADATA
# title: "Allows making a secret public"
# description: "PutResourcePolicy refuses a policy that opens the secret to everybody only when the request sets BlockPublicPolicy. A request without it is not checked, so the condition must require true and must not hold when the key is absent. No other action has the key: a condition that requires it blocks every other action of the same statement."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-LC-BLOCKPUBLIC"
#   severity: "high"
#   kind: "require_condition"
package smguard.rules.sm_lc_blockpublic

import data.smguard.lib.report.finding

# METADATA
# description: the Allow statements that allow a request although the guard does not hold
findings(world) := finding.access(world, "SM-LC-BLOCKPUBLIC", "action")
