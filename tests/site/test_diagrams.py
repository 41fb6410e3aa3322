"""Rebuilt figures on their pages: all of them seen, heard and followed, at every width."""

import itertools

import pytest

from tests.site.conftest import DESKTOP, PHONE
from tests.site.test_pages import AXE, NARROW
from widgets.book.records import diagram_arrows, diagram_nodes, diagrams

EACH_FIGURE = pytest.mark.parametrize("figure", diagrams())
EACH_REBUILT = pytest.mark.parametrize("figure", [figure for figure in diagrams() if figure != "map"])
MAP_HOME = "summary"
WIDTHS = [NARROW, PHONE, DESKTOP]
BOXES = """elements => elements.map((element) => {
    const {x, y, width, height} = element.getBoundingClientRect();
    return {x, y, width, height, text: element.textContent};
})"""
SAID = """arrows => arrows.map((arrow) =>
    [...arrow.children].filter((part) => !part.ariaHidden).map((part) => part.textContent).join(""))"""
FRAME = "new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))"
WIDEST_BORDER = """(element, part) =>
    Math.max(...getComputedStyle(element, part).borderWidth.split(" ").map(parseFloat))"""


def _open(visit, figure, viewport=DESKTOP, **options):
    passage = next(row["passage"] for row in diagram_nodes(figure).values() if row["passage"])
    home = MAP_HOME if figure == "map" else passage.rsplit("-", 1)[0]
    page_visit = visit(viewport=viewport, reduced_motion="reduce", **options)
    page = page_visit.open(f"chapters/{home}.html", until="load")
    return page, page.locator(f"#figure-{figure}")


def _resize(page, viewport):
    page.set_viewport_size(viewport)
    page.evaluate(FRAME)
    page.wait_for_function("() => document.getAnimations().every(({playState}) => playState !== 'running')")


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


@EACH_REBUILT
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


@EACH_REBUILT
def test_each_node_leads_to_its_passage(visit, figure):
    page, drawing = _open(visit, figure)
    for row in diagram_nodes(figure).values():
        link = drawing.get_by_role("link", name=row["label_zh"], exact=True)
        assert link.count() == bool(row["passage"])
        if row["passage"]:
            link.click()
            assert page.url.endswith(f"#{row['passage']}")
            assert page.locator(f"[id='{row['passage']}']").count() == 1


@EACH_REBUILT
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
    said = drawing.locator(".arrow").evaluate_all(SAID)
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


@EACH_REBUILT
def test_lines_and_heads_are_drawn_in_forced_colours_without_scripts(visit, figure):
    page, drawing = _open(visit, figure, forced_colors="active", java_script_enabled=False)
    for viewport in WIDTHS:
        page.set_viewport_size(viewport)
        for arrow in drawing.locator(".arrow").all():
            assert arrow.evaluate(WIDEST_BORDER, "::before") > 0
            assert arrow.evaluate(WIDEST_BORDER, "::after") > 0


def test_each_node_of_the_map_leads_to_a_passage_that_is_there_once(visit):
    page, drawing = _open(visit, "map")
    page.wait_for_load_state("networkidle")
    links = drawing.locator(".name a").evaluate_all("all => all.map((link) => link.href)")
    assert len(links) == sum(bool(row["passage"]) for row in diagram_nodes("map").values())
    for address, passages in itertools.groupby(sorted(set(links)), key=lambda link: link.partition("#")[0]):
        page.goto(address, wait_until="networkidle")
        for link in passages:
            assert page.locator(f"[id='{link.partition('#')[2]}']").count() == 1, link


def test_links_of_the_map_are_drawn_where_there_is_room_and_said_where_there_is_none(visit):
    page, drawing = _open(visit, "map")
    words = sorted(arrow["words_zh"] for arrow in diagram_arrows("map"))
    labels = drawing.locator(".link text")
    said = drawing.locator(".arrow > .words")
    for viewport in WIDTHS:
        _resize(page, viewport)
        has_room = drawing.evaluate("element => element.clientWidth >= 42 * 16")
        assert has_room == (viewport == DESKTOP)
        assert [label.is_visible() for label in labels.all()] == [has_room] * len(words)
        wide = said.evaluate_all("all => all.filter((one) => one.clientWidth + one.offsetWidth > 4).length")
        assert wide == (0 if has_room else len(words))
    assert sorted(labels.all_text_contents()) == words


def test_words_on_the_maps_links_stand_clear_of_each_other_and_of_names(visit):
    _, drawing = _open(visit, "map")
    labels = drawing.locator(".link text").evaluate_all(BOXES)
    assert not any(_overlap(*pair) for pair in itertools.combinations(labels, 2))
    names = drawing.locator(".name :is(a, span)").evaluate_all(BOXES)
    assert [
        (label["text"], name["text"]) for label in labels for name in names if _overlap(label, name)
    ] == []


def test_focus_on_the_map_lights_up_what_leaves_the_node(visit):
    _, drawing = _open(visit, "map")
    colours = "all => all.map((link) => getComputedStyle(link).color)"
    links = drawing.locator(".link")
    before = links.evaluate_all(colours)
    drawing.get_by_role("link", name="温岭民主恳谈", exact=True).focus()
    after = links.evaluate_all(colours)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_lines_of_the_map_are_drawn_in_forced_colours_without_scripts(visit):
    _, drawing = _open(visit, "map", forced_colors="active", java_script_enabled=False)
    for line in drawing.locator(".link > line").all():
        assert line.evaluate("element => getComputedStyle(element).stroke") != "none"
        assert line.evaluate("element => parseFloat(getComputedStyle(element).strokeWidth)") > 0
