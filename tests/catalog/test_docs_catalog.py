"""The guide to the catalog: every command in it, in its order, in a folder that has the files that it names."""

import json
import re
import shutil
from pathlib import Path

from smguard.catalog.model import Catalog
from smguard.catalog.note import read_note
from smguard.cli.catalog import catalog_app
from smguard.shipped import folder
from support.loopback import body, serving
from support.vault import BATCH, Json, reference
from support.workbench import ALLOW_ALL, smguard

GUIDE = (folder("templates") / "docs/catalog.md").read_text("utf-8")
BLOCKS = [block.splitlines() for block in re.findall(r"^```sh\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)]
# The first blocks tell a story of their own each; the others go on where the last one of these ended.
BEGINNINGS = 4
FINDING = {
    "smguard catalog update --check --documents iam/",
    "smguard catalog diff",
    "smguard catalog diff --documents iam/ --format json",
    "smguard catalog diff old.json secretsmanager.json",
    "smguard catalog audit",
}


def iam_data(catalog: Catalog, *more: str) -> Json:
    """The catalog as iam-data's files tell it, with more actions."""
    listed: list[Json] = [
        {
            "name": action.name,
            "description": action.description,
            "accessLevel": ", ".join(sorted(action.access_levels)),
            "resourceTypes": [
                {"name": row.name, "required": row.required, "conditionKeys": [], "dependentActions": []}
                for row in action.resource_types
                if row.name
            ],
            "conditionKeys": [key for row in action.resource_types for key in row.condition_keys],
            "dependentActions": [],
        }
        for action in catalog.actions
    ]
    listed += [{**listed[0], "name": name} for name in more]
    arn = "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}"
    return {
        "actions": {one["name"].lower(): one for one in listed},
        "conditionKeys": {key.lower(): {"key": key, "description": "", "type": "String"} for key in catalog.keys},
        "resourceTypes": {"secret": {"key": "Secret", "arn": arn, "conditionKeys": []}},
    }


def begin(place: Path, url: str) -> None:
    """A policies/ folder with nothing but its source, and no cache."""
    for name in ("policies", "bundles", "cache"):
        shutil.rmtree(place / name, ignore_errors=True)
    notes = place / "policies/catalog/secretsmanager"
    notes.mkdir(parents=True)
    (notes / "source.yaml").write_text(f"sources: ['{url}']")


def test_every_command_of_the_guide_does_what_it_says(tmp_path: Path, opa: Path) -> None:
    catalog = read_note(folder("policies") / "catalog/secretsmanager/privileges.md")
    (tmp_path / "iam").mkdir()
    (tmp_path / "iam/admin.json").write_text(json.dumps(ALLOW_ALL))
    (tmp_path / "old.json").write_text(json.dumps(reference(catalog)))
    (tmp_path / "secretsmanager.json").write_text(json.dumps(reference(catalog, FlySecret=BATCH)))
    (tmp_path / "iam-data").mkdir()
    for name, content in iam_data(catalog, "SwimSecret").items():
        (tmp_path / "iam-data" / f"{name}.json").write_text(json.dumps(content))
    environment = {"SMGUARD_CACHE": str(tmp_path / "cache"), "SMGUARD_OPA": str(opa), "PATH": "/usr/bin:/bin"}
    served = {"/sm.json": body(json.dumps(reference(catalog, FlySecret=BATCH)))}
    ended = {}
    with serving(served) as server:
        for number, block in enumerate(BLOCKS):
            if number < BEGINNINGS:
                begin(tmp_path, f"{server.url}/sm.json")
            for command in block:
                done = smguard(*command.split()[1:], cwd=tmp_path, environment={**environment, "no_proxy": "*"})
                ended[command] = (done.returncode, done.stderr.decode() if done.returncode == 2 else "")
    assert ended == {command: (int(command in FINDING), "") for block in BLOCKS for command in block}


def test_each_command_has_help_and_an_example_that_the_guide_has_too() -> None:
    commands = {f"smguard catalog {one.name}": one for one in catalog_app.registered_commands}
    examples = {name: (one.epilog or "").removeprefix("Example: ") for name, one in commands.items()}
    known = {command for block in BLOCKS for command in block}
    assert {name for name, example in examples.items() if not example.startswith(name)} == set()
    assert set(examples.values()) <= known
    assert all(one.callback is not None and one.callback.__doc__ for one in commands.values())


def test_the_guide_shows_the_settings_that_ship() -> None:
    (shown,) = re.findall(r"^# source.yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    shipped = (folder("policies") / "catalog/secretsmanager/source.yaml").read_text("utf-8")
    settings = [re.sub(r"\s+#.*", "", line) for line in shown.splitlines()]
    assert [line for line in shipped.splitlines() if line and not line.startswith("#")] == settings
