"""The questions as tools: what each is called, takes and gives, and its answer with all that it takes to cite it."""

from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import getdoc
from typing import Any, NamedTuple

from syriakb.answers import Answer, Dossier
from syriakb.assistants import schema
from syriakb.assistants.cited import beside
from syriakb.assistants.shelf import Shelf
from syriakb.errors import AmbiguousError, NotFoundError, SyriakbError
from syriakb.queries.moment import Opened
from syriakb.questions import QUESTIONS
from syriakb.questions.asking import ask, whole
from syriakb.questions.called import by_name
from syriakb.questions.fit import LIMIT, fit, taken
from syriakb.questions.put import terms_taken
from syriakb.questions.terms import Terms
from syriakb.render.dossier import tables
from syriakb.render.json import content

_NO_TOOLS = {"verify", "coverage"}  # what reads the texts of sources is for the people who keep them
Arguments = Mapping[str, Any]


class Tool(NamedTuple):
    """A tool: its name, what it is for, what it takes and gives (JSON Schema), whether it writes, and what it does."""

    name: str
    meaning: str
    takes: dict[str, Any]
    gives: dict[str, Any]
    writes: bool
    call: Callable[[Shelf, Arguments], dict[str, Any]]


def questions() -> list[Tool]:
    """A tool for each question."""
    return [_tool(name) for name in sorted(QUESTIONS - _NO_TOOLS)]


def _tool(name: str) -> Tool:
    question = getattr(import_module(f"syriakb.questions.{name}"), name)
    own = [each for each in taken(question) if not each.given.shaped and each.name != "limit"]
    terms = terms_taken()
    limited = any(each.given is LIMIT for each in taken(question))

    def call(shelf: Shelf, arguments: Arguments) -> dict[str, Any]:
        given = dict(arguments)
        by_terms = {each.name: given.pop(each.name, None) for each in terms}
        limit = fit([schema.LIMIT], {"limit": given.pop("limit", None)}).get("limit", schema.LIMIT.default)
        words = fit(own, given) | ({"limit": limit} if limited else {})
        on = Terms(**fit(terms, by_terms))
        return answered(name, lambda: ask(shelf.base, on, lambda kb: _told(kb, question(kb, **words), limit)))

    return Tool(name, _meaning(question), schema.takes([*own, schema.LIMIT, *terms]), schema.ANSWER, False, call)


def _meaning(question: Callable[..., Any]) -> str:
    return " ".join((getdoc(question) or "").split())


def answered(name: str, found: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The answer; for a name that nobody has, or several, those that may be meant."""
    try:
        return found()
    except (NotFoundError, AmbiguousError) as error:
        near = [each._asdict() for each in error.candidates]
        return {"answer": name, "unknown": f"{by_name(error)} {error.asked}".strip(), "candidates": near}
    except SyriakbError as error:
        raise by_name(error) from None


def _told(kb: Opened, found: Answer | Dossier, limit: int) -> dict[str, Any]:
    """An answer, at most so many rows of it, with what it rests on."""
    found = whole(kb, found, base=True)
    if isinstance(found, Dossier):
        return {**content(found), **_cited(kb, found)}
    few = found._replace(rows=found.rows[:limit])
    if (left := len(found.rows) - len(few.rows)) > 0:
        total = max(found.total or 0, len(found.rows))
        note = f"The first {len(few.rows)} of {total:,} rows. Ask for more by limit, or ask more narrowly."
        few = few._replace(total=total, notes=(*few.notes, note)) if left else few
    return {**content(few), **beside(kb.db, kb.at, tables(few))}


def _cited(kb: Opened, found: Dossier) -> dict[str, Any]:
    """What a record rests on; `claims` are a list of its own there."""
    about = beside(kb.db, kb.at, [answer for _, answer in found.sections])
    return {"cited": about["claims"], "sources": about["sources"], "names": about["names"]}
