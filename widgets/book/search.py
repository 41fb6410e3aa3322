"""Search by Pagefind, which segments Chinese, in place of Sphinx's own index, which does not."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from widgets.book.language import edition, label

CONTENT = "article.bd-article"
LEFT_OUT = ".headerlink, .cell_input, .toctree-wrapper, [data-part=spec]"


def setup(app: Sphinx) -> None:
    """Switch Sphinx's index off, add the page of results, index the site when it is written."""
    app.connect("builder-inited", _switch_off_sphinx_search)
    app.connect("html-collect-pages", _search_page)
    app.connect("html-page-context", _add_texts)
    app.connect("build-finished", _index)


def _switch_off_sphinx_search(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False
        app.add_js_file("page/search.js", type="module")


def _search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    yield "search", {"title": label("search", edition(app.config))}, "book-search.html"


def _add_texts(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    lang = edition(app.config)
    names = ("found", "nothing", "failed")
    context["search_texts"] = {name: label(f"search_{name}", lang) for name in names}
    context["search_needs_script"] = label("search_needs_script", lang)


def _index(app: Sphinx, exception: Exception | None) -> None:
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    site = Path(app.outdir)
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--root-selector", CONTENT]
    command += ["--exclude-selectors", LEFT_OUT, "--keep-index-url"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise ExtensionError(f"pagefind failed:\n{done.stdout[-1000:]}\n{done.stderr[-1000:]}")
