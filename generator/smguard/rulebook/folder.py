"""A policies/ folder: which of its files are read, and what is read in place of those that it lacks."""

from dataclasses import dataclass
from pathlib import Path

from smguard.errors import Problem, nearest
from smguard.shipped import folder

_SETTINGS = ("organization.yaml", "parameters.yaml")
_FOLDERS = ("rules", "catalog")


@dataclass(frozen=True, slots=True)
class Policies:
    """The files that a plan is made from; `rules` are folders, the shipped one first.

    `services` is the folder's own folder of notes on other services, None where it has none.
    """

    note: Path
    facts: Path
    source: Path
    parameters: Path
    organization: Path
    rules: tuple[Path, ...]
    services: Path | None


def find_policies(own: Path) -> Policies:
    """The files of a folder of one's own, each from the shipped folder where it is not there.

    The rules are those of both folders. organization.yaml is the folder's own, and need not exist: another one's
    decisions are nobody's defaults.
    """
    shipped = folder("policies")

    def found(name: str) -> Path:
        return own / name if (own / name).is_file() else shipped / name

    services = own / "catalog/services"
    rules = [shipped / "rules"]
    if own.resolve() != shipped.resolve():
        rules.append(own / "rules")
    return Policies(
        note=found("catalog/secretsmanager/privileges.md"),
        facts=found("catalog/secretsmanager/facts.yaml"),
        source=found("catalog/secretsmanager/source.yaml"),
        parameters=found("parameters.yaml"),
        organization=own / "organization.yaml",
        rules=tuple(rules),
        services=services if services.is_dir() else None,
    )


def is_policies(own: Path) -> bool:
    """Whether the folder holds something that is read from a policies/ folder, or is named nearly so."""
    return any((own / name).exists() for name in (*_SETTINGS, *_FOLDERS)) or bool(stray(own))


def stray(own: Path) -> list[Problem]:
    """Files with names so near to those that are read that nobody would notice their being passed over."""
    names = sorted(path.name for path in own.glob("*.y*ml") if path.name not in _SETTINGS)
    hints = [(name, nearest(name, _SETTINGS)) for name in names]
    return [Problem(str(own / name), f"is read by nothing{hint}") for name, hint in hints if hint]
