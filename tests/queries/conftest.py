"""Where that is wanted, a server is asked whatever a test asks of files (tests/twin.py)."""

import sys
from collections.abc import Iterator

import pytest

from tests import kb, twin


@pytest.fixture(autouse=True, scope="session")
def asked_of_a_server_too() -> Iterator[None]:
    """Ask a server too, and tell at the end how many answers agreed."""
    if not twin.WANTED:
        yield
        return
    with twin.twin() as other:
        kb.ALSO.append(other.asked)
        yield
        kb.ALSO.remove(other.asked)
    sys.stderr.write(f"\nOf a server: {other.told[True]} answers agree, {other.told[False]} differ.\n")
