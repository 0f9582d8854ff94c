# METADATA
# title: Contract
# description: Words that the decision shares with its callers, and which data this Rego was made with.
package smguard.lib.contract

# METADATA
# description: the severities, the least first
severities := ["low", "medium", "high", "critical"]

# METADATA
# description: what a document can be
policy_types := {"boundary", "identity", "other", "rcp", "resource", "scp"}

# METADATA
# description: what is reported about an input itself, by rule; no organisation can switch it off
input_rules := {
	"SM-INPUT": {
		"remediation": "Give an IAM policy document that AWS accepts, an envelope around one, or a set of envelopes.",
		"rule": "SM-INPUT",
		"severity": "critical",
		"title": "Input that cannot be judged",
		"url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
	},
	"SM-INPUT-UNRESOLVED": {
		"remediation": "Judge the policy after the template's tool has filled it in.",
		"rule": "SM-INPUT-UNRESOLVED",
		"severity": "medium",
		"title": "Policy that is not known yet",
		"url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
	},
}

# METADATA
# description: what data.smguard.made_for must say, so that no decision stands on another bundle's data
made_for := "ad76bdcf31c2e592861c79439d6ddff16804af1cf34e57a854149e1d33e83645"
