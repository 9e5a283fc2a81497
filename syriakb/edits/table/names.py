"""Names in a table: whom they mean, what is made of those that nobody has, and what somebody decided about them.

Each name is looked up once. A new record that a row makes is found by its name in the rows that follow.
"""

from __future__ import annotations  # Raw is the name of a type that is written as text

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.edits.entry import random_id, slug
from syriakb.edits.resolve import kinds_of, resolve
from syriakb.edits.table.values import Cells, SkipError
from syriakb.errors import AmbiguousError, NotFoundError, UnclearError
from syriakb.model.fields import WARNINGS, build
from syriakb.model.names import fold
from syriakb.model.readers import Raw
from syriakb.model.records import FIELDS, KINDS
from syriakb.queries import lookup, mistyped
from syriakb.queries.suggest import suggest

NEW, LEAVE_OUT = "new", "skip"  # what somebody can decide, beside an id
UNKNOWN, AMBIGUOUS = "unknown", "ambiguous"
_ENDS = ("actor", "place")
_MADE = ("actor", "place", "source")  # kinds of which a name alone makes a record
_NAMED_BY = {"source": "title", "predicate": "label"}
_MANY = 500  # names for which the nearest are looked for


class Decision(NamedTuple):
    """What becomes of a name that nobody has, of one of these kinds: it is new, left out, or that of an id.

    `record_kind` is what a new one is, such as town.
    """

    kinds: frozenset[str]
    what: str
    record_kind: str | None = None


class Unknown(NamedTuple):
    """A name that could not be resolved: for which kinds, whether nobody has it or several do, in how many rows."""

    name: str
    kinds: tuple[str, ...]
    why: str
    rows: int
    nearest: tuple[str, ...] = ()


class NewOne(NamedTuple):
    """A record that a row makes beside or before others."""

    kind: str
    raw: dict[str, Raw]


class Asked(NamedTuple):
    """What is asked of a name: in which field, beside which predicate, by which code, within which area."""

    kind: str
    field: str
    name: str
    predicate: str | None = None
    by: str | None = None
    area: str | None = None


class Found(NamedTuple):
    """The id that a name means; without one, why there is none, and whether that could be decided by somebody.

    `near` is what it may mean, so far as that was looked for.
    """

    id: str | None
    reason: str = ""
    why: str = ""
    near: tuple[str, ...] | None = None


Fields = Callable[[Cells], dict[str, Raw]]  # what a mapping says of new records of a kind; may raise UnfitError
_LEFT_OUT = Found(None, why=LEAVE_OUT)


class Names:
    """Whom names mean, in the knowledge base or among the new records of this table.

    `create` gives the fields of new records by kind; with `every` each kind that can be is made.
    """

    def __init__(
        self,
        db: Connection,
        create: Mapping[str, Fields],
        decided: Mapping[str, list[Decision]],
        *,
        every: bool = False,
    ) -> None:
        self._db, self._create, self._decided, self._every = db, create, decided, every
        self._known: dict[Asked, Found] = {}
        self._sides: dict[tuple[str | None, str], tuple[str, ...]] = {}
        self._new: dict[tuple[str, str], dict[str, list[str]]] = {}  # by kind and folded name: ids, and within what
        self._ids: dict[tuple[str, str], NewOne] = {}
        self._codes: dict[tuple[str, str], str] = {}
        self._missing: Counter[tuple[str, tuple[str, ...], str]] = Counter()
        self._close: dict[tuple[str, tuple[str, ...], str], tuple[str, ...] | None] = {}  # what each of these may mean
        self.pending: list[NewOne] = []

    def begin(self) -> None:
        """Begin a row."""
        self.pending = []

    def give_up(self) -> None:
        """Forget what the row made that was begun last, since it is refused."""
        made = {str(one.raw["id"]) for one in self.pending}
        for one in self.pending:
            self._ids.pop((one.kind, str(one.raw["id"])), None)
            for name in _called(one):
                self._new.get((one.kind, fold(name)), {}).pop(str(one.raw["id"]), None)
        if made:
            self._known = {asked: found for asked, found in self._known.items() if found.id not in made}
        self.pending = []

    def enter(self, one: NewOne) -> None:
        """Take note of a new record, so that its name and its id are known."""
        self._ids.setdefault((one.kind, str(one.raw["id"])), one)
        for code in ("pcode", "wikidata"):
            if code in one.raw:
                self._codes.setdefault((one.kind, str(one.raw[code])), str(one.raw["id"]))
        within = one.raw.get("within", [])
        for name in _called(one):
            ids = self._new.setdefault((one.kind, fold(name)), {})
            ids.setdefault(str(one.raw["id"]), [within] if isinstance(within, str) else list(within))

    def entered(self, kind: str, name: str) -> NewOne | None:
        """The new record of that id."""
        return self._ids.get((kind, name))

    def find(self, asked: Asked, cells: Cells) -> Found:
        """Whom a name in a field means. Raises SkipError where somebody decided to leave it out."""
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._sought(asked, cells)
        if found.why == LEAVE_OUT:
            raise SkipError
        if found.why:
            missing = (asked.name, self._kinds(asked), found.why)
            self._missing[missing] += 1
            self._close.setdefault(missing, found.near)
        return found

    def _kinds(self, asked: Asked) -> tuple[str, ...]:
        """The kinds of records that a field can name."""
        refers = FIELDS[KINDS[asked.kind]][asked.field].refers
        if asked.field not in ("subject", "object") or refers != _ENDS:
            return refers
        key = (asked.predicate, asked.field)
        if key not in self._sides:
            self._sides[key] = kinds_of(self._db, asked.predicate, asked.field)
        return self._sides[key]

    def _sought(self, asked: Asked, cells: Cells) -> Found:
        kinds = self._kinds(asked)
        decision = next((each for each in self._decided.get(fold(asked.name), ()) if each.kinds & {*kinds}), None)
        if decision and decision.what == LEAVE_OUT:
            return _LEFT_OUT
        if decision and decision.what != NEW:
            return self._of_id(kinds, decision.what) or self._resolved(asked._replace(name=decision.what), told=True)
        if asked.by and (found := self._of_id(kinds, asked.by)):
            return found
        if asked.area and "place" in kinds:
            found = self._within(asked, cells)
        else:
            found = self._among_new(asked, kinds) or self._resolved(asked)
        if asked.field == "within":
            found = self._as_area(asked.name) or found
        if found.why != UNKNOWN:
            return found
        return self._made(asked, kinds, cells, decision) or self._told(asked, found)

    def _of_id(self, kinds: Iterable[str], name: str) -> Found | None:
        """By an id, or a code that such a record has."""
        for kind in kinds:
            if (kind, name) in self._ids:
                return Found(name)
            codes = [each for each in ("id", "pcode", "wikidata") if each in FIELDS[KINDS[kind]]]
            where = " OR ".join(f"{code} = :name" for code in codes)
            rows = self._db.execute(f"SELECT id FROM {kind} WHERE {where} LIMIT 2", {"name": name}).fetchall()
            if len(rows) == 1:
                return Found(str(rows[0][0]))
            if (kind, name) in self._codes:
                return Found(self._codes[kind, name])
        return None

    def _among_new(self, asked: Asked, kinds: tuple[str, ...]) -> Found | None:
        """Among the new records; what the knowledge base has goes before, so that nothing is there twice."""
        for kind in kinds:
            if (kind, asked.name) in self._ids:
                return Found(asked.name)
        ids = [each for kind in kinds for each in self._new.get((kind, fold(asked.name)), ())]
        if not ids or (there := self._resolved(asked)).id or there.why == AMBIGUOUS:
            return there if ids else None
        if len(ids) == 1:
            return Found(ids[0])
        return Found(None, f"{asked.name!r} can mean {' or '.join(ids)} of this table.", AMBIGUOUS)

    def _told(self, asked: Asked, found: Found) -> Found:
        """The same with the reason why there is nobody, and what is near so far as that is looked for."""
        if found.reason:
            return found
        if len(self._missing) < _MANY:
            return self._resolved(asked, told=True)
        return Found(None, lookup.nobody(asked.name, *_ENDS), UNKNOWN)

    def _resolved(self, asked: Asked, *, told: bool = False) -> Found:
        """Among the records there are; why there is none is left out, unless it is to be `told`."""
        if not told and {*self._kinds(asked)} <= {*_ENDS} and not lookup.meant(self._db, asked.name, *_ENDS):
            return Found(None, "", UNKNOWN)
        raw: dict[str, Raw] = {"predicate": asked.predicate} if asked.predicate else {}
        try:
            return Found(str(resolve(self._db, asked.kind, asked.field, asked.name, raw)))
        except AmbiguousError as error:
            return Found(None, str(error), AMBIGUOUS, self._may_be(asked, error))
        except NotFoundError as error:
            return Found(None, str(error), UNKNOWN, self._may_be(asked, error))

    def _may_be(self, asked: Asked, error: UnclearError) -> tuple[str, ...]:
        kinds = self._kinds(asked)
        return tuple(each.id for each in error.candidates if each.kind in kinds)

    def _within(self, asked: Asked, cells: Cells) -> Found:
        """A place by its name and one that it lies in; where that is not known, by its name alone."""
        area = self.find(Asked("place", "within", str(asked.area)), cells).id
        if not area:
            return self._among_new(asked, ("place",)) or self._resolved(asked)
        around = self._around(area)
        there = self._db.execute(
            "SELECT DISTINCT n.ref, EXISTS (SELECT 1 FROM enclosing AS e WHERE e.place = n.ref AND e.ancestor = ?),"
            " EXISTS (SELECT 1 FROM enclosing AS e WHERE e.place = n.ref AND e.distance > 0)"
            " FROM name AS n WHERE n.folded = ? AND n.kind = 'place'",
            (area, fold(asked.name)),
        ).fetchall()
        inside = [ref for ref, lies, _ in there if lies]
        inside += [ref for ref, within in self._new.get(("place", fold(asked.name)), {}).items() if around & {*within}]
        if len(inside) == 1:
            return Found(inside[0])
        if inside:
            return Found(None, f"{asked.name!r} in {asked.area} can mean {' or '.join(inside)}.", AMBIGUOUS)
        unplaced = [ref for ref, _, placed in there if not placed]
        if len(unplaced) == 1:
            return Found(unplaced[0])
        others = f" There is {', '.join(ref for ref, *_ in there)} elsewhere." if there else ""
        return Found(None, f"No place in {asked.area} is called {asked.name!r}.{others}", UNKNOWN)

    def _as_area(self, name: str) -> Found | None:
        """An area by a name that a place in it has too: the one of that name in which others lie, else around it.

        So `Aleppo` means, for what lies in it, not the city but the Aleppo Governorate.
        """
        sql = (
            "SELECT DISTINCT n.ref, EXISTS (SELECT 1 FROM enclosing AS e WHERE e.ancestor = n.ref AND e.distance > 0)"
            " FROM name AS n WHERE n.folded = ? AND n.kind = 'place'"
        )
        there = self._db.execute(sql, (fold(name),)).fetchall()
        areas = [ref for ref, encloses in there if encloses]
        if len(areas) == 1:
            return Found(areas[0])
        if areas or len(there) != 1:
            return None
        named_after = (
            "SELECT o.id, o.name FROM place AS p JOIN within AS w ON w.row = p.row JOIN place AS o ON o.id = w.parent"
            " WHERE p.id = ?"
        )
        around = [ref for ref, own in self._db.execute(named_after, (there[0][0],)) if _begins(own, name)]
        return Found(around[0]) if len(around) == 1 else None

    def _around(self, area: str) -> set[str]:
        """An area and the new places that lie in it."""
        found = {area}
        for (kind, _), ids in self._new.items():
            if kind == "place":
                found.update(ref for ref, within in ids.items() if area in within)
        return found

    def _made(self, asked: Asked, kinds: tuple[str, ...], cells: Cells, decision: Decision | None) -> Found | None:
        """A new record of that name, where the mapping, somebody's decision or the command line says so."""
        able = [kind for kind in kinds if kind in _MADE and (decision is None or kind in decision.kinds)]
        wanted = [kind for kind in able if self._every or decision or kind in self._create]
        if not wanted:
            return None
        if len(wanted) > 1:
            hint = "Say which in a file of names: --names FILE"
            return Found(None, f"{asked.name!r} can be {' or '.join(map(_a, wanted))}. {hint}", UNKNOWN)
        kind = wanted[0]
        raw = {**(self._create[kind](cells) if kind in self._create else {}), _naming(kind): asked.name}
        if decision and decision.record_kind:
            raw["kind"] = decision.record_kind
        one = NewOne(kind, ordered(kind, {"id": self.free_id(kind, raw), **raw}))
        for field in [name for name, field in FIELDS[KINDS[kind]].items() if field.refers and name in one.raw]:
            found = [self.find(Asked(kind, field, each), cells) for each in listed(one.raw[field])]
            if bad := [each for each in found if each.id is None]:
                return bad[0]
            ids = [str(each.id) for each in found]
            one.raw[field] = ids if isinstance(one.raw[field], list) else ids[0]
        _, faults = build(KINDS[kind], one.raw)
        if wrong := [fault.message for fault in faults if fault.code not in WARNINGS]:
            return Found(None, f"{_a(kind).capitalize()} named {asked.name!r} cannot be made. {' '.join(wrong)}")
        self.enter(one)
        self.pending.append(one)
        return Found(str(one.raw["id"]))

    def free_id(self, kind: str, raw: dict[str, Raw]) -> str:
        """An id for a new record: its name, if need be with what it lies in, else one made at random."""
        name = slug(str(raw[_naming(kind)]))
        within = [slug(each) for each in listed(raw.get("within", []))][:1]
        for each in (name, "-".join([name, *within])):
            if each and not self.taken(kind, each):
                return each
        return f"{name[:90]}-{random_id('x')[2:6]}" if name else random_id(kind[0])

    def taken(self, kind: str, name: str) -> bool:
        """Whether an id is that of another record; actors and places share theirs."""
        tables = _ENDS if kind in _ENDS else (kind,)
        if any((each, name) in self._ids for each in tables):
            return True
        return any(self._db.execute(f"SELECT 1 FROM {each} WHERE id = ?", (name,)).fetchone() for each in tables)

    def coded(self, kind: str, code: str) -> bool:
        """Whether there is a record of a kind with that code."""
        return self._of_id((kind,), code) is not None

    def anybody(self, kind: str, field: str, name: str) -> bool:
        """Whether a whole text is a name that somebody has, and not several ids."""
        asked = Asked(kind, field, name)
        found = self._among_new(asked, self._kinds(asked)) or self._resolved(asked)
        return found.id is not None

    def has(self, kind: str, name: str, within: str | None, cells: Cells) -> bool:
        """Whether there is a record of a kind by its id or its name, or several; a place, within another."""
        if kind in ("actor", "place"):
            asked = Asked("place" if kind == "place" else "claim", "within" if kind == "place" else "said_by", name)
            if within:
                found = self._within(asked._replace(area=within), cells)
            else:
                found = self._among_new(asked, (kind,)) or self._resolved(asked)
            return found.id is not None or found.why == AMBIGUOUS
        if self.taken(kind, name) or (kind, fold(name)) in self._new:
            return True
        column = _naming(kind)
        return self._db.execute(f"SELECT 1 FROM {kind} WHERE {column} = ?", (name,)).fetchone() is not None

    def unknown(self) -> list[Unknown]:
        """The names that could not be resolved, those of most rows first, each with those that are near."""
        found = self._missing.most_common()
        return [
            Unknown(*missing, rows, self._near(missing) if at < _MANY else ())
            for at, (missing, rows) in enumerate(found)
        ]

    def _near(self, missing: tuple[str, tuple[str, ...], str]) -> tuple[str, ...]:
        name, kinds, _ = missing
        if (close := self._close.get(missing)) is not None:
            return close
        if {*kinds} <= {*_ENDS}:
            return tuple(each.ref for each in suggest(self._db, name, kinds))
        return tuple(mistyped.ids(self._db, name, kinds))


def listed(value: Raw) -> list[str]:
    """A value as a list of texts."""
    return [value] if isinstance(value, str) else list(value)


def ordered(kind: str, raw: dict[str, Raw]) -> dict[str, Raw]:
    """The fields in the order that records have them in."""
    return {name: raw[name] for name in FIELDS[KINDS[kind]] if name in raw}


def _naming(kind: str) -> str:
    return _NAMED_BY.get(kind, "name")


def _called(one: NewOne) -> list[str]:
    return [str(one.raw.get(_naming(one.kind), one.raw["id"])), *listed(one.raw.get("aliases", []))]


def _begins(name: str, word: str) -> bool:
    return fold(name).startswith(f"{fold(word)} ")


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ao" else f"a {kind}"
