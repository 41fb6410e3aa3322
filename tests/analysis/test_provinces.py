"""The province tables: a map on which neighbours touch, and arrays in one order."""

import csv

import numpy as np
import pytest

from widgets.analysis import provinces
from widgets.paths import DATA


def _rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_unit_has_a_tile_of_its_own():
    tiles = [(row["col"], row["row"]) for row in _rows("provinces")]
    assert len(set(tiles)) == len(tiles) == 34


def test_nine_in_ten_borders_join_tiles_that_touch():
    at = {row["code"]: (int(row["col"]), int(row["row"])) for row in _rows("provinces")}
    borders = [(at[row["code_a"]], at[row["code_b"]]) for row in _rows("province_borders")]
    touching = [max(abs(a - c), abs(b - d)) == 1 for (a, b), (c, d) in borders]
    assert sum(touching) >= 0.9 * len(borders)


def test_tiles_lie_where_the_compass_says():
    at = {row["short_zh"]: (int(row["col"]), int(row["row"])) for row in _rows("provinces")}
    assert at["新"][0] == min(col for col, _ in at.values())
    assert at["黑"][1] == min(row for _, row in at.values())
    assert at["琼"][1] > at["粤"][1]
    assert at["台"][0] > at["闽"][0]
    assert at["藏"][1] > at["新"][1]
    assert at["京"][0] < at["辽"][0]


def test_borders_join_units_with_data_once_and_reach_all():
    touching = provinces.neighbours()
    assert (touching == touching.T).all()
    assert not touching.diagonal().any()
    assert touching.any(axis=1).all()
    assert touching.sum() == 2 * len(_rows("province_borders"))


def test_income_is_of_an_earlier_year():
    assert (provinces.income_before([2015]) == provinces.income_before([2011])).all()
    assert (provinces.income_before([2016]) != provinces.income_before([2015])).any()


def test_income_before_the_first_year_is_refused():
    with pytest.raises(ValueError, match="years: got 2005"):
        provinces.income_before([2005])


@pytest.mark.parametrize("reading", provinces.READINGS)
def test_readings_differ_only_in_units_without_a_year(reading):
    stated = np.isfinite(provinces.launch_years("open_data_platform"))
    years = provinces.launch_years("open_data_platform", reading)
    assert (years[stated] == provinces.launch_years("open_data_platform")[stated]).all()


def test_unknown_names_are_refused():
    with pytest.raises(ValueError, match="policy: got 'tea'"):
        provinces.launch_years("tea")
    with pytest.raises(ValueError, match="reading: got 'hopeful'"):
        provinces.launch_years("river_chief", "hopeful")
