"""`syriakb check`."""

from syriakb.answers import Answer
from syriakb.cli.options import question
from syriakb.queries.moment import Opened
from syriakb.queries.records import info


@question
def check(kb: Opened) -> Answer:
    """Every problem of the data, with its place and what to do. Ends with 1 where there are errors."""
    return info.problems(kb)
