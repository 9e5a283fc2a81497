"""A text that an assistant has before it: read into drafts of claims, which it words and hands back to be added.

The text is what is handed over. Those that the knowledge base keeps are never read for it.
"""

from collections.abc import Mapping, Sequence
from re import fullmatch
from typing import Any

from syriakb.assistants import schema
from syriakb.assistants.changes import CLAIM, CONFIRM, FIRST, GIVES, Change, done
from syriakb.assistants.shelf import Shelf
from syriakb.assistants.tools import Arguments, Tool, answered
from syriakb.edits import several
from syriakb.edits.entry import random_id
from syriakb.errors import UsageError
from syriakb.model.typography import BLOCK, LINE, paragraphs
from syriakb.queries import lookup
from syriakb.queries.labels import labels
from syriakb.queries.moment import Opened
from syriakb.questions.asking import ask
from syriakb.questions.fit import Taken, fit
from syriakb.questions.terms import Terms
from syriakb.questions.words import Given
from syriakb.reading import drafts
from syriakb.reading.anchors import Anchors
from syriakb.reading.survey import published, survey
from syriakb.render.json import content

_MEANING = (
    "Read a text into claims. With the text alone it gives drafts: where somebody is named, and what may be said of"
    " them, by paragraph. Word those that the text does say, each in a sentence of your own, mend what is wrong, and"
    f" call again with them as `claims`; nothing else of the text is kept. {FIRST}"
)
_HELP = "What a paragraph is: a line that is not empty, or a block between empty lines."
_TAKES = [
    Taken("text", str, (), False, None, Given("The text itself, a paragraph a line.")),
    Taken("source", str, (), True, None, Given("The id of its source, which is there already; needed for `claims`.")),
    Taken("paragraphs", str, (LINE, BLOCK), True, LINE, Given(_HELP)),
    CONFIRM,
]
_OWN = [each._replace(optional=each.name != "statement") for each in CLAIM if each.name != "source"]
_CLAIMS = {
    "type": "array",
    "items": {"type": "object"} | schema.takes(_OWN),
    "description": "Claims to add, with `locator` (p4 is the fourth paragraph) and `exact`, up to 8 words from there.",
}


def tool() -> Tool:
    """The tool that reads."""
    takes = schema.takes(_TAKES)
    takes["properties"]["claims"] = _CLAIMS
    return Tool("read", _MEANING, takes, GIVES, True, _call)


def _call(shelf: Shelf, arguments: Arguments) -> dict[str, Any]:
    given = dict(arguments)
    claims = given.pop("claims", None) or []
    words = fit(_TAKES, given)
    text = paragraphs(words["text"], words.get("paragraphs") or LINE)
    if not claims:
        return answered("read", lambda: ask(shelf.base, Terms(), lambda kb: _drafts(kb, text, words.get("source"))))
    fitted = [_claim(number, each, words.get("source"), text) for number, each in enumerate(claims, start=1)]
    return answered("read", lambda: done(shelf, _READ, {**words, "claims": fitted}))


def _drafts(kb: Opened, text: Sequence[str], source: str | None) -> dict[str, Any]:
    known = lookup.by_id(kb.db, "source", source) if source else None
    read = survey(kb.db, text, published(kb.db, known) if known else None)
    found = drafts.answer(read, "the text")
    return {**content(found), "names": labels(kb.db, [found]).names}


def _claim(number: int, given: Any, source: str | None, text: Sequence[str]) -> dict[str, Any]:
    """A claim as it is added, its anchor where it says. Raises UsageError."""
    if source is None:
        raise UsageError("source is missing: claims are added with the id of the source that the text is of.")
    if not isinstance(given, Mapping):
        raise UsageError(f"claims: {given!r} is no claim. Give an object with its fields.")
    try:
        found = fit(_OWN, given)
        _anchored(found, text)
    except UsageError as error:
        raise UsageError(f"Claim {number}: {error}") from None
    return {**found, "source": source}


def _anchored(claim: Mapping[str, Any], text: Sequence[str]) -> None:
    place = fullmatch(r"p([1-9][0-9]*)", claim.get("locator", ""))
    if "exact" not in claim:
        return
    if not place or int(place[1]) > len(text):
        raise UsageError(f"locator: {claim.get('locator')!r} is no paragraph of the text. It has p1 to p{len(text)}.")
    if not Anchors(text).stands(int(place[1]), claim["exact"]):
        raise UsageError(f"exact: {claim['exact']!r} does not stand once in {claim['locator']}. Copy it from there.")


def _kept(words: dict[str, Any]) -> dict[str, Any]:
    return {"claims": [{"id": random_id("c"), **claim} for claim in words["claims"]]}


_READ = Change("read", _MEANING, [], _kept, lambda way, kept: several.add(way, kept["claims"]))
