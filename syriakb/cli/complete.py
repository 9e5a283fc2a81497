"""What the shell offers while somebody types: names from the index."""

import re
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import product
from typing import Any, TypeAlias

import typer

Completer: TypeAlias = Callable[[typer.Context, str], list[tuple[str, str]]]
# What stands for a record of a kind that is found by its id and by the words of it, beside what it is offered.
_SHOWN = {
    "claim": "statement",
    "source": "title",
    "predicate": "label",
    "alliance": "subject || ' ' || predicate || ' ' || object",
    "ruling": "place || ' ' || status",
}
# The same of actors and places: the name, what it is, and in which place.
_WHO = {
    "actor": "(SELECT name || ', ' || kind FROM actor WHERE row = n.row)",
    "place": """(
        SELECT place.name || ', ' || place.kind || COALESCE(' in ' || around.name, '') FROM place
        LEFT JOIN within AS w ON w.row = place.row LEFT JOIN place AS around ON around.id = w.parent
        WHERE place.row = n.row ORDER BY w.seq LIMIT 1)""",
}
OURS = "answers a script of ours"  # what the object of a context says then
# Words that records have, by what is completed: the table, the column, and what is counted.
_WORDS = {
    "kind of actor": ("actor", "kind", "actors"),
    "kind of place": ("place", "kind", "places"),
    "kind of support": ("support_type", "type", "alliances"),
    "code of a problem": ("problem", "code", "problems"),
}
_MOST = 1000
_GOES_ON = "بب"  # so many letters that an article before them is one
_ARTICLE = r"(?i:(?:^|[\s-])((?:al|el|a[sdrntz]h?)[\s\W]+|ا\W*ل\W*)$)"  # with nothing behind it
_JUST_SO = "lower(substr(shown, 1, ?)) = lower(?)"
_LAST = "\U0010ffff"


def of(*kinds: str) -> Completer:
    """What offers the ids of records of these kinds, each with what it stands for; of `kind of actor`, the kinds."""

    def offer(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        kind, colon, begun = incomplete.partition(":")
        if colon and kind in kinds:  # which says of which kind an id is that several have
            return [(_Offer(f"{kind}:{ref}"), told) for ref, told in _offered(ctx, begun, (kind,))]
        return _offered(ctx, incomplete, kinds)

    return offer


def among(choices: Iterable[str]) -> Callable[[str], list[str]]:
    """What offers those of the words that begin as what was typed, in whatever case."""

    def offer(incomplete: str) -> list[str]:
        return [_Offer(each) for each in choices if each.lower().startswith(incomplete.lower())]

    return offer


days = among(("today", "yesterday"))
days_of_answers = among(("latest", "latest-7d", "latest-1m", "latest-1y", "today", "yesterday"))
actors, places, records = of("actor"), of("place"), of(*_WHO)
claims = of("claim")
voices = of("actor", "source", "claim")
anything = of(*_WHO, *_SHOWN)


class _Offer(str):
    """A word that a shell may put in the place of what was typed, though it does not begin with it."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Pass the test by which Typer would leave it out."""
        return True


def _offered(ctx: typer.Context, incomplete: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Ids that begin with the word, then those of which a name does, spelling folded, or else a word of theirs."""
    import sqlite3

    from syriakb.disk import store
    from syriakb.errors import SyriakbError
    from syriakb.index import open as index
    from syriakb.render.safe import safe

    try:
        with closing(index.open_index(store.find(ctx.params.get("data")))) as db:
            found = _called(db, incomplete, kinds) | _by_id(db, incomplete.lower(), kinds)
            found = found or _by_words(db, incomplete, kinds)
    except (SyriakbError, OSError, sqlite3.Error, UnicodeError):
        return []  # a shell that completes has no place for messages
    begun = incomplete.lower()
    line = safe if ctx.obj is OURS else _plain
    refs = sorted(found, key=lambda ref: (not ref.startswith(begun), ref))
    return [(_Offer(ref), line(found[ref])) for ref in refs]


def _by_id(db: Any, begun: str, kinds: tuple[str, ...]) -> dict[str, str]:
    found = dict[str, str]()
    for kind in _SHOWN.keys() & set(kinds):
        sql = f"SELECT id, {_SHOWN[kind]} FROM {kind} WHERE id >= ? AND id < ? ORDER BY id LIMIT {_MOST}"
        found.update(db.execute(sql, (begun, f"{begun}{_LAST}")))
    for table, column, counted in (_WORDS[each] for each in _WORDS.keys() & set(kinds)):
        sql = f"SELECT {column}, COUNT(*) || ' {counted}' FROM {table} WHERE lower({column}) LIKE ? || '%' GROUP BY 1"
        found.update(db.execute(sql, (begun,)))
    return found


def _by_words(db: Any, begun: str, kinds: tuple[str, ...]) -> dict[str, str]:
    from syriakb.model.names import search_text

    found = dict[str, str]()
    words = search_text(begun)
    for kind in _SHOWN.keys() & set(kinds) if words else ():
        sql = f"""
            SELECT id, {_SHOWN[kind]} FROM {kind} WHERE row IN (
              SELECT rowid FROM words WHERE words MATCH ?
                AND rowid BETWEEN (SELECT MIN(id) << 32 FROM file WHERE kind = ?)
                  AND (SELECT (MAX(id) + 1 << 32) - 1 FROM file WHERE kind = ?)
              LIMIT {_MOST})"""
        found.update(db.execute(sql, (f'called : ("{words}" *)', kind, kind)))
    return found


def _called(db: Any, begun: str, kinds: tuple[str, ...]) -> dict[str, str]:
    """Actors and places of which the id, the name or an alias begins so, folded; if many, those spelt just so first.

    With an article those spelt just so are all that is meant, if there are any: al-R begins no Red Company.
    """
    from syriakb.model.names import fold, fold_text

    key, whole = fold(begun), fold(begun + _GOES_ON).removesuffix(_GOES_ON)  # which is too short for its article
    bare = re.search(_ARTICLE, begun)
    behind = {fold(begun[: bare.start(1)])} if bare else {key, whole} if fold_text(begun) != whole else set()
    found = _spelt(db, begun, kinds, {each for each in behind if bare or each}, f"AND {_JUST_SO}")
    return found or _spelt(db, begun, kinds, {key, whole} - ({""} if begun else set()), f"ORDER BY {_JUST_SO} DESC")


def _spelt(db: Any, begun: str, kinds: tuple[str, ...], keys: set[str], how: str) -> dict[str, str]:
    found = dict[str, str]()
    for kind, key in product(_WHO.keys() & set(kinds), keys):
        sql = f"""
            SELECT n.ref, {_WHO[kind]} FROM (
              SELECT row, ref FROM name WHERE kind = ? AND folded >= ? AND folded < ? {how} LIMIT {_MOST}) AS n"""
        found.update(db.execute(sql, (kind, key, f"{key}{_LAST}", len(begun), begun)))
    return found


def _plain(told: str) -> str:
    """What Typer can hand to a shell that evaluates it, as markup besides; that is what the scripts before ours do."""
    return " ".join(re.sub(r"[^\w\s.,()-]", "", told).split())


def kinds(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Kinds of what the command line lists: of actors, or of places, which are all that anybody controls."""
    listed = {"actors": ("actor",), "places": ("place",)}.get(ctx.params.get("what", "places"), ("actor", "place"))
    return _offered(ctx, incomplete, tuple(f"kind of {each}" for each in listed))


def revisions(ctx: typer.Context, incomplete: str) -> list[str]:
    """Branches and tags of the repository that the knowledge base is in; behind two dots, too."""
    from syriakb.disk import git, store
    from syriakb.errors import SyriakbError

    before, dots, begun = incomplete.rpartition("..")
    try:
        folder = store.find(ctx.params.get("data")).folder
        names = git.run(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags").decode()
    except (SyriakbError, OSError, UnicodeError):
        return []
    return [f"{before}{dots}{name}" for name in names.split() if name.startswith(begun)]


def mappings(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of mappings that an unfinished word may mean."""
    from syriakb.disk import store
    from syriakb.edits.table import written
    from syriakb.errors import SyriakbError

    try:
        names = written.names(store.find(ctx.params.get("data")))
    except (SyriakbError, OSError):
        return []
    return [name for name in names if name.startswith(incomplete)]
