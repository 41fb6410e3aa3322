"""The chain against hashlib, the race against the table printed in Nakamoto (2008), section 11."""

import hashlib
import math
from fractions import Fraction

import pytest

from widgets.models.ledger import (
    GENESIS,
    catch_up_probability,
    confirmations_needed,
    first_broken_block,
    seal,
)

PRINTED = {
    0.1: {
        0: 1,
        1: 0.2045873,
        2: 0.0509779,
        3: 0.0131722,
        4: 0.0034552,
        5: 0.0009137,
        6: 0.0002428,
        7: 0.0000647,
        8: 0.0000173,
        9: 0.0000046,
        10: 0.0000012,
    },
    0.3: {
        0: 1,
        5: 0.1773523,
        10: 0.0416605,
        15: 0.0101008,
        20: 0.0024804,
        25: 0.0006132,
        30: 0.0001522,
        35: 0.0000379,
        40: 0.0000095,
        45: 0.0000024,
        50: 0.0000006,
    },
}
ROWS = [(q, z, value) for q, table in PRINTED.items() for z, value in table.items()]
# "Solving for P less than 0.1%", same section.
NEEDED = {0.10: 5, 0.15: 8, 0.20: 11, 0.25: 15, 0.30: 24, 0.35: 41, 0.40: 89, 0.45: 340}


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for _ in range(30):
        records = ["".join(draw.choice("公共ab ,1é") for _ in range(draw.randint(0, 12))) for _ in range(4)]
        yield "seal", [records], {}
        chain = seal(records)
        chain[draw.randint(0, 3)]["record"] += "x"
        yield "first_broken_block", [chain], {}
        yield "catch_up_probability", [draw.uniform(0, 0.6), draw.randint(0, 60)], {}
    for q in (0.1, 0.3, 0.45, 0.6):
        yield "confirmations_needed", [q, 0.01], {}
    yield "catch_up_probability", [2, 1], {}
    yield "catch_up_probability", [0.1, 1.5], {}


@pytest.mark.parametrize(("q", "z", "printed"), ROWS)
def test_nakamotos_table_to_its_last_digit(q, z, printed):
    assert f"{catch_up_probability(q, z):.7f}" == f"{printed:.7f}"


@pytest.mark.parametrize(("q", "z"), NEEDED.items())
def test_nakamotos_confirmations_for_one_in_a_thousand(q, z):
    assert confirmations_needed(q, 0.001) == z


def test_probability_falls_with_confirmations_and_rises_with_power():
    for q in (0.05, 0.2, 0.45):
        path = [catch_up_probability(q, z) for z in range(60)]
        assert path == sorted(path, reverse=True)
    for z in (1, 6, 30):
        path = [catch_up_probability(q / 100, z) for q in range(60)]
        assert path == sorted(path)


def test_limits():
    assert catch_up_probability(0, 1) == 0
    assert catch_up_probability(0.49, 0) == 1
    assert catch_up_probability(0.5, 400) == catch_up_probability(1, 3) == 1
    assert confirmations_needed(0.5, 0.5) is None


def test_one_confirmation_has_a_closed_form():
    """z = 1: 1 - e^(-r) (1 - r), with r = q / p, since the second term of the sum vanishes."""
    for q in (0.05, 0.1, 0.3, 0.45):
        ratio = float(Fraction(q) / (1 - Fraction(q)))
        assert catch_up_probability(q, 1) == pytest.approx(1 - math.exp(-ratio) * (1 - ratio), abs=1e-12)


def test_digests_are_hashlibs():
    previous = GENESIS
    for block in seal(["拨款", "", "a" * 1000]):
        previous = hashlib.sha256((previous + block["record"]).encode()).hexdigest()
        assert block["digest"] == previous


def test_a_sound_chain_is_sound_and_an_altered_one_breaks_at_the_alteration():
    records = list("abcdef")
    assert first_broken_block(seal(records)) is None
    for place in range(6):
        chain = seal(records)
        chain[place]["record"] += "!"
        assert first_broken_block(chain) == place


def test_resealing_moves_the_break_to_the_next_block_and_resealing_all_hides_it():
    chain = seal(list("abcd"))
    altered = seal(list("aBcd"))
    assert first_broken_block([*altered[:2], *chain[2:]]) == 2
    assert first_broken_block(altered) is None
    assert altered[-1]["digest"] != chain[-1]["digest"]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -0.1, 1.1, "0.1", None, True])
def test_bad_shares_are_refused(bad):
    with pytest.raises(ValueError, match=r"^q: got"):
        catch_up_probability(bad, 1)


@pytest.mark.parametrize("bad", [math.nan, -1, 401, 1.5, "1", None])
def test_bad_confirmations_are_refused(bad):
    with pytest.raises(ValueError, match=r"^z: got"):
        catch_up_probability(0.1, bad)


def test_bad_records_and_risks_are_refused():
    with pytest.raises(ValueError, match="records: got 7 at 1, expected text"):
        seal(["a", 7])
    with pytest.raises(ValueError, match="records: got 'abc', expected a list of texts"):
        seal("abc")
    for block in ({"record": "a"}, None, "a", {"record": 1, "previous": "", "digest": ""}):
        with pytest.raises(ValueError, match=r"chain: got .* at 0, expected record, previous and digest"):
            first_broken_block([block])
    with pytest.raises(ValueError, match="risk: got 0"):
        confirmations_needed(0.1, 0)
