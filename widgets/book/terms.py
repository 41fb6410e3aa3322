"""The glossary page, and a tooltip on each term where a page first uses it."""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from widgets.book.diagrams import diagram
from widgets.book.facts import fact, tooltip
from widgets.book.language import edition
from widgets.book.records import terms
from widgets.book.register import register

GLOSSARY = "chapters/glossary"
NOT_INSIDE = (
    nodes.reference,
    nodes.literal,
    nodes.math,
    nodes.table,
    nodes.raw,
    fact,
    diagram,
    register,
    nodes.pending,
)


class glossary_term(nodes.Inline, nodes.TextElement):
    """First use of a glossary term on a page; attributes `row` and `tip_id`."""


class GlossaryDirective(SphinxDirective):
    """All terms of data/glossary.csv with both names and a definition."""

    def run(self) -> list[nodes.Node]:
        """Definition list in the order of the file."""
        lang = edition(self.config)
        other = "en" if lang == "zh" else "zh"
        listing = nodes.definition_list(classes=["glossary-terms"])
        for row in terms():
            name = nodes.term("", row[f"term_{lang}"], ids=[f"term-{row['id']}"])
            name += nodes.inline("", row[f"term_{other}"], classes=["other-name"])
            definition = nodes.definition("", nodes.paragraph(text=row[f"definition_{lang}"]))
            listing += nodes.definition_list_item("", name, definition)
        return [listing]


class MarkFirstUses(SphinxTransform):
    """Wrap the first use of each term in a page's paragraphs."""

    default_priority = 880

    def apply(self, **kwargs: object) -> None:
        """Longest terms first, so that 制度创新 is not found inside a longer term."""
        if self.env.docname == GLOSSARY:
            return
        lang = edition(self.config)
        waiting = {row[f"term_{lang}"]: row for row in terms()}
        for paragraph in list(self.document.findall(nodes.paragraph)):
            for text in list(paragraph.findall(nodes.Text)):
                if waiting and not _is_inside(text, NOT_INSIDE):
                    _mark(text, waiting)


def _is_inside(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    parent: nodes.Node | None = node.parent
    while parent is not None:
        if isinstance(parent, kinds) or type(parent).__name__ == "pending_xref":
            return True
        parent = parent.parent
    return False


def _mark(text: nodes.Text, waiting: dict[str, dict[str, str]]) -> None:
    pieces: list[nodes.Node] = []
    rest = str(text)
    while waiting:
        pattern = "|".join(re.escape(name) for name in sorted(waiting, key=len, reverse=True))
        found = re.search(pattern, rest)
        if found is None:
            break
        row = waiting.pop(found[0])
        pieces += [
            nodes.Text(rest[: found.start()]),
            glossary_term("", found[0], row=row, tip_id=f"tip-term-{row['id']}"),
        ]
        rest = rest[found.end() :]
    if pieces:
        text.parent.replace(text, [*pieces, nodes.Text(rest)])


def setup(app: Sphinx) -> None:
    """Register the directive, the transform and how a marked term looks."""
    plain = (lambda translator, node: None, lambda translator, node: None)
    app.add_node(glossary_term, html=(_visit_html, _depart_html), text=plain, latex=plain, gettext=plain)
    app.add_directive("glossary-terms", GlossaryDirective)
    app.add_transform(MarkFirstUses)


def _visit_html(translator: HTML5Translator, node: glossary_term) -> None:
    page = translator.builder.get_relative_uri(translator.builder.current_docname, GLOSSARY)
    translator.body.append(
        f'<span class="term"><a href="{page}#term-{node["row"]["id"]}" aria-describedby="{node["tip_id"]}">'
    )


def _depart_html(translator: HTML5Translator, node: glossary_term) -> None:
    definition = node["row"][f"definition_{edition(translator.config)}"]
    translator.body.append(f"</a></span>{tooltip(node['tip_id'], definition)}")
