"""Fixed answers to an item, from right to wholly wrong, on which every export must agree with the bank."""

from itertools import combinations, permutations

from tests.exercises.items import slips
from widgets.exercises import scoring, variants

HAIR = 1e-6  # of the tolerance, either side of its edge


def answers(item, seed=None):
    """Right, partly right and wrong answers; numbers on both sides of every edge."""
    return _ANSWERS[item["type"]](item, seed)


def _keys(entries):
    return [key for key, _ in variants.keyed(entries)]


def _options(item, seed):
    return _keys(item["options"])


def _sets_of_options(item, seed):
    keys = _keys(item["options"])
    return [list(chosen) for size in range(1, len(keys) + 1) for chosen in combinations(keys, size)]


def _numbers(item, seed):
    values = variants.draw(item, seed)
    known = [scoring.solution(item, seed)]
    known += [float(variants.compute(item, "wrong", slip["value"], values)) for slip in item["wrong"]]
    margin = scoring.margin(item, known[0])
    edges = [0, 1 - HAIR, 1 + HAIR, HAIR - 1, -HAIR - 1, 0.5, -3.7]
    return [value + edge * margin for value in known for edge in edges] + [1e9, -1e9]


def _classifications(item, seed):
    right = scoring.solution(item, seed)
    partial = [{key: right[key] for key in right if key != left_out} for left_out in right]
    first = item["targets"][0]["key"]
    return [right, *slips(item, seed), *partial, dict.fromkeys(right, first)]


def _orders(item, seed):
    right = scoring.solution(item, seed)
    if len(right) < 5:
        return [list(order) for order in permutations(right)]
    return [right, right[::-1], right[1:] + right[:1], *slips(item, seed)]


_ANSWERS = {
    "single": _options,
    "multiple": _sets_of_options,
    "truefalse": lambda item, seed: [True, False],
    "numeric": _numbers,
    "match": _classifications,
    "order": _orders,
}
