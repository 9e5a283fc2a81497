"""An export for a day has what counts on it, the same in every format, and carries the day in it."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from tests.kb import Kb

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")

WAR = """
    - {id: early, subject: red, predicate: took, object: ford, start: 2019-05, end: 2019-08}
    - {id: held, subject: red, predicate: holds, object: mill, start: 2019-06}
    - {id: late, subject: blue, predicate: took, object: mill, start: 2020-05-03, source: press}
    - {id: paid, subject: grey, predicate: backs, object: red, start: 2019-07, end: 2019-07}
    - {id: confirmed, subject: grey, predicate: backs, object: red, source: press, start: 2020-04}
    - {id: undated, about: [red], source: press}
    """
FORMATS = ("csv", "jsonl", "jsonld", "ftm", "sqlite", "parquet", "sql")
ALL = {"early", "held", "late", "paid", "confirmed", "undated"}


@pytest.fixture
def war(kb: Kb) -> Kb:
    kb.claims(WAR)
    kb.alliances("""
        - {id: pact, subject: grey, predicate: backs, object: red, start: 2019, evidence: [paid, confirmed]}
        - {id: recent, subject: grey, predicate: backs, object: red, start: 2020-06, evidence: [confirmed]}
        """)
    return kb


def claims(kb: Kb, name: str, tmp_path: Path, *days: str) -> set[str]:
    """The ids of the claims in an export, read by somebody else's program."""
    if name == "sql":
        return set(kb.rows("id", "sql", "SELECT id FROM claims", *days))
    path = tmp_path / f"out.{name}"
    table = ["--table", "claims"] if name in ("csv", "jsonl", "parquet") else []
    assert kb.run("export", name, *table, "--out", str(path), *days).status == 0
    if name == "sqlite":
        return {row[0] for row in sqlite3.connect(path).execute("SELECT id FROM claims")}
    if name in ("csv", "jsonl", "parquet"):
        duckdb = pytest.importorskip("duckdb")
        read = {"csv": "read_csv", "jsonl": "read_json", "parquet": "read_parquet"}[name]
        found = duckdb.sql(f"SELECT id FROM {read}('{path}')").fetchall() if path.stat().st_size else ()
        return {row[0] for row in found}
    if name == "jsonld":
        graph = pytest.importorskip("rdflib").Graph().parse(path, format="json-ld")
        asked = "SELECT ?c WHERE { ?c a kb:Claim ; dcterms:description ?text }"
        return {str(row[0]).rpartition("/")[2] for row in graph.query(asked)}
    model = pytest.importorskip("followthemoney").model
    entities = [model.get_proxy(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    return {entity.first("name") for entity in entities if entity.schema.name == "Note"}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), ALL),
        (("--known-by", "2020-03"), {"early", "held", "paid"}),
        (("--as-of", "2019-12-31"), {"held", "paid", "confirmed"}),  # what an alliance of that day rests on
        (("--as-of", "2020-05-03"), {"held", "late", "paid", "confirmed"}),
        (("--as-of", "2020-12"), {"held", "late", "paid", "confirmed", "undated"}),
        (("--as-of", "2019-12-31", "--known-by", "2020-03"), {"held", "paid"}),
        (("--as-of", "2018"), set()),
    ],
    ids=lambda given: " ".join(sorted(given)),
)
def test_every_format_has_the_claims_that_count(
    war: Kb, name: str, days: tuple[str, ...], expected: set[str], tmp_path: Path
) -> None:
    assert claims(war, name, tmp_path, *days) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), ["pact paid,confirmed", "recent confirmed"]),
        (("--known-by", "2020-03"), ["pact paid"]),
        (("--as-of", "2020-05"), ["pact paid,confirmed"]),
        (("--as-of", "2020-12", "--known-by", "2020-06"), ["pact paid,confirmed", "recent confirmed"]),
        (("--as-of", "2019-11"), []),
    ],
    ids=" ".join,
)
def test_alliances_count_likewise_and_rest_on_what_counts(war: Kb, days: tuple[str, ...], expected: list[str]) -> None:
    tables = [csv.DictReader(io.StringIO(war.run("export", "csv", "--table", "alliances", *days).out))]
    given = [[f"{row['id']} {row['evidence'].replace(' ', ',')}" for row in rows] for rows in tables]
    lines = war.run("export", "jsonl", "--table", "alliances", *days).out.splitlines()
    given.append([f"{row['id']} {','.join(row['evidence'])}" for row in map(json.loads, lines)])
    given.append(
        war.rows("id evidence", "sql", "SELECT id, replace(evidence, '\"', '') AS evidence FROM alliances", *days)
    )
    assert given[:2] == [expected, expected]
    assert [line.replace("[", "").replace("]", "").replace(", ", ",") for line in given[2]] == expected


@pytest.mark.parametrize("table", ["claims", "alliances", "relations", "control"])
def test_a_table_for_a_day_carries_the_day(war: Kb, table: str, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    days = ("--as-of", "2020-06", "--known-by", "2020-07-15")
    for name, read in (("csv", "read_csv"), ("jsonl", "read_json"), ("parquet", "read_parquet")):
        path = tmp_path / f"{table}.{name}"
        assert war.run("export", name, "--table", table, "--out", str(path), *days).status == 0
        asked = f"SELECT DISTINCT as_of::DATE::TEXT, known_by::DATE::TEXT FROM {read}('{path}')"
        assert duckdb.sql(asked).fetchall() == [("2020-06-30", "2020-07-15")]
    whole = next(csv.DictReader(io.StringIO(war.run("export", "csv", "--table", table).out)))
    assert (whole["as_of"], whole["known_by"]) == (("2020-12-31" if table in ("relations", "control") else ""), "")


def test_every_date_has_days_that_sort(kb: Kb, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    starts = ("2020", "2019-11", "[2018..2021-02]", "[..2017]", "0987-03-02~", "..")
    kb.claims("\n".join(f"- {{id: c{at}, about: [red], start: '{start}'}}" for at, start in enumerate(starts)))
    for name, read in (("csv", "read_csv"), ("parquet", "read_parquet")):
        path = tmp_path / f"claims.{name}"
        assert kb.run("export", name, "--table", "claims", "--out", str(path)).status == 0
        asked = (
            f"SELECT start_from, start_to FROM {read}('{path}') ORDER BY start_from NULLS FIRST, start_to NULLS LAST"
        )
        assert [tuple(each and f"{each}" for each in row) for row in duckdb.sql(asked).fetchall()] == [
            *((None, "2017-12-31"), (None, None), ("0987-03-02", "0987-03-02"), ("2018-01-01", "2021-02-28")),
            *(("2019-11-01", "2019-11-30"), ("2020-01-01", "2020-12-31")),
        ]


@pytest.mark.parametrize(
    "table", ["actors", "places", "sources", "predicates", "alliances", "claims", "relations", "control"]
)
def test_a_column_has_one_name_in_all_formats(war: Kb, table: str, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    described = [row["column"] for row in war.ask("sql", "--schema")["rows"] if row["view"] == table]
    for name, read in (("csv", "read_csv"), ("parquet", "read_parquet")):
        path = tmp_path / f"{table}.{name}"
        assert war.run("export", name, "--table", table, "--out", str(path)).status == 0
        assert duckdb.sql(f"SELECT * FROM {read}('{path}')").columns == described
    path = tmp_path / "out.sqlite"
    assert war.run("export", "sqlite", "--out", str(path)).status == 0
    assert [row[1] for row in sqlite3.connect(path).execute(f"PRAGMA table_info({table})")] == described
    for line in war.run("export", "jsonl", "--table", table, "--as-of", "2020-12").out.splitlines():
        assert json.loads(line).keys() <= {*described, "retracted"}


def test_the_help_says_what_the_days_mean() -> None:
    from tests.kb import run

    told = " ".join(run("export", "--help").out.replace("│", " ").split())
    assert "only the claims, alliances and relations in effect on it" in told
    assert "reported by then" in told
