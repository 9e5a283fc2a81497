"""What an answer rests on, for an assistant to cite: claims with their sources, and the names of ids."""

from collections.abc import Iterator, Sequence
from itertools import islice
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer
from syriakb.queries.claims.listed import Filter, claims
from syriakb.queries.labels import labels
from syriakb.queries.moment import Moment
from syriakb.queries.records.read import some

_MOST = 100  # claims that are told with an answer
_OF_CLAIM = ("statement", "said_by", "source", "locator", "exact", "stance", "modality", "directness", "start", "end")
_OF_SOURCE = ("title", "publisher", "published", "url", "reliability", "derives_from", "speaks_for")


def beside(db: Connection, moment: Moment, answers: Sequence[Answer]) -> dict[str, Any]:
    """The claims that answers rest on, their sources, and the names of the ids in them."""
    ids = list(islice(dict.fromkeys(_evidence(answers)), _MOST))
    asked = claims(db, moment, Filter(ids=tuple(ids)), None) if ids else None
    grades = {row["claim"]: (row["grade"], row["reported"]) for row in (asked.records() if asked else ())}
    found = {
        claim["id"]: {
            **{name: claim[name] for name in _OF_CLAIM},
            "grade": grades.get(claim["id"], (None, None))[0],
            "reported": grades.get(claim["id"], (None, None))[1],
            "retracted": claim["retracted"],
        }
        for claim in some(db, "claim", ids)
    }
    sources = {each["id"]: each for each in some(db, "source", {claim["source"] for claim in found.values()})}
    named = labels(db, answers).names
    speakers = labels(db, [*_spoken(found)]).names
    return {
        "claims": found,
        "sources": {name: {key: each[key] for key in _OF_SOURCE} for name, each in sources.items()},
        "names": {**named, **speakers},
    }


def _evidence(answers: Sequence[Answer]) -> Iterator[str]:
    """The claims of answers in the order in which they come."""
    for answer in answers:
        places = [at for at, column in enumerate(answer.columns) if column.kind in ("evidence", "claim")]
        for row in answer.rows:
            for at in places:
                yield from [row[at]] if isinstance(row[at], str) else row[at] or ()


def _spoken(found: dict[str, Any]) -> Iterator[Answer]:
    from syriakb.answers import Column

    rows = tuple((claim["said_by"],) for claim in found.values() if claim["said_by"])
    yield Answer("", "", (Column("said_by", "", "ref"),), rows)
