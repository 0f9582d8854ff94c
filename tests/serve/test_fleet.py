"""What OPAs report is kept, bounded, masked, and told truly: who runs what, and what is denied most."""

import contextlib
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smguard.errors import InputError
from smguard.serve import ledger as ledgers
from smguard.serve.fleet import SILENT_AFTER, Offered, fleet, to_json
from smguard.serve.ledger import OTHER, Decisions, Denied, Known, Ledger, Limits
from smguard.serve.mask import masked, shown
from smguard.serve.page import age, page
from smguard.serve.report import EXAMPLE_BYTES, EXAMPLES, Decided, Log, Running, Status, read_decisions, read_status
from smguard.serve.unpack import RefusedError

NOON = 1_795_521_600  # 2026-11-24 12:00 UTC
A, B, C = "a" * 64, "b" * 64, "c" * 64


# Secrets


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"SecretString": "x", "Name": "db"}, {"SecretString": "***", "Name": "db"}),
        ({"secret_binary": "x", "secretName": "n"}, {"secret_binary": "***", "secretName": "n"}),
        ({"password": 7, "Passwd": ["a"], "secret": "t"}, {"password": "***", "Passwd": "***", "secret": "***"}),
        ({"aws:TokenIssueTime": "2026", "Action": "sts:GetSessionToken"},) * 2,
        ({"a": [{"apiKey": "k"}, "plain"]}, {"a": [{"apiKey": "***"}, "plain"]}),
        ("AKIAABCDEFGHIJKLMNOP", "***"),
        ("id=ASIAABCDEFGHIJKLMNOP!", "id=***!"),
        ("AKIA", "AKIA"),
        ("Bearer abcdefgh.ijkl", "***"),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl", "***"),
        ("https://user:word@example.com/x", "https://***@example.com/x"),
        ("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- after", "*** after"),
        ("-----BEGIN PRIVATE KEY-----\ncut", "***"),
        ("arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",) * 2,
        ({"AKIAABCDEFGHIJKLMNOP": 1}, {"***": 1}),
        ("x" * 600, "x" * 511 + "…"),
        ("half \ud800 a letter", "half ? a letter"),
        ([1, 2.5, True, None], [1, 2.5, True, None]),
        ([float("inf"), float("-inf")], ["inf", "-inf"]),
    ],
)
def test_secrets_are_masked_and_the_rest_stays(value: object, kept: object) -> None:
    assert masked(value) == kept


def test_depth_is_cut_off() -> None:
    deep: Any = "bottom"
    for _ in range(500):
        deep = [deep]
    assert "bottom" not in json.dumps(masked(deep))


# Reports


def status(**bundle: object) -> dict[str, Any]:
    return {"labels": {"id": "one", "region": "eu"}, "bundles": {"sm": {"name": "sm", "active_revision": A, **bundle}}}


@pytest.mark.parametrize(
    ("value", "bundles"),
    [
        (status(), (Running("sm", A, "", ""),)),
        (status(last_successful_activation="2026-11-24T12:00:00Z"), (Running("sm", A, "", "2026-11-24T12:00:00Z"),)),
        (status(code="bundle_error", message="no key"), (Running("sm", A, "no key", ""),)),
        (
            status(code="bundle_error", message="2 errors", errors=[{"message": "one"}, "two", 3]),
            (Running("sm", A, "2 errors; one; two; 3", ""),),
        ),
        (status(code="bundle_error"), (Running("sm", A, "bundle_error", ""),)),
        (status(message="Bearer abcdefghijkl failed"), (Running("sm", A, "*** failed", ""),)),
        (status(active_revision=None), (Running("sm", "", "", ""),)),
        (status(active_revision={"x": 1}, errors="x", message=5), (Running("sm", "", "", ""),)),
        ({"labels": {"id": "one", "region": "eu"}, "bundles": {"sm": 7}}, (Running("sm", "", "", ""),)),
        ({"labels": {"id": "one", "region": "eu"}, "bundles": []}, ()),
        ({"labels": {"id": "one", "region": "eu", "bad": {}}}, ()),
    ],
)
def test_status_is_read_whatever_its_shape(value: object, bundles: tuple[Running, ...]) -> None:
    assert read_status(value) == Status("one", {"id": "one", "region": "eu"}, bundles)


def decision(n: int = 0, **members: Any) -> dict[str, Any]:
    finding = {"rule": "SM-X", "message": "found", "severity": "high"}
    return {
        "labels": {"id": "one"},
        "decision_id": f"id-{n}",
        "path": "smguard/decision",
        "input": {"Statement": [], "password": "hunter2"},
        "result": {"allow": False, "findings": [finding]},
        **members,
    }


def read(**members: Any) -> tuple[bool, tuple[str, ...], list[Any]]:
    """What is read of one decision: whether it allows, the rules, the examples."""
    log = read_decisions([decision(**members)])
    assert list(log.examples) == list(log.decisions[0].denied)
    return log.decisions[0].allowed, log.decisions[0].denied, [json.loads(text) for _, text in log.examples.values()]


def test_denied_decision_gives_rules_and_masked_examples() -> None:
    example = {"input": {"Statement": [], "password": "***"}, "message": "found", "severity": "high"}
    assert read() == (False, ("SM-X",), [example])
    waived = {
        "allow": False,
        "findings": [{"rule": "A", "waiver": {"owner": "x"}}, {"rule": "B"}, {"rule": "B"}, 7, {}],
    }
    assert read(result=waived)[:2] == (False, ("B",))


@pytest.mark.parametrize(
    ("members", "allowed", "rules"),
    [
        ({"result": {"allow": True, "findings": [{"rule": "LOW"}]}}, True, ()),
        ({"result": True}, True, ()),
        ({"result": False, "path": "smguard/decision/allow"}, False, ("(no rule said)",)),
        ({"result": {"allow": False}}, False, ("(no rule said)",)),
        ({"result": {"allow": False, "findings": {"rule": "X"}}}, False, ("(no rule said)",)),
        ({"result": [1]}, True, ()),
        ({"result": None, "decision_id": {"odd": 1}, "input": None, "path": 7}, True, ()),
    ],
)
def test_decision_is_read_whatever_its_shape(members: dict[str, Any], allowed: bool, rules: tuple[str, ...]) -> None:
    assert read(**members)[:2] == (allowed, rules)


@pytest.mark.parametrize("value", [{}, None, "x", [7], [{}], [{"labels": {"id": ""}}]])
def test_what_are_no_decisions_is_refused(value: object) -> None:
    with pytest.raises(RefusedError) as raised:
        read_decisions(value)
    assert raised.value.status == 400


def test_example_that_is_too_large_is_kept_without_its_input() -> None:
    _, _, [example] = read(input={str(n): "x" * 400 for n in range(20)})
    assert example == {"input": "(too large to keep)", "message": "found", "severity": "high"}
    huge = {
        "allow": False,
        "findings": [{"rule": "X", "message": "m", "witness": {str(n): "x" * 400 for n in range(20)}}],
    }
    assert read(result=huge)[2] == [{"message": "m"}]


def test_last_decision_of_a_log_is_the_example() -> None:
    log = read_decisions([decision(n, input=n, labels={"id": f"opa-{n}"}) for n in range(3)])
    assert len(log.decisions) == 3
    assert log.examples == {"SM-X": ("opa-2", '{"input": 2, "message": "found", "severity": "high"}')}


def test_examples_are_bounded() -> None:
    findings = [{"rule": f"R{n % 200}-{n // 200}", "message": "é" * 700, "title": "t" * 3000} for n in range(3000)]
    entries = [
        decision(k, input="x" * 3890, result={"allow": False, "findings": findings[200 * k : 200 * k + 200]})
        for k in range(15)
    ]
    log = read_decisions(entries)
    assert (len(log.decisions), len(log.examples)) == (15, EXAMPLES)
    assert all(len(text) <= EXAMPLE_BYTES for _, text in log.examples.values())


# The fleet


def known(
    id_: str, *bundles: Running, seen: int = NOON, errors: tuple[tuple[str, int], ...] = (), **labels: str
) -> Known:
    return Known(id_, {"id": id_, **labels}, seen, bundles, errors)


OLD = "d" * 64
OFFERED = Offered({"sm": A, "sm/stable": A, "sm/canary": B, "other": C, "other/stable": C}, {OLD: "sm", "z": ""})

STATES: dict[str, tuple[Known, str, str]] = {
    "current by the address as its name": (known("x", Running("sm/stable", A, "", "")), "current", "sm/stable"),
    "behind by the address": (known("x", Running("sm/stable", C, "", "")), "behind", "sm/stable"),
    "ahead is behind too: it has another channel's": (
        known("x", Running("sm/stable", B, "", "")),
        "behind",
        "sm/stable",
    ),
    "by the default address": (known("x", Running("sm", A, "", "")), "current", "sm"),
    "behind by the default address": (known("x", Running("sm", C, "", "")), "behind", "sm"),
    "on a channel that nothing names": (known("x", Running("sm", B, "", "")), "current", "sm/canary"),
    "by its label": (known("x", Running("sm", A, "", ""), channel="canary"), "behind", "sm/canary"),
    "by two labels": (known("x", Running("mine", B, "", ""), bundle="sm", channel="canary"), "current", "sm/canary"),
    "label of no channel": (known("x", Running("sm", A, "", ""), channel="none"), "current", "sm"),
    "by its revision alone": (known("x", Running("mine", B, "", "")), "current", "sm/canary"),
    "by its revision, of the default channel": (known("x", Running("mine", A, "", "")), "current", "sm"),
    "by an older revision": (known("x", Running("mine", OLD, "", "")), "behind", "sm"),
    "a bundle from elsewhere": (known("x", Running("mine", "z", "", "")), "unknown", ""),
    "pinned": (known("x", Running(f"sm/{C}", C, "", "")), "current", f"sm/{C}"),
    "pinned, not yet there": (known("x", Running(f"sm/{C}", A, "", "")), "behind", f"sm/{C}"),
    "nothing active yet": (known("x", Running("sm", "", "", "")), "behind", "sm"),
    "failing": (known("x", Running("sm", A, "no key", ""), errors=(("no key", NOON),)), "failing", "sm"),
    "failed before": (known("x", Running("sm", A, "", ""), errors=(("no key", NOON - 9),)), "current", "sm"),
    "silent": (known("x", Running("sm", A, "", ""), seen=NOON - SILENT_AFTER - 1), "silent", "sm"),
    "silent and behind": (known("x", Running("sm", C, "", ""), seen=NOON - SILENT_AFTER - 1), "behind", "sm"),
    "seen in the future": (known("x", Running("sm", A, "", ""), seen=NOON + 9999), "current", "sm"),
}


@pytest.mark.parametrize("name", STATES)
def test_state_of_an_opa(name: str) -> None:
    one, state, address = STATES[name]
    [found] = fleet([one], OFFERED, Decisions(0, 0, ()), 7, NOON).opas
    assert (found.state, [bundle.offer for bundle in found.bundles]) == (state, [address])
    assert found.age == max(0, NOON - one.seen)


@pytest.mark.parametrize(
    ("seen", "now", "state"),
    [
        (NOON - 5, NOON, "unheard"),
        (NOON - 10**6, NOON, "unheard"),
        (NOON, NOON, "failing"),
        (NOON - 5, NOON + SILENT_AFTER, "unheard"),
        (NOON - 5, NOON + SILENT_AFTER + 1, "silent"),
    ],
)
def test_opa_that_has_not_reported_since_the_restart_is_neither_failing_nor_current(
    seen: int, now: int, state: str
) -> None:
    one = known("x", Running("sm", A, "no key", ""), seen=seen, errors=(("no key", seen),))
    found = fleet([one], OFFERED, Decisions(0, 0, ()), 7, now, started=NOON)
    assert (found.opas[0].state, found.opas[0].bundles[0].state, found.opas[0].error) == (state, state, "no key")
    assert ("not heard since restart</span>" in page(found, "unheard", 1)) == (
        state in ("unheard", "silent", "failing")
    )
    assert [opa["state"] for opa in to_json(found)["opas"]] == [state]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain, ümlaut, 日本", "plain, ümlaut, 日本"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x00\x1b[31m\x7f\x9b", "\\u0000\\u001b[31m\\u007f\\u009b"),
        ("\u202egnp.exe\u2066\u200f\u061c", "\\u202egnp.exe\\u2066\\u200f\\u061c"),
        ("\u2028\u2029\u00a0\ufeff\u200b", "\\u2028\\u2029\\u00a0\\ufeff\\u200b"),
        ("\U000e0041", "\\udb40\\udc41"),
    ],
)
def test_characters_without_a_glyph_are_shown_escaped(text: str, seen: str) -> None:
    assert shown(text) == seen
    assert shown(seen) == seen


def test_hostile_characters_are_escaped_wherever_they_are_shown() -> None:
    evil = "\u202e\x1b[2J\x00\u2066\U000e0041"
    one = Known(evil, {"id": evil, evil: evil}, NOON, (Running(evil, evil, evil, ""),), ((evil, NOON),))
    rules = (Denied(evil, 1, json.dumps({evil: [evil, "a\nb"]}), evil, NOON),)
    found = fleet([one], OFFERED, Decisions(1, 1, rules), 7, NOON)
    assert [char for char in page(found, None, 1) if not (char.isprintable() or char == "\n")] == []
    told = to_json(found)
    told["decisions"]["rules"][0]["example"].pop(shown(evil))
    assert json.dumps(told, ensure_ascii=False).isprintable()


def test_fleet_as_json() -> None:
    opas = [
        known("b", Running("sm", A, "", "")),
        known("c", seen=NOON - 5),
        known("a", Running("sm", C, "no key", ""), seen=NOON - 60, errors=(("no key", NOON - 90),), region="eu"),
    ]
    rules = (Denied("SM-X", 3, '{"message": "m"}', "a", NOON), Denied(OTHER, 1, "", "", 0))
    assert to_json(fleet(opas, Offered({"sm": A}, {}), Decisions(10, 4, rules), 7, NOON)) == {
        "time": "2026-11-24T12:00:00Z",
        "states": {"failing": 1, "behind": 0, "silent": 0, "unheard": 0, "unknown": 1, "current": 1},
        "offered": {"sm": A},
        "opas": [
            {
                "id": "a",
                "labels": {"id": "a", "region": "eu"},
                "state": "failing",
                "last_seen": "2026-11-24T11:59:00Z",
                "seconds_since_seen": 60,
                "last_error": {"message": "no key", "at": "2026-11-24T11:58:30Z"},
                "bundles": [
                    {"name": "sm", "active_revision": C, "held_against": "sm", "state": "failing", "error": "no key"}
                ],
            },
            {
                "id": "c",
                "labels": {"id": "c"},
                "state": "unknown",
                "last_seen": "2026-11-24T11:59:55Z",
                "seconds_since_seen": 5,
                "last_error": None,
                "bundles": [],
            },
            {
                "id": "b",
                "labels": {"id": "b"},
                "state": "current",
                "last_seen": "2026-11-24T12:00:00Z",
                "seconds_since_seen": 0,
                "last_error": None,
                "bundles": [
                    {"name": "sm", "active_revision": A, "held_against": "sm", "state": "current", "error": None}
                ],
            },
        ],
        "decisions": {
            "days": 7,
            "decided": 10,
            "denied": 4,
            "rules": [
                {"rule": "SM-X", "count": 3, "example": {"message": "m"}},
                {"rule": OTHER, "count": 1, "example": None},
            ],
        },
    }


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "just now"), (9, "just now"), (10, "10 s ago"), (60, "1 min ago"), (7199, "1 h ago"), (200_000, "2 d ago")],
)
def test_age_in_words(seconds: int, text: str) -> None:
    assert age(seconds) == text


def test_page_shows_so_many_at_once() -> None:
    many = fleet([known(f"opa-{n:04}") for n in range(450)], Offered({}, {}), Decisions(0, 0, ()), 7, NOON)
    shown = {number: page(many, None, number).count('<b class="mono">opa-') for number in (-1, 1, 2, 3, 4, 10**6)}
    assert shown == {-1: 200, 1: 200, 2: 200, 3: 50, 4: 50, 10**6: 50}
    assert "page 2 of 3" in page(many, "unknown", 2)
    assert "No OPA is current." in page(many, "current", 1)


# What is kept


def opened(tmp_path: Path, **limits: Any) -> Ledger:
    return Ledger(tmp_path / "fleet.db", replace(Limits(), **limits))


def decided(key: int, *rules: str, opa: str = "one") -> Decided:
    return Decided(key, opa, {"id": opa}, not rules, rules)


def log(*decisions: Decided) -> Log:
    examples = {rule: (one.opa, '{"message": "m"}') for one in decisions for rule in one.denied}
    return Log(decisions, examples)


def test_last_status_counts_and_the_last_error_stays(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    for at, bundles in (
        (NOON, (Running("gone", A, "", ""), Running("sm", A, "no key", ""))),
        (NOON + 5, (Running("sm", B, "", "later"),)),
    ):
        ledger.add_status(Status("one", {"id": "one"}, bundles), at)
    assert ledger.opas() == [known("one", Running("sm", B, "", "later"), seen=NOON + 5, errors=(("no key", NOON),))]
    ledger.close()
    again = opened(tmp_path)
    assert len(again.opas()) == 1
    again.close()


def test_decision_that_comes_twice_counts_once(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    first = [decided(1, "X", "Y"), decided(2, "X"), decided(3), decided(3)]
    assert ledger.add_decisions([log(*first)], NOON) == (3, 2)
    assert ledger.add_decisions([log(*first, decided(4, "X", opa="two"))], NOON + 60) == (1, 1)
    example = '{"message": "m"}'
    assert ledger.decisions(NOON) == Decisions(
        4, 3, (Denied("X", 3, example, "two", NOON + 60), Denied("Y", 1, example, "one", NOON))
    )
    assert ledger.decisions(NOON + 3600) == Decisions(0, 0, ())
    assert [one.id for one in ledger.opas()] == ["one", "two"]
    ledger.close()


def test_what_is_older_than_the_limit_goes(tmp_path: Path) -> None:
    ledger = opened(tmp_path, days=1.0)
    for key, at in ((1, NOON - 100_000), (2, NOON)):
        ledger.add_decisions([log(decided(key, f"R{key}", opa=str(key)))], at)
        ledger.add_status(Status(str(key), {"id": str(key)}, (Running("sm", A, "", ""),)), at)
    ledger.prune(NOON)
    assert ledger.decisions(0) == Decisions(1, 1, (Denied("R2", 1, '{"message": "m"}', "2", NOON),))
    assert [one.id for one in ledger.opas()] == ["2"]
    assert ledger.add_decisions([log(decided(1, "R1"), decided(2, "R2"))], NOON) == (1, 1)
    ledger.close()


def test_file_is_bounded_and_counts_survive(tmp_path: Path) -> None:
    ledger = opened(tmp_path, size=1_000_000)
    for batch in range(10):
        ledger.add_decisions([log(*(decided(batch * 5000 + n, "X") for n in range(5000)))], NOON + batch)
    assert ledger.size() > 1_000_000
    ledger.prune(NOON + 10)
    assert ledger.size() <= 1_000_000
    assert ledger.decisions(NOON).rules[0].count == 50_000
    assert ledger.add_decisions([log(decided(49_999, "X"))], NOON + 11) == (0, 0)  # the newest are still known
    ledger.close()
    assert (tmp_path / "fleet.db").stat().st_size < 1_500_000


def test_opas_alone_are_bounded_too(tmp_path: Path) -> None:
    ledger = opened(tmp_path, size=500_000)
    labels = {str(n): "x" * 200 for n in range(20)}
    for n in range(300):
        ledger.add_status(Status(f"{n:03}", labels, ()), NOON + n)
    ledger.prune(NOON + 300)
    assert ledger.size() <= 500_000
    assert [one.id for one in ledger.opas()][-1] == "299"
    ledger.close()


def test_rules_and_opas_beyond_the_limit_do_not_grow_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "RULES", 3)
    monkeypatch.setattr(ledgers, "OPAS", 4)
    ledger = opened(tmp_path)
    for n in range(10):
        ledger.add_decisions([log(decided(n, f"R{n}", opa=f"opa-{n}"))], NOON + n)
    ledger.prune(NOON + 10)
    assert {one.rule: one.count for one in ledger.decisions(NOON).rules} == {"R0": 1, "R1": 1, "R2": 1, OTHER: 7}
    assert [one.id for one in ledger.opas()] == ["opa-6", "opa-7", "opa-8", "opa-9"]
    ledger.close()


def test_other_databases_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "fleet.db"
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 9")
    other.close()
    with pytest.raises(InputError) as raised:
        opened(tmp_path)
    said = "it has version 9, and this smguard needs version 1"
    assert (
        str(raised.value) == f"{path}: cannot be used as the database of reports: {said}: move it away, or name another"
    )


# Whatever is posted

KEYS = ("labels", "id", "bundles", "active_revision", "code", "message", "errors", "channel", "bundle")
LOGGED = ("result", "allow", "findings", "rule", "waiver", "decision_id", "path", "input", "witness")
NAMES = st.sampled_from((*KEYS, *LOGGED))
TEXTS = st.text(max_size=20) | NAMES | st.sampled_from(["\ud800", "\x00", "<script>", "'; DROP TABLE opa; --"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | TEXTS, inner, max_size=6),
    max_leaves=25,
)
REPORTS = VALUES | st.fixed_dictionaries(
    {"labels": st.dictionaries(TEXTS, SCALARS, max_size=4).map(lambda labels: {**labels, "id": "x"})},
    optional={
        "bundles": st.dictionaries(TEXTS, VALUES, max_size=3),
        "result": VALUES
        | st.fixed_dictionaries(
            {"allow": st.just(False), "findings": st.lists(st.dictionaries(NAMES, VALUES, max_size=4), max_size=3)}
        ),
        "input": VALUES,
        "path": VALUES,
        "decision_id": VALUES,
    },
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(report=REPORTS)
def test_any_report_is_refused_or_kept_and_shown(report: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    report = json.loads(json.dumps(report))
    ledger = Ledger(tmp_path_factory.getbasetemp() / "any.db", Limits())
    try:
        with contextlib.suppress(RefusedError):
            ledger.add_status(read_status(report), NOON)
        with contextlib.suppress(RefusedError):
            ledger.add_decisions([read_decisions([report])], NOON)
        found = fleet(ledger.opas(), OFFERED, ledger.decisions(NOON), 7, NOON)
        json.dumps(to_json(found), allow_nan=False).encode()
        text = page(found, None, 1)
        assert "<script>" not in text
        assert [char for char in text if not (char.isprintable() or char == "\n")] == []
    finally:
        ledger.close()
