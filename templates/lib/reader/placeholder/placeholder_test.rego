package smguard.lib.reader.placeholder_test

import data.smguard.lib.reader.placeholder

_found := {
	"none": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:a_b-??????", []],
	"of CloudFormation": ["arn:${AWS::Partition}:${AWS::Region}", ["${AWS::Partition}", "${AWS::Region}"]],
	"of Terraform": ["${aws_secretsmanager_secret.db.arn}*", ["${aws_secretsmanager_secret.db.arn}"]],
	"a call within one": [`${join("", [var.a, "{b}"])}`, [`${join("", [var.a, "{b}"])}`]],
	"of the Serverless Framework": ["${self:custom.arn}${opt:stage}", ["${self:custom.arn}", "${opt:stage}"]],
	"pseudo parameters": ["#{AWS::AccountId}", ["#{AWS::AccountId}"]],
	"of Jinja and Helm": ["{{ .Values.arn }}{{ arn }}", ["{{ .Values.arn }}", "{{ arn }}"]],
	"a block of Jinja": ["{% if x %}a", ["{% if x %}"]],
	"angle brackets": ["<account>:<your secret>", ["<account>", "<your secret>"]],
	"of ERB": ["<%= arn %>", ["<%= arn %>"]],
	"of a shell": ["$ACCOUNT:${ACCOUNT}:$(id)", ["$ACCOUNT", "${ACCOUNT}", "$(id)"]],
	"of a format string": ["{account}", ["{account}"]],
	"at signs, per cents, underscores": ["@ACCOUNT@%REGION%__NAME__", ["@ACCOUNT@", "%REGION%", "__NAME__"]],
	"parentheses and brackets": ["((arn))[[name]]", ["((arn))", "[[name]]"]],
	"one twice": ["${A}-${A}", ["${A}"]],
	"a policy variable": ["${aws:username}/${aws:PrincipalTag/team, 'none'}", []],
	"a variable of a provider": ["${www.amazon.com:user_id}", []],
	"characters": ["${*}${?}${$}", []],
	"an open end": ["a${", []],
	"an address in a name": ["me@example.com", []],
	"a key of an identity provider with a path": ["${oidc.eks.eu-west-1.amazonaws.com/id/A1:sub}", []],
	"a path of a file": ["${file/x:a}", ["${file/x:a}"]],
	"the newest version of a function": ["function:f:$LATEST", []],
	"underscores between other characters": ["team__app__prod", []],
}

test_found[note] if {
	some note, [text, wanted] in _found
	placeholder.found(text) == wanted
}

_own := "arn:aws:secretsmanager:us-east-1:888877776666:secret:own-secret-Ow1n2S"

_anywhere := "arn:aws:secretsmanager:*:*:secret:own-secret-Ow1n2S"

_resources := {
	"everything": ["*", {"text": "*"}],
	"a secret": [_secret("a-??????"), {"text": _secret("a-??????")}],
	"a policy variable": [_secret("${aws:PrincipalTag/x}-??????"), {"text": _secret("${aws:PrincipalTag/x}-??????")}],
	"a policy variable for the account": [
		"arn:aws:secretsmanager:eu-west-1:${aws:PrincipalAccount}:secret:a-??????",
		{"text": "arn:aws:secretsmanager:eu-west-1:${aws:PrincipalAccount}:secret:a-??????"},
	],
	"a policy variable beside a placeholder": [
		"arn:aws:secretsmanager:${Region}:${aws:PrincipalAccount}:secret:${Env}/${aws:username}-??????",
		{
			"text": "arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:own-Env/${aws:username}-??????",
			"unknown": "${Region}",
		},
	],
	"an ARN that ends early": ["arn:aws:secretsmanager", {"text": "arn:aws:secretsmanager"}],
	"a star for several parts": ["arn:aws:secretsmanager:*:secret:app/*", {"text": "arn:aws:secretsmanager:*:secret:app/*"}],
	"no partition": [
		"arn::secretsmanager:::secret:a",
		{"problem": "arn::secretsmanager:::secret:a names no partition, such as aws"},
	],
	"underscores around a name": [_secret("__NAME__-??????"), {"text": _secret("own-__NAME-??????"), "unknown": "__NAME__"}],
	"underscores within a name": [_secret("team__app__prod-??????"), {"text": _secret("team__app__prod-??????")}],
	"a service in capitals": [
		"arn:aws:SERVICE:*:111122223333:secret:*",
		{"text": "arn:aws:secretsmanager:*:111122223333:secret:*", "unknown": "the service SERVICE"},
	],
	"words for region and account": [
		"arn:aws:secretsmanager:REGION:ACCOUNT:secret:*",
		{"text": "arn:aws:secretsmanager:*:*:secret:*", "unknown": "the region REGION"},
	],
	"a word for the account": [
		"arn:aws:secretsmanager:eu-west-1:YOUR_ACCOUNT_ID:secret:a-??????",
		{"text": "arn:aws:secretsmanager:eu-west-1:*:secret:a-??????", "unknown": "the account YOUR_ACCOUNT_ID"},
	],
	"brackets for the account": [
		"arn:aws:secretsmanager:eu-west-1:<account>:secret:a-??????",
		{"text": "arn:aws:secretsmanager:eu-west-1:*:secret:a-??????", "unknown": "<account>"},
	],
	"a part of the name": [
		_secret("${Env}/db-??????"),
		{"text": _secret("own-Env/db-??????"), "unknown": "${Env}"},
	],
	"every part": [
		"arn:${AWS::Partition}:${Service}:${AWS::Region}:${AWS::AccountId}:secret:${Name}-??????",
		{"text": "arn:aws:secretsmanager:*:*:secret:own-Name-??????", "unknown": "${AWS::Partition}"},
	],
	"a word for the partition": [
		"arn:PARTITION:secretsmanager:eu-west-1:111122223333:secret:a",
		{"text": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a", "unknown": "the partition PARTITION"},
	],
	"the end of an ARN": ["arn:aws:secretsmanager:${Rest}", {"text": _anywhere, "unknown": "${Rest}"}],
	"the end of an ARN, with more": ["arn:${Rest}*", {"text": concat("", [_anywhere, "*"]), "unknown": "${Rest}"}],
	"the whole": ["{{ secret_arn }}", {"text": _own, "unknown": "{{ secret_arn }}"}],
	"the whole, with more": ["${Secret}*", {"text": concat("", [_own, "*"]), "unknown": "${Secret}"}],
	"the beginning": ["${Prefix}:secret:a-??????", {
		"text": "arn:aws:secretsmanager:us-east-1:888877776666:secret:a-??????",
		"unknown": "${Prefix}",
	}],
	"the first word": ["${Arn}:aws:secretsmanager:eu-west-1:111122223333:secret:a", {
		"text": ":aws:secretsmanager:eu-west-1:111122223333:secret:a",
		"unknown": "${Arn}",
	}],
	"a Terraform address": ["aws_secretsmanager_secret.x.arn", {"text": _own, "unknown": "aws_secretsmanager_secret.x.arn"}],
	"a Terraform address with an index": ["module.db[0].arn", {"text": _own, "unknown": "module.db[0].arn"}],
	"a Terraform address of another service": [
		"${aws_sqs_queue.q.arn}",
		{"text": "arn:aws:sqs:us-east-1:888877776666:own-resource", "unknown": "${aws_sqs_queue.q.arn}"},
	],
	"a word for an ARN": ["SecretARN", {"text": _own, "unknown": "SecretARN"}],
	"capitals for an ARN": ["SECRET_ID", {"text": _own, "unknown": "SECRET_ID"}],
	"a variable of the Serverless Framework for the account": [
		"arn:aws:secretsmanager:eu-west-1:${aws:accountId}:secret:*",
		{"text": "arn:aws:secretsmanager:eu-west-1:*:secret:*", "unknown": "${aws:accountId}"},
	],
	"brackets for region and account": [
		"arn:aws:secretsmanager:[region]:[account]:secret:*",
		{"text": "arn:aws:secretsmanager:*:*:secret:*", "unknown": "the region [region]"},
	],
	"formats for region and account": [
		"arn:aws:secretsmanager:%s:%s:secret:*",
		{"text": "arn:aws:secretsmanager:*:*:secret:*", "unknown": "%s"},
	],
	"the type and the name": ["arn:aws:secretsmanager:eu-west-1:111122223333:${Rest}", {
		"text": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:own-secret-Ow1n2S",
		"unknown": "${Rest}",
	}],
	"the type": ["arn:aws:secretsmanager:eu-west-1:111122223333:${Type}:*", {
		"text": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
		"unknown": "${Type}",
	}],
	"an account with hyphens": [
		"arn:aws:secretsmanager:eu-west-1:1111-2222-3333:secret:a",
		{"problem": "arn:aws:secretsmanager:eu-west-1:1111-2222-3333:secret:a names no account: an account id is 12 digits, not 1111-2222-3333"},
	],
	"an ARN in capitals": [
		"ARN:aws:secretsmanager:*:*:secret:*",
		{"problem": "ARN:aws:secretsmanager:*:*:secret:* is not an ARN, and AWS accepts only an ARN or \"*\" here"},
	],
	"a path": ["/certbot/x", {"problem": "/certbot/x is not an ARN, and AWS accepts only an ARN or \"*\" here"}],
	"a name": ["MySecret", {"problem": "MySecret is not an ARN, and AWS accepts only an ARN or \"*\" here"}],
	"nothing": ["", {"problem": "a string is not an ARN, and AWS accepts only an ARN or \"*\" here"}],
	"a partition that AWS does not have": [
		"arn:partition:secretsmanager:eu-west-1:111122223333:secret:a",
		{"problem": "arn:partition:secretsmanager:eu-west-1:111122223333:secret:a names a partition that AWS does not have: partition"},
	],
	"an account of four digits": [
		"arn:aws:secretsmanager:eu-west-1:1234:secret:a",
		{"problem": "arn:aws:secretsmanager:eu-west-1:1234:secret:a names no account: an account id is 12 digits, not 1234"},
	],
	"another service's account": ["arn:aws:iam::cloudfront:user/x", {"text": "arn:aws:iam::cloudfront:user/x"}],
}

_secret(name) := concat("", ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:", name])

test_resource[note] if {
	some note, [text, wanted] in _resources
	placeholder.resource(text) == wanted
}

_principals := {
	"everybody": ["*", {"text": "*"}],
	"an account": ["111122223333", {"text": "111122223333"}],
	"a role": ["arn:aws:iam::111122223333:role/x", {"text": "arn:aws:iam::111122223333:role/x"}],
	"a unique id": ["AIDAJQABLZS4A3QDU576Q", {"text": "AIDAJQABLZS4A3QDU576Q"}],
	"a word for an account": ["ACCOUNT_ID", {"text": "888877776666", "unknown": "ACCOUNT_ID"}],
	"a word in an ARN": [
		"arn:aws:iam::ACCOUNT:root",
		{"text": "arn:aws:iam::888877776666:root", "unknown": "the account ACCOUNT"},
	],
	"a role's attribute": ["Role.Arn", {"text": "arn:aws:iam::888877776666:role/own-role", "unknown": "Role.Arn"}],
	"a role's name": [
		"arn:aws:iam::111122223333:role/${RoleName}",
		{"text": "arn:aws:iam::111122223333:role/own-RoleName", "unknown": "${RoleName}"},
	],
	"the whole": ["{{ role }}", {"text": "arn:aws:iam::888877776666:role/own-role", "unknown": "{{ role }}"}],
	"an account of ten digits": ["1111222233", {"problem": "1111222233 is not an ARN, and AWS accepts only an ARN or \"*\" here"}],
	"a path": ["/role/x", {"problem": "/role/x is not an ARN, and AWS accepts only an ARN or \"*\" here"}],
}

test_principal[note] if {
	some note, [text, wanted] in _principals
	placeholder.principal(text) == wanted
}

_values := {
	"a tag": ["aws:principaltag/x", "equals", "a", {"text": "a"}],
	"a tag with signs": ["aws:principaltag/x", "equals", "50% <off> [a]", {"text": "50% <off> [a]"}],
	"a policy variable": ["aws:resourcetag/x", "equals", "${aws:PrincipalTag/x}", {"text": "${aws:PrincipalTag/x}"}],
	"a network": ["aws:sourceip", "ip", "<corporate-cidr>", {"text": "10.20.30.0/24", "unknown": "<corporate-cidr>"}],
	"an organisation": ["aws:principalorgid", "equals", "${OrgId}", {"text": "o-0wn0wn0wn0", "unknown": "${OrgId}"}],
	"an account": ["aws:sourceaccount", "equals", "$ACCOUNT", {"text": "888877776666", "unknown": "$ACCOUNT"}],
	"a region": ["aws:requestedregion", "equals", "{{ region }}", {"text": "us-east-1", "unknown": "{{ region }}"}],
	"an ARN": [
		"aws:sourcearn", "arn", "arn:aws:sns:us-east-1:${Account}:topic",
		{"text": "arn:aws:sns:us-east-1:888877776666:topic", "unknown": "${Account}"},
	],
	"a policy variable in an ARN": [
		"secretsmanager:kmskeyarn", "arn", "arn:aws:kms:${aws:RequestedRegion}:111122223333:key/*",
		{"text": "arn:aws:kms:${aws:RequestedRegion}:111122223333:key/*"},
	],
	"a part": ["aws:resourcetag/x", "equals", "team-${Team}", {"text": "team-own-Team", "unknown": "${Team}"}],
	"a role": [
		"aws:principalarn", "arn", "${aws_iam_role.app.arn}",
		{"text": "arn:aws:iam::888877776666:role/own-role", "unknown": "${aws_iam_role.app.arn}"},
	],
}

test_value[note] if {
	some note, [key, test, text, wanted] in _values
	placeholder.value(key, test, text) == wanted
}

_words := {
	"capitals": ["ACCOUNT", true],
	"capitals with a line": ["YOUR_ORG_ID", true],
	"says so": ["my-account-id", true],
	"asks for it": ["replace me", true],
	"a name": ["team-a", false],
	"a pattern": ["o-*", false],
	"a variable": ["${aws:PrincipalAccount}", false],
	"letters": ["abc", false],
}

test_is_word[note] if {
	some note, [text, wanted] in _words
	_is_word(text) == wanted
}

default _is_word(_) := false

_is_word(text) if placeholder.is_word(text)

test_every_case_was_run if {
	[count(_found), count(_resources), count(_principals), count(_values), count(_words)] == [24, 41, 11, 11, 8]
}
