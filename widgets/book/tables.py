"""The tables of data/ in a page: {data-tables} shows what datapackage.json says of each."""

import csv
import re
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from widgets.book.language import edition, label
from widgets.book.records import resources
from widgets.paths import DATA, PROJECT

LISTS_ALL = "chapters/methods"


def rows_of(resource: dict[str, Any]) -> int:
    """Number of records of a table.

    Parameters
    ----------
    resource : dict
        A resource of data/datapackage.json.

    Examples
    --------
    >>> rows_of({"path": "schemes.csv"}) > 3
    True
    """
    with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def pages_using(resource: dict[str, Any]) -> list[str]:
    """Documents whose own text or code names a table's file.

    Examples
    --------
    >>> "chapters/types" in pages_using({"path": "type_comparison.csv"})
    True
    """
    named = re.compile(rf"\b{re.escape(resource['path'])}\b")
    pages = sorted((PROJECT / "chapters").glob("*.[im][pd]*"))
    using = [page for page in pages if named.search(page.read_text("utf-8"))]
    return [f"chapters/{page.stem}" for page in using if f"chapters/{page.stem}" != LISTS_ALL]


class DataTablesDirective(SphinxDirective):
    """```{data-tables}```: each table with its size, sources, users and, folded away, its columns."""

    def run(self) -> list[nodes.Node]:
        """One paragraph and one folded table for each resource."""
        text = "\n".join(self._entry(resource, edition(self.config)) for resource in resources().values())
        holder = nodes.container(classes=["data-tables"])
        self.state.nested_parse(
            StringList(text.splitlines(), self.get_source_info()[0]), self.content_offset, holder
        )
        return [holder]

    def _entry(self, resource: dict[str, Any], lang: str) -> str:
        pages = ", ".join(f"{{doc}}`/{page}`" for page in pages_using(resource)) or label("by_models", lang)
        facts = label("table_facts", lang).format(
            rows=rows_of(resource),
            columns=len(resource["schema"]["fields"]),
            sources="；".join(worded(source, "title", lang) for source in resource["sources"]),
            key=", ".join(f"`{column}`" for column in resource["schema"]["primaryKey"]),
            pages=pages,
        )
        return "\n".join(
            [
                f"(data-{resource['name']})=",
                f"**{worded(resource, 'title', lang)}** `data/{resource['path']}`",
                "",
                f"{worded(resource, 'description', lang)} {facts}",
                "",
                f":::{{dropdown}} {label('columns', lang)}",
                *self._columns(resource, lang),
                ":::",
                "",
            ]
        )

    def _columns(self, resource: dict[str, Any], lang: str) -> list[str]:
        names = [label(f"column_{part}", lang) for part in ("name", "type", "meaning", "limits")]
        rows = [
            [f"`{field['name']}`", field["type"], worded(field, "description", lang), limits(field, lang)]
            for field in resource["schema"]["fields"]
        ]
        return [f"| {' | '.join(row)} |" for row in [names, ["---"] * 4, *rows]]


def worded(entry: dict[str, Any], key: str, lang: str) -> str:
    """Title or description in a language; English is the unmarked one, as Frictionless has it.

    Examples
    --------
    >>> worded({"title": "Cases", "title_zh": "案例"}, "title", "zh")
    '案例'
    """
    text: str = entry[key if lang == "en" else f"{key}_{lang}"]
    return text


def limits(field: dict[str, Any], lang: str) -> str:
    """Constraints of a column in words.

    Examples
    --------
    >>> limits({"constraints": {"required": True, "minimum": 1, "maximum": 8}}, "en")
    'required; at least 1; at most 8'
    """
    constraints = field.get("constraints", {})
    words = []
    for name in ("required", "unique", "minimum", "maximum", "enum", "pattern"):
        if name in constraints:
            value = constraints[name]
            shown = ", ".join(f"`{one}`" for one in value) if isinstance(value, list) else value
            words.append(label(f"limit_{name}", lang).format(value=str(shown).replace("|", "\\|")))
    return {"zh": "；", "en": "; "}[lang].join(words)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("data-tables", DataTablesDirective)
