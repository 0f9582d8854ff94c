"""From a policies folder to a plan: what a folder of one's own adds, and what it takes from the shipped one."""

import json
import re
import shutil
from pathlib import Path

import pytest

from smguard.bundle.composition import compose
from smguard.bundle.data import compile_data, expansions
from smguard.bundle.plan import read_plan
from smguard.rulebook.folder import is_policies
from smguard.shipped import folder
from support.workbench import (
    ALLOW_ALL,
    NOTHING,
    RULE,
    ask_opa,
    build_into,
    rule,
    shipped_bundle,
    shipped_catalog,
    shipped_plan,
    write_rule,
)


def test_rule_of_a_known_kind_is_one_file(tmp_path: Path, opa: Path) -> None:
    write_rule(tmp_path / "policies", RULE)
    bundle = compose(read_plan(tmp_path / "policies"))
    changed = {path for path, text in bundle.files.items() if shipped_bundle().files.get(path) != text}
    assert changed == {
        ".manifest",
        "data.json",
        "smguard/smguard.rego",
        "smguard/lib/contract/contract.rego",
        "smguard/rules/xx_own/xx_own.rego",
        "smguard/rules/xx_own/xx_own_test.rego",
    }
    built = build_into(tmp_path / "bundle", bundle, opa)
    found, passed = ask_opa(opa, built.folder, [ALLOW_ALL, NOTHING])
    (own,) = (finding for finding in found["findings"] if finding["rule"] == "XX-OWN")
    del own["witness"]
    assert own == {
        "rule": "XX-OWN",
        "severity": "high",
        "title": RULE["title"],
        "message": "secretsmanager:DeleteSecret needs a ticket.",
        "remediation": RULE["remediation"],
        "url": RULE["url"],
        "document": "policy",
        "policy_type": "identity",
        "path": ["Statement", "Action"],
        "sid": "",
        "actions": ["secretsmanager:DeleteSecret"],
        "resources": ["*"],
    }
    assert passed["findings"] == []


def test_kind_of_ones_own_is_a_pair_of_files(tmp_path: Path, opa: Path) -> None:
    templates = tmp_path / "own"
    (templates / "rules").mkdir(parents=True)
    (templates / "rules/sid_required.yaml").write_text(
        "title: A statement must have a Sid\ndescription: d\ntrigger: {always: actions}\n"
        "parameters: {type: object, additionalProperties: false}\n"
    )
    (templates / "rules/sid_required.rego.j2").write_text(
        """{% include "rules/header.rego.j2" %}

import data.smguard.lib.report.finding

# METADATA
# description: the Allow statements without a Sid
findings(world) := [found |
	some allow in world.allows
	allow.sid == ""
	found := finding.shape(world, {{ rule.id | rego }}, allow, {
		"path": allow.path,
		"actions": [],
		"resources": [],
		"detail": "",
	})
]
"""
    )
    write_rule(tmp_path / "policies", rule(kind="sid_required", parameters={}, message="No Sid."))
    plan = read_plan(tmp_path / "policies", templates)
    assert sorted(plan.kinds.keys() - shipped_plan().kinds.keys()) == ["sid_required"]
    built = build_into(tmp_path / "bundle", compose(plan), opa)
    with_sid = {**ALLOW_ALL, "Statement": {**ALLOW_ALL["Statement"], "Sid": "Mine"}}
    decisions = ask_opa(opa, built.folder, [ALLOW_ALL, with_sid])
    found = [[f["message"] for f in one["findings"] if f["rule"] == "XX-OWN"] for one in decisions]
    assert found == [["No Sid."], []]


def test_kind_of_ones_own_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    templates = tmp_path / "own"
    (templates / "rules").mkdir(parents=True)
    for path in (folder("templates") / "rules").glob("require_condition.*"):
        shutil.copy(path, templates / "rules")
    description = templates / "rules/require_condition.yaml"
    description.write_text(description.read_text().replace("title: ", "title: Mine. ", 1))
    plan = read_plan(folder("policies"), templates)
    assert plan.kinds["require_condition"].title.startswith("Mine. ")
    assert plan.kinds.keys() == shipped_plan().kinds.keys()


def test_copy_of_the_shipped_folder_without_rules_is_the_shipped_plan(tmp_path: Path) -> None:
    for path in folder("policies").rglob("*"):
        target = tmp_path / path.relative_to(folder("policies"))
        if path.is_file() and path.parent.name != "rules":
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    assert compose(read_plan(tmp_path)) == shipped_bundle()


@pytest.mark.parametrize(
    ("names", "is_one"),
    [
        ([], False),
        (["README.md"], False),
        (["iam.json", "bucket.yaml"], False),
        (["organization.yaml"], True),
        (["parameters.yaml"], True),
        (["organisation.yaml"], True),
        (["rules/x"], True),
        (["catalog/x"], True),
    ],
    ids=str,
)
def test_which_folder_is_meant(names: list[str], is_one: bool, tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert is_policies(tmp_path) is is_one


def test_every_rule_is_active_inactive_or_off() -> None:
    plan = shipped_plan()
    active = compile_data(plan)["rulebook"].keys()
    assert active | plan.inactive.keys() | plan.organization.disabled == {one.id for one in plan.rules}
    assert not active & plan.inactive.keys()


def test_every_active_rule_is_indexed() -> None:
    data = compile_data(shipped_plan())
    index = data["index"]
    indexed = {id_ for types in index["actions"].values() for ids in types.values() for id_ in ids}
    for trigger in index.keys() - {"actions"}:
        indexed |= {id_ for ids in index[trigger].values() for id_ in ids}
    assert indexed == data["rulebook"].keys()


def test_names_are_those_of_the_catalog_and_each_of_their_beginnings_is_in_the_table() -> None:
    data = compile_data(shipped_plan())["catalog"]
    names = [f"secretsmanager:{action.name}".lower() for action in shipped_catalog().actions]
    assert data["names"] == names
    assert data["prefixes"] == expansions(names)


def test_values_made_up_for_a_key_have_its_form() -> None:
    keys = compile_data(shipped_plan())["catalog"]["keys"]
    formed = {name: known for name, known in keys.items() if "format" in known and known["presence"] != "never"}
    odd = {
        name: values
        for name, known in formed.items()
        if (values := [each for each in known["fresh"] if not re.search(known["format"], each)])
    }
    assert odd == {"aws:ismcpserviceaction": ["true"]}


def test_odd_texts_in_a_note_change_no_rego(tmp_path: Path) -> None:
    note = "catalog/secretsmanager/privileges.md"
    text = (folder("policies") / note).read_text("utf-8")
    (tmp_path / note).parent.mkdir(parents=True)
    described = "- description: "
    odd = described + 'x " \\ {{ 7 }} {% raw %} # package evil */ \U0001f600 deny := 1 '
    assert described in text
    (tmp_path / note).write_text(text.replace(described, odd), "utf-8")
    mine, usual = compose(read_plan(tmp_path)), shipped_bundle()
    changed = {path for path in usual.files if mine.files[path] != usual.files[path]}
    assert mine.files.keys() == usual.files.keys()
    assert changed == {".manifest", "data.json"}
    mine_data, usual_data = (json.loads(one.files["data.json"])["smguard"] for one in (mine, usual))
    assert {**mine_data, "bundle": 0} == {**usual_data, "bundle": 0}
    assert mine_data["bundle"]["catalog"] != usual_data["bundle"]["catalog"]
    assert mine.policy == usual.policy


def test_what_an_organisation_does_not_set_has_the_shipped_value(tmp_path: Path) -> None:
    (tmp_path / "organization.yaml").write_text('fail_on: low\nparameters: {accounts: ["111122223333"]}\n', "utf-8")
    shipped = read_plan(folder("policies")).organization.parameters
    decided = read_plan(tmp_path).organization
    assert (decided.fail_on, decided.parameters) == ("low", {**shipped, "accounts": ["111122223333"]})
