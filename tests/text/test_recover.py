"""One slip in the YAML of one record costs that record, and none of those below it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriakb.errors import Problem
from syriakb.model.records import Actor
from syriakb.text.load import Entry, load

SLIPS = {
    "a colon without quotes": "  note: He said: no.",
    "a quote that does not close": '  note: "He said no.',
    "another quote that does not close": "  note: 'He said no.",
    "a tab": "\tnote: He said no.",
    "a sign that opens nothing": "  note: @he said no.",
    "a bracket that does not close": "  aliases: [one, two",
    "a brace that does not close": "  note: {one",
    "a line without a colon": "  note",
    "a line too far to the left": " note: He said no.",
    "an unseen character": "  note: He\x07said no.",
}


def told(text: str) -> tuple[list[str], list[str]]:
    """The ids that were read, and where something was at fault."""
    found = list(load(Actor, "actors.yaml", text.encode()))
    ids = [each.record.id for each in found if isinstance(each, Entry) and isinstance(each.record, Actor)]
    return ids, [f"{each.line}:{each.column} {each.code}" for each in found if isinstance(each, Problem)]


@pytest.mark.parametrize("slip", SLIPS.values(), ids=list(SLIPS))
@pytest.mark.parametrize("margin", ["", "  "])
def test_the_records_around_a_slip_are_read(slip: str, margin: str) -> None:
    lines = (
        f"- id: a\n  name: A\n- id: b\n  name: B\n{slip}\n- id: c\n  name: C\n  note: It is 'so'.\n- id: d\n  name: D"
    )
    text = "".join(f"{margin}{line}\n" for line in lines.split("\n"))
    ids, faults = told(text)
    assert ids == ["a", "c", "d"]
    assert len(faults) == 1
    assert faults[0].split(":")[0] in "3456"


def test_a_quote_that_does_not_close_is_told_where_it_opens() -> None:
    text = '- id: a\n  name: A\n- id: b\n  name: "B\n  note: Of the north.\n- id: c\n  name: "C"\n'
    assert told(text) == (["a", "c"], ["4:9 syntax"])


def test_a_record_without_its_hyphen_is_told_as_that() -> None:
    text = "- id: a\n  name: A\n  note: One.\n\n  id: b\n  name: B\n  note: Two.\n- id: c\n  name: C\n"
    assert told(text) == (["c"], ["5:3 missing-hyphen"])


def test_a_hyphen_that_is_missing_with_its_blank_is_told_as_that() -> None:
    text = "- id: a\n  name: A\nid: b\nname: B\n- id: c\n  name: C\n"
    assert told(text) == (["a", "c"], ["3:1 missing-hyphen"])


def test_a_text_that_goes_on_over_lines_with_hyphens_is_one_text() -> None:
    text = "- id: a\n  name: A\n  note: |-\n    Two:\n    - one\n    - id: two\n- id: b\n  name: B: C\n"
    assert told(text) == (["a"], ["8:10 syntax"])


def test_every_slip_of_a_file_is_told_at_once() -> None:
    text = "- id: a\n  name: A: B\n- id: b\n  name: B\n- id: c\n  name: 'C\n- id: d\n"
    assert told(text) == (["b"], ["2:10 syntax", "6:9 syntax", "7:3 missing-field"])


RECORDS = st.lists(st.sampled_from([None, *SLIPS.values()]), min_size=1, max_size=8)


@given(slips=RECORDS)
def test_whatever_is_broken_the_sound_records_are_read(slips: list[str | None]) -> None:
    records = [f"- id: r{at}\n  name: R{at}\n" + (f"{slip}\n" if slip else "") for at, slip in enumerate(slips)]
    ids, faults = told("".join(records))
    assert ids == [f"r{at}" for at, slip in enumerate(slips) if slip is None]
    assert len(faults) == len([slip for slip in slips if slip])
