"""The page asks only its own host: the theme's own scripts that do not fit that are replaced."""

import os
from typing import Any

import pydata_sphinx_theme
from sphinx.application import Sphinx
from sphinx.config import Config

from widgets.notebook import BUILDING_VARIABLE
from widgets.paths import TEMPLATES


def setup(app: Sphinx) -> None:
    """Put the book's templates before the theme's and tell kernels that a build runs."""
    app.connect("config-inited", _use_own_templates)
    app.connect("html-page-context", _leave_out_translations, priority=900)  # after all that add scripts


def _use_own_templates(app: Sphinx, config: Config) -> None:
    os.environ[BUILDING_VARIABLE] = "1"
    config.templates_path.insert(0, str(TEMPLATES))
    config.html_context["theme_release"] = pydata_sphinx_theme.__version__


def _leave_out_translations(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Sphinx's words for its own search, which Pagefind replaces; they are read with `new Function`.

    The page's Content-Security-Policy forbids that, so that no code from text can run.
    """
    scripts = context["script_files"]  # the builder's own list, to which others still add
    scripts[:] = [script for script in scripts if script.filename != "_static/translations.js"]
