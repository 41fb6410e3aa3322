"""Variants: the same for a seed, as the item declares them, without answers in what is shown."""

import json
import pkgutil

import pytest

import widgets.models
from tests.exercises.items import everything, sample
from widgets.exercises import expressions, variants

NUMERIC = sample("polycentric-majority")
EACH_ITEM = pytest.mark.parametrize("item", everything(), ids=lambda item: item["id"])
ANSWERS = {"ok", "answer", "solution", "explanation", "feedback", "wrong", "otherwise", "target", "gives"}


def test_every_model_can_be_named():
    found = [module.name for module in pkgutil.iter_modules(widgets.models.__path__)]
    assert sorted(expressions.MODELS) == sorted(found)


def test_a_seed_gives_one_variant_and_seeds_differ():
    drawn = [variants.draw(NUMERIC, seed) for seed in range(1, 101)]
    assert drawn == [variants.draw(NUMERIC, seed) for seed in range(1, 101)]
    assert len({json.dumps(values) for values in drawn}) > 10


def test_the_items_own_seed_is_the_default():
    assert variants.draw(NUMERIC) == variants.draw(NUMERIC, NUMERIC["seed"])
    assert variants.view(NUMERIC)["seed"] == NUMERIC["seed"]
    assert variants.view(NUMERIC, 9)["seed"] == 9


def test_scales_are_drawn_at_their_steps_without_dust():
    drawn = {variants.draw(NUMERIC, seed)["p"] for seed in range(1, 301)}
    assert sorted(drawn) == [0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85]


def test_what_is_required_holds_in_every_variant():
    item = sample("polycentric-concentration")
    for seed in range(1, 301):
        values = variants.draw(item, seed)
        assert values["a"] != values["b"]


def test_conditions_that_nothing_meets_are_an_error():
    with pytest.raises(ValueError, match="polycentric-majority: none of 2000 variants meets require"):
        variants.draw({**NUMERIC, "require": "n > 99"})


@pytest.mark.parametrize("seed", [0, 1000001, 1.5, True, "7", [7], float("nan")])
def test_a_seed_out_of_range_is_refused(seed):
    with pytest.raises(ValueError, match="item polycentric-majority, seed: got"):
        variants.draw(NUMERIC, seed)


def test_an_expression_that_fails_names_item_and_field():
    broken = {**NUMERIC, "values": [{"name": "right", "is": "1 / (n - n)"}]}
    with pytest.raises(ValueError, match=r"item polycentric-majority, values.right: .*ZeroDivisionError"):
        variants.draw(broken)


@pytest.mark.parametrize("expression", ["open('x')", "__import__('os')", "n.__foo", "exec('1')", "undefined"])
def test_expressions_know_only_what_is_named(expression):
    with pytest.raises(ValueError, match=r"NameError|AttributeError"):
        expressions.evaluate(expression, {"n": 1})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{n}", "12"),
        ("{share}", "0.3"),
        ("{share:.2f}", "0.30"),
        ("{share:+.1f}", "+0.3"),
        ("{loss:+.1f}", "-0.1"),
        ("{half:.0f}", "3"),
        ("{large}", "1234567"),
        ("{word}", "规范"),
        ("甲{n}乙{n}", "甲12乙12"),
        ("没有", "没有"),
    ],
)
def test_texts_are_filled(text, shown):
    word = {"value": "norm", "zh": "规范", "en": "norm"}
    values = {"n": 12.0, "share": 0.1 + 0.2, "loss": -0.1, "half": 2.5, "large": 1234567, "word": word}
    assert variants.filled({"zh": text}, values) == shown


def test_labels_and_texts_follow_the_language():
    item = sample("blockchain-uses")
    label = variants.labelled(item, variants.draw(item))["thing"]
    assert label["zh"] in variants.view(item)["stem"]
    assert label["en"] in variants.view(item, lang="en")["stem"]
    assert variants.filled({"zh": "只有中文"}, {}, "en") == "只有中文"


@pytest.mark.parametrize("text", ["{m}", "{n:.9f}", "{n!r}", "{}", "{n.real}", "{word:.1f}"])
def test_unknown_fields_are_refused(text):
    with pytest.raises(ValueError, match="expected"):
        variants.filled(text, {"n": 1, "word": "规范"})


@EACH_ITEM
def test_what_is_shown_holds_no_answer_and_is_json(item):
    shown = variants.view(item)
    assert json.loads(json.dumps(shown)) == shown
    assert not ANSWERS & set(_fields(shown))


def _fields(value):
    if isinstance(value, dict):
        yield from value
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from _fields(entry)


@pytest.mark.parametrize(
    "item", [i for i in everything() if i["type"] == "order"], ids=lambda item: item["id"]
)
def test_steps_are_shown_in_one_order_in_which_none_is_in_place(item):
    keys = [step["key"] for step in variants.view(item)["steps"]]
    assert all(key != place for key, place in zip(keys, sorted(keys), strict=True))
    assert keys == [step["key"] for step in variants.view(item, lang="en")["steps"]]
