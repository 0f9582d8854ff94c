"""The decision on a document that an engine failed on: it never allows."""

from collections.abc import Mapping

RULE = "SM-INPUT"


def failed(reason: str, bundle: Mapping[str, object]) -> dict[str, object]:
    """A whole decision with one critical finding that says why; `bundle` is the decision's member of that name."""
    finding = {
        "rule": RULE,
        "severity": "critical",
        "title": "Input that cannot be judged",
        "message": f"the engine failed on this document: {reason}",
        "remediation": "Review this document by hand; if it is a policy that AWS accepts, report it to the maintainers.",
        "url": "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
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
            "findings": {"low": 0, "medium": 0, "high": 0, "critical": 1},
            "waived": 0,
        },
        "bundle": dict(bundle),
    }


def described(data: object) -> dict[str, object]:
    """The bundle's description of itself in its data document; empty where the data has none."""
    match data:
        case {"smguard": {"bundle": dict(bundle)}}:
            return bundle
    return {}
