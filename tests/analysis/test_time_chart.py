"""The drawing: well formed, described, in its frame."""

import re
from xml.etree import ElementTree

from widgets.analysis.time_chart import BOTTOM, LEFT, RIGHT, TOP, Series, TimeChart

CHART = TimeChart(
    [
        Series("a < b", [2015, 2016, 2018], [0, 0.5, 1], "steps"),
        Series("c", [2015, 2018], [0.2, 0.9], "dashes"),
        Series("d", [2015, 2016, 2017], [-0.1, 0.4, 0.6], "dots"),
    ],
    "Two lines & a band.",
    band=("between", [2015, 2018], [-0.5, 0.5], [0.4, 1.2]),
)
DRAWING = ElementTree.fromstring(CHART._repr_html_())


def _points(path):
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.-]+) ([\d.-]+)", path.attrib["d"])]


def test_drawing_is_well_formed_and_described():
    assert DRAWING.attrib["role"] == "img"
    assert DRAWING.attrib["aria-label"] == "Two lines & a band."
    texts = [text.text for text in DRAWING.iter("text")]
    assert {"a < b", "c", "d", "between", "100%", "2015"} <= set(texts)


def test_points_stay_in_the_frame():
    for path in DRAWING.iter("path"):
        for x, y in _points(path):
            assert LEFT <= x <= RIGHT
            assert TOP <= y <= BOTTOM


def test_what_lies_off_the_scale_is_not_drawn():
    assert len(DRAWING.findall("circle")) == 2


def test_a_step_keeps_its_height_until_the_next_year():
    path = next(p for p in DRAWING.findall("path") if p.get("fill") == "none")
    points = _points(path)
    assert points[1][1] == points[0][1]
    assert points[1][0] == points[2][0]


def test_a_scale_that_is_no_share_is_written_in_its_numbers():
    counts = TimeChart([Series("n", [2013, 2021], [190, 27], "dots")], "Counts.", top=200, falling=True)
    texts = [text.text for text in ElementTree.fromstring(counts._repr_html_()).iter("text")]
    assert {"0", "50", "100", "150", "200"} <= set(texts)


def test_a_low_legend_stands_at_the_foot():
    high = TimeChart([Series("one", [2019, 2021], [0.8, 0.9], "dots")], "High.", low=True)
    drawing = ElementTree.fromstring(high._repr_html_())
    label = next(text for text in drawing.iter("text") if text.text == "one")
    assert (TOP + BOTTOM) / 2 < float(label.attrib["y"]) < BOTTOM
