"""Above each table what it shows of the day, as numbers; beneath it where that is from."""

from collections import Counter
from collections.abc import Iterable, Iterator

from syriakb.model.dates import FIRST_DAY, LAST_DAY, day_text, parse
from syriakb.pictures.charts import Atlas
from syriakb.queries.time.turns import spans
from syriakb.report.cells import Cell
from syriakb.report.facts import Facts
from syriakb.report.lines import Line, Lines, lower
from syriakb.report.tables import Row, Table

_SOURCES, _MAPPED = 3, 12  # that are named beneath a table, and beneath the map
_JUDGED = {"Status", "Standing"}


def answers(facts: Facts, tables: Iterable[Table]) -> Iterator[Lines]:
    """A finding and a line of sources for each table, and the map's sources; what else stands with pictures is made
    with them."""
    if facts.atlas:
        yield Lines("map-from", "p", "from", tuple(_lines(_of_map(facts, facts.atlas))))
    for table in tables:
        days = list(_by_day(facts, table))
        yield Lines(f"{table.name}-finding", "h3", None, tuple(_lines(_finding(facts, table, rows) for rows in days)))
        cited = [{facts.origins[claim] for claim in row.rests} for row in table.rows]
        origin = {id(row): found for row, found in zip(table.rows, cited, strict=True)}
        said = (_from(facts, set().union(*(origin[id(row)] for row in rows))) for rows in days)
        yield Lines(f"{table.name}-from", "p", "from", tuple(_lines(said)))


def _of_map(facts: Facts, atlas: Atlas) -> Iterator[str | None]:
    """The sources of what the map shows of each day."""
    cited: list[set[str]] = [set() for _ in facts.turns.days]
    for span in (span for place, _ in atlas.placed for span in facts.turns.control[place]):
        found = {facts.origins[claim] for claim in span.value.evidence}
        for day in range(span.first, span.last + 1):
            cited[day] |= found
    return (_from(facts, each, _MAPPED) for each in cited)


def _by_day(facts: Facts, table: Table) -> list[list[Row]]:
    days: list[list[Row]] = [[] for _ in facts.turns.days]
    for row in table.rows:
        for day in range(row.first, row.last + 1):
            days[day].append(row)
    return days


def _lines(said: Iterable[str | None]) -> Iterator[Line]:
    return (Line(span.first, span.last, (Cell("text", span.value),)) for span in spans(list(said)))


def _finding(facts: Facts, table: Table, rows: list[Row]) -> str | None:
    """How many rows there are of which status or standing; of the timeline, from when to when."""
    if not rows:
        return None
    judged = next((at for at, column in enumerate(table.columns) if column.label in _JUDGED), None)
    if judged is None:
        return f"{_many(len(rows), 'dated claim')}{_between(row.cells[0].value for row in rows)}"
    counts = Counter(row.cells[judged].value for row in rows)
    told = ", ".join(f"{number:,} {word}" for word, number in sorted(counts.items(), key=lambda e: (-e[1], e[0])))
    named = {"capitals": f"{len(rows):,} {lower(facts)}", "places": _many(len(rows), "other place")}
    kind = " of support" if table.name == "backing" else ""
    return f"{named.get(table.name, _many(len(rows), 'relation') + kind)}: {told}"


def _between(dates: Iterable[str]) -> str:
    """The first and the last day that any of the dates can be, where they have ends."""
    parts = [parse(part) for date in dates for part in date.split("/")]
    first = min((part.earliest for part in parts if part.earliest > FIRST_DAY), default=None)
    last = max((part.latest for part in parts if part.latest < LAST_DAY), default=None)
    return f", between {day_text(first)} and {day_text(last)}" if first and last and first < last else ""


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _from(facts: Facts, sources: set[str], most: int = _SOURCES) -> str | None:
    titles = [each["title"] for source, each in facts.sources.items() if source in sources]
    more = [f"and {len(titles) - most} more, listed below"] if len(titles) > most else []
    return f"From: {'; '.join([*titles[:most], *more])}" if titles else None
