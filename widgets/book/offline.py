"""The page asks only its own host: the theme's own scripts that do not fit that are replaced."""

import os

import pydata_sphinx_theme
from sphinx.application import Sphinx
from sphinx.config import Config

from widgets.book.paths import TEMPLATES
from widgets.notebook import BUILDING_VARIABLE


def setup(app: Sphinx) -> None:
    """Put the book's templates before the theme's and tell kernels that a build runs."""
    app.connect("config-inited", _use_own_templates)


def _use_own_templates(app: Sphinx, config: Config) -> None:
    os.environ[BUILDING_VARIABLE] = "1"
    config.templates_path.insert(0, str(TEMPLATES))
    config.html_context["theme_release"] = pydata_sphinx_theme.__version__
