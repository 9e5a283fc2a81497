"""What the shipped records rest on: which claims carry each sentence of the article, which words each answer rests on.

Two tables, to be read against the article by people, say so; that they are complete and fit the records is checked.
The article is nobody's to pass on; where it is at hand (see tests/reading/article.py), the words are looked up in it.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from syriakb.model.vocabulary import ANCHOR_WORDS
from tests.kb import SHIPPED, Kb
from tests.reading.article import ARTICLE, text

HERE = Path(__file__).parent
SENTENCES: list[dict[str, Any]] = yaml.safe_load((HERE / "sentences.yaml").read_text(encoding="utf-8"))
PARAGRAPHS = 17


class Line(NamedTuple):
    """An answer, and the words that it rests on, each with its paragraph; or why there are none."""

    question: str
    answer: str
    words: str
    none: str

    @property
    def cited(self) -> list[tuple[str, str]]:
        """The words, each with its paragraph."""
        pairs = (each.split(": ", 1) for each in self.words.split("; ") if each)
        return [(paragraph, words) for paragraph, words in pairs]


def told() -> list[Line]:
    with (HERE / "answers.csv").open(encoding="utf-8", newline="") as file:
        return [Line(**row) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    """The claims of the article as they stand in their file, by id."""
    found = yaml.load((SHIPPED / "claims.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return {each["id"]: each for each in found if each["source"] == ARTICLE}


class Answered(NamedTuple):
    """An answer in words, and the claims that are its evidence."""

    question: str
    answer: str
    evidence: tuple[str, ...]


def answers(kb: Kb) -> Iterator[Answered]:
    """Every row that the questions give of the shipped records, of all places and all actors."""
    for question, key in (("capitals", "capital"), ("control", "place")):
        for row in kb.ask(question)["rows"]:
            holders = " and ".join(row["controllers"]) or "nobody known"
            evidence = (*row["evidence"], *row["challenge_evidence"])
            yield Answered(question, f"{row[key]}: {holders}, {row['status']}, {row['basis']}", evidence)
    for actor in (row["id"] for row in kb.ask("list", "actors")["rows"]):
        for row in kb.ask("allies", actor)["rows"]:
            yield Answered(
                "allies", f"{actor}: {row['ally']} {row['relation']}, {row['standing']}", (*row["evidence"],)
            )
        for question, one, predicate, other in (
            ("backing", "backer", "relation", "backed"),
            ("relations", "subject", "predicate", "object"),
        ):
            for row in kb.ask(question, actor)["rows"]:
                answer = f"{row[one]} {row[predicate]} {row[other]}, {row['standing']}"
                yield Answered(question, answer, (*row["evidence"],))


@pytest.fixture(scope="module")
def answered() -> set[Answered]:
    return set(answers(Kb(SHIPPED)))


def test_each_claim_is_carried_by_one_sentence_of_its_paragraph(records: dict[str, dict[str, Any]]) -> None:
    carried = Counter(claim for line in SENTENCES for claim in line["claims"])
    assert set(carried) == set(records)
    assert [claim for claim, times in carried.items() if times > 1] == []
    for line in SENTENCES:
        assert {records[claim]["locator"] for claim in line["claims"]} <= {line["at"]}, line


def test_each_sentence_is_named_once_and_has_claims_or_says_why_not() -> None:
    assert list(dict.fromkeys(line["at"] for line in SENTENCES)) == [f"p{at}" for at in range(1, PARAGRAPHS + 1)]
    names = [(line["at"], line["begins"]) for line in SENTENCES]
    assert len(set(names)) == len(names)
    for line in SENTENCES:
        assert set(line) <= {"at", "begins", "claims", "none", "beside"}
        assert len(line["begins"].split()) == 3, line
        assert bool(line["claims"]) != bool(line.get("none")), line


def test_the_sentences_are_those_of_the_article(records: dict[str, dict[str, Any]]) -> None:
    found = [
        (f"p{number}", sentence)
        for number, paragraph in enumerate(text(), 1)
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", paragraph)
    ]
    assert [(at, " ".join(each.split()[:3])) for at, each in found] == [(s["at"], s["begins"]) for s in SENTENCES]
    for (_, sentence), line in zip(found, SENTENCES, strict=True):
        assert [claim for claim in line["claims"] if records[claim]["exact"] not in sentence] == []


def test_each_answer_has_a_line_and_each_line_is_an_answer(answered: set[Answered]) -> None:
    lines = [(line.question, line.answer) for line in told()]
    assert len(set(lines)) == len(lines)
    assert set(lines) == {(each.question, each.answer) for each in answered}


def test_each_answer_rests_on_words_of_the_paragraphs_that_it_cites(
    answered: set[Answered], records: dict[str, dict[str, Any]]
) -> None:
    cited: dict[tuple[str, str], set[str]] = {}
    for each in answered:
        at = {records[claim]["locator"] for claim in each.evidence}
        cited.setdefault((each.question, each.answer), set()).update(at)
    for line in told():
        assert bool(line.cited) != bool(line.none), line
        assert (", unknown, " in line.answer) == bool(line.none), line
        assert {at for at, _ in line.cited} == cited[line.question, line.answer], line
        for _, words in line.cited:
            assert 1 <= len(words.split()) <= ANCHOR_WORDS, line


def test_the_words_stand_in_the_article() -> None:
    paragraphs = {f"p{number}": paragraph for number, paragraph in enumerate(text(), 1)}
    assert [(at, words) for line in told() for at, words in line.cited if words not in paragraphs[at]] == []


def test_no_answer_rests_on_the_count_that_it_is_held_against(
    answered: set[Answered], records: dict[str, dict[str, Any]]
) -> None:
    assert {records[claim]["locator"] for each in answered for claim in each.evidence} & {"p11"} == set()
    notes = {claim: each.get("note", "") for claim, each in records.items() if each["locator"] != "p11"}
    assert [claim for claim, note in notes.items() if "p11" in note] == []
