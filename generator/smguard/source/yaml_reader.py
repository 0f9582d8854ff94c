"""YAML text to JSON's values, with the place of each: libyaml's events, composed without recursion.

Only what JSON can say is read as such (`true`, `null`, `12`, `1.5`); every other plain scalar stays the
text that was written, dates and `yes` included, and so does a number of 12 digits: it is an account.
Aliases and merge keys work as YAML has them, bounded by what they repeat. CloudFormation's short forms are read as
their long ones: `!Sub x` is {"Fn::Sub": "x"}, `!GetAtt A.B` is {"Fn::GetAtt": ["A", "B"]}.
"""

import re
from typing import Any

import yaml

from smguard.source.json_reader import (
    MAX_DEPTH,
    Place,
    RefusedError,
    Shape,
    duplicate,
    height,
    number,
    refuse_odd_text,
    too_deep,
)

# How much aliases may repeat in all: one for each value, and one for each character of a text.
MAX_REPEATED = 1024 * 1024

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # YAML 1.1, c-printable
)
_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_ACCOUNT = re.compile(r"[0-9]{12}")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_CORE = "tag:yaml.org,2002:"
_TEXT_TAGS = (_CORE + "str", _CORE + "timestamp", "!")
_PLAIN_TAGS = tuple(_CORE + name for name in ("null", "bool", "int", "float"))
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
_FUNCTIONS = {
    "!Ref": "Ref",
    "!Condition": "Condition",
    **{
        f"!{name}": f"Fn::{name}"
        for name in (
            *("And", "Base64", "Cidr", "Equals", "FindInMap", "GetAtt", "GetAZs", "If", "ImportValue", "Join"),
            *("Length", "Not", "Or", "Select", "Split", "Sub", "ToJsonString", "Transform"),
        )
    },
}
_ENDS = "the text ends before the document does: close the quotes and brackets"
# What libyaml and PyYAML complain of, in our words; the first that is found in theirs.
_REASONS = (
    ("end of stream", _ENDS),
    ("<stream end>", _ENDS),
    ("escape character", "YAML knows no such escape in double quotes: write \\\\ for a backslash"),
    ("quoted scalar", "the quoted string that starts before this is not closed"),
    ("flow mapping", "a comma or the closing } is missing before this"),
    ("flow sequence", "a comma or the closing ] is missing before this"),
    ("mapping values are not allowed", "a colon is not allowed here: quote the string, or fix the indentation"),
    ("sequence entries are not allowed", "a list cannot start here: put its dashes on lines of their own"),
    ("could not find expected ':'", "a colon is missing after the key here, or in the line before"),
    ("simple key", "a colon is missing after the key here, or in the line before"),
    ("block mapping", "a key is missing here: fix the indentation"),
    ("block collection", "a dash is missing here: fix the indentation"),
    ("block sequence", "a dash is missing here: fix the indentation"),
    ("cannot start any token", "a value cannot start with this character: quote it"),
    ("duplicate anchor", "the anchor appears twice: rename one"),
    ("anchor", "the name after & or * is not the name of an anchor"),
    ("alias", "the name after & or * is not the name of an anchor"),
    ("tag", "YAML does not know this tag: remove it"),
    ("directive", "YAML does not know the directive in this line: remove it"),
    ("document start", "more text follows the document: keep one document per file"),
)


def parse(text: str) -> tuple[object, Place]:
    """The value of a YAML text that holds one document, and where its parts stand. Raises RefusedError."""
    odd = _UNPRINTABLE.search(text)
    if odd:
        raise RefusedError(f"not valid YAML: the character U+{ord(odd[0]):04X} is not allowed here", odd.start())
    loader = _LOADER(text)
    try:
        value, place = _Composer(text).run(loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise RefusedError(_complaint(text, error), mark.index if mark else None) from None
    finally:
        loader.dispose()
    if "\\" in text:
        refuse_odd_text(value, place)
    return value, place


def _complaint(text: str, error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark
    if mark and text[mark.index : mark.index + 1] == "\t":
        return "not valid YAML: tabs cannot indent: use spaces"
    said = ", ".join(part for part in (error.problem, error.context) if part)
    if "flow" in said and mark and not text[mark.index :].strip():
        return f"not valid YAML: {_ENDS}"
    reasons = (reason for words, reason in _REASONS if words in said)
    return f"not valid YAML: {next(reasons, 'check the indentation, quotes and brackets here')}"


class _Frame:
    """A list or mapping that is still open. `key` is the mapping's key whose value comes next."""

    __slots__ = ("key", "key_at", "merged", "merging", "shape", "value", "wrapped")

    def __init__(self, value: dict[str, object] | list[object], shape: Shape, wrapped: bool = False) -> None:
        self.value = value
        self.shape = shape
        self.wrapped = wrapped  # it ends the frame around it too: a function's long form
        self.key: str | None = None
        self.key_at = 0
        self.merging = False
        self.merged: list[tuple[object, Place, int]] = []


class _Anchor:
    """What an alias stands for; its weight and height are measured when it is first used."""

    __slots__ = ("height", "shape", "value", "weight")

    def __init__(self, value: object, shape: Shape | None) -> None:
        self.value = value
        self.shape = shape
        self.height = self.weight = -1


class _Composer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.top = _Frame([], [])
        self.frames = [self.top]
        self.anchors: dict[str, _Anchor] = {}
        self.repeated = 0

    def run(self, loader: Any) -> tuple[object, Place]:
        """Takes all events. One document: a second one is refused."""
        root = self.top
        next_event = loader.get_event
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open({}, {}, event)
            elif kind is yaml.SequenceStartEvent:
                self._open([], [], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close()
            elif kind is yaml.AliasEvent:
                self._alias(event.anchor, event.start_mark.index)
            elif kind is yaml.DocumentStartEvent and root.value:
                raise RefusedError(
                    "a second YAML document starts here: give each document a file of its own",
                    event.start_mark.index,
                    dialect=True,
                )
            elif kind is yaml.StreamEndEvent:
                break
        if not isinstance(root.value, list) or not isinstance(root.shape, list) or not root.value:
            raise RefusedError("the file contains only comments: write a document into it or leave it out")
        return root.value[0], root.shape[0]

    def _scalar(self, event: Any) -> None:
        at = event.start_mark.index
        text: str = event.value
        tag = event.tag
        plain = event.implicit[0] if tag is None else tag in _PLAIN_TAGS
        if tag is not None and not plain and tag not in _TEXT_TAGS:
            self._function(tag, text, event)
            return
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(_plain(text, at) if plain else text, None)
        if self._wants_key():
            self._key(text, at, plain)
        else:
            self._put(_plain(text, at) if plain else text, at, None)

    def _function(self, tag: str, text: str, event: Any) -> None:
        """A function of CloudFormation with one text, in its long form. Raises RefusedError for any other tag."""
        at = event.start_mark.index
        name = _long_form(tag, at)
        self._refuse_depth(2 if name == "Fn::GetAtt" else 1, at)
        given: object = text.split(".", 1) if name == "Fn::GetAtt" else text
        shape: Shape = {name: (at, [at] * len(given)) if isinstance(given, list) else at}
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor({name: given}, shape)
        self._put({name: given}, at, shape)

    def _refuse_depth(self, more: int, at: int) -> None:
        if len(self.frames) - 1 + more > MAX_DEPTH:
            raise RefusedError(too_deep(), at)

    def _wants_key(self) -> bool:
        top = self.top
        return top.key is None and not top.merging and type(top.value) is dict

    def _key(self, text: str, at: int, plain: bool) -> None:
        top = self.top
        if plain and text == "<<":
            if top.merged:
                raise RefusedError(duplicate(self.text, text, top.merged[0][2]), at)
            top.merging = True
            top.key_at = at
            return
        if plain and text in ("", "~"):
            raise RefusedError("a key is missing: write a string", at)
        if isinstance(top.shape, dict) and text in top.shape:
            first = top.shape[text]
            raise RefusedError(duplicate(self.text, text, first if isinstance(first, int) else first[0]), at)
        top.key = text
        top.key_at = at

    def _put(self, value: object, at: int, shape: Shape | None) -> None:
        """A value takes its place in the list or mapping that is open."""
        top = self.top
        if isinstance(top.value, list) and isinstance(top.shape, list):
            top.value.append(value)
            top.shape.append(at if shape is None else (at, shape))
        elif top.merging:
            top.merging = False
            top.merged.append((value, at if shape is None else (at, shape), top.key_at))
        elif top.key is None:
            raise RefusedError("a key cannot be a list or a mapping: write a string", at)
        elif isinstance(top.value, dict) and isinstance(top.shape, dict):
            top.value[top.key] = value
            top.shape[top.key] = top.key_at if shape is None else (top.key_at, shape)
            top.key = None

    def _open(self, value: dict[str, object] | list[object], shape: Shape, event: Any) -> None:
        at = event.start_mark.index
        function = event.tag is not None and event.tag not in (_CORE + "map", _CORE + "seq", "!")
        if function:
            self._wrap(_long_form(event.tag, at), event.anchor, at)
        self._refuse_depth(1, at)
        self._put(value, at, shape)
        if event.anchor is not None and not function:
            self.anchors[event.anchor] = _Anchor(value, shape)
        self.top = _Frame(value, shape, wrapped=function)
        self.frames.append(self.top)

    def _wrap(self, name: str, anchor: str | None, at: int) -> None:
        """Opens {name: …}, which what comes next fills and ends."""
        self._refuse_depth(1, at)
        frame = _Frame({}, {})
        self._put(frame.value, at, frame.shape)
        if anchor is not None:
            self.anchors[anchor] = _Anchor(frame.value, frame.shape)
        frame.key, frame.key_at = name, at
        self.top = frame
        self.frames.append(frame)

    def _close(self) -> None:
        closed = self.frames.pop()
        if closed.wrapped:
            self.frames.pop()
        self.top = self.frames[-1]
        for value, place, at in closed.merged:
            shape = None if isinstance(place, int) else place[1]
            if isinstance(value, list) and isinstance(shape, list):
                for one, part in zip(value, shape, strict=True):
                    _merge(closed, one, part, at)
            else:
                _merge(closed, value, place, at)

    def _alias(self, name: str, at: int) -> None:
        if name not in self.anchors:
            raise RefusedError(f"the alias *{name} has no anchor before it: write &{name} there", at)
        anchor = self.anchors[name]
        if any(frame.value is anchor.value for frame in self.frames):
            raise RefusedError(f"the alias *{name} is inside the value that it repeats", at)
        if anchor.weight < 0:
            anchor.height, anchor.weight = height(anchor.value, MAX_DEPTH), _weight(anchor.value)
        self.repeated += anchor.weight
        if self.repeated > MAX_REPEATED:
            raise RefusedError("aliases repeat too much here: write the document out", at)
        if len(self.frames) - 1 + anchor.height > MAX_DEPTH:
            raise RefusedError(too_deep(), at)
        if self._wants_key() and isinstance(anchor.value, str):
            self._key(anchor.value, at, plain=False)
        else:
            self._put(anchor.value, at, anchor.shape)


def _merge(into: _Frame, value: object, place: Place, at: int) -> None:
    """The members of a merged mapping join those that the mapping does not have."""
    shape = None if isinstance(place, int) else place[1]
    if not (isinstance(value, dict) and isinstance(shape, dict)):
        raise RefusedError("<< takes a mapping or a list of mappings", at)
    if isinstance(into.value, dict) and isinstance(into.shape, dict):
        for key, part in value.items():
            if key not in into.value:
                into.value[key] = part
                into.shape[key] = shape[key]


def _plain(text: str, at: int) -> object:
    """What a plain scalar stands for: see the module's text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789" and _NUMBER.fullmatch(text) and not _ACCOUNT.fullmatch(text):
        return number(text, at)
    if text[0] in ".+-" and _NOT_FINITE.fullmatch(text):
        raise RefusedError(f"{text} is not a JSON value: write a number, or quote it", at)
    return text


def _long_form(tag: str, at: int) -> str:
    """The function of CloudFormation that a tag is short for. Raises RefusedError for any other tag."""
    if tag in _FUNCTIONS:
        return _FUNCTIONS[tag]
    shown = f"!!{tag.removeprefix(_CORE)}" if tag.startswith(_CORE) else tag
    raise RefusedError(f"the tag {shown} is not supported: remove it", at, dialect=True)


def _weight(value: object) -> int:
    """How much the value repeats each time that it is used, counted until it is too much."""
    rest = [value]
    weight = 0
    while rest and weight <= MAX_REPEATED:
        part = rest.pop()
        weight += 1
        if isinstance(part, str):
            weight += len(part)
        elif isinstance(part, dict):
            weight += sum(map(len, part))
            rest.extend(part.values())
        elif isinstance(part, list):
            rest.extend(part)
    return weight
