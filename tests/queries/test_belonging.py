"""Who belongs to whom on the day of a claim (rule 4): what belongs to the holder agrees with it, others dispute it."""

import pytest

from tests.kb import Kb

IN = "subject: division, predicate: member_of, object: blue"
OUT = f"{IN}, start: 2014, stance: ends"
NOT = f"{IN}, stance: denies"


WING = "subject: wing, predicate: member_of, object: red, start: 2000, reported: 2000"
WING_OUT = "subject: wing, predicate: member_of, object: red, start: 2014, stance: ends"


@pytest.fixture
def town(kb: Kb) -> Kb:
    """A division and the army are each said to have taken a town on one day."""
    kb.write("actors/parts.yaml", """
        - {id: division, name: Third Division, kind: army}
        - {id: wing, name: Wing, kind: army}
        """)  # fmt: skip
    kb.write("predicates/parts.yaml", """
        - {id: part_of, label: is part of, group: membership}
        - {id: leads, label: leads, group: membership}
        """)  # fmt: skip
    return kb


def agreed(kb: Kb, *claims: str, other: str = "blue", alliance: str = "", known_by: str = "2020-12-31") -> bool:
    """Whether the division agrees with another where these claims are made, each named by a letter."""
    kb.claims("\n".join([
        *(f"- {{id: {name}, {claim}}}" for name, claim in zip("abcdef", claims, strict=False)),
        "- {id: one, subject: division, predicate: took, object: mill, start: 2015-03-01, reported: 2015}",
        f"- {{id: two, subject: {other}, predicate: took, object: mill, start: 2015-03-01, reported: 2015}}",
    ]))  # fmt: skip
    kb.alliances(f"- {{id: held, {IN}, evidence: [a], {alliance}}}" if alliance else "[]")
    assert kb.run("check").status == 0, kb.run("check")
    return kb.rows("status", "control", "mill", "--known-by", known_by) == ["held"]


@pytest.mark.parametrize(
    ("claims", "belongs"),
    [
        ([f"{IN}, start: 2000"], True),
        ([], False),
        ([f"{IN}, start: 2015-03-01"], True),
        ([f"{IN}, start: 2015-03-02"], False),
        ([f"{IN}, start: 2000, end: 2015-03-01"], True),
        ([f"{IN}, start: 2000, end: 2015-02-28"], False),
        # What a person leads, and what is a member of an organisation, is no part of it.
        (["subject: division, predicate: leads, object: blue, start: 2000"], False),
        (["subject: division, predicate: part_of, object: blue, start: 2000"], True),
        # By steps, each of that day.
        (["subject: division, predicate: part_of, object: wing, start: 2000",
          "subject: wing, predicate: member_of, object: blue, start: 2000"], True),
        (["subject: division, predicate: part_of, object: wing, start: 2000",
          "subject: wing, predicate: member_of, object: blue, start: 2016"], False),
        (["subject: wing, predicate: part_of, object: division, start: 2000"], False),
        # It is over, for all that say so, or begins anew.
        ([f"{IN}, start: 2000, reported: 2000", OUT], False),
        ([f"{IN}, start: 2000, reported: 2000", OUT.replace("2014", "2016")], True),
        ([f"{IN}, start: 2000, reported: 2000", OUT.replace("2014", "2015-03-01")], True),
        ([f"{IN}, start: 2000, reported: 2000", f"{OUT}, reported: 2014", f"{IN}, start: 2015-01"], True),
        ([f"{IN}, start: 2000, reported: 2015-02", f"{OUT}, reported: 2014"], True),
        ([f"{IN}, start: 2000, reported: 2015-04", f"{OUT}, reported: 2014"], False),
        ([f"{IN}, start: 2000", WING, WING_OUT], True),
        # It is denied on that day, or was, or is asserted later.
        ([f"{IN}, start: 2000", f"{NOT}, start: 2014, reported: 2014"], False),
        ([f"{IN}, start: 2000", f"{NOT}, start: 2016, reported: 2016"], True),
        ([f"{IN}, start: 2000", f"{NOT}, start: 2014, end: 2014-12-31, reported: 2014"], True),
        ([f"{IN}, start: 2000", f"{NOT}, start: 1999, reported: 1999"], True),
        ([f"{IN}, start: 2000", f"{NOT}, start: 2014, reported: 2014", f"{IN}, start: 2015-01, reported: 2015"], True),
        ([f"{IN}, start: 2000-05-05", f"{NOT}, start: 2000-05-05, reported: 2000-05-05"], False),
        ([f"{IN}, start: 2000", f"{NOT.replace('blue', 'red')}, start: 2014, reported: 2014"], True),
        ([f"{IN}, start: 2000", f"{NOT.replace('member_of', 'part_of')}, start: 2014, reported: 2014"], True),
    ],
)  # fmt: skip
def test_on_which_days_one_belongs_to_another(town: Kb, claims: list[str], belongs: bool) -> None:
    assert agreed(town, *claims) == belongs


@pytest.mark.parametrize("kind", ["organisation", "state", "media", "community", "person"])
def test_a_member_of_such_an_actor_is_no_part_of_it(town: Kb, kind: str) -> None:
    town.write("actors/more.yaml", f"- {{id: relief, name: Relief, kind: {kind}}}\n")
    claim = "subject: division, predicate: {}, object: relief, start: 2000"
    assert [agreed(town, claim.format(each), other="relief") for each in ("part_of", "member_of")] == [True, False]


@pytest.mark.parametrize(
    ("dates", "claims", "belongs"),
    [
        ("start: 2000", ["about: [division, blue]"], True),
        ("start: 2016", ["about: [division, blue]"], False),
        ("start: 2000, end: 2014", ["about: [division, blue]"], False),
        ("start: 2000", ["about: [division, blue]", f"{NOT}, start: 2014, reported: 2014"], True),
        ("start: 2000", ["about: [division, blue]", OUT], False),
        ("start: 2000", ["about: [division, blue]", WING, WING_OUT], True),
        ("start: 2000, end: 2019", ["about: [division, blue]", OUT], True),
        ("start: 2000, end: 2019", [f"{IN}, start: 2000, reported: 2000", OUT], True),
        (
            "start: 2000, end: 2019",
            [f"{IN}, start: 2000, reported: 2000", OUT, f"{NOT}, start: 2014, reported: 2014"],
            True,
        ),
        ("start: 2000", [f"{IN}, start: 2015-01, reported: 2015", OUT], True),
    ],
)
def test_what_the_knowledge_base_holds_itself_is_so_whoever_denies_it(
    town: Kb, dates: str, claims: list[str], belongs: bool
) -> None:
    assert agreed(town, *claims, alliance=dates) == belongs


@pytest.mark.parametrize(
    ("claims", "before", "after"),
    [
        ([f"{IN}, start: 2000, reported: 2018-05-05"], False, True),
        ([f"{IN}, start: 2000, reported: 2000", f"{OUT}, reported: 2018-05-05"], True, False),
        ([f"{IN}, start: 2000, reported: 2000", f"{NOT}, start: 2014, reported: 2018-05-05"], True, False),
    ],
)
def test_what_was_not_yet_reported_makes_nobody_a_part(town: Kb, claims: list[str], before: bool, after: bool) -> None:
    told = [agreed(town, *claims, known_by=f"2018-05-0{day}") for day in (4, 5)]
    assert told == [before, after]


@pytest.mark.parametrize(
    ("day", "claims", "side"),
    [
        ("2013-12-31", [], "league"),
        ("2015-12-31", [], "division"),
        ("2015-12-31", ["subject: wing, predicate: member_of, object: blue, start: 2000"], "division"),
        ("2015-12-31", ["subject: blue, predicate: part_of, object: league, start: 2015"], "league"),
        ("2014-12-31", ["subject: blue, predicate: part_of, object: league, start: 2015"], "division"),
        ("2019-06-30", ["subject: blue, predicate: part_of, object: league, start: 2015, end: 2019"], "division"),
    ],
)
def test_who_belongs_to_two_that_belong_to_each_other_no_more_is_a_side_of_its_own(
    town: Kb, day: str, claims: list[str], side: str
) -> None:
    others = "\n".join(f"- {{id: {name}, reported: 2000, {claim}}}" for name, claim in zip("ab", claims, strict=False))
    town.claims(f"""
        - {{id: one, {IN}, start: 2000, reported: 2000}}
        - {{id: two, subject: division, predicate: member_of, object: league, start: 2000, reported: 2000}}
        - {{id: within, subject: blue, predicate: member_of, object: league, start: 2000, reported: 2000}}
        - {{id: over, subject: blue, predicate: member_of, object: league, start: 2014-06-01, stance: ends}}
        - {{id: took, subject: division, predicate: took, object: mill, start: 2001}}
        """)  # fmt: skip
    town.write("claims/others.yaml", others.replace("reported:", "source: radio, statement: S, reported:"))
    assert town.rows("controllers", "control", "mill", "--as-of", day, "--sides") == [side]


def test_of_two_who_hold_it_together_the_inner_one_of_the_day_is_named_first(kb: Kb) -> None:
    # Red was a part of blue for a while; that it is one of the league, which has no part in this, makes no difference.
    kb.claims("""
        - {id: a, subject: [red, blue], predicate: holds, object: mill, start: 2010-01-01, reported: 2010-01-01}
        - {id: b, subject: [red, blue], predicate: holds, object: mill, start: 2014-01-01, reported: 2014-01-01}
        - {id: m, subject: red, predicate: member_of, object: blue, start: 2009, end: 2011}
        - {id: n, subject: red, predicate: member_of, object: league, start: 2009}
        """)
    for day, holders in (("2010-06-01", "red,blue"), ("2014-06-01", "blue,red")):
        assert kb.rows("controllers", "control", "mill", "--as-of", day) == [holders]


def test_who_lost_a_place_does_not_take_it_by_the_own_word_of_what_it_belongs_to(kb: Kb) -> None:
    kb.claims("""
        - {id: part, subject: blue, predicate: member_of, object: league, start: 2010, reported: 2020}
        - {id: left, subject: blue, predicate: left, object: quay, start: 2020-01-10, reported: 2020-01-10}
        - {id: boast, said_by: league, subject: league, predicate: holds, object: quay, start: 2020-02-10}
        - {id: other, said_by: league, subject: league, predicate: holds, object: mill, start: 2020-02-10}
        """)
    assert kb.rows("controllers status basis evidence", "control", "quay") == ["- unknown stated left"]
    assert kb.rows("controllers status basis evidence", "control", "mill") == ["league held own-word other"]


def test_what_is_learnt_of_a_membership_settles_a_dispute_from_then_on(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: blue, predicate: took, object: mill, start: 2020-03-01, reported: 2020-03-02}
        - {id: two, subject: league, predicate: took, object: mill, start: 2020-03-01, reported: 2020-03-02}
        - {id: part, subject: blue, predicate: member_of, object: league, start: 2010, reported: 2020-09-01}
        """)
    span = ("diff", "2020-12", "2020-12", "--known-by-from", "2020-06-01", "--known-by-to", "2020-10-01")
    assert kb.rows("id what before after", *span)[:1] == ["mill no longer disputed blue,league blue,league"]
