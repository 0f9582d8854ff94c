# METADATA
# title: Fresh names
# description: |
#   Names, suffixes, regions and accounts that do not occur in a document, so that only the wildcards of a pattern match
#   them.
package smguard.lib.invent.fresh

import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.place

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
	"partition": "aws",
	"partitions": [],
	"renamed": {},
}

# METADATA
# description: fresh names for a document, given its content
texts(text) := _plain if {
	_says_little(text)
	not regex.match(_surprise, text)
}

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
	"partition": partition,
	"partitions": _partitions(text),
	"renamed": renamed,
} if {
	character := _rare(split("xqzjkvwyQXZJKVWY", ""), text)
	digit := _rare(split("7890123456", ""), text)
	suffix := _suffix(text)
	partition := _partition(text)
	region := _rare(_regions[partition], text)
	renamed := _renamed(text)
	account := object.get(renamed, "999988887777", "999988887777")
}

# The made-up names of the library and the catalog's facts, each with a replacement if the document has the name or a
# pattern with the same beginning.
_renamed(text) := {} if not _meets(text)

else := {name: other |
	some name, [head, tail, pattern, aside] in _stand_ins
	other := _other(text, name, [head, tail, pattern, aside])
}

_other(text, name, [head, tail, pattern, aside]) := concat("", [aside, _unused_number(aside, 7, text), tail]) if regex.match(pattern, text)

else := concat("", [head, _unused_number(head, 7, text), tail]) if contains(text, name)

# By name: beginnings and ends of other names, patterns that spell out its beginning, and another beginning.
_stand_ins := {
	"999988887777": ["99999", "", `[:"\n](?:9[98]*7*[*?]|\*7+[:"\n])`, "53535"],
	"888877776666": ["88887", "", `[:"\n](?:8[87]*6*[*?]|\*6+[:"\n])`, "64646"],
	"000011112222": ["00001", "", `[:"\n](?:0[01]*2*[*?]|\*2+[:"\n])`, "75757"],
	"o-zzzzzzzzzz": ["o-zzz", "", `"o-z+[*?]`, "o-kqx"],
	"o-0wn0wn0wn0": ["o-0wn", "", `"o-0[0wn]*[*?]`, "o-6vj"],
	"vpc-0f0f0f0f0f0f0f0f0": ["vpc-0f0f0f0f0f", "", `"vpc-0[0f]*[*?]`, "vpc-0b3b3b3b3b"],
	"vpce-0f0f0f0f0f0f0f0f0": ["vpce-0f0f0f0f0f", "", `"vpce-0[0f]*[*?]`, "vpce-0b3b3b3b3b"],
	"any-": ["any", "-", `"a(?:n(?:y-?)?)?[*?]`, "odd"],
}

# A pattern with the same beginning as any-secret would match it by more than its wildcards.
_takes_in_any(text) if regex.match(_short, text)

_short := `[:"\n]a(?:n(?:y[^:"\n]*)?)?[*?]`

_surprise := `arn:(?:[b-z?]|a[^w]|aw[^s]|aws[^:]|\*[^:])|any-secret|AbCdEf|999988887777|Deny|NotResource|[:"\n](?:a(?:n(?:y[^:"\n]*)?)?|x)[*?]`

_says_little(text) if not contains(text, "{")

_says_little(text) if not _meets(text)

# Strings in conditions and principals, as JSON, that stand-ins might contain. A search for plain strings takes a tenth
# of the time of a regular expression.
_meets(text) if strings.replace_n(_marks, text) != text

_marks := {mark: "" |
	some mark in [
		"any-", "9999888877", "8888777766", "0000111122", "o-zzzz", "o-0wn0", "-0f0f0f", `"a*`, `"a?`, `"an*`, `"any`, `"o-z`, `"o-0`,
		`"vpc-0f`, `"vpc-0*`, `"vpce-0f`, `"vpce-0*`, `"99`, `"9*`, `"88`, `"8*`, `"00`, `"0*`, `"*7`, `"*6`, `"*2`,
	]
}

# A name whose first letter begins no name of the document, if possible.
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

_regions := {
	"aws": ["us-east-1", "eu-west-1", "ap-southeast-2", "sa-east-1", "ca-central-1", "me-south-1"],
	"aws-us-gov": ["us-gov-west-1", "us-gov-east-1"],
	"aws-cn": ["cn-north-1", "cn-northwest-1"],
}

# The partition of a document that names no other.
_partition(text) := named[0] if {
	named := [partition | some partition in ["aws-us-gov", "aws-cn"]; contains(text, concat("", ["arn:", partition, ":"]))]
	named != []
	not contains(text, "arn:aws:")
}

else := "aws"

# The partitions that a document names besides the usual one.
_partitions(text) := [partition |
	named := {match[1] | some match in regex.find_all_string_submatch_n(`arn:([a-z*?-]*):`, text, -1)} - {"aws", "*"}
	some partition in sort(object.keys(place.partitions))
	partition != "aws"
	glob.any_matches(named, partition)
]

_rare(characters, text) := found[0] if {
	found := [character | some character in characters; not contains(text, character)]
	found != []
}

else := characters[0]

# The string itself if the document does not contain it, else the string with a number that never follows it there:
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
