"""What an assignment asks: which items, of which variants, and where its files are."""

import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

LARGEST_SEED = 1_000_000
NAME = re.compile(r"[^\W_][\w.@-]*")  # becomes a folder's name


@dataclass(frozen=True)
class Plan:
    """An assignment as it was released.

    Attributes
    ----------
    assignment : str
        Its name, and that of its notebook.
    items : tuple of str
        Ids, in the order of the notebook.
    per_student : bool
        Whether each student gets variants of their own.
    salt : str
        Makes the seeds of this assignment unlike those of any other; unknown to students.
    lang : {"zh", "en"}
    students : tuple of str
        The roster; empty if there is none.
    versions : tuple of str
        What each item is recognised by, see `version`.
    """

    assignment: str
    items: tuple[str, ...]
    per_student: bool
    salt: str
    lang: str
    students: tuple[str, ...]
    versions: tuple[str, ...] = ()

    def seed(self, item: str, student: str) -> int:
        """Seed of an item's variant, 1 to 1000000: the same for all students unless they have their own.

        Examples
        --------
        >>> plan = Plan("week-1", ("a",), True, "salt", "zh", ())
        >>> plan.seed("a", "2026001") == plan.seed("a", "2026001") != plan.seed("a", "2026002")
        True
        """
        owner = student if self.per_student else ""
        word = "\n".join((self.salt, self.assignment, item, owner))
        return int(hashlib.sha256(word.encode()).hexdigest(), 16) % LARGEST_SEED + 1


def version(item: dict[str, Any]) -> str:
    """What an item is recognised by: it is another one as soon as anything in it has changed.

    Examples
    --------
    >>> version({"id": "a", "answer": 1}) == version({"id": "a", "answer": 2})
    False
    """
    return hashlib.sha256(json.dumps(item, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def new_plan(
    assignment: str,
    items: list[dict[str, Any]],
    per_student: bool = False,
    lang: str = "zh",
    students: list[str] | None = None,
) -> Plan:
    """Plan of a new assignment.

    Parameters
    ----------
    assignment : str
    items : list of dict
        As the public bank has them.
    per_student : bool
    lang : {"zh", "en"}
    students : list of str, optional

    Raises
    ------
    ValueError
        If a name cannot name a folder, an item comes twice or there is none.
    """
    students = students or []
    for field, name in [("assignment", assignment), *(("student", student) for student in students)]:
        if not NAME.fullmatch(name):
            raise ValueError(
                f"{field}: got {name!r}, expected letters, digits and . _ - @ after a letter or digit"
            )
    ids = [item["id"] for item in items]
    for field, names in (("items", ids), ("students", students)):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"{field}: {', '.join(twice)} more than once")
    if not items:
        raise ValueError("items: got none, expected at least one")
    if per_student and not students:
        raise ValueError(
            "students: got none, expected a roster, because each is to get variants of their own"
        )
    versions = tuple(version(item) for item in items)
    return Plan(assignment, tuple(ids), per_student, secrets.token_hex(16), lang, tuple(students), versions)


def require_same(plan: Plan, items: list[dict[str, Any]]) -> None:
    """Refuse items that are no longer what was released: students were asked something else.

    Raises
    ------
    ValueError
        With the ids of the items that have changed.
    """
    changed = [item["id"] for item, known in zip(items, plan.versions, strict=True) if version(item) != known]
    if changed:
        raise ValueError(
            f"items: {', '.join(changed)} changed since {plan.assignment} was released, expected the bank "
            "as it was then; grade with that version of the book"
        )


def plan_file(course: Path, assignment: str) -> Path:
    """Where the plan of an assignment is kept: in the instructor's part of the course."""
    return course / "plans" / f"{assignment}.json"


def save(plan: Plan, course: Path) -> None:
    """Keep a plan."""
    path = plan_file(course, plan.assignment)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(plan), ensure_ascii=False, indent=2) + "\n", "utf-8")


def load(course: Path, assignment: str) -> Plan:
    """Read a plan.

    Raises
    ------
    ValueError
        If there is none of that name; the text says which there are.
    """
    path = plan_file(course, assignment)
    if not path.exists():
        known = ", ".join(sorted(each.stem for each in path.parent.glob("*.json"))) or "none"
        raise ValueError(
            f"assignment: got {assignment!r}, expected one that was released into {course}: {known}"
        )
    stored = json.loads(path.read_text("utf-8"))
    lists = {field: tuple(stored[field]) for field in ("items", "students", "versions")}
    return Plan(**{**stored, **lists})
