"""Every problem of the data."""

from pathlib import Path
from typing import Annotated, Literal

from syriakb.answers import Answer
from syriakb.queries.moment import Opened
from syriakb.queries.records import problems
from syriakb.questions.words import Given

Severity = Annotated[
    Literal["error", "warning", "hint"] | None, Given("Only errors, or warnings; or hints, shown by this alone.")
]
Code = Annotated[list[str] | None, Given("Only this one, such as no-locator; repeatable.", "CODE")]
File = Annotated[Path | None, Given("Only in this file or folder.", "PATH")]
All = Annotated[bool, Given("All of each code, where a table has the first few.", shaped=True)]
Rev = Annotated[str | None, Given("Only what a change in git adds: main..branch, or main for main and now.", "A..B")]


def check(
    kb: Opened, severity: Severity = None, code: Code = None, file: File = None, all: All = False, rev: Rev = None
) -> Answer:
    """Every problem of the data, with its place and what to do. Ends with 1 where there are errors."""
    wanted = problems.Filter(severity, tuple(code or ()), file)
    if rev is not None:
        return _added(kb, wanted, rev, all_of_a_code=all)
    return problems.problems(kb, wanted, all_of_a_code=all)


def _added(kb: Opened, wanted: problems.Filter, rev: str, *, all_of_a_code: bool) -> Answer:
    from syriakb.queries import revisions

    with revisions.opened(kb, rev) as sides:
        title = (
            f"Problems that {sides.names[1]} {'add' if sides.names[1] == 'the files' else 'adds'} to {sides.names[0]}"
        )
        return problems.added(kb, sides.before, sides.after, wanted, title, all_of_a_code=all_of_a_code)
