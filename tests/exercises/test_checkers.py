"""A reader's code is worth what it gives, whatever else it tries."""

import json
import math
import sys

import pytest

from widgets.exercises import bank, checkers, relay, sandbox
from widgets.exercises.checkers import CheckError, check
from widgets.exercises.notebook import source_of
from widgets.models import ledger, polycentric

STARTER = """def majority(n, p):
    \"\"\"n 人各以概率 p 判断正确，多数决正确的概率。\"\"\"
    raise NotImplementedError
"""
SOLUTION = """from math import comb

def majority(n, p):
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))
"""
CALLS = [("majority(5, 0.6)", "五人"), ("majority(1, 0.3)", "一人"), ("majority(3, 1)", "都判断正确")]


def _item(*checks, starter=STARTER, **more):
    return {"id": "sample", "type": "code", "starter": starter, "checks": list(checks), **more}


def _check(call, gives, **more):
    return {"call": call, "gives": gives, "says": {"zh": call, "en": call}, **more}


ITEM = _item(*(
    {
        "call": call,
        "gives": call.replace("majority", "polycentric.majority_accuracy"),
        "tolerance": 1e-6,
        "says": {"zh": says, "en": call},
    }
    for call, says in CALLS
))  # fmt: skip
WANTED = [polycentric.majority_accuracy(5, 0.6), 0.3, 1]


def _gives(source, gives, tolerance=0.0):
    item = _item(_check("f()", gives, tolerance=tolerance), starter="def f():\n    return None")
    return check(item, source)["outcomes"][0]


def test_the_solution_passes_and_the_starter_does_not():
    assert check(ITEM, SOLUTION)["credit"] == 1
    assert check(ITEM, SOLUTION)["verdict"] == "right"
    assert check(ITEM, STARTER)["credit"] == 0
    assert check(ITEM, STARTER)["fault"]["line"] == 3


def test_credit_is_the_share_of_checks_passed():
    result = check(ITEM, "def majority(n, p):\n    return p")
    assert [outcome["passed"] for outcome in result["outcomes"]] == [False, True, True]
    assert result["credit"] == pytest.approx(2 / 3)
    assert result["verdict"] == "partial"
    assert "0.68256" in result["outcomes"][0]["message"]


def test_a_check_that_breaks_off_does_not_stop_the_others():
    source = "def majority(n, p):\n    if n == 1:\n        return 1 / 0\n    return p"
    outcomes = check(ITEM, source)["outcomes"]
    assert [outcome["line"] for outcome in outcomes] == [None, 3, None]
    assert [outcome["passed"] for outcome in outcomes] == [False, False, True]


def test_without_what_is_expected_code_runs_but_is_not_judged():
    item = _item(*({"call": call, "says": {"zh": says, "en": says}} for call, says in CALLS), use="graded")
    result = check(item, SOLUTION)
    assert (result["credit"], result["verdict"]) == (None, "open")
    assert {outcome["passed"] for outcome in result["outcomes"]} == {None}
    assert "0.68256" in result["outcomes"][0]["message"]


def test_of_a_graded_item_nobody_is_told_what_was_expected():
    item = {**ITEM, "use": "graded"}
    for source in (
        "def majority(n, p): return 0.5",
        "def majority(n, p): pass",
        "def majority(n, p): return 'x'",
    ):
        result = check(item, source)
        assert result["credit"] == 0
        assert not any("0.68256" in outcome["message"] for outcome in result["outcomes"])
    assert check(item, SOLUTION)["credit"] == 1


@pytest.mark.parametrize(
    ("returned", "gives", "passed"),
    [
        ("2", "2", True),
        ("2.0", "2", True),
        ("2", "2.0", True),
        ("0.1 + 0.2", "0.3", True),
        ("0.3001", "0.3", False),
        ("True", "1", False),
        ("1", "True", False),
        ("True", "True", True),
        ("'2'", "2", False),
        ("float('nan')", "0.5", False),
        ("float('inf')", "0.5", False),
        ("float('inf')", "float('inf')", True),
        ("10 ** 250", "0.5", False),
        ("10 ** 400", "0.5", False),
        ("None", "0", False),
        ("[1, 2]", "[1, 2.0]", True),
        ("(1, 2)", "[1, 2]", True),
        ("[1, 2, 3]", "[1, 2]", False),
        ("[1]", "[1, 2]", False),
        ("[]", "[]", True),
        ("[2, 1]", "[1, 2]", False),
        ("{'a': 1, 'b': [2]}", "{'b': [2], 'a': 1}", True),
        ("{'a': 1}", "{'a': 1, 'b': 2}", False),
        ("{'a': 1, 'b': 2, 'c': 3}", "{'a': 1, 'b': 2}", False),
        ("{1: 'x'}", "{1: 'x'}", True),
        ("{1, 2}", "[1, 2]", False),
        ("range(2)", "[0, 1]", False),
        ("'文字'", "'文字'", True),
        ("'文字 '", "'文字'", False),
        ("f", "0.5", False),
        ("1j", "1", False),
    ],
)
def test_values_agree_as_the_bank_says(returned, gives, passed):
    assert _gives(f"def f():\n    return {returned}", gives)["passed"] is passed


def test_tolerance_is_a_distance():
    for came, passed in (("0.509", True), ("0.511", False), ("0.491", True), ("0.489", False)):
        assert _gives(f"def f():\n    return {came}", "0.5", tolerance=0.01)["passed"] is passed
        assert _gives(f"def f():\n    return [{came}]", "[0.5]", tolerance=0.01)["passed"] is passed


@pytest.mark.parametrize(
    ("source", "gives", "words"),
    [
        ("def f():\n    1 + 1", "2", ["None", "return"]),
        ("def f():\n    return '2'", "2", ["文字 '2'", "整数 2"]),
        ("def f():\n    return [1, 2]", "[1, 2, 3]", ["2 项", "3 项"]),
        ("def f():\n    return [1, 5, 3]", "[1, 2, 3]", ["第 2 项"]),
        ("def f():\n    return {'a': 1}", "{'a': 2}", ["'a'"]),
        ("def f():\n    return {'b': 1}", "{'a': 1}", ["键不同"]),
        ("def f():\n    return f", "2", ["函数"]),
        ("def f():\n    return {1}", "2", ["集合"]),
        ("def f():\n    return 1 / 3", "2", ["0.3333333333，"]),
    ],
)
def test_a_difference_is_said(source, gives, words):
    message = _gives(source, gives)["message"]
    for word in ["f()", *words]:
        assert word in message


FAKES = {
    "overwrites builtins": "abs = len = sum = max = round = lambda *a: 0\ndef majority(n, p): return abs(n)",
    "overwrites its own check": "check = _alike = judge = lambda *a: {'credit': 1}\ndef majority(n, p): pass",
    "patches math": "import math\nmath.comb = math.isclose = lambda *a: 1\ndef majority(n, p): return 0",
    "patches the model": "from widgets.models import polycentric\n"
    "polycentric.majority_accuracy = lambda *a: 0\ndef majority(n, p): return 0",
    "patches the model's math": "from widgets.models import polycentric\n"
    "polycentric.math.comb = lambda *a: 0\ndef majority(n, p): return 0",
    "patches a class of the book": "from widgets.models.generator import Generator\n"
    "Generator.uniform = Generator.chance = lambda *a: 0\ndef majority(n, p): return 0",
    "equal to everything": "class X:\n    def __eq__(self, other): return True\n"
    "    def __ne__(self, other): return False\n"
    "    def __hash__(self): return 1\ndef majority(n, p): return X()",
    "a number equal to everything": "class X(float):\n    def __eq__(self, other): return True\n"
    "    def __sub__(self, other): return 0\n    __rsub__ = __sub__\n"
    "    def __le__(self, other): return True\n"
    "def majority(n, p): return X(0)",
    "a text equal to everything": "class X(str):\n    def __eq__(self, other): return True\n"
    "    def __hash__(self): return 0\ndef majority(n, p): return X('0')",
    "a list with its own length": "class X(list):\n    def __len__(self): return 0\n"
    "    def __iter__(self): return iter([])\ndef majority(n, p): return X()",
    "a class that lies about its type": "class M(type):\n    def __instancecheck__(cls, other): return True\n"
    "class X(metaclass=M):\n    @property\n    def __class__(self): return float\n"
    "    def __float__(self): return 1.0\ndef majority(n, p): return X()",
    "a nan": "def majority(n, p): return float('nan')",
    "a dict that returns itself": "def majority(n, p):\n    d = {}\n    d[0] = d\n    return d",
    "a list in itself": "def majority(n, p):\n    d = []\n    d.append(d)\n    return d",
    "a huge list": "def majority(n, p): return [0] * 10**6",
    "a deep list": "def majority(n, p):\n    x = []\n    for i in range(10**5): x = [x]\n    return x",
    "a huge number": "def majority(n, p): return 10**5000",
    "half a character": "def majority(n, p): return '\\ud800'",
    "the frames around it": "import sys\ndef majority(n, p): return sys._getframe(1).f_locals['wanted'][0]",
    "a traceback's frames": "def majority(n, p):\n    try: 1 / 0\n    except Exception as e:\n"
    "        return e.__traceback__.tb_frame.f_back.f_locals",
    "a generator's frame": "def g(): yield\ndef majority(n, p): return g().gi_frame.f_back.f_locals['names']",
    "frames in a pattern": "def majority(n, p):\n    match majority:\n"
    "        case object(__globals__=x): return x",
    "getattr by text": "def majority(n, p): return getattr(majority, '__glo' + 'bals__')",
    "format by text": "def majority(n, p): return '{0.__globals__}'.format(majority)",
    "all subclasses": "def majority(n, p): return ().__class__.__base__.__subclasses__()",
    "importlib": "import importlib\ndef majority(n, p): return importlib.import_module('sys')",
    "the checker itself": "from widgets.exercises import checkers\ndef majority(n, p): return 0",
    "the bank": "from widgets.exercises.bank import items\ndef majority(n, p): return 0",
    "a module's modules": "import random\ndef majority(n, p): return random._os.environ",
    "modules of a package": "import json\ndef majority(n, p): return json.decoder.scanner",
    "__import__": "def majority(n, p): return __import__('sys').modules",
    "builtins by name": "def majority(n, p): return __builtins__['open']",
    "eval": "def majority(n, p): return eval('polycentric.majority_accuracy(n, p)')",
    "exec": "exec('x = 1')\ndef majority(n, p): return 0",
    "files": "def majority(n, p): return open('/etc/passwd').read()",
    "deletes everything": "for name in dir(): pass\ntry:\n    del print\nexcept NameError: pass\n"
    "def majority(n, p):\n    del majority\n    return 0",
    "replaces print": "print = lambda *a: 2\ndef majority(n, p): return print(n)",
    "prints what looks like evidence": "print('{\"fault\": null, \"values\": [{\"came\": 1}]}')\n"
    "def majority(n, p): return 0",
    "exits in the check": "def majority(n, p): raise SystemExit(0)",
    "exits at once": "raise SystemExit(0)",
    "is interrupted": "raise KeyboardInterrupt",
    "a generator": "def majority(n, p): yield 0.68256",
    "a coroutine": "async def majority(n, p): return 0.68256",
    "a class of that name": "class majority:\n    def __init__(self, n, p): self.value = p",
    "no function": "majority = 0.68256",
    "nothing": "",
    "is swallowed": "def majority(n, p):\n    try: return majority(n, p)\n    except: return 0",
    "warns": "import re\nx = '\\d'\nassert (1, 'always')\ndef majority(n, p): return 0",
    "recursion without end": "def majority(n, p): return majority(n, p) + 1",
    "memory without end": "def majority(n, p):\n    x = []\n    while True: x.append('a' * 10**7)",
    "a bomb of brackets": "(" * 10_000,
    "an exception that fails": "class E(BaseException):\n    def __str__(self): raise E\n"
    "    __repr__ = __str__\ndef majority(n, p): raise E",
    "sets attributes on a model's function": "from widgets.models.polycentric import majority_accuracy as m\n"
    "setattr(m, '__code__', (lambda *a: 0).__code__)\ndef majority(n, p): return 0",
    "leaves a trap for later": "class T:\n    def __del__(self): raise SystemExit\nt = T()\n"
    "def majority(n, p): return T() and 0",
}  # fmt: skip


@pytest.mark.parametrize("source", FAKES.values(), ids=FAKES)
def test_nothing_is_credited_that_was_not_earned(source):
    result = check(ITEM, source)
    assert result["credit"] == 0
    assert json.loads(json.dumps(result)) == result


# What only a process of its own survives, and what stays until Python tidies up.
APART = ("memory without end", "a bomb of brackets", "leaves a trap for later")
TOGETHER = {name: source for name, source in FAKES.items() if name not in APART}


@pytest.mark.parametrize("source", TOGETHER.values(), ids=TOGETHER)
def test_what_a_reader_did_is_gone_in_the_next_run_of_the_same_python(source):
    """As in the page, where one Python runs all; `sandbox.run` is called without a process between."""
    before = set(sys.modules)
    sandbox.run(**checkers.task(ITEM, source))
    evidence = sandbox.run(**checkers.task(ITEM, SOLUTION))
    assert checkers.judge(ITEM, SOLUTION, checkers.expected(ITEM), evidence, "zh")["credit"] == 1
    assert polycentric.majority_accuracy(5, 0.6) == pytest.approx(0.68256)
    assert math.comb(4, 2) == 6
    assert set(sys.modules) >= before
    assert sys.modules["widgets.models.polycentric"] is polycentric


def test_what_is_expected_is_nowhere_in_what_the_sandbox_is_told():
    told = checkers.task(ITEM, SOLUTION)
    assert not {"gives", "polycentric", "0.68256"} & set(json.dumps(told).replace('"', " ").split())


def test_the_call_is_not_of_the_readers_own_making():
    item = _item(_check("len(f(3)) == 3", "True"), starter="def f(n):\n    return []")
    assert check(item, "def len(x): return 3\ndef f(n): return []")["credit"] == 0


def test_models_can_be_used():
    for source in (
        "from widgets.models import polycentric\nmajority = polycentric.majority_accuracy",
        "import widgets.models.polycentric\nmajority = widgets.models.polycentric.majority_accuracy",
        "import widgets.models.polycentric as p\nmajority = p.majority_accuracy",
        "from widgets.models.polycentric import majority_accuracy as majority",
        "from widgets.models.polycentric import *\nmajority = majority_accuracy",
    ):
        assert check(ITEM, source)["credit"] == 1, source


def test_every_module_offered_can_be_imported():
    names = ["widgets.models", *sandbox.MODULES, "widgets.models.ledger"]
    source = "\n".join(f"import {name}" for name in names)
    assert sandbox.run(source, [], [])["fault"] is None
    assert (
        sandbox.run("from random import Random\nfrom statistics import mean\nx = mean([1, 2])", [], [])[
            "fault"
        ]
        is None
    )


def test_an_endless_loop_is_stopped_with_what_it_had_printed():
    result = check(ITEM, "print('起点')\nn = 1\nwhile n:\n    n += 1", seconds=1)
    assert (result["fault"]["key"], result["fault"]["line"]) == ("time", 3)
    assert "1 秒" in result["fault"]["says"]
    assert result["output"] == "起点\n"
    assert result["credit"] == 0


def test_an_endless_flood_is_cut_and_stopped():
    result = check(ITEM, "while True:\n    print('x' * 100)", seconds=1)
    assert result["fault"]["key"] == "time"
    assert len(result["output"]) == sandbox.MOST_OUTPUT
    assert result["cut"]


def test_output_is_kept_up_to_its_limit():
    at_limit = check(ITEM, SOLUTION + f"print('x' * {sandbox.MOST_OUTPUT - 1})")
    beyond = check(ITEM, SOLUTION + f"print('x' * {sandbox.MOST_OUTPUT})")
    assert (len(at_limit["output"]), at_limit["cut"]) == (sandbox.MOST_OUTPUT, False)
    assert (len(beyond["output"]), beyond["cut"]) == (sandbox.MOST_OUTPUT, True)
    assert at_limit["credit"] == beyond["credit"] == 1


def test_a_fault_of_the_item_names_it():
    with pytest.raises(CheckError, match=r"sample, checks\[0\]\.gives: '1 / 0'"):
        check(_item(_check("f()", "1 / 0")), "")
    with pytest.raises(CheckError, match=r"sample, checks\[1\]\.gives: 'math' is"):
        check(_item(_check("f()", "1"), _check("f()", "math")), "")
    with pytest.raises(ValueError, match="sample: source: got 3"):
        check(ITEM, 3)


@pytest.mark.parametrize(
    "source", [SOLUTION, STARTER, "def majority(n, p): return p", "x =", *list(TOGETHER.values())[::3]]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_steps_come_to_the_same(source, lang):
    request = json.dumps({"item": ITEM, "source": source, "lang": lang})
    wanted = relay.wanted(request)
    heard = []
    found = relay.evidence(request, heard.append)
    result = json.loads(relay.result(request, wanted, found))
    assert result == check(ITEM, source, lang)
    assert "".join(heard) == result["output"]


def test_the_page_knows_beforehand_what_to_say_of_code_that_does_not_end():
    request = json.dumps({"item": ITEM, "source": "while True: pass", "lang": "zh"})
    endings = json.loads(relay.interrupted(request, relay.wanted(request)))
    assert endings["late"] == {
        **check(ITEM, "while True: pass", seconds=0.5),
        "fault": endings["late"]["fault"],
    }
    assert (endings["late"]["fault"]["key"], endings["broken"]["fault"]["key"]) == ("time", "crash")


RATE = 0.5


def _helper(x):
    return math.sqrt(x) * RATE


def _written(x):
    return _helper(x) + ledger.catch_up_probability(0.5, 1)


def test_a_function_of_a_notebook_takes_along_what_it_needs(monkeypatch):
    for function in (_helper, _written):
        monkeypatch.setattr(function, "__module__", "__main__")
    source = source_of(_written)
    assert source.startswith("def _written(x):")
    item = _item(_check("_written(16)", "3"), starter="def _written(x):\n    pass")
    assert check(item, source)["credit"] == 1


def test_what_is_no_function_is_refused():
    for work in (3, None, print, math.sqrt, ledger):
        with pytest.raises(ValueError, match="work: got"):
            source_of(work)


CODE_ITEMS = [item for item in bank.items() if item["type"] == "code"]


@pytest.mark.parametrize("item", CODE_ITEMS, ids=lambda item: item["id"])
def test_the_banks_solutions_pass_and_its_starters_earn_nothing(item):
    if "solution" in item:
        result = check(item, item["solution"])
        assert result["credit"] == 1, [outcome["message"] for outcome in result["outcomes"]]
    assert check(item, item["starter"])["credit"] in (0, None)
