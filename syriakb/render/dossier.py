"""A record with all that touches it, in each of the formats."""

from typing import Any

from syriakb.answers import Answer, Column, Dossier, Labels
from syriakb.render import Screen, render


def render_dossier(format_name: str, dossier: Dossier, labels: Labels, screen: Screen) -> str:
    """Give a record as text: JSON has it whole; tables and Markdown the record, then each section; CSV the record."""
    if format_name in ("json", "jsonl"):
        return _json(dossier, screen, indent=2 if format_name == "json" else None)
    record = _fields(dossier)
    if format_name == "csv":
        return render(format_name, record, labels, screen)
    parts = [record, *(answer for _, answer in dossier.sections if answer.rows)]
    return "\n".join(render(format_name, part, labels, screen) for part in parts)


def _json(dossier: Dossier, screen: Screen, indent: int | None) -> str:
    from syriakb.render.json import dumps

    whole: dict[str, Any] = {"answer": "show", "kind": dossier.kind, "record": dossier.record}
    whole.update((key, list(answer.records())) for key, answer in dossier.sections)
    return dumps(whole, screen, indent) + "\n"


def _fields(dossier: Dossier) -> Answer:
    rows = tuple((name, _shown(value)) for name, value in dossier.record.items() if value not in (None, []))
    title = str(dossier.record.get("name") or dossier.record.get("title") or dossier.record["id"])
    return Answer("show", title, (Column("field", "Field"), Column("value", "Value", "wide")), rows)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items() if each)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
