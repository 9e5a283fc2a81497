"""How long a warm question takes from the command line, against programs that do nearly nothing."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.timing import line, medians, python

_DATA = Path(__file__).parents[2] / "data"
HELLO = """
import typer

app = typer.Typer()


@app.command()
def hello(name: str, format: str = "json") -> None:
    print(f"hello {name}")


app()
"""
HELLO_PLAIN = HELLO.replace("typer.Typer()", "typer.Typer(rich_markup_mode=None)")  # whose help needs no Rich
HELLO_TABLE = """
import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def hello(name: str) -> None:
    table = Table("Who", "What", title="Hello")
    table.add_row(name, "hello")
    Console().print(table)


app()
"""


def report(runs: int) -> str:
    """Ratios of medians, in lines."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder)
        (folder / "hello.py").write_text(HELLO, encoding="utf-8")
        (folder / "hello_table.py").write_text(HELLO_TABLE, encoding="utf-8")
        (folder / "hello_plain.py").write_text(HELLO_PLAIN, encoding="utf-8")
        question = ("-m", "syriakb", "allies", "HTS", "--data", str(_DATA))
        taken = medians(
            {
                "python": python("-c", "pass", folder=folder),
                "hello": python("hello.py", "HTS", folder=folder),
                "hello table": python("hello_table.py", "HTS", folder=folder),
                "json": python(*question, "--format", "json", folder=folder),
                "table": python(*question, folder=folder),
                "hello --help": python("hello_plain.py", "--help", folder=folder),
                "--help": python("-m", "syriakb", "--help", folder=folder),
            },
            runs,
        )
    absolute = ", ".join(f"{what} {seconds * 1000:.0f}" for what, seconds in taken.items())
    return (
        f"Start-up, medians of {runs} runs (ms: {absolute})\n"
        + line("allies HTS --format json / a bare Typer hello", taken["json"] / taken["hello"], "at most 1.5")
        + line("allies HTS --format json / the bare interpreter", taken["json"] / taken["python"], "at most 6")
        + line("allies HTS / a bare Typer hello that prints a Rich table", taken["table"] / taken["hello table"], "1.3")
        + line("--help / the --help of a Typer hello without Rich", taken["--help"] / taken["hello --help"], "1.3")
    )
