"""The days for which takings and holdings speak: of the start, of a report (4a), and what is denied (4d, 11)."""

import pytest

from tests.kb import Kb

TWICE = """
    a: red took, 2010-01-01
    b: red took, 2014-01-01
    """
HELD = "a: red holds, 2010-01-01"
LONG = """
    a: red holds, 2010-01-01, reported: 2012-01-01
    y: blue took, 2011-01-01, source: press
    """
# What is told of a town, and who holds it, since when, at the end of 2020.
TOWNS = (
    # A denial is of the holder's latest claim of its day or before, which begins no holding then.
    (TWICE, "", "red 2010-01-01"),
    (TWICE, "no: red took, 2015-01-01, stance: denies", "red 2010-01-01"),
    (TWICE, "no: red took, 2014-01-01, stance: denies", "red 2010-01-01"),
    (TWICE, "no: red took, 2013-12-31, stance: denies", "red 2014-01-01"),
    (TWICE, "no: red took, 2010-01-01, stance: denies", "red 2014-01-01"),
    (TWICE, "no: red took, 2009-12-31, stance: denies", "red 2010-01-01"),
    (TWICE, "no: red took, 2012-01-01, stance: denies, end: 2020-12-31", "red 2014-01-01"),
    (TWICE, "no: red took, 2012-01-01, stance: denies, end: 2020-12-30", "red 2010-01-01"),
    (TWICE, "no: blue took, 2012-01-01, stance: denies", "red 2010-01-01"),
    (TWICE, "no: red left, 2012-01-01, stance: denies", "red 2010-01-01"),
    (TWICE, "no: red contests, 2012-01-01, stance: denies", "red 2010-01-01"),
    (TWICE, "no: red took, 2012-01-01, stance: denies, said_by: blue", "red 2010-01-01"),
    (TWICE, "no: red took, 2012-01-01, stance: denies, said_by: red", "red 2014-01-01"),
    # That it held the place is denied of a taking, too; that it took it, of a taking alone.
    (TWICE, "no: red holds, 2012-01-01, stance: denies", "red 2014-01-01"),
    (f"{HELD}\nb: red took, 2014-01-01", "no: red took, 2012-01-01, stance: denies", "red 2010-01-01"),
    (f"{HELD}\nb: red took, 2014-01-01", "no: red holds, 2012-01-01, stance: denies", "red 2014-01-01"),
    # What its whole took is not its own latest claim.
    (TWICE, "x: league took, 2011-01-01\nno: red took, 2012-01-01, stance: denies", "red 2011-01-01"),
    # A holding speaks for its report again, unless its source tells, in that report or since, of another by then.
    (LONG, "", "red -"),
    ("a: red took, 2010-01-01, reported: 2012-01-01\ny: blue took, 2011-01-01, source: press", "", "blue 2011-01-01"),
    (HELD, "y: blue took, 2011-01-01, source: press", "red -"),
    ("a: red holds, 2010-01-01, reported: 2012-01-01", "y: blue took, 2011-01-01", "blue 2011-01-01"),
    ("a: red holds, 2010-01-01, reported: 2012-01-01", "y: blue holds, 2011-01-01", "blue 2011-01-01"),
    ("a: red holds, 2010-01-01, reported: 2012-01-01", "y: blue contests, 2011-01-01", "red 2010-01-01"),
    (LONG, "z: green took, 2010-06-01", "blue 2011-01-01"),
    (LONG, "z: green holds, 2010-06-01, end: 2010-12-31, reported: 2012-01-01", "blue 2011-01-01"),
    (LONG, "z: green took, 2010-06-01, reported: 2012-01-01", "blue 2011-01-01"),
    (LONG, "z: green took, 2010-06-01, reported: 2011-12-31", "red -"),
    (LONG, "z: red left, 2010-06-01", "blue 2011-01-01"),
    (LONG, "z: green contests, 2010-06-01", "red -"),
    (LONG, "z: green took, 2010-06-01, stance: denies", "red -"),
    (LONG, "z: green took, 2010-06-01, source: press", "red -"),
    (LONG, "z: green took, 2010-06-01, reported: 2021-01-01", "red -"),
    (LONG, "z: green took, 2010-06-01, reported: 2020-12-31", "blue 2011-01-01"),
    (LONG, "z: green took, 2010-01-01", "red -"),
    (LONG, "z: green took, 2012-01-01", "green 2012-01-01"),
    (LONG, "z: blue took, 2012-01-02, end: 2012-02-01", "- -"),
    # It has to be in effect by then; and its report has to be of later.
    (
        "a: red holds, 2010-01-01, end: 2011-12-31, reported: 2012-01-01",
        "y: blue took, 2011-01-01, source: press",
        "blue 2011-01-01",
    ),
    (
        "a: red holds, 2010-01-01, end: 2012-01-01, reported: 2012-01-01",
        "y: blue took, 2011-01-01, source: press",
        "- -",
    ),
    ("a: red holds, 2014, reported: 2014-06-01", "", "red 2014"),
    ("a: red holds, 2014-01-01, reported: 2014-01-01", "", "red 2014-01-01"),
    ("a: red holds, 2014-06-01, reported: 2014-05-01", "", "red 2014-06-01"),
)


def test_who_holds_each_town_and_since_when(kb: Kb) -> None:
    towns = kb.towns(f"{usual}\n{more}" for usual, more, _ in TOWNS)
    claims = (kb.folder / "claims.yaml").read_text()
    member = "subject: red, predicate: member_of, object: league, start: 2000, source: radio, locator: p1"
    kb.write("claims.yaml", f"{claims}- {{id: m, statement: So it is., {member}}}\n")
    found = dict.fromkeys(towns, "")
    for row in kb.rows("place controllers since", "control", "--kind", "town", "--known-by", "2020-12-31"):
        town, _, state = row.partition(" ")
        found[town] = state
    assert found == {town: state for town, (*_, state) in zip(towns, TOWNS, strict=True)}


def test_a_report_speaks_from_its_day_on(kb: Kb) -> None:
    kb.towns([LONG])
    for as_of, holder in (("2011-12-31", "blue"), ("2012-01-01", "red")):
        assert kb.rows("controllers", "control", "town0", "--as-of", as_of) == [holder]


LEFT_OUT = "- {id: z, subject: green, predicate: took, object: north, start: 2010-06-01, except: [ford]}"
TOLD = LEFT_OUT.replace("id: z", "id: w").replace(", except: [ford]", "")


@pytest.mark.parametrize(("claims", "holder"), [(LEFT_OUT, "red"), (f"{LEFT_OUT}\n{TOLD}", "blue")])
def test_for_what_a_claim_of_the_source_leaves_out_the_report_counts(kb: Kb, claims: str, holder: str) -> None:
    kb.claims(f"""
- {{id: x, subject: red, predicate: holds, object: north, start: 2010-01-01, reported: 2012-01-01}}
- {{id: y, subject: blue, predicate: took, object: north, start: 2011-01-01, source: press}}
{claims}
""")
    found = dict(row.split() for row in kb.rows("place controllers", "control", "north"))
    assert found == {"north": "blue", "mill": "blue", "ford": holder, "gate": holder}
