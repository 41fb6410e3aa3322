"""改改这个模型: a reader's change answers as Python does, harms nothing, and can be taken back."""

import base64
import http.server
import json
import threading
import zlib

import pytest

from tests.explorables.edits import effective_edit, replaced, source, told
from tests.site.conftest import PHONE
from tests.site.test_explorables import EACH_NAME, HOMES, _element, _open, _part, _set, _wait_ready
from tests.site.test_pages import AXE, NARROW
from widgets import explorables
from widgets.book.assets import model_files

NAME = "typology"
SOURCE = source(NAME)
GOOD = ("total = sum(weights)", "total = 2 * sum(weights)")
ORIGINAL = explorables.answer(NAME, {})["headline"]
SHOWN = "name => document.querySelector(`book-explorable[name=${name}] [data-part=model-code] .cm-content`)"


WORKERS = """
  window.started = [];
  window.Worker = class extends Worker {
    constructor(address, options) {
      super(address, options);
      started.push(String(address));
    }
  };
"""


def _foreign_workers(page):
    return [address for address in page.evaluate("window.started") if address.startswith("blob:")]


@pytest.fixture
def counted_visit(visit):
    """Visits whose pages note which workers they start."""

    def start(**options):
        made = visit(**options)
        made.page.add_init_script(WORKERS)
        return made

    return start


def _open_editor(visit, name=NAME, path=None, **options):
    page = _open(visit, name, path, **options)
    _part(page, name, "model").locator("> summary").click()
    page.wait_for_function(SHOWN, arg=name)
    return page


def _write(page, text, name=NAME):
    """Put a text into the editor as a reader pastes it."""
    _part(page, name, "model-code").locator(".cm-content").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def _wait_told(page, part, says="", name=NAME):
    """Text of a part once it says something, and this."""
    page.wait_for_function(
        """([name, part, says]) => {
          const element = document.querySelector(`book-explorable[name=${name}]`);
          const text = element.querySelector(`[data-part=${part}]`).textContent;
          return text !== "" && text.includes(says);
        }""",
        arg=[name, part, says],
    )
    return _part(page, name, part).inner_text()


def _wait_for(page, model, name=NAME):
    page.wait_for_selector(f"book-explorable[name={name}][data-model={model}]")
    _wait_ready(page, name)


def _fault(page, name=NAME):
    """The fault once it is told."""
    return _wait_told(page, "model-fault", name=name)


def _change(old, new):
    assert old in SOURCE
    return SOURCE.replace(old, new)


def _edited_headline(setting):
    with replaced(NAME, _change(*GOOD)) as changed:
        return changed.answer(NAME, setting)["headline"]


def _told_on_page(page, name):
    cells = _part(page, name, "table").locator("tbody tr").all()
    rows = [row.locator("th, td").all_inner_texts() for row in cells]
    notes = _part(page, name, "notes").locator("li").all_inner_texts()
    return [_part(page, name, "headline").inner_text(), notes, rows]


@EACH_NAME
def test_a_changed_model_answers_as_in_python_and_is_taken_back(visit, name):
    original = explorables.answer(name, {})
    file, text, expected = effective_edit(name, original)
    page = _open_editor(visit, name)
    _write(page, text, name)
    _wait_for(page, "edited", name)
    assert _told_on_page(page, name) == told(expected)
    assert _part(page, name, "model-who").inner_text() == "这是改过的模型。"
    _wait_told(page, "model-rechecked", name=name)
    _check_comparison(page, name, original, expected)
    _check_replications(page, name, file, text)
    button = _element(page, name).locator(".answer .model-toggle")
    button.click()
    _wait_for(page, "original", name)
    assert _told_on_page(page, name) == told(original)
    button.click()
    _wait_for(page, "edited", name)
    assert _told_on_page(page, name) == told(expected)


def _check_comparison(page, name, original, expected):
    rows = _part(page, name, "model-compare").locator("tbody tr").all()
    before, after = original["measures"], expected["measures"]
    assert [row.locator("td").all_inner_texts() for row in rows] == [
        [was["text"], now["text"]] for was, now in zip(before, after, strict=True)
    ]
    beside = _part(page, name, "model-original").inner_text()
    assert (original["headline"] in beside) == (original["headline"] != expected["headline"])


def _check_replications(page, name, file, text):
    with replaced(file, text):
        from widgets.explorables.edited import recheck

        values = recheck(name)["values"]
    verdicts = _part(page, name, "model-recheck").locator("tbody td:last-child").all_inner_texts()
    assert verdicts == ["是" if value["holds"] else "否" for value in values]
    said = _part(page, name, "model-rechecked").inner_text()
    lost = sum(not value["holds"] for value in values)
    expected = "没有已发表的数值" if not values else f"中的 {lost} 个" if lost else "仍复现全部"
    assert expected in said


def test_a_change_without_effect_says_so_and_replicates_all(visit):
    page = _open_editor(visit, "ledger")
    _write(page, source("ledger") + "\n# 试一试\n", "ledger")
    _wait_for(page, "edited", "ledger")
    assert "相同" in _part(page, "ledger", "model-original").inner_text()
    assert "仍复现全部 6 个" in _wait_told(page, "model-rechecked", name="ledger")


def test_the_controls_ask_the_changed_model(visit):
    page = _open_editor(visit)
    _write(page, _change(*GOOD))
    _wait_for(page, "edited")
    _set(page, NAME, "norm", 0.9)
    assert _part(page, NAME, "headline").inner_text() == _edited_headline({"norm": 0.9})
    original = explorables.answer(NAME, {"norm": 0.9})["headline"]
    _wait_told(page, "model-original", original)
    _element(page, NAME).locator(".answer .model-toggle").click()
    _wait_for(page, "original")
    assert _part(page, NAME, "headline").inner_text() == original


def _line_of(text, fragment):
    return text[: text.index(fragment)].count("\n") + 1


LEAK = "total = sum(weights)\n    kept = []\n    while True:\n        kept.append(bytearray(1000000))"
BROKEN = {
    "syntax": ("total = sum(weights)", "total = sum(weights", "total = sum(", "SyntaxError"),
    "import": ("import math", "import meth", "import meth", "ImportError"),
    "name": ("total = sum(weights)", "total = sum(weight)", "total = sum(weight)", "NameError"),
    "division": ("total = sum(weights)", "total = 1 / 0", "total = 1 / 0", "ZeroDivisionError"),
    "memory": ("total = sum(weights)", LEAK, "kept.append", "MemoryError"),
    "recursion": (
        "    total = sum(weights)",
        "    return type_probabilities(control, embedding, norm)",
        None,
        "",
    ),
    "raised": ("total = sum(weights)", 'raise ValueError("x")', "raise ValueError", "ValueError"),
    "shape": ("return {kind: weight / total for", "return [weight / total for", None, "SyntaxError"),
    "type": ("margin = probabilities[leader] - runner_up", "margin = 'x'", None, "TypeError"),
    "nan": ("margin = probabilities[leader] - runner_up", "margin = float('nan')", None, "NaN"),
    "exit": ("import math", "import math\nraise SystemExit", "raise SystemExit", "SystemExit"),
    "empty": (SOURCE, "", None, "ImportError"),
    "endless": ("total = sum(weights)", "while True: pass", None, "两秒"),
    "endless_import": ("import math", "import math\nwhile True: pass", None, "两秒"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_change_is_told_and_the_original_answers_on(visit, kind):
    old, new, fragment, says = BROKEN[kind]
    text = _change(old, new)
    page = _open_editor(visit)
    _write(page, text)
    fault = _fault(page)
    assert says in fault
    if fragment:
        assert f"第 {_line_of(text, fragment)} 行" in fault or kind == "syntax"
        assert _part(page, NAME, "model-code").locator(".cm-lint-marker-error").count() <= 1
    assert _element(page, NAME).get_attribute("data-model") != "edited"
    assert _part(page, NAME, "headline").inner_text() == ORIGINAL
    _set(page, NAME, "norm", 0.9)
    assert _part(page, NAME, "headline").inner_text() == explorables.answer(NAME, {"norm": 0.9})["headline"]
    _part(page, NAME, "model-body").locator(".model-toggle").click()
    assert _part(page, NAME, "model-fault").inner_text() == ""


def test_a_fault_marks_its_line_in_the_editor(visit):
    page = _open_editor(visit)
    _write(page, _change("import math", "import meth"))
    _fault(page)
    page.keyboard.press("Control+Home")
    marked = _part(page, NAME, "model-code").locator(".cm-lintRange-error")
    assert "".join(marked.all_inner_texts()) == "import meth"


def test_after_a_broken_change_the_last_good_one_answers(visit):
    page = _open_editor(visit)
    _write(page, _change(*GOOD))
    _wait_for(page, "edited")
    good = _part(page, NAME, "headline").inner_text()
    assert good != ORIGINAL
    _write(page, _change("import math", "import math\nwhile True: pass"))
    _fault(page)
    assert _part(page, NAME, "headline").inner_text() == good
    assert _element(page, NAME).get_attribute("data-model") == "edited"
    _element(page, NAME).locator(".answer .model-toggle").click()
    _wait_for(page, "original")
    assert _part(page, NAME, "headline").inner_text() == ORIGINAL


def test_a_change_that_hangs_at_another_setting_leaves_the_way_back(visit):
    page = _open_editor(visit)
    _write(page, _change("total = sum(weights)", "total = 2 * sum(weights)\n    while norm > 0.8: pass"))
    _wait_for(page, "edited")
    page.locator(f"book-explorable[name={NAME}] [data-control=norm]").fill("0.9")
    page.wait_for_selector(f"book-explorable[name={NAME}][data-state=error]", timeout=8000)
    assert "两秒" in _part(page, NAME, "error").inner_text()
    _element(page, NAME).locator(".answer .model-toggle").click()
    _wait_for(page, "original")
    assert _part(page, NAME, "headline").inner_text() == explorables.answer(NAME, {"norm": 0.9})["headline"]
    assert _part(page, NAME, "error").inner_text() == ""


def test_the_page_answers_while_a_change_runs_without_end(counted_visit):
    page = _open_editor(counted_visit)
    _write(page, _change("import math", "import math\nwhile True: pass"))
    page.wait_for_function("() => window.started.some((address) => address.startsWith('blob:'))")
    page.locator(f"book-explorable[name={NAME}] [data-control=norm]").fill("0.9")
    _wait_told(page, "headline", explorables.answer(NAME, {"norm": 0.9})["headline"])
    assert _part(page, NAME, "model-fault").inner_text() == ""
    assert "两秒" in _fault(page)


def test_what_differs_is_told_by_lines_and_can_be_reverted_in_its_place(visit):
    page = _open_editor(visit)
    _write(page, _change(*GOOD))
    _wait_for(page, "edited")
    changes = _part(page, NAME, "model-changes")
    assert "改动 1 处：原有 1 行，现有 1 行" in changes.locator("summary").inner_text()
    changes.locator("summary").click()
    line = _line_of(SOURCE, GOOD[0])
    assert changes.locator("li").inner_text().startswith(f"第 {line} 行")
    assert GOOD[0] in changes.locator("del").inner_text()
    assert GOOD[1] in changes.locator("ins").inner_text()
    _part(page, NAME, "model-code").locator(".cm-scroller").evaluate(
        "(scroller, share) => (scroller.scrollTop = share * scroller.scrollHeight - 150)",
        line / SOURCE.count("\n"),
    )
    _part(page, NAME, "model-code").locator(".cm-chunkButtons button").click()
    _wait_for(page, "original")
    assert _part(page, NAME, "headline").inner_text() == ORIGINAL


def test_each_file_of_a_model_can_be_chosen(visit):
    name = "case_lab"
    page = _open_editor(visit, name)
    chooser = _part(page, name, "model-file")
    assert chooser.locator("option").all_inner_texts() == [f"{file}.py" for file in model_files(name)]
    chooser.select_option("typology")
    _part(page, name, "model-code").locator("[aria-label*='typology.py']").wait_for()
    _write(page, SOURCE + "\nraise KeyError('seen')\n", name)
    assert "KeyError: seen" in _fault(page, name)


# Links


def _link(lines, file=NAME, of=None, name=NAME, form="d"):
    """Address that brings a change, as the page writes it or as somebody else might."""
    plain = json.dumps([file, _fingerprint(SOURCE) if of is None else of, lines]).encode()
    return f"{HOMES[name]}?model.{name}={form}{_coded(plain, form)}"


def _coded(plain, form="d"):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(plain) + packer.flush() if form == "d" else plain
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _fingerprint(text):
    mark = 0x811C9DC5
    for byte in text.encode():
        mark = ((mark ^ byte) * 0x01000193) % 2**32
    letters = "0123456789abcdefghijklmnopqrstuvwxyz"
    told = ""
    while mark:
        mark, place = divmod(mark, 36)
        told = letters[place] + told
    return told


LINE = _line_of(SOURCE, GOOD[0])
OFFER = f"book-explorable[name={NAME}] [data-part=model-offer]:not([hidden])"


def test_a_link_brings_change_and_setting_and_runs_only_after_consent(counted_visit, site):
    page = _open_editor(counted_visit, permissions=["clipboard-read", "clipboard-write"])
    _write(page, _change(*GOOD))
    _wait_for(page, "edited")
    _set(page, NAME, "norm", 0.9)
    _part(page, NAME, "model-copy").click()
    _wait_told(page, "model-status", "复制")
    link = page.evaluate("navigator.clipboard.readText()")
    again = _open(counted_visit, NAME, link.removeprefix(site))
    again.wait_for_selector(OFFER)
    assert "还没有运行" in _part(again, NAME, "notice").inner_text()
    assert GOOD[1] in _part(again, NAME, "offer-changes").inner_text()
    assert GOOD[1] in _part(again, NAME, "offer-code").inner_text()
    original = explorables.answer(NAME, {"norm": 0.9})["headline"]
    again.wait_for_timeout(1000)
    assert _foreign_workers(again) == []
    assert _part(again, NAME, "headline").inner_text() == original
    _part(again, NAME, "offer-run").click()
    _wait_for(again, "edited")
    assert _part(again, NAME, "headline").inner_text() == _edited_headline({"norm": 0.9})
    assert len(_foreign_workers(again)) == 1
    assert "model." not in again.url


def test_a_link_that_is_declined_changes_nothing(counted_visit):
    page = _open(counted_visit, NAME, _link([[LINE, 1, ["    " + GOOD[1]]]]))
    page.wait_for_selector(OFFER)
    _part(page, NAME, "offer-leave").click()
    page.wait_for_function(SHOWN, arg=NAME)
    assert _foreign_workers(page) == []
    assert _part(page, NAME, "headline").inner_text() == ORIGINAL
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('book.model'))") == []


def test_a_declined_or_accepted_link_does_not_lose_a_draft(visit):
    page = _open_editor(visit)
    mine = _change(GOOD[0], "total = 3 * sum(weights)")
    _write(page, mine)
    _wait_for(page, "edited")
    page.goto(page.url.split("chapters")[0] + _link([[LINE, 1, ["    " + GOOD[1]]]]))
    page.wait_for_selector(OFFER)
    _part(page, NAME, "offer-run").click()
    _wait_for(page, "edited")
    assert _part(page, NAME, "headline").inner_text() == _edited_headline({})
    _part(page, NAME, "model-code").locator(".cm-content").focus()
    page.keyboard.press("Control+Z")
    page.wait_for_function(
        "text => JSON.parse(localStorage.getItem('book.model.typology')).text === text", arg=mine
    )


HOSTILE_LINKS = {
    "nothing": (f"{HOMES[NAME]}?model.{NAME}=", "损坏"),
    "garbage": (f"{HOMES[NAME]}?model.{NAME}=d!!!!", "损坏"),
    "other form": (f"{HOMES[NAME]}?model.{NAME}=zAAAA", "损坏"),
    "no deflate": (f"{HOMES[NAME]}?model.{NAME}=dAAAA", "损坏"),
    "no list": (f"{HOMES[NAME]}?model.{NAME}=d{_coded(b'7')}", "损坏"),
    "null": (f"{HOMES[NAME]}?model.{NAME}=d{_coded(b'null')}", "损坏"),
    "no text": (f"{HOMES[NAME]}?model.{NAME}=d{_coded(bytes([0xFF, 0xFE]))}", "损坏"),
    "object": (f"{HOMES[NAME]}?model.{NAME}=d{_coded(b'{}')}", "损坏"),
    "lines no list": (_link({"a": 1}), "损坏"),
    "line zero": (_link([[0, 1, ["x"]]]), "损坏"),
    "line beyond": (_link([[9999, 1, ["x"]]]), "损坏"),
    "line half": (_link([[1.5, 1, ["x"]]]), "损坏"),
    "lines back": (_link([[9, 1, ["x"]], [3, 1, ["y"]]]), "损坏"),
    "text number": (_link([[9, 1, [7]]]), "损坏"),
    "two lines in one": (_link([[9, 1, ["a\nb"]]]), "损坏"),
    "other file": (_link([[9, 1, ["x"]]], file="ledger"), "不是这里的模型文件"),
    "outside": (_link([[9, 1, ["x"]]], file="../../../worker"), "不是这里的模型文件"),
    "other version": (_link([[9, 1, ["x"]]], of="0"), "另一版本"),
    "turned text": (_link([[9, 1, ["x = '\u202e'"]]]), "改变文字方向"),
    "no width": (_link([[9, 1, ["a\u200b = 1"]]]), "看不见"),
    "bomb": (_link([[9, 1, ["x" * 2_000_000]]]), "太长"),
    "long": (f"{HOMES[NAME]}?model.{NAME}=p" + "A" * 9000, "太长"),
}


@pytest.mark.parametrize("kind", HOSTILE_LINKS)
def test_hostile_or_stale_links_are_refused_in_words(counted_visit, kind):
    path, says = HOSTILE_LINKS[kind]
    page = _open(counted_visit, NAME, path)
    page.wait_for_function(SHOWN, arg=NAME)
    assert says in _part(page, NAME, "notice").inner_text()
    assert "没有运行" in _part(page, NAME, "notice").inner_text()
    assert not _part(page, NAME, "model-offer").is_visible()
    assert _foreign_workers(page) == []
    assert _part(page, NAME, "headline").inner_text() == ORIGINAL


def test_a_change_too_long_for_a_link_is_offered_as_a_file(visit):
    page = _open_editor(visit)
    noise = "\n".join(f"# {zlib.crc32(str(place).encode())}" for place in range(900))
    _write(page, SOURCE + noise)
    _wait_for(page, "edited")
    _part(page, NAME, "model-copy").click()
    _wait_told(page, "model-status", "太长")
    with page.expect_download() as download:
        _part(page, NAME, "model-download").click()
    assert download.value.suggested_filename == "typology.py"
    assert download.value.path().read_text("utf-8") == SOURCE + noise


# Drafts


def test_a_draft_survives_a_reload(visit):
    page = _open_editor(visit)
    _write(page, _change(*GOOD))
    _wait_for(page, "edited")
    page.reload(wait_until="load")
    assert _part(page, NAME, "model-draft").is_visible()
    assert _part(page, NAME, "headline").inner_text() == ORIGINAL
    _part(page, NAME, "model").locator("> summary").click()
    _wait_for(page, "edited")
    assert _part(page, NAME, "headline").inner_text() == _edited_headline({})


def test_a_draft_of_an_older_model_is_kept_and_told(visit):
    page = visit().open(HOMES[NAME], until="load")
    draft = {"text": _change(*GOOD), "of": "older"}
    page.evaluate("draft => localStorage.setItem('book.model.typology', draft)", json.dumps(draft))
    page.reload(wait_until="load")
    _part(page, NAME, "model").locator("> summary").click()
    _wait_told(page, "model-status", "更新")
    _wait_for(page, "edited")


@pytest.mark.parametrize("damaged", ["{", "null", "7", "[]", '{"text": 7}', '{"text": null, "of": "x"}'])
def test_a_damaged_draft_is_survived(visit, damaged):
    page = visit().open(HOMES[NAME], until="load")
    page.evaluate("text => localStorage.setItem('book.model.typology', text)", damaged)
    page.reload(wait_until="load")
    _part(page, NAME, "model").locator("> summary").click()
    page.wait_for_function(SHOWN, arg=NAME)
    assert _part(page, NAME, "headline").inner_text() == ORIGINAL
    _write(page, _change(*GOOD))
    _wait_for(page, "edited")


# What foreign code can reach


@pytest.fixture
def elsewhere():
    """Address of another server, and the list of what was asked of it."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", "text/javascript")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


ATTEMPTS = {
    "fetch": "import js\njs.fetch('{address}/fetch')",
    "eval": "import js\njs.eval(\"import('{address}/x.js')\")",
    "request": "import js\nx = js.XMLHttpRequest.new(); x.open('GET', '{address}/xhr'); x.send()",
    "socket": "import js\njs.WebSocket.new('{address}/ws')",
    "storage": "import js\njs.localStorage.getItem('book.predictions')",
    "database": "import js\njs.indexedDB.open('x')",
    "message": "import js\njs.postMessage('forged')",
    "document": "import js\njs.document.title = 'taken'",
    "function": "import jsffi\njsffi.to_js([1]).constructor.constructor('return fetch')()('{address}/f')",
    "socket module": "import socket\nsocket.socket().connect(('127.0.0.1', 80))",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_changed_model_reaches_neither_network_nor_page(browser, site, elsewhere, attempt):
    address, asked = elsewhere
    visit = _plain_visit(browser, site)
    page = _open_editor(visit)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    code = ATTEMPTS[attempt].replace("{address}", address)
    _write(page, f"{SOURCE}\n{code}\nraise KeyError('succeeded')\n")
    assert "succeeded" not in _fault(page)
    page.wait_for_timeout(300)
    assert asked == []
    assert [url for url in requests if address in url] == []
    assert page.title() != "taken"
    page.context.close()


def _plain_visit(browser, site):
    """Like `visit`, for pages whose refusals the console tells."""

    class Plain:
        def __init__(self, **options):
            self.page = browser.new_context(**options).new_page()

        def open(self, path, until="load"):
            self.page.goto(site + path, wait_until=until)
            return self.page

    return Plain


FROM_A_BLOB = """async ([code]) => {
  const address = URL.createObjectURL(new Blob([code], {type: "text/javascript"}));
  const worker = new Worker(address, {type: "module"});
  return await new Promise((resolve) => {
    worker.onmessage = ({data}) => resolve(data);
    worker.onerror = () => resolve("error");
  });
}"""
WALLS = {
    "fetch": "await fetch('{address}/a')",
    "import": "await import('{address}/x.js')",
    "eval": "eval('1')",
    "function": "new Function('return 1')()",
    "events": """await new Promise((ok, no) => {
        const source = new EventSource('{address}/events');
        source.onerror = no; source.onopen = ok; })""",
    "worker in a worker": """await new Promise((ok, no) => {
        const inner = `fetch('{address}/inner').then(() => postMessage(1), () => postMessage(0))`;
        const worker = new Worker(URL.createObjectURL(new Blob([inner])));
        worker.onmessage = ({data}) => (data ? ok() : no()); worker.onerror = no; })""",
}


@pytest.mark.parametrize("wall", WALLS)
def test_even_javascript_in_such_a_worker_cannot_reach_another_host(browser, site, elsewhere, wall):
    """The second wall: what the page's policy forbids to workers that it makes from blobs."""
    address, asked = elsewhere
    page = _plain_visit(browser, site)().open(HOMES[NAME])
    attempt = WALLS[wall].replace("{address}", address)
    code = f"try {{ {attempt}; postMessage('reached') }} catch {{ postMessage('refused') }}"
    assert page.evaluate(FROM_A_BLOB, [code]) == "refused"
    assert page.evaluate(FROM_A_BLOB, ["postMessage('runs')"]) == "runs"
    assert asked == []
    page.context.close()


# For everybody


def test_by_keyboard_alone(visit):
    page = _open(visit, NAME)
    _part(page, NAME, "model").locator("> summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(SHOWN, arg=NAME)
    page.keyboard.press("Tab")
    assert _focused(page, "getAttribute('aria-label')") == "模型源码 typology.py"
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("import meth\n")
    assert "第 1 行" in _fault(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert _focused(page, "textContent") == "恢复这一处"
    page.keyboard.press("Tab")
    assert _focused(page, "textContent") == "恢复原模型"
    page.keyboard.press("Enter")
    assert _focused(page, "textContent") == "换回改动"
    assert _part(page, NAME, "model-fault").inner_text() == ""
    page.keyboard.press("Enter")
    assert "第 1 行" in _fault(page)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('[name=typology] [data-part=model-fault]').textContent === ''"
    )


def _focused(page, attribute):
    return page.evaluate(f"document.activeElement.{attribute}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_editor(visit, theme):
    page = _open_editor(visit, "ledger", color_scheme=theme, reduced_motion="reduce")
    text = source("ledger").replace("import hashlib", "import hashlib\n\nLIMIT = 3")
    _write(page, text, "ledger")
    _wait_for(page, "edited", "ledger")
    _wait_told(page, "model-rechecked", name="ledger")
    _write(page, text + "\nx = y\n", "ledger")
    _fault(page, "ledger")
    _part(page, "ledger", "model-changes").locator("summary").click()
    assert _violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_offer_of_a_link(visit, theme):
    path = _link([[LINE, 1, ["    " + GOOD[1]]]])
    page = _open(visit, NAME, path, color_scheme=theme, viewport=PHONE, reduced_motion="reduce")
    page.wait_for_selector(OFFER)
    assert _violations(page) == []


def _violations(page):
    page.evaluate(AXE)
    result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {n['target']}" for v in result["violations"] for n in v["nodes"]]


def test_the_open_editor_fits_a_small_phone(visit):
    page = _open_editor(visit, "ledger", viewport=NARROW)
    _write(page, source("ledger") + "\n# " + "字" * 200, "ledger")
    _wait_for(page, "edited", "ledger")
    _wait_told(page, "model-rechecked", name="ledger")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("name", [NAME, "case_lab"])
def test_without_scripts_the_source_can_be_read(visit, name, site):
    page = visit(java_script_enabled=False).open(HOMES[name])
    box = _part(page, name, "model")
    box.locator("> summary").click()
    assert "JavaScript" in box.locator("noscript").inner_text()
    for file, link in zip(model_files(name), box.locator("noscript a").all(), strict=True):
        address = f"{site}chapters/{link.get_attribute('href')}"
        assert page.request.get(address).text() == source(file)


def test_it_is_left_out_of_print_but_the_mark_of_a_change_is_not(visit):
    page = _open_editor(visit)
    _write(page, _change(*GOOD))
    _wait_for(page, "edited")
    page.emulate_media(media="print")
    assert not _part(page, NAME, "model").is_visible()
    assert _part(page, NAME, "model-who").is_visible()


def test_the_editor_is_not_loaded_before_it_is_opened(visit):
    opened = visit()
    opened.open(HOMES[NAME])
    assert [url for url in opened.requests if "editor" in url or "/models/" in url] == []


def test_a_short_form_has_no_editor(visit):
    page = visit().open("chapters/index.html")
    assert page.locator("book-explorable").count() > 0
    assert page.locator("book-explorable [data-part=model]").count() == 0
