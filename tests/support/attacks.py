"""Attacks on signed bundles: each a tarball that is not what an honest signer packs, in bytes that no library checks.

The bundle in them is small, so that a real opa reads each in a moment.
"""

import base64
import gzip
import hashlib
import hmac
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from smguard.bundle.composition import content_revision, pack
from smguard.delivery.digest import digest
from smguard.delivery.key import Key
from smguard.delivery.tarball import SIGNATURES
from smguard.errors import SmguardError

Json = dict[str, Any]
NOW = 1_800_000_000
"""The time of the attacks: 2027-01-15."""

EVIL = b"package smguard\n\ndecision := {}\n"


@dataclass(frozen=True)
class Attack:
    """A tarball, and the algorithm of the key that it is verified with."""

    tarball: bytes = field(repr=False)
    algorithm: str = "HS256"


@cache
def contents() -> dict[str, bytes]:
    """The files of a small bundle, of the revision that it has."""
    data: Json = {"smguard": {"list": [1, "a"]}}
    manifest: Json = {"rego_version": 1, "roots": ["smguard"], "metadata": {}}
    files = {
        "smguard/smguard.rego": b'package smguard\n\ndecision := {"allowed": false}\n',
        "smguard/sub/more.rego": b"# A comment.\npackage smguard.sub\n\nx := 1\n",
        "data.json": json.dumps(data).encode(),
        ".manifest": json.dumps(manifest).encode(),
    }
    return with_revision(files)


def with_revision(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with the revision of their content in their manifest."""
    manifest = json.loads(files[".manifest"])
    manifest["revision"] = content_revision(files)
    return {**files, ".manifest": json.dumps(manifest).encode()}


def b64(content: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def listed(files: Mapping[str, bytes], algorithm: str = "SHA-256") -> list[Json]:
    """What a payload says of files."""
    return [
        {"name": path, "hash": digest(path, text, algorithm), "algorithm": algorithm}
        for path, text in sorted(files.items())
        if path != SIGNATURES
    ]


def token(secret: bytes, head: object, payload: object) -> str:
    """A token with a good HMAC by the secret, whatever its parts say; bytes stay as they are."""
    parts = [b64(part if isinstance(part, bytes) else json.dumps(part).encode()) for part in (head, payload)]
    signed = ".".join(parts)
    return f"{signed}.{b64(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"


def block(name: bytes, length: int, kind: bytes = b"0", **fields: bytes) -> bytes:
    """A header of ustar; fields as they are, by name."""
    made = bytearray(512)
    made[0 : min(len(name), 100)] = name[:100]
    for at, text in ((100, b"0000644\0"), (108, b"0000000\0"), (116, b"0000000\0"), (136, b"00000000000\0")):
        made[at : at + len(text)] = text
    made[124:136] = b"%011o\0" % length
    made[156:157] = kind
    made[257:265] = b"ustar\x0000"
    places = {"size": 124, "mtime": 136, "mode": 100, "magic": 257, "prefix": 345, "linkname": 157, "rest": 500}
    places |= {"devmajor": 329, "uid": 108, "gnu": 345}
    for field_name, text in fields.items():
        if field_name != "checksum":
            made[places[field_name] : places[field_name] + len(text)] = text
    made[148:156] = b" " * 8
    made[148:156] = fields.get("checksum", b"%06o\0 " % sum(made))
    return bytes(made)


def entry(name: str | bytes, content: bytes, kind: bytes = b"0", **fields: bytes) -> bytes:
    """A header with its content, filled up to whole blocks."""
    header = block(name.encode() if isinstance(name, str) else name, len(content), kind, **fields)
    return header + content + bytes(-len(content) % 512)


def pax(kind: bytes, **records: str) -> bytes:
    """An extended header."""
    text = b""
    for name, value in records.items():
        body = f" {name.replace('__', '.')}={value}\n".encode()
        length = len(body) + 1
        while len(str(length)) + len(body) != length:
            length += 1
        text += str(length).encode() + body
    return entry("pax", text, kind)


END = bytes(1024)


def raw(files: Mapping[str, bytes]) -> list[bytes]:
    """The entries of files as smguard packs them."""
    return [entry(f"/{path}", text) for path, text in sorted(files.items())]


def packed(entries: Sequence[bytes], end: bytes = END) -> bytes:
    """A gzip tarball of entries as they are."""
    return gzip.compress(b"".join(entries) + end, 1, mtime=0)


def attacks(keys: Mapping[str, Key], other: Key) -> Iterator[tuple[str, Attack]]:
    """Every attack by its name. `keys` verify, by algorithm; `other` is a stranger's HS256."""
    for name, made in (
        *_tokens(keys, other),
        *_payloads(keys["HS256"]),
        *_files(keys["HS256"]),
        *_tars(keys["HS256"]),
        *_gzips(keys["HS256"]),
        *_manifests(keys["HS256"]),
    ):
        yield name, made if isinstance(made, Attack) else Attack(made)


def signed(key: Key, files: Mapping[str, bytes], head: Json | None = None, **claims: object) -> dict[str, bytes]:
    """The files with a token by an HS256 key; None takes a claim or a member of the head away."""
    payload = {"files": listed(files), **claims}
    kept = {name: value for name, value in payload.items() if value is not ...}
    header = {"alg": "HS256", "kid": key.id, **(head or {})}
    shown = {name: value for name, value in header.items() if value is not ...}
    return {**files, SIGNATURES: json.dumps({"signatures": [token(key.material, shown, kept)]}).encode()}


def _tokens(keys: Mapping[str, Key], other: Key) -> Iterator[tuple[str, Attack | bytes]]:
    key, files = keys["HS256"], contents()
    payload = {"files": listed(files)}
    good = token(key.material, {"alg": "HS256", "kid": key.id}, payload)
    head, body, signature = good.split(".")

    def one(text: object) -> bytes:
        return pack({**files, SIGNATURES: text if isinstance(text, bytes) else json.dumps(text).encode()})

    def sealed(made: str) -> bytes:
        return one({"signatures": [made]})

    yield "token: honest", sealed(good)
    yield "token: unsigned", pack(files)
    for algorithm in ("RS256", "ES256"):
        asked = keys[algorithm]
        secrets = {"PEM": (asked.public or "").encode(), "PEM without its end": (asked.public or "").strip().encode()}
        secrets["DER"] = base64.b64decode("".join((asked.public or "").splitlines()[1:-1]))
        for what, secret in secrets.items():
            for alg in ("HS256", algorithm):
                made = token(secret, {"alg": alg, "kid": asked.id}, payload)
                yield f"token: {algorithm}'s public key as a secret, {what}, {alg}", Attack(sealed(made), algorithm)
        for alg in ("none", "None", "nOnE", "", algorithm):
            bare = ".".join((b64(json.dumps({"alg": alg, "kid": asked.id}).encode()), body))
            yield f"token: {algorithm} wanted, {alg!r} without signature", Attack(sealed(f"{bare}."), algorithm)
    zero = ".".join((b64(json.dumps({"alg": "ES256", "kid": keys["ES256"].id}).encode()), body, b64(bytes(64))))
    yield "token: ES256 of two zeros", Attack(sealed(zero), "ES256")
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    edge = f"{zero.rpartition('.')[0]}.{b64(order.to_bytes(32) + order.to_bytes(32))}"
    yield "token: ES256 of the order", Attack(sealed(edge), "ES256")
    heads: dict[str, Json] = {
        "another alg": {"alg": "HS512"},
        "alg none over a good signature": {"alg": "none"},
        "no alg": {"alg": ...},
        "alg a number": {"alg": 256},
        "no kid": {"kid": ...},
        "kid empty": {"kid": ""},
        "kid of nobody": {"kid": "nobody"},
        "kid a path": {"kid": "../../../../dev/null"},
        "kid SQL": {"kid": "x' OR '1'='1"},
        "kid a number": {"kid": 1},
        "kid a list": {"kid": [key.id]},
        "kid null": {"kid": None},
        "crit": {"crit": ["exp"], "exp": 1},
        "b64 false": {"crit": ["b64"], "b64": False},
        "b64 false, not critical": {"b64": False},
        "zip": {"zip": "DEF"},
        "a key of one's own": {"jwk": {"kty": "oct", "k": b64(other.material)}},
        "a key elsewhere": {"jku": "https://elsewhere.example/keys", "x5u": "https://elsewhere.example"},
        "typ": {"typ": "at+jwt", "cty": "JWT"},
        "large": {"x": "y" * 3_000_000},
    }
    for name, changes in heads.items():
        yield f"head: {name}", pack(signed(key, files, changes))
    for name, text in {
        "a kid twice": f'{{"alg":"HS256","kid":"x","kid":"{key.id}"}}',
        "a kid twice, the other way": f'{{"alg":"HS256","kid":"{key.id}","kid":"x"}}',
        "Kid": f'{{"alg":"HS256","Kid":"x","kid":"{key.id}"}}',
        "byte order mark": f'\ufeff{{"alg":"HS256","kid":"{key.id}"}}',
        "trailing text": f'{{"alg":"HS256","kid":"{key.id}"}} x',
        "a list": "[]",
        "no JSON": "x",
    }.items():
        yield f"head: {name}", sealed(token(key.material, text.encode(), payload))
    yield (
        "token: a stranger's, in the key's name",
        sealed(token(other.material, {"alg": "HS256", "kid": key.id}, payload)),
    )
    yield "token: a stranger's", sealed(token(other.material, {"alg": "HS256", "kid": other.id}, payload))
    for name, made in {
        "padding": f"{good}=",
        "white space around": f" {good} ",
        "a line break inside the head": f"{head[:9]}\n{head[9:]}.{body}.{signature}",
        "a line break inside the body": f"{head}.{body[:9]}\n{body[9:]}.{signature}",
        "a line break inside the signature": f"{head}.{body}.{signature[:9]}\n{signature[9:]}",
        "a line break behind": f"{good}\n",
        "a NUL behind": f"{good}\0",
        "plain base64": f"{good[:-1]}+",
        "other spare bits": good[:-1] + chr(ord(good[-1]) + (1 if ord(good[-1]) % 2 else -1)),
        "two parts": f"{head}.{body}",
        "four parts": f"{good}.{signature}",
        "five parts": f"{good}.a.b",
        "no parts": "",
        "dots": "..",
        "no signature": f"{head}.{body}.",
        "half a signature": f"{head}.{body}.{signature[:21]}",
        "signature and more": f"{good}AAAA",
        "no head": f".{body}.{signature}",
        "no body": f"{head}..{signature}",
        "JSON of JWS": json.dumps({"payload": body, "protected": head, "signature": signature}),
        "Bearer": f"Bearer {good}",
        "a letter of another alphabet": good.replace("e", "\u0435", 1),
    }.items():
        yield f"spelling: {name}", sealed(made)
    bad = token(other.material, {"alg": "HS256", "kid": key.id}, payload)
    for name, value in {
        "no tokens": {"signatures": []},
        "tokens null": {"signatures": None},
        "no member": {},
        "a text": {"signatures": good},
        "an object": {"signatures": {"0": good}},
        "nested": {"signatures": [[good]]},
        "null": {"signatures": [None]},
        "two": {"signatures": [good, good]},
        "two, a bad one first": {"signatures": [bad, good]},
        "two, a bad one last": {"signatures": [good, bad]},
        "plugin empty": {"signatures": [good], "plugin": ""},
        "plugin unknown": {"signatures": [good], "plugin": "x"},
        "plugin a number": {"signatures": [good], "plugin": 1},
        "more members": {"signatures": [good], "x": 1},
        "a list": [good],
    }.items():
        yield f"signatures: {name}", one(value)
    text = json.dumps({"signatures": [good]})
    for name, spelled in {
        "other letters": text.replace("signatures", "Signatures").encode(),
        "long s": text.replace("signatures", "\u017fignatures").encode(),
        "twice, bad first": f'{{"signatures":["{bad}"],"signatures":["{good}"]}}'.encode(),
        "twice, bad last": f'{{"signatures":["{good}"],"signatures":["{bad}"]}}'.encode(),
        "twice in other letters": f'{{"signatures":["{good}"],"SIGNATURES":["{bad}"]}}'.encode(),
        "empty, then good": f'{{"signatures":[],"Signatures":["{good}"]}}'.encode(),
        "text behind": f"{text} x".encode(),
        "another value behind": f'{text}{{"signatures":["{bad}"]}}'.encode(),
        "byte order mark": f"\ufeff{text}".encode(),
        "UTF-16": text.encode("utf-16"),
        "UTF-32": text.encode("utf-32"),
        "escapes": text.replace(good[0], f"\\u{ord(good[0]):04x}", 1).encode(),
        "white space": f"\n\t {text} \n".encode(),
        "YAML": f"signatures:\n- {good}\n".encode(),
        "a comment": f"/* x */{text}".encode(),
        "nothing": b"",
        "no UTF-8": text.encode() + b"\xff",
        "deep": b"[" * 200_000,
    }.items():
        yield f"signatures: {name}", one(spelled)


def _payloads(key: Key) -> Iterator[tuple[str, bytes]]:
    files = contents()
    every = listed(files)

    def said(payload: object) -> bytes:
        made = token(key.material, {"alg": "HS256", "kid": key.id}, payload)
        return pack({**files, SIGNATURES: json.dumps({"signatures": [made]}).encode()})

    for name, value in {
        "a list": [],
        "a text": "x",
        "no files": {},
        "files null": {"files": None},
        "files empty": {"files": []},
        "files an object": {"files": {"data.json": "x"}},
        "files a text": {"files": "data.json"},
        "files a number": {"files": 5},
        "a file null": {"files": [*every, None]},
        "a file a text": {"files": [*every, "data.json"]},
        "one missing": {"files": every[:-1]},
        "one too many": {"files": [*every, {"name": "x.rego", "hash": "00", "algorithm": "SHA-256"}]},
        "another order": {"files": every[::-1]},
        "the same twice": {"files": [*every, every[0]]},
        "another hash first": {"files": [{**every[0], "hash": "00" * 32}, *every]},
        "another hash last": {"files": [*every, {**every[0], "hash": "00" * 32}]},
        "Files": {"Files": every},
        "FILES beside files": {"files": every, "FILES": []},
        "files twice in other letters": {"Files": [], "files": every},
    }.items():
        yield f"payload: {name}", said(value)
    for name, change in {
        "a slash first": lambda one: {"name": f"/{one['name']}"},
        "a dot first": lambda one: {"name": f"./{one['name']}"},
        "capitals": lambda one: {"name": one["name"].upper()},
        "white space": lambda one: {"name": f"{one['name']} "},
        "a backslash": lambda one: {"name": one["name"].replace("/", "\\")},
        "a way round": lambda one: {"name": f"a/../{one['name']}"},
        "hash in capitals": lambda one: {"hash": one["hash"].upper()},
        "hash with a space": lambda one: {"hash": f" {one['hash']}"},
        "hash cut": lambda one: {"hash": one["hash"][:32]},
        "hash empty": lambda _: {"hash": ""},
        "hash null": lambda _: {"hash": None},
        "hash of other digits": lambda one: {"hash": one["hash"].replace("a", "\uff41")},
        "algorithm in small letters": lambda _: {"algorithm": "sha-256"},
        "algorithm without its dash": lambda _: {"algorithm": "SHA256"},
        "algorithm empty": lambda _: {"algorithm": ""},
        "algorithm null": lambda _: {"algorithm": None},
        "algorithm unknown": lambda _: {"algorithm": "CRC32"},
        "more members": lambda _: {"size": 1},
        "Name beside name": lambda _: {"Name": "x"},
        "HASH beside hash": lambda _: {"HASH": "00" * 32},
    }.items():
        changed: Callable[[Json], Json] = change
        yield f"file: {name}", said({"files": [{**one, **changed(one)} for one in every]})
    for algorithm in ("MD5", "SHA-1", "SHA-224", "SHA-384", "SHA-512", "SHA-512-224", "SHA-512-256"):
        yield f"hashes: {algorithm}", said({"files": listed(files, algorithm)})
    yield (
        "hashes: one of MD5",
        said(
            {
                "files": [
                    *listed({"data.json": files["data.json"]}, "MD5"),
                    *(one for one in every if one["name"] != "data.json"),
                ]
            }
        ),
    )
    claimed: dict[str, Json] = {
        "signed now": {"iat": NOW},
        "signed and not expired": {"iat": NOW - 60, "exp": NOW + 60},
        "expired": {"iat": NOW - 120, "exp": NOW - 60},
        "expires now": {"iat": NOW - 120, "exp": NOW},
        "exp in milliseconds": {"exp": NOW * 1000},
        "exp beyond all time": {"exp": 10**30},
        "exp a text": {"exp": str(NOW + 60)},
        "exp a fraction": {"exp": NOW + 60.5},
        "exp true": {"exp": True},
        "exp zero": {"exp": 0},
        "exp negative": {"exp": -1},
        "signed in the future": {"iat": NOW + 3600},
        "signed a minute ahead": {"iat": NOW + 60},
        "iat a text": {"iat": str(NOW)},
        "iat a fraction": {"iat": NOW + 0.5},
        "iat true": {"iat": True},
        "iat negative": {"iat": -5},
        "iat beyond 64 bits": {"iat": 2**63},
        "iat null": {"iat": None},
        "nbf in the future": {"nbf": NOW + 3600},
        "nbf in the past": {"nbf": NOW - 3600},
        "Iat beside iat": {"iat": NOW, "Iat": 1},
        "a scope": {"scope": "write"},
        "scope empty": {"scope": ""},
        "scope null": {"scope": None},
        "scope a list": {"scope": ["write"]},
        "Scope": {"Scope": "write"},
        "scope in other letters": {"scope": "", "\u017fcope": "write"},
        "keyid of another": {"keyid": "another"},
        "keyid": {"keyid": key.id},
        "keyid a number": {"keyid": 7},
        "iss": {"iss": "me"},
        "iss a number": {"iss": 7},
        "aud, sub and jti": {"aud": "x", "sub": "y", "jti": "z"},
        "a large claim": {"x": "y" * 3_000_000},
        "a deep claim": {"x": json.loads("[" * 400 + "]" * 400)},
    }
    for name, claims in claimed.items():
        yield f"claims: {name}", said({"files": every, **claims})
    text = json.dumps({"files": every})
    for name, spelled in {
        "NaN": text[:-1] + ', "x": NaN}',
        "files twice": f'{{"files": [], {text[1:]}',
        "files twice, the other way": f'{text[:-1]}, "files": []}}',
        "iat twice": text[:-1] + f', "iat": {NOW}, "iat": 1}}',
        "iat with an exponent": text[:-1] + ', "iat": 1e9}',
        "text behind": f"{text} x",
        "byte order mark": f"\ufeff{text}",
    }.items():
        yield f"payload: {name}", said(spelled.encode())
    yield "payload: UTF-16", said(text.encode("utf-16"))


def _files(key: Key) -> Iterator[tuple[str, bytes]]:
    honest = signed(key, contents())
    rego, data = "smguard/smguard.rego", "data.json"
    changed: dict[str, dict[str, bytes | None]] = {
        "a module changed": {rego: EVIL},
        "data changed": {data: b'{"smguard": {"list": []}}'},
        "data spaced": {data: json.dumps(json.loads(honest[data]), indent=4).encode()},
        "data as YAML": {data: b"smguard: {list: [1, a]}\n"},
        "a number spelled otherwise": {data: honest[data].replace(b"[1,", b"[1.0,")},
        "a module gone": {rego: None},
        "the manifest gone": {".manifest": None},
        "a module more": {"smguard/x.rego": b"package smguard.x\n"},
        "a test more": {"smguard/x_test.rego": b"package smguard.x_test\n\ntest_x if true\n"},
        "data more": {"smguard/x/data.json": b"{}"},
        "YAML more": {"smguard/data.yaml": b"{}"},
        "yml more": {"smguard/data.yml": b"{}"},
        "a manifest more": {"smguard/.manifest": b"{}"},
        "what ends like a manifest": {"x.manifest": b"{}"},
        "a manifest in protobuf": {".manifest.pb": b""},
        "a patch": {"patch.json": b'{"data":[{"op":"upsert","path":"/smguard/x","value":1}]}'},
        "a patch below": {"smguard/patch.json": b'{"data":[{"op":"remove","path":"/smguard/list"}]}'},
        "an empty patch": {"patch.json": b"{}"},
        "a program": {"policy.wasm": b"\0asm\x01\0\0\0"},
        "a plan": {"plan.json": b"{}"},
        "a readme": {"README": b"x"},
        "signatures below": {"smguard/.signatures.json": honest[SIGNATURES]},
        "other signatures below": {"smguard/.signatures.json": b'{"signatures":[]}'},
        "signatures below alone": {"smguard/.signatures.json": honest[SIGNATURES], SIGNATURES: None},
        "signatures without a dot": {"signatures.json": honest[SIGNATURES], SIGNATURES: None},
        "signatures in capitals": {".SIGNATURES.JSON": honest[SIGNATURES], SIGNATURES: None},
        "signatures empty": {SIGNATURES: b"{}"},
        "signatures null": {SIGNATURES: b"null"},
    }
    for name, changes in changed.items():
        merged: dict[str, bytes | None] = {**honest, **changes}
        yield f"files: {name}", pack_all({path: text for path, text in merged.items() if text is not None})
    old = signed(key, contents(), iat=NOW - 10**7)
    replaced = signed(key, with_revision({**contents(), rego: EVIL}))[SIGNATURES]
    yield "files: signatures of another revision", pack_all({**contents(), SIGNATURES: replaced})
    yield "files: an older signature", pack_all(old)


def pack_all(files: Mapping[str, bytes]) -> bytes:
    """A tarball of all of the files, tests too."""
    return packed(raw(files))


def _tars(key: Key) -> Iterator[tuple[str, bytes]]:
    files = signed(key, contents())
    every = raw(files)
    rego, path = files["smguard/smguard.rego"], "smguard/smguard.rego"
    rest = raw({name: text for name, text in files.items() if name != path})
    evil = entry(f"/{path}", EVIL)

    yield "tar: as it is packed", packed(every)
    yield "tar: without slashes", packed([entry(name, text) for name, text in files.items()])
    yield "tar: with folders", packed([entry("smguard/", b"", b"5"), entry("/smguard/sub/", b"", b"5"), *every])
    yield "tar: a module twice, evil first", packed([evil, *every])
    yield "tar: a module twice, evil last", packed([*every, evil])
    yield "tar: the same module twice", packed([*every, entry(path, rego)])
    yield "tar: signatures twice", packed([*every, entry(SIGNATURES, files[SIGNATURES])])
    yield "tar: signatures twice, empty first", packed([entry(SIGNATURES, b"{}"), *every])
    yield "tar: signatures last", packed([*raw(contents()), entry(SIGNATURES, files[SIGNATURES])])
    yield "tar: a manifest twice", packed([*every, entry(".manifest", b"{}")])
    for name, kind in {"hard": b"1", "symbolic": b"2", "char": b"3", "block": b"4", "fifo": b"6"}.items():
        yield f"tar: {name} more", packed([*every, entry("smguard/x.rego", b"", kind, linkname=b"/etc/passwd")])
        link = entry(path, b"", kind, linkname=b"smguard/sub/more.rego")
        yield f"tar: {name} in a module's place", packed([*rest, link])
        yield f"tar: {name} before a module", packed([link, *every])
    for kind in (b"7", b"S", b"D", b"M", b"V", b"N", b"A", b"Z", b"\xff", b" "):
        yield f"tar: type {kind!r} in a module's place", packed([*rest, entry(path, rego, kind)])
        yield f"tar: type {kind!r} more", packed([*every, entry("smguard/x.rego", EVIL, kind)])
    yield "tar: a module of the old type", packed([*rest, entry(path, rego, b"\0")])
    yield "tar: a folder of the old type", packed([*every, entry("smguard/", b"", b"\0")])
    yield "tar: a folder with content", packed([*every, entry("smguard/", evil, b"5")])
    yield "tar: a folder with a size alone", packed([*every, block(b"smguard/", 512, b"5")])
    for name, spelled in {
        "./": f"./{path}",
        "//": f"//{path}",
        "/./": f"/./{path}",
        "inner //": path.replace("/", "//"),
        "inner /./": path.replace("/", "/./"),
        "inner ..": f"x/../{path}",
        "outer ..": f"../{path}",
        "a slash behind": f"{path}/",
        "capitals": path.upper(),
        "Capital": path.capitalize(),
        "capital Rego": path.replace(".rego", ".Rego"),
        "a space behind": f"{path} ",
        "a dot behind": f"{path}.",
        "a backslash": path.replace("/", "\\"),
        "a drive": f"C:{path}",
        "composed": "smguard/smguard\u00e9.rego",
        "decomposed": "smguard/smguarde\u0301.rego",
        "right to left": "smguard/\u202esmguard.rego",
        "a line break": "smguard/smguard\n.rego",
        "escape": "smguard/\x1b[31msmguard.rego",
    }.items():
        yield f"path: {name} in a module's place", packed([*rest, entry(spelled, rego)])
        yield f"path: {name} beside a module", packed([*every, entry(spelled, EVIL)])
        own = {**{n: t for n, t in contents().items() if n != path}, spelled.removeprefix("/"): rego}
        yield f"path: {name}, signed so", packed([entry(n, t) for n, t in signed(key, own).items()])
    yield "path: no UTF-8", packed([*rest, entry(b"smguard/\xff.rego", rego)])
    yield "path: a NUL", packed([*rest, entry(path.encode() + b"\0.txt", rego)])
    yield "path: a NUL before", packed([*every, entry(b"smguard/x.txt\0.rego", rego)])
    yield "path: empty", packed([*every, entry("", rego)])
    yield "path: a dot", packed([*every, entry(".", rego)])
    yield "path: data.json in capitals", packed([*every, entry("DATA.JSON", b"{}")])
    yield "path: data.json with ./", packed([*every, entry("./data.json", b'{"smguard": {"x": 1}}')])
    head, tail = path.split("/")
    yield "header: a prefix", packed([*rest, entry(tail, rego, prefix=head.encode())])
    yield "header: a prefix for GNU", packed([*rest, entry(tail, rego, magic=b"ustar  \0", prefix=head.encode())])
    yield "header: a prefix without magic", packed([*rest, entry(tail, rego, magic=bytes(8), prefix=head.encode())])
    yield (
        "header: a prefix for star",
        packed([*rest, entry(tail, rego, prefix=head.encode(), rest=b"\0" * 8 + b"tar\0")]),
    )
    yield (
        "header: a long prefix for star",
        packed([*rest, entry(tail, rego, prefix=b"s" * 131 + b"\0mguard", rest=b"\0" * 8 + b"tar\0")]),
    )
    yield "header: GNU", packed([entry(name, text, magic=b"ustar  \0") for name, text in files.items()])
    yield "header: GNU with times", packed([*rest, entry(path, rego, magic=b"ustar  \0", gnu=b"00000000001\0")])
    yield "header: V7", packed([entry(name, text, magic=bytes(8)) for name, text in files.items()])
    yield "header: another version", packed([entry(name, text, magic=b"ustar\x0001") for name, text in files.items()])
    yield "header: a link's name on a file", packed([*rest, entry(path, rego, linkname=b"data.json")])
    size = b"%o" % len(rego)
    for name, spelled_size in {
        "with 0o": b"0o" + size,
        "with _": size[:1] + b"_" + size[1:],
        "with +": b"+" + size,
        "with -": b"-" + size,
        "with spaces": b"  " + size + b" \0",
        "without an end": size.rjust(12, b"0"),
        "behind a NUL": b"\0" + size + b"\0",
        "with a NUL inside": size + b"\0" + b"7",
        "with a letter": size + b"x",
        "of base 256": b"\x80" + len(rego).to_bytes(11),
        "of base 256, negative": b"\xff" * 11 + b"\xfe",
        "of base 256, immense": b"\x80" + (2**63).to_bytes(11),
        "in decimal": b"00000000099\0",
        "empty": bytes(12),
        "of blanks": b" " * 12,
        "immense": b"77777777777\0",
        "wide digits": "\uff11\uff12".encode(),
    }.items():
        header = block(path.encode(), 0, size=spelled_size.ljust(12, b"\0")[:12])
        yield f"size: {name}", packed([*rest, header + rego + bytes(-len(rego) % 512)])
    for name, fields in {
        "mode no number": {"mode": b"rw-r--r-"},
        "uid of base 256": {"uid": b"\x80" + bytes(7)},
        "mtime negative": {"mtime": b"-0000000001\0"},
        "mtime with 0o": {"mtime": b"0o000000001\0"},
        "device no number": {"devmajor": b"x"},
        "checksum wrong": {"checksum": b"000001\0 "},
        "checksum empty": {"checksum": bytes(8)},
        "checksum with 0o": {"checksum": b"0o12345\0"},
    }.items():
        yield f"header: {name}", packed([*rest, entry(path, rego, **fields)])
    for name, records in {
        "a harmless time": {"mtime": "1.5"},
        "a path": {"path": "smguard/x.rego"},
        "a path with ..": {"path": f"x/../{path}"},
        "an empty path": {"path": ""},
        "a size": {"size": "4"},
        "a negative size": {"size": "-1"},
        "a character set": {"hdrcharset": "BINARY"},
        "a sparse file": {"GNU__sparse__major": "1", "GNU__sparse__minor": "0", "GNU__sparse__name": path},
        "an old sparse file": {"GNU__sparse__size": "9", "GNU__sparse__numblocks": "1", "GNU__sparse__map": "0,9"},
        "a sparse name alone": {"GNU__sparse__name": "smguard/x.rego"},
        "a real size": {"GNU__sparse__realsize": "4"},
        "a comment": {"comment": "x" * 5000},
        "attributes": {"SCHILY__xattr__user.x": "y"},
    }.items():
        for kind, of in ((b"x", "its own"), (b"g", "everybody's")):
            yield f"pax: {name}, {of}", packed([*rest, pax(kind, **records), entry(path, rego)])
            yield f"pax: {name}, {of}, for evil", packed([*every, pax(kind, **records), entry("smguard/x", EVIL)])
    yield "pax: no record", packed([*rest, entry("pax", b"x", b"x"), entry(path, rego)])
    yield "pax: a record too long", packed([*rest, entry("pax", b"99 path=x\n", b"x"), entry(path, rego)])
    yield "pax: at the end", packed([*every, pax(b"x", path="y")])
    long = entry("././@LongLink", f"/{path}\0".encode(), b"L")
    yield "GNU: a long name", packed([*rest, long, entry("x", rego)])
    yield "GNU: a long name for evil", packed([*every, entry("x", b"smguard/x.rego\0", b"L"), entry("y", EVIL)])
    yield "GNU: a long link", packed([*rest, entry("x", b"data.json\0", b"K"), entry(path, rego)])
    yield "end: one block of zeros", packed(every, bytes(512))
    yield "end: none", packed(every, b"")
    yield "end: half a block", packed(every, bytes(1024 + 100))
    yield "end: many", packed(every, bytes(10_240))
    yield "end: evil behind one block", packed([*every, bytes(512), evil])
    yield "end: evil behind two blocks", packed([*every, END, evil])
    yield "end: the rest behind one block", packed([*rest, bytes(512), entry(path, rego)])
    yield "end: the rest behind two blocks", packed([*rest, END, entry(path, rego)])
    yield "end: words behind", packed(every, END + b"words")
    yield "end: inside a file", packed([*every, entry(path, EVIL)[:600]], b"")
    yield "end: before a file's content", packed([*every, block(b"smguard/x.rego", 512)], b"")
    yield "end: words in the place of a header", packed([*every, b"words".ljust(512, b"\0")])
    yield "tar: nothing", packed([])


def _gzips(key: Key) -> Iterator[tuple[str, bytes]]:
    every = raw(signed(key, contents()))
    tar = b"".join(every) + END
    good = gzip.compress(tar, 1, mtime=0)
    evil = gzip.compress(b"".join([entry("smguard/smguard.rego", EVIL)]) + END, 1, mtime=0)
    parts = {f"{size} bytes": size for size in (1, 2, 5, 9, 10, 11, 18)}
    for name, part in {
        **parts,
        "a quarter": len(good) // 4,
        "half": len(good) // 2,
        "all but 8": len(good) - 8,
    }.items():
        yield f"gzip: {name}", good[:part]
    yield "gzip: all but a byte", good[:-1]
    yield "gzip: a second member of zeros", good + gzip.compress(bytes(512))
    yield "gzip: an empty second member", good + gzip.compress(b"")
    yield "gzip: an evil second member", good + evil
    yield "gzip: an evil first member", evil + good
    yield "gzip: two halves", gzip.compress(tar[:1500]) + gzip.compress(tar[1500:])
    yield "gzip: two halves, the second damaged", gzip.compress(tar[:1500]) + gzip.compress(tar[1500:])[:-4]
    yield "gzip: an empty first member", gzip.compress(b"") + good
    yield "gzip: words behind", good + b"words"
    yield "gzip: zeros behind", good + bytes(512)
    yield "gzip: words before", b"words" + good
    yield "gzip: a sum that is wrong", good[:-8] + bytes(4) + good[-4:]
    yield "gzip: a length that is wrong", good[:-4] + bytes(4)
    deflated = good[10:]
    for name, flags, more in (
        ("a name", 8, b"bundle.tar\0"),
        ("a name without end", 8, b"x" * 600 + b"\0"),
        ("a comment", 16, b"x\0"),
        ("an extra field", 4, b"\x02\0xx"),
        ("an extra field that is a member", 4, struct.pack("<H", len(evil)) + evil),
        ("a sum of the header that is wrong", 2, b"\0\0"),
        ("text", 1, b""),
        ("a flag of nobody", 32, b""),
        ("all flags of nobody", 224, b""),
    ):
        yield f"gzip: {name}", good[:3] + bytes([flags]) + good[4:10] + more + deflated
    yield "gzip: another method", good[:2] + b"\x07" + good[3:]
    yield "gzip: stored, not deflated", gzip.compress(tar, 0, mtime=0)
    yield "gzip: deflated well", gzip.compress(tar, 9, mtime=0)
    yield "gzip: none", tar
    yield "gzip: zlib", zlib.compress(tar)
    yield "gzip: raw", deflated[:-8]
    yield "gzip: twice", gzip.compress(good)
    yield "gzip: xz", lzma.compress(tar)
    yield "gzip: zip", _zipped(tar)
    yield "gzip: PAX by Python", _by_python(signed(key, contents()))


def mutations(key: Key, random: Random, count: int) -> Iterator[bytes]:
    """Honest tarballs with a few bytes otherwise: in a header, the order, the stream, a file, or what is signed."""
    files = signed(key, contents(), iat=NOW)
    ways = (_of_header, _of_order, _of_stream, _of_file, _of_payload)
    for _ in range(count):
        yield random.choice(ways)(key, files, random)


_ODD = (b"\0", b" ", b"/", b".", b"7", b"8", b"x", b"\x80", b"\xff", b"0", b"1", b"L", b"g", b"S", b"-", b"_")


def _of_header(_key: Key, files: Mapping[str, bytes], random: Random) -> bytes:
    """One header, with a good sum."""
    entries = raw(files)
    at = random.randrange(len(entries))
    header = bytearray(entries[at][:512])
    for _ in range(random.randint(1, 3)):
        place = random.choice((*range(100, 148), 156, *range(257, 512), random.randrange(100)))
        header[place : place + 1] = random.choice(_ODD)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    entries[at] = bytes(header) + entries[at][512:]
    return packed(entries)


def _of_order(_: Key, files: Mapping[str, bytes], random: Random) -> bytes:
    entries = raw(files)
    if random.random() < 0.5:
        entries = random.choices(entries, k=len(entries))
    random.shuffle(entries)
    return packed(entries, bytes(512 * random.randrange(4)))


def _of_stream(_key: Key, files: Mapping[str, bytes], random: Random) -> bytes:
    made = bytearray(packed(raw(files)))
    for _ in range(random.randint(1, 2)):
        at = random.choice((random.randrange(12), random.randrange(len(made)), -random.randint(1, 9)))
        made[at] ^= 1 << random.randrange(8)
    return bytes(made)


def _of_file(_: Key, files: Mapping[str, bytes], random: Random) -> bytes:
    path = random.choice(sorted(files))
    content = bytearray(files[path])
    content[random.randrange(len(content))] = ord(random.choice('\n\t "{}[]:,x0\\/A='))
    return pack_all({**files, path: bytes(content)})


def _of_payload(key: Key, files: Mapping[str, bytes], random: Random) -> bytes:
    """A payload that is signed again."""
    part = json.dumps({"files": listed(contents()), "iat": NOW})
    at = random.randrange(len(part))
    changed = part[:at] + random.choice(_ODD).decode("latin-1") + part[at + random.randrange(2) :]
    sealed = token(key.material, {"alg": "HS256", "kid": key.id}, changed.encode())
    return pack_all({**files, SIGNATURES: json.dumps({"signatures": [sealed]}).encode()})


def _zipped(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("bundle.tar", content)
    return made.getvalue()


def _by_python(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        for path, content in files.items():
            info = tarfile.TarInfo(path)
            info.size, info.mtime = len(content), 1.5  # a fraction needs a record
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def _manifests(key: Key) -> Iterator[tuple[str, bytes]]:
    """What a signer packs that smguard and OPA could read differently."""
    files = contents()
    text = files[".manifest"].decode()
    inner = text[1:-1]
    for name, spelled in {
        "Roots beside roots": f'{{{inner}, "Roots": ["smguard", "system"]}}',
        "Revision beside revision": f'{{{inner}, "REVISION": "x"}}',
        "roots twice": f'{{"roots": ["system"], {inner}}}',
        "v0 for one file": f'{{{inner}, "file_rego_versions": {{"/smguard/smguard.rego": 0}}}}',
        "v0 for one file in other letters": f'{{{inner}, "File_Rego_Versions": {{"/smguard/smguard.rego": 0}}}}',
        "a program named": f'{{{inner}, "wasm": [{{"entrypoint": "smguard/x", "module": "/policy.wasm"}}]}}',
        "rego_version 1.0": text.replace('"rego_version": 1', '"rego_version": 1.0'),
        "rego_version true": text.replace('"rego_version": 1', '"rego_version": true'),
        "rego_version a text": text.replace('"rego_version": 1', '"rego_version": "1"'),
        "rego_version 0": text.replace('"rego_version": 1', '"rego_version": 0'),
        "metadata a list": text.replace('"metadata": {}', '"metadata": []'),
        "metadata null": text.replace('"metadata": {}', '"metadata": null'),
        "roots null": text.replace('["smguard"]', "null"),
        "roots with a number": text.replace('["smguard"]', '["smguard", 1]'),
        "roots that overlap": text.replace('["smguard"]', '["smguard", "smguard/sub"]'),
        "roots that are elsewhere": text.replace('["smguard"]', '["other"]'),
        "a root with slashes": text.replace('["smguard"]', '["/smguard/"]'),
        "a root of all": text.replace('["smguard"]', '[""]'),
        "byte order mark": f"\ufeff{text}",
        "text behind": f"{text} x",
        "another value behind": f'{text}{{"roots": [""]}}',
        "UTF-16": "",
        "YAML": "rego_version: 1\nroots: [smguard]\n",
        "a member of one's own": f'{{{inner}, "x": 1}}',
    }.items():
        content = text.encode("utf-16") if name == "UTF-16" else spelled.encode()
        yield f"manifest: {name}", _sealed_as(key, {**files, ".manifest": content})
    for name, content in {
        "a name twice": b'{"smguard": {"list": []}, "smguard": {"list": [1, "a"]}}',
        "numbers": b'{"smguard": {"n": [1e400, -0, 1.10, 123456789012345678901234567890]}}',
        "half a letter": b'{"smguard": {"x": "\\ud800"}}',
        "NaN": b'{"smguard": {"x": NaN}}',
        "Infinity": b'{"smguard": {"x": -Infinity}}',
        "byte order mark": b'\xef\xbb\xbf{"smguard": {}}',
        "no UTF-8": b'{"smguard": {"x": "\xff"}}',
        "UTF-16": '{"smguard": {}}'.encode("utf-16"),
        "a control character": b'{"smguard": {"x": "\x01"}}',
        "a comment": b'/* x */{"smguard": {}}',
        "a list": b"[]",
        "null": b"null",
        "elsewhere": b'{"smguard": {}, "other": {}}',
        "deep": b'{"smguard": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        "text behind": b'{"smguard": {}} x',
        "leading zero": b'{"smguard": {"x": 01}}',
    }.items():
        yield f"data: {name}", _sealed_as(key, {**files, "data.json": content})
    for name, content in {
        "a package elsewhere": b"package other\n",
        "a package elsewhere, another in a text": b" package other\n\nx := `\npackage smguard\n`\n",
        "a package behind a byte order mark": b"\xef\xbb\xbfpackage other\n\nx := `\npackage smguard\n`\n",
        "two packages": b"package smguard\n\npackage smguard.sub\n",
        "no package": b"x := 1\n",
        "a package in brackets": b'package smguard["other"]\n',
        "a package behind comments": b"# a\n\n  # b\r\npackage smguard # c\n\nx := 1\n",
        "a package broken over lines": b"package\nsmguard\n",
        "no UTF-8": b"package smguard\n\nx := `\xff`\n",
        "no Rego": b"package smguard\n\nx := {\n",
        "a NUL": b"package smguard\n\nx := `\0`\n",
    }.items():
        yield f"module: {name}", _sealed_as(key, {**files, "smguard/smguard.rego": content})


def _sealed_as(key: Key, files: Mapping[str, bytes]) -> bytes:
    """A tarball of files with the revision that smguard would see in them, and a good signature over them."""
    made = dict(files)
    try:
        actual = content_revision(files).encode()
        said = json.loads(contents()[".manifest"])["revision"].encode()
        made[".manifest"] = made[".manifest"].replace(said, actual)
    except (ValueError, AttributeError, RecursionError):
        pass
    every = [{"name": path, "hash": _hash(path, text), "algorithm": "SHA-256"} for path, text in sorted(made.items())]
    payload = {"files": every}
    sealed = token(key.material, {"alg": "HS256", "kid": key.id}, payload)
    return pack_all({**made, SIGNATURES: json.dumps({"signatures": [sealed]}).encode()})


def _hash(path: str, content: bytes) -> str:
    """A file's hash as OPA has it where it reads it, else that of its bytes."""
    try:
        return digest(path, content)
    except SmguardError:
        return hashlib.sha256(content).hexdigest()
