"""Own words: a statement says what a source says, and does not say it in the source's words."""

from collections.abc import Sequence
from pathlib import Path

from syriakb.disk import texts
from syriakb.model.wording import COPIED, Runs


class Wording:
    """Finds statements copied from the texts that the knowledge base in a folder keeps, or from one that is given."""

    def __init__(self, folder: Path, text: Sequence[str] | None = None) -> None:
        self._folder, self._given = folder, Runs(text) if text is not None else None
        self._kept: dict[str, Runs | None] = {}

    def fault(self, source: object, statement: object) -> str | None:
        """Why a statement is refused; None where it is in own words, or nothing is known of the text."""
        for runs in (self._given, self._runs(str(source))):
            if runs and (found := runs.shared(str(statement))):
                number, shared = found
                return (
                    f"The statement has {COPIED} words in a row from p{number} of the text: “{shared}”."
                    " Say it in your own words."
                )
        return None

    def _runs(self, source: str) -> Runs | None:
        if source not in self._kept:
            text = texts.kept(self._folder, source)
            self._kept[source] = Runs(text) if text is not None else None
        return self._kept[source]
