"""Exercises on the built site: answered by keyboard, scored as in Python, kept, taken along, never broken."""

import json
import math
import random
import re

import pytest

import book
from tests.site.conftest import DESKTOP, PHONE
from tests.site.pages import pages
from tests.site.test_pages import AXE, NARROW
from widgets.exercises import bank
from widgets.exercises.scoring import score, solution
from widgets.exercises.variants import view

KEY = "book.exercises"
ASIDE = "book.exercises.aside"
BOARD = "chapters/summary.html"
MOST_TABS = 200
SCORED = ("single", "multiple", "truefalse", "numeric", "match", "order")
PRACTICE = [item for item in bank.items() if item["use"] == "practice"]
HOSTILE_COUNT = 200


def _of_type(kind, **fields):
    """An item of the type, with the fields given."""
    return next(
        item
        for item in PRACTICE
        if item["type"] == kind and all(bool(item.get(field)) == there for field, there in fields.items())
    )


def _home(item):
    return f"chapters/{item['section']}.html"


def _open(visit, item, **options):
    page = visit(**options).open(_home(item), until="load")
    page.wait_for_selector(f"#exercise-{item['id']}[data-state=ready]")
    _place(page, item).scroll_into_view_if_needed()
    return page


def _place(page, item):
    return page.locator(f"#exercise-{item['id']}")


def _part(page, item, name):
    return _place(page, item).locator(f"[data-part={name}]")


def _wait(page, item, verdict):
    page.wait_for_selector(f"#exercise-{item['id']}[data-verdict={verdict}]")


def _record(page, item):
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))["items"][item["id"]]


def _stored(items):
    return json.dumps({"version": 1, "items": items})


def _try(response, seed=None, credit=0, **more):
    best = {"seed": seed, "response": response, "credit": credit}
    return {"seed": seed, "stage": "checked", "response": response, "tries": 1, "best": best, **more}


def _put(page, text):
    """Replace the storage as another tab would."""
    page.evaluate(
        """([key, text]) => {
          localStorage.setItem(key, text);
          dispatchEvent(new StorageEvent("storage", {key}));
        }""",
        [KEY, text],
    )


def _told(visit, path, stored, **options):
    """A page with this progress in the browser."""
    page = visit(**options).open(path, until="load")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, stored])
    page.reload(wait_until="load")
    return page


def _right(item, seed=None):
    """A response that gets full credit, as the page keeps it."""
    response = solution(item, seed)
    return repr(response) if item["type"] == "numeric" else response


def _wrong(item):
    """A response that gets no full credit."""
    keys = [option["key"] for option in view(item).get("options", [])]
    right = solution(item)
    if item["type"] == "single":
        return next(key for key in keys if key != right)
    if item["type"] == "multiple":
        return [key for key in keys if key not in right]
    if item["type"] == "truefalse":
        return not right
    if item["type"] == "numeric":
        return str(right + 1 + abs(right))
    if item["type"] == "match":
        targets = [target["key"] for target in item["targets"]]
        return {key: next(other for other in targets if other != target) for key, target in right.items()}
    return right[::-1]


def _answer(page, item, response):
    """Put a response into the inputs."""
    place = _place(page, item)
    kind = item["type"]
    if kind in ("single", "truefalse"):
        place.locator(f"input[value='{str(response).lower()}']").check()
    elif kind == "multiple":
        for box in place.locator("[data-part=fields] input").all():
            box.set_checked(box.get_attribute("value") in response)
    elif kind == "numeric":
        place.locator("input[name=response]").fill(str(response))
    elif kind == "match":
        for key, target in response.items():
            place.locator(f"select[name='{key}']").select_option(target)
    else:
        for key in response[::-1]:
            step = place.locator(f"li[data-key='{key}']")
            while step.evaluate("step => step.previousElementSibling !== null"):
                step.locator("[data-move=up]").click()


def _check(page, item):
    _part(page, item, "check").click()
    page.wait_for_selector(f"#exercise-{item['id']}[data-verdict]")


def _points(value):
    """A number of points as the page writes it: two decimals, halves up, no zeros behind."""
    return f"{math.floor(value * 100 + 0.5) / 100:.2f}".rstrip("0").rstrip(".")


# Answering


def _tab_to(page, locator, key="Tab"):
    for _ in range(MOST_TABS):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{locator} is out of the keyboard's reach")


def _choose_by_keyboard(page, item, response):
    fields = _part(page, item, "fields")
    _tab_to(page, fields.locator("input").first)
    page.keyboard.press("Space")
    for _ in range(fields.locator("input").count()):
        if fields.locator(f"input[value='{str(response).lower()}']").is_checked():
            return
        page.keyboard.press("ArrowDown")


def _tick_by_keyboard(page, item, response):
    for key in response:
        _tab_to(page, _place(page, item).locator(f"input[value='{key}']"))
        page.keyboard.press("Space")


def _type_by_keyboard(page, item, response):
    _tab_to(page, _place(page, item).locator("input[name=response]"))
    page.keyboard.type(repr(response))


def _match_by_keyboard(page, item, response):
    for key, target in response.items():
        select = _place(page, item).locator(f"select[name='{key}']")
        _tab_to(page, select)
        while select.input_value() != target:
            page.keyboard.press("ArrowDown")


def _order_by_keyboard(page, item, response):
    """From the top: what belongs next is always further down."""
    for rank, key in enumerate(response):
        step = _place(page, item).locator(f"li[data-key='{key}']")
        up = step.locator("[data-move=up]")
        while (place := step.evaluate("step => [...step.parentElement.children].indexOf(step)")) > rank:
            _tab_to(page, up)
            page.keyboard.press("Enter")
            assert up.evaluate("button => button === document.activeElement")
            assert f"现在是第 {place} 步" in _part(page, item, "notice").inner_text()


BY_KEYBOARD = {
    "single": _choose_by_keyboard,
    "truefalse": _choose_by_keyboard,
    "multiple": _tick_by_keyboard,
    "numeric": _type_by_keyboard,
    "match": _match_by_keyboard,
    "order": _order_by_keyboard,
}


@pytest.mark.parametrize("kind", SCORED)
def test_the_keyboard_alone_answers_checks_and_asks_for_hints(visit, kind):
    item = _of_type(kind)
    page = _open(visit, item)
    page.locator(f"nav [data-item={item['id']}]").focus()
    page.keyboard.press("Enter")
    BY_KEYBOARD[kind](page, item, solution(item))
    _tab_to(page, _part(page, item, "hint"))
    page.keyboard.press("Enter")
    assert _part(page, item, "hints").locator("li:visible").count() == 1
    _tab_to(page, _part(page, item, "check"), "Shift+Tab")
    page.keyboard.press("Enter")
    _wait(page, item, "right")
    assert f"{item['points']}/{item['points']}" in _part(page, item, "verdict").inner_text()
    assert _part(page, item, "explanation").is_visible()


@pytest.mark.parametrize("kind", SCORED)
def test_a_wrong_answer_is_told_why_beside_it_and_can_be_mended(visit, kind):
    item = _of_type(kind)
    response = _wrong(item)
    page = _open(visit, item)
    _answer(page, item, response)
    _check(page, item)
    expected = score(item, response)
    for text in expected["feedback"]:
        assert text.replace("`", "") in _place(page, item).inner_text()
    assert not _part(page, item, "key").is_visible()
    _answer(page, item, solution(item))
    assert _place(page, item).get_attribute("data-verdict") is None
    _check(page, item)
    assert _place(page, item).get_attribute("data-verdict") == "right"


@pytest.mark.parametrize("kind", SCORED)
def test_the_page_gives_the_credit_that_python_gives(visit, kind):
    draw = random.Random(f"credit {kind}")
    items = [item for item in PRACTICE if item["type"] == kind]
    items = draw.sample(items, min(3, len(items)))
    started = visit()
    for item in items:
        page = started.open(_home(item), until="load")
        _place(page, item).scroll_into_view_if_needed()
        seeds = [draw.randint(1, 1000000) for _ in range(2)] if item.get("parameters") else [None]
        for seed in [None, *seeds]:
            for response in [_right(item, seed), *(_allowed(item, draw) for _ in range(3))]:
                expected = score(item, response, seed)
                _put(page, _stored({item["id"]: _try(response, seed)}))
                _wait(page, item, expected["verdict"])
                earned = _points(expected["credit"] * item["points"])
                assert f"得到 {earned}/{item['points']} 分" in _part(page, item, "verdict").inner_text()


def _allowed(item, draw):
    """Some response that the item takes."""
    shown = view(item)
    kind = item["type"]
    if kind in ("single", "multiple"):
        keys = [option["key"] for option in shown["options"]]
        return (
            draw.choice(keys) if kind == "single" else sorted(draw.sample(keys, draw.randint(1, len(keys))))
        )
    if kind == "truefalse":
        return draw.random() < 0.5
    if kind == "numeric":
        slips = [slip["value"] for slip in item["wrong"] if isinstance(slip["value"], (int, float))]
        return str(draw.choice([*slips, round(draw.uniform(-5, 100), 2)]))
    if kind == "match":
        targets = [target["key"] for target in shown["targets"]]
        return {prompt["key"]: draw.choice(targets) for prompt in shown["prompts"]}
    return draw.sample([step["key"] for step in shown["steps"]], len(shown["steps"]))


def test_an_unfinished_answer_is_asked_to_be_finished_and_is_no_try(visit):
    for kind in ("single", "multiple", "truefalse", "numeric", "match"):
        item = _of_type(kind)
        page = _open(visit, item)
        _part(page, item, "check").click()
        assert _part(page, item, "error").inner_text().strip()
        assert _place(page, item).get_attribute("data-verdict") is None
        assert page.evaluate("key => localStorage.getItem(key)", KEY) is None


def test_the_answer_is_shown_before_a_try_only_on_asking_twice_and_is_not_counted(visit):
    item = _of_type("single")
    page = _open(visit, item)
    _part(page, item, "answer").click()
    assert "再按一次" in _part(page, item, "notice").inner_text()
    assert not _part(page, item, "key").is_visible()
    _part(page, item, "answer").click()
    _wait(page, item, "seen")
    assert _part(page, item, "key").is_visible()
    assert _part(page, item, "result").evaluate("element => element === document.activeElement")
    _part(page, item, "again").click()
    _answer(page, item, solution(item))
    _check(page, item)
    assert "不计入" in _part(page, item, "verdict").inner_text()
    assert _record(page, item)["best"] is None
    assert "看过答案" in page.locator(f"nav [data-item={item['id']}]").inner_text()


def test_hints_open_one_by_one(visit):
    item = _of_type("multiple")
    page = _open(visit, item)
    hints = _part(page, item, "hints").locator("li")
    for opened in range(1, len(item["hints"]) + 1):
        _part(page, item, "hint").click()
        assert [hint.is_visible() for hint in hints.all()].count(True) == opened
    assert not _part(page, item, "hint").is_visible()


# Variants


def _varied():
    return next(item for item in PRACTICE if item.get("parameters") and item["type"] == "numeric")


def _stem(item, seed):
    return re.sub(r"\s|`", "", view(item, seed)["stem"])


def _shown_stem(page, item):
    return re.sub(r"\s", "", _part(page, item, "stem").inner_text())


SHOWS = """([id, text]) =>
  document.querySelector(`#${id} [data-part=stem]`).innerText.replace(/\\s/g, "") === text"""


def test_other_numbers_can_be_drawn_typed_back_and_linked(visit):
    item = _varied()
    page = _open(visit, item)
    assert _shown_stem(page, item) == _stem(item, item["seed"])
    _part(page, item, "another").click()
    page.wait_for_function(
        "([id, seed]) => document.querySelector(`#${id} [data-part=seed]`).value !== seed",
        arg=[f"exercise-{item['id']}", str(item["seed"])],
    )
    _place(page, item).locator("[data-part=notice]", has_text="已换成编号").wait_for()
    seed = int(_part(page, item, "seed").input_value())
    assert _shown_stem(page, item) == _stem(item, seed)
    _answer(page, item, solution(item, seed))
    _check(page, item)
    assert _place(page, item).get_attribute("data-verdict") == "right"
    _part(page, item, "seed").fill("4321")
    _part(page, item, "seed").press("Tab")
    _place(page, item).locator("[data-part=notice]", has_text="4321").wait_for()
    assert _shown_stem(page, item) == _stem(item, 4321)
    link = _part(page, item, "seed-link").get_attribute("href")
    other = page.context.browser.new_context().new_page()
    other.goto(link, wait_until="load")
    _place(other, item).scroll_into_view_if_needed()
    other.wait_for_function(SHOWS, arg=[f"exercise-{item['id']}", _stem(item, 4321)])
    other.context.close()


def test_a_seed_out_of_range_changes_nothing_and_says_so(visit):
    item = _varied()
    page = _open(visit, item)
    seed = _part(page, item, "seed")
    for typed in ("0", "-1", "1.5", "1000001", "<b>", "七", " "):
        seed.fill(typed)
        seed.press("Enter")
        assert "1 到 1000000" in _part(page, item, "notice").inner_text()
        assert seed.input_value() == str(item["seed"])
        assert _shown_stem(page, item) == _stem(item, item["seed"])


# What is kept


@pytest.mark.parametrize("kind", SCORED)
def test_a_reload_brings_back_answer_verdict_and_hints(visit, kind):
    item = _of_type(kind)
    page = _open(visit, item)
    _part(page, item, "hint").click()
    _answer(page, item, _wrong(item))
    _check(page, item)
    verdict = _place(page, item).get_attribute("data-verdict")
    told = _part(page, item, "verdict").inner_text()
    page.reload(wait_until="load")
    _place(page, item).scroll_into_view_if_needed()
    page.wait_for_selector(f"#exercise-{item['id']}[data-verdict]")
    assert _place(page, item).get_attribute("data-verdict") == verdict
    assert _part(page, item, "verdict").inner_text() == told
    assert _part(page, item, "hints").locator("li:visible").count() == 1
    assert _record(page, item)["response"] == _wrong(item)


def test_a_variant_is_kept_with_its_answer(visit):
    item = _varied()
    stored = _stored({item["id"]: _try(_right(item, 99), 99)})
    page = _told(visit, _home(item), stored)
    _place(page, item).scroll_into_view_if_needed()
    _wait(page, item, "right")
    assert _shown_stem(page, item) == _stem(item, 99)


def test_another_tab_tells_at_once(visit):
    item = _of_type("single")
    page = _open(visit, item)
    other = page.context.new_page()
    other.goto(page.url, wait_until="load")
    other.wait_for_selector(f"#exercise-{item['id']}[data-state=ready]")
    _answer(other, item, solution(item))
    _check(other, item)
    _wait(page, item, "right")
    assert "已做 1 题" in page.locator("book-quiz [data-part=sum]").inner_text()


DAMAGED = [
    "{",
    "null",
    "[]",
    "7",
    '"text"',
    "<script>alert(1)</script>",
    '{"version": 0, "items": {}}',
    '{"version": 2, "items": {}}',
    '{"version": 1, "items": []}',
    '{"version": 1, "items": {"__proto__": {"tries": 1}, "constructor": {"stage": "no"}}}',
    '{"version": 1, "items": {"Nasty <b>": {}}}',
    '{"__proto__": {"version": 1, "items": {}}}',
    '{"version": 1, "items": {"ITEM": 7}}',
    '{"version": 1, "items": {"ITEM": {"stage": "won"}}}',
    '{"version": 1, "items": {"ITEM": {"response": {"a": {"b": "c"}}}}}',
    '{"version": 1, "items": {"ITEM": {"hints": -1}}}',
    '{"version": 1, "items": {"ITEM": {"tries": 1e999}}}',
    '{"version": 1, "items": {"ITEM": {"seed": 0.5}}}',
    '{"version": 1, "items": {"ITEM": {"best": {"seed": null, "response": "a", "credit": 7}}}}',
    '{"version": 1, "items": {"ITEM": {"checklist": ["yes"]}}}',
]


def test_a_damaged_storage_is_survived_said_and_put_aside(visit):
    item = _of_type("single")
    page = _open(visit, item)
    for stored in (text.replace("ITEM", item["id"]) for text in DAMAGED):
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, stored])
        page.reload(wait_until="load")
        page.locator("book-quiz [data-part=damaged]", has_text="读不出").wait_for()
        assert page.evaluate("({}).tries === undefined && ({}).stage === undefined")
        _answer(page, item, solution(item))
        assert _record(page, item)["response"] == solution(item)
    assert json.loads(page.evaluate("key => localStorage.getItem(key)", ASIDE)) == [
        text.replace("ITEM", item["id"]) for text in DAMAGED
    ]


def test_the_board_tells_of_what_was_put_aside_and_exports_it(visit, tmp_path):
    page = _told(visit, BOARD, DAMAGED[0])
    assert "另存着" in page.locator("book-progress [data-part=notes]").inner_text()
    _put(page, _stored(_some_tries()))
    assert _export(page, tmp_path)["aside"] == [DAMAGED[0]]


def test_records_of_items_that_the_book_lacks_are_left_alone(visit):
    foreign = _try("a", credit=1)
    page = _told(visit, BOARD, _stored({"concept-of-old": foreign, "constructor": foreign}))
    assert "有 2 条记录" in page.locator("book-progress [data-part=notes]").inner_text()
    item = _of_type("single")
    page.goto(page.url.replace(BOARD, _home(item)), wait_until="load")
    page.wait_for_selector(f"#exercise-{item['id']}[data-state=ready]")
    _answer(page, item, solution(item))
    _check(page, item)
    kept = json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))["items"]
    assert kept["concept-of-old"]["best"]["response"] == "a"


@pytest.mark.parametrize("kind", SCORED)
def test_a_stored_credit_is_not_believed(visit, kind):
    item = _of_type(kind)
    response = _wrong(item)
    page = _told(visit, _home(item), _stored({item["id"]: _try(response, credit=1)}))
    _place(page, item).scroll_into_view_if_needed()
    page.wait_for_selector(f"#exercise-{item['id']}[data-verdict]")
    page.wait_for_function(
        "([key, id]) => JSON.parse(localStorage.getItem(key)).items[id].best.credit < 1",
        arg=[KEY, item["id"]],
    )
    assert _place(page, item).get_attribute("data-verdict") != "right"


NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
});"""


def test_without_storage_items_work_and_say_that_nothing_is_kept(visit):
    item = _of_type("single")
    started = visit()
    started.page.add_init_script(NO_STORAGE)
    page = started.open(_home(item), until="load")
    assert "不让本页保存" in _part(page, item, "notice").inner_text()
    _answer(page, item, solution(item))
    _check(page, item)
    assert _place(page, item).get_attribute("data-verdict") == "right"
    assert "已做 1 题" in page.locator("book-quiz [data-part=sum]").inner_text()
    started.problems.clear()  # scripts of the theme store things too


# Hostile answers

WORDS = [
    "a",
    "b",
    "true",
    "",
    " ",
    "z",
    "__proto__",
    "constructor",
    "toString",
    "<img src=x onerror=hack()>",
    "\u202e",
]
WORDS += [
    "javascript:hack()",
    "${hack()}",
    "{{7*7}}",
    "__import__('os')",
    "'; drop table",
    "\x00",
    "é" * 300,
    "⚠️" * 40,
]
TYPED = [
    "1e999",
    "-1e999",
    "nan",
    "inf",
    "0x10",
    "1/0",
    "1//2",
    "1,2,3",
    "..",
    "1e",
    "½",
    "٣",
    "一百",
    "1_000",
    "--1",
    "+",
]


def _hostile(item, draw):
    """A response that is wrong or none at all, the same for the same draw."""
    shown = view(item)
    keys = [entry["key"] for field in ("options", "prompts", "steps") for entry in shown.get(field, [])]
    targets = [target["key"] for target in shown.get("targets", [])]
    word = lambda: draw.choice([*WORDS, *TYPED, *keys, *targets])  # noqa: E731
    shapes = [
        word,
        lambda: [word() for _ in range(draw.randint(0, 9))],
        lambda: {word(): word() for _ in range(draw.randint(0, 9))},
        lambda: {key: word() for key in keys},
        lambda: draw.sample(keys, draw.randint(0, len(keys))),
        lambda: draw.choice([True, False]),
        lambda: draw.choice([None, 7, -1.5, [[]], {"a": {}}, [None], {"a": 1}, "x" * 30000]),
        lambda: _allowed(item, draw),
    ]
    return draw.choice(shapes)()


def _is_right(item, response):
    try:
        return score(item, response)["credit"] == 1
    except ValueError:
        return False


@pytest.mark.parametrize("kind", ["single", "multiple", "truefalse", "match", "order"])
def test_hostile_responses_never_earn_full_credit_nor_break_the_page(visit, kind):
    draw = random.Random(f"hostile {kind}")
    item = _of_type(kind)
    responses = [
        response for _ in range(HOSTILE_COUNT * 2) if not _is_right(item, response := _hostile(item, draw))
    ]
    page = _open(visit, item)
    page.evaluate("() => { window.hack = () => (window.hacked = true); }")
    verdicts = page.evaluate(
        """async ([key, id, responses]) => {
          const place = document.getElementById(`exercise-${id}`);
          const verdicts = [];
          for (const response of responses) {
            const best = {seed: null, response, credit: 1};
            const record = {stage: "checked", response, tries: 1, best};
            localStorage.setItem(key, JSON.stringify({version: 1, items: {[id]: record}}));
            dispatchEvent(new StorageEvent("storage", {key}));
            do await new Promise((resolve) => setTimeout(resolve)); while (place.dataset.state === "busy");
            verdicts.push(place.dataset.verdict ?? "none");
          }
          return verdicts;
        }""",
        [KEY, item["id"], responses[:HOSTILE_COUNT]],
    )
    assert len(verdicts) == HOSTILE_COUNT
    assert "right" not in verdicts
    assert page.evaluate("window.hacked") is None
    assert _place(page, item).locator("img").count() == 0
    _put(page, _stored({}))
    _answer(page, item, solution(item))
    _check(page, item)
    assert _place(page, item).get_attribute("data-verdict") == "right"


def test_hostile_numbers_typed_never_earn_full_credit_nor_break_the_page(visit):
    draw = random.Random("hostile numeric")
    item = _of_type("numeric")
    page = _open(visit, item)
    page.evaluate("() => { window.hack = () => (window.hacked = true); }")
    typed = []
    while len(typed) < HOSTILE_COUNT:
        text = "".join(
            draw.choice([*TYPED, *WORDS, *"0123456789.,-+e%/ "]) for _ in range(draw.randint(1, 4))
        )
        if not _is_right(item, text):
            typed.append(text.replace("\x00", ""))
    for text in typed:
        _part(page, item, "fields").locator("input").fill(text)
        _part(page, item, "fields").locator("input").press("Enter")
        page.wait_for_function(
            """id => {
              const place = document.getElementById(id);
              return place.dataset.verdict || place.querySelector("[data-part=error]").textContent;
            }""",
            arg=f"exercise-{item['id']}",
        )
        assert _place(page, item).get_attribute("data-verdict") in (None, "wrong", "partial"), text
    assert page.evaluate("window.hacked") is None
    _answer(page, item, solution(item))
    _check(page, item)
    assert _place(page, item).get_attribute("data-verdict") == "right"


# Taken along and forgotten


def _export(page, tmp_path):
    with page.expect_download() as download:
        page.get_by_role("button", name="导出进度").click()
    download.value.save_as(tmp_path / "progress.json")
    return json.loads((tmp_path / "progress.json").read_text("utf-8"))


def _import(page, tmp_path, text):
    (tmp_path / "import.json").write_text(text if isinstance(text, str) else json.dumps(text), "utf-8")
    page.locator("[data-part=import]").set_input_files(tmp_path / "import.json")


def _some_tries():
    return {_of_type(kind)["id"]: _try(_wrong(_of_type(kind))) for kind in SCORED}


def test_export_and_import_bring_everything_back(visit, tmp_path):
    page = _told(visit, BOARD, _stored(_some_tries()))
    told = page.locator("book-progress [data-part=sum]").inner_text()
    assert f"做过 {len(SCORED)} 题" in told
    exported = _export(page, tmp_path)
    page.get_by_role("button", name="清除全部进度").click()
    page.get_by_role("dialog").get_by_role("button", name="清除全部进度").click()
    assert "还没有做过" in page.locator("book-progress [data-part=sum]").inner_text()
    _import(page, tmp_path, exported)
    page.get_by_role("dialog").get_by_role("button", name="导入", exact=True).click()
    assert (
        json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))["items"].keys()
        == _some_tries().keys()
    )
    assert f"做过 {len(SCORED)} 题" in page.locator("book-progress [data-part=sum]").inner_text()


def test_import_rescores_refuses_with_reasons_and_replaces_only_on_the_readers_word(visit, tmp_path):
    single, multiple, numeric = (_of_type(kind) for kind in ("single", "multiple", "numeric"))
    before = _stored({single["id"]: _try(solution(single), credit=1)})
    page = _told(visit, BOARD, before)
    items = {
        single["id"]: _try(_wrong(single), credit=1),
        multiple["id"]: _try(["z"], credit=1),
        numeric["id"]: 7,
        "no-such-item": _try("a"),
    }
    _import(page, tmp_path, {"version": 1, "items": items})
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert single["title"]["zh"] in dialog.locator("[data-part=replaced]").inner_text()
    refused = dialog.locator("[data-part=refused] li").all_inner_texts()
    assert len(refused) == 3
    assert "应为" in next(line for line in refused if line.startswith(multiple["title"]["zh"]))
    assert "格式不对" in next(line for line in refused if line.startswith(numeric["title"]["zh"]))
    assert "没有这道题" in next(line for line in refused if line.startswith("no-such-item"))
    page.keyboard.press("Escape")
    assert json.loads(page.evaluate("key => localStorage.getItem(key)", KEY)) == json.loads(before)
    _import(page, tmp_path, {"version": 1, "items": items})
    dialog.get_by_role("button", name="导入", exact=True).click()
    assert _record(page, single)["best"]["credit"] < 1
    assert page.locator("book-progress [data-part=notice]").inner_text() == "已导入 1 题。"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 9, "items": {}}', "\x00", "<html>"])
def test_a_file_that_is_no_progress_changes_nothing(visit, tmp_path, text):
    before = _stored(_some_tries())
    page = _told(visit, BOARD, before)
    _import(page, tmp_path, text)
    page.locator("book-progress [data-part=notice]", has_text="没有导入").wait_for()
    assert json.loads(page.evaluate("key => localStorage.getItem(key)", KEY)) == json.loads(before)


def test_clearing_asks_first_and_can_be_called_off(visit):
    page = _told(visit, BOARD, _stored(_some_tries()))
    button = page.get_by_role("button", name="清除全部进度")
    button.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    assert button.evaluate("button => button === document.activeElement")
    assert page.locator("book-progress").get_attribute("data-state") == "some"


def test_the_board_adds_up_what_python_gives(visit):
    tries = {}
    earned = 0.0
    for kind in SCORED:
        item = _of_type(kind)
        response = solution(item) if kind in ("single", "order") else _wrong(item)
        credit = score(item, response)["credit"]
        tries[item["id"]] = _try(response, credit=credit)
        earned += credit * item["points"]
    page = _told(visit, BOARD, _stored(tries))
    whole = page.locator("book-progress tfoot [data-cell=credit]").inner_text()
    points = sum(item["points"] for item in bank.items() if item["type"] != "essay")
    assert whole == f"{_points(earned)}/{points}"
    assert page.locator("book-progress tfoot progress").evaluate("bar => bar.value") == pytest.approx(earned)


def test_every_item_that_the_board_links_to_stands_there(visit):
    page = visit().open(BOARD, until="load")
    links = page.locator("book-progress li[data-item] a").evaluate_all(
        "links => links.map((link) => link.href)"
    )
    assert len(links) == len(bank.items())
    for link in links:
        path, _, anchor = link.partition("#")
        text = (book.SITE / "chapters" / path.rsplit("/", 1)[-1]).read_text("utf-8")
        assert f'id="{anchor}"' in text


# Essays


def test_a_draft_is_kept_while_it_is_written_and_can_be_taken_away(visit, tmp_path):
    item = _of_type("essay")
    text = '温岭的 case，\n\n<b>不是</b> 模板 & "引号"。'
    page = _open(visit, item)
    _part(page, item, "draft").fill(text)
    _place(page, item).locator("[data-check]").nth(1).check()
    assert "已写 12 字" in _part(page, item, "count").inner_text()
    page.reload(wait_until="load")
    assert _part(page, item, "draft").input_value() == text
    assert _place(page, item).locator("[data-check]").nth(1).is_checked()
    assert not _place(page, item).locator("[data-check]").nth(0).is_checked()
    assert _part(page, item, "draft").locator("b").count() == 0
    page.wait_for_load_state("networkidle")
    with page.expect_download() as download:
        _part(page, item, "download").click()
    assert download.value.suggested_filename == f"{item['id']}.md"
    download.value.save_as(tmp_path / "draft.md")
    saved = (tmp_path / "draft.md").read_text("utf-8")
    assert saved.startswith(f"# {item['title']['zh']}\n")
    assert text.strip() in saved
    assert f"- [x] {item['checklist'][1]['zh']}" in saved
    assert f"- [ ] {item['checklist'][0]['zh']}" in saved


def test_a_draft_is_kept_when_the_page_is_left_at_once(visit):
    item = _of_type("essay")
    page = _open(visit, item)
    _part(page, item, "draft").fill("一句")
    page.goto(page.url.replace(_home(item), BOARD), wait_until="load")
    assert _record(page, item)["response"] == "一句"
    assert "做过 1 题" in page.locator("book-progress [data-part=sum]").inner_text()


# When something is missing


def test_without_python_the_answer_is_kept_and_can_be_checked_later(visit):
    item = _of_type("single")
    started = visit()
    started.page.route("**/worker.js", lambda route: route.abort())
    page = started.open(_home(item), until="load")
    _answer(page, item, solution(item))
    _part(page, item, "check").click()
    page.wait_for_selector(f"#exercise-{item['id']}[data-state=error]")
    assert "你的回答还在" in _part(page, item, "error").inner_text()
    assert _record(page, item)["response"] == solution(item)
    page.unroute("**/worker.js")
    _check(page, item)
    assert _place(page, item).get_attribute("data-verdict") == "right"
    started.problems.clear()  # what was cut off on purpose


def test_without_scripts_everything_can_be_read(visit):
    for kind in (*SCORED, "code", "essay"):
        item = _of_type(kind)
        page = visit(viewport=PHONE, java_script_enabled=False).open(_home(item))
        place = _place(page, item)
        assert _shown_stem(page, item) == _stem(item, item.get("seed"))
        assert not _part(page, item, "buttons").is_visible()
        assert "JavaScript" in place.locator("noscript").inner_text()
        for control in place.locator("input, select, textarea").all():
            assert control.is_disabled() or not control.is_visible()
        for target in view(item).get("targets", []):
            assert place.get_by_role("listitem").filter(has_text=target["text"]).first.is_visible()
        if kind != "essay":
            key = _part(page, item, "key")
            assert not key.locator("[data-part=lines]").is_visible()
            key.locator("summary").click()
            assert key.locator("[data-part=explanation]").is_visible()


def test_print_shows_the_question_and_only_what_was_opened(visit):
    item = _of_type("single")
    page = _open(visit, item)
    page.emulate_media(media="print")
    assert _part(page, item, "stem").is_visible()
    assert _part(page, item, "fields").locator("label").first.is_visible()
    for name in ("buttons", "key", "hints"):
        assert not _part(page, item, name).is_visible()
    without = visit(java_script_enabled=False).open(_home(item))
    without.emulate_media(media="print")
    assert not _part(without, item, "key").is_visible()


def test_only_pages_with_exercises_load_their_script():
    for path in pages():
        text = (book.SITE / path).read_text("utf-8")
        has_element = re.search("<book-(exercise|quiz|progress)", text) is not None
        assert ("page/exercise.js" in text) == has_element, path


def test_no_answer_of_a_graded_item_stands_in_the_site():
    fetched = json.loads((book.SITE / "_static/page/exercises.json").read_text("utf-8"))["items"]
    graded = [item for item in bank.items() if item["use"] == "graded"]
    assert not {item["id"] for item in graded} & set(fetched)
    for item in graded:
        text = (book.SITE / _home(item)).read_text("utf-8")
        shown = text.partition(f'id="exercise-{item["id"]}"')[2].partition("</book-exercise>")[0]
        assert "<script" not in shown
        assert 'data-part="key"' not in shown


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["320", "1280"])
def test_axe_finds_nothing_before_and_after_feedback_and_nothing_is_too_wide(visit, viewport, theme):
    page_items = [item for item in PRACTICE if item["section"] == _of_type("numeric")["section"]]
    tries = {
        item["id"]: _try(
            _wrong(item), hints=2, stage="checked" if place % 3 else "answer", seen=not place % 3
        )
        for place, item in enumerate(page_items)
        if item["type"] in SCORED
    }
    for stored in ({}, tries):
        page = _told(visit, _home(page_items[0]), _stored(stored), viewport=viewport, color_scheme=theme)
        for name in stored:
            page.locator(f"#exercise-{name}").scroll_into_view_if_needed()
            page.wait_for_selector(f"#exercise-{name}[data-verdict]")
        assert _axe(page, "book-quiz") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["320", "1280"])
def test_axe_finds_nothing_on_the_board_and_nothing_is_too_wide(visit, tmp_path, viewport, theme):
    page = _told(visit, BOARD, _stored(_some_tries()), viewport=viewport, color_scheme=theme)
    assert _axe(page, "book-progress") == []
    _import(page, tmp_path, {"version": 1, "items": {**_some_tries(), "no-such-item": 7}})
    page.get_by_role("dialog").wait_for()
    assert _axe(page, "book-progress") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def _axe(page, within):
    page.evaluate(AXE)
    result = page.evaluate("within => axe.run(within, {resultTypes: ['violations']})", within)
    return [f"{found['id']}: {node['target']}" for found in result["violations"] for node in found["nodes"]]
