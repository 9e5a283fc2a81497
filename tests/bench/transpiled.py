"""Spark as one more engine of the layer that questions ask: each statement as sqlglot puts it in Spark's words.

Spark has no temporary tables that change. So each is a view of what stands in it; what would change it is asked as the
SELECT of what it is to hold, and makes it another. Its recursive tables know no UNION that leaves out what it has
already, so their steps are taken here one by one; how subqueries are taken apart is in `flat.py`.
"""

import json
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp

from syriakb.index.libpq import Rows
from syriakb.index.parquet import MARK, Folder
from syriakb.index.script import statements
from tests.bench.flat import flat

_KINDS = {"BIGINT": "BIGINT", "INTEGER": "BIGINT", "TEXT": "STRING", "REAL": "DOUBLE", "DOUBLE": "DOUBLE"}


class OnSpark(Folder):
    """The facts in a folder, as questions use a connection; what is sent is the SQL that SQLite is asked."""

    def _token(self, found: Any, given: Any) -> str:
        if found["room"]:
            return ""
        return str(found[0]) if found["joined"] or found["array"] or found["wide"] else super()._token(found, given)


class Engine:
    """Spark, as the connection to a server is used."""

    def __init__(self, session: Any, folder: Path) -> None:
        self._spark = session
        self.told: dict[str, str] = {}  # each statement without its values, in the words of Trino
        self._columns: dict[str, list[tuple[str, str]]] = {}  # of temporary tables: names and types
        files = json.loads((folder / MARK).read_text(encoding="utf-8"))["files"]
        for table, names in files.items():
            frame = session.read.parquet(*(str(folder / name) for name in names))
            self._kept(table, frame)
        for statement in statements("schema.sql"):
            if "CREATE VIEW" in statement:
                tree: Any = sqlglot.parse_one(statement, read="sqlite")
                session.sql(tree.expression.sql("spark")).createOrReplaceTempView(tree.this.name)

    def ask(self, sql: str, *, alone: bool = False) -> Rows:  # noqa: ARG002 - as the other connections are asked
        """What the last of the statements gives."""
        found = Rows()
        for tree in sqlglot.parse(sql, read="sqlite"):
            if tree is not None:
                self._note(tree)
                found = self._one(tree)
        return found

    def close(self) -> None:
        """Spark goes on, for the next knowledge base."""

    def misread(self) -> list[str]:
        """The statements of which sqlglot reads something else when it is given them in the words of Trino."""
        again = ((text, sqlglot.parse_one(text, read="trino").sql("trino")) for text in self.told.values())
        return [text for text, read in again if read != text]

    def _note(self, tree: Any) -> None:
        if not tree.find(exp.Values):
            self.told.setdefault(tree.sql("sqlite", comments=False), tree.sql("trino", comments=False))

    def _one(self, tree: Any) -> Rows:
        change = _CHANGES.get(type(tree))
        if change is not None:
            change(self, tree)
            return Rows()
        frame = self._frame(tree)
        return Rows(tuple(frame.columns), [tuple(row) for row in frame.collect()])

    def _created(self, tree: Any) -> None:
        table = tree.this.this.name
        if tree.kind == "TABLE" and table not in self._columns:
            columns = tree.this.expressions
            self._columns[table] = [(each.name, _KINDS[each.kind.sql("sqlite").upper()]) for each in columns]
            self._emptied(table)

    def _emptied(self, table: str) -> None:
        cells = ", ".join(f"CAST(NULL AS {kind}) AS `{name}`" for name, kind in self._columns[table])
        self._spark.sql(f"SELECT {cells} WHERE FALSE").createOrReplaceTempView(table)

    def _inserted(self, tree: Any) -> None:
        table = tree.this.name
        columns = self._columns[table]
        added = self._frame(tree.expression).toDF(*(name for name, _ in columns))
        added = added.selectExpr(*(f"CAST(`{name}` AS {kind}) AS `{name}`" for name, kind in columns))
        self._kept(table, self._spark.table(table).unionAll(added))

    def _deleted(self, tree: Any) -> None:
        table, where = tree.this.name, tree.args.get("where")
        if where is None:
            self._emptied(table)
            return
        gone = exp.Coalesce(this=where.this.copy(), expressions=[exp.false()])
        self._kept(table, self._frame(exp.select("*").from_(table).where(exp.not_(gone))))

    def _updated(self, tree: Any) -> None:
        table, where = tree.this.name, tree.args.get("where")
        new = {each.this.name: each.expression for each in tree.expressions}
        cells = []
        for name, kind in self._columns[table]:
            old = exp.column(name, table)
            cell: Any = old
            if name in new:
                value = new[name].copy()
                cell = exp.cast(exp.case().when(where.this.copy(), value).else_(old) if where else value, kind)
            cells.append(exp.alias_(cell, name))
        self._kept(table, self._frame(exp.select(*cells).from_(table)))

    def _kept(self, table: str, frame: Any) -> Any:
        """Make a view of rows as they are now: what is planned from what they came of takes longer each time."""
        kept = self._spark.createDataFrame(frame.toArrow())
        kept.createOrReplaceTempView(table)
        return kept

    def _frame(self, tree: Any) -> Any:
        return self._spark.sql(flat(self._without_steps(tree)).sql("spark", comments=False))

    def _without_steps(self, tree: Any) -> Any:
        """A statement whose recursive tables are views of all that their steps lead to."""
        tree = tree.copy()
        known = tree.args.get("with_")
        if known is None or not known.args.get("recursive"):
            return tree
        known.set("recursive", False)
        plain: list[Any] = []
        for each in known.expressions:
            if any(table.name == each.alias for table in each.this.find_all(exp.Table)):
                self._stepped(each, plain)
            else:
                plain.append(each)
        known.set("expressions", plain)
        if not plain:
            tree.set("with_", None)
        return tree

    def _stepped(self, table: Any, before: list[Any]) -> None:
        """Make a view of all that a recursive table reaches: what is new goes through its step until nothing is."""
        name, columns = table.alias, [each.name for each in table.args["alias"].columns]
        new = found = self._kept(name, self._query(table.this.left, before).toDF(*columns).distinct())
        while new.count():
            reached = self._query(table.this.right, before).toDF(*columns)
            new = self._kept(name, reached.distinct().exceptAll(found))
            found = self._kept(f"{name}_found", found.unionAll(new))
        found.createOrReplaceTempView(name)

    def _query(self, tree: Any, before: list[Any]) -> Any:
        tree = tree.copy()
        for each in before:
            tree = tree.with_(each.alias, as_=each.this.copy(), copy=False)
        return self._frame(tree)


_CHANGES: dict[Any, Any] = {
    exp.Create: Engine._created,
    exp.Insert: Engine._inserted,
    exp.Delete: Engine._deleted,
    exp.Update: Engine._updated,
}
