"""Changes of Python: comparisons, conditions, min and max, constants and calls, one at a time.

What a person reads is left alone: docstrings and the texts of messages. Strings count where they are compared with, or
where a method of strings looks for them; SQL in strings is changed as SQL is.
"""

import ast
import re
from collections.abc import Iterator

from tests.mutants import embedded
from tests.mutants.change import Change
from tests.mutants.places import Places

_COMPARISONS = {
    "Lt": ("<", ("<=", ">=")),
    "LtE": ("<=", ("<", ">")),
    "Gt": (">", (">=", "<=")),
    "GtE": (">=", (">", "<")),
    "Eq": ("==", ("!=",)),
    "NotEq": ("!=", ("==",)),
    "Is": ("is", ("is not",)),
    "IsNot": ("is not", ("is",)),
    "In": ("in", ("not in",)),
    "NotIn": ("not in", ("in",)),
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_LOOKING = {
    *("startswith", "endswith", "removeprefix", "removesuffix", "strip", "lstrip", "rstrip"),
    *("split", "rsplit", "partition", "rpartition", "find", "rfind", "index", "count"),
}


def changes(text: str) -> Iterator[Change]:
    """Every change of a Python text, in the order in which they stand there."""
    tree = ast.parse(text)
    unread = _unread(tree)
    found = [*_Finder(text, unread).changes(tree), *embedded.changes(tree, text, unread)]
    yield from sorted(found, key=lambda change: change[:2])


def _unread(tree: ast.Module) -> set[ast.AST]:
    """The nodes that are not run: docstrings and annotations."""
    nodes: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            nodes.add(node)
        nodes.update(filter(None, (getattr(node, "annotation", None), getattr(node, "returns", None))))
    return nodes


class _Finder:
    """The changes of one text."""

    def __init__(self, text: str, unread: set[ast.AST]) -> None:
        self._text = text
        self._places = Places(text)
        self._unread = unread

    def changes(self, node: ast.AST) -> Iterator[Change]:
        """Those of a node and of what is in it. F-strings are left whole: Python 3.11 does not place their parts."""
        if node in self._unread or isinstance(node, ast.JoinedStr):
            return
        for condition in _conditions(node):
            yield from self._negated(condition)
        if find := getattr(self, f"_of_{type(node).__name__.lower()}", None):
            yield from find(node)
        for child in ast.iter_child_nodes(node):
            yield from self.changes(child)

    def _instead(self, node: ast.AST, new: str) -> Change:
        return Change(*self._places.span(node), new)

    def _source(self, node: ast.AST) -> str:
        return self._text[slice(*self._places.span(node))]

    def _negated(self, condition: ast.expr) -> Iterator[Change]:
        if not isinstance(condition, ast.Compare | ast.BoolOp | ast.Constant):
            yield self._instead(condition, f"(not ({self._source(condition)}))")

    def _of_compare(self, node: ast.Compare) -> Iterator[Change]:
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
            sign, others = _COMPARISONS[type(operator).__name__]
            between = (self._places.span(left)[1], self._places.span(right)[0])
            at = between[0] + self._text[slice(*between)].index(sign)
            yield from (Change(at, at + len(sign), other) for other in others)
        for text in _texts([node.left, *node.comparators]):
            yield self._instead(text, '"?"')

    def _of_boolop(self, node: ast.BoolOp) -> Iterator[Change]:
        """And for or, and each part taken as given."""
        word, other, given = ("and", "or", "True") if isinstance(node.op, ast.And) else ("or", "and", "False")
        for left, right in zip(node.values, node.values[1:], strict=False):
            start, end = self._places.span(left)[1], self._places.span(right)[0]
            found = re.search(rf"\b{word}\b", self._text[start:end])
            assert found
            yield Change(start + found.start(), start + found.end(), other)
        for value in node.values:
            yield self._instead(value, given)

    def _of_constant(self, node: ast.Constant) -> Iterator[Change]:
        if isinstance(node.value, bool):
            yield self._instead(node, str(not node.value))
        elif isinstance(node.value, int | float):
            yield self._instead(node, str(node.value + 1))

    def _of_call(self, node: ast.Call) -> Iterator[Change]:
        if isinstance(node.func, ast.Name) and node.func.id in _NAMES:
            yield self._instead(node.func, _NAMES[node.func.id])
        if isinstance(node.func, ast.Attribute) and node.func.attr in _LOOKING:
            for text in _texts(node.args):
                yield self._instead(text, '"?"')

    def _of_binop(self, node: ast.BinOp) -> Iterator[Change]:
        if isinstance(node.op, ast.Add | ast.Sub) and (_is_number(node.left) or _is_number(node.right)):
            signs = ("+", "-") if isinstance(node.op, ast.Add) else ("-", "+")
            at = self._text.index(signs[0], self._places.span(node.left)[1])
            yield Change(at, at + 1, signs[1])

    def _of_expr(self, node: ast.Expr) -> Iterator[Change]:
        """A call whose answer nobody takes is not made."""
        if isinstance(node.value, ast.Call):
            yield self._instead(node, "pass")

    def _of_continue(self, node: ast.Continue) -> Iterator[Change]:
        yield self._instead(node, "break")

    def _of_break(self, node: ast.Break) -> Iterator[Change]:
        yield self._instead(node, "continue")


def _conditions(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return [node.test]
    if isinstance(node, ast.comprehension):
        return node.ifs
    return []


def _texts(nodes: list[ast.expr]) -> Iterator[ast.expr]:
    """The strings that stand there, alone or in a list."""
    for node in nodes:
        inner = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]
        yield from filter(_is_text, inner)


def _is_number(node: ast.expr) -> bool:
    """Whether a node is plainly a number: texts can be added too, and taking one from the other only fails."""
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) or _is_number(node.right)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in ("int", "len", "sum")
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
