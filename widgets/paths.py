"""Where things are in the project."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
WIDGETS = PROJECT / "widgets"
PAGE = WIDGETS / "page"
DATA = PROJECT / "data"
TEMPLATES = WIDGETS / "book" / "templates"
