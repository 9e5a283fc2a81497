"""What is changed: a text in, all its changes out, each as the text would read with it."""

import pytest

from tests.mutants import python, sql


def sql_changes(text: str) -> list[str]:
    return [change.applied(text) for change in sql.changes(text)]


def python_changes(text: str) -> list[str]:
    return [change.applied(text) for change in python.changes(text)]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("a = b", ["a <> b"]),
        ("a < b", ["a <= b", "a >= b"]),
        ("a >= b", ["a > b", "a < b"]),
        ("a IS NULL", ["a IS NOT NULL"]),
        ("a IS NOT NULL", ["a IS NULL"]),
        ("EXISTS (SELECT 1 FROM t)", ["NOT EXISTS (SELECT 1 FROM t)"]),
        ("NOT EXISTS (SELECT 1 FROM t)", ["EXISTS (SELECT 1 FROM t)"]),
        ("a IN ('x', 'y')", ["a NOT IN ('x', 'y')", "a IN ('?', 'y')", "a IN ('x', '?')"]),
        ("MIN(a)", ["MAX(a)"]),
        ("minimum", []),
        ("a.min_end -- a = b AND c", []),
        ("0", ["1"]),
        ("1", ["0"]),
        ("99991231", ["99991230"]),
        ("a BETWEEN b AND c", ["a BETWEEN b + 1 AND c", "a BETWEEN b AND c - 1"]),
        ("SELECT a UNION ALL SELECT b", ["SELECT a UNION SELECT b"]),
        ("SELECT a EXCEPT SELECT b", ["SELECT a INTERSECT SELECT b"]),
        ("SELECT DISTINCT a", ["SELECT  a"]),
        ("a LEFT JOIN b", ["a  JOIN b"]),
        ("ORDER BY a, b DESC", ["ORDER BY a DESC, b DESC", "ORDER BY a, b "]),
        ("COALESCE(a, b)", ["COALESCE(b, a)", "(b)", "(a)"]),
        (
            "COALESCE(a, f(b), c)",
            [
                *("COALESCE(f(b), a, c)", "COALESCE(a, c, f(b))"),
                *("COALESCE(f(b), c)", "COALESCE(a, c)", "COALESCE(a, f(b))"),
            ],
        ),
        ("CASE WHEN a THEN b WHEN c THEN d END", ["CASE WHEN c THEN d WHEN a THEN b END"]),
    ],
)
def test_sql_is_changed_one_thing_at_a_time(text: str, changed: list[str]) -> None:
    assert sql_changes(text) == changed


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("WHERE a AND b", ["WHERE a OR b", "WHERE b", "WHERE a"]),
        ("WHERE (a AND b) GROUP BY c", ["WHERE (a OR b) GROUP BY c", "WHERE (b) GROUP BY c", "WHERE (a) GROUP BY c"]),
        ("WHEN a OR b THEN c", ["WHEN a AND b THEN c", "WHEN b THEN c", "WHEN a THEN c"]),
        (
            "ON a AND f(b) AND c",
            [*("ON a OR f(b) AND c", "ON f(b) AND c", "ON a AND c"), *("ON a AND f(b) OR c", "ON a AND f(b)")],
        ),
        (
            "a AND CASE WHEN b THEN c END AND d",
            [
                *("a OR CASE WHEN b THEN c END AND d", "CASE WHEN b THEN c END AND d", "a AND d"),
                *("a AND CASE WHEN b THEN c END OR d", "a AND CASE WHEN b THEN c END"),
            ],
        ),
    ],
)
def test_each_condition_is_left_out(text: str, changed: list[str]) -> None:
    assert sql_changes(text) == changed


def test_how_data_is_laid_out_is_no_rule() -> None:
    text = "CREATE TABLE t (a DEFAULT 0); CREATE INDEX i ON t (a) WHERE a IS NULL; CREATE VIEW v AS SELECT 0;"
    assert sql_changes(text) == [text.replace("SELECT 0", "SELECT 1")]


def test_the_choices_of_an_inner_case_stay_in_it() -> None:
    text = "CASE WHEN CASE WHEN a THEN b ELSE c END THEN d WHEN e THEN f ELSE g END"
    assert sql_changes(text) == ["CASE WHEN e THEN f WHEN CASE WHEN a THEN b ELSE c END THEN d ELSE g END"]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("x = a < b", ["x = a <= b", "x = a >= b"]),
        ("x = a is not None", ["x = a is None"]),
        ("x = a not in b", ["x = a in b"]),
        ("x = a == 'b'", ["x = a != 'b'", 'x = a == "?"']),
        ("x = a and b", ["x = True and b", "x = a or b", "x = a and True"]),
        ("x = (a) or (b)", ["x = (False) or (b)", "x = (a) and (b)", "x = (a) or (False)"]),
        ("x = 1 if a else b", ["x = 2 if a else b", "x = 1 if (not (a)) else b"]),
        ("x = [a for a in b if a]", ["x = [a for a in b if (not (a))]"]),
        ("x = min(a, True)", ["x = max(a, True)", "x = min(a, False)"]),
        ("x = a.rfind('b')", ['x = a.rfind("?")']),
        ("x = len(a) - b", ["x = len(a) + b"]),
        ("x = f'{a == b}'", []),
        ("x: 'a < b' = 'a message'", []),
        ("'''a == b'''", []),
        ("fsync(a)", ["pass"]),
        ("while a:\n    continue", ["while (not (a)):\n    continue", "while a:\n    break"]),
        ("x = 'ü' == a", ['x = "?" == a', "x = 'ü' != a"]),
    ],
)
def test_python_is_changed_one_thing_at_a_time(text: str, changed: list[str]) -> None:
    assert python_changes(text) == changed


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ('x = "SELECT a WHERE b = c"', ['x = "SELECT a WHERE b <> c"']),
        ('x = f"SELECT {a > b} WHERE b = {c!r}"', ['x = f"SELECT {a > b} WHERE b <> {c!r}"']),
        ('x = ("SELECT a WHERE b"\n  f" AND {c}")', ['x = ("SELECT a WHERE b"\n  f" OR {c}")']),
        (
            "x = f'''SELECT COALESCE({a}, b)'''",
            ["x = f'''SELECT (b)'''", "x = f'''SELECT ({a})'''", "x = f'''SELECT COALESCE(b, {a})'''"],
        ),
    ],
)
def test_sql_in_a_string_is_changed_as_sql(text: str, changed: list[str]) -> None:
    assert sorted(python_changes(text)) == sorted(changed)
