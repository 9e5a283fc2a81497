"""What is said of each day in sentences: how many capitals each party holds, what is fought for, the map's legend."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from syriakb.model.dates import day_text
from syriakb.pictures.charts import Party, counted
from syriakb.pictures.markup import element
from syriakb.pictures.sides import letters, sign
from syriakb.queries.control.states import State
from syriakb.queries.relations.ties import Relation
from syriakb.queries.time.turns import Span, on, spans
from syriakb.report import cells, cited
from syriakb.report.cells import Cell
from syriakb.report.facts import Facts
from syriakb.report.rivals import embattled

_HEADLINES = 12  # of each sort; the tables have them all
_CLASSES = {"legend": "legend", "graph-pairs": "pairs"}  # of what is around the sentences


class Line(NamedTuple):
    """A sentence, and the numbers of the first and the last day that it is said of."""

    first: int
    last: int
    cells: tuple[Cell, ...]


class Lines(NamedTuple):
    """Sentences that stand together: the element that each is, its class, and the sentences of all days."""

    name: str
    tag: str
    class_: str | None
    lines: tuple[Line, ...]


def html(facts: Facts, lines: Lines) -> str:
    """The sentences of the last day."""
    now = (line for line in lines.lines if line.last == facts.turns.last)
    inner = "".join(
        element(lines.tag, cells.html(facts, Cell("line", line.cells)), class_=lines.class_) for line in now
    )
    outer = "ul" if lines.tag == "li" else "div"
    return element(outer, inner, id=lines.name, class_=_CLASSES.get(lines.name))


def answers(facts: Facts) -> Iterator[Lines]:
    """All sentences of the page."""
    yield Lines("tally", "p", "lead", tuple(_tally(facts)))
    yield Lines("headlines", "li", None, tuple(_headlines(facts)))
    yield Lines("legend", "li", None, tuple(_legend(facts)))
    yield Lines("finding", "h3", None, tuple(_finding(facts)))
    yield Lines("notes", "p", None, tuple(_notes(facts)))
    yield Lines("early", "p", "early", tuple(_early(facts)))


def _notes(facts: Facts) -> Iterator[Line]:
    """What sources count beside what the records give."""
    for span in spans([notes or None for notes in facts.notes]):
        yield from (Line(span.first, span.last, (Cell("text", note),)) for note in span.value)


def _early(facts: Facts) -> Iterator[Line]:
    """Of days before the first report: that what is not known of them may well have been so."""
    early = bisect_left(facts.turns.days, facts.reported) if facts.reported else 0
    if early and facts.reported:
        words = (
            f"Nothing on record was reported by this day: the earliest report is of {day_text(facts.reported)}. What"
            " reports do not tell of the day is not known; that does not mean that it was not so."
        )
        yield Line(0, early - 1, (Cell("text", words),))


def _tally(facts: Facts) -> Iterator[Line]:
    states = [facts.turns.control[place] for place in facts.capitals]
    said = [_counted(facts, [on(found, day).controllers for found in states]) for day in range(len(facts.turns.days))]
    return (Line(span.first, span.last, (Cell("text", span.value),)) for span in spans(said))


def _finding(facts: Facts) -> Iterator[Line]:
    """What the map of a day shows above all: who holds most capitals."""
    states = [facts.turns.control[place] for place in facts.capitals]
    said = [_most(facts, [on(found, day).controllers for found in states]) for day in range(len(facts.turns.days))]
    return (Line(span.first, span.last, (Cell("text", span.value),)) for span in spans(said))


def _most(facts: Facts, held: Sequence[Party]) -> str | None:
    known = Counter(party for party in held if party)
    if not known:
        return f"Who holds the {lower(facts)} is not known" if held else None
    most = max(known.values())
    first = [facts.parties[party] for party in facts.parties if known.get(party) == most]
    each = " each" if len(first) > 1 else ""
    verb = "hold" if len(first) > 1 or " and " in first[0] else "holds"
    return f"{' and '.join(first)} {verb} {most}{each} of {len(held)} {lower(facts)}"


def _counted(facts: Facts, held: Sequence[Party]) -> str:
    known = [f"{facts.parties[party]} {held.count(party)}" for party in facts.parties if party in held]
    what = lower(facts)
    return f"Of {len(held)} {what}: {', '.join(known)}." if held else f"No {what} are recorded."


def lower(facts: Facts) -> str:
    """What the knowledge base calls its capitals, within a sentence."""
    return facts.called.title[0].lower() + facts.called.title[1:]


def _headlines(facts: Facts) -> Iterator[Line]:
    """What holds of each day, each sentence for the days that it holds on."""
    backing = _by_day(facts, facts.turns.relations.values(), lambda tie: tie.group == "support")
    fought = _by_day(facts, (facts.turns.control[place] for place in facts.places()), embattled)
    lost = _by_day(facts, (facts.turns.control[place] for place in facts.capitals), lambda s: s.status == "unknown")
    said = [list(_of_day(facts, *day)) for day in zip(backing, fought, lost, strict=True)]
    days: dict[tuple[Cell, ...], list[int]] = defaultdict(list)
    for number in reversed(range(len(said))):
        for words in said[number]:
            days[words].append(number)
    for words, numbers in days.items():
        held = set(numbers)
        for span in spans([words if number in held else None for number in range(len(said))]):
            yield Line(span.first, span.last, words)


def _by_day(facts: Facts, all_spans: Iterable[list[Span]], wanted: Callable[[Any], bool]) -> list[list[Any]]:
    """Of each day the values that are wanted, in their order."""
    found: list[list[Any]] = [[] for _ in facts.turns.days]
    for span in (span for each in all_spans for span in each if wanted(span.value)):
        for day in range(span.first, span.last + 1):
            found[day].append(span.value)
    return found


def _of_day(
    facts: Facts, backing: list[Relation], fought: list[State], unknown: list[State]
) -> Iterator[tuple[Cell, ...]]:
    yield from _first(facts, _backing, backing, "relations of support, in the table")
    if not backing:
        yield (Cell("text", "No claim on record tells who backs whom on this day."),)
    yield from _first(facts, _fight, fought, "places fought for, in the tables")
    if unknown:
        names = [facts.names[state.place] for state in unknown]
        more = [f"and {len(names) - _HEADLINES} more capitals"] if len(names) > _HEADLINES else []
        yield (Cell("text", f"Not known: who holds {', '.join([*names[:_HEADLINES], *more])}."),)


def _first(
    facts: Facts, say: Callable[[Facts, Any], tuple[Cell, ...]], found: list[Any], what: str
) -> Iterator[tuple[Cell, ...]]:
    yield from (say(facts, each) for each in found[:_HEADLINES])
    if len(found) > _HEADLINES:
        yield (Cell("text", f"and {len(found) - _HEADLINES:,} more {what}"),)


def _backing(facts: Facts, tie: Relation) -> tuple[Cell, ...]:
    words = f"{facts.names[tie.subject]} {facts.labels[tie.predicate]['label']} {facts.names[tie.object]}: "
    rests_on = cited.of_relation(tie, facts.grades)
    return Cell("text", words), Cell("badge", tie.standing), Cell("text", " "), Cell("evidence", rests_on)


def _fight(facts: Facts, state: State) -> tuple[Cell, ...]:
    before = (Cell("text", f"{facts.names[state.place]}: "), Cell("badge", state.status), Cell("text", ", "))
    return (*before, Cell("party", state.controllers), Cell("text", " "), Cell("evidence", cited.of_state(state)))


def _legend(facts: Facts) -> Iterator[Line]:
    """What each party holds on the map."""
    shown = dict(facts.atlas.placed) if facts.atlas else {}
    held: dict[Party, list[Counter[str]]] = {}
    for place, kind in shown.items():
        for span in facts.turns.control[place]:
            days = held.setdefault(span.value.controllers, [Counter() for _ in facts.turns.days])
            for day in range(span.first, span.last + 1):
                days[day][kind] += 1
    order, signs = list(dict.fromkeys(shown.values())), letters(facts.parties)
    for party in (each for each in facts.parties if each in held):
        said = [", ".join(counted(day, order)) or None for day in held[party]]
        for span in spans(said):
            words = f" ({sign(party, signs)}): {span.value}"
            yield Line(span.first, span.last, (Cell("party", party), Cell("text", words)))
