package smguard.lib.meaning.principal_test

import data.smguard.lib.meaning.principal

_asking := {
	"111122223333": ["aws", "arn:aws:iam::111122223333:root", "111122223333"],
	"arn:aws:iam::111122223333:user/alice": ["aws", "arn:aws:iam::111122223333:user/alice", "111122223333"],
	"arn:aws:sts::111122223333:assumed-role/a/b": ["aws", "arn:aws:sts::111122223333:assumed-role/a/b", "111122223333"],
	"arn:aws:iam::111122223333:saml-provider/idp": ["federated", "arn:aws:iam::111122223333:saml-provider/idp", ""],
	"accounts.google.com": ["federated", "accounts.google.com", ""],
	"cognito-identity.amazonaws.com": ["federated", "cognito-identity.amazonaws.com", ""],
	"lambda.amazonaws.com": ["service", "lambda.amazonaws.com", ""],
	"ec2.amazonaws.com.cn": ["service", "ec2.amazonaws.com.cn", ""],
	"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be": [
		"canonical", "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be", "",
	],
}

test_asking[name] if {
	some name, [kind, id, account] in _asking
	principal.asking(name) == {"kind": kind, "id": id, "account": account}
}
