package smguard.lib.invent.name_test

import data.smguard.lib.invent.name

_texts := {"name": "any-secret", "character": "x", "suffix": "AbCdEf", "other_suffix": "xxxxxx"}

_plain := {"word": "any-secret", "character": "x", "lengths": [1, 0], "suffix": "AbCdEf", "all": true}

_fillings := {
	"no pattern": [[], {}],
	"a name": [["app-??????"], {}],
	"the character in a name": [["x-??????"], {"character": "q"}],
	"a question mark before the suffix": [["a?-??????"], {"lengths": [1, 0, 2]}],
	"two of them": [["a??*"], {"lengths": [1, 0, 2, 3]}],
	"a part of a suffix": [["app-A?????"], {"suffix": "xxxxxx"}],
	"a whole suffix": [["app-AbCdEf"], {"suffix": "xxxxxx"}],
	"another suffix": [["app-AbCdEg"], {}],
	"a beginning": [["AbCdEf*"], {}],
	"a beginning that goes into the suffix": [["app-Ab*"], {"suffix": "xxxxxx"}],
	"an end": [["*f"], {"suffix": "xxxxxx"}],
	"a middle": [["*b*"], {"suffix": "xxxxxx"}],
}

test_fillings[note] if {
	some note, [patterns, wanted] in _fillings
	name.fillings({pattern | some pattern in patterns}, _texts) == object.union(_plain, wanted)
}

test_where_all_characters_are_used_it_is_told if {
	used := concat("", ["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@+=!._/"])
	name.fillings({concat("", ["*", used, "*"])}, _texts).all == false
}

_filled := {
	"a name": ["app", "??????", ["app-AbCdEf"]],
	"a suffix": ["app", "123456", ["app-123456"]],
	"a part of a suffix": ["app", "1????6", ["app-1bCdE6"]],
	"a question mark": ["a?p", "??????", ["axp-AbCdEf"]],
	"a star": ["app*", "??????", ["appany-secret-AbCdEf", "appx-AbCdEf", "app-AbCdEf"]],
	"everything": ["*", "??????", ["any-secret-AbCdEf", "x-AbCdEf"]],
	"two stars": [
		"a*b*",
		"??????",
		["aany-secretbany-secret-AbCdEf", "axbx-AbCdEf", "abx-AbCdEf", "axb-AbCdEf", "ab-AbCdEf"],
	],
}

test_filled[note] if {
	some note, [base, suffix, wanted] in _filled
	name.filled(base, suffix, _plain) == {"names": wanted, "all": true}
}

test_more_combinations_than_are_tried_are_told if {
	name.filled("*a*b*c*d*e*f*", "??????", _plain).all == false
}

_spelled := {
	"a name": ["app", "??????", 512],
	"a suffix": ["app", "AbCdEf", 10],
	"a part of a suffix": ["app", "Ab????", 6],
	"a beginning": ["app*", "??????", 3],
	"everything": ["*", "??????", 0],
}

test_spelled[note] if {
	some note, [base, suffix, wanted] in _spelled
	name.spelled(base, suffix) == wanted
}

test_every_case_was_run if {
	[count(_fillings), count(_filled), count(_spelled)] == [12, 7, 5]
}
