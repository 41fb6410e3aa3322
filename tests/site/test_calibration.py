"""The guesses of the whole book on the page 本章小结: told, drawn, exported, forgotten."""

import json

import pytest
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from tests.site.conftest import DESKTOP, PHONE
from tests.site.test_explorables import HOMES, _guess, _open, _right_guess
from tests.site.test_pages import AXE, NARROW
from widgets import explorables

HOME = "chapters/summary.html"
ASKED = {name: explorables.load(name).PREDICTION for name in explorables.NAMES}
CHOICES = [name for name, asked in ASKED.items() if asked["kind"] == "choice"]
NUMBERS = [name for name, asked in ASKED.items() if asked["kind"] == "number"]


def _answer(name):
    return explorables.load(name).predicted()


def _entry(name, guess):
    return {"guess": guess, "answer": _answer(name), "hit": True}


def _right(name):
    return _entry(name, _answer(name))


def _off(name, units):
    """A guess that misses a number by so many tolerances, or by as many as the form allows."""
    asked = ASKED[name]
    guess = _answer(name) + units * asked["near"]
    return _entry(name, min(asked["maximum"], max(asked["minimum"], guess)))


def _wrong(name):
    return _entry(name, next(value for value, _ in ASKED[name]["options"] if value != _answer(name)))


def _told(visit, stored, **options):
    """The page with these guesses in the browser."""
    page = visit(**options).open(HOME, until="load")
    text = stored if isinstance(stored, str) else json.dumps(stored)
    page.evaluate("text => localStorage.setItem('book.predictions', text)", text)
    page.reload(wait_until="load")
    return page


def _state(page):
    return page.locator("book-calibration").get_attribute("data-state")


def _text(page, part):
    return page.locator(f"book-calibration [data-part={part}]").inner_text()


def _verdict(page, name):
    return page.locator(f"[data-guess={name}]").get_attribute("data-verdict")


def _cells(page, part):
    rows = page.locator(f"[data-part={part}] tbody tr").all()
    return [row.locator("th, td").all_inner_texts() for row in rows]


def test_guesses_made_on_their_pages_are_told(visit):
    page = _open(visit, CHOICES[0])
    _guess(page, CHOICES[0], _right_guess(explorables.load(CHOICES[0])))
    page.goto(page.url.partition("chapters/")[0] + HOMES[NUMBERS[0]], wait_until="load")
    page.wait_for_selector(f"book-explorable[name={NUMBERS[0]}][data-state=ready]")
    _guess(page, NUMBERS[0], ASKED[NUMBERS[0]]["minimum"])
    page.goto(page.url.partition("chapters/")[0] + HOME, wait_until="load")
    assert _state(page) == "some"
    assert f"{len(ASKED)} 道题猜了 2 道" in _text(page, "summary")
    assert _verdict(page, CHOICES[0]) == "hit"
    assert _verdict(page, NUMBERS[0]) in ("hit", "miss")


def test_before_the_first_guess_the_questions_are_there_and_nothing_is_drawn(visit):
    page = visit().open(HOME, until="load")
    assert _state(page) == "none"
    assert "还没有猜过" in _text(page, "summary")
    assert not page.locator("[data-part=hits]").is_visible()
    assert not page.locator("[data-part=errors]").is_visible()
    assert page.get_by_role("button", name="导出为 JSON").is_disabled()
    assert page.locator("[data-guess]").count() == len(ASKED)


def test_all_right_is_told_as_all(visit):
    page = _told(visit, {name: _right(name) for name in ASKED})
    assert _state(page) == "all"
    assert f"猜中 {len(ASKED)} 道" in _text(page, "summary")
    assert "没有一道偏高或偏低" in _text(page, "lean")


def test_share_and_interval_are_wilsons(visit):
    stored = {name: _right(name) for name in NUMBERS} | {name: _wrong(name) for name in CHOICES}
    page = _told(visit, stored)
    section, counted, words = _cells(page, "hits")[-1]
    low, high = proportion_confint(len(NUMBERS), len(ASKED), method="wilson")
    assert section == "合计"
    assert counted == f"选择题 0/{len(CHOICES)}，数字题 {len(NUMBERS)}/{len(NUMBERS)}"
    assert words.startswith(f"{len(NUMBERS) / len(ASKED):.0%}（{low:.0%}—{high:.0%}）")


def test_blind_guessing_hits_one_of_the_options(visit):
    page = _told(visit, {CHOICES[0]: _right(CHOICES[0])})
    blind = 1 / len(ASKED[CHOICES[0]]["options"])
    assert _cells(page, "hits")[0][2].endswith(f"盲猜 {blind:.0%}")


def test_blind_guessing_a_number_hits_by_the_width_of_its_tolerance(visit):
    name = NUMBERS[0]
    asked = ASKED[name]
    page = _told(visit, {name: _right(name)})
    steps = round((asked["maximum"] - asked["minimum"]) / asked["step"])
    values = [asked["minimum"] + k * asked["step"] for k in range(steps + 1)]
    blind = sum(abs(value - _answer(name)) <= asked["near"] for value in values) / len(values)
    assert _cells(page, "hits")[0][2].endswith(f"盲猜 {blind:.0%}")


def test_errors_are_in_tolerances_with_their_sign(visit):
    page = _told(visit, {name: _off(name, 1.5) for name in NUMBERS})
    shown = dict(_cells(page, "errors"))
    for name in NUMBERS:
        units = (_off(name, 1.5)["guess"] - _answer(name)) / ASKED[name]["near"]
        assert shown[explorables.load(name).TITLE["zh"]].startswith(f"{units:+.1f}".rstrip("0").rstrip("."))
    over = len(NUMBERS)
    chance = binomtest(over, over).pvalue
    assert f"偏高 {over} 道，偏低 0 道" in _text(page, "lean")
    assert _text(page, "lean").endswith(f"{chance:.0%}。")


def test_marks_lie_on_one_axis_and_inside_it(visit):
    page = _told(visit, {name: _off(name, 40) for name in NUMBERS}, viewport=NARROW)
    for strip in page.locator("[data-part=errors] td svg").all():
        frame, dot = strip.bounding_box(), strip.locator("circle").bounding_box()
        assert frame["x"] - 7 <= dot["x"] <= frame["x"] + frame["width"] - dot["width"] + 7
    ends = page.locator("[data-part=scale] span").all_inner_texts()
    assert ends[0] == ends[2].replace("+", "−")


DAMAGED = ["{", "null", "[]", "7", '"text"', '{"typology": 7}', '{"typology": null}', '{"typology": []}']
HOSTILE = [
    '{"typology": {"hit": 1}}',
    '{"typology": {"guess": "<img src=x onerror=alert(1)>", "answer": "locally_responsive"}}',
    '{"typology": {"guess": "constructor", "answer": "locally_responsive"}}',
    '{"typology": {"guess": 3, "answer": "locally_responsive"}}',
    '{"__proto__": {"guess": 1}, "constructor": {"guess": 1}, "toString": 1}',
    '{"polycentric": {"guess": 1e999, "answer": 1}}',
    '{"polycentric": {"guess": "45", "answer": 1}}',
]


@pytest.mark.parametrize("stored", DAMAGED + HOSTILE, ids=lambda text: text[:40])
def test_damaged_or_hostile_storage_is_survived(visit, stored):
    page = _told(visit, stored)
    assert _state(page) == "none"
    assert page.locator("book-calibration img").count() == 0
    assert not page.locator("[data-part=hits]").is_visible()


def test_a_guess_that_cannot_be_read_is_said_and_the_others_are_counted(visit):
    name = NUMBERS[0]
    page = _told(visit, {"typology": {"guess": 3}, name: _right(name)})
    assert _verdict(page, "typology") == "damaged"
    assert _verdict(page, name) == "hit"
    assert "猜了 1 道" in _text(page, "summary")


def test_a_guess_about_an_earlier_model_is_set_aside(visit):
    page = _told(visit, {NUMBERS[0]: {**_right(NUMBERS[0]), "answer": -1}})
    assert _verdict(page, NUMBERS[0]) == "stale"
    assert "没有计入" in page.locator(f"[data-guess={NUMBERS[0]}]").inner_text()
    assert _state(page) == "none"


def test_a_stored_verdict_is_not_believed(visit):
    page = _told(visit, {CHOICES[0]: _wrong(CHOICES[0])})
    assert _verdict(page, CHOICES[0]) == "miss"


def test_export_holds_the_guesses(visit, tmp_path):
    page = _told(visit, {CHOICES[0]: _right(CHOICES[0]), NUMBERS[0]: _off(NUMBERS[0], 3)})
    page.wait_for_load_state("networkidle")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出为 JSON").click()
    download.value.save_as(tmp_path / "guesses.json")
    kept = {each["name"]: each for each in json.loads((tmp_path / "guesses.json").read_text("utf-8"))}
    assert set(kept) == {CHOICES[0], NUMBERS[0]}
    assert kept[CHOICES[0]]["hit"] is True
    assert kept[NUMBERS[0]]["guess"] == _off(NUMBERS[0], 3)["guess"]


def test_forgetting_asks_first_and_can_be_called_off(visit):
    page = _told(visit, {CHOICES[0]: _right(CHOICES[0])})
    button = page.get_by_role("button", name="忘掉全部猜测")
    button.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    assert _state(page) == "some"
    assert button.evaluate("button => button === document.activeElement")


def test_forgetting_forgets(visit):
    page = _told(visit, {CHOICES[0]: _right(CHOICES[0])})
    page.get_by_role("button", name="忘掉全部猜测").click()
    page.get_by_role("dialog").get_by_role("button", name="忘掉全部猜测").click()
    assert _state(page) == "none"
    assert _text(page, "summary") == "已经全部忘掉。"
    assert page.evaluate("localStorage.getItem('book.predictions')") is None
    assert page.locator("[data-part=summary]").evaluate("element => element === document.activeElement")


def test_a_guess_in_another_tab_is_told_at_once(visit):
    page = visit().open(HOME, until="load")
    other = page.context.new_page()
    other.goto(page.url, wait_until="load")
    entry = json.dumps({CHOICES[0]: _right(CHOICES[0])})
    other.evaluate("text => localStorage.setItem('book.predictions', text)", entry)
    page.wait_for_selector("book-calibration[data-state=some]")


def test_without_scripts_the_questions_lead_to_their_models(visit):
    page = visit(viewport=PHONE, java_script_enabled=False).open(HOME)
    assert "JavaScript" in page.locator("book-calibration noscript").inner_text()
    assert not page.locator("book-calibration [data-part=buttons]").is_visible()
    for name, home in HOMES.items():
        href = page.locator(f"li:has([data-guess={name}]) a").get_attribute("href")
        assert href == f"{home.removeprefix('chapters/')}#explorable-{name}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["320", "1280"])
def test_axe_finds_nothing_in_the_tables_and_nothing_is_too_wide(visit, viewport, theme):
    stored = {name: _off(name, 20) for name in NUMBERS} | {name: _wrong(name) for name in CHOICES}
    page = _told(visit, stored, viewport=viewport, color_scheme=theme)
    page.evaluate(AXE)
    result = page.evaluate("() => axe.run('book-calibration', {resultTypes: ['violations']})")
    assert [violation["id"] for violation in result["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_only_pages_with_the_element_load_its_script(visit):
    for path, loads in ((HOME, True), (HOMES[CHOICES[0]], False)):
        started = visit()
        started.open(path, until="load")
        assert any("page/calibration.js" in url for url in started.requests) == loads
