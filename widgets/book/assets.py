"""The page's scripts and pictures, made once for a state of the package and the data."""

import ast
import json
import shutil
from collections import Counter
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from widgets import exercises, explorables
from widgets.book import baking, node
from widgets.book.exercises import page_bank
from widgets.book.language import MODEL_WORDS, edition
from widgets.explorables.tables import names_read
from widgets.paths import DATA, PAGE, PROJECT, WIDGETS

logger = logging.getLogger(__name__)
SKETCH_WIDTH = 400  # pixels: between a phone and the pane beside the controls


def setup(app: Sphinx) -> None:
    """Bundle before the pages are read; `_static/page/` is where the site has the result."""
    app.connect("config-inited", _prepare, priority=600)
    app.connect("builder-inited", _add_styles)


def worker_files() -> dict[str, str]:
    """Python modules and data that the worker needs, by path in the project."""
    for name in explorables.NAMES:
        explorables.load(name)
    modules = [
        WIDGETS / "__init__.py",
        *sorted((WIDGETS / "models").glob("*.py")),
        *sorted((WIDGETS / "explorables").glob("*.py")),
        *(WIDGETS / "exercises" / f"{name}.py" for name in ("__init__", *exercises.IN_PAGE)),
    ]
    tables = [DATA / f"{name}.csv" for name in names_read()]
    return {path.relative_to(PROJECT).as_posix(): path.read_text("utf-8") for path in modules + tables}


def code_files() -> dict[str, str]:
    """Python modules that code exercises need: the models and what checks a reader's code."""
    modules = [
        WIDGETS / "__init__.py",
        *sorted((WIDGETS / "models").glob("*.py")),
        *(WIDGETS / "exercises" / f"{name}.py" for name in ("__init__", *exercises.IN_PYODIDE)),
    ]
    return {path.relative_to(PROJECT).as_posix(): path.read_text("utf-8") for path in modules}


def model_files(name: str) -> list[str]:
    """Model files that an explorable's spec imports from, the one that gives it most names first.

    Examples
    --------
    >>> model_files("case_lab")
    ['case_profile', 'blockage', 'drivers', 'typology']
    """
    prefix = "widgets.models."
    names: Counter[str] = Counter()
    spec = ast.parse((WIDGETS / "explorables" / f"{name}.py").read_text("utf-8"))
    for statement in spec.body:
        if isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith(prefix):
            names[str(statement.module).removeprefix(prefix)] += len(statement.names)
    return [file for file, _ in names.most_common()]


def read_sketches(app: Sphinx) -> dict[str, str]:
    """SVG of each explorable's initial figure, by name."""
    sketches: dict[str, str] = json.loads((_folder(app) / "sketches.json").read_text("utf-8"))
    return sketches


def _folder(app: Sphinx) -> Path:
    return Path(app.outdir).parent / "page"


def _prepare(app: Sphinx, config: Config) -> None:
    folder = _folder(app)
    config.html_static_path.append(str(folder / "static"))
    stamp = folder / "made-of"
    made_of = f"{config.book_digest} {edition(config)}"
    if stamp.exists() and stamp.read_text() == made_of:
        return
    shutil.rmtree(folder, ignore_errors=True)
    scripts = folder / "static" / "page"
    scripts.mkdir(parents=True)
    logger.info("bundling the page's scripts ...")
    _bundle(folder, scripts)
    _publish_models(scripts, edition(config))
    logger.info("drawing initial figures and baking answers ...")
    _sketch(folder, edition(config))
    _bake(scripts / "answers", edition(config))
    (scripts / "exercises.json").write_text(
        json.dumps(page_bank(edition(config)), ensure_ascii=False), "utf-8"
    )
    stamp.write_text(made_of)


def _bundle(folder: Path, scripts: Path) -> None:
    files = folder / "files.json"
    files.write_text(json.dumps(worker_files()), "utf-8")
    code = folder / "code.json"
    code.write_text(json.dumps(code_files()), "utf-8")
    node.run("bundle.mjs", str(scripts), str(files), str(code))
    katex = PAGE / "node_modules" / "katex" / "dist"
    shutil.copytree(
        katex / "fonts", scripts / "katex" / "fonts", ignore=shutil.ignore_patterns("*.ttf", "*.woff")
    )
    shutil.copy(katex / "katex.min.css", scripts / "katex")


def _publish_models(scripts: Path, lang: str) -> None:
    """Sources and words for the editor of models, which asks for them when a reader opens it."""
    (scripts / "models").mkdir()
    for file in {file for name in explorables.NAMES for file in model_files(name)}:
        shutil.copy(WIDGETS / "models" / f"{file}.py", scripts / "models")
    words = {key: text[lang] for key, text in MODEL_WORDS.items()}
    (scripts / "model_words.json").write_text(json.dumps(words, ensure_ascii=False), "utf-8")


def _sketch(folder: Path, lang: str) -> None:
    requests = [
        {"figure": explorables.answer(name, {}, lang=lang)["figure"], "width": SKETCH_WIDTH}
        for name in explorables.NAMES
    ]
    chart = folder / "static" / "page" / "chart.js"
    drawn = json.loads(node.run("sketch.mjs", str(chart), text=json.dumps(requests)))
    sketches = dict(zip(explorables.NAMES, drawn, strict=True))
    (folder / "sketches.json").write_text(json.dumps(sketches), "utf-8")


def _bake(folder: Path, lang: str) -> None:
    folder.mkdir()
    for name in explorables.NAMES:
        text = json.dumps(baking.answers(name, lang), ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text, "utf-8")


def _add_styles(app: Sphinx) -> None:
    app.add_css_file("page/book.css")
