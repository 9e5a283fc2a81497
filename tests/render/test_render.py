"""Answers in, text out: read each pair as a small document. The conflict is made up."""

import csv
import io
import json
import re
import subprocess
import sys
from itertools import product
from textwrap import dedent
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from syriakb.answers import Answer, Column, Dossier, Labels, Mark
from syriakb.errors import UsageError
from syriakb.render import json as json_format
from syriakb.render.cells import compact_date
from syriakb.render.fit import Need, fit, need
from syriakb.render.formats import FORMATS, render
from syriakb.render.safe import safe
from syriakb.render.screen import Screen

NAMES = {
    "red": "Red Banner League",
    "blue": "Blue Council",
    "port": "Old Port",
    "mill": "Mill Town",
    "fort": "High Fort",
    "coast": "Coast Province",
    "hills": "Hill Province",
    "backs": "backs",
}
GAZETTE, RADIO = "The Gazette, 3 May", "Radio Hills"
LABELS = Labels(
    NAMES,
    {"c1": Mark("gazette", "p1"), "c2": Mark("gazette", "p2"), "c3": Mark("radio", "p2"), "c4": Mark("radio", None)},
    {"gazette": GAZETTE, "radio": RADIO},
)
HOLDINGS = Answer(
    "capitals",
    "Provincial capitals",
    (
        Column("capital", "Capital", "ref"),
        Column("name", "Name", "data"),
        Column("province", "Province", "ref"),
        Column("controllers", "Controller", "holders"),
        Column("status", "Status", "status"),
        Column("basis", "Basis", "basis"),
        Column("since", "Since", "date"),
        Column("until", "Until", "date"),
        Column("evidence", "Evidence", "evidence"),
        Column("grade", "Grade", "grade"),
    ),
    (
        ("port", "Old Port", "coast", ("red",), "held", "stated", "[1999-04-01..1999-04-30]", None, ("c1", "c2"), "C3"),
        ("mill", "Mill Town", "hills", ("blue", "red"), "disputed", "implied", "1999~", None, ("c2", "c2"), "C2"),
        ("fort", "High Fort", "hills", (), "unknown", "unknown", None, None, (), None),
    ),
    notes=("The Gazette counts 2 for Red Banner League (p2); these records give 1.",),
    as_of=19990503,
    known_by=19990504,
)
BACKING = Answer(
    "backing",
    "Who backs whom",
    (
        Column("backer", "Backer", "ref"),
        Column("standing", "Standing", "standing"),
        Column("backed", "Backed", "ref"),
        Column("evidence", "Evidence", "evidence"),
    ),
    (
        ("red", "assessed", "blue", ("c1", "c3")),
        ("red", "denied", "stranger", ("c4",)),
        ("blue", "claimed", "red", ("c2", "unheard-of")),
    ),
    as_of=19990503,
    group="backer",
)
CLAIMS = Answer(
    "claims",
    "Claims",
    (
        Column("claim", "Claim", "claim"),
        Column("statement", "Statement", "wide"),
        Column("source", "Source", "source"),
        Column("locator", "At", "locator"),
        Column("stance", "Stance"),
        Column("modality", "Modality"),
        Column("start", "Start", "date"),
        Column("grade", "Grade", "grade"),
    ),
    (
        (
            "c1",
            "The league has taken the old port without a fight.",
            "gazette",
            "p1",
            "asserts",
            "actual",
            "1999",
            "C2",
        ),
        ("c2", "The council denies having lost anything at all.", "gazette", "p2", "denies", "actual", None, "C4"),
    ),
    total=40,
)


def shown(answer: Answer, width: int = 80, format_name: str = "table", **screen: bool) -> str:
    return render(format_name, answer, LABELS, Screen(width, **screen))


def document(text: str) -> str:
    return dedent(text).lstrip("\n")


def test_a_table_at_120_columns_has_each_cell_on_one_line() -> None:
    assert shown(HOLDINGS, 120) == document("""
        Provincial capitals
        as of 1999-05-03, knowing what had been reported by 1999-05-04

        Capital    Province  Controller                       Status      Basis    Since               Evidence  Grade
        ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
        Old Port   Coast     Red Banner League                ■ held      stated   1999-04-01 ..04-30  p1 p2     C3
        Mill Town  Hill      Blue Council, Red Banner League  ◧ disputed  implied  1999~               p2        C2
        High Fort  Hill      –                                □ unknown   unknown  –                   –         –

        The Gazette counts 2 for Red Banner League (p2); these records give 1.

        p1 = paragraph 1 of: The Gazette, 3 May
        Grades: letter = source (C fairly reliable); number = what is said (2 probably true, 3 possibly true).
        1999-04-01 ..04-30 = some day from the one to the other; ~ = approximate.
        """)


def test_a_table_at_80_columns_wraps_names_and_puts_grades_under_evidence() -> None:
    assert shown(HOLDINGS, 80) == document("""
        Provincial capitals
        as of 1999-05-03, knowing what had been reported by 1999-05-04

                                                                                Evidence
        Capital    Province  Controller        Status      Basis    Since       Grade
        ────────────────────────────────────────────────────────────────────────────────
        Old Port   Coast     Red Banner        ■ held      stated   1999-04-01  p1 p2
                             League                                 ..04-30     C3
        Mill Town  Hill      Blue Council,     ◧ disputed  implied  1999~       p2
                             Red Banner                                         C2
                             League
        High Fort  Hill      –                 □ unknown   unknown  –           –

        The Gazette counts 2 for Red Banner League (p2); these records give 1.

        p1 = paragraph 1 of: The Gazette, 3 May
        Grades: letter = source (C fairly reliable); number = what is said (2 probably
        true, 3 possibly true).
        1999-04-01 ..04-30 = some day from the one to the other; ~ = approximate.
        """)


def test_where_only_the_caveats_have_no_room_each_stands_under_its_row() -> None:
    caveats = ("the Gazette takes it back (c2); it was burnt down, as the Gazette says (c1)", None, "nobody was there")
    told = HOLDINGS._replace(
        columns=(*HOLDINGS.columns, Column("caveat", "Caveat", "wide")),
        rows=tuple((*row, caveat) for row, caveat in zip(HOLDINGS.rows, caveats, strict=True)),
    )
    assert shown(told, 80).split("\n\n")[1:2] == [
        document("""
                                                                                Evidence
        Capital    Province  Controller        Status      Basis    Since       Grade
        ────────────────────────────────────────────────────────────────────────────────
        Old Port   Coast     Red Banner        ■ held      stated   1999-04-01  p1 p2
                             League                                 ..04-30     C3
          Caveat: the Gazette takes it back (c2); it was burnt down, as the Gazette says
          (c1)
        Mill Town  Hill      Blue Council,     ◧ disputed  implied  1999~       p2
                             Red Banner                                         C2
                             League
        High Fort  Hill      –                 □ unknown   unknown  –           –
          Caveat: nobody was there
        """).rstrip("\n")
    ]
    assert "Caveat:" not in shown(told, 160)
    assert "Caveat:" not in shown(told, 40)
    grouped = shown(told._replace(group="controllers"), 72)
    assert grouped.count("Caveat:") == 2
    assert grouped.count("Capital ") == 1
    alone = Answer("notes", "Notes", (Column("caveat", "Caveat", "wide"),), (("a b c",),))
    assert "a b c" in shown(alone, 20)


def test_a_screen_too_narrow_for_a_table_gets_cards_without_what_is_unknown() -> None:
    assert shown(HOLDINGS, 40) == document("""
        Provincial capitals
        as of 1999-05-03, knowing what had been
        reported by 1999-05-04

        Old Port
          Province: Coast
          Controller: Red Banner League
          Status: ■ held; Basis: stated
          Since: 1999-04-01 ..04-30
          Evidence: p1 p2; Grade: C3

        Mill Town
          Province: Hill
          Controller: Blue Council, Red Banner
          League
          Status: ◧ disputed; Basis: implied
          Since: 1999~; Evidence: p2; Grade: C2

        High Fort
          Province: Hill; Status: □ unknown
          Basis: unknown

        The Gazette counts 2 for Red Banner
        League (p2); these records give 1.

        p1 = paragraph 1 of: The Gazette, 3 May
        Grades: letter = source (C fairly
        reliable); number = what is said (2
        probably true, 3 possibly true).
        1999-04-01 ..04-30 = some day from the
        one to the other; ~ = approximate.
        """)


def test_rows_are_grouped_under_headings_and_sources_numbered_where_there_are_several() -> None:
    assert shown(BACKING) == document("""
        Who backs whom
        as of 1999-05-03

        Standing    Backed             Evidence
        ──────────────────────────────────────────────
        ── Red Banner League
        ● assessed  Blue Council       1:p1 2:p2
        ✕ denied    stranger           c4

        ── Blue Council
        ○ claimed   Red Banner League  1:p2 unheard-of

        1:p1 = paragraph 1 of source 1.
        1 = The Gazette, 3 May
        2 = Radio Hills
        """)


def test_without_unicode_signs_and_rules_are_ascii() -> None:
    assert shown(BACKING, unicode=False) == document("""
        Who backs whom
        as of 1999-05-03

        Standing    Backed             Evidence
        ----------------------------------------------
        -- Red Banner League
        * assessed  Blue Council       1:p1 2:p2
        x denied    stranger           c4

        -- Blue Council
        o claimed   Red Banner League  1:p2 unheard-of

        1:p1 = paragraph 1 of source 1.
        1 = The Gazette, 3 May
        2 = Radio Hills
        """)


def test_sentences_get_the_room_and_an_only_source_is_told_once() -> None:
    assert shown(CLAIMS, 120) == document("""
        Claims

        Claim  Statement                                           At  Stance   Modality  Start  Grade
        ──────────────────────────────────────────────────────────────────────────────────────────────
        c1     The league has taken the old port without a fight.  p1  asserts  actual    1999   C2
        c2     The council denies having lost anything at all.     p2  denies   actual    –      C4

        p1 = paragraph 1 of: The Gazette, 3 May
        Grades: letter = source (C fairly reliable); number = what is said (2 probably true, 4 doubtful).
        """)


def test_a_long_record_becomes_a_card() -> None:
    assert shown(CLAIMS, 64) == document("""
        Claims

        c1
          The league has taken the old port without a fight.
          At: p1; Stance: asserts; Modality: actual; Start: 1999
          Grade: C2

        c2
          The council denies having lost anything at all.
          At: p2; Stance: denies; Modality: actual; Grade: C4

        p1 = paragraph 1 of: The Gazette, 3 May
        Grades: letter = source (C fairly reliable); number = what is
        said (2 probably true, 4 doubtful).
        """)


def test_an_empty_answer_says_so_and_keeps_its_notes() -> None:
    nothing = HOLDINGS._replace(rows=(), lead="Only the coast is covered.", notes=("No report is older than 1998.",))
    assert shown(nothing) == document("""
        Provincial capitals
        as of 1999-05-03, knowing what had been reported by 1999-05-04
        Only the coast is covered.
        Nothing is known of this.

        No report is older than 1998.
        """)


def test_markdown_has_the_same_page() -> None:
    assert shown(BACKING, format_name="markdown") == document("""
        ## Who backs whom

        as of 1999-05-03

        ### Red Banner League

        | Standing | Backed | Evidence |
        | --- | --- | --- |
        | ● assessed | Blue Council | 1:p1 2:p2 |
        | ✕ denied | stranger | c4 |

        ### Blue Council

        | Standing | Backed | Evidence |
        | --- | --- | --- |
        | ○ claimed | Red Banner League | 1:p2 unheard-of |

        - 1:p1 = paragraph 1 of source 1.
        - 1 = The Gazette, 3 May
        - 2 = Radio Hills
        """)


def test_json_has_ids_and_whole_dates() -> None:
    answer = HOLDINGS._replace(rows=HOLDINGS.rows[:1], notes=(), known_by=None)
    assert shown(answer, format_name="json") == document("""
        {
          "answer": "capitals",
          "as_of": "1999-05-03",
          "known_by": null,
          "filters": {},
          "rows": [
            {
              "capital": "port",
              "name": "Old Port",
              "province": "coast",
              "controllers": [
                "red"
              ],
              "status": "held",
              "basis": "stated",
              "since": "[1999-04-01..1999-04-30]",
              "until": null,
              "evidence": [
                "c1",
                "c2"
              ],
              "grade": "C3"
            }
          ],
          "notes": []
        }
        """)


def test_json_is_the_same_bit_by_bit_with_rows_that_are_made_as_they_are_written() -> None:
    rows = [{"at": at, "said": "\x9b\u202e" * at} for at in range(3000)]
    content = {"rows": rows, "none": [], "notes": ["é"]}
    pieces = list(json_format.pieces({**content, "rows": json_format.Rows(iter(rows)), "none": json_format.Rows(())},
                                     Screen(), indent=2))  # fmt: skip
    assert "".join(pieces) == json_format.dumps(content, Screen(), indent=2)
    assert len(pieces) > 5


def test_json_tells_the_total_of_a_list_that_was_cut() -> None:
    assert list(json.loads(shown(CLAIMS, format_name="json"))) == [
        "answer",
        "as_of",
        "known_by",
        "filters",
        "rows",
        "total",
        "notes",
    ]


def test_jsonl_is_a_row_a_line() -> None:
    assert shown(BACKING, format_name="jsonl") == document("""
        {"backer": "red", "standing": "assessed", "backed": "blue", "evidence": ["c1", "c3"]}
        {"backer": "red", "standing": "denied", "backed": "stranger", "evidence": ["c4"]}
        {"backer": "blue", "standing": "claimed", "backed": "red", "evidence": ["c2", "unheard-of"]}
        """)


def test_csv_joins_lists_by_a_space_and_leaves_unknown_empty() -> None:
    assert shown(HOLDINGS, format_name="csv").split("\r\n") == [
        "capital,name,province,controllers,status,basis,since,until,evidence,grade",
        "port,Old Port,coast,red,held,stated,[1999-04-01..1999-04-30],,c1 c2,C3",
        "mill,Mill Town,hills,blue red,disputed,implied,1999~,,c2 c2,C2",
        "fort,High Fort,hills,,unknown,unknown,,,,",
        "",
    ]


def test_another_format_is_misuse() -> None:
    with pytest.raises(UsageError, match=rf"no format .xml.*: {', '.join(FORMATS)}\.$"):
        shown(HOLDINGS, format_name="xml")


# Columns that go without saying.


def one_row(*cells: tuple[str, str, Any]) -> Answer:
    columns = tuple(Column(key, key.capitalize(), kind) for key, kind, _ in cells)
    return Answer("test", "Test", columns, (tuple(value for _, _, value in cells),))


def header(answer: Answer) -> list[str]:
    return shown(answer, 120).splitlines()[2].split()


@pytest.mark.parametrize(
    ("answer", "columns"),
    [
        (one_row(("place", "ref", "port"), ("name", "data", "Old Port")), ["Place"]),
        (one_row(("name", "text", "The Port"), ("source", "number", 3)), ["Name", "Source"]),
        (one_row(("place", "ref", "port"), ("until", "date", None)), ["Place"]),
        (one_row(("place", "ref", "port"), ("controllers", "holders", ())), ["Place", "Controllers"]),
        (one_row(("place", "ref", "port"), ("before", "refs", ())), ["Place", "Before"]),
        (one_row(("ally", "ref", "red"), ("hops", "data", 1), ("path", "path", ("blue", "red"))), ["Ally"]),
        (one_row(("ally", "ref", "red"), ("hops", "data", 2), ("path", "path", ("a", "b", "c"))), ["Ally", "Path"]),
        (one_row(("claim", "claim", "c1"), ("origin", "source", "gazette")), ["Claim"]),
        (one_row(("until", "date", None), ("since", "date", None)), ["Until"]),
    ],
)
def test_tables_leave_out_what_is_empty_or_said_elsewhere(answer: Answer, columns: list[str]) -> None:
    assert header(answer) == columns


def test_a_name_does_not_repeat_the_word_that_heads_its_column() -> None:
    assert "Coast " in shown(HOLDINGS, 120)
    assert "Coast Province" not in shown(HOLDINGS, 120)


@pytest.mark.parametrize(
    ("date", "short"),
    [
        ("1999-04-01", "1999-04-01"),
        ("1999~", "1999~"),
        ("[1999-04-01..1999-04-30]", "1999-04-01 ..04-30"),
        ("[1999-04-01~..1999-04-30?]", "1999-04-01~ ..04-30?"),
        ("[1999-04-01..2000-04-30]", "1999-04-01 ..2000-04-30"),
        ("[1999-04..1999-05]", "1999-04 ..1999-05"),
        ("[1998,1999]", "1998 or 1999"),
        ("[..1999]", "1999 or earlier"),
        ("[..1999-04-30]", "before 1999-04-30"),
        ("[..1999-04-30~]", "before 1999-04-30~"),
        ("[1999-04-01..1999-04-30]/1999-05", "1999-04-01 ..04-30 / 1999-05"),
        ("1998/1999", "1998/1999"),
        ("[1999..]", "1999 or later"),
        ("..", "open"),
    ],
)
def test_dates_are_shortened_for_the_eye(date: str, short: str) -> None:
    assert compact_date(date) == short


@pytest.mark.parametrize(
    ("grades", "line"),
    [
        (("C3",), "Grades: letter = source (C fairly reliable); number = what is said (3 possibly true)."),
        (
            ("A1", "B2", "C3", "D4", "E5"),
            "Grades: letter = source (A completely reliable to E unreliable, F cannot be judged);"
            " number = what is said (1 confirmed to 5 improbable, 6 cannot be judged).",
        ),
    ],
)
def test_the_legend_spells_out_a_few_grades(grades: tuple[str, ...], line: str) -> None:
    answer = Answer("test", "Test", (Column("grade", "Grade", "grade"),), tuple((grade,) for grade in grades))
    assert line in shown(answer, 200).splitlines()


# Widths.


@pytest.mark.parametrize(
    ("kind", "label", "texts", "least", "most"),
    [
        ("ref", "Place", ("High Fort", "Mill"), 5, 9),
        ("ref", "A", ("x" * 50,), 32, 50),
        ("status", "Status", ("◧ disputed",), 10, 10),
        ("date", "Since", ("1999-04-01 ..04-30",), 10, 18),
        ("evidence", "By", ("p1 p2 p11 p12",), 7, 13),
        ("wide", "Text", ("a sentence of words that goes on for long",), 28, 41),
        ("wide", "Text", ("short",), 5, 5),
    ],
)
def test_a_column_needs_its_longest_word_or_what_must_not_be_broken(
    kind: str, label: str, texts: tuple[str, ...], least: int, most: int
) -> None:
    assert need(kind, label, texts) == (least, most)


@pytest.mark.parametrize(
    ("kinds", "needs", "width", "fitted"),
    [
        (("ref", "wide"), ((3, 5), (10, 12)), 80, (((0,), (1,)), (5, 12))),  # all that is needed, and no more
        (("ref", "wide"), ((3, 5), (10, 90)), 20, (((0,), (1,)), (5, 13))),  # little is given before much
        (("ref", "ref"), ((3, 20), (3, 40)), 32, (((0,), (1,)), (10, 20))),  # the rest goes where most would wrap
        (("evidence", "grade"), ((8, 8), (5, 5)), 14, (((0, 1),), (8,))),  # a grade goes under its evidence
        (("ref", "evidence"), ((8, 8), (5, 5)), 14, None),
    ],
)
def test_columns_are_fitted(kinds: tuple[str, ...], needs: tuple[Any, ...], width: int, fitted: Any) -> None:
    assert fit(kinds, [Need(*each) for each in needs], width) == fitted


# Colour.

ESCAPE = re.compile("\x1b\\[[0-9;]*m")


@pytest.mark.parametrize(("answer", "width"), list(product((HOLDINGS, BACKING, CLAIMS), (40, 80, 120))))
def test_colour_changes_nothing_but_colour(answer: Answer, width: int) -> None:
    colored = shown(answer, width, color=True)
    assert "\x1b" in colored
    assert [line.rstrip() for line in ESCAPE.sub("", colored).split("\n")] == shown(answer, width).split("\n")


def test_a_controller_keeps_its_colour_and_another_has_another() -> None:
    colored = shown(HOLDINGS, 120, color=True)
    assert colored.count("\x1b[36mRed Banner League\x1b[0m") == 2
    assert colored.count("\x1b[35mBlue Council\x1b[0m") == 1


def test_no_environment_changes_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown(HOLDINGS, color=True)
    for name, value in {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "33", "FORCE_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    assert shown(HOLDINGS, color=True) == before


# Every format, every kind of cell, every text.

EXAMPLES: dict[str, tuple[Any, ...]] = {
    "text": ("a text", "provided_by", None),
    "wide": ("A sentence that goes on for rather more than a column can hold.", None),
    "value": ("a_b", "", None),
    "number": (7, 33.5, 0, None),
    "positions": (({"says": "Red holds it", "voices": ["radio"], "evidence": ["c1"], "grade": "C3"},), ()),
    "date": ("1999-04-01", "[..1999]", None),
    "ref": ("red", "stranger", None),
    "refs": (("red", "blue"), ("stranger",), ()),
    "holders": (("red", "blue"), ("stranger",), ()),
    "source": ("gazette", "unheard-of", None),
    "proposition": ("red backs blue", "red", "stranger backs blue", None),
    "locator": ("p1", "page 3", None),
    "path": (("red", "blue", "port"), ("red", "blue"), ()),
    "claim": ("c1", None),
    "words": (("arms", "funding"), ()),
    "evidence": (("c1", "c3", "c4"), ("unheard-of",), ()),
    "standing": ("assessed", "stated", "claimed", "disputed", "denied", None),
    "status": ("held", "contested", "besieged", "disputed", "unknown"),
    "basis": ("stated", "implied", "inferred", "unknown", None),
    "grade": ("C3", "F6", None),
    "data": ("for programs", 7, None),
}


def test_the_examples_cover_every_kind_of_cell() -> None:
    assert Column.__doc__ is not None
    assert set(re.findall(r"^ *`(\w+)`|; `(\w+)` the same", Column.__doc__, re.M)) == {
        (kind, "") if kind != "path" else ("", kind) for kind in EXAMPLES
    }


@pytest.mark.parametrize(("format_name", "kind"), list(product(FORMATS, EXAMPLES)))
def test_every_format_renders_every_kind_of_cell(format_name: str, kind: str) -> None:
    answer = Answer("test", "Test", (Column("cell", "Cell", kind),), tuple((value,) for value in EXAMPLES[kind]))
    for labels, width in product((LABELS, Labels({}, {}, {})), (20, 80)):
        text = render(format_name, answer, labels, Screen(width))
        assert text.endswith("\n")
        assert all(line.strip() for line in text.splitlines() if format_name == "jsonl")


RECORD = Dossier("actor", {"id": "blue", "name": "Blue Council", "aliases": []}, (("relations", BACKING),))


@pytest.mark.parametrize(
    ("format_name", "begins", "ends"),
    [
        ("table", "Blue Council\n\nField  Value\n", "2 = Radio Hills\n"),
        ("markdown", "## Blue Council\n", "- 2 = Radio Hills\n"),
        ("json", '{\n  "answer": "show",\n  "kind": "actor",\n  "record": {\n    "id": "blue",', '"notes": []\n}\n'),
        ("jsonl", '{"answer": "show", "kind": "actor", "record": {"id": "blue",', '"unheard-of"]}], "notes": []}\n'),
        ("csv", "field,value\r\nid,blue\r\n", "name,Blue Council\r\n"),
    ],
)
def test_every_format_renders_a_record_with_what_touches_it(format_name: str, begins: str, ends: str) -> None:
    text = render(format_name, RECORD, LABELS, Screen())
    assert text.startswith(begins)
    assert text.endswith(ends)
    assert text.count("\n") == 1 or format_name != "jsonl"


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_renders_an_empty_answer(format_name: str) -> None:
    for columns in ((), HOLDINGS.columns):
        text = render(format_name, Answer("test", "Test", columns, ()), LABELS, Screen())
        assert text == "" if format_name == "jsonl" else text.endswith("\n")


texts = st.text(max_size=60) | st.sampled_from(
    [
        "[bold]x[/bold]",
        ":smile:",
        "\x1b[31mred\x1b[0m",
        "a|b`c`\\|<img src=x>",
        "\u202eevil\u2066",
        "\ud800",
        "👩‍👩‍👧 دمشق",
        "=1+1",
    ]
)


def answer_of(text: str, other: str) -> Answer:
    columns = tuple(Column(f"key{at}", other, kind) for at, kind in enumerate(EXAMPLES))
    lists = ("refs", "holders", "path", "words", "evidence")
    row = tuple((text, other) if kind in lists else text for kind in EXAMPLES)
    return Answer("test", text, columns, (row, row), (other,), 19990503, group="key0", lead=text)


def hostile(character: str) -> bool:
    return (
        category(character) in ("Cc", "Cs")
        or character in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


@settings(deadline=None)
@given(texts, texts, st.sampled_from((20, 80, 300)), st.booleans())
def test_no_text_steers_a_terminal(text: str, other: str, width: int, unicode: bool) -> None:
    labels = Labels({text: other}, {text: Mark(other, text), other: Mark(text, other)}, {other: text})
    for format_name in (name for name, each in FORMATS.items() if each.escapes):
        drawn = render(format_name, answer_of(text, other), labels, Screen(width, unicode=unicode))
        assert not any(map(hostile, drawn.replace("\n", "")))
        assert unicode or drawn.isascii()
        drawn.encode()


@settings(deadline=None)
@given(texts, texts, st.integers(20, 200))
def test_no_line_of_a_table_is_wider_than_the_screen_or_ends_in_blanks(text: str, other: str, width: int) -> None:
    for line in shown(answer_of(text, other), width).split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()


@given(texts, texts, st.booleans())
def test_formats_for_programs_read_back_as_they_were(text: str, other: str, unicode: bool) -> None:
    answer, screen = answer_of(text, other), Screen(unicode=unicode)
    records = [
        {key: list(value) if isinstance(value, tuple) else value for key, value in r.items()} for r in answer.records()
    ]
    whole = json.loads(render("json", answer, LABELS, screen))
    assert (whole["rows"], whole["notes"], whole["as_of"]) == (records, [other], "1999-05-03")
    assert [json.loads(line) for line in render("jsonl", answer, LABELS, screen).splitlines()] == records
    read = list(csv.DictReader(io.StringIO(render("csv", answer, LABELS, screen), newline="")))
    assert read == [{key: " ".join(v) if isinstance(v, list) else v for key, v in r.items()} for r in records]


@given(st.integers(1, 200))
def test_at_any_width_every_word_is_there(width: int) -> None:
    words = {"Mill", "Town", "Red", "Banner", "League", "Blue", "Council", "disputed", "implied", "1999~", "p2", "C2"}
    assert words <= set(re.split(r"[\s;,]+", shown(HOLDINGS, width)))


def test_records_are_no_markup() -> None:
    text = "[bold]x[/bold] :smile: https://a.example 'y' 12"
    assert text in shown(one_row(("note", "text", text)), color=True)


def test_markdown_of_records_is_no_markup() -> None:
    answer = one_row(("note", "text", "a|b `c` <b>d</b> \\ *e* _f_ [g](h) &amp; $i$"))._replace(
        notes=("1. - no list", "- nor this")
    )
    assert shown(answer, format_name="markdown") == document(r"""
        ## Test

        | Note |
        | --- |
        | a\|b \`c\` \<b\>d\</b\> \\ \*e\* \_f\_ \[g\](h) \&amp; \$i\$ |

        1\. - no list

        \- nor this
        """)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("a\x00b\x7fc\x9bd", r"a\x00b\x7fc\x9bd"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("\u202egnp.exe\u2069", r"\u202egnp.exe\u2069"),
        ("\ud83d", r"\ud83d"),
        ("هيئة تحرير الشام", "هيئة تحرير الشام"),
        ("می‌خواهم 👩‍👩‍👧 \u200f", "می‌خواهم 👩‍👩‍👧 \u200f"),
    ],
)
def test_safe_shows_what_would_steer_and_keeps_what_is_written(text: str, line: str) -> None:
    assert safe(text) == line


# Start-up.


@pytest.mark.parametrize(
    ("format_name", "unwanted"),
    [
        ("json", {"rich", "csv"}),
        ("jsonl", {"rich", "csv"}),
        ("csv", {"rich", "json"}),
        ("markdown", {"rich", "csv", "json"}),
    ],
)
def test_a_format_imports_only_what_it_needs(format_name: str, unwanted: set[str]) -> None:
    program = f"""
import sys
from syriakb.answers import Answer, Column, Dossier, Labels
from syriakb.render.formats import render
from syriakb.render.screen import Screen
answer = Answer("a", "b", (Column("c", "d"),), (("e",),))
render({format_name!r}, answer, Labels({{}}, {{}}, {{}}), Screen())
print(*sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not unwanted & set(run.stdout.split())


def test_a_cell_shows_the_beginning_of_much_evidence_and_says_how_much_there_is() -> None:
    claims = tuple(f"c{number}" for number in range(1, 2002))
    answer = Answer("x", "X", (Column("evidence", "Evidence", "evidence"),), ((claims,),))
    labels = Labels({}, {}, {})
    shown = render("table", answer, labels, Screen(width=200))
    assert "c20 and 1,981 more" in shown
    assert "c21" not in shown
    assert len(json.loads(render("json", answer, labels, Screen(width=200)))["rows"][0]["evidence"]) == 2001
