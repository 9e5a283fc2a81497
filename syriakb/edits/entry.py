"""A new record, from the options that were given and from what somebody is asked for."""

import re
import sqlite3
from base64 import b32encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from secrets import token_bytes
from typing import NamedTuple
from unicodedata import normalize

from syriakb.edits.asker import Asker
from syriakb.edits.form import ARGUMENT, FORMS, FormField, missing, option
from syriakb.edits.known import between, coordinates, kinds, namesakes
from syriakb.edits.resolve import BEFORE, kinds_of, resolve, stanced
from syriakb.errors import NotFoundError, SyriakbError, UsageError
from syriakb.model import fields, records
from syriakb.model.dates import BadDate
from syriakb.model.everyday import understood
from syriakb.model.readers import DATE, Raw, UnfitError
from syriakb.model.records import KINDS

_SHOWN = 12  # choices that fit on a line or two


class NewRecord(NamedTuple):
    """A new record: its kind and its fields as text."""

    kind: str
    raw: dict[str, Raw]


Wrong = Callable[[Sequence[NewRecord], NewRecord], tuple[Sequence[str], Sequence[str]]]


def _nothing(_: Sequence[NewRecord], __: NewRecord) -> tuple[Sequence[str], Sequence[str]]:
    """Whoever is not asked is told at the end."""
    return (), ()


class Draftsman(NamedTuple):
    """Who makes entries: the index that names resolve in, who asks and whether somebody is there, what else they add.

    `also` collects the records that a claim needs beside itself, because somebody wanted them added there and then;
    `begun` are those that are being filled in. `wrong` tells what is wrong with a record as far as it is known, beside
    others that are new too: errors, and warnings. `first` is what to
    say before anything else, once.
    """

    db: sqlite3.Connection
    asker: Asker
    asks: bool
    also: list[NewRecord]
    begun: list[NewRecord]
    wrong: Wrong = _nothing
    first: Iterator[str] = iter(())

    @property
    def records(self) -> list[NewRecord]:
        """All that is known of the records, those that others need first."""
        return [*self.also, *reversed(self.begun)]

    def entry(self, kind: str, given: Mapping[str, Raw]) -> NewRecord:
        """A sound record of the kind. Raises UsageError where something is missing or wrong."""
        raw = {name: _single(name, clean(name, value)) for name, value in given.items()}
        lacking = missing(kind, frozenset(raw))
        if lacking and not self.asks:
            raise UsageError(_lacking(kind, lacking))
        # Whoever gives nothing that the record is mainly about wants to be led through all of it.
        whole = ARGUMENT.get(kind, "place" if kind == "ruling" else "subject") not in raw
        if lacking:
            self._begin()
            self.asker.tell("b goes back. Ctrl-C keeps the answers.")
        known: dict[str, Raw] = {}
        self.begun.append(NewRecord(kind, known))
        for field in FORMS[kind]:
            if field.name in raw:
                known[field.name] = self._given(kind, field, raw[field.name], known)
                self._point_out_namesakes(kind, field, known)
                self._point_out_kind(kind, field, known)
            elif field.name in missing(kind, frozenset({*raw, *known})) or (
                lacking and whole and (_worth(field, known) or self._undated(field, known))
            ):
                required = field.name in missing(kind, frozenset({*raw, *known}))
                self._answer(kind, field, known, required=required)
        known |= {name: raw[name] for name in records.FIELDS[KINDS[kind]] if name in raw and name not in known}
        return NewRecord(kind, self._completed(kind, known))

    def _begin(self) -> None:
        for sentence in self.first:
            self.asker.tell(sentence)

    def _undated(self, field: FormField, known: Mapping[str, Raw]) -> bool:
        """Whether it is the day of report of a claim whose source was published on no day that is known."""
        if field.name != "reported":
            return False
        new = {entry.raw["id"]: entry.raw.get("published") for entry in self.also if entry.kind == "source"}
        there = dict(self.db.execute("SELECT id, published FROM source WHERE id = ?", (known.get("source"),)))
        return not {**there, **new}.get(str(known.get("source")))

    def _answer(self, kind: str, field: FormField, known: dict[str, Raw], *, required: bool) -> None:
        """Ask for a field, and note what is answered."""
        if field.name == "lat":
            known |= self._coordinates(known)
        elif (kind, field.name) == ("claim", "predicate"):
            known |= self._proposed(field, known, required)
        elif (answer := self._asked(kind, field, known, required)) is not None:
            known[field.name] = answer
            self._point_out_namesakes(kind, field, known)
            self._point_out_kind(kind, field, known)

    def _coordinates(self, known: Mapping[str, Raw]) -> dict[str, Raw]:
        found: dict[str, Raw] = {}

        def read(line: str) -> None:
            found.update(coordinates(line))
            self._check("place", {**known, **found})

        help = "Where it is, degrees north and east, such as 35.2, 36.7."
        self.asker.ask("Coordinates", help, read, complete=lambda _: (), required=False)
        return found

    def _check(self, kind: str, known: dict[str, Raw]) -> None:
        """Say at once what would be wrong at the end. Raises UsageError."""
        if not self.asks:
            return
        errors, warnings = self.wrong(self.also, NewRecord(kind, known))
        if errors:
            raise UsageError(" ".join(errors))
        for warning in warnings:
            self.asker.tell(f"  warning: {warning}")

    def _point_out_kind(self, kind: str, field: FormField, known: Mapping[str, Raw]) -> None:
        """Say that nothing is of that kind yet, where it may be another one mistyped."""
        if field.name != "kind" or kind not in ("actor", "place"):
            return
        from syriakb.edits import near

        if meant := near.kind(str(known["kind"]), kinds(self.db, kind)):
            told = f"No {kind} is of the kind {known['kind']} yet. Did you mean {meant}? All: syriakb list kinds"
            self.asker.tell(f"warning: {told}")

    def _point_out_namesakes(self, kind: str, field: FormField, known: Mapping[str, Raw]) -> None:
        """Say that one of that name is there already, before it is made twice."""
        if not (self.asks and field.name in ("name", "title", "url") and "id" not in known):
            return
        for told in namesakes(self.db, kind, field.name, known[field.name]):
            self.asker.tell(f"  {told}")
            if not self.asker.confirm("Add another one all the same?"):
                self.asker.leave()

    def _given(self, kind: str, field: FormField, value: Raw, known: dict[str, Raw]) -> Raw:
        try:
            resolved = self._resolved(kind, field, value, known)
            self._check(kind, {**known, field.name: resolved})
            if _is_date(kind, field) and resolved != value:
                self.asker.tell(f"note: {_called(kind, field.name)}: {value} is understood as {resolved}.")
            return resolved
        except SyriakbError as error:
            if not self.asks:
                error.args = (f"{_called(kind, field.name)}: {error}",)
                raise
            self._begin()
            self.asker.tell(f"{_called(kind, field.name)}: {error}")
            if (
                isinstance(error, NotFoundError)
                and isinstance(value, str)
                and (made := self._made(kind, field, value, known))
            ):
                return made
            if (kind, field.name) == ("claim", "predicate"):
                known |= self._proposed(field, known, required=True)
                return known["predicate"]
            answer = self._asked(kind, field, known, required=True)
            return answer if answer is not None else value

    def _proposed(self, field: FormField, known: Mapping[str, Raw], required: bool) -> dict[str, Raw]:
        """What a claim says of its ends; a word before that says that it ends or denies it."""
        found: dict[str, Raw] = {}

        def said(line: str) -> str:
            predicate, stance = stanced(self.db, line)
            found["stance"] = stance
            return predicate

        words = f"{field.help} Before it, 'ends' says that it is over, 'denies' that it is denied."
        answer = self._asked("claim", field._replace(help=words), known, required, said)
        return {"predicate": answer} | (found if found["stance"] else {}) if answer is not None else {}

    def _asked(
        self,
        kind: str,
        field: FormField,
        known: Mapping[str, Raw],
        required: bool,
        said: Callable[[str], str] = str,
    ) -> "Raw | None":
        answers: list[Raw] = []

        def read(line: str) -> None:
            line = said(line)
            others = len(self.also)
            try:
                answers.append(self._resolved(kind, field, clean(field.name, chosen(line)), known))
                self._check(kind, {**known, field.name: answers[-1]})
            except NotFoundError as error:
                several = field.many and (field.name != "subject" or "," in line)
                if several or not self._can_be_made(kind, field):
                    raise
                self.asker.tell(f"  {error}")
                if not (made := self._made(kind, field, line, known)):
                    raise SyriakbError("Give another one, then.") from None
                answers.append(made)
                try:
                    self._check(kind, {**known, field.name: made})
                except UsageError:
                    del self.also[others:]
                    raise

        evidence = between(self.db, known) if (kind, field.name) == ("alliance", "evidence") else ()
        for number, (claim, statement) in enumerate(evidence, start=1):
            self.asker.tell(f"  {number}  {claim}: {statement}")

        def chosen(line: str) -> Raw:
            parts = _split(line) if field.many else line
            numbered = {str(number): claim for number, (claim, _) in enumerate(evidence, start=1)}
            named = [numbered.get(each, each) for each in parts] if isinstance(parts, list) else parts
            return _single(field.name, named)

        help = f"{field.help}{' Part several by commas.' if field.many else ''}{_hint(self._choices(field))}"
        if evidence:
            help = "The claims that it rests on, by their numbers above or their ids. Part several by commas."
        got = self.asker.ask(
            _label(field), help, read, complete=lambda text: self._completions(field, text), required=required
        )
        if got is None:
            return None
        if _is_date(kind, field) and answers[-1] != got:
            self.asker.tell(f"  Understood as {answers[-1]}.")
        return answers[-1]

    def _resolved(self, kind: str, field: FormField, value: Raw, known: Mapping[str, Raw]) -> Raw:
        new = {entry.raw["id"] for entry in self.also} | {entry.raw.get("name") for entry in self.also}
        if isinstance(value, str) and value in new:
            return next(entry.raw["id"] for entry in self.also if value in (entry.raw["id"], entry.raw.get("name")))
        if _is_date(kind, field) and isinstance(value, str):
            value = edtf(value)
        resolved = resolve(self.db, kind, field.name, value, known)
        try:
            records.FIELDS[KINDS[kind]][field.name].kind.read(resolved)
        except UnfitError as unfit:
            raise UsageError(" ".join(filter(None, (f"It {unfit}".rstrip(".") + ".", unfit.hint)))) from None
        return resolved

    def _can_be_made(self, kind: str, field: FormField) -> bool:
        return kind == "claim" and bool({"actor", "place", "source"} & {*field.names})

    def _made(self, kind: str, field: FormField, name: str, known: Mapping[str, Raw]) -> str | None:
        """Offer to add what has an unknown name; gives its id."""
        if not self._can_be_made(kind, field):
            return None
        both = field.names == ("actor", "place")
        kinds = kinds_of(self.db, known.get("predicate"), field.name) if both else field.names
        for each in kinds:
            if self.asker.confirm(f"Add {name!r} as a new {each}?"):
                made = self._led(each, name)
                self.also.append(made)
                return str(made.raw["id"])
        return None

    def _led(self, kind: str, name: str) -> NewRecord:
        """A record of which only the name is known, asked for as a whole."""
        known: dict[str, Raw] = {ARGUMENT[kind]: name}
        self.begun.append(NewRecord(kind, known))
        for field in FORMS[kind]:
            if _worth(field, known) and field.name not in known:
                self._answer(kind, field, known, required=False)
        self.begun.pop()
        return NewRecord(kind, self._completed(kind, known))

    def _completed(self, kind: str, known: dict[str, Raw]) -> dict[str, Raw]:
        """The fields in their order, with an id, and the day where a claim is recorded; checked as a whole."""
        known.setdefault("id", self._new_id(kind, known))
        if kind == "claim":
            known.setdefault("recorded", date.today().isoformat())
        record_type = KINDS[kind]
        ordered = {name: known[name] for name in records.FIELDS[record_type] if name in known}
        _, faults = fields.build(record_type, ordered)
        if errors := [fault for fault in faults if fault.code not in fields.WARNINGS]:
            raise UsageError("\n".join(" ".join(filter(None, (each.message, each.hint))) for each in errors))
        return ordered

    def _new_id(self, kind: str, known: Mapping[str, Raw]) -> str:
        if kind == "claim":
            return random_id("c")
        naming = ("place",) if kind == "ruling" else ("subject", "predicate", "object")
        words = [known[name] for name in naming if name in known] or [known[ARGUMENT[kind]]]
        return self._free(kind, slug(" ".join(map(str, words))) or random_id(kind[0]))

    def _free(self, kind: str, name: str) -> str:
        tables = ("actor", "place") if kind in ("actor", "place") else (kind,)
        taken = any(self.db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (name,)).fetchone() for table in tables)
        return f"{name[:90]}-{random_id('x')[2:6]}" if taken else name

    def _choices(self, field: FormField) -> list[str]:
        if field.choices:
            return list(field.choices)
        return [each for name in field.names for each in self._known(name, "", _SHOWN + 1)]

    def _completions(self, field: FormField, text: str) -> list[str]:
        before, _, rest = text.partition(" ")
        if field.name == "predicate" and before in BEFORE:
            return [f"{before} {each}" for each in self._completions(field, rest)]
        begun = [choice for choice in field.choices if choice.startswith(text)]
        return begun or sorted({each for name in field.names for each in self._known(name, text, 200)})

    def _known(self, table: str, text: str, limit: int) -> Iterator[str]:
        """Ids, and names, that begin with a text."""
        end = text + "\U0010ffff"
        if table.startswith("kind of "):
            offered = kinds(self.db, table.removeprefix("kind of "))
            yield from [each for each in offered if each.startswith(text)][:limit]
            return
        sql = f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        yield from (row[0] for row in self.db.execute(sql, (text, end, limit)))
        if table in ("actor", "place") and text:
            sql = "SELECT shown FROM name WHERE shown >= ? AND shown < ? AND seq > 0 AND kind = ? LIMIT ?"
            yield from (row[0] for row in self.db.execute(sql, (text, end, table, limit)))


def random_id(prefix: str) -> str:
    """An id that two people will not both make: 40 random bits, in letters and digits."""
    return f"{prefix}-{b32encode(token_bytes(5)).decode().lower()}"


def slug(name: str) -> str:
    """A name as an id, such as free-army; empty where it has no Latin letters."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return "-".join(re.findall("[a-z0-9]+", plain))[:100]


def clean(name: str, value: Raw) -> Raw:
    """Text as it is stored: exactly what was given, in composed characters. Raises UsageError."""
    if isinstance(value, list):
        return [str(clean(name, each)) for each in value]
    text = normalize("NFC", str(value))
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError(f"The field {name} is not text in UTF-8.")
    return text


def _is_date(kind: str, field: FormField) -> bool:
    return records.FIELDS[KINDS[kind]][field.name].kind is DATE


def edtf(text: str) -> str:
    """A date as somebody writes it, as EDTF. Raises UsageError."""
    try:
        return understood(text, today=date.today())
    except BadDate as bad:
        raise UsageError(str(bad)) from None


def _worth(field: FormField, known: Mapping[str, Raw]) -> bool:
    """Whether a field that need not be given is worth asking for: with a proposition, not what it is about."""
    if field.name in ("subject", "object") and "predicate" not in known:
        return False
    if field.name == "lat":
        return "lon" not in known
    return field.asked and not (field.name == "about" and "predicate" in known)


def _single(name: str, value: Raw) -> Raw:
    """A subject alone stands without a list."""
    return value[0] if name == "subject" and isinstance(value, list) and len(value) == 1 else value


def _split(line: str) -> list[str]:
    return [part.strip() for part in line.split(",") if part.strip()]


def _hint(choices: Sequence[str]) -> str:
    """The choices there are, where they are few enough to be shown."""
    if not choices:
        return ""
    return f" One of {', '.join(choices)}." if len(choices) <= _SHOWN else " Tab completes."


def _label(field: FormField) -> str:
    return field.name.replace("_", " ").capitalize()


def _called(kind: str, name: str) -> str:
    return name.upper() if ARGUMENT.get(kind) == name else option(name)


def _lacking(kind: str, lacking: list[str]) -> str:
    names = [_called(kind, name) for name in lacking]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"This {kind} lacks {listed}. Give {'it' if len(names) == 1 else 'them'}; see: syriakb add {kind} --help"
