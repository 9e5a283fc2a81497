"""Two versions of a file become one again: what only one side changed is taken, where both did somebody chooses."""

from textwrap import dedent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from syriakb.text.parts import UncutError
from syriakb.text.threeway import merge

BASE = """\
# The claims of the radio.

# Said twice.
- id: one
  statement: Red took the ford.
  start: 2010
  source: radio
- id: two
  statement: >-
    Blue took
    the mill.
  source: radio  # and the press
"""


def merged(ours: str, theirs: str, base: str = BASE) -> str:
    found = merge(base, ours, theirs, lines_of_json=base.startswith("{"))
    assert found.clashes == ()
    return found.text


def test_additions_of_both_sides_are_both_there() -> None:
    ours, theirs = "- id: three\n  statement: A.\n", "\n# Next.\n- id: four\n  statement: B.\n"
    assert merged(BASE + ours, BASE + theirs) == BASE + ours + theirs
    assert merged("- id: a\n", "- id: b\n", base="") == "- id: a\n- id: b\n"
    assert merged("- id: a\n", "- id: b\n", base="# None yet.\n[]\n") == "- id: a\n- id: b\n"


def test_what_is_added_in_the_middle_stays_behind_what_it_followed() -> None:
    ours = BASE.replace("- id: two", "- id: mine\n- id: two")
    theirs = BASE.replace("- id: two", "- id: theirs\n- id: also\n- id: two")
    assert merged(ours, theirs) == BASE.replace("- id: two", "- id: mine\n- id: theirs\n- id: also\n- id: two")


def test_different_fields_of_one_record_are_both_changed_comments_and_order_kept() -> None:
    ours = BASE.replace("start: 2010", "start: 2011  # by the press").replace("# Said twice.", "# Said thrice.")
    theirs = BASE.replace("took the ford", "took the old ford").replace(
        "  source: radio\n- id: two",
        "  source: radio\n  # Wrong.\n  retracted:\n    on: 2020-01-01\n    reason: no\n- id: two",
    )
    found = merged(ours, theirs)
    assert found == merged(theirs, ours)
    assert found == dedent("""\
        # The claims of the radio.

        # Said thrice.
        - id: one
          statement: Red took the old ford.
          start: 2011  # by the press
          source: radio
          # Wrong.
          retracted:
            on: 2020-01-01
            reason: no
        """) + BASE.partition("  source: radio\n")[2]  # fmt: skip


def test_where_both_changed_one_field_only_that_field_is_marked() -> None:
    ours, theirs = BASE.replace("2010", "2011"), BASE.replace("2010", "2012").replace("the ford", "a ford")
    found = merge(BASE, ours, theirs, lines_of_json=False)
    assert found.clashes == ("one: both sides change start.",)
    marked = "<<<<<<< ours\n  start: 2011\n=======\n  start: 2012\n>>>>>>> theirs\n"
    assert found.text == theirs.replace("  start: 2012\n", marked)


def test_what_one_side_takes_out_and_the_other_changes_is_marked() -> None:
    less = BASE.partition("- id: two")[0]
    changed = BASE.replace("the mill", "a mill")
    found = merge(BASE, less, changed, lines_of_json=False)
    assert found.clashes == ("two: ours takes it out, theirs changes it.",)
    assert "<<<<<<< ours\n=======\n- id: two\n" in found.text
    found = merge(BASE, changed, less, lines_of_json=False)
    assert found.clashes == ("two: ours changes it, theirs takes it out.",)
    assert merged(less, BASE) == merged(BASE, less) == less


def test_what_is_only_written_otherwise_gives_way() -> None:
    ours = BASE.replace(">-\n    Blue took\n    the mill.", '"Blue took the mill."')
    theirs = BASE.replace("the mill.", "the mill at noon.")
    assert merged(ours, theirs) == merged(theirs, ours) == theirs
    assert merged(ours, BASE) == ours


def test_a_new_record_of_both_sides_is_one() -> None:
    new = "- id: three\n  statement: A.\n  note: N.\n"
    assert merged(BASE + new, BASE + new) == BASE + new
    found = merge(BASE, BASE + new, BASE + new.replace("N.", "M."), lines_of_json=False)
    assert found.clashes == ("three: both sides change note.",)


def test_records_in_braces_and_lines_of_json_merge_too() -> None:
    lines = '{"id": "a", "credibility": 2, "note": "x"}\n{"id": "b"}\n'
    ours, theirs = lines.replace("2", "3") + '{"id": "c"}\n', lines.replace('"x"', '"y"') + '{"id": "d"}\n'
    assert (
        merged(ours, theirs, lines)
        == '{"id": "a", "credibility": 3, "note": "y"}\n{"id": "b"}\n{"id": "c"}\n{"id": "d"}\n'
    )
    found = merge(lines, ours, lines.replace("2", "4"), lines_of_json=True)
    assert found.text.count('"id": "a"') == 2
    assert found.clashes == ("a: both sides change credibility.",)
    assert merged("- {id: a, x: 2}\n", "- {id: a, x: 1, y: 3}\n", "- {id: a, x: 1}\n") == "- {id: a, x: 2, y: 3}\n"


def test_the_order_of_the_side_that_moved_records_is_kept() -> None:
    moved = "- id: b\n- id: a\n"
    assert merged("- id: a\n- id: b\n- id: c\n", moved, "- id: a\n- id: b\n") == "- id: b\n- id: c\n- id: a\n"
    assert merged(moved, "- id: a\n- id: b\n- id: c\n", "- id: a\n- id: b\n") == "- id: b\n- id: c\n- id: a\n"


def test_the_line_ends_and_the_mark_of_ours_are_kept() -> None:
    ours = "\ufeff" + (BASE + "- id: three\n").replace("\n", "\r\n")
    assert merged(ours, BASE + "- id: four") == "\ufeff" + (BASE + "- id: three\n- id: four\n").replace("\n", "\r\n")


def test_comments_at_the_end_below_which_both_add_are_said_once() -> None:
    base = BASE + "# From here on: the press.\n"
    found = merged(base + "- id: three\n", base + "- id: four\n", base)
    assert found == base + "- id: three\n- id: four\n"


@pytest.mark.parametrize(
    "text",
    [
        "- id: a\n  id: b\n",
        "- statement: no id\n",
        "- id: a\n- id: a\n",
        "[{id: a}, {id: b}]\n",
        "- id: &x a\n",
        "<<<<<<< ours\n- id: a\n=======\n- id: b\n>>>>>>> theirs\n",
        "- id: 'a\n",
    ],
)
def test_what_cannot_be_told_apart_is_refused(text: str) -> None:
    with pytest.raises(UncutError):
        merge("- id: z\n", "- id: z\n", text, lines_of_json=False)


names = st.sampled_from(["a", "b", "c", "d", "e"])
records = st.dictionaries(names, st.dictionaries(st.sampled_from(["note", "start", "end"]), st.sampled_from("123")))


def written(side: dict[str, dict[str, str]]) -> str:
    fields = {name: "".join(f"  {key}: {value}\n" for key, value in each.items()) for name, each in side.items()}
    return "".join(f"- id: {name}\n{text}" for name, text in fields.items())


@given(records, records, records)
def test_nothing_is_lost_and_nothing_made_up(base, ours, theirs) -> None:
    try:
        found = merge(written(base), written(ours), written(theirs), lines_of_json=False)
    except UncutError:
        return
    if found.clashes:
        assert "<<<<<<<" in found.text
        return
    there = {each.pop("id"): each for each in yaml.load(found.text, yaml.BaseLoader) or []}
    for name in {*base, *ours, *theirs}:
        was, one, other = (side.get(name) for side in (base, ours, theirs))
        if one is not None and other is not None:
            for key in ("note", "start", "end"):
                values = ((was or {}).get(key), one.get(key), other.get(key))
                assert there[name].get(key) == (values[1] if values[2] in values[:2] else values[2])
        else:
            left = other if one is None else one
            assert there.get(name) == (None if left == was else left)
