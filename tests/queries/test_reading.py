"""What is read to answer who holds a place: as much of its history as can matter, and no more."""

from contextlib import closing

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.queries.control.states import work_out
from tests.kb import Kb

LATE = 20201231


def read(kb: Kb, place: str, as_of: int = LATE, known_by: int = LATE, beside: tuple[str, ...] = ()) -> str:
    """The claims that are read about the place, asked of with others, in the order of their days."""
    with closing(index.open_index(Base(kb.folder))) as db:
        work_out(db, [(each, as_of, known_by) for each in (place, *beside)])
        sql = "SELECT DISTINCT claim, from_day FROM reading WHERE place = ? ORDER BY from_day, claim"
        return " ".join(claim for claim, _ in db.execute(sql, (place,)))


def test_what_is_older_than_the_break_before_the_newest_holding_is_not_read(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: blue, predicate: took, object: mill, start: 2010}
        - {id: b, subject: red, predicate: took, object: mill, start: 2012}
        - {id: c, subject: blue, predicate: took, object: mill, start: 2014}
        - {id: d, subject: red, predicate: took, object: mill, start: 2016}
        - {id: e, subject: red, predicate: took, object: mill, start: 2018}
        - {id: f, subject: blue, predicate: took, object: mill, start: 2017, stance: denies}
        """)
    assert read(kb, "mill") == "c d f e"
    assert read(kb, "mill", 20151231) == "b c"
    assert read(kb, "mill", 20101231) == "a"


@pytest.mark.parametrize(
    ("older", "claims"),
    [
        ("subject: red, predicate: left, object: mill, start: 2012", "older again new"),
        ("subject: green, predicate: left, object: mill, start: 2012", "first older again new"),
        ("subject: blue, predicate: took, object: mill, start: 2012, said_by: blue", "first older again new"),
        ("subject: blue, predicate: took, object: mill, start: 2012", "older again new"),
        ("subject: blue, predicate: holds, object: mill, start: 2012", "older again new"),
        ("subject: blue, predicate: took, object: mill, start: 2012, reported: 2020-12-31", "older again new"),
        ("subject: blue, predicate: took, object: quay, start: 2012", "first again new"),
        ("subject: blue, predicate: contests, object: mill, start: 2012", "first older again new"),
        ("subject: blue, predicate: took, object: mill, start: 2012, reported: 2021", "first again new"),
    ],
)
def test_a_break_is_what_another_took_or_its_own_loss(kb: Kb, older: str, claims: str) -> None:
    kb.claims(f"""
        - {{id: first, subject: red, predicate: took, object: mill, start: 2010}}
        - {{id: older, {older}}}
        - {{id: again, subject: red, predicate: took, object: mill, start: 2014}}
        - {{id: new, subject: red, predicate: took, object: mill, start: 2016}}
        """)
    assert read(kb, "mill") == claims


def test_of_several_who_lead_the_earliest_break_counts(kb: Kb) -> None:
    both = """
        - {id: red, subject: red, predicate: took, object: mill, start: 2016}
        - {id: blue, subject: blue, predicate: took, object: mill, start: 2016}
        """
    kb.claims(f"""{both}
        - {{id: a, subject: blue, predicate: took, object: mill, start: 2010}}
        - {{id: b, subject: red, predicate: took, object: mill, start: 2012}}
        - {{id: c, subject: blue, predicate: took, object: mill, start: 2014}}
        """)
    assert read(kb, "mill") == "b c blue red"
    kb.claims(f"""{both}
        - {{id: a, subject: green, predicate: contests, object: mill, start: 2005}}
        - {{id: b, subject: blue, predicate: took, object: mill, start: 2010}}
        """)
    assert read(kb, "mill") == "a b blue red"


LINKS = {
    "one belongs to the other": "- {id: m, subject: blue, predicate: member_of, object: league}",
    "the other to it": "- {id: m, subject: league, predicate: member_of, object: blue}",
    "both to a third": "- {id: m, subject: blue, predicate: member_of, object: grey}\n"
    "- {id: n, subject: league, predicate: member_of, object: grey}",
    "long ago": "- {id: m, subject: blue, predicate: member_of, object: league, start: 1990, end: 1991}",
}


@pytest.mark.parametrize("links", [*LINKS.values(), None], ids=[*LINKS, "nobody"])
def test_whoever_may_be_part_or_whole_makes_no_break(kb: Kb, links: str | None) -> None:
    # Whoever leads at the quay is linked to others, too, with whom it has nothing to do.
    kb.claims(
        f"""
        - {{id: a, subject: red, predicate: took, object: mill, start: 2008}}
        - {{id: b, subject: green, predicate: took, object: mill, start: 2010}}
        - {{id: c, subject: league, predicate: took, object: mill, start: 2012}}
        - {{id: d, subject: blue, predicate: took, object: mill, start: 2014}}
        - {{id: e, subject: league, predicate: took, object: mill, start: 2016}}
        - {{id: quay, subject: green, predicate: took, object: quay, start: 2015}}
        - {{id: x, subject: red, predicate: member_of, object: green, start: 1990, end: 1991}}
        {links or ""}
        """.replace("\n- ", "\n        - ")
    )
    assert read(kb, "mill") == read(kb, "mill", beside=("quay",)) == ("b c d e" if links else "d e")


def test_what_a_part_lost_is_a_break(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: league, predicate: took, object: mill, start: 2010}
        - {id: b, subject: blue, predicate: left, object: mill, start: 2012}
        - {id: c, subject: league, predicate: took, object: mill, start: 2014}
        - {id: d, subject: blue, predicate: member_of, object: league, start: 1990, end: 1991}
        """)
    assert read(kb, "mill") == "b c"


def test_what_others_lost_who_belong_to_each_other_is_none(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: red, predicate: took, object: mill, start: 2010}
        - {id: b, subject: green, predicate: left, object: mill, start: 2012}
        - {id: c, subject: red, predicate: took, object: mill, start: 2014}
        - {id: m, subject: green, predicate: member_of, object: league, start: 1990, end: 1991}
        - {id: n, subject: red, predicate: member_of, object: blue, start: 1990, end: 1991}
        """)
    assert read(kb, "mill") == "a b c"


def test_a_siege_is_read_behind_holdings_and_not_behind_a_taking(kb: Kb) -> None:
    ring = "- {id: ring, subject: red, predicate: besieges, object: mill, start: 2012}\n"
    for word, claims in (("holds", "ring one two"), ("took", "one two")):
        kb.claims(f"""
            {ring}
            - {{id: one, subject: green, predicate: {word}, object: mill, start: 2014, reported: 2014}}
            - {{id: two, subject: blue, predicate: {word}, object: mill, start: 2016, reported: 2016}}
            """)
        assert read(kb, "mill") == claims


# What else is said of each town, and which of its claims are read then. Contests tell how far it is looked back.
OLD = """
    oldest: green contests, 2009-01-01
    a: red took, 2010-01-01
    old: green contests, 2012-06-01
    mid: green contests, 2013-06-01
    """
BROKEN = f"""{OLD}
    broke: green took, 2014-01-01
    new: red took, 2016-01-01
    """
SPAN = f"""{OLD}
    broke: green took, 2014-01-01
    new: red took, "[2015-01-01..2016-01-01]"
    """
WIDE = f"""{BROKEN}
    by: green took, 2015-06-01
    """
RING = """
    one: green holds, 2014-01-01, reported: 2014-01-01
    two: blue holds, 2016-01-01, reported: 2016-01-01
    """
READ = (
    # Who leads: by whom it is taken or held last, for sure, as far as known.
    (BROKEN, "", "broke new"),
    (f"{OLD}broke: blue took, 2014-01-01", "new: red took, 2016-01-01, said_by: red", "a old mid broke new"),
    (f"{OLD}broke: blue took, 2014-01-01", "new: red took, 2016-01-01, stance: denies", "a old mid broke new"),
    (f"{OLD}broke: blue took, 2014-01-01", "new: red contests, 2016-01-01", "a old mid broke new"),
    (f"{OLD}broke: blue took, 2014-01-01", "new: red took, 2016-01-01, reported: 2021-01-01", "a old mid broke"),
    (f"{OLD}broke: blue took, 2014-01-01", "new: red took, 2016-01-01, reported: 2020-12-31", "broke new"),
    (f"{OLD}broke: blue took, 2014-01-01", "new: red took, 2021-01-01", "a old mid broke"),
    (f"{OLD}broke: blue took, 2014-01-01", "new: red took, 2020-12-31", "broke new"),
    (f"{OLD}broke: blue took, 2014-01-01", "new: red holds, 2016-01-01", "broke new"),
    # Whoever took or held it within the span of that leads, too.
    (SPAN, "", "broke new"),
    (SPAN, "by: green took, 2015-06-01", "a old mid broke by new"),
    (SPAN, "by: green holds, 2015-06-01", "a old mid broke by new"),
    (SPAN, "by: green took, 2015-01-01", "a old mid broke by new"),
    (SPAN, "by: green took, 2016-01-01", "a old mid broke by new"),
    (SPAN, "by: green took, 2015-06-01, said_by: green", "a old mid broke by new"),
    (SPAN, "by: green took, 2015-06-01, stance: denies", "broke by new"),
    (SPAN, "by: green contests, 2015-06-01", "broke by new"),
    (SPAN, "by: green took, 2015-06-01, reported: 2021-01-01", "broke new"),
    (SPAN, "by: green took, 2015-06-01, reported: 2020-12-31", "a old mid broke by new"),
    (SPAN, "by: green took, 2014-12-31", "by new"),
    # Of several spans the longest, of those that take or hold it.
    (WIDE, "", "by new"),
    (WIDE, 'x: red took, "[2015-01-01..2016-01-01]"', "a old mid broke by new x"),
    (WIDE, 'x: red holds, "[2015-01-01..2016-01-01]"', "a old mid broke by new x"),
    (WIDE, 'x: red took, "[2015-01-01..2016-01-01]", stance: denies', "by new x"),
    (WIDE, 'x: red contests, "[2015-01-01..2016-01-01]"', "by new x"),
    (WIDE, 'x: red took, "[2015-01-01..2016-01-01]", reported: 2021-01-01', "by new"),
    (WIDE, 'x: red took, "[2015-01-01..2016-01-01]", reported: 2020-12-31', "a old mid broke by new x"),
    (WIDE, 'x: red took, "[2015-01-01..2015-12-31]"', "by x new"),
    # A loss breaks, unless it is denied.
    (BROKEN, "x: red left, 2015-01-01", "x new"),
    (BROKEN, "x: red left, 2015-01-01\ny: red left, 2015-02-01, stance: denies", "broke x y new"),
    (BROKEN, "x: red left, 2015-01-01\ny: blue left, 2015-02-01, stance: denies", "x y new"),
    (BROKEN, "x: red left, 2015-01-01\ny: red took, 2015-02-01, stance: denies", "x y new"),
    (BROKEN, "x: red left, 2015-01-01\ny: red left, 2015-02-01", "y new"),
    (BROKEN, "x: red left, 2015-01-01, stance: denies", "broke x new"),
    (BROKEN, "x: red left, 2015-01-01, reported: 2021-01-01", "broke new"),
    # A report of later may speak for all of its span.
    (BROKEN, 'x: blue holds, 2005-01-01, reported: "[2013-01-01..2015-01-01]"', "x mid broke new"),
    (BROKEN, 'x: blue holds, 2005-01-01, reported: "[2013-01-01..2014-01-01]"', "x mid broke new"),
    (BROKEN, 'x: blue holds, 2005-01-01, reported: "[2013-01-01..2013-12-31]"', "broke new"),
    (BROKEN, 'x: blue took, 2005-01-01, reported: "[2013-01-01..2015-01-01]"', "broke new"),
    (BROKEN, 'x: blue holds, 2005-01-01, reported: "[2013-01-01..2021-01-01]"', "broke new"),
    (BROKEN, 'x: blue holds, 2005-01-01, reported: "[2013-01-01..2020-12-31]"', "x mid broke new"),
    (BROKEN, 'x: red holds, 2015-01-01, reported: "[2013-01-01..2015-01-01]"', "broke x new"),
    (
        BROKEN,
        'x: blue holds, 2005-01-01, reported: "[2013-01-01..2015-01-01]"\n'
        'y: blue holds, 2005-01-01, reported: "[2012-01-01..2015-01-01]"',
        "x y old mid broke new",
    ),
    # A siege goes on behind holdings.
    (RING, "x: red besieges, 2012-01-01", "x one two"),
    (RING, "x: red besieges, 2012-01-01, end: 2020-12-31", "x one two"),
    (RING, "x: red besieges, 2012-01-01, end: 2020-12-30", "one two"),
    (RING, "x: red besieges, 2012-01-01, stance: denies", "one two"),
    (RING, "x: red contests, 2012-01-01", "one two"),
    (RING, "x: red besieges, 2012-01-01, reported: 2021-01-01", "one two"),
    (RING, "x: red besieges, 2012-01-01, reported: 2020-12-31", "x one two"),
    (RING, "x: red besieges, 2012-01-01\ny: blue besieges, 2013-01-01", "x y one two"),
    # Unless somebody took the place meanwhile.
    (RING, "x: red besieges, 2012-01-01\ny: blue took, 2013-01-01", "one two"),
    (RING, "x: red besieges, 2012-01-01\ny: blue took, 2012-01-01", "x y one two"),
    (RING, "x: red besieges, 2012-01-01\ny: blue took, 2011-12-31", "x one two"),
    (RING, "x: red besieges, 2012-01-01\ny: blue took, 2011-01-01\nz: blue took, 2013-01-01", "one two"),
    (RING, "x: red besieges, 2012-01-01\ny: blue took, 2013-01-01, said_by: blue", "x y one two"),
    (RING, "x: red besieges, 2012-01-01\ny: blue took, 2013-01-01, stance: denies", "x y one two"),
    (RING, "x: red besieges, 2012-01-01\ny: blue took, 2021-01-01", "x one two"),
    (RING, "x: red besieges, 2012-01-01\ny: blue took, 2020-12-31", "one two y"),
    (RING, "x: red besieges, 2012-01-01\ny: blue took, 2013-01-01, reported: 2021-01-01", "x one two"),
    (RING, "x: red besieges, 2012-01-01\ny: blue took, 2013-01-01, reported: 2020-12-31", "one two"),
)


def test_what_is_read_of_each_town(kb: Kb) -> None:
    """Asked alone and of all towns at once: none has to do with another."""
    towns = kb.towns(f"{usual}\n{more}" for usual, more, _ in READ)
    expected = {town: claims for town, (*_, claims) in zip(towns, READ, strict=True)}
    with closing(index.open_index(Base(kb.folder))) as db:
        for asked in ([town] for town in towns), [towns]:
            found = dict.fromkeys(towns, "")
            for some in asked:
                work_out(db, [(town, LATE, LATE) for town in some])
                for claim, _ in db.execute("SELECT DISTINCT claim, from_day FROM reading ORDER BY from_day, claim"):
                    town, _, name = claim.partition("-")
                    found[town] = f"{found[town]} {name}".strip()
            assert found == expected


def test_what_was_reported_behind_the_day_asked_for_does_not_make_it_look_back(kb: Kb) -> None:
    kb.towns([f'{BROKEN}\nx: blue holds, 2005-01-01, reported: "[2013-01-01..2019-01-01]"'])
    for as_of, claims in ((20190101, "x mid broke new"), (20181231, "x broke new")):
        assert read(kb, "town0", as_of) == " ".join(f"town0-{claim}" for claim in claims.split())
