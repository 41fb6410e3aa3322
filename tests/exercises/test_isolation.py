# ruff: noqa: E501 - an attack a line
"""The walls around foreign code: whatever it tries, this is what comes of it."""

import json
import os
import socket
import sys
import threading
import time

import pytest

from widgets.exercises import bank, checkers
from widgets.exercises.course import isolation
from widgets.exercises.course.isolation import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is of Linux")
QUICK = Limits(cell_seconds=2, seconds=4)


def ran(source, *, trust=False, limits=QUICK):
    """What one cell prints and the error it ends with."""
    outcome = isolation.run([{"id": "cell", "source": source}], limits, trust)
    assert outcome.stopped == "", outcome
    reply = outcome.steps["cell"]
    text = "".join(output["text"] for output in reply["outputs"] if output["output_type"] == "stream")
    return text, (reply["error"] or {}).get("name")


def valued(source, name="x", **options):
    """The reply to a question for a name, after a cell."""
    steps = [{"id": "cell", "source": source}, {"id": "ask", "asks": name}]
    return isolation.run(steps, options.get("limits", QUICK)).steps["ask"]


def test_there_is_a_sandbox_here():
    assert isolation.available(), isolation.REMEDY


def test_what_a_cell_prints_and_its_value_come_back():
    text, error = ran("print('甲')\n1 + 1")
    assert (text, error) == ("甲\n", None)
    assert valued("x = {'a': (1, 2.5), 'b': None}")["value"] == {"a": [1, 2.5], "b": None}


def test_without_a_sandbox_nothing_is_run(monkeypatch):
    monkeypatch.setattr(isolation, "available", lambda: False)
    with pytest.raises(isolation.NoSandboxError, match="apt-get install bubblewrap"):
        isolation.run([{"id": "cell", "source": "1"}], QUICK)
    assert ran("print(1)", trust=True) == ("1\n", None)


def test_no_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        attempt = f"import socket; socket.create_connection({server.getsockname()}, 1)"
        assert ran(attempt)[1] == "ConnectionRefusedError"
        assert ran(attempt, trust=True)[1] is None  # so it is the wall that refuses


def test_nothing_of_the_environment(monkeypatch):
    monkeypatch.setenv("GRADER_PASSWORD", "secret-word")
    attempt = """
import glob, os
print(dict(os.environ))
for path in glob.glob("/proc/*/environ"):
    try:
        print(open(path).read())
    except OSError:
        pass
"""
    assert "secret-word" not in ran(attempt)[0]
    assert "secret-word" in ran(attempt, trust=True)[0]


@pytest.mark.parametrize("place", ["a file beside", "the answers", "the sample of a tree", "logins"])
def test_no_files_from_outside(place, tmp_path):
    (tmp_path / "gradebook.db").write_text("secret-word")
    path = {
        "a file beside": tmp_path / "gradebook.db",
        "the answers": bank.EXERCISES / "types.yml",
        "the sample of a tree": bank.EXERCISES / "sample" / "answers" / "types.yml",
        "logins": "/etc/passwd",
    }[place]
    assert os.path.exists(path)
    attempt = f"import os; print(os.path.exists({str(path)!r}))"
    assert ran(attempt)[0] == "False\n"
    assert ran(attempt, trust=True)[0] == "True\n"


def test_only_a_scratch_folder_can_be_written_and_it_is_gone_afterwards():
    places = [
        "/tmp",
        "/",
        "/usr",
        "/dev",
        str(bank.EXERCISES),
        str(bank.PROJECT / "widgets"),
        sys.prefix,
        "/proc/sys/kernel",
    ]
    attempt = f"""
for folder in {places!r}:
    try:
        open(folder + "/mark", "w").write("x"); print("wrote", folder)
    except OSError:
        pass
import os
print("/tmp/mark" in os.listdir("/tmp"))
"""
    assert ran(attempt)[0] == "wrote /tmp\nFalse\n"
    assert ran("import os; print(os.path.exists('/tmp/mark'))")[0] == "False\n"
    assert not os.path.exists("/tmp/mark")


def test_the_scratch_folder_is_small():
    attempt = """
size = 0
try:
    for number in range(64):
        size += open(f"/tmp/{number}", "wb").write(b"x" * 2**20)
except OSError as error:
    print(type(error).__name__, size <= 16 * 2**20)
"""
    assert ran(attempt)[0] == "OSError True\n"
    assert ran("open('/tmp/large', 'wb').write(b'x' * 2**25)")[1] == "OSError"


@pytest.mark.parametrize(
    "attempt",
    [
        "import os; os.fork()",
        "import subprocess; subprocess.run(['/usr/bin/true'])",
        "import os; os.posix_spawn('/usr/bin/true', ['true'], {})",
        "import multiprocessing as m; m.get_context('fork').Process(target=print).start()",
        "import ctypes, os; n = ctypes.CDLL(None, use_errno=True).unshare(0x10000000); e = ctypes.get_errno(); raise OSError(e, '') if n else 0",
        "import ctypes, os; n = ctypes.CDLL(None, use_errno=True).shmget(0, 4096, 0o1666); e = ctypes.get_errno(); raise OSError(e, '') if n < 0 else 0",
    ],
    ids=["fork", "subprocess", "spawn", "multiprocessing", "namespaces", "shared memory"],
)
def test_no_second_process_and_no_way_round_the_limits(attempt):
    assert ran(attempt)[1] == "PermissionError"


def test_threads_are_allowed_but_bounded_by_memory():
    assert (
        ran("from threading import Thread\nt = Thread(target=print, args=(1,)); t.start(); t.join()")[0]
        == "1\n"
    )
    bomb = "from threading import Thread, Event\nstop = Event()\nwhile True: Thread(target=stop.wait).start()"
    begin = time.monotonic()
    assert ran(bomb)[1] in ("RuntimeError", "MemoryError", "CellTimeout")
    assert time.monotonic() - begin < QUICK.seconds + isolation.START_SECONDS


@pytest.mark.parametrize("attempt", ["x = b'x' * 2**34", "x = []\nwhile True: x.append(bytes(2**24))"])
def test_memory_is_bounded_and_what_follows_still_runs(attempt):
    steps = [
        {"id": "bomb", "source": attempt},
        {"id": "then", "source": "x = None; y = 1"},
        {"id": "ask", "asks": "y"},
    ]
    outcome = isolation.run(steps, Limits(cell_seconds=5, seconds=10, memory=600 * 2**20))
    assert outcome.steps["bomb"]["error"]["name"] == "MemoryError"
    assert outcome.steps["ask"]["value"] == 1


def test_output_is_cut_and_raw_descriptors_lead_nowhere():
    text, _ = ran("for _ in range(1000): print('x' * 10**6)", limits=Limits(cell_seconds=20, seconds=30))
    assert 0 < len(text) <= 20_000
    assert ran("import os\nfor n in (0, 1, 2): os.write(n, b'x' * 10**6)\nprint('end')") == ("end\n", None)


def test_a_cell_has_its_time_and_the_next_one_still_runs():
    steps = [
        {"id": "loop", "source": "while True: pass"},
        {"id": "next", "source": "y = 2"},
        {"id": "ask", "asks": "y"},
    ]
    outcome = isolation.run(steps, Limits(cell_seconds=1, seconds=20))
    assert outcome.steps["loop"]["error"]["name"] == "CellTimeout"
    assert (outcome.steps["ask"]["value"], outcome.stopped) == (2, "")


@pytest.mark.parametrize(
    "attempt",
    [
        "def work():\n    while True: pass\nwhile True:\n    try: work()\n    except BaseException: pass",
        "import signal; signal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
        "import threading\nlock = threading.Lock(); lock.acquire()\nimport signal; signal.setitimer(0, 0)\nlock.acquire()",
    ],
    ids=["swallows all exceptions", "stops the clock", "waits"],
)
def test_a_notebook_that_will_not_end_is_ended_and_what_was_done_is_kept(attempt):
    steps = [
        {"id": "first", "source": "x = 1"},
        {"id": "ask", "asks": "x"},
        {"id": "loop", "source": attempt},
    ]
    outcome = isolation.run([*steps, {"id": "after", "asks": "x"}], Limits(cell_seconds=1, seconds=2))
    assert outcome.stopped == "time"
    assert outcome.steps["ask"]["value"] == 1
    assert "after" not in outcome.steps


@pytest.mark.parametrize(
    "attempt",
    [
        "import os; os._exit(0)",
        "import os; os.kill(os.getpid(), 9)",
        "import ctypes; ctypes.string_at(0)",
        "import os; os.execv('/usr/bin/true', ['true'])",
    ],
    ids=["exit", "kill", "crash", "become another program"],
)
def test_a_process_that_ends_early_is_told_as_a_crash(attempt):
    steps = [
        {"id": "first", "source": "x = 1"},
        {"id": "end", "source": attempt},
        {"id": "after", "asks": "x"},
    ]
    outcome = isolation.run(steps, QUICK)
    assert outcome.stopped == "crash"
    assert set(outcome.steps) == {"first"}


@pytest.mark.parametrize(
    "attempt",
    ["exit()", "raise SystemExit", "raise KeyboardInterrupt", "class E(BaseException): pass\nraise E"],
)
def test_python_s_own_ways_to_leave_end_only_the_cell(attempt):
    steps = [{"id": "end", "source": attempt}, {"id": "next", "source": "x = 1"}, {"id": "ask", "asks": "x"}]
    outcome = isolation.run(steps, QUICK)
    assert (outcome.stopped, outcome.steps["ask"]["value"]) == ("", 1)


FORGE = """
import json, os
def reply(message):
    for number in range(3, 64):
        try:
            os.write(number, (message if isinstance(message, str) else json.dumps(message)).encode() + b"\\n")
        except OSError:
            pass
"""


@pytest.mark.parametrize(
    "message",
    [
        "not JSON",
        {"id": "ask", "score": 100},
        {"id": "ask", "outputs": [], "error": None, "value": 1, "credit": 1},
        {"id": "ask", "outputs": [], "error": {"name": ["x"], "text": ""}, "value": 1},
        {"id": 1, "outputs": [], "error": None, "value": 1},
        "[" * 100_000,
    ],
)
def test_replies_of_another_form_end_the_reading(message):
    steps = [{"id": "forge", "source": FORGE + f"reply({message!r})"}, {"id": "ask", "asks": "3"}]
    outcome = isolation.run(steps, QUICK)
    assert (outcome.steps, outcome.stopped) == ({}, "crash")


def test_a_forged_reply_is_no_more_than_an_answer():
    message = {"id": "ask", "outputs": [], "error": None, "value": "claimed"}
    steps = [{"id": "forge", "source": FORGE + f"reply({message!r})"}, {"id": "ask", "asks": "3"}]
    assert isolation.run(steps, QUICK).steps["ask"] == message


def test_a_flood_of_replies_is_cut_off():
    flood = FORGE + "while True: reply('x' * 2**20)"
    outcome = isolation.run([{"id": "flood", "source": flood}], Limits(cell_seconds=20, seconds=20))
    assert outcome.stopped == "output"


def test_halves_of_characters_are_made_whole():
    reply = valued("x = '\\ud800'")
    json.dumps(reply, ensure_ascii=False).encode()


def test_other_processes_are_out_of_sight():
    others = ran("import os; print(sorted(p for p in os.listdir('/proc') if p.isdigit()))")[0]
    assert len(json.loads(others.replace("'", '"'))) <= 2  # its own, and the one that made the walls
    assert ran("import os; os.kill(1, 9)\nprint('still here')")[0] in ("still here\n", "")


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("x = {1, 2}", "TypeError"),
        ("class A:\n    def __eq__(self, other): return True\nx = A()", "TypeError"),
        ("class S(str): pass\nx = S('a')", "TypeError"),
        ("import pickle; x = pickle.dumps(1)", "TypeError"),
        ("x = []\nx.append(x)", "TypeError"),
        ("x = 10 ** 6000", "TypeError"),
        ("", "NameError"),
    ],
)
def test_only_plain_values_come_out(source, error):
    assert valued(source)["error"]["name"] == error


def test_a_program_alone_is_behind_the_same_walls(tmp_path):
    task = {"source": "def f(x):\n    return x + 1", "calls": ["f(1)"], "defines": ["f"]}
    assert isolation.evidence(task, QUICK)["values"] == [{"came": 2}]
    loop = {
        **task,
        "source": "def f(x):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    }
    assert isolation.evidence(loop, QUICK) == "time"
    bomb = {**task, "source": "def f(x):\n    return [0] * 10 ** 10"}
    assert isolation.evidence(bomb, QUICK)["values"][0]["fault"]["type"] == "MemoryError"


def test_what_a_notebook_does_to_the_book_s_modules_does_not_reach_the_program():
    """The task is taken from an item, run after a notebook that patches all that judges."""
    patch = "import widgets.exercises.sandbox as s, json\ns.run = lambda **task: {'fault': None, 'values': [{'came': 2}], 'output': '', 'cut': False}\n"
    assert isolation.run([{"id": "cell", "source": patch}], QUICK).stopped == ""
    item = {"starter": "def f(x): ...", "checks": [{"call": "f(1)"}]}
    assert isolation.evidence(checkers.task(item, "def f(x):\n    return x"), QUICK)["values"] == [
        {"came": 1}
    ]


def test_two_runs_at_once_do_not_meet():
    results = {}

    def run(name):
        results[name] = ran(
            f"open('/tmp/mine', 'w').write({name!r}); import time; time.sleep(0.5); print(open('/tmp/mine').read())"
        )

    threads = [threading.Thread(target=run, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: text for name, (text, _) in results.items()} == {"one": "one\n", "two": "two\n"}
