"""What questions cost: as much as there are claims about what is asked, not as there are pairs or other claims."""

from collections.abc import Callable
from datetime import date, timedelta
from sqlite3 import Connection

import pytest

from syriakb.answers import Answer
from syriakb.queries.control.states import now
from syriakb.queries.moment import Opened, moment
from syriakb.questions.allies import allies
from syriakb.questions.asking import whole
from syriakb.questions.backing import backing
from syriakb.questions.capitals import capitals
from syriakb.questions.control import control
from syriakb.questions.relations import relations
from syriakb.questions.why import why
from tests.kb import Kb
from tests.steps import steps


def all_places(db: Connection) -> None:
    """Ask who holds every place, and whose word that is."""
    assert not db.execute("SELECT * FROM problem").fetchall()
    now(db, moment(db), [place for (place,) in db.execute("SELECT id FROM place")])


def test_that_two_sides_are_foes_is_found_as_soon_among_thousands_of_claims(kb: Kb) -> None:
    held = "- {id: held, subject: red, predicate: holds, object: mill, start: 2018}\n"
    siege = "- {id: siege, subject: green, predicate: besieges, object: mill, start: 2019}\n"
    costs = []
    for said in (10, 1000):
        kb.claims(held + siege + "".join(_foes(at) for at in range(said)))
        costs.append(steps(kb.folder, all_places))
    assert costs[1] < costs[0] * 1.2


def _foes(at: int) -> str:
    return f"- {{id: f{at}, subject: red, predicate: fights, object: green, start: 2017, locator: p{at}}}\n"


def test_whose_interest_claims_serve_costs_as_much_as_there_are_claims(kb: Kb) -> None:
    costs = []
    for claims in (50, 400):
        kb.write("actors.yaml", "".join(f"- {{id: a{at}, name: Actor {at}, kind: group}}\n" for at in range(claims)))
        kb.write("places.yaml", "".join(f"- {{id: p{at}, name: Place {at}, kind: town}}\n" for at in range(claims)))
        kb.claims("".join(_own_word(at, claims) for at in range(claims)))
        costs.append(steps(kb.folder, all_places))
    assert costs[1] < costs[0] * 8 * 1.3


def _own_word(at: int, claims: int) -> str:
    """A place that an actor says to have taken, the year of its own, and that it belongs to the next of it."""
    taken = f"- {{id: c{at}, subject: a{at}, predicate: took, object: p{at}, said_by: a{at}, start: {1600 + at}}}\n"
    return taken + f"- {{id: m{at}, subject: a{at}, predicate: member_of, object: a{at // 8 * 8}}}\n" * bool(at % 8)


def test_actors_in_one_line_of_memberships_cost_as_much_as_there_are(kb: Kb) -> None:
    costs = []
    for actors in (50, 400):
        kb.write("actors.yaml", "".join(f"- {{id: a{at}, name: Actor {at}, kind: group}}\n" for at in range(actors)))
        kb.write("places.yaml", "".join(f"- {{id: p{at}, name: Place {at}, kind: town}}\n" for at in range(actors)))
        kb.claims("".join(_once_together(at) for at in range(actors)))
        costs.append(steps(kb.folder, all_places))
    assert costs[1] < costs[0] * 8 * 1.3


def _once_together(at: int) -> str:
    """A place that an actor took, and that it belonged to the one before it for a year, long ago."""
    taken = f"- {{id: c{at}, subject: a{at}, predicate: took, object: p{at}, start: 2019}}\n"
    return taken + f"- {{id: m{at}, subject: a{at}, predicate: member_of, object: a{at - 1}, end: 1990}}\n" * bool(at)


@pytest.mark.parametrize(
    "question",
    [
        lambda kb: control(kb, "mill"),
        lambda kb: capitals(kb),
        lambda kb: relations(kb, "red"),
        lambda kb: relations(kb, "red", history=True),
        lambda kb: allies(kb, "red", depth=3),
        lambda kb: backing(kb, "red"),
        lambda kb: why(kb, ["mill"]),
        lambda kb: why(kb, ["red", "green"]),
    ],
    ids=["place", "capitals", "relations", "spells", "allies", "backing", "why", "why two"],
)
def test_what_is_claimed_of_others_costs_nothing(kb: Kb, question: Callable[[Opened], Answer]) -> None:
    def ask(db: Connection) -> None:
        opened = Opened(db, moment(db), kb.folder)
        assert whole(opened, question(opened))

    kb.write("kb.yaml", "title: The Marches\nschema: 1\n")
    costs = []
    for others in (20, 1000):
        kb.claims(_OF_RED + "".join(_of_others(at) for at in range(others)))
        costs.append(steps(kb.folder, ask))
    assert costs[1] < costs[0] * 1.2


_OF_RED = """
- {id: took, subject: red, predicate: took, object: mill, start: 2019, reported: 2019, said_by: red}
- {id: foes, subject: red, predicate: fights, object: green, start: 2019, reported: 2019}
- {id: aid, subject: grey, predicate: backs, object: red, start: 2018, reported: 2018, said_by: grey}
"""


def _of_others(at: int) -> str:
    """That others take a place, one from the other, and back each other, day by day, as is reported on the next."""
    day, next_day = date(2016, 1, 1) + timedelta(at), date(2016, 1, 2) + timedelta(at)
    one, other = ("blue", "league") if at % 2 else ("league", "blue")
    return (
        f"- {{id: t{at}, subject: {one}, predicate: took, object: gate, start: {day}, reported: {next_day}}}\n"
        f"- {{id: b{at}, subject: {one}, predicate: backs, object: {other}, start: {day}, reported: {next_day}}}\n"
    )
