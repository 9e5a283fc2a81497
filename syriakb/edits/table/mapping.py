"""Mappings: how the rows of a table become records, as values that nobody had to write down in a file yet."""

from __future__ import annotations  # Raw is the name of a type that is written as text

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import NamedTuple

from syriakb.edits.table.values import Cells, Part, Value, blank, number
from syriakb.errors import UsageError
from syriakb.model.records import FIELDS, KINDS, Retraction
from syriakb.queries.tables.views import TABLES

RETRACTION = "retracted"
# Where a retraction has a column for each of its fields.
TAKEN_BACK = {field.column or name: name for name, field in FIELDS[Retraction].items()}


class Condition(NamedTuple):
    """That a column has one of some values, or with `but` that it has none of them."""

    column: str
    values: frozenset[str]
    but: bool = False

    def holds(self, cells: Cells) -> bool:
        """Whether it is so of a row."""
        cell = cells.get(self.column)
        texts = [""] if cell is None or blank(cell) else [cell] if isinstance(cell, str) else list(cell)
        return any(number(text).casefold() in self.values for text in texts) != self.but


class Made(NamedTuple):
    """What record a row gives: its kind, of which rows, and its fields; several values of a list are one after another.

    With `unless_known` it gives none where the knowledge base has it, by its id or its name.
    """

    kind: str
    fields: Mapping[str, tuple[Value, ...]]
    conditions: tuple[Condition, ...] = ()
    unless_known: bool = False


class Rules(NamedTuple):
    """A mapping: what it is about, of which rows, the records that each gives, which columns are for nothing.

    `create` says which kinds of unknown names become new records, and with which fields; `columns` whether columns that
    are named like fields are these fields. `optional` are columns that need not be there, `header` the names of columns
    where the table has no first row of them.
    """

    records: tuple[Made, ...]
    about: str = ""
    conditions: tuple[Condition, ...] = ()
    ignore: frozenset[str] = frozenset()
    create: Mapping[str, Mapping[str, tuple[Value, ...]]] = {}
    columns: bool = True
    optional: frozenset[str] = frozenset()
    header: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What kind of records it is mainly about: the last, which rests on the others."""
        return self.records[-1].kind

    def used(self) -> Iterator[str]:
        """Every column that something is taken from."""
        for values in (*(made.fields for made in self.records), *self.create.values()):
            yield from (column for each in values.values() for value in each for column in value.columns)
        for conditions in (self.conditions, *(made.conditions for made in self.records)):
            yield from (each.column for each in conditions)


def kind_named(word: str) -> str:
    """The kind of record of a word, in the singular or the plural. Raises UsageError."""
    if (kind := word.lower().removesuffix("s")) in KINDS:
        return kind
    raise UsageError(f"There is no kind of record {word!r}. There are {', '.join(f'{kind}s' for kind in KINDS)}.")


def ready_made(kind: str, columns: Iterable[str], constants: Iterable[str]) -> Rules:
    """A mapping for a table whose columns are named as fields, but for those that are given as `field=column`.

    `constants` are given as `field=value`, for rows that have no value of their own. Raises UsageError.
    """
    own = _pairs(kind, "--map", "column", columns)
    fields: dict[str, tuple[Value, ...]] = {field: (Value((Part("", column),)),) for field, column in own.items()}
    for field, text in _pairs(kind, "--set", "value", constants).items():
        if field in fields:
            fields[field] = (fields[field][0]._replace(default=text),)
        else:
            fields[field] = (Value((Part("", field),), default=text),)
    return Rules((Made(kind, fields),))


def _pairs(kind: str, option: str, what: str, given: Iterable[str]) -> dict[str, str]:
    names = [field for field in FIELDS[KINDS[kind]] if field != RETRACTION]
    pairs: dict[str, str] = {}
    for each in given:
        name, sign, value = each.partition("=")
        if not sign or not name or not value:
            raise UsageError(f"{option} takes FIELD={what.upper()}, and {each!r} is not that.")
        if name not in names:
            raise UsageError(f"{option}: {_a(kind)} has no field {name!r}. Its fields are {', '.join(names)}.")
        pairs[name] = value
    return pairs


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] == "a" else f"a {kind}"


class Fitted(NamedTuple):
    """A mapping with the columns as the table has them, and the columns that nothing is taken from."""

    rules: Rules
    unused: list[str]


def fitted(rules: Rules, columns: list[str]) -> Fitted:
    """Find the columns of a mapping in a table, whatever their case. Raises UsageError where one is not there."""
    exact = {name: name for name in columns}
    alike = {folded(name): name for name in reversed(columns)} | exact

    optional = {folded(name) for name in rules.optional}

    def column(name: str) -> str:
        """The first that there is of the columns that a name gives: `adm2_name or ADM2_EN`."""
        for each in (name, *name.split(" or ")):
            if (found := exact.get(each) or alike.get(folded(each))) is not None:
                return found
        if any(folded(each) in optional for each in (name, *name.split(" or "))):
            return name
        raise UsageError(f"There is no column {name!r}. There are {', '.join(columns)}.")

    kind = rules.kind
    made = rules.records[-1]
    if rules.columns:
        ignored = {folded(name) for name in rules.ignore}
        own = {name: (Value((Part("", name),)),) for name in FIELDS[KINDS[kind]] if name != RETRACTION}
        there = {name: value for name, value in own.items() if name in alike and name not in ignored}
        made = made._replace(fields={name: made.fields.get(name, there.get(name, ())) for name in own})
        made = made._replace(fields={name: values for name, values in made.fields.items() if values})
        # A constant for what rows do not have stands on a column that need not be there.
        plain = {name: tuple(_constant(value, alike) for value in values) for name, values in made.fields.items()}
        rules = rules._replace(records=(*rules.records[:-1], made._replace(fields=plain)))
        _complete(kind, plain)
    found = _renamed(rules, column)
    taken = {*found.used(), *map(column, (name for name in rules.ignore if folded(name) in alike))}
    if rules.columns:
        taken |= {name for name in columns if folded(name) in _exported(kind)}
    return Fitted(found, [name for name in columns if name not in taken])


def _complete(kind: str, given: Mapping[str, tuple[Value, ...]]) -> None:
    """Raises UsageError where there is nothing for a field that every record of the kind has."""
    needed = (field.name for field in fields(KINDS[kind]) if field.default is MISSING and field.name != "id")
    if lacking := [name for name in needed if name not in given]:
        listed = " and no ".join(lacking)
        hint = " ".join(f"--map {name}=COLUMN" for name in lacking)
        raise UsageError(f"There is no {listed}. Say which column holds it: {hint}. More: syriakb help import")


def folded(name: str) -> str:
    """The name of a column as it is compared."""
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def _exported(kind: str) -> frozenset[str]:
    """The columns that an export of the kind has, so that what follows from the others is not missed."""
    return frozenset({*(field.name for field in TABLES[f"{kind}s"].fields), *FIELDS[KINDS[kind]]})


def _constant(value: Value, alike: Mapping[str, str]) -> Value:
    (part, *others) = value.parts
    if value.default is None or others or part.column is None or folded(part.column) in alike:
        return value
    return Value((Part(value.default),))


def _renamed(rules: Rules, name: Callable[[str], str]) -> Rules:
    def part(each: Part) -> Part:
        return each._replace(column=name(each.column)) if each.column is not None else each

    def value(each: Value) -> Value:
        by, within = (name(given) if given else None for given in (each.by, each.within))
        return each._replace(parts=tuple(map(part, each.parts)), by=by, within=within)

    def each_of(given: Mapping[str, tuple[Value, ...]]) -> dict[str, tuple[Value, ...]]:
        return {key: tuple(map(value, values)) for key, values in given.items()}

    def conditions(given: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(each._replace(column=name(each.column)) for each in given)

    records = tuple(
        each._replace(fields=each_of(each.fields), conditions=conditions(each.conditions)) for each in rules.records
    )
    create = {kind: each_of(given) for kind, given in rules.create.items()}
    return rules._replace(records=records, create=create, conditions=conditions(rules.conditions))
