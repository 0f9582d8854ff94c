# METADATA
# title: "Allows deleting a secret beyond recovery"
# description: "A deleted secret can be restored for 7 to 30 days, unless the request sets ForceDeleteWithoutRecovery: then it is gone at once and for good, and with it everything that it opens. A request without the key keeps the recovery window."
# related_resources:
# - ref: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html"
# - ref: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
# custom:
#   id: "SM-LC-FORCEDELETE"
#   severity: "high"
#   kind: "require_condition"
package smguard.rules.sm_lc_forcedelete

import data.smguard.lib.report.finding

# METADATA
# description: the Allow statements that allow a request although the guard does not hold
findings(world) := finding.access(world, "SM-LC-FORCEDELETE", "action")
