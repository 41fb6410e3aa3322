"""Fits and ensembles that need numpy: for the kernel, never for the page."""
