"""`syriakb mcp`."""

import sys
from typing import Annotated

import typer

from syriakb.cli.options import DataFolder
from syriakb.cli.output import say
from syriakb.disk import store

Write = Annotated[bool, typer.Option("--write", help="Let it add and retract claims, too, each tried before.")]


def mcp(write: Write = False, data: DataFolder = None) -> None:
    """The questions as tools for assistants, by the Model Context Protocol. They go over standard input and output."""
    from syriakb.extras import library

    if sys.stdin.isatty():
        say("This is for the program of an assistant, which starts it and speaks to it. See: syriakb help assistants")

    library("mcp", "mcp", "syriakb mcp")
    from syriakb.assistants.server import serve
    from syriakb.assistants.shelf import Shelf

    serve(Shelf(store.find(data)), write=write)
