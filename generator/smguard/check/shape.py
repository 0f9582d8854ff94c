"""Whether a file that was found in a folder is a policy: doubt makes it one.

A walk passes over what is no policy, so nothing here may pass over a policy that is only misspelled, wrapped in
something else, or written as a text inside another one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

_ENVELOPE = frozenset(
    {"policy", "policy_type", "name", "resource_arn", "account_id", "principal_arn", "tags"}  # as the bundle has it
)
_RULE = frozenset({"id", "kind", "cases"})
_DETAILS = frozenset({"UserDetailList", "GroupDetailList", "RoleDetailList"})
_GRANTING = ("AWS::IAM::", "AWS::SecretsManager::", "AWS::Serverless::", "AWS::SSO::", "AWS::Organizations::")
_VERSIONS = ("2012-10-17", "2008-10-17")
_ELEMENTS = frozenset(
    {"sid", "effect", "action", "notaction", "resource", "notresource", "principal", "notprincipal", "condition"}
)
_ACTION = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z*?]+")
_TEXT = re.compile(
    r"""effect ["'\\]* \s* (?: [:=] | => ) \s* ["'\\]* (?: allow | deny )
      | statement s? ["'\\]* \s* (?: [:=] | => ) \s* [\[{]
      | (?: policy_?document | AWS::IAM:: ) """,
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = re.compile(
    r"""\b(?:effect|statements?)["'\\]*\s*[:=]|policy_?document|AWS::IAM::|secretsmanager:|2012-10-17|2008-10-17""",
    re.IGNORECASE,
)


def is_policy(value: object) -> bool:
    """Whether a file's value is judged when a folder is walked: a policy, or something that holds or may be one.

    What the bundle knows but cannot judge yet (a Terraform plan, a CloudFormation template with IAM in it, …) is judged
    too, and becomes a finding.
    """
    if isinstance(value, dict):
        if "Statement" in value or _is_envelope(value) or _is_set(value) or _is_known(value):
            return True
        if value.keys() >= _RULE or value.keys() == {"smguard"}:
            return False  # a rule of smguard's, whose cases hold policies, or a bundle's data
    elif _is_combined(value):
        return True
    return any(_is_sign(part) for part in _parts(value))


def mentions_policy(text: str) -> bool:
    """Whether a text that cannot be read speaks of a policy anywhere."""
    return _WORDS.search(text) is not None


def _is_envelope(value: Mapping[str, Any]) -> bool:
    return "policy" in value and value.keys() <= _ENVELOPE


def _is_set(value: Mapping[str, Any]) -> bool:
    listed = value.get("policies")
    if isinstance(listed, list) and listed:
        return any(isinstance(one, dict) and _is_envelope(one) for one in listed)
    return value.keys() == {"policies"}


def _is_known(value: Mapping[str, Any]) -> bool:
    """What the bundle recognises by its members, and does not judge yet."""
    if "terraform_version" in value or "eventSource" in value or value.keys() & _DETAILS:
        return True
    resources = value.get("Resources")
    types = (
        (one.get("Type") for one in resources.values() if isinstance(one, dict)) if isinstance(resources, dict) else ()
    )
    return any(isinstance(type_, str) and type_.startswith(_GRANTING) for type_ in types)


def _is_combined(value: object) -> bool:
    """What conftest's --combine makes of files."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) and "contents" in one for one in value)


def _parts(value: object) -> Iterator[object]:
    """The mappings and texts in a value, itself included."""
    rest = [value]
    while rest:
        part = rest.pop()
        if isinstance(part, dict):
            yield part
            rest.extend(part.values())
        elif isinstance(part, list):
            rest.extend(part)
        elif isinstance(part, str):
            yield part


def _is_sign(part: object) -> bool:
    """Whether a mapping or a text looks like a policy's, or like a part of one."""
    if isinstance(part, str):
        return _TEXT.search(unquote(part) if "%" in part else part) is not None
    if not isinstance(part, dict):
        return False
    elements = {key.replace("_", "").replace("-", "").lower(): member for key, member in part.items()}
    if any(_is_statement(name) and _holds_elements(member) for name, member in elements.items()):
        return True
    if elements.get("version") in _VERSIONS:
        return True
    effect = elements.get("effect")
    if isinstance(effect, str) and effect.strip().lower() in ("allow", "deny"):
        return True
    actions = [*_texts(elements.get("action")), *_texts(elements.get("notaction"))]
    if "effect" in elements and actions:
        return True
    scoped = elements.keys() & {"resource", "notresource", "principal", "notprincipal"}
    return bool(scoped) and any(_ACTION.fullmatch(action.strip()) for action in actions)


@lru_cache(maxsize=4096)
def _is_statement(name: str) -> bool:
    """Whether a key in small letters is "statement", its plural, or a slip of the pen."""
    return name[:1] == "s" and abs(len(name) - 9) < 3 and bool(get_close_matches(name, ("statement",), 1, 0.8))


def _holds_elements(value: object) -> bool:
    listed = value if isinstance(value, list) else [value]
    return any(isinstance(one, dict) and any(key.lower() in _ELEMENTS for key in one) for one in listed)


def _texts(value: object) -> Iterable[str]:
    listed = value if isinstance(value, list) else [value]
    return (one for one in listed if isinstance(one, str))
