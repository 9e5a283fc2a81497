"""The lines under a table that explain its marks and grades: only what occurs in it."""

import re
from collections.abc import Iterator

from syriakb.answers import Answer
from syriakb.render.cells import compact_date
from syriakb.render.view import View, listed

_SOURCE = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
_CLAIM = {
    "1": "confirmed",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
_SPELLED_OUT = 3  # grades; of more, only the system is explained
_MANY = (
    "Grades: the letter is for the source, A (completely reliable) to E (unreliable), F cannot be judged;"
    " the number for the claim, 1 (confirmed) to 5 (improbable), 6 cannot be judged."
)


def legend(answer: Answer, view: View) -> tuple[str, ...]:
    """Give the lines, of safe text, that explain the marks, grades and dates of an answer."""
    return (*_marks(answer, view), *_grades(answer), *_dates(answer, view), *_bases(answer))


def _marks(answer: Answer, view: View) -> Iterator[str]:
    marks = (view.labels.marks.get(claim) for claim in listed(answer, "evidence"))
    example = next((mark for mark in marks if mark and mark.locator), None)
    if not example:
        return
    where = _where(view.safe(example.locator))
    titles = {source: view.safe(view.labels.sources.get(source) or source) for source in view.numbers}
    if len(titles) == 1:
        yield f"{where} of: {titles[example.source]}"
        return
    yield f"1:{where} of source 1."
    yield from (f"{number} = {titles[source]}" for source, number in view.numbers.items())


def _where(locator: str) -> str:
    paragraph = re.fullmatch(r"p(\d+)", locator)
    return f"{locator} = paragraph {paragraph[1]}" if paragraph else f"{locator} = the place"


def _grades(answer: Answer) -> Iterator[str]:
    grades = [grade for grade in listed(answer, "grade") if re.fullmatch("[A-F][1-6]", grade)]
    if len(grades) > _SPELLED_OUT:
        yield _MANY
    elif grades:
        yield "; ".join(f"{g} = source {_SOURCE[g[0]]}, claim {_CLAIM[g[1]]}" for g in sorted(grades)) + "."


def _dates(answer: Answer, view: View) -> Iterator[str]:
    dates = listed(answer, "date")
    span = next((date for date in map(compact_date, dates) if " .." in date), None)
    signs = {"~": "~ = approximate", "?": "? = uncertain", "%": "% = approximate and uncertain"}
    meant = [f"{view.safe(span)} = some day from the one to the other"] if span else []
    meant += [text for sign, text in signs.items() if any(sign in date for date in dates)]
    if meant:
        yield "; ".join(meant) + "."


def _bases(answer: Answer) -> Iterator[str]:
    if "inferred" in listed(answer, "basis"):
        yield "inferred = taken from the place around it, since nothing is said of the place itself."
