"""Adding to the knowledge base: one line while reading, and what it changed."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from syriakb.disk.store import Base
from syriakb.edits.addition import add
from syriakb.edits.asker import Nobody
from syriakb.edits.change import Way
from syriakb.model.records import Claim
from syriakb.text.splice import excerpt
from tests.kb import SHIPPED, Kb, Result, lines, run, run_program

CLAIM = ("add", "claim", "The reds took the mill.", "--source", "radio", "--locator", "p2", "--id", "new")
TOOK = (*CLAIM, "--subject", "the reds", "--predicate", "took", "--object", "Mill")


def refused(result: Result, status: int) -> str:
    """The message of a refusal."""
    assert (result.status, result.out) == (status, "")
    assert "Traceback" not in result.err
    return result.err.removeprefix("error: ").strip()


def written(kb: Kb, name: str = "claims.yaml") -> str:
    return (kb.folder / name).read_text(encoding="utf-8")


def test_a_claim_is_written_as_a_careful_person_would(kb: Kb) -> None:
    kb.write("claims.yaml", "# Ours\n- {id: old, statement: Older., source: radio} # odd\n")
    result = kb.run(*TOOK, "--said-by", "Bleus", "--start", "2020-03", "--exact", "the mill", "--credibility", "3")
    assert result.status == 0, result
    text = written(kb)
    recorded = text.splitlines()[-1]
    assert recorded.startswith("  recorded: 20")
    assert text == (
        "# Ours\n- {id: old, statement: Older., source: radio} # odd\n"
        "- id: new\n  statement: The reds took the mill.\n  subject: red\n  predicate: took\n  object: mill\n"
        "  said_by: blue\n  source: radio\n  locator: p2\n  exact: the mill\n  start: 2020-03\n  credibility: 3\n"
        f"{recorded}\n"
    )


def test_it_says_where_it_stands_and_what_it_changed(kb: Kb) -> None:
    kb.claims("- {id: old, subject: blue, predicate: holds, object: north, start: 2019}")
    result = kb.run(*TOOK)
    assert result.out.startswith(f"Added the claim new, {kb.folder}/claims.yaml:9\n")
    assert "gained  Mill " in result.out


def test_its_json_has_the_record_and_the_changed_answers(kb: Kb) -> None:
    kb.claims("- {id: old, subject: blue, predicate: holds, object: ford, start: 2019}")
    answer = kb.ask(*CLAIM, "--subject", "red", "--predicate", "took", "--object", "ford")
    assert (answer["answer"], answer["kind"], answer["line"]) == ("add", "claim", 9)
    assert answer["file"] == str(kb.folder / "claims.yaml")
    assert (answer["record"]["subject"], answer["record"]["about"], answer["record"]["via"]) == ("red", [], None)
    assert lines(answer["changed"], "what id before after basis evidence") == [
        "gained ford blue red stated new,old",
        "gained gate blue red inferred new,old",
    ]


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        (["--subject", "green", "--predicate", "backs", "--object", "red"], "new green backs red - stated"),
        (["--subject", "red", "--predicate", "is allied with", "--object", "grey"],
         "new grey allied_with red - stated"),
        (["--subject", "blue", "--predicate", "backs", "--object", "red", "--stance", "denies"],
         "disputed blue backs red stated disputed"),
        (["--subject", "red", "--predicate", "holds", "--object", "quay"], "first reported quay - red"),
        (["--subject", "red", "--predicate", "took", "--object", "quay", "--modality", "possible"], ""),
        (["--about", "red", "--about", "Quay"], ""),
    ],
)  # fmt: skip
def test_what_a_claim_changes(kb: Kb, options: list[str], changed: str) -> None:
    kb.claims("- {id: old, subject: blue, predicate: backs, object: red}")
    answer = kb.ask(*CLAIM, *options)
    assert "\n".join(lines(answer["changed"], "what id before after")) == changed
    assert changed or answer["notes"] == ["No answer about control or relations changes on any day."]


def test_a_claim_that_counts_later_changes_the_answers_from_then_on(kb: Kb) -> None:
    answer = kb.ask(*TOOK, "--start", "2021-05-01")
    assert lines(answer["changed"], "what id from until") == ["gained mill 2021-05-01 -"]


def test_what_changes_only_for_a_while_is_told_with_its_days(kb: Kb) -> None:
    kb.claims("""
        - {id: first, subject: green, predicate: holds, object: mill, start: 2018-01-01}
        - {id: last, subject: blue, predicate: took, object: mill, start: 2020-10-01}
        """)
    answer = kb.ask(*TOOK, "--start", "2019-05-01")
    assert lines(answer["changed"], "what id from until before after") == [
        "gained mill 2019-05-01 2020-09-30 green red"
    ]
    assert kb.rows("controllers", "control", "mill") == ["blue"]


def test_a_relation_that_held_for_a_while_is_told_with_its_days(kb: Kb) -> None:
    words = (*CLAIM, "--subject", "green", "--predicate", "backs", "--object", "red")
    answer = kb.ask(*words, "--start", "2012-02-01", "--end", "2012-02-09")
    assert lines(answer["changed"], "what id from until after") == ["new green backs red 2012-02-01 2012-02-09 stated"]


def test_an_area_that_changes_hands_takes_along_what_lies_in_it_until_a_claim_of_its_own(kb: Kb) -> None:
    kb.claims("- {id: own, subject: blue, predicate: holds, object: mill, start: 2020-06-01}")
    answer = kb.ask(*CLAIM, "--subject", "red", "--predicate", "took", "--object", "north", "--start", "2020-01-01")
    assert lines(answer["changed"], "id from until after basis") == [
        "ford 2020-01-01 - red inferred",
        "gate 2020-01-01 - red inferred",
        "mill 2020-01-01 2020-05-31 red inferred",
        "north 2020-01-01 - red stated",
    ]


def test_more_evidence_for_what_was_known_is_said_so(kb: Kb) -> None:
    kb.claims("- {id: old, subject: red, predicate: took, object: mill, start: 2020}")
    answer = kb.ask(*TOOK, "--start", "2020")
    assert answer["changed"] == []
    assert answer["notes"] == ["What is known stays the same, but its evidence or its grade changes: Mill."]


def test_a_dry_run_shows_all_and_writes_nothing(kb: Kb) -> None:
    before = sorted(path.name for path in kb.folder.iterdir())
    result = kb.run(*TOOK, "--dry-run")
    assert "  - id: new\n    statement: The reds took the mill.\n" in result.out
    assert "Dry run, nothing is written: Would add the claim new" in result.out
    assert "Red Company" in result.out
    assert sorted(path.name for path in kb.folder.iterdir()) == before


def test_ids_are_made_up_short_and_never_the_same(kb: Kb) -> None:
    ids = {kb.ask("add", "claim", "They said so.", "--source", "radio")["record"]["id"] for _ in range(3)}
    assert len(ids) == 3
    assert all(len(each) == 10 and each.startswith("c-") for each in ids)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["claim"], 2, "This claim lacks STATEMENT and --source. Give them; see: syriakb add claim --help"),
        (["claim", "X.", "--subject", "red"], 2, "This claim lacks --source, --predicate and --object. Give them;"),
        (["claim", "X.", "--source", "radoi"], 1, "--source: No source has the id 'radoi'. Did you mean radio?"),
        (["claim", "X.", "--source", "radio", "--said-by", "Rot"], 1, "--said-by: No actor is called 'Rot'."),
        (["claim", "X.", "--source", "radio", "--start", "2015-02-30"], 2, "--start: 2015-02-30 is not a day of the"),
        (["claim", "X.", "--source", "radio", "--credibility", "9"], 2,
         "--credibility: It is '9', which it cannot be. Write one of 1, 2,"),
        (["claim", " ", "--source", "radio"], 2, "STATEMENT: It is empty. Give it a value"),
        (["claim", "X.", "--source", "radio", "--start", "2020", "--end", "2019"], 2, "The end 2019 is before"),
        (["claim", "X.", "--source", "radio", "--id", "a b"], 2, "The field id is 'a b', which is no id."),
        (["claim", "X.", "--source", "radio", "--exact", "a b c d e f g h i"], 2, "The anchor has 9 words;"),
        (["claim", "X.", "--source", "radio", "--value", "4"], 2, "Only a claim of controls_count has a value."),
        (["claim", "X.", "--source", "radio", "--subject", "mill", "--predicate", "backs", "--object", "red"], 1,
         "The subject of backs is mill, which is of the kind provincial-capital."),
        (["claim", "X.", "--source", "radio", "--id", "old"], 1, "The id old is taken already"),
        (["actor"], 2, "This actor lacks NAME. Give it; see: syriakb add actor --help"),
        (["actor", "New", "--id", "red"], 1, "The id red is taken already"),
        (["place", "New", "--within", "Atlantis"], 1, "--within: No place is called 'Atlantis'."),
        (["place", "New", "--lat", "100"], 2, "--lat: It is 100, which is beyond 90 degrees. It is between"),
        (["alliance", "--subject", "red"], 2, "This alliance lacks --predicate, --object and --evidence."),
    ],
)  # fmt: skip
def test_refusals_say_why_and_leave_all_as_it_was(kb: Kb, arguments: list[str], status: int, message: str) -> None:
    kb.claims("- {id: old}")
    before = {path.name: path.read_bytes() for path in kb.folder.iterdir()}
    assert refused(kb.run("add", *arguments), status).startswith(message)
    after = {path.name: path.read_bytes() for path in kb.folder.iterdir() if path.name != ".syriakb.lock"}
    assert after == before


def test_actors_places_sources_and_alliances(kb: Kb) -> None:
    kb.claims("- {id: old, subject: blue, predicate: backs, object: red}")
    assert (
        kb.ask("add", "actor", "Free Marchers", "--alias", "FM", "--kind", "militia")["record"]["id"] == "free-marchers"
    )
    assert kb.ask("add", "place", "Weir", "--kind", "village", "--within", "Ford")["record"]["within"] == ["ford"]
    assert kb.ask("add", "source", "Letters, 1461", "--published", "1461~", "--reliability", "C")["line"] == 3
    allied = ("add", "alliance", "--subject", "blue", "--predicate", "backs", "--object", "red", "--evidence", "old")
    answer = kb.ask(*allied)
    assert answer["record"]["id"] == "blue-backs-red"
    assert lines(answer["changed"], "what before after") == ["assessed stated assessed"]
    assert kb.rows("standing", "relations", "red") == ["assessed"]
    assert kb.run("check").status == 0


def test_a_name_in_another_script_makes_an_id_too(kb: Kb) -> None:
    name = kb.ask("add", "actor", "الخضر")["record"]["id"]
    assert name.startswith("a-")
    assert kb.rows("subject", "relations", "الخضر") == []


def test_a_name_that_is_taken_makes_another_id(kb: Kb) -> None:
    assert kb.ask("add", "actor", "Red")["record"]["id"].startswith("red-")


def test_a_near_duplicate_is_pointed_out(kb: Kb) -> None:
    kb.claims("- {id: old, subject: red, predicate: took, object: mill, said_by: blue}")
    result = kb.run(*TOOK, "--said-by", "blue")
    assert result.status == 0
    assert "already, in old: As the radio says." in result.err
    assert "already" not in kb.run(*TOOK[:-7], "other", *TOOK[-6:], "--said-by", "grey").err


def test_warnings_of_the_new_record_are_said(kb: Kb) -> None:
    result = kb.run("add", "claim", "X.", "--source", "radio")
    assert "warning: The claim does not say where in its source it stands." in result.err


def test_new_claims_go_where_the_others_are(kb: Kb) -> None:
    kb.claims("- {id: old}", "claims/1461.yaml")
    assert kb.ask(*TOOK)["file"] == str(kb.folder / "claims" / "added.yaml")
    assert kb.ask("claims")["total"] == 2


def test_the_first_write_to_the_packaged_copy_makes_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_surroundings: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    source = next(line.split(": ")[1] for line in (SHIPPED / "sources.yaml").read_text().splitlines() if "- id" in line)
    before = {path.name: path.read_bytes() for path in SHIPPED.iterdir()}
    assert run("add", "claim", "X.", "--source", source, "--dry-run").status == 0
    own = own_surroundings / "data" / "syriakb"
    assert not own.exists()
    result = run("add", "claim", "X.", "--source", source, "--id", "mine")
    assert f"was copied to {own}" in result.err.replace("\n", " ")
    assert "- id: mine\n" in (own / "claims.yaml").read_text(encoding="utf-8")
    assert {path.name: path.read_bytes() for path in SHIPPED.iterdir()} == before
    again = run("add", "claim", "Y.", "--source", source, "--id", "mine-too", "--locator", "p1")
    note = "note: There is no knowledge base in this folder. Changed: The advance on Damascus, December 2024"
    assert again.err == f"{note} ({own}).\n"
    assert json.loads(run("show", "mine-too", "--format", "json").out)["record"]["statement"] == "Y."


def test_a_symbolic_link_and_permissions_stay(kb: Kb, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.yaml"
    real.write_text("- {id: old, statement: Older., source: radio}\n")
    real.chmod(0o640)
    (kb.folder / "claims.yaml").symlink_to(real)
    assert kb.run(*TOOK).status == 0
    assert (kb.folder / "claims.yaml").is_symlink()
    assert "- id: new\n" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.glob("**/.*tmp*")) == []


SAID = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=200)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(SAID.filter(lambda text: bool(text.strip())))
@example("--dry-run")
@example("- a: #b\n'\"\\")
@example("قالت \u202bالمصادر\u202c 😀")
def test_any_text_is_stored_exactly_and_nothing_else_changes(kb: Kb, text: str) -> None:
    stored_exactly(kb, text, lambda *arguments: run(*arguments))


@pytest.mark.parametrize(
    "text", ["-x: 'a' \"b\" #c\r\n\td\x07\u2028e 😀 م \\n", "---", "e\u0301", "\ufeff", "y" * 5000]
)
def test_any_text_is_stored_exactly_through_the_program(kb: Kb, text: str) -> None:
    stored_exactly(kb, text, run_program)


def stored_exactly(kb: Kb, text: str, program: object) -> None:
    from unicodedata import normalize

    assert callable(program)
    path = kb.folder / "claims.yaml"
    before = path.read_bytes() if path.exists() else b""
    result = program("add", "claim", "--source", "radio", "--data", str(kb.folder), "--format", "json", "--", text)
    assert result.status == 0, result
    answer = json.loads(result.out)
    after = path.read_bytes()
    assert after.startswith(before)
    found = excerpt(Claim, "claims.yaml", after, answer["record"]["id"]).raw["statement"]
    assert found == answer["record"]["statement"] == normalize("NFC", text)


def test_text_that_is_not_utf_8_is_refused(kb: Kb) -> None:
    result = run_program("add", "claim", os.fsdecode(b"caf\xe9"), "--source", "radio", "--data", str(kb.folder))
    assert (result.status, result.err) == (2, "error: The field statement is not text in UTF-8.\n")


def test_every_option_of_add_is_a_field_of_its_record() -> None:
    from syriakb.edits.form import FORMS
    from syriakb.model.records import FIELDS, KINDS

    for kind, options in FORMS.items():
        own = FIELDS[KINDS[kind]].keys() - {"id", "recorded", "retracted"}
        assert {option.name for option in options} == own


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("took", " Did you mean captures?"),  # a word by which texts say it
        ("seized by", " Did you mean captures?"),
        ("capturs", " Did you mean captures?"),
        ("was captred by", " Did you mean captures?"),
        ("loves", ""),
    ],
)
def test_an_unknown_predicate_is_answered_with_those_near_by_id_label_and_cue(kb: Kb, typed: str, near: str) -> None:
    kb.write(
        "predicates.yaml",
        """
        - {id: captures, label: captures, inverse_label: was captured by, group: control, effect: gains,
           cues: [took, seiz*]}
        """,
    )
    result = kb.run(*CLAIM, "--subject", "red", "--predicate", typed, "--object", "ford")
    assert result.status == 1
    told = f"error: --predicate: No predicate has the id {typed!r}.{near} All: syriakb list predicates\n"
    assert result.err == told + kb.asked


def test_an_unknown_source_is_answered_with_those_near_by_id_and_title(kb: Kb) -> None:
    for typed, near in (("radoi", "radio"), ("the march pres", "press")):
        result = kb.run("add", "claim", "So.", "--source", typed)
        assert result.err == (
            f"error: --source: No source has the id {typed!r}. Did you mean {near}? All: syriakb list sources\n"
            f"{kb.asked}"
        )


def test_a_kind_of_which_nothing_is_yet_may_be_another_one_mistyped(kb: Kb) -> None:
    told = kb.run("add", "actor", "New Company", "--kind", "milita", "--dry-run")
    assert (told.status, told.err) == (
        0,
        "warning: No actor is of the kind milita yet. Did you mean militia? All: syriakb list kinds\n",
    )
    for kind in ("militia", "circus"):
        assert kb.run("add", "actor", "New Company", "--kind", kind, "--dry-run").err == ""


class Somebody(Nobody):
    """Answers by what is asked."""

    def __init__(self, **answers: str) -> None:
        super().__init__()
        self.answers, self.asked = answers, list[str]()

    def ask(self, label: str, help: str, read: Callable[[str], object], **_: object) -> str | None:  # type: ignore[override]  # noqa: ARG002
        self.asked.append(label)
        if answer := self.answers.get(label.lower().replace(" ", "_")):
            read(answer)
        return answer


@pytest.mark.parametrize(("source", "asked"), [("radio", False), ("undated", True)])
def test_the_day_of_report_is_asked_for_where_the_source_has_none(kb: Kb, source: str, asked: bool) -> None:
    sources = (kb.folder / "sources.yaml").read_text(encoding="utf-8")
    kb.write("sources.yaml", sources + "- {id: undated, title: A Leaflet}\n")
    somebody = Somebody(statement="So.", source=source, reported="3 May 2020")
    done = add(Way(Base(kb.folder), somebody, asks=True, dry_run=True), "claim", {})
    assert ("Reported" in somebody.asked) == asked
    assert ("    reported: 2020-05-03" in done.lines) == asked


def test_a_claim_without_any_date_is_told_when_it_is_added_and_by_check(kb: Kb) -> None:
    sources = (kb.folder / "sources.yaml").read_text(encoding="utf-8")
    kb.write("sources.yaml", sources + "- {id: undated, title: A Leaflet}\n")
    given = ("add", "claim", "So.", "--about", "red", "--source", "undated", "--locator", "p1")
    assert "warning: This claim has no date" in kb.run(*given).err
    assert [each.split()[1] for each in kb.problems()] == ["undated-claim"]
    assert kb.run(*given, "--reported", "2020-05-03", "--dry-run").err.count("no date") == 0
