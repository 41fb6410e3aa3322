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
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import get_docnames
from sphinxcontrib.bibtex.style.referencing import PersonStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from widgets import explorables
from widgets.book.explorables import explorable
from widgets.book.facts import tooltip
from widgets.book.gbt7714 import Gbt7714, Gbt7714Brief
from widgets.book.language import edition, label
from widgets.book.records import bibliography, tables_by_work

PLACES_SHOWN = 5


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
        listed = {entry["ids"][0]: entry for entry in self.document.findall(nodes.citation) if entry["ids"]}
        if not listed:
            return
        self.passages = citing_passages(self.env)
        for key, entry in bibliography().items():
            if f"work-{key}" in listed:
                listed[f"work-{key}"] += self._about(key, entry.fields, edition(self.config))

    def _about(self, key: str, fields: dict[str, str], lang: str) -> nodes.paragraph:
        about = nodes.paragraph(classes=["about-work"])
        for name in ("chapter_number", "in_chapter", "note"):
            if name in fields:
                text = label(f"work_{name}", lang).format(Text.from_latex(fields[name]))
                about += nodes.inline("", text, classes=[name])
        about += self._cited(key, lang)
        return about

    def _cited(self, key: str, lang: str) -> nodes.inline:
        pages = [self._page(page, places, lang) for page, places in self.passages.get(key, {}).items()]
        tables = [nodes.literal("", f"data/{name}") for name in tables_by_work().get(key, [])]
        if not pages and not tables:
            return nodes.inline("", label("work_not_cited", lang), classes=["not-cited"])
        cited = _listing([*pages, *tables], label("work_separator", lang))
        return nodes.inline("", label("work_cited", lang), *cited, classes=["cited"])

    def _page(self, page: str, places: dict[str, str], lang: str) -> nodes.inline:
        title = self.env.titles[page].astext()
        names = {title: label("work_at_top", lang)}
        shown: list[nodes.Node] = [self._link(names.get(name, name), page, at) for name, at in places.items()]
        shown = shown[:PLACES_SHOWN]
        if len(places) > PLACES_SHOWN:
            shown.append(nodes.Text(label("work_places", lang).format(len(places))))
        before, after = label("work_brackets", lang).split("{}")
        link = self._link(title, page, "")
        return nodes.inline(
            "", "", link, nodes.Text(before), *_listing(shown, label("work_comma", lang)), nodes.Text(after)
        )

    def _link(self, text: str, page: str, place: str) -> nodes.reference:
        address = self.app.builder.get_relative_uri(self.env.docname, page)
        return nodes.reference("", text, internal=True, refuri=f"{address}#{place}" if place else address)


def citing_passages(env: BuildEnvironment) -> dict[str, dict[str, dict[str, str]]]:
    """Headings below which a work is cited, each with its first place, by work and page in reading order."""
    replicated = works_by_explorable()
    found: dict[str, dict[str, dict[str, str]]] = {}
    for page in get_docnames(env):
        citing: Iterable[Any] = env.get_doctree(page).findall(_is_citing)
        for node in citing:
            if isinstance(node, explorable):
                place, keys = f"explorable-{node['name']}", replicated[node["name"]]
            else:
                place = node["ids"][0]
                keys = [target.key for target in parse_citation_targets(node["reftarget"])]
            for key in keys:
                found.setdefault(key, {}).setdefault(page, {}).setdefault(_heading(node), place)
    return found


@functools.cache
def works_by_explorable() -> dict[str, list[str]]:
    """Works that each explorable rests on or replicates values from.

    Examples
    --------
    >>> "rand1971criteria" in works_by_explorable()["taxonomy"]
    True
    """
    found = {}
    for name in explorables.NAMES:
        spec = explorables.load(name)
        keys = [*spec.SOURCE["citations"], *(check["source"] for check in spec.replications())]
        found[name] = list(dict.fromkeys(keys))
    return found


def _is_citing(node: nodes.Node) -> bool:
    return isinstance(node, explorable) or (
        isinstance(node, addnodes.pending_xref) and node["refdomain"] == "cite"
    )


def _heading(node: nodes.Node) -> str:
    """Title of the section that the node stands in."""
    above: Any = node
    while not isinstance(above, nodes.section):
        above = above.parent
    return next(above.findall(nodes.title)).astext()


def _listing(items: list[nodes.Node], separator: str) -> list[nodes.Node]:
    """Items with the separator between them."""
    return [piece for item in items for piece in (nodes.Text(separator), item)][1:]


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
