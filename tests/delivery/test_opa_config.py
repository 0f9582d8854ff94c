"""Each configuration that is printed, run by a real OPA: it activates what it should, and nothing else ever."""

import gzip
import io
import json
import tarfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from smguard import tree
from smguard.bundle.composition import content_revision, pack
from smguard.cli import app
from smguard.delivery import store
from smguard.delivery.key import Key
from smguard.delivery.tarball import MAX_UNPACKED, unpack
from smguard.errors import SmguardError
from support.registries import Site, opa_server, site
from support.servers import TOKEN, Opa, authority, serving, until
from support.signers import other_bundle, packed, pair, shipped_files
from support.workbench import ALLOW_ALL, shipped_bundle, smguard

REVISION = shipped_bundle().revision


def move(place: Path, tarball: bytes, bundle: str = "sm", channel: str = "stable") -> str:
    """Brings a tarball into a store and points a channel at it; its revision."""
    revision = store.add(place, bundle, tarball, "test").revision
    store.move_channel(place, bundle, channel, revision, datetime.now(UTC))
    return revision


def other_tarball(folder: Path, key: Key | None = None) -> bytes:
    files = other_bundle(folder).files
    return packed(key, {path: text for path, text in files.items() if not path.endswith("_test.rego")})


def config(folder: Path, *arguments: str | Path) -> str:
    """What opa-config prints; OPA keeps bundles in the folder."""
    done = smguard("opa-config", *arguments, "--persist-in", folder / "kept", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout.decode()


def quick(text: str) -> str:
    """The same configuration, but polling twice a second."""
    configured = yaml.safe_load(text)
    for section in (*configured.get("bundles", {}).values(), configured.get("discovery")):
        if section:
            section["polling"] = {"min_delay_seconds": 1, "max_delay_seconds": 1}
    return yaml.safe_dump(configured)


def runs(server: Opa, revision: str) -> None:
    until(lambda: server.revision == revision, f"opa is at {revision}:\n{server.process.printed[-3000:]}")


def test_the_whole_configuration(tmp_path: Path) -> None:
    _, public = pair("ES256").write(tmp_path, "key")
    done = smguard(
        "opa-config",
        "https://bundles.example/bundles/secretsmanager/stable",
        *("--key", public, "--token-file", "/run/secrets/opa", "--ca-file", "/etc/ca.pem", "--label", "region=eu"),
        cwd=tmp_path,
    )
    block = "\n".join(f"      {line}" for line in pair("ES256").public.decode().splitlines())
    assert (
        done.stdout.decode()
        == f"""\
services:
  bundles:
    url: https://bundles.example
    credentials:
      bearer:
        token_path: /run/secrets/opa
    tls:
      ca_cert: /etc/ca.pem
  reports:
    url: https://bundles.example
    credentials:
      bearer:
        token_path: /run/secrets/opa
    tls:
      ca_cert: /etc/ca.pem
bundles:
  secretsmanager:
    service: bundles
    resource: bundles/secretsmanager/stable
    persist: true
    polling:
      min_delay_seconds: 5
      max_delay_seconds: 15
      long_polling_timeout_seconds: 60
    size_limit_bytes: 268435456
    signing:
      keyid: {pair("ES256").key(tmp_path).id}
default_decision: smguard/decision
status:
  service: reports
decision_logs:
  service: reports
persistence_directory: /var/lib/opa
labels:
  region: eu
keys:
  {pair("ES256").key(tmp_path).id}:
    algorithm: ES256
    key: |
{block}
"""
    )


def test_of_a_private_key_only_the_public_part_is_printed(tmp_path: Path) -> None:
    private, public = pair("RS256").write(tmp_path, "key")
    assert config(tmp_path, "https://h/b", "--key", private) == config(tmp_path, "https://h/b", "--key", public)


# --- a server ---


@pytest.mark.parametrize("way", ["file", "variable"])
def test_opa_runs_what_a_server_gives_and_reports_to_it(way: str, opa: Path, tmp_path: Path) -> None:
    key = pair("ES256").key(tmp_path)
    place = tmp_path / "store"
    move(place, packed(key))
    (tmp_path / "token").write_text(TOKEN)
    options = {"file": ["--token-file", str(tmp_path / "token")], "variable": ["--token-env", "OPA_TOKEN"]}[way]
    with serving(tmp_path, place, "--token-file", tmp_path / "token", "--fleet", tmp_path / "db") as server:
        own = ["--name", "sm", "--key", "key.public", "--label", "region=eu"]
        text = config(tmp_path, f"{server.url}/bundles/sm/stable", *own, *options)
        assert TOKEN not in text
        with opa_server(opa, tmp_path / "opa", at_once(text), {"OPA_TOKEN": TOKEN}) as one:
            runs(one, REVISION)
            until(lambda: one.decide(ALLOW_ALL), "it decides")

            def told_of(text: str) -> bool:
                return text in json.dumps(server.get("/fleet.json", token=TOKEN).json)

            until(lambda: told_of(f'"active_revision": "{REVISION}"'), "it reports its revision")
            until(lambda: told_of('"region": "eu"'), "it reports its labels")
            until(lambda: told_of('"SM-ID-READ-ALL"'), "it reports its decisions")
            revision = move(place, other_tarball(tmp_path / "policies", key))
            runs(one, revision)
            assert TOKEN not in one.process.printed
        assert TOKEN not in server.printed


def at_once(text: str) -> str:
    """The same configuration, but logs are sent at once."""
    configured = yaml.safe_load(text)
    configured["decision_logs"]["reporting"] = {"min_delay_seconds": 1, "max_delay_seconds": 1}
    return yaml.safe_dump(configured)


def test_opa_shows_a_certificate(opa: Path, tmp_path: Path) -> None:
    trusted = authority(tmp_path / "ca")
    certificate, key = trusted.issue("server")
    mine = trusted.issue("client")
    move(tmp_path / "store", packed())
    tls = ["--tls-cert", str(certificate), "--tls-key", str(key), "--client-ca", str(trusted.certificate)]
    with serving(tmp_path, tmp_path / "store", *tls, scheme="https") as server:
        text = config(
            tmp_path,
            f"https://127.0.0.1:{server.port}/bundles/sm/stable",
            *("--client-certificate", *mine, "--ca-file", trusted.certificate),
        )
        with opa_server(opa, tmp_path / "opa", text) as one:
            runs(one, REVISION)


def test_secret_is_taken_from_opas_environment(opa: Path, tmp_path: Path) -> None:
    key, secret = pair("HS256").key(tmp_path), pair("HS256").private.decode()
    with site() as server:
        server.content["/b.tar.gz"] = packed(key)
        done = smguard(
            *("opa-config", f"{server.url}/b.tar.gz", "--persist-in", tmp_path / "kept", "--key", "env:OUR_SECRET"),
            cwd=tmp_path,
            environment={"OUR_SECRET": secret},
        )
        assert yaml.safe_load(done.stdout)["keys"] == {key.id: {"algorithm": "HS256", "key": "${OUR_SECRET}"}}
        with opa_server(opa, tmp_path / "opa", done.stdout.decode(), {"OUR_SECRET": secret}) as one:
            runs(one, REVISION)
            assert secret not in one.process.printed
        refused = smguard("opa-config", f"{server.url}/b", "--key", "key.private", cwd=tmp_path)
        assert refused.stderr.decode() == (
            f"error: the key {key.id} is a secret, which must not appear in a configuration: give env:NAME, and OPA"
            " reads it from its own environment\n"
        )


# --- what never gets in ---


def with_revision(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files under the revision that they have by their content."""
    manifest, data = (json.loads(files[path]) for path in (".manifest", "data.json"))
    data["smguard"]["bundle"]["revision"] = manifest["revision"] = content_revision(files)
    return {**files, ".manifest": json.dumps(manifest).encode(), "data.json": json.dumps(data).encode()}


def huge() -> bytes:
    """A small tarball with one file that is larger than any may be."""
    raw = io.BytesIO()
    with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=1) as file:
        entry = tarfile.TarInfo("/smguard/huge.rego")
        entry.size = MAX_UNPACKED + 1
        file.write(entry.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(MAX_UNPACKED >> 20):
            file.write(bytes(1 << 20))
        file.write(bytes(1024))
    return raw.getvalue()


def test_what_is_wrong_never_replaces_what_is_right(opa: Path, tmp_path: Path) -> None:
    key, stranger = pair("RS256").key(tmp_path), pair("RS256", 1).key(tmp_path, "stranger")
    files, other = shipped_files(), other_tarball(tmp_path / "policies", key)
    signed = dict(unpack(other, "b").files)
    broken = with_revision({**files, "smguard/broken.rego": b"package smguard.broken\n\nx := y\n"})
    outside = {**files, "smguard/outside.rego": b"package elsewhere\n\nx := 1\n"}
    clash = json.loads(files[".manifest"]) | {"roots": ["smguard", "smguard/decision"]}
    wrong: dict[str, tuple[bytes, str]] = {
        "tampered": (pack({**signed, "data.json": files["data.json"]}), "data.json: digest mismatch"),
        "another key": (packed(stranger), "failed to verify JWT signature"),
        "unsigned": (packed(), "bundle missing .signatures.json file"),
        "truncated": (other[:-100], "unexpected EOF"),
        "does not compile": (packed(key, broken), "var y is unsafe"),
        "outside its roots": (packed(key, outside), "do not permit 'package elsewhere'"),
        "roots that overlap": (
            packed(key, {**files, ".manifest": json.dumps(clash).encode()}),
            "manifest has overlapped roots",
        ),
        "too large": (huge(), "exceeds configured size_limit_bytes"),
        "no tarball": (b"<html>log in</html>", "invalid header"),
    }
    with site() as server:
        server.content["/b.tar.gz"] = packed(key)
        text = quick(config(tmp_path, f"{server.url}/b.tar.gz", "--name", "sm", "--key", "key.public"))
        with opa_server(opa, tmp_path / "opa", text) as one:
            runs(one, REVISION)
            for name, (tarball, message) in wrong.items():
                server.content["/b.tar.gz"] = tarball
                until(partial(tells, server, message), f"{name} is refused: {message}")
                assert one.revision == REVISION, name
            server.content["/b.tar.gz"] = other
            runs(one, unpack(other, "b").revision)


def tells(server: Site, text: str) -> bool:
    return text in told(server)


def told(server: Site) -> str:
    """What OPAs told a server in their last status."""
    posted = server.posted.get("/status", [b""])
    return (
        posted[-1].decode("utf-8", "replace")
        if not posted[-1].startswith(b"\x1f\x8b")
        else gzip.decompress(posted[-1]).decode()
    )


def test_signature_is_asked_for_while_two_keys_are_valid(opa: Path, tmp_path: Path) -> None:
    old, new = pair("RS256").key(tmp_path, "old"), pair("ES256", 1).key(tmp_path, "new")
    first, second = packed(old), other_tarball(tmp_path / "policies", new)
    with site() as server:
        server.content["/b"] = first
        both = quick(config(tmp_path, f"{server.url}/b", "--key", "old.public", "--key", "new.public"))
        with opa_server(opa, tmp_path / "both", both) as one:
            runs(one, REVISION)
            server.content["/b"] = packed()
            until(lambda: "bundle missing .signatures.json file" in told(server), "the unsigned bundle is refused")
            server.content["/b"] = second
            runs(one, unpack(second, "b").revision)
        after = quick(config(tmp_path, f"{server.url}/b", "--key", "new.public"))
        with opa_server(opa, tmp_path / "after", after) as one:
            runs(one, unpack(second, "b").revision)
            server.content["/b"] = first
            until(lambda: "failed to verify JWT signature" in told(server), "the old key's bundle is refused")
            assert one.revision == unpack(second, "b").revision


def test_two_bundles_that_own_the_same_data_are_not_both_run(opa: Path, tmp_path: Path) -> None:
    manifest = json.loads(shipped_files()[".manifest"])
    with site() as server:
        server.content["/one"] = packed()
        files = {
            "data.json": b'{"smguard": {"more": 1}}',
            ".manifest": json.dumps({**manifest, "roots": ["smguard/more"]}).encode(),
        }
        text = yaml.safe_load(config(tmp_path, f"{server.url}/one", "--name", "one"))
        text["bundles"]["two"] = {**text["bundles"]["one"], "resource": "two"}
        with opa_server(opa, tmp_path / "opa", quick(yaml.safe_dump(text))) as one:
            runs(one, REVISION)
            server.content["/two"] = pack(files)
            until(lambda: "detected overlapping roots" in told(server), "the second one is refused")
            assert one.revision == REVISION
            assert "result" not in one.get("v1/data/smguard/more")


def test_server_with_keys_gives_nothing_that_they_have_not_signed(tmp_path: Path) -> None:
    key, place = pair("ES256").key(tmp_path), tmp_path / "store"
    move(place, packed(key))
    with serving(tmp_path, place, "--key", tmp_path / "key.public") as server:

        def served() -> str:
            return unpack(server.get("/bundles/sm/stable").body, "served").revision

        assert served() == REVISION
        revision = move(place, other_tarball(tmp_path / "policies"))
        server.says(f"sm/stable: refused, revision {REVISION} stays: revision {revision}: it is not signed")
        assert served() == REVISION
        assert server.get(f"/bundles/sm/{revision}").status != 200
        store.add(place, "sm", other_tarball(tmp_path / "policies", key), "signed now")
        until(lambda: served() == revision, "the new revision is served once it is signed")
        assert server.get(f"/bundles/sm/{revision}").status == 200
    tree.write(tmp_path / "bundles" / "secretsmanager", shipped_bundle().files)
    done = smguard("serve", "bundles/secretsmanager", "--key", "key.public", "--port", "0", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (2, f"error: revision {REVISION}: it is not signed\n")


# --- OPA alone ---


def kept(folder: Path) -> list[Path]:
    """The bundles that an OPA keeps."""
    return list((folder / "kept").rglob("bundle.tar.gz"))


def test_killed_opa_comes_back_with_the_last_bundle_when_the_server_is_gone(opa: Path, tmp_path: Path) -> None:
    key = pair("ES256").key(tmp_path)
    with site() as server:
        server.content["/b"] = packed(key)
        text = quick(config(tmp_path, f"{server.url}/b", "--name", "sm", "--key", "key.public"))
        with opa_server(opa, tmp_path / "opa", text) as one:
            runs(one, REVISION)
            revision = unpack(other_tarball(tmp_path / "policies", key), "b").revision
            server.content["/b"] = other_tarball(tmp_path / "policies", key)
            runs(one, revision)
            until(lambda: unpack(kept(tmp_path)[0].read_bytes(), "kept").revision == revision, "it keeps the last one")
            one.process.kill()
    with opa_server(opa, tmp_path / "again", text) as one:
        runs(one, revision)
        assert one.decide(ALLOW_ALL)["allow"] is False
    damaged = kept(tmp_path)[0]
    damaged.write_bytes(packed(pair("ES256", 1).key(tmp_path, "stranger")))
    with opa_server(opa, tmp_path / "damaged", text) as one:
        until(lambda: "failed to verify JWT signature" in one.process.printed, "what it kept is verified too")
        assert one.revision is None


# --- discovery ---


def test_opa_discovers_its_configuration(opa: Path, tmp_path: Path) -> None:
    """The discovery bundle is one like any other: signed, in the store, on a channel."""
    key, place = pair("ES256").key(tmp_path), tmp_path / "store"
    move(place, packed(key))
    second = move(place, other_tarball(tmp_path / "policies", key), channel="canary")
    (tmp_path / "token").write_text(TOKEN)
    with serving(tmp_path, place, "--token-file", tmp_path / "token", "--fleet", tmp_path / "db") as server:

        def boot(channel: str) -> str:
            text = config(
                tmp_path,
                f"{server.url}/bundles/sm/{channel}",
                *("--name", "sm", "--key", "key.public", "--token-file", tmp_path / "token"),
                *("--discovery", f"{server.url}/bundles/discovery/stable"),
                *("--discovery-bundle", "discovery.tar.gz", "--sign", "key.private"),
            )
            move(place, (tmp_path / "discovery.tar.gz").read_bytes(), "discovery")
            return text

        text = boot("stable")
        assert "bundles" not in yaml.safe_load(text)
        assert boot("stable") == text
        with opa_server(opa, tmp_path / "opa", text) as one:
            runs(one, REVISION)
            until(lambda: server.get("/fleet.json", token=TOKEN).json["opas"], "it reports to whom it discovered")
            assert boot("canary") == text
            runs(one, second)
            until(lambda: len(kept(tmp_path)) == 2, "it keeps both bundles")
            one.process.kill()
    with opa_server(opa, tmp_path / "again", text) as one:
        runs(one, second)


def test_discovery_that_is_not_signed_is_refused(opa: Path, tmp_path: Path) -> None:
    pair("ES256").key(tmp_path)
    with site() as server:
        discovery = ["--discovery", f"{server.url}/discovery", "--discovery-bundle", str(tmp_path / "d")]
        text = quick(config(tmp_path, f"{server.url}/b", "--key", "key.public", *discovery))
        server.content |= {"/discovery": (tmp_path / "d").read_bytes(), "/b": packed(pair("ES256").key(tmp_path))}
        with opa_server(opa, tmp_path / "opa", text) as one:
            until(lambda: "bundle missing .signatures.json file" in one.process.printed, "it is refused")
            assert one.revision is None


# --- what cannot be configured ---

ODD = "cannot appear in OPA's configuration: OPA would replace or misread a part of it"
WRONG: dict[str, tuple[list[str], str]] = {
    "folder": (["bundles/x"], "bundles/x: OPA fetches bundles from https://, s3:// and oci://: give one of these"),
    "ftp": (["ftp://h/x"], "ftp://h/x: OPA fetches bundles from https://, s3:// and oci://: give one of these"),
    "password": (["https://u:p@h/x"], "the address of the bundle must not contain credentials or a query"),
    "query": (["https://h/x?token=a"], "the address of the bundle must not contain credentials or a query"),
    "reports": (
        ["oci://h/x:1", "--report-to", "https://u:p@h"],
        "the address of reports must not contain credentials or a query",
    ),
    "variable": (["https://h/${HOME}"], f"'https://h/${{HOME}}' {ODD}"),
    "label": (["https://h/x", "--label", "a=${HOME}"], f"'${{HOME}}' {ODD}"),
    "no label": (["https://h/x", "--label", "a"], "a label must be NAME=VALUE, and each name can be given once"),
    "label twice": (
        ["https://h/x", "--label", "a=1", "--label", "a=2"],
        "a label must be NAME=VALUE, and each name can be given once",
    ),
    "token": (["https://h/x", "--token-env", "a-token"], "--token-env takes the name of a variable, never a token"),
    "two ways": (
        ["https://h/x", "--token-env", "A", "--token-file", "/t"],
        "OPA accepts one kind of credentials: a token's file, a token's variable, or a certificate",
    ),
    "half a discovery": (
        ["https://h/x", "--discovery", "https://h/d"],
        "--discovery and --discovery-bundle must be used together: the bundle's address, and the file to write",
    ),
    "no key": (
        ["https://h/x", "--key", "env:NOT_SET"],
        "the key: its environment variable is not set, or empty",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_opa_would_misread_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, message = WRONG[name]
    monkeypatch.delenv("NOT_SET", raising=False)
    command = typer.main.get_command(app)
    with pytest.raises(SmguardError) as raised:
        command(["opa-config", *arguments], standalone_mode=False)
    assert str(raised.value) == message


S3: dict[str, tuple[list[str], dict[str, Any]]] = {
    "region of OPA": (
        ["s3://policies/sm/stable.tar.gz"],
        {
            "url": "https://policies.s3.${AWS_REGION}.amazonaws.com",
            "credentials": {"s3_signing": {"environment_credentials": {}}},
        },
    ),
    "profile": (
        ["s3://policies/sm/stable.tar.gz", "--s3-region", "eu-west-1", "--s3-credentials", "profile"],
        {
            "url": "https://policies.s3.eu-west-1.amazonaws.com",
            "credentials": {"s3_signing": {"profile_credentials": {"aws_region": "eu-west-1"}}},
        },
    ),
}


@pytest.mark.parametrize("name", S3)
def test_buckets_of_aws_itself(name: str, tmp_path: Path) -> None:
    arguments, service = S3[name]
    said = yaml.safe_load(config(tmp_path, *arguments))
    assert said["services"] == {"bundles": service}
    assert said["bundles"]["secretsmanager"]["resource"] == "sm/stable.tar.gz"
    assert "status" not in said
    told_to = yaml.safe_load(config(tmp_path, *arguments, "--report-to", "https://fleet.example/"))
    assert told_to["services"]["reports"] == {"url": "https://fleet.example"}
    assert (told_to["status"], told_to["decision_logs"]) == ({"service": "reports"}, {"service": "reports"})


TOKENS = {
    "the same server": (
        ["https://a.example/bundles/sm", "--token-env", "ONE"],
        ["https://a.example/"],
        {"bearer": {"token": "${ONE}"}},
    ),
    "another server": (["https://a.example/bundles/sm", "--token-env", "ONE"], ["https://b.example"], None),
    "another port": (["https://a.example/bundles/sm", "--token-env", "ONE"], ["https://a.example:8443"], None),
    "a registry's login": (
        ["oci://registry.example/policies/sm:stable", "--token-env", "ONE"],
        ["https://b.example"],
        None,
    ),
    "a token of its own": (
        ["oci://registry.example/policies/sm:stable", "--token-env", "ONE"],
        ["https://b.example", "--report-token-env", "TWO"],
        {"bearer": {"token": "${TWO}"}},
    ),
    "a token's file of its own": (
        ["https://a.example/bundles/sm", "--token-file", "one"],
        ["https://b.example", "--report-token-file", "two"],
        {"bearer": {"token_path": "two"}},
    ),
    "a bucket has no token": (
        ["s3://policies/sm.tar.gz", "--token-env", "ONE"],
        ["https://b.example"],
        {"bearer": {"token": "${ONE}"}},
    ),
}


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_goes_to_its_own_server_alone(name: str, tmp_path: Path) -> None:
    arguments, reporting, credentials = TOKENS[name]
    said = yaml.safe_load(config(tmp_path, *arguments, "--report-to", *reporting))
    assert said["services"]["reports"].get("credentials") == credentials


def test_two_tokens_for_reports_are_refused(tmp_path: Path) -> None:
    both = ["--report-to", "https://b.example", "--report-token-env", "A", "--report-token-file", "a"]
    done = smguard("opa-config", "https://a.example/bundles/sm", *both, cwd=tmp_path)
    wanted = "error: OPA accepts one kind of credentials for reports: a token's file or a token's variable\n"
    assert (done.returncode, done.stderr.decode()) == (2, wanted)
