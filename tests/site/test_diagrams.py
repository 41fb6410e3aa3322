"""Rebuilt figures on their pages: all of them seen, heard and followed, at every width."""

import itertools

import pytest

from tests.site.conftest import DESKTOP, PHONE
from tests.site.test_pages import AXE, NARROW
from widgets.book.records import diagram_arrows, diagram_nodes, diagrams

EACH_FIGURE = pytest.mark.parametrize("figure", diagrams())
WIDTHS = [NARROW, PHONE, DESKTOP]
BOXES = """elements => elements.map((element) => {
    const {x, y, width, height} = element.getBoundingClientRect();
    return {x, y, width, height, text: element.textContent};
})"""
FRAME = "new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))"
WIDEST_BORDER = """(element, part) =>
    Math.max(...getComputedStyle(element, part).borderWidth.split(" ").map(parseFloat))"""


def _open(visit, figure, viewport=DESKTOP, **options):
    passage = next(row["passage"] for row in diagram_nodes(figure).values() if row["passage"])
    page_visit = visit(viewport=viewport, reduced_motion="reduce", **options)
    page = page_visit.open(f"chapters/{passage.rsplit('-', 1)[0]}.html", until="load")
    return page, page.locator(f"#figure-{figure}")


def _resize(page, viewport):
    page.set_viewport_size(viewport)
    page.evaluate(FRAME)
    page.wait_for_function("document.getAnimations().every(({playState}) => playState !== 'running')")


def _overlap(one, other):
    """Whether two boxes share more than a pixel's edge."""
    return all(
        one[start] + one[size] > other[start] + 1 and other[start] + other[size] > one[start] + 1
        for start, size in (("x", "width"), ("y", "height"))
    )


@EACH_FIGURE
def test_every_node_is_in_sight_and_none_overlaps_another(visit, figure):
    page, drawing = _open(visit, figure)
    labels = [row["label_zh"] for row in diagram_nodes(figure).values()]
    for viewport in WIDTHS:
        _resize(page, viewport)
        boxes = drawing.locator(".name").evaluate_all(BOXES)
        assert sorted(box["text"].split("*")[0] for box in boxes) == sorted(labels)
        assert all(0 <= box["x"] <= viewport["width"] - box["width"] for box in boxes)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert not any(_overlap(*pair) for pair in itertools.combinations(boxes, 2))


@EACH_FIGURE
def test_words_of_arrows_are_in_sight_and_clear_of_the_nodes(visit, figure):
    page, drawing = _open(visit, figure)
    for viewport in WIDTHS:
        _resize(page, viewport)
        boxes = drawing.locator(".words, .name, .details").evaluate_all(BOXES)
        for arrow in diagram_arrows(figure):
            if arrow["words_zh"]:
                words = next(box for box in boxes if box["text"].startswith(arrow["words_zh"]))
                assert 0 <= words["x"] <= viewport["width"] - words["width"]
                assert not any(_overlap(words, box) for box in boxes if box is not words)


@EACH_FIGURE
def test_each_node_leads_to_its_passage(visit, figure):
    page, drawing = _open(visit, figure)
    for row in diagram_nodes(figure).values():
        link = drawing.get_by_role("link", name=row["label_zh"], exact=True)
        assert link.count() == bool(row["passage"])
        if row["passage"]:
            link.click()
            assert page.url.endswith(f"#{row['passage']}")
            assert page.locator(f"[id='{row['passage']}']").count() == 1


@EACH_FIGURE
def test_passage_reached_is_marked(visit, figure):
    page, drawing = _open(visit, figure)
    tinted = """id => {
        const place = document.getElementById(id);
        const near = [place, place.parentElement];
        const headings = near.flatMap((e) => [...e.querySelectorAll(":scope > :is(h2, h3, h4)")]);
        return [...near, ...headings, place.nextElementSibling].some(
            (element) => element && getComputedStyle(element).boxShadow !== "none");
    }"""
    for row in diagram_nodes(figure).values():
        if row["passage"]:
            drawing.get_by_role("link", name=row["label_zh"], exact=True).click()
            page.wait_for_function(tinted, arg=row["passage"])


@EACH_FIGURE
def test_arrows_and_doubts_are_said_in_words(visit, figure):
    _, drawing = _open(visit, figure)
    nodes, arrows = diagram_nodes(figure), diagram_arrows(figure)
    said = [arrow.text_content() for arrow in drawing.locator(".arrow").all()]
    assert len(said) == len(arrows)
    for arrow in arrows:
        target = nodes[arrow["to"]]["label_zh"]
        assert any(text.startswith(arrow["words_zh"]) and text.endswith(f"→ {target}") for text in said)
    doubtful = sum(row["status"] == "inferred" for row in [*nodes.values(), *arrows])
    stars = drawing.locator(".star").all()
    assert [star.is_visible() for star in stars] == [True] * doubtful
    assert ("*" in drawing.locator(".legend").inner_text()) == bool(doubtful)


@EACH_FIGURE
def test_figure_has_a_name_and_lists(visit, figure):
    page, _ = _open(visit, figure)
    named = page.get_by_role("figure", name=diagrams()[figure]["title_zh"])
    rows = diagram_nodes(figure).values()
    details = sum(len(row["detail_zh"].split(";")) for row in rows if row["detail_zh"])
    assert named.get_by_role("listitem").count() == len(rows) + details


@EACH_FIGURE
def test_focus_is_seen_and_lights_up_what_belongs_to_the_node(visit, figure):
    page, drawing = _open(visit, figure)
    link = drawing.locator(".name a").first
    look = """element => [
        getComputedStyle(element.closest(".node")).getPropertyValue("--line"),
        getComputedStyle(element.closest(".name")).borderColor]"""
    before = link.evaluate(look)
    page.keyboard.press("Tab")
    link.focus()
    assert link.evaluate("element => getComputedStyle(element, '::after').outlineStyle") == "solid"
    assert link.evaluate(look) != before


@EACH_FIGURE
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_figure(visit, figure, theme):
    page, _ = _open(visit, figure, color_scheme=theme)
    page.evaluate(AXE)
    for viewport in WIDTHS:
        _resize(page, viewport)
        result = page.evaluate("() => axe.run('figure.diagram', {resultTypes: ['violations']})")
        assert [violation["id"] for violation in result["violations"]] == []


@EACH_FIGURE
def test_lines_and_heads_are_drawn_in_forced_colours_without_scripts(visit, figure):
    page, drawing = _open(visit, figure, forced_colors="active", java_script_enabled=False)
    for viewport in WIDTHS:
        page.set_viewport_size(viewport)
        for arrow in drawing.locator(".arrow").all():
            assert arrow.evaluate(WIDEST_BORDER, "::before") > 0
            assert arrow.evaluate(WIDEST_BORDER, "::after") > 0
