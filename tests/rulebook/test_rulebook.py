"""Rule files and kinds: what is wrong with one is said with its place, for all files in one run."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from smguard.bundle.build import prepare
from smguard.bundle.plan import read_plan
from smguard.errors import InputError
from smguard.rulebook.rule import Rule, read_rulebook
from smguard.shipped import folder
from support.workbench import ALLOW_ALL, NOTHING, RULE, Json, rule, shipped_catalog, shipped_plan, to_yaml, write_rule

CASES: Json = RULE["cases"]
FOUND: Json = CASES["found"][0]
DECLARED: Json = {
    "minimum": {"description": "", "schema": {"type": "integer", "minimum": 1}},
    "keys": {"description": "", "schema": {"type": "array", "items": {"type": "string"}}},
}
SCOPED: Json = rule(kind="scoped_resources", parameters={"less_than": {"organization": "minimum"}, "reach": "any"})
SCOPED["cases"] = {"organization": {"minimum": 3}, **CASES}


def read(policies: Path) -> tuple[Rule, ...]:
    return read_rulebook([policies / "rules"], shipped_plan().kinds, shipped_catalog(), DECLARED)


def problems(policies: Path, reading: Callable[[Path], object] = read) -> list[str]:
    """The problems of reading, with the paths below the folder."""
    with pytest.raises(InputError) as raised:
        reading(policies)
    return [str(problem).replace(f"{policies}/", "") for problem in raised.value.problems]


def place(value: Json, member: str) -> str:
    """Line and column of the only line that has a member of this name, as write_rule lays it out."""
    lines = [n for n, line in enumerate(to_yaml(value).splitlines(), 1) if re.match(rf"[ -]*{member}:", line)]
    assert len(lines) == 1, lines
    line = to_yaml(value).splitlines()[lines[0] - 1]
    return f"rules/XX-OWN.yaml:{lines[0]}:{line.index(member) + 1}"


URL = r"^https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#]([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$"


def cases(**changes: object) -> Json:
    return rule(cases={**CASES, **changes})


BAD: dict[str, tuple[Json, list[tuple[str, str]]]] = {
    "unknown key": (rule(cure="x"), [("cure", 'unknown key "cure"')]),
    "near key": (rule(titel="x"), [("titel", 'unknown key "titel" (did you mean "title"?)')]),
    "missing member": (rule(message=None), [("id", "missing: message")]),
    "missing members": (rule(url=None, kind=None), [("id", "missing: kind, url")]),
    "severity": (
        rule(severity="hgih"),
        [("severity", 'severity must be one of: critical, high, medium, low (did you mean "high"?)')],
    ),
    "type of title": (rule(title=["a"]), [("title", "title must be of type string")]),
    "empty title": (rule(title=""), [("title", "title must have at least 1 characters")]),
    "long title": (rule(title="t" * 81), [("title", "title must have at most 80 characters")]),
    "type of documents": (rule(documents="identity"), [("documents", "documents must be of type array")]),
    "no references": (rule(references=[]), [("references", "references must have at least 1 items")]),
    "plain http": (rule(url="http://example.com"), [("url", f"url must match {URL}")]),
    "url with a space": (rule(url="https://example.com/a b"), [("url", f"url must match {URL}")]),
    "url with a line break": (rule(url="https://example.com/\n"), [("url", f"url must match {URL}")]),
    "url with half an escape": (rule(url="https://example.com/%4"), [("url", f"url must match {URL}")]),
    "actions": (
        rule(actions=7),
        [
            (
                "actions",
                "actions matches none of the allowed forms: The actions that the rule applies to: their names, or a"
                " selection from the catalog.",
            )
        ],
    ),
    "selection": (
        rule(actions={"acces_level": "Read"}),
        [("acces_level", 'unknown key "acces_level" (did you mean "access_level"?)')],
    ),
    "action twice": (
        rule(actions=["GetSecretValue", "GetSecretValue"]),
        [("actions", "actions must not have the same item twice")],
    ),
    "unknown kind": (
        rule(kind="require_conditions"),
        [
            (
                "kind",
                'there is no kind "require_conditions" (did you mean "require_condition"?): `smguard rules` lists them',
            )
        ],
    ),
    "unknown parameter": (
        rule(parameters={**RULE["parameters"], "gaurd": {}}),
        [("gaurd", 'kind require_condition has no parameter "gaurd" (did you mean "guard"?)')],
    ),
    "unknown organization": (
        rule(parameters={"guard": {"StringEquals": {"aws:x": {"organization": "kesy"}}}}),
        [("aws:x", 'parameters.yaml declares no parameter "kesy" (did you mean "keys"?)')],
    ),
    "placeholder": (
        rule(message="{action} is bad."),
        [("message", "a message has no placeholder {action}: use actions, detail, resources")],
    ),
    "unknown variant": (
        rule(variants={"tagd": {"title": "T"}}),
        [("tagd", 'unknown key "tagd" (did you mean "tagged"?)')],
    ),
    "unknown remedy": (
        rule(remedies=[{"narow": {"Resource": "{secret}"}}]),
        [
            ("narow", "missing: narrow"),
            ("narow", 'unknown key "narow" (did you mean "narrow"?)'),
        ],
    ),
    "two remedies in one": (
        rule(remedies=[{"remove": "entry", "deny": {"Condition": {"Bool": {"k": "true"}}}}]),
        [("remove", "this must match only one of the allowed forms")],
    ),
    "what to remove": (
        rule(remedies=[{"remove": "statment"}]),
        [("remove", 'remove must be one of: entry, statement (did you mean "statement"?)')],
    ),
    "unknown organization of a remedy": (
        rule(remedies=[{"deny": {"Condition": {"ArnNotLike": {"aws:x": {"organization": "kesy", "default": []}}}}}]),
        [("aws:x", 'parameters.yaml declares no parameter "kesy" (did you mean "keys"?)')],
    ),
    "cases lack what a remedy asks for": (
        rule(remedies=[{"deny": {"Condition": {"ArnNotLike": {"aws:x": {"organization": "keys"}}}}}]),
        [("cases", "the cases need the rule's parameters: add keys here")],
    ),
    "case twice": (
        cases(passed=[{"name": "no condition", "policy": NOTHING}]),
        [],
    ),
    "case without policy": (cases(passed=[{"name": "nothing"}]), []),
    "case with both": (cases(passed=[{"name": "nothing", "policy": NOTHING, "input": NOTHING}]), []),
    "no found cases": (cases(found=[]), [("found", "found must have at least 1 items")]),
    "unknown case parameter": (
        cases(organization={"minimun": 3}),
        [("minimun", 'parameters.yaml declares no parameter "minimun" (did you mean "minimum"?)')],
    ),
    "case parameter breaks its schema": (
        cases(organization={"minimum": 0}),
        [("minimum", "minimum must be at least 1")],
    ),
    "cases lack what the rule asks for": (
        {**SCOPED, "cases": CASES},
        [("cases", "the cases need the rule's parameters: add minimum here")],
    ),
    "several at once": (
        rule(kind="nothing_such", message="{what}", cases={**CASES, "organization": {"nope": 1}}),
        [
            ("kind", 'there is no kind "nothing_such": `smguard rules` lists them'),
            ("message", "a message has no placeholder {what}: use actions, detail, resources"),
            ("nope", 'parameters.yaml declares no parameter "nope"'),
        ],
    ),
}
ELSEWHERE = {
    "case twice": 'two cases are named "no condition": rename one',
    "case without policy": "missing: policy",
    "case with both": "this must match only one of the allowed forms",
}


def passed_line(value: Json) -> int:
    return to_yaml(value).splitlines().index("  passed:") + 2


@pytest.mark.parametrize("name", BAD)
def test_bad_rule(name: str, tmp_path: Path) -> None:
    value, wanted = BAD[name]
    write_rule(tmp_path, value)
    expected = [f"{place(value, member)}: {message}" for member, message in wanted]
    if name in ELSEWHERE:
        expected = [f"rules/XX-OWN.yaml:{passed_line(value)}:5: {ELSEWHERE[name]}"]
    assert problems(tmp_path) == expected


def test_the_message_of_a_variant_has_the_same_placeholders(tmp_path: Path) -> None:
    value = rule(variants={"tagged": {"message": "{tag} is bad."}})
    write_rule(tmp_path, value)
    line = 1 + to_yaml(value).splitlines().index("    message: '{tag} is bad.'")
    assert problems(tmp_path) == [
        f"rules/XX-OWN.yaml:{line}:5: a message has no placeholder {{tag}}: use actions, detail, resources"
    ]


@pytest.mark.parametrize("value", [RULE, SCOPED], ids=["require_condition", "scoped_resources"])
def test_good_rule(value: Json, tmp_path: Path) -> None:
    write_rule(tmp_path, value)
    assert [one.id for one in read(tmp_path)] == ["XX-OWN"]


TEXTS = {
    "empty": ("", "the file is empty: write a document into it or leave it out"),
    "list": ("- a\n", "1:1: this must be of type object"),
    "null": ("null\n", "1:1: this must be of type object"),
    "NUL": ("id: a\0b\n", "1:6: the text contains a NUL character: save it as UTF-8 text"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_that_is_no_rule(name: str, tmp_path: Path) -> None:
    text, message = TEXTS[name]
    write_rule(tmp_path, RULE).write_text(text)
    (found,) = problems(tmp_path)
    assert found.removeprefix("rules/XX-OWN.yaml:").strip() == message


BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
)


@pytest.mark.parametrize("text", [BOMB, "[" * 5000, "a: 1\na: 2\n", "a: !!python/object:os.system {}\n", "a: [\n"])
def test_hostile_yaml_is_one_problem(text: str, tmp_path: Path) -> None:
    write_rule(tmp_path, RULE).write_text(text)
    (found,) = problems(tmp_path)
    assert re.match(r"rules/XX-OWN\.yaml:\d+:\d+: ", found)


def test_id_is_the_file_name(tmp_path: Path) -> None:
    write_rule(tmp_path, RULE, "XX-OTHER")
    assert problems(tmp_path) == ["rules/XX-OTHER.yaml:1:1: the file of rule XX-OWN must be named XX-OWN.yaml"]


@pytest.mark.parametrize("id_", ["xx-own", "XX", "XX_OWN", "XX-OWN\n", "XX-OWN}}", '"XX-OWN'])
def test_id_is_an_identifier(id_: str, tmp_path: Path) -> None:
    write_rule(tmp_path, rule(id=id_), "XX-OWN")
    assert problems(tmp_path) == ["rules/XX-OWN.yaml:1:1: id must match ^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$"]


def test_file_with_another_ending_is_not_passed_over(tmp_path: Path) -> None:
    write_rule(tmp_path, RULE).rename(tmp_path / "rules/XX-OWN.yml")
    assert problems(tmp_path) == ["rules/XX-OWN.yml: a rule's file must end in .yaml: rename it to XX-OWN.yaml"]


@pytest.mark.parametrize(
    ("implied", "message"),
    [
        ({"XX-A": ["XX-C"]}, 'there is no rule "XX-C" (did you mean "XX-B"?): `smguard rules` lists them'),
        ({"XX-A": ["XX-A"]}, "XX-A and XX-A imply each other: take one of the two out of implied_by"),
        ({"XX-A": ["XX-B"], "XX-B": ["XX-A"]}, "XX-B and XX-A imply each other: take one of the two out of implied_by"),
    ],
    ids=["unknown", "itself", "circle"],
)
def test_rules_that_imply_what_they_cannot(implied: dict[str, list[str]], message: str, tmp_path: Path) -> None:
    for id_ in ("XX-A", "XX-B"):
        more = {"implied_by": implied[id_]} if id_ in implied else {}
        write_rule(tmp_path, rule(id=id_, **more), id_)
    assert problems(tmp_path)[0].partition(": ")[2] == message


def test_a_rule_may_be_implied_by_another(tmp_path: Path) -> None:
    write_rule(tmp_path, rule(id="XX-A"), "XX-A")
    write_rule(tmp_path, rule(id="XX-B", implied_by=["XX-A"]), "XX-B")
    assert [one.implied_by for one in read(tmp_path)] == [(), ("XX-A",)]


def test_same_id_in_two_folders(tmp_path: Path) -> None:
    for name in "ab":
        write_rule(tmp_path / name, RULE)
    with pytest.raises(InputError) as raised:
        read_rulebook([tmp_path / "a/rules", tmp_path / "b/rules"], shipped_plan().kinds, shipped_catalog(), DECLARED)
    assert str(raised.value) == (
        f"{tmp_path}/b/rules/XX-OWN.yaml:1:1: rule XX-OWN is also in {tmp_path}/a/rules/XX-OWN.yaml: "
        "remove this copy, or give it an id of its own"
    )


def test_copy_of_a_shipped_rule(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    shutil.copy(folder("policies") / "rules/SM-RP-PUBLIC.yaml", tmp_path / "rules")
    with pytest.raises(InputError) as raised:
        read_plan(tmp_path)
    assert str(raised.value) == (
        f"{tmp_path}/rules/SM-RP-PUBLIC.yaml:2:1: rule SM-RP-PUBLIC ships with smguard: "
        "remove this copy, or give it an id of its own"
    )


def test_all_problems_of_all_files_come_together(tmp_path: Path) -> None:
    write_rule(tmp_path, rule(id="XX-A", severity="x"))
    write_rule(tmp_path, rule(id="XX-B", kind="x"))
    write_rule(tmp_path, rule(id="XX-C"))
    (tmp_path / "rules/XX-D.yaml").write_text("[")
    (tmp_path / "organization.yaml").write_text("fail_on: never\n")
    (tmp_path / "organisation.yaml").write_text("fail_on: high\n")
    templates = tmp_path / "own"
    (templates / "rules").mkdir(parents=True)
    (templates / "rules/lonely.yaml").write_text("title: 1\n")
    found = problems(tmp_path, lambda folder: read_plan(folder, templates))
    assert [line.partition(":")[0] for line in found] == [
        "organisation.yaml",
        "own",
        "own/rules/lonely.yaml",
        "own/rules/lonely.yaml",
        "own/rules/lonely.yaml",
        "organization.yaml",
        "rules/XX-A.yaml",
        "rules/XX-D.yaml",
    ]
    shutil.rmtree(templates)
    found = problems(tmp_path, read_plan)
    assert [line.partition(":")[0] for line in found] == [
        "organisation.yaml",
        "organization.yaml",
        "rules/XX-A.yaml",
        "rules/XX-B.yaml",
        "rules/XX-D.yaml",
    ]


def test_problems_of_note_rules_and_organisation_come_together(tmp_path: Path) -> None:
    write_rule(tmp_path, rule(id="XX-A", message="{what}"))
    write_rule(tmp_path, rule(id="XX-B"))
    (tmp_path / "organization.yaml").write_text("fail_on: never\n")
    (tmp_path / "catalog/secretsmanager").mkdir(parents=True)
    (tmp_path / "catalog/secretsmanager/privileges.md").write_text("# no note\n")
    (tmp_path / "XX-C.yaml").write_text(to_yaml(rule(id="XX-C")))
    found = problems(tmp_path, read_plan)
    assert sorted({line.partition(":")[0] for line in found}) == [
        "XX-C.yaml",
        "catalog/secretsmanager/privileges.md",
        "organization.yaml",
        "rules/XX-A.yaml",
    ]


@pytest.mark.parametrize(
    ("actions", "selected", "left_out"),
    [
        (["DeleteSecret", "FlySecret"], ("DeleteSecret",), ("FlySecret",)),
        (["deletesecret"], ("DeleteSecret",), ()),
        (["FlySecret"], (), ("FlySecret",)),
        ({"access_level": "List"}, ("ListSecrets",), ()),
        ({"access_level": "List", "except": ["ListSecrets", "Nope"]}, (), ("Nope",)),
        ({"resource_type": "Bucket"}, (), ("Bucket",)),
    ],
    ids=str,
)
def test_selection(actions: object, selected: tuple[str, ...], left_out: tuple[str, ...], tmp_path: Path) -> None:
    write_rule(tmp_path, rule(actions=actions, not_yet=True))
    (one,) = read(tmp_path)
    assert (one.actions, one.left_out) == (selected, left_out)


COMING = "if AWS has yet to release it, add not_yet: true"
UNKNOWN: dict[str, tuple[Json, str]] = {
    "an action": (
        rule(actions=["DeleteSecret", "GetSecretValu"]),
        f'9:3: the catalog has no action "GetSecretValu" (did you mean "GetSecretValue"?): {COMING}',
    ),
    "an exception": (
        rule(actions={"access_level": "List", "except": ["ListSecret"]}),
        f'10:5: the catalog has no action "ListSecret" (did you mean "ListSecrets"?): {COMING}',
    ),
    "a type of resource": (
        rule(actions={"resource_type": "Secrets"}),
        f'8:3: the catalog has no resource type "Secrets" (did you mean "Secret"?): {COMING}',
    ),
    "an action in a parameter": (
        rule(kind="limit_actions", parameters={"hold": "all", "roles": [], "before_the_secret": ["CreatSecret"]}),
        f'13:5: the catalog has no action "CreatSecret" (did you mean "CreateSecret"?): {COMING}',
    ),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_that_no_catalog_has_is_refused_unless_it_is_still_to_come(name: str, tmp_path: Path) -> None:
    value, wanted = UNKNOWN[name]
    write_rule(tmp_path, value)
    assert problems(tmp_path) == [f"rules/XX-OWN.yaml:{wanted}"]
    write_rule(tmp_path, {**value, "not_yet": True})
    assert [one.id for one in read(tmp_path)] == ["XX-OWN"]


@pytest.mark.parametrize("named", ["GetSecretValue", "BatchGetSecretValue", "FlySecret"])
def test_an_older_note_lacks_actions_that_rules_may_name(named: str, tmp_path: Path) -> None:
    """Its own actions and the shipped catalog's are no slips; the shipped rules build with it too."""
    note = tmp_path / "catalog/secretsmanager/privileges.md"
    note.parent.mkdir(parents=True)
    shutil.copy(Path(__file__).parents[1] / "fixtures/secretsmanager-2020-10.md", note)
    write_rule(tmp_path, rule(actions=["DeleteSecret", named]))
    if named == "FlySecret":
        assert problems(tmp_path, read_plan)[0].endswith(f'the catalog has no action "FlySecret"{NEAR}: {COMING}')
        return
    plan = read_plan(tmp_path)
    (own,) = (one for one in plan.rules if one.id == "XX-OWN")
    assert own.left_out == (() if named == "GetSecretValue" else (named,))
    assert len(plan.rules) == len(shipped_plan().rules) + 1


NEAR = ' (did you mean "DeleteSecret"?)'


def test_all_selects_the_catalog(tmp_path: Path) -> None:
    write_rule(tmp_path, rule(actions="all"))
    assert read(tmp_path)[0].actions == tuple(action.name for action in shipped_catalog().actions)


@pytest.mark.parametrize(
    ("written", "stands_for"),
    [
        (["{actions}"], ["secretsmanager:DeleteSecret", "secretsmanager:GetSecretValue", "secretsmanager:ListSecrets"]),
        (["{scoped actions}"], ["secretsmanager:DeleteSecret", "secretsmanager:GetSecretValue"]),
        (["{actions}", "!SecretsManager:*secret"], ["secretsmanager:GetSecretValue", "secretsmanager:ListSecrets"]),
        (
            ["s3:*", "{scoped actions}", "!secretsmanager:Get*", "!secretsmanager:Fly*", "iam:*"],
            ["s3:*", "secretsmanager:DeleteSecret", "iam:*"],
        ),
        (["secretsmanager:GetSecretValue", "!x"], ["secretsmanager:GetSecretValue", "!x"]),
        ("{actions}", "{actions}"),
    ],
    ids=str,
)
def test_a_case_names_the_actions_of_its_rule_without_listing_them(
    written: object, stands_for: object, tmp_path: Path
) -> None:
    policy = {"Statement": [{"Effect": "Allow", "Action": written}]}
    findings = [{"path": ["Statement", 0], "actions": written if isinstance(written, list) else [written]}]
    cases = {
        "found": [{"name": "f", "policy": policy, "findings": findings}],
        "passed": [{"name": "p", "policy": NOTHING}],
    }
    write_rule(tmp_path, rule(actions=["DeleteSecret", "GetSecretValue", "ListSecrets"], cases=cases))
    found = read(tmp_path)[0].cases[0]
    assert found.input == {"Statement": [{"Effect": "Allow", "Action": stands_for}]}
    if isinstance(stands_for, list):
        assert found.findings == ({"path": ["Statement", 0], "actions": stands_for},)


@pytest.mark.parametrize(
    ("actions", "notes"),
    [
        (["DeleteSecret"], []),
        (["DeleteSecret", "FlySecret"], ["XX-OWN: the catalog has no FlySecret, so the rule is compiled without"]),
        (
            ["FlySecret"],
            [
                "XX-OWN: the catalog has no FlySecret, so the rule is compiled without",
                "XX-OWN selects no action of the catalog: it judges nothing",
            ],
        ),
    ],
    ids=["known", "one unknown", "none known"],
)
def test_what_the_catalog_lacks_is_told(actions: list[str], notes: list[str], tmp_path: Path) -> None:
    write_rule(tmp_path, rule(actions=actions, not_yet=True))
    built = prepare(tmp_path, None, tmp_path / "out")
    assert [note for note in built.notes() if "XX-OWN" in note] == notes


KIND = """title: t
description: d
trigger: {always: actions}
parameters: {type: object, additionalProperties: false, required: [mode], properties: {mode: {enum: [a, b]}}}
"""
MODED: Json = rule(kind="moded", parameters={"mode": "a"})


def own_kind(folder: Path, text: str = KIND) -> Path:
    (folder / "rules").mkdir(parents=True)
    (folder / "rules/moded.yaml").write_text(text)
    (folder / "rules/moded.rego.j2").write_text(
        '{% include "rules/header.rego.j2" %}\n\n# METADATA\n# description: nothing\nfindings(_) := []\n'
    )
    return folder


BAD_KINDS = {
    "unknown key": (KIND + "regoin: {}\n", '5:1: unknown key "regoin" (did you mean "region"?)'),
    "unknown trigger": (
        KIND.replace("always: actions", "always: action"),
        "3:11: always must be one of: actions, every action, exceptions, patterns, conditions"
        ' (did you mean "actions"?)',
    ),
    "trigger by what is no parameter": (
        KIND.replace("always: actions", "modes: {a: actions}"),
        '3:11: a trigger is "always" or one of the parameters, not "modes" (did you mean "mode"?)',
    ),
    "no schema": (
        KIND.replace("enum: [a, b]", "type: text"),
        "4:95: type must be one of: array, boolean, integer, null, number, object, string",
    ),
    "reference": (
        KIND.replace("enum: [a, b]", "$ref: 'https://example.com/x'"),
        "4:95: a schema must not contain references: write it out",
    ),
    "bad pattern": (KIND.replace("enum: [a, b]", "pattern: '['"), "4:95: pattern must be a regex"),
    "not YAML": ("title: [", None),
}


@pytest.mark.parametrize("name", BAD_KINDS)
def test_bad_kind(name: str, tmp_path: Path) -> None:
    text, message = BAD_KINDS[name]
    templates = own_kind(tmp_path / "own", text)
    write_rule(tmp_path, RULE)
    (found,) = problems(tmp_path, lambda folder: read_plan(folder, templates))
    assert found.startswith("own/rules/moded.yaml:")
    assert message is None or found == f"own/rules/moded.yaml:{message}"


def test_kind_without_trigger_for_a_value(tmp_path: Path) -> None:
    templates = own_kind(tmp_path / "own", KIND.replace("always: actions", "mode: {b: actions}"))
    write_rule(tmp_path, {**MODED, "parameters": {"mode": "b"}})
    read_plan(tmp_path, templates)
    write_rule(tmp_path, MODED)
    assert problems(tmp_path, lambda folder: read_plan(folder, templates)) == [
        f"{place(MODED, 'parameters')}: kind moded has no trigger for 'a'"
    ]


def test_kind_whose_region_does_not_hold_together(tmp_path: Path) -> None:
    templates = own_kind(tmp_path / "own", KIND + "region: {guards: [{parameter: mode}]}\n")
    write_rule(tmp_path, MODED)
    assert problems(tmp_path, lambda folder: read_plan(folder, templates)) == [
        f"{place(MODED, 'parameters')}: the region of kind moded is not valid: guards.0: this must be of type object"
    ]


@pytest.mark.parametrize(
    ("ending", "other"), [("yaml", "rego.j2"), ("rego.j2", "yaml")], ids=["no template", "no description"]
)
def test_kind_and_template_belong_together(ending: str, other: str, tmp_path: Path) -> None:
    templates = own_kind(tmp_path / "own")
    write_rule(tmp_path, RULE)
    read_plan(tmp_path, templates)
    (templates / "rules" / f"moded.{other}").unlink()
    found = problems(tmp_path, lambda folder: read_plan(folder, templates))
    wanted = [f"own/rules/moded.{ending}: a kind needs both moded.yaml and moded.rego.j2"]
    assert [line for line in found if "no kinds in this folder" not in line] == wanted


def test_templates_folder_without_kinds(tmp_path: Path) -> None:
    write_rule(tmp_path, RULE)
    assert problems(tmp_path, lambda folder: read_plan(folder, tmp_path / "own")) == [
        "own: there are no kinds in this folder: add rules/NAME.rego.j2 and rules/NAME.yaml"
    ]


def test_expected_findings_are_kept(tmp_path: Path) -> None:
    write_rule(tmp_path, RULE)
    (one,) = read(tmp_path)
    assert [(case.name, dict(case.input), case.findings) for case in one.cases] == [
        ("no condition", ALLOW_ALL, tuple(FOUND["findings"])),
        ("nothing allowed", NOTHING, ()),
    ]
