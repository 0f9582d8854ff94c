"""What a remedy makes of a statement: who leaves it, what narrows it, and where it does not fit."""

from typing import Any

import pytest

from smguard.rulebook.condition import both
from smguard.rulebook.remedy import Found, remedied

Json = dict[str, Any]

NAMES = [f"secretsmanager:{name}" for name in ("DescribeSecret", "GetSecretValue", "ListSecrets", "PutResourcePolicy")]
GET, LIST, PUT = "secretsmanager:GetSecretValue", "secretsmanager:ListSecrets", "secretsmanager:PutResourcePolicy"
DESCRIBE = "secretsmanager:DescribeSecret"
ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:"
GUARD = {"Bool": {"secretsmanager:BlockPublicPolicy": "true"}}
REST = {"BoolIfExists": {"secretsmanager:BlockPublicPolicy": "false"}}


def policy(*statements: Json) -> Json:
    return {"Statement": list(statements)}


def allow(**elements: object) -> Json:
    return {"Effect": "Allow", "Resource": "*", **elements}


def better(judged: Json, remedy: Json, *actions: str, **found: Any) -> Json | None:
    path = found.get("path", ["Statement", 0, "Action"])
    resources = found.get("resources", ["*"])
    return remedied(
        judged, Found(path, found.get("message", ""), actions, resources, found.get("secret", "")), remedy, NAMES
    )


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        pytest.param(allow(Action=PUT, Sid="A"), [allow(Action=PUT, Sid="A", Condition=GUARD)], id="alone"),
        pytest.param(
            allow(Action=[PUT, GET], Sid="A"),
            [allow(Action=GET, Sid="A"), allow(Action=PUT, Condition=GUARD)],
            id="the other action keeps its statement",
        ),
        pytest.param(
            allow(Action="secretsmanager:*"),
            [allow(Action=[DESCRIBE, GET, LIST]), allow(Action=PUT, Condition=GUARD)],
            id="a wildcard of the service is written out",
        ),
        pytest.param(
            allow(Action=["secretsmanager:Put*", "s3:*", "secretsmanager:New"]),
            [allow(Action="s3:*"), allow(Action="secretsmanager:New"), allow(Action=PUT, Condition=GUARD)],
            id="other services stay, and what the catalog does not know",
        ),
        pytest.param(
            allow(Action="*"),
            [
                allow(NotAction="secretsmanager:*"),
                allow(Action=[DESCRIBE, GET, LIST]),
                allow(Action=PUT, Condition=GUARD),
            ],
            id="every action",
        ),
        pytest.param(
            allow(NotAction=["iam:*", GET]),
            [
                allow(NotAction=["iam:*", "secretsmanager:*"]),
                allow(Action=[DESCRIBE, LIST]),
                allow(Action=PUT, Condition=GUARD),
            ],
            id="NotAction",
        ),
        pytest.param(
            allow(Action=PUT, Condition={"Bool": {"secretsmanager:BlockPublicPolicy": "false"}}),
            [],
            id="nothing is left where the condition asks for the opposite",
        ),
    ],
)
def test_the_actions_found_get_a_statement_of_their_own(statement: Json, expected: list[Json]) -> None:
    made = better(policy(statement), {"narrow": {"Condition": GUARD}}, PUT)
    assert made is not None
    assert [list(each.values()) for each in made["Statement"]] != [list(statement.values())]
    assert made == policy(*expected)


@pytest.mark.parametrize(
    ("pattern", "secret"),
    [
        pytest.param(f"{ARN}app/db-*", f"{ARN}app/db-??????", id="a hyphen and a star"),
        pytest.param(f"{ARN}app/db*", f"{ARN}app/db-??????", id="a star"),
        pytest.param(f"{ARN}app/*", f"{ARN}app/db-??????", id="a path"),
        pytest.param(f"{ARN}app/db-??????*", f"{ARN}app/db-??????", id="a suffix and a star"),
        pytest.param(f"{ARN}app/db", f"{ARN}app/db-??????", id="a bare name"),
        pytest.param(f"{ARN}*-AbCdEf", f"{ARN}db-AbCdEf", id="a literal suffix"),
        pytest.param(f"{ARN}${{aws:username}}/*", f"{ARN}${{aws:username}}/db-??????", id="a variable"),
        pytest.param(f"{ARN}${{aws:username, '*'}}", f"{ARN}${{aws:username, 'db'}}", id="a default"),
        pytest.param("*", f"{ARN}known-??????", id="every secret"),
        pytest.param("arn:aws:s3:::bucket", None, id="no secret"),
    ],
)
def test_a_pattern_is_narrowed_to_a_secret_in_it(pattern: str, secret: str | None) -> None:
    statement = allow(Action=GET, Resource=[pattern, f"{ARN}other-??????"])
    made = better(
        policy(statement), {"narrow": {"Resource": "{secret}"}}, GET, resources=[pattern], secret=f"{ARN}known-AbCdEf"
    )
    kept = [one for one in (secret, f"{ARN}other-??????") if one]
    assert made == policy({**statement, "Resource": kept[0] if len(kept) == 1 else kept})


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        pytest.param("*", {"AWS": "111122223333"}, id="anybody"),
        pytest.param({"AWS": ["*", "444455556666"]}, {"AWS": "111122223333"}, id="anybody in a list"),
        pytest.param(
            {"AWS": ["arn:aws:iam::111122223333:role/a", "444455556666"], "Service": "lambda.amazonaws.com"},
            {"AWS": "arn:aws:iam::111122223333:role/a", "Service": "lambda.amazonaws.com"},
            id="a role of the account and a service stay",
        ),
        pytest.param({"AWS": "444455556666"}, None, id="nobody stays"),
    ],
)
def test_principals_are_narrowed_to_accounts(element: object, expected: object) -> None:
    statement = allow(Principal=element, Action=GET)
    made = better(policy(statement), {"narrow": {"Principal": {"AWS": "111122223333"}}}, GET)
    assert made == policy(*([{**statement, "Principal": expected}] if expected else []))


def test_a_deny_beside_a_deny_reaches_as_far() -> None:
    denied = {"Effect": "Deny", "NotResource": f"{ARN}app-??????", "Principal": "*", "Action": [PUT, GET]}
    one, other = better(policy(allow(Action="*")), {"deny": {"Condition": REST}}, PUT), policy(allow(Action="*"))
    assert one == policy(*other["Statement"], {"Effect": "Deny", "Action": PUT, "Resource": "*", "Condition": REST})
    same = {"NotResource": f"{ARN}app-??????", "Principal": "*"}
    assert better(
        policy(denied), {"deny": {"Condition": {"Null": {"{key}": "true"}}}}, PUT, path=["Statement", 0, "k"]
    ) == (policy(denied, {"Effect": "Deny", **same, "Action": PUT, "Condition": {"Null": {"k": "true"}}}))
    always = better(policy(allow(Action=PUT)), {"deny": {"Condition": {"ArnNotLike": {"aws:PrincipalArn": []}}}}, PUT)
    assert always == policy(allow(Action=PUT), {"Effect": "Deny", "Action": PUT, "Resource": "*"})


@pytest.mark.parametrize(
    ("statement", "path", "remedy", "expected"),
    [
        pytest.param(allow(Action=["a:B", GET]), ["Action", 0], "entry", [allow(Action=GET)], id="one of two"),
        pytest.param(allow(Action="a:B"), ["Action"], "entry", [], id="the only one"),
        pytest.param(allow(NotAction="a:B"), ["NotAction"], "entry", [allow(Action="*")], id="the only exception"),
        pytest.param(
            allow(Action=GET, Condition={"Bool": {"k": "true"}}),
            ["Condition", "Bool", "k"],
            "entry",
            [allow(Action=GET)],
            id="the only condition",
        ),
        pytest.param(allow(Action=GET), ["Action"], "statement", [], id="the statement"),
    ],
)
def test_what_the_finding_points_to_is_taken_out(
    statement: Json, path: list[str | int], remedy: str, expected: list[Json]
) -> None:
    assert better(policy(statement), {"remove": remedy}, path=["Statement", 0, *path]) == policy(*expected)


def test_a_condition_takes_the_place_of_another() -> None:
    statement = allow(Action=GET, Condition={"StringLike": {"k": "*", "l": "a"}})
    made = better(
        policy(statement),
        {"replace": {"Condition": {"Null": {"{key}": "false"}}}},
        path=["Statement", 0, "Condition", "StringLike", "k"],
    )
    assert made == policy({**statement, "Condition": {"StringLike": {"l": "a"}, "Null": {"k": "false"}}})


def test_an_envelope_keeps_its_members_and_a_single_statement_its_form() -> None:
    envelope = {"name": "n", "policy": '{"Statement": {"Effect": "Allow", "Action": "a:B", "Resource": "*"}}'}
    assert better(envelope, {"narrow": {"Condition": GUARD}}, PUT, path=["Statement", "Action"]) is None
    one = {"Statement": allow(Action=PUT)}
    assert better(one, {"narrow": {"Condition": GUARD}}, PUT, path=["Statement", "Action"]) == {
        "Statement": allow(Action=PUT, Condition=GUARD)
    }
    assert better({**envelope, "policy": one}, {"remove": "statement"}, path=["Statement", "Action"]) == {
        **envelope,
        "policy": {"Statement": []},
    }


@pytest.mark.parametrize(
    ("judged", "remedy", "found"),
    [
        pytest.param({"policy": "{"}, {"remove": "statement"}, {}, id="no JSON"),
        pytest.param({"name": "n"}, {"remove": "statement"}, {}, id="no document"),
        pytest.param(policy(), {"remove": "statement"}, {}, id="no such statement"),
        pytest.param(policy({"Effect": "Allow"}), {"narrow": {"Condition": GUARD}}, {}, id="half a statement"),
        pytest.param(policy(allow(Action=GET)), {"remove": "statement"}, {"path": []}, id="no place"),
        pytest.param(policy(allow(Action=GET)), {"remove": "entry"}, {"path": ["Statement", 0]}, id="no entry"),
        pytest.param(policy(allow(Action=GET)), {"replace": {"Condition": GUARD}}, {}, id="no condition there"),
        pytest.param(policy(allow(Action=GET)), {"narrow": {"Condition": GUARD}}, {}, id="another action"),
        pytest.param(
            policy(allow(Action=PUT, NotPrincipal={"AWS": "1"})),
            {"narrow": {"Principal": {"AWS": "111122223333"}}},
            {},
            id="principals that are left out",
        ),
        pytest.param(
            policy(allow(Action=PUT)),
            {"for": ["other words"], "remove": "statement"},
            {"message": "these words"},
            id="another message",
        ),
    ],
)
def test_where_a_remedy_does_not_fit(judged: Json, remedy: Json, found: Json) -> None:
    assert better(judged, remedy, PUT, **found) is None


@pytest.mark.parametrize(
    ("condition", "more", "expected"),
    [
        ({}, GUARD, GUARD),
        ({"Bool": {"k": "true"}}, {"Bool": {"l": "true"}}, {"Bool": {"k": "true", "l": "true"}}),
        ({"bool": {"K": ["true", "false"]}}, {"Bool": {"k": "true"}}, {"bool": {"K": "true"}}),
        ({"Bool": {"k": False}}, {"Bool": {"k": "true"}}, {}),
        ({"StringEquals": {"k": "a"}}, {"StringEquals": {"k": "b"}}, {}),
        ({"StringNotEquals": {"k": "a"}}, {"StringEquals": {"k": "a"}}, {}),
        (
            {"StringNotEquals": {"k": "a"}},
            {"StringEquals": {"k": "b"}},
            {"StringNotEquals": {"k": "a"}, "StringEquals": {"k": "b"}},
        ),
        ({"ArnLike": {"k": "a:*"}}, {"ArnLike": {"k": "a:b"}}, {"ArnLike": {"k": "a:*"}, "ArnEquals": {"k": "a:b"}}),
        ({"Null": {"k": "true"}}, {"StringEquals": {"k": "a"}}, {}),
        ({"StringEquals": {"k": "a"}}, {"Null": {"k": "true"}}, {}),
        ({"StringEquals": {"k": "a"}}, {"Null": {"k": "false"}}, {"StringEquals": {"k": "a"}, "Null": {"k": "false"}}),
        ({}, {"ArnLike": {"k": []}}, {}),
    ],
)
def test_both_conditions_in_one(condition: Json, more: Json, expected: Json) -> None:
    assert both(condition, more) == expected
