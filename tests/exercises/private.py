"""An instructor's tree for the samples; every answer in it holds the canary."""

import json

from tests.exercises.items import samples
from widgets.exercises import instructor

CANARY = "canary-0123456789abcdef01234567"
TEXT = {"zh": f"{CANARY} 只给教师", "en": f"{CANARY} for the instructor"}
RUBRIC = {name: [TEXT, TEXT, TEXT] for name in ("concepts", "evidence", "reasoning", "limits")}
ENTRIES = [
    {
        "id": "blockchain-graded",
        "options": [{"ok": place == 0, "feedback": TEXT} for place in range(3)],
        "explanation": TEXT,
    },
    {
        "id": "questions-essay-sample",
        "rubric": RUBRIC,
        "model_points": [TEXT],
        "common_errors": [TEXT],
        "model_answer": f"范文 {CANARY}",
    },
]


# Of a practice item, what would stand in the instructor's tree alone if it were graded.
APART = {"options": ("ok", "feedback"), "prompts": ("target", "feedback"), "steps": ("feedback",)}
APART_WHOLLY = ("answer", "feedback", "wrong", "otherwise", "explanation")


def parted(item):
    """A practice item as a graded one: what the public bank would hold of it, and what the tree would."""
    public = {field: value for field, value in item.items() if field not in APART_WHOLLY}
    public["use"] = "graded"
    entry = {"id": item["id"], **{field: item[field] for field in APART_WHOLLY if field in item}}
    for field in APART.keys() & item.keys():
        secret = APART[field]
        entry[field] = [{name: each[name] for name in secret if name in each} for each in item[field]]
        public[field] = [{name: each[name] for name in each if name not in secret} for each in item[field]]
    if item["type"] == "order":
        entry["answer"] = list("abcdefgh"[: len(item["steps"])])
    return public, entry


def tree(folder):
    """Write the tree; JSON is YAML."""
    answers = folder / "answers"
    answers.mkdir(parents=True)
    (answers / "all.yml").write_text(json.dumps({"canary": CANARY, "answers": ENTRIES}), "utf-8")
    return folder


def joined():
    """The samples with their private parts."""
    entries = {entry["id"]: entry for entry in ENTRIES}
    return [instructor.joined(item, entries.get(item["id"])) for item in samples()]
