"""Where that is wanted, a server is asked whatever a test of this folder asks of files (tests/twin.py)."""

import sys
from collections.abc import Iterator

import pytest

from tests import kb, twin


@pytest.fixture(scope="session")
def server_beside() -> Iterator[twin.Twin]:
    """A server for all tests; at the end it is told how many answers agreed."""
    with twin.twin() as found:
        yield found
    sys.stderr.write(f"\nOf a server: {found.told[True]} answers agree, {found.told[False]} differ.\n")


@pytest.fixture(autouse=True)
def asked_of_a_server_too(request: pytest.FixtureRequest) -> Iterator[None]:
    """Ask it too, during the test."""
    if not twin.WANTED:
        yield
        return
    also = request.getfixturevalue("server_beside").asked
    kb.ALSO.append(also)
    yield
    kb.ALSO.remove(also)
