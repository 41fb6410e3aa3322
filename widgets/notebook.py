"""Front end for notebooks: `explore("typology")` shows an explorable with live widgets."""

import json
import os
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets
import plotly.graph_objects as go

from widgets import explorables
from widgets.explorables import files

BUILDING_VARIABLE = "BOOK_BUILDING"
BEAT_MS = 700
PLACEHOLDER_MIME = "application/vnd.book.explorable+json"
WORDS = {
    "preset": {"zh": "从一个设置开始", "en": "Start from a setting"},
    "own": {"zh": "自己设置", "en": "your own setting"},
    "reset": {"zh": "恢复初始设置", "en": "Reset"},
    "parts": {"zh": "由分项得出", "en": "Set by its parts"},
    "illustrative": {"zh": "（示意）", "en": " (illustrative)"},
}


class Placeholder:
    """Output that the book's build replaces by the page's own element; shown nowhere else."""

    def __init__(self, name: str) -> None:
        self.name = name

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {PLACEHOLDER_MIME: {"name": self.name}, "text/plain": f"explorable {self.name}"}


def explore(name: str, lang: str = "zh") -> "Explorable | Placeholder":
    """Show an explorable.

    Parameters
    ----------
    name : str
        One of `widgets.explorables.NAMES`.
    lang : {"zh", "en"}, default "zh"

    Returns
    -------
    Explorable or Placeholder
        Live widgets; while the book is built, only a mark of the place.

    Raises
    ------
    ValueError
        If there is no explorable of that name.

    Examples
    --------
    >>> widget = explore("typology", lang="en")
    >>> widget.inputs["control"].value = 0.9
    >>> widget.headline.value.split(":")[0]
    'Centrally led innovation'
    """
    explorables.load(name)
    return Placeholder(name) if os.environ.get(BUILDING_VARIABLE) else Explorable(name, lang)


class Explorable(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Widgets of one explorable.

    Attributes
    ----------
    inputs : dict
        The widget of each control, by key.
    headline, notes, change, error : ipywidgets.HTML or Label
        Texts of the present answer.
    figure : plotly.graph_objects.FigureWidget
    """

    def __init__(self, name: str, lang: str) -> None:
        self._spec = explorables.load(name)
        self._lang = lang
        self._setting: dict[str, Any] = {}
        self._quiet = False
        self.inputs = {control["key"]: self._input(control) for control in self._spec.CONTROLS}
        self.preset = self._preset_menu()
        self.reset = ipywidgets.Button(description=WORDS["reset"][lang])
        self.reset.on_click(lambda _: self.set({}))
        self.headline, self.change, self.error = (ipywidgets.HTML() for _ in range(3))
        self.notes, self.table = ipywidgets.HTML(), ipywidgets.HTML()
        answer = explorables.answer(name, {}, lang=lang)
        self.figure = go.FigureWidget(answer["figure"])
        self._show(answer)
        for key, widget in self.inputs.items():
            widget.observe(lambda event, key=key: self._move(key, event["new"]), names="value")
        super().__init__(
            [
                ipywidgets.HTML(f"<strong>{self._spec.TITLE[lang]}</strong> {self._spec.QUESTION[lang]}"),
                ipywidgets.HBox([self.preset, self.reset]),
                *self._arranged_inputs(),
                self.headline,
                self.change,
                self.error,
                self.figure,
                self.notes,
                self.table,
            ]
        )

    def set(self, setting: dict[str, Any]) -> None:
        """Take over a setting and show its answer, or the reason why it is refused."""
        try:
            answer = explorables.answer(self._spec.NAME, setting, before=self._setting, lang=self._lang)
        except ValueError as refusal:
            self.error.value = _as_text(str(refusal))
            return
        self._setting = setting
        self._show(answer)

    def report(self) -> str:
        """The present answer as Markdown.

        Raises
        ------
        ValueError
            If the explorable has no report.
        """
        self._require_report()
        text: str = self._spec.report(lang=self._lang, **self._setting)
        return text

    def save(self, folder: str | Path = ".") -> list[Path]:
        """Write the answer as Markdown and the setting as JSON; returns the two paths.

        Raises
        ------
        ValueError
            If the explorable has no report.
        """
        self._require_report()
        saved = files.export(self._spec.NAME, self._setting, self._lang)
        document = json.dumps(saved["document"], ensure_ascii=False, indent=1)
        paths = []
        for ending, text in (("md", saved["markdown"]), ("json", document + "\n")):
            paths.append(Path(folder) / f"{saved['stem']}.{ending}")
            paths[-1].write_text(text, "utf-8")
        return paths

    def reopen(self, path: str | Path) -> None:
        """Take over the setting of a saved JSON file, or show the reason why it is refused."""
        self._require_report()
        try:
            setting = files.reopen(
                self._spec.NAME, files.parsed(Path(path).read_bytes(), self._lang), self._lang
            )
        except ValueError as refusal:
            self.error.value = _as_text(str(refusal))
            return
        self.set(setting)

    def _require_report(self) -> None:
        if not hasattr(self._spec, "report"):
            raise ValueError(f"{self._spec.NAME}: has no report, expected an explorable with one")

    def _move(self, key: str, value: Any) -> None:
        if not self._quiet:
            self.set(move(self._spec.CONTROLS, self._setting, self._shown, key, value))

    def _show(self, answer: dict[str, Any]) -> None:
        self._shown = answer["shown"]
        self._quiet = True
        for key, widget in self.inputs.items():
            widget.value = answer["shown"][key]
        for control in self._spec.CONTROLS:
            if control["needs"]:
                is_idle = not answer["shown"][control["needs"]]
                self.inputs[control["key"]].layout.display = "none" if is_idle else None
        self._quiet = False
        self.error.value = ""
        self.headline.value = _as_text(answer["headline"])
        self.change.value = _as_text(answer.get("change", ""))
        self.notes.value = "".join(f"<p>{_as_text(note)}</p>" for note in answer["notes"])
        self.table.value = _table_html(answer["table"])
        with self.figure.batch_update():
            self.figure.layout.update(answer["figure"]["layout"])
            for trace, new in zip(self.figure.data, answer["figure"]["data"], strict=True):
                trace.update(new)

    def _input(self, control: dict[str, Any]) -> ipywidgets.Widget:
        lang = self._lang
        about = {
            "description": control["label"][lang]
            + (WORDS["illustrative"][lang] if control["illustrative"] else ""),
            "tooltip": control["meaning"][lang],
            "style": {"description_width": "12em"},
            "layout": {"width": "32em"},
        }
        if control["kind"] == "choice":
            options = [(text[lang], option) for option, text in control["options"]]
            return ipywidgets.Dropdown(options=options, value=control["default"], **about)
        if control["kind"] == "toggle":
            return ipywidgets.Checkbox(value=control["default"], **about)
        if control["kind"] == "text":
            field = ipywidgets.Textarea if control["lines"] > 1 else ipywidgets.Text
            return field(value=control["default"], **about)
        return ipywidgets.FloatSlider(
            min=control["minimum"], max=control["maximum"], step=control["step"], **about
        )

    def _row(self, control: dict[str, Any]) -> ipywidgets.Widget:
        """The input of a control, with a button that plays it if it is a time."""
        widget = self.inputs[control["key"]]
        if not control["plays"]:
            return widget
        player = ipywidgets.Play(
            min=control["minimum"], max=control["maximum"], step=control["step"], interval=BEAT_MS
        )
        ipywidgets.link((player, "value"), (widget, "value"))
        return ipywidgets.HBox([widget, player])

    def _arranged_inputs(self) -> list[ipywidgets.Widget]:
        arranged: list[ipywidgets.Widget] = []
        groups: dict[str, list[ipywidgets.Widget]] = {}
        for control in self._spec.CONTROLS:
            if control["part_of"]:
                continue
            if control["group"]:
                groups.setdefault(control["group"][self._lang], []).append(self._row(control))
                continue
            arranged.append(self._row(control))
            parts = [self.inputs[c["key"]] for c in self._spec.CONTROLS if c["part_of"] == control["key"]]
            if parts:
                title = f"{control['label'][self._lang]}: {WORDS['parts'][self._lang]}"
                arranged.append(
                    ipywidgets.Accordion([ipywidgets.VBox(parts)], titles=[title], selected_index=None)
                )
        if groups:
            members = [ipywidgets.VBox(rows) for rows in groups.values()]
            arranged.append(ipywidgets.Accordion(members, titles=list(groups), selected_index=0))
        return arranged

    def _preset_menu(self) -> ipywidgets.Dropdown:
        lang = self._lang
        settings = [(preset["label"][lang], preset["settings"]) for preset in self._spec.PRESETS]
        menu = ipywidgets.Dropdown(
            options=[(WORDS["own"][lang], None), *settings],
            description=WORDS["preset"][lang],
            style={"description_width": "12em"},
            layout={"width": "32em"},
        )
        menu.observe(self._apply_preset, names="value")
        return menu

    def _apply_preset(self, event: dict[str, Any]) -> None:
        if event["new"] is not None:
            self.set(dict(event["new"]))


def move(
    controls: list[dict[str, Any]], setting: dict[str, Any], shown: dict[str, Any], key: str, value: Any
) -> dict[str, Any]:
    """Setting after one control moved.

    A slider that has parts takes over from them; a part takes over from its slider and
    fixes its siblings where they stand.

    Examples
    --------
    >>> from widgets.explorables.typology import CONTROLS
    >>> move(CONTROLS, {"control": 0.5}, {"c1": 2, "c2": 2}, "c1", 4) == {"c1": 4, "c2": 2}
    True
    >>> move(CONTROLS, {"c1": 4, "c2": 2}, {}, "control", 0.9)
    {'control': 0.9}
    """
    part_of = {control["key"]: control["part_of"] for control in controls}
    moved = {k: v for k, v in setting.items() if part_of[k] != key and k != part_of[key]}
    if part_of[key]:
        moved.update({k: shown[k] for k, whole in part_of.items() if whole == part_of[key]})
    moved[key] = value
    return moved


def _as_text(text: str) -> str:
    """What a reader typed must not act as HTML."""
    return escape(text, quote=False)


def _table_html(table: dict[str, Any]) -> str:
    head = "".join(f"<th>{_as_text(column)}</th>" for column in table["columns"])
    body = "".join(
        "<tr>" + "".join(f"<td>{_as_text(cell)}</td>" for cell in row) + "</tr>" for row in table["rows"]
    )
    return f"<table><caption>{_as_text(table['caption'])}</caption><tr>{head}</tr>{body}</table>"
