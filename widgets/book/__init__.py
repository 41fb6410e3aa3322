"""Sphinx extensions of the book: explorables, facts, diagrams, terms, search, nothing foreign."""

from typing import Any

from sphinx.application import Sphinx

from widgets.book import (
    accessible,
    assets,
    diagrams,
    explorables,
    facts,
    freshness,
    node,
    offline,
    search,
    terms,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register every part with Sphinx."""
    for part in (node, freshness, offline, assets, explorables, facts, diagrams, terms, search, accessible):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
