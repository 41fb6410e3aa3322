"""The commands of 教师指南, run in the order of the page, print what the page shows."""

import re
import shlex
import subprocess
import sys

import pytest

from widgets.paths import PROJECT

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROSTER = "\n".join(f"202600{number}" for number in range(1, 7))


def _shown():
    """Commands of the guide, each with the output shown."""
    text = (PROJECT / "chapters/instructor.md").read_text("utf-8")
    for block in BLOCK.findall(text):
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            yield command, output.strip()


def _printed(command, folder):
    done = subprocess.run(
        [sys.executable, *shlex.split(command)[1:]],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(PROJECT), "COLUMNS": "100", "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    lines = [line.rstrip() for line in done.stdout.replace(f"sqlite:///{folder}", "sqlite:///…").splitlines()]
    return "\n".join(lines).strip()


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    folder = tmp_path_factory.mktemp("week").resolve()
    (folder / "roster.txt").write_text(ROSTER, "utf-8")
    return folder


def test_the_commands_of_the_guide_print_what_it_shows(week):
    commands = list(_shown())
    for command, output in commands:
        assert _printed(command, week) == output, command
    assert len(commands) >= 10
