# METADATA
# title: Texts
# description: |
#   JSON in a string, and strings that are no text. The parser of WebAssembly reads more than OPA's: [1 2], {1: 2}, 1., and
#   what follows a value; it reads escaped surrogates as other characters. So a string is JSON only if both read the same.
package smguard.lib.reader.text

# METADATA
# description: true if the string is JSON that every engine reads as the same value
readable(text) if {
	regex.match(_grammar, text)
	count(json.unmarshal(_listed(text))) == 1
	json.is_valid(concat("", [`{"":`, text, "}"]))
}

# METADATA
# description: the value of a string that is readable
value(text) := json.unmarshal(_listed(text))[0]

# The module fails after it has parsed a bare true. After a value in a list and in an object no bracket can follow.
_listed(text) := concat("", ["[", text, "]"])

# METADATA
# description: true if JSON in a string has an escape for half of a surrogate pair, or for a pair
surrogates(text) if regex.match(_surrogate, text)

# METADATA
# description: |
#   true if a value contains U+FFFD, which OPA puts in place of bytes that are not UTF-8 and of half a surrogate pair
garbled(value) if contains(json.marshal(value), "\ufffd")

# Whether brackets match is left to the parser.
_grammar := concat("", [
	`\A`, _blank, _items, `(?:`, _blank, `,`, _blank, `(?:`, _key, `)?`, _items, `)*`, _blank, `\z`,
])

_items := concat("", [
	`(?:(?:\[|\{`, _blank, _key, `)`, _blank, `)*`,
	`(?:`, _string, `|`, _number, `|true|false|null|\[`, _blank, `\]|\{`, _blank, `\})`,
	`(?:`, _blank, `[\]}])*`,
])

_key := concat("", [_string, _blank, `:`, _blank])

_blank := `[ \t\n\r]*`

_number := `-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?`

_string := `"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u(?:[0-9abcefABCEF][0-9a-fA-F]|[dD][0-7])[0-9a-fA-F]{2}))*"`

_surrogate := `\A(?:[^\\]|\\[^u]|\\u(?:[^dD]|[dD][0-7]))*\\u[dD][89a-fA-F]`
