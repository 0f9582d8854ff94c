"""Notes on many services: what a bundle knows of other services' actions, and a bundle for each service."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from smguard.bundle.composition import compose
from smguard.bundle.data import compile_data
from smguard.bundle.plan import read_plan
from smguard.catalog.services import read_services
from smguard.engine.wasm import WasmEngine
from smguard.errors import InputError
from smguard.shipped import folder
from support.notes import INDEX, SERVICES, note, write_notes
from support.workbench import Built, ask_opa, build_into, shipped_bundle, shipped_plan, smguard

EXAMPLES = Path(__file__).parents[1] / "examples"


def statement(action: object, **others: object) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": "arn:aws:s3:::app/*", **others}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_notes(tmp_path_factory.mktemp("wide") / "notes")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory, notes: Path, opa: Path) -> Built:
    """The shipped policies' bundle, which also knows the services of the notes."""
    bundle = compose(read_plan(folder("policies"), None, notes))
    return build_into(tmp_path_factory.mktemp("wide") / "secretsmanager", bundle, opa)


def test_data_has_each_action_as_a_key_and_each_service_as_one_text(notes: Path) -> None:
    usual, wide = compile_data(shipped_plan()), compile_data(read_plan(folder("policies"), None, notes))
    others = wide["catalog"].pop("others")
    assert wide["catalog"]["marks"].pop("others") is True
    assert wide == usual
    assert others == {
        "actions": {
            "s3:deleteobject": True,
            "s3:getobject": True,
            "s3:getobjectacl": True,
            "s3:putobject": True,
            "kms:decrypt": True,
            "kms:encrypt": True,
        },
        "services": {
            "s3": "\nDeleteObject\nGetObject\nGetObjectAcl\nPutObject\n",
            "kms": "\nDecrypt\nEncrypt\n",
        },
    }


def test_rego_is_the_same_so_that_no_compiler_is_needed(wide: Built) -> None:
    assert wide.bundle.policy == shipped_bundle().policy
    assert wide.bundle.revision != shipped_bundle().revision
    about, usual = (json.loads(one.files[".manifest"])["metadata"] for one in (wide.bundle, shipped_bundle()))
    assert about["catalog"] != usual["catalog"]


def test_folder_with_nothing_but_the_own_service_gives_the_usual_data(tmp_path: Path) -> None:
    place = tmp_path / "notes"
    place.mkdir()
    (place / "iam.secretsmanager.md").write_text(note("secretsmanager", "GetSecretValue"))
    assert compile_data(read_plan(folder("policies"), None, place)) == compile_data(shipped_plan())


FOUND: dict[str, tuple[dict[str, Any], list[tuple[list[str | int], str]]]] = {
    "a name that is nearly right": (
        policy(statement("s3:GetObjects")),
        [
            (
                ["Statement", 0, "Action"],
                "s3:GetObjects: it matches no action in the catalog; the nearest is s3:GetObject.",
            )
        ],
    ),
    "a right name": (policy(statement("s3:GetObject")), []),
    "a right name in odd letter case": (policy(statement("S3:getOBJECT")), []),
    "a wrong name in odd letter case is shown as written": (
        policy(statement(["KMS:deCript"])),
        [
            (
                ["Statement", 0, "Action", 0],
                "KMS:deCript: it matches no action in the catalog; the nearest is kms:Decrypt.",
            )
        ],
    ),
    "a wrong name in a Deny": (
        policy(statement("s3:*"), statement(["s3:PutObject", "kms:Foo"], Effect="Deny")),
        [(["Statement", 1, "Action", 1], "kms:Foo: it matches no action in the catalog.")],
    ),
    "a wrong name in NotAction": (
        policy({"Effect": "Deny", "NotAction": ["kms:*", "kms:Foo"], "Resource": "*"}),
        [(["Statement", 0, "NotAction", 1], "kms:Foo: it matches no action in the catalog.")],
    ),
    "patterns that nothing fits beside those that something does": (
        policy(statement(["s3:Get*", "s3:Fetch*", "s3:*Acl", "s3:*Foo", "s3:?etObject", "s3:??tFoo", "s3:*", "*"])),
        [
            (["Statement", 0, "Action", 1], "s3:Fetch*: it matches no action in the catalog."),
            (["Statement", 0, "Action", 3], "s3:*Foo: it matches no action in the catalog."),
            (["Statement", 0, "Action", 5], "s3:??tFoo: it matches no action in the catalog."),
        ],
    ),
    "a service that no note describes": (policy(statement("sqs:Nothing")), []),
    "a name of the service itself is still looked up in its own catalog": (
        policy(statement("secretsmanager:OfAnotherDay")),
        [(["Statement", 0, "Action"], "secretsmanager:OfAnotherDay: it matches no action in the catalog.")],
    ),
    "a condition that does nothing, on other services' actions": (
        policy(statement("s3:GetObjects", Condition={"StringLike": {"aws:PrincipalArn": "*"}})),
        [
            (
                ["Statement", 0, "Action"],
                "s3:GetObjects: it matches no action in the catalog; the nearest is s3:GetObject.",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_names_of_other_services_are_judged(name: str, wide: Built) -> None:
    document, wanted = FOUND[name]
    engine = WasmEngine(wide.wasm, wide.bundle.files["data.json"])
    (decision,) = engine.evaluate([json.dumps(document).encode()])
    engine.close()
    found: Any = decision["findings"]
    told = [(one["path"], one["message"]) for one in found if one["rule"] == "SM-QA-UNKNOWN-ACTION"]
    assert told == wanted
    assert {one["rule"] for one in found} <= {"SM-QA-UNKNOWN-ACTION", "SM-ID-READ-ALL", "SM-ID-SVC-WILD"} | _broad(
        document
    )


def _broad(document: dict[str, Any]) -> set[str]:
    """What else a document is found for that allows everything."""
    said = document["Statement"][0]
    return {"SM-ID-PERM-MGMT", "SM-LC-BLOCKPUBLIC", "SM-LC-FORCEDELETE"} if "*" in said.get("Action", []) else set()


def test_both_engines_agree(wide: Built, opa: Path) -> None:
    documents = [document for document, _ in FOUND.values()]
    engine = WasmEngine(wide.wasm, wide.bundle.files["data.json"])
    embedded = engine.evaluate([json.dumps(document).encode() for document in documents])
    engine.close()
    assert embedded == ask_opa(opa, wide.folder, documents)


def test_access_rules_find_the_same_with_and_without_other_services(wide: Built, tmp_path: Path, opa: Path) -> None:
    usual = build_into(tmp_path / "secretsmanager", shipped_bundle(), opa)
    documents = [json.loads(path.read_text("utf-8")) for path in sorted(EXAMPLES.rglob("*.json"))]
    cases = [dict(case.input) for rule in shipped_plan().rules for case in rule.cases]
    inputs = [json.dumps(document).encode() for document in [*documents, *cases]]
    decisions = []
    for built in (usual, wide):
        engine = WasmEngine(built.wasm, built.bundle.files["data.json"])
        decisions.append([decision["findings"] for decision in engine.evaluate(inputs)])
        engine.close()
    assert decisions[0] == decisions[1]


def test_problems_of_all_notes_are_told_together_and_nothing_is_written(tmp_path: Path) -> None:
    notes = write_notes(
        tmp_path / "notes",
        broken=note("a", "Do").replace('"required": false', '"required": maybe'),
        nameless=note("b", "Do").replace("### Do", "### D o"),
    )
    done = smguard("build", "--catalog", notes, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    first, second = done.stderr.decode().splitlines()
    assert first.startswith(f"error: {notes}/broken.md:10:40: not valid JSON")
    assert second == f'{notes}/nameless.md:5:5: "D o" is not an action name: use letters and digits, a letter first'
    assert not (tmp_path / "bundles").exists()


def test_notes_that_are_not_used_are_named(tmp_path: Path, notes: Path, opa: Path) -> None:
    done = smguard("build", "--catalog", notes, cwd=tmp_path, environment={"SMGUARD_OPA": str(opa)})
    assert done.returncode == 0, done.stderr
    lines = done.stderr.decode().splitlines()
    assert [line.partition(" describes")[0] for line in lines if "iam.md" in line] == [f"note: {notes}/iam.md:"]
    assert "note: secretsmanager: the catalog comes from your policies; the note in the folder is not used" in lines
    assert smguard("build", "--catalog", notes, "--check", cwd=tmp_path).returncode == 0
    stale = smguard("build", "--check", cwd=tmp_path)
    assert (stale.returncode, b"stale: bundles/secretsmanager/data.json\n" in stale.stdout) == (1, True)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (None, "there is no such folder: name a folder of notes (*.md)"),
        ([], "there are no notes (*.md) in this folder"),
        (["iam"], "none of its notes describes a service"),
    ],
    ids=["no folder", "an empty folder", "only an index"],
)
def test_folder_without_services_is_an_error(tmp_path: Path, names: list[str] | None, said: str) -> None:
    place = tmp_path / "notes"
    if names is not None:
        place.mkdir()
        for name in names:
            (place / f"{name}.md").write_text(INDEX)
    with pytest.raises(InputError) as caught:
        read_services(place)
    assert str(caught.value).splitlines()[-1] == f"{place}: {said}"


def test_two_notes_with_one_prefix_are_one_service(tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "notes", second=note("kms", "encrypt", "Sign"))
    services = read_services(notes)
    (kms,) = (catalog for catalog in services.catalogs if catalog.prefix == "kms")
    assert [action.name for action in kms.actions] == ["Decrypt", "Encrypt", "Sign"]
    assert len(services.catalogs) == len(services.digests) == 3


@pytest.fixture(scope="module")
def each(tmp_path_factory: pytest.TempPathFactory, notes: Path, opa: Path) -> Path:
    """A folder with policies/ of its own, the usual bundle, and one for each service."""
    place = tmp_path_factory.mktemp("each")
    every: list[list[str | Path]] = [[], ["--catalog", notes, "--per-service"]]
    for options in every:
        done = smguard("build", *options, cwd=place, environment={"SMGUARD_OPA": str(opa)})
        assert done.returncode == 0, done.stderr
    assert done.stdout == b"bundles/services: 3 bundles\n"
    return place / "bundles"


def test_bundle_of_the_own_service_is_the_usual_one(each: Path) -> None:
    for name in ("secretsmanager", "secretsmanager.wasm"):
        usual, own = each / name, each / "services" / name
        paths = sorted(path.relative_to(usual) for path in usual.rglob("*")) if usual.is_dir() else [Path()]
        files = [path for path in paths if (usual / path).is_file()]
        assert [(own / path).read_bytes() for path in files] == [(usual / path).read_bytes() for path in files]


def test_each_service_has_a_whole_bundle_with_its_catalog(each: Path) -> None:
    assert sorted(path.name for path in (each / "services").iterdir()) == [
        *("kms", "kms.wasm", "s3", "s3.wasm", "secretsmanager", "secretsmanager.wasm")
    ]
    data = json.loads((each / "services/s3/data.json").read_text("utf-8"))["smguard"]
    assert data["catalog"]["names"] == ["s3:deleteobject", "s3:getobject", "s3:getobjectacl", "s3:putobject"]
    assert sorted(data["rulebook"]) == ["SM-QA-UNKNOWN-ACTION", "SM-QA-VACUOUS"]
    assert {name: data["catalog"]["keys"][name]["presence"] for name in ("aws:vpceorgid", "aws:principalarn")} == {
        "aws:vpceorgid": "sometimes",
        "aws:principalarn": "sometimes",
    }
    assert data["catalog"]["keys"]["aws:ismcpserviceaction"]["format"] == "^(?:true|false)$"
    assert json.loads((each / "services/s3/.manifest").read_text("utf-8"))["roots"] == ["smguard"]
    assert not list((each / "services/s3").rglob("*_test.rego"))


@pytest.mark.parametrize("engine", ["embedded", "opa"])
def test_bundle_of_a_service_judges_names_by_its_own_catalog(
    each: Path, tmp_path: Path, engine: str, opa: Path
) -> None:
    document = policy(statement(["s3:GetObject", "s3:GetObjects", "kms:Foo", "secretsmanager:GetSecretValue"]))
    (tmp_path / "policy.json").write_text(json.dumps(document))
    options: list[str | Path] = ["--bundle", each / "services/s3", "--engine", engine, "--format", "json"]
    done = smguard("check", *options, "policy.json", cwd=tmp_path, environment={"SMGUARD_OPA": str(opa)})
    found = json.loads(done.stdout)["findings"]
    assert [(one["rule"], one["path"], one["message"]) for one in found] == [
        (
            "SM-QA-UNKNOWN-ACTION",
            ["Statement", 0, "Action", 1],
            "s3:GetObjects: it matches no action in the catalog; the nearest is s3:GetObject.",
        )
    ]


def test_services_that_left_the_folder_are_stale_and_go(each: Path, notes: Path, tmp_path: Path) -> None:
    fewer = tmp_path / "notes"
    shutil.copytree(notes, fewer)
    (fewer / "iam.kms.md").unlink()
    output = tmp_path / "services"
    shutil.copytree(each / "services", output)
    options: list[str | Path] = ["--catalog", fewer, "--per-service", "--output", output]
    whole = smguard("build", "--catalog", notes, *options[2:], "--check", cwd=tmp_path)
    assert (whole.returncode, whole.stdout) == (0, b"")
    stale = smguard("build", *options, "--check", cwd=tmp_path)
    assert stale.returncode == 1
    assert f"stale: {output}/kms/data.json\n" in stale.stdout.decode()
    assert f"stale: {output}/kms.wasm\n" in stale.stdout.decode()
    shown = smguard("build", *options, "--diff", cwd=tmp_path)
    assert "--- a/kms/data.json\n+++ /dev/null\n" in shown.stdout.decode()
    assert shown.stdout.decode().endswith(f"{output}/kms.wasm belongs to no service\n")
    assert smguard("build", *options, cwd=tmp_path).returncode == 0
    assert sorted(path.name for path in output.iterdir()) == ["s3", "s3.wasm", "secretsmanager", "secretsmanager.wasm"]


def test_folder_of_other_things_is_not_replaced(tmp_path: Path, notes: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("years of work")
    done = smguard("build", "--catalog", notes, "--per-service", "--output", "mine", cwd=tmp_path)
    said = "error: mine: contains other files and no bundle, which would be lost: name a new or an empty folder"
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (2, said)
    assert (tmp_path / "mine/thesis.txt").read_text() == "years of work"


SAID = b"error: --per-service supports neither --pack nor --mask-logs: leave them out\n"


def test_bundles_for_each_service_are_no_tarball(tmp_path: Path, notes: Path) -> None:
    done = smguard("build", "--per-service", "--catalog", notes, "--pack", "bundle.tar.gz", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, SAID)


def test_bundles_for_each_service_need_notes(tmp_path: Path) -> None:
    done = smguard("build", "--per-service", cwd=tmp_path)
    said = b"error: there are no notes on other services: name their folder with --catalog\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_notes_in_the_policies_folder_are_read_without_an_option(tmp_path: Path, notes: Path) -> None:
    (tmp_path / "policies").mkdir()
    assert read_plan(tmp_path / "policies").services.catalogs == ()
    shutil.copytree(notes, tmp_path / "policies/catalog/services")
    asked = compose(read_plan(folder("policies"), None, notes))
    assert compose(read_plan(tmp_path / "policies")) == asked
    others = write_notes(tmp_path / "others", more=note("sqs", "SendMessage"))
    assert len(read_plan(tmp_path / "policies", None, others).services.catalogs) == len(SERVICES) + 1
