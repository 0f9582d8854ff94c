"""Templates: values stay values, whatever they hold; the same inputs give the same texts everywhere."""

import getpass
import json
import os
import re
import socket
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import smguard as smguard_package
from smguard import tree
from smguard.bundle.composition import compose
from smguard.bundle.plan import Plan, read_plan
from smguard.bundle.render import render, to_json
from smguard.bundle.template import Environment
from smguard.errors import InputError
from smguard.rulebook.rule import Rule
from smguard.shipped import folder
from support.workbench import (
    ALLOW_ALL,
    RULE,
    Json,
    ask_opa,
    build_into,
    rule,
    shipped_bundle,
    shipped_plan,
    smguard,
    write_rule,
)

ODD = [
    'a "quoted" word',
    "back\\slash \\n \\u0041 \\",
    "two\nlines",
    "carriage\r\nreturn\ttab",
    "{{ rule.id }} {{ 7 * 7 }}",
    "{% include 'x' %} {# gone? #} {%- raw -%}",
    "# METADATA\n# title: x\npackage evil\n\ndeny := true",
    '"}\n\nallow := true\n\nx := {"',
    "```raw``` `raw`",
    "*/ <!-- --> ]]> </script>",
    "%s %d %v {0}",
    "line\u2028separator\u2029paragraph\u0085next",
    "\ufeffmark \u200bzero \u202eright to left",
    "\x7f del \x1b[31m escape \x01",
    "ünïcödé 漢字",
    "emoji \U0001f600\U0001f468\u200d\U0001f469",
    "last plane \U0010ffff \ufffe \uffff \ue000 \U000e0001",
    ": yaml - [ ] & * ! | > ' @ `",
    "--- ...",
    "~",
    "null",
    "2012-10-17",
    "  leading and trailing  ",
    "\ud7ff \uffff",
]
HARMLESS = "plain"


def with_texts(made: Rule, text: str) -> Rule:
    """The rule with the text wherever a text may stand that a template or the data takes."""
    case = made.cases[0]
    sid = {**ALLOW_ALL, "Statement": {**ALLOW_ALL["Statement"], "Sid": text}}
    return replace(
        made,
        title=text,
        message=text,
        description=text,
        remediation=text,
        url=text,
        references=("https://example.com/plain",),
        parameters={"guard": {"StringEquals": {f"aws:PrincipalTag/{text}": [text]}}},
        cases=(replace(case, name=text, input=sid, findings=({"path": [text], "message": text},)),),
    )


def texted(own: Plan, texts: Sequence[str]) -> Plan:
    """The shipped plan with one rule for each text, XX-T0 and so on."""
    (model,) = (made for made in own.rules if made.id == "XX-OWN")
    rules = [with_texts(replace(model, id=f"XX-T{n}"), text) for n, text in enumerate(texts)]
    return replace(own, rules=tuple(sorted(rules, key=lambda made: made.id)))


@pytest.fixture(scope="session")
def own_plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    policies = tmp_path_factory.mktemp("own")
    write_rule(policies, RULE)
    return read_plan(policies)


def inspected(opa: Path, place: Path) -> dict[str, Json]:
    """The METADATA of every package, by its name, as opa reads it."""
    done = subprocess.run([opa, "inspect", "-a", "-f", "json", place], capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    found: list[Json] = json.loads(done.stdout)["annotations"]
    return {
        ".".join(part["value"] for part in one["path"][1:]): one["annotations"]
        for one in found
        if one["annotations"]["scope"] == "package"
    }


def check_texts(opa: Path, plan: Plan, texts: Sequence[str], place: Path) -> None:
    """Every text is in METADATA and in findings as it was written, and modules say nothing else."""
    bundle = compose(texted(plan, texts))
    tree.write(place, bundle.files)
    packages = inspected(opa, place)
    rules = {name for name in packages if name.startswith("smguard.rules.") and not name.endswith("_test")}
    assert rules == {f"smguard.rules.xx_t{n}" for n in range(len(texts))}
    for n, text in enumerate(texts):
        about = packages[f"smguard.rules.xx_t{n}"]
        assert (about["title"], about["description"]) == (text, text)
        assert about["related_resources"] == [{"ref": "https://example.com/plain"}]
        assert about["custom"] == {"id": f"XX-T{n}", "severity": "high", "kind": "require_condition"}
    (decision,) = ask_opa(opa, place, [ALLOW_ALL])
    found = {one["rule"]: (one["title"], one["message"], one["remediation"]) for one in decision["findings"]}
    assert found == {f"XX-T{n}": (text, text, text) for n, text in enumerate(texts)}


def test_odd_texts_stay_texts(opa: Path, own_plan: Plan, tmp_path: Path) -> None:
    texts = [text for text in ODD if not re.search(r"\{[^{}]*\}", text)] + [HARMLESS]
    check_texts(opa, own_plan, texts, tmp_path / "bundle")


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)
PIECE = st.one_of(TEXT, st.sampled_from(["{{", "}}", "{%", "%}", '"', "\\", "\n", "#", "`", "\\u", "*/", "\u2028"]))
SETTINGS = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(texts=st.lists(st.lists(PIECE, min_size=1, max_size=6).map("".join), min_size=20, max_size=20))
def test_any_text_stays_text(opa: Path, own_plan: Plan, texts: list[str], tmp_path_factory: Any) -> None:
    # What stands in braces is a placeholder of messages.
    check_texts(opa, own_plan, [text.replace("{", "(") for text in texts], tmp_path_factory.mktemp("t") / "bundle")


def shape(opa: Path, module: str) -> object:
    """A module's syntax tree without its strings, its places and the names of its tests."""
    done = subprocess.run(
        [opa, "parse", "-f", "json", "/dev/stdin"], input=module.encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    return _without_strings(json.loads(re.sub(r'"test_[a-z0-9_]*"', '"test"', done.stdout.decode())))


def _without_strings(node: object) -> object:
    if isinstance(node, dict):
        if node.get("type") == "string":
            return "text"
        return {key: _without_strings(value) for key, value in node.items() if key not in {"comments", "annotations"}}
    return [_without_strings(item) for item in node] if isinstance(node, list) else node


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_module_keeps_its_shape(text: str, opa: Path, own_plan: Plan) -> None:
    names = ["smguard/rules/xx_t0/xx_t0.rego", "smguard/rules/xx_t0/xx_t0_test.rego"]
    odd, plain = (render(texted(own_plan, [one])) for one in (text, HARMLESS))
    assert odd.keys() == plain.keys()
    assert [shape(opa, odd[name]) for name in names] == [shape(opa, plain[name]) for name in names]


@pytest.mark.parametrize("text", [text for text in ODD if not re.search(r"\{[^{}]*\}", text)][:12], ids=ascii)
def test_text_from_yaml_reaches_the_data_as_written(text: str, tmp_path: Path) -> None:
    path = write_rule(tmp_path, RULE)
    value = rule(title=text, message=text, remediation=text, description=text)
    path.write_text(json.dumps(value), "utf-8")
    data = json.loads(compose(read_plan(tmp_path)).files["data.json"])
    report = data["smguard"]["rulebook"]["XX-OWN"]["report"]
    assert (report["title"], report["message"], report["remediation"]) == (text, text, text)


TEMPLATES = sorted(folder("templates").rglob("*.j2"))
BARE = {"rule.slug"}
"""What may stand without a filter, since it has matched a pattern of identifiers."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_passes_every_value_through_a_filter(path: Path) -> None:
    outputs = re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", path.read_text("utf-8"), re.DOTALL)
    unfiltered = [
        said
        for said in outputs
        if said not in BARE and not re.search(r"\| (rego|rego_block|rego_name|rego_set|length)$", said)
    ]
    assert unfiltered == []


def test_slug_is_an_identifier() -> None:
    assert [made.slug for made in shipped_plan().rules if not re.fullmatch(r"[a-z][a-z0-9_]*", made.slug)] == []


def own_template(place: Path, text: str) -> Path:
    """A templates folder whose require_condition renders the text."""
    (place / "rules").mkdir(parents=True)
    description = folder("templates") / "rules/require_condition.yaml"
    (place / "rules/require_condition.yaml").write_bytes(description.read_bytes())
    (place / "rules/require_condition.rego.j2").write_text(text)
    return place


BAD_TEMPLATES = {
    "undefined": ("a\n{{ rule.titel | rego }}\n", "2: 'smguard.rulebook.rule.Rule object' has no attribute 'titel'"),
    "undefined variable": ("{{ nothing | rego }}\n", "1: 'nothing' is undefined"),
    "syntax": ("a\nb\n{{ rule. }}\n", "3: expected name or number"),
    "unknown filter": ("{{ rule.id | rgo }}\n", "1: No filter named 'rgo'."),
    "division": ("\n\n{{ (1 / 0) | rego }}\n", "3: division by zero"),
    "no JSON": ("{{ rule | rego }}\n", "1: Rule is not a JSON value"),
    "missing include": ('{% include "rules/no.j2" %}\n', "1: there is no template rules/no.j2"),
    "outside": ('\n{% include "../../../etc/passwd" %}\n', "2: there is no template ../../../etc/passwd"),
}


@pytest.mark.parametrize("name", BAD_TEMPLATES)
def test_bad_template_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    text, message = BAD_TEMPLATES[name]
    templates = own_template(tmp_path / "own", text)
    with pytest.raises(InputError) as raised:
        render(read_plan(folder("policies"), templates))
    said = str(raised.value).partition(":")[2].partition(": ")
    assert str(raised.value).startswith(f"{templates}/rules/require_condition.rego.j2:")
    assert f"{said[0]}: {said[2]}".startswith(message)


def test_there_is_one_strict_environment() -> None:
    sources = {path: path.read_text("utf-8") for path in Path(smguard_package.__file__).parent.rglob("*.py")}
    made = [
        path.name for path, text in sources.items() if re.search(r"jinja2\.Environment\(|SandboxedEnvironment\)", text)
    ]
    assert sorted(made) == ["page.py", "template.py"]  # page.py renders the shipped page alone
    assert Environment([], {}).undefined is jinja2.StrictUndefined


def test_rego_is_in_form_as_rendered(opa: Path, own_plan: Plan, tmp_path: Path) -> None:
    texts = [text for text in ODD if "\n" not in text]
    tree.write(tmp_path / "own", compose(texted(own_plan, texts)).files)
    tree.write(tmp_path / "shipped", shipped_bundle().files)
    done = subprocess.run([opa, "fmt", "--list", "--fail", tmp_path], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_json_is_sorted_and_ends_in_a_line_break() -> None:
    assert to_json({"b": "é\u2028", "a": [1]}) == '{\n  "a": [\n    1\n  ],\n  "b": "é\u2028"\n}\n'


ENVIRONMENTS: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LANG": "C", "LC_ALL": "C", "COLUMNS": "40"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LANG": "tr_TR.UTF-8", "HOME": "/nonexistent"},
]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=["tokyo", "new york"])
def test_output_is_the_same_everywhere(environment: dict[str, str], tmp_path: Path) -> None:
    place = tmp_path / environment["PYTHONHASHSEED"]
    place.mkdir()
    old = os.umask(0o077 if environment["LANG"] == "C" else 0)
    try:
        arguments: list[str | Path] = ["build", "--policies", folder("policies"), "--output", "b", "--pack", "b.tar.gz"]
        smguard(*arguments, cwd=place, environment={**environment, "SMGUARD_CACHE": str(tmp_path), "SMGUARD_OPA": ""})
    finally:
        os.umask(old)
    assert tree.stale(place / "b", shipped_bundle().files) == []


def test_output_names_no_machine_user_or_path() -> None:
    files = shipped_bundle().files
    told = [socket.gethostname(), getpass.getuser(), str(Path.home()), str(folder("policies").parent)]
    # Names so short or common that they may well stand in a text do not count.
    told = [name for name in told if len(name) > 5 and name != "localhost"]
    assert [(path, name) for path, text in files.items() for name in told if name.encode() in text] == []


def test_built_bundle_of_odd_texts_compiles(opa: Path, own_plan: Plan, tmp_path: Path) -> None:
    texts = [text for text in ODD if not re.search(r"\{[^{}]*\}", text)]
    built = build_into(tmp_path / "bundle", compose(texted(own_plan, texts)), opa)
    from smguard.engine.wasm import WasmEngine

    engine = WasmEngine(built.wasm, built.bundle.files["data.json"], None)
    try:
        decisions = engine.evaluate([json.dumps(ALLOW_ALL).encode()])
    finally:
        engine.close()
    assert decisions == ask_opa(opa, built.folder, [ALLOW_ALL])
