"""`syriakb show REF`."""

from syriakb.answers import Dossier
from syriakb.cli.asking import question
from syriakb.cli.options import Limit, RefArgument
from syriakb.queries import lookup
from syriakb.queries.claims import listed
from syriakb.queries.moment import Opened
from syriakb.queries.records import show as asked


@question
def show(kb: Opened, ref: RefArgument, limit: Limit = listed.SHOWN) -> Dossier:
    """One record, with all that touches it."""
    return asked.show(kb.db, kb.at, lookup.record(kb.db, ref), limit)
