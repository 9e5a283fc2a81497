"""What this knowledge base is, and what to ask of it first."""

from sqlite3 import Connection

from syriakb.answers import Answer, Column
from syriakb.model.dates import day_text
from syriakb.queries.control.capitals import called
from syriakb.queries.moment import Opened

_COUNTED = ("actor", "place", "alliance", "ruling", "source", "claim", "predicate")


def info(kb: Opened) -> Answer:
    """The title, the folder, the day and the size of the knowledge base."""
    title, about = kb.db.execute("SELECT title, about FROM kb").fetchone() or ("without a title", None)
    sizes = ((f"{kind}s", kb.db.execute(f"SELECT COUNT(*) FROM {kind}").fetchone()[0]) for kind in _COUNTED)
    rows = (("title", title), ("about", about), ("folder", kb.folder), ("as of", day_text(kb.at.as_of)), *sizes)
    columns = (Column("what", "What"), Column("value", "Value", "wide"))
    return Answer("info", title, columns, tuple((what, _text(value)) for what, value in rows), **kb.at.stamp)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def suggestions(kb: Opened) -> list[str]:
    """Questions worth asking of this knowledge base first, as commands."""
    actor = _most(kb.db, "SELECT subject AS id FROM relation_fact UNION ALL SELECT object FROM relation_fact")
    place = _most(kb.db, "SELECT place AS id FROM control_fact")
    capital = kb.db.execute("SELECT 1 FROM place WHERE kind = ?", (called(kb.db).kind,)).fetchone()
    questions = ["capitals --by-controller" if capital else "control"]
    questions += [f"allies {actor}", f"relations {actor}", "backing"] if actor else []
    questions += [f"show {place}"] if place else []
    return [f"syriakb {question}" for question in (*questions, "claims")]


def _most(db: Connection, ids: str) -> str | None:
    row = db.execute(f"SELECT id FROM ({ids}) AS ends GROUP BY id ORDER BY COUNT(*) DESC, id LIMIT 1").fetchone()
    return row[0] if row else None
