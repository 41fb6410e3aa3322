"""Explorables in pages: a notebook's `explore()` becomes the custom element, answered already."""

import re
from typing import Any, ClassVar

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from widgets import explorables
from widgets.book.assets import model_files, read_sketches
from widgets.book.language import LABELS, edition, label
from widgets.book.records import works
from widgets.book.scripts import load_with
from widgets.book.templating import script_text, template
from widgets.explorables import files
from widgets.notebook import PLACEHOLDER_MIME

MESSAGES = (
    "copied",
    "copy_by_hand",
    "link_ignored",
    "too_slow",
    "failed",
    "prediction_hit",
    "prediction_miss",
    "play",
    "pause",
)
FILE_MESSAGES = ("saved", "opened", "not_opened", "not_json", "too_large")

logger = logging.getLogger(__name__)


class explorable(nodes.General, nodes.Element):
    """Place of an explorable in a page; attribute `name`, and for the short form `controls`."""


class PlaceholderRenderer:
    """Turns the output that `explore()` leaves in a build into an `explorable` node that links can reach."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int]]] = [("*", PLACEHOLDER_MIME, 1)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Node for the placeholder, None for any other output."""
        if data.mime_type != PLACEHOLDER_MIME:
            return None
        anchor = f"explorable-{data.content['name']}"
        place = explorable(name=data.content["name"], names=[anchor], ids=[anchor])
        renderer.renderer.document.note_explicit_target(place, place)
        return [place]


class ExplorableDirective(SphinxDirective):
    """```{explorable} NAME``` with `:controls:`: the short form, for pages that are not notebooks."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"controls": str.split}

    def run(self) -> list[nodes.Node]:
        """The named controls and the answer; an unknown name is a warning, which fails the build."""
        name = self.arguments[0]
        if name not in explorables.NAMES:
            return self._refuse(f"explorable {name}: there are {', '.join(explorables.NAMES)}")
        known = [control["key"] for control in explorables.load(name).CONTROLS]
        for key in self.options.get("controls", []):
            if key not in known:
                return self._refuse(f"explorable {name}: no control {key}, there are {', '.join(known)}")
        return [explorable(name=name, controls=self.options.get("controls", known))]

    def _refuse(self, text: str) -> list[nodes.Node]:
        logger.warning(text, location=self.get_location())
        return []


def setup(app: Sphinx) -> None:
    """Register the directive, the node, and the scripts of pages that hold one."""
    skip = (_skip, None)
    app.add_directive("explorable", ExplorableDirective)
    app.add_node(explorable, html=(_visit_html, None), text=skip, latex=skip)
    load_with(app, explorable, "page/explorable.js", "page/engine.js")


def _skip(translator: Any, node: explorable) -> None:
    raise nodes.SkipNode


def _visit_html(translator: HTML5Translator, node: explorable) -> None:
    app = translator.builder.app
    sketch = read_sketches(app)[node["name"]]
    page = app.builder.get_target_uri(translator.builder.current_docname)
    models = relative_uri(page, "_static/page/models")
    translator.body.append(render(node["name"], edition(app.config), sketch, models, node.get("controls")))
    raise nodes.SkipNode


def render(name: str, lang: str, sketch: str, models: str, only: list[str] | None = None) -> str:
    """HTML of an explorable with the answer to its initial setting inside.

    Parameters
    ----------
    name : str
        One of `widgets.explorables.NAMES`.
    lang : {"zh", "en"}
    sketch : str
        SVG of the initial figure.
    models : str
        Address of the folder of the models' sources, from the page.
    only : list of str, optional
        Keys of the controls of the short form, which leaves out the guess, the replication and the editor of
        the model and folds notes and table away.
    """
    spec = explorables.load(name)
    answer = explorables.answer(name, {}, lang=lang)
    controls = [
        _control(control, answer["shown"], lang)
        for control in spec.CONTROLS
        if only is None or control["key"] in only
    ]
    return template("explorable.html").render(
        name=name,
        brief=only is not None,
        title=spec.TITLE[lang],
        question=spec.QUESTION[lang],
        controls=controls,
        control_groups=_control_groups(controls),
        has_files=hasattr(spec, "report"),
        preset_groups=_preset_groups(spec, lang),
        answer=answer,
        prediction=prediction(spec, lang),
        replications=replications(spec, lang),
        models=[(file, f"{models}/{file}.py") for file in model_files(name)],
        sketch=_inline(sketch, name),
        page_spec=script_text(_page_spec(spec, answer, lang)),
        labels={key: label(key, lang) for key in LABELS},
    )


def digits(control: dict[str, Any]) -> int:
    """Decimals that a slider's values are shown with.

    Examples
    --------
    >>> digits({"step": 0.05}), digits({"step": 1})
    (2, 0)
    """
    return len(f"{control['step']:g}".partition(".")[2])


def replications(spec: Any, lang: str) -> list[dict[str, str]]:
    """Published values beside the model's, as words.

    Raises
    ------
    ExtensionError
        If the model has drifted from a published value: the book must not say otherwise.
    """
    rows = []
    for check in spec.replications():
        quantity, published, ours = check["quantity"][lang], check["published"], check["ours"]
        if not abs(ours - published) <= check["tolerance"]:
            raise ExtensionError(
                f"{spec.NAME}: {quantity} is {ours}, published {published} ({check['source']})"
            )
        rows.append(
            {
                "quantity": quantity,
                "published": f"{published:.10g}",
                "ours": f"{ours:.10g}",
                "tolerance": f"{check['tolerance']:.1g}",
                "source": f"{works()[check['source']]}, {check['place'][lang]}",
            }
        )
    return rows


def prediction(spec: Any, lang: str) -> dict[str, Any]:
    """The question to guess about and how it is answered, in words of the language.

    Examples
    --------
    >>> prediction(explorables.load("typology"), "en")["kind"]
    'choice'
    """
    asked = spec.PREDICTION
    view = {"question": asked["question"][lang], "kind": asked["kind"]}
    if asked["kind"] == "choice":
        view["options"] = [(value, text[lang]) for value, text in asked["options"]]
    else:
        view.update({bound: asked[bound] for bound in ("minimum", "maximum", "step")})
        view["unit"] = asked["unit"][lang]
    return view


def page_prediction(spec: Any, lang: str) -> dict[str, Any]:
    """What the page's scripts need to judge a guess.

    Examples
    --------
    >>> page_prediction(explorables.load("typology"), "en")["answer"]
    'locally_responsive'
    """
    asked = spec.PREDICTION
    known = {"kind": asked["kind"], "setting": asked["setting"], "answer": spec.predicted()}
    if asked["kind"] == "choice":
        known["labels"] = {value: text[lang] for value, text in asked["options"]}
    else:
        known.update({bound: asked[bound] for bound in ("minimum", "maximum", "step", "near")})
        known["unit"] = asked["unit"][lang]
    return known


def _control(control: dict[str, Any], shown: dict[str, Any], lang: str) -> dict[str, Any]:
    value = shown[control["key"]]
    view = {
        "key": control["key"],
        "kind": control["kind"],
        "label": control["label"][lang],
        "meaning": control["meaning"][lang],
        "part_of": control["part_of"],
        "illustrative": control["illustrative"],
        "needs": control["needs"],
        "is_idle": bool(control["needs"]) and not shown[control["needs"]],
        "plays": control["plays"],
        "group": control["group"] and control["group"][lang],
        "value": value,
    }
    if control["kind"] == "choice":
        view["options"] = [(option, text[lang]) for option, text in control["options"]]
    elif control["kind"] == "text":
        view.update(longest=control["longest"], lines=control["lines"])
    elif control["kind"] == "slider":
        view.update({bound: control[bound] for bound in ("minimum", "maximum", "step")})
        view["text"] = f"{value:.{digits(control)}f}{control['unit'][lang]}"
    return view


def _control_groups(controls: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for control in controls:
        if control["group"]:
            groups.setdefault(control["group"], []).append(control)
    return groups


def _preset_groups(spec: Any, lang: str) -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for preset in spec.PRESETS:
        groups.setdefault(preset["group"][lang], []).append((preset["key"], preset["label"][lang]))
    return groups


def _page_spec(spec: Any, answer: dict[str, Any], lang: str) -> dict[str, Any]:
    """What explorable.js needs to know; all texts that are in the page already are left out."""
    controls: list[dict[str, Any]] = []
    for control in spec.CONTROLS:
        kept = {key: control[key] for key in ("key", "kind", "default", "part_of")}
        if control["kind"] == "choice":
            kept["options"] = [option for option, _ in control["options"]]
        elif control["kind"] == "text":
            kept["longest"] = control["longest"]
        elif control["kind"] == "slider":
            kept.update({bound: control[bound] for bound in ("minimum", "maximum")}, digits=digits(control))
        controls.append(kept)
    page_spec = {
        "name": spec.NAME,
        "lang": lang,
        "controls": controls,
        "units": {c["key"]: c["unit"][lang] for c in spec.CONTROLS if c["kind"] == "slider"},
        "presets": [{"key": preset["key"], "settings": preset["settings"]} for preset in spec.PRESETS],
        "shown": answer["shown"],
        "prediction": page_prediction(spec, lang),
        "model": {"files": model_files(spec.NAME), "replications": len(spec.replications())},
        "messages": {key: label(key, lang) for key in MESSAGES},
    }
    if hasattr(spec, "report"):
        page_spec["files"] = {"largest": files.LARGEST}
        page_spec["messages"].update({key: label(key, lang) for key in FILE_MESSAGES})
    return page_spec


def _inline(svg: str, prefix: str) -> str:
    """The drawing ready for a page: ids unique, out of the reach of screen readers."""
    names = set(re.findall(r'\bid="([^"]+)"', svg))
    for name in sorted(names, key=len, reverse=True):
        svg = re.sub(rf'(id="|url\(#|href="#){re.escape(name)}(?=["\)])', rf"\g<1>{prefix}-{name}", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
