"""Every problem of the data."""

from pathlib import Path
from typing import Annotated, Literal

from syriakb.answers import Answer
from syriakb.queries.moment import Opened
from syriakb.queries.records import problems
from syriakb.questions.words import Given

Severity = Annotated[Literal["error", "warning"] | None, Given("Only errors, or only warnings.")]
Code = Annotated[list[str] | None, Given("Only this one, such as no-locator; repeatable.", "CODE")]
File = Annotated[Path | None, Given("Only in this file or folder.", "PATH")]
All = Annotated[bool, Given("All of each code, where a table has the first few.", shaped=True)]


def check(kb: Opened, severity: Severity = None, code: Code = None, file: File = None, all: All = False) -> Answer:
    """Every problem of the data, with its place and what to do. Ends with 1 where there are errors."""
    wanted = problems.Filter(severity, tuple(code or ()), file)
    return problems.problems(kb, wanted, all_of_a_code=all)
