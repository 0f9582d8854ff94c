"""The bundle: a plan's texts, data and manifest under one revision, its tarball and its WebAssembly."""

import gzip
import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smguard import __version__
from smguard.bundle.data import compile_data
from smguard.bundle.plan import Plan
from smguard.bundle.render import made_for, render, to_json
from smguard.engine.stamp import COMPILED, digest, policy_digest
from smguard.shipped import folder

ROOTS = (COMPILED,)
LOG_ROOT = "system/log"
"""Where OPA looks for what masks its decision logs."""
ENTRYPOINT = "smguard/decision"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a bundle folder by path. `policy` digests the Rego that decides, `revision` all of its content."""

    files: Mapping[str, bytes]
    revision: str
    policy: str


def compose(plan: Plan, mask_logs: bool = False, texts: Mapping[str, str] | None = None) -> Bundle:
    """The bundle of a plan: byte for byte the same for the same inputs on any machine.

    With `mask_logs` it also takes secrets out of decision logs; such a bundle owns `system/log` too. `texts` are its
    rendered files, where they are known already.
    """
    texts = {**(render(plan) if texts is None else texts), **(log_mask() if mask_logs else {})}
    data = {**compile_data(plan), "made_for": made_for(texts)}
    packed = {path: text for path, text in texts.items() if not path.endswith("_test.rego")}
    policy = policy_digest({path: text.encode("utf-8", "surrogateescape") for path, text in packed.items()})
    about = {"catalog": plan.catalogs_digest, "rules": plan.rules_digest}
    revision = _revision(packed, data, about)
    manifest = {
        "metadata": {**about, "generator": f"smguard {__version__}", "inputs": plan.inputs, "policy": policy},
        "rego_version": 1,
        "revision": revision,
        "roots": [*ROOTS, *([LOG_ROOT] if mask_logs else [])],
    }
    files = {
        **texts,
        "data.json": to_json({"smguard": {**data, "bundle": {**about, "revision": revision}}}),
        ".manifest": to_json(manifest),
    }
    return Bundle({path: text.encode() for path, text in sorted(files.items())}, revision, policy)


def log_mask() -> dict[str, str]:
    """The package that masks decision logs, with its test, by path in a bundle."""
    place = folder("templates") / "log"
    return {
        f"{LOG_ROOT}/{path.relative_to(place).as_posix()}": path.read_text("utf-8")
        for path in sorted(place.rglob("*.rego"))
    }


def pack(files: Mapping[str, bytes]) -> bytes:
    """The gzip tarball of a bundle's files, without its tests; the same bytes for the same files."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path, content in sorted(files.items()):
            if path.endswith("_test.rego"):
                continue
            entry = tarfile.TarInfo(f"/{path}")
            entry.size, entry.mode = len(content), 0o644
            archive.addfile(entry, io.BytesIO(content))
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(raw.getvalue())
    return packed.getvalue()


def revision_of(folder: Path) -> str:
    """The revision in a bundle folder's manifest."""
    return str(json.loads((folder / ".manifest").read_text("utf-8"))["revision"])


def content_revision(files: Mapping[str, bytes]) -> str:
    """The revision that a bundle's files have by their content, whatever their manifest says.

    Its manifest and data.json are JSON objects; what is not shaped like a bundle of smguard has no revision of one.
    """
    manifest, data = (json.loads(files.get(path, b"{}")) for path in (".manifest", "data.json"))
    texts = {path: content.decode("utf-8", "surrogateescape") for path, content in files.items()}
    packed = {path: text for path, text in texts.items() if path.endswith(".rego") and not path.endswith("_test.rego")}
    own, metadata = data.get("smguard"), manifest.get("metadata")
    own, metadata = (value if isinstance(value, dict) else {} for value in (own, metadata))
    about = {name: metadata.get(name) for name in ("catalog", "rules")}
    return _revision(packed, {name: value for name, value in own.items() if name != "bundle"}, about)


def _revision(packed: Mapping[str, str], data: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    return _digest({**packed, "data.json": to_json(data), "about": to_json(about)})


def _digest(texts: Mapping[str, str]) -> str:
    return digest({path: text.encode("utf-8", "surrogateescape") for path, text in texts.items()})
