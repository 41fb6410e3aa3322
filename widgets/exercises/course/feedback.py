"""What goes back to students: nbgrader's feedback on each graded notebook, and a note where there is none."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from widgets.exercises.course import gradebook
from widgets.exercises.course.words import word

FOREIGN_SCRIPT = re.compile(r'<script src="https?://[^>]*>\s*</script>')
TEMPLATES = Environment(
    loader=PackageLoader("widgets.exercises.course"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)


def write(course: Path, database: str, assignment: str, result: dict[str, Any], lang: str) -> Path:
    """Write the feedback on one result and give its place.

    The graded notebook holds no hidden check, so neither does its feedback. nbgrader's page asks a foreign
    host for a formula script; that is taken out.

    Parameters
    ----------
    course : Path
    database : str
    assignment : str
    result : dict
        As `marking.results` gives it.
    lang : {"zh", "en"}
    """
    student: str = result["student"]
    if (course / "autograded" / student / assignment).is_dir():
        path = gradebook.write_feedback(course, database, assignment, student)
        path.write_text(FOREIGN_SCRIPT.sub("", path.read_text("utf-8")), "utf-8")
        return path
    path = course / "feedback" / student / assignment / f"{assignment}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    says = [word(f"status_{status}", lang) for status in result["statuses"]]
    page = TEMPLATES.get_template("nothing_graded.html")
    path.write_text(page.render(lang=lang, title=assignment, says=says, detail=result["detail"]), "utf-8")
    return path
