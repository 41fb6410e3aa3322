"""Which pages the site has and which explorables stand on them."""

import re

import book


def pages():
    """Paths of all pages of the built site that readers are led to."""
    return sorted(
        path.relative_to(book.SITE).as_posix()
        for path in book.SITE.rglob("*.html")
        if path.name != "genindex.html"
    )


def explorables_on(path):
    """Names of the explorables on a page."""
    text = (book.SITE / path).read_text("utf-8")
    return re.findall(r'<book-explorable name="(\w+)"', text)
