"""The page's Python gives what the kernel's Python gives."""

import inspect
import json
import pkgutil
import random
from importlib import import_module

import pytest

import widgets.explorables
import widgets.models
from tests.explorables.micropython import assert_same_answers, request, start
from tests.explorables.settings import settings
from tests.explorables.test_files import bad_documents
from widgets import explorables


def _modules(package):
    return [f"{package.__name__}.{found.name}" for found in pkgutil.iter_modules(package.__path__)]


def _explorable_calls(draw):
    for name in explorables.NAMES:
        for setting in settings(explorables.load(name), seed=draw.random()):
            for lang in ("zh", "en"):
                yield request("widgets.explorables", "answer", name, setting, {}, lang)
        yield request("widgets.explorables", "answer", name, {"nonsense": 1})
    yield request("widgets.explorables", "answer", "nonsense", {})


def _file_calls(draw):
    for name in explorables.NAMES:
        spec = explorables.load(name)
        if not hasattr(spec, "report"):
            continue
        for setting in settings(spec, seed=draw.random()):
            for lang in ("zh", "en"):
                yield request("widgets.explorables.files", "export", name, setting, lang)
    for _, document, _ in bad_documents():
        # JSON that reaches the page's worker has been read by the browser: no half characters.
        if "\\ud800" not in json.dumps(document):
            yield request("widgets.explorables.files", "reopen", "case_lab", document)


def _reading_calls(draw):
    for name in ("cases", "type_comparison", "schemes", "scheme_codings"):
        yield request("widgets.explorables.tables", "rows", name)
    for value in [draw.uniform(-10, 10) for _ in range(200)] + [0.125, 2.5, 0.045]:
        yield request("widgets.explorables.wording", "number", value, draw.randint(0, 3))


def _model_calls(module):
    """The calls that the model's own tests name, as requests."""

    def calls(draw):
        tests = import_module(f"tests.models.test_{module.rsplit('.', 1)[1]}")
        return (request(module, name, *args, **kwargs) for name, args, kwargs in tests.calls(draw))

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
    return start(tmp_path_factory.mktemp("micropython"))


def test_every_module_imports(micropython):
    modules = MODELS + _modules(widgets.explorables)
    assert [answer["value"] for answer in micropython([request(m, None) for m in modules])] == modules


@pytest.mark.parametrize("subject", CALLS)
def test_answers_are_the_same(micropython, subject):
    assert_same_answers(micropython, list(CALLS[subject](random.Random(11))))


def test_every_public_function_of_the_models_is_compared():
    compared = {
        (asked["module"], asked["function"]) for calls in CALLS.values() for asked in calls(random.Random(0))
    }
    for name in MODELS:
        module = import_module(name)
        for function, value in inspect.getmembers(module, inspect.isfunction):
            if value.__module__ == name and not function.startswith("_"):
                assert (name, function) in compared
