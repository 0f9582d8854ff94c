"""What stands between opa, regal and the code that they run: bundles and templates may be a stranger's.

opa always gets a file of capabilities: its own list, less all that is not named here. So no Rego reaches the network,
the environment, randomness or the logs. Neither program sees this process's environment, and both have limits.
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from smguard import tree
from smguard.errors import EngineError, Problem

MEMORY = 4 << 30
"""Bytes of memory for one process, where the system can hold it to that (Linux)."""

OUTPUT = 256 << 20
"""Bytes that one process may print."""

CHECK_SECONDS = 120
"""How long a process may take that only reads or compiles."""

_ALLOWED = """
    abs all and any array.concat array.flatten array.reverse array.slice assign base64.decode base64.encode
    base64.is_valid base64url.decode base64url.encode base64url.encode_no_pad bits.and bits.lsh bits.negate bits.or
    bits.rsh bits.xor ceil concat contains count crypto.hmac.equal crypto.hmac.md5 crypto.hmac.sha1 crypto.hmac.sha256
    crypto.hmac.sha512 crypto.md5 crypto.sha1 crypto.sha256 div endswith eq equal floor format_int glob.match
    glob.quote_meta graph.reachable graph.reachable_paths gt gte hex.decode hex.encode indexof indexof_n
    internal.member_2 internal.member_3 internal.template_string internal.test_case intersection is_array is_boolean
    is_null is_number is_object is_set is_string json.filter json.is_valid json.marshal json.marshal_with_options
    json.patch json.remove json.unmarshal lower lt lte max min minus mul neq net.cidr_contains
    net.cidr_contains_matches net.cidr_intersects net.cidr_is_valid net.cidr_merge net.cidr_overlap numbers.range
    numbers.range_step object.filter object.get object.keys object.remove object.subset object.union object.union_n or
    plus product regex.find_all_string_submatch_n regex.find_n regex.globs_match regex.is_valid regex.match
    regex.replace regex.split regex.template_match rego.metadata.chain rego.metadata.rule rem replace round
    semver.compare semver.is_valid set_diff sort split sprintf startswith strings.any_prefix_match
    strings.any_suffix_match strings.count strings.replace_n strings.reverse strings.split_n substring sum time.add_date
    time.clock time.date time.diff time.format time.now_ns time.parse_duration_ns time.parse_ns time.parse_rfc3339_ns
    time.weekday to_number trim trim_left trim_prefix trim_right trim_space trim_suffix type_name union units.parse
    units.parse_bytes upper uri.is_valid uri.parse urlquery.decode urlquery.decode_object urlquery.encode
    urlquery.encode_object uuid.parse walk yaml.is_valid yaml.marshal yaml.unmarshal
"""
ALLOWED = frozenset(_ALLOWED.split())
"""The builtins of OPA that Rego may call: they compute from what they are given. Besides, the clock (time.now_ns),
which tells whether an exception has ended. What a newer OPA adds is not allowed until it is named here."""

_WITHHELD = """
    cast_array cast_boolean cast_null cast_object cast_set cast_string crypto.parse_private_keys
    crypto.x509.parse_and_verify_certificates
    crypto.x509.parse_and_verify_certificates_with_options crypto.x509.parse_certificate_request
    crypto.x509.parse_certificates crypto.x509.parse_keypair crypto.x509.parse_rsa_private_key graphql.is_valid
    graphql.parse graphql.parse_and_verify graphql.parse_query graphql.parse_schema graphql.schema_is_valid http.send
    internal.print io.jwt.decode io.jwt.decode_verify io.jwt.encode_sign io.jwt.encode_sign_raw io.jwt.verify_eddsa
    io.jwt.verify_es256 io.jwt.verify_es384 io.jwt.verify_es512 io.jwt.verify_hs256 io.jwt.verify_hs384
    io.jwt.verify_hs512 io.jwt.verify_ps256 io.jwt.verify_ps384 io.jwt.verify_ps512 io.jwt.verify_rs256
    io.jwt.verify_rs384 io.jwt.verify_rs512 json.match_schema json.verify_schema
    net.cidr_expand net.lookup_ip_addr opa.runtime print providers.aws.sign_req rand.intn re_match rego.parse_module
    strings.render_template trace uuid.rfc4122
"""
WITHHELD = frozenset(_WITHHELD.split())
"""Builtins that are not allowed, for the words of an error: the network, the environment, randomness, keys, tokens and
certificates, logs, parsers and templates of other languages, what takes memory out of proportion, what is old."""

_KEPT = ("PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT")
"""What a process gets of this one's environment: no secret is in these."""

_SETTINGS = {"GOMEMLIMIT": str(MEMORY * 3 // 4), "REGAL_DISABLE_VERSION_CHECK": "1"}
_EXHAUSTED = re.compile(rb"^fatal error: (?:runtime: )?(?:out of memory|cannot allocate memory)", re.MULTILINE)
_UNDEFINED = re.compile(r"(undefined function ([a-z0-9_.]+))")
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))", re.IGNORECASE)
_REFERENCE = re.compile(r"\$ref|!!binary|(?:^|[\s:,\[{])!<|%TAG|\\$")


@dataclass(frozen=True, slots=True)
class Finished:
    """How a process ended, and what it printed."""

    code: int
    output: bytes
    errors: bytes

    @property
    def said(self) -> str:
        """All that it printed, explained."""
        return explained((self.output + self.errors).decode("utf-8", "replace").strip())


def run_opa(
    opa: Path,
    command: str,
    *arguments: str,
    seconds: float,
    given: bytes = b"",
    place: Path | None = None,
    version: str | None = None,
    memory: int = MEMORY,
) -> Finished:
    """One command of opa (eval, test, build, check) behind the walls, in the folder `place`.

    With a version, such as 1.0.0, with no more than the OPA of that version can do. Raises EngineError where it does
    not start or breaks a limit, SmguardError where there is no room for its list of capabilities.
    """
    with tree.scratch() as made:
        allowed = made / "capabilities.json"
        allowed.write_bytes(capabilities(opa, version))
        words = [str(opa), command, "--capabilities", str(allowed), *arguments]
        return run(words, seconds=seconds, given=given, place=place, memory=memory)


def run(
    words: Sequence[str], *, seconds: float, given: bytes = b"", place: Path | None = None, memory: int = MEMORY
) -> Finished:
    """Runs a program without this process's environment, for so long, in so much memory.

    Raises EngineError where it does not start or breaks a limit.
    """
    name = " ".join([Path(words[0]).stem, *(word for word in words[1:2] if re.fullmatch("[a-z]{1,20}", word))])
    with tree.scratch() as made:
        # A file, since a program that does not read what it is given would block this one.
        stdin = made / "stdin"
        stdin.write_bytes(given)
        with stdin.open("rb") as source:
            try:
                process = subprocess.Popen(
                    words,
                    stdin=source,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    cwd=place,
                    env=environment(),
                    start_new_session=True,
                )
            except OSError as error:
                raise EngineError(f"cannot run {Path(words[0]).stem}: {error.strerror or error}: {words[0]}") from error
            return _attended(process, name, seconds, memory)


def environment() -> dict[str, str]:
    """What a process behind the walls sees of this one's environment."""
    return {**{name: os.environ[name] for name in _KEPT if name in os.environ}, **_SETTINGS}


def capabilities(opa: Path, version: str | None = None) -> bytes:
    """The file of capabilities for this opa: its own list (that of a version), less what is not allowed.

    Raises EngineError where it lists none.
    """
    try:
        stamp = opa.stat().st_mtime_ns
    except OSError as error:
        raise EngineError(f"cannot run opa: {error.strerror or error}: {opa}") from error
    return _capabilities(opa, stamp, version)


def references(files: Mapping[str, bytes]) -> list[Problem]:
    """The places in Rego where METADATA refers to a schema elsewhere: opa would read that file or address.

    Also what could hide such a reference: YAML's binary values, its own tags, and lines joined by a backslash.
    """
    return [
        Problem(
            path, "METADATA must not refer to a schema elsewhere ($ref), which opa would read: write it out", number
        )
        for path, content in sorted(files.items())
        if path.endswith(".rego")
        for number, line in enumerate(re.split("\r\n|\r|\n", content.decode("utf-8", "replace")), 1)
        if line.lstrip().startswith("#") and _REFERENCE.search(_ESCAPE.sub(_character, line).rstrip())
    ]


def explained(said: str) -> str:
    """What opa said; where it knows no builtin that is withheld, that too."""
    return _UNDEFINED.sub(_explained, said)


@lru_cache(maxsize=16)
def _capabilities(opa: Path, _stamp: int, version: str | None) -> bytes:
    asked = ["--version", f"v{version}"] if version else ["--current"]
    done = run([str(opa), "capabilities", *asked], seconds=CHECK_SECONDS)
    try:
        listed: Any = json.loads(done.output)
        builtins = [one for one in listed["builtins"] if one["name"] in ALLOWED]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise EngineError("opa returned a list of its capabilities that cannot be read") from None
    # Without allow_net, opa fetches schemas from anywhere.
    return json.dumps({**listed, "builtins": builtins, "allow_net": []}).encode()


def _attended(process: subprocess.Popen[bytes], name: str, seconds: float, memory: int) -> Finished:
    """The process's end, which comes at the latest when it breaks a limit."""
    broken: list[str] = []

    def stop(reason: str) -> None:
        broken.append(reason)
        _kill(process)

    late = threading.Timer(seconds, stop, [f"{name} did not finish in {seconds:g} s"])
    errors: list[bytes] = []
    with process:
        try:
            _hold(process.pid, memory)
            late.daemon = True
            late.start()
            beside = threading.Thread(target=lambda: errors.append(_drained(process.stderr, name, stop)), daemon=True)
            beside.start()
            output = _drained(process.stdout, name, stop)
            beside.join()
            code = process.wait()
        except BaseException:
            _kill(process)
            raise
        finally:
            late.cancel()
    if broken:
        raise EngineError(f"{broken[0]}: the Rego that it ran may be hostile")
    if code and _EXHAUSTED.search(errors[0]):
        raise EngineError(f"{name} took more than {memory >> 20} MiB of memory: the Rego that it ran may be hostile")
    return Finished(code, output, errors[0])


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the process, and what it has started: SMGUARD_OPA may name a script."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _drained(stream: IO[bytes] | None, name: str, stop: Callable[[str], None]) -> bytes:
    """All that comes, up to the limit."""
    parts: list[bytes] = []
    size = 0
    while stream is not None and (part := stream.read(1 << 16)):
        size += len(part)
        if size > OUTPUT:
            stop(f"{name} printed more than {OUTPUT >> 20} MiB")
            break
        parts.append(part)
    return b"".join(parts)


def _hold(pid: int, memory: int) -> None:
    """Limits the memory of a process that has just begun, where the system can."""
    if sys.platform != "linux":
        return
    import resource

    with suppress(ProcessLookupError):  # it may have ended already
        resource.prlimit(pid, resource.RLIMIT_DATA, (memory, memory))
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))


def _explained(found: re.Match[str]) -> str:
    return f"{found[1]} (smguard withholds it from Rego)" if found[2] in WITHHELD else found[1]


def _character(found: re.Match[str]) -> str:
    number = int(found[1] or found[2] or found[3], 16)
    return chr(number) if number <= sys.maxunicode else found[0]
