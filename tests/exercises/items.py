"""The items that the tests of the exercises use, and answers to them."""

from functools import cache
from pathlib import Path

from widgets.exercises import bank, scoring, variants

SAMPLES = Path(__file__).parent / "samples"
SCORED = ("single", "multiple", "truefalse", "numeric", "match", "order")
# Responses that no item of these types takes.
HOSTILE = [
    True,
    -1,
    "z",
    "A",
    " ",
    "题",
    "__class__",
    "a" * 5000,
    "9" * 5000,
    "nan",
    "inf",
    "1e400",
    "0x10",
    "1_000",
    "1/0",
    "1,2,3",
    "1.2.3",
    "--1",
    "½",
    "٣",
    "{n}",
    "'; drop table",
    ["a", "a"],
    ["a", ["b"]],
    ["a", None],
    ["z"],
    ["a", "b", "c", "d", "e", "f", "g", "h", "i"],
    [[[[[[]]]]]],
    {"a": "nowhere"},
    {"a": {"b": "c"}},
    {"__class__": "a"},
    {"z": "chain"},
    {"a": None},
]


@cache
def samples():
    return bank.load(SAMPLES)


def sample(name):
    return next(item for item in samples() if item["id"] == name)


def everything():
    """The samples and the book's bank."""
    return [*samples(), *bank.items()]


def scored():
    """Items that are scored without running a program."""
    return [item for item in everything() if item["type"] in SCORED and scoring.has_answers(item)]


def one_of_each_type():
    """A sample of each type that is scored without running a program."""
    return list({item["type"]: item for item in samples() if item in scored()}.values())


def with_parameters():
    return [item for item in everything() if "parameters" in item]


def slips(item, seed=None):
    """Responses next to the solution: one choice changed, two steps exchanged, a number just too far off."""
    return _SLIPS[item["type"]](item, scoring.solution(item, seed))


def _other_options(item, answer):
    return [key for key, _ in variants.keyed(item["options"]) if key != answer]


def _one_option_changed(item, answer):
    return [sorted({key} ^ set(answer)) for key, _ in variants.keyed(item["options"])]


def _beyond_tolerance(item, answer):
    tolerance = item["tolerance"]
    margin = tolerance.get("absolute", 0) + tolerance.get("relative", 0) * abs(answer)
    return [answer + 1.01 * margin + 1e-6, answer - 1.01 * margin - 1e-6]


def _one_prompt_moved(item, answer):
    keys = [target["key"] for target in item["targets"]]
    return [{**answer, key: keys[keys.index(answer[key]) - 1]} for key in answer]


def _two_steps_exchanged(item, answer):
    pairs = [(place, place + 1) for place in range(len(answer) - 1)]
    return [[*answer[:i], answer[j], answer[i], *answer[j + 1 :]] for i, j in pairs]


_SLIPS = {
    "single": _other_options,
    "multiple": _one_option_changed,
    "truefalse": lambda item, answer: [not answer],
    "numeric": _beyond_tolerance,
    "match": _one_prompt_moved,
    "order": _two_steps_exchanged,
}
