"""A command-line knowledge base of a conflict.

YAML text becomes records (`text`), sound records become an SQLite index (`index`, with the rules of `checks`),
questions ask the index in SQL (`queries`), every question gives an `Answer`, and `render` turns it into text.
"""

__version__ = "0.1.0"
