"""All guesses of the book on one page: {calibration} lists the questions, its script tells the verdicts."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from widgets import explorables
from widgets.book.explorables import page_prediction, prediction
from widgets.book.language import LABELS, edition, label
from widgets.book.records import parts
from widgets.book.scripts import load_with
from widgets.book.templating import script_text, template

MESSAGES = (
    "none",
    "hit",
    "miss",
    "stale",
    "damaged",
    "nothing",
    "sum",
    "all",
    "share",
    "choice",
    "number",
    "and",
    "error",
    "beyond",
    "exact",
    "lean",
    "forgotten",
)


class calibration(nodes.General, nodes.Element):
    """Place of the readers' guesses in a page."""


class CalibrationDirective(SphinxDirective):
    """```{calibration}```: every explorable's question, and what this browser's reader guessed."""

    def run(self) -> list[nodes.Node]:
        """An empty element; its content is made when the page is written."""
        return [calibration()]


def setup(app: Sphinx) -> None:
    """Register the directive, its element, and the script of pages that hold one."""
    skip = (_skip, None)
    app.add_node(calibration, html=(_visit_html, None), text=skip, latex=skip, gettext=skip)
    app.add_directive("calibration", CalibrationDirective)
    load_with(app, calibration, "page/calibration.js")


def explorables_by_part() -> dict[str, list[str]]:
    """Names of all explorables in the order of the book, by the caption of their part in _toc.yml.

    Raises
    ------
    ExtensionError
        If an explorable's page is in no part: its question would be missing.

    Examples
    --------
    >>> [names for caption, names in explorables_by_part().items() if caption.startswith("第二节")]
    [['factors', 'drivers']]
    """
    homes = {name: f"chapters/{explorables.load(name).SOURCE['section']}" for name in explorables.NAMES}
    found = {}
    for caption, pages in parts().items():
        here = [name for page in pages for name in explorables.NAMES if homes[name] == page]
        if here:
            found[caption] = here
    if missing := set(explorables.NAMES) - {name for names in found.values() for name in names}:
        raise ExtensionError(f"calibration: no page in _toc.yml for {', '.join(sorted(missing))}")
    return found


def render(lang: str, uri_of: Any) -> str:
    """HTML with every question in it, linked to its explorable.

    Parameters
    ----------
    lang : {"zh", "en"}
    uri_of : callable
        Address of a page, relative to the one that holds the element.
    """
    sections, known = {}, []
    for caption, names in explorables_by_part().items():
        sections[caption] = [_listed(explorables.load(name), lang, uri_of) for name in names]
        known += [_known(explorables.load(name), _short(caption), lang) for name in names]
    page_spec = {
        "sections": [_short(caption) for caption in sections],
        "predictions": known,
        "messages": {f"calibration_{key}": label(f"calibration_{key}", lang) for key in MESSAGES},
    }
    return template("calibration.html").render(
        sections=sections,
        labels={key: label(key, lang) for key in LABELS},
        page_spec=script_text(page_spec),
    )


def _listed(spec: Any, lang: str, uri_of: Any) -> dict[str, str]:
    page = uri_of(f"chapters/{spec.SOURCE['section']}")
    return {
        "name": spec.NAME,
        "title": spec.TITLE[lang],
        "question": prediction(spec, lang)["question"],
        "link": f"{page}#explorable-{spec.NAME}",
    }


def _known(spec: Any, section: str, lang: str) -> dict[str, Any]:
    asked = page_prediction(spec, lang)
    del asked["setting"]
    question = prediction(spec, lang)["question"]
    return {"name": spec.NAME, "title": spec.TITLE[lang], "section": section, "question": question, **asked}


def _short(caption: str) -> str:
    """The part's number, or its name if it has none."""
    return caption.split(" ")[0]


def _skip(translator: Any, node: calibration) -> None:
    raise nodes.SkipNode


def _visit_html(translator: HTML5Translator, node: calibration) -> None:
    builder = translator.builder
    here = builder.current_docname
    html = render(edition(translator.config), lambda page: builder.get_relative_uri(here, page))
    translator.body.append(html)
    raise nodes.SkipNode
