"""One rule of scoring for each type of item, the same in page, notebook and every export."""

from widgets.exercises import numerals
from widgets.exercises.variants import compute, compute_number, draw, filled, keyed, labelled
from widgets.explorables.controls import brief
from widgets.explorables.wording import number

UNANSWERED: tuple = (None, "", [], {})
SLACK = 1e-9  # of floating-point arithmetic, beside an item's own tolerance
LONGEST_SOURCE = 20000  # characters of a program
TRUTH = {True: {"zh": "对", "en": "true"}, False: {"zh": "错", "en": "false"}}


def score(item: dict, response: object, seed: int | None = None, lang: str = "zh") -> dict:
    """Credit for a response to an item's variant, and what to say to it.

    Parameters
    ----------
    item : dict
        With its answers: a practice item, or a graded one joined with the instructor's part.
    response : object
        single: key of an option; multiple: list of keys; truefalse: bool; numeric: a number or what was
        typed; match: key of a target by key of a prompt (prompts left out are wrong); order: all keys;
        code: source. None and what is empty count as no answer and get no credit.
    seed : int, optional
        That of the item unless given.
    lang : {"zh", "en"}
        Language of feedback and errors.

    Returns
    -------
    dict
        credit : 0 to 1; verdict : "right", "partial" or "wrong"; feedback : list of texts;
        parts : whether each option, prompt, step or check was answered rightly, by key.

    Raises
    ------
    ValueError
        If the response is malformed (the text names item, field, value and what is allowed), the item has
        no answers here or is never scored, or the seed is out of range.

    Examples
    --------
    >>> item = {"id": "sample", "type": "truefalse", "answer": True,
    ...         "feedback": {"true": {"zh": "是的"}, "false": {"zh": "再看"}}}
    >>> score(item, False)
    {'credit': 0.0, 'verdict': 'wrong', 'feedback': ['再看'], 'parts': {}}
    >>> score(item, "yes", lang="en")
    Traceback (most recent call last):
    ValueError: item sample, response: got 'yes', expected true or false
    """
    _require_answers(item)
    values = draw(item, seed)
    if response in UNANSWERED:
        return {"credit": 0.0, "verdict": "wrong", "feedback": [], "parts": {}}
    credit, said, parts = _SCORED[item["type"]](item, response, values, lang)
    shown = labelled(item, values)
    return {
        "credit": credit,
        "verdict": "right" if credit == 1 else "partial" if credit > 0 else "wrong",
        "feedback": [filled(text, shown, lang) if isinstance(text, dict) else text for text in said],
        "parts": parts,
    }


def solution(item: dict, seed: int | None = None) -> object:
    """A response that scores 1.

    Parameters
    ----------
    item : dict
        With its answers.
    seed : int, optional
        That of the item unless given.

    Raises
    ------
    ValueError
        If the item has no answers here or is never scored, or its variant has none or several right
        options where one is needed.

    Examples
    --------
    >>> solution({"id": "sample", "type": "numeric", "answer": "1 / 4"})
    0.25
    """
    _require_answers(item)
    return _SOLVED[item["type"]](item, draw(item, seed))


def reveal(item: dict, seed: int | None = None, lang: str = "zh") -> dict:
    """What is shown to somebody who gives up or has finished.

    Parameters
    ----------
    item : dict
        With its answers.
    seed : int, optional
        That of the item unless given.
    lang : {"zh", "en"}

    Returns
    -------
    dict
        response : as `solution`; lines : the same in words; explanation : why.

    Raises
    ------
    ValueError
        As `solution` does.

    Examples
    --------
    >>> item = {"id": "sample", "type": "numeric", "answer": "1 / 3", "tolerance": {"absolute": 0.01}}
    >>> item["explanation"] = {"zh": "三分之一。"}
    >>> reveal(item)["lines"], reveal(item)["explanation"]
    (['0.333'], '三分之一。')
    """
    response = solution(item, seed)
    shown = labelled(item, draw(item, seed))

    def fill(text: dict | str) -> str:
        return filled(text, shown, lang)

    return {
        "response": response,
        "lines": _IN_WORDS[item["type"]](item, response, fill),
        "explanation": fill(item.get("explanation", "")),
    }


def has_answers(item: dict) -> bool:
    """Whether the item can be scored here: the answers of graded items stand elsewhere.

    Examples
    --------
    >>> has_answers({"type": "numeric", "answer": 3}), has_answers({"type": "numeric"})
    (True, False)
    """
    kind = item["type"]
    if kind in ("single", "multiple"):
        return all("ok" in option for option in item["options"])
    if kind == "match":
        return all("target" in prompt for prompt in item["prompts"])
    if kind == "order":
        return "answer" in item or item.get("use") != "graded"
    return ("solution" if kind == "code" else "answer") in item


def margin(item: dict, answer: float) -> float:
    """How far from the answer still counts as the answer, and from a known slip as that slip.

    Examples
    --------
    >>> round(margin({"tolerance": {"relative": 0.02}}, 50), 6)
    1.0
    """
    tolerance = item["tolerance"]
    size = max(1.0, abs(answer))
    return tolerance.get("absolute", 0) + tolerance.get("relative", 0) * abs(answer) + SLACK * size


def _require_answers(item: dict) -> None:
    if item["type"] == "essay":
        raise ValueError(f"item {item['id']}: an essay is never scored by machine")
    if not has_answers(item):
        raise ValueError(f"item {item['id']}: its answers are not here, expected a practice item")


def _score_single(item: dict, response, values: dict, lang: str) -> tuple:
    options = dict(keyed(item["options"]))
    _require_key(item, "response", response, options, lang)
    ok = _flags(item, values)[response]
    return float(ok), [options[response]["feedback"]], {response: ok}


def _score_multiple(item: dict, response, values: dict, lang: str) -> tuple:
    options = dict(keyed(item["options"]))
    _require_distinct_keys(item, response, options, lang)
    flags = _flags(item, values)
    right = sum(flags.values())
    hits = sum([flags[key] for key in response])
    credit = max(0.0, hits / max(right, 1) - (len(response) - hits) / max(len(flags) - right, 1))
    said = [options[key]["feedback"] for key in sorted(response)]
    return credit, said, {key: (key in response) == flags[key] for key in flags}


def _score_truefalse(item: dict, response, values: dict, lang: str) -> tuple:
    if not isinstance(response, bool):
        raise _refusal(item, "response", response, {"zh": "true 或 false", "en": "true or false"}, lang)
    ok = response == _flag(item, "answer", item["answer"], values)
    return float(ok), [item["feedback"]["true" if response else "false"]], {}


def _score_numeric(item: dict, response, values: dict, lang: str) -> tuple:
    typed = _typed_number(item, response, lang)
    answer = compute_number(item, "answer", item["answer"], values)
    tolerated = margin(item, answer)
    if abs(typed - answer) <= tolerated:
        return 1.0, [], {}
    for place, slip in enumerate(item.get("wrong", [])):
        value = compute_number(item, f"wrong[{place}].value", slip["value"], values)
        if abs(typed - value) <= tolerated:
            return float(slip.get("credit", 0)), [slip["feedback"]], {}
    return 0.0, [item["otherwise"]], {}


def _score_match(item: dict, response, values: dict, lang: str) -> tuple:
    prompts = dict(keyed(item["prompts"]))
    if not isinstance(response, dict):
        expected = {"zh": "每题一个类别，如 {a: …}", "en": "a target for each prompt, as {a: …}"}
        raise _refusal(item, "response", response, expected, lang)
    for key in sorted(response):
        _require_key(item, "response", key, prompts, lang)
        _require_key(item, "response." + key, response[key], [t["key"] for t in item["targets"]], lang)
    targets = _targets(item, values)
    parts = {key: response.get(key) == targets[key] for key in prompts}
    said = [prompts[key]["feedback"] for key in sorted(response) if not parts[key]]
    return sum(parts.values()) / len(parts), said, parts


def _score_order(item: dict, response, values: dict, lang: str) -> tuple:
    steps = dict(keyed(item["steps"]))
    _require_distinct_keys(item, response, steps, lang)
    right = _right_order(item)
    if len(response) != len(right):
        expected = {"zh": f"全部 {len(right)} 步各一次", "en": f"all {len(right)} steps, each once"}
        raise _refusal(item, "response", response, expected, lang)
    parts = {key: response[place] == key for place, key in enumerate(right)}
    said = [steps[key]["feedback"] for key in right if not parts[key]]
    return sum(parts.values()) / len(parts), said, parts


def _score_code(item: dict, response, values: dict, lang: str) -> tuple:
    from widgets.exercises import checkers  # which the page has in Pyodide alone

    if not isinstance(response, str) or len(response) > LONGEST_SOURCE:
        expected = {
            "zh": f"至多 {LONGEST_SOURCE} 个字符的程序",
            "en": f"source of at most {LONGEST_SOURCE} characters",
        }
        raise _refusal(item, "response", response, expected, lang)
    checked = checkers.check(item, response, lang)
    passed = [outcome["passed"] for outcome in checked["outcomes"]]
    said = [outcome["message"] for outcome in checked["outcomes"] if not outcome["passed"]]
    return checked["credit"], said, dict(keyed(passed))


def _solve_single(item: dict, values: dict) -> str:
    right = _solve_multiple(item, values)
    if len(right) != 1:
        raise ValueError(f"item {item['id']}, options: got {len(right)} right ones, expected one")
    return str(right[0])


def _solve_multiple(item: dict, values: dict) -> list:
    flags = _flags(item, values)
    right = [key for key in sorted(flags) if flags[key]]
    if not 0 < len(right) < len(flags):
        counted = f"got {len(right)} right ones of {len(flags)}, expected one or more, not all"
        raise ValueError(f"item {item['id']}, options: {counted}")
    return right


def _flags(item: dict, values: dict) -> dict:
    """Whether each option is right, by key."""
    return {
        key: _flag(item, f"options.{key}.ok", option["ok"], values) for key, option in keyed(item["options"])
    }


def _flag(item: dict, field: str, expression: object, values: dict) -> bool:
    flag = compute(item, field, expression, values)
    if not isinstance(flag, bool):
        raise ValueError(f"item {item['id']}, {field}: got {flag!r}, expected true or false")
    return flag


def _targets(item: dict, values: dict) -> dict:
    """Key of the target of each prompt, by the prompt's key."""
    known = [target["key"] for target in item["targets"]]
    found = {}
    for key, prompt in keyed(item["prompts"]):
        target = prompt["target"]
        if target.startswith("= "):
            target = compute(item, f"prompts.{key}.target", target[2:], values)
        if target not in known:
            raise ValueError(
                f"item {item['id']}, prompts.{key}.target: got {target!r}, expected one of {', '.join(known)}"
            )
        found[key] = target
    return found


def _right_order(item: dict) -> list:
    """Keys of the steps in the right order; those of a graded item do not stand in it."""
    return item["answer"] if "answer" in item else [key for key, _ in keyed(item["steps"])]


def _typed_number(item: dict, response, lang: str) -> float:
    try:
        if isinstance(response, str):
            return numerals.read(response, tuple(item.get("unit", {}).values()))
        if isinstance(response, (int, float)) and not isinstance(response, bool) and response - response == 0:
            return float(response)
    except (ValueError, OverflowError):
        pass
    expected = {"zh": "一个数，如 0.15、15% 或 1/3", "en": "a number such as 0.15, 15% or 1/3"}
    raise _refusal(item, "response", response, expected, lang)


def _require_key(item: dict, field: str, key: object, known, lang: str) -> None:
    if not isinstance(key, str) or key not in known:
        listed = ", ".join(sorted(known))
        raise _refusal(item, field, key, {"zh": f"{listed} 之一", "en": f"one of {listed}"}, lang)


def _require_distinct_keys(item: dict, response, known, lang: str) -> None:
    listed = ", ".join(sorted(known))
    if not isinstance(response, list) or len(response) > len(known):
        raise _refusal(
            item, "response", response, {"zh": f"{listed} 的列表", "en": f"a list of {listed}"}, lang
        )
    for place, key in enumerate(response):
        _require_key(item, f"response[{place}]", key, known, lang)
        if key in response[:place]:
            raise _refusal(
                item, f"response[{place}]", key, {"zh": "每个只一次", "en": "each only once"}, lang
            )


def _refusal(item: dict, field: str, value: object, expected: dict, lang: str) -> ValueError:
    got = brief(value)
    if isinstance(value, (list, dict)):
        got = {"zh": f"{len(value)} 项", "en": f"{len(value)} entries"}[lang]
    return ValueError(
        {
            "zh": f"题 {item['id']}，{field}：收到 {got}，应为 {expected['zh']}",
            "en": f"item {item['id']}, {field}: got {got}, expected {expected['en']}",
        }[lang]
    )


def _options_in_words(item: dict, response, fill) -> list:
    return [fill(option["text"]) for key, option in keyed(item["options"]) if key in response]


def _number_in_words(item: dict, response: float, fill) -> list:
    """Rounded by less than a tenth of what is tolerated."""
    digits = 0
    while digits < 9 and abs(float(number(response, digits)) - response) > margin(item, response) / 10:
        digits += 1
    unit = fill(item.get("unit", ""))
    return [f"{number(response, digits)} {unit}".strip()]


def _match_in_words(item: dict, response: dict, fill) -> list:
    names = {target["key"]: fill(target["text"]) for target in item["targets"]}
    return [f"{fill(prompt['text'])} → {names[response[key]]}" for key, prompt in keyed(item["prompts"])]


def _order_in_words(item: dict, response: list, fill) -> list:
    steps = dict(keyed(item["steps"]))
    return [fill(steps[key]["text"]) for key in response]


_SCORED = {
    "single": _score_single,
    "multiple": _score_multiple,
    "truefalse": _score_truefalse,
    "numeric": _score_numeric,
    "match": _score_match,
    "order": _score_order,
    "code": _score_code,
}
_SOLVED = {
    "single": _solve_single,
    "multiple": _solve_multiple,
    "truefalse": lambda item, values: _flag(item, "answer", item["answer"], values),
    "numeric": lambda item, values: compute_number(item, "answer", item["answer"], values),
    "match": _targets,
    "order": lambda item, values: _right_order(item),
    "code": lambda item, values: item["solution"],
}
_IN_WORDS = {
    "single": _options_in_words,
    "multiple": _options_in_words,
    "truefalse": lambda item, response, fill: [fill(TRUTH[response])],
    "numeric": _number_in_words,
    "match": _match_in_words,
    "order": _order_in_words,
    "code": lambda item, response, fill: [response],
}
