"""The knowledge base in the formats of other tools, one module for each, with the mapping in its docstring.

Each module has `parts(moment, options)`, which gives the files that the format consists of.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import BinaryIO, NamedTuple

from syriakb.queries.moment import Opened

_PIECE = 1 << 20


class Part(NamedTuple):
    """A file of an export: its name, and its bytes piece by piece."""

    name: str
    chunks: Iterator[bytes]


class Options(NamedTuple):
    """What to export: all tables or one of them, of a format that has tables; cells safe for spreadsheets.

    `with_denied`: relations that are only denied too, of a format whose readers would take them for relations.
    `base` is the IRI that the names of things begin with, else one made of the knowledge base's id. `with_texts`: the
    texts of sources too, of a format that has all else. `facts`: what is prepared for questions, not the tables.
    """

    table: str | None = None
    excel_safe: bool = False
    with_denied: bool = False
    base: str | None = None
    with_texts: bool = False
    facts: bool = False


class Export(NamedTuple):
    """A format: what it is for, and what it can do.

    `lacks`: what it leaves out. `tables`: it is a file for each table. `binary`: it is no text. `spreadsheets`: it can
    be made safe for them. `iris`: things in it are named by IRIs. `whole`: it has all there is, and so no day.
    `places`: it tells who holds them. `edges`: whatever stands in it is taken for so, and relations that are only
    denied stand in it when asked for. `prepared`: it can have what is prepared for questions.
    """

    about: str
    lacks: str
    tables: bool = False
    binary: bool = False
    spreadsheets: bool = False
    edges: bool = False
    iris: bool = False
    whole: bool = False
    places: bool = True
    prepared: bool = False


EXPORTS = {
    "backup": Export(
        "all records, outlines and mappings in a .zip, for `init --from`",
        lacks="comments, which file a record stands in, and, but for --with-texts, the texts of sources",
        binary=True,
        whole=True,
        places=False,
    ),
    "csv": Export(
        "a table for each kind of record, and what relates whom and who controls what",
        lacks="outlines, and what is in kb.yaml",
        tables=True,
        spreadsheets=True,
    ),
    "jsonl": Export("the same, one JSON object a line", lacks="outlines, and what is in kb.yaml", tables=True),
    "geojson": Export("places with their state, for maps", lacks="actors, claims and relations, but for their ids"),
    "graphml": Export(
        "actors and relations, for graphs",
        lacks="places, claims and sources, but for their ids, and relations that are only denied",
        edges=True,
        places=False,
    ),
    "jsonld": Export("claims as statements with their origin, for RDF", lacks="outlines", iris=True),
    "ftm": Export(
        "entities of FollowTheMoney",
        lacks="outlines, denied relations as links, who held a place before, and uncertain dates but as text",
    ),
    "sqlite": Export("a database of documented tables", lacks="outlines", binary=True),
    "xlsx": Export("a workbook, a sheet for each table", lacks="outlines, and what is in kb.yaml", binary=True),
    "parquet": Export(
        "columns for analysis", lacks="outlines, and what is in kb.yaml", tables=True, binary=True, prepared=True
    ),
}


def parts(name: str, kb: Opened, options: Options = Options()) -> Iterator[Part]:  # noqa: B008 - immutable
    """The files of the knowledge base in a format. Raises SyriakbError where that needs a library that is not there."""
    name = "facts" if options.facts else name
    make: Callable[[Opened, Options], Iterator[Part]] = import_module(f"syriakb.export.{name}").parts
    return make(kb, options)


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """What is left of a file, in pieces that fit into memory."""
    while piece := file.read(_PIECE):
        yield piece
