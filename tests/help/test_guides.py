"""`syriakb help`: which guides there are, and how they look on a terminal and elsewhere."""

import re

import pytest
from rich.cells import cell_len

from syriakb.help import topics
from syriakb.render.guide import render
from syriakb.render.screen import Screen
from tests.kb import run, run_program
from tests.readme import GUIDES, README, ROOT, TEXTS
from tests.terminal import Terminal

GUIDE = """
# Rivers

What is known of [rivers](rivers.md).

1. **Fords.** A ford is where `syriakb` crosses a river that is wide but not deep.

| word | meaning |
|---|---|
| `ford` | a shallow |

```console
$ syriakb control ford --as-of 1901-04-20 --known-by 1901-05-02 \\
    --data marches
Ford        city    Red Company  ■ held     stated   1901-03~  p2        B2
```
"""
DRAWN = """\
Rivers
──────

What is known of rivers.

 1 Fords. A ford is where `syriakb`
   crosses a river that is wide but not
   deep.

word    meaning
─────────────────
`ford`  a shallow

$ syriakb control ford --as-of 1901-04-20 --known-by 1901-05-02 \\
    --data marches
Ford        city    Red Company  ■ held     stated   1901-03~  p2        B2
"""


def test_help_alone_lists_the_topics_with_a_line_each() -> None:
    result = run("help")
    assert (result.status, result.err) == (0, "")
    listed = re.findall(r"^  (\S+) +(\S.*\.)$", result.out, re.M)
    assert dict(listed) == topics()
    assert [topic for topic, _ in listed] == [path.stem for path in GUIDES]
    assert max(map(len, result.out.splitlines())) <= 80


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_is_plain_markdown_for_a_pipe(path) -> None:
    assert run("help", path.stem) == (0, TEXTS[path], "")


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_has_a_title_a_line_of_what_it_is_about_and_its_place_in_the_readme(path) -> None:
    assert re.match(r"# .+\n\n[A-Z].+\.\n\n", TEXTS[path])
    assert f"](syriakb/help/{path.name}): " in TEXTS[README]


def test_on_a_terminal_a_guide_is_drawn() -> None:
    with Terminal("help", "sql", COLUMNS="80") as terminal:
        terminal.see("SQL\n───\n\nYour own questions")
        terminal.end()
    assert terminal.status == 0


def test_prose_is_wrapped_and_transcripts_stand_as_they_are() -> None:
    assert render(GUIDE, Screen(40)) == DRAWN


def test_long_lines_of_prose_end_at_100_columns() -> None:
    wide = render("word " * 100, Screen(300)).splitlines()
    assert max(map(len, wide)) <= 100


def test_colour_takes_the_place_of_quotes() -> None:
    drawn = render(GUIDE, Screen(80, color=True))
    assert "\x1b[36msyriakb\x1b[0m" in drawn
    assert "\x1b[1m$ syriakb control ford --as-of 1901-04-20 --known-by 1901-05-02 \\\x1b[0m\n" in drawn
    assert re.sub("\x1b\\[[0-9;]*m|[ ─]", "", drawn) == re.sub("[`─ ]", "", render(GUIDE, Screen(80)))


def test_a_terminal_without_signs_beyond_ascii_gets_none() -> None:
    drawn = render(GUIDE, Screen(80, unicode=False))
    assert drawn.isascii()
    assert drawn.startswith("Rivers\n------\n")


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_guide_fits_80_columns(path) -> None:
    lines = render(TEXTS[path], Screen(80)).splitlines()
    assert [line for line in lines if cell_len(line) > 80] == []


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        ("rulse", "No guide is called 'rulse'. Did you mean rules?"),
        ("SQL", "No guide is called 'SQL'. Did you mean sql?"),
        ("../rules", "No guide is called '../rules'. Did you mean rules?"),
        (
            "export",
            "No guide is called 'export'. Did you mean exports or import?"
            " The options of the command: syriakb export -h",
        ),
        ("zebra", f"No guide is called 'zebra'. There are {', '.join(topics())}."),
    ],
)
def test_an_unknown_topic_names_the_nearest(topic: str, message: str) -> None:
    assert run("help", topic) == (1, "", f"error: {message}\n")


def test_messages_name_only_guides_that_there_are() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "syriakb").rglob("*.py"))
    named = set(re.findall(r"syriakb help ([a-z-]+)", code))
    assert {"changing", "data-model", "rules"} <= named <= set(topics())


def test_the_guides_ask_no_knowledge_base(tmp_path) -> None:
    broken = run_program("help", "rules", SYRIAKB_DATA=str(tmp_path / "nowhere"))
    assert (broken.status, broken.err) == (0, "")
