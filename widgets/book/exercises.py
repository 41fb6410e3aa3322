"""Exercises in pages: {exercise} shows an item, {quiz} those of a page, {progress} how far all are done."""

import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from widgets.book.language import LABELS, edition, label
from widgets.book.records import parts
from widgets.book.scripts import load_with
from widgets.book.templating import script_text, template
from widgets.exercises import bank
from widgets.exercises.scoring import TRUTH, reveal
from widgets.exercises.variants import view

LANGUAGES = ("zh", "en")
TYPES = ("single", "multiple", "truefalse", "numeric", "match", "order", "code", "essay")
WORDS = ("exercise_", "progress_", "code_")  # how the labels begin that the page's scripts use
CODE = re.compile(r"`([^`]+)`")
BLANK_LINE = re.compile(r"\n\s*\n")

Item = dict[str, Any]
OfPage = Callable[[str], str]

logger = logging.getLogger(__name__)


class exercise(nodes.General, nodes.Element):
    """Place of an item in a page; attributes `item` (its id) and `number` (in a quiz, else None)."""


class quiz(nodes.General, nodes.Element):
    """Items of a section in a page, its children, under a line that says how far they are done."""


class progress(nodes.General, nodes.Element):
    """Place of the overview of all sections."""


class ExerciseDirective(SphinxDirective):
    """```{exercise} ID```: one item; an unknown one is a warning, which fails the build."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The item's place."""
        try:
            bank.item(self.arguments[0])
        except ValueError as error:
            return _refused(self, str(error))
        return _places(self, [self.arguments[0]], numbered=False)


class QuizDirective(SphinxDirective):
    """```{quiz} [PAGE]```: the items of this page, or of another; `:types:` names those that are wanted."""

    optional_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"types": lambda text: text.replace(",", " ").split()}

    def run(self) -> list[nodes.Node]:
        """The items' places under their overview."""
        page = self.arguments[0] if self.arguments else self.env.docname.rsplit("/", 1)[-1]
        wanted = self.options.get("types", TYPES)
        if unknown := [kind for kind in wanted if kind not in TYPES]:
            return _refused(self, f"quiz: no type {', '.join(unknown)}, there are {', '.join(TYPES)}")
        if not bank.of_section(page):
            known = sorted({item["section"] for item in bank.items()})
            return _refused(self, f"quiz {page}: no items, there are some for {', '.join(known)}")
        ids = [item["id"] for item in bank.of_section(page) if item["type"] in wanted]
        return [quiz("", *_places(self, ids, numbered=True))]


class ProgressDirective(SphinxDirective):
    """```{progress}```: all sections with their items, and what this browser's reader did."""

    def run(self) -> list[nodes.Node]:
        """An empty element; its content is made when the page is written."""
        return [progress()]


def setup(app: Sphinx) -> None:
    """Register the directives, their elements, and the script of pages that hold one."""
    app.add_directive("exercise", ExerciseDirective)
    app.add_directive("quiz", QuizDirective)
    app.add_directive("progress", ProgressDirective)
    skip = (_skip, None)
    for element, visit, depart in (
        (exercise, _visit_exercise, None),
        (quiz, _visit_quiz, _depart_quiz),
        (progress, _visit_progress, None),
    ):
        app.add_node(element, html=(visit, depart), text=skip, latex=skip, gettext=skip)
        load_with(app, element, "page/exercise.js", "page/engine.js")


def page_item(item: Item, lang: str) -> Item:
    """A practice item as its page holds it: in one language.

    The unit stays in both languages, because either may be typed.

    Examples
    --------
    >>> item = {"id": "x", "type": "truefalse", "title": {"zh": "甲", "en": "A"}, "answer": True}
    >>> page_item(item, "en")["title"]
    {'en': 'A'}
    """
    return {key: value if key == "unit" else _in_one_language(value, lang) for key, value in item.items()}


def page_bank(lang: str) -> dict[str, Any]:
    """All practice items as pages hold them, for scoring what another browser has saved."""
    wanted = [item for item in bank.items() if item["use"] == "practice"]
    return {"lang": lang, "items": {item["id"]: page_item(item, language_of(item, lang)) for item in wanted}}


def language_of(item: Item, lang: str) -> str:
    """The language in which an item is shown: Chinese where a text lacks the edition's.

    Examples
    --------
    >>> language_of({"title": {"zh": "甲"}}, "en")
    'zh'
    """
    return lang if all(lang in text for text in _texts(item)) else "zh"


def render_exercise(
    item: Item, lang: str, uri_of: OfPage, title_of: OfPage, number: int | None = None
) -> str:
    """HTML of an item: readable without scripts, with all that they need; of a graded item no answer.

    Parameters
    ----------
    item : dict
        As `widgets.exercises.bank` gives it.
    lang : {"zh", "en"}
        Of the edition.
    uri_of, title_of : callable
        OfPage of a page, relative to the one that holds the item, and its title.
    number : int, optional
        Place in its quiz.
    """
    spoken = language_of(item, lang)
    shown = view(item, lang=spoken)
    is_open = item["use"] == "practice"
    has_key = is_open and item["type"] != "essay"
    return template("exercise.html").render(
        view=shown,
        number=number,
        is_foreign=spoken != lang,
        is_open=is_open,
        has_seed=is_open and bool(item.get("parameters")),
        key=reveal(item, lang=spoken) if has_key else None,
        truth=[(str(value).lower(), TRUTH[value][spoken]) for value in (True, False)],
        links=_links(item, lang, uri_of),
        readings=[
            (title_of(f"chapters/{page}"), uri_of(f"chapters/{page}")) for page in item.get("readings", [])
        ],
        labels=_labels(lang),
        inline=inline,
        paragraphs=paragraphs,
        spec=script_text({"item": page_item(item, spoken), "lang": spoken}) if is_open else "",
    )


def render_quiz_head(items: list[Item], lang: str) -> str:
    """HTML that opens a quiz: how many items there are, and a link to each."""
    return template("quiz.html").render(
        items=items, titles=_titles(items, lang), labels=_labels(lang), points=_points(items)
    )


def render_progress(lang: str, uri_of: OfPage, title_of: OfPage) -> str:
    """HTML of the overview, complete without scripts but for what the reader did.

    Parameters
    ----------
    lang : {"zh", "en"}
    uri_of, title_of : callable
        OfPage and title of a page.
    """
    sections = []
    for page in _pages():
        items = bank.of_section(page)
        uri = uri_of(f"chapters/{page}")
        sections.append(
            {
                "page": page,
                "uri": uri,
                "title": title_of(f"chapters/{page}"),
                "items": items,
                "titles": _titles(items, lang),
                "points": _points(items),
            }
        )
    return template("progress.html").render(
        sections=sections,
        points=_points(bank.items()),
        count=len(bank.items()),
        labels=_labels(lang),
    )


def words_script(lang: str, *, with_code: bool) -> str:
    """The words that the page's scripts use, once in a page."""
    prefixes = WORDS if with_code else WORDS[:-1]
    words = {key: label(key, lang) for key in LABELS if key.startswith(prefixes)}
    return (
        f'<script type="application/json" id="exercise-words" data-part="spec">{script_text(words)}</script>'
    )


def inline(text: str) -> Markup:
    """A text of an item as HTML: escaped, `code` between backticks.

    Examples
    --------
    >>> inline("a < b in `f(x)`")
    Markup('a &lt; b in <code>f(x)</code>')
    """
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))


def paragraphs(text: str) -> Markup:
    r"""A text of an item as paragraphs, which blank lines divide.

    Examples
    --------
    >>> paragraphs("one\n\ntwo")
    Markup('<p>one</p><p>two</p>')
    """
    return Markup("").join(
        Markup("<p>{}</p>").format(inline(part)) for part in BLANK_LINE.split(text.strip())
    )


def _texts(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in an item that is written in several languages."""
    if isinstance(value, dict):
        if "zh" in value:
            yield value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _in_one_language(value: Any, lang: str) -> Any:
    if isinstance(value, dict):
        others = set(LANGUAGES) - {lang} if "zh" in value else set()
        return {key: _in_one_language(inner, lang) for key, inner in value.items() if key not in others}
    if isinstance(value, list):
        return [_in_one_language(inner, lang) for inner in value]
    return value


def _links(item: Item, lang: str, uri_of: OfPage) -> list[tuple[str, str]]:
    """Words and address of what belongs to an item: its passage, readings, companion."""
    here = uri_of(f"chapters/{item['section']}")
    found = []
    if item.get("passage"):
        found.append((label("exercise_passage", lang), f"{here}#{item['passage']}"))
    if item.get("companion"):
        found.append((label("exercise_companion", lang), f"{here}#exercise-{item['companion']}"))
    return found


def _titles(items: list[Item], lang: str) -> dict[str, str]:
    return {item["id"]: view(item, lang=language_of(item, lang))["title"] for item in items}


def _points(items: list[Item]) -> int:
    return sum(item["points"] for item in items if item["type"] != "essay")


def _labels(lang: str) -> dict[str, str]:
    return {key.removeprefix("exercise_"): label(key, lang) for key in LABELS if key.startswith(WORDS)}


def _pages() -> list[str]:
    """Names of the pages that have items, in the order of the book."""
    pages = [page.rsplit("/", 1)[-1] for part in parts().values() for page in part]
    return [page for page in pages if bank.of_section(page)]


def _refused(directive: SphinxDirective, text: str) -> list[nodes.Node]:
    logger.warning(text, location=directive.get_location())
    return []


def _places(directive: SphinxDirective, ids: list[str], *, numbered: bool) -> list[nodes.Node]:
    """Places that links can reach; an item stands once in a page, because its inputs have names."""
    present = {node["item"] for node in directive.state.document.findall(exercise)}
    placed: list[nodes.Node] = []
    for number, name in enumerate(ids, 1):
        if name in present:
            return _refused(directive, f"exercise {name}: it stands in this page already")
        anchor = f"exercise-{name}"
        place = exercise(item=name, number=number if numbered else None, names=[anchor], ids=[anchor])
        directive.state.document.note_explicit_target(place, place)
        placed.append(place)
    return placed


def _skip(translator: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _of_pages(translator: HTML5Translator) -> tuple[OfPage, OfPage]:
    """Address of a page, relative to the one being written, and its title."""
    builder = translator.builder

    def uri_of(page: str) -> str:
        return builder.get_relative_uri(builder.current_docname, page)

    return uri_of, lambda page: builder.env.titles[page].astext()


def _add_words(translator: HTML5Translator, node: nodes.Element) -> None:
    """Put the scripts' words before the first element of the page that needs them."""
    document = node.document
    assert document is not None
    first = next(document.findall(lambda other: isinstance(other, (exercise, quiz, progress))))
    if first is not node:
        return
    types = {bank.item(place["item"])["type"] for place in document.findall(exercise)}
    translator.body.append(words_script(edition(translator.config), with_code="code" in types))


def _visit_exercise(translator: HTML5Translator, node: exercise) -> None:
    _add_words(translator, node)
    lang, item = edition(translator.config), bank.item(node["item"])
    translator.body.append(render_exercise(item, lang, *_of_pages(translator), node["number"]))
    raise nodes.SkipNode


def _visit_quiz(translator: HTML5Translator, node: quiz) -> None:
    _add_words(translator, node)
    items = [bank.item(place["item"]) for place in node.findall(exercise)]
    translator.body.append(f"<book-quiz>\n{render_quiz_head(items, edition(translator.config))}")


def _depart_quiz(translator: HTML5Translator, node: quiz) -> None:
    translator.body.append("</book-quiz>\n")


def _visit_progress(translator: HTML5Translator, node: progress) -> None:
    _add_words(translator, node)
    translator.body.append(render_progress(edition(translator.config), *_of_pages(translator)))
    raise nodes.SkipNode
