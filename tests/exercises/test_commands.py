# ruff: noqa: E501 - a case a line
"""Each command with bad input: status 2 and words that name what is wrong, never a traceback."""

import pytest
from typer.testing import CliRunner

from tests.exercises.classes import CODE, ESSAY, SAMPLE_TREE, hand_in, released
from widgets.exercises import bank, commands, scoring
from widgets.exercises.course import isolation


def run(*words):
    return CliRunner().invoke(commands.app, [str(word) for word in words])


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A released course and a folder with one submission."""
    folder = tmp_path_factory.mktemp("course")
    made = released(folder / "course", [], names=(CODE, ESSAY), per_student=False)
    hand_in(folder / "in", "s1", made.notebook("s1"))
    (folder / "empty").mkdir()
    (folder / "roster.txt").write_text("s1\ns1\n")
    (folder / "strange.txt").write_text("../s1\n")
    (folder / "broken" / "answers").mkdir(parents=True)
    (folder / "broken" / "answers" / "types.yml").write_text("canary: none\nanswers: []\n")
    return folder


REFUSED = {
    "list: section": (["list", "--section", "nowhere"], "section: got 'nowhere', expected one of blockage,"),
    "list: type": (["list", "--type", "riddle"], "type: got 'riddle', expected one of code, essay"),
    "list: tree": (["list", "--private", "{f}/empty"], "no answers/*.yml in"),
    "list: broken tree": (["list", "--private", "{f}/broken"], "types.yml, line 1, canary: got 'none'"),
    "release: nothing": (["release", "new", "--course", "{f}/course"], "items: got none, expected --section or --item"),
    "release: item": (["release", "new", "--item", "types-kapa"], "exercise: got 'types-kapa', expected types-kappa"),
    "release: name": (["release", "../new", "--item", CODE, "--course", "{f}/c"], "assignment: got '../new', expected letters"),
    "release: again": (["release", "week", "--item", CODE, "--course", "{f}/course"], "week was released already"),
    "release: no roster": (
        ["release", "new", "--item", CODE, "--seed-per-student", "--course", "{f}/c"], "students: got none, expected a roster"
    ),
    "release: twice in the roster": (
        ["release", "new", "--item", CODE, "--roster", "{f}/roster.txt", "--course", "{f}/c"], "students: s1 more than once"
    ),
    "release: a path in the roster": (
        ["release", "new", "--item", CODE, "--roster", "{f}/strange.txt", "--course", "{f}/c"], "student: got '../s1'"
    ),
    "release: roster": (["release", "new", "--item", CODE, "--roster", "{f}/none.txt"], "none.txt"),
    "grade: folder": (["grade", "{f}/none", "--assignment", "week", "--course", "{f}/course"], "none, expected a folder"),
    "grade: no work": (["grade", "{f}/empty", "--assignment", "week", "--course", "{f}/course"], "no notebook of week in"),
    "grade: assignment": (
        ["grade", "{f}/in", "--assignment", "month", "--course", "{f}/course"],
        "assignment: got 'month', expected one that was released into",
    ),
    "grade: course": (["grade", "{f}/in", "--assignment", "week", "--course", "{f}/none"], "{f}/none: none"),
    "grade: scheduler": (
        ["grade", "{f}/in", "--assignment", "week", "--course", "{f}/course", "--scheduler", "nonsense"],
        "address: no Dask scheduler at 'nonsense'",
    ),
    "grade: workers": (
        ["grade", "{f}/in", "--assignment", "week", "--course", "{f}/course", "--workers", "100000"], "workers"
    ),
    "grade: memory": (["grade", "{f}/in", "--assignment", "week", "--memory", "1"], "--memory"),
    "grade: seconds": (["grade", "{f}/in", "--assignment", "week", "--seconds", "0"], "--seconds"),
    "report: assignment": (["report", "month", "--course", "{f}/course"], "assignment: got 'month'"),
    "report: nothing graded": (["report", "week", "--course", "{f}/course"], "results: got none"),
    "feedback: assignment": (["feedback", "month", "--course", "{f}/course"], "assignment: got 'month'"),
    "peer: no essays": (["peer", "{f}/peer", "--assignment", "week", "--course", "{f}/course"], "readers: got 3 for 0 essays"),
    "peer: not an essay": (
        ["peer", "{f}/peer", "--assignment", "week", "--course", "{f}/course", "--item", CODE],
        f"item: got '{CODE}', expected an essay of week: {ESSAY}",
    ),
    "peer: no forms": (["peer", "{f}/empty"], "no who-is-who.json in"),
    "agreement: file": (["agreement", "{f}/none.csv"], "none.csv"),
    "agreement: not a table": (["agreement", "{f}/roster.txt"], "roster.txt: column coder, unit, variable, value missing"),
    "init-private: the book": (["init-private", bank.PROJECT / "answers"], "whose files are public"),
    "init-private: in use": (["init-private", "{f}"], "is not empty"),
    "leaks: tree": (["leaks", "{f}/empty", "{f}"], "no answers/*.yml in"),
    "leaks: path": (["leaks", SAMPLE_TREE, "{f}/none"], "paths: "),
    "no such command": (["grades"], "No such command"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_ends_with_two_and_words(course, name):
    words, says = REFUSED[name]
    result = run(*(str(word).replace("{f}", str(course)) for word in words))
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    assert says.replace("{f}", str(course)) in " ".join(result.output.split()).replace("│ ", "")
    assert "Traceback" not in result.output


def test_without_a_sandbox_it_refuses_and_says_how(course, monkeypatch):
    monkeypatch.setattr(isolation, "available", lambda: False)
    result = run("grade", course / "in", "--assignment", "week", "--course", course / "course")
    assert result.exit_code == 2
    assert "apt-get install bubblewrap" in result.output
    assert not (course / "course" / "results").exists()


def test_graded_items_want_the_instructor_s_tree(course, monkeypatch):
    monkeypatch.setattr(scoring, "has_answers", lambda item: False)
    result = run("grade", course / "in", "--assignment", "week", "--course", course / "course")
    assert result.exit_code == 2
    assert f"answers of {CODE} are in the instructor's tree: say --private DIR" in result.output


def test_items_that_changed_since_the_release_are_refused(course, monkeypatch):
    changed = {name: {**bank.item(name), "points": 9} for name in (CODE, ESSAY)}
    monkeypatch.setattr(bank, "item", changed.__getitem__)
    result = run("grade", course / "in", "--assignment", "week", "--course", course / "course")
    assert result.exit_code == 2
    assert f"items: {CODE}, {ESSAY} changed since week was released" in " ".join(result.output.split())


def test_list_shows_the_bank_and_what_is_private():
    result = run(
        "list", "--section", "questions", "--type", "essay", "--private", SAMPLE_TREE, "--lang", "en"
    )
    assert result.exit_code == 0
    assert "8 items" in result.output
    assert sum("yes" in line for line in result.output.splitlines()) == 1


def test_a_tree_is_begun_and_what_is_to_be_written_is_listed(tmp_path):
    assert run("init-private", tmp_path / "tree").exit_code == 0
    result = run("list", "--section", "questions", "--private", tmp_path / "tree")
    assert "still to be written: questions-essay-1" in result.output


def test_agreement_is_shown_for_each_variable_and_pair(tmp_path):
    rows = "".join(f"{coder},{unit},x,{unit % 3}\n" for coder in "ab" for unit in range(9))
    (tmp_path / "codes.csv").write_text("coder,unit,variable,value\n" + rows)
    result = run("agreement", tmp_path / "codes.csv", "--pairs")
    assert result.exit_code == 0
    assert result.output.count("1.00") >= 2


def test_every_command_explains_itself():
    names = [command.name or command.callback.__name__ for command in commands.app.registered_commands]
    for name in names:
        result = run(name, "--help")
        assert result.exit_code == 0, name
        assert (
            commands.app.registered_commands[names.index(name)].callback.__doc__.split()[0] in result.output
        )
