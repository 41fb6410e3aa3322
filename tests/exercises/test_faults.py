"""Each fault of a beginner is recognised, said in both languages, and put at its line."""

import re
import string

import pytest

from widgets.exercises import faults, sandbox
from widgets.exercises.fault_words import KINDS, RULES, WORDS

# (key of the words, line, words that the Chinese text has, code)
CASES = [
    ("colon", 1, ["冒号"], "def f(x)\n    return x"),
    ("colon", 3, ["冒号"], "def f(x):\n    y = 1\n    if x > y\n        return x"),
    ("colon", 2, ["冒号"], "total = 0\nfor i in range(3)\n    total += i"),
    ("else_if", 3, ["elif"], "x = 1\nif x: pass\nelse if x > 2: pass"),
    ("no_block", 2, ["缩进", "第 1 行"], "def f(x):\nreturn x"),
    ("indent", 2, ["缩进"], "x = 1\n    y = 2"),
    ("unindent", 4, ["对不齐"], "def f(x):\n        if x:\n            y = 1\n      return x"),
    ("tabs", 3, ["制表符"], "def f(x):\n        y = 1\n\treturn y"),
    ("unclosed", 2, ["括号", "“(”"], "x = 1\ny = max(x, (2\nz = 3"),
    ("unclosed", 1, ["“[”"], "x = [1, 2\ny = 3"),
    ("unopened", 1, ["“)”"], "x = 1 + 2)"),
    ("crossed", 1, ["“[”", "“)”"], "x = [1, 2)"),
    ("foreign_sign", 1, ["“，”", "半角"], "def f(x，y):\n    return x"),
    ("foreign_sign", 1, ["“：”"], "def f(x)：\n    return x"),
    ("foreign_sign", 2, ["“（”"], "x = 1\nprint（x）"),
    ("foreign_sign", 1, ["““”"], "x = “文字”"),
    ("foreign_sign", 1, ["“１”"], "x = １２"),
    ("foreign_sign", 2, ["U+3000"], "x = 1\ny =\u3000x"),
    ("operator", 1, ["“≤”", "<="], "x = 1 if 1 ≤ 2 else 0"),
    ("operator", 2, ["“&&”", "and"], "x = True\nif x && x:\n    pass"),
    ("operator", 2, ["“++”", "+= 1"], "x = 1\nx++"),
    ("unclosed_text", 1, ["引号"], "x = '文字\ny = 2"),
    ("unclosed_text", 1, ["引号"], 'x = """文字\ny = 2'),
    ("print", 1, ["print(…)"], "print 'x'"),
    ("one_equal", 2, ["=="], "x = 1\nif x = 1:\n    pass"),
    ("assign", 1, ["变量名"], "1 = x"),
    ("assign", 1, ["变量名"], "f(x) = 2"),
    ("one_equal", 1, ["=="], "if f(x) = 2: pass"),
    ("comma", 1, ["逗号"], "x = [1 2]"),
    ("outside_function", 1, ["return", "缩进"], "return 1"),
    ("outside_loop", 1, ["break"], "break"),
    ("number", 1, ["数字"], "x = 2y"),
    ("number", 1, ["数字"], "x = 007"),
    ("argument_order", 2, ["参数"], "def f(x, y): return x\nf(x=1, 2)"),
    ("f_string", 1, ["花括号"], "x = 1; print(f'{x')"),
    ("syntax", 1, ["读不懂"], "def f(x): return x x y =="),
    ("syntax", 1, ["读不懂"], "import"),
    ("name_near", 2, ["totle", "total"], "total = 3\nprint(totle)"),
    ("name_near", 1, ["True"], "x = true"),
    ("name_near", 1, ["None"], "x = null"),
    ("name_near", 1, ["print"], "Print(1)"),
    ("name_near", 2, ["人数"], "人数 = 3\nprint(人数量)"),
    ("name", 1, ["qqq"], "print(qqq)"),
    ("name_module", 1, ["import math"], "x = math.sqrt(2)"),
    ("name_module", 1, ["from widgets.models import ledger"], "x = ledger.seal([])"),
    ("unbound", 4, ["total", "赋值"], "total = 0\ndef f(n):\n    for i in n:\n        total += i\nf([2])"),
    ("too_few", 2, ["f", "1 个", "'y'"], "def f(x, y): return x\nf(1)"),
    ("too_many", 2, ["f", "3 个"], "def f(x, y): return x\nf(1, 2, 3)"),
    ("keyword", 2, ["z"], "def f(x): return x\nf(z=1)"),
    ("none", 3, ["None", "return"], "def f(x):\n    x + 1\ny = f(1) + 2"),
    ("none", 2, ["sort()"], "x = [2, 1].sort()\nprint(x[0])"),
    ("none", 2, ["None"], "x = None\nx.append(1)"),
    ("mixed", 1, ["文字", "整数"], "x = '共' + 3"),
    ("mixed_sign", 1, ["整数", "文字", "“+”"], "x = 3 + '共'"),
    ("mixed_sign", 1, ["“<”"], "x = '3' < 4"),
    ("not_callable", 2, ["整数", "乘号"], "x = 2\ny = x(3)"),
    ("not_iterable", 1, ["整数", "range(n)"], "for i in 5: pass"),
    ("not_subscriptable", 1, ["整数", "方括号"], "x = 5; print(x[0])"),
    ("index_type", 1, ["小数", "//"], "x = [1, 2][1.0]"),
    ("index_type", 1, ["文字"], "x = [1, 2]['a']"),
    ("whole_number", 1, ["小数", "//"], "x = range(3 / 1)"),
    ("no_length", 1, ["整数", "长度"], "x = len(5)"),
    ("unchangeable", 2, ["元组"], "x = (1, 2)\nx[0] = 3"),
    ("type", 1, ["种类"], "x = int([])"),
    ("zero", 3, ["零"], "def mean(x):\n    n = len(x)\n    return sum(x) / n\nmean([])"),
    ("index", 2, ["位置"], "x = [1, 2]\nx[2]"),
    ("key", 2, ["'b'"], "x = {'a': 1}\nx['b']"),
    ("attribute_near", 1, ["列表", "append"], "[].apend(1)"),
    ("attribute_near", 2, ["sqrt"], "import math\nmath.sqrtt(2)"),
    ("attribute_near", 1, ["catch_up_probability"], "from widgets.models.ledger import catch_up_probabilty"),
    ("attribute", 1, ["整数", "push"], "x = (5).push"),
    ("recursion", 2, ["调用自己"], "def f(n):\n    return f(n - 1)\nf(3)"),
    ("stub", 2, ["还没有写"], "def f(n):\n    raise NotImplementedError\nf(3)"),
    ("module", 1, ["numpy", "widgets.models"], "import numpy as np"),
    ("module", 2, ["os"], "x = 1\nfrom os import path"),
    ("input", 1, ["参数"], "n = input('几个？')"),
    ("not_here", 1, ["open"], "open('x')"),
    ("not_here", 2, ["__class__"], "x = 1\nx.__class__"),
    ("exit", 2, ["退出"], "x = 1\nraise SystemExit"),
    ("memory", 1, ["内存"], "x = [0] * 10**11"),
    ("memory", 1, ["内存"], "x = [0] * 10**30"),
    ("overflow", 1, ["存不下"], "x = 2.0 ** 5000"),
    ("domain", 2, ["数学函数"], "import math\nmath.sqrt(-1)"),
    ("domain", 2, ["数学函数"], "import math\nmath.log(0)"),
    ("convert", 1, ["'三'"], "int('三')"),
    ("assertion", 1, ["assert"], "assert 1 > 2"),
    ("other", 1, ["ValueError", "乱"], "raise ValueError('乱')"),
]  # fmt: skip
PYTHONS_OWN = ("undefined", "time", "crash")  # told of a run as a whole, below


def _explained(source, lang="zh"):
    return faults.explain(sandbox.run(source, [], [])["fault"], source, lang)


@pytest.fixture(autouse=True)
def bounded_memory():
    """The child process has the same bound."""
    resource = pytest.importorskip("resource")
    bounds = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (16 << 30, bounds[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, bounds)


@pytest.mark.parametrize(("key", "line", "words", "source"), CASES, ids=lambda value: repr(value)[:40])
def test_a_fault_is_said_at_its_line(key, line, words, source):
    explained = _explained(source)
    assert (explained["key"], explained["line"]) == (key, line), explained
    for word in words:
        assert word in explained["says"]


@pytest.mark.parametrize("source", [case[3] for case in CASES], ids=lambda source: repr(source)[:40])
def test_both_languages_say_the_same_fault_without_a_gap(source):
    explained = [_explained(source, lang) for lang in ("zh", "en")]
    assert explained[0]["key"] == explained[1]["key"]
    for each in explained:
        assert not re.search(r"\{[a-z_]+\}|\(\?P|\bNone of\b", each["says"])
        assert each["says"].strip() == each["says"]


def test_every_rule_has_words_and_every_word_is_reached():
    refined = {"else_if", "operator", "name_near", "name_module", "attribute_near", "undefined", "other"}
    assert {key for _, _, key in RULES} | refined == set(WORDS)
    assert {case[0] for case in CASES} | set(PYTHONS_OWN) == set(WORDS)


def test_both_languages_have_the_same_places():
    def places(text):
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    for key, words in WORDS.items():
        assert set(words) == {"zh", "en"}
        assert places(words["zh"]) == places(words["en"]), key
    assert all(set(words) == {"zh", "en"} for words in KINDS.values())


def test_traceback_shows_the_readers_lines_alone():
    source = "def f(x):\n    return 1 / x\ndef g(x):\n    return f(x)\ng(0)"
    told = _explained(source)["traceback"]
    assert re.findall(r"line (\d+), in (\S+)", told) == [("5", "<module>"), ("4", "g"), ("2", "f")]
    assert told.endswith("ZeroDivisionError: division by zero")
    assert "sandbox" not in told


def test_a_long_traceback_is_shortened():
    told = _explained("def f(n):\n    return f(n - 1)\nf(3)")["traceback"]
    assert 5 < len(told.splitlines()) < 30


def test_a_fault_inside_a_model_is_put_at_the_line_that_called_it():
    source = "from widgets.models import ledger\nx = 1\nledger.catch_up_probability(7, 3)"
    explained = _explained(source)
    assert explained["line"] == 3
    assert "7" in explained["says"]


def test_an_exception_that_cannot_be_shown_is_told_by_its_name():
    source = "class Odd(Exception):\n    def __str__(self):\n        raise ValueError\nraise Odd"
    explained = _explained(source)
    assert (explained["key"], explained["line"]) == ("other", 4)
    assert "Odd" in explained["says"]


@pytest.mark.parametrize(
    "source",
    ["", "\0", "x = '\0'", "\ud800", "(" * 5000, "-" * 10**5 + "1", "\ufeffx = (", "x = 1\r\ny = (", "\f ("],
    ids=lambda source: repr(source)[:20],
)  # fmt: skip
def test_what_is_hardly_text_is_survived(source):
    fault = sandbox.run(source, [], [])["fault"]
    if fault:
        explained = faults.explain(fault, source)
        assert explained["says"]
        assert explained["line"] is None or explained["line"] >= 1
