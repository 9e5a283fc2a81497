"""The lines under a table that explain its marks, grades and dates: only what occurs in it."""

import re
from collections.abc import Iterator

from syriakb.answers import Answer
from syriakb.render.cells import compact_date
from syriakb.render.view import View, listed

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
_QUALIFIERS = {"~": "~ = approximate", "?": "? = uncertain", "%": "% = approximate and uncertain"}
_SPELLED_OUT = 4  # letters, or numbers; of more, only the ends of the scale are


def legend(answer: Answer, view: View) -> tuple[str, ...]:
    """Give the lines, of safe text, that explain the marks, grades and dates of an answer."""
    words = "; ".join((*_dates(answer, view), *_bases(answer)))
    return (*_marks(answer, view), *_grades(answer), *([f"{words}."] if words else []))


def _marks(answer: Answer, view: View) -> Iterator[str]:
    """What a mark means, by the first as example, and the titles behind the numbers of sources."""
    titles = [view.safe(view.labels.sources.get(source) or source) for source in view.numbers]
    example = next(_locators(answer, view), None)
    if len(titles) == 1:
        yield f"{_where(view.safe(example))} of: {titles[0]}" if example else f"Source: {titles[0]}"
        return
    if example and listed(answer, "evidence"):
        yield f"1:{_where(view.safe(example))} of source 1."
    yield from (f"{number} = {title}" for number, title in enumerate(titles, start=1))


def _locators(answer: Answer, view: View) -> Iterator[str]:
    marks = (view.labels.marks.get(claim) for claim in listed(answer, "evidence"))
    yield from (mark.locator for mark in marks if mark and mark.locator)
    yield from listed(answer, "locator")


def _where(locator: str) -> str:
    paragraph = re.fullmatch(r"p(\d+)", locator)
    return f"{locator} = paragraph {paragraph[1]}" if paragraph else f"{locator} = the place"


def _grades(answer: Answer) -> Iterator[str]:
    grades = [grade for grade in listed(answer, "grade") if re.fullmatch("[A-F][1-6]", grade)]
    if grades:
        letters, numbers = ("".join(sorted(set(signs))) for signs in zip(*grades, strict=True))
        source, claim = _scale(RELIABILITY, letters), _scale(CREDIBILITY, numbers)
        yield f"Grades: letter = source ({source}); number = what is said ({claim})."


def _scale(meanings: dict[str, str], signs: str) -> str:
    if len(signs) <= _SPELLED_OUT:
        return ", ".join(f"{sign} {meanings[sign]}" for sign in signs)
    best, *_, worst, unknown = meanings
    return f"{best} {meanings[best]} to {worst} {meanings[worst]}, {unknown} {meanings[unknown]}"


def _dates(answer: Answer, view: View) -> Iterator[str]:
    dates = [compact_date(date) for each in listed(answer, "date") for date in each.split("/")]
    span = next((date for date in dates if " .." in date), None)
    if span:
        yield f"{view.safe(span)} = some day from the one to the other"
    before = next((date for date in dates if date.startswith("before ")), None)
    if before:
        yield f"{view.safe(before)} = some day up to then, which is not told"
    yield from (meaning for sign, meaning in _QUALIFIERS.items() if any(sign in date for date in dates))


def _bases(answer: Answer) -> Iterator[str]:
    bases = {basis.partition(",")[0] for basis in listed(answer, "basis")}
    if "assessed" in bases:
        yield "assessed = as the knowledge base itself rules"
    if "own-word" in bases:
        yield "own-word = only those say so whom it serves"
    if "inferred" in bases:
        yield "inferred = from the area around the place"
