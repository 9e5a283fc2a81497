"""`syriakb show REF`."""

from syriakb.answers import Dossier
from syriakb.cli.options import RefArgument, question
from syriakb.queries import lookup
from syriakb.queries import show as asked
from syriakb.queries.moment import Moment


@question
def show(moment: Moment, ref: RefArgument) -> Dossier:
    """One record, with all that touches it."""
    return asked.show(moment, lookup.record(moment.db, ref))
