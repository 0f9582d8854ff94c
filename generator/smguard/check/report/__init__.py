"""What `check` prints: one reporter per format, each from a merged decision to text."""

import json
from typing import Literal, TextIO

from smguard.check.decision import Decision

FORMATS = ("table", "json")
ReportFormat = Literal["table", "json"]


def report(decision: Decision, format: ReportFormat, stream: TextIO) -> str:
    """The text to write to the stream, which is asked only what it can show."""
    encoding = stream.encoding or "utf-8"
    if format == "json":
        return as_json(decision, ascii_only=not encoding.lower().startswith("utf"))
    from smguard.check.report import table

    text = table.render(decision, table.look(stream))
    return text.encode(encoding, "backslashreplace").decode(encoding)


def as_json(decision: Decision, ascii_only: bool = False) -> str:
    """One JSON object with sorted keys, indented by two spaces."""
    return json.dumps(decision, sort_keys=True, indent=2, ensure_ascii=ascii_only) + "\n"
