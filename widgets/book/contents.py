"""The book's contents with times and questions: {book-contents} reads them from the notebooks themselves."""

import re
from pathlib import Path

import nbformat
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from widgets import explorables
from widgets.book.language import edition, label
from widgets.book.records import parts
from widgets.paths import PROJECT

MINUTES = "[一二三四五六七八九十]+分钟"
TIMES = re.compile(f"阅读约(?P<reading>{MINUTES})，操作与自测约(?P<practice>{MINUTES})")
SHOWN = re.compile(r'explore\("(\w+)"')


def times(notebook: Path) -> tuple[str, str] | None:
    """How long a notebook takes to read and to work through, in its own words; None if it does not say.

    Parameters
    ----------
    notebook : Path
        A page that says 阅读约…分钟，操作与自测约…分钟 under 先修与用时.

    Examples
    --------
    >>> from widgets.paths import PROJECT
    >>> times(PROJECT / "chapters" / "types.ipynb")
    ('四十分钟', '五十五分钟')
    """
    found = TIMES.search("\n".join(_sources(notebook, "markdown")))
    return (found["reading"], found["practice"]) if found else None


def models(notebook: Path) -> list[str]:
    """Names of the explorables that stand in a notebook, in their order.

    Examples
    --------
    >>> from widgets.paths import PROJECT
    >>> models(PROJECT / "chapters" / "diffusion.ipynb")
    ['diffusion', 'two_causes']
    """
    return list(dict.fromkeys(SHOWN.findall("\n".join(_sources(notebook, "code")))))


def _sources(notebook: Path, kind: str) -> list[str]:
    cells = nbformat.read(notebook, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == kind]


class ContentsDirective(SphinxDirective):
    """```{book-contents}```: the parts of _toc.yml, their pages, times and the questions of their models."""

    def run(self) -> list[nodes.Node]:
        """A list of parts; the titles are filled in when all pages are read."""
        self.env.note_dependency(str(PROJECT / "_toc.yml"))
        listing = nodes.bullet_list(classes=["book-contents"])
        for caption, pages in parts().items():
            item = nodes.list_item("", nodes.paragraph("", caption, classes=["part"]))
            item += nodes.bullet_list("", *map(self._page, pages))
            listing += item
        return [listing]

    def _page(self, docname: str) -> nodes.list_item:
        link = addnodes.pending_xref(
            "", nodes.inline(), refdomain="std", reftype="doc", reftarget=f"/{docname}", refexplicit=False,
            refwarn=True, refdoc=self.env.docname,
        )  # fmt: skip
        heading = nodes.paragraph("", "", link, classes=["page"])
        item = nodes.list_item("", heading)
        notebook = Path(self.env.srcdir, f"{docname}.ipynb")
        if not notebook.exists():
            return item
        self.env.note_dependency(str(notebook))
        lang = edition(self.config)
        if found := times(notebook):
            words = label("times", lang).format(reading=found[0], practice=found[1])
            heading += nodes.inline("", words, classes=["times"])
        if questions := [self._question(docname, name, lang) for name in models(notebook)]:
            item += nodes.bullet_list("", *questions, classes=["questions"])
        return item

    def _question(self, docname: str, name: str, lang: str) -> nodes.list_item:
        page = self.env.app.builder.get_relative_uri(self.env.docname, docname)
        question = explorables.load(name).QUESTION[lang]
        link = nodes.reference("", question, refuri=f"{page}#explorable-{name}", internal=True)
        return nodes.list_item("", nodes.paragraph("", "", link))


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("book-contents", ContentsDirective)
