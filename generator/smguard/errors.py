"""What can be wrong with a user's input or machine, said so that the reader knows where and what to do.

SmguardError
├── InputError        a file the user wrote or named cannot be used
│   ├── DialectError      it is JSON or YAML of a kind that is not read here
│   └── UnreachableError  a server did not answer
├── StaleError        an output does not fit its inputs; the message names the command that mends it
├── ToolchainError    opa, conftest, regal or go cannot be had
└── EngineError       an engine could not evaluate
"""

from collections.abc import Iterable
from dataclasses import dataclass


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint such as ' (did you mean "kind"?)', or nothing where no known name is near."""
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f' (did you mean "{close[0]}"?)' if close else ""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, and where: line and column count from 1 and are None where unknown."""

    path: str
    message: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = [self.path, *(str(n) for n in (self.line, self.column) if n is not None)]
        return f"{':'.join(place)}: {self.message}"


class SmguardError(Exception):
    """Carries every problem found in one run; its text has one line for each."""

    def __init__(self, problems: Problem | str | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            self.problems: tuple[Problem, ...] = ()
            super().__init__(problems)
            return
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InputError(SmguardError):
    """A file that the user wrote or named cannot be used as it is."""


class DialectError(InputError):
    """A file is JSON or YAML of a kind that is read elsewhere and not here, such as JSON with comments."""

    def __init__(self, problem: Problem, text: str) -> None:
        super().__init__(problem)
        self.text = text


class UnreachableError(InputError):
    """A server did not answer in time, or cannot answer now."""


class StaleError(SmguardError):
    """An output no longer fits what it was made from."""


class ToolchainError(SmguardError):
    """An external program (opa, conftest, regal, go) is missing and could not be had."""


class EngineError(SmguardError):
    """An engine could not evaluate a document."""
