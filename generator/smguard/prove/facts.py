"""What the judge takes from a bundle's data.json: actions, condition keys, and the rules' regions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from smguard.prove.form import Form, escaped, form

ALL = frozenset({"all"})

REGIONS: Mapping[str, tuple[str, ...]] = {
    "aws": (
        *("us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1"),
        *("eu-south-1", "eu-south-2", "eu-central-1", "eu-central-2", "ap-south-1", "ap-south-2", "ap-east-1"),
        *("ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2"),
        *("ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "af-south-1"),
        *("ca-central-1", "ca-west-1", "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1"),
    ),
    "aws-cn": ("cn-north-1", "cn-northwest-1"),
    "aws-us-gov": ("us-gov-west-1", "us-gov-east-1"),
    "aws-iso": ("us-iso-east-1", "us-iso-west-1"),
    "aws-iso-b": ("us-isob-east-1", "us-isob-west-1"),
    "aws-iso-e": ("eu-isoe-west-1",),
    "aws-iso-f": ("us-isof-south-1", "us-isof-east-1"),
    "aws-eusc": ("eusc-de-east-1",),
}
"""The partitions of AWS and their regions; source: botocore's endpoints and partitions."""

_FORM_OF_TYPE = {
    "bool": "true|false",
    "numeric": "[0-9]+",
    "arn": r"arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(?:[0-9]{12})?:[!-~]+",
}


@dataclass(frozen=True, slots=True)
class Key:
    """A condition key: who decides its value, when it is there, and the form of its values."""

    name: str
    type: str
    control: str
    presence: str
    service: bool
    multivalued: bool
    form: Form


@dataclass(frozen=True, slots=True)
class Action:
    """An action: its name in lower case and as AWS spells it, and the keys of its requests."""

    id: str
    name: str
    scoped: bool
    keys: frozenset[str]
    never: tuple[Mapping[str, Mapping[str, Any]], ...]


class Facts:
    """The data of a bundle, read once."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        catalog = data["catalog"]
        self.date = str(catalog["date"])
        self.rulebook: Mapping[str, Any] = data["rulebook"]
        self.index: Mapping[str, Any] = data["index"]
        self._keys: Mapping[str, Any] = catalog["keys"]
        self._known: dict[str, Key] = {}
        self._types: dict[str, frozenset[str]] = {}
        self.service = str(catalog["marks"]["prefix"])
        self.actions = {
            name: Action(name, known["name"], known["resource"] != "*", frozenset(known["keys"]), tuple(known["never"]))
            for name, known in catalog["actions"].items()
        }

    def key(self, name: str) -> Key:
        """What is known of a key, whose name is in lower case."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._key(name)
        return found

    def _key(self, name: str) -> Key:
        known = self._keys.get(name) or (self._keys.get(name.partition("/")[0] + "/") if "/" in name else None)
        if known is None:
            return Key(name, "string", "unknown", "sometimes", True, False, form((".+", ALL)))
        expression = known.get("format") or _FORM_OF_TYPE.get(known["type"], ".+")
        return Key(
            name,
            known["type"],
            known["control"],
            known["presence"],
            known["scope"] == "service",
            known["multivalued"],
            form((expression, ALL)),
        )

    def applies(self, action: Action, key: str) -> bool:
        """Can requests for the action have the key, according to the catalog?"""
        return not self.key(key).service or key in action.keys or key.partition("/")[0] + "/" in action.keys

    def types_of(self, rule: str) -> frozenset[str]:
        """The types of policies that the rule judges."""
        if rule not in self._types:
            self._types[rule] = self._types_of(rule)
        return self._types[rule]

    def _types_of(self, rule: str) -> frozenset[str]:
        found = {
            type_ for type_, actions in self.index["actions"].items() for rules in actions.values() if rule in rules
        }
        for name in ("exceptions", "patterns", "conditions"):
            found |= {type_ for type_, rules in self.index[name].items() if rule in rules}
        return frozenset(found)


NAME = "[A-Za-z0-9/_+=.@!-]"
SUFFIX = "[A-Za-z0-9]{6}"
_PLACE = frozenset({"all", "bare", "place"})
"""The scopes of what stands before a secret's name."""


@lru_cache(maxsize=200)
def secret_form(partition: str, regions: tuple[str, ...], least: int) -> Form:
    """The form of a secret's ARN, its name at least so long; scopes: all, region, account, bare, name."""
    return form(
        (f"arn:{partition}:secretsmanager:", _PLACE),
        ("|".join(regions), _PLACE | {"region"}),
        (":", _PLACE),
        ("[0-9]{12}", _PLACE | {"account"}),
        (":secret:", _PLACE),
        (f"{NAME}{{{least},}}" if least > 1 else f"{NAME}+", frozenset({"all", "bare", "name"})),
        (f"-{SUFFIX}", ALL),
    )


def parts_of(arn: str) -> dict[str, str]:
    """The parts of a secret's ARN by the scopes of its form."""
    _, _, _, region, account, _, name = arn.split(":", 6)
    return {"all": arn, "bare": arn[:-7], "region": region, "account": account, "name": name[:-7]}


@lru_cache(maxsize=2_000)
def known_secret(arn: str) -> Form:
    """The form of one secret's ARN."""
    parts = parts_of(arn)
    return form(
        (escaped(":".join([*arn.split(":")[:3], ""])), _PLACE),
        (escaped(parts["region"]), _PLACE | {"region"}),
        (":", _PLACE),
        (parts["account"], _PLACE | {"account"}),
        (":secret:", _PLACE),
        (escaped(parts["name"]), frozenset({"all", "bare", "name"})),
        (escaped(arn[-7:]), ALL),
    )


_KNOWN = frozenset(name for names in REGIONS.values() for name in names)


def region_names(content: str) -> tuple[str, ...]:
    """The regions that a document names where a region can stand and that are not known."""
    found = re.findall(r'(?:arn:[^":]*:[^":]*:|")([a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2})[":]', content)
    return tuple(dict.fromkeys(name for name in found if name not in _KNOWN))
