"""How fast the page answers, beside plotly alone with the same figure: `python3 book.py benchmark`."""

import gzip
import http.server
import json
import statistics
import tempfile
import threading
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

import book
from tests.site.conftest import DESKTOP, OFFLINE
from widgets import explorables

RUNS = 5
STEPS = 40
PAGE = "chapters/types.html"
NAME = "typology"
ENDINGS = {
    ".js": "scripts",
    ".css": "styles",
    ".wasm": "MicroPython",
    ".json": "baked answers",
    ".woff2": "fonts",
}

# Marks the moment at which the headline and the chart first follow a moved slider.
STEP = """async ({selector, headline, chart, value}) => {
  const input = document.querySelector(selector);
  const start = performance.now();
  const until = (element, test) => new Promise((resolve) => {
    if (test()) return resolve(performance.now());
    const observer = new MutationObserver(() => {
      if (!test()) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now()));
    });
    observer.observe(element, {subtree: true, childList: true, characterData: true, attributes: true});
  });
  const text = document.querySelector(headline);
  const before = text.textContent;
  const picture = document.querySelector(chart);
  const drawn = picture.innerHTML;
  const told = until(text, () => text.textContent !== before);
  const shown = until(picture, () => picture.querySelector(".main-svg") && picture.innerHTML !== drawn);
  input.value = value;
  input.dispatchEvent(new Event("input", {bubbles: true}));
  input.dispatchEvent(new Event("change", {bubbles: true}));
  const text_at = await told, chart_at = await shown;
  return {
    text: text_at - start, chart: chart_at - start,
    text_since_navigation: text_at, chart_since_navigation: chart_at,
  };
}"""

FLOOR = """<!doctype html><meta charset="utf-8"><p id="headline">-</p>
<input id="slider" type="range" min="0" max="1" step="0.05" value="0.5"><div id="chart"></div>
<script type="module">
import Plotly from "./page/chart.js";
const figure = FIGURE;
const chart = document.querySelector("#chart"), slider = document.querySelector("#slider");
function answer() {
  const s = [0.5, Number(slider.value), 0.5], w = s.map((x) => Math.exp(6 * x));
  const sum = w.reduce((a, b) => a + b), total = s.reduce((a, b) => a + b);
  figure.data[0].x = w.map((x) => x / sum);
  const reader = figure.data[figure.data.length - 1];
  ["a", "b", "c"].forEach((axis, i) => (reader[axis] = [s[i] / total]));
  document.querySelector("#headline").textContent = figure.data[0].x.map((x) => x.toFixed(3)).join(" ");
  return Plotly.react(chart, figure.data, figure.layout, {displayModeBar: false});
}
slider.addEventListener("input", answer);
answer();
</script>"""


def main():
    """Measure and print one table."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=book.find_browser(), args=OFFLINE)
        with book.site_server() as site, _floor_server() as floor:
            ours = _measure(
                browser,
                site + PAGE,
                selector=f"book-explorable[name={NAME}] [data-control=embedding]",
                headline=f"book-explorable[name={NAME}] [data-part=headline]",
                chart=f"book-explorable[name={NAME}] [data-part=figure]",
            )
            plain = _measure(browser, floor, selector="#slider", headline="#headline", chart="#chart")
            sizes = _transfer(browser, site + PAGE)
        browser.close()
    _report(ours, plain, sizes)


class _floor_server:  # noqa: N801 - used like a function in a with statement
    """Serves plotly and hand-written JavaScript with the same figure: the least that a page can take."""

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        root = Path(self._folder.name)
        (root / "page").symlink_to(book.SITE / "_static" / "page")
        figure = json.dumps(explorables.answer(NAME, {})["figure"])
        (root / "index.html").write_text(FLOOR.replace("FIGURE", figure), "utf-8")
        handler = partial(book.SiteHandler, directory=str(root))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __exit__(self, *error):
        self._server.shutdown()
        self._server.server_close()
        self._folder.cleanup()


def _measure(browser, address, **places):
    cold, warm = [], []
    for run in range(RUNS):
        page = browser.new_context(viewport=DESKTOP).new_page()
        page.goto(address, wait_until="domcontentloaded")
        page.locator(places["selector"]).scroll_into_view_if_needed()
        page.wait_for_function("s => !document.querySelector(s).matches(':disabled')", arg=places["selector"])
        cold.append(page.evaluate(STEP, {**places, "value": "0.9"}))
        if run == 0:
            page.wait_for_timeout(500)
            for step in range(STEPS):
                warm.append(page.evaluate(STEP, {**places, "value": str(round(0.05 + 0.1 * (step % 9), 2))}))
        page.context.close()
    return cold, warm


def _transfer(browser, address):
    sizes = {}
    page = browser.new_context(viewport=DESKTOP).new_page()

    def count(response):
        path = response.url.split("?")[0]
        kind = next((name for end, name in ENDINGS.items() if path.endswith(end)), "page and icon")
        if path.endswith("/chart.js"):
            kind = "plotly"
        sizes.setdefault(kind, {})[path] = len(gzip.compress(response.body(), 9))

    page.on("response", lambda response: count(response) if response.status == 200 else None)
    page.goto(address, wait_until="networkidle")
    page.locator(f"book-explorable[name={NAME}]").scroll_into_view_if_needed()
    page.wait_for_selector(f"book-explorable[name={NAME}] .chart .main-svg")
    page.context.close()
    return {kind: sum(files.values()) for kind, files in sizes.items()}


def _report(ours, plain, sizes):
    def middle(rows, key):
        return statistics.median(row[key] for row in rows)

    def tail(rows, key):
        return sorted(row[key] for row in rows)[int(0.95 * len(rows))]

    print(f"{'':46}{'this page':>12}{'plotly alone':>14}{'ratio':>8}")
    for title, part, statistic, key in [
        ("navigation to first answer as text, ms", 0, middle, "text_since_navigation"),
        ("navigation to first answer as chart, ms", 0, middle, "chart_since_navigation"),
        ("slider step to text, p50, ms", 1, middle, "text"),
        ("slider step to chart, p50, ms", 1, middle, "chart"),
        ("slider step to chart, p95, ms", 1, tail, "chart"),
    ]:
        mine, floor = statistic(ours[part], key), statistic(plain[part], key)
        print(f"{title:46}{mine:12.0f}{floor:14.0f}{mine / floor:8.2f}")
    print(f"(cold: median of {RUNS} new browser contexts; steps: {STEPS} in one page)\n")
    print("transferred, gzip -9")
    for kind, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"  {kind:18}{size / 1000:8.0f} kB")
    print(f"  {'all':18}{sum(sizes.values()) / 1000:8.0f} kB")


if __name__ == "__main__":
    main()
