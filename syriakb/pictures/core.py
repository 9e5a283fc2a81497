"""The part of a graph that can be read: no pairs that nothing joins to the rest, and of many relations the densest."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from syriakb.pictures.charts import Network, Tie

READABLE = 48  # relations


class Chosen(NamedTuple):
    """What of a graph is drawn, the relations of pairs that are listed beneath, and how many others are left out."""

    net: Network
    pairs: tuple[Tie, ...]
    left_out: int

    @property
    def absent(self) -> str | None:
        """A sentence on the relations that are neither drawn nor listed."""
        if not self.left_out:
            return None
        drawn = f"Drawn are {len(self.net.ties):,} relations among those who have most of them with each other"
        return f"{drawn}; {self.left_out:,} more {'is' if self.left_out == 1 else 'are'} not drawn."


def chosen(net: Network, most: int = READABLE) -> Chosen:
    """At most that many relations to draw. Two actors whom nothing joins to anybody else are a line in a list, unless
    nothing else is there, or one of them was asked for."""
    joined, pairs = _apart(net.ties, net.centre)
    kept, _ = _apart(core(joined, most, net.centre), net.centre)
    return Chosen(_part(net, kept), pairs, len(joined) - len(kept))


def core(ties: tuple[Tie, ...], most: int, centre: str | None = None) -> tuple[Tie, ...]:
    """The relations themselves where they are at most that many, else the densest part of their graph: actors with the
    fewest relations are left out one after the other (Charikar, 2000), but not the centre, until few enough are left.

    Of actors with equally many goes first the one with the least evidence; of equal ones the last by id. Where so many
    join two actors that neither can go, the best of what joins them is kept: what has most evidence.
    """
    peeled = _Peeled(ties, centre)
    while len(peeled.left) > most:
        least = peeled.least()
        if len(peeled.of[least]) == len(peeled.left):
            best = sorted(peeled.left, key=lambda number: (-len(ties[number].evidence), number))[:most]
            return tuple(ties[number] for number in sorted(best))
        peeled.drop(least)
    return tuple(peeled.left.values())


class _Peeled:
    """What is left of a graph of which the actors with the fewest relations are taken away."""

    def __init__(self, ties: tuple[Tie, ...], centre: str | None) -> None:
        self.left = dict(enumerate(ties))
        self.of: dict[str, set[int]] = defaultdict(set)
        self.known = Counter[str]()
        for number, tie in self.left.items():
            for end in {tie.subject, tie.object}:
                self.of[end].add(number)
                self.known[end] += len(tie.evidence)
        self.names = sorted(self.of, reverse=True)
        self.order = {end: number for number, end in enumerate(self.names) if end != centre}
        self.waiting = [self._rank(end) for end in self.order]
        heapify(self.waiting)

    def _rank(self, end: str) -> tuple[int, int, int]:
        return len(self.of[end]), self.known[end], self.order[end]

    def least(self) -> str:
        """Who goes next. Ranks that somebody has no more, since others went, are passed over."""
        while True:
            rank = heappop(self.waiting)
            least = self.names[rank[-1]]
            if rank[0] == len(self.of[least]) > 0:
                return least

    def drop(self, least: str) -> None:
        for gone in list(self.of[least]):
            tie = self.left.pop(gone)
            for end in {tie.subject, tie.object}:
                self.of[end].discard(gone)
                if end in self.order and end != least:
                    heappush(self.waiting, self._rank(end))


def _part(net: Network, ties: tuple[Tie, ...]) -> Network:
    ends = {end for tie in ties for end in (tie.subject, tie.object)} | {net.centre}
    alone = {node.id for node in net.nodes} if not net.ties else ends
    return net._replace(nodes=tuple(node for node in net.nodes if node.id in ends | alone), ties=ties)


def _apart(ties: tuple[Tie, ...], centre: str | None) -> tuple[tuple[Tie, ...], tuple[Tie, ...]]:
    """The relations of larger parts of the graph and of the centre, and those of two actors alone."""
    part = _parts(ties)
    size = Counter(part.values())
    small = {end for end in part if size[part[end]] <= 2 and part[end] != part.get(centre or "")}
    if len(small) == len(part):
        return ties, ()
    return tuple(tie for tie in ties if tie.subject not in small), tuple(tie for tie in ties if tie.subject in small)


def _parts(ties: Iterable[Tie]) -> dict[str, str]:
    """For each actor one who stands for all whom relations lead to from there."""
    beside: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        beside[tie.subject].add(tie.object)
        beside[tie.object].add(tie.subject)
    part: dict[str, str] = {}
    for first in beside:
        waiting = [first] if first not in part else []
        while waiting:
            end = waiting.pop()
            if end not in part:
                part[end] = first
                waiting += beside[end]
    return part
