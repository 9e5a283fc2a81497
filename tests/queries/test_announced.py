"""What is only announced, in answers about many: it is looked for wherever it can be, and nowhere else."""

from contextlib import closing
from unittest.mock import patch

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.queries.control import announced
from syriakb.queries.sql import sql
from tests.kb import Kb

# The latest report is that of 2020-06-01, the day asked for the last of the year.
_SAID = "stance: asserts, source: press, reported: 2020-06-01"


@pytest.mark.parametrize(
    ("claims", "rulings"),
    [
        ("- {id: c, subject: red, predicate: took, object: ford, start: 2020-09-01, SAID}", ""),
        ("- {id: c, subject: red, predicate: holds, object: ford, start: 2020-01-01, end: 2020-09-01, SAID}", ""),
        ("- {id: c, subject: red, predicate: holds, object: ford, start: 2020-01-01, end: 2020-06-01, SAID}", ""),
        ("- {id: c, subject: red, predicate: took, object: north, start: 2020-06-02, SAID}", ""),
        (
            "- {id: c, subject: red, predicate: contests, object: ford, start: 2019-01-01, end: 2019-02-01, SAID}",
            "- {id: r, place: ford, holders: [red], start: 2020-06-02, evidence: [c]}",
        ),
        (
            "- {id: c, subject: red, predicate: contests, object: ford, start: 2019-01-01, end: 2019-02-01, SAID}",
            "- {id: r, place: ford, holders: [red], start: 2020-01-01, end: 2020-06-01, evidence: [c]}",
        ),
    ],
    ids=["begins", "is over", "is over on the day", "around it", "ruling begins", "ruling is over"],
)
def test_a_place_that_is_held_otherwise_behind_the_latest_report(kb: Kb, claims: str, rulings: str) -> None:
    kb.claims(claims.replace("SAID", _SAID))
    kb.write("rulings.yaml", rulings or "[]")
    assert kb.run("check").status == 0, kb.run("check")
    one = kb.rows("caveat", "control", "ford")[0]
    assert one.startswith("announced; by the latest report, 2020-06-01, ")
    with patch.object(announced, "_FEW", -1):
        assert dict(row.split(" ", 1) for row in kb.rows("place caveat", "control"))["ford"] == one


def test_a_fight_whose_end_is_told_in_the_interest_of_the_day_asked_for(kb: Kb) -> None:
    """Nobody knows when the wall told of it, so who is whose foe goes by the day that is asked for (rule 10)."""
    kb.write("sources.yaml", "- {id: press, title: Press, published: 2020-06-01}\n- {id: wall, title: A Wall}")
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: ford, start: 2019-01-01, source: press,
           reported: 2019-01-01}
        - {id: fight, subject: blue, predicate: contests, object: ford, start: 2020-01-01, source: press}
        - {id: wall, subject: blue, predicate: contests, object: ford, stance: ends, start: 2020-02-01, source: wall,
           said_by: green, recorded: 2020-03-01}
        - {id: foes, subject: green, predicate: fights, object: blue, start: 2020-09-01, source: press}
        """)
    with patch.object(announced, "_FEW", -1):
        place = kb.rows("status caveat", "control", "ford")[0]
    assert place.startswith("contested announced; by the latest report, 2020-06-01, held by Red Company (held)")


@pytest.mark.parametrize(
    "claims",
    [
        "- {id: c, subject: red, predicate: backs, object: blue, start: 2020-09-01, SAID}",
        "- {id: c, subject: red, predicate: backs, object: blue, start: 2020-01-01, end: 2020-06-01, SAID}\n"
        "- {id: d, subject: red, predicate: backs, object: blue, start: 2019-01-01, stance: denies, source: press}",
        "- {id: c, subject: red, predicate: backs, object: blue, start: 2020-01-01, SAID}\n"
        "- {id: d, subject: red, predicate: backs, object: blue, start: 2020-06-02, stance: denies, source: press}",
    ],
    ids=["begins", "is over", "denied"],
)
def test_a_relation_that_is_otherwise_behind_the_latest_report(kb: Kb, claims: str) -> None:
    kb.claims(claims.replace("SAID", _SAID))
    assert kb.rows("caveat", "relations", "red")[0].startswith("announced by 2020-06-01, the latest report")


def test_what_is_reported_in_days_to_come(kb: Kb) -> None:
    kb.claims("""
        - {id: red, subject: red, predicate: holds, object: ford, start: 2019-01-01, source: press,
           reported: 2990-01-01}
        - {id: blue, subject: blue, predicate: took, object: ford, start: 2020-01-01, source: radio}
        - {id: backs, subject: grey, predicate: backs, object: red, start: 2019-01-01, source: press,
           reported: 2990-01-01}
        - {id: denied, subject: grey, predicate: backs, object: red, start: 2019-06-01, stance: denies, source: radio}
        """)
    with patch.object(announced, "_FEW", -1):
        place = kb.rows("controllers caveat", "control", "ford", "--as-of", "2999")[0]
    assert place.startswith("red announced; by the latest report, 2020-01-01, held by Blue Guard (blue)")
    (relation,) = kb.rows("standing caveat", "relations", "red", "--as-of", "2999")
    assert relation.startswith("stated announced by 2020-01-01, the latest report")


# What is told of a town or of whom red backs: can it make a difference between 2020-06-01 and the last of the year?
DAYS = (
    ("2020-05-31, reported: 2020-06-01", False),
    ("2020-06-02, reported: 2020-06-01", True),
    ("2020-12-31, reported: 2020-06-01", True),
    ("2021-01-01, reported: 2020-06-01", False),
    ("2019-01-01, reported: 2020-06-01", False),
    ("2019-01-01, reported: 2020-06-02", True),
    ("2019-01-01, reported: 2020-06-01, end: 2020-05-31", False),
    ("2019-01-01, reported: 2020-06-01, end: 2020-06-01", True),
    ("2019-01-01, reported: 2020-06-01, end: 2020-12-30", True),
    ("2019-01-01, reported: 2020-06-01, end: 2020-12-31", False),
)
PLACED = (
    *DAYS,
    ("2020-06-01, reported: 2020-06-01", False),
    ("2019-01-01, source: wall, recorded: 2020-01-01", False),
    ("2019-01-01, source: wall, recorded: 2020-01-01, said_by: red", True),
    ("2019-01-01, source: press, reported: 2020-01-01, said_by: red", False),
)
RULED = (
    ("start: 2020-06-01", False),
    ("start: 2020-06-02", True),
    ("start: 2019-01-01, end: 2020-05-31", False),
    ("start: 2019-01-01, end: 2020-06-01", True),
    ("start: 2019-01-01, end: 2020-12-31", True),
    ("start: 2019-01-01, end: 2021-01-01", False),
)


def lately(kb: Kb, file: str) -> list[tuple[str, ...]]:
    with closing(index.open_index(Base(kb.folder))) as db:
        return sorted(db.execute(sql(file), {"last": 20200601, "until": 20201231}))


def test_which_places_are_looked_at_again(kb: Kb) -> None:
    kb.write("sources/wall.yaml", "- {id: wall, title: A Wall}")
    usual = "a: red contests, 2018-01-01, end: 2018-02-01, reported: 2018-03-01"
    towns = kb.towns([*(f"a: red holds, {told}" for told, _ in PLACED), *(usual for _ in RULED)])
    held = "holders: [red], evidence"
    kb.write("rulings.yaml", "".join(
        f"- {{id: r-{town}, place: {town}, {held}: [{town}-a], {when}}}\n"
        for town, (when, _) in zip(towns[len(PLACED) :], RULED, strict=True)
    ))  # fmt: skip
    found = [(town,) for town, (_, looked) in zip(towns, (*PLACED, *RULED), strict=True) if looked]
    assert lately(kb, "control/lately.sql") == sorted(found)


def test_which_relations_are_looked_at_again(kb: Kb) -> None:
    told = (*DAYS, ("2020-06-01, reported: 2020-06-01", True))
    kb.write("actors/all.yaml", "".join(f"- {{id: a{n}, name: A{n}, kind: militia}}\n" for n in range(len(told))))
    kb.claims("".join(
        f"- {{id: c{n}, subject: red, predicate: backs, object: a{n}, start: {when}}}\n"
        for n, (when, _) in enumerate(told)
    ))  # fmt: skip
    found = [("red", f"a{n}") for n, (_, looked) in enumerate(told) if looked]
    assert lately(kb, "relations/lately.sql") == sorted(found)
