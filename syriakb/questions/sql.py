"""The user's own SQL."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.errors import UsageError
from syriakb.queries.moment import Opened
from syriakb.queries.tables import query as asked
from syriakb.questions.words import Given, Limit

Query = Annotated[
    str | None, Given("One query; - reads it from standard input.", "QUERY", argument=True, piped="The query")
]
Schema = Annotated[bool, Given("Show the views and their columns.")]
Timeout = Annotated[float, Given("How long it may take.", "SECONDS", least=0.1)]


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
    return asked.ask(kb.db, kb.at, query, limit, timeout)
