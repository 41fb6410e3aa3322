"""Mends what the libraries write into pages that assistive technology stumbles over."""

import re
from typing import Any

from sphinx.application import Sphinx

REPLACEMENTS = {
    # docutils' list of works has children of a deprecated role
    ' role="doc-biblioentry"': ' role="listitem"',
    # the folded code's English label hides the text that is there
    ' aria-label="Toggle hidden content"': "",
}
# A table's corner, as pandas and docutils write it, is a heading of nothing.
EMPTY_HEADING = re.compile(r"<th(?: [^>]*)?>(?:<p>)?(?:&nbsp;|\s)*(?:</p>)?</th>")


def setup(app: Sphinx) -> None:
    """Mend each page's body before the template is filled."""
    app.connect("html-page-context", _mend)


def _mend(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    if "body" in context:
        for written, mended in REPLACEMENTS.items():
            context["body"] = context["body"].replace(written, mended)
        context["body"] = EMPTY_HEADING.sub("<td></td>", context["body"])
