"""`syriakb publish URL`."""

import sys
from typing import Annotated

import typer

from syriakb.cli.options import DataFolder
from syriakb.disk import store

Url = Annotated[str, typer.Argument(metavar="URL", help="The server and its database: postgresql://HOST/DATABASE.")]
Schema = Annotated[str | None, typer.Option("--schema", metavar="NAME", help="Its name there; syriakb without one.")]


def publish(url: Url, schema: Schema = None, data: DataFolder = None) -> None:
    """Put the index on a PostgreSQL server, for everybody to ask. Later only what changed is sent."""
    from syriakb.extras import library

    library("psycopg", "postgres", "syriakb publish")
    from syriakb.edits import publish as edits

    done = edits.publish(store.find(data), url, schema)
    sys.stdout.write(f"Published in the schema {done.schema}: {done.sent:,} of {done.rows:,} rows were sent.\n")
