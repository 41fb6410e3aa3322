"""Scoring: one rule a type, forgiving to typing, deaf to nonsense."""

import json

import pytest

from tests.exercises.items import HOSTILE, everything, one_of_each_type, sample, samples, scored, slips
from widgets.exercises import numerals, scoring, variants

EACH_SCORED = pytest.mark.parametrize("item", scored(), ids=lambda item: item["id"])
MATCH = sample("blockchain-uses")
NUMERIC = sample("polycentric-majority")
ORDER = sample("blockchain-seal")
SINGLE = sample("polycentric-stronger")
TRUE_FALSE = sample("polycentric-larger-half")
MULTIPLE = {
    "id": "several",
    "type": "multiple",
    "options": [
        {"ok": ok, "feedback": {"zh": key}}
        for key, ok in zip("abcde", [True, False, True, False, False], strict=True)
    ],
}


NOT_NUMBERS = (
    *[
        "",
        " ",
        "%",
        "/",
        "1/",
        "1/0",
        "1/2/3",
        "1,23,4",
        "1,,5",
        "1.2.3",
        "1..",
        ".",
        "1 2",
        "1e",
        "e3",
        "--1",
    ],
    *["1e4000", "1e400/1e400", "nan", "inf", "Infinity", "0x10", "1_000", "½", "٣", "²", "十", "abc", "1%%"],
    "1" * 41,
)


@EACH_SCORED
def test_an_item_survives_json_its_solution_scores_one_and_no_answer_nothing(item):
    item = json.loads(json.dumps(item))
    right = scoring.score(item, scoring.solution(item))
    assert (right["credit"], right["verdict"]) == (1, "right")
    assert all(right["parts"].values())
    for nothing in scoring.UNANSWERED:
        assert scoring.score(item, nothing) == {"credit": 0, "verdict": "wrong", "feedback": [], "parts": {}}


@EACH_SCORED
def test_no_slip_scores_one_and_every_one_is_told_why(item):
    for slip in slips(item):
        for lang in ("zh", "en"):
            answer = scoring.score(item, slip, lang=lang)
            assert 0 <= answer["credit"] < 1
            assert answer["verdict"] == ("partial" if answer["credit"] else "wrong")
            assert all(answer["feedback"])
            assert answer["feedback"] or slip in scoring.UNANSWERED or item["type"] == "multiple"


@EACH_SCORED
def test_the_solution_in_words_and_why(item):
    for lang in ("zh", "en"):
        revealed = scoring.reveal(item, lang=lang)
        assert revealed["response"] == scoring.solution(item)
        assert all(revealed["lines"])
        assert revealed["explanation"]


@pytest.mark.parametrize("item", [i for i in scored() if i["type"] == "numeric"], ids=lambda item: item["id"])
def test_the_number_that_is_shown_is_right_when_typed(item):
    (line,) = scoring.reveal(item)["lines"]
    assert scoring.score(item, line)["credit"] == 1


@pytest.mark.parametrize(
    ("chosen", "credit"),
    [
        (["a", "c"], 1),
        (["c", "a"], 1),
        (["a"], 1 / 2),
        (["a", "b"], 1 / 2 - 1 / 3),
        (["a", "c", "b"], 1 - 1 / 3),
        (["b"], 0),
        (["a", "b", "c", "d", "e"], 0),
        ([], 0),
    ],
)
def test_false_alarms_are_set_against_hits(chosen, credit):
    assert scoring.score(MULTIPLE, chosen)["credit"] == pytest.approx(credit)


def test_parts_and_feedback_name_what_was_chosen():
    answer = scoring.score(MULTIPLE, ["a", "b"])
    assert answer["parts"] == {"a": True, "b": False, "c": False, "d": True, "e": True}
    assert answer["feedback"] == ["a", "b"]


@pytest.mark.parametrize(("order", "credit"), [("abcd", 1), ("bacd", 0.5), ("bcda", 0), ("acbd", 0.5)])
def test_a_step_counts_in_its_place(order, credit):
    assert scoring.score(ORDER, list(order))["credit"] == credit


def test_prompts_count_each_and_those_left_out_are_wrong():
    solution = scoring.solution(MATCH)
    answer = scoring.score(MATCH, {"a": solution["a"]})
    assert answer["credit"] == pytest.approx(1 / 3)
    assert answer["parts"] == {"a": True, "b": False, "c": False}
    assert answer["feedback"] == []


def test_numbers_count_within_the_tolerance_and_slips_are_recognised():
    answer = scoring.solution(NUMERIC)
    assert scoring.score(NUMERIC, answer + 0.5)["credit"] == 1
    assert scoring.score(NUMERIC, answer - 0.5)["credit"] == 1
    assert scoring.score(NUMERIC, answer + 0.51)["credit"] == 0
    slip, said = NUMERIC["wrong"][0], scoring.score(NUMERIC, 100 * variants.draw(NUMERIC)["p"])
    assert said["feedback"] == [slip["feedback"]["zh"]]
    assert scoring.score(NUMERIC, 12345)["feedback"] == [NUMERIC["otherwise"]["zh"]]


def test_a_slip_may_earn_something():
    answer = scoring.score(sample("questions-companion"), "3")
    assert (answer["credit"], answer["verdict"]) == (0.3, "partial")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0,15", 0.15),
        ("0,150", 0.15),
        ("1,5", 1.5),
        ("1,000", 1000),
        ("1,234,567.5", 1234567.5),
        ("1234,5", 1234.5),
        ("1 000", 1000),
        ("１，０００", 1000),
        ("１５％", 15),
        ("15 %", 15),
        ("０．１５", 0.15),
        ("0。15", 0.15),
        ("−2", -2),
        ("－２", -2),
        ("+3", 3),
        ("- 5", -5),
        ("1/3", 1 / 3),
        ("１／４", 0.25),
        (" 7 ", 7),
        ("\u30007\u3000", 7),
        (".5", 0.5),
        ("5.", 5),
        ("1e3", 1000),
        ("1.5E-2", 0.015),
        ("12年", 12),
        ("007", 7),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, number):
    assert numerals.read(typed, ("年",)) == pytest.approx(number, rel=1e-12)


@pytest.mark.parametrize("typed", NOT_NUMBERS)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="not a number"):
        numerals.read(typed)


@pytest.mark.parametrize(
    "response", [float("nan"), float("inf"), -float("inf"), 10**400, True, [1], {"a": 1}, "x"]
)
def test_no_number_is_refused_in_both_languages(response):
    with pytest.raises(
        ValueError, match=r"item polycentric-majority, response: got .*, expected a number such as"
    ):
        scoring.score(NUMERIC, response, lang="en")
    with pytest.raises(ValueError, match=r"题 polycentric-majority，response：收到 .*，应为 一个数"):
        scoring.score(NUMERIC, response)


@pytest.mark.parametrize(
    ("item", "response", "message"),
    [
        (SINGLE, "d", "response: got 'd', expected one of a, b, c"),
        (SINGLE, ["a"], "response: got 1 entries, expected one of a, b, c"),
        (SINGLE, "ab", "response: got 'ab', expected one of a, b, c"),
        (MULTIPLE, "a", "response: got 'a', expected a list of a, b, c, d, e"),
        (MULTIPLE, ["a", "a"], "response[1]: got 'a', expected each only once"),
        (MULTIPLE, ["a", "z"], "response[1]: got 'z', expected one of a, b, c, d, e"),
        (TRUE_FALSE, "true", "response: got 'true', expected true or false"),
        (TRUE_FALSE, 1, "response: got 1, expected true or false"),
        (MATCH, {"z": "chain"}, "response: got 'z', expected one of a, b, c"),
        (MATCH, {"a": "moon"}, "response.a: got 'moon', expected one of chain, check"),
        (MATCH, ["chain"], "response: got 1 entries, expected a target for each prompt"),
        (ORDER, ["a", "b"], "response: got 2 entries, expected all 4 steps, each once"),
        (ORDER, ["a", "b", "c", "c"], "response[3]: got 'c', expected each only once"),
    ],
)
def test_a_malformed_response_is_told_what_is_allowed(item, response, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 (the whole text is compared)
        scoring.score(item, response, lang="en")
    assert str(refused.value).startswith(f"item {item['id']}, {message}")


@pytest.mark.parametrize("item", one_of_each_type(), ids=lambda item: item["type"])
@pytest.mark.parametrize("response", HOSTILE, ids=lambda response: repr(response)[:20])
def test_nonsense_is_refused_in_few_words_or_scores_as_any_answer(item, response):
    try:
        credit = scoring.score(item, response)["credit"]
    except ValueError as error:
        refusal = str(error)
    else:
        assert (credit == 1) == (response == scoring.solution(item))
        return
    assert refusal.startswith(f"题 {item['id']}，response")
    assert len(refusal) < 300


@pytest.mark.parametrize(
    "item", [i for i in everything() if i["type"] == "essay"], ids=lambda item: item["id"]
)
def test_an_essay_is_never_scored(item):
    for ask in (lambda: scoring.score(item, "…"), lambda: scoring.solution(item)):
        with pytest.raises(ValueError, match="an essay is never scored by machine"):
            ask()


def test_a_graded_item_is_scored_only_with_the_instructors_part():
    item = sample("blockchain-graded")
    with pytest.raises(ValueError, match="its answers are not here"):
        scoring.score(item, "a")
    joined = [
        {**option, "ok": key == "a", "feedback": {"zh": key}}
        for key, option in zip("abc", item["options"], strict=True)
    ]
    assert scoring.score({**item, "options": joined}, "a")["credit"] == 1


def test_the_samples_hold_every_type():
    assert {item["type"] for item in samples()} == {*scoring._SCORED, "essay"}
