"""Where the project is, how documents in it are called, and that both are the same wherever one stands."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smguard.check.decision import merge
from smguard.check.inputs import collect
from smguard.engine import Engine, open_engine
from smguard.errors import SmguardError
from smguard.project import Project, document_name, find_project, spellings
from smguard.shipped import folder
from support.workbench import RULE, Json, smguard, to_yaml, write_rule

READS_ALL: Json = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}],
}
WAIVER = {"reason": "Old.", "owner": "me@example.com", "expires": "2999-12-31"}
FOLDERS = (".", "iam", "iam/deep", "iam/deep/er", "other", "policies", "policies/rules", "bundles/secretsmanager", "..")


def run(*arguments: str | Path, cwd: Path) -> tuple[int, str, str]:
    done = smguard(*arguments, cwd=cwd)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an exception for all in iam/, its bundle, policies in many places, and links to some."""
    place = tmp_path_factory.mktemp("work") / "project"
    for name in FOLDERS[:-1]:
        (place / name).mkdir(parents=True, exist_ok=True)
    exceptions = [{"rule": "SM-ID-READ-ALL", "document": "iam/*", **WAIVER}]
    (place / "policies/organization.yaml").write_text(to_yaml({"exceptions": exceptions}))
    (place / "policies/rules/.keep").touch()
    for name in ("iam", "iam/deep", "other"):
        (place / name / "reads.json").write_text(json.dumps(READS_ALL))
    (place / "link").symlink_to("iam/deep")
    (place.parent / "outside.json").write_text(json.dumps(READS_ALL))
    assert run("build", cwd=place / "iam/deep")[0] == 0
    assert (place / "bundles/secretsmanager/.manifest").is_file()
    return place


# Where it is


@contextmanager
def standing(place: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(place)
    try:
        yield
    finally:
        os.chdir(before)


@pytest.mark.parametrize("here", FOLDERS[:-1])
def test_it_is_found_from_everywhere_inside(project: Path, here: str) -> None:
    with standing(project / here):
        found = find_project()
        assert found == Project(project, project, has_bundle=True, has_policies=True)
        assert found.bundle == Path(os.path.relpath("bundles/secretsmanager", here))
        assert found.policies == Path(os.path.relpath("policies", here))


def tree(place: Path, *names: str) -> None:
    for name in names:
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.touch()


@pytest.mark.parametrize(
    ("names", "here", "root", "named_from"),
    [
        pytest.param(["policies/organization.yaml"], "a/b/", ".", ".", id="policies"),
        pytest.param(["bundles/secretsmanager/.manifest"], "a/b/", ".", ".", id="bundle"),
        pytest.param(["policies/organisation.yml"], "a/", ".", ".", id="a-name-that-was-meant"),
        pytest.param(["policies/iam.json", "policies/iam.yaml"], "a/", "a", "a", id="other-policies"),
        pytest.param(["policies/rules/", "a/policies/catalog/"], "a/b/", "a", "a", id="the-nearest"),
        pytest.param(["policies/rules/", "a/.git/"], "a/b/", "a/b", "a", id="not-beyond-the-repository"),
        pytest.param(["a/policies/rules/", "a/.git/"], "a/b/", "a", "a", id="at-the-repository's-root"),
        pytest.param(["policies/rules/", "a/.git"], "a/b/", "a/b", "a", id="a-worktree-is-a-repository"),
        pytest.param([".git/"], "a/b/", "a/b", ".", id="a-repository-without-one"),
        pytest.param([], "a/b/", "a/b", "a/b", id="nothing"),
    ],
)
def test_it_is_the_nearest_up_to_the_repository(
    tmp_path: Path, names: list[str], here: str, root: str, named_from: str
) -> None:
    tree(tmp_path, *names, here)
    with standing(tmp_path / here):
        found = find_project()
    assert (found.root, found.names) == ((tmp_path / root).resolve(), (tmp_path / named_from).resolve())


def test_a_folder_that_everybody_may_write_to_decides_nothing(tmp_path: Path) -> None:
    tree(tmp_path, "policies/organization.yaml", "a/b/")
    tmp_path.chmod(0o1777)
    with standing(tmp_path / "a/b"):
        assert find_project().has_policies is False
    with standing(tmp_path):
        assert find_project().has_policies is True
    tmp_path.chmod(0o777)
    with standing(tmp_path / "a/b"):
        assert find_project().has_policies is True


def test_a_bundle_that_is_named_gives_the_project_to_those_who_stand_in_none(project: Path, tmp_path: Path) -> None:
    with standing(tmp_path):
        assert find_project(project / "bundles/secretsmanager").names == project
        assert find_project().names == tmp_path
    tree(tmp_path, ".git/")
    with standing(tmp_path):
        assert find_project(project / "bundles/secretsmanager").names == tmp_path


def test_a_working_directory_that_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    with standing(tmp_path / "gone"):
        (tmp_path / "gone").rmdir()
        with pytest.raises(SmguardError) as raised:
            find_project()
    assert str(raised.value) == "the working directory cannot be read: No such file or directory"


# How documents are called


@pytest.mark.parametrize(
    ("here", "path", "name"),
    [
        (".", "iam/reads.json", "iam/reads.json"),
        (".", "./iam//reads.json", "iam/reads.json"),
        ("iam", "reads.json", "iam/reads.json"),
        ("iam/deep", "../reads.json", "iam/reads.json"),
        ("other", "../link/../reads.json", "iam/reads.json"),
        (".", "link/reads.json", "iam/deep/reads.json"),
        (".", "not/there.json", "not/there.json"),
        (".", "a\0b", "a\0b"),
    ],
)
def test_name(project: Path, here: str, path: str, name: str) -> None:
    with standing(project / here):
        assert document_name(path, project, {}) == name


def test_name_outside_of_the_project_is_the_whole_path(project: Path) -> None:
    with standing(project / "iam"):
        assert document_name("../../outside.json", project, {}) == str(project.parent / "outside.json")


@pytest.mark.parametrize(
    ("document", "names"),
    [
        ("iam/x", ("iam/x",)),
        ("./iam//x", ("./iam//x", "iam/x")),
        ("", ("",)),
        (".", (".",)),
        ("a/../b", ("a/../b",)),
        ("arn:x://y//z", ("arn:x://y//z",)),
    ],
)
def test_spellings_of_an_exceptions_document(document: str, names: tuple[str, ...]) -> None:
    assert spellings(document) == names


STEPS = st.lists(st.sampled_from([".", "", "iam/..", "iam/deep/../..", "other/.."]), max_size=4)


@st.composite
def spelled(draw: st.DrawFn, project: Path, here: Path, target: str) -> str:
    """The path of a file of the project, from the folder `here`, in one of its many forms."""
    detour = "/".join(draw(STEPS))
    base = draw(st.sampled_from([str(project), os.path.relpath(project, here)]))
    inside = draw(st.sampled_from([target, target.replace("/", "//"), target.replace("/", "/./")]))
    return f"{base}/{detour}/{inside}" if detour else f"{base}/{inside}"


@pytest.fixture(scope="module")
def engine(project: Path) -> Iterator[Engine]:
    opened = open_engine("embedded", project / "bundles/secretsmanager")
    yield opened
    opened.close()


def verdict(engine: Engine, path: str) -> tuple[Any, ...]:
    """What is decided of a file: everything but the place, which is as the path was typed."""
    found = collect([path], None, root=find_project().names)
    decided = merge(found.items, engine.evaluate(found.payloads))
    findings = [{name: value for name, value in one.items() if name != "location"} for one in decided["findings"]]
    return decided["allow"], findings, decided["unresolved"], decided["summary"]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_two_spellings_of_a_path_agree(project: Path, engine: Engine, data: st.DataObject) -> None:
    target = data.draw(
        st.sampled_from(["iam/reads.json", "iam/deep/reads.json", "other/reads.json", "link/reads.json"])
    )
    verdicts = []
    for _ in range(2):
        here = project / data.draw(st.sampled_from(FOLDERS[:-1]))
        with standing(here):
            verdicts.append(verdict(engine, data.draw(spelled(project, here, target))))
    assert verdicts[0] == verdicts[1]
    assert verdicts[0][0] is not target.startswith("other")


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_two_spellings_of_a_folder_agree_and_no_file_counts_twice(
    project: Path, engine: Engine, data: st.DataObject
) -> None:
    verdicts = []
    for _ in range(2):
        here = project / data.draw(st.sampled_from(FOLDERS[:-1]))
        with standing(here):
            paths = [data.draw(spelled(project, here, "iam")) for _ in range(data.draw(st.integers(1, 2)))]
            found = collect(paths, None, root=find_project().names)
        decided = merge(found.items, engine.evaluate(found.payloads))
        verdicts.append((decided["allow"], decided["summary"], sorted(set(found.walked))))
    assert verdicts[0] == verdicts[1]
    assert verdicts[0][1:] == (
        {"documents": 2, "statements": 2, "findings": {"critical": 2, "high": 0, "medium": 0, "low": 0}, "waived": 2},
        ["iam"],
    )


# The commands


def last(text: str) -> str:
    return text.splitlines()[-1].partition(", revision")[0]


@pytest.mark.parametrize("here", FOLDERS[:-1])
def test_check_judges_by_the_same_bundle_everywhere(project: Path, here: str) -> None:
    cwd = project / here
    code, said, complained = run("check", os.path.relpath(project / "iam/reads.json", cwd), cwd=cwd)
    bundle = os.path.relpath(project / "bundles/secretsmanager", cwd)
    assert (code, complained) == (0, "")
    assert last(said) == f"1 document, no findings; 1 waived; bundle {bundle}"


def test_check_outside_names_the_shipped_bundle_or_takes_the_one_that_is_named(project: Path) -> None:
    shipped = folder("bundles") / "secretsmanager"
    code, said, complained = run("check", "outside.json", "project/iam/reads.json", cwd=project.parent)
    words = "is in another project: to use that project's bundle, add --bundle project/bundles/secretsmanager"
    assert (code, complained) == (1, f"note: project/iam/reads.json {words}\n")
    assert last(said) == f"2 documents, 2 with findings: 2 critical; bundle {shipped} (ships with smguard)"
    named = ["--bundle", "project/bundles/secretsmanager"]
    code, said, complained = run("check", "project/iam/reads.json", *named, cwd=project.parent)
    assert (code, complained) == (0, "")
    assert last(said) == "1 document, no findings; 1 waived; bundle project/bundles/secretsmanager"


def test_other_commands_find_the_project_too(project: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(project, work, symlinks=True)
    organization = work / "policies/organization.yaml"
    organization.write_text(organization.read_text() + "rules: {SM-ID-SUFFIX: {enabled: false}}\n")
    deep = work / "iam/deep"
    assert "SM-ID-SUFFIX" in [
        line.split()[0] for line in run("rules", cwd=deep)[1].splitlines() if line.endswith(" off")
    ]
    assert run("build", "--check", cwd=deep)[1].splitlines() == [
        f"stale: ../../bundles/secretsmanager{name}" for name in ("/.manifest", "/data.json", ".wasm")
    ]
    code, said, _ = run("impact", "--policies", "..", "--old", "../../bundles/secretsmanager", cwd=deep)
    assert (code, "to ../../policies" in said) == (0, True), said
    assert run("build", cwd=deep)[1].startswith("../../bundles/secretsmanager: revision ")
    assert run("build", "--check", cwd=work) == (0, "", "")
    assert not (deep / "bundles").exists()
    assert run("check", ".", cwd=work)[2] == ""


# Policies that are newer than their bundle


@pytest.fixture
def work(project: Path, tmp_path: Path) -> Path:
    """A copy of the project that may be changed."""
    shutil.copytree(project, tmp_path / "work", symlinks=True)
    return tmp_path / "work"


def newer(work: Path) -> str:
    code, _, complained = run("check", "reads.json", cwd=work / "iam")
    assert code == 0
    return complained


def note(parts: str) -> str:
    return f"note: ../bundles/secretsmanager is older than ../policies ({parts} changed): run `smguard build`\n"


def test_a_bundle_that_fits_its_policies_is_not_told(work: Path) -> None:
    assert newer(work) == ""
    organization = work / "policies/organization.yaml"
    organization.write_text(f"# a remark\n{organization.read_text()}fail_on: high\nrules: {{}}\n")
    assert newer(work) == ""
    assert run("build", "--check", cwd=work) == (0, "", "")


def test_a_bundle_older_than_organization_yaml_is_told(work: Path) -> None:
    organization = work / "policies/organization.yaml"
    organization.write_text(f"{organization.read_text()}fail_on: low\n")
    assert newer(work) == note("organization.yaml")
    assert run("build", cwd=work)[0] == 0
    assert newer(work) == ""


def test_a_bundle_older_than_the_rules_is_told(work: Path) -> None:
    write_rule(work / "policies", RULE)
    assert newer(work) == note("the rules")


def test_notes_of_an_option_are_not_compared_and_those_of_the_policies_are(work: Path) -> None:
    notes = work.parent / "notes"
    notes.mkdir()
    shutil.copy(folder("policies") / "catalog/secretsmanager/privileges.md", notes / "x.md")
    assert run("build", "--catalog", notes, cwd=work)[0] == 0
    assert newer(work) == ""
    assert run("build", cwd=work)[0] == 0
    shutil.copytree(notes, work / "policies/catalog/services")
    assert newer(work) == note("the notes on other services")


def test_a_bundle_of_an_older_smguard_is_told_where_it_would_differ(work: Path) -> None:
    path = work / "bundles/secretsmanager/.manifest"
    manifest = json.loads(path.read_text())
    del manifest["metadata"]["inputs"]
    path.write_text(json.dumps(manifest))
    assert newer(work) == ""
    (work / "policies/organization.yaml").write_text("fail_on: critical\n")
    assert run("check", "reads.json", cwd=work / "iam")[2] == note("smguard itself")


def test_policies_that_cannot_be_read_are_told(work: Path) -> None:
    (work / "policies/organization.yaml").write_text("fail_on: [\n")
    reason = (
        "../policies/organization.yaml:2:1: not valid YAML: the text ends before the document does: close the quotes"
    )
    told = newer(work)
    assert told.startswith(f"note: cannot compare ../bundles/secretsmanager with ../policies: {reason}")


def test_policies_that_do_not_compile_are_newer_too(work: Path) -> None:
    (work / "policies/organization.yaml").write_text("fail_on: nothing\n")
    assert newer(work) == note("organization.yaml")


def test_another_bundle_is_not_compared(work: Path) -> None:
    shutil.copytree(work / "bundles", work / "copy")
    (work / "policies/organization.yaml").write_text("fail_on: low\n")
    assert run("check", "iam/reads.json", "--bundle", "copy/secretsmanager", cwd=work)[2] == ""


# Exceptions that do nothing


def with_exceptions(work: Path, *documents: str, **changes: str) -> None:
    exceptions = [{"rule": "SM-ID-READ-ALL", "document": document, **WAIVER, **changes} for document in documents]
    (work / "policies/organization.yaml").write_text(to_yaml({"exceptions": exceptions}))
    assert run("build", cwd=work)[0] == 0


def idle(document: str) -> str:
    where = "name a document by its path from the project's folder"
    return (
        f'note: the exception for SM-ID-READ-ALL on "{document}" covers no finding: '
        f"remove it, or correct it ({where})\n"
    )


def test_an_exception_that_has_ended_is_told_by_check_and_build(work: Path) -> None:
    exceptions = [{"rule": "SM-ID-READ-ALL", "document": "iam/*", **WAIVER, "expires": "2020-02-29"}]
    (work / "policies/organization.yaml").write_text(to_yaml({"exceptions": exceptions}))
    line = (
        'note: the exception for SM-ID-READ-ALL on "iam/*" ended on 2020-02-29: '
        "remove it, or renew it in organization.yaml\n"
    )
    assert run("build", cwd=work)[2].endswith(line)
    for paths in (["iam/reads.json"], ["."]):
        code, _, complained = run("check", *paths, cwd=work)
        assert (code, complained) == (1, line)


def test_exceptions_that_cover_nothing_are_told_when_their_folder_was_walked(work: Path) -> None:
    with_exceptions(work, "./iam/reads.json", "iam/gone-*", "*/none.json", "other//reads.json")
    assert run("check", "iam/reads.json", cwd=work)[2] == ""
    assert run("check", "deep", cwd=work / "iam")[2] == ""
    assert run("check", ".", cwd=work / "iam")[2] == idle("iam/gone-*")
    assert run("check", ".", cwd=work)[2] == idle("iam/gone-*") + idle("*/none.json")
    assert run("check", "..", "--format", "json", cwd=work / "other")[2].startswith(idle("iam/gone-*"))


def test_an_exception_for_one_statement_covers_that_one(work: Path) -> None:
    with_exceptions(work, "iam/*", sid="Backup")
    assert run("check", ".", cwd=work)[2] == idle("iam/*")
    named = {**READS_ALL, "Statement": [{**READS_ALL["Statement"][0], "Sid": "Backup"}]}
    (work / "iam/named.json").write_text(json.dumps(named))
    assert run("check", ".", cwd=work)[2] == ""


# A repository


def test_check_leaves_the_rest_of_a_repository_alone(work: Path) -> None:
    (work / "package.json").write_text('{"name": "x"}')
    (work / "tsconfig.json").write_text("{ // strict\n}")
    (work / "cdk.out").mkdir()
    (work / "cdk.out/a.json").write_text(json.dumps(READS_ALL))
    (work / ".gitignore").write_text("cdk.out\n")
    code, said, complained = run("check", ".", "--exclude", "other/", cwd=work)
    read = [path for path in work.rglob("*") if path.suffix in (".json", ".yaml") and path.parts[-2] != "cdk.out"]
    others = len([path for path in read if path.name != "reads.json"])
    assert (code, complained) == (0, "")
    assert last(said) == (
        f"2 documents, no findings; 2 waived; {others} other files skipped; bundle bundles/secretsmanager"
    )
    code, said, complained = run("check", ".", "--exclude", "other/", "--format", "json", cwd=work)
    assert (code, complained) == (0, f"note: {others} other files skipped\n")
    assert json.loads(said).keys() == {"allow", "findings", "unresolved", "summary", "bundle"}
    assert run("check", "package.json", cwd=work)[0] == 1
    assert run("check", "tsconfig.json", cwd=work)[0] == 2
    assert run("check", "policies", cwd=work)[0] == 2
