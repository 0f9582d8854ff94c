# METADATA
# title: Contract
# description: The words that the decision shares with its callers, and the data that this Rego was built with.
package smguard.lib.contract

# METADATA
# description: the severities, the lowest first
severities := ["low", "medium", "high", "critical"]

# METADATA
# description: the types of documents
policy_types := {"boundary", "identity", "other", "rcp", "resource", "scp"}

# METADATA
# description: the findings about an input itself, by rule; no organisation can switch them off
input_rules := {
	"SM-INPUT": {
		"remediation": "Provide an IAM policy document that AWS accepts, an envelope with one, or a set of envelopes.",
		"rule": "SM-INPUT",
		"severity": "critical",
		"title": "Input that cannot be judged",
		"url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
	},
	"SM-INPUT-UNRESOLVED": {
		"remediation": "Check the policy again after the template tool has filled it in.",
		"rule": "SM-INPUT-UNRESOLVED",
		"severity": "medium",
		"title": "Policy with an unknown part",
		"url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
	},
}

# METADATA
# description: the required value of data.smguard.made_for, so that no decision uses another bundle's data
made_for := "8fa58ee3d5e7cb6dc5854a547aaccc2ce2b578afb960be4033b6cf366b798ccc"
