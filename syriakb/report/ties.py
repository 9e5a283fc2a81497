"""What is said of the graph of each day: what it shows above all, the pairs, and what is not drawn."""

from collections import Counter
from collections.abc import Iterator

from syriakb.pictures.charts import within
from syriakb.pictures.graphsheet import PAIRS
from syriakb.queries.relations.ties import Relation
from syriakb.queries.time.turns import spans
from syriakb.report import cited
from syriakb.report.cells import Cell, more
from syriakb.report.facts import Facts
from syriakb.report.graphs import Stretch, proposition
from syriakb.report.lines import Line, Lines


def answers(facts: Facts) -> Iterator[Lines]:
    """All sentences beside the graph."""
    yield Lines("graph-finding", "h3", None, tuple(_lines([_finding(facts, day) for day in range(len(facts.related))])))
    notes, heads, pairs = list[list[str]](), list[list[str]](), dict[Line, None]()
    for stretch in facts.graph:
        for day in range(stretch.first, stretch.last + 1):
            notes.append(list(_notes(facts, stretch, day)))
            listed = list(_pairs(facts, stretch, day))
            heads.append(["Pairs whom nothing joins to anybody else:"] if listed else [])
            pairs |= {Line(day, day, cells): None for cells in listed}
    yield Lines("graph-notes", "p", None, tuple(_each(notes)))
    told = [stretch.part.net.sources for stretch in facts.graph for _ in range(stretch.first, stretch.last + 1)]
    yield Lines(
        "graph-from", "p", "from", tuple(_each([[f"From: {'; '.join(each)}"] if each else [] for each in told]))
    )
    yield Lines("graph-pairs-of", "p", None, tuple(_each(heads)))
    yield Lines("graph-pairs", "li", None, tuple(_joined(pairs)))


def _lines(said: list[str | None]) -> Iterator[Line]:
    return (Line(span.first, span.last, (Cell("text", span.value),)) for span in spans(said))


def _each(said: list[list[str]]) -> Iterator[Line]:
    for span in spans([words or None for words in said]):
        yield from (Line(span.first, span.last, (Cell("text", each),)) for each in span.value)


def _joined(lines: dict[Line, None]) -> Iterator[Line]:
    """Lines of one day each as lines of stretches of days, in the order of their first days."""
    found: list[Line] = []
    open_: dict[tuple[Cell, ...], int] = {}
    for line in lines:
        at = open_.get(line.cells)
        if at is not None and found[at].last == line.first - 1:
            found[at] = found[at]._replace(last=line.last)
        else:
            open_[line.cells] = len(found)
            found.append(line)
    yield from found


def _finding(facts: Facts, day: int) -> str:
    """How many relations of which groups there are."""
    ties = facts.related[day].ties.values()
    whose = f" around {facts.names[facts.centre]}" if facts.centre else ""
    if not ties:
        return f"No claim on record tells of a relation{whose} on this day"
    actors = {end for tie in ties for end in (tie.subject, tie.object)}
    groups = Counter(tie.group for tie in ties)
    told = [f"{number} of {group}" for group, number in sorted(groups.items(), key=lambda each: (-each[1], each[0]))]
    named = " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    what = "1 relation" if len(ties) == 1 else f"{len(ties):,} relations"
    return f"{what}{whose}, between {len(actors)} actors: {named}"


def _notes(facts: Facts, stretch: Stretch, day: int) -> Iterator[str]:
    """What of the day is neither drawn nor listed."""
    now = facts.related[day]
    part = stretch.part
    there = now.ties.keys() & {proposition(tie) for tie in (*part.net.ties, *part.pairs)}
    drawn = len(now.ties.keys() & {proposition(tie) for tie in part.net.ties})
    if left_out := len(now.ties) - len(there):
        yield (
            f"Drawn are {drawn:,} relations among those who have most of them with each other; {left_out:,} more"
            f" {'is' if left_out == 1 else 'are'} not drawn."
        )
    if now.denied:
        what = "relation that is only denied is" if now.denied == 1 else "relations that are only denied are"
        yield f"{now.denied:,} {what} left out."
    if now.inside:
        yield within(now.inside)


def _pairs(facts: Facts, stretch: Stretch, day: int) -> Iterator[tuple[Cell, ...]]:
    """The relations of the day between two whom nothing joins to anybody else."""
    ties = facts.related[day].ties
    found = [ties[key] for tie in stretch.part.pairs if (key := proposition(tie)) in ties]
    yield from (_pair(facts, tie) for tie in found[:PAIRS])
    if len(found) > PAIRS:
        yield (Cell("text", more(len(found) - PAIRS)),)


def _pair(facts: Facts, tie: Relation) -> tuple[Cell, ...]:
    words = f"{facts.names[tie.subject]} {facts.labels[tie.predicate]['label']} {facts.names[tie.object]}: "
    days = "".join(f", {word} {day}" for word, day in (("since", tie.since), ("until", tie.until)) if day)
    rests_on = Cell("evidence", cited.of_relation(tie, facts.grades))
    graded = (Cell("text", f"{days}, grade "), Cell("grade", tie.grade))
    return (Cell("text", words), Cell("badge", tie.standing), *graded, Cell("text", ", "), rests_on)
