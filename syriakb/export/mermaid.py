"""Mermaid: a flowchart of actors and relations, for Markdown on the web.

`-->` is assessed or stated, `-.->` claimed or disputed, `--x` denied, as the labels say; symmetric relations have no
arrow.
"""

from collections.abc import Iterator

from syriakb.pictures.charts import Network, Tie
from syriakb.pictures.markup import clean
from syriakb.pictures.style import COLORS, DENIED

_DIRECTED = {"assessed": "-->", "stated": "-->", "claimed": "-.->", "disputed": "-.->", "denied": "--x"}
_SYMMETRIC = {"assessed": "---", "stated": "---", "claimed": "-.-", "disputed": "-.-", "denied": "x--x"}


def lines(net: Network) -> Iterator[str]:
    """A graph as a Mermaid flowchart."""
    names = {node.id: f"n{number}" for number, node in enumerate(net.nodes)}
    yield f"---\ntitle: {_text(f'{net.title}, {net.date}')}\n---\nflowchart LR\n"
    for node in net.nodes:
        yield f"  {names[node.id]}[{_text(node.name)}]\n"
    for tie in net.ties:
        yield f"  {names[tie.subject]} {_arrow(tie)}|{_text(_label(tie))}| {names[tie.object]}\n"
    for number, tie in enumerate(net.ties):
        color = DENIED if tie.standing == "denied" else COLORS[tie.group]
        yield f"  linkStyle {number} stroke:{color},color:{color}\n"


def _arrow(tie: Tie) -> str:
    return (_SYMMETRIC if tie.symmetric else _DIRECTED)[tie.standing]


def _label(tie: Tie) -> str:
    return tie.label if tie.standing == "assessed" else f"{tie.label} ({tie.standing})"


def _text(text: str) -> str:
    # Mermaid has no other escape than the numbers of characters; letters and digits of any script stand for themselves.
    plain = " ".join(clean(text).split())
    return '"' + "".join(sign if sign.isalnum() or sign in " .,:-()" else f"#{ord(sign)};" for sign in plain) + '"'
