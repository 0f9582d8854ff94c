# METADATA
# title: Fresh texts
# description: |
#   Names, suffixes, regions and accounts that occur nowhere in a document, so that a pattern matches them
#   only where its wildcards do.
package smguard.lib.fresh

_plain := {
	"name": "any-secret",
	"other_name": "xxxxxxxxx",
	"character": "x",
	"suffix": "AbCdEf",
	"other_suffix": "xxxxxx",
	"suffix_character": "7",
	"region": "us-east-1",
	"account": "999988887777",
	"stranger": "999988887777",
	"places": [
		{"partition": "aws", "region": "us-east-1", "account": "999988887777"},
		{"partition": "aws", "region": "eu-west-1", "account": "999988887777"},
		{"partition": "aws-us-gov", "region": "us-gov-west-1", "account": "999988887777"},
		{"partition": "aws-cn", "region": "cn-north-1", "account": "999988887777"},
	],
	"spots": [],
	"asked": [],
}

# METADATA
# description: fresh texts for a document, given everything that it says
texts(text) := _plain if not regex.match(_surprise, text)

else := {
	"name": _name(text),
	"other_name": concat("", [character, character, character, character, character, character, character, character, character]),
	"character": character,
	"suffix": suffix,
	"other_suffix": concat("", [character, character, character, character, character, character]),
	"suffix_character": digit,
	"region": region,
	"account": account,
	"stranger": account,
	"places": array.concat([{"partition": "aws", "region": region, "account": "111122223333"}], _places(region, account)),
	"spots": [],
	"asked": [],
} if {
	character := _rare(split("xqzjkvwyQXZJKVWY", ""), text)
	digit := _rare(split("7890123456", ""), text)
	suffix := _suffix(text)
	region := _rare(_regions, text)
	account := _unused_account(text)
}

# A pattern of names that begin as any-secret does would let it in for what it writes out.
_takes_in_any(text) if regex.match(_short, text)

_short := `[:"\n]a(?:n(?:y[^:"\n]*)?)?[*?]`

_surprise := `any-secret|AbCdEf|999988887777|Deny|NotResource|[:"\n](?:a(?:n(?:y[^:"\n]*)?)?|x)[*?]`

# A name whose first letter begins no name of the document, where there is one.
_name(text) := names[0] if {
	names := [name |
		some name in ["other-secret", "kept-secret", "my-secret", "hidden-secret", "unnamed-secret"]
		not contains(text, name)
		not _begun(substring(name, 0, 1), text)
	]
	names != []
	_takes_in_any(text)
}

else := _unused("any-secret", 7, text)

_begun(letter, text) if {
	some before in [":", "\"", "\n"]
	contains(text, concat("", [before, letter]))
}

# METADATA
# description: |
#   The texts with, as "spots", each place where a secret has to be for conditions to hold: {"region", "account"},
#   and these among the places too. No spots where no condition asks.
placed(texts, _, [], []) := texts

placed(texts, text, regions, accounts) := object.union(texts, {"spots": spots, "places": array.concat(places, texts.places)}) if {
	array.concat(regions, accounts) != []
	elsewhere := [region | some region in ["us-east-1", "eu-west-1", "ap-southeast-2"]; regions != []; not contains(text, region)]
	spots := [{"region": region, "account": account} |
		some region in array.slice(array.concat(array.concat([texts.region], regions), elsewhere), 0, _most)
		some account in array.slice(array.concat([texts.account], accounts), 0, _most)
	]
	places := [object.union(spot, {"partition": "aws"}) | some spot in spots]
}

# Documents that name more regions or accounts than these in conditions are not searched for each of them.
_most := 8

# Where a secret may be: each partition has regions of its own.
_places(region, account) := [
	{"partition": "aws", "region": region, "account": account},
	{"partition": "aws", "region": "us-east-1", "account": account},
	{"partition": "aws", "region": "eu-west-1", "account": account},
	{"partition": "aws-us-gov", "region": "us-gov-west-1", "account": account},
	{"partition": "aws-cn", "region": "cn-north-1", "account": account},
]

_regions := ["us-east-1", "eu-west-1", "ap-southeast-2", "sa-east-1", "ca-central-1", "me-south-1"]

_rare(characters, text) := found[0] if {
	found := [character | some character in characters; not contains(text, character)]
	found != []
}

else := characters[0]

# The text itself where the document does not hold it, else followed by a number that never follows it there:
# of n + 1 numbers at most n can.
_unused(text, width, document) := text if not contains(document, text)

else := concat("", [text, _unused_number(text, width, document)])

_unused_number(text, width, document) := [number |
	after := split(document, text)
	taken := {substring(piece, 0, width) | some piece in after}
	some n in numbers.range(0, count(after))
	number := _padded(n, width)
	not number in taken
][0]

_padded(n, width) := substring(concat("", ["0000000", format_int(n, 10)]), count(format_int(n, 10)) + (7 - width), -1)

_suffix(document) := "AbCdEf" if not contains(document, "AbCdEf")

else := concat("", ["A", _unused_number("A", 5, document)])

_unused_account(document) := "999988887777" if not contains(document, "999988887777")

else := concat("", ["99999", _unused_number("99999", 7, document)])
