"""A knowledge base of a conflict, to be asked from the command line, and from Python:

    import syriakb

    kb = syriakb.open("data")
    kb.allies("HTS", as_of="2018")

The folders are rooms, in the order in which knowledge passes through them: `text` reads what lies on the `disk` into
the records of `model`, `index` makes tables of those that are sound, `queries` asks these in SQL and gives an `Answer`,
`render` makes text of it for a terminal or a program. `pictures`, `export` and `report` show the same otherwise,
`edits` changes the records, `questions` is what can be asked and the words it takes, `cli` is where somebody types,
`python` is what another program is given, `assistants` what an assistant is, `help` are the guides.
"""

from os import PathLike

from syriakb.version import __version__

TYPE_CHECKING = False  # as `typing` has it, which takes ten times as long to import as all else here
if TYPE_CHECKING:
    from syriakb.python.kb import Kb

__all__ = ["__version__", "open"]


def open(data: str | PathLike[str] | None = None) -> "Kb":
    """Open the knowledge base in a folder; without one, that which the command line would ask.

    Raises errors.StoreError where there is none. Nothing stays open: every question sees the files as they are then.
    """
    from syriakb.python.kb import Kb

    return Kb.at(data)
