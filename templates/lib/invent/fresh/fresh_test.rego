package smguard.lib.invent.fresh_test

import data.smguard.lib.invent.fresh

_plain_text := `{"Effect":"Allow","Resource":"*"}`

test_a_document_without_surprises_has_the_plain_texts if {
	object.remove(fresh.texts(_plain_text), ["partitions"]) == {
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
		"renamed": {},
	}
}

_documents := {
	"a plain one": `{"Effect":"Allow","Resource":"*"}`,
	"one with a Deny": `{"Effect":"Deny","Resource":"*"}`,
	"one with the plain name": `secret:any-secret-AbCdEf`,
	"one with the plain name and a number": `any-secret0000000 any-secret0000001 any-secret`,
	"one with the plain name and another number": `any-secret0000001 any-secret any-secret0000000x`,
	"one with the plain suffix": `secret:app-AbCdEf A00000 A00001`,
	"one with the plain account": `arn:aws:iam::999988887777:root 999990000000 Deny`,
	"one with the plain region and a Deny": `Deny us-east-1 eu-west-1`,
	"one with a short pattern": `secret:a* other-secret kept-secret`,
	"one with all letters that are rare": `Deny xqzjkvwyQXZJKVW`,
	"one with most digits": `Deny 789012345`,
}

test_no_pattern_takes_in_the_fresh_name_for_what_it_writes_out if {
	fresh.texts("Allow\narn:aws:secretsmanager:*:*:secret:a*").name == "other-secret"
	fresh.texts("Allow\narn:aws:secretsmanager:*:*:secret:app*").name == "any-secret"
	fresh.texts("Allow\n*:a* *:o* *:k* *:m* *:h* *:u*").name == "any-secret"
}

# What stands for a name that nobody gave, where the document has that name or a pattern that begins as it does.
_renamed := {
	"an account": ["\n999988887777", {"999988887777": "999990000000"}],
	"an account and the first that could take its place": [
		"999988887777 999990000000",
		{"999988887777": "999990000001"},
	],
	"a pattern of accounts": [`"aws:PrincipalAccount":"9999*"`, {"999988887777": "535350000000"}],
	"the account of the secret": ["arn:aws:iam::888877776666:root", {"888877776666": "888870000000"}],
	"an organisation": [`"o-zzzzzzzzzz"`, {"o-zzzzzzzzzz": "o-zzz0000000"}],
	"a pattern of organisations": [`"o-z*"`, {"o-zzzzzzzzzz": "o-kqx0000000"}],
	"every organisation": [`"o-*"`, {}],
	"the secret's organisation": [`"o-0wn0wn0wn0"`, {"o-0wn0wn0wn0": "o-0wn0000000"}],
	"a VPC": [`"vpc-0f0f0f0f0f0f0f0f0"`, {"vpc-0f0f0f0f0f0f0f0f0": "vpc-0f0f0f0f0f0000000"}],
	"an endpoint": [`"vpce-0f0f0f0f0f0f0f0f0"`, {"vpce-0f0f0f0f0f0f0f0f0": "vpce-0f0f0f0f0f0000000"}],
	"a tag": [`"any-team"`, {"any-": "any0000000-"}],
	"a pattern of tags": [`"a*"`, {"any-": "odd0000000-"}],
	"a name of a secret": [":secret:app-??????", {}],
}

test_names_that_a_document_has_are_not_made_up[note] if {
	some note, [document, wanted] in _renamed
	fresh.texts(concat("", ["{", document])).renamed == wanted
}

_named := {
	"none": [`arn:*:secretsmanager:*`, []],
	"the usual one": [`arn:aws:secretsmanager:*`, []],
	"another one": [`arn:aws-cn:iam::*:role/x`, ["aws-cn"]],
	"all others": [`arn:aws-*:iam::*:role/x`, ["aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-us-gov"]],
	"some others": [`arn:aws-iso?b:iam::*:role/x`, ["aws-iso-b"]],
	"no partition": [`arn:nowhere:iam::*:role/x`, []],
}

test_of_two_partitions_the_first_is_taken if {
	fresh.texts("arn:aws-cn:iam::1:role/x arn:aws-us-gov:iam::1:role/x").partition == "aws-us-gov"
}

test_partitions_that_are_named[note] if {
	some note, [document, wanted] in _named
	fresh.texts(document).partitions == wanted
}

_fresh := ["name", "other_name", "suffix", "other_suffix", "region", "account", "character"]

test_the_texts_occur_nowhere_in_the_document[note] if {
	some note, document in _documents
	texts := fresh.texts(document)
	{kind | some kind in _fresh; contains(document, texts[kind])} == set()
}

test_the_texts_have_the_form_that_an_arn_needs[note] if {
	some note, document in _documents
	texts := fresh.texts(document)
	regex.match(`\A[A-Za-z0-9-]+\z`, texts.name)
	regex.match(`\A[A-Za-z0-9]{6}\z`, texts.suffix)
	regex.match(`\A[A-Za-z0-9]{6}\z`, texts.other_suffix)
	regex.match(`\A[a-z0-9-]+\z`, texts.region)
	regex.match(`\A[0-9]{12}\z`, texts.account)
	regex.match(`\A[A-Za-z0-9]\z`, texts.character)
	regex.match(`\A[A-Za-z0-9]\z`, texts.suffix_character)
}

test_the_two_fillings_differ[note] if {
	some note, document in _documents
	texts := fresh.texts(document)
	texts.character != texts.suffix_character
	texts.name != texts.other_name
	texts.suffix != texts.other_suffix
}

test_a_document_that_uses_everything_gets_numbers if {
	texts := fresh.texts("Deny any-secret any-secret0000000 AbCdEf A00000 999988887777 999990000000")
	[texts.name, texts.suffix, texts.account] == ["any-secret0000001", "A00001", "999990000001"]
}

test_where_every_region_is_named_the_first_is_taken if {
	texts := fresh.texts("Deny us-east-1 eu-west-1 ap-southeast-2 sa-east-1 ca-central-1 me-south-1")
	texts.region == "us-east-1"
}
