"""What a reader can find out with `ledger`."""

import pytest

from widgets.explorables import ledger


def _blocks(answer):
    return [row[0][0] for row in answer["table"]["rows"]]


@pytest.mark.parametrize("place", range(5))
def test_blocks_break_from_the_altered_one_on(place):
    answer = ledger.respond(altered=ledger.RECORD_KEYS[place])
    assert _blocks(answer) == ["✓"] * place + ["✗"] * (5 - place)
    assert answer["measures"][0]["text"] == str(5 - place)


def test_altering_to_the_same_words_breaks_nothing():
    answer = ledger.respond(altered="record3", record3="甲", altered_text="甲")
    assert _blocks(answer) == ["✓"] * 5


def test_task_one_altering_the_fourth_record_breaks_the_fourth_and_fifth():
    assert _blocks(ledger.respond(altered="record4")) == ["✓", "✓", "✓", "✗", "✗"]


def test_task_two_resealing_leaves_only_the_last_digest_to_tell():
    sound, resealed = ledger.respond(altered="none"), ledger.respond(altered="record2", reseal=True)
    assert _blocks(resealed) == ["✓"] * 5
    assert "副本" in resealed["headline"]
    assert sound["table"]["rows"][0][2] == resealed["table"]["rows"][0][2]
    assert sound["table"]["rows"][4][2] != resealed["table"]["rows"][4][2]


@pytest.mark.parametrize(("q", "z"), [(0.1, 5), (0.3, 24)])
def test_task_three_confirmations_for_one_in_a_thousand(q, z):
    assert float(ledger.respond(q=q, z=z)["measures"][1]["text"]) < 0.001
    assert float(ledger.respond(q=q, z=z - 1)["measures"][1]["text"]) > 0.001
    assert f" {z} " in ledger.respond(q=q)["notes"][1]


def test_half_of_the_power_always_catches_up():
    assert ledger.respond(q=0.5, z=50)["measures"][1]["text"] == "1.0000000"
    assert "四百次" in ledger.respond(q=0.5)["notes"][1]


def test_typed_text_is_shown_as_typed():
    typed = '<b>&"\\'
    assert ledger.respond(record1=typed)["table"]["rows"][0][1] == typed
