"""Who controls what."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.errors import UsageError
from syriakb.queries import lookup
from syriakb.queries.control import knowable
from syriakb.queries.control import places as asked
from syriakb.queries.moment import Opened
from syriakb.questions.words import Controller, Given, Sides

Place = Annotated[str | None, Given("A place, and all within it.", "PLACE", ("place",), argument=True)]
Kind = Annotated[str | None, Given("Only places of this kind, such as city.", "KIND")]
History = Annotated[bool, Given("Every state of PLACE over time, up to the day asked for.")]


def control(
    kb: Opened,
    place: Place = None,
    controller: Controller = None,
    kind: Kind = None,
    history: History = False,
    sides: Sides = False,
) -> Answer:
    """Who controls what."""
    where = lookup.place(kb.db, place) if place else None
    at = kb.at._replace(sides=sides)
    if history:
        return _history(kb, where, controller or kind)
    holder = lookup.actor(kb.db, controller) if controller else None
    only = lookup.place_kind(kb.db, kind) if kind else None
    return knowable.noted(kb.db, at, asked.control(kb.db, at, place=where, controller=holder, kind=only))


def _history(kb: Opened, place: str | None, narrowed: str | None) -> Answer:
    if place is None or narrowed:
        raise UsageError(
            "--history is for one place: syriakb control PLACE --history, without --controller and --kind."
        )
    from syriakb.queries.time.history import history

    return history(kb.db, kb.at, place)
