# METADATA
# title: Placeholders
# description: |
#   Finds the parts of a string that a template tool, or the author, has yet to fill in, and replaces just these parts
#   with stand-ins. A result is {"text"}, with "unknown", the unknown part, if there is one; or {"problem"} for a string
#   that AWS refuses.
package smguard.lib.reader.placeholder

# METADATA
# description: the stand-in for an unknown account and for the secret's own account
home := "888877776666"

# METADATA
# description: the stand-in for the secret's own organisation
own_organization := "o-0wn0wn0wn0"

_own_secret := "own-secret-Ow1n2S"

# METADATA
# description: the stand-in for an unknown part of an action and for unknown values in a Deny; no request has it
nothing := "\uE000"

# ${…} of any tool, #{…}, %{…}, {{…}}, {%…%}, <%…%>, <…>, ((…)), [[…]], $(…), $NAME, @NAME@, %NAME%, __NAME__ and {name}.
_syntax := `[$#%]\{(?:[^{}]|\{[^{}]*\})*\}|\{\{(?:[^{}]|\{[^{}]*\})*\}\}|\{%[^%]*%\}|<%[^%]*%>|<[^<>]+>|\(\([^()]*\)\)|\[\[[^\[\]]*\]\]|\$\([^()]*\)|%\([A-Za-z_][A-Za-z0-9_]*\)s|%[sdv]\b|\$[A-Za-z_][A-Za-z0-9_]*|@@?[A-Za-z_][A-Za-z0-9_-]*@@?|%[A-Za-z_][A-Za-z0-9_]*%|\b__[A-Za-z][A-Za-z0-9_]*__|\{[A-Za-z_][A-Za-z0-9_. -]*\}`

# The beginnings of placeholders: one test passes most strings.
_sign := `[$#%@{<(\[]|__`

# A policy variable is a condition key with or without a default, such as ${aws:username, 'x'}; ${*}, ${?}, ${$} are characters.
_variable := `\A\$\{\s*(?:[*?$]|(?:[A-Za-z0-9.-]+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/[A-Za-z0-9._/-]+):[A-Za-z0-9][^{}]*)\s*\}\z`

# Variables of other tools that look like policy variables, such as ${self:custom.name}.
_foreign := `\A\$\{\s*(?:self|opt|env|file|sls|param|params|cf|custom|git|output|outputs|terraform|local|var):|\A\$\{\s*aws:(?:accountId|region|partition|stage)\s*\}`

# METADATA
# description: the placeholders in a string, each once, in order
found(text) := [] if not regex.match(_sign, text)

else := [name |
	matches := regex.find_all_string_submatch_n(_syntax, text, -1)
	some i, match in matches
	name := match[0]
	not _is_variable(name)
	not name in _literal
	not [name] in array.slice(matches, 0, i)
]

# The version of a Lambda function that its ARN may end in.
_literal := {"$LATEST"}

_is_variable(name) if {
	regex.match(_variable, name)
	not regex.match(_foreign, name)
}

# METADATA
# description: a pattern in Resource or NotResource
resource(text) := {"text": text} if {
	known_resources(text)
	not contains(text, "\n")
}

else := _arn(text, "secretsmanager")

# METADATA
# description: true for strings joined by newlines if each is `*` or a well-formed ARN without placeholders, as most are
known_resources(text) if {
	regex.match(_known_resources, text)
	not endswith(text, "\n")
	not contains(text, "__")
}

_known_resources := `\A(?:(?:\*|arn:aws[a-z-]*:[a-z0-9*-]+:(?:\*|[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2})?:(?:\*|[0-9]{12}|aws)?:[A-Za-z0-9/_+=.,!*?:-]*)(?:\n|\z))+\z`

# METADATA
# description: one string under a type of Principal
principal(text) := {"text": text} if regex.match(_known_principal, text)

else := {"text": stand_in(found(text)[0], "principal"), "unknown": shown(found(text)[0], "a principal")} if [text] == found(text)

else := {"text": home, "unknown": shown(text, "an account")} if {
	not contains(text, ":")
	regex.match(`(?i:acc(?:oun)?t)`, text)
}

else := _arn(text, "iam")

_known_principal := `\A(?:\*|[0-9]{12}|A[A-Z]{3}[A-Z0-9]{12,124}|arn:aws[a-z-]*:(?:iam|sts)::(?:[0-9]{12}|cloudfront):[^${}<>%#]+)\z`

# METADATA
# description: one value of a condition on a key; `test` is the test of its operator
value(key, test, text) := {"text": text} if _plain_value(text)

else := {"text": stand_in(names[0], key), "unknown": shown(names[0], "a value")} if {
	names := found(text)
	[text] == names
}

else := _arn(text, "iam") if startswith(text, "arn:")

else := {"text": text} if {
	not test in {"ip", "bool", "number", "date"}
	names := _clear(found(text))
	names == []
}

else := {"text": strings.replace_n({name: _own(name) | some name in names}, text), "unknown": shown(names[0], "a value")} if {
	names := found(text)
	names != []
}

else := {"text": text}

_plain_value(text) if {
	not regex.match(_sign, text)
	not startswith(text, "arn:")
}

# Inside a value, only braces certainly mark a placeholder: a tag can contain the other signs, as in a@b@c.
_clear(names) := [name | some name in names; contains(name, "{")]

# METADATA
# description: true for a word that stands for a value, such as YOUR_ORG_ID or change-me
is_word(text) if regex.match(`\A[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*\z|\A[A-Za-z0-9_. -]*(?i:your|account|placeholder|replace|change-?_?me)[A-Za-z0-9_. -]*\z`, text)

# METADATA
# description: the stand-in for a whole unknown value; `place` is its condition key or "principal"
stand_in(_, "principal") := concat("", ["arn:aws:iam::", home, ":role/own-role"])

stand_in(name, place) := _by_hint(lower(concat("", [place, " ", name])), name) if place != "principal"

_by_hint(hint, name) := "10.20.30.0/24" if regex.match(`sourceip|cidr|_ip\b`, hint)

else := concat("", ["arn:aws:secretsmanager:us-east-1:", home, ":secret:", _own_secret]) if regex.match("secret.*arn|secretid", hint)

else := concat("", ["arn:aws:kms:us-east-1:", home, ":key/own-key"]) if regex.match("kms", hint)

else := concat("", ["arn:aws:lambda:us-east-1:", home, ":function:own-function"]) if regex.match("lambdaarn", hint)

else := concat("", ["arn:aws:iam::", home, ":role/own-role"]) if regex.match("principalarn|rolearn|sourcearn", hint)

else := own_organization if regex.match("org(?:anization)?_?-?id", hint)

else := concat("", [own_organization, "/r-0wn0/ou-0wn0-0wn00wn0/"]) if regex.match("orgpaths", hint)

else := home if regex.match("account", hint)

else := "us-east-1" if regex.match("region", hint)

else := "vpc-0a1b2c3d4e5f60718" if regex.match("sourcevpc\\b", hint)

else := "vpce-0a1b2c3d4e5f60718" if regex.match("sourcevpce\\b", hint)

else := _own(name) if hint

# A plain name made from the end of the placeholder's: own-name for ${var.name}.
_own(name) := concat("", ["own-", tails[count(tails) - 1][0]]) if {
	tails := regex.find_all_string_submatch_n(`[A-Za-z0-9_.-]*[A-Za-z0-9]`, name, -1)
	tails != []
}

else := "own-value"

# An ARN of a service, with a stand-in for each unknown part.
_arn(text, service) := _filled_arn(text, service) if not contains(text, "${")

# Policy variables contain colons too, so they are replaced while an ARN is split.
_arn(text, service) := {key: strings.replace_n(variables, value) | some key, value in read} if {
	contains(text, "${")
	names := [name | some [name] in regex.find_all_string_submatch_n(_syntax, text, -1); _is_variable(name)]
	variables := {_aside(i): name | some i, name in names}
	read := _filled_arn(strings.replace_n({name: _aside(i) | some i, name in names}, text), service)
}

_asides := ["\uE011", "\uE012", "\uE013", "\uE014", "\uE015", "\uE016", "\uE017"]

_aside(i) := _asides[min([i, 6])]

_filled_arn(text, service) := _filled(text, names, split(_marked(text, names), ":"), service) if {
	names := found(text)
	startswith(_marked(text, names), "arn:")
}

else := _led(text, names, service) if {
	names := found(text)
	names != []
	startswith(text, names[0])
}

else := {"text": _whole(service, text), "unknown": shown(text, "an ARN")} if is_address(text)

else := {"text": text} if regex.match("\\A\\*+\\z", text)

else := {"problem": concat("", [shown(text, "a string"), " is not an ARN, and AWS accepts only an ARN or \"*\" here"])}

# A placeholder for the beginning of an ARN or for a whole ARN.
_led(text, names, service) := {"text": written, "unknown": shown(names[0], "a part in ${}")} if {
	marked := _marked(substring(text, count(names[0]), -1), names)
	written := _named(concat("", [_beginning(marked, service, names[0]), marked]), names)
}

_beginning(rest, service, name) := "" if regex.match(`\A[^:]*:(?:[^:]*:){4}`, rest)

else := concat("", ["arn:aws:", service, _region_of(service), ":", home]) if {
	startswith(rest, ":secret:")
	service == "secretsmanager"
}

else := concat("", ["arn:aws:", service, _region_of(service), ":", home, ":role"]) if {
	startswith(rest, "/")
	service == "iam"
}

else := _whole(service, name)

# The name of a Terraform resource contains its service: aws_sqs_queue.q.arn belongs to sqs.
_whole("secretsmanager", name) := concat("", ["arn:aws:", found[0][1], ":us-east-1:", home, ":own-resource"]) if {
	found := regex.find_all_string_submatch_n(`\baws_([a-z0-9]+)_`, name, 1)
	not found[0][1] in {"secretsmanager", "ssm"}
}

else := concat("", ["arn:aws:secretsmanager:us-east-1:", home, ":secret:", _own_secret])

_whole("iam", _) := concat("", ["arn:aws:iam::", home, ":role/own-role"])

_region_of("iam") := ":"

_region_of("secretsmanager") := ":us-east-1"

# METADATA
# description: true for an address of Terraform, such as module.x.arn
is_reference(text) if regex.match(`\A(?:data|module|var|local|each|self|aws_[a-z0-9_]+)\.[A-Za-z0-9_.\[\]"'*-]+\z`, text)

# METADATA
# description: true for a reference in place of a value, such as var.secret_arn or SecretArn
is_address(text) if is_reference(text)

is_address(text) if regex.match(`\A[A-Za-z][A-Za-z0-9_.-]*(?:[aA]rn|ARN)s?\z`, text)

is_address(text) if regex.match(`\A[A-Z][A-Z0-9]{2,}(?:_[A-Z0-9]+)*\z|\A[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\z`, text)

_marks := ["\uE001", "\uE002", "\uE003", "\uE004", "\uE005", "\uE006", "\uE007"]

_mark(i) := _marks[min([i, 6])]

_marked(text, []) := text

_marked(text, names) := strings.replace_n({name: _mark(i) | some i, name in names}, text) if names != []

_named(text, []) := text

_named(text, names) := strings.replace_n({_mark(i): _own(name) | some i, name in array.slice(names, 0, 7)}, text) if names != []

_variable_in(part) if regex.match(`[\x{E011}-\x{E017}]`, part)

_open(part) if regex.match(`[\x{E001}-\x{E007}]`, part)

_filled(text, names, given, service) := {"problem": problem} if {
	parts := _laid(given, service)
	problem := _refused(text, parts)
}

else := {"text": text} if {
	names == []
	_places(_laid(given, service)) == []
	not _in_capitals(given)
}

else := {"text": written, "unknown": unknown} if {
	parts := _laid(given, service)
	services := [concat("", ["the service ", shown(given[2], "of an ARN")]) | _in_capitals(given)]
	unknown := array.concat(array.concat([shown(name, "a part in ${}") | some name in names], services), _places(parts))[0]
	written := _named(
		concat(":", array.concat(
			["arn", _partition(parts[1]), parts[2], _region(parts), _account(parts)],
			_rest(parts),
		)),
		names,
	)
}

# The parts of an ARN; an unknown service becomes this one.
_laid(given, service) := array.concat(array.slice(parts, 0, 2), array.concat([service], array.slice(parts, 3, count(parts)))) if {
	parts := _padded(given, service)
	_unknown_service(parts[2])
}

else := _padded(given, service)

_unknown_service(part) if _open(part)

_unknown_service(part) if regex.match(_capitals, part)

_in_capitals(parts) if {
	count(parts) > 5
	regex.match(_capitals, parts[2])
}

_capitals := `\A[A-Z][A-Z0-9_-]*\z`

# The rest of an ARN: type and name.
_rest(parts) := [_ending(parts[5], "secretsmanager")] if {
	count(parts) == 6
	parts[2] == "secretsmanager"
	startswith(parts[5], "\uE001")
}

else := array.concat(["secret"], array.slice(parts, 6, count(parts))) if {
	parts[2] == "secretsmanager"
	_open(parts[5])
}

else := array.slice(parts, 5, count(parts))

# A placeholder at the end of an ARN that is too short stands for all missing parts: arn:aws:${Rest}.
_padded(parts, service) := parts if count(parts) > 5

else := array.concat(array.slice(parts, 0, count(parts) - 1), array.concat(
	array.slice(missing, 0, 6 - count(parts)),
	[_ending(parts[count(parts) - 1], service)],
)) if {
	_open(parts[count(parts) - 1])
	missing := ["\uE001", "\uE001", "\uE001", "\uE001"]
}

else := parts

_ending(last, "secretsmanager") := concat("", ["secret:", _own_secret, substring(last, 1, -1)])

_ending(last, "iam") := concat("", ["role/own-role", substring(last, 1, -1)])

_refused(text, parts) := concat("", [shown(text, "an ARN"), " names no partition, such as aws"]) if {
	parts[1] == ""
	count(parts) > 5
}

else := concat("", [shown(text, "an ARN"), " names a partition that AWS does not have: ", shown(parts[1], "it")]) if {
	parts[1] != ""
	not _open(parts[1])
	not _variable_in(parts[1])
	not regex.match(`\A(?:aws(?:-[a-z]+)*|[a-z-]*[*?][a-z*?-]*|[A-Z][A-Z_-]+)\z`, parts[1])
}

else := concat("", [shown(text, "an ARN"), " names no account: an account id is 12 digits, not ", parts[4]]) if {
	regex.match(`\A[0-9][0-9-]*\z`, parts[4])
	not regex.match(`\A[0-9]{12}\z`, parts[4])
}

_partition(part) := part if regex.match(`\A(?:aws(?:-[a-z]+)*|[a-z-]*[*?][a-z*?-]*|)\z`, part)

else := "aws"

# The unknown region or account of a secret may be any, since a Deny may exempt just one.
_region(parts) := _region_of_service(parts[2]) if _open(parts[3])

else := "*" if _unknown_region(parts)

else := parts[3]

_region_of_service(service) := "" if service in {"iam", "sts"}

else := "*"

_account(parts) := _account_of_service(parts[2]) if _open(parts[4])

else := _account_of_service(parts[2]) if _unknown_account(parts)

else := parts[4]

_account_of_service(service) := "*" if service == "secretsmanager"

else := home

# Words in place of a region or an account, such as REGION, in ARNs of the services that matter here.
_places(parts) := array.concat(
	[concat("", ["the partition ", parts[1]]) | regex.match(`\A[A-Z][A-Z_-]+\z`, parts[1])],
	array.concat(
		[concat("", ["the region ", shown(parts[3], "of an ARN")]) | _unknown_region(parts)],
		[concat("", ["the account ", shown(parts[4], "of an ARN")]) | _unknown_account(parts)],
	),
)

_unknown_region(parts) if {
	parts[2] == "secretsmanager"
	parts[3] != ""
	not _open(parts[3])
	not _variable_in(parts[3])
	not regex.match(`[*?]|\A[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}\z`, parts[3])
}

_unknown_region(parts) if {
	parts[2] == "secretsmanager"
	not _variable_in(parts[3])
	regex.match(`(?i:region)`, parts[3])
}

_unknown_account(parts) if {
	parts[2] in {"secretsmanager", "iam", "sts", "kms"}
	not _open(parts[4])
	not parts[4] in {"aws", "cloudfront"}
	_account_word(parts[4])
	_laid_out(parts)
}

# After a `*` that may span several parts, it is not certain that a word is the account.
_laid_out(parts) if parts[5] == "secret"

_laid_out(parts) if {
	count(parts) > 5
	not contains(concat(":", array.slice(parts, 0, 4)), "*")
}

_account_word(text) if {
	not regex.match(`\A[0-9*?-]*\z`, text)
	not _variable_in(text)
}

# METADATA
# description: |
#   the string for a message, as the document has it; `described` if it is long or has characters that engines print
#   differently
shown(text, described) := text if {
	regex.match(`\A[A-Za-z0-9_.:/<>{}()\[\]$#%@!'"?*=+, -]+\z`, text)
	count(text) < 80
}

else := described
