"""GraphML: actors as nodes, relations as edges, for Gephi, yEd, Cytoscape, igraph and networkx.

A node's id is the actor's, with `label` and `kind`. An edge runs from subject to object, with `predicate`, `label`,
`group`, `symmetric`, `standing`, `since`, `until`, `evidence` (ids joined by a space) and `grade`; what is not known
is left out. All edges are directed, since many readers refuse a mixture: `symmetric` says where the direction means
nothing. Several relations of the same two actors are several edges. The graph has `title` and `as_of`.
"""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from syriakb.export import Options, Part
from syriakb.pictures.charts import Network, Node, Tie
from syriakb.pictures.markup import clean
from syriakb.pictures.network import network
from syriakb.queries.moment import Opened

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
_GRAPH = ("title", "as_of")
_NODE = ("label", "kind")
_EDGE = ("predicate", "label", "group", "symmetric", "standing", "since", "until", "evidence", "grade")


def parts(kb: Opened, options: Options) -> Iterator[Part]:  # noqa: ARG001 - all formats are called alike
    """One file: all actors and all their relations."""
    yield Part("relations.graphml", (text.encode() for text in lines(network(kb.db, kb.at, alone=True))))


def lines(net: Network) -> Iterator[str]:
    """A graph as GraphML."""
    yield _HEAD
    for what, names in (("graph", _GRAPH), ("node", _NODE), ("edge", _EDGE)):
        for name in names:
            kind = "boolean" if name == "symmetric" else "string"
            yield f'<key id="{what}_{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph id="relations" edgedefault="directed">\n'
    yield _data("graph", {"title": net.title, "as_of": net.date.removeprefix("as of ")})
    yield from map(_node, net.nodes)
    yield from (_edge(f"e{number}", tie) for number, tie in enumerate(net.ties))
    yield "</graph>\n</graphml>\n"


def _node(node: Node) -> str:
    content = _data("node", {"label": node.name, "kind": node.kind})
    return f"<node id={quoteattr(node.id)}>\n{content}</node>\n"


def _edge(name: str, tie: Tie) -> str:
    values = {**tie._asdict(), "evidence": " ".join(tie.evidence), "symmetric": str(tie.symmetric).lower()}
    content = _data("edge", {key: values[key] for key in _EDGE})
    return f'<edge id="{name}" source={quoteattr(tie.subject)} target={quoteattr(tie.object)}>\n{content}</edge>\n'


def _data(what: str, values: dict[str, Any]) -> str:
    known = {key: value for key, value in values.items() if value}
    return "".join(f'<data key="{what}_{key}">{escape(clean(value))}</data>\n' for key, value in known.items())
