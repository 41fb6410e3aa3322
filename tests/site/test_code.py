"""Code exercises in the page: the reader's Python, what its checks say, and what it cannot do to the page."""

import pytest

from tests.exercises.test_checkers import TOGETHER as FAKES
from tests.site.conftest import DESKTOP
from tests.site.test_pages import AXE, NARROW
from widgets.exercises import bank
from widgets.exercises.checkers import check
from widgets.exercises.sandbox import MOST_OUTPUT

ITEMS = [item for item in bank.items() if item["type"] == "code" and item["use"] == "practice"]
ITEM = bank.item("polycentric-code-majority")
LONG_MS = 60_000  # for Python to load on a busy machine; nothing is said about how fast it is
PARTIAL = "def majority(n, p):\n    return 0.68256\n"
LOOP = "print('起点')\nn = 1\nwhile n > 0:\n    n += 1\n"
SAYS = {True: "通过", False: "未通过"}


class Code:
    """A code exercise in an open page."""

    def __init__(self, page, item=ITEM):
        self.page = page
        self.box = page.locator(f"#exercise-{item['id']}")
        self.box.scroll_into_view_if_needed()
        self.editor = self.box.locator(".cm-content")
        self.editor.wait_for()

    def part(self, name):
        return self.box.locator(f"[data-part=code-{name}]")

    def text(self):
        return self.editor.evaluate("content => content.cmTile.view.state.doc.toString()")

    def write(self, text):
        self.editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def start(self, text=None):
        if text is not None:
            self.write(text)
        self.part("run").click()

    def run(self, text=None):
        """The verdict once the run has ended."""
        self.start(text)
        self.ended()
        return self.box.locator(".code-summary").get_attribute("data-verdict")

    def ended(self):
        self.part("stop").wait_for(state="hidden", timeout=LONG_MS)

    def fault(self):
        return self.box.locator(".code-fault").inner_text()

    def outcomes(self):
        return [row.locator("> *").all_inner_texts() for row in self.part("result").locator("li").all()]

    def marked(self):
        return self.box.locator(".cm-line:has(.cm-lintRange-error)").all_inner_texts()


def _home(item):
    return f"chapters/{item['section']}.html"


def _open(visit, item=ITEM, **options):
    return Code(visit(**options).open(_home(item), until="load"), item)


def _focused(page):
    return page.evaluate("document.activeElement.dataset.part ?? document.activeElement.className")


def test_nothing_is_fetched_before_it_is_needed(visit):
    started = visit()
    page = started.open(_home(ITEM), until="networkidle")
    page.evaluate("scrollTo(0, 0)")
    asked = " ".join(started.requests)
    assert "page/editor" not in asked
    code = Code(page)
    assert any("page/editor" in url for url in started.requests)
    assert not [url for url in started.requests if "pyodide" in url]
    assert code.run() == "wrong"
    assert [url for url in started.requests if url.endswith("pyodide.asm.wasm")]


def test_right_partial_and_wrong_are_told_with_what_was_called_and_came(visit):
    code = _open(visit)
    for source in (ITEM["solution"], PARTIAL, ITEM["starter"], ITEM["solution"]):
        expected = check(ITEM, source)
        assert code.run(source) == expected["verdict"]
        assert code.outcomes() == [
            [SAYS[outcome["passed"]], outcome["says"], outcome["message"]] for outcome in expected["outcomes"]
        ]
    assert code.part("result").get_attribute("aria-live") == "polite"


# Runs each source as the draft of an exercise of its own in the page, and gives what its frame is told.
RUN_ALL = """async (drafts) => {
  const {attachCode} = await import(document.querySelector("script[src*='page/exercise.js']").src
    .replace("exercise.js", "code.js"));
  const messages = JSON.parse(document.getElementById("exercise-words").textContent);
  const results = [];
  for (const {item, draft} of drafts) {
    const host = document.createElement("div");
    host.innerHTML = "<pre></pre><div data-part=checks></div>";
    document.querySelector("article").append(host);
    results.push(await new Promise((onResult) => {
      attachCode(host, {item, lang: "zh", messages}, {draft, onDraft: () => {}, onResult});
      host.querySelector("[data-part=code-run]").click();
    }));
    host.remove();
  }
  return results;
}"""


def _comparable(result):
    """All but how each Python words its own traceback."""
    fault = result["fault"] and {**result["fault"], "traceback": ""}
    return {key: result[key] for key in ("credit", "verdict", "outcomes", "output", "cut")} | {"fault": fault}


# A list so deep takes Pyodide down, as test_what_takes_python_down_... has it.
def test_the_page_comes_to_what_cpython_comes_to(visit):
    page = visit().open(_home(ITEM), until="load")
    drafts = [{"item": item, "draft": item[part]} for item in ITEMS for part in ("starter", "solution")]
    drafts += [{"item": ITEM, "draft": source} for name, source in FAKES.items() if name != "a deep list"]
    for given, result in zip(drafts, page.evaluate(RUN_ALL, drafts), strict=True):
        assert _comparable(result) == _comparable(check(given["item"], given["draft"])), given["draft"]


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("def majority(n, p)\n    return p\n", 1, "冒号"),
        ("def majority(n，p):\n    return p\n", 1, "全角"),
        ("def majority(n, p):\n    return totle\n", 2, "totle"),
        ("x = 1\ny = (2\n", 2, "括号"),
        ("def majority(n, p):\n    x = []\n    return x[3]\n", 3, "位置"),
        ("def majority(n, p):\n    return majority(n, p)\n", 2, "调用自己"),
        ("from js import fetch\n", 1, "js"),
        ("x = 1\nimport pyodide.http\n", 2, "pyodide"),
        ("x = [0] * 10**10\n", 1, "内存"),
    ],
)
def test_a_fault_is_said_and_its_line_marked(visit, source, line, words):
    code = _open(visit)
    assert code.run(source) == "wrong"
    assert f"第 {line} 行" in code.fault()
    assert words in code.fault()
    assert code.marked() == [source.splitlines()[line - 1]]
    assert not code.box.get_by_text("Traceback").is_visible()
    code.box.get_by_text("Python 的原话").click()
    assert code.box.get_by_text("Traceback").is_visible()
    code.write(source + "\n")
    assert code.marked() == []


def test_an_endless_loop_is_stopped_while_the_page_lives_and_the_text_is_kept(visit):
    code = _open(visit)
    code.start(LOOP)
    code.box.get_by_text("正在运行").wait_for(timeout=LONG_MS)
    code.box.get_by_text("起点").last.wait_for()
    assert code.page.evaluate("1 + 1") == 2
    code.ended()
    assert "10 秒" in code.fault()
    assert code.marked() == ["while n > 0:"]
    assert "起点" in code.part("more").inner_text()
    assert code.text() == LOOP
    assert code.run(ITEM["solution"]) == "right"


def test_the_stop_button_stops_and_a_new_run_works(visit):
    code = _open(visit)
    code.start(LOOP)
    code.box.get_by_text("正在运行").wait_for(timeout=LONG_MS)
    code.part("stop").focus()
    code.page.keyboard.press("Enter")
    code.ended()
    assert "已停止" in code.part("progress").inner_text()
    assert _focused(code.page) == "code-run"
    assert code.text() == LOOP
    assert code.run(ITEM["solution"]) == "right"


def test_stopping_while_python_loads_is_possible(visit):
    code = _open(visit)
    code.start(ITEM["solution"])
    code.part("stop").click()
    code.ended()
    assert "已停止" in code.part("progress").inner_text()
    assert code.run() == "right"


def test_a_second_exercise_waits_for_the_first(visit):
    code = _open(visit)
    told = code.page.evaluate(
        """async ([item, loop, right]) => {
          const {attachCode} = await import(document.querySelector("script[src*='page/exercise.js']").src
            .replace("exercise.js", "code.js"));
          const messages = JSON.parse(document.getElementById("exercise-words").textContent);
          const open = (draft, onResult) => {
            const host = document.createElement("div");
            host.innerHTML = "<pre></pre><div data-part=checks></div>";
            document.querySelector("article").append(host);
            attachCode(host, {item, lang: "zh", messages}, {draft, onDraft: () => {}, onResult});
            return (name) => host.querySelector(`[data-part=code-${name}]`);
          };
          const first = open(loop, () => {});
          first("run").click();
          return new Promise((resolve) => {
            const second = open(right, ({verdict}) => resolve([waiting, verdict]));
            second("run").click();
            const waiting = second("progress").textContent;
            first("stop").click();
          });
        }""",
        [ITEM, LOOP, ITEM["solution"]],
    )
    assert "另一道题" in told[0]
    assert told[1] == "right"


def test_without_a_connection_the_text_is_kept_and_the_next_run_tries_again(visit):
    started = visit()
    code = Code(started.open(_home(ITEM), until="load"))
    code.page.context.route("**/python_stdlib.zip", lambda route: route.abort())
    code.start(ITEM["solution"])
    code.box.get_by_text("Python 没有载入").wait_for(timeout=LONG_MS)
    assert code.text() == ITEM["solution"]
    code.page.context.unroute("**/python_stdlib.zip")
    assert code.run() == "right"
    started.problems.clear()


def test_what_takes_python_down_leaves_the_page_and_the_text(visit):
    started = visit()
    code = Code(started.open(_home(ITEM), until="load"))
    hostile = (
        "x = []\nfor i in range(10**6): x = [x]\nz = []\nfor i in range(10**6): z = [z]\nprint(x == z)\n"
    )
    code.run(hostile)
    assert code.text() == hostile
    assert code.run("x = []\nwhile True: x.append('a' * 10**6 + str(len(x)))\n") == "wrong"
    assert "内存" in code.fault()
    assert code.run(ITEM["solution"]) == "right"
    # Pyodide itself tells of its end in the console.
    started.problems[:] = [told for told in started.problems if "pyodide.asm" not in told]


def test_a_flood_is_cut_and_said_to_be(visit):
    code = _open(visit)
    code.run("for i in range(10**5): print(i)\n")
    shown = code.part("more").locator("pre").first.inner_text()
    assert MOST_OUTPUT * 0.9 < len(shown) <= MOST_OUTPUT
    assert code.box.locator(".code-cut").is_visible()
    assert code.page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]


def test_what_a_run_changes_is_gone_in_the_next(visit):
    code = _open(visit)
    spoil = (
        "import math\nfrom widgets.models import polycentric\n"
        "from widgets.models.generator import Generator\n"
        "math.comb = math.isclose = abs = sum = print = lambda *a: 0\n"
        "polycentric.majority_accuracy = lambda *a: 0\nGenerator.uniform = None\n"
        "def majority(n, p):\n    return polycentric.majority_accuracy(n, p)\n"
    )
    assert code.run(spoil) == "wrong"
    assert code.run(ITEM["solution"]) == "right"
    assert code.run("from widgets.models.polycentric import majority_accuracy as majority\n") == "right"


def test_the_text_is_there_after_a_reload(visit):
    code = _open(visit)
    code.write(PARTIAL)
    code.page.reload(wait_until="load")
    assert Code(code.page).text() == PARTIAL


def test_the_starter_comes_back_and_so_does_the_readers_text(visit):
    code = _open(visit)
    code.write(PARTIAL)
    code.part("restore").click()
    assert code.text() == ITEM["starter"]
    code.part("undo").click()
    assert code.text() == PARTIAL
    assert not code.part("undo").is_visible()
    assert _focused(code.page) == "code-restore"


def test_the_reference_solution_is_shown_after_confirming(visit):
    code = _open(visit)
    answer = code.box.get_by_role("button", name="看答案")
    answer.click()
    assert not code.box.locator("[data-part=lines]").is_visible()
    answer.click()
    lines = code.box.locator("[data-part=lines]")
    lines.wait_for()
    assert lines.inner_text().strip() == ITEM["solution"].strip()


def test_the_keyboard_is_enough(visit):
    code = _open(visit)
    page = code.page
    code.editor.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("def majority(n, p):\n")
    page.keyboard.press("Tab")
    page.keyboard.type("return 3 / 10")
    assert code.text().endswith("return 3 / 10")
    assert _focused(page).startswith("cm-content")
    page.keyboard.press("Control+Enter")
    code.ended()
    assert code.box.locator(".code-summary").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert _focused(page) == "code-run"
    described = code.editor.get_attribute("aria-describedby")
    assert "Esc" in page.locator(f"#{described}").inner_text()
    page.keyboard.press("Enter")
    code.ended()
    assert code.box.locator(".code-summary").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["320", "1280"])
def test_axe_finds_nothing_and_nothing_is_too_wide(visit, viewport, theme):
    code = _open(visit, viewport=viewport, color_scheme=theme)
    long_line = "x = '" + "很长的一行" * 40 + "'\n"
    for source in (PARTIAL, f"{long_line}print(x * 20)\ndef majority(n, p):\n    return totle\n"):
        code.run(source)
        code.page.evaluate(AXE)
        selector = f"#exercise-{ITEM['id']}"
        result = code.page.evaluate("part => axe.run(part, {resultTypes: ['violations']})", selector)
        assert [
            (violation["id"], node["target"])
            for violation in result["violations"]
            for node in violation["nodes"]
        ] == []
        assert code.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_without_scripts_the_starter_and_the_checks_are_there(visit):
    page = visit(java_script_enabled=False).open(_home(ITEM))
    box = page.locator(f"#exercise-{ITEM['id']}")
    assert ITEM["starter"].strip() in box.locator("[data-part=code] pre").inner_text()
    said = box.locator("[data-part=checks]").inner_text()
    assert all(each["says"]["zh"].replace("`", "") in said for each in ITEM["checks"])
