"""FollowTheMoney: entities as JSON lines, for Aleph, OpenAleph and what else reads that model.

An actor is a Person (kind person), a PublicBody (state, government), a LegalEntity (community) or an Organization. A
place is an Address, which is a Thing with coordinates in every version of the model. A source is a Document, whose
`fileName`, which the model demands, is the id. A relation at the moment is a Membership where it is of the group
membership and its object is an organisation, else an UnknownLink; `role` is the predicate's label, `status` the
standing. A denied relation is left out: a link would assert it. Who controls a place is an UnknownLink from the
actor to the Address with the role `controls` and the status held, contested, besieged or disputed; the model's own
Control is between legal entities. `summary` says the basis. A claim is a Note on whatever it is about, with the
statement as its description and its source as `proof`. A link has the ids of the claims that it rests on in
`recordId`, since before version 4 of the model links have no `proof`. The model's dates hold a year, a month or a
day: any other EDTF date stands in `description` only. Ids are `KIND-ID`, because the model has one space of ids.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from syriakb.export import Options, Part
from syriakb.queries.moment import Opened
from syriakb.queries.tables.everything import rows

_SCHEMATA = {"person": "Person", "state": "PublicBody", "government": "PublicBody", "community": "LegalEntity"}
_ORGANISATIONS = ("Organization", "PublicBody")


def parts(kb: Opened, options: Options) -> Iterator[Part]:  # noqa: ARG001 - all formats are called alike
    """One file: the entities."""
    lines = (f"{json.dumps(entity, ensure_ascii=False)}\n" for entity in _entities(kb))
    yield Part("entities.ftm.json", (line.encode() for line in lines))


def _entities(kb: Opened) -> Iterator[dict[str, Any]]:
    schemata = {row["id"]: _SCHEMATA.get(row["kind"], "Organization") for row in rows(kb.db, kb.at, "actors")}
    places = {row["id"] for row in rows(kb.db, kb.at, "places")}
    labels = {row["id"]: row["label"] for row in rows(kb.db, kb.at, "predicates")}
    yield from map(_source, rows(kb.db, kb.at, "sources"))
    yield from (_named(row, "actor", schemata[row["id"]]) for row in rows(kb.db, kb.at, "actors"))
    yield from map(_place, rows(kb.db, kb.at, "places"))
    yield from (_note(row, places) for row in rows(kb.db, kb.at, "claims"))
    for row in rows(kb.db, kb.at, "relations"):
        if row["standing"] != "denied":
            yield _relation(row, schemata, labels[row["predicate"]])
    for row in rows(kb.db, kb.at, "control"):
        yield from (_control(row, actor) for actor in row["controllers"])


def _entity(name: str, schema: str, /, **properties: Any) -> dict[str, Any]:
    listed = {key: value if isinstance(value, list) else [value] for key, value in properties.items() if value}
    return {"id": name, "schema": schema, "properties": listed}


def _date(text: str | None) -> str | None:
    return text if text and re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else None


def _source(row: dict[str, Any]) -> dict[str, Any]:
    return _entity(
        f"source-{row['id']}",
        "Document",
        fileName=row["id"],
        title=row["title"],
        publisher=row["publisher"],
        date=_date(row["published"]),
        sourceUrl=row["url"],
        description=[f"Reliability {row['reliability']}.", *([row["note"]] if row["note"] else [])],
    )


def _named(row: dict[str, Any], kind: str, schema: str, **more: Any) -> dict[str, Any]:
    return _entity(
        f"{kind}-{row['id']}",
        schema,
        name=row["name"],
        alias=row["aliases"],
        summary=row["kind"],
        wikidataId=row["wikidata"],
        notes=row["note"],
        **more,
    )


def _place(row: dict[str, Any]) -> dict[str, Any]:
    at = {key: None if row[short] is None else str(row[short]) for key, short in _DEGREES.items()}
    return _named(row, "place", "Address", full=row["name"], **at)


_DEGREES = {"latitude": "lat", "longitude": "lon"}


def _note(row: dict[str, Any], places: set[str]) -> dict[str, Any]:
    concerned = [*dict.fromkeys(each for each in (row["subject"], row["object"], *row["about"]) if each)]
    words = [f"“{row['exact']}”"] if row["exact"] else []
    manner = f"{row['stance']}, {row['modality']}, {row['directness']}"
    return _entity(
        f"claim-{row['id']}",
        "Note",
        entity=[f"{'place' if each in places else 'actor'}-{each}" for each in concerned],
        name=row["id"],
        description=[row["statement"], *words],
        summary=f"{manner}; at {row['locator']}" if row["locator"] else manner,
        keywords="retracted" if row["retracted"] else None,
        proof=f"source-{row['source']}",
    )


def _relation(row: dict[str, Any], schemata: dict[str, str], label: str) -> dict[str, Any]:
    member = row["group"] == "membership" and schemata[row["object"]] in _ORGANISATIONS
    ends = ("member", "organization") if member else ("subject", "object")
    return _entity(
        f"relation-{row['subject']}-{row['predicate']}-{row['object']}",
        "Membership" if member else "UnknownLink",
        **{ends[0]: f"actor-{row['subject']}", ends[1]: f"actor-{row['object']}"},
        role=label,
        status=row["standing"],
        startDate=_date(row["since"]),
        endDate=_date(row["until"]),
        description=_dates(row["since"], row["until"]),
        recordId=_evidence(row),
    )


def _control(row: dict[str, Any], actor: str) -> dict[str, Any]:
    return _entity(
        f"control-{actor}-{row['place']}",
        "UnknownLink",
        subject=f"actor-{actor}",
        object=f"place-{row['place']}",
        role="controls",
        status=row["status"],
        summary=row["basis"],
        startDate=_date(row["since"]),
        description=_dates(row["since"], None),
        recordId=_evidence(row),
    )


def _dates(since: str | None, until: str | None) -> str | None:
    return "; ".join(f"{word} {text}" for word, text in (("since", since), ("until", until)) if text) or None


def _evidence(row: dict[str, Any]) -> list[str]:
    return [f"claim-{claim}" for claim in row["evidence"]]
