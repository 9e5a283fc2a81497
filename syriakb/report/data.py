"""What the script of the page is given: all rows, sentences and claims, as cells of the kinds that cells.py tells of.

Texts stand once, in `words`, and everything else names them by their number; claims, parties and sources go by their
numbers too. A date is its number, or that of how it is shown and its own where they differ, and `earliest` has its
first day; evidence is the numbers of claims, or they and how many more there are.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from syriakb.model.dates import day_text, parse
from syriakb.model.records import several
from syriakb.pictures.markup import clean
from syriakb.pictures.sides import letters, sign
from syriakb.queries.time.turns import spans
from syriakb.render.cells import compact_date
from syriakb.report import cells, evidence, tables
from syriakb.report.cells import Cell
from syriakb.report.cited import Cited
from syriakb.report.facts import Facts
from syriakb.report.graphs import Stretch, proposition
from syriakb.report.lines import Lines
from syriakb.report.resting import LINKS, Rest, Resting
from syriakb.report.tables import Row, Table


def json_text(facts: Facts, shown: Mapping[str, Table], said: Mapping[str, Lines], rests: Resting) -> str:
    """The data as a text that can stand in a script element."""
    content = _Data(facts, rests).content(shown, said)
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # In a script element nothing ends it but `</script`, so no < stands in it.
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class _Data:
    """Numbers for texts and records, given as they come."""

    def __init__(self, facts: Facts, rests: Resting) -> None:
        self.facts = facts
        self.rests = rests
        self.rows: dict[tuple[str, str], int] = {}
        self.words: dict[str, int] = {}
        self.earliest: dict[int, int] = {}
        self.about: set[str] = {side for party in facts.parties for side in party}
        self.claims = {claim: number for number, claim in enumerate(facts.claims)}
        self.actors = {node.id: number for number, node in enumerate(facts.drawn)}
        self.sources = {source: number for number, source in enumerate(facts.sources)}

    def content(self, shown: Mapping[str, Table], said: Mapping[str, Lines]) -> dict[str, Any]:
        facts, signs = self.facts, letters(self.facts.parties)
        return {
            "days": [day_text(day) for day in facts.turns.days],
            "page": {
                "rows": [tables.PAGE, tables.NARROW],
                "claims": [evidence.CARDS, evidence.NARROW["claims"]],
                "rivals": [evidence.RIVALS, evidence.NARROW["rivals"]],
                "cites": LINKS,
            },
            "signs": cells.SIGNS,
            "grades": {grade: cells.grade_words(grade) for grade in sorted(set(facts.grades.values()))},
            "parties": [self.word(name) for name in facts.parties.values()],
            "letters": [sign(party, signs) for party in facts.parties],
            "nobody": facts.numbers[()],
            "tables": {name: self._table(table) for name, table in shown.items()},
            "actors": [[node.id, self.word(node.name)] for node in facts.drawn],
            "graph": [self._stretch(stretch) for stretch in facts.graph],
            "about": {name: [self._about(row) for row in table.rows] for name, table in shown.items()},
            "lines": {name: self._lines(each) for name, each in said.items()},
            "capital": self.word(facts.called.kind),
            "heard": [[actor, self.word(facts.names[actor])] for actor in facts.speaking],
            "terms": list(evidence.TERMS.items()),
            "claims": [self._claim(claim) for claim in facts.claims.values()],
            "rivals": [list(self._rival(rival)) for rival in facts.rivals],
            "rows": [[anchor, self.word(name)] for anchor, name in self.rows],
            "sources": [[source, self.word(each["title"])] for source, each in facts.sources.items()],
            "words": list(self.words),
            "earliest": self.earliest,
            "sides": [" ".join(party) for party in facts.parties],
            "aliases": {name: clean(" ".join(facts.aliases[name])) for name in facts.aliases if name in self.about},
        }

    def word(self, value: Any) -> int:
        return self.words.setdefault(clean(value), len(self.words))

    def cell(self, cell: Cell) -> Any:
        if cell.value in (None, "", Cited(())):
            return None
        encode = _ENCODED.get(cell.kind)
        return encode(self, cell.value) if encode else self.word(cell.value)

    def pair(self, cell: Cell) -> list[Any]:
        return [cell.kind, self.cell(cell)]

    def _table(self, table: Table) -> dict[str, Any]:
        kinds = [_kind(table, at) for at in range(len(table.columns))]
        self.about.update(name for row in table.rows for name in row.key.split(" "))
        rows = [
            [
                row.first,
                row.last,
                row.key,
                self.cell(row.beside) if row.beside else None,
                *(self._in_column(kind, cell) for kind, cell in zip(kinds, row.cells, strict=True)),
            ]
            for row in table.rows
        ]
        columns = [
            [column.label, kind, column.leads, column.main] for column, kind in zip(table.columns, kinds, strict=True)
        ]
        return {"columns": columns, "rows": rows}

    def _about(self, row: Row) -> list[int]:
        """The numbers of those actors of the graph that a row concerns."""
        return [self.actors[each] for each in dict.fromkeys(row.about) if each in self.actors]

    def _in_column(self, kind: str, cell: Cell) -> Any:
        return self.cell(cell if cell.kind == kind else Cell("line", (cell,)))

    def _stretch(self, stretch: Stretch) -> list[Any]:
        """Its days, and of each arrow, by the ends and the relation, the first and the last day of its being there."""
        days = range(stretch.first, stretch.last + 1)
        keys = [proposition(tie) for tie in stretch.part.net.ties]
        there = {key: spans([True if key in self.facts.related[day].ties else None for day in days]) for key in keys}
        first = stretch.first
        known = {" ".join(key): [[each.first + first, each.last + first] for each in there[key]] for key in keys}
        return [first, stretch.last, known]

    def _lines(self, lines: Lines) -> dict[str, Any]:
        said = [[line.first, line.last, [self.pair(cell) for cell in line.cells]] for line in lines.lines]
        return {"tag": lines.tag, "class": lines.class_, "lines": said}

    def _claim(self, claim: dict[str, Any]) -> list[Any]:
        order = {term: number for number, term in enumerate(evidence.TERMS)}
        told = [[order[term], self.cell(cell)] for term, cell in evidence.terms(self.facts, claim)]
        mark, struck = clean(self.facts.marks[claim["id"]]), 1 if claim["retracted"] else 0
        ends = (*several(claim["subject"]), claim["object"], claim["said_by"], claim["place"], *claim["about"])
        about = [name for name in dict.fromkeys(ends) if name in self.facts.aliases]
        self.about.update(about)
        cited = [number for each in self.rests.get(claim["id"], ()) for number in self._rest(each)]
        return [claim["id"], clean(claim["statement"]), mark, struck, told, self.word(" ".join(about)), cited]

    def _rest(self, rest: Rest) -> tuple[int, int, int]:
        return self.rows.setdefault((rest.anchor, rest.name), len(self.rows)), rest.first, rest.last

    def _rival(self, rival: Any) -> Iterator[Any]:
        yield from (rival.first, rival.last)
        yield self.word(rival.reads)
        yield self.word(rival.standing)
        for side in evidence.sides(self.facts, rival):
            yield [self.word(side.name), [self.pair(line) for line in side.said], side.more]


def _kind(table: Table, at: int) -> str:
    kinds = {row.cells[at].kind for row in table.rows}
    return kinds.pop() if len(kinds) == 1 else "line" if kinds else "text"


def _date(data: _Data, value: str) -> Any:
    shown = compact_date(value)
    data.earliest[data.word(value)] = _earliest(value)
    return data.word(value) if shown == value else [data.word(shown), data.word(value)]


def _earliest(value: str) -> int:
    """The first day of a date, or of an interval of two (ISO 8601-1, 5.5.1)."""
    return parse(value.partition("/")[0]).earliest


def _evidence(data: _Data, cited: Cited) -> Any:
    numbers: list[Any] = [data.claims.get(claim, claim) for claim in cited.claims]
    return [numbers, cited.more] if cited.more else numbers


_ENCODED: Mapping[str, Callable[[_Data, Any], Any]] = {
    "date": _date,
    "evidence": _evidence,
    "party": lambda data, value: data.facts.numbers[value],
    "said": lambda data, value: data.claims[value],
    "source": lambda data, value: data.sources[value],
    "line": lambda data, value: [data.pair(cell) for cell in value],
}
