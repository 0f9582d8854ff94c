"""The files in a gzip tarball, where every reader finds the same: one stream, plain headers, plain paths, one end.

Go's archive/tar, which OPA reads with, and Python's tarfile disagree on extended headers, sparse files, numbers and
what follows the end (OPA skips what it does not know). So only what they agree on is read, and the rest is refused:
POSIX.1-1988 (ustar) headers, which `smguard`, `opa build` and `tar --format=ustar` write, and GNU's without extensions.
"""

import posixpath
import re
import zlib
from collections.abc import Iterator

from smguard.errors import InputError, Problem

MAX_PACKED = 64 * 1024 * 1024
"""Bytes of a tarball that is read at all."""
MAX_UNPACKED = 256 * 1024 * 1024
MAX_FILES = 20_000

_BLOCK = 512
_PLAIN = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*")
_OCTAL = re.compile(rb" *([0-7]*)[ \0]*")
_NUMBERS = (slice(100, 108), slice(108, 116), slice(116, 124), slice(136, 148), slice(329, 337), slice(337, 345))
"""Mode, uid, gid, time, and two numbers of a device."""
_SIZE, _SUM, _TYPE, _MAGIC = slice(124, 136), slice(148, 156), slice(156, 157), slice(257, 265)
_NAME, _PREFIX, _REST = slice(0, 100), slice(345, 500), slice(500, 512)
_POSIX, _GNU = b"ustar\x0000", b"ustar  \x00"
_FILE, _FOLDER = (b"0", b"\0"), b"5"
_NOT_WHOLE = "is not a whole gzip tarball"


def members(tarball: bytes, source: str) -> Iterator[tuple[str, bytes]]:
    """The path and the content of each file, without a leading slash; folders are left out.

    `source` names the tarball in problems. Raises InputError, also in the middle.
    """
    raw = _inflated(tarball, source)
    seen: set[str] = set()
    at = 0
    while (header := raw[at : at + _BLOCK]) != bytes(_BLOCK):
        name, size = _read(header, source)
        start, end = at + _BLOCK, at + _BLOCK + size
        at = end + -size % _BLOCK
        if at > len(raw):
            raise _refused(source, _NOT_WHOLE)
        if header[_TYPE] == _FOLDER:
            continue
        path = name.removeprefix("/")
        if header[_TYPE] not in _FILE or posixpath.normpath(path) != path or path.startswith(("/", "../")):
            raise _refused(source, f"contains {name!a}, which is not a regular file inside it")
        if not _PLAIN.fullmatch(path):
            raise _refused(source, f"contains {name!a}: its paths may have only letters, digits and the signs ._-")
        if path in seen:
            raise _refused(source, f"contains {path!r} twice")
        seen.add(path)
        if len(seen) > MAX_FILES:
            raise _refused(source, f"contains more than {MAX_FILES} files")
        yield path, raw[start:end]
    if len(raw) < at + 2 * _BLOCK or raw.count(0, at) != len(raw) - at:
        raise _refused(source, f"{_NOT_WHOLE}: it does not end where its archive does")


def _inflated(tarball: bytes, source: str) -> bytes:
    """The one stream in a gzip file."""
    if len(tarball) > MAX_PACKED:
        raise _refused(source, f"is larger than {MAX_PACKED} bytes")
    flags = tarball[3:4]
    named = flags == b"\x08" and 0 <= tarball.find(0, 10) < _BLOCK  # what Go reads of a name
    stream = zlib.decompressobj(wbits=31)
    try:
        raw = stream.decompress(tarball, MAX_UNPACKED + 1)
    except zlib.error:
        raise _refused(source, _NOT_WHOLE) from None
    if len(raw) > MAX_UNPACKED:
        raise _refused(source, f"is larger than {MAX_UNPACKED} bytes when unpacked")
    if not stream.eof or not (named or flags == b"\0"):
        raise _refused(source, _NOT_WHOLE)
    if stream.unused_data:
        raise _refused(source, f"{_NOT_WHOLE}: something follows its end")
    return raw


def _read(header: bytes, source: str) -> tuple[str, int]:
    """The name and the size in a header."""
    total = sum(header) - sum(header[_SUM]) + 8 * ord(" ")
    numbers = [_number(header[at]) for at in (*_NUMBERS, _SIZE)]
    if len(header) < _BLOCK or _number(header[_SUM]) != total or None in numbers:
        raise _refused(source, _NOT_WHOLE)
    name, _, after = header[_NAME].partition(b"\0")
    prefix, _, beyond = header[_PREFIX].partition(b"\0")
    magic, size = header[_MAGIC], numbers[-1] or 0
    plain = (magic == _POSIX or (magic == _GNU and not prefix)) and not (after + beyond + header[_REST]).strip(b"\0")
    path = (prefix + b"/" + name if prefix else name).decode("utf-8", "backslashreplace")
    if not plain or header[_TYPE] in b"xgLKSX" or (header[_TYPE] == _FOLDER and size):
        raise _refused(source, f"contains {path!a} with an extended header, which not everyone reads alike: {_ADVICE}")
    return path, size


_ADVICE = "pack it with `smguard build --pack`, or `tar --format=ustar`"


def _number(field: bytes) -> int | None:
    """An octal number as every reader understands it; nothing is 0."""
    found = _OCTAL.fullmatch(field)
    return int(found[1] or b"0", 8) if found else None


def _refused(source: str, message: str) -> InputError:
    return InputError(Problem(source, message))
