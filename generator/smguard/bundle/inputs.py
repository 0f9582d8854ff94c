"""Digests of what a bundle is made from: told from its manifest, in milliseconds, whether its policies have changed.

A comment in organization.yaml changes nothing; a change in what is read as bytes (rules, catalog) counts even where
the bundle would stay the same, so whoever needs to be sure composes.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from smguard import __version__
from smguard.errors import InputError, Problem
from smguard.rulebook.folder import Policies, find_policies
from smguard.shipped import DEFAULTS, folder
from smguard.source import read_source

PARTS = {
    "catalog": "the catalog",
    "organization": "organization.yaml",
    "rules": "the rules",
    "services": "the notes on other services",
    "smguard": "smguard itself",
}
"""The names of the parts in a manifest, and for people."""


def digests(files: Policies, notes: Path | None) -> dict[str, str]:
    """The SHA-256 (hex) of each part of PARTS; `notes` is the folder of notes on other services.

    Raises InputError where one cannot be read.
    """
    templates = folder("templates")
    try:
        return {
            "catalog": _digest((path.name, path.read_bytes()) for path in (files.note, files.facts)),
            "organization": _digest([("", _organization(files.organization))]),
            "rules": _digest(_content(path for place in files.rules for path in place.glob("*.y*ml"))),
            "services": _digest(_content(notes.glob("*.md") if notes else ())),
            "smguard": _digest(
                [
                    ("version", __version__.encode()),
                    *_content(templates.glob("*.j2")),
                    *_content((templates / "rules").iterdir()),
                    *_content(path for path in (templates / "lib").rglob("*.rego") if not path.stem.endswith("_test")),
                ]
            ),
        }
    except OSError as error:
        raise InputError(Problem(str(error.filename), f"cannot be read: {error.strerror or error}")) from None


def without_notes(inputs: Mapping[str, str]) -> dict[str, str]:
    """The digests of a bundle that knows no other services."""
    return {**inputs, "services": _digest(())}


def changed(manifest: Mapping[str, Any], policies: Path) -> list[str]:
    """The parts of a policies/ folder that are not what the bundle with this manifest was made from.

    Where the folder has no notes on other services, those of the bundle came with an option, and are not compared.
    A manifest without digests is of an older smguard. Raises InputError where the folder cannot be read.
    """
    recorded = manifest.get("metadata", {}).get("inputs")
    if not isinstance(recorded, dict):
        return ["smguard"]
    files = find_policies(policies)
    now = digests(files, files.services)
    return [
        part for part, digest in now.items() if recorded.get(part) != digest and (part != "services" or files.services)
    ]


def _organization(path: Path) -> bytes:
    """What the file decides, defaults included: comments and what only repeats a default change nothing."""
    said: Any = read_source(path).value if os.path.lexists(path) else {}
    defaults: Any = read_source(DEFAULTS).value
    if isinstance(said, dict):
        parameters = said.get("parameters", {})
        merged = {**defaults["parameters"], **parameters} if isinstance(parameters, dict) else parameters
        said = {"rules": {}, "exceptions": [], **defaults, **said, "parameters": merged}
    return json.dumps(said, sort_keys=True).encode()


def _content(paths: Iterable[Path]) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(paths)]


def _digest(parts: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in parts:
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
