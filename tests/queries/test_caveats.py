"""What a careful reader would add (rule 14), each caveat beside what is all but one of its kind and is not told."""

import re
from contextlib import closing
from itertools import count, product, repeat
from typing import NamedTuple

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.dates import LAST_DAY
from syriakb.queries.control.states import states
from tests.kb import Kb
from tests.queries.test_wars import parts
from tests.queries.test_wars import told as of_place

# Of each town: its claims (subject, predicate, start, and what else), and the caveats of who holds it.
TOWNS = """
# 4b: a part of the holder lost it.
pl1: blue took 2010; division left 2015 -> Third Division, a part of the holder, lost it (pl1b)
pl2: blue took 2016; division left 2015 -> -
pl3: blue took 2010; green left 2015 -> -
pl4: blue took 2010; division left 2015 stance=denies -> -
pl5: blue,division took 2010; division left 2015; division left 2015 stance=denies -> -
pl6: division took 2010; blue left 2015; blue left 2015 stance=denies -> -
# 4c, 4d: an ally's fight, a denied fight or siege.
al1: blue took 2010; grey besieges 2015 -> its ally Grey Kingdom besieges it (al1b)
al2: blue took 2010; division contests 2015 -> -
al3: blue took 2010; red contests 2015 -> -
al4: blue took 2010; league besieges 2015 -> its ally League of the Marches besieges it (al4b)
dn1: blue took 2010; red contests 2015; red contests 2015 stance=denies
  -> Radio March denies that Red Company fights for it (dn1c)
dn2: blue took 2010; red besieges 2015; green besieges 2016 stance=denies -> -
dn3: blue took 2010; red besieges 2015; red contests 2016 stance=denies -> -
dn4: blue took 2010; red besieges 2015; red besieges 2014 stance=denies reported=2014 -> -
dn5: blue took 2010; red besieges 2015; red besieges 2016 end=2017 stance=denies -> -
dn6: blue took 2010; red besieges 2015; red besieges 2016 stance=denies said_by=blue
  -> Blue Guard denies, in its own interest, what is said of Red Company (dn6c)
# 4e: own words.
ow1: blue took 2010; green left 2015 said_by=red
  -> Red Company says, in its own interest, that Green Band lost it (ow1b)
ow2: blue took 2010; blue took 2015 said_by=blue -> -
ow3: blue left 2010; blue took 2015 said_by=blue -> Blue Guard says, in its own interest, that Blue Guard took it (ow3b)
ow4: blue left 2010; blue holds 2015 said_by=blue
  -> Blue Guard says, in its own interest, that Blue Guard holds it (ow4b)
ow5: blue took 2010; red contests 2015 said_by=red
  -> Red Company says, in its own interest, that Red Company fights for it (ow5b)
ow6: blue took 2010; red besieges 2012; red besieges 2015 stance=ends said_by=blue
  -> Blue Guard says, in its own interest, that Red Company besieges it no longer (ow6c)
ow7: blue took 2010; red contests 2012; red contests 2015 stance=ends said_by=blue
  -> Blue Guard says, in its own interest, that Red Company fights for it no longer (ow7c)
ow8: division took 2010; green left 2015 said_by=red ->
  Red Company says, in its own interest, that Green Band lost it (ow8b)
# It changed hands and no claim says how.
un1: red took 2010; blue holds 2015 reported=2015 -> no claim says how it came from Red Company to Blue Guard (un1a)
un2: red took 2010; blue took 2015 -> -
un3: red took 2010; red left 2014; blue holds 2015 reported=2015 -> -
un4: division took 2010; blue holds 2015 -> -
un5: blue took 2010; division holds 2015 -> -
un6: red took 2010 end=2013; blue holds 2015 reported=2015 -> -
un7: red took 2010; blue holds 2015 reported=2015; blue took 2016 -> -
un8: red took 2010; red,blue holds 2015 -> -
un9: red took 2010; red left 2014 stance=denies; blue holds 2015 reported=2015
  -> no claim says how it came from Red Company to Blue Guard (un9a)
un10: red took 2010; green left 2010; blue holds 2015 reported=2015
  -> no claim says how it came from Red Company to Blue Guard (un10a)
# What decides is worse by two steps than what it displaces.
wo1: red took 2010 credibility=1; blue took 2015 credibility=3 -> better graded, B1, Red Company held it before (wo1a)
wo2: red took 2010 credibility=2; blue took 2015 credibility=3 -> -
wo3: red took 2010 credibility=3; blue took 2015 credibility=3 source=press
  -> better graded, B3, Red Company held it before (wo3a)
wo4: red took 2010 credibility=1 end=2013; blue took 2015 credibility=4 -> -
wo5: red took 2010 credibility=1; red left 2014; blue took 2015 credibility=4 -> -
wo6: red took 2010 credibility=1; green took 2012 credibility=4; blue took 2015 credibility=4 -> -
wo7: red took 2010 credibility=1; blue took 2015 credibility=4; blue took 2016 credibility=4
  -> better graded, B1, Red Company held it before (wo7a)
wo8: blue took 2010 credibility=1; blue took 2015 credibility=4 -> -
wo9: red took 2010 credibility=4; blue took 2015 -> better graded, B4, Red Company held it before (wo9a)
wo10: red took 2010 credibility=1; green left 2010; blue took 2015 credibility=3
  -> better graded, B1, Red Company held it before (wo10a)
# A later report tells of another holder on that day.
lr1: blue took 2015 source=wire; red holds 2010 reported=2021-02
  -> a later report, 2021-02-28, says that Red Company held it then (lr1b)
lr2: blue took 2015 source=wire; red holds 2010 end=2018 reported=2021-02 -> -
lr3: blue took 2015 reported=2021-02; red holds 2010 reported=2021-02 -> -
lr4: blue took 2015 source=wire; division holds 2010 reported=2021-02 -> -
lr5: blue took 2015 source=wire; red took 2010 reported=2021-02 -> -
lr6: blue took 2015 source=wire; red holds 2010 reported=2021-02 stance=denies -> -
lr7: blue took 2015 source=wire; red holds 2010 reported=2021-02; red left 2012 reported=2021-02
  -> -
lr0: blue took 2015; red holds 2010 reported=2021-02
  -> a later report, 2021-02-28, says that Red Company held it then (lr0b)
lr8: blue took 2015 source=wire; red holds 2010 reported=2021-02 said_by=red -> -
lr9: blue took 2015-05-05 source=wire; red holds 2015-05-05 reported=2021-02; red left 2016 source=wire ->
  a later report, 2021-02-28, says that Red Company held it then (lr9b)
# The day lies in the span in which somebody else took it.
sp1: blue took 2010; red took [2020-12-01..2021-01-31]
  -> Red Company took it some day of [2020-12-01..2021-01-31], which may be before (sp1b)
sp2: blue took 2010; red took [2021-01..2021-02] -> -
sp3: blue took 2010; red holds [2020-12-01..2021-01-31] -> -
sp4: blue took 2010; blue took [2020-12-01..2021-01-31] -> -
sp5: blue took 2010; red took [2020-12-01..2021-01-31] stance=denies -> -
sp6: blue took 2010; red took [2020-12-31..2021-01-31]
  -> Red Company took it some day of [2020-12-31..2021-01-31], which may be before (sp6b)
sp7: blue took 2010; red took - reported=2021-01 -> -
# 3: what is graded improbable.
im1: blue took 2010; red besieges 2015 credibility=5 -> that Red Company besieges it is graded improbable (im1b)
im2: blue took 2010; red took 2009 credibility=5 -> -
im3: blue took 2010; red contests 2015 end=2016 credibility=5 -> -
im4: blue took 2010; blue took 2015 stance=denies credibility=5
  -> a denial of what is said of Blue Guard is graded improbable (im4b)
im5: blue took 2010; red besieges 2015 stance=ends credibility=5 -> -
im6: blue took 2010; red took 2021-01 credibility=5 -> -
im7: blue took 2010; red took 2015 modality=possible credibility=5 -> -
im8: blue took 2010; red controls_count 2015 value=2 credibility=5 -> -
im9: blue took 2010-05-05; red left 2010-05-05 credibility=5 -> that Red Company lost it is graded improbable (im9b)
im10: blue took 2010; green took 2016; red took 2013 credibility=5 -> -
# It is said of most of it, or of a part.
ex1: blue took 2010 extent=most -> it is said of most of Ex1 (ex1a)
ex2: red took 2010 extent=part; blue took 2015 -> -
# Somebody who held it jointly is no longer named.
jn1: blue,green took 2010; blue holds 2015 -> Green Band, who held it jointly, is no longer named (jn1a)
jn2: blue,division took 2010; blue holds 2015 -> -
jn3: blue,green took 2010; green left 2012; blue holds 2015 -> -
jn4: blue,green took 2010; red left 2012; blue holds 2015 -> Green Band, who held it jointly, is no longer named (jn4a)
jn5: blue,green took 2010 end=2014-12-31; blue holds 2015-01-01 reported=2015-01-01
  -> Green Band, who held it jointly, is no longer named (jn5a)
# Whose holding is over leaves it to nobody.
ev1: blue took 2010 end=2013 -> -
ev2: blue took 2010 end=2012 -> -
ev3: blue took 2010 end=2012; red left 2011 -> -
"""


class Town(NamedTuple):
    """What is claimed of a town, as YAML, each claim named by the town and a letter; and its caveats."""

    claims: str
    caveat: str


def towns() -> dict[str, Town]:
    """The towns by their ids."""
    found = {}
    for line in re.sub(r"\n  ", " ", TOWNS).strip().splitlines():
        if not line.startswith("#"):
            town, said = line.split(": ", 1)
            claims, caveat = said.split(" -> ")
            found[town] = Town("\n".join(map(_claim, count(), repeat(town), claims.split("; "))), caveat)
    return found


def _claim(at: int, town: str, said: str) -> str:
    subject, predicate, start, *others = said.split()
    others += [f"start={start}"] * (start != "-")
    fields = "".join(", {}: '{}'".format(*other.split("=")) for other in others)
    return f"- {{id: {town}{'abcd'[at]}, subject: [{subject}], predicate: {predicate}, object: {town}{fields}}}"


def war(kb: Kb) -> None:
    """All the towns and their claims, and who is whose ally."""
    parts(kb)
    kb.write("sources/wire.yaml", "- {id: wire, title: The Wire, published: 2020-01-01, reliability: B}\n")
    places = (f"- {{id: {town}, name: {town.title()}, kind: city}}" for town in towns())
    kb.write("places/towns.yaml", "\n".join(places))
    pact = "- {id: pact, subject: grey, predicate: allied_with, object: blue, start: 2000}"
    help_ = "- {id: help, subject: league, predicate: backs, object: blue, start: 2000}"
    kb.claims("\n".join([pact, help_, *(each.claims for each in towns().values())]))


def test_each_town_has_the_caveats_of_its_own_claims(kb: Kb) -> None:
    war(kb)
    assert kb.run("check").status == 0, kb.run("check")
    found = dict(row.split(" ", 1) for row in kb.rows("place caveat", "control", "--kind", "city"))
    assert found == {town: each.caveat for town, each in towns().items()}


def test_each_question_is_answered_for_itself_however_many_are_asked_with_it(kb: Kb) -> None:
    war(kb)
    names = [*towns(), "marches", "north"]
    moments = list(product((20121231, 20151231, 20201231), (20141231, 20200301, LAST_DAY)))
    with closing(index.open_index(Base(kb.folder), lambda *_: None)) as db:
        together = states(db, [(name, *moment) for name in names for moment in moments])
        for moment in moments:
            alone = states(db, [(name, *moment) for name in names])
            assert alone == {key: state for key, state in together.items() if key[1:] == moment}
        for name in names[::9]:
            alone = states(db, [(name, *moment) for moment in moments])
            assert alone == {key: state for key, state in together.items() if key[0] == name}


@pytest.fixture
def areas(kb: Kb) -> Kb:
    """A division of the army, and a hill that lies both in the north and in the south."""
    parts(kb)
    kb.write("places/more.yaml", "- {id: hill, name: Hill, kind: hill, within: [north, south]}\n")
    return kb


def caveat(kb: Kb, place: str, *claims: str) -> str:
    """The caveat of a place where these claims are all there is, each named by a letter."""
    kb.claims("\n".join(f"- {{id: {name}, {claim}}}" for name, claim in zip("abcdefgh", claims, strict=False)))
    return of_place(kb, place, keys="caveat")


TOWN = "subject: red, predicate: took, object: ford, start: 2015"
BLUE_NORTH = "subject: blue, predicate: took, object: north"
MILL = "subject: red, predicate: took, object: mill"


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ([f"{BLUE_NORTH}, start: 2018"], "Blue Guard took or holds Northern March around it later, 2018-12-31 (b)"),
        ([f"{BLUE_NORTH}, start: 2015"], "-"),
        (["subject: red, predicate: took, object: north, start: 2018"], "-"),
        ([f"{BLUE_NORTH}, start: 2018", "subject: blue, predicate: left, object: north, start: 2019"], "-"),
        ([f"{BLUE_NORTH}, start: 2018, except: [ford]"], "-"),
        ([f"{BLUE_NORTH}, start: 2018, stance: denies"], "-"),
        # It is part of who took the area.
        (["subject: red, predicate: member_of, object: blue, start: 2000", f"{BLUE_NORTH}, start: 2018"], "-"),
        (["subject: blue, predicate: member_of, object: red, start: 2000", f"{BLUE_NORTH}, start: 2018"], "-"),
        # The holder lost the area.
        (
            ["subject: red, predicate: left, object: north, start: 2018"],
            "Red Company lost Northern March around it later, 2018-12-31 (b)",
        ),
        (["subject: red, predicate: left, object: north, start: 2015"], "-"),
        (["subject: green, predicate: left, object: north, start: 2018"], "-"),
        (["subject: red, predicate: left, object: north, start: 2018, stance: denies"], "-"),
        (
            [
                "subject: red, predicate: left, object: north, start: 2018, said_by: blue",
                "subject: blue, predicate: took, object: quay, start: 2010",
            ],
            "-",
        ),
        (["subject: red, predicate: left, object: north, start: 2018, except: [ford]"], "-"),
        (["subject: red, predicate: besieges, object: north, start: 2018"], "-"),
        (["subject: red, predicate: left, object: south, start: 2018"], "-"),
        (["subject: red, predicate: left, object: gate, start: 2018"], "-"),
        (
            [
                "subject: red, predicate: left, object: north, start: 2018-05-05",
                "subject: red, predicate: took, object: north, start: 2018-05-05",
            ],
            "-",
        ),
        (
            [
                "subject: red, predicate: left, object: north, start: 2018-05-05",
                "subject: red, predicate: took, object: north, start: 2018-05-04",
            ],
            "Red Company lost Northern March around it later, 2018-05-05 (b)",
        ),
    ],
)
def test_what_became_of_the_area_later(areas: Kb, claims: list[str], told: str) -> None:
    assert caveat(areas, "ford", TOWN, *claims) == told


def test_of_an_area_within_another_the_outer_one_tells_more(areas: Kb) -> None:
    claims = (
        "subject: red, predicate: took, object: north, start: 2015",
        "subject: blue, predicate: took, object: marches, start: 2018",
    )
    told = "Blue Guard took or holds The Marches around it later, 2018-12-31 (b)"
    assert caveat(areas, "ford", *claims) == told
    assert caveat(areas, "north", *claims) == told


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        (["subject: red, predicate: took, object: mill, start: 2015"], "Mill within it is held by Red Company (b)"),
        (["subject: division, predicate: took, object: mill, start: 2015"], "-"),
        (["subject: league, predicate: took, object: mill, start: 2015",
          "subject: blue, predicate: member_of, object: league, start: 2000"], "-"),
        ([f"{MILL}, start: 2015", "subject: red, predicate: left, object: mill, start: 2018"], "-"),
        (["subject: red, predicate: took, object: quay, start: 2015"], "-"),
        ([f"{MILL}, start: 2005", "subject: blue, predicate: took, object: mill, start: 2011"], "-"),
        (["subject: red, predicate: took, object: mill, start: 2015-05",
          "subject: green, predicate: took, object: mill, start: 2015-05-31"],
         "Mill within it is held by Red Company (b); Mill within it is held by Green Band (c)"),
        (["subject: red, predicate: took, object: gate, start: 2012", f"{MILL}, start: 2013"],
         "Mill within it is held by Red Company (c); Gate within it is held by Red Company (b)"),
    ],
)  # fmt: skip
def test_what_lies_within_is_anothers(areas: Kb, claims: list[str], told: str) -> None:
    assert caveat(areas, "north", f"{BLUE_NORTH}, start: 2010", *claims) == told


def test_three_places_within_are_named_the_newest_first_and_the_others_counted(kb: Kb) -> None:
    towns = "".join(f"- {{id: t{at}, name: T{at}, kind: town, within: [north]}}\n" for at in range(5))
    kb.write("places/towns.yaml", towns)
    taken = (f"subject: red, predicate: took, object: t{at}, start: 201{at}" for at in range(5))
    assert caveat(kb, "north", f"{BLUE_NORTH}, start: 2010", *taken) == (
        "T4 within it is held by Red Company (f); T3 within it is held by Red Company (e); "
        "T2 within it is held by Red Company (d); and 2 more places within it are held by others"
    )


SOUTH = "subject: red, predicate: took, object: south, start: 2012"
AROUND = "Red Company holds Southern March around it (b); Blue Guard holds Northern March around it (a)"


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ([], AROUND),
        # Who was driven out of one of them holds it no longer, nor is it told who held it before.
        (["subject: green, predicate: took, object: south, start: 2012",
          "subject: green, predicate: left, object: south, start: 2013"], AROUND),
        (["subject: green, predicate: took, object: south, start: 2011"], AROUND),
        (["subject: green, predicate: holds, object: hill, start: 2014, stance: denies"], AROUND),
        (["subject: red, predicate: holds, object: hill, start: 2014, stance: denies"],
         "Radio March denies that Red Company holds Hill (c); "
         "Red Company took or holds Southern March around it later, 2012-12-31 (b)"),
        (["subject: green, predicate: contests, object: north, start: 2014"], AROUND),
    ],
)  # fmt: skip
def test_who_holds_the_areas_around_a_place_that_nobody_is_inferred_to_hold(
    areas: Kb, claims: list[str], told: str
) -> None:
    assert caveat(areas, "hill", f"{BLUE_NORTH}, start: 2010", SOUTH, *claims) == told


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        (["subject: red, predicate: contests, object: north, start: 2015"],
         "Red Company fights for Northern March around it (b)"),
        (["subject: red, predicate: besieges, object: north, start: 2015"], "-"),
        (["subject: red, predicate: contests, object: ford, start: 2015"], "-"),
        (["subject: red, predicate: contests, object: marches, start: 2015"], "-"),
        (["subject: blue, predicate: took, object: ford, start: 2012",
          "subject: red, predicate: contests, object: north, start: 2015"], "-"),
    ],
)  # fmt: skip
def test_a_fight_for_the_area_that_it_takes_its_holder_from(areas: Kb, claims: list[str], told: str) -> None:
    assert caveat(areas, "ford", f"{BLUE_NORTH}, start: 2010", *claims) == told


@pytest.mark.parametrize(
    ("ruled", "claim", "told"),
    [
        ("[blue] held", "red took 2018", "Red Company took it later, 2018-12-31 (fordb)"),
        ("[blue] held", "red holds 2018", "Red Company is said to hold it later, 2018-12-31 (fordb)"),
        ("[blue] held", "blue left 2018", "Blue Guard lost it later, 2018-12-31 (fordb)"),
        ("[blue] held", "red contests 2018", "Red Company fights for it later, 2018-12-31 (fordb)"),
        ("[blue] held", "red besieges 2018", "Red Company besieges it later, 2018-12-31 (fordb)"),
        ("[blue] held", "blue has 2018 stance=denies",
         "Radio March denies that Blue Guard has in hand it later, 2018-12-31 (fordb)"),
        ("[blue] held", "blue took 2018", "-"),
        ("[blue] held", "red took 2018 stance=denies", "-"),
        ("[blue] held", "red left 2018", "-"),
        ("[blue] held", "blue left 2018 stance=denies", "-"),
        ("[blue] held", "red left 2018 stance=denies", "-"),
        ("[blue] held", "red took 2015", "-"),
        ("[blue] held", "red took 2018 end=2019", "-"),
        ("[blue] held", "red took 2021-02", "-"),
        ("[blue] held", "red besieges 2018 stance=denies", "-"),
        ("[blue] held", "blue contests 2018", "-"),
        ("[blue] contested", "red besieges 2018", "-"),
        ("[blue] besieged", "red contests 2018", "-"),
        ("[blue] contested", "red took 2018", "Red Company took it later, 2018-12-31 (fordb)"),
        ("[] held", "red took 2018", "Red Company took it later, 2018-12-31 (fordb)"),
        ("[blue,red] held", "red took 2018", "-"),
    ],
)  # fmt: skip
def test_what_is_said_later_than_a_ruling(kb: Kb, ruled: str, claim: str, told: str) -> None:
    kb.write("predicates/more.yaml", "- {id: has, label: has in hand, group: control, effect: holds}")
    holders, status = ruled.split()
    ruling = f"- {{id: ruled, place: ford, holders: {holders}, status: {status}, start: 2015, evidence: [forda]}}"
    kb.write("rulings.yaml", ruling)
    claims = (
        _claim(0, "ford", "blue took 2015 extent=most"),
        _claim(1, "ford", claim),
        _claim(0, "mill", "red took 2018"),
    )
    kb.claims("\n".join(claims))
    assert of_place(kb, "ford", keys="caveat") == told
