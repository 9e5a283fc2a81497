"""After any change of records the index is what one built anew is: nothing that rests on the change is forgotten."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.index import prepare, states
from syriakb.index.columns import SEARCHED
from tests.kb import Kb

SEEN = dict[Path, tuple[bytes | None, dict[Any, Any]]]()  # of each knowledge base, the state it was last seen in


def id_of(line: str) -> str:
    return line.split(",")[0]


# Few ids, so that records meet: sound ones, each with what may change in it, and faulty ones.
RECORDS = {
    "predicates": """
        {id: holds, label: holds, group: control, effect: holds}
        {id: holds, label: keeps, group: control, effect: holds}
        {id: holds, label: holds, group: control, effect: loses}
        {id: holds, label: holds, group: control, effect: holds, subject_kinds: [army]}
        {id: backs, label: backs, group: support}
        {id: backs, label: backs, group: support, symmetric: true}
        {id: backs, label: backs, group: diplomacy}
        {id: backs, label: backs, group: alliance, object_kinds: [actor]}
        {id: backs}
        {id: controls_count, label: counts, group: control}
        {id: leads, label: leads, group: membership, subject_kinds: [army]}
        {id: leads, label: leads, group: membership}
        """,
    "sources": """
        {id: radio, title: Radio, published: 2020}
        {id: radio, title: The Radio, published: 2020}
        {id: radio, title: Radio, published: 2021}
        {id: radio, title: Radio, published: 2020, reliability: B}
        {id: radio, title: Radio}
        {id: press, title: Press, published: 2019}
        {id: press, title: Press, published: 2019, speaks_for: red}
        {id: press, title: Press, published: 2019, derives_from: [radio]}
        {id: radio, title: Radio, published: 2020, speaks_for: blue}
        {id: press}
        """,
    "actors": """
        {id: red, name: Red}
        {id: red, name: The Reds, aliases: [Band]}
        {id: red, name: Red, kind: army}
        {id: blue, name: Blue}
        {id: blue, name: Blue, aliases: [band]}
        {id: blue}
        {id: host, name: Host, kind: army}
        {id: host, name: Host, kind: militia}
        {id: gate, name: Gate Company}
        """,
    "places": """
        {id: land, name: Land}
        {id: land, name: Land, within: [mill]}
        {id: mill, name: Mill}
        {id: mill, name: Old Mill, within: [land], source: press}
        {id: mill, name: Mill, within: [land]}
        {id: mill, name: Land, kind: provincial-capital}
        {id: mill, name: Mill, within: [mill]}
        {id: gate, name: Gate, aliases: [Land], within: [mill]}
        {id: gate, name: Gate, within: [mill, land]}
        {id: red, name: Red Hill}
        """,
    "claims": """
        {id: one, statement: A, subject: red, predicate: holds, object: mill, source: radio}
        {id: one, statement: B, subject: red, predicate: holds, object: mill, source: radio, reported: 2018}
        {id: one, statement: A, subject: red, predicate: backs, object: blue, source: press, said_by: blue}
        {id: one, statement: A, about: [gate, red], source: radio, stance: denies}
        {id: two, statement: A, subject: red, predicate: holds, object: mill, source: radio}
        {id: two, statement: C, subject: blue, predicate: backs, object: red, source: radio, start: 2019}
        {id: two, statement: C, about: [red, blue], source: radio, modality: possible}
        {id: two, statement: C, about: [red, blue], source: radio,
         retracted: {on: 2020, reason: No., superseded_by: one}}
        {id: three, statement: E, about: [red, blue], source: radio, said_by: host}
        {id: three, statement: E, about: [red, blue], source: radio, stance: denies}
        {id: three, statement: E, about: [red], source: radio}
        {id: three, statement: E, about: [red, blue], source: press, reported: 2018, credibility: 2}
        {id: four, statement: F, subject: host, predicate: leads, object: blue, source: press}
        {id: four, statement: F, subject: host, predicate: leads, object: blue, source: press, start: soon}
        {id: red, statement: D, subject: blue, predicate: controls_count, value: 3, object: land, source: press}
        {id: red, statement: D, subject: red, predicate: holds, object: red, source: radio}
        {id: [one
        """,
    "alliances": """
        {id: a, subject: red, predicate: backs, object: blue, evidence: [three]}
        {id: a, subject: red, predicate: backs, object: blue, evidence: [two]}
        {id: a, subject: red, predicate: backs, object: blue, evidence: [one, two]}
        {id: b, subject: blue, predicate: backs, object: red, evidence: [three]}
        {id: b, subject: blue, predicate: backs, object: blue, evidence: [two]}
        """,
}
CHOICES = {kind: dedent(text).strip().replace(",\n", ",").splitlines() for kind, text in RECORDS.items()}
CLASHING = {"{id: gate, name: Gate Company}", "{id: red, name: Red Hill}"}  # with the id of a place, of an actor
# At first there is the first sound record of each id, in two files of each kind.
FIRST = {
    kind: [
        line
        for n, line in enumerate(lines)
        if "," in line and line not in CLASHING and all(id_of(line) != id_of(each) for each in lines[:n])
    ]
    for kind, lines in CHOICES.items()
}
START = {f"{kind}/{letter}.yaml": list[str]() for kind in RECORDS for letter in "abc"}
for kind, first in FIRST.items():
    START[f"{kind}/a.yaml"], START[f"{kind}/b.yaml"] = first[:1], first[1:]
# In one of the files of a kind a record is put in the place of another, or behind them all; or taken out.
EDITS = st.one_of(
    st.tuples(
        st.sampled_from([f"{kind}/{letter}.yaml" for letter in "abc"]),
        st.integers(0, 3),
        st.one_of(st.none(), st.sampled_from(lines)),
    )
    for kind, lines in CHOICES.items()
)


def write(kb: Kb, file: str, records: list[str]) -> None:
    if records:
        kb.write(file, "".join(f"- {record}\n" for record in records))
    else:
        (kb.folder / file).unlink(missing_ok=True)


def tables(db: sqlite3.Connection) -> Iterator[tuple[str, list[Any]]]:
    """Everything that an index holds, each record by its file and its place there instead of by its number."""
    files = dict(db.execute("SELECT id, path FROM file"))
    yield "file", sorted(db.execute("SELECT path, kind, size, digest, faulty FROM file"))
    for table in SEARCHED:
        yield table, sorted((at(row, files), *rest) for row, *rest in db.execute(f"SELECT rowid, * FROM {table}"))
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in (name for name in names if name not in ("file", *states.TABLES) and not name.startswith(SEARCHED)):
        columns = [column[1] for column in db.execute(f"PRAGMA table_info({table})")]
        found = (
            dict(zip(columns, row, strict=True)) for row in db.execute(f"SELECT {', '.join(columns)} FROM {table}")
        )
        yield table, sorted(repr(row | {"row": at(row.get("row"), files)}) for row in found)


def at(row: int | None, files: dict[int, str]) -> tuple[str, int] | None:
    return None if row is None else (files[row >> 32], row & 0xFFFFFFFF)


@contextmanager
def conflict() -> Iterator[Kb]:
    """A knowledge base of what there is at first, with an index of it."""
    one = patch.object(states, "PART", 0)  # record by record
    with TemporaryDirectory() as name, patch.dict(os.environ, XDG_CACHE_HOME=f"{name}/cache"), one:
        kb = Kb(Path(name) / "kb")
        kb.write("kb.yaml", "title: The war\nschema: 1\n")
        for file, records in START.items():
            write(kb, file, records)
        assert_kept(kb)
        yield kb


def assert_kept(kb: Kb) -> None:
    base = Base(kb.folder)
    with closing(index.open_index(base)) as kept, index.trial(base, in_memory=True) as anew:
        assert dict(tables(kept)) == dict(tables(anew))
        assert_noted(kept, kb)


def assert_noted(db: sqlite3.Connection, kb: Kb) -> None:
    """What an index holds otherwise than when it was last seen lies in what it tells was touched."""
    token, held = SEEN.get(kb.folder, (None, {}))
    touched = states.since(db, token)
    assert (touched is None) == (token is None)
    SEEN[kb.folder] = (states.token(db), now := dict(parts(db)))
    if touched:
        for table, number in {each for each in held.keys() | now.keys() if held.get(each) != now.get(each)}:
            lies_in = any(first <= number <= last for first, last in touched.spans)
            assert touched.enclosing if table == "enclosing" else lies_in, (table, number)


def parts(db: sqlite3.Connection) -> Iterator[tuple[tuple[str, int], list[Any]]]:
    """The rows of an index that come from files, by their table and their part."""
    yield ("enclosing", 0), sorted(db.execute("SELECT * FROM enclosing"))
    for table, number in {**dict.fromkeys(prepare.tables(db), "row"), **dict.fromkeys(SEARCHED, "rowid")}.items():
        found = sorted(db.execute(f"SELECT {number}, * FROM {table}"), key=repr)
        for part in {row[0] >> states.PART for row in found}:
            yield (table, part), [row for row in found if row[0] >> states.PART == part]


def single_edits() -> Iterator[tuple[str, list[str]]]:
    """Each record of the start changed into another of its id, or taken out; and each record added."""
    for file, records in START.items():
        others = CHOICES[file.partition("/")[0]]
        for place, record in enumerate(records):
            for other in [None, *(other for other in others if id_of(other) == id_of(record) and other != record)]:
                yield file, [*records[:place], *([other] if other else []), *records[place + 1 :]]
        if file.endswith("c.yaml"):
            yield from ((file, [other]) for other in others)


def test_any_change_of_one_record_and_back() -> None:
    with conflict() as kb:
        assert "error" not in kb.problems("severity")
        for file, records in single_edits():
            for state in (records, START[file]):
                write(kb, file, state)
                assert_kept(kb)


def test_what_was_left_out_is_missed_when_it_goes() -> None:
    with conflict() as kb:
        write(kb, "places/c.yaml", ["{id: fort, name: Fort, source: nobody}"])
        write(kb, "places/d.yaml", ["{id: yard, name: Yard, within: [fort]}"])
        assert_kept(kb)
        write(kb, "places/c.yaml", [])
        assert_kept(kb)
        assert kb.problems("severity file")[0] == "error places/d.yaml"


@settings(max_examples=int(os.environ.get("SYRIAKB_TEST_EXAMPLES", "20")), deadline=None)
@given(st.lists(EDITS, min_size=3, max_size=15))
def test_any_changes_one_after_another(edits: list[tuple[str, int, str | None]]) -> None:
    with conflict() as kb:
        held = {file: list(records) for file, records in START.items()}
        for file, place, record in edits:
            held[file][place : place + 1] = [record] if record else []
            write(kb, file, held[file])
            assert_kept(kb)
