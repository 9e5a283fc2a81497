"""The fast reader of the tool's own form reads whatever it reads just as the YAML parser does."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syriakb.model.records import Claim
from syriakb.text import canonical, yaml
from syriakb.text.items import Item, TextError

OWN_FORM = """\
# Claims of the war of the roses.

- id: c1
  statement: York held the north, as a herald wrote
    on the last day of the year.
  subject: york
  about: [york, lancaster]
  start: 1460-12
# Wakefield
- id: c2
  statement: Lancaster took it back.
"""


def read(items: Iterator[Item]) -> list[object]:
    found: list[object] = []
    try:
        found.extend(items)
    except TextError as error:
        found.append((error.line, error.column, error.code, error.message))
    return found


def both(text: str) -> tuple[list[object], list[object]]:
    return read(canonical.items(Claim, text)), read(yaml.items(text, single=False))


def test_the_tools_own_form_needs_no_yaml_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(yaml.items(OWN_FORM, single=False))
    monkeypatch.setattr(yaml, "items", None)
    assert read(canonical.items(Claim, OWN_FORM)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet\n",
        "- id: a\n  statement: one # two\n",
        "- id: a\n  statement: one: two\n",
        "- id: a\n  statement: 'it''s'\n  subject: b\n- id: c\n",
        "- id: a\n  statement: b\n# a field follows\n  subject: c\n",
        "- id: a\n  statement: >-\n    folded\n\n    text\n- id: b\n",
        "- id: a\n  statement: |\n    - id: no record\n- id: b\n",
        '- id: a\n  statement: "open\n- id: b\n',
        "- id: a\n  statement: b\n---\n- id: c\n",
        "- id: a\n  about: [a,b]\n- id: b\n  about: []\n- id: c\n  about: [ ]\n",
        "- id: a\n  statement: one\n      two\n    three\n",
        "- id: a\n  statement: one\n\n    two\n",
        "- id: a\n  subject: b\n  statement: out of order\n",
        "- id: a\n   statement: indented\n",
        "- id: a\r\n  statement: b\r\n- id: c\r\n",
        "- id: a\n  statement: b",
        "- id: a\n  statement: b \n- id: c\n",
        "- id: a\n  id: b\n- id: c\n  stance: !x y\n- &z id: d\n",
        "-\n  id: a\n- id: b\n- [c]\n- d\n",
        "  - id: a\n  - id: b\n",
        "- id: a\n  start: [2011..2012]\n",
        "- id: a\n  statement: \u2028 b\n- id: \ufeffc\n",
        "- id: a\n  retracted:\n    on: 2012\n    reason: no\n- id: b\n",
        "- id: a\n- id: b\n...\n- id: c\n",
        "{}\n",
        "- id: a\nnonsense\n",
    ],
)
def test_odd_texts_are_read_alike(text: str) -> None:
    fast, slow = both(text)
    assert fast == slow


LAYOUT = ("- ", "\n", "\n", "\n  ", "\n  ", "\n    ", " ", "\t", "---\n", "...\n")
FIELDS = ("id: ", "id: a\n", "statement: ", "subject: b\n", "about: ")
SIGNS = ("[", "]", ", ", ":", ": ", " #", "#x\n", "'", '"', "|", ">-", "&a ", "*a", "!t ", "-")
pieces = st.sampled_from((*LAYOUT, *FIELDS, *SIGNS, "a", "b c", "é", "حلب"))
words = st.text("ab:#-'\"[]{}!&*?|>%@` \u00a0\u00e9\u062d,.", max_size=12)


@st.composite
def records(draw: st.DrawFn) -> str:
    names = draw(st.lists(st.sampled_from(["statement", "subject", "about", "start", "note", "odd"]), max_size=4))
    lines = [f"- id: {draw(st.sampled_from(['a', 'b-1', 'Ü', '']))}"]
    lines += [f"  {name}: {draw(words)}" for name in names]
    joint = st.sampled_from(["\n", "\n", "\n", "\n", "\n\n", "\n# note\n", "\n    more\n", " "])
    return "".join(line + draw(joint) for line in lines)


@settings(max_examples=300, deadline=None)
@given(st.lists(records(), max_size=4).map("".join))
def test_nearly_its_own_form_is_read_alike(text: str) -> None:
    fast, slow = both(text)
    assert fast == slow


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=30).map("".join))
def test_any_pieces_of_yaml_are_read_alike(text: str) -> None:
    fast, slow = both(text)
    assert fast == slow
