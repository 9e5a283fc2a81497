"""Cards are drawn by hand where Rich would take long over thousands, and look as if Rich had drawn them."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.ansi import AnsiDecoder
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from syriakb.render.cards import BETWEEN, Line, fact
from syriakb.render.cells import Piece
from syriakb.render.screen import Screen
from syriakb.render.table import drawn_line, painted, plain_console

words = st.text(st.sampled_from("ab-,. é漢\u0301الق🙂"), max_size=40) | st.text(st.sampled_from("ab- "), max_size=90)
pieces = st.builds(Piece, words, st.sampled_from(("", "", "dim", "bold", "cyan", "green")))
facts = st.lists(pieces, min_size=1, max_size=3).map(tuple)


@given(
    st.lists(facts, min_size=1, max_size=3),
    st.integers(20, 60),
    st.sampled_from(("", "bold")),
    st.sampled_from((0, 2)),
    st.booleans(),
)
def test_a_line_looks_as_rich_draws_it(
    line: list[tuple[Piece, ...]], width: int, style: str, indent: int, color: bool
) -> None:
    line = [tuple(Piece(text, f"{style} {own}".strip()) for text, own in each) for each in line]
    paint = painted if color else None
    facts = tuple(fact(each, paint) for each in line)
    together = sum(each.width for each in facts) + len(BETWEEN) * (len(facts) - 1)
    block = drawn_line(Line(facts, together), width, indent)
    joined = [piece for each in line for piece in (Piece(BETWEEN), *each)][1:]
    text = Text.assemble(*joined)
    expected = shown(Padding(text, (0, 0, 0, indent)) if indent else text, width, color=color)
    assert (looks(block) if isinstance(block, str) else shown(block, width, color=color)) == expected


def shown(block: object, width: int, *, color: bool) -> list[list[tuple[str, Style]]]:
    file = io.StringIO()
    plain_console(file, Screen(width=width, color=color, unicode=True)).print(block)
    return looks(file.getvalue()[:-1])


def looks(text: str) -> list[list[tuple[str, Style]]]:
    """Every character of each line with its style, less the blanks at the end."""
    return [_characters(line) for each in text.split("\n") for line in AnsiDecoder().decode(each or " ")]


def _characters(line: Text) -> list[tuple[str, Style]]:
    console = plain_console(io.StringIO(), Screen(color=True))
    styles = [line.get_style_at_offset(console, at) for at in range(len(line.plain.rstrip()))]
    return list(zip(line.plain, styles, strict=False))
