"""What of the server one client gets, and JSON that is read piece by piece: each alone, without a server."""

import asyncio
import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smguard.serve import report
from smguard.serve.desk import Turns
from smguard.serve.report import read_logs
from smguard.serve.share import Pace, Share, client_of
from smguard.serve.unpack import (
    UNPACKED_BYTES,
    VALUE_CHARACTERS,
    RefusedError,
    claimed,
    read_objects,
    read_value,
    texts,
)


def test_client_gets_its_share_and_all_get_the_whole() -> None:
    share = Share(10, 4)
    assert [share.take("a", 3), share.take("a", 2), share.take("a", 1)] == [0, 429, 0]
    assert [share.take("b", 4), share.take("c", 3), share.take("c", 2)] == [0, 503, 0]
    assert (share.has("a"), share.has("c")) == (True, False)
    share.give("b", 4)
    assert [share.take("c", 3), share.take("c", 2)] == [429, 0]
    assert Share(10, 4).take("a", 99) == 0  # one piece of any size, where nothing else is


def test_client_has_its_pace() -> None:
    now = [100.0]
    pace = Pace(10, 0.5, lambda: now[0])
    assert [pace.wait("a") for _ in range(5)] == [0.0] * 5
    assert pace.wait("a") == pytest.approx(0.1)
    assert pace.wait("a", 4) == pytest.approx(0.5)
    assert (pace.full("a", 0.4), pace.full("a", 0.6), pace.full("b", 0)) == (True, False, False)
    assert pace.wait("b") == 0.0
    now[0] += 60
    assert pace.wait("a") == 0.0


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("127.0.0.2", "127.0.0.2"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", "?"),
    ],
)
def test_client_is_an_address_or_a_network(host: str, client: str) -> None:
    assert client_of(host) == client


def test_clients_take_turns_and_small_things_come_first() -> None:
    async def order(wanted: list[tuple[str, bool]]) -> list[str]:
        turns, done = Turns(), []

        async def one(client: str, small: bool) -> None:
            async with turns.turn(client, small):
                await asyncio.sleep(0)
                done.append(client)

        async with turns.turn("first", True):
            tasks = [asyncio.create_task(one(*each)) for each in wanted]
            await asyncio.sleep(0.01)
        await asyncio.gather(*tasks)
        return done

    def run(*wanted: tuple[str, bool]) -> str:
        return "".join(asyncio.run(order(list(wanted))))

    assert run(*[("a", True)] * 3, ("b", True), ("c", True)) == "abcaa"
    assert run(("L", False), ("a", True), ("b", True)) == "abL"
    assert run(("L", False), *[("a", True)] * 9) == "aaaaaaaaLa"
    assert run(("L", False), ("M", False)) == "LM"


def test_who_goes_away_gives_the_turn_to_the_next() -> None:
    async def run() -> list[str]:
        turns, done = Turns(), []

        async def one(client: str) -> None:
            async with turns.turn(client, True):
                done.append(client)

        async with turns.turn("first", True):
            tasks = [asyncio.create_task(one(client)) for client in "abc"]
            await asyncio.sleep(0.01)
            tasks[0].cancel()
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.wait_for(one("last"), 1)
        return done

    assert asyncio.run(run()) == ["c", "last"]


# JSON, piece by piece

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


def cut(text: str, size: int) -> Iterator[str]:
    return iter([text[at : at + size] for at in range(0, len(text), size)])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    entries=st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=3), max_size=5),
    size=st.integers(1, 9),
    indent=st.sampled_from([None, 1]),
    ascii_only=st.booleans(),
)
def test_objects_are_read_however_the_text_is_cut(
    entries: list[Any], size: int, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(entries, indent=indent, ensure_ascii=ascii_only)
    assert [value for value, _ in read_objects(cut(text, size))] == entries
    assert read_value(cut(text, size)) == entries


@settings(deadline=None)
@given(text=st.text(alphabet='[]{},:"\\\\ 01a-eu\n', max_size=14), size=st.integers(1, 4))
def test_text_is_read_or_refused_as_the_whole_would_be(text: str, size: int) -> None:
    try:
        whole = json.loads(text)
    except ValueError:
        whole = None
    fit = isinstance(whole, list) and all(isinstance(one, dict) for one in whole)
    if fit:
        assert [value for value, _ in read_objects(cut(text, size))] == whole
    else:
        with pytest.raises(RefusedError) as raised:
            list(read_objects(cut(text, size)))
        assert raised.value.status == 400


def refusal(body: bytes, encoding: str | None = None) -> tuple[int, str]:
    """How a log is refused."""
    try:
        list(read_logs(read_objects(texts(body, encoding))))
    except RefusedError as error:
        return error.status, str(error)
    return 200, ""


LONG = f"a status, and each decision, must have at most {VALUE_CHARACTERS} characters"
ENTRY = '{"labels":{"id":"a"}}'
REFUSED: dict[str, tuple[bytes, str | None, int, str]] = {
    "none": (b"[]", None, 200, ""),
    "one": (f"[{ENTRY}]".encode(), None, 200, ""),
    "packed": (gzip.compress(f" [ {ENTRY} , {ENTRY} ] ".encode()), "gzip", 200, ""),
    "no list": (b"{}", None, 400, "decisions must be an array"),
    "no JSON": (b"<html>", None, 400, "the body is not JSON"),
    "nothing": (b"", None, 400, "the body is not JSON"),
    "something after it": (f"[{ENTRY}]x".encode(), None, 400, "the body is not JSON"),
    "not ended": (f"[{ENTRY}".encode(), None, 400, "the body is not JSON"),
    "a comma too many": (f"[{ENTRY},]".encode(), None, 400, "the body is not JSON"),
    "no comma": (f"[{ENTRY}{ENTRY}]".encode(), None, 400, "the body is not JSON"),
    "not a number": (b'[{"a":NaN}]', None, 400, "the body is not JSON"),
    "too deep": (b'[{"a":' + b"[" * 100_000, None, 400, "the body is not JSON"),
    "no object": (b"[7]", None, 400, "a report must be an object whose labels have an id"),
    "no UTF-8": (b'[{"a":"\xff"}]', None, 400, "the body is not JSON"),
    "cut UTF-8": (b"[] \xe2\x82", None, 400, "the body is not JSON"),
    "one too long": (b'[{"a":"' + b"x" * VALUE_CHARACTERS + b'"}]', None, 413, LONG),
    "more than it says": (
        gzip.compress(b" " * 200_000)[:-4] + bytes(4),
        "gzip",
        400,
        "the body is not one complete gzip stream",
    ),
    "two streams": (gzip.compress(b"[]") * 2, "gzip", 400, "the body is not one complete gzip stream"),
    "a bomb": (
        gzip.compress(b" " * (UNPACKED_BYTES + 1)),
        "gzip",
        413,
        f"a body must have at most {UNPACKED_BYTES} bytes when unpacked",
    ),
    "too many": (f"[{','.join([ENTRY] * 11)}]".encode(), None, 413, "a report must have at most 10 decisions"),
    "of too many": (
        ("[" + ",".join(f'{{"labels":{{"id":"{n}"}}}}' for n in range(6)) + "]").encode(),
        None,
        413,
        "a report must be from at most 5 OPAs",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_log_is_read_or_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "DECISIONS", 10)
    monkeypatch.setattr(report, "REPORTERS", 5)
    body, encoding, status, said = REFUSED[name]
    assert refusal(body, encoding) == (status, said)


def test_body_says_how_large_it_is() -> None:
    packed = gzip.compress(b" " * 5000)
    assert [claimed(packed, "gzip"), claimed(packed, None), claimed(b"", "gzip")] == [5000, len(packed), 0]
