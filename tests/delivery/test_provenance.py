"""What stands beside a published artifact, verified by cosign itself: its signature, and what it was made from."""

import base64
import hashlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from smguard import tree
from smguard.delivery.publish import Access, publish
from smguard.delivery.publish.access import client
from smguard.delivery.publish.artifact import read_artifact
from smguard.delivery.publish.provenance import PREDICATE, builder_uri
from smguard.delivery.publish.registry import Registry, parse_reference
from smguard.delivery.signature import Signed
from smguard.errors import SmguardError
from smguard.toolchain import require
from support.registries import COSIGN, registry
from support.signers import other_bundle, pair
from support.workbench import shipped_bundle, smguard

BUILDER = "https://ci.example/pipelines/bundles"
AT = {"SOURCE_DATE_EPOCH": "1700000000"}
OFFLINE = {"SIGSTORE_NO_CACHE": "1", "HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}
"""Nothing but loopback answers."""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with registry(tmp_path_factory.mktemp("registry")) as address:
        yield address


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundles") / "secretsmanager"
    tree.write(folder, shipped_bundle().files)
    return folder


def cosign(place: Path, command: str, *arguments: str | Path) -> tuple[int, str, str]:
    """What cosign says, with a key and nothing else to trust, and no network."""
    program = require(COSIGN, print).path
    options = ["--insecure-ignore-tlog", "--allow-insecure-registry", "--allow-http-registry"]
    done = subprocess.run(
        [program, command, *options, *arguments],
        env={"HOME": str(place), "PATH": "", **OFFLINE},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def manifest(host: str, repository: str, tag: str) -> Any:
    reference = parse_reference(f"oci://{host}/{repository}")
    with client("registry") as web:
        return json.loads(Registry(reference, web).manifest(tag) or b"null")


def tag_of(host: str, repository: str, tag: str, suffix: str) -> str:
    """The tag of what is attached to a tag's artifact."""
    reference = parse_reference(f"oci://{host}/{repository}")
    with client("registry") as web:
        content = Registry(reference, web).manifest(tag) or b""
    return f"sha256-{hashlib.sha256(content).hexdigest()}.{suffix}"


@pytest.mark.parametrize("algorithm", ["ES256", "RS256"])
def test_cosign_verifies_signature_and_provenance(algorithm: str, host: str, bundle: Path, tmp_path: Path) -> None:
    private, public = pair(algorithm).write(tmp_path, "key")
    _, stranger = pair(algorithm, 1).write(tmp_path, "stranger")
    place = f"{host}/org/{algorithm.lower()}"
    options: list[str | Path] = ["--bundle", bundle, "--sign", private, "--builder", BUILDER]
    done = smguard("publish", f"oci://{place}:stable", *options, cwd=tmp_path, environment=AT)
    assert done.returncode == 0, done.stderr

    code, _, errors = cosign(tmp_path, "verify", "--key", public, f"{place}:stable")
    assert code == 0, errors
    typed = ["--type", "slsaprovenance1"]
    code, printed, errors = cosign(tmp_path, "verify-attestation", *typed, "--key", public, f"{place}:stable")
    assert code == 0, errors
    said = json.loads(base64.b64decode(json.loads(printed)["payload"]))
    digest = tag_of(host, f"org/{algorithm.lower()}", "stable", "att").removeprefix("sha256-").removesuffix(".att")
    metadata = json.loads(shipped_bundle().files[".manifest"])["metadata"]
    tarball = manifest(host, f"org/{algorithm.lower()}", "stable")["layers"][0]["digest"].removeprefix("sha256:")
    assert said == {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [
            {"name": place, "digest": {"sha256": digest}},
            {"name": "bundle.tar.gz", "digest": {"sha256": tarball}},
        ],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:smguard:build:v1",
                "externalParameters": {"revision": shipped_bundle().revision, "roots": ["smguard"]},
                "internalParameters": {"generator": metadata["generator"], "policy": metadata["policy"]},
                "resolvedDependencies": [
                    {"name": name, "digest": {"sha256": metadata["inputs"][name]}}
                    for name in ("catalog", "organization", "rules", "services", "smguard")
                ],
            },
            "runDetails": {
                "builder": {"id": BUILDER, "version": {"smguard": "0.1.0"}},
                "metadata": {"invocationId": shipped_bundle().revision, "finishedOn": "2023-11-14T22:13:20Z"},
            },
        },
    }
    for command, *own in (["verify"], ["verify-attestation", *typed]) if algorithm == "ES256" else ():
        code, _, errors = cosign(tmp_path, command, *own, "--key", stranger, f"{place}:stable")
        assert (code != 0, "no matching" in errors) == (True, True), errors


def test_what_another_artifact_has_beside_it_proves_nothing(host: str, bundle: Path, tmp_path: Path) -> None:
    """A signature that is moved beside another artifact is refused by cosign, as is an artifact without one."""
    key = pair("ES256").key(tmp_path)
    signed = read_artifact(bundle, key)
    publish(signed, f"oci://{host}/org/moved:one", Access())
    other = tmp_path / "other"
    tree.write(other, other_bundle(tmp_path / "policies").files)
    publish(read_artifact(other), f"oci://{host}/org/moved:two", Access())
    public, place = tmp_path / "key.public", f"{host}/org/moved:two"
    code, _, errors = cosign(tmp_path, "verify", "--key", public, place)
    assert (code != 0, "no signatures found" in errors) == (True, True), errors
    reference = parse_reference(f"oci://{host}/org/moved")
    with client("registry") as web:
        there = Registry(reference, web)
        for suffix in ("sig", "att"):
            moved = there.manifest(tag_of(host, "org/moved", "one", suffix)) or b""
            there.put_manifest(tag_of(host, "org/moved", "two", suffix), moved)
    code, _, errors = cosign(tmp_path, "verify", "--key", public, place)
    assert (code != 0, "digest" in errors) == (True, True), errors
    code, _, errors = cosign(tmp_path, "verify-attestation", "--type", "slsaprovenance1", "--key", public, place)
    assert (code != 0, "no matching subject digest found" in errors) == (True, True), errors


def test_signatures_of_others_stay_and_ones_own_is_replaced(host: str, bundle: Path, tmp_path: Path) -> None:
    first, second = pair("ES256").key(tmp_path, "first"), pair("RS256").key(tmp_path, "second")
    destination = f"oci://{host}/org/several:1"
    artifact = read_artifact(bundle, first)
    publish(artifact, destination, Access())
    tags = [tag_of(host, "org/several", "1", suffix) for suffix in ("sig", "att")]
    before = [manifest(host, "org/several", tag) for tag in tags]
    publish(artifact, destination, Access())
    assert [manifest(host, "org/several", tag) for tag in tags] == before
    assert artifact.signed is not None
    publish(replace(artifact, signed=Signed(second, artifact.signed.claims)), destination, Access())
    after = [manifest(host, "org/several", tag) for tag in tags]
    assert [one["layers"][:1] for one in after] == [one["layers"] for one in before]
    assert [len(one["layers"]) for one in after] == [2, 2]
    for name in ("first", "second"):
        code, _, errors = cosign(tmp_path, "verify", "--key", tmp_path / f"{name}.public", destination[6:])
        assert code == 0, errors
    publish(artifact, destination, Access())
    assert [len(manifest(host, "org/several", tag)["layers"]) for tag in tags] == [2, 2]


def test_a_secret_attaches_nothing(host: str, bundle: Path, tmp_path: Path) -> None:
    publish(read_artifact(bundle, pair("HS256").key(tmp_path)), f"oci://{host}/org/secret:1", Access())
    assert manifest(host, "org/secret", tag_of(host, "org/secret", "1", "sig")) is None


def test_who_builds_is_a_uri_in_what_is_signed(bundle: Path, tmp_path: Path) -> None:
    unsigned, signed = read_artifact(bundle), read_artifact(bundle, pair("HS256").key(tmp_path))
    assert builder_uri(None, unsigned) == "urn:smguard:builder:unnamed"
    assert builder_uri(BUILDER, signed) == BUILDER
    with pytest.raises(SmguardError, match=r"^--builder is in the provenance, which is signed: add --sign$"):
        builder_uri(BUILDER, unsigned)
    with pytest.raises(SmguardError, match=r"^--builder must be a URI, such as https://ci\.example/pipelines/bundles$"):
        builder_uri("me", signed)
