"""DOT, the language of Graphviz: actors as nodes, relations as edges.

An edge has the predicate's label, the colour of its group and the style of its standing: bold assessed, solid stated,
dashed claimed, dotted disputed, and denied grey and dotted with a crossed arrow. Symmetric relations have no arrow.
"""

from collections.abc import Iterator

from syriakb.pictures.charts import Network, Tie
from syriakb.pictures.markup import clean
from syriakb.pictures.style import COLORS, DENIED

_STYLES = {"assessed": "bold", "stated": "solid", "claimed": "dashed", "disputed": "dotted", "denied": "dotted"}


def lines(net: Network) -> Iterator[str]:
    """A graph as DOT."""
    yield "digraph relations {\n"
    title = _quoted(f"{net.title}, {net.date}")
    yield f"  graph [label={title}, labelloc=t, overlap=false, splines=true, layout=neato];\n"
    yield '  node [shape=box, style="rounded,filled", fillcolor="#f5f5f5", fontname="sans-serif"];\n'
    yield '  edge [fontname="sans-serif", fontsize=10];\n'
    for node in net.nodes:
        yield f"  {_quoted(node.id)} [label={_quoted(node.name)}, tooltip={_quoted(node.kind)}];\n"
    yield from map(_edge, net.ties)
    yield "}\n"


def _edge(tie: Tie) -> str:
    denied = tie.standing == "denied"
    color = DENIED if denied else COLORS[tie.group]
    attributes = {
        "label": f"not: {tie.label}" if denied else tie.label,
        "color": color,
        "fontcolor": color,
        "style": _STYLES[tie.standing],
        "dir": "none" if tie.symmetric else "forward",
        "arrowhead": "tee" if denied else "normal",
        "tooltip": "; ".join((f"{tie.standing}, {tie.grade}: {' '.join(tie.evidence)}", *tie.doubts)),
    }
    given = ", ".join(f"{key}={_quoted(value)}" for key, value in attributes.items())
    return f"  {_quoted(tie.subject)} -> {_quoted(tie.object)} [{given}];\n"


def _quoted(text: str) -> str:
    # A backslash would begin one of DOT's own escapes, which expand to other text.
    plain = " ".join(clean(text).split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
