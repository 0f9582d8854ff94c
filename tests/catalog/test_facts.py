"""Facts: what is read from facts.yaml, what is refused at which place, and what the shipped file says."""

import re
from pathlib import Path

import pytest

from smguard.catalog.facts import Facts, Here, Key, parse_facts, read_facts
from smguard.catalog.history import History, Known, State
from smguard.catalog.model import Action, Catalog, ConditionKey, Resource, ResourceType
from smguard.catalog.note import read_note
from smguard.catalog.recorded import Recorded
from smguard.errors import InputError
from smguard.source import parse_source

SHIPPED = Path(__file__).parents[2] / "policies/catalog/secretsmanager"
SEED = Path(__file__).parents[1] / "fixtures" / "secretsmanager-2020-10.md"

VAULT = Catalog(
    prefix="vault",
    title="Vault",
    actions=(
        Action(
            name="OpenDoor",
            description="Opens a door.",
            access_levels=frozenset({"Write"}),
            resource_types=(
                ResourceType("Door", True, ("vault:Color",), ()),
                ResourceType("", False, ("aws:RequestTag/tag-key", "vault:Size"), ()),
            ),
            line=1,
        ),
    ),
)
FACTS = """\
as_of: 2026-11-23
catalog_date: 2020-10
sources:
  docs: {url: https://docs.example/vault, date: 2026-11-20}
resource_types:
  Door: {arn: "arn:${Partition}:vault:${Region}:${Account}:door/${DoorId}", source: docs}
newer_actions:
  CloseDoor: {source: docs#close}
keys:
  vault:Color: {type: string, presence: always, control: resource, source: docs/keys.html}
  vault:Locks:
    type: string
    multivalued: true
    presence: sometimes
    control: caller
    absent: {OpenDoor: unsafe, CloseDoor: unchanged, "*": safe}
    format: "^[a-z]+$"
    source: docs
    date: 2026-01-02
  aws:RequestTag/${TagKey}: {type: string, presence: sometimes, control: caller, source: docs}
  aws:Door: {type: bool, presence: sometimes, control: service, here: {presence: never, format: "^true$"}, source: docs}
never:
  CloseDoor: {when: {"Null": {"vault:Locks": true}}, source: docs#close}
"""


RECORDED = """\
recorded:
  states:
    2020-10: {source: vault.md, format: note, actions: 2, condition_keys: 3}
    "2026-02-04": {source: vault.json, format: iam-data, actions: 1, condition_keys: 3}
  actions:
    OpenDoor: {since: 2020-10}
    LockDoor: {since: 2020-10, until: 2020-10}
  condition_keys: {vault:Color: {since: 2020-10}}
  resource_types: {Door: {since: 2020-10}, Gate: {since: "2026-02-04"}}
  resources: {Door: {arns: ["arn:a:b"], condition_keys: [vault:Color]}}
  types_of_keys: {vault:Color: {type: String, description: ""}}
"""


def read(text: str) -> Facts:
    return parse_facts(parse_source(text, "facts.yaml", "yaml"), VAULT)


def test_facts_are_read() -> None:
    assert read(FACTS) == Facts(
        resource_types={"Door": "arn:${Partition}:vault:${Region}:${Account}:door/${DoorId}"},
        keys=(
            Key(
                name="vault:Color",
                template=False,
                scope="service",
                type="string",
                multivalued=False,
                presence="always",
                control="resource",
                absent={},
                format=None,
                source="https://docs.example/vault/keys.html",
                date="2026-11-20",
            ),
            Key(
                name="vault:Locks",
                template=False,
                scope="service",
                type="string",
                multivalued=True,
                presence="sometimes",
                control="caller",
                absent={"OpenDoor": "unsafe", "CloseDoor": "unchanged", "*": "safe"},
                format="^[a-z]+$",
                source="https://docs.example/vault",
                date="2026-01-02",
            ),
            Key(
                name="aws:RequestTag/${TagKey}",
                template=True,
                scope="global",
                type="string",
                multivalued=False,
                presence="sometimes",
                control="caller",
                absent={},
                format=None,
                source="https://docs.example/vault",
                date="2026-11-20",
            ),
            Key(
                name="aws:Door",
                template=False,
                scope="global",
                type="bool",
                multivalued=False,
                presence="sometimes",
                control="service",
                absent={},
                format=None,
                source="https://docs.example/vault",
                date="2026-11-20",
                here=Here(presence="never", format="^true$"),
            ),
        ),
        as_of="2026-11-23",
        catalog_date="2020-10",
        unknown_actions=("CloseDoor",),
        missing_keys=("vault:Size",),
        never={"CloseDoor": {"Null": {"vault:Locks": True}}},
    )


def test_an_action_that_the_catalog_has_by_now_is_not_unknown() -> None:
    facts = read(FACTS.replace("CloseDoor", "OpenDoor").replace("OpenDoor: unchanged, ", ""))
    assert facts.unknown_actions == ()


def test_what_updates_recorded_is_read() -> None:
    recorded = read(FACTS + RECORDED).recorded
    assert recorded == Recorded(
        resources=(Resource("Door", ("arn:a:b",), ("vault:Color",)),),
        condition_keys=(ConditionKey("vault:Color", "String", ""),),
        history=History(
            states=(
                State("2020-10", "vault.md", "note", 2, 3),
                State("2026-02-04", "vault.json", "iam-data", 1, 3),
            ),
            actions={"opendoor": Known("OpenDoor", "2020-10"), "lockdoor": Known("LockDoor", "2020-10", "2020-10")},
            condition_keys={"vault:color": Known("vault:Color", "2020-10")},
            resource_types={"door": Known("Door", "2020-10"), "gate": Known("Gate", "2026-02-04")},
        ),
    )


def test_facts_may_speak_of_what_the_catalog_had_before() -> None:
    gate = 'Gate: {arn: "arn:${Partition}:vault:${Region}:${Account}:gate/x", source: docs}'
    text = FACTS.replace("CloseDoor: unchanged", "LockDoor: unchanged").replace(
        "newer_actions:",
        f"  {gate}\nnewer_actions:",
    )
    assert "Gate" in read(text + RECORDED).resource_types
    with pytest.raises(InputError) as caught:
        read(text)
    assert [problem.message for problem in caught.value.problems] == [
        'the catalog has no resource type "Gate"',
        'the catalog has no action "LockDoor": correct it, or add it to newer_actions',
    ]


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        (
            "2020-10: {source: vault.md",
            "October: {source: vault.md",
            ['26:5: "October" must be a date: YYYY-MM-DD or YYYY-MM'],
        ),
        ("since: 2020-10, until: 2020-10", "since: 2020-13", ["30:16: since must be a date: YYYY-MM-DD or YYYY-MM"]),
        ("actions: 2", "actions: -2", ["26:47: actions must be a whole number"]),
        ("format: note, ", "", ['26:5: "2020-10" has no "format"']),
        ("  condition_keys: {vault:Color: {since: 2020-10}}\n", "", ['24:1: recorded has no "condition_keys"']),
        ('["arn:a:b"]', '["b"]', ["33:29: each of arns must be an ARN format: arn:${Partition}:…"]),
        ("type: String", "type: [String]", ["34:33: type must be a type, such as String"]),
        (
            "  states:",
            "  state: 1\n  states:",
            [
                '25:3: unknown key "state": '
                "use states, actions, condition_keys, resource_types, types_of_keys, resources"
            ],
        ),
    ],
)
def test_what_updates_recorded_is_refused_at_its_place(old: str, new: str, refused: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        read((FACTS + RECORDED).replace(old, new, 1))
    assert [str(problem).removeprefix("facts.yaml:") for problem in caught.value.problems] == refused


KEY = "  vault:Color: {type: string, presence: always, control: resource, source: docs/keys.html}\n"
KNOWN_OF_KEYS = "use type, presence, control, source, multivalued, absent, format, here, date"
BOTH_READ = r"format must not have look-around, back references, flags or classes such as \d: RE2 differs there"


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        pytest.param(FACTS, "[]\n", ["1:1: the document must be a mapping"], id="no mapping"),
        pytest.param("catalog_date: 2020-10\n", "", ['1:1: the document has no "catalog_date"'], id="member missing"),
        pytest.param(
            "as_of: 2026-11-23",
            "as_of: 2026-11-23\nas_off: 1",
            [
                '2:1: unknown key "as_off": use as_of, catalog_date, sources, resource_types, keys, '
                "newer_actions, never, recorded"
            ],
            id="member unknown",
        ),
        pytest.param(
            "as_of: 2026-11-23",
            "as_of: 2026-11-31",
            ["1:1: as_of must be a date: YYYY-MM-DD"],
            id="no such day",
        ),
        pytest.param(
            "as_of: 2026-11-23",
            "as_of: 20261123",
            ["1:1: as_of must be a date: YYYY-MM-DD"],
            id="date in digits",
        ),
        pytest.param(
            "catalog_date: 2020-10",
            "catalog_date: 2020-13",
            ["2:1: catalog_date must be a month: YYYY-MM"],
            id="no such month",
        ),
        pytest.param("url: https:", "url: http:", ["4:10: url must be an address: https://…"], id="address not https"),
        pytest.param("date: 2026-11-20", "date: null", ["4:43: date must be a date: YYYY-MM-DD"], id="null"),
        pytest.param(", date: 2026-11-20", "", ['4:3: docs has no "date"'], id="source without a date"),
        pytest.param(
            "  Door: {arn",
            "  Gate: {arn",
            [
                '5:1: the ARN format of the resource type "Door" is missing',
                '6:3: the catalog has no resource type "Gate"',
            ],
            id="resource type unknown",
        ),
        pytest.param(
            "arn:${Partition}:vault",
            "arn:aws:vault",
            ["6:10: arn must be an ARN format: arn:${Partition}:…"],
            id="no ARN format",
        ),
        pytest.param(
            "source: docs#close",
            "source: doc#close",
            ["8:15: source must begin with the name of one of the sources: docs"],
            id="source unknown",
        ),
        pytest.param(KEY, "  vault:Color:\n", ['10:3: "vault:Color" must be a mapping'], id="key without facts"),
        pytest.param(
            "{type: string, presence: always,",
            "{presence: always,",
            ['10:3: "vault:Color" has no "type"'],
            id="fact missing",
        ),
        pytest.param(
            "{type: string, presence: always,",
            "{kind: text, type: string, presence: always,",
            [f'10:17: unknown key "kind": {KNOWN_OF_KEYS}'],
            id="fact unknown",
        ),
        pytest.param(
            "{type: string, presence: always,",
            "{type: text, presence: rarely,",
            [
                "10:17: type must be one of string, arn, bool, numeric, date, ip",
                "10:29: presence must be one of always, principal, sometimes, never",
            ],
            id="type and presence unknown",
        ),
        pytest.param(
            "  CloseDoor: {when",
            "  BreakDoor: {when",
            ['23:3: the catalog has no action "BreakDoor"'],
            id="action that never does, unknown",
        ),
        pytest.param(
            'when: {"Null": {"vault:Locks": true}}',
            'when: {"Null": {"vault:Lock": true}}',
            ['23:31: "vault:Lock" is not described under keys'],
            id="key that is never, unknown",
        ),
        pytest.param(
            'when: {"Null": {"vault:Locks": true}}',
            'when: {"Null": true}',
            ['23:22: "Null" must be a mapping'],
            id="operator without keys",
        ),
        pytest.param(
            "control: resource",
            "control: [resource]",
            ["10:49: control must be one of caller, principal, resource, resource-id, network, service"],
            id="control is a list",
        ),
        pytest.param("multivalued: true", "multivalued: yes", ["13:5: multivalued must be true or false"], id="yes"),
        pytest.param(
            KEY,
            KEY + KEY.replace("Color", "color"),
            ['11:3: the key "vault:color" appears twice, first as "vault:Color": keep one'],
            id="key twice in another letter case",
        ),
        pytest.param(
            KEY,
            KEY + KEY,
            ['11:3: the key "vault:Color" appears twice, first in line 10: keep one'],
            id="key twice",
        ),
        pytest.param(
            "vault:Color:",
            "vault:Color/*:",
            ['10:3: "vault:Color/*" is not a condition key such as aws:SourceIp or aws:RequestTag/${TagKey}'],
            id="no key",
        ),
        pytest.param(
            "OpenDoor: unsafe",
            "BreakDoor: unsafe",
            ['16:14: the catalog has no action "BreakDoor": correct it, or add it to newer_actions'],
            id="action unknown",
        ),
        pytest.param(
            "OpenDoor: unsafe",
            "opendoor: unsafe",
            ['16:14: the catalog has no action "opendoor": write "OpenDoor"'],
            id="action in another letter case",
        ),
        pytest.param(
            "OpenDoor: unsafe",
            "OpenDoor: bad",
            ['16:14: "OpenDoor" must be one of safe, unsafe, unchanged'],
            id="absence unknown",
        ),
        pytest.param(
            'absent: {OpenDoor: unsafe, CloseDoor: unchanged, "*": safe}',
            "absent: safe",
            ["16:5: absent must be a mapping"],
            id="absence for no action",
        ),
        pytest.param(
            '"^[a-z]+$"',
            '"[a-z]+$"',
            ['17:5: format must be a regular expression from "^" to "$"'],
            id="format for a part",
        ),
        pytest.param(
            '"^[a-z]+$"',
            '"^[a-z+$"',
            ["17:5: format is not a regular expression: unterminated character set at position 1"],
            id="format broken",
        ),
        pytest.param(
            "here: {presence: never",
            "here: {presence: rarely",
            ["21:72: presence must be one of always, principal, sometimes, never"],
            id="presence here unknown",
        ),
        pytest.param(
            "here: {presence: never",
            "here: {control: caller",
            ['21:72: unknown key "control": use presence, format'],
            id="fact that is the same everywhere",
        ),
        pytest.param(
            '"^true$"', '"true"', ['21:89: format must be a regular expression from "^" to "$"'], id="part here"
        ),
        pytest.param('"^[a-z]+$"', '"^(?=a)[a-z]+$"', [f"17:5: {BOTH_READ}"], id="format looks ahead"),
        pytest.param('"^[a-z]+$"', "'^([a-z])\\1$'", [f"17:5: {BOTH_READ}"], id="format refers back"),
        pytest.param('"^[a-z]+$"', "'^\\d+$'", [f"17:5: {BOTH_READ}"], id="format with a class"),
    ],
)
def test_facts_are_refused_at_the_place(old: str, new: str, refused: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        read(FACTS.replace(old, new, 1))
    assert [str(problem).removeprefix("facts.yaml:") for problem in caught.value.problems] == refused


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"facts\.yaml: cannot be read: No such file or directory"):
        read_facts(tmp_path / "facts.yaml", VAULT)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_note(SHIPPED / "privileges.md")


@pytest.fixture(scope="module")
def shipped(catalog: Catalog) -> Facts:
    return read_facts(SHIPPED / "facts.yaml", catalog)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("aws:SourceIp", "aws:SourceIp", id="as written"),
        pytest.param("AWS:sourceIP", "aws:SourceIp", id="another letter case"),
        pytest.param("aws:requesttag/team", "aws:RequestTag/${TagKey}", id="tag key"),
        pytest.param("aws:RequestTag/a/b:c", "aws:RequestTag/${TagKey}", id="tag key with a slash"),
        pytest.param("aws:RequestTag/tag-key", "aws:RequestTag/${TagKey}", id="template of the note"),
        pytest.param(
            "secretsmanager:ResourceTag/tag-key",
            "secretsmanager:ResourceTag/${TagKey}",
            id="template of the service",
        ),
        pytest.param("aws:PrincipalTag/${TagKey}", "aws:PrincipalTag/${TagKey}", id="template of AWS"),
        pytest.param("secretsmanager:resource/type", "secretsmanager:resource/Type", id="slash, but no tag"),
        pytest.param("secretsmanager:resource/team", None, id="slash, but no key"),
        pytest.param("aws:RequestTag/", None, id="no tag key"),
        pytest.param("aws:RequestTag", None, id="no slash"),
        pytest.param("aws:SourceIp/x", None, id="no template"),
        pytest.param("aws:${TagKey}", None, id="tag key alone"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_key_is_found_by_name(shipped: Facts, name: str, key: str | None) -> None:
    found = shipped.key_for(name)
    assert (found and found.name) == key


def test_the_shipped_facts_fit_the_shipped_note(shipped: Facts) -> None:
    assert shipped.resource_types == {
        "Secret": "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}"
    }
    assert shipped.missing_keys == ()


def test_the_shipped_facts_fit_the_first_note_too() -> None:
    facts = read_facts(SHIPPED / "facts.yaml", read_note(SEED))
    assert facts.missing_keys == ()
    assert facts.unknown_actions == (
        "BatchGetSecretValue",
        "RemoveRegionsFromReplication",
        "ReplicateSecretToRegions",
        "StopReplicationToReplica",
    )


def test_every_shipped_fact_names_its_source_and_date(shipped: Facts) -> None:
    assert [key.name for key in shipped.keys if not key.source.startswith("https://docs.aws.amazon.com/")] == []
    assert [key.name for key in shipped.keys if key.date > shipped.as_of] == []


def test_what_an_absent_key_means_is_as_documented(shipped: Facts) -> None:
    assert {key.name: dict(key.absent) for key in shipped.keys if key.absent} == {
        "secretsmanager:KmsKeyArn": {"CreateSecret": "unsafe", "UpdateSecret": "unchanged"},
        "secretsmanager:BlockPublicPolicy": {"PutResourcePolicy": "unsafe"},
        "secretsmanager:ForceDeleteWithoutRecovery": {"DeleteSecret": "safe"},
        "secretsmanager:RecoveryWindowInDays": {"DeleteSecret": "safe"},
        "secretsmanager:RotationLambdaARN": {"RotateSecret": "unchanged"},
        "secretsmanager:ExternalSecretRotationRoleArn": {"RotateSecret": "unchanged"},
        "secretsmanager:ModifyRotationRules": {"RotateSecret": "unchanged"},
        "secretsmanager:AddReplicaRegions": {"CreateSecret": "safe", "ReplicateSecretToRegions": "safe"},
        "secretsmanager:ForceOverwriteReplicaSecret": {
            "CreateSecret": "safe",
            "ReplicateSecretToRegions": "safe",
        },
        "aws:RequestTag/${TagKey}": {"CreateSecret": "unsafe"},
        "aws:TagKeys": {"*": "safe"},
        "aws:MultiFactorAuthPresent": {"*": "unsafe"},
    }


def test_the_keys_of_the_service_are_complete(shipped: Facts) -> None:
    assert sorted(key.name for key in shipped.keys if key.scope == "service") == [
        f"secretsmanager:{name}"
        for name in (
            "AddReplicaRegions",
            "BlockPublicPolicy",
            "Description",
            "ExternalSecretRotationRoleArn",
            "ForceDeleteWithoutRecovery",
            "ForceOverwriteReplicaSecret",
            "KmsKeyArn",
            "KmsKeyId",
            "ModifyRotationRules",
            "Name",
            "RecoveryWindowInDays",
            "ResourceTag/${TagKey}",
            "RotateImmediately",
            "RotationLambdaARN",
            "SecretId",
            "SecretPrimaryRegion",
            "Type",
            "VersionId",
            "VersionStage",
            "resource/AllowRotationLambdaArn",
            "resource/Type",
        )
    ]


GLOBAL = {
    "always": """
        aws:CurrentTime aws:EpochTime aws:PrincipalAccount aws:PrincipalIsAWSService aws:PrincipalType
        aws:RequestedRegion aws:ResourceAccount aws:SecureTransport aws:UserAgent aws:ViaAWSService aws:userid""",
    "principal": "aws:PrincipalArn",
    "never": "aws:SourceVpcArn aws:VpceAccount aws:VpceOrgID aws:VpceOrgPaths",
    "sometimes": """
        aws:AssumedRoot aws:CalledVia aws:CalledViaAWSMCP aws:CalledViaFirst aws:CalledViaLast aws:ChatbotSourceArn
        aws:Ec2InstanceSourcePrivateIPv4 aws:Ec2InstanceSourceVpc aws:FederatedProvider aws:IsMcpServiceAction
        aws:MultiFactorAuthAge aws:MultiFactorAuthPresent aws:PrincipalOrgID aws:PrincipalOrgPaths
        aws:PrincipalServiceName aws:PrincipalServiceNamesList aws:PrincipalTag/${TagKey} aws:RequestTag/${TagKey}
        aws:ResourceOrgID aws:ResourceOrgPaths aws:ResourceTag/${TagKey} aws:SignInSessionArn aws:SourceAccount
        aws:SourceArn aws:SourceIdentity aws:SourceIp aws:SourceOrgID aws:SourceOrgPaths aws:SourceVpc aws:SourceVpce
        aws:TagKeys aws:TokenIssueTime aws:ViaAWSMCPService aws:VpcSourceIp aws:referer aws:username
        codebuild:BuildArn codebuild:ProjectArn ec2:RoleDelivery ec2:SourceInstanceArn
        glue:CredentialIssuingService glue:RoleAssumedBy identitystore:UserId lambda:SourceFunctionArn
        ssm:SourceInstanceArn""",
}
"""The keys on AWS's page of global condition context keys, by their presence in requests to Secrets Manager."""


def test_the_global_keys_are_complete(shipped: Facts) -> None:
    presence = {key.name: key.here.presence or key.presence for key in shipped.keys if key.scope == "global"}
    assert presence == {name: kind for kind, names in GLOBAL.items() for name in names.split()}


def test_what_differs_from_other_services_is_as_documented(shipped: Facts) -> None:
    never = dict.fromkeys(GLOBAL["never"].split(), Here(presence="never"))
    assert {key.name: key.here for key in shipped.keys if key.here != Here()} == {
        **never,
        "aws:IsMcpServiceAction": Here(format="^false$"),
        "aws:PrincipalAccount": Here(format="^[0-9]{12}$"),
        "aws:PrincipalArn": Here(presence="principal"),
        **dict.fromkeys(("aws:PrincipalIsAWSService", "aws:ResourceAccount"), Here(presence="always")),
    }


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        pytest.param(
            "aws:PrincipalAccount", ["012345678901", "anonymous"], ["12345678901", "1234567890123"], id="account"
        ),
        pytest.param("aws:PrincipalOrgID", ["o-a1b2c3d4e5"], ["a1b2c3d4e5", "o-A1B2C3D4E5"], id="organisation"),
        pytest.param(
            "aws:PrincipalOrgPaths",
            ["o-a1b2c3d4e5/r-ab12/", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/"],
            ["o-a1b2c3d4e5/*", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111"],
            id="organisation path",
        ),
        pytest.param("aws:SourceVpc", ["vpc-111bbb22", "vpc-0abc12345678defab"], ["vpce-111bbb22"], id="VPC"),
        pytest.param("aws:SourceVpce", ["vpce-0abc12345678defab"], ["vpc-111bbb22"], id="endpoint"),
        pytest.param("aws:SecureTransport", ["true", "false"], ["True", ""], id="boolean"),
        pytest.param(
            "aws:RequestedRegion",
            [
                "us-east-1",
                "us-gov-west-1",
                "us-iso-east-1",
                "ap-southeast-7",
                "eusc-de-east-1",
                "mx-central-1",
            ],
            ["us-east", "us"],
            id="region",
        ),
        pytest.param(
            "aws:PrincipalArn",
            [
                "arn:aws:iam::123456789012:root",
                "arn:aws-cn:iam::123456789012:role/a/b",
                "arn:aws:sts::123456789012:federated-user/a",
                "arn:aws:iam::123456789012:role/path!(1)/name",
            ],
            [
                *("*", "arn:aws:iam::*:root", "123456789012", "arn:aws:iam::123456789012:role/*"),
                *("arn:aws:iam::123456789012:role/a/*", "arn:aws:sts::123456789012:assumed-role/a/b"),
            ],
            id="principal",
        ),
        pytest.param("aws:userid", ["AIDACKCEVSQ6C2EXAMPLE", "AROADBQP57FF2AEXAMPLE:job@x"], ["AROADBQP:*"], id="id"),
        pytest.param("aws:username", ["alice", "a+b=c,d.e@f-g_h"], ["a*", "a b", ""], id="user name"),
        pytest.param("ec2:RoleDelivery", ["1.0", "2.0"], ["1", "3.0"], id="metadata service"),
        pytest.param(
            "secretsmanager:SecretId",
            ["prod/db", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!a-AbCdEf"],
            ["prod/*", "prod/db-??????"],
            id="secret",
        ),
        pytest.param("secretsmanager:RecoveryWindowInDays", ["7", "10", "29", "30"], ["6", "31", "0"], id="days"),
    ],
)
def test_a_format_matches_every_real_value(shipped: Facts, name: str, good: list[str], bad: list[str]) -> None:
    key = shipped.key_for(name)
    assert key is not None
    assert key.format is not None
    assert [value for value in [*good, *bad] if re.search(key.format, value)] == good
