"""organization.yaml and parameters.yaml: what may stand in them, and what the bundle's data says of it."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from smguard.bundle.build import prepare
from smguard.bundle.data import compile_data
from smguard.bundle.plan import Plan, read_plan
from smguard.errors import InputError
from smguard.rulebook import folder as rulebook_folder
from smguard.rulebook import organization as rulebook_organization
from smguard.rulebook.organization import Organization, Waiver, bare, ended, read_organization, read_parameters
from smguard.shipped import folder
from support.workbench import RULE, Json, rule, write_rule

DECLARED: Json = {
    "minimum": {"description": "", "schema": {"type": "integer", "minimum": 1}},
    "accounts": {
        "description": "",
        "schema": {"type": "array", "items": {"type": "string", "pattern": "^[0-9]{12}$"}},
    },
}
RULES = frozenset({"XX-OWN", "XX-OTHER"})
EXCEPTION = """exceptions:
  - rule: XX-OWN
    document: "backup-*"
    reason: known
    owner: me
    expires: "2027-03-31"
"""


def read(folder: Path, text: str) -> Organization:
    path = folder / "organization.yaml"
    path.write_text(text, "utf-8")
    return read_organization(path, DECLARED, RULES)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        read(folder, text)
    return [str(problem).removeprefix(f"{folder}/organization.yaml:") for problem in raised.value.problems]


BAD = {
    "unknown key": (
        "fail_on: high\nparameter: {}\n",
        ['2:1: unknown key "parameter" (did you mean "parameters"?)'],
    ),
    "fail_on": (
        "fail_on: hgh\n",
        ['1:1: fail_on must be one of: critical, high, medium, low (did you mean "high"?)'],
    ),
    "list": ("- fail_on\n", ["1:1: this must be of type object"]),
    "null parameters": ("fail_on: high\nparameters:\n", ["2:1: parameters must be of type object"]),
    "unknown parameter": (
        "fail_on: high\nparameters:\n  minimun: 3\n",
        ['3:3: no rule uses a parameter "minimun" (did you mean "minimum"?)'],
    ),
    "parameter too small": ("fail_on: high\nparameters: {minimum: 0}\n", ["2:14: minimum must be at least 1"]),
    "parameter of another type": (
        'fail_on: high\nparameters: {minimum: "3"}\n',
        ["2:14: minimum must be of type integer"],
    ),
    "item of a parameter": (
        'fail_on: high\nparameters:\n  accounts:\n    - "111122223333"\n    - "1111"\n',
        ["5:7: this must match ^[0-9]{12}$"],
    ),
    "account with a line break": (
        'fail_on: high\nparameters:\n  accounts: ["111122223333\\n"]\n',
        ["3:14: this must match ^[0-9]{12}$"],
    ),
    "unknown rule": (
        "fail_on: high\nrules:\n  XX-OWM: {enabled: false}\n",
        ['3:3: there is no rule "XX-OWM" (did you mean "XX-OWN"?)'],
    ),
    "rule that cannot be switched off": (
        "fail_on: high\nrules:\n  SM-INPUT: {enabled: false}\n",
        ["3:14: SM-INPUT cannot be switched on or off: only its severity can be raised"],
    ),
    "input that is less severe": (
        "fail_on: high\nrules:\n  SM-INPUT: {severity: high}\n  SM-INPUT-UNRESOLVED: {severity: low}\n",
        [
            "3:14: SM-INPUT cannot be less severe than critical",
            "4:25: SM-INPUT-UNRESOLVED cannot be less severe than medium",
        ],
    ),
    "nothing said of a rule": (
        "fail_on: high\nrules:\n  XX-OWN: {}\n",
        ["3:3: XX-OWN must have at least 1 keys"],
    ),
    "severity": (
        "fail_on: high\nrules:\n  XX-OWN: {severity: lo}\n",
        ['3:12: severity must be one of: critical, high, medium, low (did you mean "low"?)'],
    ),
    "exception for an unknown rule": (
        "fail_on: high\n" + EXCEPTION.replace("XX-OWN", "YY-OWN"),
        ['3:5: there is no rule "YY-OWN" (did you mean "XX-OWN"?)'],
    ),
    "exception without a reason": (
        "fail_on: high\n" + EXCEPTION.replace("    reason: known\n", ""),
        ["3:5: missing: reason"],
    ),
    "impossible day": (
        "fail_on: high\n" + EXCEPTION.replace("2027-03-31", "2027-02-30"),
        ["7:5: 2027-02-30 is not a date"],
    ),
    "day in another order": (
        "fail_on: high\n" + EXCEPTION.replace("2027-03-31", "31.03.2027"),
        ["7:5: expires must match ^[0-9]{4}-[0-9]{2}-[0-9]{2}$"],
    ),
    "year zero": ("fail_on: high\n" + EXCEPTION.replace("2027", "0000"), ["7:5: 0000-03-31 is not a date"]),
    "schema and values at once": (
        "fail_on: hgh\nparameters: {minimum: 0, x: 1}\nrules: {ZZ-Z: {severity: lo}, XX-OWN: 3}\n"
        + EXCEPTION.replace("2027-03-31", "2027-13-31").replace("    owner: me\n", "").replace("XX-OWN", "YY-OWN"),
        [
            '1:1: fail_on must be one of: critical, high, medium, low (did you mean "high"?)',
            "2:14: minimum must be at least 1",
            '2:26: no rule uses a parameter "x"',
            '3:9: there is no rule "ZZ-Z"',
            '3:16: severity must be one of: critical, high, medium, low (did you mean "low"?)',
            "3:31: XX-OWN must be of type object",
            "5:5: missing: owner",
            '5:5: there is no rule "YY-OWN" (did you mean "XX-OWN"?)',
            "8:5: 2027-13-31 is not a date",
        ],
    ),
    "wrong shapes at once": (
        "parameters: [1]\nrules: 3\nexceptions: [4, {rule: 5, expires: 6}]\n",
        [
            "1:1: parameters must be of type object",
            "2:1: rules must be of type object",
            "3:14: this must be of type object",
            "3:17: missing: document, reason, owner",
            "3:18: rule must be of type string",
            "3:27: expires must be of type string",
        ],
    ),
    "everything at once": (
        "fail_on: high\nparameters: {no_such: 1, minimum: 0}\nrules: {ZZ-Z: {enabled: true}}\n"
        + EXCEPTION.replace("2027-03-31", "2027-13-31"),
        [
            '2:14: no rule uses a parameter "no_such"',
            "2:26: minimum must be at least 1",
            '3:9: there is no rule "ZZ-Z"',
            "9:5: 2027-13-31 is not a date",
        ],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_organization(name: str, tmp_path: Path) -> None:
    text, wanted = BAD[name]
    assert problems(tmp_path, text) == wanted


def test_good_organization(tmp_path: Path) -> None:
    text = (
        'fail_on: low\nparameters: {minimum: 2, accounts: ["111122223333"]}\n'
        "rules: {XX-OWN: {enabled: false}, XX-OTHER: {severity: low}}\n" + EXCEPTION
    )
    assert read(tmp_path, text) == Organization(
        fail_on="low",
        parameters={"minimum": 2, "accounts": ["111122223333"]},
        disabled=frozenset({"XX-OWN"}),
        severities={"XX-OTHER": "low"},
        exceptions=(Waiver("XX-OWN", "backup-*", "*", "known", "me", date(2027, 3, 31)),),
    )


def test_an_exception_names_its_document_from_the_project(tmp_path: Path) -> None:
    (tmp_path / "mine/policies").mkdir(parents=True)
    inside = EXCEPTION.replace("backup-*", f"{tmp_path}/mine/./iam/x*.json")
    with pytest.raises(InputError) as raised:
        read(tmp_path / "mine/policies", inside)
    assert [problem.message for problem in raised.value.problems] == [
        'a document is its path from the project\'s folder: write "iam/x*.json"'
    ]
    beside = f"{tmp_path}/mine-too/x.json"
    read_back = read(tmp_path / "mine/policies", EXCEPTION.replace("backup-*", beside))
    assert [waiver.document for waiver in read_back.exceptions] == [beside]


LITTLE = {
    "nothing at all": "{}\n",
    "only an exception": EXCEPTION,
    "empty parameters": "parameters: {}\n",
    "another parameter": 'parameters: {accounts: ["111122223333"]}\n',
    "no file": None,
}


@pytest.mark.parametrize("text", LITTLE.values(), ids=LITTLE)
def test_a_file_that_says_little_has_the_defaults_of_smguard(text: str | None, tmp_path: Path) -> None:
    declared = {"minimum_literal_prefix": {"description": "", "schema": {"type": "integer"}}, **DECLARED}
    path = tmp_path / "organization.yaml"
    if text is not None:
        path.write_text(text)
    made = read_organization(path, declared, RULES)
    assert (made.fail_on, made.parameters["minimum_literal_prefix"]) == ("high", 3)
    assert made.parameters.keys() - {"accounts"} == {"minimum_literal_prefix"}  # of the defaults what is declared


def test_what_a_file_says_wins_over_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "organization.yaml").write_text("fail_on: low\nparameters: {minimum_literal_prefix: 9}\n")
    made = read_plan(tmp_path).organization
    assert (made.fail_on, made.parameters["minimum_literal_prefix"]) == ("low", 9)


def test_a_link_that_leads_nowhere_is_no_absent_file(tmp_path: Path) -> None:
    (tmp_path / "organization.yaml").symlink_to("gone.yaml")
    with pytest.raises(InputError) as raised:
        read_organization(tmp_path / "organization.yaml", DECLARED, RULES)
    message = f"{tmp_path}/organization.yaml: cannot be read: No such file or directory"
    assert str(raised.value) == message


def test_the_shipped_file_repeats_the_defaults(tmp_path: Path) -> None:
    """So that a clone whose organization.yaml is edited, and a folder without one, stay as strict."""
    assert read_plan(folder("policies")).organization == read_plan(tmp_path).organization


def test_nobody_elses_organization_is_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone whose own organization.yaml is lax: a policies/ folder elsewhere that says nothing is not."""
    clone = tmp_path / "clone"
    shutil.copytree(folder("policies"), clone)
    (clone / "organization.yaml").write_text("fail_on: critical\nparameters: {minimum_literal_prefix: 1}\n")
    (tmp_path / "own").mkdir()
    (tmp_path / "own/organization.yaml").write_text(EXCEPTION.replace("XX-OWN", "SM-ID-READ-ALL"))

    def shipped(name: str) -> Path:
        return clone if name == "policies" else folder(name)

    monkeypatch.setattr(rulebook_folder, "folder", shipped)
    monkeypatch.setattr(rulebook_organization, "folder", shipped)
    for own in (tmp_path / "own", tmp_path / "nothing"):
        made = read_plan(own).organization
        assert (made.fail_on, made.parameters["minimum_literal_prefix"]) == ("high", 3)


@pytest.mark.parametrize(("today", "told"), [("2027-03-31", False), ("2027-04-01", True)], ids=["last day", "after"])
def test_an_exception_that_has_ended_is_told(today: str, told: bool, tmp_path: Path) -> None:
    line = 'the exception for XX-OWN on "backup-*" ended on 2027-03-31: remove it, or renew it in organization.yaml'
    assert ended(read(tmp_path, EXCEPTION), date.fromisoformat(today)) == [line] * told


def test_build_tells_exceptions_that_have_ended(tmp_path: Path) -> None:
    plan(tmp_path, EXCEPTION.replace("2027", "2020"), RULE)
    line = 'the exception for XX-OWN on "backup-*" ended on 2020-03-31: remove it, or renew it in organization.yaml'
    assert prepare(tmp_path, None, tmp_path / "out").notes()[-1] == line


@pytest.mark.parametrize(
    ("document", "documents"),
    [
        ("iam/x", ["iam/x"]),
        ("./iam/x", ["./iam/x", "iam/x"]),
        ("iam//x-*", ["iam//x-*", "iam/x-*"]),
        ("iam/./x", ["iam/./x", "iam/x"]),
        ("iam/*/../x", ["iam/*/../x"]),
        ("https://x/./y", ["https://x/./y"]),
        ("*", ["*"]),
    ],
)
def test_an_exception_holds_however_its_path_is_spelled(document: str, documents: list[str], tmp_path: Path) -> None:
    made = compile_data(plan(tmp_path, EXCEPTION.replace("backup-*", document), RULE))
    assert [waiver["document"] for waiver in made["organization"]["waivers"]["XX-OWN"]] == documents


BAD_DECLARATIONS = {
    "no schema": ("a: {description: d}\n", ["1:1: missing: schema"]),
    "unknown type": (
        "a: {description: d, schema: {type: interger}}\n",
        ['1:30: type must be one of: array, boolean, integer, null, number, object, string (did you mean "integer"?)'],
    ),
    "bad pattern": ("a: {description: d, schema: {pattern: '('}}\n", ["1:30: pattern must be a regex"]),
    "reference": (
        "a: {description: d, schema: {$ref: 'http://127.0.0.1:9/'}}\n",
        ["1:30: a schema must not contain references: write it out"],
    ),
}


@pytest.mark.parametrize("name", BAD_DECLARATIONS)
def test_bad_declaration(name: str, tmp_path: Path) -> None:
    text, wanted = BAD_DECLARATIONS[name]
    path = tmp_path / "parameters.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as raised:
        read_parameters(path)
    assert [str(problem) for problem in raised.value.problems] == [f"{path}:{line}" for line in wanted]


def test_good_declaration(tmp_path: Path) -> None:
    path = tmp_path / "parameters.yaml"
    path.write_text("a: {description: d, schema: {type: integer}}\n")
    assert read_parameters(path) == {"a": {"description": "d", "schema": {"type": "integer"}}}


ASKING: Json = rule(
    parameters={"guard": {"StringEquals": {"aws:PrincipalAccount": {"organization": "accounts"}}}},
    cases={**RULE["cases"], "organization": {"accounts": ["111122223333"]}},
)


def plan(policies: Path, organization: str = "fail_on: high\n", value: Json = ASKING) -> Plan:
    write_rule(policies, value)
    (policies / "organization.yaml").write_text(organization)
    return read_plan(policies)


def test_missing_parameter_makes_a_rule_inactive_and_says_so(tmp_path: Path) -> None:
    made = plan(tmp_path)
    assert made.inactive["XX-OWN"] == ("accounts",)
    assert "XX-OWN" not in compile_data(made)["rulebook"]
    note = "XX-OWN is inactive: organization.yaml sets no accounts"
    assert note in prepare(tmp_path, None, tmp_path / "out").notes()


def test_given_parameter_makes_it_active(tmp_path: Path) -> None:
    made = plan(tmp_path, 'fail_on: high\nparameters: {accounts: ["444455556666"]}\n')
    assert "XX-OWN" not in made.inactive
    assert compile_data(made)["rulebook"]["XX-OWN"]["parameters"] == {
        "guard": {"StringEquals": {"aws:PrincipalAccount": ["444455556666"]}}
    }


def test_default_keeps_a_rule_active(tmp_path: Path) -> None:
    value = rule(
        parameters={"guard": {"StringEquals": {"aws:PrincipalAccount": {"organization": "accounts", "default": ["1"]}}}}
    )
    made = plan(tmp_path, value=value)
    assert "XX-OWN" not in made.inactive
    parameters = compile_data(made)["rulebook"]["XX-OWN"]["parameters"]
    assert parameters == {"guard": {"StringEquals": {"aws:PrincipalAccount": ["1"]}}}


MISFIT: Json = rule(
    kind="scoped_resources",
    parameters={"less_than": {"organization": "wide"}, "reach": "any"},
    cases={**RULE["cases"], "organization": {"wide": 3}},
)


@pytest.mark.parametrize(
    ("given", "in_cases", "whose"),
    [("x", 3, "organization.yaml"), (3, "x", "its cases"), (3, 3, None)],
    ids=["organization", "cases", "fits"],
)
def test_value_must_fit_the_kind(given: object, in_cases: object, whose: str | None, tmp_path: Path) -> None:
    (tmp_path / "parameters.yaml").write_text(
        "".join(f"{name}: {{description: d, schema: {{}}}}\n" for name in read_parameters(shipped_parameters()))
        + "wide: {description: d, schema: {}}\n"
    )
    value = {**MISFIT, "cases": {**MISFIT["cases"], "organization": {"wide": in_cases}}}
    organization = f"fail_on: high\nparameters: {{wide: {given}}}\n"
    if whose is None:
        assert plan(tmp_path, organization, value).rules
        return
    with pytest.raises(InputError) as raised:
        plan(tmp_path, organization, value)
    message = f"{tmp_path}/rules/XX-OWN.yaml:10:3: less_than must be of type integer (with the values of {whose})"
    assert str(raised.value) == message


def shipped_parameters() -> Path:
    return folder("policies") / "parameters.yaml"


def test_rule_switched_off(tmp_path: Path) -> None:
    made = plan(tmp_path, "fail_on: high\nrules: {XX-OWN: {enabled: false}}\n", RULE)
    assert "XX-OWN" not in compile_data(made)["rulebook"]
    assert "XX-OWN" not in str(compile_data(made)["index"])


def test_another_severity(tmp_path: Path) -> None:
    usual = compile_data(plan(tmp_path, value=RULE))["rulebook"]["XX-OWN"]
    other = compile_data(plan(tmp_path, "fail_on: high\nrules: {XX-OWN: {severity: low}}\n", RULE))
    assert usual["report"]["severity"] == "high"
    variants = usual["variants"]
    assert variants["unproven"]["severity"] == "medium"
    assert other["rulebook"]["XX-OWN"] == {
        **usual,
        "report": {**usual["report"], "severity": "low"},
        "variants": {**variants, "unproven": {**variants["unproven"], "severity": "low"}},
    }


def nanoseconds(*day: int) -> int:
    return int(datetime(*day, tzinfo=UTC).timestamp()) * 1_000_000_000  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("expires", "until"),
    [
        ("2027-03-31", nanoseconds(2027, 4, 1)),
        ("2028-02-28", nanoseconds(2028, 2, 29)),
        ("1960-01-01", 0),
        ("0001-01-01", 0),
        ("9999-12-31", 2**63 - 1),
    ],
)
def test_exception_holds_through_its_last_day(expires: str, until: int, tmp_path: Path) -> None:
    text = EXCEPTION.replace("2027-03-31", expires)
    made = plan(tmp_path, f"fail_on: high\n{text}", RULE)
    assert compile_data(made)["organization"] == {
        "fail_on": "high",
        "input": {"SM-INPUT": "critical", "SM-INPUT-UNRESOLVED": "medium"},
        "waivers": {
            "XX-OWN": [
                {
                    "document": "backup-*",
                    "sid": "*",
                    "reason": "known",
                    "owner": "me",
                    "expires": expires,
                    "until": until,
                }
            ]
        },
    }


def test_cases_are_judged_by_their_own_parameters_alone(tmp_path: Path) -> None:
    texts = []
    for account in ("111111111111", "222222222222"):
        plan(tmp_path, f'fail_on: low\nparameters: {{accounts: ["{account}"]}}\n')
        bundle = prepare(tmp_path, None, tmp_path / "out").bundle
        texts.append({path: text for path, text in bundle.files.items() if path.endswith(".rego")})
    assert texts[0] == texts[1]


def test_bare_organization_decides_nothing_else() -> None:
    parameters: dict[str, Any] = {"minimum": 3}
    assert bare(parameters) == Organization("high", parameters, frozenset(), {}, ())


def test_findings_about_input_can_be_made_more_severe(tmp_path: Path) -> None:
    path = tmp_path / "organization.yaml"
    path.write_text("fail_on: high\nrules:\n  SM-INPUT-UNRESOLVED: {severity: high}\n", "utf-8")
    assert compile_data(read_plan(tmp_path))["organization"]["input"] == {
        "SM-INPUT": "critical",
        "SM-INPUT-UNRESOLVED": "high",
    }
