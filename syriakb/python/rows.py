"""Answers as a program in Python has them: rows, and a record with all that touches it."""

from collections import namedtuple
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, overload

from syriakb.answers import Answer, Dossier, Labels
from syriakb.disk.store import Base
from syriakb.extras import library


class Rows(Sequence[Any]):
    """An answer: its rows in order, each a named tuple with the keys of the JSON, and what is said of them all.

    A key that Python keeps for itself, such as `from`, has an underscore behind it. Ids are ids, lists are tuples,
    unknown is None.
    """

    def __init__(self, answer: Answer, base: Base) -> None:
        self._answer, self._base = answer, base

    @property
    def answer(self) -> str:
        """What kind of answer it is, as in the JSON."""
        return self._answer.answer

    @property
    def title(self) -> str:
        """What stands above its table."""
        return self._answer.title

    @property
    def as_of(self) -> str | None:
        """The day that it holds for, such as 2018-12-31; None where it depends on none."""
        return self._answer.dates()["as_of"]

    @property
    def known_by(self) -> str | None:
        """The day by which what it rests on had been reported; None for all reports."""
        return self._answer.dates()["known_by"]

    @property
    def filters(self) -> dict[str, object]:
        """What narrows it: by whose word, by which grade."""
        return dict(self._answer.filters)

    @property
    def notes(self) -> tuple[str, ...]:
        """What belongs under the table, in sentences, the records too that are left out because of their errors."""
        unread = self._answer.unread
        return (*self._answer.notes, *(unread.sentences() if unread else ()))

    @property
    def total(self) -> int:
        """How many rows there are, where not all are given."""
        return len(self) if self._answer.total is None else self._answer.total

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its rows, as in the JSON."""
        return tuple(column.key for column in self._answer.columns)

    @cached_property
    def _row(self) -> Any:
        return namedtuple("Row", [_field(key) for key in self.keys], rename=True)

    def __iter__(self) -> Iterator[Any]:
        return map(self._row._make, self._answer.rows)

    def __len__(self) -> int:
        return len(self._answer.rows)

    @overload
    def __getitem__(self, at: int) -> Any: ...

    @overload
    def __getitem__(self, at: slice) -> list[Any]: ...

    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self._row._make(row) for row in self._answer.rows[at]]
        return self._row._make(self._answer.rows[at])

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as the JSON has them."""
        return [{key: _plain(value) for key, value in row.items()} for row in self._answer.records()]

    def to_pandas(self) -> Any:
        """The rows as a data frame of pandas. Raises SyriakbError where that is not installed."""
        frame = library("pandas", "pandas", "A data frame").DataFrame
        return frame(self.to_dicts(), columns=[*self.keys])

    def __repr__(self) -> str:
        number = "1 row" if len(self) == 1 else f"{len(self):,} rows"
        of = f" of {self.total:,}" if self.total > len(self) else ""
        return f"<{self.answer}: {number}{of}{f', as of {self.as_of}' if self.as_of else ''}>"

    def __str__(self) -> str:
        """The table of the terminal, 80 columns wide."""
        from syriakb.render.formats import render
        from syriakb.render.screen import Screen

        return render("table", self._answer, labelled(self._base, self._answer), Screen())

    def _repr_html_(self) -> str:
        from syriakb.python.notebook import html

        return html([self._answer], labelled(self._base, self._answer))


class Record:
    """One record: its `kind`, its fields as `record`, and `relations`, `control` and `claims` that touch it."""

    def __init__(self, found: Dossier, base: Base) -> None:
        self._found, self._base = found, base
        self.kind, self.record = found.kind, dict(found.record)
        sections = {key: Rows(answer._replace(unread=found.unread), base) for key, answer in found.sections}
        self.relations, self.control, self.claims = (sections[key] for key in ("relations", "control", "claims"))

    def to_dict(self) -> dict[str, Any]:
        """The record as the JSON has it, but for which knowledge base was asked."""
        from syriakb.render.json import content

        found: dict[str, Any] = _plain(content(self._found))
        return found

    def __repr__(self) -> str:
        return f"<{self.kind} {self.record['id']}>"

    def _repr_html_(self) -> str:
        from syriakb.python.notebook import html
        from syriakb.render.dossier import tables

        answers = tables(self._found)
        return html(answers, labelled(self._base, *answers))


def labelled(base: Base, *answers: Answer) -> Labels:
    """The names behind the ids of answers, as they are called now."""
    from syriakb.queries.labels import labels
    from syriakb.questions.asking import ask
    from syriakb.questions.terms import Terms

    return ask(base, Terms(), lambda kb: labels(kb.db, answers))


def _field(key: str) -> str:
    from keyword import iskeyword

    return f"{key}_" if iskeyword(key) else key


def _plain(value: Any) -> Any:
    """A value as JSON has it: lists for tuples."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value
