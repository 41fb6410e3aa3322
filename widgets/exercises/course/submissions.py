"""What students hand in: found in a folder, read with suspicion, compared with what they were given."""

import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

LARGEST_BYTES = 20 * 1024**2
LANGUAGE = "python"
TAG = re.compile("<(?=[A-Za-z/!?])")


@dataclass
class Inspection:
    """A submission before it is run.

    Attributes
    ----------
    notebook : NotebookNode or None
        What can be run: the student's cells with those that may not be changed restored.
    problem : str
        "" or why there is nothing to run: ``corrupt`` or ``wrong kernel``.
    detail : str
        The problem in the words of whatever found it, or which cells are missing or were changed.
    missing : list of str
        Ids of cells that were deleted.
    changed : list of str
        Ids of cells that were changed although they may not be, and of answers that stand there twice; the
        former are restored, of the latter the first counts.
    """

    notebook: NotebookNode | None = None
    problem: str = ""
    detail: str = ""
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def collect(folder: Path, assignment: str) -> dict[str, Path]:
    """Notebooks handed in, by student.

    Understood are nbgrader's own `STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb`, a folder for each student with one
    notebook in it (or several, one of which is named `ASSIGNMENT.ipynb`), and notebooks named
    `STUDENT.ipynb`.

    Parameters
    ----------
    folder : Path
    assignment : str

    Raises
    ------
    ValueError
        If the folder does not exist, holds no notebook, or one student has several.
    """
    if not folder.is_dir():
        raise ValueError(f"submissions: got {folder}, expected a folder")
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.ipynb")):
        place = path.relative_to(folder).parts
        if ".ipynb_checkpoints" in place or (len(place) == 3 and place[1] != assignment):
            continue
        found.setdefault(place[0] if len(place) > 1 else path.stem, []).append(path)
    if not found:
        raise ValueError(f"submissions: no notebook of {assignment} in {folder}")
    chosen = {student: _proper(paths, assignment) for student, paths in found.items()}
    several = [
        f"{student} ({', '.join(p.name for p in paths)})"
        for student, paths in chosen.items()
        if len(paths) > 1
    ]
    if several:
        raise ValueError(
            f"submissions: expected one notebook for each student, got several of {'; '.join(several)}"
        )
    return {student: path for student, [path] in chosen.items()}


def _proper(paths: list[Path], assignment: str) -> list[Path]:
    named = [path for path in paths if path.stem == assignment]
    return named if len(named) == 1 else paths


def read(path: Path) -> bytes:
    """What a student handed in, or enough of it to see that it is too large.

    A link is not followed, for it could lead to the instructor's files or to the work of others.
    """
    if path.is_symlink() or not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(LARGEST_BYTES + 1)


def inspect(text: bytes, released: NotebookNode) -> Inspection:
    """Read a submission and set right what its author may not change.

    Parameters
    ----------
    text : bytes
        The file.
    released : NotebookNode
        What this student was given.

    Returns
    -------
    Inspection
    """
    if len(text) > LARGEST_BYTES:
        return Inspection(problem="corrupt", detail=f"expected at most {LARGEST_BYTES} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # ids of cells that nbformat sets right
            notebook = nbformat.reads(text.decode("utf-8"), as_version=4)
            nbformat.validate(notebook)
        nbformat.writes(notebook).encode()  # JSON can hold halves of characters, which no file can
    except Exception as error:  # whatever the file holds, it is the student's and must not stop the others
        return Inspection(problem="corrupt", detail=f"{type(error).__name__}: {str(error)[:200]}")
    language = _language(notebook.metadata)
    if language != LANGUAGE:
        return Inspection(problem="wrong kernel", detail=str(language)[:60])
    return _restored(notebook, released)


def _language(metadata: dict[str, Any]) -> str:
    """Language of a notebook, or the name of its kernel if it does not tell; kernels may have any name."""
    kernel = metadata.get("kernelspec", {})
    told = kernel.get("language") or metadata.get("language_info", {}).get("name")
    name: str = kernel.get("name", LANGUAGE)
    return told or (LANGUAGE if name.startswith(LANGUAGE) else name)


def cell_id(cell: NotebookNode) -> str:
    """Id that nbgrader knows a cell by, empty for a cell of the student's own."""
    marks = cell.metadata.get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else ""
    return name if isinstance(name, str) else ""


def is_locked(cell: NotebookNode) -> bool:
    """Whether students may not change a released cell."""
    return bool(cell.metadata["nbgrader"]["locked"])


def _restored(notebook: NotebookNode, released: NotebookNode) -> Inspection:
    """The student's cells in a new notebook: of the file nothing but texts, pictures and order is kept."""
    given = {cell_id(cell): cell for cell in released.cells}
    cells, seen, changed = [], set[str](), list[str]()
    for place, cell in enumerate(notebook.cells):
        name = cell_id(cell)
        original = given.get(name)
        if original is None or name in seen:
            cells.append(_own(cell, f"own-{place}"))
            is_changed = original is not None and not is_locked(original)
        else:
            seen.add(name)
            cells.append(_as_given(cell, original))
            is_changed = cell.cell_type != original.cell_type or (
                is_locked(original) and cell.source != original.source
            )
        changed += [name] if is_changed else []
    missing = [name for name in given if name not in seen]
    restored = nbformat.from_dict({**released, "cells": [*cells, *(given[name] for name in missing)]})
    told = (("missing", missing), ("changed", changed))
    detail = "; ".join(f"{what}: {', '.join(names)}" for what, names in told if names)
    return Inspection(restored, "", detail, missing, changed)


def _own(cell: NotebookNode, name: str) -> NotebookNode:
    """A cell that the student added; a raw one becomes text, because it could hold a page of its own."""
    own: NotebookNode = (
        new_code_cell(cell.source, id=name)
        if cell.cell_type == "code"
        else new_markdown_cell(_without_tags(cell.source), id=name, **_pictures(cell))
    )
    return own


def _as_given(cell: NotebookNode, original: NotebookNode) -> NotebookNode:
    """A released cell with the answer in it."""
    answered: NotebookNode = nbformat.from_dict(original)
    if not is_locked(original):
        is_code = original.cell_type == "code"
        answered.source = cell.source if is_code else _without_tags(cell.source)
        answered.update({} if is_code else _pictures(cell))
    return answered


def _without_tags(text: str) -> str:
    """Markdown whose HTML is shown instead of taken for a part of the page, which nbgrader would let run.

    Examples
    --------
    >>> _without_tags("a < b <script>")
    'a < b < script>'
    """
    return TAG.sub("< ", text)


def _pictures(cell: NotebookNode) -> dict[str, Any]:
    return {"attachments": cell.attachments} if "attachments" in cell else {}
