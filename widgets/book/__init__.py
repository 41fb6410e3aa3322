"""Sphinx extensions of the book: what its pages show besides text, search, nothing foreign."""

from typing import Any

from sphinx.application import Sphinx

from widgets.book import (
    accessible,
    assets,
    calibration,
    contents,
    diagrams,
    execution,
    exercises,
    explorables,
    facts,
    freshness,
    node,
    offline,
    register,
    search,
    tables,
    terms,
    works,
)

PARTS = (
    node,
    freshness,
    offline,
    execution,
    assets,
    contents,
    explorables,
    exercises,
    register,
    facts,
    diagrams,
    tables,
    calibration,
    terms,
    works,
    search,
    accessible,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register every part with Sphinx."""
    for part in PARTS:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
