"""data.json has one definition, which the Rego documents too."""

import json
import re
from dataclasses import fields
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from iam import generate
from smguard.bundle.data import compile_data
from smguard.bundle.plan import read_plan
from smguard.bundle.shape import BundleData, KeyFacts, Region, Report, json_schema, to_json
from smguard.contract import POLICY_TYPES, SEVERITIES
from smguard.rulebook.organization import bare
from smguard.shipped import folder
from support.notes import write_notes
from support.scale import seeded
from support.workbench import shipped_bundle, shipped_plan

SCHEMA = Draft202012Validator(json_schema())


def test_the_shipped_data_fit() -> None:
    data = json.loads(shipped_bundle().files["data.json"])
    assert data.keys() == {"smguard"}
    assert [error.message for error in SCHEMA.iter_errors(data["smguard"])] == []


def test_the_data_of_any_organisation_and_of_many_services_fit(tmp_path: Any) -> None:
    random = seeded("shape")
    compiled = [compile_data(shipped_plan(), bare(generate.organization(random))) for _ in range(5)]
    compiled.append(compile_data(read_plan(folder("policies"), None, write_notes(tmp_path / "notes"))))
    assert [error.message for data in compiled for error in SCHEMA.iter_errors(data)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"made_for": 5},
        {"newer": {}},
        {"index": {}},
        {"organization": {"fail_on": "high", "input": {}, "waivers": {"X": [{"document": "*"}]}}},
    ],
    ids=["a wrong type", "a part that nothing reads", "a part without members", "a waiver without an end"],
)
def test_what_does_not_fit_is_refused(change: dict[str, Any]) -> None:
    data = json.loads(shipped_bundle().files["data.json"])["smguard"]
    assert not SCHEMA.is_valid({**data, **change})


def test_what_is_not_set_is_left_out_unless_null_means_something() -> None:
    key = KeyFacts("string", "global", "always", "caller", False, {}, ["a"])
    assert "format" not in to_json(key)
    region = Region([0, 513], False, [], None, [], [], "any", False, None)
    assert to_json(region) == {
        "spelled": [0, 513],
        "open": False,
        "outside": [],
        "principals": None,
        "accounts": [],
        "guards": [],
        "reach": "any",
        "unscoped": False,
        "escape": None,
    }


def test_the_rego_documents_the_same_region() -> None:
    text = (folder("templates") / "lib/search/request/request.rego").read_text("utf-8").partition("package ")[0]
    documented = set(re.findall(r'"([a-z]+)":', text)) | set(re.findall(r'; "([a-z]+)"', text))
    assert {one.name for one in fields(Region)} <= documented


def test_the_schemas_of_files_have_the_contract_s_words() -> None:
    organization, rule = (
        json.loads((folder("policies") / f"{name}.schema.json").read_text("utf-8")) for name in ("organization", "rule")
    )
    assert organization["properties"]["fail_on"]["enum"] == list(SEVERITIES)
    assert rule["properties"]["severity"]["enum"] == list(SEVERITIES)
    assert set(rule["properties"]["documents"]["items"]["enum"]) == set(POLICY_TYPES)
    assert {one.name for one in fields(Report)} <= {"rule", *rule["properties"], "id"}
    assert {one.name for one in fields(BundleData)} >= {"catalog", "organization", "rulebook", "index"}
