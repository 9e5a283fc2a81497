"""A backup: a zip with a table of JSON lines for `kb.yaml` and for each kind of record, and `datapackage.json`, which
documents every column of them (`text/package.py`); `init --from` restores it.

Records stand as `jsonl` has them, retracted claims too. Beside them lie `geometry.geojson`, the mappings in `mappings/`
and, where asked for, the texts in `texts/`, as they are. The same knowledge base gives the same bytes.
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from syriakb.disk import archive, beside, store
from syriakb.errors import SyriakbError
from syriakb.export import Options, Part, pieces
from syriakb.export.namespace import namespace
from syriakb.index import open as index
from syriakb.queries.moment import Opened
from syriakb.queries.records.read import records
from syriakb.text import package


def parts(kb: Opened, options: Options) -> Iterator[Part]:
    """One file. Raises SyriakbError where a record has errors, since it would be lost."""
    if missing := index.left_out(kb.db):
        (file, line), many = missing[0], len(missing) > 1
        what, it = (f"{len(missing)} records with errors", "them") if many else ("1 record with errors", "it")
        raise SyriakbError(f"A backup would lack {what}, first {file}:{line}. Mend {it} first: syriakb check")
    yield Part("backup.zip", _file(kb, beside.paths(kb.folder, texts=options.with_texts)))


def _file(kb: Opened, others: list[str]) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        archive.write(file, _members(kb, others))
        file.seek(0)
        yield from pieces(file)


def _members(kb: Opened, others: list[str]) -> Iterator[tuple[str, Iterable[bytes]]]:
    title, about = kb.db.execute("SELECT title, about FROM kb").fetchone()
    yield package.DESCRIPTOR, [package.described(namespace(kb), title, about, others).encode()]
    for name in package.TABLES:
        yield package.path_of(name), map(package.line, records(kb.db, store.kind_of(name)))
    for path in others:
        yield path, _content(kb.folder / path)


def _content(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from pieces(file)
