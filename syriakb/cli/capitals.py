"""`syriakb capitals`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.options import ControllerOption
from syriakb.queries import lookup
from syriakb.queries.control import capitals as asked
from syriakb.queries.moment import Opened

ByController = Annotated[bool, typer.Option("--by-controller", help="Group them by who holds them, and count.")]


@question
def capitals(kb: Opened, by_controller: ByController = False, controller: ControllerOption = None) -> Answer:
    """The provincial capitals and who holds them."""
    holder = lookup.actor(kb.db, controller) if controller else None
    return asked.capitals(kb.db, kb.at, by_controller=by_controller, controller=holder)
