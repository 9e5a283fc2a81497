"""A record with all that touches it, as tables."""

from typing import Any

from syriakb.answers import Answer, Column, Dossier


def tables(found: Answer | Dossier) -> tuple[Answer, ...]:
    """Give what a page shows one after the other: an answer alone; of a record its fields, then what touches it."""
    if isinstance(found, Answer):
        return (found,)
    return (_fields(found), *(answer for _, answer in found.sections if answer.rows))


def _fields(dossier: Dossier) -> Answer:
    rows = tuple((name, _shown(value)) for name, value in dossier.record.items() if value not in (None, []))
    title = str(dossier.record.get("name") or dossier.record.get("title") or dossier.record["id"])
    columns = (Column("field", "Field"), Column("value", "Value", "wide"))
    return Answer("show", title, columns, rows, unread=dossier.unread)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items() if each)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
