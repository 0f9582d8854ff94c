# METADATA
# title: Principals of requests
# description: Reads the principal of a request into the shape of smguard.lib.grammar.principal.
package smguard.lib.meaning.principal

# METADATA
# description: |
#   who asks, given the principal of a request: an account, the ARN of a user, a role, a session, an account's root or an
#   identity provider, a web identity provider, a service or a canonical user
asking(name) := {"kind": "aws", "id": concat("", ["arn:aws:iam::", name, ":root"]), "account": name} if {
	regex.match(`\A[0-9]{12}\z`, name)
}

else := {"kind": "federated", "id": name, "account": ""} if {
	regex.match(`\Aarn:aws[a-z-]*:iam::[0-9]{12}:(?:saml|oidc)-provider/.`, name)
}

else := {"kind": "aws", "id": name, "account": split(name, ":")[4]} if startswith(name, "arn:")

else := {"kind": "canonical", "id": name, "account": ""} if regex.match("\\A[0-9a-f]{64}\\z", name)

else := {"kind": "federated", "id": name, "account": ""} if name in _web_identities

else := {"kind": "service", "id": name, "account": ""} if regex.match("\\A[a-z0-9.-]+\\.amazonaws\\.com(?:\\.cn)?\\z", name)

else := {"kind": "federated", "id": name, "account": ""}

_web_identities := {"cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com", "accounts.google.com"}
