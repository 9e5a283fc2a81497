"""`syriakb control [PLACE]`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.complete import places
from syriakb.cli.options import ControllerOption, question
from syriakb.queries import control as asked
from syriakb.queries import lookup
from syriakb.queries.moment import Moment

Place = Annotated[str | None, typer.Argument(help="A place, and all within it.", autocompletion=places)]
Kind = Annotated[str | None, typer.Option("--kind", help="Only places of this kind, such as governorate.")]


@question
def control(moment: Moment, place: Place = None, controller: ControllerOption = None, kind: Kind = None) -> Answer:
    """Who controls what."""
    where = lookup.place(moment.db, place) if place else None
    holder = lookup.actor(moment.db, controller) if controller else None
    return asked.control(moment, place=where, controller=holder, kind=kind)
