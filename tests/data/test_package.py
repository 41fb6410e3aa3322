"""The data package: schemas, keys, sources, and what each figure's display says."""

import json
import re
from decimal import Decimal

import frictionless
import pytest

from widgets.book.records import facts, terms, works
from widgets.paths import DATA

PACKAGE = json.loads((DATA / "datapackage.json").read_text("utf-8"))
EVIDENCE = {"confirmed", "claimed", "conflicting", "structure", "misprint", "reasoning"}
SCALE = {"万": 10**4, "亿": 10**8}


def test_package_is_valid():
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note", "rowNumber", "fieldName"])


def test_every_table_is_described_field_by_field():
    described = {resource["path"]: resource for resource in PACKAGE["resources"]}
    assert set(described) == {path.name for path in DATA.glob("*.csv")}
    for resource in described.values():
        assert resource["title"]
        assert resource["title_zh"]
        assert resource["description_zh"]
        assert resource["sources"]
        for field in resource["schema"]["fields"]:
            assert field["description"]
            assert field["description_zh"]
        assert resource["schema"]["primaryKey"]


@pytest.mark.parametrize("row", facts().values(), ids=facts())
def test_fact_has_value_status_and_known_sources(row):
    assert row["value"]
    assert row["display_zh"]
    assert row["display_en"]
    assert row["evidence"] in EVIDENCE
    assert set(row["source"].split(";")) <= set(works())


@pytest.mark.parametrize("row", facts().values(), ids=facts())
def test_contradictions_name_each_other_and_only_conflicting_facts_have_them(row):
    others = [other for other in row["conflicts_with"].split(";") if other]
    assert (row["evidence"] == "conflicting") == bool(others)
    for other in others:
        assert row["id"] in facts()[other]["conflicts_with"].split(";")


@pytest.mark.parametrize("row", facts().values(), ids=facts())
def test_confirmed_facts_have_a_source_beyond_the_chapter(row):
    if row["evidence"] == "confirmed":
        assert row["source"].split(";") != ["chapter"]


def test_every_figure_of_the_chapter_stands_in_the_table():
    assert {f"f{number:03}" for number in range(1, 197)} <= set(facts())


@pytest.mark.parametrize(
    "row", [r for r in facts().values() if r["evidence"] == "structure"], ids=lambda r: r["id"]
)
def test_counts_of_structure_name_what_they_count(row):
    named = row["note_zh"].partition("。")[0].split("、")
    assert len(set(named)) == int(row["value"])


@pytest.mark.parametrize(
    "row", [r for r in facts().values() if r["evidence"] == "misprint"], ids=lambda r: r["id"]
)
def test_misprints_show_the_printed_and_the_mended_words(row):
    printed, mended = row["value"].split("→")
    assert printed != mended
    assert row["display_zh"] == f"“{printed}”应作“{mended}”"


def _number(text):
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    if not found:
        return None
    unit = text[found.end() : found.end() + 1]
    return Decimal(found[0].replace(",", "")) * SCALE.get(unit, 1)


@pytest.mark.parametrize(
    "row",
    [r for r in facts().values() if re.fullmatch(r"[<>]?\d+(\.\d+)?", r["value"])],
    ids=lambda r: r["id"],
)
def test_display_says_the_value(row):
    assert _number(row["display_zh"]) == Decimal(row["value"].lstrip("<>"))


def test_terms_are_named_and_defined_once_in_both_languages():
    for column in ("id", "term_zh", "term_en"):
        values = [row[column] for row in terms()]
        assert len(set(values)) == len(values)
    assert all(row["definition_zh"] and row["definition_en"] for row in terms())


def test_nothing_recalled_is_published():
    for path in DATA.glob("*.csv"):
        assert "recalled" not in path.read_text("utf-8")
