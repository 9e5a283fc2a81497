"""The provincial capitals."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.queries import lookup
from syriakb.queries.control import capitals as asked
from syriakb.queries.control import knowable
from syriakb.queries.moment import Opened
from syriakb.questions.words import Controller, Given, Sides

ByController = Annotated[bool, Given("Group them by who holds them, and count.")]


def capitals(
    kb: Opened, by_controller: ByController = False, controller: Controller = None, sides: Sides = False
) -> Answer:
    """The provincial capitals and who holds them."""
    holder = lookup.actor(kb.db, controller) if controller else None
    at = kb.at._replace(sides=sides)
    answer = asked.capitals(kb.db, at, by_controller=by_controller, controller=holder)
    return knowable.noted(kb.db, at, answer)
