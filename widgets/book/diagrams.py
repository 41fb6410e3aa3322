"""Figures of the source chapter, rebuilt from its text, and the book's own map: {diagram} draws them."""

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from widgets.book.diagram_map import Map, svg
from widgets.book.language import edition, label
from widgets.book.records import diagram_arrows, diagram_nodes, diagrams, works

logger = logging.getLogger(__name__)
IN_SEQUENCE = ("cycle", "chain")
MAP = "map"


class diagram(nodes.General, nodes.Element):
    """A rebuilt figure: nested lists, then its caption. Styles make the lists a drawing."""


class diagram_caption(nodes.General, nodes.Element):
    """Caption of a rebuilt figure, how to read it, and its source."""


class DiagramDirective(SphinxDirective):
    """```{diagram} 2-2```: the figure of that number, its nodes leading to their passages."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Lists and caption; an unknown figure is a warning, which fails the build."""
        figure = self.arguments[0]
        if figure not in diagrams():
            known = ", ".join(diagrams())
            logger.warning(
                f"diagram {figure}: not in data/diagrams.csv, which has {known}", location=self.get_location()
            )
            return []
        row = diagrams()[figure]
        name = f"figure-{figure}"
        drawn = diagram(ids=[name], names=[name], classes=["diagram", f"diagram-{row['layout']}"])
        self.state.document.note_explicit_target(drawn)
        drawn += Drawing(figure, edition(self.config), self.env.docname).listing()
        drawn += self._caption(row)
        return [drawn]

    def _caption(self, row: dict[str, str]) -> diagram_caption:
        lang = edition(self.config)
        heading = label("diagram_own_title" if row["layout"] == MAP else "diagram_title", lang)
        title = heading.format(figure=row["figure"], title=row[f"title_{lang}"])
        caption = diagram_caption(
            "",
            nodes.paragraph("", title, ids=[f"figure-{row['figure']}-title"], classes=["title"]),
            nodes.paragraph("", "", *_legend(row, lang), classes=["legend"]),
        )
        if row["source"]:
            source = label("diagram_source", lang).format(work=works()[row["source"]], key=row["source"])
            cited, problems = self.parse_inline(source, lineno=self.lineno)
            caption += [nodes.paragraph("", "", *cited, classes=["source"]), *problems]
        return caption


class Drawing:
    """A figure's nodes as nested lists.

    Parameters
    ----------
    figure : str
        Number in data/diagrams.csv.
    lang : {"zh", "en"}
    docname : str
        Page that it stands on.

    Examples
    --------
    >>> first = Drawing("2-4", "en", "chapters/mechanisms").listing()[0]
    >>> print(first[-1].astext())
    starts → Generation mechanism (breeds)
    """

    def __init__(self, figure: str, lang: str, docname: str) -> None:
        self.rows = diagram_nodes(figure)
        self.arrows = diagram_arrows(figure)
        self.layout = diagrams()[figure]["layout"]
        self.is_sequence = self.layout in IN_SEQUENCE
        self.map = Map(self.rows, self.arrows) if self.layout == MAP else None
        self.lang = lang
        self.docname = docname

    def listing(self) -> nodes.Element:
        """Nodes without a parent, each with its branch inside; numbered where their order counts."""
        if self.is_sequence:
            return nodes.enumerated_list("", *self._items(""), enumtype="arabic", prefix="", suffix=".")
        return nodes.bullet_list("", *self._items(""))

    def _items(self, parent: str) -> list[nodes.list_item]:
        return [self._item(row) for row in self.rows.values() if row["parent"] == parent]

    def _item(self, row: dict[str, str]) -> nodes.list_item:
        name = nodes.paragraph("", "", self._name(row), *_doubt(row, self.lang), classes=["name"])
        item = nodes.list_item("", name, classes=["node", row["status"]])
        if row[f"detail_{self.lang}"]:
            texts = row[f"detail_{self.lang}"].split(";")
            details = [nodes.list_item("", nodes.paragraph("", text)) for text in texts]
            item += nodes.bullet_list("", *details, classes=["details"])
        if branch := self._items(row["node"]):
            item += nodes.bullet_list("", *branch)
        item += [self._arrow(arrow) for arrow in self.arrows if arrow["from"] == row["node"]]
        return item

    def _name(self, row: dict[str, str]) -> nodes.Node:
        text = row[f"label_{self.lang}"]
        if not row["passage"]:
            return nodes.inline("", text)
        return addnodes.pending_xref(
            "",
            nodes.inline("", text),
            refdomain="std",
            reftype="ref",
            reftarget=row["passage"],
            refexplicit=True,
            refwarn=True,
            refdoc=self.docname,
        )

    def _arrow(self, row: dict[str, str]) -> nodes.paragraph:
        words = row[f"words_{self.lang}"]
        target = f" → {self.rows[row['to']][f'label_{self.lang}']}"
        parts: list[nodes.Node] = [
            nodes.inline("", words, *_doubt(row, self.lang), classes=["words"]),
        ]
        if self.map:
            parts += [
                nodes.inline("", target, classes=["target"]),
                nodes.raw("", svg(self.map, row, words), format="html"),
            ]
        else:
            parts.append(_unseen(target))
        return nodes.paragraph("", "", *parts, classes=["arrow", row["status"], *self._turn(row)])

    def _turn(self, row: dict[str, str]) -> list[str]:
        order = list(self.rows)
        turns_back = self.is_sequence and order.index(row["to"]) < order.index(row["from"])
        return ["back"] if turns_back else []


def setup(app: Sphinx) -> None:
    """Register the directive and the figure's elements; other formats than HTML show the lists."""
    plain = (lambda translator, node: None, lambda translator, node: None)
    others: dict[str, Any] = {"text": plain, "latex": plain, "gettext": plain}
    app.add_node(diagram, html=(_visit_figure, _depart_figure), **others)
    app.add_node(diagram_caption, html=(_visit_caption, _depart_caption), **others)
    app.add_directive("diagram", DiagramDirective)


def _legend(row: dict[str, str], lang: str) -> list[nodes.Node]:
    """What the lines and the star mean, as far as the figure has them."""
    figure = row["figure"]
    supplied = [*diagram_nodes(figure).values(), *diagram_arrows(figure)]
    parts: list[nodes.Node] = []
    if any(entry["status"] == "inferred" for entry in supplied):
        parts += [
            nodes.inline("", label("diagram_stated", lang), classes=["stated"]),
            nodes.inline("", label("diagram_inferred", lang), classes=["inferred"]),
        ]
    else:
        parts.append(nodes.inline("", label("diagram_all_stated", lang)))
    if row["layout_status"] == "inferred":
        whose = "diagram_own" if row["layout"] == MAP else "diagram_layout_inferred"
        parts.append(nodes.inline("", label(whose, lang)))
    parts.append(nodes.inline("", label("diagram_follow", lang)))
    return [piece for part in parts for piece in (part, nodes.Text(" "))][:-1]


def _doubt(row: dict[str, str], lang: str) -> list[nodes.Node]:
    """A star for the eye and the word for the ear where something is inferred."""
    if row["status"] == "stated":
        return []
    return [nodes.inline("", "*", classes=["star"]), _unseen(label("diagram_doubt", lang))]


def _unseen(text: str) -> nodes.inline:
    return nodes.inline("", text, classes=["visually-hidden"])


def _visit_figure(translator: HTML5Translator, node: diagram) -> None:
    attributes: dict[str, Any] = {"aria-labelledby": f"{node['ids'][0]}-title"}
    translator.body.append(translator.starttag(node, "figure", **attributes))


def _depart_figure(translator: HTML5Translator, node: diagram) -> None:
    translator.body.append("</figure>\n")


def _visit_caption(translator: HTML5Translator, node: diagram_caption) -> None:
    translator.body.append("<figcaption>\n")


def _depart_caption(translator: HTML5Translator, node: diagram_caption) -> None:
    translator.body.append("</figcaption>\n")
