"""The drawing: well formed, described, in its frame."""

import re
from xml.etree import ElementTree

from widgets.analysis.growth_chart import BOTTOM, LEFT, RIGHT, TOP, GrowthChart, Line

CHART = GrowthChart(
    [Line("a < b", [2015, 2016, 2018], [0, 0.5, 1], steps=True), Line("c", [2015, 2018], [0.2, 0.9])],
    "Two lines & a band.",
    band=("between", [2015, 2018], [0, 0.5], [0.4, 1]),
)


def test_drawing_is_well_formed_and_described():
    drawing = ElementTree.fromstring(CHART._repr_html_())
    assert drawing.attrib["role"] == "img"
    assert drawing.attrib["aria-label"] == "Two lines & a band."
    assert "a < b" in [text.text for text in drawing.iter("text")]


def test_points_stay_in_the_frame():
    for path in ElementTree.fromstring(CHART._repr_html_()).iter("path"):
        for x, y in re.findall(r"([\d.]+) ([\d.]+)", path.attrib["d"]):
            assert LEFT <= float(x) <= RIGHT
            assert TOP <= float(y) <= BOTTOM


def test_a_step_keeps_its_height_until_the_next_year():
    path = next(
        p for p in ElementTree.fromstring(CHART._repr_html_()).iter("path") if p.get("fill") == "none"
    )
    points = re.findall(r"([\d.]+) ([\d.]+)", path.attrib["d"])
    assert points[1][1] == points[0][1]
    assert points[1][0] == points[2][0]
