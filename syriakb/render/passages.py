"""The sentences around anchors, for a terminal only: a text that is kept is nobody's to pass on."""

from collections.abc import Sequence

from syriakb.queries.records.anchored import Passage
from syriakb.render.passage import Stretch, flow
from syriakb.render.screen import Screen

_MOST = 12


def passages(found: Sequence[Passage], screen: Screen) -> str:
    """Give sentences, each behind where it stands, the anchor in bold between brackets."""
    if not found:
        return ""
    lines = [flow([Stretch("In the text", "bold")], screen)]
    for each in found[:_MOST]:
        parts = (f"{each.locator}  {each.before}", f"[{each.anchor}]", each.after)
        lines.append(
            flow([Stretch(part, style) for part, style in zip(parts, ("", "bold", ""), strict=True)], screen, "    ")
        )
    if len(found) > _MOST:
        lines.append(f"and {len(found) - _MOST} more\n")
    return "\n" + "".join(lines)
