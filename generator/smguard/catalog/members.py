"""Takes a JSON or YAML value apart, checks each part, and collects what is wrong and where."""

import re
from collections.abc import Mapping
from datetime import date

from smguard.errors import Problem
from smguard.source import Source

At = tuple[str | int, ...]
# Stands for a required member that is missing: it was refused, and is not refused again as having no value.
MISSING = object()

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Members:
    """The parts of one source, and in `problems` what is wrong with them.

    Each method returns the part if it is as it must be; else it adds a problem and returns an empty value.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def refuse(self, at: At, message: str) -> None:
        """Adds a problem at a path of the source."""
        self.problems.append(Problem(self.source.path, message, *self.source.locate(at)))

    def mapping(self, at: At, value: object) -> dict[str, object]:
        """A mapping with any members."""
        if isinstance(value, dict):
            return value
        self._refuse_present(at, value, "must be a mapping")
        return {}

    def fixed(
        self, at: At, value: object, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> Mapping[str, object]:
        """A mapping with these members only; a required one that it does not have is MISSING in it."""
        mapping = self.mapping(at, value)
        if mapping.keys() == set(required):
            return mapping
        known = (*required, *optional)
        for name in mapping:
            if name not in known:
                self.refuse((*at, name), f'unknown key "{name}": use {", ".join(known)}')
        if isinstance(value, dict):
            for name in required:
                if name not in mapping:
                    self.refuse(at, f'{_named(at)} has no "{name}"')
        return dict.fromkeys(required, MISSING) | mapping

    def having(self, at: At, value: object, required: tuple[str, ...]) -> Mapping[str, object]:
        """A mapping with at least these members; one that it does not have is MISSING in it."""
        mapping = self.mapping(at, value)
        if isinstance(value, dict):
            for name in required:
                if name not in mapping:
                    self.refuse(at, f'{_named(at)} has no "{name}"')
        return dict.fromkeys(required, MISSING) | mapping

    def listing(self, at: At, value: object) -> list[object]:
        """A list with any items."""
        if isinstance(value, list):
            return value
        self._refuse_present(at, value, "must be a list")
        return []

    def text(self, at: At, value: object, pattern: re.Pattern[str], what: str) -> str:
        """A text that the pattern matches as a whole."""
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        self._refuse_present(at, value, f"must be {what}")
        return ""

    def texts(self, at: At, value: object, pattern: re.Pattern[str], what: str) -> tuple[str, ...]:
        """A list of texts that the pattern matches as a whole."""
        if not isinstance(value, list):
            self._refuse_present(at, value, "must be a list")
            return ()
        for index, part in enumerate(value):
            if not isinstance(part, str) or not pattern.fullmatch(part):
                self.refuse((*at, index), f"each of {at[-1]} must be {what}")
        return tuple(part for part in value if isinstance(part, str))

    def choice(self, at: At, value: object, known: tuple[str, ...]) -> str:
        """One of the known texts."""
        if isinstance(value, str) and value in known:
            return value
        self._refuse_present(at, value, f"must be one of {', '.join(known)}")
        return ""

    def flag(self, at: At, value: object) -> bool:
        """True or false."""
        if isinstance(value, bool):
            return value
        self._refuse_present(at, value, "must be true or false")
        return False

    def count(self, at: At, value: object) -> int:
        """A whole number, not negative."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self._refuse_present(at, value, "must be a whole number")
        return 0

    def day(self, at: At, value: object) -> str:
        """A date as YYYY-MM-DD."""
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value).isoformat()
            except ValueError:
                pass
        self._refuse_present(at, value, "must be a date: YYYY-MM-DD")
        return ""

    def _refuse_present(self, at: At, value: object, message: str) -> None:
        if value is not MISSING:
            self.refuse(at, f"{_named(at)} {message}")


def _named(at: At) -> str:
    """How a message calls the part at a path."""
    if not at:
        return "the document"
    return str(at[-1]) if re.fullmatch("[a-z_]+", str(at[-1])) else f'"{at[-1]}"'
