"""What `check` prints: one reporter per format, each from a merged decision to text."""

import json
from typing import Literal, TextIO

from smguard.contract import Decision

FORMATS = ("table", "concise", "json")
ReportFormat = Literal["table", "concise", "json"]


def report(
    decision: Decision,
    format: ReportFormat,
    stream: TextIO,
    *,
    bundle: str = "",
    skipped: int = 0,
    verbose: bool = False,
) -> str:
    """The text to write to the stream, which is asked only what it can show.

    The table also names the bundle, and counts the files of folders that are no policies; JSON is the decision alone.
    """
    encoding = stream.encoding or "utf-8"
    if format == "json":
        return as_json(decision, ascii_only=not encoding.lower().startswith("utf"))
    from smguard.check.report import table

    look = table.look(stream)
    if format == "concise":
        text = table.concise(decision, look, bundle, skipped)
    else:
        text = table.render(decision, look, bundle, skipped, verbose=verbose)
    return text.encode(encoding, "backslashreplace").decode(encoding)


def as_json(decision: Decision, ascii_only: bool = False) -> str:
    """One JSON object with sorted keys, indented by two spaces."""
    return json.dumps(decision, sort_keys=True, indent=2, ensure_ascii=ascii_only) + "\n"
