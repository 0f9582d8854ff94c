"""From the paths that a user names to the JSON texts that an engine evaluates, and back to lines."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from smguard.check.shape import is_policy, mentions_policy
from smguard.check.walk import ENDINGS, is_folder, read_exclude, walk
from smguard.errors import DialectError, InputError, Problem
from smguard.project import document_name
from smguard.source import MAX_BYTES, STDIN, Source, parse_source, read_source, shown


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of the documents that do not say it themselves."""

    policy_type: str | None = None
    account_id: str | None = None
    resource_arn: str | None = None
    principal_arn: str | None = None

    def given(self) -> dict[str, str]:
        """The envelope's members for what was said, in a fixed order."""
        said = {
            "policy_type": self.policy_type,
            "account_id": self.account_id,
            "resource_arn": self.resource_arn,
            "principal_arn": self.principal_arn,
        }
        return {key: value for key, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the file a document stands. An opaque one is JSON text in a string: it has no lines."""

    prefix: tuple[str | int, ...] = ()
    opaque: bool = False

    def inside(self, path: Sequence[str | int]) -> tuple[str | int, ...]:
        """The path in the file of a path in the document."""
        return self.prefix if self.opaque else (*self.prefix, *path)


@dataclass(frozen=True, slots=True)
class Input:
    """One file for the engine: `payload` is JSON in UTF-8, `document` its name if it holds one document."""

    source: Source
    document: str
    payload: bytes
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def origin(self, document: str) -> Origin:
        """Where the named document stands; a name that is not known means the only one, or the file."""
        known = self.origins.get(document)
        if known is None and len(self.origins) == 1:
            return next(iter(self.origins.values()))
        return known or Origin()


@dataclass(frozen=True, slots=True)
class Collection:
    """What was found: the items in the order of the paths, how many files of folders are no policies, and the folders.

    `walked` has the folders' names as documents have theirs, "" for all of the project.
    """

    items: tuple[Input | Problem, ...]
    skipped: int = 0
    walked: tuple[str, ...] = ()

    @property
    def payloads(self) -> list[bytes]:
        """What an engine gets, in the order of the items."""
        return [item.payload for item in self.items if isinstance(item, Input)]


def collect(
    paths: Sequence[str],
    stdin: BinaryIO | None,
    options: Options | None = None,
    *,
    root: Path | None = None,
    exclude: Sequence[str] = (),
) -> Collection:
    """What the paths hold, in their order: a file once, a folder's files sorted, "-" for standard input.

    Documents are named from the folder `root`, the working directory if not given. A file that is named is judged
    whatever it holds; of a folder only what is or may be a policy, and the rest is counted. Whatever cannot be used
    becomes a Problem in its place. Raises SmguardError where a pattern of `exclude` is none.
    """
    said = (options or Options()).given()
    reader = _Reader(root or Path.cwd(), said)
    spec = read_exclude(exclude)
    collected: list[Input | Problem] = []
    walked: list[str] = []
    for path in paths:
        if path == "-":
            collected.extend(reader.standard_input(stdin))
        elif not path:
            collected.append(Problem(path, "the path is empty: name a file or a folder"))
        elif is_folder(path):
            name = reader.name(f"{path}/.")
            walked.append("" if name == "." else name)
            collected.extend(reader.folder(path, walk(path, spec)))
        else:
            collected.extend(reader.file(path))
    return Collection(tuple(collected), reader.skipped, tuple(walked))


class _Reader:
    """Reads each file once, however often and however spelled it is named; counts those that are no policies."""

    def __init__(self, root: Path, said: Mapping[str, str]) -> None:
        self.root = root
        self.said = said
        self.skipped = 0
        self.done: dict[str, bool] = {}  # by name; whether it was taken
        self.folders: dict[str, str] = {}

    def name(self, path: str) -> str:
        """The document's name."""
        return shown(document_name(path, self.root, self.folders))

    def standard_input(self, stdin: BinaryIO | None) -> Iterable[Input | Problem]:
        """What standard input holds; it can be read once."""
        if self.done.get("-"):
            return [Problem(STDIN, "can be read only once: name it once")]
        self.done["-"] = True
        if stdin is None:
            return [Problem(STDIN, "there is no standard input: name a file")]
        try:
            return [prepare(parse_source(stdin.read(MAX_BYTES + 1), STDIN), self.said)]
        except InputError as error:
            return error.problems
        except OSError as error:
            return [Problem(STDIN, f"cannot be read: {error.strerror or error}")]

    def file(self, path: str) -> Iterable[Input | Problem]:
        """A file that was named; nothing where it was taken before."""
        name = self.name(path)
        if self.done.get(name):
            return []
        self.skipped -= name in self.done  # a walk passed it over
        self.done[name] = True
        try:
            return [prepare(read_source(path), self.said, name)]
        except InputError as error:
            return error.problems

    def folder(self, folder: str, paths: Iterable[str | Problem]) -> Iterator[Input | Problem]:
        """The policies among a folder's files. A Problem where there is none."""
        taken = others = 0
        for found in paths:
            if isinstance(found, Problem):
                taken += 1
                yield found
                continue
            name = self.name(found)
            if name in self.done:
                taken += self.done[name]
                others += not self.done[name]
                continue
            items = self._found(found, name)
            self.done[name] = bool(items)
            taken += bool(items)
            others += not items
            self.skipped += not items
            yield from items
        if not taken and others:
            words = "1 other file is not a policy" if others == 1 else f"{others} other files are not policies"
            yield Problem(shown(folder), f"no policies found in this folder ({words}): name the files to judge")
        elif not taken:
            yield Problem(shown(folder), f"no policy files found in this folder (*{', *'.join(ENDINGS)})")

    def _found(self, path: str, name: str) -> Sequence[Input | Problem]:
        """A file that a walk came upon; nothing where it is no policy. What may be one and cannot be read is told."""
        try:
            source = read_source(path)
            return [prepare(source, self.said, name)] if is_policy(source.value) else []
        except DialectError as error:
            return error.problems if mentions_policy(error.text) else []
        except InputError as error:
            return error.problems


def prepare(source: Source, said: Mapping[str, str], name: str = "") -> Input:
    """The source as the engine takes it: a plain document in an envelope, all else as it is. Its name is `name`, or
    else its path.

    Envelopes get the name and what was said wherever they have none of their own. Raises InputError for a policy
    in a JSON text that is beyond the limits of a file: engines take the last of two members of one name.
    """
    value = source.value
    name = name or source.path
    if not isinstance(value, dict):
        return Input(source, name, _text(source))
    if "Statement" in value:
        envelope = json.dumps({"name": name, **said}, ensure_ascii=False)
        payload = envelope[:-1].encode() + b',"policy":' + _text(source) + b"}"
        return Input(source, name, payload, {name: Origin()})
    if "policy" in value:
        completed = {**said, "name": name, **value}
        own = _name(completed)
        origin = Origin(("policy",), _is_text(source, value, ("policy",)))
        same = len(completed) == len(value)
        return Input(source, own, _text(source) if same else _dump(completed), {own: origin})
    if isinstance(value.get("policies"), list):
        return _prepare_set(source, name, value, value["policies"], said)
    return Input(source, name, _text(source))


def _prepare_set(
    source: Source, name: str, value: dict[str, object], policies: list[object], said: Mapping[str, str]
) -> Input:
    completed = []
    origins: dict[str, Origin] = {}
    for number, envelope in enumerate(policies):
        if isinstance(envelope, dict) and "policy" in envelope:
            opaque = _is_text(source, envelope, ("policies", number, "policy"))
            envelope = {**said, "name": f"{name}#{number}", **envelope}
            origins.setdefault(_name(envelope), Origin(("policies", number, "policy"), opaque))
        completed.append(envelope)
    payload = _text(source) if completed == policies else _dump({**value, "policies": completed})
    return Input(source, name, payload, origins)


def _is_text(source: Source, envelope: Mapping[str, object], path: tuple[str | int, ...]) -> bool:
    """Whether the policy of the envelope is a text, which is held to the limits of a file."""
    policy = envelope["policy"]
    if isinstance(policy, str):
        source.refuse_inside(path, policy)
        return True
    return False


def _name(envelope: Mapping[str, object]) -> str:
    name = envelope["name"]
    return name if isinstance(name, str) else ""


def _text(source: Source) -> bytes:
    """The source's value as JSON: the file's own text when it is JSON already."""
    return source.text.encode() if source.format == "json" else _dump(source.value)


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
