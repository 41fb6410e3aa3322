"""The theories as small models: numbers in, numbers out; no text, no figure, no I/O."""
