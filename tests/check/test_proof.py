"""`check --prove`: what a document is proven clean for, what a wrong silence becomes, and where nothing is proven."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from iam.product import BUNDLE
from smguard.check.decision import exit_code, merge
from smguard.check.inputs import Input, prepare
from smguard.check.proof import with_proof
from smguard.prove import search
from smguard.source import parse_source
from support.workbench import ALLOW_ALL, NOTHING, smguard

Json = dict[str, Any]

IDENTITY = ["SM-ID-NOT-ELEMENTS", "SM-ID-PERM-MGMT", "SM-ID-READ-ALL", "SM-ID-SUFFIX", "SM-ID-SVC-WILD"]
IDENTITY += ["SM-LC-BLOCKPUBLIC", "SM-LC-FORCEDELETE"]
READ = ["SM-ID-READ-ALL"]
READS: Json = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "Read",
            "Effect": "Allow",
            "Action": "secretsmanager:GetSecretValue",
            "Resource": ["*", "arn:aws:s3:::x"],
        }
    ],
}
DAY = 24 * 60 * 60 * 1_000_000_000


@cache
def shipped() -> Json:
    data: Json = json.loads((BUNDLE / "data.json").read_text("utf-8"))["smguard"]
    return data


def read(value: object, name: str = "a.json") -> Input:
    return prepare(parse_source(json.dumps(value).encode(), name), {}, name)


def decision(*findings: Json, **changes: object) -> Json:
    """A decision as an engine gives it; without findings, every rule was silent."""
    counts = dict.fromkeys(("critical", "high", "medium", "low"), 0)
    return {
        "allow": not findings,
        "findings": list(findings),
        "unresolved": [],
        "summary": {"documents": 1, "statements": 1, "findings": counts, "waived": 0},
        "bundle": {},
        **changes,
    }


def finding(rule: str, document: str = "a.json") -> Json:
    return {"rule": rule, "document": document}


@pytest.mark.parametrize(
    ("value", "given", "proof"),
    [
        pytest.param(NOTHING, decision(), [{"document": "a.json", "clean": IDENTITY, "undecided": []}], id="nothing"),
        pytest.param(
            READS,
            decision(finding("SM-ID-READ-ALL")),
            [{"document": "a.json", "clean": [each for each in IDENTITY if each not in READ], "undecided": []}],
            id="a rule that was not silent",
        ),
        pytest.param(READS, decision(finding("SM-INPUT")), [], id="not readable"),
        pytest.param(READS, decision(finding("SM-INPUT-UNRESOLVED")), [], id="a part is not known"),
        pytest.param(
            READS,
            decision(unresolved=[{"document": "a.json", "reason": "x"}]),
            [],
            id="a part that no finding tells of",
        ),
        pytest.param([READS], decision(), [], id="another shape"),
        pytest.param(
            {
                "policies": [
                    {"name": "one", "policy": {**READS, "Statement": {**READS["Statement"][0], "Effect": "Deny"}}},
                    "x",
                ]
            },
            decision(finding("SM-ID-SUFFIX", "two")),
            [{"document": "one", "clean": IDENTITY, "undecided": []}],
            id="a set",
        ),
    ],
)
def test_a_document_is_proven_clean_for_the_rules_that_are_rightly_silent(
    value: object, given: Json, proof: list[Json]
) -> None:
    proven = with_proof(read(value), given, shipped(), 0)
    assert proven == {**given, "proof": proof}


def test_a_wrong_silence_is_a_finding() -> None:
    proven = with_proof(read(READS), decision(), shipped(), 0)
    report = shipped()["rulebook"]["SM-ID-READ-ALL"]["report"]
    words = "The policy allows secretsmanager:GetSecretValue on secrets that nobody named, through *, arn:aws:s3:::x."
    found = {
        **report,
        "message": f"{words} The rule did not report this: the prover found it.",
        "document": "a.json",
        "policy_type": "identity",
        "path": ["Statement", 0],
        "sid": "Read",
        "actions": ["secretsmanager:GetSecretValue"],
        "resources": ["*", "arn:aws:s3:::x"],
        "witness": {
            "action": "secretsmanager:GetSecretValue",
            "resource": "arn:aws:secretsmanager:us-east-1:777777777777:secret:qqq-qqqqqq",
            "context": {},
        },
        "found_by": "prover",
    }
    clean = [rule for rule in IDENTITY if rule not in READ]
    counts = {"critical": 1, "high": 0, "medium": 0, "low": 0}
    assert proven == decision(
        found,
        summary={"documents": 1, "statements": 1, "findings": counts, "waived": 0},
        proof=[{"document": "a.json", "clean": clean, "undecided": []}],
    )
    item = read(READS)
    merged = merge([item], [proven])
    assert exit_code([item], merged) == 1
    assert merged["findings"] == [{**found, "location": {"file": "a.json", "line": 1, "column": 41}}]
    assert merged["proof"] == proven["proof"]


@pytest.mark.parametrize(
    ("changes", "now", "waived"),
    [
        pytest.param({}, DAY, True, id="covers it"),
        pytest.param({"document": "b*"}, DAY, False, id="another document"),
        pytest.param({"sid": "R?"}, DAY, False, id="another statement"),
        pytest.param({}, 3 * DAY, False, id="ended"),
    ],
)
def test_an_exception_covers_what_the_prover_finds(changes: Json, now: int, waived: bool) -> None:
    data = copy.deepcopy(shipped())
    reason = {"reason": "Old.", "owner": "me@example.com", "expires": "1970-01-02"}
    waiver = {"document": "a*", "sid": "Re*", "until": 2 * DAY, **reason, **changes}
    data["organization"]["waivers"] = {"SM-ID-READ-ALL": [waiver]}
    proven = with_proof(read(READS), decision(), data, now)
    assert [each.get("waiver") for each in proven["findings"]] == [reason if waived else None]
    assert (proven["allow"], proven["summary"]["waived"]) == (waived, int(waived))


def test_a_finding_below_the_threshold_passes() -> None:
    data = copy.deepcopy(shipped())
    data["rulebook"]["SM-ID-READ-ALL"]["report"]["severity"] = "medium"
    proven = with_proof(read(READS), decision(), data, 0)
    assert (proven["allow"], [each["severity"] for each in proven["findings"]]) == (True, ["medium"])
    data["organization"]["fail_on"] = "medium"
    assert with_proof(read(READS), decision(), data, 0)["allow"] is False


def test_a_bound_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_CASES", 0)
    proven = with_proof(read(READS), decision(), shipped(), 0)
    reason = "more than 0 cases of conditions"
    clean = [rule for rule in IDENTITY if rule not in READ]
    assert proven["proof"] == [
        {"document": "a.json", "clean": clean, "undecided": [{"rule": "SM-ID-READ-ALL", "reason": reason}]}
    ]
    assert proven["allow"] is True


def test_the_command_tells_of_both(tmp_path: Path) -> None:
    exact = {**READS["Statement"][0], "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????"}
    (tmp_path / "good.json").write_text(json.dumps({**READS, "Statement": exact}))
    (tmp_path / "bad.json").write_text(json.dumps(ALLOW_ALL))
    plain = smguard("check", "good.json", "bad.json", cwd=tmp_path)
    done = smguard("check", "--prove", "good.json", "bad.json", cwd=tmp_path)
    head, _, last = plain.stdout.decode().rpartition("\n\n")
    proven = [
        f"good.json  proven clean for these rules: {', '.join(IDENTITY)}",
        "bad.json  proven clean for these rules: SM-ID-NOT-ELEMENTS, SM-ID-SUFFIX",
    ]
    assert done.stdout.decode() == "\n\n".join([head, "\n".join(proven), last])
    assert (done.returncode, done.stderr) == (1, plain.stderr)
    one = smguard("check", "--prove", "good.json", "--format", "json", cwd=tmp_path)
    assert one.returncode == 0
    assert json.loads(one.stdout)["proof"] == [{"document": "good.json", "clean": IDENTITY, "undecided": []}]
