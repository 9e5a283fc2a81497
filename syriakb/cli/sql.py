"""`syriakb sql QUERY`."""

import sys
from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.options import Limit
from syriakb.errors import UsageError
from syriakb.queries.moment import Opened
from syriakb.queries.tables import query as asked

Query = Annotated[str | None, typer.Argument(metavar="QUERY", help="One query; - reads it from standard input.")]
Schema = Annotated[bool, typer.Option("--schema", help="Show the views and their columns.")]
Timeout = Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="How long it may take.")]


@question
def sql(
    kb: Opened,
    query: Query = None,
    schema: Schema = False,
    limit: Limit = asked.SHOWN,
    timeout: Timeout = asked.SECONDS,
) -> Answer:
    """Ask in SQL: read-only, over documented views."""
    if schema:
        return asked.schema()
    if query is None:
        raise UsageError("Give a query, such as: syriakb sql 'SELECT name FROM actors'. The views: sql --schema")
    return asked.ask(kb.db, kb.at, _given() if query == "-" else query, limit, timeout)


def _given() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise UsageError(f"The query on standard input is not UTF-8 (byte {bad.start:,}). Write it in UTF-8.") from None
