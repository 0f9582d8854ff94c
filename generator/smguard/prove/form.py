"""The forms that texts of a request have, as machines: compiled from the formats of data.json and from our own.

The formats use a small part of regular expressions: literals, classes, groups, alternatives and repetitions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

Characters = frozenset[str] | None
"""A set of characters; None is every character."""

_FRESH = "qzkQ7wvXZ0f5acdeb1234689ghijlmnoprstuxyABCDEFGHIJKLMNOPRSTUVWY-_.@=+,/!~^;#&()<>| :"
_PRINTABLE = frozenset(chr(n) for n in range(0x20, 0x7F))
_DIGITS = frozenset("0123456789")
_WORD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_") | _DIGITS


class UndecidedError(Exception):
    """The question was not decided; the text says which bound was hit."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A step: a text, or one character of a set; `scopes` are the parts of the whole that it belongs to."""

    target: int
    scopes: frozenset[str]
    text: str | None = None
    characters: Characters = frozenset()

    def allows(self, character: str) -> bool:
        """May the step take the character?"""
        return self.characters is None or character in self.characters


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A machine without empty steps: edges of each state, the first state, and those where a text may end."""

    edges: tuple[tuple[Edge, ...], ...]
    start: int
    ends: frozenset[int]


@lru_cache(maxsize=50_000)
def _known_fresh(characters: Characters, occurring: frozenset[str]) -> str | None:
    for character in _FRESH:
        if character not in occurring and (characters is None or character in characters):
            return character
    if characters is None:
        return next(chr(n) for n in range(0x100, 0x10000) if chr(n) not in occurring)
    return min(characters - occurring, default=None)


def fresh_character(characters: Characters, occurring: Iterable[str]) -> str | None:
    """A character of the set that does not occur; None if all do."""
    return _known_fresh(characters, frozenset(occurring))


@lru_cache(maxsize=2_000)
def form(*parts: tuple[str, frozenset[str]]) -> Form:
    """The form of a text of several parts, each an expression with the scopes that it belongs to."""
    net = _Net()
    here = start = net.state()
    for expression, scopes in parts:
        here = _Reader(net, expression, scopes).whole(here)
    return net.form(start, here)


class _Net:
    """States with steps and empty steps."""

    def __init__(self) -> None:
        self.steps: list[list[Edge]] = []
        self.empty: list[list[int]] = []

    def state(self) -> int:
        self.steps.append([])
        self.empty.append([])
        return len(self.steps) - 1

    def form(self, start: int, end: int) -> Form:
        reach = [self._reach(state) for state in range(len(self.steps))]
        edges = [
            tuple(dict.fromkeys(edge for near in reach[state] for edge in self.steps[near]))
            for state in range(len(reach))
        ]
        used, rest = {start: 0}, [start]
        while rest:
            for edge in edges[rest.pop()]:
                if edge.target not in used:
                    used[edge.target] = len(used)
                    rest.append(edge.target)
        renamed = [
            tuple(Edge(used[edge.target], edge.scopes, edge.text, edge.characters) for edge in edges[state])
            for state in sorted(used, key=lambda state: used[state])
        ]
        return Form(tuple(renamed), 0, frozenset(used[state] for state in used if end in reach[state]))

    def _reach(self, state: int) -> list[int]:
        found, rest = {state: None}, [state]
        while rest:
            for near in self.empty[rest.pop()]:
                if near not in found:
                    found[near] = None
                    rest.append(near)
        return list(found)


class _Reader:
    """Reads one expression into a net, all of it in the same scopes."""

    def __init__(self, net: _Net, expression: str, scopes: frozenset[str]) -> None:
        self.net = net
        self.text = expression.removeprefix("^").removesuffix("$")
        self.scopes = scopes
        self.at = 0

    def whole(self, start: int) -> int:
        end = self._alternatives(start)
        if self.at != len(self.text):
            raise UndecidedError(f"the format {self.text} is not known")
        return end

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _alternatives(self, start: int) -> int:
        end = self.net.state()
        while True:
            self.net.empty[self._sequence(start)].append(end)
            if self._peek() != "|":
                return end
            self.at += 1

    def _sequence(self, start: int) -> int:
        here = start
        while self._peek() not in ("", "|", ")"):
            begin = self.at
            least, most = self._skip()
            after = self.at
            for _ in range(least):
                here = self._once(begin, here)
            if most is None:
                loop = self.net.state()
                self.net.empty[here].append(loop)
                back = self._once(begin, loop)
                self.net.empty[back].append(loop)
                here = loop
            elif most > least:
                end = self.net.state()
                for _ in range(most - least):
                    self.net.empty[here].append(end)
                    here = self._once(begin, here)
                self.net.empty[here].append(end)
                here = end
            self.at = after
        return here

    def _once(self, begin: int, start: int) -> int:
        self.at = begin
        return self._atom(start)

    def _skip(self) -> tuple[int, int | None]:
        """Reads over an atom and its repetition; how often it stands."""
        net, self.net = self.net, _Net()
        self._atom(self.net.state())
        self.net = net
        sign = self._peek()
        if sign in ("?", "*", "+") and sign:
            self.at += 1
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        if sign == "{":
            end = self.text.index("}", self.at)
            least, comma, most = self.text[self.at + 1 : end].partition(",")
            self.at = end + 1
            return int(least), (int(most) if most else None) if comma else int(least)
        return 1, 1

    def _atom(self, start: int) -> int:
        character = self._peek()
        if character == "(":
            if not self.text.startswith("(?:", self.at):
                raise UndecidedError(f"the format {self.text} is not known")
            self.at += 3
            end = self._alternatives(start)
            if self._peek() != ")":
                raise UndecidedError(f"the format {self.text} is not known")
            self.at += 1
            return end
        end = self.net.state()
        if character == "[":
            self.net.steps[start].append(Edge(end, self.scopes, None, self._class()))
        elif character == ".":
            self.at += 1
            self.net.steps[start].append(Edge(end, self.scopes, None, None))
        elif character == "\\":
            self.at += 2
            known = _escape(self.text[self.at - 1])
            self.net.steps[start].append(Edge(end, self.scopes, None, known))
        elif character in "^$*+?{}":
            raise UndecidedError(f"the format {self.text} is not known")
        else:
            self.net.steps[start].append(Edge(end, self.scopes, self._run()))
        return end

    def _run(self) -> str:
        """A run of plain characters; one that is repeated stands by itself."""
        begin = self.at
        while self._peek() and self._peek() not in "\\[](){}.*+?|^$":
            self.at += 1
        if self.at - begin > 1 and self._peek() and self._peek() in "*+?{":
            self.at -= 1
        return self.text[begin : self.at]

    def _class(self) -> frozenset[str]:
        self.at += 1
        negated = self._peek() == "^"
        self.at += negated
        found: set[str] = set()
        while self._peek() != "]" or not found:
            character = self.text[self.at]
            self.at += 1
            if character == "\\":
                found |= _escape(self.text[self.at])
                self.at += 1
                continue
            if self._peek() == "-" and self.text[self.at + 1] != "]":
                last = self.text[self.at + 1]
                self.at += 2
                found |= {chr(n) for n in range(ord(character), ord(last) + 1)}
                continue
            found.add(character)
        self.at += 1
        return _PRINTABLE - found if negated else frozenset(found)


def _escape(character: str) -> frozenset[str]:
    known: Mapping[str, frozenset[str]] = {"d": _DIGITS, "w": _WORD}
    return known.get(character, frozenset(character))


def escaped(text: str) -> str:
    """An expression for the text itself."""
    return "".join(f"\\{c}" if c in "\\[](){}.*+?|^$" else c for c in text)


def few(shape: Form, most: int = 64) -> list[str] | None:
    """All texts of the form if there are no more than that, else None."""
    texts: list[str] = []
    rest: list[tuple[int, str]] = [(shape.start, "")]
    steps = 0
    while rest:
        state, text = rest.pop()
        steps += 1
        if steps > most * 32 or len(text) > 64:
            return None
        if state in shape.ends:
            texts.append(text)
        for edge in shape.edges[state]:
            taken: Sequence[str] | None = [edge.text] if edge.text is not None else None
            if taken is None:
                if edge.characters is None or len(edge.characters) > most:
                    return None
                taken = sorted(edge.characters)
            rest.extend((edge.target, text + each) for each in taken)
        if len(texts) > most:
            return None
    return sorted(set(texts))
