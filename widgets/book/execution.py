"""Notebooks that are due are run on all cores before the pages are read; MyST-NB then finds their outputs."""

from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> None:
    """Run the notebooks once Sphinx knows which pages it will read."""
    app.connect("env-before-read-docs", _run_due)


def _run_due(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    notebooks = [path for path in map(env.doc2path, docnames) if path.endswith(".ipynb")]
    if not notebooks:
        return
    cache = get_cache(app.config.nb_execution_cache_path)
    for notebook in notebooks:
        cache.add_nb_to_project(notebook)
    executor = load_executor("local-parallel", cache)
    executor.run_and_cache(filter_uris=notebooks, timeout=app.config.nb_execution_timeout)
