"""What this knowledge base is."""

from syriakb.answers import Answer
from syriakb.queries.moment import Opened
from syriakb.queries.records import info as asked


def info(kb: Opened) -> Answer:
    """What this knowledge base is, where it is, and how large."""
    return asked.info(kb)
