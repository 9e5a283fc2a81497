"""`syriakb check`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.queries.moment import Opened
from syriakb.queries.records import problems

Severity = Annotated[Literal["error", "warning"] | None, typer.Option(help="Only errors, or only warnings.")]
Code = Annotated[list[str] | None, typer.Option(metavar="CODE", help="Only this one, such as no-locator; repeatable.")]
File = Annotated[Path | None, typer.Option(metavar="PATH", help="Only in this file or folder.")]
All = Annotated[bool, typer.Option("--all", help="All of each code, where a table has the first few.")]


@question
def check(kb: Opened, severity: Severity = None, code: Code = None, file: File = None, all: All = False) -> Answer:
    """Every problem of the data, with its place and what to do. Ends with 1 where there are errors."""
    wanted = problems.Filter(severity, tuple(code or ()), file)
    return problems.problems(kb, wanted, all_of_a_code=all)
