"""The map's drawing: lines that touch only what they join, words that can be told apart."""

from itertools import combinations, pairwise

import pytest

from widgets.book.diagram_map import AIR, BOX, GAP, LINE, PAUSE, Map, svg
from widgets.book.records import diagram_arrows, diagram_nodes
from widgets.paths import PAGE

ARROWS = diagram_arrows("map")
DRAWN = Map(diagram_nodes("map"), ARROWS)
EACH_ARROW = pytest.mark.parametrize("arrow", ARROWS, ids=lambda arrow: f"{arrow['from']}-{arrow['to']}")


def _box(node):
    """Left, right, top and bottom of a box."""
    place = DRAWN.places[node]
    left = DRAWN.column * place.column * (1 + GAP)
    return left, left + DRAWN.column, place.middle - BOX / 2, place.middle + BOX / 2


def _stretches(arrow):
    return list(pairwise(DRAWN.path(arrow)))


def test_columns_and_gaps_fill_the_width():
    assert max(_box(top)[1] for top in DRAWN.tops) == pytest.approx(100)


@EACH_ARROW
def test_link_runs_from_the_side_of_one_box_to_the_side_of_the_other(arrow):
    path = DRAWN.path(arrow)
    for point, node in ((path[0], arrow["from"]), (path[-1], arrow["to"])):
        left, right, top, bottom = _box(node)
        assert min(abs(point.across - left), abs(point.across - right)) < 1e-9
        assert top < point.down < bottom


@EACH_ARROW
def test_link_turns_at_right_angles(arrow):
    assert all(a.across == b.across or a.down == b.down for a, b in _stretches(arrow))


@EACH_ARROW
def test_link_runs_through_no_box(arrow):
    for a, b in _stretches(arrow):
        for node in DRAWN.places:
            left, right, top, bottom = _box(node)
            beside = max(a.across, b.across) <= left + 1e-9 or min(a.across, b.across) >= right - 1e-9
            assert beside or max(a.down, b.down) <= top or min(a.down, b.down) >= bottom


def test_links_of_other_boxes_never_run_into_one_line():
    for one, other in combinations(ARROWS, 2):
        if {one["from"], one["to"]} & {other["from"], other["to"]}:
            continue
        for (a, b), (c, d) in [(s, t) for s in _stretches(one) for t in _stretches(other)]:
            if a.down == b.down == c.down == d.down:
                assert max(a.across, b.across) <= min(c.across, d.across) or max(c.across, d.across) <= min(
                    a.across, b.across
                )
            if a.across == b.across == c.across == d.across:
                assert max(a.down, b.down) < min(c.down, d.down) or max(c.down, d.down) < min(a.down, b.down)


def test_words_stand_apart():
    for one, other in combinations([DRAWN.words_at(arrow) for arrow in ARROWS], 2):
        assert abs(one.down - other.down) >= LINE or abs(one.across - other.across) > 5


def test_words_are_escaped():
    assert "&lt;b&gt;" in svg(DRAWN, ARROWS[0], "<b>")


def test_style_sheet_keeps_the_same_sizes():
    style = (PAGE / "styles" / "diagram.css").read_text("utf-8")
    columns = len(DRAWN.tops)
    assert f"column-gap: calc({GAP} * 100% / {columns + GAP * (columns - 1):g});" in style
    for size in (f"block-size: {BOX}rem", f"margin-block-end: {AIR}rem", f"padding-block-start: {PAUSE}rem"):
        assert size in style
