"""From the paths that a user names to the JSON texts that an engine evaluates, and back to lines."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from smguard.errors import InputError, Problem
from smguard.source import MAX_BYTES, STDIN, Source, parse_source, read_source, shown

_ENDINGS = (".json", ".yaml", ".yml")
_SKIPPED = frozenset({"node_modules"})  # hidden folders (.git, .venv, …) are skipped by their dot


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


def collect(paths: Sequence[str], stdin: BinaryIO | None, options: Options | None = None) -> list[Input | Problem]:
    """What the paths hold, in their order: a file once, a folder's files sorted, "-" for standard input.

    Whatever cannot be used becomes a Problem in its place; nothing is raised and nothing is left out.
    """
    said = (options or Options()).given()
    done: set[str] = set()
    collected: list[Input | Problem] = []
    for path in paths:
        for found in _find(path):
            if isinstance(found, Problem):
                collected.append(found)
            elif found not in done:
                done.add(found)
                collected.extend(_load(found, stdin, said))
            elif found == "-":
                collected.append(Problem(STDIN, "can be read only once: name it once"))
    return collected


def _load(path: str, stdin: BinaryIO | None, said: Mapping[str, str]) -> Iterable[Input | Problem]:
    try:
        if path != "-":
            return [prepare(read_source(path), said)]
        if stdin is None:
            return [Problem(STDIN, "there is no standard input: name a file")]
        return [prepare(parse_source(stdin.read(MAX_BYTES + 1), STDIN), said)]
    except InputError as error:
        return error.problems
    except OSError as error:
        return [Problem(STDIN, f"cannot be read: {error.strerror or error}")]


def prepare(source: Source, said: Mapping[str, str]) -> Input:
    """The source as the engine takes it: a plain document in an envelope, all else as it is.

    Envelopes get a name and what was said wherever they have none of their own. Raises InputError for a policy
    in a JSON text that is beyond the limits of a file: engines take the last of two members of one name.
    """
    value = source.value
    if not isinstance(value, dict):
        return Input(source, source.path, _text(source))
    if "Statement" in value:
        envelope = json.dumps({"name": source.path, **said}, ensure_ascii=False)
        payload = envelope[:-1].encode() + b',"policy":' + _text(source) + b"}"
        return Input(source, source.path, payload, {source.path: Origin()})
    if "policy" in value:
        completed = {**said, "name": source.path, **value}
        name = _name(completed)
        origin = Origin(("policy",), _is_text(source, value, ("policy",)))
        same = len(completed) == len(value)
        return Input(source, name, _text(source) if same else _dump(completed), {name: origin})
    if isinstance(value.get("policies"), list):
        return _prepare_set(source, value, value["policies"], said)
    return Input(source, source.path, _text(source))


def _prepare_set(source: Source, value: dict[str, object], policies: list[object], said: Mapping[str, str]) -> Input:
    completed = []
    origins: dict[str, Origin] = {}
    for number, envelope in enumerate(policies):
        if isinstance(envelope, dict) and "policy" in envelope:
            opaque = _is_text(source, envelope, ("policies", number, "policy"))
            envelope = {**said, "name": f"{source.path}#{number}", **envelope}
            origins.setdefault(_name(envelope), Origin(("policies", number, "policy"), opaque))
        completed.append(envelope)
    payload = _text(source) if completed == policies else _dump({**value, "policies": completed})
    return Input(source, source.path, payload, origins)


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


def _find(path: str) -> Iterator[str | Problem]:
    """The files that a path of the command line stands for."""
    if not path:
        yield Problem(path, "the path is empty: name a file or a folder")
        return
    if path == "-" or not _is_folder(path):
        yield path
        return
    nothing = True
    for found in _walk(path):
        nothing = False
        yield found
    if nothing:
        yield Problem(shown(path), f"no policy files found in this folder (*{', *'.join(_ENDINGS)})")


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:  # reading it as a file says what is wrong
        return False


def _walk(folder: str) -> Iterator[str | Problem]:
    """The policy files below a folder, depth first, sorted by name; each real folder is entered once."""
    entered: set[tuple[int, int]] = set()
    rest = [(folder, "folder")]
    while rest:
        path, kind = rest.pop()
        if kind == "file":
            yield path
        elif kind == "folder":
            try:
                rest.extend(reversed(_children(path, entered)))
            except OSError as error:
                yield Problem(shown(path), f"cannot be read: {error.strerror or error}")
        else:
            yield Problem(shown(path), "is no regular file, or a link that leads nowhere: remove it")


def _children(folder: str, entered: set[tuple[int, int]]) -> list[tuple[str, str]]:
    """The paths in a folder that matter, sorted, each with its kind: "folder", "file" or "odd"."""
    status = Path(folder).stat()
    if (status.st_dev, status.st_ino) in entered:
        return []
    entered.add((status.st_dev, status.st_ino))
    children = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith(".") or entry.name in _SKIPPED:
                continue
            path = entry.name if folder == "." else f"{folder.rstrip('/')}/{entry.name}"
            if _is_folder(path) if entry.is_symlink() else entry.is_dir():
                children.append((path, "folder"))
            elif entry.name.lower().endswith(_ENDINGS):
                regular = Path(path).is_file() if entry.is_symlink() else entry.is_file()
                children.append((path, "file" if regular else "odd"))
    return children
