"""What every explorable promises to both front ends."""

import json
import math

import plotly.graph_objects as go
import pytest

from tests.explorables.settings import another_value, corner_values, ground, settings
from widgets import explorables
from widgets.book.records import works

BUNDLED_TRACES = {"scatter", "bar", "scatterternary"}
SPECS = [explorables.load(name) for name in explorables.NAMES]
EACH_SPEC = pytest.mark.parametrize("spec", SPECS, ids=explorables.NAMES)
EACH_LANGUAGE = pytest.mark.parametrize("lang", ["zh", "en"])


@EACH_SPEC
def test_spec_is_complete_in_both_languages(spec):
    assert spec.__name__.rsplit(".", 1)[1] == spec.NAME
    texts = [spec.TITLE, spec.QUESTION]
    for control in spec.CONTROLS:
        texts += [control["label"], control["meaning"]]
        texts += [label for _, label in control.get("options", [])]
    for preset in spec.PRESETS:
        texts += [preset["group"], preset["label"]]
    assert all(text["zh"].strip() and text["en"].strip() for text in texts)
    assert len({control["key"] for control in spec.CONTROLS}) == len(spec.CONTROLS)
    assert len({preset["key"] for preset in spec.PRESETS}) == len(spec.PRESETS)


@EACH_SPEC
@EACH_LANGUAGE
def test_answers_are_whole_plain_and_accepted_by_plotly(spec, lang):
    for setting in settings(spec):
        answer = spec.respond(lang=lang, **setting)
        assert json.loads(json.dumps(answer, allow_nan=False))
        assert answer["headline"].endswith("。" if lang == "zh" else ".")
        assert answer["notes"]
        assert set(answer["shown"]) == {control["key"] for control in spec.CONTROLS}
        for table in (answer["table"], answer.get("details", answer["table"])):
            assert table["rows"]
            assert all(len(row) == len(table["columns"]) for row in table["rows"])
        figure = go.Figure(answer["figure"])
        assert {trace.type for trace in figure.data} <= BUNDLED_TRACES


@EACH_SPEC
def test_figures_keep_their_traces_in_number_and_kind(spec):
    """A live figure is updated trace by trace."""
    kinds = {
        tuple(trace["type"] for trace in spec.respond(**setting)["figure"]["data"])
        for setting in settings(spec, random_count=20)
    }
    assert len(kinds) == 1


@EACH_SPEC
def test_answers_are_pure(spec):
    for setting in settings(spec, random_count=5):
        kept = dict(setting)
        assert spec.respond(**setting) == spec.respond(**setting)
        assert setting == kept


@EACH_SPEC
def test_each_control_changes_the_answer(spec):
    for control in spec.CONTROLS:
        answers = [spec.respond(**ground(control), **{control["key"]: v}) for v in corner_values(control)]
        told = {json.dumps([a["headline"], a["table"], a["figure"]], sort_keys=True) for a in answers}
        assert len(told) > 1, control["key"]


@EACH_SPEC
@EACH_LANGUAGE
def test_change_tells_what_moved(spec, lang):
    for control in spec.CONTROLS:
        setting = {**ground(control), control["key"]: another_value(control)}
        told = explorables.answer(spec.NAME, setting, before={}, lang=lang)["change"]
        assert control["label"][lang] in told
        assert "→" in told
    unchanged = explorables.answer(spec.NAME, {}, before={}, lang=lang)["change"]
    assert "→" not in unchanged


BAD = [math.nan, math.inf, -math.inf, -1e9, 1e9, "0.5", "<script>alert(1)</script>", [], {}, True, b"x"]


ALLOWED = {
    "slider": lambda control: f"{control['maximum']:g}",
    "choice": lambda control: control["options"][0][0],
    "toggle": lambda control: "True",
    "text": lambda control: str(control["longest"]),
}


def _is_allowed(control, value):
    return (control["kind"], type(value)) in {("toggle", bool), ("text", str)}


@EACH_SPEC
@EACH_LANGUAGE
@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_bad_values_are_refused_by_name_value_and_range(spec, lang, bad):
    for control in spec.CONTROLS:
        if _is_allowed(control, bad):
            continue
        with pytest.raises(ValueError, match=r".") as refusal:
            spec.respond(lang=lang, **{control["key"]: bad})
        text = str(refusal.value)
        assert control["label"][lang] in text
        assert repr(bad) in text
        assert ALLOWED[control["kind"]](control) in text


@EACH_SPEC
def test_published_values_are_reproduced(spec):
    for check in spec.replications():
        assert abs(check["ours"] - check["published"]) <= check["tolerance"], check["quantity"]
        assert check["source"] in works()


@EACH_SPEC
def test_prediction_is_answered_by_the_model_for_its_setting(spec):
    prediction = spec.PREDICTION
    assert spec.respond(**prediction["setting"])
    if prediction["kind"] == "choice":
        assert spec.predicted() in [value for value, _ in prediction["options"]]
    else:
        assert prediction["minimum"] <= spec.predicted() <= prediction["maximum"]
        assert 0 < prediction["near"] < (prediction["maximum"] - prediction["minimum"]) / 4


@EACH_SPEC
def test_unknown_keys_and_languages_are_refused(spec):
    with pytest.raises(ValueError, match="nonsense"):
        spec.respond(nonsense=1)
    with pytest.raises(ValueError, match="lang"):
        spec.respond(lang="fr")


def test_unknown_explorables_are_refused():
    with pytest.raises(ValueError, match=r"got 'os', expected one of .*typology"):
        explorables.load("os")
