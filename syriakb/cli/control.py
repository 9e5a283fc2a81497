"""`syriakb control [PLACE]`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.complete import places
from syriakb.cli.options import ControllerOption
from syriakb.errors import UsageError
from syriakb.queries import lookup
from syriakb.queries.control import places as asked
from syriakb.queries.moment import Opened

Place = Annotated[
    str | None, typer.Argument(metavar="PLACE", help="A place, and all within it.", autocompletion=places)
]
Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only places of this kind, such as city.")]
History = Annotated[bool, typer.Option("--history", help="Every state of PLACE over time, up to the day asked for.")]


@question
def control(
    kb: Opened,
    place: Place = None,
    controller: ControllerOption = None,
    kind: Kind = None,
    history: History = False,
) -> Answer:
    """Who controls what."""
    where = lookup.place(kb.db, place) if place else None
    if history:
        return _history(kb, where, controller or kind)
    holder = lookup.actor(kb.db, controller) if controller else None
    only = lookup.place_kind(kb.db, kind) if kind else None
    return asked.control(kb.db, kb.at, place=where, controller=holder, kind=only)


def _history(kb: Opened, place: str | None, narrowed: str | None) -> Answer:
    if place is None or narrowed:
        raise UsageError(
            "--history is for one place: syriakb control PLACE --history, without --controller and --kind."
        )
    from syriakb.queries.time.history import history

    return history(kb.db, kb.at, place)
