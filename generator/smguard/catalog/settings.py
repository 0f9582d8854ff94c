"""What source.yaml says beside a note: where newer states of the catalog come from, and what is refused of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smguard.errors import InputError
from smguard.source import read_source
from smguard.source.schema import violations

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sources"],
    "properties": {
        "sources": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "pattern": "^https?://[!-~]+$"},
        },
        "largest_loss": {"type": "number", "minimum": 0, "maximum": 1},
        "seconds": {"type": "number", "exclusiveMinimum": 0, "maximum": 3600},
    },
}


@dataclass(frozen=True, slots=True)
class Settings:
    """One source.yaml: addresses that are read together; the share of actions that may be missing in a newer
    catalog, from 0 to 1; the time for a download, in seconds.
    """

    sources: tuple[str, ...] = ()
    largest_loss: float = 0.1
    seconds: float = 120.0


def read_settings(path: Path) -> Settings:
    """The settings of a file; where there is none, the defaults without a source. Raises InputError."""
    if not path.is_file():
        return Settings()
    source = read_source(path)
    if problems := violations(source, _SCHEMA):
        raise InputError(problems)
    value: Any = source.value
    known = Settings()
    return Settings(
        sources=tuple(value["sources"]),
        largest_loss=float(value.get("largest_loss", known.largest_loss)),
        seconds=float(value.get("seconds", known.seconds)),
    )
