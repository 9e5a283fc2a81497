"""What every test has: folders of its own for caches and user data, and a made-up conflict to write down and ask."""

import sys
from pathlib import Path

import pytest

from tests.kb import Kb


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let no test read or write the folders of whoever runs it, nor depend on their terminal."""
    home = tmp_path_factory.mktemp("home")
    for name in ("CACHE", "DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("SYRIAKB_DATA", "NO_COLOR", "FORCE_COLOR", "TERM", "LINES", "CLICOLOR_FORCE", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)  # as where it was activated
    return home


@pytest.fixture
def kb(tmp_path: Path) -> Kb:
    """A knowledge base of a made-up conflict, with its vocabulary, actors and places and no claims yet."""
    return Kb.made_up(tmp_path / "marches")
