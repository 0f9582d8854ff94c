"""What the judge says of a document and a rule: named documents, each that is found beside one that is clean."""

import json
from functools import cache
from typing import Any

import pytest

from iam.evaluator import allows
from iam.product import BUNDLE
from smguard.bundle.data import compile_data
from smguard.prove import Clean, Document, Facts, Found, Unsettled, judge, request, search
from smguard.prove import verdict as verdict_module
from support.workbench import shipped_plan

Json = dict[str, Any]

GET, PUT, DELETE = (f"secretsmanager:{name}" for name in ("GetSecretValue", "PutResourcePolicy", "DeleteSecret"))
SECRETS = "arn:aws:secretsmanager:*:*:secret:"
HOME, PARTNER = "111122223333", "444455556666"
READ_ALL, SUFFIX, SERVICE = "SM-ID-READ-ALL", "SM-ID-SUFFIX", "SM-ID-SVC-WILD"
MANAGE, ELEMENTS, FORCE = "SM-ID-PERM-MGMT", "SM-ID-NOT-ELEMENTS", "SM-LC-FORCEDELETE"
BLOCK, KEY, PUBLIC, EXTERNAL = "SM-LC-BLOCKPUBLIC", "SM-LC-CMK", "SM-RP-PUBLIC", "SM-RP-EXTERNAL"

PARAMETERS: Json = {
    "minimum_literal_prefix": 3,
    "allowed_path_prefixes": ["team-a/"],
    "service_administrators": [f"arn:aws:iam::{HOME}:role/admin"],
    "permission_managers": [],
    "accounts": [HOME],
    "organization_id": "o-a1b2c3d4e5",
    "approved_kms_keys": [f"arn:aws:kms:*:{HOME}:key/*"],
}


@cache
def facts() -> Facts:
    plan = shipped_plan()
    compiled = compile_data(plan, plan.organization.with_parameters(PARAMETERS))
    return Facts(json.loads(json.dumps(compiled)))


def allow(action: object = GET, resource: object = "*", condition: object = None, **more: object) -> Json:
    made: Json = {"Effect": "Allow", "Action": action, "Resource": resource, **more}
    return made | ({"Condition": condition} if condition else {})


def deny(action: object = GET, resource: object = "*", condition: object = None, **more: object) -> Json:
    return {**allow(action, resource, condition, **more), "Effect": "Deny"}


def without_resource(statement: Json, *patterns: str) -> Json:
    return {**{name: value for name, value in statement.items() if name != "Resource"}, "NotResource": list(patterns)}


def policy(*statements: Json) -> Json:
    return {"Version": "2012-10-17", "Statement": list(statements)}


ANYONE: Json = {"Principal": "*"}

# Rule, and documents: one in which there is a request, and one without, which differs as little as possible.
PAIRS: list[Any] = [
    pytest.param(READ_ALL, policy(allow()), policy(allow(PUT)), id="action"),
    pytest.param(
        READ_ALL, policy(allow("secretsmanager:get*value")), policy(allow("secretsmanager:get*values")), id="wildcards"
    ),
    pytest.param(READ_ALL, policy(allow("*:GetSecretValue")), policy(allow("s3:*")), id="service"),
    pytest.param(
        READ_ALL,
        policy(allow(), deny("*:GetSecretValue")),
        policy(allow(), deny("*:*")),
        id="a service with a wildcard denies nothing for certain",
    ),
    pytest.param(READ_ALL, policy(allow(GET, f"{SECRETS}pr*")), policy(allow(GET, f"{SECRETS}pro*")), id="prefix"),
    pytest.param(
        READ_ALL,
        policy(allow(GET, f"{SECRETS}???-??????")),
        policy(allow(GET, f"{SECRETS}??-??????")),
        id="short names",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(GET, "arn:aws:secretsmanager")),
        policy(allow(GET, "arn:aws:secretsmanage")),
        id="incomplete ARN",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(GET, "arn:aws:SecretsManager:*:*:secret:*")),
        policy(allow(GET, "arn:aws:secretsmanager:*::secret:*")),
        id="letters and an empty account",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(), deny(GET, "arn:aws:secretsmanager:*:secret:*")),
        policy(allow(), deny(GET, "arn:aws:secretsmanager:*")),
        id="a * inside a Deny",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(), deny(GET, "arn:aws:secretsmanager:${aws:RequestedRegion}:*:secret:*")),
        policy(allow(), deny(GET, "arn:aws:secretsmanager:*:*:secret:*")),
        id="a variable before the fifth colon",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(), without_resource(deny(), "arn:aws:secretsmanager:eu-west-2:*")),
        policy(allow(GET, f"{SECRETS}*"), without_resource(deny(), f"{SECRETS}prod/*", "arn:aws:s3:::x")),
        id="NotResource crosses the Allow",
    ),
    pytest.param(
        READ_ALL,
        policy(
            allow(GET, f"arn:aws:secretsmanager:*:{PARTNER}:secret:*"),
            without_resource(deny(), "arn:aws:secretsmanager:eu-*", "arn:aws:secretsmanager:us-*"),
            without_resource(deny(), "arn:aws:secretsmanager:*-2:*"),
        ),
        policy(
            allow(GET, f"arn:aws:secretsmanager:*:{PARTNER}:secret:*"),
            without_resource(deny(), "arn:aws:secretsmanager:eu-*"),
            without_resource(deny(), "arn:aws:secretsmanager:us-*"),
        ),
        id="several regions and locks",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(), *(deny(GET, f"{SECRETS}{letter}*") for letter in "abcdefghijklmnopqrstuvwxyz")),
        policy(allow(GET, f"{SECRETS}??????????"), deny(GET, f"{SECRETS}*-*")),
        id="many letters are denied",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(GET, "*", {"StringEquals": {"aws:UserAgent": "x"}})),
        policy(allow(GET, "*", {"StringEquals": {"aws:PrincipalTag/team": "x"}})),
        id="what a caller chooses and what not",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(GET, "*", {"StringLike": {"aws:PrincipalOrgID": "o-*"}})),
        policy(allow(GET, "*", {"StringLike": {"aws:PrincipalOrgID": "o-a*"}})),
        id="every organisation",
    ),
    pytest.param(
        READ_ALL,
        policy(
            allow(), deny(condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "Bool": {"x:y": True}})
        ),
        policy(allow(), deny(condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}})),
        id="a Deny with two conditions",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(condition={"Null": {"aws:MultiFactorAuthPresent": "true"}})),
        policy(allow(condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})),
        id="MFA",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(condition={"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"]}})),
        policy(allow(condition={"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"]}})),
        id="networks",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(condition={"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}})),
        policy(
            allow(
                condition={"IpAddress": {"aws:SourceIp": ["0.0.0.0/1"]}, "NotIpAddress": {"aws:SourceIp": "0.0.0.0/1"}}
            )
        ),
        id="half of the internet",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(condition={"DateLessThan": {"aws:CurrentTime": "2035-01-01T00:00:00Z"}})),
        policy(allow(condition={"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}})),
        id="time",
    ),
    pytest.param(
        READ_ALL,
        policy(
            allow(
                condition={
                    "DateGreaterThan": {"aws:CurrentTime": "2035-01-01T00:00:00Z"},
                    "NumericLessThan": {"aws:EpochTime": 2051222402},
                }
            )
        ),
        policy(
            allow(
                condition={
                    "DateGreaterThan": {"aws:CurrentTime": "2035-01-01T00:00:00Z"},
                    "NumericLessThan": {"aws:EpochTime": 2051222401},
                }
            )
        ),
        id="one clock",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(GET, f"{SECRETS}${{aws:UserAgent}}-??????")),
        policy(allow(GET, f"{SECRETS}${{aws:PrincipalTag/team}}/*")),
        id="whose value a variable is",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(condition={"StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]}})),
        policy(
            allow(
                GET,
                ["arn:aws:secretsmanager:us-east-1:*:secret:*", "arn:aws:secretsmanager:eu-west-1:*"],
                {"StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]}},
            )
        ),
        id="the region of the resource",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(condition={"StringLike": {"secretsmanager:SecretId": ["*-??????", "x"]}})),
        policy(allow(condition={"StringLike": {"secretsmanager:SecretId": "prod/*"}})),
        id="the id of the secret",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(condition={"StringLike": {"secretsmanager:Name": "*b"}})),
        policy(allow(condition={"StringEqualsIgnoreCase": {"secretsmanager:Name": "team-a/db"}})),
        id="a name in any letter case",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(GET, f"{SECRETS}${{secretsmanager:VersionStage}}-??????")),
        policy(allow(GET, f"{SECRETS}${{aws:RequestedRegion}}-??????")),
        id="a variable that names secrets",
    ),
    pytest.param(
        READ_ALL,
        policy(allow(condition={"StringEquals": {"secretsmanager:SecretId": "${aws:UserAgent, 'root'}"}})),
        policy(allow(condition={"StringEquals": {"secretsmanager:SecretId": "${aws:username, 'root'}"}})),
        id="a variable or its default is the id",
    ),
    pytest.param(
        MANAGE,
        policy(
            allow(
                PUT,
                "*",
                {
                    "StringEquals": {"aws:PrincipalAccount": HOME},
                    "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::1*:role/x"},
                },
            )
        ),
        policy(
            allow(
                PUT,
                "*",
                {
                    "StringEquals": {"aws:PrincipalAccount": HOME},
                    "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::2*:role/x"},
                },
            )
        ),
        id="one account for a principal's keys",
    ),
    pytest.param(
        MANAGE,
        policy(allow(PUT, "*", {"Null": {"secretsmanager:SecretPrimaryRegion": False}})),
        policy(
            allow(
                PUT,
                "*",
                {
                    "Null": {"secretsmanager:SecretPrimaryRegion": [True]},
                    "StringLike": {"secretsmanager:SecretPrimaryRegion": "*"},
                },
            )
        ),
        id="presence",
    ),
    pytest.param(
        MANAGE,
        policy(
            allow(
                PUT,
                "*",
                {"ForAnyValue:StringLike": {"aws:CalledVia": "a*"}, "ForAllValues:StringLike": {"aws:CalledVia": "*z"}},
            )
        ),
        policy(
            allow(
                PUT,
                "*",
                {
                    "ForAnyValue:StringLike": {"aws:CalledVia": "a*"},
                    "ForAllValues:StringLike": {"aws:CalledVia": "b*z"},
                },
            )
        ),
        id="some and every value of a set",
    ),
    pytest.param(
        MANAGE,
        policy(
            allow(PUT, "*", {"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}}),
            deny(PUT, "*", {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}}),
        ),
        policy(
            allow(PUT, "*", {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}}),
            deny(PUT, "*", {"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}),
        ),
        id="two values at once",
    ),
    pytest.param(
        MANAGE,
        policy(
            allow(
                PUT,
                "*",
                {
                    "StringEquals": {"aws:PrincipalOrgID": "o-zyxwvutsrq"},
                    "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-z*"},
                },
            )
        ),
        policy(
            allow(
                PUT,
                "*",
                {
                    "StringEquals": {"aws:PrincipalOrgID": "o-zyxwvutsrq"},
                    "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a*"},
                },
            )
        ),
        id="one organisation",
    ),
    pytest.param(
        MANAGE,
        policy(
            allow(PUT, "*", {"StringEquals": {"aws:ResourceTag/a": "x"}}),
            deny(PUT, "*", {"StringEquals": {"secretsmanager:ResourceTag/a": "y"}}),
        ),
        policy(
            allow(PUT, "*", {"StringEquals": {"aws:ResourceTag/a": "x"}}),
            deny(PUT, "*", {"StringEquals": {"secretsmanager:ResourceTag/a": "x"}}),
        ),
        id="one tag under two keys",
    ),
    pytest.param(
        MANAGE,
        policy(
            allow(
                PUT,
                "*",
                {
                    "NumericGreaterThan": {"aws:MultiFactorAuthAge": 9},
                    "NumericLessThan": {"aws:MultiFactorAuthAge": "11"},
                },
            )
        ),
        policy(
            allow(
                PUT,
                "*",
                {
                    "NumericGreaterThan": {"aws:MultiFactorAuthAge": 9},
                    "NumericLessThan": {"aws:MultiFactorAuthAge": "10"},
                },
            )
        ),
        id="between two numbers",
    ),
    pytest.param(
        MANAGE,
        policy(allow(PUT, "*", {"StringEquals": {"aws:PrincipalType": "User", "aws:username": "al"}})),
        policy(allow(PUT, "*", {"StringEquals": {"aws:PrincipalType": "AssumedRole", "aws:username": "al"}})),
        id="only users have a name",
    ),
    pytest.param(
        MANAGE,
        policy(
            allow(
                PUT, f"{SECRETS}${{aws:PrincipalTag/team}}/*", {"StringEquals": {"aws:PrincipalTag/team": ["a", "b"]}}
            ),
            deny(PUT, f"{SECRETS}a/*"),
        ),
        policy(
            allow(
                PUT, f"{SECRETS}${{aws:PrincipalTag/team}}/*", {"StringEquals": {"aws:PrincipalTag/team": ["a", "b"]}}
            ),
            deny(PUT, [f"{SECRETS}a/*", f"{SECRETS}b/*"]),
        ),
        id="values of a variable",
    ),
    pytest.param(
        FORCE,
        policy(allow(DELETE)),
        policy(allow(DELETE, "*", {"BoolIfExists": {"secretsmanager:ForceDeleteWithoutRecovery": False}})),
        id="guard",
    ),
    pytest.param(
        FORCE,
        policy(allow(DELETE, "*", {"NumericLessThanIfExists": {"secretsmanager:RecoveryWindowInDays": 8}})),
        policy(allow(DELETE, "*", {"NumericLessThan": {"secretsmanager:RecoveryWindowInDays": 8}})),
        id="what no request has together",
    ),
    pytest.param(
        BLOCK,
        policy(allow(PUT), deny(PUT, "*", {"Bool": {"secretsmanager:BlockPublicPolicy": False}})),
        policy(allow(PUT), deny(PUT, "*", {"BoolIfExists": {"secretsmanager:BlockPublicPolicy": False}})),
        id="absence",
    ),
    pytest.param(
        KEY,
        policy(
            allow(
                "secretsmanager:Create*",
                "*",
                {"ArnLike": {"secretsmanager:KmsKeyArn": f"arn:aws:kms:*:{PARTNER}:key/*"}},
            )
        ),
        policy(
            allow(
                "secretsmanager:Create*", "*", {"ArnLike": {"secretsmanager:KmsKeyArn": f"arn:aws:kms:*:{HOME}:key/*"}}
            )
        ),
        id="keys",
    ),
    pytest.param(
        SUFFIX,
        policy(allow(GET, f"{SECRETS}prod-*")),
        policy(allow(GET, f"{SECRETS}prod-??????")),
        id="open end",
    ),
    pytest.param(
        SUFFIX, policy(allow(GET, f"{SECRETS}team-b/*")), policy(allow(GET, f"{SECRETS}team-a/*")), id="outside"
    ),
    pytest.param(
        SUFFIX,
        policy(allow(GET, [f"{SECRETS}app*-x*", f"{SECRETS}db*-*"])),
        policy(allow(GET, [f"{SECRETS}app*-*", f"{SECRETS}db*-?*", f"{SECRETS}app*-??????"])),
        id="the open end of app*-* takes in no more than its suffix",
    ),
    pytest.param(
        SUFFIX,
        policy(allow(GET, f"{SECRETS}prod/*"), deny(GET, f"{SECRETS}prod/a*")),
        policy(allow(GET, f"{SECRETS}prod/*"), deny(GET, f"{SECRETS}prod*")),
        id="denied again",
    ),
    pytest.param(
        SERVICE,
        policy(allow("secretsmanager:*")),
        policy(allow("secretsmanager:*"), deny("*:*", f"{SECRETS}*")),
        id="all",
    ),
    pytest.param(
        SERVICE,
        policy(allow("secretsmanager:*"), deny(DELETE, f"{SECRETS}x*")),
        policy(allow("secretsmanager:*"), deny(DELETE)),
        id="all but one",
    ),
    pytest.param(
        SERVICE,
        policy(allow("secretsmanager:*", "*", {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{HOME}:role/a*"}})),
        policy(allow("secretsmanager:*", "*", {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{HOME}:role/admin"}})),
        id="administrators",
    ),
    pytest.param(
        ELEMENTS,
        policy({"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}),
        policy({"Effect": "Allow", "NotAction": ["s3:*", "secretsmanager:*"], "Resource": "*"}),
        id="NotAction",
    ),
    pytest.param(
        ELEMENTS,
        policy(without_resource(allow("secretsmanager:*"), "arn:aws:secretsmanager:*")),
        policy(without_resource(allow(), "arn:aws:secretsmanager:*")),
        id="actions without a resource",
    ),
    pytest.param(
        PUBLIC,
        policy(allow(**ANYONE)),
        policy(allow(Principal={"AWS": PARTNER})),
        id="anyone",
    ),
    pytest.param(
        PUBLIC,
        policy(allow(NotPrincipal={"AWS": PARTNER})),
        policy(allow(NotPrincipal="*")),
        id="everybody but",
    ),
    pytest.param(
        PUBLIC,
        policy(
            allow(**ANYONE),
            deny(
                NotPrincipal={"AWS": f"arn:aws:iam::{PARTNER}:role/x"},
                condition={"Bool": {"aws:SecureTransport": False}},
            ),
        ),
        policy(allow(**ANYONE), deny(NotPrincipal={"AWS": f"arn:aws:iam::{PARTNER}:role/x"})),
        id="a Deny for everybody else",
    ),
    pytest.param(
        PUBLIC,
        policy(allow(condition={"StringLike": {"aws:userid": "*:admin"}}, **ANYONE)),
        policy(allow(condition={"StringLike": {"aws:userid": "AROAEXAMPLEEXAMPLE12:*"}}, **ANYONE)),
        id="a session's name and a role's id",
    ),
    pytest.param(
        PUBLIC,
        policy(allow(condition={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}}, **ANYONE)),
        policy(allow(condition={"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{PARTNER}:role/*"}}, **ANYONE)),
        id="roles in any account",
    ),
    pytest.param(
        PUBLIC,
        policy(allow(condition={"StringNotEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}}, **ANYONE)),
        policy(allow(condition={"StringEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}}, **ANYONE)),
        id="the secret's own account",
    ),
    pytest.param(
        EXTERNAL,
        policy(allow(Principal={"AWS": PARTNER})),
        policy(allow(Principal={"AWS": HOME})),
        id="accounts",
    ),
    pytest.param(
        EXTERNAL,
        policy(allow(Principal={"Federated": "accounts.google.com"})),
        policy(allow(Principal={"Service": "lambda.amazonaws.com"})),
        id="providers and services",
    ),
    pytest.param(
        EXTERNAL,
        policy(allow(condition={"StringEquals": {"aws:PrincipalOrgID": "o-zyxwvutsrq"}}, **ANYONE)),
        policy(allow(condition={"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, **ANYONE)),
        id="the organisation",
    ),
    pytest.param(
        PUBLIC,
        policy(
            allow(GET, ["arn:aws-cn:secretsmanager:*:*:secret:x-*", f"{SECRETS}*"], **ANYONE),
            deny(GET, "arn:aws:secretsmanager:*", **ANYONE),
        ),
        policy(
            allow(GET, ["arn:aws-cn:secretsmanager:*:*:secret:x-*", f"{SECRETS}*"], **ANYONE),
            deny(GET, ["arn:aws:secretsmanager:*", "arn:aws-cn:*"], **ANYONE),
        ),
        id="partitions",
    ),
]


@pytest.mark.parametrize(("rule", "found", "clean"), PAIRS)
def test_one_document_has_a_request_and_one_has_none(rule: str, found: Json, clean: Json) -> None:
    verdict = judge(facts(), {"policy": found}, rule)
    assert isinstance(verdict, Found)
    assert allows(found, verdict.request)
    assert judge(facts(), {"policy": clean}, rule) == Clean()


def test_a_request_is_shown_whole() -> None:
    condition = {"Null": {"aws:TagKeys": False}, "StringLike": {"aws:UserAgent": "cli/*"}}
    made = policy(deny(PUT), allow([PUT, GET], f"arn:aws:secretsmanager:eu-west-1:{HOME}:secret:app-??????", condition))
    assert judge(facts(), {"policy": made}, READ_ALL) == Clean()
    open_end = policy(allow(GET, f"arn:aws:secretsmanager:eu-west-1:{HOME}:secret:app-*", condition))
    assert judge(facts(), {"policy": open_end}, SUFFIX) == Found(
        {
            "action": GET,
            "resource": f"arn:aws:secretsmanager:eu-west-1:{HOME}:secret:app-qqq-qqqqqq",
            "context": {"aws:TagKeys": ["q"], "aws:UserAgent": "cli/"},
        },
        0,
    )


ENVELOPES: list[Any] = [
    pytest.param(READ_ALL, policy(allow()), {}, Found, id="identity"),
    pytest.param(READ_ALL, policy(allow()), {"policy_type": "boundary"}, type(None), id="boundary"),
    pytest.param(READ_ALL, policy(allow(**ANYONE)), {}, type(None), id="resource"),
    pytest.param("SM-QA-VACUOUS", policy(allow()), {}, type(None), id="no region"),
    pytest.param(READ_ALL, policy(allow()), {"policy_type": "resource"}, Unsettled, id="type without principals"),
    pytest.param(READ_ALL, {"Statement": []}, {}, Clean, id="no statement"),
    pytest.param(READ_ALL, {"Statement": [[]]}, {}, Unsettled, id="not readable"),
    pytest.param(READ_ALL, json.dumps(policy(allow())), {}, Found, id="a text"),
    pytest.param(
        SERVICE,
        policy(allow("secretsmanager:*")),
        {"principal_arn": f"arn:aws:iam::{HOME}:role/admin"},
        Clean,
        id="admin",
    ),
    pytest.param(
        SERVICE,
        policy(allow("secretsmanager:*")),
        {"principal_arn": f"arn:aws:iam::{HOME}:role/other"},
        Found,
        id="other",
    ),
    pytest.param(EXTERNAL, policy(allow(Principal={"AWS": PARTNER})), {"account_id": PARTNER}, Clean, id="at home"),
    pytest.param(EXTERNAL, policy(allow(Principal={"AWS": PARTNER})), {"account_id": HOME}, Found, id="elsewhere"),
    pytest.param(
        PUBLIC,
        policy(allow(GET, f"{SECRETS}app-*", **ANYONE)),
        {"resource_arn": f"arn:aws:secretsmanager:eu-west-1:{HOME}:secret:db-AbCdEf"},
        Clean,
        id="another secret",
    ),
    pytest.param(
        PUBLIC,
        policy(allow(GET, f"{SECRETS}app-*", **ANYONE)),
        {"resource_arn": f"arn:aws:secretsmanager:eu-west-1:{HOME}:secret:app-AbCdEf"},
        Found,
        id="this secret",
    ),
    pytest.param(
        PUBLIC,
        policy(allow(condition={"StringEquals": {"aws:ResourceTag/a": "x"}}, **ANYONE)),
        {"resource_arn": f"arn:aws:secretsmanager:eu-west-1:{HOME}:secret:app-AbCdEf", "tags": {"a": "y"}},
        Clean,
        id="another tag",
    ),
    pytest.param(
        PUBLIC,
        policy({"Effect": "Allow", "Principal": "*", "Action": "*"}),
        {},
        Clean,
        id="a role's trust policy",
    ),
    pytest.param(
        PUBLIC,
        policy({"Effect": "Allow", "Principal": "*", "Action": "*"}),
        {"policy_type": "resource"},
        Found,
        id="a secret's policy",
    ),
]


@pytest.mark.parametrize(("rule", "document", "envelope", "expected"), ENVELOPES)
def test_what_an_envelope_says_counts(rule: str, document: object, envelope: Json, expected: type) -> None:
    assert type(judge(facts(), {"policy": document, **envelope}, rule)) is expected


def test_a_bound_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    many = policy(
        allow(PUT), *(deny(PUT, f"{SECRETS}a{n}*", {"StringEquals": {f"aws:PrincipalTag/{n}": "x"}}) for n in range(9))
    )
    assert isinstance(judge(facts(), {"policy": many}, MANAGE), Found)
    monkeypatch.setattr(search, "MOST_CASES", 5)
    assert judge(facts(), {"policy": many}, MANAGE) == Unsettled("more than 5 cases of conditions")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("MOST_CASES", "more than 5 cases of conditions in all"),
        ("MOST_STEPS", "more than 5 steps of patterns in all"),
    ],
)
def test_a_document_has_one_budget(monkeypatch: pytest.MonkeyPatch, name: str, reason: str) -> None:
    made = policy(*(allow(PUT, f"{SECRETS}a{n}-??????") for n in range(9)), deny(PUT))
    assert judge(facts(), {"policy": made}, MANAGE) == Clean()
    monkeypatch.setattr(request, name, 5)
    assert judge(facts(), {"policy": made}, MANAGE) == Unsettled(reason)


def test_too_many_values_of_variables_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made = policy(allow(PUT, f"{SECRETS}${{aws:PrincipalTag/a}}/${{aws:PrincipalTag/b}}-*"), deny(PUT, f"{SECRETS}q*"))
    assert isinstance(judge(facts(), {"policy": made}, MANAGE), Found)
    monkeypatch.setattr(verdict_module, "MOST_ASSIGNMENTS", 0)
    assert judge(facts(), {"policy": made}, MANAGE) == Unsettled("policy variables leave more cases than are tried")


def test_the_shipped_bundle_is_judged_by() -> None:
    shipped = Facts(json.loads((BUNDLE / "data.json").read_text())["smguard"])
    document = Document(shipped, {"policy": policy(allow("secretsmanager:*"))})
    found = {rule for rule in shipped.rulebook if isinstance(document.verdict(rule), Found)}
    assert found == {READ_ALL, SERVICE, MANAGE, BLOCK, FORCE}
