"""All figures of data/facts.csv on one page, by section, each with the pages that print it."""

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from widgets.book.facts import WRITTEN, entry, legend_text
from widgets.book.language import STATUSES, edition, label
from widgets.book.records import facts
from widgets.book.scripts import load_with
from widgets.book.templating import template

PAGE = "chapters/numbers"
ORIGINS = {"f": "chapter", "e": "book"}
# How the column `section` begins, in the order of the chapter.
SECTIONS = {
    "opening": "案例导入",
    "section-1": "第一节",
    "section-2": "第二节",
    "section-3": "第三节",
    "section-4": "第四节",
    "closing": "案例收束",
    "summary": "本章小结",
    "exercises": "思考与练习",
    "references": "参考文献",
}


class register(nodes.General, nodes.Element):
    """All figures with their filter."""


class register_group(nodes.General, nodes.Element):
    """Figures of one origin and section; attributes `origin`, `section`, `count`."""


class fact_uses(nodes.General, nodes.Element):
    """Pages that print a figure; attribute `fact_id`."""


def section_of(row: dict[str, str]) -> str:
    """Key in SECTIONS of a row of data/facts.csv.

    Examples
    --------
    >>> section_of(facts()["f064"])
    'section-1'
    """
    return next(key for key, start in SECTIONS.items() if row["section"].startswith(start))


def groups() -> Iterator[tuple[str, str, list[dict[str, str]]]]:
    """Origin, section and rows: the chapter's figures first, then the book's, in the chapter's order.

    Examples
    --------
    >>> next(groups())[:2]
    ('chapter', 'opening')
    """
    for initial, origin in ORIGINS.items():
        for section in SECTIONS:
            rows = [r for r in facts().values() if r["id"][0] == initial and section_of(r) == section]
            if rows:
                yield origin, section, rows


class RegisterDirective(SphinxDirective):
    """```{register}```: the whole table, complete without scripts, with a filter where they run."""

    def run(self) -> list[nodes.Node]:
        """Legend, then a group for each origin and section."""
        lang = edition(self.config)
        whole = register(lang=lang)
        whole += nodes.paragraph(text=legend_text(set(STATUSES), lang), classes=["facts-legend"])
        for origin, section, rows in groups():
            items = nodes.bullet_list(classes=["facts"])
            for row in rows:
                item = entry(self, row, lang)
                item += fact_uses(fact_id=row["id"])
                items += item
            whole += register_group("", items, origin=origin, section=section, count=len(rows), lang=lang)
        return [whole]


def setup(app: Sphinx) -> None:
    """Register the directive and its elements; other formats show the lists."""
    plain = (lambda translator, node: None, lambda translator, node: None)
    skip = (_skip, None)
    app.add_directive("register", RegisterDirective)
    app.add_node(register, html=(_visit_register, _depart_register), text=plain, latex=plain, gettext=skip)
    app.add_node(register_group, html=(_visit_group, _depart_group), text=plain, latex=plain, gettext=plain)
    app.add_node(fact_uses, html=(_visit_uses, None), text=skip, latex=skip, gettext=skip)
    app.connect("env-updated", _write_again)
    load_with(app, register, "page/register.js")


def uses(paths: tuple[str, ...]) -> dict[str, list[str]]:
    """Files that print each figure, in the order given.

    Parameters
    ----------
    paths : tuple of str
        Sources of the pages.

    Examples
    --------
    >>> uses(())
    {}
    """
    found: dict[str, list[str]] = {}
    for path in paths:
        for match in WRITTEN.finditer(_text(path)):
            places = found.setdefault(match["id"], [])
            if path not in places:
                places.append(path)
    return found


@cache
def _text(path: str) -> str:
    return Path(path).read_text("utf-8")


def _pages(env: BuildEnvironment, fact_id: str) -> list[str]:
    """Names of the pages that print a figure, in the order of the book."""
    order = [name for name in env.toctree_includes.get(env.config.root_doc, []) if name in env.found_docs]
    order += sorted(set(env.found_docs) - set(order))
    by_path = {str(env.doc2path(name)): name for name in order}
    return [by_path[path] for path in uses(tuple(by_path)).get(fact_id, [])]


def _skip(translator: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _visit_register(translator: HTML5Translator, node: register) -> None:
    lang = node["lang"]
    words = {
        key: label(f"register_{key}", lang)
        for key in (
            "filter",
            "origin",
            "section",
            "status",
            "text",
            "any",
            "clear",
            "found",
            "chapter",
            "book",
        )
    }
    form = template("register.html").render(
        words=words,
        sections=[(key, label(f"register_{key}", lang)) for key in SECTIONS],
        statuses=[(status, label(status, lang)) for status in STATUSES],
    )
    translator.body.append(f'<div class="register">{form}')


def _depart_register(translator: HTML5Translator, node: register) -> None:
    translator.body.append("</div>\n")


def _visit_group(translator: HTML5Translator, node: register_group) -> None:
    lang, origin, section = node["lang"], node["origin"], node["section"]
    name = f"register-{origin}-{section}"
    title = f"{label(f'register_{origin}', lang)} · {label(f'register_{section}', lang)}"
    translator.body.append(
        f'<section class="register-group" data-origin="{origin}" data-section="{section}" '
        f'aria-labelledby="{name}"><h3 id="{name}">{escape(title)} <small>{node["count"]}</small></h3>\n'
    )


def _depart_group(translator: HTML5Translator, node: register_group) -> None:
    translator.body.append("</section>\n")


def _visit_uses(translator: HTML5Translator, node: fact_uses) -> None:
    env, builder = translator.builder.env, translator.builder
    lang = edition(translator.config)
    here = builder.current_docname
    links = [
        label("register_here", lang)
        if name == here
        else f'<a class="reference internal" href="{builder.get_relative_uri(here, name)}'
        f'#fact-{node["fact_id"]}">{escape(env.titles[name].astext())}</a>'
        for name in _pages(env, node["fact_id"])
    ]
    told = label("register_used", lang) + "、".join(links) if links else label("register_unused", lang)
    translator.body.append(f'<p class="uses">{told}</p>')
    raise nodes.SkipNode


def _write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The page says which pages print a figure, so it changes with any of them."""
    _text.cache_clear()
    return [PAGE] if PAGE in env.found_docs else []
