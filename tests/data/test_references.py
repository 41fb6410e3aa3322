"""Entries of data/references.bib: fields that say what they should."""

import re
from urllib.parse import urlsplit

import pytest

from widgets.book.records import bibliography

EACH_WORK = pytest.mark.parametrize("key", bibliography())
SHAPES = {
    "year": r"\d{4}",
    "date": r"\d{4}-\d{2}(-\d{2})?",
    "urldate": r"\d{4}-\d{2}-\d{2}",
    "pages": r"\w+(--\w+)?(, \w+(--\w+)?)*",
    "doi": r"10\.\d{4,}/\S+",
    "chapter_number": r"[1-9]\d?",
    "language": r"[a-z]{2}",
}


@EACH_WORK
def test_fields_have_their_shape(key):
    fields = bibliography()[key].fields
    assert fields["language"]
    for name, shape in SHAPES.items():
        assert re.fullmatch(shape, fields.get(name, "")) or name not in fields, f"{name} = {fields[name]!r}"


@EACH_WORK
def test_date_is_in_its_year(key):
    fields = bibliography()[key].fields
    assert fields.get("date", "").startswith(fields.get("year", "")) or "date" not in fields


@EACH_WORK
def test_address_is_well_formed(key):
    address = bibliography()[key].fields.get("url", "https://example.org")
    parts = urlsplit(address)
    assert parts.scheme in ("http", "https")
    assert re.fullmatch(r"[\w.-]+(:\d+)?", parts.netloc)
    assert not re.search(r"\s", address)
    assert parts.netloc != "doi.org", "a DOI goes into the field doi"


@EACH_WORK
def test_title_that_was_not_seen_has_a_note(key):
    fields = bibliography()[key].fields
    assert fields["title"].strip("{}")
    assert "note" in fields or not fields["title"].startswith("{[")


def test_no_work_stands_under_two_keys():
    for name in ("url", "doi"):
        values = [entry.fields[name] for entry in bibliography().values() if name in entry.fields]
        assert len(set(values)) == len(values)
    works = [
        (entry.fields["title"].strip("{}").casefold(), str(entry.persons), entry.type)
        for entry in bibliography().values()
    ]
    assert len(set(works)) == len(works)
