"""Words of the decision's contract that callers, generator and Rego share: the one place where they are written."""

from dataclasses import dataclass

SEVERITIES = ("critical", "high", "medium", "low")
"""The gravest first."""

POLICY_TYPES = ("identity", "resource", "scp", "rcp", "boundary", "other")


@dataclass(frozen=True, slots=True)
class InputRule:
    """What is reported about an input itself. It cannot be switched off, and its severity can only be raised."""

    rule: str
    severity: str
    title: str
    remediation: str
    url: str


UNREADABLE = InputRule(
    rule="SM-INPUT",
    severity="critical",
    title="Input that cannot be judged",
    remediation="Provide an IAM policy document that AWS accepts, an envelope with one, or a set of envelopes.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
)

UNRESOLVED = InputRule(
    rule="SM-INPUT-UNRESOLVED",
    severity="medium",
    title="Policy with an unknown part",
    remediation="Check the policy again after the template tool has filled it in.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
)

INPUT_RULES = (UNREADABLE, UNRESOLVED)
