"""What an item computes: one line of Python over its values, the models and `math`.

The bank is part of the book, so its expressions are trusted as the book's code is; a learner's answer is
never evaluated.
"""

import math

MODELS = (
    "blockage",
    "bounds",
    "case_profile",
    "contradictions",
    "deliberation",
    "diffusion",
    "drivers",
    "factors",
    "generator",
    "institutional_change",
    "ledger",
    "mechanism_cycle",
    "polycentric",
    "process",
    "reform_compare",
    "survival",
    "taxonomy",
    "two_causes",
    "typology",
    "wenling",
)


def rounded(value: float, digits: int = 0) -> float:
    """A number with so many decimals, halves rounded up: MicroPython's own rounding differs at halves.

    Examples
    --------
    >>> rounded(0.1165, 3), rounded(2.5)
    (0.117, 3)
    """
    scale = 10**digits
    whole = math.floor(value * scale + 0.5)
    return whole / scale if digits else whole


FUNCTIONS: tuple = (
    ("abs", abs),
    ("all", all),
    ("any", any),
    ("bool", bool),
    ("dict", dict),
    ("enumerate", enumerate),
    ("float", float),
    ("int", int),
    ("len", len),
    ("list", list),
    ("max", max),
    ("min", min),
    ("range", range),
    ("round", rounded),
    ("sorted", sorted),
    ("str", str),
    ("sum", sum),
    ("zip", zip),
    ("math", math),
    ("__builtins__", {}),
)
_prepared: dict = {}


def evaluate(expression: str, values: dict):
    """Value of an expression.

    Parameters
    ----------
    expression : str
        May use the names in `values`, FUNCTIONS, `math` and the modules of `widgets.models` by name.
    values : dict
        Values by name.

    Returns
    -------
    object

    Raises
    ------
    ValueError
        If it cannot be read or computed; the text names the expression and what went wrong.

    Examples
    --------
    >>> round(evaluate("100 * ledger.catch_up_probability(q, 2)", {"q": 0.1}), 2)
    5.1
    >>> evaluate("share / 0", {"share": 1})
    Traceback (most recent call last):
    ValueError: share / 0: ZeroDivisionError: division by zero
    """
    try:
        code, known = _prepare(expression)
        names = dict(known)
        names.update(values)
        return eval(code, names)
    except Exception as error:
        raise ValueError(f"{expression}: {type(error).__name__}: {error}") from None


def _prepare(expression: str) -> tuple:
    """Code and the names it may use, made once for each expression."""
    if expression not in _prepared:
        names = dict(FUNCTIONS)
        for model in MODELS:
            if model + "." in expression:
                names[model] = __import__("widgets.models." + model, None, None, ["x"])
        _prepared[expression] = compile(expression.strip(), expression, "eval"), names
    return _prepared[expression]
