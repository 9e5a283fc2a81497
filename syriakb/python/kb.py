"""A knowledge base as a program in Python asks it: every question is a method."""

from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from inspect import Parameter, signature
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, Unpack

from syriakb.answers import Dossier
from syriakb.disk import store
from syriakb.errors import SyriakbError
from syriakb.python.rows import Record, Rows
from syriakb.questions import QUESTIONS
from syriakb.questions.called import by_name
from syriakb.questions.terms import Terms

if TYPE_CHECKING:
    from syriakb.python.changes import Change, Field

Day: TypeAlias = str | int | date
Group: TypeAlias = Literal[
    "support", "alliance", "membership", "hostility", "lineage",
    "legal", "diplomacy", "control", "movement", "intent",
]  # fmt: skip


class TermsByName(TypedDict, total=False):
    """The terms of every question (`Terms`), as arguments by name."""

    as_of: Day | None
    known_by: Day | None
    without: str | Sequence[str] | None
    only: str | Sequence[str] | None
    grade: str | None
    impartial: bool
    stale_after: int


class Kb:
    """A knowledge base. Its methods are the questions of the command line, with its words as parameters.

    Beside their own, all take `as_of` and `known_by` (a date, a text such as "2018-12", or a year), `without` and
    `only` (one reference or several), `grade` and `impartial`. A question gives `Rows`, and `show` a `Record`; what
    cannot be answered raises a SyriakbError, whose message says why. Files that changed are read again first.
    """

    def __init__(self, base: store.Base) -> None:
        self._base = base

    @classmethod
    def at(cls, data: str | PathLike[str] | None = None) -> "Kb":
        """The knowledge base in a folder, or without one that which the command line would ask. Raises StoreError."""
        try:
            return cls(store.find(None if data is None else store.place(fspath(data))))
        except SyriakbError as error:
            raise by_name(error) from None

    @property
    def folder(self) -> Path:
        """The folder that its files lie in."""
        return self._base.folder

    def __repr__(self) -> str:
        return f"syriakb.open({str(self.folder)!r})"

    def allies(self, actor: str, depth: int = 1, **terms: Unpack[TermsByName]) -> Rows:
        """Who stands with an actor, by support, alliance or membership."""
        return self._rows("allies", terms, actor=actor, depth=depth)

    def backing(
        self,
        actor: str | None = None,
        backer: str | None = None,
        backed: str | None = None,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """Who backs whom: one actor supporting another."""
        return self._rows("backing", terms, actor=actor, backer=backer, backed=backed)

    def relations(
        self, actor: str, group: Group | None = None, history: bool = False, **terms: Unpack[TermsByName]
    ) -> Rows:
        """Every relation of an actor to another, the hostile ones too."""
        return self._rows("relations", terms, actor=actor, group=group, history=history)

    def path(
        self,
        one: str,
        other: str,
        max_hops: int = 6,
        group: Group | None = None,
        limit: int | None = None,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """The shortest chains of relations that link two actors, hostile ones marked."""
        return self._rows("path", terms, one=one, other=other, max_hops=max_hops, group=group, limit=limit)

    def capitals(
        self,
        by_controller: bool = False,
        controller: str | None = None,
        sides: bool = False,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """The provincial capitals and who holds them."""
        return self._rows("capitals", terms, by_controller=by_controller, controller=controller, sides=sides)

    def control(
        self,
        place: str | None = None,
        controller: str | None = None,
        kind: str | None = None,
        history: bool = False,
        sides: bool = False,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """Who controls what."""
        words = {"place": place, "controller": controller, "kind": kind, "history": history}
        return self._rows("control", terms, **words, sides=sides)

    def claims(
        self,
        about: str | Sequence[str] | None = None,
        by: str | None = None,
        source: str | None = None,
        predicate: str | None = None,
        stance: Literal["asserts", "denies", "ends"] | None = None,
        modality: Literal["actual", "possible", "intended", "conditional"] | None = None,
        directness: Literal["stated", "implied"] | None = None,
        standing: Literal["assessed", "stated", "claimed", "disputed", "denied"] | None = None,
        retracted: bool | None = None,
        group_by: Literal["proposition"] | None = None,
        limit: int | None = None,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """The claims, filtered."""
        wanted = {"about": about, "by": by, "source": source, "predicate": predicate, "stance": stance}
        how = {"modality": modality, "directness": directness, "standing": standing, "retracted": retracted}
        return self._rows("claims", terms, **wanted, **how, group_by=group_by, limit=limit)

    def list(
        self,
        what: Literal["actors", "places", "sources", "predicates", "alliances", "rulings", "kinds"],
        kind: str | None = None,
        limit: int | None = None,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """What there is: actors, places, sources, predicates, alliances, rulings or kinds."""
        return self._rows("list", terms, what=what, kind=kind, limit=limit)

    def show(self, ref: str, limit: int | None = None, **terms: Unpack[TermsByName]) -> Record:
        """One record, with all that touches it."""
        found = self._ask("show", terms, ref=ref, limit=limit)
        assert isinstance(found, Dossier)
        return Record(found, self._base)

    def diff(
        self,
        start: Day | None = None,
        end: Day | None = None,
        known_by_from: Day | None = None,
        known_by_to: Day | None = None,
        rev: str | None = None,
        sides: bool = False,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """What changed between two days in control and in relations; `known_by` holds for both."""
        known = {"known_by_from": known_by_from, "known_by_to": known_by_to}
        return self._rows("diff", terms, start=start, end=end, rev=rev, sides=sides, **known)

    def timeline(
        self,
        ref: str | None = None,
        start: Day | None = None,
        end: Day | None = None,
        limit: int | None = None,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """Dated claims in order, by the earliest day that their dates can mean."""
        return self._rows("timeline", terms, ref=ref, start=start, end=end, limit=limit)

    def disputes(self, between: Sequence[str] | None = None, **terms: Unpack[TermsByName]) -> Rows:
        """Where voices disagree: places and relations, each with who says what."""
        return self._rows("disputes", terms, between=between)

    def depends(self, ref: str | None = None, **terms: Unpack[TermsByName]) -> Rows:
        """Which answers would change without a voice; without one, how many answers rest on the word of each alone."""
        return self._rows("depends", terms, ref=ref)

    def search(self, words: str, limit: int | None = 50, **terms: Unpack[TermsByName]) -> Rows:
        """Full text of statements, anchors, names and notes, the best matches first; all with `limit` None."""
        return self._rows("search", terms, words=words, limit=limit)

    def why(self, *refs: str, limit: int | None = None, **terms: Unpack[TermsByName]) -> Rows:
        """The proof of an answer: the rule that decided, and each claim for and against it.

        Of a place; of two actors; or of two with a predicate between them.
        """
        return self._rows("why", terms, refs=refs, limit=limit)

    def verify(
        self,
        source: str,
        text: str | PathLike[str] | None = None,
        paragraphs: Literal["line", "block"] | None = None,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """Hold every claim of a source against its text: a file, else the one that is kept."""
        file = None if text is None else Path(text)
        return self._rows("verify", terms, source=source, text=file, paragraphs=paragraphs)

    def coverage(
        self,
        source: str,
        text: str | PathLike[str] | None = None,
        paragraphs: Literal["line", "block"] | None = None,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """What of a text has claims and what not."""
        file = None if text is None else Path(text)
        return self._rows("coverage", terms, source=source, text=file, paragraphs=paragraphs)

    def info(self, **terms: Unpack[TermsByName]) -> Rows:
        """What this knowledge base is, where it is, and how large."""
        return self._rows("info", terms)

    def check(
        self,
        severity: Literal["error", "warning", "hint"] | None = None,
        code: str | Sequence[str] | None = None,
        file: str | PathLike[str] | None = None,
        rev: str | None = None,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """Every problem of the data, with its place and what to do."""
        path = None if file is None else Path(file)
        return self._rows("check", terms, severity=severity, code=code, file=path, rev=rev)

    def sql(
        self,
        query: str | None = None,
        schema: bool = False,
        limit: int | None = None,
        timeout: float = 10.0,
        **terms: Unpack[TermsByName],
    ) -> Rows:
        """Ask in SQL: read-only, over documented views, which `schema` tells."""
        return self._rows("sql", terms, query=query, schema=schema, limit=limit, timeout=timeout)

    def add_claim(self, statement: str, *, id: str | None = None, dry_run: bool = False, **fields: "Field") -> "Change":
        """Add a claim: what one speaker says in one source. The fields are those of `syriakb add claim`."""
        return self._add("claim", dry_run, {**fields, "statement": statement, "id": id})

    def add_actor(self, name: str, *, id: str | None = None, dry_run: bool = False, **fields: "Field") -> "Change":
        """Add an actor."""
        return self._add("actor", dry_run, {**fields, "name": name, "id": id})

    def add_place(self, name: str, *, id: str | None = None, dry_run: bool = False, **fields: "Field") -> "Change":
        """Add a place."""
        return self._add("place", dry_run, {**fields, "name": name, "id": id})

    def add_source(self, title: str, *, id: str | None = None, dry_run: bool = False, **fields: "Field") -> "Change":
        """Add a source."""
        return self._add("source", dry_run, {**fields, "title": title, "id": id})

    def add_alliance(self, *, id: str | None = None, dry_run: bool = False, **fields: "Field") -> "Change":
        """Add a relation that the knowledge base itself holds, on claims as evidence."""
        return self._add("alliance", dry_run, {**fields, "id": id})

    def retract(self, id: str, reason: str, superseded_by: str | None = None, *, dry_run: bool = False) -> "Change":
        """Take a claim back. It stays, marked with the reason, and counts no more."""
        from syriakb.python.changes import retract

        try:
            return self._done(retract(self._base, id, reason, superseded_by, dry_run=dry_run))
        except SyriakbError as error:
            raise by_name(error) from None

    def _rows(self, name: str, terms: TermsByName, **given: Any) -> Rows:
        return Rows(self._ask(name, terms, **given), self._base)

    def _ask(self, name: str, terms: TermsByName, **given: Any) -> Any:
        from syriakb.questions.put import put

        question = getattr(import_module(f"syriakb.questions.{name}"), name)
        try:
            return put(self._base, question, terms, given)
        except SyriakbError as error:
            raise by_name(error) from None

    def _add(self, kind: str, dry_run: bool, fields: "Mapping[str, Field]") -> "Change":
        from syriakb.python.changes import add

        try:
            return self._done(add(self._base, kind, fields, dry_run=dry_run))
        except SyriakbError as error:
            raise by_name(error) from None

    def _done(self, change: "Change") -> "Change":
        """The change; on the first one of the packaged copy, that is of the user's own, which is asked from now on."""
        if not change.dry_run:
            self._base = change.base
        return change


def _spelt_out() -> None:
    """Let `help`, and what completes in notebooks, see the terms among the parameters of each question."""
    every = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=Terms._field_defaults[name], annotation=kind)
        for name, kind in TermsByName.__annotations__.items()
    ]
    for name in QUESTIONS:
        method = getattr(Kb, name)
        *own, _ = signature(method).parameters.values()
        method.__signature__ = signature(method).replace(parameters=[*own, *every])


_spelt_out()
