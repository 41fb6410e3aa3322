"""Figures in the text: {fact}`190条 <f061>` is checked against data/facts.csv and shows its source."""

import re
from html import escape
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.writers.html5 import HTML5Translator

from widgets.book.language import LABELS, STATUSES, edition, label
from widgets.book.records import facts, works

logger = logging.getLogger(__name__)
WRITTEN = re.compile(r"\{fact\}`(?P<display>[^`<]*?)\s*<(?P<id>[^`>]*)>`")
SHAPE = re.compile(r"(?P<display>.+?)\s*<(?P<id>[\w-]+)>", re.DOTALL)


class fact(nodes.Inline, nodes.TextElement):
    """A figure in the text; attributes `fact_id` and `tip_id`."""


def setup(app: Sphinx) -> None:
    """Register the role, the list of a page's facts, and how both look."""
    app.add_role("fact", FactRole())
    app.add_directive("facts", FactsDirective)
    plain = (lambda translator, node: None, lambda translator, node: None)
    app.add_node(fact, html=(_visit_html, _depart_html), text=plain, latex=plain, gettext=plain)


def problem(display: str, fact_id: str, lang: str) -> str | None:
    """What is wrong with a figure as written, or None.

    Parameters
    ----------
    display : str
        The figure with its unit as it stands in the text.
    fact_id : str
        Id in data/facts.csv.
    lang : {"zh", "en"}

    Examples
    --------
    >>> problem("1999年", "f001", "zh")
    >>> problem("1998年", "f001", "zh")
    "fact f001: the text says '1998年', data/facts.csv says '1999年'"
    >>> problem("7", "f999", "zh")
    'fact f999: not in data/facts.csv'
    """
    row = facts().get(fact_id)
    if row is None:
        return f"fact {fact_id}: not in data/facts.csv"
    expected = row[f"display_{lang}"]
    if display != expected:
        return f"fact {fact_id}: the text says {display!r}, data/facts.csv says {expected!r}"
    return None


def legend_text(statuses: set[str], lang: str) -> str:
    """What the marks mean: always of the common statuses, of the others where they occur.

    Examples
    --------
    >>> legend_text({"misprint"}, "zh").endswith(label("misprint_legend", "zh"))
    True
    """
    others = [status for status in STATUSES if f"{status}_legend" in LABELS and status in statuses]
    return label("facts_legend", lang) + "".join(label(f"{status}_legend", lang) for status in others)


class FactRole(SphinxRole):
    """{fact}`DISPLAY <ID>`: the figure as written, its status, and a note on its source."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Check the figure; a wrong one is a warning, which fails the build."""
        shape = SHAPE.fullmatch(self.text)
        if shape is None:
            self._warn(f"fact: got {self.text!r}, expected 'DISPLAY <ID>', as in '1999年 <f001>'")
            return [nodes.Text(self.text)], []
        display, fact_id = shape["display"], shape["id"]
        wrong = problem(display, fact_id, edition(self.config))
        if wrong:
            self._warn(wrong)
            return [nodes.Text(display)], []
        tip_id = f"tip-{fact_id}-{self.env.new_serialno('fact')}"
        return [fact(self.rawtext, display, fact_id=fact_id, tip_id=tip_id)], []

    def _warn(self, text: str) -> None:
        logger.warning(text, location=(self.env.docname, self.lineno))


class FactsDirective(SphinxDirective):
    """Every fact used on the page: figure, date, status, source, doubts."""

    def run(self) -> list[nodes.Node]:
        """Legend and list."""
        lang = edition(self.config)
        source = self.env.doc2path(self.env.docname)
        with open(source, encoding="utf-8") as file:
            used = dict.fromkeys(match["id"] for match in WRITTEN.finditer(file.read()))
        items = nodes.bullet_list(classes=["facts"])
        for fact_id in used:
            if fact_id in facts():
                items += entry(self, facts()[fact_id], lang)
        shown = {facts()[fact_id]["evidence"] for fact_id in used if fact_id in facts()}
        legend = nodes.paragraph(text=legend_text(shown, lang), classes=["facts-legend"])
        return [legend, items]


def entry(directive: SphinxDirective, row: dict[str, str], lang: str) -> nodes.list_item:
    """List item of a figure: what, when, how sure, from where, what contradicts it, the doubt."""
    item = nodes.list_item(ids=[f"fact-{row['id']}"], classes=[f"fact-{row['evidence']}"])
    sources = "；".join(f"{works()[key]} {{cite:p}}`{key}`" for key in row["source"].split(";"))
    lines = [
        f"**{row[f'display_{lang}']}** {row[f'subject_{lang}']}"
        f"（{row['as_of'] or label('undated', lang)}）"
        f"· {label(row['evidence'], lang)} · {sources}。",
    ]
    if row["conflicts_with"]:
        others = [facts()[other] for other in row["conflicts_with"].split(";")]
        listed = "；".join(f"{other[f'display_{lang}']}（{other[f'subject_{lang}']}）" for other in others)
        lines.append(f"{label('against', lang)}{listed}。")
    if row[f"note_{lang}"]:
        lines.append(row[f"note_{lang}"])
    text = StringList([" ".join(lines)], directive.get_source_info()[0])
    directive.state.nested_parse(text, directive.content_offset, item)
    return item


def _visit_html(translator: HTML5Translator, node: fact) -> None:
    row = facts()[node["fact_id"]]
    translator.body.append(
        f'<span class="fact fact-{row["evidence"]}">'
        f'<a href="#fact-{row["id"]}" aria-describedby="{node["tip_id"]}">'
    )


def _depart_html(translator: HTML5Translator, node: fact) -> None:
    lang = edition(translator.config)
    row = facts()[node["fact_id"]]
    mark = label(f"{row['evidence']}_mark", lang)
    shown_mark = f'<sup class="mark">{mark}</sup>' if mark else ""
    translator.body.append(f"</a>{shown_mark}</span>{tooltip(node['tip_id'], tip(row, lang))}")


def tooltip(tip_id: str, text: str) -> str:
    """HTML of a note that shows while the link before it has the pointer or the focus."""
    return f'<span class="tip" role="tooltip" id="{tip_id}" data-pagefind-ignore>{escape(text)}</span>'


def tip(row: dict[str, str], lang: str) -> str:
    """One line on a fact: what, when, how sure, from where, and the doubt if there is one.

    Examples
    --------
    >>> tip(facts()["f001"], "zh").startswith(facts()["f001"]["subject_zh"])
    True
    """
    sources = "；".join(works()[key] for key in row["source"].split(";"))
    parts: list[Any] = [
        row[f"subject_{lang}"],
        row["as_of"] or label("undated", lang),
        label(row["evidence"], lang),
        sources,
    ]
    return "｜".join(parts) + ("。" + row[f"note_{lang}"] if row[f"note_{lang}"] else "")
