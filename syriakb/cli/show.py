"""`syriakb show REF`."""

from syriakb.answers import Dossier
from syriakb.cli.options import RefArgument, question
from syriakb.queries import lookup
from syriakb.queries.moment import Moment
from syriakb.queries.records import show as asked


@question
def show(moment: Moment, ref: RefArgument) -> Dossier:
    """One record, with all that touches it."""
    return asked.show(moment, lookup.record(moment.db, ref))
