"""What a submission may be or try, with the status and the credit that come of it.

Each fault is made from a submission that is all right, or, for forgeries, all wrong, so that whatever they
gain shows. Code that is run is text, or a function of the places around the course, see
test_grading_faults.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

from tests.exercises.classes import CODE, ESSAY, EVERY_TYPE, answer, cell
from widgets.exercises.course import notebooks

SINGLE = EVERY_TYPE[0]
EVERYTHING = frozenset(EVERY_TYPE)
VALUES = EVERYTHING - {CODE, ESSAY}  # read from the notebook's process; programs have one of their own
AWAITING = "awaiting manual grading"
# Each stands where a submission has no business to be.
SECRETS = {
    "canary": "canary-0123456789abcdef01234567",
    "hidden call": "verdict(0.9, 0.2, 0.9)",
    "explanation": "门槛用在概率之差上",
    "environment": "secret-of-the-environment",
    "neighbour": "secret-of-the-neighbour",
    "network": "secret-of-the-network",
}


@dataclass
class Fault:
    """A change to a submission and what is to come of it."""

    make: Callable  # of the notebook and the places; gives a notebook or bytes
    statuses: tuple = (AWAITING,)
    lost: frozenset = (
        frozenset()
    )  # items that a submission without the fault has credit for, and this has not


def run_first(*sources):
    """Cells of the student's own before all others."""

    def make(notebook, places):
        cells = [new_code_cell(source(places) if callable(source) else source) for source in sources]
        notebook.cells = [*cells, *notebook.cells]
        return notebook

    return make


def answers(name, source):
    def make(notebook, places):
        answer(notebook, name, source(places) if callable(source) else source)
        return notebook

    return make


def deletes(name):
    def make(notebook, places):
        notebook.cells.remove(cell(notebook, name))
        return notebook

    return make


def edits(name, **fields):
    def make(notebook, places):
        cell(notebook, name).update(fields)
        return notebook

    return make


def copies(name, source):
    """The cell stands there twice, the second time with another source."""

    def make(notebook, places):
        place = notebook.cells.index(cell(notebook, name))
        twin = nbformat.from_dict({**notebook.cells[place], "id": "twin", "source": source})
        notebook.cells.insert(place + 1, twin)
        return notebook

    return make


def writes(change):
    """A file that is what `change` makes of the notebook's bytes."""
    return lambda notebook, places: change(nbformat.writes(notebook).encode())


def kernel(**spec):
    def make(notebook, places):
        notebook.metadata = {"kernelspec": {"display_name": "kernel", **spec}}
        return notebook

    return make


def _nests_metadata(text):
    return text.replace(b'"metadata": {', b'"metadata": {"x": ' + b"[" * 10**5 + b"]" * 10**5 + b", ", 1)


def _turns_answer_into_text(notebook, places):
    place = notebook.cells.index(cell(notebook, f"answer-{SINGLE}"))
    old = notebook.cells[place]
    notebook.cells[place] = new_markdown_cell(old.source, id=old.id, metadata=old.metadata)
    return notebook


def _turns_cells_round(notebook, places):
    notebook.cells = notebook.cells[::-1]
    return notebook


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def _plants_scripts(notebook, places):
    """Scripts wherever a page could take them from."""
    shown = new_output("display_data", data={"text/html": SCRIPT, "text/plain": SCRIPT})
    forged = {
        "output_type": "display_data",
        "data": {"image/png": '"' + SCRIPT, "text/html": SCRIPT},
        "metadata": {"image/png": {"width": SCRIPT}},
    }
    reply = {"id": "0", "outputs": [forged], "error": None, "value": None}
    notebook.cells = [
        new_code_cell(f"{REPLY}reply({reply!r})"),
        *notebook.cells,
        new_markdown_cell(SCRIPT),
        new_raw_cell(SCRIPT, metadata={"raw_mimetype": "text/html"}),
        new_code_cell(f"print({SCRIPT!r})", outputs=[shown], metadata={"tags": [SCRIPT]}),
        new_code_cell(f"from IPython.display import HTML, display\ndisplay(HTML({SCRIPT!r}))"),
    ]
    notebook.metadata["title"] = SCRIPT
    return notebook


REPLY = """
import json, os
def reply(message):
    for number in range(3, 64):
        try:
            os.write(number, json.dumps(message).encode() + b"\\n")
        except OSError:
            pass
"""
CLAIM = (
    REPLY
    + f"""
for name in {EVERY_TYPE!r}:
    reply({{"id": "check-" + name, "outputs": [], "error": None, "value": "right"}})
"""
)
FLOOD = """
import os
while True:
    for number in range(64):
        try: os.write(number, b"x" * 10**6)
        except OSError: pass
"""
SWALLOW = """
def work():
    while True: pass
while True:
    try: work()
    except BaseException: pass
"""
FILL_DISK = """
for number in range(60):
    open(f"/tmp/{number}", "wb").write(b"x" * 2**20)
"""
ENVIRONMENT = """
import os
print(os.environ)
for number in os.listdir("/proc"):
    try: print(open(f"/proc/{number}/environ").read())
    except OSError: pass
"""
# Looks for the hidden calls in all that the process holds, and in what it will be asked to run.
SPY = """
import builtins, gc
import widgets.exercises.sandbox as sandbox
run = sandbox.run
def spy(*arguments, **task):
    print(arguments, task)
    return run(*arguments, **task)
sandbox.run = spy
held = [str(each)[:10**5] for each in gc.get_objects() if isinstance(each, (dict, list))]
print([text for text in held if "verdict(0." in text])
memory = open("/proc/self/mem", "rb")
for line in open("/proc/self/maps"):
    start, end = (int(number, 16) for number in line.split()[0].split("-"))
    if "rw" in line and end - start < 2**26:
        try:
            memory.seek(start)
            _, _, rest = memory.read(end - start).partition(b"verdict(0.9, 0.2")
            print(b"verdict(0.9, 0.2" + rest[:6])
        except (OSError, ValueError, OverflowError):
            pass
"""
# Keeps what it is called with and gives it away as soon as it can.
TELLTALE = """
seen = []

def verdict(control, embedding, norm):
    seen.append(f"verdict({control}, {embedding}, {norm})")
    print(seen)
    raise ValueError(str(seen))
"""
ALWAYS_EQUAL = f"""
class Alike(str):
    def __eq__(self, other): return True
    def __hash__(self): return 0
{notebooks.answer_name(SINGLE)} = Alike()
"""


# Prints what is worth knowing, because no more than the beginning of a long text is kept.
SEARCH = r"""
import re
text = open({path!r}, encoding="utf-8", errors="replace").read()
print(re.findall(r"canary-\w+|secret-\S+|门槛\w+|verdict\(0.9, 0.2, 0.9\)|check-types-code-verdict", text))
"""


def _pickle(places):
    return f"""
import os
class Bomb(dict):
    def __reduce__(self): return os.mkdir, ({places["mark"]!r},)
{notebooks.answer_name(SINGLE)} = Bomb()
"""


def _reads(name):
    return run_first(lambda places: SEARCH.format(path=places[name]))


def _asks_network(places):
    return f"import socket; print(socket.create_connection({places['server']}, 1).recv(100))"


CORRUPT = {
    "empty": lambda text: b"",
    "not JSON": lambda text: b"week 3, see attachment",
    "truncated": lambda text: text[: len(text) // 2],
    "not UTF-8": lambda text: text.decode().encode("utf-16"),
    "half characters": lambda text: text.replace("途径".encode(), b"\\ud800"),
    "not a notebook": lambda text: b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 3}',
    "another schema": lambda text: text.replace(b'"cell_type": "code"', b'"cell_type": "poem"'),
    "only brackets": lambda text: b"[" * 10**6,
    "nested metadata": _nests_metadata,
    "30 MB": lambda text: text + b" " * 30 * 10**6,
}
FAULTS = {
    "nothing": Fault(lambda notebook, places: notebook),
    **{name: Fault(writes(change), ("corrupt",), EVERYTHING) for name, change in CORRUPT.items()},
    "R": Fault(kernel(name="ir", language="R"), ("wrong kernel",), EVERYTHING),
    "a Python of another name": Fault(kernel(name="course", language="python")),
    # cells
    "deleted test cell": Fault(deletes(f"check-{SINGLE}"), ("missing cell", AWAITING)),
    "deleted answer": Fault(deletes(f"answer-{SINGLE}"), ("missing cell", AWAITING), frozenset({SINGLE})),
    "deleted program": Fault(deletes(f"answer-{CODE}"), ("missing cell", AWAITING), frozenset({CODE})),
    "deleted essay": Fault(deletes(f"answer-{ESSAY}"), ("missing cell",), frozenset({ESSAY})),
    "edited test cell": Fault(edits(f"check-{SINGLE}", source="print('right')"), ("tampered", AWAITING)),
    "edited stem": Fault(edits(f"stem-{SINGLE}", source="1 + 1 = ?"), ("tampered", AWAITING)),
    "raised points": Fault(
        edits(f"check-{SINGLE}", metadata={"nbgrader": {"grade_id": f"check-{SINGLE}", "points": 1000}})
    ),
    "answer turned into text": Fault(_turns_answer_into_text, ("tampered", AWAITING)),
    "copied answer": Fault(copies(f"answer-{SINGLE}", "1 / 0"), ("tampered", AWAITING)),
    "copied test cell": Fault(copies(f"check-{SINGLE}", "1 / 0")),
    "cells turned round": Fault(_turns_cells_round, lost=VALUES),
    "scripts": Fault(_plants_scripts),
    # resources
    "endless loop": Fault(run_first("while True: pass"), ("timed out", AWAITING)),
    "endless loop that swallows": Fault(run_first(SWALLOW), ("timed out", AWAITING), VALUES),
    "endless program": Fault(
        answers(CODE, "def verdict(a, b, c):\n    while True: pass"),
        ("timed out", AWAITING),
        frozenset({CODE}),
    ),
    "memory bomb": Fault(run_first("x = []\nwhile True: x.append(bytes(2**24))", "del x")),
    "memory bomb in a program": Fault(
        answers(CODE, "def verdict(a, b, c):\n    return [0] * 10**12"), lost=frozenset({CODE})
    ),
    "fork bomb": Fault(run_first("import os\nwhile True: os.fork()")),
    "fork bomb of a shell": Fault(
        run_first("import subprocess\nsubprocess.run(':(){ :|:& };:', shell=True)")
    ),
    "1 GB of output": Fault(run_first("text = 'x' * 10**8\nfor _ in range(10): print(text)")),
    "1 GB to the descriptors": Fault(run_first(FLOOD), ("stopped", AWAITING), VALUES),
    "full disk": Fault(run_first(FILL_DISK)),
    "leaves": Fault(run_first("import os; os._exit(0)"), ("stopped", AWAITING), VALUES),
    "exit": Fault(run_first("exit()")),
    # reads
    "reads the answers": Fault(_reads("answers")),
    "reads the instructor's tree": Fault(_reads("tree")),
    "reads the gradebook": Fault(_reads("gradebook")),
    "reads the work of others": Fault(_reads("neighbour")),
    "reads the environment": Fault(run_first(ENVIRONMENT)),
    "asks the network": Fault(run_first(_asks_network)),
    "spies for hidden calls": Fault(run_first(SPY)),
    "tells what it is called with": Fault(answers(CODE, TELLTALE), lost=frozenset({CODE})),
    # answers that are not what they seem
    "equal to everything": Fault(answers(SINGLE, ALWAYS_EQUAL), lost=frozenset({SINGLE})),
    "pickle": Fault(answers(SINGLE, _pickle), lost=frozenset({SINGLE})),
}
GRADED, STOPPED = ("graded",), ("stopped",)
FORGERIES = {
    "all wrong": Fault(lambda notebook, places: notebook, GRADED),
    "forged replies": Fault(run_first(CLAIM), GRADED, VALUES),
    "forged scores": Fault(run_first(REPLY + "reply({'student': 'x', 'score': 100})"), STOPPED, VALUES),
    "forged end": Fault(run_first(REPLY + "reply({'done': True}); os._exit(0)"), STOPPED, VALUES),
    "patched json": Fault(
        run_first("import json; json.dumps = lambda *a, **k: '{\"credit\": 1}'"), STOPPED, VALUES
    ),
    "patched print": Fault(
        run_first("import builtins; builtins.print = lambda *a, **k: None"), STOPPED, VALUES
    ),
    "patched exec": Fault(
        run_first("import builtins; builtins.exec = builtins.eval = lambda *a, **k: 1"), GRADED, VALUES
    ),
    "patched scorer": Fault(
        run_first(
            "import widgets.exercises.scoring as s, widgets.exercises.checkers as c\n"
            "s.score = c.judge = c.check = lambda *a, **k: {'credit': 1, 'verdict': 'right', 'feedback': []}"
        ),
        GRADED,
    ),
    "patched sandbox": Fault(
        run_first(
            "import widgets.exercises.sandbox as s\ns.run = lambda **k: {'values': [{'came': 'mixed'}] * 10}"
        ),
        GRADED,
    ),
    "a check of its own": Fault(run_first("check = lambda *a, **k: 100"), GRADED),
}
