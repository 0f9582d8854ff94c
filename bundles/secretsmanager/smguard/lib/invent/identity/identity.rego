# METADATA
# title: Identities
# description: |
#   Made-up AWS principals, an instance of every class of principals that conditions on their ARN, account, user id, user
#   name and type tell apart.
#
#   The patterns of such conditions are taken apart into what they spell out at the beginning, in the middle and at the
#   end of an account and of a name. Every combination of these, with a fresh string in each gap, is in the class of all
#   the patterns that spell out no more than it does.
package smguard.lib.invent.identity

import data.smguard.lib.grammar.principal
import data.smguard.lib.meaning.glob
import data.smguard.lib.meaning.operator

# METADATA
# description: the condition keys whose values an AWS principal determines
keys := {"aws:principalarn", "aws:principalaccount", "aws:userid", "aws:username", "aws:principaltype"}

# METADATA
# description: |
#   What entries, known values of keys (an object of lists) and ids of principals spell out: {"accounts", "tails",
#   "unique_ids", "spelled_ids": of entries alone, "sessions": each with "whole", "before", "after" and "inside", sets of strings; "values": ARNs and patterns of ARNs;
#   "ids": known user ids; "users": true if there are names of users; "fresh": a string that occurs in none of them; "simple": true if identities has an instance of
#   every class; "plain": true if no condition tells principals apart; "named": true if there are ids;
#   "asking": the entries on user ids; "of_kind": user ids of roles and users}
wording(entries, known, ids) := object.union(read, {"of_kind": {kind: _of_kind(read, kind) | some kind in ["AssumedRole", "User"]}}) if {
	read := _wording(entries, known, ids)
}

_wording(entries, known, ids) := {
	"accounts": _united(array.concat(
		array.concat([part.account | some part in arns], [_pieces(value) | some value in texts["aws:principalaccount"]]),
		[{"whole": {substring(value, 0, 12)}} | some value in userids; regex.match(`\A[0-9]{12}(?::|\z)`, value)],
	)),
	"tails": _united(array.concat(
		array.concat([part.tail | some part in arns], [_named_user(value, fresh) | some value in texts["aws:username"]]),
		[_named_session(value, fresh, arns) | some value in userids; contains(value, ":")],
	)),
	"unique_ids": _united([part.id | some value in userids; part := _parted_id(value)]),
	"spelled_ids": _united([part.id | some value in _texts(mine, "aws:userid", []); part := _parted_id(value)]),
	"sessions": _united([part.session | some value in userids; part := _parted_id(value)]),
	"values": texts["aws:principalarn"],
	"ids": object.get(known, "aws:userid", []),
	"asking": [entry | some entry in mine; entry.key == "aws:userid"],
	"users": texts["aws:username"] != set(),
	"fresh": fresh,
	"simple": _simple(mine, texts, fresh),
	"plain": (count(mine) + count(known)) == 0,
	"named": ids != set(),
} if {
	mine := [entry | some entry in entries; entry.key in keys]
	(count(mine) + count(known)) + count(ids) > 0
	texts := {key: _texts(mine, key, object.get(known, key, [])) | some key in keys}
	userids := texts["aws:userid"]
	arns := [part | some value in texts["aws:principalarn"]; part := _parted(value)]
	fresh := _fresh(concat("", array.concat(sort(ids), [concat("", sort(values)) | some values in texts])))
}

else := {
	"accounts": _united([]),
	"tails": _united([]),
	"unique_ids": _united([]),
	"spelled_ids": _united([]),
	"sessions": _united([]),
	"values": set(),
	"ids": [],
	"asking": [],
	"users": false,
	"fresh": "xxxxxxxxx",
	"simple": true,
	"plain": true,
	"named": false,
}

# The values of a key, with a wildcard in the place of a variable; a string that is compared without regard to case in
# three spellings.
_texts(entries, key, known) := {text |
	some entry in entries
	entry.key == key
	entry.test != "null"
	some value in entry.values
	some text in _spellings(entry.test, _open(value))
} | {text | some text in known}

_open(value) := value if not contains(value, "${")

else := strings.replace_n({match[0]: "*" | some match in regex.find_all_string_submatch_n(`\$\{[^}]*\}`, value, -1)}, value)

_spellings("ignorecase", value) := {value, concat("/", array.concat(start, [upper(name)])), concat("/", array.concat(start, [lower(name)]))} if {
	not glob.wild(value)
	parts := split(value, "/")
	start := array.slice(parts, 0, count(parts) - 1)
	name := parts[count(parts) - 1]
}

_spellings(test, value) := {value} if test in {"like", "arn"}

# Compared literally: a wildcard is no character of a principal.
_spellings(test, value) := {value} if {
	not test in {"like", "arn", "ignorecase"}
	not glob.wild(value)
}

_fresh(text) := concat("", [rare | some _ in numbers.range(1, 9)]) if {
	rare := [letter | some letter in split("xqzjkvwyXQZJ7", ""); not contains(lower(text), lower(letter))][0]
}

else := "xqzjkvwyx"

# Conditions on a principal, all of whose classes have an instance.
_simple(entries, texts, fresh) if {
	fresh != "xqzjkvwyx"
	every entry in entries {
		_readable(entry)
	}
	every values in texts {
		every value in values {
			not contains(value, "?")
		}
	}
	every key in ["aws:principalaccount", "aws:username"] {
		every value in texts[key] {
			count(split(value, "*")) < 3
		}
	}
	every value in texts["aws:userid"] {
		every part in split(value, ":") {
			count(split(part, "*")) < 3
		}
	}
	count({piece | some value in texts["aws:principalarn"]; some piece in _parted(value).tail.inside}) < 4
	every value in texts["aws:principalarn"] {
		_clear(value)
	}
}

else := false

_readable(entry) if not entry.key in keys

_readable(entry) if {
	entry.test in {"equals", "ignorecase", "like", "arn", "null"}
	every value in entry.values {
		not contains(value, "${")
	}
}

_clear(value) if not glob.wild(value)

_clear(value) if trim(value, "*") == ""

_clear(value) if {
	parts := split(value, ":")
	count(parts) > 5
	count(split(parts[4], "*")) < 3
	count(split(concat(":", array.slice(parts, 5, count(parts))), "*")) < 4
}

_clear(value) if {
	count(split(value, ":")) < 6
	count(split(value, "*")) < 4
}

# What a pattern spells out: {"whole"} without wildcards, else {"before", "after", "inside"} its wildcards.
_pieces(text) := {"whole": {text}} if not glob.wild(text)

else := {"before": {pieces[0]}, "after": {pieces[last]}, "inside": {piece | some piece in array.slice(pieces, 1, last); piece != ""}} if {
	pieces := split(replace(text, "?", "*"), "*")
	last := count(pieces) - 1
}

_united(parts) := {name: {text | some part in parts; some text in object.get(part, name, set())} |
	some name in ["whole", "before", "after", "inside"]
}

# A pattern of ARNs as {"account", "tail": the part from the sixth on}, both in pieces.
_parted(value) := {
	"account": _pieces(parts[4]),
	"tail": object.union(pieces, {"whole": (object.get(pieces, "whole", set()) | _behind_a_colon(parts[4], tail))}),
} if {
	parts := split(value, ":")
	count(parts) > 5
	tail := concat(":", array.slice(parts, 5, count(parts)))
	pieces := _with_instances(tail)
}

# A wildcard matches some colons.
_parted(value) := {
	"account": {
		"before": {part | count(first) == 5; part := first[4]},
		"after": {part | some piece in array.slice(pieces, 1, count(pieces)); ends := split(piece, ":"); count(ends) > 1; part := ends[count(ends) - 2]},
	},
	"tail": {
		"before": {part | some piece in array.slice(pieces, 1, count(pieces) - 1); part := split(piece, ":")[count(split(piece, ":")) - 1]},
		"after": {last[count(last) - 1]},
		"inside": {piece | some piece in array.slice(pieces, 1, count(pieces) - 1); piece != ""; not contains(piece, ":")},
	},
} if {
	count(split(value, ":")) < 6
	contains(value, "*")
	pieces := split(replace(value, "?", "*"), "*")
	first := split(pieces[0], ":")
	last := split(pieces[count(pieces) - 1], ":")
}

# A `*` for the account also matches the beginning of a path with a colon in it.
_behind_a_colon(account, tail) := {concat("", [form, "any:", replace(replace(tail, "?", "x"), "*", "any")]) | some form in ["role/", "user/"]} if {
	contains(account, "*")
}

else := set()

# Each `?` is one character, so the pieces alone make no instance.
_with_instances(tail) := object.union(_pieces(tail), {"whole": {text |
	some filling in ["", "any", "xxxxxxxxx"]
	some character in ["x", "7"]
	text := replace(replace(tail, "?", character), "*", filling)
}}) if {
	contains(tail, "?")
}

else := _pieces(tail)

# The name of a user is the end of the ARN's path.
_named_user(name, fresh) := {
	"whole": {concat("", ["user/", text]) | some text in texts},
	"after": (texts | {concat("", ["/", text]) | some text in texts}),
} if {
	texts := {replace(replace(name, "?", "x"), "*", filling) | some filling in ["any", "", fresh]}
}

# A federated user's id ends in the name, as its ARN does.
_named_session(value, fresh, arns) := object.union(
	{"whole": {concat("", ["federated-user/", name]) | some name in names}},
	{"after": {name | some name in names; some part in arns; some text in part.tail.before; startswith(text, "federated-user/")}},
) if {
	session := substring(value, indexof(value, ":") + 1, -1)
	names := {replace(replace(session, "?", "x"), "*", filling) | some filling in ["", "any", fresh]}
}

# METADATA
# description: |
#   The identities in a partition, the plainest first: {"id", "account", "userid"}. `accounts` are those to try in any
#   case; other accounts that the conditions name are tried too unless `only` is true. "all" is false if there would be
#   too many.
identities(wording, partition, accounts, only) := {"identities": array.slice(found, 0, _most), "all": count(found) <= _most} if {
	plain := _plain_tails(wording)
	others := [account | only == false; some account in sort(_accounts(wording, accounts[0])); not account in accounts]
	made := sort({[rank, id, account] |
		some [rank, tail] in _made_tails(wording)
		some account in array.concat(accounts, others)
		id := _arn(partition, account, tail)
		_worth(wording, account in accounts, tail, id)
	})
	ids := array.concat(
		[[_arn(partition, account, tail), account] | some account in array.concat(accounts, others); some tail in plain],
		[[id, account] | some [_, id, account] in made],
	)
	found := [{"id": id, "account": account, "userid": userid} |
		some [id, account] in ids
		some userid in userids(wording, id, account)
	]
}

# More identities than this are not tried.
_most := 600

# A name from one pattern in an account from another is in the same class as the plain name there, unless a pattern
# matches the two together.
_worth(_, true, _, _)

_worth(wording, _, _, arn) if {
	some value in wording.values
	_may_match(value, arn)
}

# Conditions on user names and ids are about the name alone.
_worth(wording, _, tail, _) if {
	wording.users
	startswith(tail, "user/")
}

_worth(wording, _, tail, _) if {
	_asks_for_ids(wording)
	startswith(tail, "federated-user/")
}

_may_match(value, arn) if glob.matches(value, arn)

_may_match(value, arn) if {
	glob.wild(value)
	wanted := split(value, ":")
	count(wanted) > 5
	parts := split(arn, ":")
	glob.matches(wanted[4], parts[4])
	glob.matches(concat(":", array.slice(wanted, 5, count(wanted))), concat(":", array.slice(parts, 5, count(parts))))
}

_arn(partition, account, tail) := concat(":", ["arn", partition, _service(tail), "", account, tail])

_service(tail) := "sts" if startswith(tail, "federated-user/")

else := "iam"

_plain_tails(wording) := ["role/any-role", "user/any-user", "root", "federated-user/any-session"] if not wording.plain

# A principal element names no part of a name.
else := ["role/any-role", concat("", ["role/", wording.fresh])] if wording.named

else := ["role/any-role"]

_possible := `\A(?:root|(?:user|role)/(?:[!-)+->@-~]+/)?[A-Za-z0-9_+=,.@-]+|federated-user/[A-Za-z0-9_+=,.@-]+)\z`

# Names that a principal can have, each with a rank: those with a fresh string last, and short paths first.
_made_tails(wording) := set() if wording.plain

else := {[[1, 0], concat("", [form, wording.fresh])] | some form in _forms} | {[rank, tail] |
	some i, fillings in [{"any", ""}, {wording.fresh}]
	some filling in fillings
	some tail in _made(wording.tails, filling)
	regex.match(_possible, tail)
	rank := [i, count(split(tail, "/"))]
}

_forms := ["role/", "user/", "federated-user/"]

_made(tails, filling) := tails.whole | {tail |
	some before in (tails.before | {""})
	some base in _bases(before)
	some between in _between(tails, filling)
	some after in (tails.after | {""})
	some tail in _joined(concat("", [base, between]), after)
}

# A name that begins so: its form is spelled out in full.
_bases(before) := {before} if {
	some form in _forms
	startswith(before, form)
}

else := {form | some form in _forms; startswith(form, before)}

# What stands in the gap: of the strings that patterns spell out inside, none, each, or all.
_between(tails, filling) := {filling} if tails.inside == set()

else := {filling} | {text |
	all := sort(tails.inside)
	some chosen in _chosen(all)
	text := concat("", [filling, concat(filling, chosen), filling])
}

_chosen(all) := ({[piece] | some piece in all} | {[one, other] | some one in all; some other in all; one != other}) | {all}

# The two in a row, and with the end of the one as the beginning of the other.
_joined(start, after) := {concat("", [start, after])} | {text |
	some length in numbers.range(1, min([count(start), count(after)]))
	length > 0
	endswith(start, substring(after, 0, length))
	text := concat("", [start, substring(after, length, -1)])
}

# Accounts that patterns spell out in part or in full.
_accounts(wording, filler) := {account | some account in wording.accounts.whole; regex.match(`\A[0-9]{12}\z`, account)} | {account |
	some before in (wording.accounts.before | {""})
	some after in (wording.accounts.after | {""})
	concat("", [before, after]) != ""
	missing := (12 - count(before)) - count(after)
	missing >= 0
	some gap in _gaps(wording.accounts, before, substring(filler, count(before), missing))
	account := concat("", [before, gap, after])
	regex.match(`\A[0-9]{12}\z`, account)
}

# A gap of the digits of the plain account, and one that begins with a digit that follows the same beginning nowhere.
_gaps(accounts, before, gap) := {gap} | {text |
	taken := {substring(other, count(before), 1) |
		some other in (accounts.before | accounts.whole)
		startswith(other, before)
	}
	digits := [digit | some digit in ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]; not digit in taken]
	gap != ""
	text := concat("", [digits[0] | some _ in numbers.range(1, count(gap))])
}

# METADATA
# description: values of aws:userid of a principal with this ARN, the plainest first
userids(wording, id, account) := [object.get(_user_ids, [principal.kind_of(id)], account)] if {
	not principal.kind_of(id) in {"AssumedRole", "User", "FederatedUser"}
}

else := [concat(":", [account, split(id, "/")[1]])] if principal.kind_of(id) == "FederatedUser"

else := array.concat(_known_ids(wording, "AssumedRole"), [concat(":", [role_id, split(id, "/")[2]]) | some role_id in array.concat([_role_id], sort(_role_ids(wording) - {_role_id}))]) if {
	contains(id, ":assumed-role/")
}

else := array.concat(_known_ids(wording, principal.kind_of(id)), wording.of_kind[principal.kind_of(id)])

# The ids that the document gives to anybody, without those of the other kind.
_known_ids(wording, kind) := [id | some id in wording.ids; not startswith(id, _beginnings[kind])]

_beginnings := {"AssumedRole": "AIDA", "User": "AROA"}

_role_ids(wording) := {id | some id in _unique_ids(wording, "AssumedRole"); regex.match(`\AAROA[A-Z0-9]+\z`, id)} if _asks_for_ids(wording)

else := {_role_id}

# User ids, the plainest first: one of each class, both of a principal that is named and of one that is not.
_of_kind(wording, kind) := [found[i] | some i in sort({min(same) |
	some sign in {sign | some sign in signs}
	same := {i | some i, other in signs; other == sign}
})] if {
	_asks_for_ids(wording)
	found := array.concat([_user_ids[kind]], sort({userid |
		some unique_id in _unique_ids(wording, kind)
		some userid in _in_sessions(wording, kind, unique_id)
		regex.match(_id_forms[kind], userid)
	}))
	signs := [[[i | some i, entry in wording.asking; operator.holds(entry, [userid])], {1 | strange(wording, userid)}] |
		some userid in found
	]
}

else := [_user_ids[kind]]

_asks_for_ids(wording) if wording.unique_ids != _united([])

# METADATA
# description: |
#   true if a principal that nobody named can have this user id: the document spells out no part of the id that AWS gave it,
#   only the name of the session, which is the caller's choice
strange(wording, userid) if {
	id := split(userid, ":")[0]
	id in {split(plain, ":")[0] | some plains in [_user_ids, _other_ids]; some plain in plains}
	not _spelled(wording.spelled_ids, id)
}

strange(_, userid) if regex.match(`\A[0-9]{12}(?::|\z)`, userid)

# METADATA
# description: true if it is the user id of a principal that no condition asks for
unasked(userid) if {
	some plains in [_user_ids, _other_ids]
	userid in {plain | some plain in plains}
}

unasked(userid) if regex.match(`\A[0-9]{12}(?::any-session)?\z`, userid)

# METADATA
# description: true if the ARN is not that of a user with a name that conditions on names of users ask for
unnamed(wording, _) if not wording.users

unnamed(_, id) if principal.kind_of(id) != "User"

unnamed(wording, id) if endswith(id, concat("", [":user/", wording.fresh]))

# All ids of roles and users begin with the same four letters.
_spelled(unique_ids, id) if {
	some text in (unique_ids.whole | unique_ids.before)
	count(text) > 4
	startswith(id, text)
}

_spelled(unique_ids, id) if {
	some text in unique_ids.after
	text != ""
	endswith(id, text)
}

_role_id := "AROA0ANYROLE0ANYROLE0"

_user_ids := {"AssumedRole": "AROA0ANYROLE0ANYROLE0:any-session", "User": "AIDA0ANYUSER0ANYUSER0"}

_other_ids := {"AssumedRole": "AROAQQ7QQ7QQ7QQ7QQ7QQ:any-session", "User": "AIDAQQ7QQ7QQ7QQ7QQ7QQ"}

_id_forms := {"AssumedRole": `\AAROA[A-Z0-9]+:[A-Za-z0-9_+=,.@-]{2,64}\z`, "User": `\AAIDA[A-Z0-9]+\z`}

# What a value of aws:userid spells out: a role's id, a colon and the session's name, or a user's id.
_parted_id(value) := {"id": _pieces(parts[0]), "session": _pieces(concat(":", array.slice(parts, 1, count(parts))))} if {
	contains(value, ":")
	parts := split(value, ":")
}

else := {"id": _pieces(value), "session": {}} if not glob.wild(value)

# The wildcard also matches the colon.
else := {"id": pieces, "session": object.remove(pieces, ["before"])} if pieces := _pieces(value)

_unique_ids(wording, kind) := ({split(plain, ":")[0] | some plain in [_user_ids[kind], _other_ids[kind]]} | wording.unique_ids.whole) | {unique_id |
	some plain in [_user_ids[kind], _other_ids[kind]]
	some before in (wording.unique_ids.before | {""})
	some after in (wording.unique_ids.after | {""})
	unique_id := concat("", [_overlaid(split(plain, ":")[0], before, 21 - count(after)), after])
}

# A user has no sessions.
_in_sessions(_, "User", unique_id) := {unique_id}

_in_sessions(wording, "AssumedRole", unique_id) := {concat(":", [unique_id, name]) |
	some name in (({"any-session"} | wording.sessions.whole) | {made |
		some before in (wording.sessions.before | {""})
		some after in (wording.sessions.after | {""})
		some filling in ["", wording.fresh]
		made := concat("", [before, filling, after])
	})
}

# The first characters of an id, beginning as spelled.
_overlaid(plain, before, length) := concat("", [before, substring(plain, count(before), length - count(before))]) if count(before) < length

else := before
