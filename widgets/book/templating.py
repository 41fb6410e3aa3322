"""HTML from the book's templates, with everything put into it escaped."""

import json
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from widgets.paths import TEMPLATES


def template(name: str) -> Template:
    """A template of widgets/book/templates, with everything put into it escaped."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(name)


def script_text(value: dict[str, Any]) -> str:
    """JSON that a script element can hold.

    Examples
    --------
    >>> "<" in script_text({"text": "</script>"})
    False
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
