"""What the Rego looks up: the document under data.smguard, compiled from a plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from smguard.bundle.plan import Plan
from smguard.bundle.shape import (
    ActionFacts,
    BundleData,
    CatalogData,
    Index,
    KeyFacts,
    Marks,
    OrganizationData,
    Others,
    Region,
    Report,
    RuleData,
    WaiverData,
    to_json,
)
from smguard.catalog.facts import Facts, Key
from smguard.contract import INPUT_RULES, POLICY_TYPES, SEVERITIES
from smguard.project import spellings
from smguard.rulebook.kind import filled
from smguard.rulebook.organization import Organization, Waiver
from smguard.rulebook.rule import Rule


def compile_data(plan: Plan, organization: Organization | None = None) -> dict[str, Any]:
    """The document under data.smguard, as shape.BundleData defines it, without `bundle` and `made_for`."""
    decided = organization or plan.organization
    active = [
        rule
        for rule in plan.rules
        if rule.id not in decided.disabled and all(name in decided.parameters for name in rule.asked())
    ]
    compiled = BundleData(
        catalog=_catalog(plan),
        organization=OrganizationData(
            fail_on=decided.fail_on,
            input={one.rule: decided.severities.get(one.rule, one.severity) for one in INPUT_RULES},
            waivers=_waivers(decided.exceptions),
        ),
        rulebook={rule.id: _rule(plan, rule, decided) for rule in active},
        index=_index(plan, active, decided),
        inactive={
            rule.id: lacking
            for rule in plan.rules
            if rule.id not in decided.disabled
            and (lacking := [name for name in rule.asked() if name not in decided.parameters])
        },
    )
    data: dict[str, Any] = to_json(compiled)
    return data


def _catalog(plan: Plan) -> CatalogData:
    catalog, facts = plan.catalog, plan.facts
    prefix = f"{catalog.prefix}:"
    names = [f"{prefix}{action.name}".lower() for action in catalog.actions]
    others = _others(plan)
    return CatalogData(
        date=facts.as_of,
        marks=Marks(
            prefix=prefix,
            service=f"\n{prefix}",
            wildcard=f"\n{catalog.prefix[0]}[a-z0-9-]*[*?]",
            key=_key(facts.keys[0].name, facts),
            others=True if others else None,
        ),
        names=names,
        prefixes=expansions(names),
        actions={
            f"{prefix}{action.name}".lower(): ActionFacts(
                name=f"{prefix}{action.name}",
                resource=next((row.name for row in action.resource_types if row.name), "*"),
                keys={_key(key, facts): True for key in catalog.keys_of(action.name)},
                never=[facts.never[action.name]] if action.name in facts.never else [],
            )
            for action in catalog.actions
        },
        keys={_key(key.name, facts): _key_facts(key, prefix) for key in facts.keys},
        others=others,
    )


def expansions(names: Iterable[str]) -> dict[str, dict[str, bool]]:
    """For each string that a name begins with, the names that it expands to with a `*` after it.

    A name begins with itself: `UpdateSecret*` takes in UpdateSecret.
    """
    prefixes: dict[str, dict[str, bool]] = {}
    for name in names:
        for end in range(len(name) + 1):
            prefixes.setdefault(name[:end], {})[name] = True
    return prefixes


def _others(plan: Plan) -> Others | None:
    """The names of other services' actions.

    Each action is a key, so that a name that exists is found at once; for patterns and hints a service's names stand
    in one string, since a string of 8 kB is loaded a hundred times faster than 400 members.
    """
    others = [service for service in plan.services.catalogs if service.prefix != plan.catalog.prefix]
    if not others:
        return None
    return Others(
        actions={f"{service.prefix}:{action.name}".lower(): True for service in others for action in service.actions},
        services={service.prefix: "\n".join(["", *(a.name for a in service.actions), ""]) for service in others},
    )


def _key(name: str, facts: Facts) -> str:
    """The name under which the Rego looks a key up: a template's without the part for the tag."""
    known = facts.key_for(name)
    if known is not None and known.template:
        return known.name.partition("/")[0].lower() + "/"
    return name.lower()


def _key_facts(key: Key, prefix: str) -> KeyFacts:
    return KeyFacts(
        type=key.type,
        scope=key.scope,
        presence=key.here.presence or key.presence,
        control=key.control,
        multivalued=key.multivalued,
        absent={name if name == "*" else f"{prefix}{name}".lower(): m for name, m in key.absent.items()},
        fresh=_fresh(key),
        format=key.here.format or key.format,
    )


_FUNCTION = ["arn:aws:lambda:us-east-1:999988887777:function:any-function"]
_INSTANCE = ["arn:aws:ec2:us-east-1:999988887777:instance/i-0f0f0f0f0f0f0f0f0"]
_SERVICE = ["any-service.amazonaws.com"]
_FRESH = {
    "aws:sourcevpcarn": ["arn:aws:ec2:us-east-1:999988887777:vpc/vpc-0f0f0f0f0f0f0f0f0"],
    "aws:principalarn": [
        *(f"arn:aws:iam::999988887777:{name}" for name in ("role/any-role", "user/any-user", "root")),
        "arn:aws:sts::999988887777:federated-user/any-user",
        "arn:aws:iam::000011112222:role/own-role",
    ],
    "aws:principalaccount": ["999988887777", "000011112222"],
    "aws:principaltype": ["AssumedRole", "User", "FederatedUser", "Account"],
    "aws:userid": ["AROA0ANYROLE0ANYROLE0:any-session", "AIDA0ANYUSER0ANYUSER0"],
    "aws:currenttime": ["2035-01-01T12:00:00Z", "9999-12-31T23:59:59Z"],
    "aws:epochtime": ["2051265600", "9999999999"],
    "ec2:roledelivery": ["1.0", "2.0"],
    "secretsmanager:recoverywindowindays": ["30", "7"],
    "secretsmanager:kmskeyarn": ["arn:aws:kms:us-east-1:999988887777:key/any-key"],
    "secretsmanager:rotationlambdaarn": _FUNCTION,
    "secretsmanager:resource/allowrotationlambdaarn": _FUNCTION,
    "lambda:sourcefunctionarn": _FUNCTION,
    "ec2:sourceinstancearn": _INSTANCE,
    "ssm:sourceinstancearn": _INSTANCE,
    "secretsmanager:secretid": ["arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf"],
    "secretsmanager:versionid": ["0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f"],
    "codebuild:projectarn": ["arn:aws:codebuild:us-east-1:999988887777:project/any-project"],
    "codebuild:buildarn": [
        "arn:aws:codebuild:us-east-1:999988887777:build/any-project:0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f"
    ],
    "aws:chatbotsourcearn": ["arn:aws:chatbot::999988887777:chat-configuration/slack-channel/any-channel"],
    "aws:ec2instancesourceprivateipv4": ["10.77.0.77", "172.31.0.77", "192.168.0.77"],
    "glue:credentialissuingservice": ["glue.amazonaws.com"],
    "glue:roleassumedby": ["glue.amazonaws.com"],
}
_FRESH_OF_TYPE = {
    "numeric": ["0", "1000000"],
    "date": ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"],
    "ip": [
        *("203.0.113.77", "198.51.100.77", "192.0.2.77", "2001:db8::77", "2620:fe::77"),
        *("17.58.0.77", "52.46.0.77", "100.20.0.77", "151.101.0.77"),
    ],
    "arn": ["arn:aws:iam::999988887777:role/any-role"],
    "bool": ["true", "false"],
}
# https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html, the less usual first
_REGIONS = [
    *("il-central-1", "mx-central-1", "ca-west-1", "af-south-1", "me-central-1", "me-south-1", "sa-east-1"),
    *("ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2"),
    *("ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6"),
    *("ap-southeast-7", "ca-central-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2"),
    *("eu-west-1", "eu-west-2", "eu-west-3", "us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-east-1"),
    *("us-gov-west-1", "cn-north-1", "cn-northwest-1", "us-iso-east-1", "us-iso-west-1", "us-isob-east-1"),
    "eu-isoe-west-1",
]
_FRESH_BY_END = {
    "calledvia": _SERVICE,
    "calledviafirst": _SERVICE,
    "calledvialast": _SERVICE,
    "principalservicename": _SERVICE,
    "principalservicenameslist": _SERVICE,
    "account": ["999988887777"],
    "orgid": ["o-zzzzzzzzzz"],
    "orgpaths": ["o-zzzzzzzzzz/r-zzzz/ou-zzzz-zzzzzzzz/", "o-zzzzzzzzzz/r-zzzz/"],
    "sourcevpc": ["vpc-0f0f0f0f0f0f0f0f0", "vpc-0e0e0e0e0e0e0e0e0"],
    "sourcevpce": ["vpce-0f0f0f0f0f0f0f0f0", "vpce-0e0e0e0e0e0e0e0e0"],
    "region": _REGIONS,
    "regions": _REGIONS,
}


def _fresh(key: Key) -> list[str]:
    """Values of the key's form that hardly a policy names; smguard.lib.invent.value replaces those that one does."""
    name = key.name.lower()
    if name in _FRESH:
        return _FRESH[name]
    if key.type in _FRESH_OF_TYPE:
        return _FRESH_OF_TYPE[key.type]
    ends = [values for end, values in _FRESH_BY_END.items() if name.endswith(end)]
    return ends[0] if ends else [f"any-{name.rpartition(':')[2].rpartition('/')[2] or 'value'}"]


def _rule(plan: Plan, rule: Rule, decided: Organization) -> RuleData:
    parameters = rule.resolved(decided.parameters)
    severity = decided.severities.get(rule.id, rule.severity)
    report = Report(
        rule=rule.id,
        severity=severity,
        title=rule.title,
        message=rule.message,
        remediation=rule.remediation,
        url=rule.url,
    )
    lower = [*SEVERITIES, SEVERITIES[-1]][SEVERITIES.index(severity) + 1]
    unproven = replace(report, severity=lower, message=f"Not proven: {rule.message} {_UNPROVEN}")
    return RuleData(
        actions=[f"{plan.catalog.prefix}:{name}".lower() for name in rule.actions],
        names=[f"{plan.catalog.prefix}:{name}" for name in rule.actions],
        parameters=parameters,
        taken=rule.taken(decided.parameters),
        region=_region(plan, rule, parameters),
        report=report,
        variants={
            **{
                name: replace(report, **words, severity=lower if name == "tagged" else severity)
                for name, words in rule.variants.items()
            },
            **({} if plan.kinds[rule.kind].every_service else {"unproven": unproven}),
        },
        implied_by=rule.implied_by,
    )


_UNPROVEN = (
    "The document has more cases than the search tries: it found no such request, and cannot rule one out. "
    "Make the statement simpler, or review it by hand."
)


def _region(plan: Plan, rule: Rule, parameters: Mapping[str, Any]) -> Region:
    said = filled(plan.kinds[rule.kind].region, parameters)
    scoped = {action.name for action in plan.catalog.actions if any(row.name for row in action.resource_types)}
    everywhere: dict[str, Any] = {
        "spelled": [0, 513],
        "open": False,
        "outside": [],
        "principals": None,
        "accounts": [],
        "reach": "any",
        "unscoped": not scoped.issuperset(rule.actions),
    }
    # A guard that asks for one of no values never holds, so it restricts nothing.
    guards = [block for block in said.get("guards", []) if all(v for keys in block.values() for v in keys.values())]
    return Region(**{**everywhere, **said, "guards": guards, "escape": _escape(plan, rule, guards)})


def _escape(plan: Plan, rule: Rule, guards: Sequence[Mapping[str, Mapping[str, Any]]]) -> dict[str, str] | None:
    """A context in which no guard holds, where that is plain to see: the same for every document without conditions.

    Without its key no operator holds but the negated, the optional and those of sets; the rest is for the engine.
    """
    tests = [
        (operator, key, value) for block in guards for operator, keys in block.items() for key, value in keys.items()
    ]
    known = [plan.facts.key_for(key) for _, key, _ in tests]
    if any(key is None or (key.here.presence or key.presence) in ("always", "principal") for key in known):
        return None
    if all(operator in _ASK_FOR_KEY for operator, _, _ in tests):
        return {}
    if len(tests) == 1 and tests[0][0] == "BoolIfExists" and tests[0][2] in ("true", "false"):
        _, key, value = tests[0]
        lacking = [name for name in rule.actions if key.lower() not in map(str.lower, plan.catalog.keys_of(name))]
        return None if lacking else {key: "false" if value == "true" else "true"}
    return None


_ASK_FOR_KEY = ("StringEquals", "StringLike", "ArnLike", "ArnEquals", "Bool", "IpAddress", "NumericEquals")


def _index(plan: Plan, active: Sequence[Rule], decided: Organization) -> Index:
    """Which rules have something to say of a document, by what it holds; see kind.TRIGGERS."""
    actions: dict[str, dict[str, list[str]]] = {type_: {} for type_ in POLICY_TYPES}
    others: dict[str, dict[str, list[str]]] = {
        name: {type_: [] for type_ in POLICY_TYPES} for name in ("exceptions", "patterns", "conditions")
    }
    for rule in active:
        trigger = plan.kinds[rule.kind].triggered_by(rule.resolved(decided.parameters))
        for type_ in rule.documents:
            if trigger in others:
                others[trigger][type_].append(rule.id)
                continue
            # A rule that asks for every action cannot speak where one of them is missing.
            for name in rule.actions[-1:] if trigger == "every action" else rule.actions:
                actions[type_].setdefault(f"{plan.catalog.prefix}:{name}".lower(), []).append(rule.id)
    return Index(actions=actions, **others)


def _waivers(exceptions: Iterable[Waiver]) -> dict[str, list[WaiverData]]:
    waivers: dict[str, list[WaiverData]] = {}
    for said in exceptions:
        end = (said.expires.toordinal() + 1 - _EPOCH) * _DAY
        waivers.setdefault(said.rule, []).extend(
            WaiverData(
                document=document,
                sid=said.sid,
                reason=said.reason,
                owner=said.owner,
                expires=said.expires.isoformat(),
                until=max(0, min(end, _LAST)),
            )
            for document in spellings(said.document)
        )
    return waivers


_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 24 * 60 * 60 * 1_000_000_000
_LAST = 2**63 - 1
"""Engines count nanoseconds since 1970 in 64 bits, to the year 2262."""
