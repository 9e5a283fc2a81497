"""New claims go behind the last one of their source and paragraph."""

import pytest

from tests.kb import Kb

CLAIM = "- id: {}\n  statement: Said.\n  about: [red]\n  source: {}\n  locator: {}\n"


def ids(kb: Kb) -> list[str]:
    text = (kb.folder / "claims.yaml").read_text()
    return [line[6:] for line in text.splitlines() if line.startswith("- id: ")]


@pytest.mark.parametrize(
    ("source", "locator", "expected"),
    [
        ("radio", "p1", ["a", "b", "new", "c", "d", "e"]),
        ("radio", "p3", ["a", "b", "c", "new", "d", "e"]),
        ("radio", "p2", ["a", "b", "c", "new", "d", "e"]),
        ("press", "p1", ["a", "b", "c", "d", "e", "new"]),
        ("press", None, ["a", "b", "c", "d", "e", "new"]),
    ],
)
def test_a_claim_stands_with_those_of_its_paragraph(
    kb: Kb, source: str, locator: str | None, expected: list[str]
) -> None:
    rows = [
        ("a", "radio", "p1"),
        ("b", "radio", "p1"),
        ("c", "radio", "p3"),
        ("d", "press", "p9"),
        ("e", "press", "p1"),
    ]
    kb.write("claims.yaml", "".join(CLAIM.format(*row) for row in rows))
    where = ("--locator", locator) if locator else ()
    added = kb.ask("add", "claim", "Said again.", "--about", "red", "--source", source, *where, "--id", "new")
    assert ids(kb) == expected
    assert (kb.folder / "claims.yaml").read_text().splitlines()[added["line"] - 1] == "- id: new"
