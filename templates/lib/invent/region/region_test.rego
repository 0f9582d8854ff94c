package smguard.lib.invent.region_test

import data.smguard.lib.invent.region

_plain := ["aws", "us-east-1"]

_plainest := {
	"everything": ["*", "*", [_plain]],
	"a continent": ["aws", "eu-*", [["aws", "eu-west-1"]]],
	"another partition": ["aws-cn", "*", [["aws-cn", "cn-north-1"]]],
	"a region of another partition": ["*", "us-gov-east-?", [["aws-us-gov", "us-gov-east-1"]]],
	"a region that is not known": ["aws", "xy-north-1", [["aws", "xy-north-1"]]],
	"a region of the wrong partition": ["aws", "cn-north-1", []],
	"no region": ["aws", "nowhere", []],
}

test_plainest[note] if {
	some note, [partition, pattern, wanted] in _plainest
	[found | found := region.plainest(partition, pattern, _plain)] == wanted
}

# Named partitions, and patterns; the partitions of the places that are chosen from.
_partitions := {
	"none is named": [[], "*", "*", ["aws", "aws-cn", "aws-us-gov"]],
	"one is named": [["aws-eusc"], "*", "*", ["aws", "aws-cn", "aws-eusc", "aws-us-gov"]],
	"a pattern leaves one": [[], "aws-iso", "*", ["aws", "aws-cn", "aws-iso", "aws-us-gov"]],
	"a region leaves one": [[], "*", "us-isob-*", ["aws", "aws-cn", "aws-iso-b", "aws-us-gov"]],
	"all": [[], "aws-*", "*", ["aws", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-us-gov"]],
}

test_places[note] if {
	some note, [named, partition, pattern, wanted] in _partitions
	found := region.places(_plain, {one | some one in named}, {{"partition": partition, "region": pattern}})
	found[0] == _plain
	sort({pair[0] | some pair in found}) == wanted
	count(found) == count({pair | some pair in found})
}

_least := {
	"all alike": [[["", []], ["", []]], [0]],
	"one that fewer patterns match": [[["", [1]], ["", []]], [1]],
	"two that are matched by others": [[["", [1]], ["", [2]]], [0, 1]],
	"two partitions": [[["", [1]], ["aws-cn", []]], [0, 1]],
	"a partition that is not named": [[["", [1]], ["other", []]], [0, 1]],
	"a partition that is not named and leaves nothing else": [[["", []], ["other", []]], [0]],
}

test_least[note] if {
	some note, [marks, wanted] in _least
	given := [{"partition": partition, "held": {k | some k in held}} | some [partition, held] in marks]
	region.least([i | some i, _ in marks], given) == wanted
}

test_every_case_was_run if {
	[count(_plainest), count(_partitions), count(_least)] == [7, 5, 6]
}
