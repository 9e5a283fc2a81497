"""Records as text: what a careful person would write, and what reads back the same whatever it holds."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriakb.model.readers import Raw
from syriakb.model.records import Actor, Claim
from syriakb.text import canonical, jsonl, write, yaml

LONG = "Fighters closed in on the capital from the north and from the south within a few days, and they met less"
# Whatever YAML could take for something else, beside every other character there is.
TRICKY = st.text(
    st.sampled_from(list("ab:#- \n'\"[]{},?&*!|>%@`\t\r\x00\x85\u2028\ufeff\u202e\xa0~.=é😀م")), min_size=1
)
TEXTS = (st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | TRICKY).filter(lambda text: bool(text.strip()))


def field(text: str) -> str:
    """How a statement is written."""
    return "\n".join(write.yaml_field("statement", text, 2)) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "Homs is held.",
        'The commander\'s "last phase" has begun',
        "-5 degrees, or so",
        "no",
        "2024-12-07",
        "50% of it; a/b (c) #1",
        "حمص لا تزال تحت سيطرة الحكومة",
        "http://example.org/a:b",
    ],
)
def test_plain_text_needs_no_quotes(text: str) -> None:
    assert field(text.replace("#1", "no. 1")) == f"  statement: {text.replace('#1', 'no. 1')}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("short: yes", '"short: yes"'),
        ("# no comment", '"# no comment"'),
        ("- no list", '"- no list"'),
        ("it ends so:", '"it ends so:"'),
        ('"Quoted" and then not', "'\"Quoted\" and then not'"),
        ("'So' they said: \"no\"", "'''So'' they said: \"no\"'"),
        (" blanks around ", '" blanks around "'),
        ("next\x85line", '"next\\x85line"'),
        ("bell\x07", '"bell\\x07"'),
        ("turned \u202e round", '"turned \\u202e round"'),
        ("[2024..2025]", '"[2024..2025]"'),
    ],
)
def test_quotes_only_where_yaml_needs_them(text: str, written: str) -> None:
    assert field(text) == f"  statement: {written}\n"


def test_long_text_goes_on_below() -> None:
    assert field(f"{LONG} resistance.").splitlines() == [
        "  statement: Fighters closed in on the capital from the north and from the south within a few days, and they",
        "    met less resistance.",
    ]


def test_long_text_that_is_not_plain_is_folded() -> None:
    assert field(f"In short: {LONG}.").splitlines() == [
        "  statement: >-",
        "    In short: Fighters closed in on the capital from the north and from the south within a few days, and they",
        "    met less.",
    ]


def test_lines_stay_lines() -> None:
    assert field("First: this.\n\n# Then that.") == "  statement: |-\n    First: this.\n\n    # Then that.\n"


def test_a_record_has_its_fields_in_order_and_its_ids_in_one_line() -> None:
    raw: dict[str, Raw] = {
        "source": "radio",
        "retracted": {"on": "2024", "reason": "It was a rumour."},
        "about": ["red", "blue"],
        "statement": "They meet.",
        "id": "one",
    }
    assert write.yaml_record(Claim, raw) == dedent("""\
        - id: one
          statement: They meet.
          about: [red, blue]
          source: radio
          retracted:
            on: 2024
            reason: It was a rumour.
        """)


def test_long_lists_break_between_their_items() -> None:
    names = [f"The Free Band of the Marches no. {n}" for n in range(4)]
    written = write.yaml_record(Actor, {"id": "band", "name": "Band", "aliases": [*names, "a, b"], "kind": "group"})
    assert written == dedent("""\
        - id: band
          name: Band
          aliases: [The Free Band of the Marches no. 0, The Free Band of the Marches no. 1,
            The Free Band of the Marches no. 2, The Free Band of the Marches no. 3, "a, b"]
          kind: group
        """)


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=4))
def test_whatever_is_written_reads_back_the_same(one: str, two: str, several: list[str]) -> None:
    raw: dict[str, Raw] = {"id": "x", "name": one, "aliases": several, "note": two}
    text = write.yaml_record(Actor, raw) + write.yaml_record(Actor, {"id": "y", "name": two})
    assert [(item.raw, item.faults) for item in yaml.items(text, single=False)] == [
        (raw, []),
        ({"id": "y", "name": two}, []),
    ]
    assert [item.raw for item in canonical.items(Actor, text)] == [raw, {"id": "y", "name": two}]
    assert [item.raw for item in yaml.items(f"[{write.yaml_inline(raw)}]", single=False)] == [raw]
    assert [item.raw for item in jsonl.items(write.json_record(raw))] == [raw]


@given(st.from_regex(r"-?[0-9.]{1,12}", fullmatch=True))
def test_numbers_read_back_as_they_were_written(number: str) -> None:
    (item,) = jsonl.items(write.json_record({"id": "x", "value": number}))
    assert item.raw["value"] == number
