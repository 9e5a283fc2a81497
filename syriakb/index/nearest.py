"""Which record somebody may have meant in a file by what is no id of one: by what it is called, or by a near id."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from sqlite3 import Connection

from syriakb.model.names import fold
from syriakb.model.readers import is_slug

_TOLD = 3
_COMPARED = 5000  # ids, or names, that begin alike
_SHOWN = 60  # characters of a text that stands where an id belongs
# What records are called that have one name. Statements are compared to the letter, as they are many and long.
_CALLED = {"source": ("title",), "predicate": ("label", "inverse_label")}


def shown(name: str) -> str:
    """What stands where an id belongs: an id as it is, any other text in quotes, and not all of a long one."""
    return name if is_slug(name) else repr(name if len(name) <= _SHOWN else f"{name[: _SHOWN - 3]}...")


def hints(db: Connection, names: Iterable[str], targets: tuple[str, ...]) -> dict[str, str | None]:
    """For each name that is no id of these kinds of records, what may be meant; None where nothing is near."""
    asked = sorted(names)
    called: dict[str, list[str]] = defaultdict(list)
    for target in targets if asked else ():
        for name, found in _called(db, target, asked):
            called[name].append(found)
    return {name: _left_out(db, name) or _meant(called[name] or _near(db, name, targets)) for name in asked}


def _meant(ids: Iterable[str]) -> str | None:
    told = list(dict.fromkeys(ids))[:_TOLD]
    return f"Did you mean {' or '.join(told)}?" if told else None


def _left_out(db: Connection, name: str) -> str | None:
    sql = "SELECT file, line FROM problem WHERE record = ? AND severity = 'error' ORDER BY file, line"
    found = db.execute(sql, (name,)).fetchone()
    return f"The record {name} is left out because of its own error, in {found[0]}:{found[1]}." if found else None


def _called(db: Connection, target: str, names: list[str]) -> Iterable[tuple[str, str]]:
    """The names with the ids of the records of a kind that are called so, since whoever writes YAML knows names."""
    if target in ("actor", "place"):
        sql = "SELECT DISTINCT ref FROM name WHERE folded = ? AND kind = ? ORDER BY ref"
        return [(name, ref) for name in names for (ref,) in db.execute(sql, (fold(name), target))]
    if fields := _CALLED.get(target):
        ids: dict[str, list[str]] = defaultdict(list)
        for field in fields:
            for ref, title in db.execute(f"SELECT id, {field} FROM {target} WHERE {field} IS NOT NULL ORDER BY id"):
                ids[fold(title)].append(ref)
        return [(name, ref) for name in names for ref in ids.get(fold(name), ())]
    wanted = {name for name in names if not is_slug(name)}
    said = db.execute("SELECT statement, id FROM claim ORDER BY id") if wanted and target == "claim" else ()
    return [(statement, ref) for statement, ref in said if statement in wanted]


def _near(db: Connection, name: str, targets: tuple[str, ...]) -> list[str]:
    """The nearest ids, else the ids of those with the nearest names.

    What is near nearly always begins alike; that keeps the search small in a large knowledge base.
    """
    key = name if is_slug(name) else "-".join(fold(name).split())
    ids: list[str] = []
    for target in targets:
        sql = f"SELECT id FROM {target} WHERE id BETWEEN ? AND ? LIMIT {_COMPARED}"
        ids += [found for (found,) in db.execute(sql, (key[:1], key[:1] + "~"))]
    return get_close_matches(key, ids, _TOLD) or _near_names(db, fold(name), targets)


def _near_names(db: Connection, folded: str, targets: tuple[str, ...]) -> list[str]:
    refs: dict[str, str] = {}
    for target in {"actor", "place"} & {*targets}:
        sql = f"SELECT folded, ref FROM name WHERE kind = ? AND folded BETWEEN ? AND ? LIMIT {_COMPARED}"
        refs |= dict(db.execute(sql, (target, folded[:1], folded[:1] + "\U0010ffff")).fetchall())
    return [refs[each] for each in get_close_matches(folded, refs, _TOLD)]
