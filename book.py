#!/usr/bin/env python3
"""Set up, build, read and test the book. Needs Python 3.11 or later and nothing else."""

import argparse
import contextlib
import functools
import hashlib
import http.server
import os
import platform
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
PAGE = ROOT / "widgets" / "page"
BUILD = ROOT / "_build"
SITE = BUILD / "html"
LOGS = BUILD / "logs"
# What decides how the site comes out; generated and foreign folders are left out.
SITE_INPUTS = ("_config.yml", "_toc.yml", "requirements.txt", "chapters", "widgets", "data")
GENERATED = {"node_modules", "__pycache__", ".ipynb_checkpoints"}
BROWSERS = {
    "Linux": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"),
    "Darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "Windows": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
    ),
}

# What the tests of grading and exporting start, by a command or a place, and the package that brings it.
TOOLS = {
    "bwrap": "bubblewrap",
    "pdftotext": "poppler-utils",
    "/usr/lib/postgresql": "postgresql",
    "/usr/share/doc/libseccomp2": "libseccomp2",
}


class StepError(Exception):
    """A step that did not succeed; the text says which one and what to do."""


def main() -> int:
    """Run the word given on the command line; without one, build the book and serve it."""
    words: dict[str, Callable[[argparse.Namespace], None]] = {
        "read": read,
        "build": lambda options: build(),
        "serve": serve,
        "test": test,
        "check": lambda options: check(),
        "benchmark": benchmark,
        "clean": clean,
    }
    options = parse_arguments()
    try:
        words[options.word](options)
    except StepError as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130
    return 0


def parse_arguments() -> argparse.Namespace:
    """Return the word and its options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.set_defaults(word="read", port=8000)
    add = parser.add_subparsers(dest="word", metavar="WORD", help="without one: build the book and serve it")
    for word, about in (
        ("read", "build what has changed, then serve the book"),
        ("serve", "serve the book as last built"),
    ):
        add.add_parser(word, help=about).add_argument(
            "--port", type=int, default=8000, help="first port to try"
        )
    add.add_parser("build", help="build the site into _build/html")
    tests = add.add_parser("test", help="check style and types, build, and run every test")
    tests.add_argument("pytest", nargs="*", help="arguments for pytest instead of all tests (after --)")
    add.add_parser("check", help="check style and types alone, as pre-commit does")
    add.add_parser("benchmark", help="measure how fast the page or the simulations are").add_argument(
        "of",
        nargs="?",
        choices=("page", "diffusion"),
        default="page",
        help="the page beside the chart library alone, or diffusion in Mesa, Python and numpy",
    )
    remove = add.add_parser("clean", help="remove what the build made")
    remove.add_argument("--all", action="store_true", help="remove the environment and page libraries too")
    options = parser.parse_args()
    options.word = options.word or "read"
    return options


def read(options: argparse.Namespace) -> None:
    """Build what has changed, then serve the book."""
    build()
    serve(options)


def build() -> None:
    """Build the site unless nothing it depends on has changed since the last time."""
    prepare()
    inputs = digest(*(ROOT / name for name in SITE_INPUTS))
    stamp = BUILD / "site-made-of"
    if (SITE / "index.html").exists() and stamp.exists() and stamp.read_text() == inputs:
        print("The site is up to date: _build/html")
        return
    stamp.unlink(missing_ok=True)
    shutil.rmtree(SITE, ignore_errors=True)
    run(
        "Building the site (notebooks run once; about a minute the first time)",
        [executable("jupyter-book"), "build", ".", "-W", "-n", "--keep-going"],
        "Mend the first WARNING or ERROR above; warnings count as errors.",
    )
    stamp.write_text(inputs)


def prepare() -> None:
    """Make .venv and the page's libraries what requirements.txt and package-lock.json say."""
    if sys.version_info < (3, 11):  # noqa: UP036 - users may start this with an older Python
        raise StepError(f"Python 3.11 or later is needed; this is {platform.python_version()}.")
    with once(VENV / "made-of", ROOT / "requirements.txt", ROOT / "pyproject.toml") as due:
        if due:
            make_environment()
    with once(PAGE / "node_modules" / "made-of", PAGE / "package-lock.json") as due:
        if due:
            run(
                "Installing the page's libraries (MicroPython, plotly, KaTeX)",
                [executable("npm"), "ci", "--no-audit", "--no-fund", "--prefix", PAGE],
                "Check the network and that npm's registry can be reached, then start again.",
            )


def make_environment() -> None:
    """Create .venv and install the pinned requirements and this package into it."""
    if not PYTHON.exists():
        run(
            "Creating .venv",
            [sys.executable, "-m", "venv", "--clear", VENV],
            "On Debian and Ubuntu: apt-get install python3-venv. Then start again.",
        )
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--progress-bar", "off"]
    remedy = "Check the network and that PyPI can be reached, then start again."
    run(
        "Installing Python packages (about two minutes the first time)",
        [*pip, "-r", "requirements.txt"],
        remedy,
    )
    run("Making `widgets` importable", [*pip, "--no-deps", "--no-build-isolation", "-e", "."], remedy)


def serve(options: argparse.Namespace) -> None:
    """Serve the site on 127.0.0.1 until interrupted."""
    if not (SITE / "index.html").exists():
        raise StepError("There is no site yet: run `python3 book.py build` first.")
    with site_server(options.port) as address:
        print(f"The book is at {address} (stop with Ctrl+C)", flush=True)
        threading.Event().wait()


def test(options: argparse.Namespace) -> None:
    """Check style and types, build the site, find or install a browser, and run the tests."""
    prepare()
    provide_browser()
    provide_tools()
    if not options.pytest:
        check()
    build()
    spread = ["-n", "auto", "--dist", "loadscope"]
    # Grading has limits of time, so it is not tested beside browsers that take all cores.
    parts = (
        [options.pytest] if options.pytest else [[*spread, "--ignore=tests/site"], [*spread, "tests/site"]]
    )
    finished = [run_visibly([PYTHON, "-m", "pytest", *part]) for part in parts]
    if any(finished):
        raise StepError("Tests failed: see above.")


def check() -> None:
    """Check lint, format and types of all code, notebooks included."""
    prepare()
    remedy = "Run `.venv/bin/ruff check --fix` and `.venv/bin/ruff format`, or mend by hand."
    run("Checking style", [PYTHON, "-m", "ruff", "check"], remedy)
    run("Checking format", [PYTHON, "-m", "ruff", "format", "--check"], remedy)
    run("Checking types", [PYTHON, "-m", "mypy"], "Mend the types named above.")


def benchmark(options: argparse.Namespace) -> None:
    """Measure the page of `typology` beside the chart library, or diffusion in three implementations."""
    prepare()
    if options.of == "page":
        provide_browser()
        build()
    part = {"page": "site", "diffusion": "analysis"}[options.of]
    if run_visibly([PYTHON, "-m", f"tests.{part}.benchmark"]):
        raise StepError("The benchmark failed: see above.")


def clean(options: argparse.Namespace) -> None:
    """Remove what the build made; with --all what it installed too."""
    made = [BUILD, *([VENV, PAGE / "node_modules"] if options.all else [])]
    for folder in made:
        shutil.rmtree(folder, ignore_errors=True)
        print(f"Removed {folder.relative_to(ROOT)}")


def find_browser() -> str | None:
    """Path of a Chromium, Chrome or Edge, or None. BOOK_BROWSER overrules the search."""
    candidates = (os.environ.get("BOOK_BROWSER"), *BROWSERS.get(platform.system(), ()))
    return next((path for name in candidates if name and (path := shutil.which(name))), None)


def provide_browser() -> None:
    """Install a browser for the tests where the system has none."""
    prepare()
    if find_browser() or any((BUILD / "browser").rglob("chrome*")):
        return
    remedy = "Install Chromium, Chrome or Edge, or name one in BOOK_BROWSER, then start again."
    if is_debian_root() and "ID=ubuntu" not in Path("/etc/os-release").read_text():
        install_packages(["chromium"], remedy)
        return
    extra = ["--with-deps"] if is_debian_root() else []
    run("Installing a browser", [PYTHON, "-m", "playwright", "install", *extra, "chromium"], remedy)


def provide_tools() -> None:
    """Install what the tests of grading and exporting need beside Python, or say what is missing."""
    missing = [package for sign, package in TOOLS.items() if not (shutil.which(sign) or Path(sign).exists())]
    if missing and is_debian_root():
        install_packages(missing, f"Install {', '.join(missing)}, then start again.")
    elif missing:
        print(f"Some tests of the instructor's kit need {', '.join(missing)} and will fail or be skipped.")


def is_debian_root() -> bool:
    """Whether this is Debian or Ubuntu and packages may be installed."""
    return Path("/etc/debian_version").exists() and os.geteuid() == 0


def install_packages(names: list[str], remedy: str) -> None:
    """Install packages of Debian or Ubuntu."""
    run("Refreshing the package list", ["apt-get", "update"], remedy)
    run(
        f"Installing {', '.join(names)}",
        ["apt-get", "install", "-y", "--no-install-recommends", *names],
        remedy,
    )


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files quietly, over connections that stay open and do not wait to fill packets."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    extensions_map = {  # noqa: RUF012 - declared so by the base class
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *arguments: object) -> None:
        """Stay silent."""


@contextlib.contextmanager
def site_server(first_port: int = 0) -> Iterator[str]:
    """Serve _build/html on 127.0.0.1 while the block runs; gives the address.

    Parameters
    ----------
    first_port : int
        Tried first; if it is taken, any free port is used. 0 for any.
    """
    handler = functools.partial(SiteHandler, directory=str(SITE))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", first_port), handler)
    except OSError:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def executable(name: str) -> Path:
    """Path of a command in .venv."""
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def digest(*paths: Path) -> str:
    """Hash of files and folders by name and content, without what is generated."""
    total = hashlib.sha256()
    for path in paths:
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        for file in files:
            if not GENERATED & set(file.parts):
                total.update(file.relative_to(ROOT).as_posix().encode())
                total.update(file.read_bytes())
    return total.hexdigest()


@contextlib.contextmanager
def once(stamp: Path, *inputs: Path) -> Iterator[bool]:
    """Give True if the block is due: the inputs have changed since it last succeeded."""
    made_of = digest(*inputs)
    due = not stamp.exists() or stamp.read_text() != made_of
    yield due
    if due:
        stamp.write_text(made_of)


def environment() -> dict[str, str]:
    """Environment in which the commands of .venv find each other."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), "PYTHONUTF8": "1"}


def run_visibly(command: list[str | Path]) -> int:
    """Run a command whose own output is the progress; gives its exit status."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment()).returncode


def run(title: str, command: list[str | Path], remedy: str) -> None:
    """Run one step, showing that it goes on; keep its output for when it fails.

    Raises
    ------
    StepError
        With the end of the output, the log's place and the remedy.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{title.split(' (')[0].lower().replace(' ', '-').replace('`', '')}.log"
    print(f"{title} ", end="", flush=True)
    start = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        try:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=ROOT,
                env=environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise StepError(f"Step failed: {title}\n{error}\n{remedy}") from error
        while True:
            try:
                status = process.wait(timeout=5)
                break
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
    print(f" {time.monotonic() - start:.0f} s")
    if status:
        lines = log.read_text("utf-8", errors="replace").splitlines()
        warnings = [line for line in lines[:-25] if "WARNING:" in line or "ERROR:" in line][:15]
        shown = "\n".join(warnings + lines[-25:])
        raise StepError(f"{shown}\n\nStep failed: {title}\nWhole output: {log.relative_to(ROOT)}\n{remedy}")


if __name__ == "__main__":
    sys.exit(main())
