"""Somebody reads a text into claims: what is shown, what can be typed, and what is written when."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pytest
import yaml

from syriakb.disk.store import Base
from syriakb.edits.change import Done, Way
from syriakb.errors import UsageError
from syriakb.reading.desk import Desk
from syriakb.render.screen import Screen
from tests.kb import Kb
from tests.terminal import CTRL_C, Terminal

PREDICATES = """
    - {id: took, label: took, inverse_label: was taken by, group: control, effect: gains, cues: [took, captur*]}
    - {id: holds, label: holds, inverse_label: is held by, group: control, effect: holds, cues: [holds]}
    - {id: left, label: left, inverse_label: was left by, group: control, effect: loses, cues: [left]}
    - {id: backs, label: backs, inverse_label: is backed by, group: support, subject_kinds: [actor],
       object_kinds: [actor], cues: [back*]}
    """
TEXT = [
    "The Blue Guard took Ford on May 3. Tobias Ember was there.",
    "The Grey Kingdom said on Friday that it may back the Green Band.",
    "سيطر الزرق على المدينة",
]


WIDE = Screen(80)


class Pad:
    """A paper that a test has written its lines on, and reads what is shown from."""

    def __init__(self, *lines: str, screen: Screen = WIDE) -> None:
        self.lines, self.pages, self.offers = list(lines), list[str](), list[str]()
        self._screen = screen

    def show(self, text: str) -> None:
        self.pages.append(text)

    def screen(self) -> Screen:
        return self._screen

    def line(self, prompt: str, offered: str = "", complete: Callable[[str], Sequence[str]] = lambda _: ()) -> str:
        complete("to")
        self.offers.append(f"{prompt}{offered}")
        if not self.lines:
            raise EOFError
        line = self.lines.pop(0)
        if line == CTRL_C:
            raise KeyboardInterrupt
        return line.replace("<", offered)  # what is offered, taken

    def done(self, done: Done) -> None:
        self.pages.append(done.sentence)

    def tell(self, text: str) -> None:
        self.pages.append(text)

    def ask(self, *_: object, **__: object) -> str | None:
        assert any("It takes an actor" in page for page in self.pages)  # nothing else is asked for again here
        raise KeyboardInterrupt

    def confirm(self, question: str, *, default: bool = False) -> bool:
        self.pages.append(f"{question} {default}")
        return True

    def leave(self) -> NoReturn:
        raise KeyboardInterrupt


@pytest.fixture
def marches(kb: Kb) -> Kb:
    kb.write("predicates.yaml", PREDICATES)
    return kb


def sit(kb: Kb, *lines: str, text: Sequence[str] = TEXT, screen: Screen = WIDE) -> Pad:
    pad = Pad(*lines, screen=screen)
    Desk(Way(Base(kb.folder), pad, True, False), pad, "radio", text).sit()
    return pad


def claims(kb: Kb, keys: str = "statement locator") -> list[str]:
    if not (kb.folder / "claims.yaml").exists():
        return []
    found = yaml.load((kb.folder / "claims.yaml").read_text(encoding="utf-8"), yaml.BaseLoader) or []
    return [" ".join(each.get(key, "-") for key in keys.split()) for each in found]


def test_a_paragraph_is_shown_whole_with_numbers_on_what_it_names(marches: Kb) -> None:
    marches.claims("- {id: old, statement: They took it., subject: blue, predicate: took, object: mill, locator: p1}")
    page = sit(marches).pages[0]
    assert page.splitlines() == [
        "",
        "p1 of 3",
        "The Blue Guard[1] took Ford[2] on May 3. Tobias Ember[3?] was there.",
        "",
        "Named: 1\xa0Blue Guard, 2\xa0Ford",
        "Nobody has the name: 3?\xa0Tobias Ember",
        "old They took it.",
        "In no claim of it: Ford",
        "+1 Blue Guard took Ford. (1 took 2)",
    ]


def test_what_is_marked_has_its_colour_and_its_number(marches: Kb) -> None:
    page = sit(marches, screen=Screen(80, color=True)).pages[0]
    assert "The \x1b[1;36mBlue\x1b[0m \x1b[1;36mGuard\x1b[0m\x1b[1m[1]\x1b[0m took \x1b[1;35mFord\x1b[0m" in page


def test_one_line_makes_a_claim(marches: Kb) -> None:
    pad = sit(marches, "1 took 2", "<", "", "", "q")
    assert pad.offers[1:4] == [
        "Statement: Blue Guard took Ford.",
        "Anchor [Guard took Ford], or its first words: ",
        "Differs (since 2019-05-03): ",
    ]
    assert claims(marches, "statement locator source start") == ["Blue Guard took Ford. p1 radio -"]
    assert set(marches.rows("controllers", "control", "ford")) == {"blue"}


@pytest.mark.parametrize(
    ("line", "triple"),
    [
        ("1 cap 2", "blue took ford"),
        ("2 was taken by 1", "blue took ford"),
        ("Blue Guard left ford", "blue left ford"),
        ("2 ho 1", "ford holds blue"),
        ("+1", "blue took ford"),
        ("1 hol Quay", "blue holds quay"),
    ],
)
def test_a_line_can_be_short_or_turned_or_in_names(marches: Kb, line: str, triple: str) -> None:
    if line == "2 ho 1":
        pages = sit(marches, line, "<", "", "", "q").pages
        assert any("It takes an actor" in page for page in pages)
        assert claims(marches) == []  # a place holds nobody: refused, with the reason
        return
    if line == "1 cap 2":
        line = "1 captured 2"
    sit(marches, line, "So it is.", "", "", "q")
    shown = marches.ask("claims")["rows"][0]["claim"]
    record = marches.ask("show", f"claim:{shown}")["record"]
    assert " ".join(record[key] for key in ("subject", "predicate", "object")) == triple


def test_a_claim_may_be_about_somebody_without_a_triple(marches: Kb) -> None:
    sit(marches, "1 2", "They met.", "", "", "q")
    assert marches.rows("statement", "claims", "--about", "ford") == ["They met."]


@pytest.mark.parametrize("line", ["1 loves 2", "what", "+9", "7 took 2 and 3"])
def test_what_cannot_be_read_writes_nothing(marches: Kb, line: str) -> None:
    sit(marches, line, "q")
    assert claims(marches) == []


def test_who_says_so_and_since_when_are_offered(marches: Kb) -> None:
    pad = sit(marches, "s", "1 backs 2", "<", "", "b, p, since on Friday", "q")
    assert pad.offers[4] == "Differs (by 1 Grey Kingdom, possible, since 2019-12-27): "
    assert claims(marches, "said_by modality start exact") == ["grey possible 2019-12-27 may back the"]


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("denied, until 2019-06", "denies - - - 2019-06 -"),
        ("i implied since 3 May 2019 grade 2", "- intended implied 2019-05-03 - 2"),
    ],
)
def test_a_claim_can_differ_in_much(marches: Kb, typed: str, fields: str) -> None:
    sit(marches, "1 took 2", "<", "", typed, "q")
    assert claims(marches, "stance modality directness start end credibility") == [fields]


@pytest.mark.parametrize("typed", ["green", "by", "denied, ends"])
def test_what_a_claim_cannot_differ_in_is_told_and_asked_again(marches: Kb, typed: str) -> None:
    pad = sit(marches, "1 took 2", "<", "", typed, "", "q")
    assert (len(claims(marches)), any(page.startswith("  ") for page in pad.pages)) == (1, True)


def test_an_anchor_is_found_by_its_first_words(marches: Kb) -> None:
    pad = sit(marches, "1 took 2", "<", "nothing such", "ford on", "", "q")
    assert "  “Ford on” stands once in p1." in pad.pages
    assert "  No run of at most 8 words that begins so stands just once in p1. - is none." in pad.pages
    assert claims(marches, "exact") == ["Ford on"]
    assert marches.run("verify", "radio", str(marches.write("../text.txt", TEXT[0]))).status == 0


def test_the_words_of_the_text_are_refused(marches: Kb) -> None:
    long = "The Blue Guard took Ford early and without a shot on the third of May."
    pad = sit(marches, "1 took 2", long, "They took it.", "", "", "q", text=[long])
    assert any("has 12 words in a row from p1" in page for page in pad.pages)
    assert claims(marches, "statement") == ["They took it."]


def test_a_near_duplicate_is_pointed_out(marches: Kb) -> None:
    marches.claims("- {id: old, subject: blue, predicate: holds, object: ford, locator: p1}")
    pad = sit(marches, "1 took 2", "<", "", "", "q")
    assert "  Near it already: old As the radio says." in pad.pages


def test_the_last_claim_is_changed_or_taken_out_again(marches: Kb) -> None:
    pad = sit(marches, "u", "e", "1 took 2", "<", "", "s", "e", "They took it.", "<", "<, possible", "q")
    assert {"  Nothing was written here yet.", "  No claim was written here yet."} <= {*pad.pages}
    assert claims(marches, "statement modality start") == ["They took it. possible 2019-05-03"]
    before = (marches.folder / "claims.yaml").read_text()
    sit(marches, "1 holds 2", "<", "", "", "u", "q")
    assert (marches.folder / "claims.yaml").read_text() == before


def test_a_name_that_nobody_has_becomes_a_new_actor(marches: Kb) -> None:
    pad = sit(marches, "n 3", "<", "a", "person", "3 took 2", "<", "", "", "q")
    assert "[3]" in pad.pages[2] or "[3]" in pad.pages[1]
    assert marches.ask("show", "tobias-ember")["record"]["kind"] == "person"
    assert claims(marches) == ["Tobias Ember took Ford. p1"]


def test_the_next_time_goes_on_where_somebody_stopped(marches: Kb) -> None:
    sit(marches, "s", "s", "b", "q")
    pad = sit(marches, "p3", "s")
    assert (pad.pages[0], pad.pages[1].splitlines()[1]) == ("You stopped at p2. b goes back.", "p2 of 3")
    assert "p1 of 3" in sit(marches, "q").pages[0]  # it was read to its end, and so begins anew


def test_whoever_leaves_a_claim_has_written_nothing_of_it(marches: Kb) -> None:
    pad = sit(marches, "1 took 2", "<", "", "", "1 left 2", CTRL_C, "1 left 2", "<", CTRL_C, "q")
    assert pad.pages.count("\nThat was left; nothing of it was written.") == 2
    assert claims(marches) == ["Blue Guard took Ford. p1"]
    with pytest.raises(KeyboardInterrupt):
        sit(marches, CTRL_C)


def test_arabic_is_shown_whole_and_read(marches: Kb) -> None:
    marches.write("places.yaml", "- {id: town, name: Town, aliases: [المدينة], kind: city}\n")
    pad = sit(marches, "s", "s", "1 took 2", "<", "", "", "q")
    assert pad.pages[2].splitlines()[2] == "سيطر الزرق[1] على المدينة[2]"
    assert claims(marches, "statement exact") == ["Blue Guard took Town. الزرق على المدينة"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Red Com", ["Red Company "]),
        ("1 le", ["1 left "]),
        ("1 left for", ["1 left Ford "]),
        ("re", ["Red Company "]),
        ("zz", []),
    ],
)
def test_names_and_predicates_are_completed(marches: Kb, text: str, lines: list[str]) -> None:
    pad = Pad()
    desk = Desk(Way(Base(marches.folder), pad, True, False), pad, "radio", TEXT)
    assert desk.completions(text) == lines


def test_text_steers_nothing(marches: Kb) -> None:
    pad = sit(marches, text=["The Blue Guard\x1b[31m took\u202e Ford."])
    assert not {"\x1b", "\u202e"} & set("".join(pad.pages))


def test_a_long_paragraph_is_shown_at_once(marches: Kb) -> None:
    text = [" ".join(["The Blue Guard took Ford from Red Company on May 3 and left it."] * 16)] * 2
    pad = Pad("s")
    started = list[float]()
    pad.show = lambda _: started.append(time.perf_counter())  # type: ignore[method-assign]
    Desk(Way(Base(marches.folder), pad, True, False), pad, "radio", text).sit()
    assert started[1] - started[0] < 0.05


ARTICLE = """\
The Blue Guard took Ford on May 3, the radio said.
Red Company left Mill on Monday and the Green Band captured Quay.
The Grey Kingdom backs the Blue Guard, as it always has.
The Kingdom said that it may back the Green Band too.
Red Company took Gate and holds Mill no more.
The Green Band holds Quay and the Blue Guard holds Ford.
"""
# Of each paragraph the lines that make its claims; in what one differs stands behind a stroke.
TYPED = [
    ["1 took 2|s"],
    ["1 left 2", "3 took 4"],
    ["1 backs 2"],
    ["+1|b, p"],
    ["1 took 2", "1 holds 3|d"],
    ["1 holds 2", "3 holds 4", "3 left 4|d"],
]


def test_a_claim_takes_at_most_fifteen_keys_beyond_its_statement(marches: Kb, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    keys = list[int]()
    arguments = ("read", str(file), "--source", "radio", "--data", str(marches.folder))
    with Terminal(*arguments, XDG_STATE_HOME=str(tmp_path / "state")) as somebody:
        for paragraph in TYPED:
            for line in paragraph:
                claim, _, differs = line.partition("|")
                answers = [claim, "", "", differs]
                somebody.answer("for help: ", claim)
                somebody.answer("Statement: ", "")
                somebody.answer("Anchor [", "")
                somebody.see("Differs")
                somebody.answer(": ", differs)
                assert "Added the claim" in somebody.see("/claims.yaml")
                keys.append(sum(len(each) + 1 for each in answers))
            somebody.answer("for help: ", "")
            keys[-1] += 1
        assert "10 claims written." in somebody.end()
    assert (somebody.status, len(claims(marches)), max(keys) <= 15) == (0, 10, True), keys
    assert marches.run("verify", "radio", str(file)).status == 0


def test_ctrl_c_loses_nothing_that_was_acknowledged(marches: Kb, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    arguments = ("read", str(file), "--source", "radio", "--data", str(marches.folder))
    with Terminal(*arguments, XDG_STATE_HOME=str(tmp_path / "state")) as somebody:
        for prompt, text in (("for help: ", "+1"), ("Statement: ", ""), ("Anchor [", ""), ("Differs", "")):
            somebody.answer(prompt, text)
        somebody.answer("for help: ", "+1")
        somebody.see("Statement: ")
        somebody.type(CTRL_C, enter=False)
        somebody.see("That was left; nothing of it was written.")
        somebody.see("for help: ")
        somebody.type(CTRL_C, enter=False)
        somebody.end()
    assert (somebody.status, claims(marches)) == (130, ["Blue Guard took Ford. p1"])


def test_a_source_that_is_not_there_is_asked_for(marches: Kb, tmp_path: Path) -> None:
    file = tmp_path / "article.md"
    file.write_text(f"---\ntitle: Ford falls\ndate: 2019-05-04\n---\n{ARTICLE}", encoding="utf-8")
    arguments = ("read", str(file), "--keep-text", "--data", str(marches.folder))
    with Terminal(*arguments, XDG_STATE_HOME=str(tmp_path / "state")) as somebody:
        for prompt, text in (("Title: ", ""), ("Publisher: ", "The Ford Post"), ("Published: ", "")):
            somebody.answer(prompt, text)
        somebody.answer("URL: ", "")
        somebody.answer("Reliability: ", "C")
        somebody.see("is kept in")
        somebody.answer("for help: ", "q")
        somebody.end()
    record = marches.ask("show", "source:ford-falls")["record"]
    assert (record["publisher"], record["published"], record["reliability"]) == ("The Ford Post", "2019-05-04", "C")
    assert (marches.folder / "texts" / "ford-falls.txt").is_file()
    assert marches.run("verify", "ford-falls").status == 0


def test_a_text_is_kept_without_a_terminal_too(marches: Kb, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    assert marches.run("read", str(file), "--keep-text").status == UsageError.exit_code
    result = marches.run("read", str(file), "--keep-text", "--source", "radio")
    assert (result.status, "The text is kept in" in result.err) == (0, True)
    assert (marches.folder / "texts" / "radio.txt").read_text() == ARTICLE
