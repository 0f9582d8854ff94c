"""From a source to a rebuilt bundle: what is shown and written, and that a failure changes nothing."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from smguard.bundle.build import prepare
from smguard.bundle.plan import read_plan
from smguard.catalog.note import read_note
from smguard.catalog.origin import read_candidate
from smguard.catalog.recorded import BEGIN
from smguard.shipped import folder
from smguard.tree import read
from smguard.update.renewal import draft
from support.loopback import Answer, body, drip, dropped, endless, in_turn, serving, status
from support.vault import BATCH, Json, reference
from support.workbench import ALLOW_ALL, rule, smguard, write_rule

SEED = Path(__file__).parents[1] / "fixtures" / "secretsmanager-2020-10.md"
CATALOG = "policies/catalog/secretsmanager"
DATED = {"Last-Modified": "Wed, 04 Feb 2026 10:00:00 GMT", "ETag": '"one"'}

NEWER = reference(read_note(SEED), BatchGetSecretValue=BATCH)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with policies/ as they were in 2020-10: the note, and facts that record nothing."""
    notes = tmp_path / CATALOG
    notes.mkdir(parents=True)
    (notes / "privileges.md").write_bytes(SEED.read_bytes())
    facts = (folder("policies") / "catalog/secretsmanager/facts.yaml").read_text("utf-8").partition(f"\n{BEGIN}")[0]
    lines = ["catalog_date: 2020-10" if line.startswith("catalog_date:") else line for line in facts.splitlines()]
    (notes / "facts.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


@pytest.fixture
def run(place: Path, opa: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """The command line in that folder, with opa, without regal."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
        plain = {
            "SMGUARD_CACHE": str(place / "cache"),
            "SMGUARD_OPA": str(opa),
            "no_proxy": "*",
            "PATH": "/usr/bin:/bin",
        }
        return smguard(*arguments, cwd=place, environment={**plain, **environment})

    return run


Run = Callable[..., subprocess.CompletedProcess[bytes]]


def configure(place: Path, url: str, **settings: object) -> None:
    """A source.yaml beside the note."""
    (place / CATALOG / "source.yaml").write_text(json.dumps({"sources": [url], **settings}))


def everything(place: Path) -> Mapping[str, bytes]:
    """What an update may change."""
    outside = {
        name: (place / name).read_bytes() for name in ("bundles/secretsmanager.wasm",) if (place / name).exists()
    }
    return {**read(place / "policies"), **read(place / "bundles"), **outside}


EFFECT = """\
Actions added
  BatchGetSecretValue  (Read; takes no resource)
    rules that newly select it: {rules}

Policies that reach more actions
  Action secretsmanager:*
    + BatchGetSecretValue
    in iam/admin.json
"""


def test_an_update_writes_note_and_facts_and_rebuilds_the_bundle(place: Path, run: Run) -> None:
    (place / "iam").mkdir()
    (place / "iam/admin.json").write_text(json.dumps(ALLOW_ALL))
    assert run("build").returncode == 0
    before = everything(place)
    with serving({"/sm.json": body(json.dumps(NEWER), DATED)}) as server:
        configure(place, f"{server.url}/sm.json")
        stale = run("catalog", "update", "--check", "--documents", "iam")
        assert (stale.returncode, everything(place)) == (1, {**before, **read_source(place)})
        done = run("catalog", "update", "--documents", "iam")
        current = run("catalog", "update", "--check")
    assert done.returncode == 0, done.stderr.decode()
    shown = done.stdout.decode()
    selecting = [one.id for one in read_plan(place / "policies").rules if "BatchGetSecretValue" in one.actions]
    head, _, rest = shown.partition("  Action secretsmanager:*\n")
    assert head == EFFECT.partition("  Action")[0].format(rules=", ".join(sorted(selecting)))
    assert rest.startswith("    + BatchGetSecretValue\n    in iam/admin.json\n")
    assert stale.stdout.decode() == shown.partition("\npolicies: the catalog is")[0]
    assert shown.endswith(
        f"\npolicies: the catalog is secretsmanager: 20 actions, 14 condition keys, 2026-02-04 "
        f"(service reference, {server.url}/sm.json)\nbundles/secretsmanager: rebuilt\n"
    )
    assert (current.returncode, current.stdout.decode()) == (
        0,
        f"The catalog is current, according to {server.url}/sm.json\n",
    )
    note = (place / CATALOG / "privileges.md").read_text()
    assert note == SEED.read_text().replace(
        "### CancelRotateSecret",
        "### BatchGetSecretValue\n- description: \n- access level: Read\n- resource types\n```\n"
        + json.dumps(
            {"": {"resource_type": "", "required": False, "condition_keys": [], "dependent_actions": []}}, indent=4
        )
        + "\n```\n### CancelRotateSecret",
    )
    facts = (place / CATALOG / "facts.yaml").read_text()
    kept = (
        before["catalog/secretsmanager/facts.yaml"].decode().replace("catalog_date: 2020-10", "catalog_date: 2026-02")
    )
    assert facts.startswith(f"{kept}\n{BEGIN}\nrecorded:\n")
    assert run("build", "--check").returncode == 0
    states = read_plan(place / "policies").facts.recorded.history.states
    assert [(one.date, one.source, one.format, one.actions) for one in states] == [
        ("2020-10", "privileges.md before its first update", "note", 19),
        ("2026-02-04", f"{server.url}/sm.json", "service reference", 20),
    ]
    log = run("catalog", "log", "BatchGetSecretValue")
    assert log.stdout.decode() == "BatchGetSecretValue: since 2026-02-04\n"
    assert b"since 2026-02-04: BatchGetSecretValue" in run("rules", "SM-QA-UNKNOWN-ACTION").stdout


def read_source(place: Path) -> Mapping[str, bytes]:
    return {"catalog/secretsmanager/source.yaml": (place / CATALOG / "source.yaml").read_bytes()}


def test_a_user_without_a_folder_gets_one(tmp_path: Path, place: Path, run: Run) -> None:
    (tmp_path / "new.json").write_text(json.dumps(NEWER))
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run("catalog", "update", "--policies", place / "policies", "--from", tmp_path / "new.json", "--check")
    assert done.returncode == 1
    (tmp_path / "policies").rename(tmp_path / "elsewhere")
    shipped = reference(read_note(folder("policies") / "catalog/secretsmanager/privileges.md"), FlySecret=BATCH)
    (tmp_path / "new.json").write_text(json.dumps(shipped))
    done = run("catalog", "update", "--from", "new.json", "--date", "2030-01")
    assert done.returncode == 0, done.stderr.decode()
    assert sorted(read(tmp_path / "policies")) == [
        "catalog/secretsmanager/facts.yaml",
        "catalog/secretsmanager/privileges.md",
    ]
    assert run("build", "--check").returncode == 0


LATER = "try again later, or name another source"
HTML = "{url}: is HTML, not a catalog: perhaps a login page, a proxy's page or an error page"
EMPTY = "{url}: describes no actions: this is an empty catalog, or not the catalog of one service"
FORCE = "with --force"
FLAGS = "IsList, IsPermissionManagement, IsTaggingOnly, IsWrite"
TWICE = [*NEWER["Actions"], {**NEWER["Actions"][0], "Name": "CANCELRotateSecret"}]
FAULTS: list[tuple[str, Answer, str]] = [
    (
        "cut JSON",
        body(json.dumps(NEWER)[:500]),
        "{url}:1:500: not valid JSON: the string that starts here has no closing quote",
    ),
    (
        "a login page",
        body("<html>Sign in</html>"),
        HTML,
    ),
    (
        "an empty list",
        body("[]"),
        EMPTY,
    ),
    (
        "another service",
        body(json.dumps({**NEWER, "Name": "kms"})),
        f'{{url}}: is the catalog of another service: its prefix is "kms", not "secretsmanager"; accept it {FORCE}',
    ),
    (
        "a service that lost its actions",
        body(json.dumps({**NEWER, "Actions": NEWER["Actions"][2:]})),
        "{url}: lacks 2 of 19 actions, more than 10%: CancelRotateSecret, CreateSecret; "
        f"if AWS removed them, accept it {FORCE}",
    ),
    (
        "an action in two letter cases",
        body(json.dumps({**NEWER, "Actions": TWICE})),
        '{url}:1:{column}: "CANCELRotateSecret" is described twice, first in line 1: keep one',
    ),
    (
        "an unknown level",
        body(json.dumps(NEWER).replace('"IsList"', '"IsAudit": true, "IsList"', 1)),
        f'{{url}}:1:{{column}}: unknown access level "IsAudit": use {FLAGS}',
    ),
    ("a stream without an end", endless, "{url}: sends more than 16 MiB: check the address"),
    (
        "1 GB as it says",
        body("{}", {"Content-Length": str(2**30)}),
        "{url}: sends more than 16 MiB: check the address",
    ),
    (
        "drops",
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b" "),
        f"{{url}}: did not answer completely within 2 s: {LATER}",
    ),
    (
        "a connection that ends",
        dropped,
        f"{{url}}: the connection broke before the answer was whole (3 attempts): {LATER}",
    ),
    (
        "304 without a copy",
        status(304),
        "{url}: the server answers that the catalog has not changed, but the cache has no copy",
    ),
    (
        "429",
        status(429, {"Retry-After": "60"}),
        f"{{url}}: the server answers 429 Too Many Requests and asks to wait 60 s: {LATER}",
    ),
    ("500", status(500), f"{{url}}: the server answers 500 Internal Server Error (3 attempts): {LATER}"),
    ("503", status(503), f"{{url}}: the server answers 503 Service Unavailable (3 attempts): {LATER}"),
    ("a redirect to itself", status(302, {"Location": "/x"}), "{url}: redirects more than 5 times: check the address"),
    (
        "a redirect to a file",
        status(302, {"Location": "file:///etc/hosts"}),
        "{url}: redirects from http to another protocol, which is refused: check the address",
    ),
]


@pytest.mark.parametrize(("answer", "message"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_after_a_fault_of_the_source_all_is_as_it_was(answer: Answer, message: str, place: Path, run: Run) -> None:
    bundle = place / "bundles/secretsmanager"
    bundle.mkdir(parents=True)
    (bundle / ".manifest").write_text('{"revision": "old"}')
    with serving({"/x": answer}) as server:
        configure(place, f"{server.url}/x", seconds=2)
        before = everything(place)
        done = run("catalog", "update")
    expected = message.replace("{url}", f"{server.url}/x")
    said = done.stderr.decode().removeprefix("error: ").rstrip("\n")
    if "{column}" in expected:
        column = said.removeprefix(f"{server.url}/x:1:").partition(":")[0]
        expected = expected.replace("{column}", column)
    assert (done.returncode, said, done.stdout) == (2, expected, b"")
    assert everything(place) == before


def test_a_case_that_fails_with_the_new_catalog_leaves_all_as_it_was(place: Path, run: Run) -> None:
    findings = [{"path": ["Statement", "Action"], "actions": ["secretsmanager:DeleteSecret"]}]
    cases = {
        "found": [{"name": "everything", "policy": ALLOW_ALL, "findings": findings}],
        "passed": [{"name": "nothing", "policy": {"Statement": []}}],
    }
    write_rule(place / "policies", rule(actions=["DeleteSecret", "BatchGetSecretValue"], cases=cases))
    (place / "new.json").write_text(json.dumps(NEWER))
    before = everything(place)
    done = run("catalog", "update", "--from", "new.json")
    assert done.returncode == 2
    said = done.stderr.decode()
    assert "building and testing\nFAILED  rule cases, embedded engine: " in said
    assert "/rules/XX-OWN.yaml:" in said
    assert ': XX-OWN: everything\n  expected: {"path": ["Statement", "Action"], "actions": ["secretsmanager:Del' in said
    assert said.endswith(
        "error: nothing was changed: these checks fail with the new catalog: rule cases, embedded engine\n"
    )
    assert everything(place) == before


def test_facts_that_do_not_fit_leave_all_as_it_was_and_are_told_by_their_own_name(place: Path, run: Run) -> None:
    facts = place / CATALOG / "facts.yaml"
    facts.write_text(facts.read_text().replace("catalog_date:", '"catalog_date":'))
    (place / "new.json").write_text(json.dumps(NEWER))
    before = everything(place)
    done = run("catalog", "update", "--from", "new.json")
    assert (done.returncode, done.stderr.decode()) == (
        2,
        'error: policies/catalog/secretsmanager/facts.yaml: must have one line "catalog_date: YYYY-MM": '
        "an update writes it\n",
    )
    assert everything(place) == before


def test_keys_and_resource_types_that_the_facts_do_not_describe_are_told(place: Path, run: Run) -> None:
    lock = {**NEWER["Actions"][0], "Name": "LockSafe", "Resources": [{"Name": "Safe"}]}
    lock["ActionConditionKeys"] = ["secretsmanager:Weight"]
    (place / "new.json").write_text(json.dumps({**NEWER, "Actions": [*NEWER["Actions"], lock]}))
    done = run("catalog", "update", "--from", "new.json", "--check")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "note: facts.yaml does not describe secretsmanager:Weight: add it there under keys or resource_types",
        "note: facts.yaml does not describe Safe: add it there under keys or resource_types",
        "run `smguard catalog update`",
    ]


def test_a_bundle_that_cannot_be_written_leaves_the_note_as_it_was(place: Path, run: Run) -> None:
    (place / "new.json").write_text(json.dumps(NEWER))
    (place / "file").write_text("")
    before = everything(place)
    done = run("catalog", "update", "--from", "new.json", "--output", "file/secretsmanager")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1].startswith("error: file/secretsmanager: cannot be ")
    assert everything(place) == before


def test_without_opa_a_new_catalog_cannot_be_built_and_that_is_told(place: Path, run: Run) -> None:
    write_rule(place / "policies", rule(actions=["BatchGetSecretValue", "DeleteSecret"]))
    (place / "new.json").write_text(json.dumps(NEWER))
    before = everything(place)
    done = run("catalog", "update", "--from", "new.json", SMGUARD_OPA="")
    assert done.returncode == 2
    assert done.stderr.decode().endswith(
        "error: the new catalog changes the Rego, and opa is not installed to compile it: "
        "run `smguard toolchain install opa`\n"
    )
    assert everything(place) == before


def take(place: Path, catalog: Json, date: str, force: bool = False) -> None:
    """Puts note and facts of an update in place, without its bundle."""
    path = place / "taken.json"
    path.write_text(json.dumps(catalog))
    made = draft(place / "policies", None, read_candidate([str(path)], "secretsmanager", date), force)
    (place / CATALOG / "privileges.md").write_bytes(made.note)
    (place / CATALOG / "facts.yaml").write_bytes(made.facts)


def test_an_older_state_is_refused_unless_forced(place: Path, run: Run) -> None:
    take(place, NEWER, "2026-02-04")
    (place / "old.json").write_text(json.dumps(reference(read_note(SEED))))
    refused = run("catalog", "update", "--from", "old.json", "--date", "2021")
    assert refused.stderr.decode() == 'error: "2021" is not a date: use YYYY-MM-DD or YYYY-MM\n'
    refused = run("catalog", "update", "--from", "old.json", "--date", "2021-05")
    assert (refused.returncode, refused.stderr.decode()) == (
        2,
        "error: old.json: is dated 2021-05, older than the catalog of 2026-02-04: accept it with --force\n",
    )
    assert run("catalog", "update", "--from", "old.json", "--date", "2021-05", "--force", "--check").returncode == 1


def test_what_aws_took_away_is_known_until_its_last_state(place: Path, run: Run) -> None:
    take(place, NEWER, "2026-02-04")
    take(place, reference(read_note(SEED)), "2026-03")
    assert (place / CATALOG / "privileges.md").read_bytes() == SEED.read_bytes()
    assert run("catalog", "log", "BatchGetSecretValue").stdout.decode() == (
        "BatchGetSecretValue: since 2026-02-04, last in 2026-02-04\n"
    )


def test_whether_a_catalog_is_current_cannot_be_told_from_a_copy(place: Path, run: Run) -> None:
    with serving({"/sm.json": body(json.dumps(NEWER), DATED)}) as server:
        configure(place, f"{server.url}/sm.json", seconds=2)
        fetched = run("catalog", "fetch")
    assert fetched.stdout.decode() == (
        f"secretsmanager: 20 actions, 14 condition keys, 2026-02-04 (service reference, {server.url}/sm.json)\n"
    )
    done = run("catalog", "update", "--check")
    assert done.returncode == 2
    assert done.stderr.decode() == (
        f"note: {server.url}/sm.json: cannot be reached: the connection is refused (3 attempts): {LATER}; "
        "using the copy in the cache instead, less than a minute old\n"
        "error: a copy from the cache cannot show whether the catalog is current: try again later, or add --from\n"
    )


def test_what_was_fetched_or_imported_is_compared_and_taken(place: Path, run: Run) -> None:
    (place / "new.json").write_text(json.dumps(NEWER))
    none = run("catalog", "diff")
    assert (none.returncode, none.stderr.decode()) == (
        2,
        "error: cache: there is no catalog in the cache: "
        "run `smguard catalog fetch` or `smguard catalog import FILE`\n",
    )
    imported = run("catalog", "import", "new.json", "--date", "2026-02-04", "--source", "https://docs.example/sm.json")
    assert imported.stdout.decode() == (
        "secretsmanager: 20 actions, 14 condition keys, 2026-02-04 (service reference, https://docs.example/sm.json)\n"
    )
    (place / "new.json").unlink()
    assert run("catalog", "diff").returncode == 1
    done = run("catalog", "update", "--from", "cache", "--check")
    assert (done.returncode, done.stdout) == (1, run("catalog", "diff", "cache").stdout)


def test_older_states_are_recorded_and_no_newer_ones(place: Path, run: Run) -> None:
    older = {**NEWER, "Actions": [one for one in NEWER["Actions"] if one["Name"] != "ValidateResourcePolicy"]}
    (place / "older.json").write_text(json.dumps(older))
    before = (place / CATALOG / "facts.yaml").read_text()
    done = run("catalog", "log", "ValidateResourcePolicy", "--record", "older.json", "--date", "2019-10-10")
    assert (done.returncode, done.stdout.decode()) == (0, "ValidateResourcePolicy: since 2020-10\n")
    assert (place / CATALOG / "facts.yaml").read_text().startswith(f"{before}\n{BEGIN}\n")
    assert run("catalog", "log", "GetSecretValue").stdout.decode() == "GetSecretValue: since 2019-10-10 or earlier\n"
    assert run("catalog", "log", "BatchGetSecretValue").stdout.decode() == (
        "BatchGetSecretValue: since 2019-10-10 or earlier, last in 2019-10-10\n"
    )
    for arguments, message in (
        (
            ("--date", "2020-10"),
            "older.json: is dated 2020-10, not older than the catalog of 2020-10: "
            "take newer ones with `smguard catalog update`",
        ),
        ((), "an older state needs its date: add --date YYYY-MM-DD"),
    ):
        refused = run("catalog", "log", "--record", "older.json", *arguments)
        assert (refused.returncode, refused.stderr.decode()) == (2, f"error: {message}\n")
    unknown = run("catalog", "log", "GetSecretValu")
    assert unknown.stderr.decode() == (
        'error: no state of the catalog has "GetSecretValu" (did you mean "GetSecretValue"?)\n'
    )


def test_the_difference_as_json_names_rules_and_patterns(place: Path, run: Run) -> None:
    documents = {
        "wild.json": {"Effect": "Allow", "Action": ["secretsmanager:*Secret*", "s3:*"], "Resource": "*"},
        "get.json": {"Effect": "Allow", "Action": "SecretsManager:BatchG?t*", "Resource": "*"},
        "not.json": {"Effect": "Allow", "NotAction": ["iam:*", "secretsmanager:Get*"], "Resource": "*"},
        "none.json": {"Effect": "Allow", "NotAction": "secretsmanager:*", "Resource": "*"},
        "read.json": {"Effect": "Allow", "Action": "secretsmanager:Get*", "Resource": "*"},
    }
    (place / "iam").mkdir()
    for name, statement in documents.items():
        (place / "iam" / name).write_text(json.dumps({"Statement": [statement]}))
    text = json.dumps({"Statement": [{"Effect": "Deny", "Action": "*"}]})
    (place / "iam/text.json").write_text(json.dumps({"policies": [{"name": "x", "policy": text}]}))
    (place / "new.json").write_text(json.dumps(NEWER))
    done = run("catalog", "diff", "new.json", "--documents", "iam", "--format", "json")
    assert done.returncode == 1, done.stderr.decode()
    said = json.loads(done.stdout)
    assert [one["name"] for one in said["difference"]["added"]] == ["BatchGetSecretValue"]
    plan = read_plan(place / "policies")
    selecting = sorted(one.id for one in plan.rules if len(one.actions) == 19)
    assert said["actions"] == {"BatchGetSecretValue": {"selected": [], "newly": selecting, "no_longer": []}}
    found = {
        (one["element"], *one["patterns"]): [place for place in one["places"] if place.startswith("iam/")]
        for one in said["patterns"]
        if any(place.startswith("iam/") for place in one["places"])
    }
    assert found == {
        ("Action", "*"): ["iam/text.json"],
        ("Action", "SecretsManager:BatchG?t*"): ["iam/get.json"],
        ("Action", "secretsmanager:*Secret*"): ["iam/wild.json"],
        ("NotAction", "iam:*", "secretsmanager:Get*"): ["iam/not.json"],
    }
    assert {tuple(one["more"]) for one in said["patterns"]} == {("secretsmanager:BatchGetSecretValue",)}
    assert {tuple(one["fewer"]) for one in said["patterns"]} == {()}
    same = run("catalog", "diff", "new.json", "new.json")
    assert (same.returncode, same.stdout.decode()) == (0, "The catalogs do not differ.\n")


def test_rules_that_only_the_new_catalog_lets_judge_become_active(place: Path, run: Run) -> None:
    write_rule(place / "policies", rule(actions=["BatchGetSecretValue"]))
    (place / "new.json").write_text(json.dumps(NEWER))
    (place / "old.json").write_text(json.dumps(reference(read_note(SEED))))
    forth, back = run("catalog", "diff", "new.json"), run("catalog", "diff", "new.json", "old.json")
    assert "Rules that become active\n  XX-OWN\n" in forth.stdout.decode()
    assert "Rules that become inactive\n  XX-OWN\n" in back.stdout.decode()
    assert "Actions removed\n  BatchGetSecretValue" in back.stdout.decode()


def test_the_first_note_still_builds_and_what_it_lacks_is_told(place: Path) -> None:
    write_rule(place / "policies", rule(actions=["DeleteSecret", "BatchGetSecretValue"]))
    built = prepare(place / "policies", None, place / "bundles/secretsmanager")
    assert "XX-OWN: the catalog has no BatchGetSecretValue, so the rule is compiled without" in built.notes()
    assert len(built.plan.catalog.actions) == 19


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources: []", "source.yaml:1:1: sources must have at least 1 items"),
        (
            "source: [https://a]",
            'source.yaml:1:1: missing: sources\nsource.yaml:1:1: unknown key "source" (did you mean "sources"?)',
        ),
        ("sources: [ftp://a]", "source.yaml:1:11: this must match ^https?://[!-~]+$"),
        ("sources: [https://a]\nlargest_loss: 2", "source.yaml:2:1: largest_loss must be at most 1"),
        ("sources: [https://a]\nseconds: 0", "source.yaml:2:1: seconds must be more than 0"),
    ],
)
def test_settings_that_do_not_hold_are_refused_at_their_place(text: str, message: str, place: Path, run: Run) -> None:
    (place / CATALOG / "source.yaml").write_text(text)
    done = run("catalog", "fetch")
    said = done.stderr.decode().removeprefix("error: ").rstrip("\n").replace(f"{CATALOG}/", "")
    assert (done.returncode, said) == (2, message)


def test_an_audit_lists_what_only_one_side_knows(place: Path, run: Run) -> None:
    done = run("catalog", "audit")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert lines[0].startswith("secretsmanager: 19 actions, botocore 1.")
    assert "  only in botocore: BatchGetSecretValue" in lines
    assert not [line for line in lines if "GetRandomPassword" in line or "only in the catalog" in line]
    take(place, reference(read_note(SEED), FlySecret=BATCH), "2026-02")
    assert "  only in the catalog: FlySecret" in run("catalog", "audit").stdout.decode().splitlines()


def test_an_audit_without_botocore_names_the_command_that_installs_it(place: Path, run: Run) -> None:
    hidden = place / "hidden"
    hidden.mkdir()
    (hidden / "botocore.py").write_text("raise ModuleNotFoundError('botocore')")
    done = run("catalog", "audit", PYTHONPATH=str(hidden))
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "error: the audit needs botocore, which is not installed: run `pip install 'smguard[audit]'`\n",
    )


def test_a_source_that_recovers_is_taken(place: Path, run: Run) -> None:
    with serving({"/sm.json": in_turn(status(503), body(json.dumps(NEWER), DATED))}) as server:
        configure(place, f"{server.url}/sm.json")
        assert run("catalog", "fetch").returncode == 0
    assert len(server.requests) == 2


def test_the_command_line_needs_no_network_to_start() -> None:
    heavy = {"requests", "botocore", "markdown_it", "jsonschema"}
    code = f"import sys, smguard.cli; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
