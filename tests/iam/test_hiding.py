"""What builds documents around requests builds what it says."""

import json
from typing import Any

import pytest

from iam import hiding, stress
from iam.evaluator import allows
from iam.hiding import Hidden, confirmed
from iam.regions import REGIONS
from iam.settled import meant, settled
from iam.shrink import shrunk
from support.scale import seeded

Json = dict[str, Any]
APP = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf"
PLAIN = {"Effect": "Allow", "Action": "secretsmanager:DeleteResourcePolicy", "Resource": "*"}


@pytest.mark.parametrize("kind", hiding.KINDS)
@pytest.mark.parametrize("rule", REGIONS)
def test_each_kind_hides_requests_of_each_rule(kind: str, rule: str) -> None:
    made = hiding.hide(seeded(f"{kind} {rule}"), kind, rule, tries=400)
    assert (made.rule, made.kind) == (rule, kind)
    assert confirmed(made)
    assert allows(meant(made.document), made.request)


def test_the_same_seed_hides_the_same() -> None:
    one, other = (list(hiding.hidden(seeded("again"), tuple(hiding.KINDS), 18)) for _ in range(2))
    assert one == other
    assert len({json.dumps(each.document) for each in one}) == 18


@pytest.mark.parametrize(
    ("pattern", "fill", "expected"),
    [
        ("arn:aws:secretsmanager", True, "arn:aws:secretsmanager:*:*:*"),
        ("arn:aws:secretsmanager:*:111122223333", True, "arn:aws:secretsmanager:*:111122223333:*"),
        ("arn:aws:secretsmanager", False, "arn:aws:secretsmanager"),
        ("arn:*:secret:app*", True, "arn:*:secret:app*"),
        ("*", True, "*"),
        ("arn:aws:secretsmanager:${aws:RequestedRegion}:*:secret:*", True, "arn:aws:none:none:none:none"),
        (
            "arn:aws:secretsmanager:*:*:secret:${aws:username}",
            True,
            "arn:aws:secretsmanager:*:*:secret:${aws:username}",
        ),
        ("arn:aws:secretsmanager:${*}:*:secret:*", True, "arn:aws:secretsmanager:${*}:*:secret:*"),
    ],
)
def test_what_the_documentation_decides(pattern: str, fill: bool, expected: str) -> None:
    assert settled(pattern, fill) == expected


def test_a_shrunk_document_has_nothing_left_to_leave_out() -> None:
    large: Json = {
        "Version": "2012-10-17",
        "Statement": [
            {
                **PLAIN,
                "Action": ["secretsmanager:Delete*", "s3:*"],
                "Resource": ["arn:aws:secretsmanager:*:*:secret:app*", "arn:aws:s3:::*"],
                "Condition": {"StringEquals": {"aws:PrincipalTag/team": ["red", "blue"]}},
            },
            {**PLAIN, "Effect": "Deny", "Resource": "arn:aws:s3:::*"},
        ],
    }
    asked: Json = {"action": PLAIN["Action"], "resource": APP, "context": {"aws:PrincipalTag/team": "red"}}
    made = Hidden("SM-ID-PERM-MGMT", "expansion", asked, large)
    assert confirmed(made)
    least = shrunk(made, confirmed)
    assert least.document == {"Version": "2012-10-17", "Statement": [PLAIN]}
    assert least.request == {**asked, "context": {}}


@pytest.mark.parametrize("shape", stress.SHAPES)
def test_documents_that_cost_time_are_of_a_size_that_aws_takes(shape: str) -> None:
    random = seeded(shape)
    sizes = [len(json.dumps(stress.stressing(random, shape), separators=(",", ":"))) for _ in range(12)]
    assert max(sizes) <= stress.LARGEST
    assert min(sizes) < max(sizes)
