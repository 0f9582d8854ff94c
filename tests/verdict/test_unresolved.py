"""Documents that a template has yet to fill in, or that are of another resource: told, judged with a stand-in."""

from typing import Any

import pytest

from iam.product import decide, engine_for

Json = dict[str, Any]

SECRETS = "arn:aws:secretsmanager:"
SOME_SECRET = f"{SECRETS}us-east-1:999988887777:secret:any-secret-AbCdEf"


def allow(**elements: object) -> Json:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **elements}]}


def judged(document: Json) -> tuple[list[str], list[str]]:
    """The rules with findings, once each, and what is not known."""
    [decision] = decide(engine_for({}), [document])
    unknown = [entry["reason"].partition(" is not known yet")[0] for entry in decision["unresolved"]]
    return sorted({finding["rule"] for finding in decision["findings"]}), unknown


OPEN = "SM-INPUT-UNRESOLVED"
READ = "secretsmanager:GetSecretValue"


@pytest.mark.parametrize(
    ("document", "rules", "unknown"),
    [
        pytest.param(
            allow(Action=READ, Resource=f"{SECRETS}${{AWS::Region}}:${{AWS::AccountId}}:secret:*"),
            ["SM-ID-READ-ALL", OPEN],
            ["${AWS::Region}"],
            id="region and account of a template",
        ),
        pytest.param(
            allow(Action=READ, Resource=f"{SECRETS}${{AWS::Region}}:${{AWS::AccountId}}:secret:app-??????"),
            [OPEN],
            ["${AWS::Region}"],
            id="the same on one secret",
        ),
        pytest.param(
            allow(Action=READ, Resource="${aws_secretsmanager_secret.db.arn}*"),
            ["SM-ID-SUFFIX", OPEN],
            ["${aws_secretsmanager_secret.db.arn}"],
            id="a whole ARN of a template",
        ),
        pytest.param(
            allow(Action=READ, Resource=f"{SECRETS}eu-west-1:${{aws:PrincipalAccount}}:secret:app-??????"),
            [],
            [],
            id="a policy variable is IAM's own",
        ),
        pytest.param(
            allow(Action=READ, Resource=f"{SECRETS}eu-west-1:AccountId:secret:*"),
            ["SM-ID-READ-ALL", OPEN],
            ["the account AccountId"],
            id="a word for an account",
        ),
        pytest.param(
            allow(Action=READ, Resource=f"{SECRETS}REGION:111122223333:secret:*"),
            ["SM-ID-READ-ALL", OPEN],
            ["the region REGION"],
            id="a word for a region",
        ),
        pytest.param(
            allow(Action=READ, Principal={"AWS": "arn:aws:iam::ACCOUNT_ID:role/app"}, Resource="*"),
            [OPEN],
            ["the account ACCOUNT_ID"],
            id="a word for a principal's account",
        ),
        pytest.param(
            allow(Action="s3:GetObject", Resource="arn:aws:s3:::${BucketName}/*"),
            [],
            [],
            id="another service is not looked at",
        ),
        pytest.param(
            {**allow(), "Statement": [{"Effect": "Deny", "Action": READ, "Resource": "${Secret}"}]},
            [OPEN],
            ["${Secret}"],
            id="a Deny is reported too",
        ),
        pytest.param(
            {
                **allow(),
                "Statement": [
                    {"Effect": "Allow", "Action": READ, "Resource": "*"},
                    {"Effect": "Deny", "Action": READ, "Resource": "arn:aws:secretsmanager:*:${Account}:*"},
                ],
            },
            ["SM-ID-READ-ALL", OPEN],
            ["${Account}"],
            id="what a Deny leaves open blocks nothing",
        ),
        pytest.param(
            {
                **allow(),
                "Statement": [
                    {"Effect": "Allow", "Action": READ, "Resource": "*"},
                    {"Effect": "Deny", "Action": "secretsmanager:*", "Resource": ["*", "${Secret}"]},
                ],
            },
            [OPEN],
            ["${Secret}"],
            id="what a Deny says besides still blocks",
        ),
        pytest.param(
            allow(Action=READ, Resource={"Ref": "Secret"}),
            [OPEN],
            ["Ref Secret"],
            id="a template's function",
        ),
        pytest.param(
            allow(Action="secretsmanager:*", Resource={"Fn::Join": [":", ["arn:aws:secretsmanager", "*", "*", "*"]]}),
            ["SM-ID-PERM-MGMT", "SM-ID-READ-ALL", "SM-ID-SVC-WILD", "SM-LC-BLOCKPUBLIC", "SM-LC-FORCEDELETE"],
            [],
            id="a function of which everything is known",
        ),
        pytest.param(
            {
                **allow(),
                "Statement": [
                    {"Fn::If": ["Wide", {"Effect": "Allow", "Action": READ, "Resource": "*"}, {"Ref": "AWS::NoValue"}]},
                ],
            },
            ["SM-ID-READ-ALL", OPEN],
            ["Fn::If"],
            id="a statement that there may be",
        ),
        pytest.param(
            {
                **allow(),
                "Statement": [
                    {"Effect": "Allow", "Action": READ, "Resource": "*"},
                    {"Fn::If": ["Safe", {"Effect": "Deny", "Action": "*", "Resource": "*"}, {"Ref": "AWS::NoValue"}]},
                ],
            },
            ["SM-ID-READ-ALL", OPEN],
            ["Fn::If"],
            id="a Deny that there may be blocks nothing",
        ),
        pytest.param(
            allow(Action=READ, Resource=[{"Fn::If": ["Wide", "*", {"Ref": "Secret"}]}]),
            ["SM-ID-READ-ALL", OPEN],
            ["Fn::If"],
            id="a resource that there may be",
        ),
        pytest.param(
            allow(Action=READ, Principal={"AWS": {"Fn::If": ["Open", "*", "111122223333"]}}, Resource="*"),
            [OPEN, "SM-RP-PUBLIC"],
            ["Fn::If"],
            id="principals that there may be",
        ),
        pytest.param(
            {
                **allow(),
                "Statement": [
                    {"Effect": "Allow", "Action": READ, "Resource": "*"},
                    {"Effect": "Deny", "Action": READ, "Resource": {"Fn::If": ["Safe", "*", "*"]}},
                ],
            },
            ["SM-ID-READ-ALL", OPEN],
            ["Fn::If"],
            id="a resource that a Deny may have blocks nothing",
        ),
        pytest.param(
            {
                **allow(),
                "Statement": [
                    {
                        "Fn::If": [
                            "A",
                            {"Fn::If": ["B", {"Effect": "Allow", "Action": READ, "Resource": "*"}, {"Ref": "S"}]},
                            {"Ref": "AWS::NoValue"},
                        ]
                    }
                ],
            },
            ["SM-ID-READ-ALL", OPEN],
            ["Fn::If"],
            id="a statement under two conditions",
        ),
        pytest.param(
            allow(Action=READ, Resource="arn:aws:SERVICE:*:*:secret:*"),
            ["SM-ID-READ-ALL", OPEN],
            ["the service SERVICE"],
            id="a word for a service",
        ),
        pytest.param(
            allow(Action=READ, Principal={"Service": "var.service"}, Resource="*"),
            [OPEN],
            ["var.service"],
            id="an address for a service",
        ),
        pytest.param(
            {
                **allow(),
                "Statement": [
                    {"Effect": "Deny", "Principal": {"Service": "${S}.amazonaws.com"}, "Action": "*", "Resource": "*"}
                ],
            },
            [OPEN],
            ["${S}"],
            id="a service that is not known in a Deny",
        ),
        pytest.param(allow(Action=READ, Resource="MySecret"), ["SM-INPUT"], [], id="neither an ARN nor a placeholder"),
        pytest.param(allow(Action=READ), ["SM-INPUT"], [], id="an identity policy without a resource"),
        pytest.param(
            allow(Action="*", Principal={"Service": "ec2.amazonaws.com"}), [], [], id="a role's trust policy has none"
        ),
        pytest.param(
            {"policy": allow(Action="*", Principal="*", Resource="*"), "policy_type": "other"},
            [],
            [],
            id="a policy of another resource",
        ),
        pytest.param(
            {"policy": allow(Action="secretsmanager:Nothing", Resource="*"), "policy_type": "other"},
            ["SM-QA-UNKNOWN-ACTION"],
            [],
            id="of which the catalog has its say",
        ),
    ],
)
def test_what_is_not_known_is_told(document: Json, rules: list[str], unknown: list[str]) -> None:
    assert judged(document) == (rules, unknown)


def test_a_secret_of_any_account_is_in_the_witness_and_the_finding_names_the_element() -> None:
    document = allow(Action=READ, Resource=f"{SECRETS}${{AWS::Region}}:${{AWS::AccountId}}:secret:*")
    [decision] = decide(engine_for({}), [document])
    told, read_all = decision["findings"]
    assert (told["path"], told["severity"]) == (["Statement", 0, "Resource"], "medium")
    assert read_all["witness"] == {"action": READ, "resource": SOME_SECRET, "context": {}}
    assert decision["unresolved"] == [
        {"document": "policy", "reason": "${AWS::Region} is not known yet: check the policy again when it is filled in"}
    ]
