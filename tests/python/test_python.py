"""The knowledge base from Python: the questions as methods, what they give, and what goes wrong."""

import doctest
import inspect
import re
import shutil
import subprocess
import sys
from datetime import date
from importlib import import_module, resources
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import syriakb
from syriakb import errors
from syriakb.cli.commands import COMMANDS
from syriakb.python.kb import Kb as Opened
from syriakb.python.kb import TermsByName
from syriakb.questions import QUESTIONS
from syriakb.questions.terms import Terms
from syriakb.questions.words import Limit
from tests.kb import Kb
from tests.readme import ROOT, write_files

CLAIMS = """
    - {id: a, subject: red, predicate: holds, object: north, start: 2020-01-01}
    - {id: b, subject: blue, predicate: backs, object: red, said_by: blue, start: 2020-02-01, credibility: 2}
    - {id: c, subject: red, predicate: took, object: quay, start: 2020-05-01, source: press}
    """
ASKED: list[tuple[str, tuple[Any, ...], dict[str, Any], tuple[str, ...]]] = [
    ("allies", ("red",), {"depth": 2}, ("red", "--depth", "2")),
    ("backing", (), {"backed": "red"}, ("--backed", "red")),
    ("relations", ("red",), {"group": "support"}, ("red", "--group", "support")),
    ("path", ("blue", "red"), {}, ("blue", "red")),
    ("capitals", (), {"by_controller": True}, ("--by-controller",)),
    ("control", ("south",), {"as_of": 2020}, ("south", "--as-of", "2020")),
    ("control", (), {"known_by": date(2020, 3, 1)}, ("--known-by", "2020-03-01")),
    ("control", (), {"without": "press"}, ("--without", "press")),
    ("control", (), {"only": ["radio"], "impartial": True}, ("--only", "radio", "--impartial")),
    ("claims", (), {"grade": "B", "limit": 1}, ("--grade", "B", "--limit", "1")),
    ("list", ("actors",), {"kind": "militia"}, ("actors", "--kind", "militia")),
    ("diff", ("2020-04", date(2020, 12, 31)), {}, ("2020-04", "2020-12-31")),
    ("timeline", ("red",), {"start": "2020-03"}, ("red", "--from", "2020-03")),
    ("search", ("red company",), {}, ("red company",)),
    ("why", ("blue", "red"), {}, ("blue", "red")),
    ("info", (), {}, ()),
    ("sql", ("SELECT id FROM actors",), {}, ("SELECT id FROM actors",)),
]


@pytest.fixture
def opened(kb: Kb) -> Opened:
    """The Marches with a few claims."""
    kb.claims(CLAIMS)
    return syriakb.open(kb.folder)


def question(name: str) -> Any:
    return getattr(import_module(f"syriakb.questions.{name}"), name)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_is_a_method_with_its_words_as_parameters(name: str) -> None:
    words = list(inspect.signature(question(name)).parameters.values())[1:]
    own = {each.name: each.default for each in words if not getattr(each.annotation.__metadata__[0], "shaped", False)}
    own |= {each.name: None for each in words if each.annotation == Limit}  # programs have all rows
    own |= Terms._field_defaults
    taken = list(inspect.signature(getattr(Opened, name)).parameters.values())[1:]
    assert {each.name: each.default for each in taken if each.name != "refs"} == {
        each: default for each, default in own.items() if each != "refs"
    }


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_method_says_what_its_command_says(name: str) -> None:
    sentence = next(names[name] for names in COMMANDS.values() if name in names)
    told = inspect.getdoc(getattr(Opened, name)) or ""
    assert told.partition(".")[0].split(";")[0].split(":")[0] == sentence.rstrip(".").split(";")[0].split(":")[0]


def test_the_terms_have_one_table() -> None:
    assert TermsByName.__annotations__.keys() == set(Terms._fields)


@pytest.mark.parametrize(("name", "words", "more", "typed"), ASKED, ids=lambda each: str(each))
def test_a_method_gives_the_rows_of_its_command(name, words, more, typed, kb: Kb, opened: Opened) -> None:
    answer = getattr(opened, name)(*words, **more)
    told = kb.ask(name, *typed)
    assert answer.to_dicts() == told["rows"]
    days = (told.get("as_of"), told.get("known_by"), told["filters"])
    assert (answer.answer, answer.as_of, answer.known_by, answer.filters) == (told["answer"], *days)
    assert list(answer.notes) == told["notes"]
    assert len(answer) == len(list(answer)) == len(told["rows"])


def test_a_row_is_a_named_tuple_with_the_keys_of_the_json(opened: Opened) -> None:
    (row,) = opened.control("quay")
    assert (row.place, row.controllers, row.grade, row.since) == ("quay", ("red",), "D6", "2020-05-01")
    assert row._fields == opened.control("quay").keys
    assert opened.control("quay")[0] == row == opened.control("quay")[-1:][0]
    (odd,) = opened.sql('SELECT 1 AS "from", 2 AS "a b"')
    assert (odd.from_, odd[1]) == (1, 2)


def test_a_record_comes_with_all_that_touches_it(kb: Kb, opened: Opened) -> None:
    record = opened.show("red")
    assert (record.kind, record.record["name"], repr(record)) == ("actor", "Red Company", "<actor red>")
    assert [row.claim for row in record.claims] == ["a", "b", "c"]
    told = kb.ask("show", "red")
    assert record.to_dict() | {"base": told["base"]} == told
    assert len(opened.show("red", limit=1).claims) == 1


def test_a_limit_leaves_rows_out_and_says_how_many_there_are(opened: Opened) -> None:
    answer = opened.claims(limit=2)
    assert (len(answer), answer.total, repr(answer)) == (2, 3, "<claims: 2 rows of 3, as of 2020-12-31>")


def test_a_question_sees_files_as_they_are_then(kb: Kb, opened: Opened) -> None:
    assert opened.control("gate")[0].controllers == ("red",)
    kb.claims("[]")
    assert opened.control("gate")[0].controllers == ()


def test_records_with_errors_are_told_among_the_notes(kb: Kb, opened: Opened) -> None:
    kb.write("alliances.yaml", "- {id: x, subject: nobody, predicate: backs, object: red, evidence: [a]}")
    (note,) = opened.allies("red").notes
    assert note == "1 record has errors and is left out: alliances.yaml:1. To see why: syriakb check"


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (lambda kb: kb.allies("rad"), errors.NotFoundError, "No actor is called 'rad'."),
        (lambda kb: kb.allies("Red --as-of"), errors.NotFoundError, "No actor is called 'Red --as-of'."),
        (lambda kb: kb.control(as_of="20x"), errors.UsageError, "as_of: 20x is not a date"),
        (lambda kb: kb.allies("red", depth=11), errors.UsageError, "depth: 11 is more than 10."),
        (lambda kb: kb.allies("red", depth=0), errors.UsageError, "depth: 0 is less than 1."),
        (lambda kb: kb.allies("red", depth="2"), errors.UsageError, "depth: '2' is not a whole number."),
        (lambda kb: kb.allies(["red"]), errors.UsageError, "actor: ['red'] is not a text."),
        (lambda kb: kb.capitals(by_controller=1), errors.UsageError, "by_controller: 1 is not true or false."),
        (lambda kb: kb.control(only=3), errors.UsageError, "only: 3 is not texts."),
        (lambda kb: kb.list("people"), errors.UsageError, "what: 'people' is none of actors, places,"),
        (lambda kb: kb.control(asof=2018), errors.UsageError, "There is no 'asof' here. What can be given: as_of,"),
        (lambda kb: kb.diff(2018, 2019, as_of=2018), errors.UsageError, "Two days are asked for without"),
        (lambda kb: kb.control(history=True), errors.UsageError, "history is for one place: syriakb control PLACE --h"),
        (lambda kb: kb.control(grade="Z"), errors.UsageError, "grade: 'Z' is no grade."),
        (lambda kb: kb.why(), errors.UsageError, "refs is missing."),
        (lambda kb: kb.sql("DELETE FROM claim"), errors.UsageError, "A query can only read these views"),
        (lambda kb: kb.retract("a", ""), errors.UsageError, "A claim is taken back for a reason. Give reason."),
        (lambda kb: kb.add_claim("x"), errors.UsageError, "This claim lacks source."),
        (lambda kb: kb.add_claim("x", sauce="y"), errors.UsageError, "A claim has no 'sauce'. What can be given: st"),
        (lambda kb: kb.add_claim("x", source="rodio"), errors.NotFoundError, "source: No source has the id 'rodio'."),
        (lambda _: syriakb.open("/nowhere"), errors.StoreError, "/nowhere, named by data, is not a folder."),
    ],
)
def test_errors_own_their_message_in_the_words_of_python(ask, error, message: str, opened: Opened) -> None:
    with pytest.raises(error, match=re.escape(message)) as raised:
        ask(opened)
    assert isinstance(raised.value, errors.SyriakbError)


def test_an_error_has_what_may_be_meant(opened: Opened) -> None:
    with pytest.raises(errors.NotFoundError) as raised:
        opened.allies("Red Compny")
    assert raised.value.candidates[0] == errors.Candidate("actor", "red", "Red Company")


def test_a_claim_is_added_as_by_the_command(kb: Kb, opened: Opened) -> None:
    what: dict[str, Any] = {"subject": "Bleus", "predicate": "took", "object": "The Mill", "source": "radio"}
    tried = opened.add_claim("The guard took the mill.", start=date(2020, 8, 1), dry_run=True, **what)
    assert (tried.dry_run, len(opened.claims()), [row.name for row in tried.changed]) == (True, 3, ["Mill"])
    said = {"reported": date(2020, 8, 1), "id": "d", "locator": "p2"}
    done = opened.add_claim("The guard took the mill.", start=date(2020, 8, 1), **said, **what)
    assert (done.id, done.record["subject"], done.record["start"], done.notes) == ("d", "blue", "2020-08-01", ())
    assert (done.file, done.line) == (kb.folder / "claims.yaml", 27)
    assert [(row.name, row.before, row.after, row.from_) for row in done.changed] == [
        ("Mill", ("red",), ("blue",), "2020-08-01")
    ]
    assert opened.control("mill")[0].controllers == ("blue",)
    twin = opened.add_claim("The guard took the mill.", locator="p2", dry_run=True, **what)
    assert twin.notes[0].startswith("warning: The same speaker says the same")
    back = opened.retract("d", "It was another mill.")
    assert (back.sentence, opened.control("mill")[0].controllers) == ("Took back the claim d", ("red",))


def test_other_records_are_added_too(opened: Opened) -> None:
    assert opened.add_actor("Black Hand", kind="militia", aliases=["The Hand"]).id == "black-hand"
    assert opened.add_place("Weir", within=["north"], lat=35.5).record["lat"] == 35.5
    assert opened.add_source("The Weir Letter", published=1901, id="letter").id == "letter"
    pact = opened.add_alliance(subject="Bleus", predicate="backs", object="red", evidence=["b"])
    assert (pact.id, opened.backing(backed="red")[0].standing) == ("blue-backs-red", "assessed")


def test_the_first_change_of_the_packaged_copy_is_made_on_a_copy_of_ones_own(tmp_path, monkeypatch) -> None:
    from syriakb.disk import store

    packaged = store.Base(ROOT / "data", packaged=True)
    kb = Opened(packaged)
    done = kb.add_actor("Somebody Else")
    assert "The packaged knowledge base is read-only" in done.notes[0]
    assert kb.folder == store.own_folder() != packaged.folder
    assert kb.show("somebody-else").record["name"] == "Somebody Else"


def test_rows_become_a_data_frame(opened: Opened) -> None:
    frame = opened.capitals().to_pandas()
    assert [*frame.columns[:2]] == ["capital", "name"]
    assert len(frame) == 3
    assert [*opened.claims(about="grey").to_pandas().columns][:2] == ["claim", "statement"]


def test_without_pandas_one_is_told_what_to_install(opened: Opened, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(errors.SyriakbError, match="A data frame needs the library pandas, which is not installed"):
        opened.capitals().to_pandas()


def test_the_guide_is_true(tmp_path: Path, monkeypatch) -> None:
    write_files(tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "syriakb" / "help" / "python.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"^```pycon\n(.*?)^```$", text, re.M | re.S))
    test = doctest.DocTestParser().get_doctest(code, {}, "python.md", "python.md", 0)
    found = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert (found.failed, found.attempted > 15) == (0, True)


def test_it_is_typed() -> None:
    assert resources.files("syriakb").joinpath("py.typed").is_file()
    for name in sorted(QUESTIONS):
        hints = get_type_hints(getattr(Opened, name), {"Change": object, "Field": object})
        assert Any not in hints.values()


def loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_importing_costs_nothing_that_a_question_does_not_need() -> None:
    assert {name for name in loaded("import syriakb") if name.startswith("syriakb")} == {"syriakb", "syriakb.version"}
    ask = "import syriakb; list(syriakb.open('data').control('homs'))"
    loaded(ask)  # which reads the files
    asked = loaded(ask)
    rooms = {name.split(".")[1] for name in asked if name.startswith("syriakb.")}
    assert rooms & {"cli", "render", "report", "pictures", "edits", "export", "reading", "text", "help"} == set()
    assert (
        asked & {"typer", "rich", "yaml", "pandas", "platformdirs", "filelock", "syriakb.queries.relations.paths"}
        == set()
    )
