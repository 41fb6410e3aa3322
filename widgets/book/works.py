"""Works cited: their numbers, what a citation shows, and where each work is cited.

The numbers of the source chapter's own list are kept; its other works and the book's own follow.
"""

import functools
from collections.abc import Iterable
from typing import Any

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from docutils import nodes
from pybtex.database import Entry
from pybtex.richtext import Text
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib.bibtex.domain import get_docnames
from sphinxcontrib.bibtex.style.referencing import PersonStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from widgets import explorables
from widgets.book.facts import tooltip
from widgets.book.gbt7714 import Gbt7714, Gbt7714Brief
from widgets.book.language import edition, label
from widgets.book.records import bibliography, tables_by_work

PLACES_SHOWN = 4


def list_of(entry: Entry) -> int:
    """0 for the source chapter's list, 1 for other works that it names, 2 for the book's own.

    Examples
    --------
    >>> [list_of(bibliography()[key]) for key in ("xie2005innovation", "davisnorth", "rand1971criteria")]
    [0, 1, 2]
    """
    if "chapter_number" in entry.fields:
        return 0
    return 1 if "in_chapter" in entry.fields else 2


class Order(BaseSortingStyle):
    """The source chapter's list by its numbers; other lists as they come, which is in order of citation."""

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        """Sort stably."""
        return sorted(entries, key=lambda entry: int(entry.fields.get("chapter_number", 0)))


class Numbers(BaseLabelStyle):
    """Numbers that go on from list to list."""

    def format_labels(self, sorted_entries: list[Entry]) -> list[str]:
        """Numbers from one more than the works of the lists before."""
        if not sorted_entries:
            return []
        shown = list_of(sorted_entries[0])
        before = sum(list_of(entry) < shown for entry in bibliography().values())
        return [str(number) for number, _ in enumerate(sorted_entries, before + 1)]


class work_number(nodes.Inline, nodes.TextElement):
    """A work's number in the text; attributes `refuri`, `tip` and `tip_id`."""


class ShowWork(SphinxPostTransform):
    """Give each number in the text a note with the work, for pointer and keyboard alike."""

    default_priority = 20  # after Sphinx has resolved references
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Replace links that carry a title."""
        links = [
            link
            for span in self.document.findall(nodes.inline)
            if "bibtex-citation" in span["classes"]
            for link in span.findall(nodes.reference)
            if "reftitle" in link
        ]
        for number, link in enumerate(links):
            address = link.get("refuri") or f"#{link['refid']}"
            shown = work_number("", "", refuri=address, tip=link["reftitle"], tip_id=f"tip-work-{number}")
            shown += link.children
            link.replace_self(shown)


class SayWhereCited(SphinxPostTransform):
    """Below each work: its place in the source chapter, what to know about it, pages that cite it."""

    default_priority = 6  # after the list is made, before references are resolved
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Add a paragraph to each entry of the lists."""
        entries = {f"work-{key}": entry for key, entry in bibliography().items()}
        for listed in self.document.findall(nodes.citation):
            entry = entries.get(listed["ids"][0] if listed["ids"] else "")
            if entry is not None:
                listed += self._about(entry)

    def _about(self, entry: Entry) -> nodes.paragraph:
        lang = edition(self.config)
        fields = entry.fields
        about = nodes.paragraph(classes=["about-work"])
        for name in ("chapter_number", "in_chapter", "note"):
            if name in fields:
                text = label(f"work_{name}", lang).format(Text.from_latex(fields[name]))
                about += nodes.inline("", text, classes=[name])
        about += self._cited(entry.key, lang)
        return about

    def _cited(self, key: str, lang: str) -> nodes.inline:
        links = [self._page(page, places, lang) for page, places in self._places(key).items()]
        tables = [nodes.literal("", f"data/{name}") for name in tables_by_work().get(key, [])]
        if not links and not tables:
            return nodes.inline("", label("work_not_cited", lang), classes=["not-cited"])
        separator = label("work_separator", lang)
        pieces = [piece for found in [*links, *tables] for piece in (nodes.Text(separator), found)]
        return nodes.inline("", label("work_cited", lang), *pieces[1:], classes=["cited"])

    def _places(self, key: str) -> dict[str, list[str]]:
        """Ids of the passages that cite the work, by page in the order of the book."""
        places: dict[str, list[str]] = {}
        for reference in self.env.get_domain("cite").data["citation_refs"]:
            if any(target.key == key for target in reference.targets):
                places.setdefault(reference.docname, []).append(reference.citation_ref_id)
        for name, page in pages_replicating(key):
            places.setdefault(page, []).append(f"explorable-{name}")
        return {page: places[page] for page in get_docnames(self.env) if page in places}

    def _page(self, page: str, places: list[str], lang: str) -> nodes.inline:
        found = nodes.inline("", "", self._link(self.env.titles[page].astext(), page, places[0]))
        for number, place in enumerate(places[1:PLACES_SHOWN], start=2):
            name = label("work_place", lang).format(number)
            found += [nodes.Text(" "), self._link(name, page, place)]
        if len(places) > PLACES_SHOWN:
            found += nodes.Text(label("work_places", lang).format(len(places)))
        return found

    def _link(self, text: str, page: str, place: str) -> nodes.reference:
        address = self.app.builder.get_relative_uri(self.env.docname, page)
        return nodes.reference("", text, internal=True, refuri=f"{address}#{place}")


@functools.cache
def pages_replicating(key: str) -> list[tuple[str, str]]:
    """Explorables that rest on the work or replicate a value from it, each with its page.

    Examples
    --------
    >>> ("taxonomy", "chapters/types") in pages_replicating("rand1971criteria")
    True
    """
    found = []
    for name in explorables.NAMES:
        spec = explorables.load(name)
        if key in {*spec.SOURCE["citations"], *(check["source"] for check in spec.replications())}:
            found.append((name, f"chapters/{spec.SOURCE['section']}"))
    return found


def setup(app: Sphinx) -> None:
    """Register the styles, the transforms and how a citation looks."""
    pybtex.plugin.register_plugin("pybtex.style.sorting", "book", Order)
    pybtex.plugin.register_plugin("pybtex.style.labels", "book", Numbers)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "gbt7714", Gbt7714)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "gbt7714-brief", Gbt7714Brief)
    app.connect("config-inited", _name_authors)
    app.connect("env-updated", _keep_addresses, priority=600)
    plain = (lambda translator, node: None, lambda translator, node: None)
    app.add_node(work_number, html=(_visit_html, _depart_html), text=plain, latex=plain, gettext=plain)
    app.add_post_transform(SayWhereCited)
    app.add_post_transform(ShowWork)


def _name_authors(app: Sphinx, config: Config) -> None:
    """Join the authors named in the text as the edition's language does."""
    person = PersonStyle()
    if edition(config) == "zh":
        person = PersonStyle(sep="、", sep2="、", last_sep="、", other="等")
    style = functools.partial(LabelReferenceStyle, person=person)
    sphinxcontrib.bibtex.plugin.register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "book", style, force=True
    )


def _keep_addresses(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Let a work keep the address work-KEY; pages that list works are written anew with any page."""
    data = env.get_domain("cite").data
    for position, listed in enumerate(data["citations"]):
        address = f"work-{listed.key}"
        data["bibliographies"][listed.bibliography_key].citation_nodes[listed.key]["ids"] = [address]
        data["citations"][position] = listed._replace(citation_id=address)
    return sorted({listed.docname for listed in data["bibliographies"]})


def _visit_html(translator: HTML5Translator, node: work_number) -> None:
    translator.body.append(
        f'<span class="cite"><a class="reference internal" href="{node["refuri"]}" '
        f'aria-describedby="{node["tip_id"]}">'
    )


def _depart_html(translator: HTML5Translator, node: work_number) -> None:
    translator.body.append(f"</a></span>{tooltip(node['tip_id'], node['tip'])}")
