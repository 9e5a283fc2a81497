"""Answers in a notebook: what IPython makes of them."""

import re
from html.parser import HTMLParser

import pytest
from IPython.core.interactiveshell import InteractiveShell

import syriakb
from tests.kb import Kb

CLAIMS = """
    - {id: a, subject: red, predicate: holds, object: ford, start: 2020-01-01, source: press}
    - {id: b, subject: blue, predicate: backs, object: red, statement: "<script>alert(1)</script>"}
    """


@pytest.fixture(scope="module")
def shell():
    """A notebook's kernel, as far as it formats."""
    InteractiveShell.clear_instance()
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def shown(shell: InteractiveShell, cell: str) -> dict[str, str]:
    """What a cell of a notebook shows, by the kind of content."""
    result = shell.run_cell(cell)
    result.raise_error()
    data, _ = shell.display_formatter.format(result.result)
    return data


class Cells(HTMLParser):
    """The texts of the cells of tables, and what stands beside them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, str]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as the parser calls it
        if tag != "br":
            self.open.append(tag)
        if tag in ("th", "td", "p", "caption"):
            self.found.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.found and self.open[-1] != "style":
            self.found[-1] = (self.found[-1][0], self.found[-1][1] + data)

    def texts(self, tag: str) -> list[str]:
        return [text for each, text in self.found if each == tag]


def test_a_notebook_shows_tables(shell, kb: Kb) -> None:
    kb.claims(CLAIMS)
    found = shown(shell, f"import syriakb\nkb = syriakb.open({str(kb.folder)!r})\nkb.capitals()")
    assert found["text/plain"] == "<capitals: 3 rows, as of 2020-12-31>"
    cells = Cells(found["text/html"])
    assert cells.texts("caption") == ["Provincial capitalsas of 2020-12-31"]
    head = ["Capital", "Area", "Controller", "Status", "Basis", "Since", "Evidence", "Grade"]
    assert cells.texts("th") == head
    assert cells.texts("td")[:8] == [
        "Ford",
        "Northern March",
        "Red Company",
        "■ held",
        "stated, stale",
        "2020-01-01",
        "p1",
        "D6",
    ]
    assert '<abbr title="a: The March Press">p1</abbr>' in found["text/html"]
    assert '<abbr title="source not usually reliable, claim cannot be judged">D6</abbr>' in found["text/html"]
    assert "p1 = paragraph 1 of: The March Press" in cells.texts("p")


def test_what_a_cell_of_a_notebook_gives_can_be_used_in_the_next(shell, kb: Kb) -> None:
    kb.claims(CLAIMS)
    shell.run_cell(f"import syriakb; kb = syriakb.open({str(kb.folder)!r}); red = kb.show('red')").raise_error()
    html = shown(shell, "red")["text/html"]
    assert re.findall("<caption>(.*?)<", html) == [
        "Red Company",
        "Relations of Red Company",
        "Who controls what",
        "Claims",
    ]
    html = shown(shell, "kb.add_actor('Black Hand', kind='militia', dry_run=True)")["text/html"]
    assert html.startswith("<p>Would add the actor black-hand.</p>")


def test_groups_have_headings_and_holders_a_colour(kb: Kb) -> None:
    kb.claims(CLAIMS)
    html = syriakb.open(kb.folder).capitals(by_controller=True)._repr_html_()
    assert (
        '<th colspan="7" scope="rowgroup"><span class="swatch" style="background: #0891b2"></span>Red Company</th>'
        in html
    )


def test_text_of_records_stays_text(kb: Kb) -> None:
    kb.claims(CLAIMS)
    html = syriakb.open(kb.folder).claims()._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_of_a_long_answer_the_first_rows_are_shown(kb: Kb) -> None:
    kb.claims("\n".join(f"- {{id: c{number}, about: [red]}}" for number in range(60)))
    cells = Cells(syriakb.open(kb.folder).claims()._repr_html_())
    assert cells.texts("p")[0] == "Shown are the first 50 of 60 rows."


def test_an_empty_answer_says_so(kb: Kb) -> None:
    cells = Cells(syriakb.open(kb.folder).allies("red")._repr_html_())
    assert cells.texts("caption") == ["Allies of Red Companyas of 2020-12-31Nothing is known of this."]
    assert cells.texts("td") == []
