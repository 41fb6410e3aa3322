"""Which pages the site has."""

import book


def pages():
    """Paths of all pages of the built site that readers are led to."""
    paths = [path.relative_to(book.SITE) for path in book.SITE.rglob("*.html")]
    return sorted(p.as_posix() for p in paths if p.parts[0] != "_static" and p.name != "genindex.html")
