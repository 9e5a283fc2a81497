"""A map as a picture of its own: title, day, map, legend with counts, what the signs mean, sources and credits."""

from collections.abc import Iterator

from syriakb.pictures.charts import Atlas
from syriakb.pictures.labels import ASKED, TITLE, fitted, wrapped
from syriakb.pictures.mapsvg import SCREENS, STYLE, shapes
from syriakb.pictures.markup import element, text
from syriakb.pictures.pins import crowded, unnamed
from syriakb.pictures.plane import MARGIN, WIDTH, Plane
from syriakb.pictures.sides import Entry, legend
from syriakb.pictures.tints import GROUND, TINTS, colors, patterns

_LINE, _TOP, _SMALL = 22, 66, 12
_ROOM = WIDTH - 2 * MARGIN
_SIGNS = (
    "Letters: who holds it, as in the legend. Capital: said of the place itself. Small, on a tint with holes:"
    " inferred from the area around it. A question mark: unknown.",
    "Stripes: held together (A+B), or disputed (A/B). Hatched, a broken ring: contested."
    " A broken line within, a whole ring around a dot: besieged. A dotted ring: disputed.",
)
_CROWD = (
    "The edge of a dot dashed: contested, dotted: disputed, full: besieged. Stripes: held together, or disputed."
    " Empty: unknown. Names stand in the titles.",
)


def document(atlas: Atlas) -> str:
    """The map as a document of its own."""
    plane = Plane(atlas)
    rows, asked = list(_rows(atlas)), list(wrapped(f"Who controls what, {atlas.date}".split(" "), ASKED, _ROOM))
    top = _TOP + _LINE * (len(asked) - 1)
    below = top + plane.height + 16
    height = below + _LINE * len(rows) + 8
    title = _text(fitted(atlas.title, TITLE, _ROOM), "title", MARGIN, 34)
    head = title + "".join(_text(line, None, MARGIN, 56 + _LINE * at) for at, line in enumerate(asked))
    # Of its own frame, so that nothing of what lies around covers title and legend.
    inner = element("svg", shapes(atlas, plane, atlas.parties), y=top, width=WIDTH, height=plane.height)
    listed = "".join(
        element("g", row, transform=f"translate({MARGIN} {below + _LINE * at})") for at, row in enumerate(rows)
    )
    style = element("style", text(STYLE + colors(atlas.parties) + SCREENS))
    ground = element("rect", None, width=WIDTH, height=height, fill=GROUND)
    named = element("title", text(atlas.title))
    content = f"{named}{style}{patterns(atlas.parties)}{ground}{head}{inner}{listed}"
    size = {"width": WIDTH, "height": height, "viewBox": f"0 0 {WIDTH} {height}"}
    return element("svg", content, xmlns="http://www.w3.org/2000/svg", class_="map", role="group", **size) + "\n"


def meanings(atlas: Atlas) -> Iterator[str]:
    """Sentences on what the signs mean and on what has no name, the same in light and in dark."""
    yield from _CROWD if crowded(atlas) else _SIGNS
    yield from unnamed(atlas, Plane(atlas))


def _text(content: str, class_: str | None = "small", x: float = 0, y: float = 0) -> str:
    return element("text", text(content), x=f"{x:g}", y=f"{y:g}", class_=class_)


def _rows(atlas: Atlas) -> Iterator[str]:
    entries = legend(atlas)
    alone = {entry.party: at for at, entry in enumerate(each for each in entries if not each.disputed)}
    single = (entry for entry in entries if len(entry.party) == 1 and not entry.disputed)
    others = [entry for entry in single if alone[entry.party] >= len(TINTS)]
    for entry in entries:
        if entry not in others:
            yield _entry(atlas, entry)
        elif entry == others[0]:
            yield from _others(atlas, others)
    yield ""
    last = [
        *atlas.folds,
        *([atlas.old] if atlas.old else []),
        *meanings(atlas),
        f"From: {'; '.join(atlas.sources) or 'no source'}",
        *atlas.owed,
    ]
    for sentence in (*last, *([atlas.absent] if atlas.absent else [])):
        yield from map(_text, wrapped(sentence.split(" "), _SMALL, _ROOM))


def _entry(atlas: Atlas, entry: Entry) -> str:
    words = f"{entry.sign}  {entry.name}: {entry.held}"
    return _swatch(atlas, entry) + _text(fitted(words, _SMALL, _ROOM - 28), x=28)


def _others(atlas: Atlas, others: list[Entry]) -> Iterator[str]:
    """All that share one tint, in one list."""
    listed = [f"{entry.sign} {entry.name}: {entry.held};" for entry in others]
    first, *rest = wrapped(["Others:", *listed[:-1], listed[-1].removesuffix(";")], _SMALL, _ROOM - 28)
    yield _swatch(atlas, others[0]) + _text(first, x=28)
    yield from (_text(line, x=28) for line in rest)


def _swatch(atlas: Atlas, entry: Entry) -> str:
    party = f"p{list(atlas.parties).index(entry.party)}" if entry.party else "nobody"
    state = "disputed" if entry.disputed else "held"
    return element("rect", None, x=0.5, y=-11, width=20, height=13, class_=f"area {party} stated {state}")
