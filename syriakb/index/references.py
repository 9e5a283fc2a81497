"""References: which fields of which records hold the ids of others.

A check asks whether those are there (`checks`), and a change is followed along them to what rests on it (`reach`).
"""

from typing import NamedTuple


class Reference(NamedTuple):
    """A field of a kind of record, the table and column that hold it, and the kinds that it may name."""

    kind: str
    field: str
    column: str
    targets: tuple[str, ...]


REFERENCES = (
    Reference("place", "within", "within.parent", ("place",)),
    Reference("place", "source", "place.source", ("source",)),
    Reference("claim", "subject", "claim.subject", ("actor", "place")),
    Reference("claim", "object", "claim.object", ("actor", "place")),
    Reference("claim", "about", "about.ref", ("actor", "place")),
    Reference("claim", "predicate", "claim.predicate", ("predicate",)),
    Reference("claim", "said_by", "claim.said_by", ("actor",)),
    Reference("claim", "source", "claim.source", ("source",)),
    Reference("claim", "superseded_by", "claim.superseded_by", ("claim",)),
    Reference("alliance", "subject", "alliance.subject", ("actor",)),
    Reference("alliance", "object", "alliance.object", ("actor",)),
    Reference("alliance", "predicate", "alliance.predicate", ("predicate",)),
    Reference("alliance", "evidence", "evidence.claim", ("claim",)),
)
