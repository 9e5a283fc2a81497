"""Measurements, as ratios between things timed side by side: `python -m tests.bench`. Never part of the tests."""
