"""One record."""

from syriakb.answers import Dossier
from syriakb.queries import lookup
from syriakb.queries.claims import listed
from syriakb.queries.moment import Opened
from syriakb.queries.records import show as asked
from syriakb.questions.words import Limit, Ref


def show(kb: Opened, ref: Ref, limit: Limit = listed.SHOWN) -> Dossier:
    """One record, with all that touches it."""
    return asked.show(kb.db, kb.at, lookup.record(kb.db, ref), limit)
