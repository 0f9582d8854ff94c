"""A module judges only by the Rego that lies beside it: whoever edits one of the two is found out, or as far as can be.

The attacker can write into the folder of bundles. Without a compiler a module can be proven only where its Rego is the
shipped one; with opa, `smguard build --check` and `smguard test` prove every other.
"""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from smguard.engine import Stamp, compiled_path, is_forged, open_engine, read_stamp, write_stamp
from smguard.engine.rego import read_rego
from smguard.engine.stamp import policy_digest, without_stamp
from smguard.errors import EngineError, SmguardError
from smguard.shipped import folder
from support.workbench import NO_OPA, NOTHING, RULE, smguard, write_rule

SHIPPED = folder("bundles") / "secretsmanager"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    place = tmp_path / "bundles/secretsmanager"
    shutil.copytree(SHIPPED, place)
    shutil.copyfile(compiled_path(SHIPPED), compiled_path(place))
    return place


def allowing(wasm: bytes) -> bytes:
    """The module with other code: a custom section makes it another, and runs as it did."""
    return without_stamp(wasm) + b"\0\x05\x04evil"


def stamped(wasm: bytes, **changes: str) -> bytes:
    stamp = read_stamp(wasm)
    assert stamp is not None
    return write_stamp(wasm, Stamp(**{"policy": stamp.policy, "revision": stamp.revision, **changes}))


def allowing_with_stamp(wasm: bytes) -> bytes:
    stamp = read_stamp(wasm)
    assert stamp is not None
    return write_stamp(allowing(wasm), stamp)


def edit_rego(bundle: Path) -> None:
    rego = bundle / "smguard/smguard.rego"
    rego.write_text(rego.read_text() + "\n# an edit\n")


def edit_wasm(bundle: Path) -> None:
    wasm = compiled_path(bundle)
    wasm.write_bytes(allowing_with_stamp(wasm.read_bytes()))


def edit_policy_of_stamp(bundle: Path) -> None:
    wasm = compiled_path(bundle)
    wasm.write_bytes(stamped(wasm.read_bytes(), policy="ab" * 32))


def edit_revision_of_stamp(bundle: Path) -> None:
    wasm = compiled_path(bundle)
    wasm.write_bytes(stamped(wasm.read_bytes(), revision="ab" * 32))


def remove_stamp(bundle: Path) -> None:
    wasm = compiled_path(bundle)
    wasm.write_bytes(without_stamp(wasm.read_bytes()))


def edit_rego_and_wasm(bundle: Path) -> None:
    edit_rego(bundle)
    edit_wasm(bundle)


def remove_a_module(bundle: Path) -> None:
    (bundle / "smguard/lib/contract/contract.rego").unlink()


ATTACKS: dict[str, tuple[Callable[[Path], None], str]] = {
    "the Rego alone": (edit_rego, "{wasm} was compiled from other Rego than the bundle {bundle} holds"),
    "a file gone": (remove_a_module, "{wasm} was compiled from other Rego than the bundle {bundle} holds"),
    "the module alone": (
        edit_wasm,
        "{wasm}: is not what opa compiles from this Rego: it differs from the module that ships with smguard",
    ),
    "both, the stamp kept": (edit_rego_and_wasm, "{wasm} was compiled from other Rego than the bundle {bundle} holds"),
    "the stamp's Rego": (edit_policy_of_stamp, "{wasm} was compiled from other Rego than the bundle {bundle} holds"),
    "the stamp's revision": (edit_revision_of_stamp, "{wasm} was compiled from revision " + "ab" * 32),
    "no stamp": (remove_stamp, "{wasm} does not record the revision that it was compiled from"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_check_refuses_a_module_that_is_not_of_its_rego(name: str, bundle: Path) -> None:
    open_engine("embedded", bundle).close()
    edit, said = ATTACKS[name]
    edit(bundle)
    with pytest.raises(SmguardError) as raised:
        open_engine("embedded", bundle)
    assert str(raised.value).startswith(said.format(wasm=compiled_path(bundle), bundle=bundle))
    assert str(raised.value).endswith(": run `smguard build`")


def test_digest_is_that_of_the_stamp_for_the_shipped_bundle() -> None:
    stamp = read_stamp(compiled_path(SHIPPED).read_bytes())
    assert stamp is not None
    assert policy_digest(read_rego(SHIPPED)) == stamp.policy
    assert not is_forged(compiled_path(SHIPPED).read_bytes())


def test_whoever_swaps_all_is_found_out_by_compiling(opa: Path, tmp_path: Path) -> None:
    """Rego of one's own, and a module with a true stamp and false code: `check` cannot tell, build --check can."""
    with_opa = {"SMGUARD_OPA": str(opa)}
    write_rule(tmp_path / "policies", RULE)
    bundle = tmp_path / "bundles/secretsmanager"
    (tmp_path / "p.json").write_text(json.dumps(NOTHING))

    def run(*arguments: str, **environment: str) -> tuple[int, str]:
        done = smguard(*arguments, cwd=tmp_path, environment=environment)
        return done.returncode, done.stdout.decode().strip()

    assert run("build", **with_opa)[0] == 0
    assert run("build", "--check", **with_opa) == (0, "")
    edit_wasm(bundle)
    assert run("check", "p.json")[0] == 0
    assert run("build", "--check", **NO_OPA) == (0, "")
    assert run("build", "--check", **with_opa) == (1, "stale: bundles/secretsmanager.wasm")
    assert run("build", **with_opa)[0] == 0
    assert run("build", "--check", **with_opa) == (0, "")
    edit_rego(bundle)
    wasm = compiled_path(bundle)
    wasm.write_bytes(stamped(allowing_with_stamp(wasm.read_bytes()), policy=policy_digest(read_rego(bundle))))
    assert run("check", "p.json")[0] == 0
    assert run("build", "--check", **NO_OPA)[0] == 1


def test_forged_module_of_shipped_rego_is_stale_and_replaced_without_opa(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies/organization.yaml").write_text("fail_on: low\n")
    bundle = tmp_path / "bundles/secretsmanager"
    codes = [smguard("build", cwd=tmp_path, environment=NO_OPA).returncode]
    edit_wasm(bundle)
    for arguments in (("build", "--check"), ("build",), ("build", "--check")):
        codes.append(smguard(*arguments, cwd=tmp_path, environment=NO_OPA).returncode)
    assert codes == [0, 1, 0, 0]
    assert without_stamp(compiled_path(bundle).read_bytes()) == without_stamp(compiled_path(SHIPPED).read_bytes())


def edit_data(bundle: Path) -> None:
    data = bundle / "data.json"
    data.write_text(data.read_text().replace('"fail_on": "high"', '"fail_on": "critical"', 1) + " ")


@pytest.mark.parametrize("edit", [edit_rego, edit_data, edit_policy_of_stamp, edit_revision_of_stamp, remove_stamp])
def test_build_check_refuses_what_is_not_made_of_the_policies(edit: Callable[[Path], None], tmp_path: Path) -> None:
    bundle = tmp_path / "bundles/secretsmanager"
    (tmp_path / "policies").mkdir()
    shutil.copyfile(folder("policies") / "organization.yaml", tmp_path / "policies/organization.yaml")
    smguard("build", cwd=tmp_path, environment=NO_OPA)
    assert smguard("build", "--check", cwd=tmp_path, environment=NO_OPA).returncode == 0
    edit(bundle)
    assert smguard("build", "--check", cwd=tmp_path, environment=NO_OPA).returncode == 1


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def linked(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("/etc/passwd")


NOT_A_FILE = "is not a regular file"
ONLY_OPA = "opa would load it, and a bundle of smguard has no such file"
STRAY: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "data below": ("smguard/rules/data.json", lambda path: write(path, "{}"), ONLY_OPA),
    "data in YAML": ("data.yaml", lambda path: write(path, "{}"), ONLY_OPA),
    "a module inside": ("policy.wasm", lambda path: write(path, ""), ONLY_OPA),
    "a manifest below": ("smguard/.manifest", lambda path: write(path, "{}"), ONLY_OPA),
    "a patch": ("patch.json", lambda path: write(path, "{}"), ONLY_OPA),
    "a pipe": ("smguard/x.rego", os.mkfifo, NOT_A_FILE),
    "a link": ("smguard/smguard.rego", linked, NOT_A_FILE),
    "a link to a folder": ("smguard/link.rego", lambda path: path.symlink_to("rules"), "is a link to a folder"),
    "a package elsewhere": (
        "system/log/x.rego",
        lambda path: write(path, "package smguard\n\ndecision := {}\n"),
        "its package belongs to smguard/, where the embedded engine would see it",
    ),
    "a schema elsewhere": (
        "smguard/x.rego",
        lambda path: write(
            path, '# METADATA\n# schemas:\n# - input: {"$ref": "file:///etc/passwd"}\npackage smguard.x\n'
        ),
        "METADATA must not refer to a schema elsewhere",
    ),
}


@pytest.mark.parametrize("name", STRAY)
@pytest.mark.parametrize("engine", ["embedded", "opa"])
def test_engines_refuse_what_only_one_of_them_would_take(name: str, engine: str, bundle: Path) -> None:
    path, make, said = STRAY[name]
    make(bundle / path)
    with pytest.raises(EngineError) as raised:
        open_engine(engine, bundle)  # type: ignore[arg-type]
    assert str(raised.value).startswith(f"{bundle / path}:")
    assert said in str(raised.value)


@pytest.mark.parametrize("path", ["README.md", "smguard/x_test.rego", "notes/a.json"])
def test_other_files_are_in_nobodys_way(path: str, bundle: Path) -> None:
    write(bundle / path, "x")
    open_engine("embedded", bundle).close()


@pytest.mark.parametrize("path", ["data.json", ".manifest", "../secretsmanager.wasm"])
def test_pipes_are_not_waited_for(path: str, bundle: Path) -> None:
    place = (bundle / path).resolve()
    place.unlink()
    os.mkfifo(place)
    with pytest.raises(EngineError) as raised:
        open_engine("embedded", bundle)
    assert str(raised.value) == f"{place}: is not a regular file: run `smguard build`"
