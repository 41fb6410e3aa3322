"""Changed models: what an explorable answers when one file of its model is replaced."""

import contextlib
import importlib
import io
import sys
import tokenize
import types

import widgets
from widgets.book.assets import model_files
from widgets.paths import WIDGETS

OTHER_OPERATORS = {"+": "-", "<": ">", ">": "<", "==": "!=", "and": "or"}
REPLACED = ("widgets.models", "widgets.explorables")


def source(file):
    return (WIDGETS / "models" / f"{file}.py").read_text("utf-8")


@contextlib.contextmanager
def replaced(file, text):
    """`widgets.explorables`, imported anew over the changed model file."""
    saved = {name: module for name, module in sys.modules.items() if name.startswith(REPLACED)}
    for name in saved:
        del sys.modules[name]
    try:
        models = importlib.import_module("widgets.models")
        module = types.ModuleType(f"widgets.models.{file}")
        sys.modules[module.__name__] = module
        setattr(models, file, module)
        exec(compile(text, f"{file}.py", "exec"), module.__dict__)
        yield importlib.import_module("widgets.explorables")
    finally:
        for name in [name for name in sys.modules if name.startswith(REPLACED)]:
            del sys.modules[name]
        sys.modules.update(saved)
        for name in REPLACED:
            setattr(widgets, name.removeprefix("widgets."), saved[name])


def effective_edit(name, answer):
    """Model file, changed text and answer: the first small change that moves a text of the answer."""
    for file in model_files(name):
        for text in _edits(source(file)):
            with contextlib.suppress(Exception), replaced(file, text) as explorables:
                changed = explorables.answer(name, {})
                if told(changed) != told(answer):
                    return file, text, changed
    raise AssertionError(f"{name}: no number and no operator in its models moves the answer")


def told(answer):
    """What an answer says without its figure."""
    return [answer["headline"], answer["notes"], answer["table"]["rows"]]


def _edits(text):
    """The source with one number or operator changed, for each of them; numbers first."""
    lines = text.splitlines(keepends=True)
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    for token in sorted(tokens, key=lambda token: token.type != tokenize.NUMBER):
        other = _other(token)
        if other is None:
            continue
        row, start, end = token.start[0] - 1, token.start[1], token.end[1]
        line = lines[row][:start] + other + lines[row][end:]
        yield "".join([*lines[:row], line, *lines[row + 1 :]])


def _other(token):
    if token.type != tokenize.NUMBER:
        return OTHER_OPERATORS.get(token.string)
    return str(int(token.string) + 1) if token.string.isdigit() else repr(1.25 * float(token.string))
