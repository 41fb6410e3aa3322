"""The notebook of an assignment: for each item what is asked, a cell for the answer, and its check."""

import ast
from collections.abc import Callable
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from widgets.exercises.course.words import word
from widgets.exercises.variants import view

KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}


def notebook(title: str, items: list[dict[str, Any]], seed: Callable[[str], int], lang: str) -> NotebookNode:
    """Notebook that students get, with nbgrader's marks.

    Parameters
    ----------
    title : str
    items : list of dict
        In this order.
    seed : callable
        Seed of an item's variant by its id.
    lang : {"zh", "en"}

    Returns
    -------
    NotebookNode
        No cell holds an answer: what an answer is compared with stays with the instructor.
    """
    cells = [
        new_markdown_cell(
            f"# {title}\n\n{word('how', lang)}", id="head", metadata=_marks("head", locked=True)
        ),
        new_code_cell(
            "from widgets.exercises.notebook import check", id="start", metadata=_marks("start", locked=True)
        ),
    ]
    for number, item in enumerate(items, start=1):
        cells += _cells(number, item, view(item, seed(item["id"]), lang), lang)
    made: NotebookNode = new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC})
    return made


def answer_name(item_id: str) -> str:
    """Variable that holds the answer to an item.

    Examples
    --------
    >>> answer_name("ledger-catch-up")
    'answer_ledger_catch_up'
    """
    return "answer_" + item_id.replace("-", "_")


def _marks(name: str, **marks: bool | int) -> dict[str, Any]:
    unset = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**unset, "grade_id": name, **marks}}


def _cells(number: int, item: dict[str, Any], shown: dict[str, Any], lang: str) -> list[NotebookNode]:
    name = item["id"]
    asked = new_markdown_cell(
        _question(number, item, shown, lang), id=f"stem-{name}", metadata=_marks(f"stem-{name}", locked=True)
    )
    if item["type"] == "essay":
        marks = _marks(f"answer-{name}", solution=True, grade=True, points=item["points"])
        return [asked, new_markdown_cell(word("write_here", lang), id=f"answer-{name}", metadata=marks)]
    answer = new_code_cell(
        _answer_cell(item, shown, lang), id=f"answer-{name}", metadata=_marks(f"answer-{name}", solution=True)
    )
    marks = _marks(f"check-{name}", grade=True, locked=True, points=item["points"])
    return [asked, answer, new_code_cell(_check_cell(item, shown, lang), id=f"check-{name}", metadata=marks)]


def _check_cell(item: dict[str, Any], shown: dict[str, Any], lang: str) -> str:
    """A call that tells students what the page would tell them."""
    given = _function(item) if item["type"] == "code" else answer_name(item["id"])
    variant = f", seed={shown['seed']}" if shown.get("seed") else ""
    return f'check("{item["id"]}", {given}{variant}{"" if lang == "zh" else f", lang={lang!r}"})'


def _function(item: dict[str, Any]) -> str:
    """Name of the function that a code item asks for."""
    body = ast.parse(item["starter"]).body
    return next(node.name for node in body if isinstance(node, ast.FunctionDef))


def _question(number: int, item: dict[str, Any], shown: dict[str, Any], lang: str) -> str:
    points = word("points", lang).format(points=item["points"])
    blocks = [
        f"## {number}. {shown['title']}（{points}）"
        if lang == "zh"
        else f"## {number}. {shown['title']} ({points})"
    ]
    blocks.append(shown["stem"])
    if shown["table"]:
        blocks.append(_table(shown["table"]))
    if item["type"] in _LISTED:
        blocks += _LISTED[item["type"]](shown, lang)
    return "\n\n".join(blocks)


def _table(table: dict[str, Any]) -> str:
    lines = [table["columns"], ["---"] * len(table["columns"]), *table["rows"]]
    return "\n".join([f"**{table['caption']}**", "", *("| " + " | ".join(line) + " |" for line in lines)])


def _listed(entries: list[dict[str, str]]) -> str:
    return "\n".join(f"- **{entry['key']}** {entry['text']}" for entry in entries)


def _match_lists(shown: dict[str, Any], lang: str) -> list[str]:
    return [_listed(shown["prompts"]), word("classes", lang), _listed(shown["targets"])]


def _essay_lists(shown: dict[str, Any], lang: str) -> list[str]:
    words = word("words", lang).format(**shown["words"])
    return [words, word("checklist", lang), "\n".join(f"- {point}" for point in shown["checklist"])]


_LISTED: dict[str, Callable[[dict[str, Any], str], list[str]]] = {
    "single": lambda shown, lang: [_listed(shown["options"])],
    "multiple": lambda shown, lang: [_listed(shown["options"])],
    "match": _match_lists,
    "order": lambda shown, lang: [_listed(shown["steps"])],
    "code": lambda shown, lang: [word("alone", lang), "\n".join(f"- {says}" for says in shown["checks"])],
    "essay": _essay_lists,
}


def _answer_cell(item: dict[str, Any], shown: dict[str, Any], lang: str) -> str:
    if item["type"] == "code":
        return str(shown["starter"]).rstrip()
    empty = {
        "match": "{" + ", ".join(f'"{prompt["key"]}": ""' for prompt in shown.get("prompts", [])) + "}",
        "multiple": "[]",
        "order": "[]",
    }.get(item["type"], "None")
    return f"# {word('fill_' + item['type'], lang)}\n{answer_name(item['id'])} = {empty}"
