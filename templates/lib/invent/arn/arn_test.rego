package smguard.lib.invent.arn_test

import data.smguard.lib.invent.arn

_fresh := {
	"name": "any-secret",
	"other_name": "xxxxxxxxx",
	"character": "x",
	"suffix": "AbCdEf",
	"other_suffix": "xxxxxx",
	"suffix_character": "7",
	"region": "us-east-1",
	"account": "999988887777",
	"partition": "aws",
	"places": [
		{"partition": "aws", "region": "us-east-1", "account": "999988887777"},
		{"partition": "aws", "region": "eu-west-1", "account": "999988887777"},
		{"partition": "aws-cn", "region": "cn-north-1", "account": "999988887777"},
	],
}

_possible := {
	"a secret": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", true],
	"a secret on a path": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:team-a/app_1+x=.@-AbCdEf", true],
	"a secret that a service manages": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-AbCdEf", true],
	"a secret of another partition": ["arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:app-AbCdEf", true],
	"a name without a suffix": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:application", false],
	"a suffix of five": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdE", false],
	"a suffix with a hyphen": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbC-Ef", false],
	"a suffix without a name": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:-AbCdEf", false],
	"a character that no name has": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:a*-AbCdEf", false],
	"a colon in the name": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:a:b-AbCdEf", false],
	"an account of eleven digits": ["arn:aws:secretsmanager:eu-west-1:11112222333:secret:app-AbCdEf", false],
	"no account": ["arn:aws:secretsmanager:eu-west-1::secret:app-AbCdEf", false],
	"no region": ["arn:aws:secretsmanager::111122223333:secret:app-AbCdEf", false],
	"another service": ["arn:aws:ssm:eu-west-1:111122223333:secret:app-AbCdEf", false],
	"no secret": ["arn:aws:secretsmanager:eu-west-1:111122223333:sqlworkbench!app-AbCdEf", false],
	"a newline at the end": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf\n", false],
	"a star": ["*", false],
	"no text": [12, false],
}

default _is_possible(_) := false

_is_possible(value) if arn.possible(value)

test_possible[note] if {
	some note, [value, wanted] in _possible
	_is_possible(value) == wanted
}

_bare := {
	"a name without a suffix": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app", true],
	"a name without a suffix in any region and account": ["arn:aws:secretsmanager:*:*:secret:app", true],
	"a name whose last word has seven letters": ["arn:aws:secretsmanager:*:*:secret:team-numbers", true],
	"a suffix of question marks": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????", false],
	"a literal suffix": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", false],
	"a suffix partly written": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-Ab????", false],
	"a star": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app*", false],
	"a star elsewhere": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:*app", false],
	"question marks too few for a suffix": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-?????", true],
	"no secret": ["arn:aws:secretsmanager:eu-west-1:111122223333:rotation:app", false],
	"no ARN": ["app", false],
	"everything": ["*", false],
}

default _is_bare(_) := false

_is_bare(pattern) if arn.bare(pattern)

test_bare[note] if {
	some note, [pattern, wanted] in _bare
	_is_bare(pattern) == wanted
}

_plain := {
	"everything": ["*", [{"arn": "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf", "spelled": 0}]],
	"every secret": [
		"arn:aws:secretsmanager:*:*:secret:*",
		[{"arn": "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf", "spelled": 0}],
	],
	"every secret of a region and an account": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:any-secret-AbCdEf", "spelled": 0}],
	],
	"a name that goes on": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app*",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:appany-secret-AbCdEf", "spelled": 3}],
	],
	"a name with its suffix": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-xxxxxx", "spelled": 512}],
	],
	"a secret": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", "spelled": 10}],
	],
	"a name with a star before its suffix": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*/db-??????",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/any-secret/db-xxxxxx", "spelled": 4}],
	],
	"two stars": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*prod*",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:any-secretprodany-secret-AbCdEf", "spelled": 0}],
	],
	"regions of a continent": [
		"arn:aws:secretsmanager:eu-*:111122223333:secret:app-AbCdEf",
		[{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", "spelled": 10}],
	],
	"a region with text behind its star": [
		"arn:aws:secretsmanager:ap-*east-*:111122223333:secret:app-AbCdEf",
		[{"arn": "arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:app-AbCdEf", "spelled": 10}],
	],
	"a partition with a wildcard": [
		"arn:aws*:secretsmanager:us-*:9999*:secret:app-AbCdEf",
		[{"arn": "arn:aws:secretsmanager:us-east-1:999988887777:secret:app-AbCdEf", "spelled": 10}],
	],
	"an account with a question mark": [
		"arn:aws:secretsmanager:us-east-1:11112222333?:secret:app-AbCdEf",
		[{"arn": "arn:aws:secretsmanager:us-east-1:111122223330:secret:app-AbCdEf", "spelled": 10}],
	],
	"a name without a suffix names no secret": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app", []],
	"no secret": ["arn:aws:secretsmanager:eu-west-1:111122223333:sqlworkbench!*", []],
	"another service": ["arn:aws:ssm:eu-west-1:111122223333:secret:*", []],
	"a wildcard over the kind of resource": ["arn:aws:secretsmanager:*", []],
	"a wildcard over the service": ["arn:aws:*:*:*:secret:*", []],
	"a text that begins like no ARN": ["nra:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", []],
	"no ARN": ["app", []],
	"nothing": ["", []],
}

test_plain[note] if {
	some note, [pattern, wanted] in _plain
	[found | found := arn.plain(pattern, _fresh)] == [object.union(instance, naming) |
		some instance in wanted
		naming := arn.naming(pattern)
	]
}

_naming := {
	"everything": ["*", {"pattern": "*", "written": 0, "open": true}],
	"every secret": ["arn:aws:secretsmanager:*:*:secret:*", {"written": 0, "open": true}],
	"a name that goes on": ["arn:aws:secretsmanager:*:*:secret:app*", {"written": 3, "open": true}],
	"a name with its suffix": ["arn:aws:secretsmanager:*:*:secret:app-??????", {"written": 512, "open": false}],
	"a star before the suffix": ["arn:aws:secretsmanager:*:*:secret:app/*-??????", {"written": 4, "open": false}],
	"a star within the suffix": ["arn:aws:secretsmanager:*:*:secret:app-*??????", {"written": 4, "open": true}],
	"a star before a part of the name": ["arn:aws:secretsmanager:*:*:secret:*db-??????", {"written": 0, "open": false}],
	"a star before a short end": ["arn:aws:secretsmanager:*:*:secret:app*b", {"written": 3, "open": true}],
	"a secret": ["arn:aws:secretsmanager:*:*:secret:app-AbCdEf", {"written": 10, "open": false}],
	"a star over region and account": ["arn:aws:secretsmanager:*:secret:app-??????", {"written": 512, "open": false}],
	"a star over region and account, a name that goes on": [
		"arn:aws:secretsmanager:*:secret:app*x",
		{"written": 3, "open": true},
	],
	"a segment too few without a star": ["arn:aws:secretsmanager:secret:app", {"written": 0, "open": false}],
	"a pattern that hides where the name begins": ["arn:aws:secretsmanager:*prod*", {"written": 0, "open": true}],
	"a name behind a star that goes past colons": ["arn:aws:secretsmanager:*:x-??????", {"written": 512, "open": false}],
	"a name that goes on behind such a star": ["arn:aws:secretsmanager:*:t*", {"written": 1, "open": true}],
	"what could be a region": ["arn:aws:secretsmanager:*:eu*", {"written": 0, "open": true}],
	"what could be an account": ["arn:aws:secretsmanager:*:11*", {"written": 0, "open": true}],
	"what could be the word secret": ["arn:aws:secretsmanager:*:sec*", {"written": 0, "open": true}],
	"a question mark where the hyphen is": ["arn:aws:secretsmanager:*:*:secret:app???????", {"written": 512, "open": false}],
	"a pattern that hides all but the end": ["arn:aws:secretsmanager:*prod", {"written": 0, "open": false}],
}

test_naming[note] if {
	some note, [pattern, wanted] in _naming
	arn.naming(pattern) == object.union({"pattern": pattern}, wanted)
}

_asked := {
	"an ARN": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf"],
	"an ARN without its suffix": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????",
	],
	"a name": ["prod/db", "arn:aws:secretsmanager:*:*:secret:prod/db-??????"],
	"names": ["prod/*", "arn:aws:secretsmanager:*:*:secret:prod/*-??????"],
}

test_asked[note] if {
	some note, [text, wanted] in _asked
	arn.asked(text) == wanted
}

test_keys_follow_from_the_secret if {
	arn.keys("arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf") == {
		"aws:requestedregion": [["eu-west-1"]],
		"aws:resourceaccount": [["111122223333"]],
		"secretsmanager:secretid": [
			["arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf"],
			["prod/db"],
			["arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db"],
		],
		"secretsmanager:name": [["prod/db"]],
	}
	arn.keys("*") == {}
}

_no_candidates := {
	"a name without a suffix": "arn:aws:secretsmanager:*:111122223333:secret:app",
	"another service": "arn:aws:ssm:*:111122223333:secret:*",
	"no ARN": "app",
	"nothing": "",
}

test_no_candidates[note] if {
	some note, pattern in _no_candidates
	arn.candidates(pattern, _fresh, {"/db"}) == []
}

_all_candidates := {
	"every place of a pattern without a star": [
		"arn:*:secretsmanager:*:111122223333:secret:app-AbCdEf",
		[],
		[
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", "spelled": 10},
			{"arn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf", "spelled": 10},
			{"arn": "arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:app-AbCdEf", "spelled": 10},
		],
	],
	"both characters for a question mark": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:a?p-AbCdEf",
		[],
		[
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a7p-AbCdEf", "spelled": 1},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:axp-AbCdEf", "spelled": 1},
		],
	],
	"every filling of a star": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app*-AbCdEf",
		["/db"],
		[
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:appany-secret-AbCdEf", "spelled": 3},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf", "spelled": 3},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf", "spelled": 6},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:appx-AbCdEf", "spelled": 3},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:appxxxxxxxxx-AbCdEf", "spelled": 3},
		],
	],
	"a filling behind a question mark is not spelled": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:?*-AbCdEf",
		["/db"],
		[
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:7any-secret-AbCdEf", "spelled": 0},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:xany-secret-AbCdEf", "spelled": 0},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:7-AbCdEf", "spelled": 0},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:7/db-AbCdEf", "spelled": 0},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:7x-AbCdEf", "spelled": 0},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:7xxxxxxxxx-AbCdEf", "spelled": 0},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x-AbCdEf", "spelled": 0},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x/db-AbCdEf", "spelled": 0},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:xx-AbCdEf", "spelled": 0},
			{"arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:xxxxxxxxxx-AbCdEf", "spelled": 0},
		],
	],
}

test_all_candidates[note] if {
	some note, [pattern, others, wanted] in _all_candidates
	arn.candidates(pattern, _fresh, {other | some other in others}) == wanted
}

_reached := {
	"a short end keeps its place in the suffix": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app*f",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
	],
	"a star between two others": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:a*b*c*",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:aany-secretbany-secretcx-AbCdEf",
	],
	"a star that is only the suffix": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-*",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
	],
	"a name of one character": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:x-AbCdEf",
	],
	"a suffix in another region": [
		"arn:aws:secretsmanager:*:111122223333:secret:app-??????",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-777777",
	],
	"a pattern that hides where the name begins": [
		"arn:aws:secretsmanager:*prod-??????",
		"arn:aws:secretsmanager:eu-west-1:999988887777:secret:any-secretprod-xxxxxx",
	],
	"a star over region and account": [
		"arn:aws:secretsmanager:*:secret:app-??????",
		"arn:aws:secretsmanager:eu-west-1:999988887777:secret:app-xxxxxx",
	],
	"a star over region and account, parts of both written": [
		"arn:aws:secretsmanager:eu-*3333:secret:app-??????",
		"arn:aws:secretsmanager:eu-west-1:000000003333:secret:app-xxxxxx",
	],
	"a star over the service and the region": [
		"arn:aws:*:111122223333:secret:app-??????",
		"arn:aws:secretsmanager:us-east-1:111122223333:secret:app-xxxxxx",
	],
	"a star over all that stands before": [
		"*:secret:app-??????",
		"arn:aws:secretsmanager:us-east-1:999988887777:secret:app-xxxxxx",
	],
	"a star over all but the end": [
		"*app-??????",
		"arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secretapp-xxxxxx",
	],
	"a star behind the account": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:*app-??????",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:any-secretapp-xxxxxx",
	],
	"a star within the word secret": [
		"arn:aws:secretsmanager:eu-west-1:111122223333:sec*app-??????",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-xxxxxx",
	],
	"a partition that has no place": [
		"arn:aws-iso:secretsmanager:us-iso-east-1:*:secret:app-??????",
		"arn:aws-iso:secretsmanager:us-iso-east-1:999988887777:secret:app-xxxxxx",
	],
	"everything, elsewhere": ["*", "arn:aws-cn:secretsmanager:cn-north-1:999988887777:secret:any-secret-AbCdEf"],
}

test_candidates_hold[note] if {
	some note, [pattern, wanted] in _reached
	wanted in {found.arn | some found in arn.candidates(pattern, _fresh, set())}
}

# A region belongs to its partition, unless the pattern itself says otherwise.
test_places_are_not_mixed if {
	found := arn.candidates("arn:aws:secretsmanager:*:111122223333:secret:app-AbCdEf", _fresh, set())
	{instance.arn | some instance in found} == {
		"arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
	}
}
