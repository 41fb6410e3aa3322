"""Each control of each explorable, moved on the built page, gives what Python gives."""

import re

import pytest

import book
from tests.explorables.settings import another_value, ground
from tests.site.conftest import PHONE
from widgets import explorables

HOMES = {name: f"chapters/{explorables.load(name).SOURCE['section']}.html" for name in explorables.NAMES}
EACH_NAME = pytest.mark.parametrize("name", explorables.NAMES)


def _element(page, name):
    return page.locator(f"book-explorable[name={name}]")


def _part(page, name, part):
    return _element(page, name).locator(f"[data-part={part}]")


def _open(visit, name, path=None, **options):
    page = visit(**options).open(path or HOMES[name], until="load")
    element = _element(page, name)
    element.scroll_into_view_if_needed()
    page.wait_for_function(
        "name => document.querySelector(`book-explorable[name=${name}] .chart .main-svg`)", arg=name
    )
    _wait_ready(page, name)
    return page


def _wait_ready(page, name):
    page.wait_for_selector(f"book-explorable[name={name}][data-state=ready]", state="attached")


def _set(page, name, key, value):
    control = _element(page, name).locator(f"[data-control={key}]")
    control.evaluate("input => { const d = input.closest('details'); if (d) d.open = true }")
    if isinstance(value, bool):
        control.set_checked(value)
    elif control.evaluate("input => input.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value if isinstance(value, str) else f"{value:g}")
    _wait_ready(page, name)


@EACH_NAME
def test_each_control_moved_gives_the_models_answer(visit, name):
    spec = explorables.load(name)
    page = _open(visit, name)
    for control in spec.CONTROLS:
        value = another_value(control)
        for key, on in ground(control).items():
            _set(page, name, key, on)
        _set(page, name, control["key"], value)
        setting = {**ground(control), control["key"]: value}
        if control["part_of"]:
            shown = spec.respond()["shown"]
            siblings = [c["key"] for c in spec.CONTROLS if c["part_of"] == control["part_of"]]
            setting = {key: shown[key] for key in siblings} | setting
        expected = explorables.answer(name, setting, before=ground(control))
        assert _part(page, name, "headline").inner_text() == expected["headline"]
        assert _part(page, name, "change").inner_text() == expected["change"]
        cells = _part(page, name, "table").locator("tbody th, tbody td").all_inner_texts()
        assert cells == [cell for row in expected["table"]["rows"] for cell in row]
        _part(page, name, "reset").click()
        _wait_ready(page, name)
        assert _part(page, name, "headline").inner_text() == spec.respond()["headline"]


@EACH_NAME
def test_each_preset_gives_the_models_answer(visit, name):
    spec = explorables.load(name)
    page = _open(visit, name)
    for preset in spec.PRESETS:
        _part(page, name, "preset").select_option(preset["key"])
        _wait_ready(page, name)
        assert _part(page, name, "headline").inner_text() == spec.respond(**preset["settings"])["headline"]


@EACH_NAME
def test_keyboard_alone_moves_a_control(visit, name):
    page = _open(visit, name)
    before = _part(page, name, "headline").inner_text()
    control = next(c for c in explorables.load(name).CONTROLS if c["kind"] != "text")
    field = _element(page, name).locator(f"[data-control={control['key']}]")
    field.evaluate("input => { const d = input.closest('details'); if (d) d.open = true }")
    field.focus()
    onwards = "ArrowLeft" if control.get("maximum") == control["default"] else "ArrowRight"
    for _ in range(6):
        page.keyboard.press("ArrowDown" if control["kind"] == "choice" else onwards)
        page.wait_for_timeout(30)
    _wait_ready(page, name)
    assert _part(page, name, "headline").inner_text() != before


def test_indicators_and_strength_move_each_other(visit):
    page = _open(visit, "typology")
    _set(page, "typology", "control", 0.75)
    assert page.locator("[data-control=c1]").input_value() == "3"
    _set(page, "typology", "c1", 1)
    assert page.locator("[data-control=control]").input_value() == "0.5"


@EACH_NAME
def test_link_brings_back_the_setting(visit, site, name):
    spec = explorables.load(name)
    control = spec.CONTROLS[0]
    value = another_value(control)
    page = _open(visit, name)
    _set(page, name, control["key"], value)
    _part(page, name, "copy").click()
    assert _part(page, name, "notice").inner_text() != ""
    link = page.url
    assert f"{name}.{control['key']}=" in link
    again = _open(visit, name, link.removeprefix(site))
    assert _part(again, name, "headline").inner_text() == spec.respond(**{control["key"]: value})["headline"]


HOSTILE = [
    "typology.control=7",
    "typology.control=NaN",
    "typology.control=1e999",
    "typology.control=",
    "typology.control=<script>alert(1)</script>",
    "typology.__proto__=1",
    "typology.constructor=1",
    "typology.gone=0.5",
    "typology.control=0.9&typology.norm=-1",
    "taxonomy.case=../../etc/passwd",
    "taxonomy.scheme=%00",
    "typology.control=" + "9" * 3000,
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: query[:40])
def test_hostile_or_stale_links_are_ignored_with_a_notice(visit, query):
    name = query.split(".")[0]
    page = _open(visit, name, f"{HOMES[name]}?{query}")
    assert _part(page, name, "notice").inner_text() != ""
    assert _part(page, name, "headline").inner_text() == explorables.load(name).respond()["headline"]
    assert _element(page, name).get_attribute("data-state") == "ready"


@EACH_NAME
def test_baked_answers_are_the_live_ones(visit, name):
    """What the page shows before the worker runs is what the worker says."""
    page = _open(visit, name)
    differing = page.evaluate(
        """async ([name, names]) => {
          const base = document.querySelector("script[src*='page/explorable.js']").src;
          const baked = await (await fetch(new URL(`answers/${name}.json`, base))).json();
          const worker = new Worker(new URL("worker.js", base), {type: "module"});
          const ask = (id, request) => new Promise((resolve) => {
            worker.addEventListener("message", function listen({data}) {
              if (data.id !== id) return;
              worker.removeEventListener("message", listen);
              resolve(data.answer);
            });
            worker.postMessage({id, request});
          });
          await new Promise((resolve) =>
            worker.addEventListener("message", ({data}) => data.kind === "ready" && resolve()));
          const ordered = (value) => JSON.stringify(value, (_, v) =>
            v && typeof v === "object" && !Array.isArray(v)
              ? Object.fromEntries(Object.entries(v).sort()) : v);
          const wrong = [];
          let id = 0;
          for (const [key, answer] of Object.entries(baked)) {
            const inputs = Object.fromEntries(key.split("&").filter(Boolean).map((pair) => {
              const [k, v] = pair.split("=");
              if (v === "true" || v === "false") return [k, v === "true"];
              return [k, names.includes(k) || Number.isNaN(Number(v)) ? v : Number(v)];
            }));
            const live = await ask(++id, {name, lang: "zh", inputs, before: {}});
            for (const part of Object.keys(answer)) {
              if (ordered(live[part]) !== ordered(answer[part])) wrong.push([key, part]);
            }
          }
          return {wrong, count: id};
        }""",
        [name, [c["key"] for c in explorables.load(name).CONTROLS if c["kind"] in ("choice", "text")]],
    )
    assert differing["count"] > 10
    assert differing["wrong"] == []


def test_an_endless_answer_is_stopped_and_the_way_back_is_open(visit):
    page = _open(visit, "typology")
    page.evaluate(
        """() => {
          const post = Worker.prototype.postMessage;
          Worker.prototype.postMessage = function () { Worker.prototype.postMessage = post; };
        }"""
    )
    control = page.locator("[data-control=norm]")
    control.fill("0.9")
    page.wait_for_selector("book-explorable[name=typology][data-state=error]", timeout=5000)
    assert _part(page, "typology", "error").inner_text() != ""
    _part(page, "typology", "reset").click()
    _wait_ready(page, "typology")
    assert _part(page, "typology", "error").inner_text() == ""
    assert (
        _part(page, "typology", "headline").inner_text() == explorables.load("typology").respond()["headline"]
    )


def test_dragging_ends_at_the_last_value(visit):
    page = _open(visit, "typology")
    page.evaluate(
        """() => {
          const input = document.querySelector("[data-control=embedding]");
          for (let i = 0; i <= 20; i++) {
            input.value = i / 20;
            input.dispatchEvent(new Event("input", {bubbles: true}));
          }
          input.dispatchEvent(new Event("change", {bubbles: true}));
        }"""
    )
    _wait_ready(page, "typology")
    expected = explorables.answer("typology", {"embedding": 1}, before={})
    assert _part(page, "typology", "headline").inner_text() == expected["headline"]
    assert _part(page, "typology", "change").inner_text() == expected["change"]


def _right_guess(spec):
    """The model's answer as a reader can enter it: a number to the step of the form."""
    answer = spec.predicted()
    if spec.PREDICTION["kind"] == "choice":
        return answer
    step = spec.PREDICTION["step"]
    return round(round(answer / step) * step, 10)


def _guess(page, name, value):
    form = _part(page, name, "prediction")
    if explorables.load(name).PREDICTION["kind"] == "choice":
        form.locator(f"input[value='{value}']").check()
    else:
        form.locator("input[name=guess]").fill(str(value))
    form.locator("button").first.click()
    _wait_ready(page, name)


@EACH_NAME
def test_a_guess_is_told_against_the_models_answer_and_kept(visit, name):
    spec = explorables.load(name)
    page = _open(visit, name)
    _guess(page, name, _right_guess(spec))
    result = _part(page, name, "prediction-result").inner_text()
    assert result.startswith("猜中了")
    expected = spec.respond(**spec.PREDICTION["setting"])["headline"]
    assert _part(page, name, "headline").inner_text() == expected
    page.reload(wait_until="networkidle")
    assert _part(page, name, "prediction-result").inner_text() == result


@EACH_NAME
def test_a_wrong_guess_is_a_miss_and_a_guess_can_be_skipped(visit, name):
    prediction = explorables.load(name).PREDICTION
    page = _open(visit, name)
    answer = explorables.load(name).predicted()
    if prediction["kind"] == "choice":
        wrong = next(value for value, _ in prediction["options"] if value != answer)
    else:
        wrong = max(prediction["minimum"], prediction["maximum"], key=lambda bound: abs(bound - answer))
    _guess(page, name, wrong)
    assert _part(page, name, "prediction").get_attribute("data-result") == "miss"
    page.evaluate("localStorage.clear()")
    page.reload(wait_until="networkidle")
    _part(page, name, "prediction-skip").click()
    assert not _part(page, name, "prediction").is_visible()


@pytest.mark.parametrize("damaged", ["{", "null", "[]", '{"typology": 7}', '{"typology": {"hit": 1}}'])
def test_damaged_storage_is_survived(visit, damaged):
    page = visit().open(HOMES["typology"])
    page.evaluate("text => localStorage.setItem('book.predictions', text)", damaged)
    page.reload(wait_until="networkidle")
    _guess(page, "typology", _right_guess(explorables.load("typology")))
    assert _part(page, "typology", "prediction-result").inner_text().startswith("猜中了")


@EACH_NAME
def test_replication_is_shown(visit, name):
    page = visit().open(HOMES[name])
    checks = explorables.load(name).replications()
    badge = _part(page, name, "replication")
    assert (str(len(checks)) if checks else "性质") in badge.inner_text()
    assert badge.locator("tbody tr").count() == len(checks)


@EACH_NAME
def test_without_scripts_the_answer_is_there(visit, name):
    page = visit(viewport=PHONE, java_script_enabled=False).open(HOMES[name])
    answer = explorables.answer(name, {})
    element = _element(page, name)
    assert element.get_attribute("data-state") == "static"
    assert _part(page, name, "headline").inner_text() == answer["headline"]
    assert _part(page, name, "table").is_visible()
    assert element.locator(".sketch svg").first.is_visible()
    assert "JavaScript" in element.locator("section > noscript").inner_text()


@EACH_NAME
def test_in_print_the_answer_is_there(visit, name):
    page = _open(visit, name)
    page.emulate_media(media="print")
    assert _part(page, name, "headline").is_visible()
    assert _part(page, name, "table").is_visible()


def test_no_widget_state_and_no_remote_script_in_the_pages():
    for path in book.SITE.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "application/vnd.jupyter.widget" not in text
        assert re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//[^"]+"', text) == []


def test_a_time_plays_to_its_end_and_stops(visit):
    page = _open(visit, "diffusion")
    _set(page, "diffusion", "year", 12)
    before = _part(page, "diffusion", "headline").inner_text()
    button = _element(page, "diffusion").locator("[data-plays=year]")
    idle = button.inner_text()
    button.click()
    assert button.inner_text() != idle
    page.wait_for_function("() => document.querySelector('[data-control=year]').value === '15'")
    page.wait_for_function(
        "text => document.querySelector('[data-plays=year]').textContent === text", arg=idle
    )
    _wait_ready(page, "diffusion")
    played = explorables.load("diffusion").respond()["headline"]
    assert _part(page, "diffusion", "headline").inner_text() == played != before


def test_playing_can_be_stopped_by_keyboard(visit):
    page = _open(visit, "diffusion")
    button = _element(page, "diffusion").locator("[data-plays=year]")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => Number(document.querySelector('[data-control=year]').value) < 15")
    page.keyboard.press("Enter")
    stopped = page.locator("[data-control=year]").input_value()
    page.wait_for_timeout(1600)
    assert page.locator("[data-control=year]").input_value() == stopped


def test_what_a_route_needs_shows_while_the_route_is_on(visit):
    page = _open(visit, "diffusion")
    strength = _element(page, "diffusion").locator("[data-control=mandate]")
    assert not strength.is_visible()
    _set(page, "diffusion", "by_mandate", True)
    assert strength.is_visible()
    _set(page, "diffusion", "by_mandate", False)
    assert not strength.is_visible()


def test_on_a_phone_the_figure_stands_before_the_controls(visit):
    page = _open(visit, "diffusion", viewport=PHONE)
    figure, controls = _part(page, "diffusion", "figure"), _part(page, "diffusion", "controls")
    assert figure.bounding_box()["y"] < controls.bounding_box()["y"]
