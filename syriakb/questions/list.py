"""What there is."""

from typing import Annotated, Literal

from syriakb.answers import Answer
from syriakb.queries.claims.listed import SHOWN
from syriakb.queries.moment import Opened
from syriakb.queries.records import inventory as asked
from syriakb.questions.words import Given, Limit

_WHAT = "actors, places, sources, predicates, alliances, rulings or kinds."
What = Annotated[
    Literal["actors", "places", "sources", "predicates", "alliances", "rulings", "kinds"],
    Given(_WHAT, "KIND", argument=True),
]
Kind = Annotated[str | None, Given("Only actors, or places, of this kind.", "K")]


def list(kb: Opened, what: What, kind: Kind = None, limit: Limit = SHOWN) -> Answer:
    """What there is: actors, places, sources, predicates, alliances, rulings or kinds."""
    return asked.inventory(kb.db, kb.at, what, kind, limit)
