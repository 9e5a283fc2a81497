"""`syriakb graph [ACTOR]`: an actor can be named as for other questions, or by an option, as for the page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from syriakb.answers import Labels
from syriakb.cli.asking import Terms, ask
from syriakb.cli.complete import actors
from syriakb.cli.files import format_of, give, give_png
from syriakb.cli.options import GroupOption, OutOption, PngOption, WithDenied, one_of
from syriakb.cli.output import say, screen
from syriakb.cli.terms import SidesOption, on_terms
from syriakb.errors import UsageError
from syriakb.export import Part, graphs
from syriakb.export.graphs import GRAPHS
from syriakb.model.vocabulary import GROUPS
from syriakb.pictures.charts import Network
from syriakb.pictures.core import chosen
from syriakb.pictures.network import answer, network
from syriakb.queries import lookup
from syriakb.queries.labels import labels
from syriakb.queries.moment import Opened

Actor = Annotated[
    str | None, typer.Argument(metavar="ACTOR", help="Only what this actor has a part in.", autocompletion=actors)
]
ActorOption = Annotated[
    str | None, typer.Option("--actor", metavar="ACTOR", help="The same as ACTOR.", autocompletion=actors)
]
Depth = Annotated[int, typer.Option("--depth", metavar="N", min=1, max=10, help="How many relations to follow.")]
if TYPE_CHECKING:
    Format: TypeAlias = str | None
else:  # the words that it takes are known when it runs
    Format = one_of(
        GRAPHS, typer.Option("--format", "-f", help="How to draw it; else as the file ends, else as a tree.")
    )


@on_terms()
def graph(
    actor: Actor = None,
    depth: Depth = 1,
    named: ActorOption = None,
    group: GroupOption = None,
    with_denied: WithDenied = False,
    sides: SidesOption = False,
    format: Format = None,
    out: OutOption = None,
    png: PngOption = None,
    *,
    terms: Terms,
) -> None:
    """Who stands with and against whom, as a tree or as a picture."""
    name = "svg" if png else format_of(out, format, {each: GRAPHS[each].ending for each in GRAPHS}) or "tree"
    wanted = _one(actor, named)

    def draw(kb: Opened) -> Iterable[str]:
        centre = lookup.actor(kb.db, wanted) if wanted else None
        net = network(kb.db, kb.by_sides(sides).at, centre, depth, [group] if group else GROUPS, denied=with_denied)
        _tell(net, chosen(net).absent if GRAPHS[name].part else None)
        return graphs.lines(name, net, _labels(kb, net, name), screen())

    drawn = ask(terms, draw)
    if png:
        return give_png("graph", "".join(drawn), png, out, format)
    part = Part(f"graph.{GRAPHS[name].ending}", (piece.encode() for piece in drawn))
    return give(part, out, escapes=GRAPHS[name].escapes)


def _one(actor: str | None, named: str | None) -> str | None:
    if actor and named:
        raise UsageError("Name one actor: syriakb graph ACTOR, or --actor ACTOR.")
    return actor or named


def _tell(net: Network, unread: str | None) -> None:
    for sentence in net.told_by_sides:
        say(f"note: {sentence}")
    if net.absent:
        say(f"note: {net.absent} To have them in it: --with-denied")
    if unread:
        say(f"note: {unread} To choose the part: --actor A --depth N, or --group")


def _labels(kb: Opened, net: Network, name: str) -> Labels:
    return labels(kb.db, [answer(net)]) if GRAPHS[name].labelled else Labels({}, {}, {})
