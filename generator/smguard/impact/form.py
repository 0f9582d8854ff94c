"""The form a report takes on a stream: for people, for programs, or for a pull request."""

import json
from typing import Literal, TextIO

from smguard.check.report.table import look
from smguard.impact import markdown, table
from smguard.impact.report import Report

Format = Literal["table", "json", "markdown"]


def text(report: Report, format: Format, stream: TextIO) -> str:
    """The report for the stream, which is asked only what it can show."""
    encoding = stream.encoding or "utf-8"
    if format == "json":
        ascii_only = not encoding.lower().startswith("utf")
        return json.dumps(report.value(), sort_keys=True, indent=2, ensure_ascii=ascii_only) + "\n"
    written = markdown.render(report) if format == "markdown" else table.render(report, look(stream))
    return written.encode(encoding, "backslashreplace").decode(encoding)
