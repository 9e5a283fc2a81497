"""One cell as people read it: names for ids, marks for evidence, a sign beside every word that is coloured.

A cell is pieces of safe text, each with a style named in words; whoever has no styles joins the texts.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from syriakb.answers import Column
from syriakb.model.shortlist import shortlist
from syriakb.render.view import View

# Sign, the same in ASCII, style. Hues tell standings and controllers apart; a status has none, since it stands beside
# controllers.
_STANDINGS = {
    "assessed": ("●", "*", "green"),
    "stated": ("◉", "s", "cyan"),
    "claimed": ("○", "o", "yellow"),
    "disputed": ("◐", "~", "magenta"),
    "denied": ("✕", "x", "red"),
}
_STATUSES = {
    "held": ("■", "#", ""),
    "contested": ("◪", "!", "bold"),
    "besieged": ("▣", "@", "bold"),
    "disputed": ("◧", "~", "bold"),
    "unknown": ("□", "?", "dim"),
}
_BASES = {"stated": "bold", "implied": "", "inferred": "dim", "own-word": "dim", "unknown": "dim"}


class Piece(NamedTuple):
    """A stretch of safe text in one style: `bold`, `dim`, the name of a colour, or nothing."""

    text: str
    style: str = ""


Cell = tuple[Piece, ...]
_MARKS = 20  # of evidence that are shown in a cell; what programs read has all of it
_BEFORE = re.compile(r"\[\.\.\d{4}-\d\d-\d\d[~?%]?\]")
_VOCABULARY = re.compile("[a-z]+(?:_[a-z]+)+")
UNKNOWN = ("–", "-")  # the second in ASCII
_AS_IT_STANDS = ("value", "wide")  # kinds of which an empty text is one, and not that nothing is known


def cell(value: Any, column: Column, view: View) -> Cell:
    """Give a value of a column as people read it. Unknown is a dash, never blank."""
    if blank(value) and (value is None or column.kind not in _AS_IT_STANDS):
        return (Piece(view.sign(*UNKNOWN), "dim"),)
    shown = _KINDS.get(column.kind, _text)(value, view)
    return _without(f" {column.label}", shown) if column.kind == "ref" else shown


def blank(value: Any) -> bool:
    """Whether a value says that nothing is known: None, no text, or an empty list."""
    return value in (None, "", (), [])


def unknown(pieces: Cell) -> bool:
    """Whether a cell is the dash of what is not known, rather than a text that looks like it."""
    return len(pieces) == 1 and pieces[0].style == "dim" and pieces[0].text in UNKNOWN


def plain(pieces: Cell) -> str:
    """Give the text of a cell without its styles."""
    return pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces])


def compact_date(text: str) -> str:
    """Shorten an EDTF date for the eye: `[2024-11-27..2024-12-07]` in, `2024-11-27 ..12-07` out.

    A day that is only known to lie before another or on it, `[..2024-12-07]`, is `before 2024-12-07`. Of an interval
    of two dates, parted by a slash, each is shortened.
    """
    if "/" in text and "[" in text:
        return " / ".join(map(compact_date, text.split("/")))
    if not text.startswith("["):
        return "open" if text == ".." else text
    if _BEFORE.fullmatch(text):
        return f"before {text[3:-1]}"
    inner = re.sub(r"(\d{4})(-\d\d-\d\d[~?%]?)\.\.\1-", r"\1\2..", text[1:-1])
    inner = re.sub(r"^\.\.([^,]+)", r"\1 or earlier", re.sub(r"([^,]+)\.\.$", r"\1 or later", inner))
    return inner.replace("..", " ..").replace(",", " or ")


def _without(ending: str, shown: Cell) -> Cell:
    """A name without the word that heads its column: under Province, Hill Province is Hill."""
    (piece,) = shown
    return (piece._replace(text=piece.text.removesuffix(ending)),)


def _text(value: Any, view: View) -> Cell:
    if isinstance(value, bool):
        return (Piece("yes" if value else "no"),)
    return (Piece(view.safe(", ".join(map(str, value)) if isinstance(value, tuple | list) else value)),)


def _word(value: Any, view: View) -> Cell:
    """A word of the vocabulary, such as cooperates_with, is words to people."""
    return _text(value.replace("_", " ") if _VOCABULARY.fullmatch(str(value)) else value, view)


def _source(value: str, view: View) -> Cell:
    return (Piece(view.source(value)),)


def _date(value: str, view: View) -> Cell:
    return (Piece(view.safe(compact_date(value))),)


def _ref(value: str, view: View) -> Cell:
    return (Piece(view.name(value), view.colors.get(value, "")),)


def _refs(value: Any, view: View, between: str = ", ") -> Cell:
    pieces = [piece for ref in value for piece in (Piece(between), *_ref(ref, view))]
    return tuple(pieces[1:])


def _proposition(value: str, view: View) -> Cell:
    return (Piece(" ".join(map(view.name, value.split(" ")))),)


def _path(value: Any, view: View) -> Cell:
    return _refs(value, view, view.sign(" → ", " > "))


def _evidence(value: Any, view: View) -> Cell:
    marks = list(dict.fromkeys(map(view.mark, [value] if isinstance(value, str) else value)))
    return (Piece(shortlist(marks, _MARKS, " ")),)


def _signed(words: dict[str, tuple[str, str, str]]) -> Callable[[Any, View], Cell]:
    def show(value: Any, view: View) -> Cell:
        first = str(value).partition(",")[0]
        if first not in words:
            return _text(value, view)
        sign, ascii_sign, style = words[first]
        return (Piece(f"{view.sign(sign, ascii_sign)} {value}", style),)

    return show


def _basis(value: Any, view: View) -> Cell:
    return (Piece(view.safe(value), _BASES.get(value.partition(",")[0], "")),)


_KINDS: dict[str, Callable[[Any, View], Cell]] = {
    "text": _word,
    "source": _source,
    "date": _date,
    "ref": _ref,
    "refs": _refs,
    "holders": _refs,
    "proposition": _proposition,
    "path": _path,
    "evidence": _evidence,
    "standing": _signed(_STANDINGS),
    "status": _signed(_STATUSES),
    "basis": _basis,
    "positions": lambda value, view: _text(
        tuple(each["says"] if isinstance(each, dict) else each for each in value), view
    ),
}
