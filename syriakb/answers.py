"""Answers: what a question gives back, as columns and rows, before anybody decides how to show it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from syriakb.model.dates import day_text

Row = tuple[Any, ...]
FEW = 3  # rows of each value that people are shown of an answer with many alike


class Column(NamedTuple):
    """One column: its key in JSON and CSV, its heading in tables, and what its cells are.

    The kinds of cells are
    `text`      a text, or None for unknown
    `wide`      a text of a sentence or more
    `value`     what a query of the user's own gives, shown as it stands
    `number`    an int or a float, or None
    `date`      an EDTF text, or None
    `ref`       the id of an actor, a place, a source or a predicate, shown by its name; or None
    `refs`      a list of such ids; `path` the same, shown as a chain
    `holders`   a list of ids of actors, told apart by colour
    `source`    the id of a source, shown by a number where there are several; titles stand in the legend
    `proposition`  ids of subject, predicate and object joined by spaces, or a lone id, shown by their names
    `locator`   where in a source, such as p4, which the legend explains; or None
    `claim`     the id of a claim, shown as such
    `words`     a list of words
    `evidence`  a list of ids of claims, shown as short marks such as p4
    `standing`  assessed, stated, claimed, disputed or denied
    `status`    held, contested, besieged, disputed or unknown
    `basis`     stated, implied, own-word, inferred or unknown
    `grade`     Admiralty grade such as C3, or None
    `positions` a list of mappings, each what somebody says, by whose voices, on what evidence, with its grade
    `data`      whatever programs need and people see elsewhere in the row: tables leave it out
    """

    key: str
    label: str
    kind: str = "text"


class Mark(NamedTuple):
    """Where a claim stands: what evidence columns show in the place of its id."""

    source: str
    locator: str | None


class Labels(NamedTuple):
    """The names behind the ids of an answer, for people: ids to names, claims to marks, sources to titles."""

    names: dict[str, str]
    marks: dict[str, Mark]
    sources: dict[str, str]


class Unread(NamedTuple):
    """Records left out of an answer because of errors: how many, and the places `FILE:LINE` of the first few."""

    number: int = 0
    first: tuple[str, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """What to say of them; nothing where there are none."""
        if not self.number:
            return ()
        what = "1 record has errors and is" if self.number == 1 else f"{self.number:,} records have errors and are"
        more = " and others" if self.number > len(self.first) else ""
        return (f"{what} left out: {', '.join(self.first)}{more}. To see why: syriakb check",)


class Answer(NamedTuple):
    """The answer to a question.

    `rows` hold one value a column, lists as tuples. `group` is the key of the column that rows are grouped by in
    tables; they come in its order. `notes` are sentences that belong under the table. Days are ints YYYYMMDD; `as_of`
    None is for answers that do not depend on a day. `total` counts the rows there are where not all are given. `lead`
    stands above the rows of a table. `few` is the key of a column of which people are shown the first few rows of each
    value (`brief`), `counted` are groups of which they are only told how many rows there are. `exit_code` is what the
    command ends with. `empty` is what to say where there are no rows, if it is more than that nothing is known.
    `unread` are the records left out of it; None where the answer is not said to lack any. `filters` are the options by
    which not everybody's word counts, `narrowed` the same in words. `labels` are the names to show it by, where
    they are not those of the knowledge base that was asked. `base` tells which that is: its title, path and revision.
    """

    answer: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    as_of: int | None = None
    known_by: int | None = None
    group: str | None = None
    total: int | None = None
    lead: str | None = None
    exit_code: int = 0
    empty: str | None = None
    few: str | None = None
    counted: tuple[str, ...] = ()
    unread: Unread | None = None
    filters: Mapping[str, object] = MappingProxyType({})
    narrowed: str = ""
    labels: Labels | None = None
    base: Mapping[str, str | None] = MappingProxyType({})

    def records(self) -> Iterable[dict[str, Any]]:
        """The rows as mappings from the columns' keys."""
        keys = [column.key for column in self.columns]
        return (dict(zip(keys, row, strict=True)) for row in self.rows)

    def cells(self, *kinds: str) -> set[str]:
        """Every id that stands in a column of one of the kinds."""
        found: set[str] = set()
        for at, column in enumerate(self.columns):
            if column.kind in kinds:
                for row in self.rows:
                    found.update([row[at]] if isinstance(row[at], str) else row[at] or ())
        return found

    def dates(self) -> dict[str, str | None]:
        """The days that it was asked for, as texts."""
        return {
            "as_of": day_text(self.as_of) if self.as_of else None,
            "known_by": day_text(self.known_by) if self.known_by else None,
        }


def brief(found: Answer) -> Answer:
    """An answer as people read it: where `few` names a column, the first rows of each of its values, the rest counted.

    The note with the counts says how to see them, by the option that is called as the column. What is stale is marked.
    """
    found = _spread(_marked(found))
    if found.counted:
        found = _counted(found)
    if found.few is None:
        return found
    at = [column.key for column in found.columns].index(found.few)
    count, rows = Counter[Any](), list[Row]()
    for row in found.rows:
        count[row[at]] += 1
        if count[row[at]] <= FEW:
            rows.append(row)
    more = tuple(
        f"{number - FEW} more of {value}. To see them: syriakb {found.answer} --{found.few} {value}"
        for value, number in count.items()
        if number > FEW
    )
    return found._replace(rows=tuple(rows), notes=(*more, *found.notes))


_POSITION = (
    Column("says", "Says", "wide"),
    Column("voices", "By", "refs"),
    Column("evidence", "Evidence", "evidence"),
    Column("grade", "Grade", "grade"),
)


def _spread(found: Answer) -> Answer:
    """The answer with a row for each position, under what it is a position on."""
    at = next((number for number, column in enumerate(found.columns) if column.kind == "positions"), None)
    if at is None:
        return found
    keys = [column.key for column in found.columns]
    rows = tuple(
        (f"{row[keys.index('name')]}: {row[keys.index('why')]}", *(_cell(position[c.key]) for c in _POSITION))
        for row in found.rows
        for position in row[at]
    )
    return found._replace(columns=(Column("dispute", "Dispute", "value"), *_POSITION), rows=rows, group="dispute")


def _cell(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _marked(found: Answer) -> Answer:
    """The answer with the word `stale` beside how what is stale is known, or stands, and what that means below."""
    at = {column.key: number for number, column in enumerate(found.columns)}
    beside = next((at[key] for key in ("basis", "standing") if key in at), None)
    if "stale" not in at or beside is None or not (number := sum(bool(row[at["stale"]]) for row in found.rows)):
        return found
    rows = tuple(
        (*row[:beside], f"{row[beside]}, stale", *row[beside + 1 :]) if row[at["stale"]] else row for row in found.rows
    )
    of_all = f"{number} of {len(found.rows)}" if len(found.rows) > 1 else "1"
    what = f"stale = reported last long before the day asked for ({of_all}; --stale-after DAYS)"
    return found._replace(rows=rows, notes=(*found.notes, what))


def _counted(found: Answer) -> Answer:
    """Without the rows of the groups that are only counted, but with how many there are, and how to see them."""
    at = [column.key for column in found.columns].index(found.group or "")
    count = Counter(row[at] for row in found.rows if row[at] in found.counted)
    rows = tuple(row for row in found.rows if row[at] not in found.counted)
    more = tuple(f"{number} {value}. To see them: --all" for value, number in count.items())
    empty = None if rows else found.empty or "No change between the two is reported."
    return found._replace(rows=rows, notes=(*more, *found.notes), empty=empty)


class Dossier(NamedTuple):
    """One record by its fields, with the answers that touch it, each under the key that JSON gives it."""

    kind: str
    record: dict[str, Any]
    sections: tuple[tuple[str, Answer], ...]
    unread: Unread | None = None
    base: Mapping[str, str | None] = MappingProxyType({})
