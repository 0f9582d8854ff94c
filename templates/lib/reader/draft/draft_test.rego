package smguard.lib.reader.draft_test

import data.smguard.lib.reader.draft

_get := {
	"Effect": "Allow",
	"Action": "secretsmanager:GetSecretValue",
	"Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????",
}

_home := "arn:aws:secretsmanager:us-east-1:888877776666:secret:own-secret-Ow1n2S"

_unknown(path, what) := {"path": path, "message": concat("", [what, " is not known yet: check the policy again when it is filled in"])}

_with(elements) := object.union(_get, elements)

# What is changed in the statement, what it becomes (as far as it differs), what is not known, and whether a Deny is certain.
_filled := {
	"nothing to fill in": [{}, {}, [], true],
	"a resource": [{"Resource": {"Ref": "Secret"}}, {"Resource": _home}, [_unknown(["Resource"], "Ref Secret")], true],
	"a resource in a list": [
		{"Resource": [_get.Resource, "{{ arn }}"]},
		{"Resource": [_get.Resource, _home]},
		[_unknown(["Resource", 1], "{{ arn }}")],
		true,
	],
	"a whole list of resources": [
		{"Resource": {"Fn::Split": [",", {"Ref": "Arns"}]}},
		{"Resource": _home},
		[_unknown(["Resource"], "Fn::Split")],
		true,
	],
	"a resource that depends on a condition": [
		{"Resource": {"Fn::If": ["C", "*", {"Ref": "S"}]}},
		{"Resource": [_home, "*", _home]},
		[_unknown(["Resource"], "Fn::If")],
		true,
	],
	"a resource of a list that depends on a condition": [
		{"Resource": [{"Fn::If": ["C", "*", {"Ref": "AWS::NoValue"}]}, _get.Resource]},
		{"Resource": [_home, _get.Resource, "*"]},
		[_unknown(["Resource", 0], "Fn::If")],
		true,
	],
	"actions that depend on a condition": [
		{"Action": {"Fn::If": ["C", ["secretsmanager:*", "s3:*"], "secretsmanager:GetSecretValue"]}},
		{"Action": ["secretsmanager:\uE000", "secretsmanager:*", "s3:*", "secretsmanager:GetSecretValue"]},
		[_unknown(["Action"], "Fn::If")],
		true,
	],
	"a resource of a Deny that depends on a condition": [
		{"Effect": "Deny", "Resource": {"Fn::If": ["C", "*", "*"]}},
		{"Resource": "\uE000"},
		[_unknown(["Resource"], "Fn::If")],
		true,
	],
	"a principal that depends on a condition": [
		{"Principal": {"AWS": {"Fn::If": ["C", "*", "111122223333"]}}},
		{"Principal": {"AWS": ["arn:aws:iam::888877776666:role/own-role", "*", "111122223333"]}},
		[_unknown(["Principal", "AWS"], "Fn::If")],
		true,
	],
	"all principals depend on a condition": [
		{"Principal": {"Fn::If": ["C", "*", {"AWS": "111122223333"}]}},
		{"Principal": {"AWS": ["arn:aws:iam::888877776666:role/own-role", "*"]}},
		[_unknown(["Principal"], "Fn::If")],
		true,
	],
	"an effect": [{"Effect": {"Ref": "Effect"}}, {"Effect": "Allow"}, [_unknown(["Effect"], "Ref Effect")], true],
	"an effect as a string": [{"Effect": "{{ effect }}"}, {"Effect": "Allow"}, [_unknown(["Effect"], "{{ effect }}")], true],
	"an action's service": [
		{"Action": "${Service}:GetSecretValue"},
		{"Action": "secretsmanager:GetSecretValue"},
		[_unknown(["Action"], "${Service}")],
		true,
	],
	"an action's name": [
		{"Action": ["secretsmanager:${Name}", "secretsmanager:PutSecretValue"]},
		{"Action": ["secretsmanager:\uE000", "secretsmanager:PutSecretValue"]},
		[_unknown(["Action", 0], "${Name}")],
		true,
	],
	"all actions": [
		{"Action": "{{ actions }}"},
		{"Action": "secretsmanager:\uE000"},
		[_unknown(["Action"], "{{ actions }}")],
		true,
	],
	"an action with too many parts": [
		{"Action": "arn:aws:${Service}:Get"},
		{"Action": "secretsmanager:\uE000"},
		[_unknown(["Action"], "${Service}")],
		true,
	],
	"an action of a Deny": [
		{"Effect": "Deny", "Action": ["secretsmanager:*", "{{ action }}"]},
		{"Action": ["secretsmanager:*", "secretsmanager:\uE000"]},
		[_unknown(["Action", 1], "{{ action }}")],
		true,
	],
	"a resource of a Deny": [
		{"Effect": "Deny", "Resource": ["*", "arn:aws:secretsmanager:REGION:ACCOUNT:secret:*"]},
		{"Resource": ["*", "\uE000"]},
		[_unknown(["Resource", 1], "the region REGION")],
		true,
	],
	"an exception of a Deny": [
		{"Effect": "Deny", "NotAction": "{{ action }}"},
		{"NotAction": "secretsmanager:\uE000"},
		[_unknown(["NotAction"], "{{ action }}")],
		false,
	],
	"an exception of an Allow": [
		{"NotAction": ["s3:*", "{{ action }}"]},
		{"NotAction": ["s3:*", "secretsmanager:\uE000"]},
		[_unknown(["NotAction", 1], "{{ action }}")],
		true,
	],
	"a principal": [
		{"Principal": {"AWS": {"Fn::GetAtt": ["Role", "Arn"]}}},
		{"Principal": {"AWS": "arn:aws:iam::888877776666:role/own-role"}},
		[_unknown(["Principal", "AWS"], "Fn::GetAtt Role.Arn")],
		true,
	],
	"a principal of a list": [
		{"Principal": {"AWS": ["111122223333", "ACCOUNT"]}},
		{"Principal": {"AWS": ["111122223333", "888877776666"]}},
		[_unknown(["Principal", "AWS", 1], "ACCOUNT")],
		true,
	],
	"all principals": [
		{"Principal": {"Ref": "Principals"}},
		{"Principal": {"AWS": "arn:aws:iam::888877776666:role/own-role"}},
		[_unknown(["Principal"], "Ref Principals")],
		true,
	],
	"a service principal": [
		{"Principal": {"Service": "${Service}.amazonaws.com"}},
		{"Principal": {"Service": "${Service}.amazonaws.com"}},
		[_unknown(["Principal", "Service"], "${Service}")],
		true,
	],
	"an address for a service principal": [
		{"Principal": {"Service": ["lambda.amazonaws.com", "module.x.arn"]}},
		{"Principal": {"Service": ["lambda.amazonaws.com", "module.x.arn"]}},
		[_unknown(["Principal", "Service", 1], "module.x.arn")],
		true,
	],
	"principals that a Deny spares": [
		{"Effect": "Deny", "NotPrincipal": {"AWS": "${Admin}"}},
		{"NotPrincipal": {"AWS": "\uE000"}},
		[_unknown(["NotPrincipal", "AWS"], "${Admin}")],
		false,
	],
	"a condition": [{"Condition": {"Fn::If": ["P", {}, {}]}}, {"Condition": {}}, [_unknown(["Condition"], "Fn::If")], true],
	"the keys of an operator": [
		{"Condition": {"StringEquals": {"Ref": "Keys"}}},
		{"Condition": {"StringEquals": {}}},
		[_unknown(["Condition", "StringEquals"], "Ref Keys")],
		true,
	],
	"the name of a key": [
		{"Condition": {"StringEquals": {"aws:ResourceTag/${Key}": "a", "aws:ResourceTag/b": "b"}}},
		{"Condition": {"StringEquals": {"aws:ResourceTag/b": "b"}}},
		[_unknown(["Condition", "StringEquals", "aws:ResourceTag/${Key}"], "${Key}")],
		true,
	],
	"a function beside keys": [
		{"Condition": {"StringEquals": {"Fn::Transform": "a", "aws:ResourceTag/b": "b"}}},
		{"Condition": {"StringEquals": {"aws:ResourceTag/b": "b"}}},
		[_unknown(["Condition", "StringEquals", "Fn::Transform"], "Fn::Transform")],
		true,
	],
	"a boolean in capitals": [
		{"Condition": {"Null": {"aws:PrincipalOrgID": "TRUE"}, "Bool": {"aws:SecureTransport": ["TRUE"]}}},
		{},
		[],
		true,
	],
	"a value in capitals": [
		{"Condition": {"StringEqualsIgnoreCase": {"aws:PrincipalOrgID": "O-A1B2C3D4E5"}}},
		{},
		[],
		true,
	],
	"a value": [
		{"Condition": {"StringEquals": {"aws:PrincipalOrgID": {"Ref": "Org"}}}},
		{"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-0wn0wn0wn0"}}},
		[_unknown(["Condition", "StringEquals", "aws:PrincipalOrgID"], "Ref Org")],
		true,
	],
	"a word for a value": [
		{"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["YOUR_ORG_ID"]}}},
		{"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-0wn0wn0wn0"]}}},
		[_unknown(["Condition", "StringEquals", "aws:PrincipalOrgID"], "YOUR_ORG_ID")],
		true,
	],
	"a network": [
		{"Condition": {"IpAddress": {"aws:SourceIp": "<corporate-cidr>"}}},
		{"Condition": {"IpAddress": {"aws:SourceIp": "10.20.30.0/24"}}},
		[_unknown(["Condition", "IpAddress", "aws:SourceIp"], "<corporate-cidr>")],
		true,
	],
	"a boolean is not counted on": [
		{"Condition": {"Bool": {"aws:SecureTransport": "${Tls}"}}},
		{"Condition": {"Bool": {}}},
		[_unknown(["Condition", "Bool", "aws:SecureTransport"], "${Tls}")],
		true,
	],
	"a value of a Deny": [
		{"Effect": "Deny", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "${Org}"}}},
		{"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-0wn0wn0wn0"}}},
		[_unknown(["Condition", "StringNotEquals", "aws:PrincipalOrgID"], "${Org}")],
		false,
	],
}

test_filled[note] if {
	some note, [given, wanted, unknown, certain] in _filled
	found := draft.filled(_with(given))
	found == {"raw": _changed(_with(given), wanted), "unknown": unknown, "problems": [], "certain": certain}
}

# object.union goes into objects, so what is changed is taken out first.
_changed(raw, wanted) := object.union(object.remove(raw, object.keys(wanted)), wanted)

_problems := {
	"a resource": [{"Resource": "MySecret"}, [["Resource"]]],
	"a resource in a list": [{"Resource": ["*", "/x"]}, [["Resource", 1]]],
	"a principal": [{"Principal": {"AWS": ["*", "me"]}}, [["Principal", "AWS", 1]]],
	"a resource of a Deny": [{"Effect": "Deny", "Resource": "x"}, [["Resource"]]],
}

test_problems[note] if {
	some note, [given, wanted] in _problems
	[problem.path | some problem in draft.filled(_with(given)).problems] == wanted
}

_blocks := {
	"no condition": [{}, true],
	"a tag": [{"StringEquals": {"aws:ResourceTag/team": "a"}}, true],
	"tags": [{"ForAnyValue:StringLike": {"aws:TagKeys": ["a*", "b"]}}, true],
	"a role": [{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/x"}}, true],
	"a boolean": [{"Bool": {"aws:SecureTransport": true}}, true],
	"a boolean as a string": [{"Bool": {"aws:SecureTransport": "true"}}, true],
	"a number": [{"NumericLessThan": {"secretsmanager:RecoveryWindowInDays": "7"}}, true],
	"a network": [{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, true],
	"an organisation": [{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, true],
	"a placeholder": [{"StringEquals": {"aws:ResourceTag/team": "${Team}"}}, false],
	"a placeholder among others": [{"StringEquals": {"aws:ResourceTag/team": ["a", "{{ team }}"]}}, false],
	"a placeholder in a key": [{"StringEquals": {"aws:ResourceTag/${Key}": "a"}}, false],
	"a function": [{"StringEquals": {"aws:ResourceTag/team": {"Ref": "Team"}}}, false],
	"a function for the keys": [{"StringEquals": {"Fn::If": ["a", {}, {}]}}, false],
	"a function for the keys, of a string": [{"StringEquals": {"Fn::Base64": "a"}}, false],
	"signs in a key": [{"StringEquals": {"aws:ResourceTag/__KEY__": "a"}}, false],
	"a word for a number": [{"NumericLessThan": {"secretsmanager:RecoveryWindowInDays": "DAYS"}}, false],
	"a word for an organisation": [{"StringEquals": {"aws:PrincipalOrgID": "YOUR_ORG_ID"}}, false],
	"a word in an ARN": [{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::ACCOUNT:role/x"}}, false],
	"no object": ["${Condition}", false],
}

default _settled(_) := false

_settled(block) if draft.settled(block)

test_settled[note] if {
	some note, [block, wanted] in _blocks
	_settled(block) == wanted
}

test_every_case_was_run if {
	[count(_filled), count(_problems), count(_blocks)] == [37, 4, 20]
}
