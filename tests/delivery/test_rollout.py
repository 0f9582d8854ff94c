"""A channel moves to what is known, signed, compiled and within the limits, moves back, and else stays."""

import itertools
import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from smguard.bundle.composition import compose, content_revision
from smguard.bundle.plan import read_plan
from smguard.delivery import publish, store
from smguard.delivery.publish.access import Access
from smguard.delivery.publish.artifact import Artifact
from smguard.delivery.rollout import Gates, Move, rollout
from smguard.delivery.tarball import unpack
from smguard.errors import SmguardError
from support.signers import other_bundle, packed, pair, shipped_files
from support.workbench import ALLOW_ALL, NOTHING, shipped_bundle, smguard

REVISION = shipped_bundle().revision
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def without_tests(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: text for path, text in files.items() if not path.endswith("_test.rego")}


@pytest.fixture(scope="module")
def revisions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Three bundles, unsigned: the shipped one, one that is stricter, one that is laxer."""
    lax = tmp_path_factory.mktemp("lax")
    rules = "SM-ID-READ-ALL", "SM-ID-SVC-WILD", "SM-ID-PERM-MGMT", "SM-LC-FORCEDELETE", "SM-LC-BLOCKPUBLIC"
    off = "".join(f"  {rule}: {{enabled: false}}\n" for rule in rules)
    (lax / "organization.yaml").write_text(f"fail_on: high\nrules:\n{off}")
    return {
        "shipped": packed(),
        "strict": packed(files=without_tests(other_bundle(tmp_path_factory.mktemp("strict")).files)),
        "lax": packed(files=without_tests(compose(read_plan(lax)).files)),
    }


def bring(place: Path, tarball: bytes) -> str:
    return store.add(place, "sm", tarball, "test").revision


def at(place: Path) -> str | None:
    """Where stable is."""
    channel = store.read_channel(place, "sm", "stable")
    return channel.revision if channel else None


def test_a_channel_moves_there_and_back(revisions: Mapping[str, bytes], tmp_path: Path) -> None:
    shipped, strict, lax = (bring(tmp_path / "store", revisions[name]) for name in ("shipped", "strict", "lax"))
    steps: list[tuple[tuple[str, ...], str]] = [
        ((shipped,), f"nothing -> {shipped}"),
        ((strict[:12],), f"{shipped} -> {strict}"),
        ((strict,), f"stays at {strict}"),
        ((lax,), f"{strict} -> {lax}"),
        (("--back",), f"{lax} -> {strict}"),
        (("--back",), f"{strict} -> {shipped}"),
    ]
    for arguments, said in steps:
        done = smguard("rollout", "store", "sm", "stable", *arguments, cwd=tmp_path)
        assert (done.stdout.decode(), done.stderr) == (f"sm stable: {said}\n", b"")
    done = smguard("rollout", "store", "sm", "stable", "--back", cwd=tmp_path)
    assert done.stderr.decode() == "error: the channel stable of sm has no previous revision\n"
    assert at(tmp_path / "store") == shipped


def test_unknown_revisions_are_refused(revisions: Mapping[str, bytes], tmp_path: Path) -> None:
    place = tmp_path / "store"
    known = bring(place, revisions["shipped"])
    cases: list[tuple[tuple[str, ...], str]] = [
        (("0" * 64,), f"store: the store has no revision {'0' * 64} of sm: publish it with `smguard publish`"),
        (("latest",), "store: the store has no revision latest of sm: publish it with `smguard publish`"),
        ((), "name a revision, or add --back"),
        ((known, "--back"), "name a revision, or add --back"),
        (
            (known, "--max-new-findings", "0"),
            "--max-new-findings and --policies must be used together: new findings are counted in these policies",
        ),
        (("--back",), "the channel stable of sm has no previous revision"),
    ]
    for arguments, said in cases:
        done = smguard("rollout", "store", "sm", "stable", *arguments, cwd=tmp_path)
        assert (done.returncode, done.stderr.decode()) == (2, f"error: {said}\n")
    for name in ("Odd", "../x"):
        done = smguard("rollout", "store", "sm", name, known, cwd=tmp_path)
        assert done.returncode == 2
    bring(place, revisions["strict"])
    bring(place, revisions["lax"])
    same = next((d for d in "0123456789abcdef" if sum(r.startswith(d) for r in store.revisions(place, "sm")) > 1), None)
    if same:
        with pytest.raises(SmguardError, match=f"revisions of sm begin with '{same}': give more digits"):
            rollout(place, "sm", "stable", same, Gates(), NOW)
    assert at(place) is None
    done = smguard("rollout", "nowhere", "sm", "stable", known, cwd=tmp_path)
    said = "error: nowhere: there is no such store: fill it with `smguard publish STORE/BUNDLE`\n"
    assert (done.returncode, done.stderr.decode()) == (2, said)


def test_unsigned_revisions_are_refused_where_keys_are_given(revisions: Mapping[str, bytes], tmp_path: Path) -> None:
    key, stranger = pair("ES256").key(tmp_path), pair("ES256", 1).key(tmp_path, "stranger")
    place, gates = tmp_path / "store", Gates(keys=[key])
    revision = bring(place, revisions["shipped"])
    with pytest.raises(SmguardError, match=f"^sm {revision} is refused: signature: it is not signed$"):
        rollout(place, "sm", "stable", revision, gates, NOW)
    bring(place, packed(stranger))
    with pytest.raises(SmguardError, match="signature: it is signed by the key"):
        rollout(place, "sm", "stable", revision, gates, NOW)
    assert at(place) is None
    bring(place, packed(key))
    assert rollout(place, "sm", "stable", revision, gates, NOW) == Move(None, revision)
    done = smguard("rollout", "store", "sm", "canary", revision, "--key", "key.public", cwd=tmp_path)
    assert done.returncode == 0


def test_moving_back_passes_the_same_gates(revisions: Mapping[str, bytes], tmp_path: Path) -> None:
    key = pair("ES256").key(tmp_path)
    place, signed = tmp_path / "store", packed(key, unpack(revisions["strict"], "b").files)
    first, second = bring(place, revisions["shipped"]), bring(place, signed)
    rollout(place, "sm", "stable", first, Gates(), NOW)
    rollout(place, "sm", "stable", second, Gates(keys=[key]), NOW)
    with pytest.raises(SmguardError, match=f"^sm {first} is refused: signature: it is not signed$"):
        rollout(place, "sm", "stable", None, Gates(keys=[key]), NOW)
    assert at(place) == second


def test_what_does_not_compile_is_refused(opa: Path, tmp_path: Path) -> None:
    files = {**shipped_files(), "smguard/broken.rego": b"package smguard.broken\n\nx := y\n"}
    manifest, data = (json.loads(files[path]) for path in (".manifest", "data.json"))
    data["smguard"]["bundle"]["revision"] = manifest["revision"] = content_revision(files)
    files |= {".manifest": json.dumps(manifest).encode(), "data.json": json.dumps(data).encode()}
    revision = bring(tmp_path, packed(files=files))
    with pytest.raises(SmguardError, match=r"is refused: opa: .*rego_unsafe_var_error: var y is unsafe"):
        rollout(tmp_path, "sm", "stable", revision, Gates(opa=opa), NOW)
    assert at(tmp_path) is None
    tarball = packed(files=files)
    publish.publish(Artifact(tarball, unpack(tarball, "b")), str(tmp_path / "sm"), Access())
    (tmp_path / "b.tar.gz").write_bytes(tarball)
    done = smguard(
        "publish", tmp_path / "sm", "--bundle", "b.tar.gz", cwd=tmp_path, environment={"SMGUARD_OPA": str(opa)}
    )
    assert (done.returncode, b"b.tar.gz is not published: opa: " in done.stderr) == (2, True)


def test_new_findings_are_counted_in_the_named_policies(
    revisions: Mapping[str, bytes], opa: Path, tmp_path: Path
) -> None:
    place, corpus = tmp_path / "store", tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "all.json").write_text(json.dumps(ALLOW_ALL, indent=2))
    (corpus / "none.json").write_text(json.dumps(NOTHING))
    lax, shipped = bring(place, revisions["lax"]), bring(place, revisions["shipped"])
    environment = {"SMGUARD_OPA": str(opa)}

    def roll(revision: str, limit: int, policies: Path = corpus) -> tuple[int, str]:
        options = ["--max-new-findings", str(limit), "--policies", str(policies)]
        done = smguard("rollout", "store", "sm", "stable", revision, *options, cwd=tmp_path, environment=environment)
        return done.returncode, done.stderr.decode()

    new = "findings: the channel is new, so there is nothing to compare with: leave out --max-new-findings"
    assert roll(lax, 0) == (2, f"error: sm {lax} is refused: {new}\n")
    rollout(place, "sm", "stable", lax, Gates(), NOW)
    code, said = roll(shipped, 0)
    head, *places = said.splitlines()
    count = len(places)
    assert (code, head) == (2, f"error: sm {shipped} is refused: findings: {count} are new, and 0 are allowed:")
    assert count >= 3
    assert all(line.startswith("    corpus/all.json:") or f"{corpus}/all.json:" in line for line in places)
    assert roll(shipped, count - 1)[0] == 2
    assert at(place) == lax
    (corpus / "broken.json").write_text("{")
    code, said = roll(shipped, count)
    assert (code, "broken.json:1:2" in said) == (2, True), said
    (corpus / "broken.json").unlink()
    (empty := tmp_path / "empty").mkdir()
    assert roll(shipped, count, empty)[0] == 2
    assert at(place) == lax
    assert roll(shipped, count) == (0, "")
    assert roll(lax, 0) == (0, "")  # gone findings are not new ones
    assert at(place) == lax


def test_movers_come_one_after_the_other(revisions: Mapping[str, bytes], tmp_path: Path) -> None:
    """Of two that move back at once from the same place, one is told that it was moved meanwhile."""
    names = [bring(tmp_path, tarball) for tarball in revisions.values()]
    for name in names:
        rollout(tmp_path, "sm", "stable", name, Gates(), NOW)
    outcomes: list[str] = []
    barrier = threading.Barrier(2, timeout=30)

    def back() -> None:
        barrier.wait()
        try:
            store.move_back(tmp_path, "sm", "stable", names[1], NOW)
            outcomes.append("moved")
        except SmguardError as error:
            outcomes.append(str(error))

    threads = [threading.Thread(target=back) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    path = store.channel_path(tmp_path, "sm", "stable")
    assert sorted(outcomes) == sorted(
        ["moved", f"{path}: was moved by someone else in the meantime, and is not moved back to {names[1]}"]
    )
    assert at(tmp_path) == names[1]


def test_store_that_cannot_be_written_says_so(revisions: Mapping[str, bytes], tmp_path: Path) -> None:
    revision = bring(tmp_path / "store", revisions["shipped"])
    (tmp_path / "store" / "sm" / "channels").write_text("in the way")
    done = smguard("rollout", "store", "sm", "stable", revision, cwd=tmp_path)
    assert (done.returncode, done.stderr.decode().split(":")[0]) == (2, "error")
    assert list(itertools.islice((tmp_path / "store" / "sm" / "revisions").iterdir(), 2)) == [
        store.revision_path(tmp_path / "store", "sm", revision)
    ]
