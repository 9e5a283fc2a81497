"""`syriakb info`, and what plain `syriakb` says."""

import sys

from syriakb.answers import Answer
from syriakb.cli.options import View, answer_with, question
from syriakb.queries.moment import Moment
from syriakb.queries.records import info as asked


@question
def info(moment: Moment) -> Answer:
    """What this knowledge base is, where it is, and how large."""
    return asked.info(moment)


def welcome() -> None:
    """Say what this knowledge base is and which questions to try next."""
    suggested: list[str] = []

    def ask(moment: Moment) -> Answer:
        suggested.extend(asked.suggestions(moment))
        return asked.info(moment)

    answer_with(ask, View())
    sys.stdout.write("\nTry next:\n" + "".join(f"  {line}\n" for line in suggested) + "  syriakb --help\n")
