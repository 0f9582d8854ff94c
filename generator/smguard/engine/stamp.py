"""The stamp of a compiled bundle: which Rego and which revision a WebAssembly module was made from.

It is a custom section, which WebAssembly engines pass over, so a stamped module runs as it is.
https://webassembly.github.io/spec/core/binary/modules.html
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from smguard.errors import EngineError

SECTION = b"smguard"
COMPILED = "smguard"
"""How the paths of what is compiled begin in a bundle; the rest, such as masks of logs, only opa runs."""

_HEADER = b"\0asm\1\0\0\0"
_CUSTOM = 0


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a module was compiled from: `policy` is the SHA-256 (hex) of the Rego, `revision` the bundle's."""

    policy: str
    revision: str


def policy_digest(files: Mapping[str, bytes]) -> str:
    """The SHA-256 (hex) of the Rego among a bundle's files that a module is compiled from: all but its tests."""
    return digest({path: content for path, content in files.items() if is_compiled(path)})


def is_compiled(path: str) -> bool:
    """Whether the file at this path in a bundle is of what a module is compiled from."""
    return path.startswith(COMPILED) and path.endswith(".rego") and not path.endswith("_test.rego")


def digest(files: Mapping[str, bytes]) -> str:
    """The SHA-256 (hex) of files with their paths."""
    made = hashlib.sha256()
    for path, content in sorted(files.items()):
        made.update(f"{path}\n{len(content)}\n".encode())
        made.update(content)
    return made.hexdigest()


def read_stamp(wasm: bytes) -> Stamp | None:
    """The stamp of the module, or None where it has none.

    Raises EngineError when the bytes are not a WebAssembly module or its stamp cannot be read.
    """
    for _, _, payload in _sections(wasm):
        if payload is not None:
            return _stamp(payload)
    return None


def write_stamp(wasm: bytes, stamp: Stamp) -> bytes:
    """The module with this stamp and no other, at its end. Raises EngineError when it is no module."""
    payload = json.dumps(asdict(stamp), sort_keys=True, separators=(",", ":")).encode()
    content = _unsigned(len(SECTION)) + SECTION + payload
    return without_stamp(wasm) + bytes([_CUSTOM]) + _unsigned(len(content)) + content


def without_stamp(wasm: bytes) -> bytes:
    """The module as it was before it was stamped. Raises EngineError when it is no module."""
    kept = [wasm[start:end] for start, end, payload in _sections(wasm) if payload is None]
    return _HEADER + b"".join(kept)


def _stamp(payload: bytes) -> Stamp:
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError):
        value = None
    match value:
        case {"policy": str(policy), "revision": str(revision)} if len(value) == 2:
            return Stamp(policy, revision)
    raise EngineError("the WebAssembly module has a stamp that cannot be read: run `smguard build`")


def _sections(wasm: bytes) -> Iterator[tuple[int, int, bytes | None]]:
    """Start and end of each section, and the payload where it is a stamp."""
    if not wasm.startswith(_HEADER):
        raise EngineError("this is not a WebAssembly module: run `smguard build`")
    start = len(_HEADER)
    while start < len(wasm):
        size, content = _read_unsigned(wasm, start + 1)
        end = content + size
        if end > len(wasm):
            raise _truncated()
        yield start, end, _payload(wasm, content, end) if wasm[start] == _CUSTOM else None
        start = end


def _payload(wasm: bytes, content: int, end: int) -> bytes | None:
    length, name = _read_unsigned(wasm, content)
    if name + length > end:
        raise _truncated()
    return wasm[name + length : end] if wasm[name : name + length] == SECTION else None


def _read_unsigned(wasm: bytes, at: int) -> tuple[int, int]:
    """An unsigned LEB128 number of at most 32 bits, and the position after it."""
    value = 0
    for shift in range(0, 35, 7):
        if at >= len(wasm):
            break
        byte = wasm[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise _truncated()


def _unsigned(value: int) -> bytes:
    encoded = bytearray()
    while value >= 0x80:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def _truncated() -> EngineError:
    return EngineError("the WebAssembly module is damaged: run `smguard build`")
