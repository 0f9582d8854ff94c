# METADATA
# title: Accounts to try
# description: |
#   Finds the accounts that patterns of a document treat differently. A mask is a string of twelve digits and `?`.
package smguard.lib.invent.account

import data.smguard.lib.grammar.naming
import data.smguard.lib.invent.meet
import data.smguard.lib.meaning.glob

_any := "????????????"

# METADATA
# description: |
#   12 digits that a pattern matches, the given ones if possible, with zeros for wildcards; undefined if there are none
matched(pattern, plain) := plain if glob.matches(pattern, plain)

else := text if {
	digits := replace(pattern, "?", "0")
	pieces := split(digits, "*")
	missing := 12 - count(concat("", pieces))
	text := concat("", [pieces[0], substring("000000000000", 0, max([0, missing])), concat("", array.slice(pieces, 1, count(pieces)))])
	glob.matches(pattern, text)
}

# METADATA
# description: the masks of a pattern; none if it matches no account, null if it has more than three `*`
masks("*") := {_any}

masks(pattern) := found if {
	pattern != "*"
	regex.match(`\A[0-9?*]+\z`, pattern)
	pieces := split(naming.single(pattern), "*")
	found := _masks(pieces, 12 - sum([count(piece) | some piece in pieces]))
}

else := set() if pattern != "*"

_masks(_, open) := set() if open < 0

_masks([one], open) := {one | open == 0} if open >= 0

_masks([a, b], open) := {concat("", [a, _marks(open), b])} if open >= 0

_masks([a, b, c], open) := {concat("", [a, _marks(n), b, _marks(open - n), c]) | some n in numbers.range(0, open)} if open >= 0

_masks([a, b, c, d], open) := {concat("", [a, _marks(n), b, _marks(m), c, _marks((open - n) - m), d]) |
	some n in numbers.range(0, open)
	some m in numbers.range(0, open - n)
} if {
	open >= 0
}

_masks(pieces, open) := null if {
	count(pieces) > 4
	open >= 0
}

_marks(n) := substring(_any, 0, n)

# METADATA
# description: |
#   An account of a mask that no other mask matches if it does not match all accounts of the mask; the plain one if
#   possible. {"account", "sure": false if none was found, and the account is any of the mask}
fresh(mask, _, _) := {"account": mask, "sure": true} if not contains(mask, "?")

fresh(mask, masks, plain) := {"account": account, "sure": true} if {
	contains(mask, "?")
	account := meet.merged(mask, plain)
	not _meets(_narrower(mask, masks), account)
}

else := {"account": found[0], "sure": true} if {
	contains(mask, "?")
	narrower := _narrower(mask, masks)
	found := [account | some account in _tried(mask); not _meets(narrower, account)]
	found != []
}

else := {"account": _tried(mask)[0], "sure": false} if contains(mask, "?")

_narrower(mask, masks) := {other | some other in masks; meet.merged(other, mask) != mask}

_meets(masks, account) if account in masks

_meets(masks, account) if {
	some mask in masks
	contains(mask, "?")
	meet.merged(mask, account)
}

_tried(mask) := array.concat(
	[replace(mask, "?", digit) | some digit in split("0789123456", "")],
	[meet.merged(mask, turned) |
		some n in numbers.range(0, 59)
		turned := _turned(n)
	],
)

# Twelve digits that differ at each place.
_turned(n) := substring(_digits, n, 12)

_digits := "407261983550918273645029384756101357902468864213579079318264058372914605"
