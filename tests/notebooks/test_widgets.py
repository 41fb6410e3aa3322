"""The notebook front end, driven through its traits as a reader's hands would."""

import json
from html import escape

import ipywidgets
import pytest

from tests.explorables.settings import another_value, ground
from widgets import explorables
from widgets.notebook import BUILDING_VARIABLE, PLACEHOLDER_MIME, explore

EACH_NAME = pytest.mark.parametrize("name", explorables.NAMES)


@EACH_NAME
def test_each_control_moves_the_answer(name):
    spec = explorables.load(name)
    for control in spec.CONTROLS:
        view = explore(name)
        widget = view.inputs[control["key"]]
        value = another_value(control)
        view.set(ground(control))
        widget.value = value
        setting = {**ground(control), control["key"]: value}
        if control["part_of"]:
            setting = {
                c["key"]: view.inputs[c["key"]].value
                for c in spec.CONTROLS
                if c["part_of"] == control["part_of"]
            }
        expected = explorables.answer(name, setting, before=ground(control))
        assert view.headline.value == escape(expected["headline"], quote=False)
        assert view.change.value == escape(expected["change"], quote=False)
        assert view.error.value == ""


@EACH_NAME
def test_presets_and_reset(name):
    view = explore(name)
    for preset in explorables.load(name).PRESETS[:5]:
        view.preset.value = preset["settings"]
        expected = explorables.answer(name, preset["settings"])["headline"]
        assert view.headline.value == escape(expected, quote=False)
    view.reset.click()
    assert view.headline.value == escape(explorables.answer(name, {})["headline"], quote=False)


def test_moving_a_strength_moves_its_indicators_and_back():
    view = explore("typology")
    view.inputs["control"].value = 0.75
    assert (view.inputs["c1"].value, view.inputs["c2"].value) == (3, 3)
    view.inputs["c1"].value = 1
    assert view.inputs["control"].value == 0.5
    view.inputs["control"].value = 1
    assert view.inputs["c1"].value == 4


def test_a_refused_setting_says_why_and_keeps_the_answer():
    view = explore("typology", lang="en")
    before = view.headline.value
    view.set({"control": 7})
    assert "control" in view.error.value
    assert "from 0 to 1" in view.error.value
    assert view.headline.value == before
    view.set({})
    assert view.error.value == ""


def test_figure_follows():
    view = explore("typology")
    view.inputs["norm"].value = 1
    expected = explorables.answer("typology", {"norm": 1})["figure"]["data"][0]["x"]
    assert list(view.figure.data[0].x) == pytest.approx(expected)


def test_a_build_gets_a_placeholder_and_no_widget(monkeypatch):
    monkeypatch.setenv(BUILDING_VARIABLE, "1")
    made = []
    monkeypatch.setattr(ipywidgets.Widget, "open", made.append)
    placeholder = explore("typology")
    assert placeholder._repr_mimebundle_() == {
        PLACEHOLDER_MIME: {"name": "typology"},
        "text/plain": "explorable typology",
    }
    assert made == []


def test_unknown_name_is_refused_in_a_build_too(monkeypatch):
    monkeypatch.setenv(BUILDING_VARIABLE, "1")
    with pytest.raises(ValueError, match="nonsense"):
        explore("nonsense")


def test_a_time_has_a_player_and_idle_controls_are_hidden():
    view = explore("diffusion")
    player = next(
        child
        for row in view.children
        for child in getattr(row, "children", ())
        if isinstance(child, ipywidgets.Play)
    )
    player.value = 3
    assert view.headline.value == explorables.answer("diffusion", {"year": 3})["headline"]
    assert view.inputs["mandate"].layout.display == "none"
    view.inputs["by_mandate"].value = True
    assert view.inputs["mandate"].layout.display is None


def test_a_case_is_saved_and_opened_again(tmp_path):
    view = explore("case_lab")
    view.set({"name": "河长制", "typology_c1": "3", "typology_evidence": "<b>文件</b>"})
    report, document = view.save(tmp_path)
    assert report.name == "case-河长制.md"
    assert report.read_text("utf-8") == view.report()
    again = explore("case_lab")
    again.reopen(document)
    assert again.inputs["typology_evidence"].value == "<b>文件</b>"
    assert again.headline.value == view.headline.value
    assert "<b>文件" not in again.table.value


def test_a_bad_file_says_why_and_changes_nothing(tmp_path):
    view = explore("case_lab")
    view.set({"name": "河长制", "typology_c1": "3"})
    before = view.table.value
    saved = json.loads(view.save(tmp_path)[1].read_text("utf-8"))
    saved["inputs"]["typology_c1"] = "<9>"
    bad = tmp_path / "bad.json"
    for content, reason in ((json.dumps(saved), "&lt;9&gt;"), ("{", "JSON"), ("x" * 70_000, "字节")):
        bad.write_text(content, "utf-8")
        view.reopen(bad)
        assert reason in view.error.value
        assert view.table.value == before


def test_what_has_no_report_cannot_be_saved(tmp_path):
    with pytest.raises(ValueError, match="has no report"):
        explore("typology").save(tmp_path)


def test_controls_of_a_group_stand_together():
    view = explore("case_lab", lang="en")
    accordion = next(child for child in view.children if isinstance(child, ipywidgets.Accordion))
    assert len(accordion.children) == 4
    assert view.inputs["typology_c1"] in accordion.children[1].children
