"""IAM's patterns as sets of texts, and the question whether some text lies in these sets and in none of those.

A pattern is regular, so the answer is exact: the product of the patterns' positions and of the form that the text must
have is walked, breadth first among states that meet equally many needs for good, over the characters that occur in the
patterns and one other character wherever the form leaves a choice. What the walk may cost is counted in steps, not in
time.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from heapq import heappop, heappush
from typing import Literal

from smguard.prove.form import Form, UndecidedError, fresh_character

MOST_STEPS = 2_000_000
"""The steps of machines that a walk takes before it gives up."""


class Wild(Enum):
    """The two wildcards."""

    ANY = "*"
    ONE = "?"


@dataclass(frozen=True, slots=True)
class Variable:
    """A policy variable: the value of a condition key (in lower case), or a default where the key is absent."""

    key: str
    default: str | None


Token = str | Wild | Variable
Tokens = tuple[Token, ...]
"""A pattern, one token for each character, wildcard and variable."""

Reading = Literal["text", "fold", "arn", "lenient", "could", "sure"]
"""How a pattern is compared. text: wildcards match everything. fold: letter case does not count. arn: the six parts of
an ARN one by one; a pattern with fewer parts matches nothing. lenient: the same, but with fewer parts like text. could
and sure: a secret's ARN, as IAM matches it in some reading (letter case does not count before the name) and in every
one (only a * at the very end goes past a colon)."""

_VARIABLE = re.compile(r"\s*([A-Za-z0-9.-]+(?:/[^,'{}]*)?:[A-Za-z0-9][^,'{}]*?)\s*(?:,\s*'([^']*)'\s*)?")


@lru_cache(maxsize=20_000)
def tokens(text: str, variables: bool, wildcards: bool = True) -> Tokens:
    """The tokens of a pattern. Raises UndecidedError for a ${…} that is no policy variable."""
    made: list[Token] = []
    position = 0
    while position < len(text):
        character = text[position]
        end = text.find("}", position) if variables and text.startswith("${", position) else -1
        if end > 0:
            made.append(_variable(text[position + 2 : end]))
            position = end + 1
            continue
        made.append(Wild(character) if wildcards and character in "*?" else character)
        position += 1
    return tuple(made)


def _variable(inside: str) -> Token:
    if inside in ("*", "?", "$"):
        return inside
    found = _VARIABLE.fullmatch(inside)
    if found is None:
        raise UndecidedError(f"${{{inside}}} is no policy variable")
    return Variable(found[1].lower(), found[2])


def fields(text: str) -> int:
    """The number of fields between colons of a pattern; a variable is in one field."""
    return _BRACES.sub("", text).count(":") + 1


_BRACES = re.compile(r"\$\{[^}]*\}")


def variables_of(pattern: Tokens) -> list[Variable]:
    """The variables of a pattern."""
    return [token for token in pattern if isinstance(token, Variable)]


def resolved(pattern: Tokens, values: Mapping[str, str | None], relaxed: bool = False) -> Tokens | None:
    """The pattern with each variable replaced by its value, as plain characters; None if one has neither.

    Relaxed, a variable is any text: the pattern then matches at least what it matches with any value.
    """
    made: list[Token] = []
    for token in pattern:
        if not isinstance(token, Variable):
            made.append(token)
            continue
        if relaxed:
            made += [Wild.ANY] if token.default == "" else [Wild.ONE, Wild.ANY]
            continue
        value = values.get(token.key)
        value = token.default if value is None else value
        if value is None:
            return None
        made.extend(value)
    return tuple(made)


@dataclass(frozen=True, slots=True, eq=False)
class Glob:
    """A pattern without variables as a machine: bit i of a state says that i tokens may have been matched.

    `moves` has for each character that occurs the tokens that take it, `other` those that take any other character;
    `loose` is the same for what stands before a secret's name. `stars` are the tokens that stay. `sink`: once matched,
    whatever follows.
    """

    moves: Mapping[str, int]
    loose: Mapping[str, int]
    other: int
    stars: int
    end: int
    sink: bool

    def start(self) -> int:
        """The state before the first character."""
        return 1 | ((1 & self.stars) << 1)

    def step(self, state: int, character: str, before_the_name: bool = False) -> int:
        """The state after one more character."""
        hit = state & (self.loose if before_the_name else self.moves).get(character, self.other)
        stay = hit & self.stars
        state = ((hit ^ stay) << 1) | stay
        return state | ((state & self.stars) << 1)

    def matches(self, text: str) -> bool:
        """Does the pattern match the whole text?"""
        state = self.start()
        place = len(text) - len(text.split(":", 6)[-1]) if self.loose is not self.moves else 0
        for n, character in enumerate(text):
            state = self.step(state, character, n < place)
            if not state:
                return False
        return bool(state & self.end)


@lru_cache(maxsize=50_000)
def glob(pattern: Tokens, reading: Reading = "text") -> Glob | None:
    """The machine of a pattern without variables; None if the pattern matches nothing in that reading."""
    collapsed = _collapsed(pattern)
    colons = [n for n, each in enumerate(collapsed) if each == ":"]
    free = 0
    if reading == "sure":
        free = len(collapsed) - (collapsed[-1:] == [Wild.ANY])
    elif reading in ("arn", "lenient") and collapsed != [Wild.ANY]:
        if len(colons) < 5 and reading == "arn":
            return None
        free = colons[4] if len(colons) >= 5 else 0
    return _machine(collapsed, free, reading)


@lru_cache(maxsize=20_000)
def machine(pattern: Tokens) -> Glob:
    """The machine of a pattern without variables, compared as a text."""
    return _machine(_collapsed(pattern), 0, "text")


def _collapsed(pattern: Tokens) -> list[Token]:
    """The pattern with one * for several in a row."""
    kept: list[Token] = []
    for token in pattern:
        if token is not Wild.ANY or not kept or kept[-1] is not Wild.ANY:
            kept.append(token)
    return kept


def _machine(pattern: Sequence[Token], free: int, reading: Reading) -> Glob:
    """The machine of a pattern whose wildcards match a colon from token `free` on."""
    exact: dict[str, int] = {}
    folded: dict[str, int] = {}
    other = stars = colon = 0
    for n, token in enumerate(pattern):
        if isinstance(token, str):
            exact[token] = exact.get(token, 0) | 1 << n
            for character in {token.lower(), token.upper()}:
                folded[character] = folded.get(character, 0) | 1 << n
            continue
        other |= 1 << n
        colon |= (1 << n) if n >= free else 0
        stars |= (1 << n) if token is Wild.ANY else 0
    sink = bool(pattern) and pattern[-1] is Wild.ANY and len(pattern) > free
    moves, loose = (_complete(taken, other, colon) for taken in (exact, folded))
    moves = loose if reading == "fold" else moves
    return Glob(moves, loose if reading == "could" else moves, other, stars, 1 << len(pattern), sink)


def _complete(taken: Mapping[str, int], other: int, colon: int) -> dict[str, int]:
    return {**{character: tokens | other for character, tokens in taken.items()}, ":": taken.get(":", 0) | colon}


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked of a part of a text (a scope of its form): that one of the patterns matches it, or none."""

    scope: str
    globs: tuple[Glob, ...]
    wanted: bool


def shortest(form: Form, needs: frozenset[Need]) -> str | None:
    """A short text of the form that meets the needs; None if there is none. Raises UndecidedError at the bound."""
    found, _ = walk(form, needs)
    if isinstance(found, UndecidedError):
        raise found
    return found


@lru_cache(maxsize=100_000)
def walk(form: Form, needs: frozenset[Need]) -> tuple[str | UndecidedError | None, int]:
    """The same, with the doubt as a value, and the number of steps that were taken for it."""
    listed = sorted(needs, key=lambda need: (not need.wanted, len(need.globs)))
    machines = [(n, machine) for n, need in enumerate(listed) for machine in need.globs]
    numbers: list[list[int]] = [[] for _ in listed]
    for m, (n, _) in enumerate(machines):
        numbers[n].append(m)
    walking = _Walk(form, listed, [machine for _, machine in machines], numbers)
    try:
        return walking.run(), walking.steps
    except UndecidedError as doubt:
        return doubt, walking.steps


State = tuple[int, tuple[int, ...]]


class _Walk:
    """One walk: a state is a state of the form and a state of each machine."""

    def __init__(
        self, form: Form, needs: Sequence[Need], machines: Sequence[Glob], numbers: Sequence[Sequence[int]]
    ) -> None:
        self.form = form
        self.needs = needs
        self.machines = machines
        self.numbers = numbers
        self.active: dict[frozenset[str], list[tuple[bool, Sequence[int]]]] = {}
        self.choices: dict[tuple[int, int], list[str]] = {}
        self.steps = 0
        wanted = [own for need, own in zip(needs, numbers, strict=True) if need.wanted]
        self.lasting = [[(m, machines[m].end) for m in own if machines[m].sink] for own in wanted]

    def run(self) -> str | None:
        every = [(need.wanted, own) for need, own in zip(self.needs, self.numbers, strict=True)]
        start = self._after(tuple(machine.start() for machine in self.machines), every, "")
        if start is None:
            return None
        first = (self.form.start, start)
        came: dict[State, tuple[State | None, str]] = {first: (None, "")}
        queue = [(self._missing(start), 0, first)]
        while queue:
            _, _, here = heappop(queue)
            at, states = here
            if at in self.form.ends and self._met(states):
                return _way(came, here)
            for n, edge in enumerate(self.form.edges[at]):
                active = self._active(edge.scopes)
                for text in self._texts(at, n, active):
                    after = self._after(states, active, text, "place" in edge.scopes) if active else states
                    there = (edge.target, after) if after is not None else None
                    if there is None or there in came:
                        continue
                    came[there] = (here, text)
                    heappush(queue, (self._missing(there[1]), len(came), there))
            if self.steps > MOST_STEPS:
                raise UndecidedError(f"more than {MOST_STEPS} steps of patterns")
        return None

    def _missing(self, states: tuple[int, ...]) -> int:
        """How many of the needs that can be met for good are not met yet."""
        return sum(not any(states[m] & end for m, end in own) for own in self.lasting if own)

    def _active(self, scopes: frozenset[str]) -> list[tuple[bool, Sequence[int]]]:
        found = self.active.get(scopes)
        if found is None:
            pairs = zip(self.needs, self.numbers, strict=True)
            found = self.active[scopes] = [(need.wanted, own) for need, own in pairs if need.scope in scopes and own]
        return found

    def _texts(self, at: int, n: int, active: Iterable[tuple[bool, Sequence[int]]]) -> list[str]:
        """The text of an edge, or the characters that stand for all that its set allows."""
        known = self.choices.get((at, n))
        if known is None:
            edge = self.form.edges[at][n]
            if edge.text is not None:
                known = [edge.text]
            else:
                occurring = {c for _, own in active for m in own for c in self.machines[m].moves if edge.allows(c)}
                other = fresh_character(edge.characters, occurring)
                known = ([other] if other else []) + sorted(occurring)
            self.choices[at, n] = known
        return known

    def _after(
        self, states: tuple[int, ...], active: Iterable[tuple[bool, Sequence[int]]], text: str, place: bool = False
    ) -> tuple[int, ...] | None:
        """The states after a text, with all that decides the same made equal; None if a need cannot be met any more."""
        changed = list(states)
        for wanted, own in active:
            self.steps += len(own)
            alive = sunk = False
            for m in own:
                machine, state = self.machines[m], changed[m]
                for character in text:
                    if not state or (machine.sink and state & machine.end):
                        break
                    state = machine.step(state, character, place)
                changed[m] = state
                alive = alive or state != 0
                sunk = sunk or (machine.sink and state & machine.end != 0)
            if (sunk and not wanted) or (wanted and not alive):
                return None
            if sunk:
                for m in own:
                    changed[m] = self.machines[m].end if self.machines[m].sink else 0
        return tuple(changed)

    def _met(self, states: tuple[int, ...]) -> bool:
        return all(
            any(states[m] & self.machines[m].end for m in own) == need.wanted
            for need, own in zip(self.needs, self.numbers, strict=True)
        )


def _way(came: Mapping[State, tuple[State | None, str]], end: State) -> str:
    pieces = []
    here: State | None = end
    while here is not None:
        here, text = came[here]
        pieces.append(text)
    return "".join(reversed(pieces))
