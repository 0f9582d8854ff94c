"""What another bundle changes: verdicts compared, causes named, reports for people, programs and pull requests."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from smguard import tree
from smguard.bundle.composition import Bundle, compose, pack
from smguard.bundle.plan import read_plan
from smguard.check.inputs import Input, prepare
from smguard.engine import compiled_path
from smguard.errors import Problem
from smguard.impact.cause import UNKNOWN, Causes
from smguard.impact.change import Change, Comparison, Turn, compare
from smguard.impact.markdown import MAX_LISTED, MAX_MARKDOWN
from smguard.impact.report import Report, explained
from smguard.impact.side import Side
from smguard.source import parse_source
from support.workbench import ALLOW_ALL, RULE, Json, rule, shipped_bundle, smguard, write_rule

ORGANIZATION = """fail_on: high
parameters: {minimum_literal_prefix: 3, allowed_path_prefixes: [], service_administrators: []}
"""
READ_ALL: Json = {
    "Version": "2012-10-17",
    "Statement": {"Sid": "Read", "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"},
}
SUFFIX = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "secretsmanager:GetSecretValue",
        "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
    },
}
CLEAN = {"Version": "2012-10-17", "Statement": []}
CORPUS = {"read": READ_ALL, "suffix": SUFFIX, "clean": CLEAN, "all": ALLOW_ALL}


def finding(rule: Any = "A", **others: Any) -> Json:
    """A finding with some members otherwise."""
    path = others.pop("path", ("Statement", 0, "Action"))
    said = {
        "severity": "high",
        "title": "T",
        "message": "m",
        "document": "d",
        "sid": "",
        "actions": [],
        "resources": [],
    }
    return {"rule": rule, "path": list(path), **said, **others}


def decision(*findings: Json, allow: bool = True) -> Json:
    return {"allow": allow, "findings": list(findings), "summary": {"documents": 1}}


def item(name: str = "d", value: object = CLEAN) -> Input:
    return prepare(parse_source(json.dumps(value).encode(), name), {})


WAIVER = {"waiver": {"reason": "r", "owner": "o", "expires": "2030-01-01"}}

PAIRS: dict[str, tuple[list[Json], list[Json], list[tuple[str, str, str | None]]]] = {
    "the same": ([finding()], [finding()], []),
    "one more": ([], [finding()], [("new", "A", None)]),
    "one less": ([finding()], [], [("gone", "A", None)]),
    "another rule in its place": ([finding("A")], [finding("B")], [("gone", "A", None), ("new", "B", None)]),
    "another severity": ([finding()], [finding(severity="low")], [("severity", "A", "high")]),
    "a waiver": ([finding()], [finding(**WAIVER)], [("waived", "A", None)]),
    "no waiver any more": ([finding(**WAIVER)], [finding()], [("unwaived", "A", None)]),
    "another waiver": (
        [finding(**WAIVER)],
        [finding(waiver={"reason": "r", "owner": "p", "expires": "2030-01-01"})],
        [],
    ),
    "another message": ([finding()], [finding(message="n", actions=["secretsmanager:X"])], []),
    "another place in the statement": ([finding()], [finding(path=("Statement", 0, "Resource", 1))], []),
    "another statement": (
        [finding()],
        [finding(path=("Statement", 1, "Action"))],
        [("gone", "A", None), ("new", "A", None)],
    ),
    "one of two in a statement": (
        [finding(path=("Statement", 0, "Action", 0)), finding(path=("Statement", 0, "Action", 1))],
        [finding(path=("Statement", 0, "Action", 1))],
        [("gone", "A", None)],
    ),
    "two at one place, one less": ([finding(), finding()], [finding()], [("gone", "A", None)]),
    "another document": ([finding()], [finding(document="e")], [("gone", "A", None), ("new", "A", None)]),
    "reordered": ([finding("A"), finding("B")], [finding("B"), finding("A")], []),
}


@pytest.mark.parametrize("name", PAIRS)
def test_findings_are_paired_with_those_of_the_other_bundle(name: str) -> None:
    old, new, wanted = PAIRS[name]
    found = compare([item()], [decision(*old)], [decision(*new)])
    assert [(change.kind, change.finding["rule"], change.before) for change in found.changes] == wanted
    assert found.nothing == (wanted == [])


def test_changes_have_their_place_in_the_file_and_the_files_order() -> None:
    text = json.dumps(READ_ALL, indent=1)
    items = [prepare(parse_source(text.encode(), name), {}) for name in ("b.json", "a.json")]
    found = compare(
        [items[0], Problem("broken.json", "is not JSON"), items[1]],
        [decision(), decision()],
        [decision(finding(path=("Statement", "Resource"), document="")) for _ in items],
    )
    assert [(change.file, change.document, change.line, change.column) for change in found.changes] == [
        ("b.json", "b.json", 7, 3),
        ("a.json", "a.json", 7, 3),
    ]
    assert (found.documents, found.unread) == (2, (Problem("broken.json", "is not JSON"),))


def test_decision_can_turn_though_its_findings_are_the_same() -> None:
    found = compare([item("a"), item("b")], [decision(), decision(allow=False)], [decision(allow=False), decision()])
    assert (found.changes, found.turns, found.nothing) == ((), (Turn("a", False), Turn("b", True)), False)


def test_decisions_must_be_as_many_as_the_documents() -> None:
    with pytest.raises(ValueError, match="zip"):
        compare([item("a"), item("b")], [decision(), decision()], [decision()])


def made(tmp_path: Path, organization: str = ORGANIZATION, rules: tuple[Json, ...] = (), note: str = "") -> Bundle:
    """The bundle of a policies folder of one's own."""
    policies = tmp_path / f"policies{len(list(tmp_path.iterdir()))}"
    policies.mkdir()
    (policies / "organization.yaml").write_text(organization)
    for value in rules:
        write_rule(policies, value)
    if note:
        (policies / "notes").mkdir()
        (policies / "notes/iam.s3.md").write_text(note)
    return compose(read_plan(policies, None, policies / "notes" if note else None))


def side(bundle: Bundle) -> Side:
    kept = {path: text for path, text in bundle.files.items() if not path.endswith("_test.rego")}
    return Side("s", replace(bundle, files=kept), json.loads(bundle.files["data.json"])["smguard"], b"")


def change(kind: Any = "new", rule: str = "SM-ID-READ-ALL", **others: Any) -> Change:
    return Change(kind, finding(rule, **others), "f", "d", 1, 1)


S3 = (
    "# S3\n- prefix: s3\n\n## Privileges\n"
    "### GetObject\n- description: d\n- access level: Read\n- resource types\n```\n"
    '{"": {"resource_type": "", "required": false, "condition_keys": [], "dependent_actions": []}}\n```\n'
)

LIMITED = rule(
    kind="scoped_resources",
    parameters={"less_than": {"organization": "minimum_literal_prefix"}, "reach": "any"},
    cases={**RULE["cases"], "organization": {"minimum_literal_prefix": 3}},
)
KEYS = "fail_on: high\nparameters: {approved_kms_keys: ['arn:aws:kms:eu-west-1:111122223333:key/KEY']}\n"
GUARDED = rule(
    parameters={"guard": {"ArnLike": {"secretsmanager:KmsKeyArn": {"organization": "approved_kms_keys"}}}},
    cases={
        **RULE["cases"],
        "organization": {"approved_kms_keys": ["arn:aws:kms:eu-west-1:111122223333:key/a"]},
    },
)

CAUSES: dict[str, tuple[dict[str, Any], dict[str, Any], Change, tuple[str, ...]]] = {
    "a severity set": (
        {},
        {"organization": ORGANIZATION + "rules: {SM-ID-READ-ALL: {severity: low}}\n"},
        change("severity"),
        ("severity set from critical to low",),
    ),
    "a rule switched off": (
        {},
        {"organization": ORGANIZATION + "rules: {SM-ID-READ-ALL: {enabled: false}}\n"},
        change("gone"),
        ("rule deactivated",),
    ),
    "a rule switched on": (
        {"organization": ORGANIZATION + "rules: {SM-ID-READ-ALL: {enabled: false}}\n"},
        {},
        change("new"),
        ("rule activated",),
    ),
    "a parameter given that a rule waited for": (
        {},
        {"organization": "fail_on: high\nparameters: {accounts: ['111122223333']}\n"},
        change("new", "SM-RP-EXTERNAL"),
        ("rule activated: organization.yaml now sets accounts",),
    ),
    "a parameter that is no longer given": (
        {"organization": "fail_on: high\nparameters: {accounts: ['111122223333']}\n"},
        {},
        change("gone", "SM-RP-EXTERNAL"),
        ("rule deactivated: organization.yaml no longer sets accounts",),
    ),
    "a number that changed": (
        {},
        {"organization": ORGANIZATION.replace("prefix: 3", "prefix: 5")},
        change("new"),
        ("parameter minimum_literal_prefix of organization.yaml changed: from 3 to 5",),
    ),
    "a parameter of the rule's file in place of the organisation's": (
        {"rules": (LIMITED,)},
        {"rules": ({**LIMITED, "parameters": {"less_than": 5, "reach": "any"}},)},
        change("new", "XX-OWN"),
        ("parameter less_than changed: from 3 to 5",),
    ),
    "a parameter within a guard": (
        {"organization": KEYS.replace("KEY", "a"), "rules": (GUARDED,)},
        {"organization": KEYS.replace("KEY", "b"), "rules": (GUARDED,)},
        change("new", "XX-OWN"),
        (
            "parameter approved_kms_keys of organization.yaml changed: adds arn:aws:kms:eu-west-1:111122223333:key/b,"
            " removes arn:aws:kms:eu-west-1:111122223333:key/a",
        ),
    ),
    "a rule of one's own": ({}, {"rules": (rule(),)}, change("new", "XX-OWN"), ("rule added",)),
    "a rule that is no more": ({"rules": (rule(),)}, {}, change("gone", "XX-OWN"), ("rule removed",)),
    "a list that grew": (
        {},
        {"organization": ORGANIZATION.replace("[]}", "['arn:aws:iam::*:role/a', 'arn:aws:iam::*:role/b']}")},
        change("gone", "SM-ID-SVC-WILD"),
        (
            "parameter service_administrators of organization.yaml changed: adds arn:aws:iam::*:role/a,"
            " arn:aws:iam::*:role/b",
        ),
    ),
    "a list that changed": (
        {"organization": ORGANIZATION.replace("[]}", "['arn:aws:iam::*:role/a']}")},
        {"organization": ORGANIZATION.replace("[]}", "['arn:aws:iam::*:role/b']}")},
        change("gone", "SM-ID-SVC-WILD"),
        (
            "parameter service_administrators of organization.yaml changed: adds arn:aws:iam::*:role/b,"
            " removes arn:aws:iam::*:role/a",
        ),
    ),
    "a waiver added": (
        {},
        {
            "organization": ORGANIZATION
            + "exceptions: [{rule: SM-ID-READ-ALL, document: 'b-*', reason: r, owner: o, expires: '2030-01-01'}]\n"
        },
        change("waived"),
        ("waiver added: b-* until 2030-01-01 (o)",),
    ),
    "a waiver that ran out and was renewed": (
        {
            "organization": ORGANIZATION
            + "exceptions: [{rule: SM-ID-READ-ALL, document: 'b-*', reason: r, owner: o, expires: '2020-01-01'}]\n"
        },
        {
            "organization": ORGANIZATION
            + "exceptions: [{rule: SM-ID-READ-ALL, document: 'b-*', reason: r, owner: o, expires: '2030-01-01'}]\n"
        },
        change("waived"),
        ("waiver added: b-* until 2030-01-01 (o)", "waiver removed: b-* until 2020-01-01 (o)"),
    ),
    "a service added to the catalog": (
        {},
        {"note": S3},
        change("new", "SM-QA-UNKNOWN-ACTION", actions=["s3:Nothing"]),
        ("catalog: adds s3:GetObject",),
    ),
    "an action that the catalog has now": (
        {"note": S3},
        {
            "note": S3
            + S3[S3.index("### ") :].replace("GetObject", "PutObject")
            + S3[S3.index("### ") :].replace("Get", "X")
        },
        change("gone", "SM-QA-UNKNOWN-ACTION", actions=["S3:putobject"]),
        ("catalog: adds s3:PutObject",),
    ),
    "a rule's file that says something else": (
        {"rules": (rule(),)},
        {"rules": (rule(actions=["DeleteSecret", "PutSecretValue"], documents=["identity", "scp"]),)},
        change("new", "XX-OWN"),
        ("the rule judges secretsmanager:putsecretvalue", "the rule judges documents of type scp"),
    ),
    "a rule's own Rego": (
        {"rules": (rule(),)},
        {"rules": (rule(kind="forbid_elements", parameters={"elements": ["NotAction"]}),)},
        change("new", "XX-OWN"),
        (
            'parameter elements changed: from null to ["NotAction"]',
            'parameter guard changed: from {"StringEquals": {"aws:PrincipalTag/ticket": "yes"}} to null',
            "the rule's Rego changed",
        ),
    ),
    "nothing": ({}, {}, change("new"), (UNKNOWN,)),
    "a document that could not be judged": ({}, {}, change("new", "SM-INPUT"), (UNKNOWN,)),
}


@pytest.mark.parametrize("name", CAUSES)
def test_cause_is_what_differs_between_the_bundles(name: str, tmp_path: Path) -> None:
    old, new, changed, wanted = CAUSES[name]
    causes = Causes(side(made(tmp_path, **old)), side(made(tmp_path, **new)))
    assert causes.of(changed) == wanted


def test_changed_library_is_a_cause_where_nothing_else_is(tmp_path: Path) -> None:
    bundle = made(tmp_path)
    path = "smguard/lib/invent/secret/secret.rego"
    other = replace(bundle, files={**bundle.files, path: bundle.files[path] + b"new := 1\n"})
    assert Causes(side(bundle), side(other)).of(change()) == ("the Rego library changed",)


def test_changed_comment_is_no_cause(tmp_path: Path) -> None:
    bundle = made(tmp_path)
    path = "smguard/lib/invent/secret/secret.rego"
    other = replace(bundle, files={**bundle.files, path: bundle.files[path] + b"# new\n"})
    assert Causes(side(bundle), side(other)).of(change()) == (UNKNOWN,)


def test_long_lists_in_a_cause_are_counted(tmp_path: Path) -> None:
    note = S3 + "".join(S3[S3.index("### ") :].replace("GetObject", f"Get{i}") for i in range(9))
    causes = Causes(side(made(tmp_path)), side(made(tmp_path, note=note)))
    said = "catalog: adds s3:Get0, s3:Get1, s3:Get2, s3:Get3, s3:Get4 and 5 more"
    assert causes.of(change("new", "SM-QA-UNKNOWN-ACTION", actions=["s3:*"])) == (said,)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, opa: Path) -> Path:
    """A git repository with policies/, their bundle, and policies to judge in iam/; all of it committed."""
    place = tmp_path_factory.mktemp("repository")
    (place / "policies").mkdir()
    (place / "policies/organization.yaml").write_text(ORGANIZATION)
    (place / "iam").mkdir()
    for name, policy in CORPUS.items():
        (place / f"iam/{name}.json").write_text(json.dumps(policy, indent=1))
    done = smguard("build", cwd=place, environment={"SMGUARD_OPA": str(opa)})
    assert done.returncode == 0, done.stderr
    git(place, "init", "--quiet", "--initial-branch=main")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "-m", "First")
    return place


def git(place: Path, *arguments: str) -> str:
    """What git prints; it must succeed."""
    named = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    done = subprocess.run(["git", *named, *arguments], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, built: Path) -> Path:
    """A copy of it."""
    place = tmp_path / "repository"
    shutil.copytree(built, place)
    return place


def impact(cwd: Path, *arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `smguard impact --policies iam`."""
    done = smguard("impact", "--policies", "iam", *arguments, cwd=cwd, environment=environment)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def told(cwd: Path, *arguments: str | Path) -> Json:
    """The JSON report."""
    code, output, errors = impact(cwd, *arguments, "--format", "json")
    assert code in (0, 1), errors
    value: Json = json.loads(output)
    return value


def decide(repository: Path, text: str) -> None:
    """Another organization.yaml."""
    (repository / "policies/organization.yaml").write_text(text)


def test_nothing_changes_while_policies_are_those_of_the_committed_bundle(repository: Path) -> None:
    commit, revision = git(repository, "rev-parse", "HEAD")[:12], revision_of(repository / "bundles/secretsmanager")
    sides = f"from HEAD ({commit}) at revision {revision} to policies at revision {revision}"
    said = f"nothing changes in 4 documents\n{sides}\n"
    assert impact(repository) == (0, said, "")


def revision_of(bundle: Path) -> str:
    revision: str = json.loads((bundle / ".manifest").read_text("utf-8"))["revision"]
    return revision[:12]


def test_table_groups_changes_by_rule_and_cause_and_names_the_policies(repository: Path) -> None:
    decide(
        repository,
        ORGANIZATION.replace("high", "medium")
        + "rules: {SM-ID-READ-ALL: {severity: low}, SM-ID-SVC-WILD: {enabled: false}}\n",
    )
    code, output, errors = impact(repository)
    lines = output.splitlines()
    found = "critical -> low  The policy allows secretsmanager:GetSecretValue on secrets that nobody named, through *."
    assert (code, errors) == (1, "")
    assert lines[:9] == [
        "SM-ID-SVC-WILD  Grants every Secrets Manager action: 1 gone",
        "    cause: rule deactivated",
        "    iam/all.json:5:3  high  The policy allows every action on secrets.",
        "",
        "SM-ID-READ-ALL  Reads every secret: 2 of another severity",
        "    cause: severity set from critical to low",
        f"    iam/all.json:6:3  {found}",
        f"    iam/read.json:7:3  {found}",
        "",
    ]
    assert lines[9:] == [
        "now fail:",
        "    cause: fail_on set from high to medium",
        "    iam/suffix.json",
        "now pass:",
        "    iam/read.json",
        "",
        "3 findings change in 3 files of 4 documents: 1 gone, 2 of another severity; "
        "1 file now fails; 1 file now passes",
        lines[-1],
    ]


def test_json_has_each_change_with_its_place_severities_and_causes(repository: Path) -> None:
    decide(repository, ORGANIZATION + "rules: {SM-ID-READ-ALL: {severity: low}}\n")
    commit = git(repository, "rev-parse", "HEAD")[:12]
    report = told(repository)
    assert (report["old"]["name"], report["new"]["name"]) == (f"HEAD ({commit})", "policies")
    assert report["summary"] == {
        "documents": 4,
        "files": 2,
        "new": 0,
        "gone": 0,
        "severity": 2,
        "waived": 0,
        "unwaived": 0,
        "now_failing": 0,
        "now_passing": 1,
        "unread": 0,
    }
    assert report["decisions"] == [{"file": "iam/read.json", "allowed": True, "cause": []}]
    (group,) = report["groups"]
    changed = group.pop("changes")
    assert group == {
        "rule": "SM-ID-READ-ALL",
        "title": "Reads every secret",
        "kind": "severity",
        "causes": ["severity set from critical to low"],
    }
    assert changed[1] == {
        "document": "iam/read.json",
        "location": {"file": "iam/read.json", "line": 7, "column": 3},
        "sid": "Read",
        "severity": "low",
        "severity_before": "critical",
        "message": "The policy allows secretsmanager:GetSecretValue on secrets that nobody named, through *.",
        "waived": False,
    }


def test_markdown_is_ready_for_a_pull_request(repository: Path) -> None:
    decide(repository, ORGANIZATION + "rules: {SM-ID-READ-ALL: {severity: low}}\n")
    code, output, _ = impact(repository, "--format", "markdown", "--output", "impact.md")
    text = (repository / "impact.md").read_text("utf-8")
    commit = git(repository, "rev-parse", "HEAD")[:12]
    old = revision_of(repository / "bundles/secretsmanager")
    new = told(repository)["new"]["revision"][:12]
    assert (code, output) == (1, "")
    assert text == (
        "<!-- smguard impact -->\n"
        "### smguard: 2 findings change in 2 files of 4 documents: 2 of another severity; 1 file now passes\n\n"
        f"From `HEAD ({commit})` (`{old}`) to `policies` (`{new}`).\n\n"
        "#### SM-ID-READ-ALL: Reads every secret (2 of another severity)\n\n"
        "Cause: severity set from critical to low  \n\n"
        "- `iam/all.json:6:3` **critical -&gt; low** The policy allows secretsmanager:GetSecretValue on secrets that"
        " nobody named, through \\*.\n"
        "- `iam/read.json:7:3` **critical -&gt; low** The policy allows secretsmanager:GetSecretValue on secrets that"
        " nobody named, through \\*.\n\n"
        "#### Now pass\n\n"
        "- `iam/read.json`\n"
    )


def report_of(*changes: Change, turns: tuple[Turn, ...] = (), unread: tuple[Problem, ...] = ()) -> Report:
    """A report on two equal bundles."""
    one = side(shipped_bundle())
    return explained(one, one, Comparison(1, changes, turns, unread))


HOSTILE = (
    "<img src=x onerror=alert(1)> **bold** _it_ `code` [a](http://evil.example) ![b](c) | & &amp; @admin #1 ~~s~~ "
    "$x$ https://evil.example www.evil.example\n# head\n- item\x1b[31m\u202e \\"
)


def test_nothing_in_a_policy_s_names_is_markup() -> None:
    changed = Change("new", finding(HOSTILE, title=HOSTILE, message=HOSTILE), HOSTILE, HOSTILE + "2", 1, 1)
    text = markdown(report_of(changed, turns=(Turn(HOSTILE, False),), unread=(Problem(HOSTILE, HOSTILE),)))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "code_inline", "strong_open", "strong_close", "softbreak", "hardbreak", "text_special"}
    assert [token.content for token in tokens if token.type == "html_block"] == ["<!-- smguard impact -->\n"]
    assert {token.tag for token in tokens if token.type == "heading_open"} == {"h3", "h4"}
    plain = "".join(child.content for token in tokens for child in token.children or () if child.type == "text")
    assert not re.search(r"@admin|#1|https?://|www\.", plain)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", text)
    bold = [token for token in tokens for child in token.children or () if child.type == "strong_open"]
    assert len(bold) == 1


def markdown(report: Report) -> str:
    from smguard.impact.markdown import render

    return render(report)


@pytest.mark.parametrize("name", ["`", "``x`", "a`b", "`" * 9])
def test_backticks_do_not_end_code(name: str) -> None:
    text = markdown(report_of(turns=(Turn(name, True),)))
    tokens = MarkdownIt("commonmark").parse(text)
    codes = [child.content for token in tokens for child in token.children or () if child.type == "code_inline"]
    assert codes[-1] == name


def test_markdown_is_bounded_and_counts_the_rest() -> None:
    rules = [f"RULE-{i:03}" for i in range(300)]
    changes = [
        Change("new", finding(rule, message="m" * 500), f"f{i}" * 50, "d", 1, 1) for rule in rules for i in range(30)
    ]
    text = markdown(report_of(*changes, turns=tuple(Turn(f"t{i}", False) for i in range(500))))
    assert len(text) <= MAX_MARKDOWN
    assert text.count(f"- … and {30 - MAX_LISTED} more\n") == text.count("#### RULE-")
    left = 300 - text.count("#### RULE-")
    assert f"\n… and {left} more groups: `smguard impact` shows them all.\n" in text
    assert text.endswith(f"- … and {500 - MAX_LISTED} more\n")


def test_table_shows_control_characters_as_escapes() -> None:
    changed = Change("new", finding("A\x1b[2J", title="T\n", message="m\r"), "f\x07", "d\x00", 1, 2)
    from smguard.check.report.table import Look
    from smguard.impact.table import render

    lines = render(report_of(changed), Look()).splitlines()
    assert lines[:3] == [
        "A\\x1b[2J  T\\n: 1 new",
        f"    cause: {UNKNOWN}",
        "    f\\x07:1:2 in d\\x00  high  m\\r",
    ]


def test_policies_that_cannot_be_read_are_reported_and_hide_nothing(repository: Path) -> None:
    (repository / "iam/broken.json").write_text('{"Version": ')
    decide(repository, ORGANIZATION + "rules: {SM-ID-READ-ALL: {severity: low}}\n")
    code, output, _ = impact(repository)
    assert code == 2
    assert "not read:\n  iam/broken.json:1:13: " in output
    assert (
        "2 findings change in 2 files of 4 documents: 2 of another severity; 1 file now passes; 1 could not be read"
        in output
    )
    decide(repository, ORGANIZATION)
    assert impact(repository)[0] == 2


def test_empty_corpus_is_not_a_clean_one(repository: Path) -> None:
    (repository / "none").mkdir()
    done = smguard("impact", "--policies", "none", cwd=repository)
    assert done.returncode == 2
    assert b"none: no policy files found in this folder" in done.stdout


def test_old_may_be_any_revision_and_new_the_folder(repository: Path, opa: Path) -> None:
    decide(repository, ORGANIZATION + "rules: {SM-ID-READ-ALL: {severity: low}}\n")
    assert smguard("build", cwd=repository, environment={"SMGUARD_OPA": str(opa)}).returncode == 0
    git(repository, "commit", "--quiet", "--all", "-m", "Second")
    git(repository, "tag", "second")
    assert told(repository)["summary"]["severity"] == 0
    report = told(repository, "--old", "main~1", "--new", "second")
    assert report["summary"]["severity"] == 2
    assert told(repository, "--old", "main~1", "--new", "bundles/secretsmanager")["groups"] == report["groups"]
    back = told(repository, "--old", "second", "--new", "main~1")
    assert back["groups"][0]["causes"] == ["severity set from low to critical"]
    commit = git(repository, "rev-parse", "main~1")
    assert told(repository, "--old", commit)["old"]["name"] == commit[:12]


def test_revision_is_read_from_a_folder_below_the_top_too(repository: Path) -> None:
    git(repository, "init", "--quiet", "--initial-branch=main", "..")
    shutil.rmtree(repository / ".git")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "Moved")
    assert impact(repository)[0] == 0
    code, _, errors = impact(repository, "--bundle", "elsewhere/secretsmanager")
    assert (
        code,
        errors.endswith("has no elsewhere/secretsmanager: name a revision or a bundle that has one with --old\n"),
    ) == (2, True)


def test_attributes_of_git_do_not_change_what_is_read(repository: Path) -> None:
    (repository / ".gitattributes").write_text("bundles/** export-ignore\n*.json export-subst text eol=crlf\n")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "Attributes")
    assert impact(repository)[0] == 0


def test_module_that_is_not_of_the_revision_is_replaced_or_compiled(
    repository: Path, opa: Path, tmp_path: Path
) -> None:
    wasm = repository / "bundles/secretsmanager.wasm"
    kept = wasm.read_bytes()
    wasm.write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    git(repository, "commit", "--quiet", "--all", "-m", "A pointer in its place")
    wasm.write_bytes(kept)
    assert impact(repository)[0] == 0  # the module beside the folder is of the same Rego
    nothing = {"SMGUARD_CACHE": str(tmp_path / "none"), "PATH": "/usr/bin:/bin", "SMGUARD_OPA": ""}
    path = repository / "bundles/secretsmanager/smguard/lib/invent/secret/secret.rego"
    path.write_bytes(path.read_bytes() + b"\nadded := 1\n")
    git(repository, "commit", "--quiet", "--all", "-m", "Other Rego")
    commit = git(repository, "rev-parse", "HEAD")[:12]
    said = (
        f"error: HEAD ({commit}): it has no WebAssembly module, and opa is not installed to compile one: "
        "run `smguard toolchain install opa`\n"
    )
    assert impact(repository, **nothing) == (2, "", said)
    code, output, _ = impact(repository, SMGUARD_OPA=str(opa))
    assert (code, output.splitlines()[0]) == (0, "nothing changes in 4 documents")


def test_tarball_takes_the_module_beside_it_or_one_of_the_same_rego(repository: Path, tmp_path: Path) -> None:
    bundle = repository / "bundles/secretsmanager"
    tarball = tmp_path / "old.tar.gz"
    tarball.write_bytes(pack(tree.read(bundle)))
    nothing = {"SMGUARD_CACHE": str(tmp_path / "none"), "PATH": "/usr/bin:/bin", "SMGUARD_OPA": ""}
    shutil.copy(compiled_path(bundle), tmp_path / "old.wasm")
    code, output, errors = impact(repository, "--old", tarball, **nothing)
    assert (code, output.splitlines()[0]) == (0, "nothing changes in 4 documents"), errors
    assert f"from {tarball} at revision " in output


def broken_bundle(change: Callable[[Path], object]) -> Callable[[Path], Path]:
    def make(repository: Path) -> Path:
        place = repository / "other"
        shutil.copytree(repository / "bundles/secretsmanager", place)
        change(place)
        return place

    return make


def with_data(edit: Callable[[Json], object]) -> Callable[[Path], object]:
    def change(place: Path) -> None:
        value = json.loads((place / "data.json").read_text("utf-8"))
        edit(value["smguard"])
        (place / "data.json").write_text(json.dumps(value))

    return change


NOT_OURS = "its .manifest and data.json do not have the form that this version of smguard writes"
BROKEN: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no data": (
        broken_bundle(lambda place: (place / "data.json").unlink()),
        "has no readable data.json: it is not a bundle",
    ),
    "data that is no JSON": (
        broken_bundle(lambda place: (place / "data.json").write_text("{")),
        "has no readable data.json: it is not a bundle",
    ),
    "a manifest without a revision": (broken_bundle(lambda place: (place / ".manifest").write_text("{}")), NOT_OURS),
    "no catalog": (broken_bundle(with_data(lambda data: data.pop("catalog"))), NOT_OURS),
    "no index": (broken_bundle(with_data(lambda data: data.pop("index"))), NOT_OURS),
    "a rule without a report": (
        broken_bundle(with_data(lambda data: data["rulebook"]["SM-ID-READ-ALL"].pop("report"))),
        NOT_OURS,
    ),
    "waivers that are no lists": (
        broken_bundle(with_data(lambda data: data["organization"].update(waivers={"A": 1}))),
        NOT_OURS,
    ),
    "other services without names": (
        broken_bundle(with_data(lambda data: data["catalog"].update(others={"services": {"s3": 1}}))),
        NOT_OURS,
    ),
    "nothing of that name": (
        lambda _: Path("nowhere"),
        "not a bundle folder (it has no .manifest), nor a tarball, nor a git revision",
    ),
    "what looks like an option of git": (
        lambda _: Path("--all"),
        "not a bundle folder (it has no .manifest), nor a tarball, nor a git revision",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_bundle_is_an_error_that_names_it(name: str, repository: Path) -> None:
    make, said = BROKEN[name]
    place = make(repository)
    code, output, errors = impact(repository, f"--old={place}")
    assert (code, output, errors) == (2, "", f"error: {place}: {said}\n")


def test_file_that_is_no_tarball_is_an_error(repository: Path) -> None:
    (repository / "x.tar.gz").write_text("hello")
    code, _, errors = impact(repository, "--new", "x.tar.gz")
    assert (code, errors.startswith("error: x.tar.gz: is not a readable tarball: ")) == (2, True)


def test_folder_outside_of_git_needs_an_old_bundle(repository: Path) -> None:
    shutil.rmtree(repository / ".git")
    nothing = {"GIT_CEILING_DIRECTORIES": str(repository.parent)}
    said = (
        "error: HEAD: not a bundle folder (it has no .manifest), nor a tarball, nor a git revision, "
        "since this is not a git repository: name the old bundle with --old\n"
    )
    assert impact(repository, **nothing) == (2, "", said)
    assert impact(repository, "--old", "bundles/secretsmanager", **nothing)[0] == 0


def test_missing_git_is_an_error(repository: Path, tmp_path: Path) -> None:
    code, _, errors = impact(repository, PATH=str(tmp_path))
    assert code == 2
    assert errors.startswith("error: cannot run git: No such file or directory: name two bundles with --old and --new")


def test_without_policies_of_ones_own_the_folder_is_the_new_bundle(repository: Path) -> None:
    shutil.rmtree(repository / "policies")
    code, output, _ = impact(repository)
    assert (code, output.splitlines()[1].partition(" to ")[2].partition(" at ")[0]) == (0, "bundles/secretsmanager")


def test_folder_that_was_edited_is_judged_whatever_its_manifest_says(repository: Path) -> None:
    place = repository / "edited"
    shutil.copytree(repository / "bundles/secretsmanager", place)
    shutil.copy(repository / "bundles/secretsmanager.wasm", repository / "edited.wasm")
    text = (place / "data.json").read_text("utf-8")
    value = json.loads(text)
    value["smguard"]["rulebook"]["SM-ID-READ-ALL"]["report"]["severity"] = "low"
    (place / "data.json").write_text(json.dumps(value))
    report = told(repository, "--new", "edited")
    assert report["old"]["revision"] == report["new"]["revision"]
    assert [group["causes"] for group in report["groups"]] == [["severity set from critical to low"]]


def test_notes_on_services_in_the_policies_folder_count_without_an_option(repository: Path) -> None:
    (repository / "policies/catalog/services").mkdir(parents=True)
    (repository / "policies/catalog/services/iam.s3.md").write_text(S3)
    (repository / "iam/s3.json").write_text(
        json.dumps({**READ_ALL, "Statement": {**READ_ALL["Statement"], "Action": "s3:X"}})
    )
    (group,) = told(repository)["groups"]
    assert (group["rule"], group["kind"], group["causes"]) == (
        "SM-QA-UNKNOWN-ACTION",
        "new",
        ["catalog: adds s3:GetObject"],
    )
