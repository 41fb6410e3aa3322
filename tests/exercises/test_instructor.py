# ruff: noqa: E501 - a case a line
"""The instructor's tree: begun outside the book, checked as it is read, joined without telling."""

import shutil

import pytest
import yaml

from tests.exercises.classes import CODE, ESSAY, SAMPLE_TREE
from tests.exercises.items import SCORED, slips
from widgets.exercises import bank, instructor, scoring, variants
from widgets.exercises.course import notebooks

CANARY = "canary-0123456789abcdef01234567"


def tree(folder, text, name="types.yml"):
    """A tree with one file."""
    path = folder / "answers" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"canary: {CANARY}\nanswers:\n{text}", "utf-8")
    return folder


def problems(folder):
    with pytest.raises(instructor.TreeError) as refused:
        instructor.load(folder)
    return refused.value.problems


def test_a_tree_is_begun_with_a_frame_for_each_open_question(tmp_path):
    made = instructor.init(tmp_path / "tree")
    assert all(path.exists() for path in made)
    entries = instructor.load(tmp_path / "tree")
    essays = {item["id"] for item in bank.items() if item["type"] == "essay"}
    assert set(entries) == essays == set(instructor.unwritten(entries))
    for entry in entries.values():
        assert tuple(entry["rubric"]) == instructor.DIMENSIONS
        assert entry["canary"] in entry["model_answer"]


def test_each_tree_has_a_canary_of_its_own(tmp_path):
    for name in ("one", "two"):
        instructor.init(tmp_path / name)
    first, second = (
        {e["canary"] for e in instructor.load(tmp_path / name).values()} for name in ("one", "two")
    )
    assert len(first) == len(second) == 1
    assert first != second


@pytest.mark.parametrize("place", ["", "data/exercises/answers", "chapters/../private"])
def test_a_tree_is_not_begun_inside_the_book(place):
    with pytest.raises(ValueError, match=r"folder: got .*, expected one outside .*, whose files are public"):
        instructor.init(bank.PROJECT / place)
    assert not (bank.PROJECT / "private").exists()


def test_a_link_into_the_book_is_no_way_in(tmp_path):
    (tmp_path / "tree").symlink_to(bank.EXERCISES)
    with pytest.raises(ValueError, match="whose files are public"):
        instructor.init(tmp_path / "tree" / "new")


def test_a_tree_is_not_begun_over_something(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(ValueError, match="is not empty, and nothing in it may be lost"):
        instructor.init(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_the_sample_is_whole():
    entries = instructor.load(SAMPLE_TREE)
    assert instructor.unwritten(entries) == []
    assert set(entries) == {ESSAY, CODE}
    for dimension, levels in entries[ESSAY]["rubric"].items():
        assert len(levels) == 4, dimension
        assert all(level["zh"] and level["en"] for level in levels)


def test_a_folder_without_a_tree_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"no answers/\*.yml in .*init-private"):
        instructor.load(tmp_path)


HIDDEN = "- id: types-code-verdict\n  hidden:\n  - {call: '%s', gives: '%s'}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- id: types-nothing\n", "types.yml, line 3, item types-nothing, id: got 'types-nothing', expected"),
        (HIDDEN % ("verdict(1, 0, 0)", '"central_led"') * 2, "types.yml, line 6, item types-code-verdict, id: got"),
        (HIDDEN % ("verdict(1, 0, 0)", '"mixed"'), "types.yml, line 5, item types-code-verdict, hidden[0]: the solution fails it: verdict(1, 0, 0) gave 'central_led'"),
        (HIDDEN % ("verdict(1, 0", "1"), "types.yml, line 5, item types-code-verdict, hidden[0].call: got 'verdict(1, 0'"),
        (HIDDEN % ("verdict(1, 0, 0)", "nothing"), "types.yml, line 5, item types-code-verdict, hidden[0].gives: unknown name nothing"),
        ("- id: types-code-verdict\n  rubric: {}\n", "types.yml, line 4, item types-code-verdict, rubric.concepts: missing"),
        ("- id: types-code-verdict\n  hiden: []\n", "types.yml, line 4, item types-code-verdict, hiden: unknown field"),
        ("- id: types-rand-pairs\n  answer: 3\n", "types.yml, line 4, item types-rand-pairs, answer: not of a practice item of type numeric, expected no entry"),
        ("- id: questions-essay-1\n  hidden: []\n", "types.yml, line 4, item questions-essay-1, hidden: not of a practice item of type essay, expected common_errors"),
        ("- id: questions-essay-1\n  model_answer: none\n", f"types.yml, line 4, item questions-essay-1, model_answer: expected the canary {CANARY}"),
        ("- id: [\n", "types.yml, line 4: not YAML"),
    ],
)  # fmt: skip
def test_a_problem_names_file_line_item_and_field(tmp_path, text, says):
    assert problems(tree(tmp_path, text))[0].startswith(says)


def test_all_problems_of_all_files_come_at_once(tmp_path):
    tree(tmp_path, "- id: types-nothing\n- id: questions-essay-1\n  model_answer: none\n")
    tree(tmp_path, "- id: concept-nothing\n", "concept.yml")
    assert [line.split(",")[0] for line in problems(tmp_path)] == ["concept.yml", "types.yml", "types.yml"]


def test_an_item_has_one_entry_in_all_files(tmp_path):
    shutil.copytree(SAMPLE_TREE / "answers", tmp_path / "answers")
    shutil.copy(tmp_path / "answers" / "types.yml", tmp_path / "answers" / "types_2.yml")
    assert problems(tmp_path) == [
        "types_2.yml, line 4, item types-code-verdict, id: got 'types-code-verdict' a second time, "
        "expected one entry for an item"
    ]


def test_a_canary_has_a_form(tmp_path):
    path = tree(tmp_path, "- id: questions-essay-1\n") / "answers" / "types.yml"
    path.write_text(path.read_text("utf-8").replace(CANARY, "bird"), "utf-8")
    assert problems(tmp_path)[0].startswith(
        "types.yml, line 1, canary: got 'bird', expected text that matches"
    )


def apart(item):
    """A practice item as a graded one, and the entry that holds what was taken from it."""
    public = {**item, "use": "graded"}
    entry = {"id": item["id"], "canary": CANARY}
    for field in ("answer", "feedback", "wrong", "otherwise", "explanation", "solution"):
        if field in public:
            entry[field] = public.pop(field)
    for field, parts in (
        ("options", ("ok", "feedback")),
        ("prompts", ("target", "feedback")),
        ("steps", ("feedback",)),
    ):
        if field in public:
            entry[field] = [{part: each[part] for part in parts} for each in item[field]]
            public[field] = [
                {part: text for part, text in each.items() if part not in parts} for each in item[field]
            ]
    if item["type"] == "order":
        entry["answer"] = [key for key, _ in variants.keyed(item["steps"])]
    return public, entry


@pytest.mark.parametrize("kind", [*SCORED, "code"])
def test_an_item_taken_apart_and_joined_scores_as_before(kind):
    item = next(each for each in bank.items() if each["type"] == kind)
    public, entry = apart(item)
    assert not scoring.has_answers(public)
    whole = instructor.joined(public, entry)
    responses = [scoring.solution(item)] + ([] if kind == "code" else slips(item))
    for response in responses:
        assert scoring.score(whole, response) == scoring.score(item, response)
    assert scoring.reveal(whole) == scoring.reveal(item)


@pytest.mark.parametrize("kind", [*SCORED, "code"])
def test_a_graded_item_s_entry_must_be_whole(kind, monkeypatch, tmp_path):
    public, entry = apart(next(each for each in bank.items() if each["type"] == kind))
    monkeypatch.setattr(bank, "items", lambda: [public])
    entry.pop("canary")
    if kind == "code":
        entry["solution"] += f"# {CANARY}\n"
    assert set(instructor.load(tree(tmp_path, yaml.safe_dump([entry], allow_unicode=True)))) == {public["id"]}
    for field in instructor.NEEDED[kind]:
        lacking = {name: value for name, value in entry.items() if name != field}
        text = yaml.safe_dump([lacking], allow_unicode=True)
        assert any(line.endswith(f", {field}: missing") for line in problems(tree(tmp_path, text)))
        if isinstance(entry[field], list) and field != "wrong":
            short = yaml.safe_dump([{**entry, field: entry[field][1:]}], allow_unicode=True)
            assert any(f"{field}" in line for line in problems(tree(tmp_path, short)))


def test_what_students_get_does_not_change_with_the_private_part():
    entries = instructor.load(SAMPLE_TREE)
    items = [bank.item(name) for name in (CODE, ESSAY)]
    joined = [instructor.joined(item, entries[item["id"]]) for item in items]
    for lang in ("zh", "en"):
        assert notebooks.notebook("week", joined, lambda _: 1, lang) == notebooks.notebook(
            "week", items, lambda _: 1, lang
        )
