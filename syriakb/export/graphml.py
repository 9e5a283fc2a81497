"""GraphML: actors as nodes, relations as edges, for Gephi, yEd, Cytoscape, igraph and networkx.

A node's id is the actor's, with `label` and `kind`. An edge runs from subject to object, with `predicate`, `label`,
`group`, `symmetric`, `standing`, `since`, `until`, `evidence` (ids joined by a space), `grade`, `caveat`, `voices`
(those whose word alone it is), `sources` (how many), `reported` (the last time) and `stale`; what is not known is left
out. All edges are directed, since many readers refuse a mixture, and so a `symmetric` relation is two, one each
way; the id of the second is that of the first and `-back`. Several relations of the same two actors are several edges.
A relation that somebody denies and nobody asserts is no edge, since a reader would take it for one: a path would lead
over it. Where it is asked for, its `standing` is `denied`, and its label says so. The graph has `title`, `as_of`,
`filters` where not everybody's word counts, and as `note` what is left out.
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
_GRAPH = ("title", "as_of", "filters", "note")
_NODE = ("label", "kind")
_EDGE = (
    *("predicate", "label", "group", "symmetric", "standing", "since", "until", "evidence", "grade"),
    *("caveat", "voices", "sources", "reported", "stale"),
)
_FLAGS, _NUMBERS = ("symmetric", "stale"), ("sources",)


def parts(kb: Opened, options: Options) -> Iterator[Part]:
    """One file: all actors and all their relations."""
    net = network(kb.db, kb.at, alone=True, denied=options.with_denied)
    yield Part("relations.graphml", (text.encode() for text in lines(net)))


def lines(net: Network) -> Iterator[str]:
    """A graph as GraphML."""
    yield _HEAD
    for what, names in (("graph", _GRAPH), ("node", _NODE), ("edge", _EDGE)):
        for name in names:
            kind = "boolean" if name in _FLAGS else "int" if name in _NUMBERS else "string"
            yield f'<key id="{what}_{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph id="relations" edgedefault="directed">\n'
    yield _data(
        "graph",
        {
            "title": net.title,
            "as_of": net.days,
            "filters": net.filters,
            "note": " ".join(filter(None, (*net.told_by_sides, net.absent))) or None,
        },
    )
    yield from map(_node, net.nodes)
    for number, tie in enumerate(net.ties):
        yield _edge(f"e{number}", tie, tie.subject, tie.object)
        if tie.symmetric:
            yield _edge(f"e{number}-back", tie, tie.object, tie.subject)
    yield "</graph>\n</graphml>\n"


def _node(node: Node) -> str:
    content = _data("node", {"label": node.name, "kind": node.kind})
    return f"<node id={quoteattr(node.id)}>\n{content}</node>\n"


def _edge(name: str, tie: Tie, source: str, target: str) -> str:
    label = f"{tie.label} (denied)" if tie.standing == "denied" else tie.label
    lists = {key: " ".join(getattr(tie, key)) for key in ("evidence", "voices")}
    told = {"label": label, **lists, **{key: str(getattr(tie, key)).lower() for key in _FLAGS}}
    values = tie._asdict() | told
    content = _data("edge", {key: values[key] for key in _EDGE})
    return f'<edge id="{name}" source={quoteattr(source)} target={quoteattr(target)}>\n{content}</edge>\n'


def _data(what: str, values: dict[str, Any]) -> str:
    known = {key: value for key, value in values.items() if value}
    return "".join(f'<data key="{what}_{key}">{escape(clean(str(value)))}</data>\n' for key, value in known.items())
