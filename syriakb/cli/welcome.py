"""What plain `syriakb` says."""

import sys

from syriakb.answers import Answer
from syriakb.cli.asking import Terms, answer
from syriakb.queries.moment import Opened
from syriakb.queries.records import info as asked


def welcome() -> None:
    """Say what this knowledge base is and which questions to try next."""
    suggested: list[str] = []

    def ask(kb: Opened) -> Answer:
        suggested.extend(asked.suggestions(kb))
        return asked.info(kb)

    answer(Terms(), ask)
    lines = (*suggested, "syriakb help", "syriakb --help")
    sys.stdout.write("\nTry next:\n" + "".join(f"  {line}\n" for line in lines))
