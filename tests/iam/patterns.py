"""Patterns of IAM: * and ? are wildcards, other text is itself; policy variables stand for context values.

Sources: IAM User Guide, "Policy variables and tags" and "JSON policy elements: Resource" and "… Condition".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

Context = Mapping[str, Sequence[str]]


class Malformed(Exception):  # noqa: N818  (says what the document is)
    """The document, or the part at hand, is not one that IAM could evaluate."""


class Wild(Enum):
    """The two wildcards."""

    ANY = "*"
    ONE = "?"


@dataclass(frozen=True, slots=True)
class Variable:
    """A policy variable: the value of a context key (lower case), or else the default."""

    key: str
    default: str | None


Part = str | Wild | Variable
Fixed = str | Wild

_PIECE = re.compile(r"\$\{([^}]*)\}|([*?])|([^$*?]+|\$)", re.DOTALL)
_VARIABLE = re.compile(r"\s*([^,']+?)\s*(?:,\s*'([^']*)'\s*)?", re.DOTALL)


@lru_cache(maxsize=20_000)
def parse(text: str, variables: bool, wildcards: bool = True) -> tuple[Part, ...]:
    """The parts of a pattern. Without variables, ${ is text; without wildcards, * and ? are."""
    parts: list[Part] = []
    position = 0
    while position < len(text):
        found = _PIECE.match(text, position)
        if found is None or (found[1] is not None and not variables):
            parts.append(text[position])
            position += 1
            continue
        position = found.end()
        if found[1] is not None:
            parts.append(_variable(found[1]))
        elif found[2] and wildcards:
            parts.append(Wild(found[2]))
        else:
            parts.append(found[0])
    return tuple(parts)


def _variable(inside: str) -> str | Variable:
    if inside in ("*", "?", "$"):
        return inside
    found = _VARIABLE.fullmatch(inside)
    if not found:
        raise Malformed(f"no policy variable: ${{{inside}}}")
    return Variable(found[1].lower(), found[2])


def resolve(parts: Sequence[Part], context: Context) -> tuple[Fixed, ...] | None:
    """The parts with each variable replaced by its value, taken literally; None if one has not one value."""
    fixed: list[Fixed] = []
    for part in parts:
        if not isinstance(part, Variable):
            fixed.append(part)
            continue
        values = context.get(part.key, ())
        if len(values) == 1:
            fixed.append(values[0])
        elif not values and part.default is not None:
            fixed.append(part.default)
        else:
            return None
    return tuple(fixed)


@lru_cache(maxsize=50_000)
def regex(parts: tuple[Fixed, ...]) -> re.Pattern[str]:
    """A regular expression for the whole of a text that the parts match."""
    spelled = {Wild.ANY: ".*", Wild.ONE: "."}
    body = "".join(re.escape(part) if isinstance(part, str) else spelled[part] for part in parts)
    return re.compile(re.sub(r"(?<!\\)(?:\.\*)+", ".*", body), re.DOTALL)


def matches(parts: Sequence[Part], text: str, context: Context) -> bool:
    """Does the pattern match the whole text? One with a variable that has no value matches nothing."""
    fixed = resolve(parts, context)
    return fixed is not None and regex(fixed).fullmatch(text) is not None


def arn_matches(parts: Sequence[Part], text: str, context: Context) -> bool:
    """Does each of the six parts of the ARN pattern match that of the text? A lone * matches every text."""
    fixed = resolve(parts, context)
    if fixed is None:
        return False
    if fixed and all(part is Wild.ANY for part in fixed):
        return True
    segments, values = _segments(fixed), text.split(":", 5)
    if len(segments) != 6 or len(values) != 6:
        return False
    return all(regex(s).fullmatch(v) is not None for s, v in zip(segments, values, strict=True))


def certainly_matches(parts: Sequence[Part], text: str, context: Context) -> bool:
    """Does the pattern match even if only a * at its end goes past a colon, and variables are none before the fifth?"""
    fixed = None if _early(parts) else resolve(parts, context)
    if fixed is None or not matches(parts, text, context):
        return False
    segments, values = _segments(fixed, 7), text.split(":", 6)
    if len(segments) == 7 or text == "*":
        return True
    ends = [regex(s).fullmatch(v) is not None for s, v in zip(segments, values, strict=False)]
    return bool(fixed) and fixed[-1] is Wild.ANY and all(ends)


def _early(parts: Sequence[Part]) -> bool:
    """Does a variable stand before the fifth colon?"""
    colons = 0
    for part in parts:
        if isinstance(part, Variable):
            return colons < 5
        colons += part.count(":") if isinstance(part, str) else 0
    return False


def could_match(parts: Sequence[Part], text: str, context: Context) -> bool:
    """Does the pattern match if what stands before a secret's name has no letter case?"""
    fixed = resolve(parts, context)
    return fixed is not None and _caseless(fixed).fullmatch(_marked(text)) is not None


@lru_cache(maxsize=20_000)
def _marked(text: str) -> str:
    """The text with other characters for the letters before the name."""
    place = ":".join(text.split(":", 6)[:6])
    return "".join(_mark(letter) for letter in place) + text[len(place) :]


def _mark(letter: str) -> str:
    return chr(0xE100 + ord(letter.lower())) if re.fullmatch("[A-Za-z]", letter) else letter


@lru_cache(maxsize=50_000)
def _caseless(fixed: tuple[Fixed, ...]) -> re.Pattern[str]:
    spelled = {Wild.ANY: ".*", Wild.ONE: "."}
    body = "".join(
        "".join(f"[{each}{_mark(each)}]" if _mark(each) != each else re.escape(each) for each in part)
        if isinstance(part, str)
        else spelled[part]
        for part in fixed
    )
    return re.compile(re.sub(r"(?<!\\)(?:\.\*)+", ".*", body), re.DOTALL)


def filled_up(text: str) -> str | None:
    """The pattern with * for the fields of an ARN that it lacks; None if a * at its end does, or it could begin no ARN.

    Source: IAM User Guide, "IAM identifiers", IAM ARNs.
    """
    fields = re.sub(r"\$\{[^}]*\}", "x", text).split(":")
    if len(fields) > 5 or text.endswith("*") or not glob(fields[0].lower(), "arn"):
        return None
    return text + ":*" * (6 - len(fields))


@lru_cache(maxsize=20_000)
def _segments(fixed: tuple[Fixed, ...], most: int = 6) -> tuple[tuple[Fixed, ...], ...]:
    segments: list[list[Fixed]] = [[]]
    for part in fixed:
        pieces: list[Fixed] = list(part.split(":")) if isinstance(part, str) else [part]
        for number, piece in enumerate(pieces):
            if number and len(segments) < most:
                segments.append([])
            elif number:
                segments[-1].append(":")
            segments[-1].append(piece)
    return tuple(tuple(segment) for segment in segments)


def glob(pattern: str, text: str) -> bool:
    """Does a pattern without variables match the whole text?"""
    return matches(parse(pattern, variables=False), text, {})


def overlap(left: str, right: str) -> bool:
    """Is there a text that both patterns (without variables) match?"""
    reached, todo = {(0, 0)}, [(0, 0)]
    while todo:
        i, j = todo.pop()
        if i == len(left) and j == len(right):
            return True
        for step in _steps(left, i, right, j):
            if step not in reached:
                reached.add(step)
                todo.append(step)
    return False


def _steps(left: str, i: int, right: str, j: int) -> list[tuple[int, int]]:
    """Where two readers of the same text get to: a * is left without a character, or takes one more."""
    a, b = left[i : i + 1], right[j : j + 1]
    steps = []
    if a == "*":
        steps.append((i + 1, j))
    if b == "*":
        steps.append((i, j + 1))
    if a and b and (a in "*?" or b in "*?" or a == b):
        steps.append((i if a == "*" else i + 1, j if b == "*" else j + 1))
    return steps
