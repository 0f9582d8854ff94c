package system.log.mask_test

import data.system.log

test_secrets_are_masked_and_the_rest_stays if {
	policy := {"Statement": [{"Action": "s3:Get*", "Condition": {"DateLess": {"aws:TokenIssueTime": "2026"}}}]}
	entry := {
		"input": {
			"policy": policy,
			"SecretString": {"token": "a"},
			"list": [{"ApiKey": "b"}, "AKIAABCDEFGHIJKLMNOP", "plain"],
			"url": "https://user:word@example.com/",
		},
		"result": {"allow": false, "note": "Bearer abcdefghijkl"},
	}
	masked := {
		"policy": policy,
		"SecretString": "***",
		"list": [{"ApiKey": "***"}, "***", "plain"],
		"url": "***",
	}
	log.mask == {
		{"op": "upsert", "path": "/input", "value": masked},
		{"op": "upsert", "path": "/result", "value": {"allow": false, "note": "***"}},
	} with input as entry
}

test_entry_without_input_and_result_needs_no_mask if {
	log.mask == set() with input as {"labels": {"id": "a"}}
}

test_input_that_is_a_secret_itself_is_masked if {
	log.mask == {{"op": "upsert", "path": "/input", "value": "***"}} with input as {"input": "AKIAABCDEFGHIJKLMNOP"}
}
