# METADATA
# title: Places
# description: |
#   The partitions of AWS and their regions, the only ones that the ARN of a secret can have.
package smguard.lib.meaning.place

# METADATA
# description: |
#   The regions of each partition, the larger ones first:
#   https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html and the partitions of AWS's SDKs
partitions := {
	"aws": [
		"us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1", "us-east-2", "us-west-1",
		"ca-central-1", "sa-east-1", "eu-west-2", "eu-west-3", "eu-north-1", "eu-south-1", "eu-south-2", "eu-central-2",
		"ap-south-1", "ap-south-2", "ap-east-1", "ap-east-2", "ap-northeast-2", "ap-northeast-3", "ap-southeast-2",
		"ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "af-south-1", "il-central-1",
		"me-central-1", "me-south-1", "mx-central-1", "ca-west-1", "me-west-1", "sa-west-1",
	],
	"aws-us-gov": ["us-gov-west-1", "us-gov-east-1"],
	"aws-cn": ["cn-north-1", "cn-northwest-1"],
	"aws-iso": ["us-iso-east-1", "us-iso-west-1"],
	"aws-iso-b": ["us-isob-east-1", "us-isob-west-1"],
	"aws-iso-e": ["eu-isoe-west-1"],
	"aws-iso-f": ["us-isof-south-1", "us-isof-east-1"],
	"aws-eusc": ["eusc-de-east-1"],
}

# METADATA
# description: the partition that has a region; undefined if there is no such region
partition(region) := name if {
	some name, regions in partitions
	region in regions
}
