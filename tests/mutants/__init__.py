"""Mutants: the code with one condition changed, to see whether a test notices it."""
