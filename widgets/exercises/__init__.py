"""The bank of exercises: its reader, the variants of an item, the scoring of an answer."""

# Modules that run in the page's MicroPython too, beside the models and the explorables' wording.
IN_PAGE = ("expressions", "numerals", "scoring", "variants")
# Those that check a reader's code, in the kernel and in the page's Pyodide.
IN_PYODIDE = ("checkers", "expressions", "fault_words", "faults", "relay", "sandbox")
