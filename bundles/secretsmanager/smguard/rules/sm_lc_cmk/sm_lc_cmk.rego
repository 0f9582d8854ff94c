# METADATA
# title: "Allows creating secrets under another KMS key"
# description: "A secret that is created without a key is encrypted with the key that AWS manages for the account: nobody can restrict who uses that key, and other accounts can never read the secret. KmsKeyId holds what the caller typed, so the condition belongs on KmsKeyArn, and it must not hold when the key is absent. Few actions have that key: a condition that requires it blocks the other actions of the same statement."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-LC-CMK"
#   severity: "high"
#   kind: "require_condition"
package smguard.rules.sm_lc_cmk

import data.smguard.lib.report.finding

# METADATA
# description: the Allow statements that allow a request although the guard does not hold
findings(world) := finding.access(world, "SM-LC-CMK", "action")
