"""The steps of `checkers.check` for the page, each from text to text.

The page's worker keeps what is expected on its own side while the reader's code runs.
"""

import json
from collections.abc import Callable
from typing import Any

from widgets.exercises import checkers, faults, sandbox


def wanted(request: str) -> str:
    """What the checks of a request (item, source, lang) expect.

    Examples
    --------
    >>> wanted('{"item": {"id": "x", "checks": [{"call": "f()", "gives": "[1, 2]"}]}}')
    '[{"list": [1, 2]}]'
    """
    return json.dumps([sandbox.encoded(value) for value in checkers.expected(json.loads(request)["item"])])


def interrupted(request: str, expected: str) -> str:
    """The results to tell if the code is stopped (`late`) or takes Python down (`broken`)."""
    source = json.loads(request)["source"]
    late = checkers.unfinished(faults.endless(checkers.TIME_LIMIT, source))
    results = {
        "late": _judged(request, expected, late),
        "broken": _judged(request, expected, checkers.unfinished(faults.crash())),
        "mostOutput": sandbox.MOST_OUTPUT,
    }
    return json.dumps(results)


def evidence(request: str, tell: Callable[[str], Any]) -> str:
    """What the sandbox finds; `tell` gets each piece that the code prints."""
    asked = json.loads(request)
    return json.dumps(sandbox.run(**checkers.task(asked["item"], asked["source"]), tell=tell))


def result(request: str, expected: str, found: str) -> str:
    """The result of the checks."""
    return json.dumps(_judged(request, expected, json.loads(found)))


def _judged(request: str, expected: str, found: dict[str, Any]) -> dict[str, Any]:
    asked = json.loads(request)
    known = [checkers.decoded(value) for value in json.loads(expected)]
    return checkers.judge(asked["item"], asked["source"], known, found, asked["lang"])
