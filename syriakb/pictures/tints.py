"""The tints of a map: the largest sides have one each, all others one together; what is shared or disputed is striped.

Any two of the tints, and of them and either ground, lie at least 10 apart by CIEDE2000, as people see them who see all
colours, and as deuteranopia, protanopia, tritanopia and a print in grey show them. In grey there is room for no more.
"""

from collections.abc import Iterable, Iterator, Mapping

from syriakb.pictures.charts import Party
from syriakb.pictures.markup import element

TINTS = ("#002c76", "#ec9338", "#117d52", "#9e1a27", "#98d8f9")
OTHERS = "#888888"
GROUND, DARK_GROUND = "#ffffff", "#0e0f11"  # what nobody is known to hold, on a light page and on a dark one
INK = "#1b1b1b"
_DARK = ("#002c76", "#117d52", "#9e1a27")  # on which letters are white
_BROAD = 6  # a stripe


def tint(number: int) -> str:
    """The tint of the side of that number in the order of their size."""
    return TINTS[number] if number < len(TINTS) else OTHERS


def colors(parties: Mapping[Party, str]) -> str:
    """The tints of the parties as a style sheet, for the map (`.p0`, by their order) and for swatches beside it."""
    return "".join(_rules(parties)) + _INFERRED


def patterns(parties: Mapping[Party, str]) -> str:
    """What the style sheet fills shapes with: the stripes of those who share or dispute a place, hatching, dots."""
    return element("defs", _SIGNS + "".join(_stripes(parties)))


_INFERRED = f".map .sign.inferred {{ fill: {INK}; stroke: {GROUND}; }}\n"
_SIGNS = (
    '<pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M4.5 0V9" stroke="{GROUND}" stroke-width="4.4"/><path d="M4.5 0V9" stroke="{INK}" stroke-width="2"/>'
    '</pattern><pattern id="screen" width="8" height="8" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><circle class="hole" cx="4" cy="4" r="1.5"/></pattern>'
)


def _numbers(parties: Iterable[Party]) -> dict[str, int]:
    sides = [party[0] for party in parties if len(party) == 1]
    return {side: at for at, side in enumerate(sides)}


def _rules(parties: Mapping[Party, str]) -> Iterator[str]:
    numbers = _numbers(parties)
    for at, party in ((at, party) for at, party in enumerate(parties) if party):
        if len(party) == 1:
            color = tint(at)
            ink = GROUND if color in _DARK else INK
            yield f".map .area.p{at}, .map .dot.p{at} {{ fill: {color}; }}\n.swatch.p{at} {{ background: {color}; }}\n"
            yield f".map .sign.p{at} {{ fill: {ink}; stroke: {color}; }}\n"
        else:
            yield f".map .area.p{at}, .map .dot.p{at} {{ fill: url(#stripes-{at}); }}\n"
            yield f".swatch.p{at} {{ background: {_gradient([tint(numbers[side]) for side in party])}; }}\n"
            yield f".map .sign.p{at} {{ fill: {INK}; stroke: {GROUND}; }}\n"
        yield f".map .area.p{at}.disputed, .map .dot.p{at}.disputed {{ fill: url(#dispute-{at}); }}\n"
        yield f".map .sign.p{at}.disputed {{ fill: {INK}; stroke: {GROUND}; }}\n"


def _gradient(shades: list[str]) -> str:
    stops = ", ".join(f"{color} {at * 4}px {at * 4 + 4}px" for at, color in enumerate(shades))
    return f"repeating-linear-gradient(135deg, {stops})"


def _stripes(parties: Mapping[Party, str]) -> Iterator[str]:
    """What is shared slants one way, what is disputed the other; who disputes it with nobody named, with the ground."""
    numbers = _numbers(parties)
    for at, party in enumerate(parties):
        shades = [tint(numbers[side]) for side in party]
        if len(shades) > 1:
            yield _pattern(f"stripes-{at}", shades, 45)
        if shades:
            yield _pattern(f"dispute-{at}", shades if len(shades) > 1 else [*shades, GROUND], -45)


def _pattern(name: str, shades: list[str], turn: int) -> str:
    bars = "".join(
        element("rect", None, x=at * _BROAD, y=0, width=_BROAD, height=_BROAD, fill=color)
        for at, color in enumerate(shades)
    )
    size = {"width": len(shades) * _BROAD, "height": _BROAD, "patternUnits": "userSpaceOnUse"}
    return element("pattern", bars, id=name, **size, patternTransform=f"rotate({turn})")
