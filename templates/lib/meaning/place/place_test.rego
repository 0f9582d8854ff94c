package smguard.lib.meaning.place_test

import data.smguard.lib.meaning.place

# METADATA
# description: each region belongs to one partition, whose name it shows
test_each_region_belongs_to_its_partition if {
	all := [region | some regions in place.partitions; some region in regions]
	count(all) == count({region | some region in all})
	found := {name: object.keys({split(region, "-")[0]: true | some region in regions}) | some name, regions in place.partitions}
	object.remove(found, ["aws"]) == {
		"aws-us-gov": {"us"}, "aws-cn": {"cn"}, "aws-iso": {"us"}, "aws-iso-b": {"us"},
		"aws-iso-e": {"eu"}, "aws-iso-f": {"us"}, "aws-eusc": {"eusc"},
	}
	found.aws == {"us", "eu", "ap", "ca", "sa", "af", "il", "me", "mx"}
}

test_partition_of_a_region if {
	place.partition("us-east-1") == "aws"
	place.partition("us-gov-west-1") == "aws-us-gov"
	place.partition("cn-north-1") == "aws-cn"
	place.partition("eusc-de-east-1") == "aws-eusc"
}

test_a_region_that_aws_does_not_have if not place.partition("eu-far-9")
