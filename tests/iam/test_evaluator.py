"""The tests' own evaluator of IAM, tested by itself: what AWS documents, one table for each part."""

import base64
from collections.abc import Mapping

import pytest

from iam.evaluator import Malformed, allows, read
from iam.patterns import glob, overlap
from iam.regions import forbids
from iam.strangers import completed, impossible

Json = dict[str, object]

GET = "secretsmanager:GetSecretValue"
DB = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf"
ALICE = "arn:aws:iam::111122223333:user/alice"
SESSION = "arn:aws:sts::111122223333:assumed-role/reader/job"
ORGANIZATION: Json = {
    "minimum_literal_prefix": 3,
    "allowed_path_prefixes": ["team-a/"],
    "service_administrators": ["arn:aws:iam::111122223333:role/admin"],
    "permission_managers": [],
    "accounts": ["111122223333"],
    "organization_id": "o-a1b2c3d4e5",
    "approved_kms_keys": ["arn:aws:kms:*:111122223333:key/*"],
}


def statement(**elements: object) -> Json:
    return {"Effect": "Allow", "Action": GET, "Resource": "*"} | elements


def document(*statements: object, version: str = "2012-10-17") -> Json:
    return {"Version": version, "Statement": list(statements)}


def request(action: str = GET, resource: str = DB, principal: str | None = None, context: object = None) -> Json:
    asked: Json = {"action": action, "resource": resource, "context": context or {}}
    return asked | ({"principal": principal} if principal else {})


def without(raw: Mapping[str, object], name: str, **more: object) -> Json:
    return {key: value for key, value in raw.items() if key != name} | more


@pytest.mark.parametrize(
    ("pattern", "action", "expected"),
    [
        (GET, GET, True),
        ("SecretsManager:g*t?ecretValue", GET, True),
        ("secretsmanager:getsecretvalue", "SECRETSMANAGER:GETSECRETVALUE", True),
        ("secretsmanager:*", GET, True),
        ("*", GET, True),
        ("secretsmanager:Get*", "secretsmanager:PutSecretValue", False),
        ("secretsmanager:GetSecretValu?", GET, True),
        ("secretsmanager:GetSecretValue?", GET, False),
        ("secretsmanager:[G]etSecretValue", GET, False),
        ("s3:*", GET, False),
        (["s3:*", GET], GET, True),
    ],
)
def test_actions(pattern: object, action: str, expected: bool) -> None:
    assert allows(document(statement(Action=pattern)), request(action)) is expected
    negated = without(statement(), "Action", NotAction=pattern)
    assert allows(document(negated), request(action)) is not expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*", True),
        ("arn:*", True),
        ("arn:aws:secretsmanager:*", True),
        ("arn:aws:secretsmanager:*:secret:prod/*", True),
        ("arn:aws:secretsmanager:*:*:secret:prod/db-??????", True),
        ("arn:aws:secretsmanager:*:*:secret:prod/db-?????", False),
        ("arn:aws:secretsmanager:*:*:secret:prod/db-*", True),
        ("arn:aws:secretsmanager:*:*:secret:prod/db", False),
        ("arn:aws:secretsmanager:*:*:secret:Prod/*", False),
        ("arn:aws:secretsmanager:*:*:secret:prod/[d]b-*", False),
        ("*db*", True),
        (DB, True),
        (DB.lower(), False),
        (["arn:aws:s3:::bucket", DB], True),
    ],
)
def test_resources(pattern: object, expected: bool) -> None:
    assert allows(document(statement(Resource=pattern)), request()) is expected
    assert allows(document(without(statement(), "Resource", NotResource=pattern)), request()) is not (
        expected and pattern not in DOUBTFUL
    )


DOUBTFUL = ("arn:aws:secretsmanager:*:secret:prod/*", "*db*")
"""Patterns that match a secret only if a * goes past a colon: they are not counted on where that would restrict."""


def outcome(effect: str, element: str, pattern: str, resource_policy: bool, **request_: str) -> bool:
    """Is a request on DB allowed by a statement with that pattern, a Deny's besides an Allow of everything?"""
    who: Json = {"Principal": "*"} if resource_policy else {}
    made = {"Effect": effect, "Action": GET, element: pattern, **who}
    others = [statement(**who)] if effect == "Deny" else []
    return allows(document(*others, made), request(principal=ALICE if resource_policy else None, **request_))


# Pattern, and in an identity's and a resource policy: Resource and NotResource of an Allow and of a Deny.
READINGS = [
    ("*", "1001", "1001"),
    ("arn:aws:secretsmanager", "1001", "0110"),
    ("arn:aws:secretsmanager:eu-west-1", "1001", "0110"),
    ("arn:aws:secretsmanager:eu-west-2", "0110", "0110"),
    ("arn:aws:secretsmanager:eu-west-1:111122223333", "1001", "0110"),
    ("arn:aws:secretsmanager:*:111122223333", "1001", "0110"),
    ("arn:aws", "1001", "0110"),
    ("arn:aws:s3", "0110", "0110"),
    ("arn:aws:secretsmanager:eu-west-1:111122223333:secret", "0110", "0110"),
    ("arn:aws:secretsmanager:", "1111", "0110"),
    ("arn:aws:secretsmanager:eu-*", "1001", "1001"),
    ("arn:aws:secretsmanager:*prod*", "1111", "1111"),
    ("arn:*:prod/db-??????", "1111", "1111"),
    ("arn:aws:secretsmanager:*:*:prod/*", "1111", "1111"),
    ("arn:aws:secretsmanager:*:*:s*", "1001", "1001"),
    ("arn:aws:SecretsManager:*:*:secret:*", "1111", "1111"),
    ("arn:aws:secretsmanager:EU-West-1:*:secret:*", "1111", "1111"),
    ("arn:aws:secretsmanager:*:*:SECRET:*", "1111", "1111"),
    ("arn:aws:secretsmanager:*:*:secret:PROD/*", "0110", "0110"),
    ("arn:aws:secretsmanager:*::secret:*", "0110", "0110"),
    ("arn:aws:secretsmanager:::secret:*", "0110", "0110"),
    ("arn:aws-foo:secretsmanager:*:*:secret:*", "0110", "0110"),
]
_FORMS = [(effect, element) for effect in ("Allow", "Deny") for element in ("Resource", "NotResource")]


@pytest.mark.parametrize(("pattern", "identity", "resource"), READINGS)
def test_readings_of_a_pattern(pattern: str, identity: str, resource: str) -> None:
    for resource_policy, expected in ((False, identity), (True, resource)):
        got = [outcome(effect, element, pattern, resource_policy) for effect, element in _FORMS]
        assert got == [each == "1" for each in expected]


@pytest.mark.parametrize(
    ("pattern", "allow", "deny"),
    [
        ("arn:aws:secretsmanager:*:*:secret:prod/${aws:x}-??????", True, False),
        ("arn:aws:secretsmanager:*:*:${aws:y}:prod/*", True, False),
        ("arn:aws:secretsmanager:*:${aws:z}:secret:prod/*", True, True),
        ("${aws:w}:aws:secretsmanager:*:*:secret:*", True, True),
    ],
)
def test_a_variable_before_the_fifth_colon_restricts_nothing(pattern: str, allow: bool, deny: bool) -> None:
    asked = request(context={"aws:x": "db", "aws:y": "secret", "aws:z": "111122223333", "aws:w": "arn"})
    assert allows(document(statement(Resource=pattern)), asked) is allow
    assert allows(document(statement(), statement(Effect="Deny", Resource=pattern)), asked) is deny


@pytest.mark.parametrize("pattern", ["*:GetSecretValue", "secrets*:Get*", "*GetSecretValue"])
def test_a_wildcard_for_the_service_widens_an_allow_and_never_a_deny(pattern: str) -> None:
    negated = without(statement(), "Action", NotAction=pattern)
    assert allows(document(statement(Action=pattern)), request())
    assert allows(document(negated), request())
    assert allows(document(statement(), statement(Effect="Deny", Action=pattern)), request())
    assert allows(document(statement(), negated | {"Effect": "Deny"}), request())
    assert not allows(document(statement(), statement(Effect="Deny", Action="*")), request())


def test_an_action_without_resource_type_is_allowed_on_everything_only() -> None:
    asked = request("secretsmanager:ListSecrets", "*")
    assert allows(document(statement(Action="secretsmanager:*")), asked)
    assert not allows(document(statement(Action="secretsmanager:*", Resource="arn:*")), asked)


def test_a_deny_wins_wherever_it_stands() -> None:
    deny = statement(Effect="Deny", Resource="arn:aws:secretsmanager:*:*:secret:prod/*")
    assert not allows(document(statement(), deny), request())
    assert not allows(document(deny, statement()), request())
    assert allows(document(statement(), deny), request(resource=DB.replace("prod", "test")))
    assert not allows(document(deny), request(resource=DB.replace("prod", "test")))


def test_one_statement_needs_no_list() -> None:
    assert allows({"Version": "2012-10-17", "Statement": statement()}, request())
    assert not allows(document(), request())


# Operator, value in the policy, value in the request (None: absent), does it hold?
CONDITIONS = [
    ("StringEquals", "a", "a", True),
    ("StringEquals", "a", "A", False),
    ("StringEquals", "a*", "ab", False),
    ("StringEquals", "a*", "a*", True),
    ("StringEquals", ["b", "a"], "a", True),
    ("StringEquals", [], "a", False),
    ("StringEquals", "a", None, False),
    ("stringequals", "a", "a", True),
    ("StringNotEquals", "a", "b", True),
    ("StringNotEquals", ["a", "b"], "b", False),
    ("StringNotEquals", "a", None, True),
    ("StringEqualsIgnoreCase", "aB", "Ab", True),
    ("StringNotEqualsIgnoreCase", "aB", "Ab", False),
    ("StringLike", "a*?", "abc", True),
    ("StringLike", "a*?", "a", False),
    ("StringLike", "*", "", True),
    ("StringLike", "*", None, False),
    ("StringLike", "A*", "abc", False),
    ("StringNotLike", "a*", "abc", False),
    ("StringNotLike", "a*", None, True),
    ("StringEqualsIfExists", "a", None, True),
    ("StringEqualsIfExists", "a", "b", False),
    ("StringNotEqualsIfExists", "a", None, True),
    ("NumericEquals", "30", "30.0", True),
    ("NumericEquals", 30, "30", True),
    ("NumericEquals", "x", "x", False),
    ("NumericNotEquals", "30", "31", True),
    ("NumericNotEquals", "30", None, True),
    ("NumericLessThan", "30", "30", False),
    ("NumericLessThan", "30", "7", True),
    ("NumericLessThanEquals", "30", "30", True),
    ("NumericGreaterThan", "7", "30", True),
    ("NumericGreaterThanEquals", "7", "7", True),
    ("NumericGreaterThanEquals", "7", None, False),
    ("NumericGreaterThanEqualsIfExists", "7", None, True),
    ("DateEquals", "2030-01-01T00:00:00Z", "1893456000", True),
    ("DateEquals", "2030-01-01T01:00:00+01:00", "2030-01-01T00:00:00Z", True),
    ("DateNotEquals", "2030-01-01", None, True),
    ("DateLessThan", "2030-01-01", "2029-12-31T23:59:59.999Z", True),
    ("DateLessThan", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00Z", False),
    ("DateLessThanEquals", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00Z", True),
    ("DateGreaterThan", "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z", True),
    ("DateGreaterThan", "soon", "2030-01-01T00:00:00Z", False),
    ("DateGreaterThanEquals", "2020-13-01", "2030-01-01T00:00:00Z", False),
    ("Bool", "true", "true", True),
    ("Bool", True, "true", True),
    ("Bool", "True", "true", True),
    ("Bool", "true", "false", False),
    ("Bool", "false", None, False),
    ("BoolIfExists", "false", None, True),
    ("BoolIfExists", "false", "true", False),
    ("BinaryEquals", base64.b64encode(b"hi").decode(), "aGk=", True),
    ("BinaryEquals", "aGk=", "hi", False),
    ("IpAddress", "203.0.113.0/24", "203.0.113.7", True),
    ("IpAddress", "203.0.113.7", "203.0.113.7", True),
    ("IpAddress", "203.0.113.9/24", "203.0.113.7", True),
    ("IpAddress", "0.0.0.0/0", "2001:db8::1", False),
    ("IpAddress", "2001:db8::/32", "2001:db8::1", True),
    ("IpAddress", "home", "home", False),
    ("IpAddress", "203.0.113.0/24", None, False),
    ("NotIpAddress", ["203.0.113.0/24", "10.0.0.0/8"], "10.1.1.1", False),
    ("NotIpAddress", ["203.0.113.0/24", "10.0.0.0/8"], "192.0.2.1", True),
    ("NotIpAddress", "203.0.113.0/24", None, True),
    ("ArnLike", "arn:aws:iam::*:role/x*", "arn:aws:iam::111122223333:role/xyz", True),
    ("ArnEquals", "arn:aws:iam::*:role/x*", "arn:aws:iam::111122223333:role/xyz", True),
    ("ArnLike", "arn:aws:s3:*:mybucket*", "arn:aws:s3:::mybucket", True),
    ("ArnLike", "arn:aws:s3:*:*:mybucket*", "arn:aws:s3:::mybucket", True),
    ("ArnLike", "arn:aws:s3:*:*:mybucket*", "arn:aws:s3::::mybucket", False),
    ("ArnLike", "arn:aws:lambda:*:*:*", "arn:aws:lambda:a:b:function:c:d", True),
    ("ArnLike", "arn:aws:iam::*", "arn:aws:iam::111122223333:role/x", True),
    ("ArnLike", "arn:aws:s3::*", "arn:aws:iam::111122223333:role/x", False),
    ("ArnLike", "*", "arn:aws:iam::111122223333:role/x", True),
    ("ArnLike", "*", None, False),
    ("ArnNotLike", "arn:aws:iam::*:role/x*", "arn:aws:iam::111122223333:role/yyy", True),
    ("ArnNotEquals", "arn:aws:iam::*:role/x*", None, True),
    ("ArnLikeIfExists", "arn:aws:iam::*:role/x*", None, True),
    ("Null", "true", None, True),
    ("Null", "true", "a", False),
    ("Null", "false", None, False),
    ("Null", False, "a", True),
    ("ForAllValues:StringEquals", ["a", "b"], ["a", "b"], True),
    ("ForAllValues:StringEquals", ["a", "b"], ["a", "c"], False),
    ("ForAllValues:StringEquals", ["a"], None, True),
    ("ForAllValues:StringEquals", ["a"], [], True),
    ("ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], True),
    ("ForAllValues:StringNotEquals", ["a", "b"], ["c", "b"], False),
    ("ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], True),
    ("ForAnyValue:StringEquals", ["a"], None, False),
    ("ForAnyValue:StringEqualsIfExists", ["a"], None, True),
    ("ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], True),
    ("ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], False),
    ("ForAnyValue:StringNotEquals", ["a"], None, False),
    ("foranyvalue:stringlike", "a*", ["b", "ab"], True),
    ("ForAllValues:Bool", "true", None, True),
    ("ForAllValues:Null", "true", "a", True),
    ("ForAnyValue:Null", "true", None, False),
    ("StringEquals", "a", ["b", "a"], True),
    ("StringNotEquals", "a", ["b", "a"], False),
]


@pytest.mark.parametrize(("operator", "policy", "given", "expected"), CONDITIONS)
def test_conditions(operator: str, policy: object, given: str | list[str] | None, expected: bool) -> None:
    guarded = document(statement(Condition={operator: {"aws:SomeKey": policy}}))
    asked = request(context={} if given is None else {"AWS:somekey": given})
    assert allows(guarded, asked) is expected


@pytest.mark.parametrize(
    ("operator", "pattern", "denied"),
    [
        ("ArnLike", "arn:aws:iam::*:role/x", True),
        ("ArnLike", "arn:aws:iam::*", False),
        ("ArnNotLike", "arn:aws:iam::*:role/y", True),
        ("ArnNotLike", "arn:aws:iam::*", False),
    ],
)
def test_a_deny_does_not_count_on_a_pattern_that_is_no_arn(operator: str, pattern: str, denied: bool) -> None:
    guarded = document(statement(), statement(Effect="Deny", Condition={operator: {"aws:SomeKey": pattern}}))
    asked = request(context={"aws:SomeKey": "arn:aws:iam::111122223333:role/x"})
    assert allows(guarded, asked) is not denied


def test_all_operators_and_keys_of_a_block_must_hold() -> None:
    both = {"StringEquals": {"aws:a": "1", "aws:b": "2"}, "Bool": {"aws:c": "true"}}
    whole = {"aws:a": "1", "aws:b": "2", "aws:c": "true"}
    assert allows(document(statement(Condition=both)), request(context=whole))
    for key in whole:
        assert not allows(document(statement(Condition=both)), request(context=without(whole, key)))
    assert allows(document(statement(Condition={})), request())


TEAM = "aws:PrincipalTag/team"
PATH = "arn:aws:secretsmanager:*:*:secret:"


@pytest.mark.parametrize(
    ("version", "elements", "context", "expected"),
    [
        ("2012-10-17", {"Resource": f"{PATH}${{{TEAM}}}/*"}, {TEAM: "prod"}, True),
        ("2012-10-17", {"Resource": f"{PATH}${{AWS:principaltag/TEAM}}/*"}, {TEAM: "prod"}, True),
        ("2012-10-17", {"Resource": f"{PATH}${{{TEAM}}}/*"}, {TEAM: "test"}, False),
        ("2012-10-17", {"Resource": f"{PATH}${{{TEAM}}}/*"}, {TEAM: "*"}, False),
        ("2012-10-17", {"Resource": f"{PATH}${{{TEAM}}}/*"}, {}, False),
        ("2012-10-17", {"Resource": f"{PATH}${{{TEAM}}}*"}, {TEAM: ["prod", "test"]}, False),
        ("2012-10-17", {"Resource": f"{PATH}${{{TEAM}, 'prod'}}/*"}, {}, True),
        ("2012-10-17", {"Resource": f"{PATH}${{{TEAM}, 'prod'}}/*"}, {TEAM: "test"}, False),
        ("2008-10-17", {"Resource": f"{PATH}${{{TEAM}}}/*"}, {TEAM: "prod"}, False),
        (
            "2012-10-17",
            {"Condition": {"StringEquals": {"aws:x": f"${{{TEAM}}}"}}},
            {TEAM: "a", "aws:x": "a"},
            True,
        ),
        ("2012-10-17", {"Condition": {"StringEquals": {"aws:x": f"${{{TEAM}}}"}}}, {"aws:x": "a"}, False),
        ("2012-10-17", {"Condition": {"StringNotEquals": {"aws:x": f"${{{TEAM}}}"}}}, {"aws:x": "a"}, True),
        ("2012-10-17", {"Condition": {"StringLike": {"aws:x": "a${*}"}}}, {"aws:x": "ab"}, False),
        ("2012-10-17", {"Condition": {"StringLike": {"aws:x": "${?}${$}*"}}}, {"aws:x": "?$x"}, True),
        ("2008-10-17", {"Condition": {"StringLike": {"aws:x": "${*}"}}}, {"aws:x": "${team}"}, True),
        (
            "2012-10-17",
            {"Condition": {"ArnLike": {"aws:x": "arn:aws:iam::${aws:n}:role/*"}}},
            {"aws:n": "111122223333", "aws:x": "arn:aws:iam::111122223333:role/r"},
            True,
        ),
        (
            "2012-10-17",
            {"Condition": {"NumericEquals": {"aws:x": "${aws:n}"}}},
            {"aws:x": "1", "aws:n": "1"},
            False,
        ),
    ],
)
def test_policy_variables(version: str, elements: Json, context: Json, expected: bool) -> None:
    assert allows(document(statement(**elements), version=version), request(context=context)) is expected


@pytest.mark.parametrize(
    ("listed", "who", "expected"),
    [
        ("*", ALICE, True),
        ("*", "ec2.amazonaws.com", True),
        ({"AWS": "*"}, ALICE, True),
        ({"AWS": "111122223333"}, ALICE, True),
        ({"AWS": "111122223333"}, "111122223333", True),
        ({"AWS": "arn:aws:iam::111122223333:root"}, ALICE, True),
        ({"AWS": "arn:aws:iam::111122223333:root"}, SESSION, True),
        ({"AWS": "arn:aws:iam::444455556666:root"}, ALICE, False),
        ({"AWS": ALICE}, ALICE, True),
        ({"AWS": ALICE}, ALICE + "2", False),
        ({"AWS": ALICE}, "111122223333", False),
        ({"AWS": "arn:aws:iam::111122223333:user/*"}, ALICE, False),
        ({"AWS": ["arn:aws:iam::444455556666:root", ALICE]}, ALICE, True),
        ({"AWS": "arn:aws:iam::111122223333:role/path/reader"}, SESSION, True),
        ({"AWS": "arn:aws:iam::111122223333:role/reade"}, SESSION, False),
        ({"AWS": SESSION}, SESSION, True),
        ({"Service": "ec2.amazonaws.com"}, "ec2.amazonaws.com", True),
        ({"Service": "ec2.amazonaws.com"}, ALICE, False),
        ({"Service": "s3.amazonaws.com", "AWS": ALICE}, ALICE, True),
        ({"Federated": "accounts.google.com"}, "accounts.google.com", True),
        (
            {"Federated": "arn:aws:iam::111122223333:saml-provider/x"},
            "arn:aws:iam::111122223333:saml-provider/x",
            True,
        ),
        ({"CanonicalUser": "a" * 64}, "a" * 64, True),
        ({"CanonicalUser": "a" * 64}, ALICE, False),
    ],
)
def test_principals(listed: object, who: str, expected: bool) -> None:
    assert allows(document(statement(Principal=listed)), request(principal=who)) is expected


@pytest.mark.parametrize(
    ("spared", "who", "expected"),
    [
        ({"AWS": ALICE}, ALICE, False),
        ({"AWS": ALICE}, SESSION, True),
        ({"AWS": ["111122223333", ALICE]}, "arn:aws:iam::111122223333:root", False),
        ({"AWS": ["111122223333", ALICE]}, ALICE, False),
        ({"AWS": "111122223333"}, ALICE, True),
        ({"AWS": "arn:aws:iam::111122223333:role/reader"}, SESSION, False),
        ({"AWS": "arn:aws-cn:iam::111122223333:root"}, "arn:aws:iam::111122223333:root", True),
        ("*", ALICE, False),
    ],
)
def test_not_principal_reaches_everyone_else(spared: object, who: str, expected: bool) -> None:
    assert allows(document(statement(NotPrincipal=spared)), request(principal=who)) is expected


def test_an_identity_policy_does_not_ask_who() -> None:
    assert allows(document(statement()), request(principal=ALICE))
    with pytest.raises(ValueError, match="needs a principal"):
        allows(document(statement(Principal="*")), request())


@pytest.mark.parametrize(
    "malformed",
    [
        [],
        {"Statement": None},
        {"Version": "2012-10-18", "Statement": []},
        document(statement(), "x"),
        document(statement(Effect="allow")),
        document(statement(Actions="*")),
        document(statement(NotAction="*")),
        document(without(statement(), "Resource")),
        document(statement(Action=[])),
        document(statement(Action=None)),
        document(statement(Condition=[])),
        document(statement(Condition={"StringEqual": {"a": "b"}})),
        document(statement(Condition={"NullIfExists": {"a": "true"}})),
        document(statement(Condition={"StringEquals": {"a": None}})),
        document(statement(Condition={"StringEquals": "a"})),
        document(statement(Principal={"Aws": "*"})),
        document(statement(Principal={})),
        document(statement(Principal="alice")),
        document(statement(Principal="*"), statement()),
        document(statement(Resource="${}")),
    ],
)
def test_what_iam_would_refuse_is_malformed(malformed: object) -> None:
    with pytest.raises(Malformed):
        read(malformed)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("a*b", "*c*", True),
        ("a?", "a", False),
        ("a*", "b*", False),
        ("*", "", True),
        ("arn:*:secret:x-??????", "arn:aws:*:secret:?*-??????", True),
        ("arn:aws:s3:::*", "arn:aws:secretsmanager:*", False),
    ],
)
def test_overlap(left: str, right: str, expected: bool) -> None:
    assert overlap(left, right) is expected
    assert overlap(right, left) is expected
    assert glob(left, right) <= expected


def named(name: str) -> str:
    return f"arn:aws:secretsmanager:eu-west-1:111122223333:secret:{name}-AbCdEf"


READ_ALL = document(statement(Resource=named("ab*"), Condition={"Bool": {"aws:SecureTransport": "true"}}))
OPEN_END = document(statement(Resource="arn:aws:secretsmanager:*:*:secret:prod/*"))
PUBLIC = document(statement(Principal="*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}))
ADMIN_SESSION = document(
    statement(Principal="*", Condition={"StringLike": {"aws:userid": ["*:admin", "AROAEX3:*"]}}),
)
FOREIGN = document(statement(Principal={"AWS": "444455556666"}))
STRANGER = "arn:aws:iam::999988887777:role/zz"
WHOLE = document(statement(Action="secretsmanager:*"))


def create(**context: object) -> Json:
    return request("secretsmanager:CreateSecret", context=context)


@pytest.mark.parametrize(
    ("rule", "asked", "about", "expected"),
    [
        ("SM-ID-READ-ALL", request(resource=named("abzzz")), READ_ALL, True),
        ("SM-ID-READ-ALL", request(resource=named("ab"), context={"aws:SecureTransport": "true"}), READ_ALL, False),
        ("SM-ID-READ-ALL", request(resource=named("prod/zzz")), OPEN_END, False),
        ("SM-ID-READ-ALL", request(context={"aws:SecureTransport": "true"}), READ_ALL, True),
        ("SM-ID-READ-ALL", request(context={"aws:MultiFactorAuthPresent": "true"}), READ_ALL, False),
        ("SM-ID-READ-ALL", request(context={"aws:MultiFactorAuthPresent": "false"}), READ_ALL, True),
        ("SM-ID-READ-ALL", request(context={"secretsmanager:SecretId": "prod/db"}), READ_ALL, True),
        ("SM-ID-READ-ALL", request(context={"secretsmanager:SecretId": "other"}), READ_ALL, False),
        ("SM-ID-READ-ALL", request("secretsmanager:DescribeSecret"), READ_ALL, False),
        ("SM-ID-SUFFIX", request(resource=named("prod/zzz")), OPEN_END, True),
        ("SM-ID-SUFFIX", request(resource=named("zzz")), OPEN_END, False),
        ("SM-ID-SUFFIX", request("secretsmanager:CreateSecret", named("prod/zzz")), OPEN_END, False),
        ("SM-ID-SVC-WILD", request(), WHOLE, True),
        ("SM-ID-SVC-WILD", request(), OPEN_END, False),
        (
            "SM-ID-SVC-WILD",
            request(context={"aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin"}),
            WHOLE,
            False,
        ),
        ("SM-ID-PERM-MGMT", request("secretsmanager:PutResourcePolicy"), WHOLE, True),
        ("SM-ID-PERM-MGMT", request("secretsmanager:PutSecretValue"), WHOLE, False),
        ("SM-ID-NOT-ELEMENTS", request(), document(without(statement(), "Action", NotAction="s3:*")), True),
        ("SM-ID-NOT-ELEMENTS", request(), WHOLE, False),
        ("SM-LC-BLOCKPUBLIC", request("secretsmanager:PutResourcePolicy"), WHOLE, True),
        (
            "SM-LC-BLOCKPUBLIC",
            request("secretsmanager:PutResourcePolicy", context={"secretsmanager:BlockPublicPolicy": "true"}),
            WHOLE,
            False,
        ),
        ("SM-LC-FORCEDELETE", request("secretsmanager:DeleteSecret"), WHOLE, False),
        (
            "SM-LC-FORCEDELETE",
            request("secretsmanager:DeleteSecret", context={"secretsmanager:ForceDeleteWithoutRecovery": "true"}),
            WHOLE,
            True,
        ),
        ("SM-LC-CMK", create(), WHOLE, True),
        (
            "SM-LC-CMK",
            create(**{"secretsmanager:KmsKeyArn": "arn:aws:kms:a:111122223333:key/b"}),
            WHOLE,
            False,
        ),
        (
            "SM-LC-CMK",
            create(**{"secretsmanager:KmsKeyArn": "arn:aws:kms:a:444455556666:key/b"}),
            WHOLE,
            True,
        ),
        ("SM-RP-PUBLIC", request(principal=STRANGER), PUBLIC, True),
        (
            "SM-RP-PUBLIC",
            request(principal=STRANGER, context={"aws:PrincipalOrgID": "o-zzzzzzzzzz"}),
            PUBLIC,
            True,
        ),
        (
            "SM-RP-PUBLIC",
            request(principal=STRANGER, context={"aws:PrincipalOrgID": "o-a1b2c3d4e5"}),
            PUBLIC,
            False,
        ),
        ("SM-RP-PUBLIC", request(principal=STRANGER, context={"aws:userid": "AROAOWN7:admin"}), ADMIN_SESSION, True),
        ("SM-RP-PUBLIC", request(principal=STRANGER, context={"aws:userid": "AROAEX3:admin"}), ADMIN_SESSION, False),
        ("SM-RP-PUBLIC", request(principal="arn:aws:iam::444455556666:role/a"), FOREIGN, False),
        ("SM-RP-EXTERNAL", request(principal="arn:aws:iam::444455556666:role/a"), FOREIGN, True),
        ("SM-RP-EXTERNAL", request(principal=ALICE), FOREIGN, False),
        ("SM-RP-EXTERNAL", request(principal="ec2.amazonaws.com"), PUBLIC, False),
    ],
)
def test_regions(rule: str, asked: Json, about: Json, expected: bool) -> None:
    assert forbids(rule, asked, about, ORGANIZATION) is expected


def test_a_rule_without_its_parameter_forbids_nothing() -> None:
    assert not forbids("SM-LC-CMK", create(), WHOLE, {})
    assert not forbids("SM-RP-EXTERNAL", request(principal=STRANGER), PUBLIC, {})


def test_who_holds_the_document_counts() -> None:
    admin = "arn:aws:iam::111122223333:role/admin"
    assert not forbids("SM-ID-SVC-WILD", request(), WHOLE, ORGANIZATION, principal_arn=admin)
    assert forbids("SM-ID-SVC-WILD", request(), WHOLE, ORGANIZATION, principal_arn=ALICE)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (request(), []),
        (request("secretsmanager:ListSecrets", "*"), []),
        (request("secretsmanager:ListSecrets"), [f"ListSecrets on {DB}"]),
        (request(resource="arn:aws:s3:::x"), ["GetSecretValue on arn:aws:s3:::x"]),
        (request(resource=named("a b")), [f"GetSecretValue on {named('a b')}"]),
        (
            request(principal=ALICE, context={"aws:PrincipalAccount": "444455556666"}),
            ["aws:principalaccount ('444455556666',), not 111122223333"],
        ),
        (request(principal=ALICE, context={"aws:username": "alice", "aws:PrincipalType": "User"}), []),
        (request(principal=ALICE, context={"aws:username": "bob"}), ["aws:username ('bob',), not ('alice',)"]),
        (request(principal=SESSION, context={"aws:username": "job"}), ["aws:username ('job',), not ()"]),
        (
            request(principal=SESSION, context={"aws:PrincipalType": "User"}),
            ["aws:principaltype ('User',), not ('AssumedRole',)"],
        ),
        (request(principal=SESSION, context={"aws:userid": f"AROAEXAMPLE:{SESSION.rpartition('/')[2]}"}), []),
        (
            request(principal=SESSION, context={"aws:userid": "AROAEXAMPLE:x"}),
            [f"aws:userid AROAEXAMPLE:x of {SESSION}"],
        ),
        (request(principal=ALICE, context={"aws:userid": "AROAEXAMPLE:x"}), [f"aws:userid AROAEXAMPLE:x of {ALICE}"]),
        (request(context={"secretsmanager:SecretId": "x"}), [f"SecretId ('x',) of {DB}"]),
        (request(context={"aws:SourceVpc": "vpc-0123456789abcdef0", "aws:IsMcpServiceAction": "false"}), []),
        (request(context={"aws:SourceVpc": "vpc-*"}), ["aws:sourcevpc vpc-*"]),
        (request(context={"aws:PrincipalArn": SESSION}), [f"aws:principalarn {SESSION}"]),
        (request(context={"aws:PrincipalOrgID": "o-*"}), ["aws:principalorgid o-*"]),
        (request(context={"aws:IsMcpServiceAction": "true"}), ["aws:ismcpserviceaction true"]),
        (request(context={"aws:VpceOrgID": "o-a1b2c3d4e5"}), ["aws:vpceorgid o-a1b2c3d4e5"]),
    ],
)
def test_what_nobody_could_send(asked: Json, expected: list[str]) -> None:
    assert impossible(asked) == expected


def test_aws_adds_the_keys_that_are_always_there() -> None:
    guarded = document(statement(Condition={"StringNotEquals": {"aws:PrincipalAccount": "*"}}))
    assert completed(request(), WHOLE) == request()
    assert completed(request(), guarded) == request(context={"aws:principalaccount": ["989898989898"]})
    kept = request(context={"aws:principalaccount": ["2"]})
    assert completed(kept, guarded) == kept
