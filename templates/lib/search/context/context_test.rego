package smguard.lib.search.context_test

import data.smguard.lib.grammar.condition
import data.smguard.lib.search.context

_arn := "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf"

# A problem on PutResourcePolicy: the Allow's conditions, and those of Deny statements and guards.
_problem(allow, clauses) := {
	"action": "secretsmanager:putresourcepolicy",
	"arn": _arn,
	"reach": "any",
	"entries": condition.entries(allow, "allow"),
	"clauses": [condition.entries(clause, "deny") | some clause in clauses],
	"fixed": {},
	"bound": {},
}

_block := {"Bool": {"secretsmanager:BlockPublicPolicy": "true"}}

_solved := {
	"nothing is asked": [{}, [], [{"proven": true, "context": {}}]],
	"an Allow's condition is met": [
		{"StringEquals": {"aws:SourceVpc": "vpc-1"}},
		[],
		[{"proven": true, "context": {"aws:SourceVpc": "vpc-1"}}],
	],
	"an absent key meets what absence meets": [
		{"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}},
		[],
		[{"proven": true, "context": {}}],
	],
	"a key may not be there": [{"Null": {"aws:SourceVpc": "true"}}, [], [{"proven": true, "context": {}}]],
	"a key has to be there": [
		{"Null": {"secretsmanager:BlockPublicPolicy": "false"}},
		[],
		[{"proven": true, "context": {"secretsmanager:BlockPublicPolicy": "true"}}],
	],
	"an Allow that nothing meets": [
		{"StringEquals": {"aws:SourceVpc": "vpc-1"}, "StringNotEquals": {"aws:SourceVpc": "vpc-1"}},
		[],
		[],
	],
	"keys that follow from the secret": [
		{"StringEquals": {"aws:RequestedRegion": "eu-west-1"}, "StringLike": {"secretsmanager:SecretId": "a*"}},
		[],
		[{"proven": true, "context": {"aws:RequestedRegion": "eu-west-1", "secretsmanager:SecretId": _arn}}],
	],
	"a key that another secret would have": [{"StringEquals": {"aws:RequestedRegion": "us-east-1"}}, [], []],
	"a name that another secret would have": [{"StringEquals": {"secretsmanager:SecretId": "db"}}, [], []],
	"a pattern that an account fits": [
		{"StringLike": {"aws:PrincipalAccount": "1111*"}},
		[],
		[{"proven": true, "context": {"aws:PrincipalAccount": "111188887777"}}],
	],
	"a pattern that an organisation's path fits": [
		{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}},
		[],
		[{"proven": true, "context": {"aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-zzzz/"]}}],
	],
	"an ARN in any account, compared as text": [
		{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}},
		[],
		[{"proven": true, "context": {"aws:PrincipalArn": "arn:aws:iam::999988887777:role/admin"}}],
	],
	"an Allow that asks for a key and for its absence": [
		{"StringEquals": {"aws:SourceVpc": "vpc-1"}, "Null": {"aws:SourceVpc": "true"}},
		[],
		[],
	],
	"a Deny on presence is escaped by absence": [
		{},
		[{"Bool": {"secretsmanager:BlockPublicPolicy": "false"}}],
		[{"proven": true, "context": {}}],
	],
	"a Deny with IfExists is escaped by the value": [
		{},
		[{"BoolIfExists": {"secretsmanager:BlockPublicPolicy": "false"}}],
		[{"proven": true, "context": {"secretsmanager:BlockPublicPolicy": "true"}}],
	],
	"a guard that the Deny enforces": [
		{},
		[{"BoolIfExists": {"secretsmanager:BlockPublicPolicy": "false"}}, _block],
		[],
	],
	"a guard that the Deny does not enforce": [
		{},
		[{"Bool": {"secretsmanager:BlockPublicPolicy": "false"}}, _block],
		[{"proven": true, "context": {}}],
	],
	"a guard that the Allow enforces": [_block, [_block], []],
	"a guard that the Allow does not enforce": [
		{"BoolIfExists": {"secretsmanager:BlockPublicPolicy": "true"}},
		[_block],
		[{"proven": true, "context": {}}],
	],
	"a Deny without conditions blocks everything": [{}, [{}], []],
	"two Deny statements are both escaped": [
		{},
		[{"StringEquals": {"aws:SourceVpc": "vpc-1"}}, {"Null": {"aws:SourceVpc": "true"}}],
		[{"proven": true, "context": {"aws:SourceVpc": "any-value"}}],
	],
	"two Deny statements that leave nothing": [
		{},
		[{"Null": {"aws:SourceVpc": "false"}}, {"Null": {"aws:SourceVpc": "true"}}],
		[],
	],
	"a Deny of two conditions fails by one": [
		{"StringEquals": {"aws:SourceVpc": "vpc-1"}},
		[{"StringEquals": {"aws:SourceVpc": "vpc-1"}, "Bool": {"aws:SecureTransport": "false"}}],
		[{"proven": true, "context": {"aws:SourceVpc": "vpc-1", "aws:SecureTransport": "true"}}],
	],
	"two patterns that one value fits": [
		{"StringLike": {"aws:userid": "a*"}, "ForAnyValue:StringLike": {"aws:userid": "*b"}},
		[],
		[{"proven": true, "context": {"aws:userid": ["anyb"]}}],
	],
	"a key of several values": [
		{"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}, "Null": {"aws:TagKeys": "false"}},
		[],
		[{"proven": true, "context": {"aws:TagKeys": ["a"]}}],
	],
	"numbers on both sides": [
		{"NumericGreaterThan": {"secretsmanager:RecoveryWindowInDays": "7"}},
		[{"NumericGreaterThan": {"secretsmanager:RecoveryWindowInDays": "8"}}],
		[{"proven": true, "context": {"secretsmanager:RecoveryWindowInDays": "8"}}],
	],
	"numbers that leave nothing": [
		{"NumericGreaterThan": {"secretsmanager:RecoveryWindowInDays": "7"}},
		[{"NumericGreaterThanEquals": {"secretsmanager:RecoveryWindowInDays": "7"}}],
		[],
	],
	"an address in a network": [
		{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
		[],
		[{"proven": true, "context": {"aws:SourceIp": "10.0.0.0"}}],
	],
	"a date before another": [
		{"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}},
		[],
		[{"proven": true, "context": {"aws:CurrentTime": "2029-12-31T23:59:59Z"}}],
	],
	"a date that has passed": [{"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}, [], []],
	"a window of time": [
		{
			"DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"},
			"DateLessThan": {"aws:CurrentTime": "2030-02-01T00:00:00Z"},
		},
		[],
		[{"proven": true, "context": {"aws:CurrentTime": "2030-01-01T00:00:01Z"}}],
	],
	"an ARN with a free account": [
		{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app-?"}},
		[],
		[{"proven": true, "context": {"aws:PrincipalArn": "arn:aws:iam::999988887777:role/app-x"}}],
	],
	"letter case that does not count": [
		{"StringEqualsIgnoreCase": {"aws:userid": "abc"}, "StringNotEquals": {"aws:userid": "abc"}},
		[],
		[{"proven": true, "context": {"aws:userid": "ABC"}}],
	],
	"a key that no request has": [{"StringEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}}, [], []],
	"a key that no request has, left out": [
		{"StringNotEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}},
		[{"Null": {"aws:VpceOrgID": "false"}}],
		[{"proven": true, "context": {}}],
	],
	"a value that no request has": [{"Bool": {"aws:IsMcpServiceAction": "true"}}, [], []],
	"a value that requests have": [
		{"Bool": {"aws:IsMcpServiceAction": "false"}},
		[],
		[{"proven": true, "context": {"aws:IsMcpServiceAction": "false"}}],
	],
	"a text of another form": [{"StringEquals": {"aws:PrincipalAccount": "abc"}}, [], []],
	"a wildcard that is compared as it stands": [
		{"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}},
		[],
		[],
	],
	"a Deny of all but a text of another form": [{}, [{"StringNotEquals": {"aws:PrincipalAccount": "abc"}}], []],
	"a pattern whose form is not known to fit": [
		{"StringLike": {"aws:PrincipalAccount": "abc*"}},
		[],
		[{"proven": false}],
	],
	"a user or a role has an ARN": [{"Null": {"aws:PrincipalArn": "true"}}, [], []],
	"a value that no pattern names": [
		{"StringNotLike": {"aws:userid": ["any*", "a*"]}, "Null": {"aws:userid": "false"}},
		[],
		[{"proven": true, "context": {"aws:userid": "odd-userid"}}],
	],
}

# The context library knows no key better than the catalog does; these are the keys that the cases speak of.
_keys := {
	"aws:currenttime": object.union(_key, {"type": "date", "presence": "always", "control": "caller"}),
	"aws:principalaccount": object.union(_key, {
		"presence": "always", "control": "principal",
		"format": `^[0-9]{12}$`, "fresh": ["999988887777"],
	}),
	"aws:principalorgpaths": object.union(_key, {
		"control": "principal", "multivalued": true,
		"format": `^o-[a-z0-9]{10,32}/r-[a-z0-9]{4,32}/(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}/)*$`,
		"fresh": ["o-zzzzzzzzzz/r-zzzz/ou-zzzz-zzzzzzzz/"],
	}),
	"aws:ismcpserviceaction": object.union(_key, {"type": "bool", "control": "service", "format": `^false$`}),
	"aws:vpceorgid": object.union(_key, {"presence": "never", "control": "network"}),
	"aws:requestedregion": object.union(_key, {"presence": "always", "fresh": ["any-region"]}),
	"aws:principalarn": object.union(_key, {
		"type": "arn", "presence": "principal", "control": "principal",
		"fresh": ["arn:aws:iam::999988887777:role/any-role"],
		"format": `^arn:aws[a-z-]*:(?:iam|sts)::[0-9]{12}:(?:root|(?:user|role|federated-user)/[A-Za-z0-9_+=,.@/-]+)$`,
	}),
	"aws:securetransport": object.union(_key, {"type": "bool", "presence": "always", "control": "caller"}),
	"aws:sourceip": object.union(_key, {"type": "ip", "control": "network", "fresh": ["203.0.113.77"]}),
	"aws:sourcevpc": object.union(_key, {"control": "network", "fresh": ["any-value"]}),
	"aws:tagkeys": object.union(_key, {"control": "caller", "multivalued": true, "fresh": ["any-tag"]}),
	"aws:requesttag/": object.union(_key, {"control": "caller", "fresh": ["any-${tagkey}"]}),
	"aws:userid": object.union(_key, {"control": "principal", "fresh": ["any-userid"]}),
	"secretsmanager:blockpublicpolicy": object.union(_key, {"type": "bool", "control": "caller", "scope": "service"}),
	"secretsmanager:recoverywindowindays": object.union(_key, {
		"type": "numeric", "control": "caller", "scope": "service",
		"fresh": ["0", "1000000"],
	}),
	"secretsmanager:secretid": object.union(_key, {
		"type": "string", "control": "resource-id", "scope": "service",
		"fresh": ["any-secretid"],
	}),
}

_key := {
	"absent": {},
	"control": "caller",
	"fresh": ["any-value"],
	"multivalued": false,
	"presence": "sometimes",
	"scope": "global",
	"type": "string",
}

_catalog := {
	"actions": {
		"secretsmanager:deletesecret": {"keys": {"secretsmanager:secretid": true, "aws:requesttag/": true}},
		"secretsmanager:putresourcepolicy": {"keys": {
			"secretsmanager:blockpublicpolicy": true,
			"secretsmanager:secretid": true,
		}},
	},
	"keys": _keys,
	"date": "2026-11-23",
}

test_solve[note] if {
	some note, [allow, clauses, wanted] in _solved
	problem := _problem(allow, clauses)
	[answer | answer := context.solve(problem)] == wanted with data.smguard.catalog as _catalog
}

test_a_key_with_a_known_value_has_no_other if {
	fixed := {"aws:principalarn": {"name": "aws:PrincipalArn", "values": ["arn:aws:iam::111122223333:role/a"]}}
	asked := {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/b"}}
	given := {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}}
	[found | some block in [asked, given]; found := context.solve(object.union(_problem(block, []), {"fixed": fixed}))] == [{
		"proven": true,
		"context": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/a"},
	}]
}

_service := {"aws:principalisawsservice": {"name": "aws:PrincipalIsAWSService", "values": ["true"]}}

_of_service := {
	"it may have no ARN": [
		{"Null": {"aws:PrincipalArn": "true"}},
		[],
		[{"proven": true, "context": {}}],
	],
	"it may have one": [
		{"Null": {"aws:PrincipalArn": "false"}},
		[],
		[{"proven": true, "context": {"aws:PrincipalArn": "arn:aws:iam::999988887777:role/any-role"}}],
	],
	"it has none that somebody else has": [{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/a"}}, [], []],
	"a Deny where there is none is not counted on": [
		{},
		[{"Null": {"aws:PrincipalArn": "true"}}],
		[{"proven": true, "context": {"aws:PrincipalArn": "arn:aws:iam::999988887777:role/any-role"}}],
	],
	"a Deny either way is": [{}, [{"StringNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/a"}}], []],
}

test_the_arn_of_a_service_is_not_settled[note] if {
	some note, [allow, clauses, wanted] in _of_service
	problem := object.union(_problem(allow, clauses), {"fixed": _service})
	[answer | answer := context.solve(problem)] == wanted with data.smguard.catalog as _catalog
}

test_names_that_a_document_has_are_not_made_up if {
	asked := {"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}, "Null": {"aws:PrincipalAccount": "false"}}
	problem := object.union(_problem(asked, []), {"reach": "stranger", "renamed": {"999988887777": "999990000000"}})
	answer := context.solve(problem) with data.smguard.catalog as _catalog
	answer == {"proven": true, "context": {"aws:PrincipalAccount": "999990000000"}}
}

test_a_variable_is_shown_with_its_value if {
	bound := {"aws:username": {"name": "aws:username", "values": ["own-username"]}}
	context.solve(object.union(_problem({}, []), {"bound": bound})) == {
		"proven": true,
		"context": {"aws:username": "own-username"},
	}
}

test_a_variable_that_is_absent_meets_no_condition if {
	bound := {"aws:username": {"name": "aws:username", "values": null}}
	not context.solve(object.union(_problem({"StringLike": {"aws:username": "*"}}, []), {"bound": bound}))
	context.solve(object.union(_problem({}, []), {"bound": bound})) == {"proven": true, "context": {}}
}

test_a_key_of_the_clauses_alone_has_their_name if {
	problem := _problem({}, [{"StringEqualsIfExists": {"aws:SOURCEVPC": "vpc-1"}}])
	answer := context.solve(problem) with data.smguard.catalog as _catalog
	answer == {"proven": true, "context": {"aws:SOURCEVPC": "any-value"}}
}

# Of each two neighbouring keys one has to be "a", and none may: for each key two values that differ in what they fail.
_at_odds(most) := array.concat(
	[{"StringEquals": {_names[n]: "a"}, "StringNotEquals": {_names[0]: "c"}} | some n in numbers.range(1, most)],
	[{"StringNotEquals": {_names[n]: "a", _names[n - 1]: "a"}} | some n in numbers.range(1, most)],
)

_names := [concat("", ["aws:Key", format_int(n, 10)]) | some n in numbers.range(0, 12)]

test_more_combinations_than_the_bound_are_not_proven if {
	context.solve(_problem({}, _at_odds(12))) == {"proven": false}
	context.solve(_problem({}, _at_odds(2))) == {
		"proven": true,
		"context": {"aws:Key0": "c", "aws:Key1": "a"},
	}
}

test_many_combinations_are_fewer_where_one_value_surpasses_another if {
	many := [{"StringEquals": {name: "a"}, "StringNotEquals": {name: "b"}} | some name in _names]
	context.solve(_problem({}, many)) == {"proven": true, "context": {}}
}

test_a_key_whose_values_were_not_all_tried_proves_nothing if {
	problem := _problem({"StringEquals": {"aws:SourceVpc": "vpc-1"}}, [{"StringEquals": {"aws:SourceVpc": "vpc-1"}}])
	not context.solve(problem) with data.smguard.catalog as _catalog
	context.solve(problem) == {"proven": false} with data.smguard.lib.invent.option.complete as false
		with data.smguard.catalog as _catalog
}

test_what_no_value_could_do_is_no_doubt if {
	problem := _problem({"StringEquals": {"aws:SourceVpc": "vpc-1"}}, [{"StringEquals": {"aws:SecureTransport": "true"}}, {"Null": {"aws:SecureTransport": "false"}}, {}])
	not context.solve(problem) with data.smguard.lib.invent.option.complete as false
		with data.smguard.catalog as _catalog
}

_strangers := {
	"a value that the Allow names is not a stranger's": [{"StringEquals": {"aws:userid": "me"}}, []],
	"a value that nobody names is": [
		{"StringNotEquals": {"aws:userid": "me"}, "Null": {"aws:userid": "false"}},
		[{"proven": true, "context": {"aws:userid": "any-userid"}}],
	],
	"what a caller chooses is free": [
		{"Bool": {"secretsmanager:BlockPublicPolicy": "true"}},
		[{"proven": true, "context": {"secretsmanager:BlockPublicPolicy": "true"}}],
	],
	"the secret asked for is its own": [
		{"StringEquals": {"secretsmanager:SecretId": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf"}},
		[{"proven": true, "context": {
			"secretsmanager:SecretId": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
		}}],
	],
	"the secret's name is one, too": [
		{"StringEquals": {"secretsmanager:SecretId": "app"}},
		[{"proven": true, "context": {"secretsmanager:SecretId": "app"}}],
	],
	"another secret's name is not": [{"StringEquals": {"secretsmanager:SecretId": "other"}}, []],
	"a network that is named is no stranger's": [{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, []],
	"every network is": [
		{"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}},
		[{"proven": true, "context": {"aws:SourceIp": "203.0.113.77"}}],
	],
	"a key that the action does not have may be anything": [
		{"StringEquals": {"secretsmanager:Unheard": "of"}},
		[{"proven": true, "context": {"secretsmanager:Unheard": "of"}}],
	],
}

test_strangers[note] if {
	some note, [allow, wanted] in _strangers
	problem := object.union(_problem(allow, []), {"reach": "stranger"})
	[answer | answer := context.solve(problem)] == wanted with data.smguard.catalog as _catalog
}
