"""One artifact in a real registry: OPA loads it, conftest pulls it, tags move last, credentials stay unseen."""

import base64
import hashlib
import http.client
import json
import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from smguard import tree
from smguard.delivery.claims import Claims
from smguard.delivery.key import read_keys
from smguard.delivery.publish import access, oci
from smguard.delivery.publish.artifact import Artifact, PublishError
from smguard.delivery.publish.docker_config import Credentials, credentials
from smguard.delivery.publish.registry import MANIFEST, Registry, parse_reference
from smguard.delivery.signature import verify
from smguard.delivery.tarball import unpack
from smguard.errors import InputError, SmguardError, UnreachableError
from support.registries import PASSWORD, USER, Request, Site, docker_config, htpasswd, opa_server, registry, site
from support.servers import until
from support.signers import other_bundle, packed, pair, shipped_files
from support.workbench import ALLOW_ALL, shipped_bundle, smguard

REVISION = shipped_bundle().revision
BASIC = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
OWN = {"mediaType": "application/vnd.oci.image.config.v1+json"}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with registry(tmp_path_factory.mktemp("registry")) as address:
        yield address


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped bundle's folder, with its tests."""
    folder = tmp_path_factory.mktemp("bundles") / "secretsmanager"
    tree.write(folder, shipped_bundle().files)
    return folder


@pytest.fixture(autouse=True)
def _nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials of whoever runs the tests, and no waiting between attempts."""
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "no-docker"))
    monkeypatch.setattr(access, "LIMITS", replace(access.LIMITS, backoff=0.0))


def get(host: str, path: str) -> tuple[int, Mapping[str, str], bytes]:
    """What a registry answers."""
    connection = http.client.HTTPConnection(host)
    try:
        connection.request("GET", f"/v2/{path}", headers={"Accept": "application/vnd.oci.image.manifest.v1+json"})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def manifest(host: str, repository: str, tag: str) -> Any:
    return json.loads(get(host, f"{repository}/manifests/{tag}")[2])


def artifact(tarball: bytes, commit: str | None = None) -> Artifact:
    return Artifact(tarball, unpack(tarball, "b"), commit)


def test_opa_and_conftest_judge_by_one_artifact(
    host: str, bundle: Path, opa: Path, conftest_bin: Path, tmp_path: Path
) -> None:
    private, public = pair("ES256").write(tmp_path, "key")
    destination = f"oci://{host}/org/both:stable"
    at = Claims(datetime.fromtimestamp(1_700_000_000, UTC))
    environment = {"SOURCE_DATE_EPOCH": "1700000000"}
    done = smguard("publish", destination, "--bundle", bundle, "--sign", private, cwd=tmp_path, environment=environment)
    digest = f"sha256:{hashlib.sha256(packed(pair('ES256').key(tmp_path), claims=at)).hexdigest()}"
    assert done.stdout.decode() == f"{destination}: revision {REVISION}, {digest}\n"
    assert smguard("verify", destination, "--key", public, cwd=tmp_path).returncode == 0

    config = smguard("opa-config", destination, "--key", public, "--persist-in", tmp_path / "p", cwd=tmp_path)
    with opa_server(opa, tmp_path / "opa", config.stdout.decode()) as server:
        until(lambda: server.revision == REVISION, f"opa is at {REVISION}: {server.process.printed}")

    (tmp_path / "policy.json").write_text(json.dumps(ALLOW_ALL))
    pull = ["pull", "--policy", "policy", destination]
    subprocess.run([conftest_bin, *pull], cwd=tmp_path, check=True)
    options = ["--policy", "policy", "--data", "policy", "--namespace", "smguard.conftest", "--output", "json"]
    tested = subprocess.run(
        [conftest_bin, "test", *options, "policy.json"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    failures = json.loads(tested.stdout)[0]["failures"]
    assert {failure["metadata"]["rule"] for failure in failures} >= {"SM-ID-READ-ALL", "SM-ID-SVC-WILD"}, tested.stderr


def test_the_artifact_says_what_it_is(host: str, tmp_path: Path) -> None:
    repository = tmp_path / "sources"
    tree.write(repository / "bundles", shipped_bundle().files)
    git = ["git", "-C", str(repository), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "bundle"]):
        subprocess.run([*git, *command], check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    smguard("publish", f"oci://{host}/org/said:1", "--bundle", "bundles", cwd=repository)
    digest = f"sha256:{hashlib.sha256(packed()).hexdigest()}"
    said = manifest(host, "org/said", "1")
    assert said["annotations"] == {
        "org.opencontainers.image.version": REVISION,
        "org.opencontainers.image.revision": commit,
        "smguard.bundle.revision": REVISION,
        "smguard.bundle.digest": digest,
    }
    assert said["config"]["mediaType"] == "application/vnd.oci.image.config.v1+json"
    assert said["layers"][0] == {
        "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
        "digest": digest,
        "size": len(packed()),
    }
    titles = [layer["annotations"]["org.opencontainers.image.title"] for layer in said["layers"][1:]]
    assert sorted(titles) == sorted(path for path in shipped_files() if path != ".manifest")
    (repository / "bundles" / "more.txt").write_text("changed")
    dirty = smguard("publish", f"oci://{host}/org/said:2", "--bundle", "bundles", cwd=repository)
    assert (dirty.returncode, b"more.txt: an smguard bundle has no such file" in dirty.stderr) == (2, True)


def test_a_changed_work_tree_is_said_to_be_dirty(host: str, tmp_path: Path) -> None:
    tree.write(tmp_path / "bundles", shipped_bundle().files)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "--message", "none"], check=True)
    smguard("publish", f"oci://{host}/org/dirty:1", "--bundle", "bundles", cwd=tmp_path)
    said = manifest(host, "org/dirty", "1")["annotations"]["org.opencontainers.image.revision"]
    assert re.fullmatch(r"[0-9a-f]{40}-dirty", said)


def test_the_same_revision_twice_is_left_alone(host: str, bundle: Path, tmp_path: Path) -> None:
    destination = f"oci://{host}/org/twice"
    first, second = (smguard("publish", destination, "--bundle", bundle, cwd=tmp_path) for _ in range(2))
    assert first.stdout.decode().startswith(f"{destination}: revision {REVISION}, sha256:")
    assert second.stdout.decode().startswith(f"{destination}: already revision {REVISION}, sha256:")
    before = manifest(host, "org/twice", REVISION)
    assert oci.publish(artifact(packed(), "another-commit"), f"{destination}:{REVISION}").changed is False
    assert manifest(host, "org/twice", REVISION) == before


def test_another_revision_moves_the_tag_and_keeps_the_old_one(host: str, tmp_path: Path) -> None:
    other = packed(files={p: t for p, t in other_bundle(tmp_path).files.items() if not p.endswith("_test.rego")})
    destination = f"oci://{host}/org/moves:stable"
    assert oci.publish(artifact(packed()), destination).changed
    old = get(host, "org/moves/manifests/stable")
    assert oci.publish(artifact(other), destination).changed
    assert oci.fetch(destination) == other
    kept = hashlib.sha256(old[2]).hexdigest()
    assert get(host, f"org/moves/manifests/sha256:{kept}")[2] == old[2]


# --- who it is ---


def test_password_of_docker_is_used(bundle: Path, opa: Path, tmp_path: Path) -> None:
    with registry(tmp_path / "r", htpasswd(tmp_path / "r")) as host:
        destination = f"oci://{host}/org/sm:1"
        without = smguard("publish", destination, "--bundle", bundle, cwd=tmp_path)
        assert without.stderr.decode() == (
            f"error: {destination}: the registry requires a name and a password, and docker has none: give docker"
            f" credentials (`docker login {host}`)\n"
        )
        wrong = docker_config(tmp_path / "w", {"auths": {host: {"auth": base64.b64encode(b"publisher:no").decode()}}})
        refused = smguard("publish", destination, "--bundle", bundle, cwd=tmp_path, environment=wrong)
        assert refused.stderr.decode() == (
            f"error: {destination}: the registry refuses the manifest 1: give docker other credentials"
            f" (`docker login {host}`)\n"
        )
        right = docker_config(tmp_path / "c", {"auths": {host: {"auth": BASIC}}})
        done = smguard("publish", destination, "--bundle", bundle, cwd=tmp_path, environment=right)
        assert (done.returncode, done.stderr) == (0, b"")
        config = smguard(
            "opa-config", destination, "--token-env", "REGISTRY", "--persist-in", tmp_path / "p", cwd=tmp_path
        ).stdout.decode()
        with opa_server(opa, tmp_path / "opa", config, {"REGISTRY": f"{USER}:{PASSWORD}"}) as server:
            until(lambda: server.revision == REVISION, f"opa is at {REVISION}: {server.process.printed}")
            assert PASSWORD not in server.process.printed
            assert PASSWORD not in config


def helper(folder: Path, script: str) -> dict[str, str]:
    """The environment where docker-credential-tests is this shell script."""
    (folder / "bin").mkdir(exist_ok=True)
    program = folder / "bin" / "docker-credential-tests"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return {"PATH": f"{folder / 'bin'}:/usr/bin:/bin"}


def test_credential_helpers_are_asked(bundle: Path, tmp_path: Path) -> None:
    with registry(tmp_path / "r", htpasswd(tmp_path / "r")) as host:
        said = json.dumps({"ServerURL": host, "Username": USER, "Secret": PASSWORD})
        knows = f'[ "$1" = get ] && [ "$(cat)" = {host} ] && echo \'{said}\' && exit 0'
        unknown = "echo credentials not found in native keychain; exit 1"
        for name, config in {"own": {"credHelpers": {host: "tests"}}, "store": {"credsStore": "tests"}}.items():
            environment = {**docker_config(tmp_path / name, config), **helper(tmp_path, f"{knows}\n{unknown}")}
            destination = f"oci://{host}/org/{name}:1"
            done = smguard("publish", destination, "--bundle", bundle, cwd=tmp_path, environment=environment)
            assert (done.returncode, done.stderr) == (0, b"")
        bad = {
            "exit 3": "docker-credential-tests failed with exit code 3: log in to",
            f"echo {PASSWORD}": "docker-credential-tests gave an answer that cannot be read",
            unknown: "the registry requires a name and a password, and docker has none",
        }
        for script, message in bad.items():
            environment = {
                **docker_config(tmp_path / "own", {"credHelpers": {host: "tests"}}),
                **helper(tmp_path, script),
            }
            done = smguard(
                "publish", f"oci://{host}/org/x:1", "--bundle", bundle, cwd=tmp_path, environment=environment
            )
            assert (done.returncode, message in done.stderr.decode()) == (2, True), done.stderr
            assert PASSWORD not in done.stderr.decode()


BROKEN: dict[str, tuple[object, str]] = {
    "list": ([], "is not docker's configuration: it is not a JSON object"),
    "no base64": (
        {"auths": {"HOST": {"auth": "%%"}}},
        "an auth in it is not base64 of NAME:PASSWORD: log in again with `docker login`",
    ),
    "no colon": (
        {"auths": {"HOST": {"auth": "YWJj"}}},
        "an auth in it is not base64 of NAME:PASSWORD: log in again with `docker login`",
    ),
    "odd helper": ({"credsStore": "../../bin/sh"}, "names a credential helper with an invalid name"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_docker_configuration(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config, message = BROKEN[name]
    for variable, value in docker_config(tmp_path / "d", config).items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(InputError) as raised:
        credentials("HOST")
    assert str(raised.value) == f"{tmp_path / 'd' / 'config.json'}: {message}"


def test_unreadable_docker_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    assert credentials("host") is None
    (tmp_path / "config.json").mkdir()
    with pytest.raises(InputError, match=f"^{tmp_path}/config.json: cannot be read: Is a directory$"):
        credentials("host")
    (tmp_path / "config.json").rmdir()
    (tmp_path / "config.json").write_text('{"auths": {"host": {"username": "a", "password": "b"}, "none": {}}}')
    assert (credentials("host"), credentials("none")) == (Credentials("a", "b"), None)
    (tmp_path / "config.json").write_text('{"credsStore": "that-there-is-not"}')
    with pytest.raises(PublishError, match=f"^docker-credential-that-there-is-not, which {tmp_path}/config.json names"):
        credentials("host")


@contextmanager
def token_registry(folder: Path, issued: Site, accepted: Mapping[str, str]) -> Iterator[str]:
    """A registry that takes bearer tokens, which a service of this test issues to who has a name and password."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tests")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir()
    (folder / "ca.pem").write_bytes(certificate.public_bytes(Encoding.PEM))

    def encoded(content: bytes) -> str:
        return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

    def token(scope: str) -> str:
        kind, repository, actions = scope.split(":")
        claims = {"iss": "tests", "sub": USER, "aud": "registry", "exp": int(time.time()) + 300, "nbf": 0, "iat": 0}
        access = [{"type": kind, "name": repository, "actions": actions.split(",")}]
        chain = [base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()]
        head = {"typ": "JWT", "alg": "ES256", "x5c": chain}
        parts = [encoded(json.dumps(part).encode()) for part in (head, {**claims, "jti": "1", "access": access})]
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        made = decode_dss_signature(key.sign(".".join(parts).encode(), ec.ECDSA(hashes.SHA256())))
        return ".".join([*parts, encoded(b"".join(half.to_bytes(32, "big") for half in made))])

    def answer(request: Request) -> bool:
        asked = parse_qs(urlsplit(request.path).query)
        if request.headers.get("Authorization") not in (*accepted.values(), "exchanged"):
            request.reply(401)
        else:
            request.reply(200, json.dumps({"token": token(asked["scope"][0])}).encode())
        return True

    issued.answer = answer
    auth = {"realm": f"{issued.url}/token", "service": "registry", "issuer": "tests"}
    with registry(folder, {"token": {**auth, "rootcertbundle": str(folder / "ca.pem")}}) as host:
        yield host


def test_bearer_tokens_are_got_from_where_the_registry_says(bundle: Path, tmp_path: Path) -> None:
    with site() as issuer, token_registry(tmp_path / "r", issuer, {USER: f"Basic {BASIC}"}) as host:
        environment = docker_config(tmp_path / "c", {"auths": {f"https://{host}": {"auth": BASIC}}})
        destination = f"oci://{host}/org/sm:1"
        done = smguard("publish", destination, "--bundle", bundle, cwd=tmp_path, environment=environment)
        assert (done.returncode, done.stderr) == (0, b"")
        assert (
            smguard("verify", destination, "--skip", "signature", cwd=tmp_path, environment=environment).returncode == 0
        )
        assert {method for method, _, _ in issuer.requests} == {"GET"}
        denied = smguard("publish", destination, "--bundle", bundle, cwd=tmp_path)
        assert denied.stderr.decode() == (
            f"error: {destination}: the registry's token service refuses: give docker credentials"
            f" (`docker login {host}`)\n"
        )


def test_identity_tokens_are_exchanged(bundle: Path, tmp_path: Path) -> None:
    """docker keeps one in place of a password where a registry gave it one, and so do helpers."""
    identity = "an-identity-token-of-the-tests"
    with site() as issuer, token_registry(tmp_path / "r", issuer, {}) as host:
        issue = issuer.answer

        def exchange(request: Request) -> bool:
            form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
            if request.command != "POST" or form.get("refresh_token") != identity:
                request.reply(401)
                return True
            assert (form["grant_type"], form["service"]) == ("refresh_token", "registry")
            request.path = f"/token?scope={form['scope']}"
            request.headers["Authorization"] = "exchanged"
            assert issue
            return issue(request)

        issuer.answer = exchange
        said = json.dumps({"ServerURL": host, "Username": "<token>", "Secret": identity})
        kept = docker_config(tmp_path / "kept", {"auths": {host: {"auth": BASIC, "identitytoken": identity}}})
        helped = docker_config(tmp_path / "helped", {"credHelpers": {host: "tests"}})
        ways = {"kept": kept, "helped": {**helped, **helper(tmp_path, f"echo '{said}'")}}
        for name, environment in ways.items():
            destination = f"oci://{host}/org/{name}:1"
            done = smguard("publish", destination, "--bundle", bundle, cwd=tmp_path, environment=environment)
            assert (done.returncode, done.stderr) == (0, b"")
        stale = docker_config(tmp_path / "stale", {"auths": {host: {"identitytoken": "old"}}})
        done = smguard("publish", f"oci://{host}/org/x:1", "--bundle", bundle, cwd=tmp_path, environment=stale)
        assert b"the registry's token service refuses: give docker other credentials" in done.stderr
        assert b"old" not in done.stderr


@pytest.mark.parametrize("name", ["docker.io", "https://index.docker.io/v1/", "https://docker.io"])
def test_docker_hub_has_several_names(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in docker_config(tmp_path / "c", {"auths": {name: {"auth": BASIC}}}).items():
        monkeypatch.setenv(variable, value)
    assert credentials("docker.io") == Credentials(USER, PASSWORD)
    assert credentials("registry.example") is None
    assert repr(credentials("docker.io")) == "Credentials()"
    assert parse_reference("oci://docker.io/org/sm:1").base == "https://registry-1.docker.io/v2/org/sm"


PLACES = {
    "oci://localhost:5000/a": "http://localhost:5000/v2/a",
    "oci://127.1.2.3/a/b:1": "http://127.1.2.3/v2/a/b",
    "oci://[::1]:5000/a": "http://[::1]:5000/v2/a",
    "oci://127.0.0.1.example/a": "https://127.0.0.1.example/v2/a",
    "oci://registry.example:5000/a/b-c_d.e:T1": "https://registry.example:5000/v2/a/b-c_d.e",
}


@pytest.mark.parametrize("text", PLACES)
def test_only_this_machine_is_asked_without_tls(text: str) -> None:
    assert parse_reference(text).base == PLACES[text]


LOGIN = "give docker credentials (`docker login HOST`)"
CHALLENGES: dict[str, tuple[str, int, bytes, str]] = {
    "none": ("", 200, b"", f"the registry refuses access without naming what it requires: {LOGIN}"),
    "another": ("Negotiate x", 200, b"", f"the registry refuses access without naming what it requires: {LOGIN}"),
    "no realm": (
        'Bearer service="x"',
        200,
        b"",
        f"the registry refuses access without naming what it requires: {LOGIN}",
    ),
    "no token": ("REALM", 200, b"{}", "the registry's token service returns no token"),
    "no JSON": ("REALM", 200, b"<html>", "the registry's token service returns no token"),
    "two lines": ("REALM", 200, b'{"token": "a\\r\\nb"}', "the registry's token service returns no token"),
    "no service": ("REALM", 404, b"", "a token: the registry answers 404 Not Found"),
    "useless token": ("REALM", 200, b'{"token": "x"}', f"the registry refuses the manifest 1: {LOGIN}"),
    "broken service": ("REALM", 500, b"", "the server answers 500 Internal Server Error (4 attempts): try again later"),
}


@pytest.mark.parametrize("name", CHALLENGES)
def test_odd_challenges(name: str) -> None:
    challenge, status, token, message = CHALLENGES[name]
    with site() as server:

        def answer(request: Request) -> bool:
            if request.path.startswith("/token"):
                request.reply(status, token)
            else:
                asked = challenge.replace("REALM", f'Bearer realm="{server.url}/token",service="x"')
                request.reply(401, headers={"WWW-Authenticate": asked} if asked else {})
            return True

        server.answer = answer
        host = server.url.removeprefix("http://")
        with pytest.raises(SmguardError) as raised:
            oci.publish(artifact(packed()), f"oci://{host}/a:1")
        assert str(raised.value) == f"oci://{host}/a:1: {message.replace('HOST', host)}"


def test_tokens_are_not_asked_for_without_tls() -> None:
    with access.client("oci://registry.example/a") as connection:
        asked = Registry(parse_reference("oci://registry.example/a"), connection)
        with pytest.raises(
            PublishError, match=r"the registry requires a token from an address without TLS, which is refused$"
        ):
            asked._answer_to('Bearer realm="http://registry.example/token"')


def test_what_is_no_bundle_is_not_fetched(host: str) -> None:
    with pytest.raises(PublishError, match=f"^oci://{host}/org/empty:1: there is nothing with that name$"):
        oci.fetch(f"oci://{host}/org/empty:1")
    with access.client("test") as connection:
        repository = Registry(parse_reference(f"oci://{host}/org/image"), connection)
        repository.put_blob(b"{}")
        layer = {"mediaType": "text/plain", "size": 2, "digest": f"sha256:{hashlib.sha256(b'{}').hexdigest()}"}
        image = {"schemaVersion": 2, "mediaType": MANIFEST, "config": {**layer, **OWN}, "layers": [layer]}
        repository.put_manifest("latest", json.dumps(image).encode())
    with pytest.raises(PublishError, match="is not a bundle: its first layer is not application/vnd"):
        oci.fetch(f"oci://{host}/org/image")
    assert oci.publish(artifact(packed()), f"oci://{host}/org/image:latest").changed
    assert oci.fetch(f"oci://{host}/org/image") == packed()


def test_registry_that_changes_a_manifest_gets_no_tag(host: str) -> None:
    def spoil(request: Request) -> bool:
        changed = request.command == "GET" and "/manifests/sha256:" in request.path
        if changed:
            request.reply(200, b"{}")
        return changed

    with site() as proxy, between(host, proxy, spoil) as through, pytest.raises(PublishError) as raised:
        oci.publish(artifact(packed()), f"oci://{through}/org/changes:1")
    said = f"oci://{through}/org/changes:1: the registry returns another manifest than the one it accepted"
    assert str(raised.value) == said
    assert get(host, "org/changes/manifests/1")[0] == 404


# --- what goes wrong on the way ---


_FRAMING = ("content-length", "transfer-encoding", "connection")


@contextmanager
def between(host: str, site_: Site, spoil: Any) -> Iterator[str]:
    """The registry behind a proxy that `spoil` may answer for; gives the proxy's host."""

    def answer(request: Request) -> bool:
        if spoil(request):
            return True
        body = request.body
        connection = http.client.HTTPConnection(host)
        connection.request(request.command, request.path, body, dict(request.headers.items()))
        got = connection.getresponse()
        content = got.read()
        headers = {name: value for name, value in got.getheaders() if name.lower() not in _FRAMING}
        request.reply(got.status, content, headers)
        connection.close()
        return True

    site_.answer = answer
    yield site_.url.removeprefix("http://")


def test_a_tag_stays_where_it_is_when_an_upload_fails(host: str, tmp_path: Path) -> None:
    destination = "org/half:stable"
    oci.publish(artifact(packed()), f"oci://{host}/{destination}")
    before = manifest(host, "org/half", "stable")
    other = packed(files={p: t for p, t in other_bundle(tmp_path).files.items() if not p.endswith("_test.rego")})
    stops = {
        "blobs": lambda request: request.command == "PUT" and "/blobs/uploads/" in request.path,
        "manifest": lambda request: request.command == "PUT" and "/manifests/sha256:" in request.path,
    }
    for stop in stops.values():

        def spoil(request: Request, stop: Any = stop) -> bool:
            if stop(request):
                request.reply(500)
                return True
            return False

        with site() as proxy, between(host, proxy, spoil) as through:
            named = f"oci://{through}/{destination}"
            with pytest.raises(UnreachableError, match=rf"^{named}: the server answers 500 Internal Server Error"):
                oci.publish(artifact(other), named)
        assert manifest(host, "org/half", "stable") == before
    assert oci.fetch(f"oci://{host}/{destination}") == packed()


def test_passing_failures_are_outlived(host: str) -> None:
    seen: dict[str, int] = {}

    def spoil(request: Request) -> bool:
        kind = f"{request.command} {request.path.split('/')[4]}"
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] == 1 and request.command in ("GET", "POST"):
            request.reply(503, headers={"Retry-After": "0"})
        elif seen[kind] == 1:
            request.close_connection = True
            request.connection.close()
        return seen[kind] == 1

    with site() as proxy, between(host, proxy, spoil) as through:
        assert oci.publish(artifact(packed()), f"oci://{through}/org/outlived:1").changed
    assert oci.fetch(f"oci://{host}/org/outlived:1") == packed()
    assert {"GET manifests", "HEAD blobs", "POST blobs", "PUT manifests"} <= seen.keys()


def test_damaged_and_cut_downloads_are_refused(host: str) -> None:
    oci.publish(artifact(packed()), f"oci://{host}/org/cut:1")

    def damaged(request: Request) -> bool:
        if "/blobs/" in request.path:
            request.reply(200, b"something else")
        return "/blobs/" in request.path

    def cut(request: Request) -> bool:
        if "/blobs/" not in request.path:
            return False
        request.send_response(200)
        request.send_header("Content-Length", str(len(packed())))
        request.end_headers()
        request.wfile.write(packed()[:-100])
        request.close_connection = True
        return True

    for spoil, message in (
        (damaged, "returns other content for sha256:"),
        (cut, "the connection broke before the answer was whole"),
    ):
        with site() as proxy, between(host, proxy, spoil) as through, pytest.raises(SmguardError, match=message):
            oci.fetch(f"oci://{through}/org/cut:1")


def test_tokens_go_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upload that a registry sends to another host carries no credentials there."""
    with registry(tmp_path / "r", htpasswd(tmp_path / "r")) as guarded, site() as elsewhere, site() as proxy:

        def taken(request: Request) -> bool:
            request.reply(201)
            return True

        elsewhere.answer = taken

        def spoil(request: Request) -> bool:
            if request.command == "POST":
                request.reply(202, headers={"Location": f"{elsewhere.url}/upload"})
            return request.command == "POST"

        with between(guarded, proxy, spoil) as through:
            for name, value in docker_config(tmp_path / "c", {"auths": {through: {"auth": BASIC}}}).items():
                monkeypatch.setenv(name, value)
            with pytest.raises(PublishError, match=r"the registry answers 4\d\d [A-Za-z ]+ \(MANIFEST_\w+\)$"):
                oci.publish(artifact(packed()), f"oci://{through}/org/x:1")
    assert elsewhere.requests
    assert not any("Authorization" in headers for _, _, headers in elsewhere.requests)
    assert any("Authorization" in headers for _, _, headers in proxy.requests)


def test_downloads_may_come_from_elsewhere_without_credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Registries send who downloads a blob on to a storage that has its own ways."""
    with registry(tmp_path / "r", htpasswd(tmp_path / "r")) as guarded, site() as elsewhere, site() as proxy:
        elsewhere.content["/blob"] = packed()

        def spoil(request: Request) -> bool:
            moved = request.command == "GET" and "/blobs/" in request.path
            if moved:
                request.reply(307, headers={"Location": elsewhere.url.replace("127.0.0.1", "localhost") + "/blob"})
            return moved

        with between(guarded, proxy, spoil) as through:
            for name, value in docker_config(tmp_path / "c", {"auths": {through: {"auth": BASIC}}}).items():
                monkeypatch.setenv(name, value)
            destination = f"oci://{through}/org/moved:1"
            assert oci.publish(artifact(packed()), destination).changed
            assert oci.fetch(destination) == packed()
    ((_, path, headers),) = elsewhere.requests
    assert (path, "Authorization" in headers) == ("/blob", False)


NO_REFERENCE = [
    "oci://",
    "oci://host",
    "oci://host/UPPER",
    "oci://host/a:",
    "oci://host/a:b c",
    "oci://u:p@host/a:1",
    "oci://h/../x",
]


@pytest.mark.parametrize("text", NO_REFERENCE)
def test_what_is_no_reference(text: str) -> None:
    with pytest.raises(PublishError) as raised:
        oci.publish(artifact(packed()), text)
    assert (
        str(raised.value)
        == f"{text}: is not oci://HOST/REPOSITORY[:TAG]: names have lowercase letters, digits and ._-/"
    )


def test_one_destination_that_fails_does_not_hide_the_others(host: str, bundle: Path, tmp_path: Path) -> None:
    store = str(tmp_path / "store" / "sm")
    destinations = ["oci://127.0.0.1:1/org/sm:1", f"oci://{host}/org/others:1", "ftp://x/y", store]
    done = smguard("publish", *destinations, "--bundle", bundle, cwd=tmp_path)
    assert done.returncode == 2
    assert [line.split(": ")[0] for line in done.stdout.decode().splitlines()] == destinations[1::2]
    assert done.stderr.decode() == (
        "error: oci://127.0.0.1:1/org/sm:1: cannot be reached: the connection is refused (4 attempts): "
        "try again later\n"
        "error: ftp://x/y: ftp:// is not supported: use oci://, s3://, https:// or a folder\n"
    )
    assert (tmp_path / "store" / "sm" / "revisions" / f"{REVISION}.tar.gz").read_bytes() == packed()


def test_what_does_not_verify_is_not_published(host: str, bundle: Path, tmp_path: Path) -> None:
    _, public = pair("RS256").write(tmp_path, "key")
    done = smguard("publish", f"oci://{host}/org/never:1", "--bundle", bundle, "--key", public, cwd=tmp_path)
    assert done.stderr.decode() == f"error: {bundle} is not published: signature: it is not signed\n"
    assert get(host, "org/never/manifests/1")[0] == 404
    (key,) = read_keys([str(public)], None)
    done = smguard(
        "publish",
        f"oci://{host}/org/never:1",
        "--bundle",
        bundle,
        "--sign",
        "key.private",
        "--key",
        public,
        cwd=tmp_path,
    )
    assert done.returncode == 0
    assert verify(unpack(oci.fetch(f"oci://{host}/org/never:1"), "b").files, [key]).key == key
