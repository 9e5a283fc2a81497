"""What is read to answer who holds a place: as much of its history as can matter, and no more."""

from contextlib import closing
from typing import Any

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.queries.sql import fill, sql
from tests.kb import Kb

LATE = 20201231


def read(kb: Kb, place: str, as_of: int = LATE, known_by: int = LATE) -> str:
    """The claims that are read, in the order of their days."""
    rows = asked(kb, [(0, place, as_of, known_by)], "SELECT claim FROM begun ORDER BY from_day, claim")
    return " ".join(claim for (claim,) in rows)


def asked(kb: Kb, questions: list[tuple[int, str, int, int]], what: str) -> list[tuple[Any, ...]]:
    with closing(index.open_index(Base(kb.folder))) as db:
        fill(db, "asked", "ask INTEGER, place TEXT, as_of INTEGER, known_by INTEGER", questions)
        return db.execute(sql("control/reach.sql") + what).fetchall()


def history(kb: Kb, *claims: str) -> None:
    """Claims, each as `id who does where from [until]`; those whose id begins with `not` deny it."""
    lines = []
    for claim in claims:
        id, who, does, where, start, *end = claim.split()
        triple = f"subject: {who}, predicate: {does}, object: {where}"
        stance = "denies" if id.startswith("not") else "asserts"
        days = f"start: {start}, end: {end[0]}" if end else f"start: {start}"
        lines.append(f"- {{id: {id}, {triple}, stance: {stance}, {days}}}")
    kb.claims("\n".join(lines))


def test_everything_is_read_where_nothing_broke_the_holding(kb: Kb) -> None:
    history(kb, "a red took mill 2010", "b red holds mill 2012", "c blue contests mill 2013", "d blue left mill 2014")
    assert read(kb, "mill") == "a b c d"


@pytest.mark.parametrize("does", ["took", "holds"])
def test_it_is_read_back_to_the_last_day_on_which_another_held_it(kb: Kb, does: str) -> None:
    history(kb, "a red took mill 2010", "b blue took mill 2012", f"c green {does} mill 2014", "d red took mill 2016",
            "e red holds mill 2018")  # fmt: skip
    assert read(kb, "mill") == "c d e"
    assert read(kb, "mill", 20161231) == "c d"
    assert read(kb, "mill", 20141231) == "b c"


def test_it_is_read_back_to_the_last_day_on_which_the_holder_lost_it(kb: Kb) -> None:
    history(kb, "a red took mill 2010", "b red left mill 2012", "c blue left mill 2013", "d red took mill 2014")
    assert read(kb, "mill") == "b c d"


def test_only_what_came_with_the_holding_and_after_it_is_read_where_it_was_lost(kb: Kb) -> None:
    history(kb, "a red took mill 2010", "b red took mill 2012", "c red left mill 2014", "d blue contests mill 2016")
    assert read(kb, "mill") == "b c d"


def test_a_loss_of_the_day_of_the_holding_is_read_with_it(kb: Kb) -> None:
    history(kb, "a red took mill 2010", "b red took mill 2012-05-01", "c red left mill 2012-05-01")
    assert read(kb, "mill") == "b c"


def test_what_is_over_still_tells_that_another_held_it_but_does_not_decide(kb: Kb) -> None:
    history(kb, "a red took mill 2010", "b red holds mill 2012", "c blue took mill 2014 2015")
    assert read(kb, "mill") == "b c"
    assert read(kb, "mill", 20150101) == "b c"
    history(kb, "a red took mill 2010", "b blue took mill 2014 2015-06-01", "c blue contests mill 2015")
    assert [read(kb, "mill", day) for day in (20150601, 20150602)] == ["a b", "a b"]


@pytest.mark.parametrize(
    "beside",
    [
        "x blue took ford 2014-05-01",
        "x blue took ford 2015",
        "x blue left ford 2015",
        "x blue contests mill 2014-05-01",
        "x red contests mill 2015",
        "x blue left mill 2014-05-01",
        "x blue left mill 2015",
        "not-x blue took mill 2014-05-01",
        "not-x blue took mill 2015",
        "not-x red left mill 2015",
    ],
)
def test_what_is_said_beside_it_does_not_shorten_what_is_read(kb: Kb, beside: str) -> None:
    history(kb, "a red took mill 2010", "b red left mill 2012", "c red took mill 2014-05-01", beside)
    assert [claim for claim in read(kb, "mill").split() if "x" not in claim] == ["b", "c"]


def test_it_is_read_on_the_very_days(kb: Kb) -> None:
    kb.claims("""
        - {id: z, subject: blue, predicate: took, object: mill, start: 2008, reported: 2008}
        - {id: a, subject: red, predicate: took, object: mill, start: 2010, reported: 2010}
        - {id: b, subject: red, predicate: left, object: mill, start: 2012, reported: 2012}
        - {id: c, subject: red, predicate: took, object: mill,
           start: 2014-05-01, end: 2014-06-01, reported: 2014-05-10}
        - {id: d, subject: blue, predicate: took, object: mill,
           start: 2014-05-01, end: 2014-06-01, reported: 2014-05-12}
        """)
    early = 20140511
    assert [read(kb, "mill", day, early) for day in (20140430, 20140501, 20140601, 20140602)] == [
        *("a b", "b c", "b c", "a b c")
    ]
    assert [read(kb, "mill", 20140520, day) for day in (20140509, 20140510, 20140511, 20140512)] == [
        *("a b", "b c", "b c", "c d")
    ]


def test_a_loss_shortens_what_is_read_from_its_day_and_its_report_on(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: red, predicate: took, object: mill, start: 2010, reported: 2010}
        - {id: b, subject: red, predicate: took, object: mill, start: 2012, reported: 2012}
        - {id: c, subject: red, predicate: left, object: mill, start: 2014-05-01, reported: 2014-05-10}
        """)
    assert [read(kb, "mill", day) for day in (20140430, 20140501, 20140502)] == ["a b", "b c", "b c"]
    assert [read(kb, "mill", LATE, day) for day in (20140509, 20140510, 20140511)] == ["a b", "b c", "b c"]


def test_all_is_read_where_nobody_is_said_to_hold_it(kb: Kb) -> None:
    history(kb, "a red left mill 2010", "b blue contests mill 2012", "c green took mill 2013 2014")
    assert read(kb, "mill") == "a b c"


def test_of_several_holders_of_a_day_the_first_is_gone_back_for(kb: Kb) -> None:
    history(
        kb, "a blue took mill 2010", "b red left mill 2012", "c blue took mill 2014-05-01", "d red took mill 2014-05-01"
    )
    assert read(kb, "mill") == "c d"
    history(kb, "a blue took mill 2010", "b red took mill 2014-05-01 2016", "c blue took mill 2014-05-01")
    assert read(kb, "mill") == "b c"


def test_what_is_not_yet_so_or_not_yet_known_is_not_read(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: red, predicate: took, object: mill, start: 2018-05-01, reported: 2018-05-03}
        - {id: b, subject: blue, predicate: took, object: mill, start: 2019-05-01, reported: 2019-05-03}
        - {id: not, subject: blue, predicate: took, object: mill, stance: denies,
           start: 2019-05-01, reported: 2019-05-05}
        """)
    assert [read(kb, "mill", day) for day in (20180430, 20180501, 20190430, 20190501)] == ["", "a", "a", "a b not"]
    assert [read(kb, "mill", LATE, day) for day in (20180502, 20180503, 20190502, 20190503, 20190505)] == [
        *("", "a", "a", "a b", "a b not")
    ]


def test_a_denial_is_read_where_what_it_denies_is(kb: Kb) -> None:
    history(kb, "a red took mill 2010", "b blue took mill 2012", "c red took mill 2014", "not-a red took mill 2009",
            "not-b blue took mill 2013", "not-d blue holds mill 2015", "not-e green took mill 2015",
            "not-f red left mill 2015", "not-g red took ford 2015")  # fmt: skip
    assert read(kb, "mill") == "not-a b not-b c"
    history(kb, "a red holds mill 2010", "b blue took mill 2012", "c green took mill 2014", "not-a red holds mill 2015")
    assert read(kb, "mill") == "b c"


def test_a_denial_is_of_its_own_place_and_day(kb: Kb) -> None:
    history(kb, "a red took mill 2010", "b blue took mill 2012", "c green took mill 2014", "x red took ford 2015",
            "not-a red took mill 2015", "not-x red took ford 2016", "not-c green took mill 2018")  # fmt: skip
    assert read(kb, "mill") == "b c not-c"
    assert [read(kb, "mill", day) for day in (20181230, 20181231)] == ["b c", "b c not-c"]


def test_a_place_with_a_claim_in_effect_is_read_alone_and_else_with_the_nearest_around_it(kb: Kb) -> None:
    history(kb, "a red holds north 2010", "b blue holds marches 2012", "c green took gate 2014 2015")
    assert read(kb, "gate", 20150101) == "c"
    # Who held the gate itself since is no longer there, but bears upon how long red has held it.
    assert read(kb, "gate", 20150102) == "a c"
    assert read(kb, "mill") == "a"
    assert read(kb, "quay") == "b"
    history(kb, "a red holds north 2010", "not-b blue holds gate 2012", "c blue left ford 2009")
    assert read(kb, "gate") == "c"
    history(kb, "a red holds north 2010", "not-b blue holds gate 2012")
    assert read(kb, "gate") == "a"
    history(kb, "not-b blue holds gate 2012")
    assert read(kb, "gate") == ""


def test_places_around_it_at_one_distance_are_read_together(kb: Kb) -> None:
    within = "kind: quarter, within: [ford"
    kb.write("places.yaml", (kb.folder / "places.yaml").read_text().replace(within, f"{within}, mill"))
    history(kb, "a red took ford 2010", "b blue took ford 2012", "c red took mill 2014", "d red holds mill 2016")
    assert read(kb, "gate") == "b c d"
    history(kb, "a red took ford 2010", "b red holds ford 2012", "c blue took mill 2014")
    assert read(kb, "gate") == "b c"
    history(kb, "a red took ford 2010", "b red left ford 2012", "c red took mill 2014")
    assert read(kb, "gate") == "b c"
    history(kb, "a red took ford 2010", "b red left ford 2012", "c red took mill 2013", "d red left mill 2014",
            "e red took mill 2016")  # fmt: skip
    assert read(kb, "gate") == "d e"


def test_each_question_has_its_own_reach(kb: Kb) -> None:
    history(kb, "a red took mill 2010", "b blue took mill 2012", "c red took mill 2014", "d red took ford 2010")
    questions = [(0, "mill", 20111231, LATE), (1, "mill", LATE, LATE), (2, "gate", LATE, LATE), (3, "quay", LATE, LATE)]
    found = asked(kb, questions, "SELECT ask, claim, place, distance, nearest FROM begun ORDER BY ask, from_day")
    assert found == [
        *((0, "a", "mill", 0, 0), (1, "b", "mill", 0, 0), (1, "c", "mill", 0, 0)),
        (2, "d", "ford", 1, 1),
    ]


def test_a_place_is_read_alone_from_the_report_of_its_own_claim_on(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: red, predicate: holds, object: ford, start: 2010}
        - {id: b, subject: red, predicate: contests, object: gate, start: 2018-05-01, end: 2018-05-31,
           reported: 2020-05-10}
        """)
    days = (20180430, 20180501, 20180531, 20180601)
    assert [read(kb, "gate", day) for day in days] == ["a", "b", "b", "a b"]
    assert [read(kb, "gate", 20180510, day) for day in (20200509, 20200510, 20200511)] == ["a", "b", "b"]
