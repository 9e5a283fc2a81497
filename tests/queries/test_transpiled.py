"""The SQL of who controls what in the words of Spark (`tests/bench/spark.py` runs it) and Trino, by sqlglot."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from syriakb.queries import sql
from tests.kb import SHIPPED, Kb, run
from tests.queries.test_portable import war

__all__ = ["war"]  # the fixture
glot: Any = pytest.importorskip("sqlglot", reason="sqlglot is not installed")

ROOM = Path(sql.__file__).parent
FILES = [str(path.relative_to(ROOM)) for path in sorted((ROOM / "control").glob("*.sql")) if path.name != "turning.sql"]


class Flattened(sqlite3.Connection):
    """A connection whose statements look no further outwards than one step, as Spark is asked them."""

    changed = 0

    def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        text = statement if values or "RECURSIVE" in statement or "INSERT" not in statement else self._flat(statement)
        return super().execute(text, values)

    def _flat(self, statement: str) -> str:
        from tests.bench.flat import flat

        tree = glot.parse_one(statement, read="sqlite")
        if tree.find(glot.exp.Select) is None:
            return statement
        plain = tree.sql("sqlite", comments=False)
        tree.set("expression", flat(tree.expression))
        found: str = tree.sql("sqlite", comments=False)
        Flattened.changed += found != plain
        return found


@pytest.fixture
def flattened() -> Iterator[None]:
    connect = sqlite3.connect

    def to(*arguments: Any, **named: Any) -> sqlite3.Connection:
        return connect(*arguments, **{**named, "factory": Flattened})

    Flattened.changed = 0
    with patch.object(sqlite3, "connect", to):
        yield


@pytest.mark.parametrize("base", ["made up", "shipped"])
def test_subqueries_that_are_taken_apart_give_the_same(base: str, war: Kb, request: pytest.FixtureRequest) -> None:
    words = ["control", "--format", "json", "--data", str(war.folder if base == "made up" else SHIPPED)]
    plain = run(*words)
    request.getfixturevalue("flattened")
    assert run(*words) == plain
    assert Flattened.changed > 5


def test_each_statement_is_understood_as_that_of_trino() -> None:
    trees = [glot.parse_one(each, read="sqlite") for name in FILES for each in sql.statements(name)]
    for tree in (each for each in trees if not isinstance(each, glot.exp.Create)):
        text = tree.sql("trino", comments=False)
        assert glot.parse_one(text, read="trino").sql("trino") == text
