"""`syriakb check`."""

from syriakb.answers import Answer
from syriakb.cli.options import question
from syriakb.queries import info
from syriakb.queries.moment import Moment


@question
def check(moment: Moment) -> Answer:
    """Every problem of the data, with its place and what to do. Ends with 1 where there are errors."""
    return info.problems(moment)
