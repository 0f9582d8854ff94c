"""Does a finding's witness prove what the finding says?"""

import json
import re
from typing import Any

from iam.evaluator import allows, context_of
from iam.product import BUNDLE
from iam.regions import forbids
from iam.strangers import completed, impossible

Json = dict[str, Any]

FORMATS = {
    key: re.compile(known["format"])
    for key, known in json.loads((BUNDLE / "data.json").read_text())["smguard"]["catalog"]["keys"].items()
    if "format" in known
}


def unformed(witness: Json) -> list[str]:
    """The values of the witness's context that have not the form which the catalog gives for their key."""
    return [
        f"{key} {value}"
        for key, values in context_of(witness).items()
        for value in values
        if key in FORMATS and not FORMATS[key].search(value)
    ]


def complaint(finding: Json, document: Json, organization: Json) -> str | None:
    """Why the finding's witness proves nothing, if it does not."""
    witness = finding.get("witness")
    if witness is None:
        unproven = finding.get("proven") is False or finding["rule"] == "SM-ID-SUFFIX"
        return None if unproven else "it has no witness"
    if not allows(document, witness):
        return "the document does not allow the witness"
    if not forbids(finding["rule"], witness, document, organization):
        return "the rule does not forbid the witness"
    if not allows(document, completed(witness, document)):
        return "the document allows the witness only without keys that AWS always adds"
    return "; ".join(impossible(witness) + unformed(witness)) or None
