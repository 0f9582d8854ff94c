"""What nothing reads in a policies/ or templates/ folder: told with the place where it belongs."""

import os
import shutil
from pathlib import Path

import pytest

from smguard.bundle.plan import read_plan
from smguard.errors import InputError
from smguard.rulebook.folder import is_policies
from smguard.rulebook.stray import stray_policies, stray_templates
from smguard.shipped import folder
from support.workbench import ORDINARY, RULE, smguard, to_yaml, write_rule

TEXT = to_yaml(RULE)
OUTSIDE = "nothing reads it here: move it out of this folder"
BELONGS = "nothing reads it here: put a rule in rules/XX-OWN.yaml"
POLICIES: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing but what is read": (
        {
            "organization.yaml": "",
            "parameters.yaml": "",
            "rules/XX-OWN.yaml": TEXT,
            "catalog/secretsmanager/privileges.md": "",
            "catalog/secretsmanager/facts.yaml": "",
            "catalog/secretsmanager/source.yaml": "",
            "catalog/services/iam.s3.md": "",
        },
        [],
    ),
    "documentation, schemas, hidden files and copies of an editor": (
        {
            "README.md": "",
            "rule.schema.json": "",
            ".DS_Store": "",
            "rules/NOTES.txt": "",
            "rules/.hidden/x.yaml": "",
            "rules/XX-OWN.yaml~": "",
            "catalog/README.md": "",
            "docs/why.md": "",
        },
        [],
    ),
    "a rule beside rules/": ({"XX-OWN.yaml": TEXT}, [f"XX-OWN.yaml: {BELONGS}"]),
    "a rule in a folder with a near name": ({"rule/XX-OWN.yaml": TEXT}, [f"rule/XX-OWN.yaml: {BELONGS}"]),
    "a rule in a folder below rules/": (
        {"rules/sub/deep/XX-OWN.yaml": TEXT},
        ["rules/sub/deep/XX-OWN.yaml: rules are read only directly from rules/: move it to rules/XX-OWN.yaml"],
    ),
    "a rule that is no YAML": (
        {"rules/XX-OWN.json": "{}", "rules/XX-TWO": ""},
        [
            "rules/XX-OWN.json: nothing reads it: write a rule as YAML, in rules/XX-OWN.yaml",
            "rules/XX-TWO: nothing reads it: write a rule as YAML, in rules/XX-TWO.yaml",
        ],
    ),
    "a folder without rules below rules/": (
        {"rules/lib/x.rego": ""},
        ["rules/lib: nothing reads this folder, since rules are files directly in rules/: move it elsewhere"],
    ),
    "settings under another name": (
        {"organisation.yaml": "", "parameters.yml": ""},
        [
            'organisation.yaml: nothing reads it (did you mean "organization.yaml"?)',
            'parameters.yml: nothing reads it (did you mean "parameters.yaml"?)',
        ],
    ),
    "policies to judge": (
        {"iam/reader.json": "{}", "exceptions.csv": ""},
        [f"exceptions.csv: {OUTSIDE}", f"iam: {OUTSIDE}"],
    ),
    "a catalog in the wrong place": (
        {"catalog/privileges.md": "", "catalog/facts.yaml": "", "catalog/secretmanager/facts.yaml": "x: 1"},
        [
            f"catalog/facts.yaml: {OUTSIDE}",
            'catalog/secretmanager: nothing reads it (did you mean "secretsmanager"?)',
        ],
    ),
    "other files of the catalog": (
        {"catalog/secretsmanager/fact.yaml": "", "catalog/secretsmanager/old.md": "", "catalog/services/s3.json": ""},
        [
            'catalog/secretsmanager/fact.yaml: nothing reads it (did you mean "facts.yaml"?)',
            f"catalog/secretsmanager/old.md: {OUTSIDE}",
            "catalog/services/s3.json: nothing reads it: put notes on other services directly in this folder, as *.md",
        ],
    ),
    "a file in a folder's place, and a folder in a file's": (
        {"rules": "", "catalog/secretsmanager": "", "organization.yaml/x": ""},
        [
            "organization.yaml: must be a file that can be read",
            "rules: must be a folder that can be read",
            "catalog/secretsmanager: must be a folder that can be read",
        ],
    ),
}


def laid_out(place: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, "utf-8")
    return place


@pytest.mark.parametrize("name", POLICIES)
def test_stray_files_of_policies(name: str, tmp_path: Path) -> None:
    files, wanted = POLICIES[name]
    found = stray_policies(laid_out(tmp_path, files))
    assert [str(problem).replace(f"{tmp_path}/", "") for problem in found] == wanted


def test_shipped_folders_hold_nothing_else() -> None:
    assert stray_policies(folder("policies")) == []
    assert stray_templates(folder("templates")) == []


def test_what_an_option_names_is_read(tmp_path: Path) -> None:
    laid_out(tmp_path, {"kinds/rules/x.yaml": "", "notes/s3.md": "", "notes/x.json": ""})
    assert [problem.path for problem in stray_policies(tmp_path)] == [str(tmp_path / "kinds"), str(tmp_path / "notes")]
    assert stray_policies(tmp_path, [tmp_path / "kinds", tmp_path / "notes"]) == []


KIND_FILES = {"rules/mine.yaml": "", "rules/mine.rego.j2": '{% include "rules/header.rego.j2" %}'}
TEMPLATES: dict[str, tuple[dict[str, str], list[str]]] = {
    "a kind": (KIND_FILES, []),
    "a shipped template replaced, and one that a kind includes": (
        {
            **KIND_FILES,
            "rules/mine.rego.j2": '{% include "parts/a.j2" %}',
            "parts/a.j2": "",
            "rules/header.rego.j2": "",
        },
        [],
    ),
    "a kind beside rules/": (
        {**KIND_FILES, "other.yaml": "", "other.rego.j2": ""},
        [
            "other.rego.j2: no template names it: put a kind's template in rules/other.rego.j2",
            "other.yaml: nothing reads it here: put a kind in rules/other.yaml",
        ],
    ),
    "a library": (
        {**KIND_FILES, "lib/x/x.rego": ""},
        ["lib/x/x.rego: nothing reads it: the Rego library is the one that ships with smguard"],
    ),
    "Rego that is no template": ({**KIND_FILES, "rules/mine.rego": ""}, [f"rules/mine.rego: {OUTSIDE}"]),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_stray_files_of_templates(name: str, tmp_path: Path) -> None:
    files, wanted = TEMPLATES[name]
    found = stray_templates(laid_out(tmp_path, files))
    assert [str(problem).replace(f"{tmp_path}/", "") for problem in found] == wanted


def test_a_plan_with_stray_files_is_refused(tmp_path: Path) -> None:
    write_rule(tmp_path, RULE)
    read_plan(tmp_path)
    (tmp_path / "ACME.yaml").write_text(TEXT)
    with pytest.raises(InputError) as raised:
        read_plan(tmp_path)
    message = f"{tmp_path}/ACME.yaml: nothing reads it here: put a rule in {tmp_path}/rules/ACME.yaml"
    assert str(raised.value) == message


def test_a_folder_with_a_misplaced_rule_alone_is_a_policies_folder(tmp_path: Path) -> None:
    (tmp_path / "bucket.yaml").write_text("Statement: []\n")
    assert not is_policies(tmp_path)
    (tmp_path / "ACME.yaml").write_text(TEXT)
    assert is_policies(tmp_path)


def test_odd_files_are_told_and_never_a_traceback(tmp_path: Path) -> None:
    place = tmp_path / "policies"
    write_rule(place, RULE)
    (place / "rules/gone.yaml").symlink_to("nowhere")
    (place / "organization.yaml").symlink_to("nowhere")
    (place / "loop").symlink_to(".")
    (place / "rules/deep.yaml").mkdir()
    (place / "catalog/secretsmanager").mkdir(parents=True)
    (place / "catalog/secretsmanager/facts.yaml").mkdir()
    (place / os.fsdecode(b"\xff.bin")).touch()
    done = smguard("rules", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    for told in (
        "policies/organization.yaml: must be a file that can be read",
        "policies/rules/gone.yaml: cannot be read: No such file or directory",
        "policies/catalog/secretsmanager/facts.yaml: must be a file that can be read",
        ".bin: nothing reads it here",
    ):
        assert told in said, said


@pytest.mark.parametrize("hidden", ["rules", "catalog", "catalog/secretsmanager", "."])
def test_folder_that_cannot_be_listed_does_not_read_as_empty(hidden: str, tmp_path: Path) -> None:
    place = tmp_path / "policies"
    write_rule(place, RULE)
    (place / "catalog/secretsmanager").mkdir(parents=True)
    shutil.copy(folder("policies") / "catalog/secretsmanager/facts.yaml", place / "catalog/secretsmanager")
    (place / hidden).chmod(0o111)
    try:
        done = smguard("rules", cwd=tmp_path, command=ORDINARY)
    finally:
        (place / hidden).chmod(0o755)
    named = place.relative_to(tmp_path) / hidden
    assert (done.returncode, f"{named}: cannot be read: Permission denied" in done.stderr.decode()) == (2, True), done
