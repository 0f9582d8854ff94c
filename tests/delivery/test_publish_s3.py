"""Bundles in S3, behind PUT and in a store: nobody is overwritten unseen, nothing is half there, no secret is told."""

import http.client
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest

from smguard import tree
from smguard.delivery import publish, store
from smguard.delivery.publish import access
from smguard.delivery.publish.access import Access, read_access
from smguard.delivery.publish.artifact import Artifact, PublishError
from smguard.delivery.publish.s3 import fetch
from smguard.delivery.tarball import MAX_PACKED, unpack
from smguard.errors import InputError, SmguardError, UnreachableError
from smguard.http import status_text
from support.registries import AWS, Request, Site, opa_server, s3, site
from support.servers import nginx, until
from support.signers import other_bundle, packed, pair
from support.workbench import shipped_bundle, smguard

REVISION = shipped_bundle().revision
KEY = "sm/stable.tar.gz"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with s3(tmp_path_factory.mktemp("s3"), "policies", "full") as address:
        yield address


@pytest.fixture(autouse=True)
def _somebody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The credentials of the tests' S3, nothing of whoever runs the tests, and no waiting between attempts."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in {**AWS, "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(access, "LIMITS", replace(access.LIMITS, backoff=0.0))


@pytest.fixture
def other(tmp_path: Path) -> Artifact:
    files = other_bundle(tmp_path / "policies").files
    return artifact(packed(files={path: text for path, text in files.items() if not path.endswith("_test.rego")}))


def artifact(tarball: bytes) -> Artifact:
    return Artifact(tarball, unpack(tarball, "b"), "0123abcd")


def client(endpoint: str) -> Any:
    return boto3.client("s3", endpoint_url=endpoint)


# --- S3 ---


def test_opa_loads_what_is_published(endpoint: str, opa: Path, tmp_path: Path) -> None:
    private, public = pair("RS256").write(tmp_path, "key")
    tree.write(tmp_path / "bundles" / "secretsmanager", shipped_bundle().files)
    destination, options = f"s3://policies/{KEY}", ["--s3-endpoint", endpoint]
    done = smguard("publish", destination, *options, "--sign", private, cwd=tmp_path)
    assert done.stdout.decode().startswith(f"{destination}: revision {REVISION}, sha256:"), done.stderr
    again = smguard("publish", destination, *options, "--sign", private, cwd=tmp_path)
    assert again.stdout.decode().startswith(f"{destination}: already revision {REVISION}, sha256:")
    assert smguard("verify", destination, *options, "--skip", "opa", "--key", public, cwd=tmp_path).returncode == 0
    persisted = ["--persist-in", str(tmp_path / "p"), "--key", str(public)]
    config = smguard("opa-config", destination, *options, *persisted, cwd=tmp_path).stdout.decode()
    with opa_server(opa, tmp_path / "opa", config) as server:
        until(lambda: server.revision == REVISION, f"opa is at {REVISION}: {server.process.printed}")
    for text in (done.stdout, done.stderr, again.stderr, config.encode(), server.process.printed.encode()):
        assert AWS["AWS_SECRET_ACCESS_KEY"].encode() not in text


def test_opa_finds_credentials_in_a_profile(
    endpoint: str, opa: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish(artifact(packed()), "s3://policies/profile", Access(s3_endpoint=endpoint))
    keys = (("aws_access_key_id", "AWS_ACCESS_KEY_ID"), ("aws_secret_access_key", "AWS_SECRET_ACCESS_KEY"))
    (tmp_path / "aws").write_text("[default]\n" + "".join(f"{name} = {AWS[variable]}\n" for name, variable in keys))
    for _, variable in keys:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "aws"))
    options = ["--s3-endpoint", endpoint, "--s3-credentials", "profile", "--s3-region", "us-east-1"]
    config = smguard("opa-config", "s3://policies/profile", *options, "--persist-in", tmp_path / "p", cwd=tmp_path)
    with opa_server(opa, tmp_path / "opa", config.stdout.decode()) as server:
        until(lambda: server.revision == REVISION, f"opa is at {REVISION}: {server.process.printed}")


def test_the_object_says_what_it_is(endpoint: str) -> None:
    publish.publish(artifact(packed()), "s3://policies/said", Access(s3_endpoint=endpoint))
    head = client(endpoint).head_object(Bucket="policies", Key="said")
    assert head["ContentType"] == "application/gzip"
    assert head["Metadata"] == {
        "smguard-revision": REVISION,
        "smguard-digest": artifact(packed()).digest,
        "smguard-commit": "0123abcd",
    }


def test_two_publishers_do_not_overwrite_each_other(endpoint: str, other: Artifact, tmp_path: Path) -> None:
    """Each has seen the same object before the first of them writes."""
    first = artifact(packed(pair("HS256").key(tmp_path)))
    for key, there in (("new", None), ("old", artifact(packed()))):
        access, destination = Access(s3_endpoint=endpoint), f"s3://policies/race-{key}"
        if there:
            publish.publish(there, destination, access)
        with site() as proxy:
            puts, turn = threading.Barrier(2, timeout=30), threading.Lock()

            def meet(request: Request, puts: threading.Barrier = puts, turn: threading.Lock = turn) -> bool:
                if request.command == "PUT":
                    puts.wait()
                with turn:  # this S3 looks at a condition some time before it writes
                    return forward(request, endpoint)

            proxy.answer = meet
            said: list[str] = []

            def attempt(one: Artifact, address: str = proxy.url, to: str = destination, said: list[str] = said) -> None:
                try:
                    publish.publish(one, to, Access(s3_endpoint=address))
                    said.append(one.digest)
                except PublishError as error:
                    said.append(str(error))

            threads = [threading.Thread(target=attempt, args=(one,)) for one in (first, other)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        message = (
            f"{destination}: someone else has published there in the meantime, and nothing was overwritten:"
            " check, and run it again"
        )
        winner = next(one for one in (first, other) if one.digest in said)
        assert sorted(said) == sorted([winner.digest, message])
        assert fetch(destination, access) == winner.tarball


def forward(request: Request, endpoint: str) -> bool:
    """Passes a request on to S3 under the name that it was signed for."""
    connection = http.client.HTTPConnection(endpoint.removeprefix("http://"))
    connection.request(request.command, request.path, request.body, dict(request.headers.items()))
    got = connection.getresponse()
    content = got.read()
    headers = {
        name: value for name, value in got.getheaders() if name.lower() not in ("connection", "transfer-encoding")
    }
    if request.command == "HEAD":
        request.send_response(got.status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
    else:
        headers = {name: value for name, value in headers.items() if name.lower() != "content-length"}
        request.reply(got.status, content, headers)
    connection.close()
    return True


def test_an_answer_that_was_lost_is_no_conflict(endpoint: str) -> None:
    with site() as proxy:

        def lose_the_first(request: Request) -> bool:
            forward_it = request.command != "PUT" or len(puts) > 0
            if not forward_it:
                puts.append(request)
                connection = http.client.HTTPConnection(endpoint.removeprefix("http://"))
                connection.request("PUT", request.path, request.body, dict(request.headers.items()))
                assert connection.getresponse().status == 200
                connection.close()
                request.close_connection = True
                request.connection.close()
                return True
            return forward(request, endpoint)

        puts: list[Request] = []
        proxy.answer = lose_the_first
        done = publish.publish(artifact(packed()), "s3://policies/lost", Access(s3_endpoint=proxy.url))
    assert (done.changed, len(puts)) == (True, 1)
    assert fetch("s3://policies/lost", Access(s3_endpoint=endpoint)) == packed()


SECRET_KEY, KEY_ID = "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"
NOBODY: dict[str, str | None] = {KEY_ID: None, SECRET_KEY: None, "AWS_CONFIG_FILE": "/none"}
WRONG: dict[str, tuple[str, dict[str, str | None], str]] = {
    "bucket": ("s3://nowhere/a", {}, "S3 refuses: NoSuchBucket: there is no such bucket"),
    "key id": ("s3://policies/a", {KEY_ID: "x"}, "S3 refuses: XAdminUserNotFound"),
    "secret": ("s3://policies/a", {SECRET_KEY: "wrong"}, "S3 refuses: 403: these credentials do not allow it"),
    "nobody": (
        "s3://policies/a",
        NOBODY,
        "S3 cannot be used: there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
    ),
    "profile": (
        "s3://policies/a",
        {"AWS_PROFILE": "none"},
        "S3 cannot be used: AWS_PROFILE names a profile that does not exist",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_s3_is_said(name: str, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    destination, environment, message = WRONG[name]
    for variable, value in environment.items():
        if value is None:
            monkeypatch.delenv(variable)
        else:
            monkeypatch.setenv(variable, value)
    with pytest.raises(PublishError) as raised:
        publish.publish(artifact(packed()), destination, Access(s3_endpoint=endpoint))
    assert str(raised.value) == f"{destination}: {message}"


def test_s3_that_is_not_there(endpoint: str, tmp_path: Path) -> None:
    tree.write(tmp_path / "bundles" / "secretsmanager", shipped_bundle().files)
    done = smguard("publish", "s3://policies/a", "--s3-endpoint", "http://127.0.0.1:1", cwd=tmp_path)
    assert done.stderr.decode() == "error: s3://policies/a: S3 cannot be used: its endpoint cannot be reached\n"
    with pytest.raises(
        PublishError, match=r"^s3://policies/none: S3 refuses: NoSuchKey: there is nothing with that name$"
    ):
        publish.fetch("s3://policies/none", Access(s3_endpoint=endpoint))
    with pytest.raises(SmguardError, match=r"^--s3-endpoint must be an address such as https://minio\.example:9000$"):
        read_access(None, "minio:9000")


@pytest.mark.parametrize(
    "text", ["s3://", "s3://policies", "s3://policies/", "s3://policies/folder/", "s3://UP/x", "s3://policies/a?b"]
)
def test_what_is_no_place_in_s3(text: str) -> None:
    with pytest.raises(PublishError) as raised:
        publish.publish(artifact(packed()), text, Access())
    assert str(raised.value) == f"{text}: is not s3://BUCKET/KEY, such as s3://policies/secretsmanager/stable.tar.gz"


def test_without_boto3_the_command_that_installs_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "boto3.py").write_text("raise ImportError")
    tree.write(tmp_path / "bundles" / "secretsmanager", shipped_bundle().files)
    done = smguard("publish", "s3://policies/a", cwd=tmp_path, environment={"PYTHONPATH": str(tmp_path)})
    assert done.stderr.decode() == "error: S3 needs the boto3 package: run `pip install 'smguard[s3]'`\n"


# --- PUT ---

TOKEN = "a-token-of-the-tests-alone"  # noqa: S105 (made up here)


def guarded(request: Request) -> bool:
    if request.headers.get("Authorization") == f"Bearer {TOKEN}":
        return False
    request.reply(401)
    return True


def test_put_takes_a_token_from_a_file_or_the_environment(tmp_path: Path) -> None:
    tree.write(tmp_path / "bundles" / "secretsmanager", shipped_bundle().files)
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    unchecked = ("--skip", "signature", "--skip", "opa")
    with site() as server:
        server.answer = guarded
        address = f"{server.url}/sm/stable.tar.gz"
        refused = smguard("publish", address, cwd=tmp_path)
        assert refused.stderr.decode() == (
            f"error: {address}: the server answers 401 Unauthorized: give a token with --token-file or SMGUARD_TOKEN\n"
        )
        assert server.content == {}
        done = smguard("publish", address, "--token-file", "token", cwd=tmp_path)
        assert (done.returncode, server.content) == (0, {"/sm/stable.tar.gz": packed()})
        again = smguard("publish", address, cwd=tmp_path, environment={"SMGUARD_TOKEN": TOKEN})
        assert again.stdout.decode().startswith(f"{address}: already revision {REVISION}")
        assert smguard("verify", address, *unchecked, "--token-file", "token", cwd=tmp_path).returncode == 0
        for said in (refused, done, again):
            assert TOKEN.encode() not in said.stdout + said.stderr


def test_put_overwrites_only_what_it_saw(other: Artifact) -> None:
    with site() as server:
        address = f"{server.url}/b"

        def sneak(content: bytes | None) -> Callable[[Request], bool]:
            def answer(request: Request) -> bool:
                if request.command == "PUT" and content is not None:
                    server.content["/b"] = content
                return False

            return answer

        for before in (None, b"older"):
            server.content.clear()
            if before:
                server.content["/b"] = before
            server.answer = sneak(b"somebody else's")
            with pytest.raises(PublishError, match="someone else has published there in the meantime"):
                publish.publish(other, address, Access())
            assert server.content == {"/b": b"somebody else's"}
            server.answer = sneak(None)
            assert publish.publish(other, address, Access()).changed
            assert server.content == {"/b": other.tarball}


def test_nginx_takes_a_bundle_and_gives_it_to_opa(opa: Path, tmp_path: Path) -> None:
    tree.write(tmp_path / "bundles" / "secretsmanager", shipped_bundle().files)
    (tmp_path / "www").mkdir()
    block = f"location / {{ root {tmp_path / 'www'}; dav_methods PUT; create_full_put_path on; }}"
    with nginx(tmp_path / "nginx", block) as url:
        address = f"{url}/sm/stable.tar.gz"
        done = smguard("publish", address, cwd=tmp_path)
        assert done.stdout.decode().startswith(f"{address}: revision {REVISION}"), done.stderr
        again = smguard("publish", address, cwd=tmp_path)
        assert again.stdout.decode().startswith(f"{address}: already revision {REVISION}")
        config = smguard("opa-config", address, "--persist-in", tmp_path / "p", cwd=tmp_path).stdout.decode()
        with opa_server(opa, tmp_path / "opa", config) as server:
            until(lambda: server.revision == REVISION, "it runs what nginx gives")


ANSWERS: dict[int, str] = {
    403: "the server answers 403 Forbidden: the token does not allow it",
    405: "the server answers 405 Method Not Allowed: this server does not accept PUT",
    413: f"the server answers {status_text(413)}: the bundle is too large for it",
    500: "the server answers 500 Internal Server Error (4 attempts): try again later",
    429: "the server answers 429 Too Many Requests (4 attempts): try again later",
    418: "the server answers 418 I'm a Teapot",
}


@pytest.mark.parametrize("status", ANSWERS)
def test_put_that_is_refused(status: int) -> None:
    def answer(request: Request) -> bool:
        if request.command == "PUT":
            request.reply(status, b"secret words of the server", {"Retry-After": "0"})
        return request.command == "PUT"

    with site() as server:
        server.answer = answer
        with pytest.raises(SmguardError) as raised:
            publish.publish(artifact(packed()), f"{server.url}/b", Access())
        assert str(raised.value) == f"{server.url}/b: {ANSWERS[status]}"


def spoiled(server: Site, send: Callable[[Request], None]) -> None:
    def answer(request: Request) -> bool:
        send(request)
        request.close_connection = True
        return True

    server.answer = answer


def headed(request: Request, length: int, content: bytes, times: int = 1) -> None:
    request.send_response(200)
    request.send_header("Content-Length", str(length))
    request.end_headers()
    for _ in range(times):
        request.wfile.write(content)


def test_downloads_are_whole_and_not_too_large() -> None:
    whole = packed()
    with site() as server:
        spoiled(server, lambda request: headed(request, len(whole), whole[:-1]))
        with pytest.raises(
            UnreachableError, match=r": the connection broke before the answer was whole \(4 attempts\): "
        ):
            publish.fetch(f"{server.url}/b", Access())
        spoiled(server, lambda request: headed(request, 100 << 20, bytes(1 << 20), 100))
        with pytest.raises(InputError, match=r"sends more than 64 MiB: check the address$"):
            publish.fetch(f"{server.url}/b", Access())
        spoiled(server, lambda request: headed(request, len(whole), whole))
        assert publish.fetch(f"{server.url}/b", Access()) == whole


def test_oversized_bundles_are_refused_before_they_are_read(tmp_path: Path) -> None:
    large = tmp_path / "large.tar.gz"
    with large.open("wb") as file:
        file.truncate(MAX_PACKED + 1)
    done = smguard("publish", tmp_path / "store" / "sm", "--bundle", large, cwd=tmp_path)
    assert done.stderr.decode() == f"error: {large}: is larger than {MAX_PACKED} bytes\n"
    assert not (tmp_path / "store").exists()


def test_tls_that_is_not_to_be_trusted_is_said() -> None:
    with site() as server:
        address = server.url.replace("http://", "https://")
        with pytest.raises(InputError, match=f"^{address}/b: no TLS connection can be made: "):
            publish.publish(artifact(packed()), f"{address}/b", Access(TOKEN))


SECRETIVE = "an address must not contain credentials or a query: use --token-file or SMGUARD_TOKEN"
ADDRESSES = {
    "https://user:word@host/b": SECRETIVE,
    "https://host/b?signature=x": SECRETIVE,
    "http://host/b": "http://host/b: the token would be sent without TLS: use https",
    "https:///b": "https:///b: names no host",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_that_would_tell_a_secret(address: str) -> None:
    with pytest.raises(PublishError) as raised:
        publish.publish(artifact(packed()), address, Access(TOKEN))
    assert str(raised.value) == ADDRESSES[address]


@pytest.mark.parametrize("content", ["", "two words", "line\nbreak", "é", "x" * 20_000])
def test_tokens_that_are_none(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text(content)
    with pytest.raises(SmguardError) as raised:
        read_access(tmp_path / "token", None)
    assert str(raised.value) == f"{tmp_path}/token: contains no bearer token, which is one word of ASCII"
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("SMGUARD_TOKEN", "another")
    assert read_access(tmp_path / "token", None) == Access(TOKEN)
    assert read_access(None, None) == Access("another")


def test_nothing_shows_a_token(tmp_path: Path) -> None:
    assert repr(Access(TOKEN)) == "Access(s3_endpoint=None)"
    with pytest.raises(SmguardError, match=r"none: cannot be read: No such file or directory$"):
        read_access(tmp_path / "none", None)


# --- a store ---


def test_store_gets_each_revision_once(other: Artifact, tmp_path: Path) -> None:
    place = str(tmp_path / "store" / "sm")
    assert [publish.publish(one, place, Access()).changed for one in (artifact(packed()), other, other)] == [
        True,
        True,
        False,
    ]
    assert store.revisions(tmp_path / "store", "sm") == sorted([REVISION, other.revision])
    assert publish.fetch(str(store.revision_path(tmp_path / "store", "sm", REVISION)), Access()) == packed()
    with pytest.raises(Exception, match="'Odd Name' is not a valid bundle name"):
        publish.publish(other, str(tmp_path / "store" / "Odd Name"), Access())


def test_signed_revision_is_not_replaced_by_an_unsigned_one(tmp_path: Path) -> None:
    place, signed = tmp_path / "store" / "sm", packed(pair("ES256").key(tmp_path))
    newer = packed(pair("ES256", 1).key(tmp_path, "newer"))
    assert [publish.publish(artifact(one), str(place), Access()).changed for one in (packed(), signed)] == [True, True]
    with pytest.raises(PublishError) as raised:
        publish.publish(artifact(packed()), str(place), Access())
    assert (
        str(raised.value)
        == f"{place}: already has revision {REVISION} signed, which an unsigned one does not replace: add --sign"
    )
    assert store.read_revision(tmp_path / "store", "sm", REVISION)[0] == signed
    assert publish.publish(artifact(newer), str(place), Access()).changed
    assert store.read_revision(tmp_path / "store", "sm", REVISION)[0] == newer


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_full_disk_leaves_the_store_as_it_was(other: Artifact, tmp_path: Path) -> None:
    publish.publish(artifact(packed()), str(tmp_path / "store" / "sm"), Access())
    before = tree.read(tmp_path / "store")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            publish.publish(other, str(tmp_path / "store" / "sm"), Access())
        except Exception as error:
            os.write(writing, str(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        path = store.revision_path(tmp_path / "store", "sm", other.revision)
        assert said.read() == f"{path}: cannot be written: File too large"
    assert tree.read(tmp_path / "store") == before
