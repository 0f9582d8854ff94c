# METADATA
# title: Regions to try
# description: |
#   Chooses among the regions of AWS those that a document treats differently. A place is [partition, region].
package smguard.lib.invent.region

import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.place

# METADATA
# description: all regions of AWS, the larger partitions and regions first
known := array.concat([["aws", region] | some region in place.partitions.aws], [[partition, region] |
	some partition in ["aws-us-gov", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"]
	some region in place.partitions[partition]
])

_form := `\A[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}\z`

# METADATA
# description: a region that a pattern matches, the given one if possible
matched(pattern, plain) := plain if glob.matches(pattern, plain)

else := found[0] if {
	found := [pair[1] | some pair in known; glob.matches(pattern, pair[1])]
	found != []
}

else := pattern if not glob.wild(pattern)

else := replace(replace(pattern, "?", "0"), "*", substring(plain, min([count(pattern) - 1, count(plain)]), -1))

# METADATA
# description: |
#   a place that patterns of a partition and of a region match: the given one if possible; undefined if there is none. A
#   region that is not known is taken for one of the partition that is named.
plainest(partition, region, plain) := plain if {
	glob.matches(partition, plain[0])
	glob.matches(region, plain[1])
}

else := found if {
	found := [pair | some pair in known; glob.matches(region, pair[1]); glob.matches(partition, pair[0])][0]
}

else := _new(partition, region)

_new(partition, region) := [_partition(partition), region] if {
	regex.match(_form, region)
	not place.partition(region)
}

_partition(pattern) := pattern if not glob.wild(pattern)

else := [name | some name in array.concat(["aws"], sort(object.keys(place.partitions))); glob.matches(pattern, name)][0]

# METADATA
# description: |
#   The places to choose from, the plain one first: those of the usual partitions, of those that are named or are the only
#   ones that some pattern leaves, and regions that patterns name and that are not known.
places(plain, named, boxes) := array.concat(array.concat([plain], [pair | some pair in known; pair != plain; pair[0] in partitions]), sort(new)) if {
	partitions := (({"aws", "aws-us-gov", "aws-cn", plain[0]} | named) | _elsewhere({box.partition | some box in boxes})) | _afar({box.region | some box in boxes})
	new := {pair |
		some box in boxes
		not box.region == "*"
		pair := _new(box.partition, box.region)
		pair != plain
	}
}

_elsewhere(patterns) := {partition |
	some pattern in patterns
	not glob.matches(pattern, "aws")
	some partition, _ in place.partitions
	glob.matches(pattern, partition)
}

_afar(patterns) := {partition |
	some pattern in patterns
	not pattern == "*"
	not glob.matches(pattern, "us-east-1")
	found := {pair[0] | some pair in known; glob.matches(pattern, pair[1])}
	not "aws" in found
	some partition in found
}

# METADATA
# description: the numbers of the places that patterns of a partition and of a region match
covered(list, "*", "*") := numbers.range(0, count(list) - 1)

covered(list, partition, region) := [i | some i, pair in list; glob.matches(partition, pair[0])] if {
	region == "*"
	partition != "*"
}

covered(list, partition, region) := [i | some i, pair in list; glob.matches(region, pair[1]); glob.matches(partition, pair[0])] if {
	region != "*"
}

# METADATA
# description: |
#   Of numbers of places, one for each set of marks that has no smaller one: a secret that fewer patterns match is allowed
#   where another one is. `marks` has for each place a set.
least(numbered, marks) := [firsts[mark] | some mark in ordered; _smallest(mark, ordered)] if {
	firsts := {mark: i |
		some mark in {marks[n] | some n in numbered}
		i := min([n | some n in numbered; marks[n] == mark])
	}
	pairs := sort([[i, mark] | some mark, i in firsts])
	ordered := [pair[1] | some pair in pairs]
}

_smallest(mark, others) if {
	every other in others {
		not _smaller(other, mark)
	}
}

_smaller(other, mark) if {
	other.partition == mark.partition
	other.held != mark.held
	other.held - mark.held == set()
}

_smaller(other, mark) if {
	mark.partition == "other"
	other.partition == ""
	other.held - mark.held == set()
}
