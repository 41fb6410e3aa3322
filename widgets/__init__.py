"""The Python package behind the notebooks of the book."""
