"""JSON lines: the tables of `csv`, one object a line.

The fields of records stand as they do in the files, absent ones left out, so that `claims.jsonl` can be imported, or
laid into the folder `claims/` of another knowledge base; so can the other kinds. Lists are arrays, the retraction of
a claim is an object. In `relations` and `control` what is not known is null.
"""

import json
from collections.abc import Iterator

from syriakb.export import Options, Part
from syriakb.queries.moment import Opened
from syriakb.queries.tables.everything import NAMES, rows
from syriakb.text import package

_ANSWERS = ("relations", "control")


def parts(kb: Opened, options: Options) -> Iterator[Part]:
    """A file for each table, or for the one asked for."""
    for name in [options.table] if options.table else NAMES:
        yield Part(f"{name}.jsonl", _file(kb, name))


def _file(kb: Opened, name: str) -> Iterator[bytes]:
    for row in rows(kb.db, kb.at, name):
        yield f"{json.dumps(row, ensure_ascii=False)}\n".encode() if name in _ANSWERS else package.line(row)
