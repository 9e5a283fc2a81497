"""`syriakb capitals`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.options import ControllerOption, question
from syriakb.queries import lookup
from syriakb.queries.control import capitals as asked
from syriakb.queries.moment import Moment

ByController = Annotated[bool, typer.Option("--by-controller", help="Group them by who holds them, and count.")]


@question
def capitals(moment: Moment, by_controller: ByController = False, controller: ControllerOption = None) -> Answer:
    """The provincial capitals and who holds them."""
    holder = lookup.actor(moment.db, controller) if controller else None
    return asked.capitals(moment, by_controller=by_controller, controller=holder)
