"""What plain `syriakb` says."""

import sys

from syriakb.answers import Answer
from syriakb.cli.asking import Terms, answer
from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits.change import looked_up
from syriakb.queries.moment import Opened
from syriakb.queries.records import info as asked
from syriakb.render.safe import safe

_BEGIN = ("syriakb init mine --empty", "cd mine", "syriakb add source")  # three commands to one's own


def welcome(help: str) -> None:
    """Say what this knowledge base is and which questions to try next.

    Where there is none of one's own, say under the help which one is asked, and how to begin one.
    """
    base = store.find(None)
    if base.elsewhere:
        sys.stdout.write(f"{help}\n\n{_elsewhere(base)}")
    else:
        _what_there_is()


def _what_there_is() -> None:
    suggested: list[str] = []

    def ask(kb: Opened) -> Answer:
        suggested.extend(asked.suggestions(kb))
        return asked.info(kb)

    answer(Terms(), ask)
    lines = (*suggested, "syriakb help", "syriakb --help")
    sys.stdout.write("\nTry next:\n" + "".join(f"  {line}\n" for line in lines))


def _elsewhere(base: Base) -> str:
    """Which knowledge base is asked where somebody is who has none there, and how to begin one."""
    which = "the one that is shipped" if base.packaged else "your own"
    lines = (
        "There is no knowledge base in this folder or above it. Asked is",
        f"  {safe(_title(base))}, {which}, in",
        f"  {safe(str(base.folder))}",
        "",
        "To begin one of your own here:",
        *(f"  {line}" for line in _BEGIN),
    )
    return "".join(f"{line}\n" for line in lines)


def _title(base: Base) -> str:
    row = looked_up(base, lambda db: db.execute("SELECT title FROM kb").fetchone())
    return str(row[0]) if row else "one without a title"
