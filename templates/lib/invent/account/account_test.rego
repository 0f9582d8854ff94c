package smguard.lib.invent.account_test

import data.smguard.lib.invent.account

_masks := {
	"everything": ["*", ["????????????"]],
	"an account": ["111122223333", ["111122223333"]],
	"a beginning": ["1111*", ["1111????????"]],
	"a beginning and an end": ["1111*6666", ["1111????6666"]],
	"a middle": ["*1111222233*", ["1111222233??", "?1111222233?", "??1111222233"]],
	"question marks": ["??????????33", ["??????????33"]],
	"too short": ["1111", []],
	"too long": ["1111222233334", []],
	"nothing": ["", []],
	"letters": ["abcdefghijkl", []],
}

test_masks[note] if {
	some note, [pattern, wanted] in _masks
	account.masks(pattern) == {mask | some mask in wanted}
}

_plain := "999988887777"

_fresh := {
	"any account": ["????????????", [], _plain],
	"any account, the plain one named": ["????????????", [_plain], "000000000000"],
	"any account, others named": ["????????????", ["111122223333", "9999????????"], "000000000000"],
	"an account": ["111122223333", ["111122223333"], "111122223333"],
	"a beginning": ["1111????????", ["1111????????"], "111100000000"],
	"a beginning, a longer one named": ["1111????????", ["11110???????"], "111177777777"],
	"a wider pattern": ["9999????????", ["99??????????"], _plain],
}

test_fresh[note] if {
	some note, [mask, masks, wanted] in _fresh
	account.fresh(mask, {other | some other in masks}, _plain) == {"account": wanted, "sure": true}
}

test_an_account_that_others_match_is_not_sure if {
	masks := {concat("", [digit, "???????????"]) | some digit in split("0123456789", "")}
	account.fresh("????????????", masks, _plain) == {"account": "000000000000", "sure": false}
}

_matched := {
	"everything": ["*", [_plain]],
	"a beginning": ["1111*", ["111100000000"]],
	"a question mark": ["11112222333?", ["111122223330"]],
	"nothing": ["", []],
	"too short": ["1111", []],
}

test_matched[note] if {
	some note, [pattern, wanted] in _matched
	[found | found := account.matched(pattern, _plain)] == wanted
}

test_every_case_was_run if {
	[count(_masks), count(_fresh), count(_matched)] == [10, 7, 5]
}
