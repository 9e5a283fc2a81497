"""Whether the SQL of who controls what gives the same answers on Spark as of files, and is understood as Trino's.

`python -m tests.bench.spark FOLDER ...` writes the facts of each knowledge base as Parquet (`export parquet --facts`)
and asks who controls each of its places: of SQLite, and of Spark in this process, which takes the same statements as
sqlglot puts them in its words. Without a folder it asks the shipped knowledge base. Nothing of Trino runs here: each
statement is put in its words, and what sqlglot understands of those has to be the same. Needs Java, and
`pip install pyspark sqlglot pyarrow`. A second or two for each of some 180 statements,
whatever the size of a small one.
"""

import importlib
import importlib.util
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, cast

from syriakb.disk import store
from syriakb.index.open import open_index
from syriakb.queries.control.states import Key, states
from tests.kb import SHIPPED, run

_SETTINGS = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",  # compiling takes longer than asking
}


def missing() -> str:
    """What is not here of what it takes, in a sentence; nothing where all is."""
    if not shutil.which("java"):
        return "Spark needs Java, which is not here."
    absent = [name for name in ("pyspark", "sqlglot", "pyarrow") if not importlib.util.find_spec(name)]
    return f"Not installed: {', '.join(absent)}." if absent else ""


def main() -> int:
    """Ask, and say how it went; 1 where any answer differs or is not understood."""
    if lack := missing():
        print(lack)
        return 0
    builder = importlib.import_module("pyspark.sql").SparkSession.builder
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        return max([_compared(session, Path(each)) for each in sys.argv[1:] or [str(SHIPPED)]])
    finally:
        session.stop()


def _compared(session: Any, base: Path) -> int:
    from tests.bench.transpiled import Engine, OnSpark

    with TemporaryDirectory() as name:
        folder = Path(name) / "facts"
        done = run("export", "parquet", "--facts", "--out", str(folder), "--data", str(base))
        assert done.status == 0, done.err
        db = open_index(store.find(base))
        keys = _asked(db)
        begun = perf_counter()
        here = states(db, keys)
        asked = perf_counter()
        engine = Engine(session, folder)
        there = states(cast(Any, OnSpark(engine, "main")), keys)
        took = perf_counter() - asked
    unlike = [key for key in here if here[key] != there.get(key)]
    unread = engine.misread()
    print(f"{base}: {len(here) - len(unlike)} of {len(here)} states equal", end="")
    print(f" (SQLite {asked - begun:.1f} s, Spark {took:.0f} s, {len(engine.told)} statements);", end="")
    print(f" {len(engine.told) - len(unread)} of them understood as Trino's", flush=True)
    for key in unlike[:3]:
        print(here[key], there.get(key), sep="\n")
    for statement in unread[:3]:
        print(statement)
    return int(bool(unlike or unread))


def _asked(db: Any) -> list[Key]:
    """Each place, on the last day that the claims tell of and one in the middle of them."""
    days = [day for (day,) in db.execute("SELECT from_day FROM control_fact ORDER BY from_day")] or [20000101]
    places = [place for (place,) in db.execute("SELECT id FROM place ORDER BY id")]
    return [(place, day, 99991231) for place in places for day in sorted({days[-1], days[len(days) // 2]})]


if __name__ == "__main__":
    raise SystemExit(main())
