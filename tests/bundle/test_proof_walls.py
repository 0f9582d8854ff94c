"""`smguard test` on a stranger's rules: their Rego runs in opa, and reaches nothing."""

from pathlib import Path

import pytest

from smguard.bundle.build import prepare
from smguard.bundle.proof import Check, verify
from smguard.errors import InputError
from smguard.shipped import folder
from support.loopback import body, serving

CHECKS = 4
"""Those that opa makes before the slow ones: its form, twice its check, its tests."""


def checks(templates: Path, opa: Path, regal: Path) -> dict[str, Check]:
    """The first checks of a bundle of these templates."""
    built = prepare(folder("policies"), templates, templates.parent / "out")
    found: dict[str, Check] = {}
    running = verify(built, {"opa": opa, "regal": regal})
    for check in running:
        found[check.name] = check
        if len(found) == CHECKS or check.name == "opa test":
            break
    return found


def own(place: Path, more: str) -> Path:
    """Templates whose rules of one kind hold more Rego than the shipped ones."""
    (place / "rules").mkdir(parents=True)
    for ending in ("yaml", "rego.j2"):
        name = f"rules/require_condition.{ending}"
        (place / name).write_bytes((folder("templates") / name).read_bytes())
    with (place / "rules/require_condition.rego.j2").open("a") as file:
        file.write(more)
    return place


def test_rules_of_others_send_nothing(opa: Path, regal: Path, tmp_path: Path) -> None:
    with serving({"/": body("{}")}) as listener:
        sends = f'\nsent if http.send({{"method": "get", "url": "{listener.url}/"}}).status_code == 200\n'
        found = checks(own(tmp_path / "templates", sends), opa, regal)
        assert listener.requests == []
    said = "undefined function http.send (smguard withholds it from Rego)"
    assert {name: said in check.detail for name, check in found.items() if name != "opa fmt"} == {
        "opa check --strict": True,
        "opa 1.0 can load it": True,
        "opa test": True,
    }


def test_rules_of_others_name_no_schema_elsewhere(opa: Path, regal: Path, tmp_path: Path) -> None:
    schema = '\n# METADATA\n# schemas:\n#   - input: {"$ref": "file:///etc/passwd"}\nread if input.x == 1\n'
    with pytest.raises(InputError, match=r"METADATA must not refer to a schema elsewhere"):
        checks(own(tmp_path / "templates", schema), opa, regal)
