"""Both engines on a small policy that OPA compiles here: what they answer, and how they fail."""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wasmtime import Func, Instance, Module, Trap

from smguard.engine import Stamp, compiled_path, open_engine, read_stamp, write_stamp
from smguard.engine import opa as opa_module
from smguard.engine.compiled import KEPT
from smguard.engine.failure import failed, refused
from smguard.engine.instance import Program
from smguard.engine.opa import OpaEngine
from smguard.engine.stamp import policy_digest, without_stamp
from smguard.engine.wasm import WasmEngine, unsupported_builtins
from smguard.errors import EngineError, StaleError, ToolchainError

POLICY = """package smguard

# METADATA
# entrypoint: true
decision := {"allow": true, "bundle": data.smguard.bundle, "input": input} if not input.do

decision := {"sum": sum([1 | some x in input.xs; some y in input.xs; x != y])} if input.do == "spin"

decision := {"same": time.now_ns() == time.now_ns(), "now": time.now_ns()} if input.do == "now"

decision := input.value if input.do == "conflict"

decision := {"allow": true} if input.do == "conflict"

decision := 7 if input.do == "number"
"""

DESCRIPTION = {"revision": "r1", "catalog": "c", "rules": "n"}
DATA = json.dumps({"smguard": {"bundle": DESCRIPTION}}).encode()
STAMP = Stamp(policy_digest({"smguard/decision.rego": POLICY.encode()}), "r1")
UNDEFINED = "the policy returns no decision for a document, so the bundle is unusable: run `smguard build`"

Compile = Callable[[str], bytes]
Start = Callable[..., WasmEngine]


@dataclass(frozen=True)
class Bundle:
    folder: Path
    wasm: Path


def write_bundle(folder: Path, rego: str = POLICY, revision: str = "r1") -> None:
    (folder / "smguard").mkdir(parents=True)
    (folder / "smguard/decision.rego").write_text(rego)
    (folder / "data.json").write_bytes(DATA)
    (folder / ".manifest").write_text(json.dumps({"revision": revision, "roots": ["smguard"]}))


@pytest.fixture(scope="session")
def compile_rego(opa: Path, tmp_path_factory: pytest.TempPathFactory) -> Compile:
    def compiled(rego: str) -> bytes:
        folder = tmp_path_factory.mktemp("compiled")
        write_bundle(folder / "b", rego)
        out = folder / "out.tar.gz"
        command: list[str | Path] = [
            opa,
            "build",
            "-b",
            ".",
            "-t",
            "wasm",
            "-e",
            "smguard/decision",
            "-o",
            out,
        ]
        subprocess.run(command, cwd=folder / "b", check=True)
        with tarfile.open(out) as archive:
            member = archive.extractfile("/policy.wasm")
            assert member
            return member.read()

    return compiled


@pytest.fixture(scope="session")
def policy(compile_rego: Compile) -> bytes:
    return compile_rego(POLICY)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that most tests share, so that they need not compile."""
    return tmp_path_factory.mktemp("cache") / "engine"


@pytest.fixture
def bundle(policy: bytes, tmp_path: Path) -> Bundle:
    folder = tmp_path / "bundles/secretsmanager"
    write_bundle(folder)
    wasm = compiled_path(folder)
    wasm.write_bytes(write_stamp(policy, STAMP))
    return Bundle(folder, wasm)


@pytest.fixture
def start(bundle: Bundle, cache: Path) -> Iterator[Start]:
    """Makes embedded engines, and closes them."""
    started = []

    def engine(
        wasm: bytes | None = None,
        data: bytes = DATA,
        at: Path | None = cache,
        workers: int | None = None,
        **limits: int,
    ) -> WasmEngine:
        if wasm is not None:
            bundle.wasm.write_bytes(wasm)
        started.append(WasmEngine(bundle.wasm, data, at, workers, **limits))
        return started[-1]

    yield engine
    for one in started:
        one.close()


def judged(value: object) -> dict[str, object]:
    return {"allow": True, "bundle": DESCRIPTION, "input": value}


VALUES = {
    "object": {"Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Sid": None, "n": [True, False]}]},
    "empty object": {},
    "empty string": "",
    "array": [1, [2, {}], []],
    "null": None,
    "false": False,
    "escapes": 'quote " backslash \\ slash / tab \t newline \n return \r \b \f',
    "NUL": "before\0after \x01\x1f\x7f",
    "unicode": "é ß 漢字 \u2028 \ufeff \uffff \U0001f510 e\u0301",
    "unicode keys": {"ключ\0": {"": "\U0001f511"}},
    "numbers": [0, -1, 1.5, 9007199254740993, 123456789012345678901234567890, 1e21, 1e-7],
    "every plane": "".join(chr(plane << 16 | 0xFFF0) for plane in range(17)),
    "escapes in text": "\\ud840\\udc00 \\\\ud840\\udc00 \U00020000 \\\U00020000",
    "64 levels": json.loads("[" * 64 + "]" * 64),
    "account number": "012345678901",
}


@pytest.mark.parametrize("escaped", [True, False], ids=["escaped", "plain"])
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_a_document_arrives_as_it_is(start: Start, value: object, escaped: bool) -> None:
    document = json.dumps(value, ensure_ascii=escaped).encode()
    assert start().evaluate([document]) == [judged(value)]


def test_the_real_opa_answers_the_same(start: Start, bundle: Bundle, opa: Path) -> None:
    documents = [json.dumps(value).encode() for value in VALUES.values()]
    answers = OpaEngine(opa, bundle.folder).evaluate(documents)
    assert answers == start().evaluate(documents) == [judged(value) for value in VALUES.values()]


def test_no_documents_no_decisions(start: Start, bundle: Bundle, opa: Path) -> None:
    assert start().evaluate([]) == OpaEngine(opa, bundle.folder).evaluate([]) == []


def test_time_stands_still_during_one_evaluation_only(start: Start) -> None:
    before = time.time_ns()
    first, second = start().evaluate([b'{"do": "now"}', b'{"do": "now"}'])
    assert first["same"] is second["same"] is True
    assert before <= first["now"] < second["now"] <= time.time_ns()  # type: ignore[operator]


VALUE = "not valid JSON: a value is missing here: write a string in double quotes, a number, a list or an object"
COMMA = "not valid JSON: a comma is missing before this"
KEY = "not valid JSON: a key in double quotes is missing here"
ENDS = "not valid JSON: the text ends before the document does: close the quotes and brackets"
MORE = "not valid JSON: more text follows the document: keep one document per file"
CONTROL = "not valid JSON: a line break or control character in a string: write it as an escape, such as \\n"
UNPAIRED = "an escape for half of a surrogate pair is not a character: remove it"
NOT_UTF8 = "the text is not UTF-8: save it as UTF-8"
LARGE = "the number is too large"
DEEP = "is nested more than 64 levels deep: write it with fewer"
TEXTS = {
    "nothing": (b"", (1, 1), ENDS),
    "blanks": (b" \n\t", (2, 2), ENDS),
    "half an object": (b'{"a": ', (1, 7), ENDS),
    "half a word": (b"nul", (1, 1), VALUE),
    "a word and more": (b"truex", (1, 5), MORE),
    "text after the document": (b'{"a": 1}\n x', (2, 2), MORE),
    "a document after the document": (b'{"a": 1}{"a": 1}', (1, 9), MORE),
    "a bracket after the document": (b"[]]", (1, 3), MORE),
    "NUL after the document": (b"{}\0", (1, 3), MORE),
    "a blank that JSON does not have": (b"{}\v", (1, 3), MORE),
    "a comment after the document": (b"{} // x", (1, 4), "not valid JSON: JSON has no comments: remove it"),
    "a comment": (b"{/* x */}", (1, 2), "not valid JSON: JSON has no comments: remove it"),
    "comma after the last item": (b"[1, 2,]", (1, 6), "not valid JSON: trailing comma: remove it"),
    "no comma": (b"[1 2]", (1, 4), COMMA),
    "no comma between strings": (b'["a""b"]', (1, 5), COMMA),
    "leading zero": (b"[01]", (1, 3), COMMA),
    "number without a fraction": (b"[1.]", (1, 3), COMMA),
    "number without an exponent": (b"[1e]", (1, 3), COMMA),
    "key that is a number": (b"{1: 2}", (1, 2), KEY),
    "key that is a list": (b"{[]: 2}", (1, 2), KEY),
    "set of OPA": (b'{"a", "b"}', (1, 5), "not valid JSON: a colon is missing between key and value"),
    "NaN": (b'{"a":\n NaN}', (2, 2), "NaN is not a JSON value: write a number or a string"),
    "minus infinity": (b"[-Infinity]", (1, 2), "-Infinity is not a JSON value: write a number or a string"),
    "infinite": (b"[1, 1e999]", (1, 5), LARGE),
    "an exponent that OPA cannot read": (b"[1e999999999999]", (1, 2), LARGE),
    "a number that only OPA can tell from 0": (b"[1e-400]", (1, 2), "the number is too small"),
    "400 digits": (b"9" * 400, (1, 1), LARGE),
    "10,000 digits": (b"9" * 10_000, (1, 1), LARGE),
    "NUL byte": (b'{"a": "\0"}', (1, 8), CONTROL),
    "bare newline": (b'{"a": "\n"}', (1, 8), CONTROL),
    "byte order mark": (b"\xef\xbb\xbf{}", (1, 1), "the text begins with a byte order mark: remove it"),
    "UTF-16": ("{}".encode("utf-16"), (1, 1), NOT_UTF8),
    "lone surrogate": (b'"\\ud800"', (1, 2), UNPAIRED),
    "pair in the wrong order": (b'["\\\\ud800", "\\udc00\\ud840"]', (1, 14), UNPAIRED),
    "pair of no digits": (b'"\\ud8__\\uDC00"', (1, 3), "not valid JSON: \\u needs four hexadecimal digits"),
    "not UTF-8": ('{"é":\n"'.encode() + b'\xff"}', (2, 2), NOT_UTF8),
    "half a character": (b'"\xe2\x82"', (1, 2), NOT_UTF8),
    "a surrogate in UTF-8": (b'"\xed\xa0\x80"', (1, 2), NOT_UTF8),
    "NUL in two bytes": (b'"\xc0\x80"', (1, 2), NOT_UTF8),
    "66 levels": (b"[" * 66 + b"]" * 66, (1, 65), DEEP),
    "10,000 arrays": (b"[" * 10_000 + b"]" * 10_000, (1, 65), DEEP),
    "a million objects": (b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000, (1, 321), DEEP),
}


@pytest.mark.parametrize(("document", "place", "reason"), TEXTS.values(), ids=TEXTS.keys())
def test_a_text_that_is_not_json_is_refused_by_both_engines(
    start: Start, bundle: Bundle, document: bytes, place: tuple[int, int], reason: str
) -> None:
    expected = refused(f"line {place[0]}, column {place[1]}: {reason}", DESCRIPTION)
    assert start().evaluate([document]) == [expected]
    assert OpaEngine(Path("/nonexistent"), bundle.folder).evaluate([document]) == [expected]


TWINS = {
    "blanks around": (b" \n\t\r{} \n\t\r", {}),
    "numbers": (b"[-0, 1.5, 1e2, 1E+2, 0e-400]", [0, 1.5, 100, 100, 0]),
    "escaped surrogates": (b'"\\ud840\\udc00 \\\\ud840"', "\U00020000 \\ud840"),
    "the last of two keys": (b'{"a": 1, "a": 2}', {"a": 2}),
    "64 levels in an envelope": (b"[" * 65 + b"]" * 65, json.loads("[" * 65 + "]" * 65)),
    "300 digits": (b"9" * 300, int("9" * 300)),
}


@pytest.mark.parametrize(("document", "value"), TWINS.values(), ids=TWINS.keys())
def test_a_text_that_is_json_is_taken_by_both_engines(
    start: Start, bundle: Bundle, opa: Path, document: bytes, value: object
) -> None:
    assert start().evaluate([document]) == [judged(value)]
    assert OpaEngine(opa, bundle.folder).evaluate([document]) == [judged(value)]


BAD = {
    **{
        name: (document, refused(f"line {at[0]}, column {at[1]}: {why}", DESCRIPTION))
        for name, (document, at, why) in TEXTS.items()
    },
    "conflict": (
        b'{"do": "conflict", "value": {"allow": false}}',
        failed("smguard/decision.rego:13:1: var assignment conflict", DESCRIPTION),
    ),
}


def test_a_document_that_cannot_be_judged_is_not_allowed(start: Start) -> None:
    document, decision = BAD["conflict"]
    assert start().evaluate([document]) == [decision]


def test_the_decision_on_a_failure_in_full() -> None:
    assert failed("why", DESCRIPTION) == {
        "allow": False,
        "findings": [
            {
                "rule": "SM-INPUT",
                "severity": "critical",
                "title": "Input that cannot be judged",
                "message": "the engine failed on this document: why",
                "remediation": "Review this document by hand, and report it if it is a policy that AWS accepts.",
                "url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
                "document": "",
                "policy_type": "",
                "path": [],
                "sid": "",
                "actions": [],
                "resources": [],
            }
        ],
        "unresolved": [],
        "summary": {
            "documents": 1,
            "statements": 0,
            "findings": {"low": 0, "medium": 0, "high": 0, "critical": 1},
            "waived": 0,
        },
        "bundle": DESCRIPTION,
    }


def spin(size: int) -> bytes:
    return json.dumps({"do": "spin", "xs": list(range(size))}).encode()


def test_a_document_has_so_many_instructions(start: Start) -> None:
    answers = start(max_steps=2_000_000).evaluate([spin(10), spin(1000), spin(10)])
    reason = "it is too large: judging it takes more than 2,000,000 instructions"
    assert answers == [{"sum": 90}, failed(reason, DESCRIPTION), {"sum": 90}]


def large(size: int) -> list[str]:
    return [f"secretsmanager:{n:085}" for n in range(size // 100)]


@pytest.mark.parametrize("size", [1_000_000, 10_000_000], ids=["in the document's evaluation", "in its text"])
def test_a_document_has_so_much_memory(start: Start, size: int) -> None:
    document = json.dumps(large(size), separators=(",", ":")).encode()
    engine = start(max_memory=3 << 20)
    reason = "it is too large: judging it takes more than 3,145,728 bytes of memory"
    assert engine.evaluate([document, b"1"]) == [failed(reason, DESCRIPTION), judged(1)]


RECURSIVE = """package smguard

decision := {"allow": json.is_valid(input.text)}
"""


def test_a_document_has_so_much_stack(start: Start, compile_rego: Compile) -> None:
    """JSON in a string is parsed by the module alone."""
    engine = start(compile_rego(RECURSIVE))
    documents = [json.dumps({"text": "[" * n + "]" * n}).encode() for n in (100, 100_000, 100)]
    reason = "it is too large: judging it takes more than 524,288 bytes of stack"
    assert engine.evaluate(documents) == [{"allow": True}, failed(reason, DESCRIPTION), {"allow": True}]


TRAPS = {
    "unreachable": "(unreachable)",
    "memory out of bounds": "(drop (i32.load (i32.const -1)))",
    "division by zero": "(drop (i32.div_u (i32.const 1) (i32.const 0)))",
}


@pytest.mark.parametrize("body", TRAPS.values(), ids=TRAPS.keys())
def test_any_other_trap_names_the_limits(policy: bytes, body: str) -> None:
    """What OPA's own runtime does where it was told that there is more room than there is."""
    program = Program(policy, None)
    machine = program.start(1_000_000, 64 << 20)
    module = Module(program.engine, f'(module (memory 1) (func (export "go") {body}))')
    go = cast("Func", Instance(machine.store, module, []).exports(machine.store)["go"])
    with pytest.raises(Trap) as caught:
        go(machine.store)
    assert machine.reason(caught.value) == (
        "it is too large: judging it takes more than the module has room for, within 67,108,864 bytes of memory, "
        "524,288 bytes of stack and 1,000,000 instructions"
    )


def test_ten_megabytes(start: Start) -> None:
    value = large(11_000_000)
    document = json.dumps(value).encode()
    assert len(document) > 10 << 20
    assert start().evaluate([b"1", document, b"2", document]) == [judged(v) for v in (1, value, 2, value)]


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_bad_documents_hide_no_others_and_order_is_kept(start: Start, workers: int) -> None:
    padding = "x" * 200
    documents = [json.dumps({"n": n, "padding": padding}).encode() for n in range(2000)]
    expected = [judged({"n": n, "padding": padding}) for n in range(2000)]
    for n, (document, decision) in zip(range(0, 2000, 45), BAD.values(), strict=False):
        documents[n], expected[n] = document, decision
    engine = start(workers=workers)
    for _ in range(3):
        assert engine.evaluate(documents) == expected


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("document", [b'{"do": "nothing"}', b'{"do": "number"}'], ids=["undefined", "number"])
def test_no_decision_is_an_error(start: Start, bundle: Bundle, opa: Path, document: bytes, workers: int) -> None:
    documents = [b'{"a": "%s"}' % (b"x" * 4096)] * 40
    documents[20] = document
    for engine in (start(workers=workers), OpaEngine(opa, bundle.folder)):
        with pytest.raises(EngineError) as caught:
            engine.evaluate(documents)
        assert str(caught.value) == UNDEFINED


def module(body: bytes) -> bytes:
    return b"\0asm\1\0\0\0" + body


DAMAGED = "the WebAssembly module is damaged: run `smguard build`"
NO_MODULE = "this is not a WebAssembly module: run `smguard build`"
UNUSABLE = {
    "empty": (lambda _: b"", NO_MODULE),
    "text": (lambda _: b"(module)", NO_MODULE),
    "half": (lambda wasm: wasm[: len(wasm) // 2], DAMAGED),
    "all but the last byte": (lambda wasm: wasm[:-1], DAMAGED),
    "a section that is not valid": (lambda _: module(b"\1\1\5"), DAMAGED),
    "module of nobody": (
        lambda _: module(b""),
        "the WebAssembly module has version unknown of OPA's ABI, not 1.2",
    ),
    "foreign import": (
        lambda _: module(b"\1\4\1\x60\0\0" + b"\2\7\1\1x\1y\0\0"),
        "the WebAssembly module imports x.y, which OPA does not have",
    ),
}


@pytest.mark.parametrize(("change", "message"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_a_module_that_cannot_be_used(
    start: Start, policy: bytes, change: Callable[[bytes], bytes], message: str
) -> None:
    with pytest.raises(EngineError) as caught:
        start(change(policy))
    assert str(caught.value) == message


def test_a_module_that_is_not_there(start: Start, bundle: Bundle) -> None:
    bundle.wasm.unlink()
    with pytest.raises(EngineError) as caught:
        start()
    assert str(caught.value) == f"{bundle.wasm}: cannot be read: No such file or directory: run `smguard build`"


@pytest.mark.parametrize("data", [b"{", b'"\\ud800"'], ids=["half", "half a pair"])
def test_data_that_is_not_json(start: Start, data: bytes) -> None:
    with pytest.raises(EngineError) as caught:
        start(data=data)
    assert str(caught.value) == "the bundle's data is not JSON that OPA can read: run `smguard build`"


BUILTINS = """package smguard

decision := {"a": sprintf("%d", [input.n]), "b": urlquery.encode(input.s), "c": time.now_ns()}
"""


def test_builtins_that_nobody_supplies(start: Start, compile_rego: Compile, policy: bytes) -> None:
    wasm = compile_rego(BUILTINS)
    assert unsupported_builtins(wasm) == ["sprintf", "urlquery.encode"]
    with pytest.raises(EngineError) as caught:
        start(wasm)
    assert (
        str(caught.value)
        == "the policy calls functions that the embedded engine does not have: sprintf, urlquery.encode"
    )
    assert unsupported_builtins(policy) == []


def test_one_document_starts_no_thread_and_help_needs_no_engine(bundle: Bundle, cache: Path) -> None:
    script = """
import sys
from pathlib import Path
from smguard.engine import open_engine
assert "wasmtime" not in sys.modules
engine = open_engine("embedded", Path(sys.argv[1]))
print(engine.name, engine.evaluate([b'"%s"' % (b"x" * 200_000)])[0]["allow"])
assert "concurrent.futures" not in sys.modules
"""
    environment = {**os.environ, "SMGUARD_CACHE": str(cache.parent)}
    command: list[str | Path] = [sys.executable, "-c", script, bundle.folder]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("embedded True\n", "")


# Stamps


def test_a_stamp_comes_back_and_is_replaced(policy: bytes) -> None:
    other = Stamp("cd" * 32, "2026-11 é")
    stamped = write_stamp(policy, STAMP)
    assert (read_stamp(policy), read_stamp(stamped)) == (None, STAMP)
    assert write_stamp(write_stamp(policy, other), STAMP) == stamped
    assert read_stamp(write_stamp(stamped, other)) == other
    assert without_stamp(stamped) == policy


def custom(payload: bytes) -> bytes:
    content = b"\7smguard" + payload
    return module(bytes([0, len(content)]) + content)


UNREADABLE = "the WebAssembly module has a stamp that cannot be read: run `smguard build`"
STAMPS = {
    "no JSON": (custom(b"{"), UNREADABLE),
    "no UTF-8": (custom(b"\xff"), UNREADABLE),
    "no object": (custom(b"[]"), UNREADABLE),
    "no revision": (custom(b'{"policy":""}'), UNREADABLE),
    "one member more": (custom(b'{"policy":"","revision":"","x":1}'), UNREADABLE),
    "number": (custom(b'{"policy":"","revision":1}'), UNREADABLE),
    "section longer than the file": (module(b"\0\x20"), DAMAGED),
    "name longer than the section": (module(b"\0\2\x7fa"), DAMAGED),
    "no size": (module(b"\0"), DAMAGED),
    "endless size": (module(b"\0" + b"\xff" * 20), DAMAGED),
}


@pytest.mark.parametrize(("wasm", "message"), STAMPS.values(), ids=STAMPS.keys())
def test_stamps_that_cannot_be_read(wasm: bytes, message: str) -> None:
    with pytest.raises(EngineError) as caught:
        read_stamp(wasm)
    assert str(caught.value) == message


@given(st.binary(max_size=80))
def test_any_bytes_give_a_stamp_or_an_error(body: bytes) -> None:
    for wasm in (body, module(body)):
        try:
            read_stamp(wasm)
        except EngineError as error:
            assert str(error) in (DAMAGED, NO_MODULE, UNREADABLE)  # noqa: PT017
        else:
            assert read_stamp(write_stamp(wasm, STAMP)) == STAMP


# Compiled modules in the cache

OTHER = 'package smguard\n\ndecision := {"other": input}\n'


def cached(cache: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(cache.iterdir())}


def stored(start: Start, wasm: bytes, cache: Path) -> Path:
    """The file that the compiled policy is in: the largest."""
    start(wasm, at=cache).close()
    return max(cache.iterdir(), key=lambda path: path.stat().st_size)


def test_a_module_is_compiled_once_whatever_its_revision(start: Start, policy: bytes, tmp_path: Path) -> None:
    cache = tmp_path / "a/engine"
    path = stored(start, policy, cache)
    before = {file: file.stat().st_mtime_ns for file in cache.iterdir()}
    assert (cache.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)
    for revision in ("r1", "r2"):
        engine = start(write_stamp(policy, Stamp("ab", revision)), at=cache)
        assert engine.evaluate([b"1"]) == [judged(1)]
    assert {file: file.stat().st_mtime_ns for file in cache.iterdir()} == before


DAMAGES = {
    "empty": lambda _: b"",
    "half": lambda content: content[: len(content) // 2],
    "one bit": lambda content: content[:5000] + bytes([content[5000] ^ 1]) + content[5001:],
    "digest alone": lambda content: content[:32],
    "text with its digest": lambda _: hashlib.sha256(b"no module").digest() + b"no module",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_cache_is_made_again(
    start: Start, policy: bytes, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = stored(start, policy, tmp_path / "engine")
    before = path.read_bytes()
    path.write_bytes(damage(before))
    assert start(at=path.parent).evaluate([b"1"]) == [judged(1)]
    assert path.read_bytes() == before


def open_to_others(path: Path, _: pytest.MonkeyPatch) -> None:
    path.chmod(0o620)


def of_another(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: os.getuid() + 1)


def a_link(path: Path, _: pytest.MonkeyPatch) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def a_pipe(path: Path, _: pytest.MonkeyPatch) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


def nothing_wrong(path: Path, _: pytest.MonkeyPatch) -> None:
    """The passing twin: what is in this file runs."""


@pytest.mark.parametrize(
    ("disturb", "expected"),
    [
        (nothing_wrong, {"other": 1}),
        (open_to_others, judged(1)),
        (of_another, judged(1)),
        (a_link, judged(1)),
        (a_pipe, judged(1)),
    ],
)
def test_only_a_file_that_is_our_own_is_run(
    start: Start,
    policy: bytes,
    compile_rego: Compile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    disturb: Callable[[Path, pytest.MonkeyPatch], None],
    expected: dict[str, object],
) -> None:
    other = stored(start, compile_rego(OTHER), tmp_path / "other")
    path = stored(start, policy, tmp_path / "engine")
    path.write_bytes(other.read_bytes())
    disturb(path, monkeypatch)
    assert start(at=path.parent).evaluate([b"1"]) == [expected]


def test_a_cache_that_cannot_be_written_is_none(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert start(at=tmp_path / "file/engine").evaluate([b"1"]) == [judged(1)]
    assert start(at=None).evaluate([b"1"]) == [judged(1)]


def test_the_cache_does_not_grow(start: Start, policy: bytes, tmp_path: Path) -> None:
    cache = tmp_path / "engine"
    cache.mkdir()
    for n in range(KEPT + 3):
        (cache / f"{n}.cwasm").write_bytes(b"old")
        os.utime(cache / f"{n}.cwasm", (n, n))
    start(policy, at=cache)
    names = set(cached(cache))
    assert len(names) == KEPT
    assert names >= {f"{n}.cwasm" for n in range(6, KEPT + 3)}


# Opening by name


@pytest.fixture
def _home(opa: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMGUARD_CACHE", str(cache.parent))
    monkeypatch.setenv("SMGUARD_OPA", str(opa))


@pytest.mark.usefixtures("_home")
@pytest.mark.parametrize("name", ["embedded", "opa"])
def test_engines_by_name(bundle: Bundle, name: str) -> None:
    engine = open_engine(name, bundle.folder, workers=1)  # type: ignore[arg-type]
    assert (engine.name, engine.evaluate([b"1", b"[]"])) == (name, [judged(1), judged([])])
    engine.close()


@pytest.mark.usefixtures("_home")
def test_the_folder_may_be_where_we_are(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    for here in (bundle.folder, bundle.folder / "smguard"):
        monkeypatch.chdir(here)
        engine = open_engine("embedded", Path() if here == bundle.folder else Path(".."))
        assert engine.evaluate([b"1"]) == [judged(1)]
        engine.close()


@pytest.mark.usefixtures("_home")
def test_a_module_of_another_revision_is_stale(bundle: Bundle) -> None:
    bundle.wasm.write_bytes(write_stamp(bundle.wasm.read_bytes(), Stamp(STAMP.policy, "r0")))
    with pytest.raises(StaleError) as caught:
        open_engine("embedded", bundle.folder)
    assert str(caught.value) == (
        f"{bundle.wasm} was compiled from revision r0, the bundle {bundle.folder} is revision r1: run `smguard build`"
    )


@pytest.mark.usefixtures("_home")
def test_a_module_without_a_stamp_is_stale(bundle: Bundle, policy: bytes) -> None:
    bundle.wasm.write_bytes(policy)
    with pytest.raises(StaleError) as caught:
        open_engine("embedded", bundle.folder)
    assert (
        str(caught.value)
        == f"{bundle.wasm} does not record the revision that it was compiled from: run `smguard build`"
    )


@pytest.mark.usefixtures("_home")
@pytest.mark.parametrize("name", ["embedded", "opa"])
@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"revision": ""}', '{"revision": 1}'])
def test_a_manifest_without_a_revision(bundle: Bundle, name: str, text: str) -> None:
    (bundle.folder / ".manifest").write_text(text)
    with pytest.raises(EngineError) as caught:
        open_engine(name, bundle.folder)  # type: ignore[arg-type]
    assert str(caught.value) == f"{bundle.folder}/.manifest: contains no revision: run `smguard build`"


@pytest.mark.usefixtures("_home")
@pytest.mark.parametrize("missing", [".manifest", "data.json", "../secretsmanager.wasm"])
def test_a_bundle_that_lacks_a_file(bundle: Bundle, missing: str) -> None:
    path = (bundle.folder / missing).resolve()
    path.unlink()
    with pytest.raises(EngineError) as caught:
        open_engine("embedded", bundle.folder)
    assert str(caught.value) == f"{path}: No such file or directory: run `smguard build`"


@pytest.mark.usefixtures("_home")
def test_an_opa_that_is_not_there(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMGUARD_OPA", str(bundle.folder / "opa"))
    with pytest.raises(ToolchainError, match=r"^SMGUARD_OPA names "):
        open_engine("opa", bundle.folder)
    with pytest.raises(EngineError) as caught:
        OpaEngine(bundle.folder / "opa", bundle.folder).evaluate([b"1"])
    assert str(caught.value) == f"cannot run opa: No such file or directory: {bundle.folder / 'opa'}"


# The real opa


@pytest.mark.parametrize("limit", ["BATCH", "BATCH_BYTES"])
def test_batches_keep_the_order(bundle: Bundle, opa: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(opa_module, limit, 4)
    documents = [b"1", b"{", b"3", b"4", b'"long"', b"6", b"", b"8", b"9"]
    good = [judged(n) for n in (1, 3, 4, "long", 6, 8, 9)]
    half, nothing = (refused(f"line 1, column {at}: {ENDS}", DESCRIPTION) for at in (2, 1))
    expected = [good[0], half, *good[1:5], nothing, *good[5:]]
    assert OpaEngine(opa, bundle.folder).evaluate(documents) == expected


def test_a_document_cannot_pass_for_two(bundle: Bundle, opa: Path) -> None:
    wrong = [(2, MORE), (3, ENDS), (2, MORE)]
    expected = [refused(f"line 1, column {at}: {why}", DESCRIPTION) for at, why in wrong]
    assert OpaEngine(opa, bundle.folder).evaluate([b"1,2", b"[1", b"2]"]) == expected


def test_other_data_takes_the_place_of_the_bundles(bundle: Bundle, opa: Path, tmp_path: Path) -> None:
    data = tmp_path / "organization.json"
    data.write_text('{"smguard": {"bundle": {"revision": "other"}}}')
    (bundle.folder / "smguard/decision_test.rego").write_text("package smguard_test\n\nthis is no Rego\n")
    other = {**judged(1), "bundle": {"revision": "other"}}
    assert OpaEngine(opa, bundle.folder, data).evaluate([b"1"]) == [other]
    assert OpaEngine(opa, bundle.folder).evaluate([b"1"]) == [judged(1)]


def test_what_opa_says_is_passed_on(bundle: Bundle, opa: Path) -> None:
    rego = bundle.folder / "smguard/decision.rego"
    rego.write_text("package smguard\n\ndecision := missing\n")
    with pytest.raises(EngineError, match=r"^opa failed: .*decision\.rego:3:13: var missing is unsafe$"):
        OpaEngine(opa, bundle.folder).evaluate([b"1"])


def test_an_opa_that_answers_something_else(bundle: Bundle) -> None:
    with pytest.raises(EngineError) as caught:
        OpaEngine(Path("/bin/echo"), bundle.folder).evaluate([b"1"])
    assert str(caught.value) == "opa returned a list of its capabilities that cannot be read"
