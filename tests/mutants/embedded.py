"""SQL that stands in the strings of a Python text: the same text with everything else blanked out.

Every character keeps its place, so that a change of the SQL is a change of the Python text.
"""

import ast
import re
from collections.abc import Iterator

from tests.mutants import sql
from tests.mutants.change import Change
from tests.mutants.places import Places

_IS_SQL = re.compile(r"\b(SELECT|WHERE|FROM|JOIN|ORDER BY|DELETE|UPDATE)\b")
_OPENING = re.compile(r"""([A-Za-z]*)(\"""|'''|"|')""")


def changes(tree: ast.Module, text: str, skip: set[ast.AST]) -> Iterator[Change]:
    """Every change of the SQL in a Python text; `skip` are nodes that are no SQL, such as docstrings."""
    places = Places(text)
    for node in _strings(tree, skip):
        start, end = places.span(node)
        source = text[start:end]
        if _IS_SQL.search(source):
            bare = _laid_bare(source)
            for change in sql.changes(bare):
                old, laid_bare = (each[change.start : change.end] for each in (source, bare))
                if _shape(old) == _shape(laid_bare):  # else it reaches from one string into the next
                    yield Change(start + change.start, start + change.end, _as_written(change.new, old, laid_bare))


def _strings(tree: ast.AST, skip: set[ast.AST]) -> Iterator[ast.AST]:
    """Strings, with and without braces; those within the braces of another are not looked for."""
    for node in ast.iter_child_nodes(tree):
        if node in skip:
            continue
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            yield node
        else:
            yield from _strings(node, skip)


def _laid_bare(source: str) -> str:
    """Strings side by side as they stand in the source: what is not text becomes blanks, what is in braces a name."""
    bare, at = "", 0
    while opening := _OPENING.search(source, at):
        bare += _blanks(source[at : opening.end()])
        at = opening.end()
        formatted = "f" in opening[1].lower()
        while not source.startswith(opening[2], at):
            step = _braces(source, at) if formatted and source[at] == "{" else 2 if source[at] == "\\" else 1
            bare += source[at] if step == 1 else "x" * step
            at += step
        bare += _blanks(opening[2])
        at += len(opening[2])
    return bare + _blanks(source[at:])


def _shape(text: str) -> list[bool]:
    return [char.isspace() for char in text]


def _blanks(text: str) -> str:
    return re.sub(r"\S", " ", text)


def _braces(source: str, at: int) -> int:
    """How long the part in braces is that begins there."""
    depth = 0
    for end in range(at, len(source)):
        depth += {"{": 1, "}": -1}.get(source[end], 0)
        if not depth:
            return end + 1 - at
    return len(source) - at


def _as_written(new: str, old: str, bare: str) -> str:
    """What a change puts down, with the parts in braces as they were."""
    for span in re.finditer("x{2,}", bare):
        new = new.replace(span[0], old[span.start() : span.end()], 1)
    return new
