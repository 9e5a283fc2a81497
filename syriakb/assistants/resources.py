"""What an assistant can read up on: what the knowledge base is, its vocabulary, its sources, and the rules."""

from collections.abc import Callable
from typing import NamedTuple

from syriakb.assistants.shelf import Shelf
from syriakb.help import guide
from syriakb.queries.moment import Opened
from syriakb.queries.records import info
from syriakb.queries.records.read import records
from syriakb.questions.asking import ask
from syriakb.questions.terms import Terms
from syriakb.render.json import dumps
from syriakb.render.screen import Screen

_HOW = """
How to answer from it:

- Every answer holds for a day (`as_of`); say which. What it does not know it gives as null or unknown; do not fill
  that in.
- Cite: each row's `evidence` are claims; `claims` in the answer tells for each what was said, by whom (`said_by`; null
  is the source's own voice), in which source, and where (`locator`, such as p4, a paragraph).
- `standing`: assessed (the knowledge base itself holds it), stated (a source says it in its own voice), claimed (only
  named speakers do), disputed (asserted and denied), denied. `basis` of control: stated, implied, own-word (only by
  those whom it serves), inferred (from the area around), unknown.
- `grade`: source A (completely reliable) to E, F cannot be judged; claim 1 (confirmed) to 5 (improbable), 6 cannot be
  judged.
- `voices` are the speakers whose word alone it is; `caveat` and `notes` belong to the answer: pass them on.
- Names may be ids, names or aliases in any script. Of a name that is not known, `candidates` are given.
"""


class Resource(NamedTuple):
    """Something to read: its address, its name, what it is, the type of its text, and how to come by that."""

    address: str
    name: str
    meaning: str
    type: str
    read: Callable[[Shelf], str]


def _asked(shelf: Shelf, question: Callable[[Opened], str]) -> str:
    return ask(shelf.base, Terms(), question)


def _about(kb: Opened) -> str:
    told = {str(what): value for what, value in info.info(kb).rows}
    lines = "".join(f"- {what}: {value}\n" for what, value in told.items() if what not in ("title", "about", "folder"))
    return f"# {told.get('title')}\n\n{told.get('about') or ''}\n\n{lines}{_HOW}"


def _listed(kind: str) -> Callable[[Opened], str]:
    return lambda kb: dumps(list(records(kb.db, kind)), Screen(), indent=1)


RESOURCES = (
    Resource(
        "syriakb://about",
        "about",
        "What this knowledge base is, how large, for which day, and how to cite from it. Read it first.",
        "text/markdown",
        lambda shelf: _asked(shelf, _about),
    ),
    Resource(
        "syriakb://vocabulary",
        "vocabulary",
        "The predicates: what relations and control are called, between which kinds, in which groups.",
        "application/json",
        lambda shelf: _asked(shelf, _listed("predicate")),
    ),
    Resource(
        "syriakb://sources",
        "sources",
        "The sources: title, publisher, day, address, reliability, what they repeat and for whom they speak.",
        "application/json",
        lambda shelf: _asked(shelf, _listed("source")),
    ),
    Resource(
        "syriakb://rules",
        "rules",
        "The rules by which claims become answers.",
        "text/markdown",
        lambda _: guide("rules"),
    ),
)
