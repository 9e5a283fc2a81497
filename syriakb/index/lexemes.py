"""Lexemes: full text as PostgreSQL's own search has it, of the same words as SQLite's, asked the same.

A text becomes a `tsvector`, written down: its words, each with its place and, as its weight, the column that it stands
in. What FTS5 reads as a query becomes a `tsquery`. Neither goes through a dictionary: the words are folded already.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial

# The columns that are searched, by the table, each with the letter that tells it in a vector.
COLUMNS = {
    "words": dict(zip(("called", "more", "stems", "named"), "ABCD", strict=True)),
    "sounds": dict(zip(("word", "outline", "sound", "near"), "ABCD", strict=True)),
}
# What is a word: as the tokenizers have it that schema.sql names.
_WORDS = {"words": re.compile(r"[\w.-]+"), "sounds": re.compile(r"[0-9A-Za-z\x80-\U0010ffff]+")}
_GAP = 8  # between the columns, so that no phrase goes from one to the next
_LAST, _LONGEST = 16_383, 2_000  # the greatest place that is told, and bytes of the longest word
_QUERY = re.compile(
    r'\s*(?:(?P<phrase>"[^"]*")(?:\s*(?P<prefix>\*))?|(?P<columns>\w+\s*:|\{[^}]*\}\s*:)|(?P<sign>[()]|\w+))'
)
_NOWHERE = "'!'"  # is no word, so what has none is found nowhere, as FTS5 has it
_SIGNS = {"AND": "&", "OR": "|", "NOT": "& !"}


def vector(table: str, texts: Sequence[str | None]) -> str:
    """What is searched of a row, by its texts in the order of the columns."""
    found, place = dict[str, list[str]](), 1
    for text, letter in zip(texts, COLUMNS[table].values(), strict=True):
        for word in _words(table, text or ""):
            found.setdefault(word, []).append(f"{min(place, _LAST)}{letter}")
            place += 1
        place += _GAP
    return " ".join(f"{_quoted(word)}:{','.join(places)}" for word, places in found.items())


def query(table: str, text: str) -> str:
    """What FTS5 reads as a query. NOT binds tighter than AND, AND than OR, in both."""
    signs: list[str] = []
    filters = [""]  # the letters of the columns that are asked for, within each bracket that is open
    coming: str | None = None
    for found in _QUERY.finditer(text):
        if found["columns"]:
            coming = "".join(COLUMNS[table][each] for each in re.findall(r"\w+", found["columns"]))
            continue
        letters = filters[-1] if coming is None else coming
        coming = None
        if found["phrase"]:
            signs.append(_phrase(table, found["phrase"], f"{'*' if found['prefix'] else ''}", letters))
        elif found["sign"] == "(":
            filters.append(letters)
            signs.append("(")
        elif found["sign"] == ")":
            filters.pop()
            signs.append(")")
        else:
            signs.append(_SIGNS[found["sign"]])
    return " ".join(signs)


def _phrase(table: str, text: str, prefix: str, letters: str) -> str:
    words = list(_words(table, text))
    marks = partial("{}:{}{}".format)
    parts = [marks(_quoted(word), prefix if at == len(words) - 1 else "", letters) for at, word in enumerate(words)]
    return f"({' <-> '.join(part.removesuffix(':') for part in parts)})" if parts else _NOWHERE


def _words(table: str, text: str) -> Iterator[str]:
    return (word for word in _WORDS[table].findall(text.lower()) if len(word.encode()) <= _LONGEST)


def _quoted(word: str) -> str:
    return "'{}'".format(word.replace("\\", "\\\\").replace("'", "''"))
