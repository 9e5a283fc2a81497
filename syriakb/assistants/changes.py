"""Changes as tools: each is tried first and tells its effect, and is made when it is asked for again with a word.

The word is given by the trial alone, and holds for just the same arguments in the same session; so nothing is written
whose effect was not seen.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from syriakb.assistants import schema
from syriakb.assistants.shelf import Shelf
from syriakb.assistants.tools import Arguments, Tool, answered
from syriakb.edits import addition, retraction
from syriakb.edits.asker import Nobody
from syriakb.edits.change import Done, Way, content
from syriakb.edits.entry import random_id
from syriakb.edits.form import FORMS, REQUIRED, FormField
from syriakb.errors import UsageError
from syriakb.questions.fit import Taken, fit
from syriakb.questions.words import Given

FIRST = "Tried first: the answer tells its effect and a word; called again with the same and `confirm`, it is made."
CONFIRM = Taken("confirm", str, (), True, None, Given("The word that the trial of just this change gave."))
GIVES: dict[str, Any] = {
    "type": "object",
    "properties": {
        "answer": {"type": "string", "description": "What was done or tried."},
        "dry_run": {"type": "boolean", "description": "Whether it was only tried, and nothing is written."},
        "confirm": {"type": "string", "description": "The word to call again with, to make the change."},
        "record": {"type": "object", "description": "The record as it is, or would be."},
        "records": {
            "type": "array",
            "items": {"type": "object"},
            "description": "The records, where there are several.",
        },
        "changed": {"type": "array", "items": {"type": "object"}, "description": "The answers that it changes."},
        "rows": {"type": "array", "items": {"type": "object"}, "description": "Drafts of claims, to be worded."},
        "notes": {"type": "array", "items": {"type": "string"}},
        "warnings": {"type": "array", "items": {"type": "string"}},
        "unknown": schema.ANSWER["properties"]["unknown"],
        "candidates": schema.ANSWER["properties"]["candidates"],
    },
    "required": ["answer"],
}


class Change(NamedTuple):
    """A change: its tool, what it takes, what to keep from its trial, and how to make it of what was kept."""

    name: str
    meaning: str
    takes: list[Taken]
    keep: Callable[[dict[str, Any]], dict[str, Any]]
    make: Callable[[Way, dict[str, Any]], Done]


def tools() -> list[Tool]:
    """The tools that change records."""
    return [_tool(_ADD), _tool(_RETRACT)]


def _tool(change: Change) -> Tool:
    def call(shelf: Shelf, arguments: Arguments) -> dict[str, Any]:
        words = fit([*change.takes, CONFIRM], arguments)
        return answered(change.name, lambda: done(shelf, change, words))

    takes = schema.takes([*change.takes, CONFIRM])
    return Tool(change.name, f"{change.meaning} {FIRST}", takes, GIVES, True, call)


def done(shelf: Shelf, change: Change, words: dict[str, Any]) -> dict[str, Any]:
    """Try the change, or make it where the word of its trial is given. Raises what it raises."""
    word = words.pop("confirm", None)
    with shelf.writing:
        kept = shelf.allowed(change.name, words, word) if word else change.keep(words)
        if kept is None:
            raise UsageError(
                "confirm: no such change was tried in this session. Call it without `confirm` first, and then again"
                " with the very same arguments and the word that it gives."
            )
        asker = Nobody()
        made = change.make(Way(shelf.base, asker, False, dry_run=not word), kept)
        if word:
            shelf.base = made.base
            return _told(made, asker, dry_run=False)
        return {**_told(made, asker, dry_run=True), "confirm": shelf.tried(change.name, words, kept)}


def _told(made: Done, asker: Nobody, *, dry_run: bool) -> dict[str, Any]:
    found = content(made, dry_run=dry_run)
    said = [*made.also, *asker.told, *made.outcome.doubts]
    first = f"{made.sentence}. Nothing is written yet." if dry_run else f"{made.sentence}."
    return {**found, "notes": [first, *said, *found["notes"]]}


def _field(kind: str, field: FormField) -> Taken:
    told = Given(field.help, option=None)
    name, needed = field.name, field.name in REQUIRED[kind]
    return Taken(name, list if field.many else str, field.choices, not needed, None, told)


CLAIM = [_field("claim", field) for field in FORMS["claim"]]
_ID = Taken("id", str, (), True, None, Given("Its id; one is made up else."))
_ADD = Change(
    "add_claim",
    "Add a claim: what one speaker says in one source, in a sentence of your own, and where it has that shape as a"
    " triple. Names resolve as in questions.",
    [*CLAIM, _ID],
    lambda words: {"id": random_id("c"), **words},
    lambda way, words: addition.add(way, "claim", words),
)
_RETRACT = Change(
    "retract",
    "Take a claim back. It stays, marked with the reason, and counts no more.",
    [
        Taken("id", str, (), False, None, Given("The claim to take back.")),
        Taken("reason", str, (), False, None, Given("Why it is taken back.")),
        Taken("superseded_by", str, (), True, None, Given("The claim that stands in its stead.")),
    ],
    dict,
    lambda way, words: retraction.retract(way, words["id"], words["reason"], words.get("superseded_by")),
)
