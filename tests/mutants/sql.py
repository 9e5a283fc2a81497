"""Changes of SQL: comparisons, conditions, MIN and MAX, constants, orders, choices and set operators, one at a time.

The text is read as tokens, so comments stay and a name that holds a keyword is left alone. Nothing else is understood
of SQL than what parentheses and CASE enclose; a change that makes no sense fails at once and counts as caught.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tests.mutants.change import Change, swapped

_TOKEN = re.compile(
    r"(?P<blank>\s+|--[^\n]*|/\*.*?\*/)"
    r"|(?P<string>'(?:[^']|'')*')"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<word>[:@$]?[^\W0-9][\w.]*|\"[^\"]*\")"
    r"|(?P<sign><>|<=|>=|!=|==|\|\||<<|>>|.)",
    re.DOTALL,
)
_COMPARISONS = {
    "=": ("<>",),
    "<>": ("=",),
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
}
_WORDS = {"MIN": "MAX", "MAX": "MIN", "AND": "OR", "OR": "AND", "EXCEPT": "INTERSECT", "INTERSECT": "EXCEPT"}
_LEFT_OUT = {"DISTINCT", "LEFT", "DESC"}
_PHRASES = {
    ("IS", "NULL"): "IS NOT NULL",
    ("IS", "NOT", "NULL"): "IS NULL",
    ("NOT", "IN"): "IN",
    ("NOT", "EXISTS"): "EXISTS",
    ("UNION", "ALL"): "UNION",
}
_ALONE = {"IN": "NOT IN", "EXISTS": "NOT EXISTS", "UNION": "UNION ALL"}  # where no NOT or ALL stands with it
# What can stand around a condition, at the depth of its own.
_BOUNDS = {
    *("SELECT", "FROM", "JOIN", "LEFT", "CROSS", "INNER", "ON", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT"),
    *("UNION", "EXCEPT", "INTERSECT", "WHEN", "THEN", "ELSE", "END", "AND", "OR", "AS", "OVER", ",", ";"),
}


class Token(NamedTuple):
    """A word, sign or constant: its text in capitals, where it stands, and how many ( and CASE are open around it."""

    text: str
    kind: str
    start: int
    end: int
    depth: int


def changes(text: str) -> Iterator[Change]:
    """Every change of an SQL text, in the order in which they stand there."""
    tokens = list(_tokens(text))
    laid_out = _definitions(tokens)
    for at, token in enumerate(tokens):
        if at in laid_out:
            continue
        yield from _of_token(tokens, at, token)
        if token.text in ("AND", "OR"):
            yield from _conditions(tokens, at)
        elif token.text == "WHEN":
            yield from _choices(text, tokens, at)
        elif token.text == "COALESCE":
            yield from _alternatives(text, tokens, at)
        elif token.text == "ORDER":
            yield from _orders(tokens, at)


def _definitions(tokens: list[Token]) -> set[int]:
    """The tokens of statements that say how data is laid out: a table or an index answers nothing."""
    found: set[int] = set()
    begin = 0
    for at, token in enumerate(tokens):
        if token.text == ";" and token.depth == 0:
            words = {each.text for each in tokens[begin:at]}
            if tokens[begin].text == "CREATE" and "SELECT" not in words:
                found.update(range(begin, at))
            begin = at + 1
    return found


def _tokens(text: str) -> Iterator[Token]:
    depth = 0
    between: set[int] = set()  # depths at which a BETWEEN waits for its AND
    for match in _TOKEN.finditer(text):
        kind, word = str(match.lastgroup), match[0].upper()
        if kind == "blank":
            continue
        if word in (")", "END"):
            depth -= 1
        if word == "AND" and depth in between:
            between.discard(depth)
            word = "BETWEEN-AND"
        yield Token(match[0] if kind == "string" else word, kind, *match.span(), depth)
        if word in ("(", "CASE"):
            depth += 1
            between.discard(depth)
        elif word == "BETWEEN":
            between.add(depth)


def _of_token(tokens: list[Token], at: int, token: Token) -> Iterator[Change]:
    """What can be changed about a token by itself, or with those right behind it."""
    if token.kind == "string":
        yield Change(token.start, token.end, "'?'")
    elif token.kind == "number" and [each.text for each in tokens[max(at - 3, 0) : at]] != ["EXISTS", "(", "SELECT"]:
        yield Change(token.start, token.end, {"0": "1", "1": "0"}.get(token.text) or str(int(float(token.text)) - 1))
    elif token.text == "BETWEEN":
        yield from _limits(tokens, at)
    for new in _COMPARISONS.get(token.text, ()):
        yield Change(token.start, token.end, new)
    if token.text in _WORDS:
        yield Change(token.start, token.end, _WORDS[token.text])
    if token.text in _LEFT_OUT:
        yield Change(token.start, token.end, "")
    yield from _phrases(tokens, at, token)


def _phrases(tokens: list[Token], at: int, token: Token) -> Iterator[Change]:
    for phrase, new in _PHRASES.items():
        if tuple(each.text for each in tokens[at : at + len(phrase)]) == phrase:
            yield Change(token.start, tokens[at + len(phrase) - 1].end, new)
            return
    before, behind = tokens[at - 1].text if at else "", tokens[at + 1].text if at + 1 < len(tokens) else ""
    if token.text in _ALONE and before != "NOT" and behind != "ALL":
        yield Change(token.start, token.end, _ALONE[token.text])


def _limits(tokens: list[Token], at: int) -> Iterator[Change]:
    """BETWEEN without its first, and without its last value."""
    middle = next(i for i in range(at, len(tokens)) if tokens[i].text == "BETWEEN-AND")
    last = _end(tokens, middle + 1)
    yield Change(tokens[middle - 1].end, tokens[middle - 1].end, " + 1")
    yield Change(tokens[last].end, tokens[last].end, " - 1")


def _end(tokens: list[Token], at: int) -> int:
    """The last token of the condition that begins there."""
    depth = tokens[at].depth
    for i in range(at, len(tokens)):
        if tokens[i].depth < depth or (tokens[i].depth == depth and i > at and tokens[i].text in _BOUNDS):
            # A parenthesis or CASE that was opened within is closed within, at the depth of the condition.
            if tokens[i].text == "END" and tokens[i].depth == depth and _opened(tokens, at, i):
                continue
            return i - 1
    return len(tokens) - 1


def _opened(tokens: list[Token], at: int, end: int) -> bool:
    depth = tokens[end].depth
    opening = next(i for i in range(end - 1, -1, -1) if tokens[i].text == "CASE" and tokens[i].depth == depth)
    return opening >= at


def _begin(tokens: list[Token], at: int) -> int:
    """The first token of the condition that ends there."""
    i, depth = at, tokens[at].depth
    while i > 0:
        before = tokens[i - 1]
        if before.depth < depth:
            break
        if before.depth == depth and before.text in _BOUNDS - {"END"}:
            break
        i -= 1
    return i


def _conditions(tokens: list[Token], at: int) -> Iterator[Change]:
    """Of the conditions that are joined by AND or OR the one behind is left out, and of the first two the first."""
    first, last = _begin(tokens, at - 1), _end(tokens, at + 1)
    if first == 0 or tokens[first - 1].text not in ("AND", "OR"):
        yield Change(tokens[first].start, tokens[at + 1].start, "")
    yield Change(tokens[at - 1].end, tokens[last].end, "")


def _choices(text: str, tokens: list[Token], at: int) -> Iterator[Change]:
    """A choice of a CASE changes its place with the next one."""
    ends = [
        i
        for i in range(at + 1, len(tokens))
        if tokens[i].depth <= tokens[at].depth and tokens[i].text in ("WHEN", "ELSE", "END")
    ]
    # An END that closes an inner CASE stands at this depth too; a WHEN or ELSE of an inner one does not.
    own = [i for i in ends if tokens[i].text != "END" or tokens[i].depth < tokens[at].depth]
    if len(own) > 1 and tokens[own[0]].text == "WHEN":
        this = tokens[at].start, tokens[own[0] - 1].end
        yield swapped(text, this, (tokens[own[0]].start, tokens[own[1] - 1].end))


def _arguments(tokens: list[Token], at: int) -> list[tuple[int, int]]:
    """The spans of the parts of a list in parentheses that opens at `at`."""
    depth = tokens[at].depth
    close = next(i for i in range(at + 1, len(tokens)) if tokens[i].text == ")" and tokens[i].depth == depth)
    commas = [i for i in range(at + 1, close) if tokens[i].text == "," and tokens[i].depth == depth + 1]
    bounds = [at, *commas, close]
    return [(tokens[a + 1].start, tokens[b - 1].end) for a, b in pairwise(bounds)]


def _alternatives(text: str, tokens: list[Token], at: int) -> Iterator[Change]:
    """Of a COALESCE each argument is left out, and each but the last changes its place with the next one."""
    spans = _arguments(tokens, at + 1)
    end = text.index(")", spans[-1][1]) + 1
    for this, following in pairwise(spans):
        yield swapped(text, this, following)
    for i in range(len(spans)):
        left = [text[slice(*span)] for span in (*spans[:i], *spans[i + 1 :])]
        new = f"COALESCE({', '.join(left)})" if len(left) > 1 else f"({left[0]})"  # one alone is no COALESCE
        yield Change(tokens[at].start, end, new)


def _orders(tokens: list[Token], at: int) -> Iterator[Change]:
    """Each key of an ORDER BY that goes up goes down; those that go down lose their DESC elsewhere."""
    depth = tokens[at].depth
    begin = at + 2
    for i in range(begin, len(tokens) + 1):
        over = i == len(tokens) or tokens[i].depth < depth
        if over or (tokens[i].depth == depth and tokens[i].text in (",", "LIMIT", ";", "ROWS", "RANGE")):
            if tokens[i - 1].text != "DESC" and i > begin:
                yield Change(tokens[i - 1].end, tokens[i - 1].end, " DESC")
            begin = i + 1
            if over or tokens[i].text != ",":
                return
