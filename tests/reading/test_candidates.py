"""What a text may say as triples, with anchors, speakers, dates and doubts."""

import re
import time

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.dates import parse
from syriakb.reading.candidates import hints
from syriakb.reading.survey import Survey, survey
from tests.kb import SHIPPED, Kb
from tests.reading.article import ARTICLE, text

CUES = """
    - {id: took, label: took, inverse_label: was taken by, group: control, effect: gains, subject_kinds: [actor],
       object_kinds: [place], cues: [took, taken, captur*, fell to, سيطر*]}
    - {id: backs, label: backs, inverse_label: is backed by, group: support, subject_kinds: [actor],
       object_kinds: [actor], cues: [back*, support* for, يدعم]}
    - {id: allied_with, label: is allied with, symmetric: true, group: alliance, subject_kinds: [actor],
       object_kinds: [actor], cues: [all*]}
    - {id: left, label: left, group: control, effect: loses, cues: ["left", pulled out of]}
    """


def surveyed(kb: Kb, *paragraphs: str) -> Survey:
    kb.write("predicates.yaml", CUES)
    return survey(index.open_index(Base(kb.folder)), paragraphs, parse("2020-06-05"))


def triples(kb: Kb, *paragraphs: str) -> list[str]:
    """The candidates of the last paragraph, each with its cue."""
    found = surveyed(kb, *paragraphs).found[-1].candidates
    return [f"{each.subject} {each.predicate} {each.object}: {each.cue}" for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Blue Guard captured Ford.", ["blue took ford: captured"]),
        ("Ford was captured by the Blue Guard.", ["blue took ford: captured"]),
        ("Ford fell to the Blue Guard.", ["blue took ford: fell to"]),
        ("The Grey Kingdom backs the Blue Guard.", ["grey backs blue: backs"]),
        ("The Blue Guard, backed by the Grey Kingdom, rests.", ["grey backs blue: backed"]),
        ("Red Company and Blue Guard are allies.", ["blue allied_with red: allies"]),
        ("The Blue Guard pulled out of Ford.", ["blue left ford: pulled out of"]),
        ("Blue Guard took Ford and Quay.", ["blue took ford: took", "blue took quay: took"]),
        ("The Blue Guard rests at Ford.", []),
        ("سيطر الزرق على فورد", []),
    ],
)
def test_a_cue_between_names_makes_a_triple(kb: Kb, text: str, found: list[str]) -> None:
    assert triples(kb, text)[: len(found) or None] == found


def test_arabic_cues_are_found_too(kb: Kb) -> None:
    kb.write("places.yaml", "- {id: ford, name: Ford, aliases: [فورد], kind: city}\n")
    assert triples(kb, "سيطر الزرق على فورد") == ["blue took ford: سيطر"]
    assert triples(kb, "قوات من الزرق وسيطروا على فورد.") == ["blue took ford: وسيطروا"]


def test_who_is_only_meant_is_looked_for_in_the_sentences_before(kb: Kb) -> None:
    assert triples(kb, "The Blue Guard came.", "They took Ford.") == ["blue took ford: took"]
    assert triples(kb, "They took Ford.") == []


def test_a_paragraph_has_five_candidates_at_most(kb: Kb) -> None:
    many = "Red Company, Blue Guard and Green Band took Ford, Mill and Quay and backed the Grey Kingdom, allied."
    assert len(triples(kb, many)) == 5


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("The Blue Guard captured Ford at dawn.", "Guard captured Ford"),
        ("One took Ford. Another took Ford. The Blue Guard took Ford at last, and took Ford.", "One took Ford"),
        ("“took Ford”", "took Ford"),
        ("took took took took took took took took took took took", None),
    ],
)
def test_an_anchor_is_short_and_stands_once(kb: Kb, text: str, anchor: str | None) -> None:
    anchors = surveyed(kb, text, "One took Mill.").anchors
    match = re.search("captured|took", text)
    assert match
    found = anchors.around(text, *match.span())
    assert (found or "").split()[:1] == (anchor or "").split()[:1]
    assert found is None or (len(found.split()) <= 8 and anchors.unique(found) and found in text)


def test_typing_the_first_words_of_an_anchor_finds_the_rest(kb: Kb) -> None:
    said = "The Guard took Ford. The Guard took Mill, said the Guard."
    anchors = surveyed(kb, said).anchors
    assert anchors.begun(1, said, "guard took f") == "Guard took Ford"
    assert anchors.begun(1, said, "The Guard") == "The Guard took Ford"
    assert anchors.begun(1, said, "the sea") is None


def told(kb: Kb, text: str) -> tuple[str | None, ...]:
    found = surveyed(kb, text).found[0]
    return hints(found, found.candidates[0].first if found.candidates else 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Blue Guard took Ford.", (None, None, None, None)),
        ("The Grey Kingdom said that the Blue Guard took Ford on May 3.", ("grey", None, None, "2020-05-03")),
        ("Red Company denied that it took Ford.", ("red", "denies", None, None)),
        ("Red Company might have taken Ford.", (None, None, "possible", None)),
        ("If Red Company took Ford, it would stay.", (None, None, "conditional", None)),
        ("Ford was taken, according to Red Company.", ("red", None, None, None)),
    ],
)
def test_what_else_the_sentence_says_is_offered(kb: Kb, text: str, found: tuple[str | None, ...]) -> None:
    assert told(kb, text) == found


def test_most_triples_of_the_shipped_article_are_within_reach() -> None:
    db = index.open_index(Base(SHIPPED))
    found = survey(db, text(), parse("2024-12-07~")).found
    assert max(len(each.candidates) for each in found) <= 5
    sql = "SELECT subject, object, locator FROM claim WHERE source = ? AND predicate IS NOT NULL AND object IS NOT NULL"
    wanted = db.execute(sql, (ARTICLE,)).fetchall()
    reached = 0
    for subject, object, locator in wanted:
        near = [
            one for number in (int(locator[1:]), int(locator[1:]) - 1) if number for one in found[number - 1].candidates
        ]
        reached += {subject, object} <= {end for one in near for end in (one.subject, one.object)}
    assert reached / len(wanted) >= 0.65, (reached, len(wanted))


def test_a_paragraph_is_read_within_fifty_milliseconds() -> None:
    db = index.open_index(Base(SHIPPED))
    said = "Hayat Tahrir al-Sham took Aleppo on Friday, said Russia, and Iran backed the Syrian army near Homs. " * 12
    survey(db, [said], None)
    begun = time.process_time()
    survey(db, [said], None)
    assert len(said.split()) >= 200
    assert time.process_time() - begun < 0.05
