"""SQL over the documented views: it answers as the questions do, and can do nothing but read them."""

import io
import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from syriakb.queries.tables.views import TABLES
from tests.kb import Kb


@pytest.fixture
def war(kb: Kb) -> Kb:
    kb.claims("""
        - {id: red-takes-ford, subject: red, predicate: took, object: ford, start: 2020-02}
        - {id: league-holds, subject: league, predicate: holds, object: north, start: 2019}
        - {id: grey-pays, subject: grey, predicate: backs, object: red, start: 2019}
        - {id: later, subject: blue, predicate: took, object: mill, source: press, start: 2020-06}
        """)
    return kb


def refusal(kb: Kb, query: str, *arguments: str) -> str:
    result = kb.run("sql", query, *arguments)
    assert result.status in (1, 2), result
    assert result.out == ""
    assert len(result.err.splitlines()) == 1
    return result.err


def test_the_views_of_answers_say_what_the_questions_say(war: Kb) -> None:
    for days in ([], ["--as-of", "2019-06"], ["--known-by", "2020-03-01"], ["--as-of", "2020-02-15"]):
        control = war.rows("place name kind controllers status basis since evidence grade", "control", *days)
        sql = "SELECT place, name, kind, controllers, status, basis, since, evidence, grade FROM control"
        keys = "place name kind controllers status basis since evidence grade"
        lists = str.maketrans("", "", '[]"')
        assert [line.translate(lists) for line in war.rows(keys, "sql", sql, *days)] == _as_json(control)
        backed = war.rows("backer backed standing grade", "backing", *days)
        sql = "SELECT subject, object, standing, grade FROM relations WHERE \"group\" = 'support'"
        assert war.rows("subject object standing grade", "sql", sql, *days) == backed


def _as_json(lines: list[str]) -> list[str]:
    """Lines in which an empty list is nothing, as in an array of JSON without its brackets."""
    found = []
    for line in lines:
        cells = line.rsplit(" ", 6)
        for at in (1, 5):
            cells[at] = "" if cells[at] == "-" else cells[at].replace(",", ", ")
        found.append(" ".join(cells))
    return found


def test_claims_are_those_known_by_the_day(war: Kb) -> None:
    assert war.rows("n", "sql", "SELECT count(*) AS n FROM claims") == ["4"]
    assert war.rows("n", "sql", "SELECT count(*) AS n FROM claims", "--known-by", "2020-03-01") == ["3"]


def test_lists_are_arrays_of_json(war: Kb) -> None:
    sql = "SELECT DISTINCT place FROM control, json_each(controllers) AS c WHERE c.value = 'league' ORDER BY place"
    assert war.rows("place", "sql", sql) == ["north"]


@pytest.mark.parametrize("view", TABLES)
def test_the_schema_describes_every_column_of_a_view(war: Kb, view: str) -> None:
    described = [row["column"] for row in war.ask("sql", "--schema")["rows"] if row["view"] == view]
    assert described == war.run("sql", f"SELECT * FROM {view}", "--format", "csv").out.splitlines()[0].split(",")


@pytest.mark.parametrize(
    "query",
    [
        *("INSERT INTO actors VALUES (1)", "DELETE FROM claim", "UPDATE claim SET statement = 'x'", "DROP TABLE claim"),
        *("CREATE TABLE x (a)", "CREATE TEMP TABLE x (a)", "CREATE TEMP VIEW x AS SELECT 1", "ALTER TABLE claim ADD x"),
        *("ATTACH 'other.db' AS other", "ATTACH ':memory:' AS m", "DETACH main", "VACUUM INTO 'copy.db'", "VACUUM"),
        *("PRAGMA query_only = OFF", "PRAGMA table_info(claim)", "PRAGMA writable_schema = ON", "REINDEX", "ANALYZE"),
        *("SELECT load_extension('x')", "SELECT * FROM pragma_table_info('claim')", "SELECT * FROM sqlite_master"),
        *("SELECT * FROM sqlite_temp_master", "SELECT * FROM claim", "SELECT digest FROM file", "SELECT * FROM asked"),
        *("BEGIN", "COMMIT", "SAVEPOINT x", "SELECT 1; DROP TABLE claim", "SELECT zeroblob(100000000)"),
        *("CREATE VIRTUAL TABLE x USING fts5(a)", "CREATE TRIGGER t AFTER INSERT ON claim BEGIN SELECT 1; END"),
        *(
            "",
            " ",
            "/* nothing */",
            "SELEC 1",
            "SELECT nothing FROM actors",
            "\x00",
            "SELECT '",
            "SELECT * FROM nowhere",
        ),
    ],
)
def test_nothing_but_reading_the_views_is_possible(
    war: Kb, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = war.run("claims", "--all").out
    files = sorted(tmp_path.iterdir())
    assert refusal(war, query).startswith("error: ")
    assert sorted(tmp_path.iterdir()) == files
    assert war.run("claims", "--all").out == before


def test_a_query_that_does_not_end_is_ended(war: Kb) -> None:
    began = time.monotonic()
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    assert "longer than 0.3 seconds" in refusal(war, endless, "--timeout", "0.3")
    assert time.monotonic() - began < 5


def test_rows_are_limited_and_it_says_so(war: Kb) -> None:
    numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000) SELECT i FROM n"
    assert "The first 1000 rows; there are more. Show them with --limit N or --all." in war.run("sql", numbers).out
    assert len(war.ask("sql", numbers, "--limit", "3")["rows"]) == 3
    everything = war.ask("sql", numbers, "--all")
    assert (len(everything["rows"]), everything["notes"]) == (2000, [])


def test_more_than_memory_holds_is_refused(war: Kb) -> None:
    large = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(9000000) FROM n"
    assert "256 MiB" in refusal(war, large, "--all")


def test_values_of_every_type_can_be_shown(war: Kb) -> None:
    sql = "SELECT NULL AS n, 1 AS i, 1.5 AS f, 'x' AS t, x'00ff' AS b, 9e999 AS big, 1 AS i"
    assert war.ask("sql", sql)["rows"] == [{"n": None, "i": 1, "f": 1.5, "t": "x", "b": "00ff", "big": "inf", "i_2": 1}]
    assert "00ff" in war.run("sql", sql).out


def test_what_a_query_gives_is_printed_as_it_is(war: Kb) -> None:
    sql = "SELECT 'a_b' AS snake_case, 'is_held_by' AS w, '-' AS dash, '' AS empty, NULL AS missing, '[b]' AS b"
    head, _, row = war.run("sql", sql).out.splitlines()[-3:]
    at = {name: head.index(name) for name in head.split()}
    assert list(at) == ["snake_case", "w", "dash", "empty", "missing", "b"]
    cells = {name: row[start:].split("  ")[0] for name, start in at.items()}
    assert cells == {"snake_case": "a_b", "w": "is_held_by", "dash": "-", "empty": "", "missing": "–", "b": "[b]"}


def test_a_dash_of_the_data_is_no_sign_of_what_is_unknown(war: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    columns = ", ".join(f"'-' AS a{number}, NULL AS n{number}" for number in range(9))
    lines = war.run("sql", f"SELECT 'x' AS x, {columns}").out.splitlines()
    assert "".join(lines).count("-") == 9 + 2  # those of the day beside them
    assert "n0" not in "".join(lines)


def test_the_schema_names_columns_as_a_query_does(war: Kb) -> None:
    described = war.run("sql", "--schema").out
    for name in ("said_by", "object_kinds", "retracted_on"):
        assert f"  {name}  " in described
        assert war.run("sql", f"SELECT {name} FROM {'predicates' if 'kinds' in name else 'claims'}").status == 0


@pytest.mark.parametrize(
    "query",
    [
        'SELECT "said by" FROM claims',
        """SELECT id, 'it''s "so"' FROM claims WHERE stance = "asserts" """,
        'SELECT 1 WHERE "one" = "one"',
        'SELECT [id], `id`, "nothing" FROM claims',
        'SELECT "a ""b"" `c`" FROM claims',
    ],
)
def test_what_stands_in_double_quotes_is_a_column_or_an_error(war: Kb, query: str) -> None:
    sentence = refusal(war, query)
    assert "no such column: " in sentence
    assert "A text stands in single quotes." in sentence


def test_columns_may_stand_in_double_quotes(war: Kb) -> None:
    sql = 'SELECT \'say "when"\' AS "a ""b""", upper("group"), "group" /* "not" */ -- "this"\nFROM relations'
    assert war.ask("sql", sql)["rows"] == [{'a "b"': 'say "when"', 'upper("group")': "SUPPORT", "group": "support"}]
    assert war.run("sql", 'EXPLAIN QUERY PLAN SELECT "group" FROM relations').status == 0


def test_a_query_can_come_from_standard_input(war: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", piped(b"SELECT id FROM actors\nWHERE kind = 'state'"))
    assert war.rows("id", "sql", "-") == ["grey"]


def test_a_query_that_is_not_utf_8_is_one_sentence(war: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", piped(b"SELECT '\xff'"))
    assert "is not UTF-8 (byte 8)" in refusal(war, "-")


def piped(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")


def test_an_interrupted_query_ends_at_once_and_says_so(war: Kb) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        begun = time.monotonic()
        assert war.run("sql", endless, "--timeout", "20").status == 130
        assert time.monotonic() - begun < 10
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def test_a_time_limit_that_is_no_number_does_not_lift_it(war: Kb) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT count(*) FROM n"
    assert "took longer" in refusal(war, endless, "--timeout", "nan")


def test_without_a_query_it_says_what_to_give(war: Kb) -> None:
    result = war.run("sql")
    assert (result.status, result.out) == (2, "")
    assert "SELECT name FROM actors" in result.err


def test_a_damaged_index_is_mended(war: Kb, own_surroundings: Path) -> None:
    assert war.rows("n", "sql", "SELECT count(*) AS n FROM actors") == ["5"]
    (path,) = own_surroundings.glob("cache/syriakb/*.sqlite")
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    assert war.rows("n", "sql", "SELECT count(*) AS n FROM actors") == ["5"]
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchall() == [("ok",)]
