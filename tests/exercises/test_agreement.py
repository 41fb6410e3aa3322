"""Agreement of coders: published values, properties, errors."""

import json

import numpy as np
import pandas as pd
import pytest

from widgets.exercises import agreement
from widgets.explorables import files, load

# Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability, section C: 4 observers, 12 units.
KRIPPENDORFF = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
ALPHAS = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849}
# Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, table 18.1: diagnoses by two raters.
DIAGNOSES = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
# Agresti, Categorical Data Analysis (1990), from Hout et al. (1987): ratings of husbands and wives.
COUPLES = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]


def codings(values_of, variable="x"):
    rows = [
        (coder, f"case-{unit}", variable, value)
        for coder, values in values_of.items()
        for unit, value in enumerate(values.split())
        if value != "."
    ]
    return pd.DataFrame(rows, columns=list(agreement.COLUMNS))


def of_table(counts):
    """Codings of two coders that make a table of counts."""
    pairs = [(i, j) for i, row in enumerate(counts) for j, count in enumerate(row) for _ in range(count)]
    return codings({coder: " ".join(str(pair[side]) for pair in pairs) for side, coder in enumerate("AB")})


def kappa(counts, level):
    return agreement.kappas(of_table(counts), level)["kappa"].item()


@pytest.mark.parametrize(("level", "published"), ALPHAS.items())
def test_alpha_is_krippendorff_s_own(level, published):
    found = agreement.alphas(codings(KRIPPENDORFF), level).loc["x"]
    assert found["alpha"] == pytest.approx(published, abs=0.0005)
    assert (found["cases"], found["coders"]) == (11, 4)  # the twelfth has one coder
    assert found["low"] <= found["alpha"] <= found["high"] <= 1


def test_kappa_is_as_published():
    assert kappa(DIAGNOSES, "nominal") == pytest.approx(0.676, abs=0.0005)
    assert kappa(COUPLES, "nominal") == pytest.approx(0.1293, abs=0.00005)
    assert kappa(COUPLES, "ordinal") == pytest.approx(0.2374, abs=0.00005)


@pytest.mark.parametrize(("level", "power"), [("nominal", 0), ("ordinal", 1), ("interval", 2)])
def test_kappa_compares_the_mean_distance_with_that_of_chance(level, power):
    rng = np.random.default_rng(3)
    first, second = rng.choice([0, 1, 2, 5, 9], size=(2, 60))  # with gaps, which count as distance
    distance = np.abs(np.subtract.outer(first, second))
    cost = distance**power if power else (distance > 0)
    expected = 1 - np.diag(cost).mean() / cost.mean()
    table = codings({"A": " ".join(map(str, first)), "B": " ".join(map(str, second))})
    assert agreement.kappas(table, level)["kappa"].item() == pytest.approx(expected)


@pytest.mark.parametrize("level", agreement.LEVELS)
def test_full_agreement_is_one_and_order_of_coders_and_cases_does_not_matter(level):
    same = codings({"A": "1 2 3 1 2", "B": "1 2 3 1 2", "C": "1 2 3 1 2"})
    assert agreement.alphas(same, level)["alpha"].item() == 1
    assert agreement.kappas(same, level)["kappa"].tolist() == [1, 1, 1]
    table = codings(KRIPPENDORFF)
    turned = codings({name: values[::-1] for name, values in reversed(KRIPPENDORFF.items())})
    assert agreement.alphas(turned, level)["alpha"].item() == pytest.approx(
        agreement.alphas(table, level)["alpha"].item()
    )
    assert sorted(agreement.kappas(turned, level)["kappa"]) == pytest.approx(
        sorted(agreement.kappas(table, level)["kappa"])
    )


def test_chance_is_about_zero_and_inside_its_interval():
    rng = np.random.default_rng(5)
    table = codings({coder: " ".join(map(str, rng.integers(1, 4, 400))) for coder in "AB"})
    found = agreement.alphas(table, "nominal").loc["x"]
    assert found["low"] < 0 < found["high"]
    assert abs(found["alpha"]) < 0.15


def test_the_same_seed_gives_the_same_interval():
    table = codings(KRIPPENDORFF)
    pd.testing.assert_frame_equal(agreement.alphas(table, seed=3), agreement.alphas(table, seed=3))


@pytest.mark.parametrize(
    "values", [{"A": "1 1 1", "B": "1 1 1"}, {"A": "1 . .", "B": ". 2 ."}, {"A": "1 2 3"}]
)
def test_where_nothing_can_disagree_there_is_no_alpha(values):
    assert np.isnan(agreement.alphas(codings(values))["alpha"].item())
    assert not agreement.kappas(codings(values))["kappa"].notna().any()


def test_words_are_nominal():
    table = codings({"A": "control norm norm control", "B": "control norm control control"})
    assert agreement.alphas(table, "nominal")["alpha"].item() < 1
    for measure in (agreement.alphas, agreement.kappas):
        with pytest.raises(ValueError, match="x: got 'control', expected a number, or level nominal"):
            measure(table, "ordinal")
        with pytest.raises(
            ValueError, match="level: got 'ratio', expected one of nominal, ordinal, interval"
        ):
            measure(table, "ratio")


def test_halves_have_no_weights():
    table = codings({"A": "1 1.5 2", "B": "1 2 2"})
    with pytest.raises(ValueError, match=r"x: got 1.5, expected whole numbers"):
        agreement.kappas(table, "ordinal")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "codes.csv: No columns"),
        (
            "coder,unit,variable\na,b,c\n",
            "codes.csv: column value missing, expected coder, unit, variable, value",
        ),
        ("coder,unit,variable,value\na,b,c,1\n ,b,c,1\n", "codes.csv, line 3: coder is empty"),
        ("coder,unit,variable,value\na,b,c,1\na,b,c,2\n", "codes.csv: a codes c of b more than once"),
        ("coder,unit,variable,value\na,b,c,\n", "codes.csv: no codings"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(tmp_path, text, says):
    path = tmp_path / "codes.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=says):
        agreement.read(path)


def test_a_table_in_another_encoding_names_the_file(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_bytes("coder,unit,variable,value\n甲,案例,x,1\n".encode("gb18030"))
    with pytest.raises(ValueError, match=r"codes\.csv: .*utf-8"):
        agreement.read(path)


def test_csv_comes_back_as_it_went(tmp_path):
    table = codings(KRIPPENDORFF)
    table.to_csv(tmp_path / "codes.csv", index=False, encoding="utf-8-sig")
    pd.testing.assert_frame_equal(agreement.read(tmp_path / "codes.csv"), table)


def test_files_of_the_case_laboratory_are_read(tmp_path):
    control = next(each for each in load("case_lab").CONTROLS if each["kind"] == "choice")
    key, choices = control["key"], [name for name, _ in control["options"]]
    for coder, choice in (("2026001", choices[-1]), ("2026002", choices[-2])):
        saved = files.export("case_lab", {"name": "假设的案例", key: choice})["document"]
        (tmp_path / f"{coder}_case.json").write_text(json.dumps(saved, ensure_ascii=False), "utf-8")
    table = agreement.read(tmp_path)
    assert set(table["coder"]) == {"2026001", "2026002"}
    assert set(table["unit"]) == {"假设的案例"}
    assert set(table.loc[table["variable"] == key, "value"]) == {str(choices[-1]), str(choices[-2])}
    (tmp_path / "nobody.json").write_text("{}", "utf-8")
    with pytest.raises(ValueError, match=r"nobody\.json: expected a name such as"):
        agreement.read(tmp_path)
