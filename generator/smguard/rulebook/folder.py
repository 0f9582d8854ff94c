"""A policies/ folder: which of its files are read, and what is read in place of those that it lacks."""

from dataclasses import dataclass
from pathlib import Path

from smguard.errors import nearest
from smguard.rulebook.stray import FOLDERS, SETTINGS, misplaced_rule
from smguard.shipped import folder


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
    """Whether the folder holds something that is read from a policies/ folder, or that was meant to be.

    Such is a file named nearly so, and a rule in another place.
    """
    if any((own / name).exists() for name in (*SETTINGS, *FOLDERS)) or misplaced_rule(own):
        return True
    settings = [name.partition(".")[0] for name in SETTINGS]
    return any(nearest(path.stem, settings) for path in own.glob("*.y*ml"))
