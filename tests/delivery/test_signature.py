"""Signatures as the real OPA takes and makes them, keys that are never shown, and what verify says of a bundle."""

import base64
import hashlib
import hmac
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from smguard.bundle.composition import content_revision, pack
from smguard.delivery.digest import canonical, digest
from smguard.delivery.key import Key, read_keys, read_signing_key
from smguard.delivery.signature import SignatureError, sign, verify
from smguard.delivery.tarball import SIGNATURES
from smguard.errors import SmguardError
from smguard.shipped import folder
from support.registries import site
from support.signers import packed, pair, shipped_files
from support.workbench import NO_OPA, shipped_bundle, smguard

ALGORITHMS = ("RS256", "ES256", "HS256")
REVISION = shipped_bundle().revision


def opa_takes(opa: Path, tarball: Path, key: Path, algorithm: str, key_id: str) -> str:
    """What a real opa says that must verify a tarball: nothing where it is content."""
    options: list[str | Path] = ["--verification-key", key, "--verification-key-id", key_id, "--signing-alg", algorithm]
    command: list[str | Path] = [opa, "build", "--bundle", tarball, *options, "--output", tarball.with_suffix(".out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_opa_takes_what_we_sign(algorithm: str, opa: Path, tmp_path: Path) -> None:
    private, public = pair(algorithm).write(tmp_path, "key")
    key = pair(algorithm).key(tmp_path)
    (tarball := tmp_path / "bundle.tar.gz").write_bytes(packed())
    done = smguard("sign", tarball, "--key", private, cwd=tmp_path)
    assert done.stdout.decode() == f"{tarball}: signed by the key {key.id} ({algorithm})\n"
    assert opa_takes(opa, tarball, public, algorithm, key.id) == ""
    _, other = pair(algorithm, 1).write(tmp_path, "other")
    assert "failed to verify JWT signature" in opa_takes(opa, tarball, other, algorithm, key.id)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_we_take_what_opa_signs(algorithm: str, opa: Path, tmp_path: Path) -> None:
    private, public = pair(algorithm).write(tmp_path, "key")
    for path, content in shipped_files().items():
        (tmp_path / "b" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "b" / path).write_bytes(content)
    options: list[str | Path] = ["--signing-key", private, "--signing-alg", algorithm, "--bundle"]
    subprocess.run([opa, "sign", *options, "."], cwd=tmp_path / "b", check=True)
    signed = {**shipped_files(), SIGNATURES: (tmp_path / "b" / SIGNATURES).read_bytes()}
    (key,) = read_keys([str(public)], None)
    assert verify(signed, [key]).key == key
    with pytest.raises(SignatureError, match=r"^data\.json: was changed after it was signed$"):
        verify({**signed, "data.json": b"{}"}, [key])


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_same_bundle_and_key_give_the_same_bytes(algorithm: str, tmp_path: Path) -> None:
    key = pair(algorithm).key(tmp_path)
    assert packed(key) == packed(key)
    assert packed(key) == packed(key, sign(shipped_files(), pair("HS256", 1).key(tmp_path, "other")))


ODD = {
    "escapes": r'{"smguard": {"t": "\u0000\b\f\n\r\t\u001f\u007f\"\\/<>&\u2028\u2029 é \ud83d\ude00 \ud800 x"}}',
    "numbers": '{"smguard": {"n": [0, -0, 1.0, 1.10, 1e5, 1E+5, 123456789012345678901234567890, 0.1e-7, 1e400]}}',
    "order": '{"smguard": {"b": 1, "a": {"é": 1, "z": [], "Z": {}, "": null, "\U0001f600": true, "\uffff": false}}}',
    "twice": '{"smguard": {"a": 1, "a": {"b": 2}}}',
}


@pytest.mark.parametrize("name", ODD)
def test_odd_json_is_hashed_as_opa_does(name: str, opa: Path, tmp_path: Path) -> None:
    manifest = b'{ "roots":["smguard"], "rego_version" :1, "revision":"<&>\xe2\x80\xa8" }'
    files = {"data.json": ODD[name].encode("utf-8", "surrogatepass"), ".manifest": manifest}
    key = pair("HS256").key(tmp_path)
    (tarball := tmp_path / "b.tar.gz").write_bytes(packed(key, files))
    assert opa_takes(opa, tarball, tmp_path / "key.public", "HS256", key.id) == ""
    assert verify(sign(files, key), [key]).key == key


@pytest.mark.parametrize("text", ["", "{", "[1,]", '{"a": NaN}', "\ufeff{}", "[" * 100_000])
def test_what_is_no_json_is_not_hashed(text: str) -> None:
    with pytest.raises(SmguardError, match=r"^data\.json: is not valid JSON, so it cannot be hashed$"):
        canonical("data.json", text.encode())
    assert canonical("data.json", b' {"a" : [ 1 ]}\n') == b'{"a":[1]}'


# --- what does not verify ---


def changed(files: Mapping[str, bytes], **changes: bytes | None) -> dict[str, bytes]:
    merged = {**files, **{name.replace("__", "/"): text for name, text in changes.items()}}
    return {path: text for path, text in merged.items() if text is not None}


def test_changed_missing_and_additional_files_are_named(tmp_path: Path) -> None:
    key = pair("ES256").key(tmp_path)
    signed = sign(shipped_files(), key)
    path = "smguard/conftest/conftest.rego" if "smguard/conftest/conftest.rego" in signed else "smguard/conftest.rego"
    bad = changed(signed, **{"data.json": b"{}", path: None, "smguard/more.rego": b"package smguard.more\n"})
    with pytest.raises(SignatureError) as raised:
        verify(bad, [key])
    assert str(raised.value).splitlines() == [
        "data.json: was changed after it was signed",
        f"{path}: was signed, but is missing",
        "smguard/more.rego: is not in the signature",
    ]
    spaced = json.dumps(json.loads(signed["data.json"])).encode()
    assert verify(changed(signed, **{"data.json": spaced}), [key]).key == key  # its meaning is what is signed


def jwt(head: object, payload: object, signature: bytes = b"x") -> bytes:
    parts = [json.dumps(head).encode(), json.dumps(payload).encode(), signature]
    text = ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)
    return json.dumps({"signatures": [text]}).encode()


DAMAGED = ".signatures.json: is not a signature as OPA writes it: sign the bundle again"
BAD: dict[str, tuple[bytes | None, str]] = {
    "unsigned": (None, "it is not signed"),
    "no JSON": (b"\xff", DAMAGED),
    "another shape": (b"[]", DAMAGED),
    "no token": (b'{"signatures": []}', DAMAGED),
    "a plugin": (b'{"signatures": ["a.b.c"], "plugin": "x"}', DAMAGED),
    "no base64": (b'{"signatures": ["a.b.c"]}', DAMAGED),
    "two tokens": (
        b'{"signatures": ["a.b.c", "d.e.f"]}',
        ".signatures.json: contains several tokens, but OPA accepts exactly one: sign the bundle again",
    ),
    "no algorithm": (
        jwt({"alg": "none", "kid": "KID"}, {"files": []}, b""),
        "the signature does not hold under the key KID: the signature was changed, or another key made it",
    ),
    "another key's name": (
        jwt({"alg": "RS256", "kid": "x"}, {"files": []}),
        'it is signed by the key "x", which is none of these: KID',
    ),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_signatures_that_are_none(algorithm: str, name: str, tmp_path: Path) -> None:
    content, message = BAD[name]
    key = pair(algorithm).key(tmp_path)
    given = content.replace(b"KID", key.id.encode()) if content else None
    if content and b"signatures" in content and name == "no algorithm":
        given = jwt({"alg": "none", "kid": key.id}, {"files": []}, b"")
    with pytest.raises(SignatureError) as raised:
        verify(changed(shipped_files(), **{SIGNATURES: given}), [key])
    assert str(raised.value) == message.replace("KID", key.id)


def forged(head: Mapping[str, object], payload: object, secret: bytes) -> bytes:
    """A token with a good HMAC by the secret, whatever its head says."""
    unsigned = json.loads(jwt(head, payload))["signatures"][0].rpartition(".")[0]
    return jwt(head, payload, hmac.new(secret, unsigned.encode(), hashlib.sha256).digest())


def test_public_key_is_no_secret(tmp_path: Path) -> None:
    """A token that takes the public key's text for an HS256 secret does not verify."""
    payload = {"files": [{"name": "data.json", "hash": digest("data.json", b"{}"), "algorithm": "SHA-256"}]}
    for algorithm in ("RS256", "ES256"):
        public = pair(algorithm).key(tmp_path, private=False)
        for head in ({"alg": "HS256", "kid": public.id}, {"alg": "HS256"}, {"alg": algorithm, "kid": public.id}):
            made = forged(head, payload, (public.public or "").encode())
            with pytest.raises(SignatureError, match="does not hold under the key"):
                verify({"data.json": b"{}", SIGNATURES: made}, [public])
        assert verify(sign(shipped_files(), pair(algorithm).key(tmp_path)), [public]).key == public


HOLDS_NOT = "the signature does not hold under the key KID: the signature was changed, or another key made it"
HEADS: dict[str, tuple[dict[str, object], str]] = {
    "as it should be": ({}, ""),
    "no key named": ({"kid": None}, ""),
    "what nobody needs to know": ({"typ": "x", "jwk": {"kty": "oct"}, "x5u": "https://elsewhere.example"}, ""),
    "another algorithm": ({"alg": "HS512"}, HOLDS_NOT),
    "other letters": ({"alg": "hs256"}, HOLDS_NOT),
    "no algorithm at all": ({"alg": "nOnE"}, HOLDS_NOT),
    "no algorithm named": ({"alg": None}, HOLDS_NOT),
    "something critical": ({"crit": ["exp"], "exp": 1}, DAMAGED),
    "nothing critical": ({"crit": []}, DAMAGED),
    "a payload as it is": ({"crit": ["b64"], "b64": False}, DAMAGED),
    "a payload as it is, not critical": ({"b64": False}, DAMAGED),
    "a number for a key": ({"kid": 1}, DAMAGED),
}
"""What a head says beside HS256 and the key's id; None leaves a member out."""


@pytest.mark.parametrize("name", HEADS)
def test_odd_heads_of_good_signatures(name: str, tmp_path: Path) -> None:
    changes, message = HEADS[name]
    key = pair("HS256").key(tmp_path)
    head = {member: value for member, value in {"alg": "HS256", "kid": key.id, **changes}.items() if value is not None}
    payload = {"files": [{"name": "data.json", "hash": digest("data.json", b"{}"), "algorithm": "SHA-256"}]}
    signed = {"data.json": b"{}", SIGNATURES: forged(head, payload, key.material)}
    if not message:
        assert verify(signed, [key]).key == key
        return
    with pytest.raises(SignatureError) as raised:
        verify(signed, [key])
    assert str(raised.value) == message.replace("KID", key.id)


SPELLED: dict[str, Callable[[str], str]] = {
    "padding": lambda token: f"{token}=",
    "a fourth part": lambda token: f"{token}.x",
    "white space": lambda token: f"{token}\n",
    "letters of plain base64": lambda token: token.replace("-", "+").replace("_", "/") + "+",
    "another last letter": lambda token: token[:-1] + chr(ord(token[-1]) + 1),
}


@pytest.mark.parametrize("name", SPELLED)
def test_a_token_has_one_spelling(name: str, tmp_path: Path) -> None:
    key = pair("HS256").key(tmp_path)
    signed = sign(shipped_files(), key)
    (token,) = json.loads(signed[SIGNATURES])["signatures"]
    other = json.dumps({"signatures": [SPELLED[name](token)]}).encode()
    with pytest.raises(SignatureError, match=f"^({re.escape(DAMAGED)}|the signature does not hold .*)$"):
        verify({**signed, SIGNATURES: other}, [key])
    assert verify(signed, [key]).key == key


PAYLOADS: dict[str, tuple[object, str]] = {
    "a list": ([], DAMAGED),
    "a scope": (
        {"files": [], "scope": "write"},
        'it is signed for the scope "write", but is wanted without a scope: give its --scope, or sign it again',
    ),
    "weak hashes": (
        {"files": [{"name": "data.json", "hash": digest("data.json", b"{}", "MD5"), "algorithm": "MD5"}]},
        "data.json: is hashed with MD5, which is too weak: sign it again",
    ),
    "no files": ({}, "data.json: is not in the signature"),
}


@pytest.mark.parametrize("name", PAYLOADS)
def test_odd_payloads_of_good_signatures(name: str, tmp_path: Path) -> None:
    payload, message = PAYLOADS[name]
    key = pair("HS256").key(tmp_path)
    made = forged({"alg": "HS256", "kid": key.id}, payload, key.material)
    with pytest.raises(SignatureError) as raised:
        verify({"data.json": b"{}", SIGNATURES: made}, [key])
    assert str(raised.value) == message


def test_a_token_is_written_as_it_was_before_a_library_wrote_it() -> None:
    """The same bytes for HS256, so that a bundle signed again has the digest that it had."""
    key = Key("id", "HS256", b"correct-horse-battery-staple-0123", None, True, "file")
    files = {"data.json": b"{}", "smguard/a.rego": b"package smguard.a\n"}
    listed = [{"name": name, "hash": digest(name, files[name]), "algorithm": "SHA-256"} for name in sorted(files)]
    parts = [{"alg": "HS256", "kid": "id", "typ": "JWT"}, {"files": listed}]
    signed = ".".join(
        base64.urlsafe_b64encode(json.dumps(part, separators=(",", ":")).encode()).rstrip(b"=").decode()
        for part in parts
    )
    made = base64.urlsafe_b64encode(hmac.new(key.material, signed.encode(), hashlib.sha256).digest()).rstrip(b"=")
    assert sign(files, key)[SIGNATURES] == json.dumps({"signatures": [f"{signed}.{made.decode()}"]}).encode() + b"\n"


# --- rotation ---


def test_two_keys_are_valid_at_once_while_one_takes_the_others_place(tmp_path: Path) -> None:
    old, new = pair("RS256", 0).write(tmp_path, "old"), pair("ES256", 1).write(tmp_path, "new")
    for private, name in ((old[0], "old"), (new[0], "new")):
        (tmp_path / f"{name}.tar.gz").write_bytes(packed())
        smguard("sign", f"{name}.tar.gz", "--key", private, cwd=tmp_path)

    def verified(*keys: Path) -> list[int]:
        named = [argument for key in keys for argument in ("--key", key)]
        return [smguard("verify", f"{name}.tar.gz", *named, cwd=tmp_path).returncode for name in ("old", "new")]

    assert verified(old[1]) == [0, 1]
    assert verified(old[1], new[1]) == [0, 0]
    assert verified(new[1]) == [1, 0]


# --- keys ---


def pem(
    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey, word: bytes = b""
) -> bytes:
    encryption = BestAvailableEncryption(word) if word else NoEncryption()
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


SECRET = b"correct-horse-battery-staple-0123"
KEYS: dict[str, tuple[bytes, str]] = {
    "short": (
        b"tooshort",
        "the key: is neither PEM nor a secret of 32 bytes or more; `openssl rand -hex 32` makes one",
    ),
    "line break": (
        SECRET + b"\n",
        "the key: begins or ends with white space, which OPA would read as part of the secret: write it without a line"
        " break, as printf %s does",
    ),
    "binary": (
        b"\xff" * 40,
        "the key: is neither PEM nor text: OPA's configuration can only hold a secret of text",
    ),
    "empty": (b"", "the key: its file is empty"),
    "long": (b"x" * 70_000, "the key: is longer than 65536 bytes, so it is not a key"),
    "JSON Web Key": (
        b'{"kty": "oct", "k": "' + SECRET + b'"}',
        "the key: is an SSH key or a JSON Web Key, not PEM or a secret: convert it to PEM",
    ),
    "SSH key": (
        b"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTY",
        "the key: is an SSH key or a JSON Web Key, not PEM or a secret: convert it to PEM",
    ),
    "damaged": (
        b"-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
        "the key: is damaged PEM, or contains no key that can sign or verify",
    ),
    "small RSA": (
        pem(rsa.generate_private_key(65537, 1024)),  # noqa: S505 (as weak as it looks)
        "the key: an RSA key of 1024 bits: it must have 2048 or more",
    ),
    "another curve": (
        pem(ec.generate_private_key(ec.SECP384R1())),
        "the key: is neither an RSA key nor one on the curve P-256: RS256 and ES256 need one of these",
    ),
    "another kind": (
        pem(ed25519.Ed25519PrivateKey.generate()),
        "the key: is neither an RSA key nor one on the curve P-256: RS256 and ES256 need one of these",
    ),
    "encrypted": (
        pem(ec.generate_private_key(ec.SECP256R1()), b"word"),
        "the key: is encrypted: decrypt it with `openssl pkey`, and give it on standard input as -",
    ),
    "public": (
        pair("RS256").public,
        "the key is a public one, which can only verify: sign with the private key",
    ),
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_that_cannot_sign(name: str, tmp_path: Path) -> None:
    content, message = KEYS[name]
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(SmguardError) as raised:
        read_signing_key(str(tmp_path / "key"), None)
    assert str(raised.value) == message


def test_what_cannot_be_signed_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(KEYS["short"][0])
    (tmp_path / "b.tar.gz").write_bytes(packed())
    done = smguard("sign", "b.tar.gz", "--key", "key", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", f"error: {KEYS['short'][1]}\n")
    assert (tmp_path / "b.tar.gz").read_bytes() == packed()


def test_keys_come_from_a_file_the_environment_or_standard_input(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(SECRET)
    (tmp_path / "b.tar.gz").write_bytes(packed())
    ways: list[tuple[str, bytes]] = [("key", b""), ("env:OUR_KEY", b""), ("-", SECRET), ("own-id=key", b"")]
    ids = []
    for given, stdin in ways:
        done = smguard(
            "sign", "b.tar.gz", "--key", given, cwd=tmp_path, given=stdin, environment={"OUR_KEY": SECRET.decode()}
        )
        ids.append(done.stdout.decode().split()[-2])
    assert len(ids[0]) == 16
    assert ids == [ids[0], ids[0], ids[0], "own-id"]


def test_a_certificate_is_its_public_key(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tests")]), datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    (tmp_path / "certificate").write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    (tmp_path / "private").write_bytes(pem(key))
    private, public = (read_keys([str(tmp_path / file)], None)[0] for file in ("private", "certificate"))
    assert (public.private, public.id, public.public) == (False, private.id, private.public)
    assert verify(sign(shipped_files(), private), [public]).key == public


def test_two_keys_need_two_ids(tmp_path: Path) -> None:
    pair("HS256").write(tmp_path, "a")
    pair("HS256", 1).write(tmp_path, "b")
    (tmp_path / "b.tar.gz").write_bytes(packed())
    same = "two keys have the same id: give each one an ID of its own, as ID=FILE"
    cases = {
        ("a.public", "a.public"): same,
        ("x=a.public", "x=b.public"): same,
        ("-", "-"): "key 2: standard input is empty",
    }
    for (one, other), message in cases.items():
        done = smguard("verify", "b.tar.gz", "--key", one, "--key", other, cwd=tmp_path, given=SECRET)
        assert (done.returncode, done.stderr.decode()) == (2, f"error: {message}\n")
    assert [key.id for key in read_keys([f"x={tmp_path}/a.public", f"y={tmp_path}/b.public"], None)] == ["x", "y"]


def test_a_key_on_the_command_line_is_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_bytes(packed())
    for given in (SECRET.decode(), pair("RS256").private.decode(), f"id={SECRET.decode()}", "env:NOT_SET", "x" * 5000):
        done = smguard("sign", "b.tar.gz", "--key", given, cwd=tmp_path)
        assert done.returncode == 2
        said = done.stderr.decode()
        assert "never the key itself" in said or "is not set" in said
        assert SECRET.decode() not in said
        assert "PRIVATE" not in said


def test_nothing_shows_a_key() -> None:
    key = Key("id", "HS256", SECRET, None, True, "file")
    assert repr(key) == "Key(id='id', algorithm='HS256', private=True, source='file')"


def test_without_cryptography_the_command_that_installs_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "cryptography.py").write_text("raise ModuleNotFoundError")
    (tmp_path / "key").write_bytes(pair("RS256").private)
    (tmp_path / "secret").write_bytes(SECRET)
    (tmp_path / "b.tar.gz").write_bytes(packed())
    environment = {"PYTHONPATH": str(tmp_path)}
    done = smguard("sign", "b.tar.gz", "--key", "key", cwd=tmp_path, environment=environment)
    assert done.stderr.decode() == (
        "error: RS256 and ES256 need the cryptography package: run `pip install 'smguard[sign]'`\n"
    )
    done = smguard("sign", "b.tar.gz", "--key", "secret", cwd=tmp_path, environment=environment)
    assert done.returncode == 0


# --- smguard verify ---


def test_build_signs_the_tarball_and_never_the_folder(opa: Path, tmp_path: Path) -> None:
    private, public = pair("ES256").write(tmp_path, "key")
    environment = {"SMGUARD_OPA": str(opa), "SOURCE_DATE_EPOCH": "1700000000"}
    done = smguard("build", "--pack", "b.tar.gz", "--sign", private, cwd=tmp_path, environment=environment)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "bundles/secretsmanager" / SIGNATURES).exists()
    done = smguard("verify", "b.tar.gz", "--key", public, cwd=tmp_path, environment=environment)
    key = pair("ES256").key(tmp_path)
    count = len(shipped_files()) - 1
    assert done.stdout.decode() == (
        "b.tar.gz\n"
        f"ok      contents: revision {REVISION}, {count} files, all under the roots smguard\n"
        f"ok      signature: ES256 by the key {key.id}, over every file's hash, signed 2023-11-14T22:13:20Z\n"
        "ok      opa: compiles the bundle\n"
    )
    refused = smguard("build", "--sign", private, cwd=tmp_path)
    assert refused.stderr.decode() == "error: --sign signs the tarball: add --pack FILE\n"


def test_verify_tells_what_does_not_hold(opa: Path, tmp_path: Path) -> None:
    key = pair("HS256").key(tmp_path)
    good = sign(shipped_files(), key)
    broken = sign({**shipped_files(), "smguard/broken.rego": b"package smguard.broken\n\nx := y\n"}, key)
    cases: dict[str, tuple[bytes, str]] = {
        "tampered": (pack(good)[:-200], "FAILED  contents: tampered: is not a whole gzip tarball"),
        "empty": (b"", "FAILED  contents: empty: is not a whole gzip tarball"),
        "unsigned": (packed(), "FAILED  signature: it is not signed\n"),
        "other": (packed(pair("HS256", 1).key(tmp_path, "o")), "FAILED  signature: it is signed by the key"),
        "broken": (pack(broken), "FAILED  contents: broken: its content is revision"),
        "roots": (
            packed(key, {**shipped_files(), "smguard/x.rego": b"package elsewhere\n"}),
            "FAILED  contents: roots: smguard/x.rego: package elsewhere is outside the roots smguard",
        ),
    }
    for name, (tarball, message) in cases.items():
        (tmp_path / name).write_bytes(tarball)
        done = smguard("verify", name, "--key", "key.public", cwd=tmp_path, environment={"SMGUARD_OPA": str(opa)})
        assert (done.returncode, message in done.stdout.decode()) == (1, True), done.stdout.decode()


SKIPPED: dict[str, tuple[bool, list[str], int, str, str]] = {
    "all is checked": (True, ["--key", "key.public"], 0, "ok      signature: HS256 by", "ok      opa: compiles"),
    "signed, and no key": (
        True,
        [],
        2,
        "skipped signature: no key given: name the public key with --key (the signature names the key KID)\n",
        "ok      opa: compiles",
    ),
    "not signed, and no key": (
        False,
        [],
        2,
        "skipped signature: no key given; the bundle is not signed\n",
        "ok      opa: compiles",
    ),
    "not wanted": (
        True,
        ["--skip", "signature", "--skip", "opa"],
        0,
        "skipped signature: not wanted\n",
        "skipped opa: not wanted\n",
    ),
}


@pytest.mark.parametrize("name", SKIPPED)
def test_what_is_not_checked_is_skipped_and_no_success(name: str, opa: Path, tmp_path: Path) -> None:
    signed, options, code, *lines = SKIPPED[name]
    key = pair("HS256").key(tmp_path)
    (tmp_path / "b.tar.gz").write_bytes(packed(key if signed else None))
    done = smguard("verify", "b.tar.gz", *options, cwd=tmp_path, environment={"SMGUARD_OPA": str(opa)})
    said = done.stdout.decode()
    assert (done.returncode, done.stderr) == (code, b"")
    assert all(line.replace("KID", key.id) in said for line in lines), said


def test_without_opa_nothing_is_compiled_and_that_is_said(tmp_path: Path) -> None:
    key = pair("HS256").key(tmp_path)
    (tmp_path / "b.tar.gz").write_bytes(packed(key))
    (tmp_path / "damaged").write_bytes(packed(key)[:-100])

    def verified(*arguments: str) -> tuple[int, list[str]]:
        done = smguard("verify", *arguments, "--key", "key.public", cwd=tmp_path, environment=NO_OPA)
        return done.returncode, done.stdout.decode().splitlines()[2:]

    good = f"ok      signature: HS256 by the key {key.id}, over every file's hash"
    missing = "skipped opa: there is no opa: run `smguard toolchain install opa`"
    assert verified("b.tar.gz") == (2, [good, missing])
    assert verified("b.tar.gz", "--skip", "opa") == (0, [good, "skipped opa: not wanted"])
    damaged = [f"skipped {check}: the contents are damaged" for check in ("signature", "opa")]
    assert verified("damaged") == (1, damaged)
    done = smguard("verify", "b.tar.gz", "--key", "key.public", "--skip", "signature", cwd=tmp_path)
    assert done.stderr.decode() == (
        "error: --skip signature excludes --key, and --skip opa excludes --opa-version: leave one out\n"
    )


def with_revision(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files under the revision that they have by their content."""
    manifest, data = (json.loads(files[path]) for path in (".manifest", "data.json"))
    data["smguard"]["bundle"]["revision"] = manifest["revision"] = content_revision(files)
    return {**files, ".manifest": json.dumps(manifest).encode(), "data.json": json.dumps(data).encode()}


@pytest.mark.parametrize("command", ["sign", "verify"])
def test_a_folder_is_no_packed_bundle(command: str, tmp_path: Path) -> None:
    shutil.copytree(folder("bundles"), tmp_path / "bundles")
    (tmp_path / "key").write_bytes(SECRET)
    done = smguard(command, "bundles/secretsmanager", "--key", "key", cwd=tmp_path)
    said = "is a folder: name a tarball, as `smguard build --pack bundle.tar.gz` writes it"
    assert (done.returncode, done.stderr.decode()) == (2, f"error: bundles/secretsmanager: {said}\n")


def test_verify_compiles_the_bundle_as_the_named_opa_would(opa: Path, tmp_path: Path) -> None:
    newer = b"package smguard.newer\n\nx := array.flatten([[1]])\n"
    (tmp_path / "newer").write_bytes(pack(with_revision({**shipped_files(), "smguard/newer.rego": newer})))
    broken = b"package smguard.broken\n\nx := y\n"
    (tmp_path / "broken").write_bytes(pack(with_revision({**shipped_files(), "smguard/broken.rego": broken})))
    environment = {"SMGUARD_OPA": str(opa)}
    cases = [
        ("newer", "1.22.2", 0, "ok      opa 1.22.2: compiles the bundle\n"),
        ("newer", "v1.0.0", 1, "FAILED  opa 1.0.0: 1 error occurred: "),
        ("broken", "1.0.0", 1, "rego_unsafe_var_error: var y is unsafe"),
    ]
    for name, version, code, message in cases:
        done = smguard(
            "verify", name, "--skip", "signature", "--opa-version", version, cwd=tmp_path, environment=environment
        )
        assert (done.returncode, message in done.stdout.decode()) == (code, True), done.stdout.decode()
        assert str(tmp_path.parent) not in done.stdout.decode()
    done = smguard("verify", "newer", "--opa-version", "9.9.9", cwd=tmp_path, environment=environment)
    assert done.stderr.decode().startswith(
        "error: 9.9.9: this opa knows no such version of OPA; the newest it knows is "
    )


def test_verify_gets_a_bundle_from_an_address_whole_or_not_at_all(tmp_path: Path) -> None:
    with site() as server:
        server.content["/b.tar.gz"] = packed(pair("HS256").key(tmp_path))
        done = smguard("verify", f"{server.url}/b.tar.gz", "--key", "key.public", cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        missing = smguard("verify", f"{server.url}/c.tar.gz", cwd=tmp_path)
        assert missing.stderr.decode() == (
            f"error: {server.url}/c.tar.gz: the server answers 404 Not Found: there is nothing with that name\n"
        )
