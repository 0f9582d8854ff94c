# METADATA
# description: |
#   Removes secrets from decision logs before an OPA sends or prints them: values of keys with names such as
#   SecretString, and strings that look like a secret. OPA evaluates this package because of its name.
package system.log

mask contains {"op": "upsert", "path": "/input", "value": _masked(input.input)}

mask contains {"op": "upsert", "path": "/result", "value": _masked(input.result)}

_masked(value) := json.patch(value, [patch |
	some path in _outermost({at | walk(value, [at, member]); _secret(at, member)})
	patch := {"op": "replace", "path": path, "value": "***"}
])

# Values inside a masked value no longer exist, so a patch of them would fail.
_outermost(paths) := {path |
	some path in paths
	every length, _ in path {
		not array.slice(path, 0, length) in paths
	}
}

_secret(path, _) if {
	name := path[count(path) - 1]
	is_string(name)
	not contains(name, ":") # a condition key, such as aws:TokenIssueTime
	regex.match(_names, name)
}

_secret(_, member) if {
	is_string(member)
	regex.match(_texts, member)
}

_names := concat("", [
	"(?i)(", concat("|", [
		`secret_?(string|binary|value|key|access_?key)`,
		`^secret$`,
		`passw(or)?d`,
		`passphrase`,
		`token`,
		`credential`,
		`private_?key`,
		`api_?key`,
		`authorization`,
		`cookie`,
		`access_?key`,
	]),
	")",
])

_texts := concat("|", [
	`(AKIA|ASIA)[0-9A-Z]{16}`,
	`eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*`,
	`-----BEGIN [A-Z ]*PRIVATE KEY-----`,
	`(gh[pousr]_|xox[abprs]-|glpat-)[\w-]{10,}`,
	`://[^/\s:@]+:[^/\s@]+@`,
	`(?i)(bearer|basic)\s+[\w.~+/=-]{8,}`,
])
