"""Is the silence right? An exact judge beside the Rego, which shares neither code nor reading with it."""

from smguard.prove.evaluate import allows
from smguard.prove.facts import Facts
from smguard.prove.form import UndecidedError
from smguard.prove.verdict import Clean, Document, Found, Unsettled, Verdict, judge

__all__ = ["Clean", "Document", "Facts", "Found", "UndecidedError", "Unsettled", "Verdict", "allows", "judge"]
