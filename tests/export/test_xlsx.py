"""The workbook, read back by a library that nobody here wrote."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from syriakb.export import xlsx
from tests.kb import Kb

pytest.importorskip("xlsxwriter")
CLAIMS = """
    - {id: one, statement: '=1+1', subject: red, predicate: took, object: mill, start: '2020-02~', reported: 1899-12-31}
    - {id: two, statement: 'الزرق https://example.org', about: [red, blue], start: 2020, end: ..}
    """


def book(kb: Kb, path: Path, *arguments: str) -> Any:
    assert kb.run("export", "xlsx", "-o", str(path), *arguments).status == 0
    return pytest.importorskip("openpyxl").load_workbook(path)


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *others = ([cell.value for cell in row] for row in sheet.iter_rows())
    return [dict(zip(head, row, strict=True)) for row in others]


def test_a_sheet_for_each_table_with_dates_that_are_dates(kb: Kb, tmp_path: Path) -> None:
    kb.claims(CLAIMS)
    found = book(kb, tmp_path / "a.xlsx")
    tables = ["predicates", "sources", "actors", "places", "alliances", "rulings", "claims", "relations", "control"]
    assert sorted(found.sheetnames) == sorted(tables)
    assert all(found[name].freeze_panes == "B2" and found[name]["A1"].comment for name in tables)
    one, two = rows(found["claims"])
    assert (one["start"], one["start_from"], one["start_to"]) == (
        "2020-02~",
        datetime(2020, 2, 1),
        datetime(2020, 2, 29),
    )
    assert (one["reported_from"], two["end"], two["end_to"]) == (
        "1899-12-31",
        "..",
        None,
    )  # before the sheet's calendar
    assert (two["about"], two["credibility"]) == ("red; blue", 6)


def test_a_text_is_no_formula_and_no_link(kb: Kb, tmp_path: Path) -> None:
    kb.claims(CLAIMS)
    sheet = book(kb, tmp_path / "a.xlsx")["claims"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert cells["=1+1"].data_type == "s"
    assert cells["الزرق https://example.org"].hyperlink is None


def test_what_holds_on_a_day_has_the_day(kb: Kb, tmp_path: Path) -> None:
    kb.claims(CLAIMS)
    found = book(kb, tmp_path / "a.xlsx", "--as-of", "2020-03-01")
    assert {row["as_of"] for row in rows(found["control"])} == {datetime(2020, 3, 1)}


def test_a_text_that_no_cell_holds_is_cut_and_says_so(kb: Kb, tmp_path: Path) -> None:
    kb.claims(f"- {{id: one, about: [red], note: {'long ' * 8000}}}")
    (row,) = rows(book(kb, tmp_path / "a.xlsx")["claims"])
    assert (len(row["note"]), row["note"][-1]) == (32_767, "…")


def test_more_rows_than_a_sheet_has_are_refused(kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kb.claims(CLAIMS)
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 2)
    result = kb.run("export", "xlsx", "-o", str(tmp_path / "a.xlsx"))
    assert (result.status, list(tmp_path.glob("*.xlsx"))) == (1, [])
    assert result.err.startswith("error: A sheet has 2 rows, and actors has more. Choose another format.")


def test_the_same_content_gives_the_same_bytes(kb: Kb, tmp_path: Path) -> None:
    kb.claims(CLAIMS)
    for name in ("a.xlsx", "b.xlsx"):
        book(kb, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
