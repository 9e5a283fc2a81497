"""The part of a graph that can be read: where most relations meet."""

from collections import Counter
from collections.abc import Iterable

from syriakb.pictures.charts import Network, Tie

READABLE = 48  # relations


def core(net: Network, most: int = READABLE) -> Network:
    """The graph itself where it has at most that many relations, else its densest part: actors with the fewest
    relations are left out one after the other (Charikar, 2000) until few enough are left.

    Of actors with equally many goes first the one with the least evidence; of equal ones the last by id.
    """
    ties = list(net.ties)
    known: Counter[str] = Counter()
    for tie in ties:
        known.update({end: len(tie.evidence) for end in (tie.subject, tie.object)})
    while len(ties) > most:
        least = _least(ties, known)
        ties = [tie for tie in ties if least not in (tie.subject, tie.object)]
    kept = {end for tie in ties for end in (tie.subject, tie.object)}
    nodes = tuple(node for node in net.nodes if node.id in kept)
    return net if len(ties) == len(net.ties) else net._replace(nodes=nodes, ties=tuple(ties))


def _least(ties: Iterable[Tie], known: Counter[str]) -> str:
    count = Counter(end for tie in ties for end in (tie.subject, tie.object))
    fewest = min((count[end], known[end]) for end in count)
    return max(end for end in count if (count[end], known[end]) == fewest)
