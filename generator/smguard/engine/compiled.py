"""Compiled modules, kept in the user's cache so that a process need not compile again.

A compiled module is machine code: anyone who can write one decides what runs. So a file is used only if it
belongs to the current user, nobody else can write to it, and it holds what was stored (its first 32 bytes
are the SHA-256 of the rest). Whatever is wrong with the cache, the module is compiled as if there were none;
so it always is on Windows, where Python cannot tell who owns a file.
"""

import hashlib
import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import wasmtime
from wasmtime import Engine, Module, WasmtimeError

from smguard.errors import EngineError

KEPT = 16
"""Compiled modules that stay in the cache; the oldest go first."""

_DIGEST = hashlib.sha256().digest_size
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def compile_module(engine: Engine, wasm: bytes | str, cache: Path | None) -> Module:
    """The module, from the folder `cache` where it is there already, else compiled and stored there.

    `wasm` is a binary, or a module's text. Raises EngineError when the module is not valid.
    """
    if sys.platform == "win32":  # its files have no owner and mode by which they could be trusted
        cache = None
    path = cache / f"{_key(engine, wasm)}.cwasm" if cache else None
    if path and (module := _load(engine, path)):
        return module
    try:
        module = Module(engine, wasm)
        serialized = bytes(module.serialize()) if path else b""
    except WasmtimeError as error:
        raise EngineError("the WebAssembly module is damaged: run `smguard build`") from error
    if path:
        _store(path, serialized)
    return module


def _key(engine: Engine, wasm: bytes | str) -> str:
    """Differs between modules, releases of wasmtime, settings of the engine, and processors.

    An empty module, compiled, tells all but the exact release, which the time of its installation stands for.
    """
    host = bytes(Module(engine, b"\0asm\1\0\0\0").serialize())
    release = f"{wasmtime.__file__} {Path(wasmtime.__file__).stat().st_mtime_ns}".encode()
    code = wasm.encode() if isinstance(wasm, str) else wasm
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in (host, release, code))).hexdigest()


def _load(engine: Engine, path: Path) -> Module | None:
    try:
        content = _read_own(path)
    except OSError:
        return None
    digest, serialized = content[:_DIGEST], content[_DIGEST:]
    if hashlib.sha256(serialized).digest() != digest:
        return None
    try:
        return Module.deserialize(engine, serialized)
    except WasmtimeError:
        return None


def _read_own(path: Path) -> bytes:
    """The bytes of a file that only the current user can write; empty where others can, or where nobody can tell."""
    if sys.platform == "win32":
        return b""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        mine = status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_WRITE
        return file.read() if mine and stat.S_ISREG(status.st_mode) else b""


def _store(path: Path, serialized: bytes) -> None:
    """Writes the file whole or not at all; a cache that cannot be written to is none."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=path.stem, suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(hashlib.sha256(serialized).digest() + serialized)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink()
            raise
        _prune(path.parent)


def _prune(folder: Path) -> None:
    files = [(entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(folder) if entry.is_file()]
    for _, path in sorted(files, reverse=True)[KEPT:]:
        Path(path).unlink(missing_ok=True)
