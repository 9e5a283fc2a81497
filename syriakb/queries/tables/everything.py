"""All there is, table by table: the records as their files have them, and what relates whom and who controls what."""

from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any

from syriakb.model.dates import day_text
from syriakb.model.records import FIELDS, KINDS
from syriakb.queries.moment import Moment
from syriakb.queries.records.read import records
from syriakb.queries.tables import views
from syriakb.queries.tables.views import TABLES

_RECORDS = {f"{kind}s": kind for kind in KINDS}
_ANSWERS = ("relations", "control")
NAMES = (*_RECORDS, *_ANSWERS)


def columns(name: str) -> tuple[str, ...]:
    """The keys of the rows of a table: the fields of its records, else the columns of its answer."""
    if name in _RECORDS:
        return tuple(FIELDS[KINDS[_RECORDS[name]]])
    return tuple(field.name for field in TABLES[name].fields)


def rows(db: Connection, moment: Moment, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table by their keys, in the order of `columns`.

    Records are as their files have them. Of claims, alliances and rulings there are those that count at a moment that
    was asked for, and of the voices that count, with that under `as_of`, `known_by` and `filters` besides; what the
    knowledge base holds itself then rests on the claims that count.
    """
    if name not in _RECORDS:
        yield from views.rows(db, moment, name)
        return
    kept, claims = views.counted(db, moment, name), views.counted(db, moment, "claims")
    for record in records(db, _RECORDS[name]):
        if kept is None:
            yield {key: record[key] for key in columns(name)}
        elif record["id"] in kept:
            if claims is not None and "evidence" in record:
                record["evidence"] = [claim for claim in record["evidence"] if claim in claims]
            yield {**{key: record[key] for key in columns(name)}, **_days(moment)}


def _days(moment: Moment) -> dict[str, str | None]:
    as_of, known_by = moment.as_of if moment.chosen else None, moment.stamp["known_by"]
    days = {"as_of": day_text(as_of) if as_of else None, "known_by": day_text(known_by) if known_by else None}
    return {**days, **({"filters": moment.narrowed} if moment.narrowed else {})}
