"""The decision on a document that an engine refuses or fails on: it never allows."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from smguard.contract import SEVERITIES, UNDESCRIBED, UNREADABLE
from smguard.errors import EngineError


def undefined() -> EngineError:
    """For a bundle that has no decision on a document, which must not read as one that allows."""
    return EngineError("the policy returns no decision for a document, so the bundle is unusable: run `smguard build`")


def failed(reason: str, bundle: Mapping[str, object]) -> dict[str, object]:
    """A whole decision with one critical finding that says why the engine failed, from the bundle described so."""
    remediation = "Review this document by hand, and report it if it is a policy that AWS accepts."
    return _decision(f"the engine failed on this document: {reason}", remediation, bundle)


def refused(reason: str, bundle: Mapping[str, object]) -> dict[str, object]:
    """A whole decision with one critical finding that says why the text is not given to the engine."""
    return _decision(f"this text cannot be judged: {reason}", UNREADABLE.remediation, bundle)


def _decision(message: str, remediation: str, bundle: Mapping[str, object]) -> dict[str, object]:
    finding = {
        **asdict(UNREADABLE),
        "message": message,
        "remediation": remediation,
        "document": "",
        "policy_type": "",
        "path": [],
        "sid": "",
        "actions": [],
        "resources": [],
    }
    return {
        "allow": False,
        "findings": [finding],
        "unresolved": [],
        "summary": {
            "documents": 1,
            "statements": 0,
            "findings": {severity: int(severity == UNREADABLE.severity) for severity in SEVERITIES},
            "waived": 0,
        },
        "bundle": dict(bundle),
    }


def described(data: bytes) -> dict[str, object]:
    """How the bundle's data.json describes the bundle; empty strings where it does not."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    match value:
        case {"smguard": {"bundle": {"revision": str(), "catalog": str(), "rules": str(), **rest} as bundle}} if (
            not rest
        ):
            return dict(bundle)
    return {**UNDESCRIBED}
