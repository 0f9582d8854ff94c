package smguard.lib.grammar.naming_test

import data.smguard.lib.grammar.naming

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

_is_possible(value) if naming.possible(value)

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

_is_bare(pattern) if naming.bare(pattern)

test_bare[note] if {
	some note, [pattern, wanted] in _bare
	_is_bare(pattern) == wanted
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
	naming.of(pattern) == object.union({"pattern": pattern}, wanted)
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
	naming.asked(text) == wanted
}

test_keys_follow_from_the_secret if {
	naming.keys("arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf") == {
		"aws:requestedregion": [["eu-west-1"]],
		"aws:resourceaccount": [["111122223333"]],
		"secretsmanager:secretid": [
			["arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf"],
			["prod/db"],
			["arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db"],
		],
		"secretsmanager:name": [["prod/db"]],
	}
	naming.keys("*") == {}
}

_boxes := {
	"everything": ["*", [["*", "*", "*", "*"]]],
	"a secret": ["arn:aws:secretsmanager:eu-*:1111????????:secret:app-??????", [["aws", "eu-*", "1111????????", "app-??????"]]],
	"a word with wildcards": ["a*n:aws:secrets*:*:*:s?cret:app*", [["aws", "*", "*", "app*"]]],
	"another service": ["arn:aws:s3:*:*:secret:app*", []],
	"another kind": ["arn:aws:secretsmanager:*:*:rotation:app*", []],
	"seven colons": ["arn:aws:secretsmanager:*:*:secret:a*:b*", []],
	"a character that no name has": ["arn:aws:secretsmanager:*:*:secret:a{b}", []],
	"a star over the rest": ["arn:aws:secretsmanager:*", [["aws", "*", "*", "*"]]],
	"a star over the rest behind a region": ["arn:aws:secretsmanager:eu-west-1:*", [["aws", "eu-west-1", "*", "*"]]],
	"a star over the beginning": ["*:secret:app*", [["*", "*", "*", "app*"]]],
	"a star over region and account": ["arn:aws:secretsmanager:eu-*3333:secret:a", [["aws", "eu-*", "*3333", "a"]]],
	"a star within the word secret": ["arn:aws:secretsmanager:*:*:sec*app", [["aws", "*", "*", "*app"], ["aws", "*", "*", "sec*app"]]],
	"a question mark for a colon": ["arn?aws:secretsmanager:*:*:secret:app*", [["aws", "*", "*", "app*"]]],
	"anything around a word": [
		"arn:aws:secretsmanager:*prod*",
		[["aws", "*", "*", "*prod*"], ["aws", "*prod*", "*", "*"]],
	],
	"what can be an account or a name": [
		"arn:aws:secretsmanager:*:11*",
		[["aws", "*", "*", "11*"], ["aws", "*", "11*", "*"]],
	],
	"an empty account": ["arn:aws:secretsmanager:*::secret:*", [["aws", "*", "", "*"]]],
	"several stars in a row": ["arn:aws:secretsmanager:*:*:secret:a***", [["aws", "*", "*", "a*"]]],
	"no ARN": ["app", []],
	"nothing": ["", []],
}

test_boxes[note] if {
	some note, [pattern, wanted] in _boxes
	sort([[box.partition, box.region, box.account, box.name] | some box in naming.boxes(pattern)]) == wanted
}

_endings := {
	"everything": ["*", [["*", "??????"]]],
	"an open suffix": ["app-??????", [["app", "??????"]]],
	"a suffix": ["app-AbCdEf", [["app", "AbCdEf"]]],
	"a part of a suffix": ["app-Ab????", [["app", "Ab????"]]],
	"a question mark for the hyphen": ["app???????", [["app", "??????"]]],
	"a name that goes on": ["app*", [["app*", "??????"]]],
	"a hyphen before a star": ["app-*", [["app", "??????"], ["app-*", "??????"]]],
	"a part of a suffix before a star": ["app-Ab*", [["app", "Ab????"], ["app-Ab*", "??????"]]],
	"a star within a suffix": ["a-b*c", [["a", "b????c"], ["a-b*", "?????c"]]],
	"a star before a short end": ["*f", [["*", "?????f"]]],
	"two stars": ["x*y-*", [["x*y", "??????"], ["x*y-*", "??????"]]],
	"a star before a suffix": ["prod/*-??????", [["prod/*", "??????"]]],
	"no suffix": ["app", []],
	"no hyphen": ["application", []],
	"no name": ["-??????", []],
}

test_endings[note] if {
	some note, [pattern, wanted] in _endings
	sort([ending | some ending in naming.endings(pattern)]) == wanted
}

test_every_case_was_run if {
	[count(_boxes), count(_endings), count(_naming)] == [19, 15, 20]
}

_beyond := {
	"the name with its suffix": ["arn:aws:secretsmanager:*:*:secret:app-*", "app", false],
	"a name that goes on": ["arn:aws:secretsmanager:*:*:secret:app-*", "app-2", true],
	"no hyphen spelled out": ["arn:aws:secretsmanager:*:*:secret:app*", "app", false],
	"a path": ["arn:aws:secretsmanager:*:*:secret:team/*", "team/a", true],
	"wildcards in the place of a suffix": ["arn:*:secret:rds!cl*er-1-????*", "rds!cluster-1", false],
	"beyond these": ["arn:*:secret:rds!cl*er-1-????*", "rds!cluster-1-a", true],
	"everything": ["*", "app", true],
}

default _is_beyond(_, _) := false

_is_beyond(pattern, arn) if naming.beyond(pattern, arn)

test_beyond[note] if {
	some note, [pattern, name, wanted] in _beyond
	arn := concat("", ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:", name, "-AbCdEf"])
	_is_beyond(pattern, arn) == wanted
}
