"""The formats that a graph is drawn in. A new one is a module with `lines(net)`, and a line in GRAPHS.

One that is `labelled` shows names and marks in the place of ids, and so is given labels and the screen besides.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import NamedTuple

from syriakb.answers import Labels
from syriakb.pictures.charts import Network
from syriakb.render.screen import Screen


class Graph(NamedTuple):
    """A format of graphs: its module, the ending of its files, and what it can do.

    `labelled`: it shows names and marks in the place of ids. `escapes`: nothing in it steers a terminal.
    `part`: of very many relations it shows those that can be read.
    """

    module: str
    ending: str
    labelled: bool = False
    escapes: bool = False
    part: bool = False


GRAPHS = {
    "tree": Graph("render.tree", "txt", labelled=True, escapes=True),
    "dot": Graph("export.dot", "dot"),
    "mermaid": Graph("export.mermaid", "mmd"),
    "svg": Graph("pictures.graphsheet", "svg", part=True),
    "graphml": Graph("export.graphml", "graphml"),
}


def lines(name: str, net: Network, labels: Labels, screen: Screen) -> Iterable[str]:
    """Give a graph in one of GRAPHS, piece by piece; those that are not labelled need no labels."""
    graph = GRAPHS[name]
    module = import_module(f"syriakb.{graph.module}")
    found: Iterable[str] = module.lines(net, labels, screen) if graph.labelled else module.lines(net)
    return found
