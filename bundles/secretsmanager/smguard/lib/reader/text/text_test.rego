package smguard.lib.reader.text_test

import data.smguard.lib.reader.text

_read := {
	"an object": [`{"a": [1, -0, 1.5, 1e2, true, null], "b": {}, "c": []}`, {"a": [1, 0, 1.5, 100, true, null], "b": {}, "c": []}],
	"blanks": [" \t\r\n[ 1 , { \"a\" : 2 } ] \n", [1, {"a": 2}]],
	"a number": ["3", 3],
	"true": [" true ", true],
	"false": ["false", false],
	"null": ["null", null],
	"a string": [`"a\n\u00e9\u0000 \\ud800 é"`, "a\né\u0000 \\ud800 é"],
	"nested": [`[[[{"a": [[{"b": {}}]]}]]]`, [[[{"a": [[{"b": {}}]]}]]]],
	"the last of two keys": [`{"a": 1, "a": 2}`, {"a": 2}],
}

test_read[note] if {
	some note, [string, wanted] in _read
	text.readable(string)
	text.value(string) == wanted
	not text.surrogates(string)
}

_refused := {
	"nothing": "",
	"half an object": "{",
	"a value after it": "{} {}",
	"a comma after it": "{},",
	"a value after a comma": "{},1",
	"a bracket after it": "[]]",
	"a brace after it": "{}}",
	"a word after it": "{}x",
	"NUL after it": "{}\u0000",
	"a comma after the last item": "[1,]",
	"a comma after the last key": `{"a": 1,}`,
	"no comma": "[1 2]",
	"no comma between strings": `["a""b"]`,
	"no comma between objects": "[{}{}]",
	"a number without a fraction": "[1.]",
	"a number without an exponent": "[1e]",
	"a long exponent": "[1e999]",
	"a number of numbers": "999.1.1.1",
	"a leading zero": "[01]",
	"no comma before a sign": "[1-1]",
	"a key that is a number": "{1: 2}",
	"a key that is a list": `{["a"]: 2}`,
	"a set of OPA": `{"a", "b"}`,
	"an empty set of OPA": "set()",
	"a key in a list": `["a": 1]`,
	"brackets that do not match": "[1}",
	"a list that does not end": "[1, 2",
	"NaN": "NaN",
	"a line break in a string": "\"\n\"",
	"an escape that JSON does not have": `"\x41"`,
	"a comment": "{} // x",
	"a byte order mark": "\ufeff{}",
	"a blank that JSON does not have": "\u00a0{}",
	"URL-encoded": "%7B%7D",
}

test_refused[note] if {
	some note, string in _refused
	not text.readable(string)
	not text.surrogates(string)
}

_surrogates := [`"\ud840\udc00"`, `"\ud800"`, `{"a": "x\\\uDC00"}`, `"\udC00\uD800"`]

test_escaped_surrogates if {
	every string in _surrogates {
		text.surrogates(string)
		not text.readable(string)
	}
}

test_garbled if {
	every value in ["\ufffd", {"a": ["x\ufffd"]}, {"\ufffd": 1}] {
		text.garbled(value)
	}
	every value in ["\ufffc", {"a": ["\\ufffd", "é", null, 1]}, null] {
		not text.garbled(value)
	}
}

test_every_case_was_run if [count(_read), count(_refused)] == [9, 34]
