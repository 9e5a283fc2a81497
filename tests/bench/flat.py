"""Statements whose subqueries look no further than one step outwards, for engines that follow no others (Spark).

A subquery within which another looks past it is asked beforehand, of all that it is asked about at once: of the
distinct values of the columns outside that it names, to which its rows are joined. What it is asked in looks up there.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from sqlglot import exp


def flat(tree: exp.Expression) -> exp.Expression:
    """A statement that asks the same. Changes the one that it is given."""
    numbers = count(1)
    waiting = [each for each in tree.find_all(exp.Select) if _around(each, None) is None]
    while waiting:
        select = waiting.pop(0)
        _conditions_last(select)
        for node in list(_subqueries(select)):
            if _looks_past(node.this):
                _joined(select, node, next(numbers))
        waiting += [
            each for each in select.find_all(exp.Select) if each is not select and _around(each, None) is select
        ]
    return tree


def _conditions_last(select: exp.Select) -> None:
    """Ask what a join is on within which something else is asked when all are joined."""
    for join in select.args.get("joins") or []:
        on = join.args.get("on")
        if on is not None and not join.side and on.find(exp.Select):
            join.set("on", None)
            join.set("kind", "CROSS")
            select.where(on.copy(), copy=False)


def _around(node: exp.Expression, end: exp.Expression | None) -> exp.Select | None:
    """The SELECT that something stands in, None for `end` itself."""
    return None if node is end else node.find_ancestor(exp.Select)


def _subqueries(select: exp.Select) -> Iterator[Any]:
    """EXISTS and the subqueries that stand for a value right within a SELECT."""
    for node in select.find_all(exp.Exists, exp.Subquery):
        inner = node.this
        is_value = isinstance(node, exp.Exists) or not isinstance(node.parent, exp.From | exp.Join | exp.CTE)
        if isinstance(inner, exp.Select) and is_value and _around(inner, None) is select:
            yield node


def _sources(select: exp.Select) -> set[str]:
    joins = select.args.get("joins") or []
    first = select.args.get("from_")
    return {each.this.alias_or_name for each in ([first] if first else []) + joins}


def _outer(select: exp.Select) -> list[tuple[exp.Column, bool]]:
    """The columns from outside that are named within, each with whether it is named further within."""
    found = []
    for column in select.find_all(exp.Column):
        if not column.table:
            continue
        scope: exp.Select | None = column.find_ancestor(exp.Select)
        inner = scope is not select
        while scope is not None and column.table not in _sources(scope):
            scope = _around(scope, select)
        if scope is None:
            found.append((column, inner))
    return found


def _looks_past(select: exp.Select) -> bool:
    return any(inner for _, inner in _outer(select))


def _joined(select: exp.Select, node: Any, number: int) -> None:
    """Ask a subquery beforehand, and join what it gives to the SELECT that it stands in."""
    asked, found = f"asked_{number}", f"found_{number}"
    inner = node.this
    named = {column.sql(): column.copy() for column, _ in _outer(inner)}
    keys = {text: f"key_{at}" for at, text in enumerate(sorted(named))}
    for column, _ in _outer(inner):
        column.replace(exp.column(keys[column.sql()], asked))
    told = [exp.column(key, asked) for key in keys.values()]
    rows = _asked_about(select, {keys[text]: column for text, column in named.items()})
    value, whole = _value(node)
    inner = inner.select(*told, exp.alias_(value, "value"), append=False)
    beside = exp.Join(this=rows.subquery(asked), kind="CROSS")  # the first, since any of the others may name it
    inner.set("joins", [beside, *(inner.args.get("joins") or [])])
    inner = inner.group_by(*[each.copy() for each in told]) if whole else inner.distinct()
    same = [exp.NullSafeEQ(this=named[text].copy(), expression=exp.column(key, found)) for text, key in keys.items()]
    looked_up = exp.column("value", found)
    node.replace(exp.Paren(this=looked_up.is_(exp.null()).not_()) if isinstance(node, exp.Exists) else looked_up)
    select.join(inner.subquery(found), on=exp.and_(*same), join_type="left", copy=False)


def _value(node: Any) -> tuple[exp.Expression, bool]:
    """What a subquery gives of its rows, and whether that is reckoned of all of them."""
    if isinstance(node, exp.Exists):
        return exp.Literal.number(1), False
    inner = node.this
    (value,) = inner.expressions
    order, limit = inner.args.get("order"), inner.args.get("limit")
    if order is None and limit is None:
        return value.copy(), True
    (by,) = order.expressions
    if by.this != value or limit.expression.sql() != "1":
        raise NotImplementedError(f"no such subquery is known: {inner.sql()}")
    inner.set("order", None)
    inner.set("limit", None)
    return (exp.Max if by.args.get("desc") else exp.Min)(this=value.copy()), True


def _asked_about(select: exp.Select, columns: dict[str, exp.Column]) -> exp.Select:
    """The distinct values of columns among the rows of a SELECT, as far as its plain conditions tell."""
    rows = exp.select(*(exp.alias_(column.copy(), key) for key, column in columns.items())).distinct()
    rows.set("from_", select.args["from_"].copy())
    rows.set("joins", [each.copy() for each in select.args.get("joins") or []])
    where = select.args.get("where")
    outside = {id(column) for column, _ in _outer(select)}
    for each in where.this.flatten() if where and isinstance(where.this, exp.And) else [where.this] if where else []:
        plain = not each.find(exp.Select) and not any(id(column) in outside for column in each.find_all(exp.Column))
        if plain:
            rows = rows.where(each.copy())
    return rows
