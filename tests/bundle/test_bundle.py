"""The bundle, its tarball, its module, and what `smguard build` does with them."""

import gzip
import io
import json
import re
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from smguard import tree
from smguard.bundle import module
from smguard.bundle.composition import Bundle, compose, pack, revision_of
from smguard.bundle.plan import Plan, read_plan
from smguard.delivery.tarball import unpack
from smguard.engine import compiled_path, open_engine, read_stamp
from smguard.engine.stamp import Stamp, without_stamp
from smguard.errors import EngineError, StaleError
from smguard.shipped import folder
from support.workbench import (
    ALLOW_ALL,
    NO_OPA,
    RULE,
    Built,
    Json,
    ask_opa,
    build_into,
    rule,
    shipped_bundle,
    shipped_plan,
    smguard,
    to_yaml,
    write_rule,
)


@pytest.fixture(scope="module")
def built(opa: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_into(tmp_path_factory.mktemp("built") / "secretsmanager", shipped_bundle(), opa)


def bundle_of(policies: Path, organization: str = "fail_on: high\n", value: Json = RULE) -> Bundle:
    write_rule(policies, value)
    (policies / "organization.yaml").write_text(organization)
    return compose(read_plan(policies))


def manifest(bundle: Bundle) -> Any:
    return json.loads(bundle.files[".manifest"])


def test_manifest_and_data_say_what_the_bundle_is() -> None:
    bundle, plan = shipped_bundle(), shipped_plan()
    about = {"catalog": plan.catalog_digest, "rules": plan.rules_digest}
    assert manifest(bundle) == {
        "metadata": {
            **about,
            "generator": manifest(bundle)["metadata"]["generator"],
            "inputs": plan.inputs,
            "policy": bundle.policy,
        },
        "rego_version": 1,
        "revision": bundle.revision,
        "roots": ["smguard"],
    }
    assert re.fullmatch(r"smguard \d+\.\d+\.\d+", manifest(bundle)["metadata"]["generator"])
    data = json.loads(bundle.files["data.json"])
    assert data.keys() == {"smguard"}
    assert data["smguard"]["bundle"] == {**about, "revision": bundle.revision}


def test_everything_is_under_the_root() -> None:
    paths = shipped_bundle().files.keys() - {".manifest", "data.json"}
    assert [path for path in paths if not re.fullmatch(r"smguard/(\w+/)*\w+\.rego", path)] == []
    for path in paths:
        text = shipped_bundle().files[path].decode()
        assert re.search(r"^package smguard(\.|$)", text, re.MULTILINE), path


def test_same_inputs_give_the_same_bundle(tmp_path: Path) -> None:
    assert compose(read_plan(folder("policies"))) == shipped_bundle()
    assert bundle_of(tmp_path / "a") == bundle_of(tmp_path / "b")


CHANGES: dict[str, tuple[str, Json]] = {
    "fail_on": ("fail_on: low\n", RULE),
    "a parameter": ("fail_on: high\nparameters: {minimum_literal_prefix: 9}\n", RULE),
    "a rule switched off": ("fail_on: high\nrules: {XX-OWN: {enabled: false}}\n", RULE),
    "a title": ("fail_on: high\n", rule(title="Another")),
    "a case": ("fail_on: high\n", rule(cases={**RULE["cases"], "organization": {"minimum_literal_prefix": 2}})),
    "a description": ("fail_on: high\n", rule(description="Another.")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_another_revision(name: str, tmp_path: Path) -> None:
    changed = bundle_of(tmp_path / "a", *CHANGES[name])
    usual = bundle_of(tmp_path / "b")
    assert changed.revision != usual.revision
    assert changed.files != usual.files


def test_what_changes_nothing_is_the_same_revision(tmp_path: Path) -> None:
    usual = bundle_of(tmp_path)
    (tmp_path / "organization.yaml").write_text("# a remark\nfail_on:   'high'\nparameters: {}\n")
    assert compose(read_plan(tmp_path)) == usual


def test_policy_digests_the_rego_alone(tmp_path: Path) -> None:
    usual = bundle_of(tmp_path / "a")
    organization = bundle_of(tmp_path / "b", "fail_on: low\n")
    described = bundle_of(tmp_path / "c", value=rule(description="Another."))
    assert organization.policy == usual.policy
    assert described.policy != usual.policy


def members(tarball: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(tarball)) as archive:
        found = {}
        for entry in archive.getmembers():
            content = archive.extractfile(entry)
            assert (entry.mtime, entry.uid, entry.gid, entry.uname, entry.mode) == (0, 0, 0, "", 0o644)
            found[entry.name] = content.read() if content else b""
        return found


def test_tarball_has_the_files_without_tests(built: Built) -> None:
    files = shipped_bundle().files
    assert members(pack(files)) == {f"/{path}": text for path, text in files.items() if not path.endswith("_test.rego")}
    assert ".signatures.json" not in {path.name for path in built.folder.iterdir()}


def test_tarball_is_the_same_bytes_whenever_it_is_made() -> None:
    files = shipped_bundle().files
    assert pack(files) == pack(dict(reversed(list(files.items()))))
    assert gzip.decompress(pack(files))
    assert pack(files)[4:8] == b"\0\0\0\0"  # the time in a gzip header


def test_opa_loads_tarball_and_folder_alike(opa: Path, built: Built, tmp_path: Path) -> None:
    tarball = tmp_path / "bundle.tar.gz"
    tarball.write_bytes(pack(shipped_bundle().files))
    by_tarball, by_folder = (ask_opa(opa, place, [ALLOW_ALL, {}]) for place in (tarball, built.folder))
    assert by_tarball == by_folder
    assert by_tarball[0]["bundle"]["revision"] == shipped_bundle().revision


def test_one_revision_everywhere(built: Built) -> None:
    revision = shipped_bundle().revision
    assert revision_of(built.folder) == revision
    assert json.loads((built.folder / "data.json").read_text())["smguard"]["bundle"]["revision"] == revision
    assert read_stamp(built.wasm.read_bytes()) == Stamp(shipped_bundle().policy, revision)


def test_compiling_is_reproducible(opa: Path, built: Built) -> None:
    assert module.compiled(shipped_bundle(), opa) == built.wasm.read_bytes()


def test_rego_that_does_not_compile_is_told_in_opas_words(opa: Path) -> None:
    files = {
        **shipped_bundle().files,
        "smguard/smguard.rego": b"package smguard\n\nfailing(_) := true\n\ndecision := nothing\n",
    }
    with pytest.raises(EngineError, match=r"(?s)^opa could not compile the bundle.*var nothing is unsafe"):
        module.compiled(replace(shipped_bundle(), files=files), opa)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("regex.replace(input, `a`, `b`)", r"^the embedded engine has no regex\.replace"),
        (
            "http.send(input)",
            r"smguard\.rego:5: rego_type_error: undefined function http\.send \(smguard withholds it from Rego\)$",
        ),
    ],
    ids=["allowed", "withheld"],
)
def test_builtin_that_the_embedded_engine_lacks_stops_the_build(call: str, said: str, opa: Path) -> None:
    rego = f"package smguard\n\n# METADATA\n# entrypoint: true\ndecision := {call}\n".encode()
    with pytest.raises(EngineError, match=said):
        module.compiled(replace(shipped_bundle(), files={"smguard/smguard.rego": rego}), opa)


def test_another_parameter_only_stamps_anew(built: Built, tmp_path: Path) -> None:
    (tmp_path / "organization.yaml").write_text("fail_on: low\n")
    changed = compose(read_plan(tmp_path))
    stamped = module.restamped(changed, [tmp_path / "none.wasm", built.wasm])
    assert stamped is not None
    assert read_stamp(stamped) == Stamp(changed.policy, changed.revision)
    assert without_stamp(stamped) == without_stamp(built.wasm.read_bytes())


def test_other_rego_cannot_be_stamped(built: Built, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.wasm"
    damaged.write_bytes(built.wasm.read_bytes()[:1000])
    assert module.restamped(bundle_of(tmp_path / "policies"), [built.wasm, damaged]) is None


# The command, in folders of its own.


def build(*arguments: str | Path, cwd: Path, **environment: str) -> tuple[int, str, str]:
    done = smguard("build", *arguments, cwd=cwd, environment=environment)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def notes(plan: Plan) -> str:
    return "".join(
        f"note: {id_} is inactive: organization.yaml sets no {', '.join(names)}\n"
        for id_, names in plan.inactive.items()
    )


def current(built: Built, place: Path) -> Path:
    """A folder with a copy of the built bundle and its module, where users have theirs."""
    mine = place / "bundles/secretsmanager"
    tree.write(mine, built.bundle.files)
    compiled_path(mine).write_bytes(built.wasm.read_bytes())
    return mine


def test_build_in_an_empty_folder(opa: Path, tmp_path: Path) -> None:
    code, said, noted = build(cwd=tmp_path, SMGUARD_OPA=str(opa))
    revision = shipped_bundle().revision
    assert (code, said, noted) == (0, f"bundles/secretsmanager: revision {revision}\n", notes(shipped_plan()))
    assert tree.read(tmp_path / "bundles/secretsmanager") == dict(shipped_bundle().files)
    assert build("--check", cwd=tmp_path) == (0, "", "")
    assert build("--diff", cwd=tmp_path) == (0, "", "")


def test_build_writes_the_tarball_too(built: Built, tmp_path: Path) -> None:
    current(built, tmp_path)
    assert build("--pack", "out/b.tar.gz", cwd=tmp_path)[0] == 0
    assert (tmp_path / "out/b.tar.gz").read_bytes() == pack(shipped_bundle().files)


def test_check_names_what_is_stale_and_writes_nothing(built: Built, tmp_path: Path) -> None:
    mine = current(built, tmp_path)
    (mine / "smguard/smguard.rego").write_bytes(b"package smguard\n")
    (mine / "stray.rego").write_bytes(b"package smguard.stray\n")
    (mine / ".manifest").unlink()
    compiled_path(mine).unlink()
    before = tree.read(mine)
    assert build("--check", cwd=tmp_path) == (
        1,
        "stale: bundles/secretsmanager/.manifest\n"
        "stale: bundles/secretsmanager/smguard/smguard.rego\n"
        "stale: bundles/secretsmanager/stray.rego\n"
        "stale: bundles/secretsmanager.wasm\n",
        "run `smguard build`\n",
    )
    assert (tree.read(mine), compiled_path(mine).exists()) == (before, False)


def test_diff_shows_what_would_change_and_writes_nothing(built: Built, tmp_path: Path) -> None:
    mine = current(built, tmp_path)
    (mine / "stray.rego").write_bytes(b"package smguard.stray\n")
    compiled_path(mine).write_bytes(b"")
    assert build("--diff", cwd=tmp_path) == (
        1,
        "--- a/stray.rego\n+++ /dev/null\n@@ -1 +0,0 @@\n-package smguard.stray\n"
        "bundles/secretsmanager.wasm has another revision, or is missing\n",
        "run `smguard build`\n",
    )
    assert (mine / "stray.rego").exists()


def test_build_prunes_what_is_stale(built: Built, tmp_path: Path) -> None:
    mine = current(built, tmp_path)
    (mine / "stray.rego").write_bytes(b"package smguard.stray\n")
    assert build(cwd=tmp_path)[0] == 0
    assert tree.read(mine) == dict(shipped_bundle().files)


def test_another_parameter_needs_no_opa(built: Built, tmp_path: Path) -> None:
    mine = current(built, tmp_path)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies/organization.yaml").write_text("fail_on: low\n")
    code, _, noted = build(cwd=tmp_path, **NO_OPA)
    assert (code, "no opa" in noted) == (0, False)
    assert compiled_path(mine).read_bytes() != built.wasm.read_bytes()
    assert build("--check", cwd=tmp_path) == (0, "", "")
    open_engine("embedded", mine).close()


def test_new_rule_without_opa_is_told_and_the_stale_module_is_refused(built: Built, tmp_path: Path) -> None:
    mine = current(built, tmp_path)
    write_rule(tmp_path / "policies", RULE)
    code, _, noted = build(cwd=tmp_path, **NO_OPA)
    assert code == 0
    assert noted.splitlines()[-2:] == [
        "note: bundles/secretsmanager.wasm does not match this revision: its Rego has changed, and opa is not "
        "installed to compile it",
        "run `smguard toolchain install opa`, then `smguard build`",
    ]
    with pytest.raises(StaleError):
        open_engine("embedded", mine)
    done = smguard("check", "-", cwd=tmp_path, given=json.dumps(ALLOW_ALL).encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"error: bundles/secretsmanager.wasm was compiled from revision {built.bundle.revision}, "
        f"the bundle bundles/secretsmanager is revision {revision_of(mine)}: run `smguard build`\n"
    )


def test_committed_bundle_is_current() -> None:
    checkout = folder("bundles").parent
    assert build("--check", cwd=checkout) == (0, "", "")


def test_problems_of_policies_are_told_with_their_places(tmp_path: Path) -> None:
    path = write_rule(tmp_path / "policies", rule(kind="require_conditions", titel="x"))
    line = to_yaml(rule(kind="x", titel="x")).splitlines().index("titel: x") + 1
    assert build(cwd=tmp_path) == (
        2,
        "",
        f'error: policies/rules/{path.name}:{line}:1: unknown key "titel" (did you mean "title"?)\n',
    )


# Masked decision logs


def test_mask_of_logs_is_one_package_more_and_the_rest_is_the_same() -> None:
    usual, masking = shipped_bundle(), compose(shipped_plan(), mask_logs=True)
    added = {path for path in masking.files if path not in usual.files}
    changed = {path for path in usual.files if usual.files[path] != masking.files[path]}
    assert added == {"system/log/mask.rego", "system/log/mask/mask_test.rego"}
    assert changed == {".manifest", "data.json"}
    assert json.loads(masking.files[".manifest"])["roots"] == ["smguard", "system/log"]
    assert masking.policy == usual.policy
    assert unpack(pack(masking.files), "b").roots == ("smguard", "system/log")


def test_mask_of_logs_passes_its_own_tests_and_loads_in_opa_1_0(opa: Path, tmp_path: Path) -> None:
    tree.write(tmp_path / "b", compose(shipped_plan(), mask_logs=True).files)
    for arguments in (
        ["fmt", "--fail", "--list", str(tmp_path / "b/system")],
        ["check", "--strict", "-b", str(tmp_path / "b"), "--capabilities", "v1.0.0"],
        ["test", "-b", str(tmp_path / "b"), "--fail-on-empty", "--run", "system.log"],
    ):
        done = subprocess.run([str(opa), *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_build_with_mask_of_logs_needs_no_compiler_and_is_checked_as_such(built: Built, tmp_path: Path) -> None:
    mine = current(built, tmp_path)
    assert build("--mask-logs", "--pack", "b.tar.gz", cwd=tmp_path, **NO_OPA)[0] == 0
    assert build("--mask-logs", "--check", cwd=tmp_path) == (0, "", "")
    assert build("--check", cwd=tmp_path)[0] == 1
    assert unpack((tmp_path / "b.tar.gz").read_bytes(), "b").revision == revision_of(mine)
    open_engine("embedded", mine).close()
