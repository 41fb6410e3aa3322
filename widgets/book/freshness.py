"""Stale outputs are never shown: caches depend on the package and the data, not on notebooks alone."""

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from widgets.paths import DATA, PROJECT, WIDGETS


def digest(*folders: Path, without: Path | None = None) -> str:
    """Hash of every file below the folders, by name and content, apart from those below `without`.

    Examples
    --------
    >>> digest(DATA) == digest(DATA)
    True
    """
    total = hashlib.sha256()
    for path in sorted(path for folder in folders for path in _files(folder) if without not in path.parents):
        total.update(path.relative_to(PROJECT).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    foreign = {"node_modules", "__pycache__"}
    return [p for p in folder.rglob("*") if p.is_file() and not foreign & set(p.parts)]


def setup(app: Sphinx) -> None:
    """Key notebook outputs on models, explorables, analysis and data; pages on all of the package."""
    app.add_config_value("book_digest", "", "env")
    app.connect("config-inited", _set_digests)


def _set_digests(app: Sphinx, config: Config) -> None:
    config.book_digest = digest(WIDGETS, DATA)
    parts = (WIDGETS / part for part in ("models", "explorables", "analysis"))
    code = digest(*parts, DATA, without=DATA / "exercises")  # which no cell reads
    config.nb_execution_cache_path = str(Path(app.outdir).parent / "outputs" / code)
