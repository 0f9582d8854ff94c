"""A request that somebody can send, with everything that AWS would know of it, well inside a rule's region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from iam.keys import ON_SECRET, PERMISSIONS_MANAGEMENT, control, never_in

Facts = Mapping[str, tuple[str, ...]]
"""Condition keys as AWS spells them, and their values in the request; no value: absent."""

PLACES = {
    "aws": (
        *("us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-west-2", "eu-central-1", "eu-south-2"),
        *("ap-southeast-2", "ap-southeast-4", "sa-east-1", "ca-west-1", "me-central-1", "af-south-1", "il-central-1"),
    ),
    "aws-cn": ("cn-north-1", "cn-northwest-1"),
    "aws-us-gov": ("us-gov-west-1", "us-gov-east-1"),
}
"""The regions of each partition."""

OURS, OUR_ORGANIZATION = "111122223333", "o-a1b2c3d4e5"
ACCOUNTS = (OURS, "444455556666", "999988887777", "000011112222", "888877776666", "123456789012", "111122223334")
WORDS = ("payments", "web", "red", "blue", "prod", "team-a", "any-team", "own-team", "a", "x", "zzzzzzzzz", "Ops_1")
SERVICES = ("cloudformation.amazonaws.com", "athena.amazonaws.com", "states.amazonaws.com")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHARED = tuple(name for name in ON_SECRET if name != "CreateSecret")

MANY = {"aws:PrincipalOrgPaths", "aws:CalledVia", "aws:TagKeys", "secretsmanager:AddReplicaRegions"}
"""Keys that can have several values in one request."""

_ACTIONS = {
    "SM-ID-READ-ALL": ("GetSecretValue",),
    "SM-ID-SUFFIX": _SHARED,
    "SM-ID-PERM-MGMT": PERMISSIONS_MANAGEMENT,
    "SM-ID-NOT-ELEMENTS": ON_SECRET,
    "SM-ID-SVC-WILD": ON_SECRET,
    "SM-LC-BLOCKPUBLIC": ("PutResourcePolicy",),
    "SM-LC-FORCEDELETE": ("DeleteSecret",),
    "SM-LC-CMK": ("CreateSecret",),
    "SM-RP-PUBLIC": _SHARED,
    "SM-RP-EXTERNAL": _SHARED,
}


_OWNERS = ("aws:PrincipalOrg", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:userid")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request in a rule's region; principal is who holds an identity policy, or whom a resource policy lets in."""

    rule: str
    action: str
    partition: str
    region: str
    account: str
    name: str
    suffix: str
    principal: str
    facts: Facts
    fresh: str

    @property
    def resource(self) -> str:
        """The secret's ARN."""
        return f"arn:{self.partition}:secretsmanager:{self.region}:{self.account}:secret:{self.name}-{self.suffix}"

    @property
    def of_resource(self) -> bool:
        """Is it asked of a secret's own policy?"""
        return self.rule.startswith("SM-RP")

    def strange(self, key: str) -> bool:
        """Does the region ask for a value of the key that the document does not name?"""
        kind = control(key)
        if self.rule == "SM-ID-READ-ALL":
            return kind in ("who", "what", "where", "via")
        if self.rule == "SM-RP-EXTERNAL" and key in ("aws:PrincipalAccount", "aws:PrincipalArn"):
            return False
        if not self.of_resource:
            return False
        return kind == "where" or key.startswith(_OWNERS)

    def request(self, keys: Sequence[str]) -> dict[str, object]:
        """The request with the values of these keys."""
        context: dict[str, object] = {
            key: list(self.facts[key]) if key in MANY else self.facts[key][0] for key in keys if self.facts.get(key)
        }
        made: dict[str, object] = {"action": f"secretsmanager:{self.action}", "resource": self.resource}
        if self.of_resource:
            made["principal"] = self.principal
        return {**made, "context": context}


def asked(random: Random, rule: str, partitions: Sequence[str]) -> Asked:
    """A request in the rule's region."""
    fresh = "".join(random.choice(_LETTERS) for _ in range(7))
    action = random.choice(_ACTIONS[rule])
    partition = random.choice(partitions)
    region = random.choice(PLACES[partition])
    account = random.choice(ACCOUNTS)
    team = random.choice(WORDS) if rule not in ("SM-ID-READ-ALL", "SM-ID-SUFFIX") else fresh
    owner = account
    if rule == "SM-RP-PUBLIC":
        owner = f"7{random.randrange(10**11):011d}"
    elif rule == "SM-RP-EXTERNAL":
        owner = random.choice([f"7{random.randrange(10**11):011d}", *ACCOUNTS[1:]])
    user = random.random() < 0.3
    words = (fresh, f"{fresh}x") if rule in ("SM-ID-READ-ALL", "SM-RP-PUBLIC") else (*WORDS, fresh)
    called = random.choice(words)
    path = random.choice(("", "", "", "team/", "a/b/"))
    principal = f"arn:{partition}:iam::{owner}:{'user' if user else 'role'}/{path}{called}"
    facts = {
        **_who(random, rule, principal, owner, called, team, fresh, user),
        **_network(random),
        **_via(random, rule),
        **_chosen(random, rule, action, partition, region, account, team, fresh),
    }
    name = _name(random, rule, facts, fresh)
    suffix = "".join(random.choice("ABCxyz0189") for _ in range(6))
    arn = f"arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{suffix}"
    facts["secretsmanager:SecretId"] = (random.choice((name, arn)),)
    facts["secretsmanager:Name"] = (name,)
    present = {key: () if never_in(key, action) else values for key, values in facts.items()}
    return Asked(rule, action, partition, region, account, name, suffix, principal, present, fresh)


def _name(random: Random, rule: str, facts: Facts, fresh: str) -> str:
    """A secret's name, of which variables can be a part."""
    chosen = [facts.get("aws:UserAgent", ()), facts.get("secretsmanager:VersionStage", ())]
    if rule not in ("SM-ID-READ-ALL", "SM-ID-SUFFIX"):
        chosen += [facts.get("aws:PrincipalTag/team", ()), facts.get("aws:username", ())]
    heads = [values[0] for values in chosen if values and "/" not in values[0]]
    if rule == "SM-ID-SUFFIX":
        return f"{random.choice(WORDS[:6])}/{fresh}"
    head = random.choice([*heads, fresh]) if random.random() < 0.8 else fresh
    return random.choice((f"{head}/{fresh}", f"{head}/db", head, f"{head}-1", f"{fresh}/{head}"))


def _who(
    random: Random, rule: str, principal: str, owner: str, called: str, team: str, fresh: str, user: bool
) -> dict[str, tuple[str, ...]]:
    ours = rule in ("SM-RP-EXTERNAL", "SM-RP-PUBLIC", "SM-ID-READ-ALL")
    own = f"o-{fresh}{fresh[:3]}"
    organization = random.choice(("", own, *(() if ours else (OUR_ORGANIZATION, "o-zzzzzzzzzz"))))
    paths = (
        [f"{organization}/r-ab12/", f"{organization}/r-ab12/ou-ab12-{fresh[:4]}{fresh[:4]}/"] if organization else []
    )
    mfa = random.choice(("", "false", "false" if rule == "SM-ID-READ-ALL" else "true"))
    session = random.choice((fresh, "admin", *WORDS)) if rule != "SM-ID-READ-ALL" else fresh
    return {
        "aws:PrincipalArn": (principal,),
        "aws:PrincipalAccount": (owner,),
        "aws:PrincipalOrgID": (organization,) if organization else (),
        "aws:PrincipalOrgPaths": tuple(paths[-1:]),
        "aws:PrincipalTag/team": (team,) if random.random() < 0.7 else (),
        "aws:PrincipalType": ("User" if user else "AssumedRole",),
        "aws:userid": (f"AIDA{fresh.upper()}AAAA" if user else f"AROA{fresh.upper()}AAAA:{session}",),
        "aws:username": (called,) if user else (),
        "aws:SourceIdentity": random.choice(((), (session,))) if not user else (),
        "aws:MultiFactorAuthPresent": (mfa,) if mfa else (),
        "aws:MultiFactorAuthAge": (str(random.randrange(1, 4000)),) if mfa == "true" else (),
        "aws:TokenIssueTime": () if user else ("2027-05-05T05:00:00Z",),
    }


def _network(random: Random) -> dict[str, tuple[str, ...]]:
    if random.random() < 0.3:
        digits = "".join(random.choice("0123456789abcdef") for _ in range(16))
        return {
            "aws:SourceIp": (),
            "aws:SourceVpc": (f"vpc-0{digits}",),
            "aws:SourceVpce": (f"vpce-0{digits[::-1]}",),
            "aws:VpcSourceIp": (f"10.{random.randrange(256)}.{random.randrange(256)}.7",),
        }
    first = random.choice((3, 17, 52, 81, 151, 185, 203))
    address = f"{first}.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}"
    if random.random() < 0.2:
        address = f"2a05:d018:{random.randrange(4096):x}::{random.randrange(4096):x}"
    return {"aws:SourceIp": (address,), "aws:SourceVpc": (), "aws:SourceVpce": (), "aws:VpcSourceIp": ()}


def _via(random: Random, rule: str) -> dict[str, tuple[str, ...]]:
    called = random.sample(SERVICES, random.choice((1, 2))) if random.random() < 0.15 else []
    if rule in ("SM-ID-READ-ALL", "SM-RP-PUBLIC"):
        called = []
    return {
        "aws:PrincipalIsAWSService": ("false",),
        "aws:ViaAWSService": ("true" if called else "false",),
        "aws:CalledVia": tuple(called),
        "aws:CalledViaFirst": tuple(called[:1]),
        "aws:CalledViaLast": tuple(called[-1:]),
        "aws:SourceArn": (),
        "aws:SourceAccount": (),
    }


def _chosen(
    random: Random, rule: str, action: str, partition: str, region: str, account: str, team: str, fresh: str
) -> dict[str, tuple[str, ...]]:
    """What the caller chooses, and what the secret is."""
    now = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(seconds=random.randrange(10**9))
    word = random.choice((fresh, *WORDS)) if rule != "SM-ID-READ-ALL" else random.choice((fresh, f"{fresh}-agent"))
    regions = tuple(random.sample(PLACES[partition], random.choice((1, 2, 2))))
    tags = (team, *random.sample(("team", "owner", "cost"), 2))
    tagging = action in ("CreateSecret", "TagResource")
    made: dict[str, tuple[str, ...]] = {
        "aws:CurrentTime": (now.strftime("%Y-%m-%dT%H:%M:%SZ"),),
        "aws:EpochTime": (str(int(now.timestamp())),),
        "aws:SecureTransport": (random.choice(("true", "true", "false")),),
        "aws:RequestedRegion": (region,),
        "aws:UserAgent": (word,),
        "aws:referer": random.choice(((), (word,))),
        "aws:ResourceAccount": (account,),
        "aws:ResourceOrgID": random.choice(((), (f"o-{fresh}000",))),
        "aws:RequestTag/team": random.choice(((), (word,))) if tagging else (),
        "aws:TagKeys": random.choice(((), tags[:2], tags)) if tagging or action == "UntagResource" else (),
        "aws:ResourceTag/team": (team,) if action != "CreateSecret" and random.random() < 0.6 else (),
        "secretsmanager:SecretPrimaryRegion": (region,) if action != "CreateSecret" else (),
        "secretsmanager:VersionStage": random.choice(((), ("AWSCURRENT",), (word,)))
        if action in ("GetSecretValue", "UpdateSecretVersionStage")
        else (),
        "secretsmanager:VersionId": random.choice(((), (word,))) if action == "GetSecretValue" else (),
        "secretsmanager:AddReplicaRegions": random.choice(((), regions))
        if action in ("CreateSecret", "ReplicateSecretToRegions")
        else (),
        "secretsmanager:Description": random.choice(((), (word,)))
        if action in ("CreateSecret", "UpdateSecret")
        else (),
        "secretsmanager:BlockPublicPolicy": random.choice(((), ("false",))) if action == "PutResourcePolicy" else (),
        "secretsmanager:ForceDeleteWithoutRecovery": ("true",)
        if rule == "SM-LC-FORCEDELETE"
        else random.choice(((), ("false",)))
        if action == "DeleteSecret"
        else (),
        "secretsmanager:RecoveryWindowInDays": (str(random.randrange(7, 31)),)
        if action == "DeleteSecret" and rule != "SM-LC-FORCEDELETE"
        else (),
        "secretsmanager:KmsKeyArn": random.choice(((), (f"arn:{partition}:kms:{region}:777766665555:key/{fresh}",)))
        if action in ("CreateSecret", "UpdateSecret")
        else (),
        "secretsmanager:RotateImmediately": random.choice(((), ("true",), ("false",)))
        if action == "RotateSecret"
        else (),
    }
    made["secretsmanager:ResourceTag/team"] = made["aws:ResourceTag/team"]
    return made
