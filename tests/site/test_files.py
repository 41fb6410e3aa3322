"""A reader's case in the built page: saved, opened again, refused when it is no case, shared by link."""

import json
from urllib.parse import quote

import pytest

from tests.explorables.test_files import bad_documents
from tests.site.conftest import PHONE
from tests.site.test_explorables import HOMES, _element, _open, _part, _set, _wait_ready
from widgets import explorables
from widgets.explorables import case_lab, files

NAME = "case_lab"
NARROW = {"width": 320, "height": 640}
CODED = {
    "name": "河长制 & “试点”=1?",
    "place": "长兴县 #湖州",
    "year": "2003–2006",
    "typology_c1": "1",
    "typology_e1": "4",
    "typology_evidence": "县志第 3 章\n<img src=x onerror=alert(1)> 100% +",
    "drivers_o2": "4",
    "blockage_stage": "diffusion",
    "blockage_wait_and_see": "none",
}


def _fill(page, setting):
    for key, value in setting.items():
        _set(page, NAME, key, value)


def _shown(page):
    """What the controls, the headline and the table say."""
    values = page.eval_on_selector_all(
        f"book-explorable[name={NAME}] [data-control]",
        "inputs => Object.fromEntries(inputs.map(input => [input.dataset.control, input.value]))",
    )
    cells = _part(page, NAME, "table").locator("th, td").all_inner_texts()
    return values, _part(page, NAME, "headline").inner_text(), cells


def _expected(setting):
    answer = explorables.answer(NAME, setting)
    return answer["headline"], answer["shown"]


def _download(page, ending):
    with page.expect_download() as waiting:
        _part(page, NAME, f"save-{ending}").click()
    return waiting.value.suggested_filename, waiting.value.path().read_text("utf-8")


def _offer(page, content, name="case.json"):
    text = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    _part(page, NAME, "notice").evaluate("notice => { notice.textContent = '' }")
    _part(page, NAME, "open").set_input_files({"name": name, "mimeType": "application/json", "buffer": text})
    page.wait_for_function(
        f"() => document.querySelector('[name={NAME}] [data-part=notice]').textContent !== ''"
    )
    return _part(page, NAME, "notice").inner_text()


def test_a_case_is_saved_put_away_and_opened_again(visit):
    page = _open(visit, NAME)
    _fill(page, CODED)
    before = _shown(page)
    assert before[1] == _expected(CODED)[0]
    saved = files.export(NAME, CODED)
    name, report = _download(page, "md")
    assert (name, report) == (saved["stem"] + ".md", saved["markdown"])
    name, document = _download(page, "json")
    assert name == "case-河长制-试点-1.json"
    assert json.loads(document) == saved["document"]
    assert list(json.loads(document)["inputs"]) == [control["key"] for control in case_lab.CONTROLS]
    _part(page, NAME, "reset").click()
    _wait_ready(page, NAME)
    assert _part(page, NAME, "headline").inner_text() == _expected({})[0]
    assert "已打开 case.json" in _offer(page, document)
    _wait_ready(page, NAME)
    assert _shown(page) == before
    assert page.locator("img[src=x]").count() == 0


def test_what_python_saves_the_page_opens(visit):
    page = _open(visit, NAME)
    _offer(page, json.dumps(files.export(NAME, CODED)["document"]))
    _wait_ready(page, NAME)
    assert _shown(page)[1] == _expected(CODED)[0]
    assert _shown(page)[0] == _expected(CODED)[1]


def test_bad_files_are_refused_with_their_reason_and_change_nothing(visit):
    page = _open(visit, NAME)
    _fill(page, CODED)
    before = _shown(page)
    for what, document, words in bad_documents():
        notice = _offer(page, json.dumps(document))
        assert "没有打开 case.json" in notice, what
        assert all(word in notice for word in words if "\\u" not in word and word != "None"), (what, notice)
        assert _shown(page) == before, what
        assert _element(page, NAME).get_attribute("data-state") == "ready"
    assert page.evaluate("({}).polluted") is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"{'name': 1}", "JSON"),
        (b'{"book": "x",}', "JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "JSON"),
        (b"<!doctype html><script>alert(1)</script>", "JSON"),
        (b"[" * 60_000, "JSON"),
        (b"[" * 30_000 + b"]" * 30_000, "列表"),
        (b'{"a":' * 9_000 + b"1" + b"}" * 9_000, "book"),
        (b'"' + b"x" * files.LARGEST + b'"', str(files.LARGEST)),
    ],
    ids=[
        "empty",
        "cut",
        "python",
        "comma",
        "picture",
        "page",
        "unclosed",
        "deep list",
        "deep object",
        "huge",
    ],
)
def test_what_is_no_document_is_refused_and_changes_nothing(visit, content, words):
    page = _open(visit, NAME)
    _set(page, NAME, "name", "河长制")
    before = _shown(page)
    notice = _offer(page, content, "别的<b>.json")
    assert "没有打开 别的<b>.json" in notice
    assert words in notice
    assert _shown(page) == before


def test_a_link_carries_the_whole_case_to_a_new_page(visit, site):
    page = _open(visit, NAME)
    _fill(page, CODED)
    _part(page, NAME, "copy").click()
    again = _open(visit, NAME, page.url.removeprefix(site))
    assert _shown(again) == _shown(page)
    assert _part(again, NAME, "notice").inner_text() == ""


def test_the_longest_link_makes_the_round_trip(visit, site):
    longest = {
        c["key"]: "汉😀"[i % 2] * c["longest"] for i, c in enumerate(case_lab.CONTROLS) if c["kind"] == "text"
    }
    longest |= {c["key"]: c["options"][-1][0] for c in case_lab.CONTROLS if c["kind"] == "choice"}
    query = "&".join(f"{NAME}.{key}={quote(value)}" for key, value in longest.items())
    page = _open(visit, NAME, f"{HOMES[NAME]}?{query}")
    assert _shown(page)[0] == longest
    _part(page, NAME, "copy").click()
    assert len(page.url) < 8000
    assert _shown(_open(visit, NAME, page.url.removeprefix(site)))[0] == longest


@pytest.mark.parametrize(
    "query", ["name=" + "x" * 41, "name=a%00b", "typology_c1=9", "typology_c1=", "__proto__=1", "gone=1"]
)
def test_a_link_that_no_control_allows_is_ignored_with_a_notice(visit, query):
    page = _open(visit, NAME, f"{HOMES[NAME]}?{NAME}.{query}")
    assert query.split("=")[0] in _part(page, NAME, "notice").inner_text()
    assert _part(page, NAME, "headline").inner_text() == _expected({})[0]


def test_what_was_replaced_can_be_brought_back(visit):
    page = _open(visit, NAME)
    _fill(page, CODED)
    before = _shown(page)
    undo = _part(page, NAME, "undo")
    assert not undo.is_visible()
    _part(page, NAME, "preset").select_option(case_lab.PRESETS[0]["key"])
    _wait_ready(page, NAME)
    assert _shown(page) != before
    undo.click()
    _wait_ready(page, NAME)
    assert _shown(page) == before


def test_fast_typing_loses_no_character(visit):
    page = _open(visit, NAME)
    typed = "温岭民主恳谈：一二三四五六七八九十"
    _element(page, NAME).locator("[data-control=name]").press_sequentially(typed, delay=1)
    _wait_ready(page, NAME)
    assert _element(page, NAME).locator("[data-control=name]").input_value() == typed
    assert _part(page, NAME, "table").locator("td").first.inner_text() == typed


def test_typing_does_not_repeat_the_headline_to_screen_readers(visit):
    page = _open(visit, NAME)
    page.evaluate(
        """() => {
          window.spoken = 0;
          new MutationObserver(() => window.spoken++).observe(
            document.querySelector("[name=case_lab] [data-part=headline]"),
            {childList: true, characterData: true});
        }"""
    )
    _set(page, NAME, "place", "长兴")
    assert page.evaluate("window.spoken") == 0


def test_groups_fold_and_count_what_is_set(visit):
    page = _open(visit, NAME)
    groups = _element(page, NAME).locator("details.group")
    assert groups.count() == 4
    assert [groups.nth(place).get_attribute("open") is not None for place in range(4)] == [True] + [False] * 3
    _set(page, NAME, "typology_c1", "2")
    assert groups.nth(1).locator(".count").inner_text() == "1/7"


@pytest.mark.parametrize("viewport", [NARROW, PHONE], ids=["320", "375"])
def test_a_case_is_coded_by_keyboard_on_a_phone(visit, viewport):
    page = _open(visit, NAME, viewport=viewport)
    summary = _element(page, NAME).locator("details.group summary").nth(1)
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    _wait_ready(page, NAME)
    assert _shown(page)[0]["typology_c1"] == "1"
    headline = _part(page, NAME, "headline").bounding_box()
    assert 0 <= headline["y"] < viewport["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    with page.expect_download():
        _part(page, NAME, "save-json").focus()
        page.keyboard.press("Enter")


def test_without_scripts_the_form_is_there_and_asleep(visit):
    page = visit(viewport=PHONE, java_script_enabled=False).open(HOMES[NAME])
    assert _element(page, NAME).locator("details.group").count() == 4
    assert _part(page, NAME, "save-md").is_disabled()
    assert _part(page, NAME, "open").is_disabled()
