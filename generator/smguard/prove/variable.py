"""Values to try for policy variables: those that the document names or compares with, and one that it does not."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from smguard.prove.dimension import decide
from smguard.prove.facts import parts_of
from smguard.prove.operator import Test, has_variable
from smguard.prove.pattern import Tokens, Variable, Wild, machine, resolved
from smguard.prove.reading import Policy
from smguard.prove.request import OF_RESOURCE, RESOURCE, Atom, Setting, Values, dimension_of

_MOST = 10
_MOST_RANKED = 5_000
_MOST_WILD = 4


def candidates(
    keys: Sequence[str], policy: Policy, guesses: Sequence[Values], setting: Setting
) -> dict[str, list[str | None]]:
    """Values for the key of each variable (None: absent), the likeliest first.

    `guesses` are what would do if each variable were any text, or if patterns with variables did not count.
    """
    return {key: _of_key(key, policy, guesses, setting) for key in keys}


def combinations(options: Mapping[str, Sequence[str | None]]) -> list[dict[str, str | None]]:
    """One value for each key, the likeliest first; not all, if there are very many."""
    every = itertools.product(*(range(len(each)) for each in options.values()))
    ranked = sorted(itertools.islice(every, _MOST_RANKED), key=sum)
    return [{key: each[n] for n, (key, each) in zip(ns, options.items(), strict=True)} for ns in ranked]


def _of_key(key: str, policy: Policy, guesses: Sequence[Values], setting: Setting) -> list[str | None]:
    found: list[str | None] = []
    for guess in guesses:
        found += guess.get(key, ())
        found += _of_resource(key, guess)
        for statement in policy.statements:
            for pattern in statement.patterns if statement.allow else ():
                found += _aligned(pattern, guess[RESOURCE][0], key)
            for entry in statement.entries:
                found += [
                    text for p in entry.patterns for said in guess.get(entry.key, ()) for text in _aligned(p, said, key)
                ]
    compared = {key}
    for each in [entry for statement in policy.statements for entry in statement.entries]:
        if key in [variable.key for variable in each.variables()]:
            compared.add(each.key)
    for each in [entry for statement in policy.statements for entry in statement.entries]:
        if each.key in compared and not each.null:
            found += [_plain(pattern) for pattern in each.patterns if not has_variable(pattern)]
    found += _fresh(key, setting)
    if setting.presence(key)[0]:
        found.append(None)
    return [each for each in dict.fromkeys(found) if each != ""][:_MOST]


def _of_resource(key: str, guess: Values) -> Iterator[str]:
    scope = OF_RESOURCE.get(key)
    if scope is not None and guess[RESOURCE][0] != "*":
        parts = parts_of(guess[RESOURCE][0])
        yield from [parts["all"], parts["name"], parts["bare"]] if scope == "id" else [parts[scope]]


def _fresh(key: str, setting: Setting) -> list[str]:
    """Values that the document does not name, if there are any, and one that nothing is asked of."""
    token = Test("text", (machine((Wild.ANY, *setting.token, Wild.ANY)),))
    named = [Atom(key, "value", Test("text", test.globs), False) for test in setting.tests(key) if test.globs]
    made: list[str] = []
    for asked in ([*named, Atom(key, "value", token, True)], named, []):
        found = decide(setting, dimension_of(key), frozenset([Atom(key, "present"), *asked]))
        made += found.get(key, ()) if found else ()
    if key.endswith("account"):
        made += sorted(setting.accounts)[:3]
    return made


def _plain(pattern: Tokens) -> str:
    return "".join(token if isinstance(token, str) else "q" for token in pattern if isinstance(token, str | Wild))


def _aligned(pattern: Tokens, text: str, key: str) -> list[str]:
    """What a variable stands for in a text that the pattern matches."""
    body = ""
    for token in pattern:
        if isinstance(token, Variable):
            body += "(.+?)" if token.key == key else ".*?"
        elif isinstance(token, Wild):
            body += ".*" if token is Wild.ANY else "."
        else:
            body += re.escape(token)
    anything = resolved(pattern, {}, relaxed=True)
    if "(.+?)" not in body or body.count(".*") > _MOST_WILD or anything is None or not machine(anything).matches(text):
        return []
    found = re.fullmatch(body, text, re.DOTALL)
    return list(dict.fromkeys(each for each in found.groups() if each)) if found else []
