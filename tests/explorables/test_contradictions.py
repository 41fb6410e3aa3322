"""What a reader can find out with `contradictions`."""

import re

import pytest

from widgets.book.records import facts, works
from widgets.explorables import contradictions
from widgets.explorables.contradictions import DISPUTES, LETTERS, facts_of, respond
from widgets.explorables.disputed import FACTS, SOURCES, Reader

EACH_DISPUTE = pytest.mark.parametrize("dispute", DISPUTES, ids=lambda dispute: dispute.key)
CLAIMS = slice(2, 4)  # of the measures


def _value(contradiction, reading, **more):
    return respond(contradiction=contradiction, reading=reading, **more)["measures"][0]["text"]


def _claims(contradiction, **more):
    return [claim["text"] for claim in respond(contradiction=contradiction, **more)["measures"][CLAIMS]]


def _verdicts(contradiction, reading):
    row = respond(contradiction=contradiction)["table"]["rows"][LETTERS.index(reading)]
    return row[2:]


def test_task_one_wenling_has_one_sure_and_one_open_claim():
    assert [_value("wenling", letter) for letter in "abcd"] == ["16.7人", "75人", "60人", "200人"]
    assert _claims("wenling") == ["信谁都成立", "看信谁"]


def test_task_one_slack_of_a_third_and_more_shakes_the_sure_claim():
    assert [_claims("wenling", slack=slack)[0] for slack in (30, 35)] == ["信谁都成立", "看信谁"]


def test_task_two_another_unit_does_more_than_another_source():
    assert [_value("shenzhen", letter) for letter in "abcd"] == ["63.8%", "63.2%", "65.3–66.8%", "35.7%"]
    assert _claims("shenzhen") == ["信谁都成立", "看信谁"]
    assert _verdicts("shenzhen", "d") == ["不成立", "不成立"]
    assert [_value("finalists", letter) for letter in "abc"] == ["8.9%", "8.8%", "13.3%"]
    assert _claims("finalists") == ["信谁都成立", "信谁都不成立"]


def test_task_three_the_report_of_2015_decides_only_what_is_recent():
    assert [_value("dates", letter) for letter in "ab"] == ["0年", "10年"]
    assert _claims("dates") == ["信谁都成立", "看信谁"]


def test_task_four_done_is_a_matter_of_definition():
    assert [_value("waste", letter) for letter in "ab"] == ["79.8%", "6.1%"]
    assert _claims("waste") == ["信谁都不成立", "看信谁"]


def test_replicated_items_grow_no_slower_than_ten_a_year():
    assert [_value("ftz", letter) for letter in "abc"] == ["10.6项", "30.2项", "28.3项"]


@EACH_DISPUTE
def test_sides_of_a_contradiction_are_named_as_such_in_the_data(dispute):
    """Some figure of one side names a figure of another, or the reading itself is another definition."""
    used = {fact_id for place in range(len(dispute.readings)) for fact_id in facts_of(dispute, place)}
    named = {other for fact_id in used for other in FACTS[fact_id]["conflicts_with"].split(";")}
    assert used & named or dispute.key == "waste"


@EACH_DISPUTE
def test_figures_are_those_of_the_table_and_their_sources_have_names(dispute):
    for place in range(len(dispute.readings)):
        for fact_id in facts_of(dispute, place):
            assert FACTS[fact_id] == facts()[fact_id]
            assert set(facts()[fact_id]["source"].split(";")) <= set(SOURCES)


def test_no_source_is_named_in_vain():
    used = {
        key
        for dispute in DISPUTES
        for place in range(len(dispute.readings))
        for fact_id in facts_of(dispute, place)
        for key in FACTS[fact_id]["source"].split(";")
    }
    assert used == set(SOURCES) <= set(works())


@EACH_DISPUTE
def test_no_figure_is_typed_into_the_words(dispute):
    words = [dispute.label, dispute.quantity, dispute.settles]
    words += [part.label for part in dispute.readings] + [claim.text for claim in dispute.claims]
    assert not [text["zh"] for text in words if re.search(r"\d", text["zh"])]


@EACH_DISPUTE
def test_every_dispute_has_two_sides_and_two_claims(dispute):
    assert sum(reading.same for reading in dispute.readings) >= 2
    assert dispute.readings[0].same
    assert len(dispute.readings) <= len(LETTERS)
    assert len(dispute.claims) == 2


@EACH_DISPUTE
def test_slack_only_widens_and_leaves_exact_figures_alone(dispute):
    for reading in dispute.readings:
        previous = reading.value(Reader(0))
        for slack in (0.1, 0.3, 0.6):
            wider = reading.value(Reader(slack))
            assert wider.low <= previous.low <= previous.high <= wider.high
            previous = wider
    exact = all(
        FACTS[fact_id]["value"][0] not in "<>"
        for place in range(len(dispute.readings))
        for fact_id in facts_of(dispute, place)
    )
    tables = [respond(contradiction=dispute.key, slack=slack)["table"] for slack in (0, 60)]
    assert (tables[0] == tables[1]) == exact


@EACH_DISPUTE
def test_what_survives_does_not_depend_on_the_reading_chosen(dispute):
    told = {tuple(_claims(dispute.key, reading=letter)) for letter in LETTERS}
    assert len(told) == 1


def test_a_reading_that_is_not_there_is_taken_back_to_the_last():
    for dispute in DISPUTES:
        shown = respond(contradiction=dispute.key, reading="d")["shown"]["reading"]
        assert shown == LETTERS[len(dispute.readings) - 1]


def test_both_readings_stand_side_by_side_whichever_is_believed():
    for letter in "ab":
        rows = respond(contradiction="wenling", reading=letter)["table"]["rows"]
        assert [row[0].startswith(sign) for row, sign in zip(rows, "甲乙丙丁", strict=False)] == [True] * 4


def test_prediction_exposes_that_a_contradiction_does_not_void_everything():
    assert contradictions.predicted() == "holds"
    assert dict(contradictions.PREDICTION["options"])["void"]["zh"].startswith("不能")


def test_figure_marks_the_chosen_reading_and_the_claims():
    figure = respond(contradiction="wenling", reading="b")["figure"]
    words = [text for trace in figure["data"] for text in trace.get("text", [])]
    assert [text for text in words if text.startswith("<b>")] == ["<b>乙 教材第一节  75人</b>"]
    lines = [trace["x"][0] for trace in figure["data"] if trace["mode"] == "lines"]
    assert lines[1:3] == [100, 50]
    assert sorted(set(figure["data"][0]["x"])) == pytest.approx([500 / 30, 75])
