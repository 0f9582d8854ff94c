"""What remains of a document on which something depends."""

from typing import Any

import pytest

from smguard.prove.shrink import shrink

Json = dict[str, Any]

WHOLE: Json = {
    "Version": "2012-10-17",
    "Id": "x",
    "Statement": [
        {"Sid": "A", "Effect": "Allow", "Action": ["s3:*", "kms:*"], "Resource": "*"},
        {
            "Sid": "B",
            "Effect": "Deny",
            "Principal": {"AWS": ["1", "2"], "Service": "x"},
            "NotAction": "iam:*",
            "Resource": ["arn:aws:secretsmanager:us-east-1:1:secret:prod/db", "b"],
            "Condition": {"StringEquals": {"a": ["1", "2"], "b": "3"}, "Bool": {"c": "true"}},
        },
    ],
}


@pytest.mark.parametrize(
    ("element", "text", "expected"),
    [
        pytest.param(
            "Action", "kms", {"Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}, id="action"
        ),
        pytest.param(
            "Principal",
            "2",
            {
                "Statement": [
                    {"Effect": "Deny", "Principal": {"AWS": "2"}, "NotAction": "*", "Resource": "b"},
                ]
            },
            id="principal",
        ),
        pytest.param(
            "Condition",
            "1",
            {
                "Statement": [
                    {
                        "Effect": "Deny",
                        "Principal": {"Service": "x"},
                        "NotAction": "*",
                        "Resource": "b",
                        "Condition": {"StringEquals": {"a": "1"}},
                    }
                ]
            },
            id="condition",
        ),
        pytest.param(
            "Resource",
            "secret:",
            {
                "Statement": [
                    {
                        "Effect": "Deny",
                        "Principal": {"Service": "x"},
                        "NotAction": "*",
                        "Resource": "arn:aws:secretsmanager:*:*:secret:",
                    }
                ]
            },
            id="name",
        ),
    ],
)
def test_only_what_it_depends_on_remains(element: str, text: str, expected: Json) -> None:
    def holds(document: Json) -> bool:
        return any(text in str(statement.get(element)) for statement in document["Statement"])

    assert shrink(WHOLE, holds) == expected


def test_a_single_statement_becomes_a_list() -> None:
    single = {"Statement": WHOLE["Statement"][0]}
    small = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    assert shrink(single, lambda document: "Effect" in str(document)) == small


def test_no_more_is_tried_than_was_said() -> None:
    tried = []

    def holds(document: Json) -> bool:
        tried.append(document)
        return True

    shrink(WHOLE, holds, most=3)
    assert len(tried) == 3
