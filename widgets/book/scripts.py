"""Scripts that a page loads only if it holds the element that they bring to life."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def load_with(app: Sphinx, element: type[nodes.Element], script: str, *imports: str) -> None:
    """Load a script on the pages whose document has an element, and on no other.

    Parameters
    ----------
    app : Sphinx
    element : type
        Kind of node.
    script : str
        Path below `_static/`.
    *imports : str
        What the script imports, to be fetched beside it rather than after it.
    """

    def add(
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        if doctree is not None and any(doctree.findall(element)):
            app.add_js_file(script, type="module")
            for path in imports:
                tag = f'\n<script type="module" src="{context["pathto"](f"_static/{path}", True)}"></script>'
                if tag not in context["metatags"]:
                    context["metatags"] += tag

    app.connect("html-page-context", add)
