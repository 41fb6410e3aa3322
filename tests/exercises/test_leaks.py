"""No answer gets out: the search finds a word wherever it hides, and nothing that students see holds one."""

import bz2
import gzip
import io
import json
import lzma
import re
import secrets
import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest
import typst
import yaml
from distributed import LocalCluster
from typer.testing import CliRunner

from tests.exercises.classes import CODE, ESSAY, EVERY_TYPE, SAMPLE_TREE, answered, hand_in
from widgets.exercises import bank, commands, instructor, leaks
from widgets.exercises.course import notebooks, plan

SECRET = "canary-" + secrets.token_hex(12)
PRIVATE = {"rubric", "model_points", "model_answer", "common_errors", "hidden", "canary"}
CANARY = re.compile(r"canary-[0-9a-f]{24}")


def zipped(content, name="page.html"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def tarred(content, mode="w"):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        member = tarfile.TarInfo("page.html")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def pdf(content):
    """On a page so narrow that the word is broken."""
    return typst.compile(f"#set page(width: 3cm, margin: 2mm)\n{content.decode()}".encode())


TEXT = f"… {SECRET} …".encode()
HIDING = {
    "text": TEXT,
    "notebook": json.dumps({"cells": [{"source": f"# {SECRET}"}]}).encode(),
    "zip": zipped(TEXT),
    "zip in a zip": zipped(zipped(TEXT), "inner.zip"),
    "gz": gzip.compress(TEXT),
    "bz2": bz2.compress(TEXT),
    "xz": lzma.compress(TEXT),
    "tar": tarred(TEXT),
    "tar.gz": tarred(TEXT, "w:gz"),
    "zip in a tar": tarred(zipped(TEXT)),
    "pdf": pdf(SECRET.encode()),
    "pdf in a zip": zipped(pdf(SECRET.encode()), "key.pdf"),
}


@pytest.mark.parametrize("name", HIDING)
def test_the_word_is_found_and_no_other(tmp_path, name):
    (tmp_path / "file").write_bytes(HIDING[name])
    assert leaks.leaks({SECRET}, [tmp_path])[0].startswith(str(tmp_path / "file"))
    assert leaks.leaks({SECRET[:-1] + "x"}, [tmp_path]) == []


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"\x1f\x8b broken", b"%PDF-1.7 broken", b"BZh broken", b""]
)
def test_broken_archives_do_not_end_the_search(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    (tmp_path / "b").write_bytes(TEXT)
    assert leaks.leaks({SECRET}, [tmp_path]) == [str(tmp_path / "b")]


@pytest.fixture
def git(tmp_path):
    """Runs Git in a new repository."""

    def run(*words):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    run("init", "--quiet")
    run("commit", "--quiet", "--allow-empty", "-m", "first")
    return run


def test_git_s_history_is_searched(tmp_path, git):
    (tmp_path / "key.md").write_bytes(TEXT)
    git("add", ".")
    git("commit", "--quiet", "-m", "a slip")
    git("rm", "--quiet", "key.md")
    git("commit", "--quiet", "-m", "taken out")
    assert [place for place in leaks.leaks({SECRET}, [tmp_path]) if "object" in place]


def test_git_s_unreachable_objects_are_searched(tmp_path, git):
    (tmp_path / "key.zip").write_bytes(zipped(TEXT))
    git("add", ".")
    git("commit", "--quiet", "-m", "a slip")
    git("reset", "--quiet", "--hard", "HEAD~1")
    git("reflog", "expire", "--expire=now", "--all")
    assert not (tmp_path / "key.zip").exists()
    (place,) = leaks.leaks({SECRET}, [tmp_path])
    assert "object" in place
    git("gc", "--quiet", "--prune=now")
    assert leaks.leaks({SECRET}, [tmp_path]) == []


def test_git_s_messages_and_inner_repositories_are_searched(tmp_path, git):
    git("commit", "--quiet", "--allow-empty", "-m", f"answers {SECRET}")
    git("gc", "--quiet")
    assert any("object" in place for place in leaks.leaks({SECRET}, [tmp_path.parent]))


def test_a_broken_repository_is_told(tmp_path):
    (tmp_path / ".git").mkdir()
    with pytest.raises(ValueError, match="Git cannot read"):
        leaks.leaks({SECRET}, [tmp_path])


def test_what_cannot_be_searched_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"paths: .*nowhere not found"):
        leaks.leaks({SECRET}, [tmp_path / "nowhere"])
    with pytest.raises(ValueError, match="secrets: got none"):
        leaks.leaks(set(), [tmp_path])


def test_the_public_items_have_no_field_of_the_instructor_s():
    for path in sorted(bank.EXERCISES.glob("*.yml")):
        file = yaml.safe_load(path.read_text("utf-8"))
        assert set(file) == {"section", "items"}, path.name
        for item in file["items"]:
            assert not PRIVATE & set(item), item["id"]


def test_the_only_canary_of_the_public_repository_is_the_sample_s():
    """In every file that Git keeps; without Git, in the folders that hold texts."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=bank.PROJECT, capture_output=True, text=True)
    names = listed.stdout.split("\0")[:-1] if listed.returncode == 0 else []
    files = [bank.PROJECT / name for name in names] or list((bank.PROJECT / "data").rglob("*"))
    found = {
        canary
        for path in files
        if path.is_file()
        and path.suffix not in (".png", ".woff2")
        and "tests" not in path.relative_to(bank.PROJECT).parts
        for canary in CANARY.findall(path.read_text("utf-8", errors="replace"))
    }
    assert found == {entry["canary"] for entry in instructor.load(SAMPLE_TREE).values()}


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    """A tree with secrets for several items, and all that the commands make of it for a class of four."""
    folder = tmp_path_factory.mktemp("term")
    tree, course = folder / "tree", folder / "course"
    shutil.copytree(SAMPLE_TREE, tree)
    for path in tree.rglob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("canary-5a3b1e0f7c2d4968a1b0c3d5", SECRET), "utf-8")
    (folder / "roster.txt").write_text("s1\ns2\ns3\ns4\n")
    said = [_said("list", "--private", tree)]
    chosen = [word for name in EVERY_TYPE for word in ("--item", name)]
    said += [
        _said(
            "release",
            "week",
            "--course",
            course,
            *chosen,
            "--roster",
            folder / "roster.txt",
            "--seed-per-student",
        )
    ]
    made = plan.load(course, "week")
    for student in made.students[:3]:
        hand_in(folder / "in", student, _work(made, student))
    options = {"processes": False, "n_workers": 1, "threads_per_worker": 2, "dashboard_address": None}
    with LocalCluster(**options, protocol="tcp", host="127.0.0.1") as cluster:
        words = [
            "--assignment",
            "week",
            "--course",
            course,
            "--private",
            tree,
            "--scheduler",
            cluster.scheduler_address,
        ]
        said += [_said("grade", folder / "in", *words)]
    said += [_said("feedback", "week", "--course", course), _said("report", "week", "--course", course)]
    said += [_said("peer", folder / "peer", "--assignment", "week", "--course", course, "--readers", 2)]
    said += [_said("peer", folder / "peer")]
    (folder / "said.txt").write_text("\n".join(said), "utf-8")
    return folder


def _said(*words):
    result = CliRunner().invoke(commands.app, list(map(str, words)))
    assert result.exit_code == 0, result.output
    return result.output


def _work(made, student):
    items = [bank.item(name) for name in made.items]
    course = type("Course", (), {"items": items, "plan": made})()
    course.notebook = lambda student: notebooks.notebook(
        "week", items, lambda item: made.seed(item, student), "zh"
    )
    return answered(course, student)


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is of Linux")
def test_nothing_that_the_commands_make_holds_an_answer(term):
    entries = instructor.load(term / "tree")
    hidden = {each["call"] for each in entries[CODE]["hidden"]}
    points = {each["zh"] for field in ("model_points", "common_errors") for each in entries[ESSAY][field]}
    model = {line.strip() for line in entries[ESSAY]["model_answer"].splitlines() if len(line) > 20}
    made = [term / name for name in ("course", "peer", "said.txt")]
    assert leaks.leaks({SECRET} | hidden | points | model, made) == []
    assert leaks.leaks(hidden, [term / "tree"])  # the search would find them


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is of Linux")
def test_everybody_gets_feedback_and_a_form(term):
    pages = {path.parts[-3] for path in (term / "course" / "feedback").glob("*/week/week.html")}
    assert pages == {"s1", "s2", "s3", "s4"}
    assert {path.parent.name for path in (term / "peer").glob("*/form.csv")} == {"s1", "s2", "s3"}
    page = (term / "course" / "feedback" / "s1" / "week" / "week.html").read_text("utf-8")
    assert "另有 4 项不公开的检验，通过 4 项。" in page


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is of Linux")
def test_the_command_tells_leaks_by_its_status(term):
    clean = CliRunner().invoke(commands.app, ["leaks", str(term / "tree"), str(term / "course")])
    leaky = CliRunner().invoke(commands.app, ["leaks", str(term / "tree"), str(term)])
    assert (clean.exit_code, leaky.exit_code) == (0, 1)
    assert "questions.yml" in leaky.output
