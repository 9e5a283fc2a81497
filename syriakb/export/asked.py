"""What an export was asked for: the words that tell it, and the part of an id that tells one answer from another."""

from hashlib import blake2b
from typing import Any

from syriakb.model.dates import day_text
from syriakb.queries.control.places import folded
from syriakb.queries.moment import Opened


def asked(kb: Opened) -> str:
    """The days, whose word alone counts, and who is told by its side, in words."""
    as_of, known_by = kb.at.stamp.values()
    known = f", known by {day_text(known_by)}" if known_by else ""
    filters = f", {kb.at.filters}" if kb.at.filters else ""
    folds = folded(kb.db, kb.at) if kb.at.sides else ()
    return " ".join((f"As of {day_text(as_of)}{known}{filters}.", *folds))


def answer_of(row: dict[str, Any]) -> str:
    """What the id of an answer ends with: its day, and a word that stands for its filters where it has some."""
    if not row.get("filters"):
        return str(row["as_of"])
    return f"{row['as_of']}-{blake2b(row['filters'].encode(), digest_size=4).hexdigest()}"
