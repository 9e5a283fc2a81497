"""Splices: one record added, changed or taken back, and every other byte of the file as it was."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriakb.errors import StoreError
from syriakb.model.readers import Raw
from syriakb.model.records import Actor, Claim
from syriakb.text import canonical, splice
from tests.text.test_writing import TEXTS

NEW: dict[str, Raw] = {"id": "new", "statement": "Said: it.", "source": "radio"}
ADDED = '- id: new\n  statement: "Said: it."\n  source: radio\n'


def added(text: str, file: str = "claims.yaml") -> str:
    return splice.append(Claim, file, text.encode(), [NEW]).data.decode()


def taken_back(text: str, file: str = "claims.yaml") -> str:
    field: tuple[str, Raw] = ("retracted", {"on": "2024", "reason": "Wrong."})
    return splice.insert(Claim, file, text.encode(), "a", field, before="recorded").data.decode()


def edited(text: str, old: str, new: str, file: str = "claims.yaml") -> str:
    shown = splice.excerpt(Claim, file, text.encode(), "a").text
    return splice.replace(Claim, file, text.encode(), "a", shown.replace(old, new)).data.decode()


@pytest.mark.parametrize("text", ["", "# Claims\n", "- id: a\n", "# one\n- id: a # two\n\n# three\n", "---\n- id: a\n"])
def test_a_record_is_added_at_the_end(text: str) -> None:
    assert added(text) == text + ADDED


def test_a_file_without_a_last_line_end_stays_without() -> None:
    assert added("- id: a") == "- id: a\n" + ADDED[:-1]


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    assert added("\ufeff- id: a\r\n  note: b\r\n") == "\ufeff- id: a\r\n  note: b\r\n" + ADDED.replace("\n", "\r\n")


def test_records_that_are_indented_get_an_indented_one() -> None:
    assert added("  - id: a\n") == "  - id: a\n" + "".join(f"  {line}\n" for line in ADDED.splitlines())


def test_an_empty_list_is_begun() -> None:
    assert added("# Claims\n[]\n") == "# Claims\n" + ADDED


def test_a_list_in_brackets_stays_one() -> None:
    assert added("[{id: a}]\n") == '[{id: a}, {id: new, statement: "Said: it.", source: radio}]\n'
    assert added("[{id: a},]") == '[{id: a}, {id: new, statement: "Said: it.", source: radio}]'


def test_only_the_brackets_of_an_empty_list_go() -> None:
    assert added("[]\n# so far []\n") == "# so far []\n" + ADDED
    assert added("- id: a\n  about: []\n") == "- id: a\n  about: []\n" + ADDED
    assert added("[{id: a, about: []}]") == '[{id: a, about: []}, {id: new, statement: "Said: it.", source: radio}]'
    assert added("--- []\n") == '--- [{id: new, statement: "Said: it.", source: radio}]\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("\n", 2), ("\n- id: a\n", 3), ("- id: a\n  note: b", 3), ("[{id: a}]", 1), ("[\n{id: a},\n]", 3)],
)
def test_the_line_of_an_added_record_is_told(text: str, line: int) -> None:
    assert splice.append(Claim, "claims.yaml", text.encode(), [NEW]).line == line


def test_the_line_of_a_changed_record_is_told() -> None:
    lines = "".join(f'{{"id": "c{number}"}}\n' for number in range(1, 100)).replace("c90", "a")
    assert splice.replace(Claim, "claims/x.jsonl", lines.encode(), "a", "- {id: a, note: b}\n").line == 90
    assert splice.replace(Claim, "claims.yaml", f"\n{FILE}".encode(), "a", "- {id: a, note: b}\n").line == 6
    assert splice.insert(Claim, "claims.yaml", FILE.encode(), "a", ("note", "b"), before="recorded").line == 5


def test_lines_of_json_get_another() -> None:
    line = '{"id": "new", "statement": "Said: it.", "source": "radio"}'
    assert added('{"id": "a"}\n', "claims/x.jsonl") == '{"id": "a"}\n' + line + "\n"
    assert added('{"id": "a"}', "claims/x.jsonl") == '{"id": "a"}\n' + line


@pytest.mark.parametrize(
    ("text", "place"),
    [("- id: a\n- [x\n", "claims.yaml:3:1"), ("- id: a\n  id: b: c\n", "claims.yaml:2:8")],
)
def test_nothing_is_added_to_a_file_that_cannot_be_read(text: str, place: str) -> None:
    with pytest.raises(StoreError, match=f"^{place}: .* Mend it before"):
        added(text)


@pytest.mark.parametrize(
    "begun", ["- id: {}\n", "-\n  id: {}\n", "- # one\n  id: {}\n", "- id: {}\r\n", "  - id: {}\n"]
)
def test_of_a_long_file_only_the_last_record_is_read_back(begun: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    items = canonical.items
    monkeypatch.setattr(canonical, "items", lambda kind, text: read.append(text) or items(kind, text))
    text = "".join(begun.format(f"r{number}") for number in range(1000))
    changed = splice.append(Claim, "claims.yaml", text.encode(), [NEW])
    assert changed.data.decode().startswith(text)
    assert len(read) == 1 and "r998" not in read[0] and "r999" in read[0]
    assert changed.line == text.count("\n") + 1


def test_a_byte_that_is_no_text_is_found_wherever_it_stands() -> None:
    data = b"- id: a\n- id: b\n  note: \xff\n- id: c\n"
    with pytest.raises(StoreError, match="not UTF-8"):
        splice.append(Claim, "claims.yaml", data, [NEW])


def test_a_text_that_would_change_is_refused() -> None:
    with pytest.raises(StoreError, match="use an editor"):
        added("- id: a\n...\n")


FILE = dedent("""\
    # Claims
    - id: b   # first
      statement: 'quoted'

    - id: a
      statement: >-
        One
        two.
      about:
        - x   # odd
      recorded: 2020  # then
      # a remark

    # the end
    - {id: c, statement: last}
    """)


def test_a_retraction_stands_before_what_comes_after_it() -> None:
    assert taken_back(FILE) == FILE.replace(
        "  recorded: 2020", "  retracted:\n    on: 2024\n    reason: Wrong.\n  recorded: 2020"
    )


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("- id: a\n  note: b # c\n\n- id: d\n", "- id: a\n  note: b # c\n{}\n\n- id: d\n"),
        ("- id: a\n  note: |\n    b\n    # c\n\n- id: d\n", "- id: a\n  note: |\n    b\n    # c\n{}\n\n- id: d\n"),
        ("- id: a\n  note: |+\n    b\n\n- id: d\n", "- id: a\n  note: |+\n    b\n\n{}\n- id: d\n"),
        ("- id: a\n  about:\n  - b\n", "- id: a\n  about:\n  - b\n{}\n"),
        ("- id: a", "- id: a\n{}"),
        ("-\n  id: a\n", "-\n  id: a\n{}\n"),
    ],
)
def test_a_retraction_follows_the_last_field(text: str, then: str) -> None:
    assert taken_back(text) == then.format("  retracted:\n    on: 2024\n    reason: Wrong.")


def test_a_retraction_goes_into_braces() -> None:
    assert taken_back("- {id: a, }\n") == "- {id: a,  retracted: {on: 2024, reason: Wrong.}}\n"
    assert taken_back("- {id: a}\n- {id: b}\n") == "- {id: a, retracted: {on: 2024, reason: Wrong.}}\n- {id: b}\n"
    assert (
        taken_back('{"id": "a"}\r\n{"id": "b"}\r\n', "claims/x.jsonl")
        == '{"id": "a", "retracted": {"on": "2024", "reason": "Wrong."}}\r\n{"id": "b"}\r\n'
    )


def test_somebody_edits_just_the_record() -> None:
    assert splice.excerpt(Claim, "claims.yaml", FILE.encode(), "a").text == dedent("""\
        - id: a
          statement: >-
            One
            two.
          about:
            - x   # odd
          recorded: 2020  # then
        """)
    assert splice.excerpt(Claim, "claims.yaml", FILE.encode(), "c").text == "- {id: c, statement: last}\n"


@pytest.mark.parametrize(
    "text", [f"\n{FILE}", FILE.replace("\n", "\r\n"), FILE[FILE.index("- id: a") :], FILE.rstrip()]
)
def test_a_record_is_shown_alike_wherever_it_stands(text: str) -> None:
    for name in ("a", "c"):
        shown = splice.excerpt(Claim, "claims.yaml", text.encode(), name)
        assert shown.text == splice.excerpt(Claim, "claims.yaml", FILE.encode(), name).text
        assert text.splitlines()[shown.line - 1].startswith(shown.text.splitlines()[0])


def test_an_edited_record_takes_its_place() -> None:
    assert edited(FILE, "two.", "Three: # four") == FILE.replace("two.", "Three: # four")
    assert edited(FILE.replace("\n", "\r\n"), "two.", "2.") == FILE.replace("two.", "2.").replace("\n", "\r\n")
    assert edited("[{id: a, note: x}, {id: b}]", "x", "y") == "[{id: a, note: y}, {id: b}]"
    assert edited('{"id": "a", "value": 3}', "3", "4", "claims/x.jsonl") == '{"id": "a", "value": 4}'


@given(TEXTS, TEXTS, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_every_other_byte_stays(statement: str, note: str, newline: str, ended: bool, marked: bool) -> None:
    old = FILE.replace("\n", newline) if ended else FILE.replace("\n", newline).rstrip()
    data = ("\ufeff" if marked else "").encode() + old.encode()
    raw: dict[str, Raw] = {"id": "new", "statement": statement, "source": "radio", "note": note}
    spliced = splice.append(Claim, "claims.yaml", data, [raw])
    assert spliced.data.startswith(data)
    assert splice.excerpt(Claim, "claims.yaml", spliced.data, "new").raw == raw
    line = spliced.data.decode().split("\n")[spliced.line - 1]
    assert line.startswith("- id: new")
    field: tuple[str, Raw] = ("retracted", {"on": "2024", "reason": note})
    back = splice.insert(Claim, "claims.yaml", spliced.data, "new", field, before="recorded")
    assert splice.excerpt(Claim, "claims.yaml", back.data, "new").raw == {
        **raw,
        "retracted": {"on": "2024", "reason": note},
    }
    assert back.data.startswith(data)


def test_a_record_written_anew_leaves_the_lines_around_it_as_they_are() -> None:
    text = "# ours\n- id: a\n  name: A\n\n- id: b\n  name: B\n"
    changed = splice.rewrite(Actor, "actors.yaml", text.encode(), {"a": {"id": "a", "name": "Anew"}}).data
    assert changed.decode() == "# ours\n- id: a\n  name: Anew\n\n- id: b\n  name: B\n"


def test_a_record_goes_behind_another_above_the_comments_of_the_next() -> None:
    text = "- id: a\n  statement: A.\n\n# Of b.\n- id: b\n  statement: B.\n- id: c\n  statement: C.\n"
    new = {"id": "new", "statement": "N."}
    put = splice.append(Claim, "claims.yaml", text.encode(), [new], behind="a")
    assert put.data.decode() == text.replace("A.\n", "A.\n- id: new\n  statement: N.\n")
    assert put.line == 3
    windows = text.replace("\n", "\r\n").encode()
    put = splice.append(Claim, "claims.yaml", windows, [new], behind="b")
    assert put.data.decode() == text.replace("B.\n", "B.\n- id: new\n  statement: N.\n").replace("\n", "\r\n")
    indented = "  - id: a\n    statement: A.\n  # Of b.\n  - id: b\n    statement: B.\n"
    put = splice.append(Claim, "claims.yaml", indented.encode(), [new], behind="a")
    assert put.data.decode() == indented.replace("A.\n", "A.\n  - id: new\n    statement: N.\n")


@pytest.mark.parametrize("behind", ["b", "nobody", "a"])
def test_where_a_record_cannot_go_behind_another_it_goes_to_the_end(behind: str) -> None:
    text = "- {id: a, statement: A.}\n- statement: B.\n  id: b\n- id: c\n  statement: C.\n"
    put = splice.append(Claim, "claims.yaml", text.encode(), [{"id": "new", "statement": "N."}], behind=behind)
    assert put.data.decode() == f"{text}- id: new\n  statement: N.\n"


def test_where_fields_cannot_be_rewritten_the_record_is_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splice, "_fields_rewritten", lambda *_: "")
    text = "- id: a\n  name: A\n\n- id: b\n  name: B\n"
    changed = splice.rewrite(Actor, "actors.yaml", text.encode(), {"a": {"id": "a", "name": "Anew"}}).data
    assert changed.decode() == "- id: a\n  name: Anew\n\n- id: b\n  name: B\n"
