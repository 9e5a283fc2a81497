"""Every field of every record has its place: in the index, in what is read back, in the views for SQL."""

from pathlib import Path

import pytest

from syriakb.disk import store
from syriakb.index import columns
from syriakb.index import open as index
from syriakb.model.records import FIELDS, KINDS
from syriakb.queries.records.read import records
from syriakb.queries.tables.everything import columns as exported
from syriakb.queries.tables.views import TABLES
from tests.kb import Kb

FULL = """
    - id: all
      statement: Red took the mill.
      subject: red
      predicate: took
      object: mill
      about: [blue, ford]
      stance: denies
      modality: possible
      directness: implied
      said_by: blue
      via: Telegram
      source: radio
      locator: p7
      exact: took the mill
      start: 2020-02
      end: 2020-03-04
      reported: '[2020-05-01..2020-05-09]'
      credibility: 3
      note: So they say.
      retracted: {on: 2020-06-01, reason: Mistaken, superseded_by: all}
      recorded: 2020-05-10
    """


@pytest.fixture
def kb(tmp_path: Path) -> Kb:
    return Kb.made_up(tmp_path)


def test_the_schema_has_the_columns_of_every_field(kb: Kb) -> None:
    db = index.open_index(store.find(kb.folder))
    for table, names in columns.FILLED.items():
        there = {row[1] for row in db.execute(f"PRAGMA table_info({table})")} | {"rowid"}
        assert set(names) <= there, table


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_read_back_exported_and_asked_in_sql(kb: Kb, kind: str) -> None:
    fields = set(FIELDS[KINDS[kind]])
    found = next(iter(records(index.open_index(store.find(kb.folder)), kind)), dict.fromkeys(fields))

    assert set(found) == set(exported(f"{kind}s")) == fields
    assert fields - {"retracted"} <= {field.name for field in TABLES[f"{kind}s"].fields}


def test_a_claim_comes_back_as_it_stands_in_its_file(kb: Kb) -> None:
    kb.claims(FULL)
    given = {"value": None, "about": ["blue", "ford"], "credibility": 3}
    texts = {"start": "2020-02", "end": "2020-03-04", "reported": "[2020-05-01..2020-05-09]", "recorded": "2020-05-10"}
    retracted = {"on": "2020-06-01", "reason": "Mistaken", "superseded_by": "all"}

    record = kb.ask("show", "all")["record"]
    assert record | given | texts | {"retracted": retracted} == record
    assert (record["stance"], record["via"], record["note"]) == ("denies", "Telegram", "So they say.")


def test_a_date_is_kept_with_the_first_and_the_last_day_that_it_can_mean(kb: Kb) -> None:
    kb.claims(FULL)
    days = "start_first, start_last, until_first, until_last, reported_first, reported_last, recorded_first"
    found = index.open_index(store.find(kb.folder)).execute(f"SELECT {days}, retracted_on_last FROM claim").fetchone()
    assert found == (20200201, 20200229, 20200304, 20200304, 20200501, 20200509, 20200510, 20200601)
