"""A graph for the terminal: an actor, or each of them, with its relations as branches."""

import io
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.text import Text
from rich.tree import Tree

from syriakb.answers import Column, Labels
from syriakb.model.vocabulary import GROUPS
from syriakb.pictures import network
from syriakb.pictures.charts import Network, Tie
from syriakb.render.cells import cell
from syriakb.render.screen import Screen
from syriakb.render.sheet import sheet
from syriakb.render.table import plain_console
from syriakb.render.view import View, view

_COLUMNS = (
    Column("standing", "", "standing"),
    Column("since", "since ", "date"),
    Column("until", "until ", "date"),
    Column("evidence", "", "evidence"),
    Column("grade", "", "grade"),
)


class _File(io.StringIO):
    """A file that says which signs it takes, from which Rich chooses those of a tree."""

    def __init__(self, *, unicode: bool) -> None:
        super().__init__()
        self._encoding = "utf-8" if unicode else "ascii"

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def lines(net: Network, labels: Labels, screen: Screen) -> Iterator[str]:
    """Give the tree around the centre, else one for each actor that a relation sets out from, and a legend."""
    answer = network.answer(net)
    page, seen = sheet(answer, labels, screen), view(answer, labels, screen)
    drawn = _File(unicode=screen.unicode)
    console = plain_console(drawn, screen)
    console.print(Text(page.title, "bold"))
    for line in page.above:
        console.print(Text(line))
    for tree in _trees(net, seen):
        console.print()
        console.print(tree)
    if page.legend:
        console.print()
        for line in page.legend:
            console.print(Text(line, "dim"))
    yield from (f"{line.rstrip()}\n" for line in drawn.getvalue()[:-1].split("\n"))


def _trees(net: Network, seen: View) -> Iterator[Tree]:
    if net.centre:
        tree = _root(net, net.centre, seen)
        _grow(tree, net.centre, net.ties, seen)
        yield tree
        return
    for node in net.nodes:
        own = [tie for tie in net.ties if tie.subject == node.id]
        if own:
            tree = _root(net, node.id, seen)
            for tie in own:
                tree.add(_branch(tie, node.id, seen))
            yield tree


def _root(net: Network, actor: str, seen: View) -> Tree:
    return Tree(Text(seen.safe(seen.labels.names.get(actor, net.names[actor])), "bold"), guide_style="dim")


def _grow(tree: Tree, centre: str, ties: Iterable[Tie], seen: View) -> None:
    """Hang each tie once on the branch that is nearest to the centre, and there the other end with its own."""
    left, branches = list(ties), {centre: tree}
    waiting = deque([centre])
    while waiting:
        actor = waiting.popleft()
        own = [tie for tie in left if actor in (tie.subject, tie.object)]
        left = [tie for tie in left if tie not in own]
        for group, some in groupby(sorted(own, key=_group), key=_group):
            branch = tree.add(Text(GROUPS[group], "italic")) if actor == centre else branches[actor]
            for tie in some:
                added, other = branch.add(_branch(tie, actor, seen)), _other(tie, actor)
                if other not in branches and tie.standing != "denied":
                    branches[other] = added
                    waiting.append(other)


def _group(tie: Tie) -> int:
    return GROUPS.index(tie.group)


def _other(tie: Tie, actor: str) -> str:
    return tie.object if tie.subject == actor else tie.subject


def _branch(tie: Tie, actor: str, seen: View) -> Text:
    outward = tie.subject == actor
    arrow = seen.sign("↔", "<->") if tie.symmetric else seen.sign("→", "->") if outward else seen.sign("←", "<-")
    words = tie.label if outward or tie.symmetric else tie.inverse
    text = Text.assemble(f"{arrow} {seen.safe(words)} ", (seen.name(_other(tie, actor)), "bold"), "  ")
    return text.append_text(_facts(tie, seen))


def _facts(tie: Tie, seen: View) -> Text:
    pieces: Iterable[Text] = (
        Text.assemble(
            column.label, *((piece.text, piece.style) for piece in cell(getattr(tie, column.key), column, seen))
        )
        for column in _COLUMNS
        if getattr(tie, column.key)
    )
    return Text("  ").join(pieces)
