# METADATA
# title: "May create secrets under another key"
# description: "A secret made without a key is encrypted with the key that AWS manages for the account: nobody can restrict who uses that key, and other accounts can never read the secret. KmsKeyId holds whatever the caller typed, so the guard belongs on KmsKeyArn, and it must not hold when the key is absent."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-LC-CMK"
#   severity: "high"
#   kind: "require_condition"
package smguard.rules.sm_lc_cmk

import data.smguard.lib.finding

# METADATA
# description: the Allow statements that let a request through for which the guard does not hold
findings(world) := finding.access(world, "SM-LC-CMK", "action")
