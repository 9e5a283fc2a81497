"""`syriakb graph [ACTOR]`."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Annotated, Literal

import typer

from syriakb.cli.complete import actors
from syriakb.cli.options import AsOf, DataFolder, GroupOption, KnownBy, View, screen
from syriakb.cli.output import OutOption, ask, format_of, give
from syriakb.export import Part
from syriakb.model.vocabulary import GROUPS
from syriakb.pictures import network
from syriakb.pictures.charts import Network
from syriakb.queries import lookup
from syriakb.queries.labels import labels
from syriakb.queries.moment import Opened

Actor = Annotated[
    str | None, typer.Argument(metavar="ACTOR", help="Only what this actor has a part in.", autocompletion=actors)
]
Depth = Annotated[int, typer.Option("--depth", metavar="N", min=1, max=10, help="How many relations to follow.")]
Format = Annotated[
    Literal["tree", "dot", "mermaid", "svg", "graphml"] | None,
    typer.Option("--format", "-f", help="How to draw it; else as the ending of the file says, else as a tree."),
]


def graph(
    actor: Actor = None,
    depth: Depth = 1,
    group: GroupOption = None,
    format: Format = None,
    out: OutOption = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    data: DataFolder = None,
) -> None:
    """Who stands with and against whom, as a tree or as a picture."""

    form = format_of(out, format, _DRAWN) or "tree"

    def draw(kb: Opened) -> Iterable[str]:
        centre = lookup.actor(kb.db, actor) if actor else None
        return _DRAWN[form](kb, network.network(kb.db, kb.at, centre, depth, [group] if group else GROUPS))

    suffix = {"tree": "txt", "mermaid": "mmd"}.get(form, form)
    drawn = ask(View(as_of, known_by, data=data), draw)
    give(Part(f"graph.{suffix}", (piece.encode() for piece in drawn)), out)


def _tree(kb: Opened, net: Network) -> Iterable[str]:
    from syriakb.render.tree import render

    answer = network.answer(net)
    yield render(net, answer, labels(kb.db, [answer]), screen())


def _svg(_: Opened, net: Network) -> Iterable[str]:
    from syriakb.pictures.graphsvg import document

    return [document(net)]


def _lines(module: str) -> Callable[[Opened, Network], Iterable[str]]:
    def draw(_: Opened, net: Network) -> Iterable[str]:
        found: Iterable[str] = import_module(f"syriakb.export.{module}").lines(net)
        return found

    return draw


_DRAWN: dict[str, Callable[[Opened, Network], Iterable[str]]] = {
    "tree": _tree,
    "svg": _svg,
    **{name: _lines(name) for name in ("dot", "mermaid", "graphml")},
}
