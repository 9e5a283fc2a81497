"""Stems: which forms of a word meet, and that they are those of Porter's algorithm as SQLite has it."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syriakb.model.names import search_text
from syriakb.model.stems import stem

_TEXTS = [*Path(__file__).parents[2].glob("syriakb/help/*.md"), *Path(__file__).parents[2].glob("data/*.yaml")]


@pytest.mark.parametrize(
    "forms",
    [
        "advance advances advanced advancing",
        "seize seized seizes seizing",
        "control controls controlled controlling controller",
        "supply supplies supplied supplying",
        "withdraw withdraws withdrawal withdrawing",
        "militia militias",
        "area areas",
        "plan plans planned planning",
        "agree agrees agreed",
        "مدينه المدينه بالمدينه للمدينه وبالمدينه والمدينه",
    ],
)
def test_forms_of_a_word_meet(forms: str) -> None:
    assert len({stem(each) for each in search_text(forms).split()}) == 1


@pytest.mark.parametrize("words", ["hama hamas", "sham shami", "bed be", "ring r", "على ال", "c77 c7", "حلب لب"])
def test_other_words_stay_apart(words: str) -> None:
    one, other = search_text(words).split()
    assert stem(one) != stem(other)


def test_a_word_of_signs_or_digits_is_its_own_stem() -> None:
    for word in ("", "a", "as", "2024", "f16s", "straße", "Москвы"):
        assert stem(word) == word


@pytest.fixture(scope="module")
def oracle() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE word USING fts5(spelt, tokenize = 'porter ascii')")
    db.execute("CREATE VIRTUAL TABLE met USING fts5vocab(word, instance)")
    return db


def _porter(db: sqlite3.Connection, words: list[str]) -> dict[str, str]:
    db.execute("DELETE FROM word")
    db.executemany("INSERT INTO word (rowid, spelt) VALUES (?, ?)", enumerate(words))
    return {words[row]: term for term, row in db.execute("SELECT term, doc FROM met")}


def _plain(words: set[str]) -> list[str]:
    """Words of which nothing is told beyond Porter, and that are more than an ending."""
    words = {word for word in words if len(word) > 4 and "yy" not in word}
    return sorted(word for word in words if word.isascii() and word.isalpha() and not word.endswith("as"))


def test_english_stems_are_porters(oracle: sqlite3.Connection) -> None:
    words = _plain({word for text in _TEXTS for word in search_text(text.read_text(encoding="utf-8")).split()})
    assert len(words) > 1000
    expected = _porter(oracle, words)
    assert {word: stem(word) for word in words} == expected


_ENDINGS = (
    *("", "s", "es", "ed", "ing", "eed", "y", "ies", "ational", "izer", "ization", "ation", "alism", "iveness", "li"),
    *(
        "biliti",
        "icate",
        "ical",
        "ness",
        "ance",
        "ement",
        "ment",
        "ion",
        "sion",
        "tion",
        "ous",
        "ive",
        "ize",
        "e",
        "ll",
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.text("abeilostyzw", min_size=1, max_size=6), st.sampled_from(_ENDINGS)), min_size=1))
def test_made_up_words_have_porters_stems(oracle: sqlite3.Connection, parts: list[tuple[str, str]]) -> None:
    words = _plain({begun + ending for begun, ending in parts})
    assert {word: stem(word) for word in words} == _porter(oracle, words)
