"""Somebody at a terminal: what is missing is asked for, refused with a reason, completed, and can be left."""

import os
import re
from pathlib import Path

import pytest

from tests.kb import Kb
from tests.terminal import CTRL_C, CTRL_D, TAB, Terminal, script


def terminal(kb: Kb, *arguments: str, **environment: str) -> Terminal:
    return Terminal(*arguments, "--data", str(kb.folder), **{"COLUMNS": "300", **environment})


def text(kb: Kb, name: str = "claims.yaml") -> str:
    return (kb.folder / name).read_text(encoding="utf-8")


def test_a_claim_is_asked_for_field_by_field(kb: Kb) -> None:
    with terminal(kb, "add", "claim", "--id", "new") as somebody:
        somebody.answer("Statement: ", "")
        somebody.see("This is needed.")
        somebody.answer("Statement: ", "The reds took it.")
        somebody.answer("Predicate: ", "took")
        somebody.answer("Subject: ", "the reds")
        somebody.answer("Object: ", "Mill")
        somebody.answer("Said by: ", "")
        assert "One of press, radio." in somebody.see("Source: ")
        somebody.type("radoi")
        somebody.see("No source has the id 'radoi'. Did you mean radio?")
        somebody.answer("Add 'radoi' as a new source? [y/N] ", "n")
        somebody.answer("Source: ", "radio")
        somebody.answer("Locator: ", "p1")
        somebody.answer("Exact: ", "")
        somebody.answer("Start: ", "2020-02-30")
        somebody.see("February 2020 has 29 days.")
        somebody.answer("Start: ", "2020-02")
        somebody.answer("Credibility: ", "7")
        somebody.see("Write one of 1, 2, 3, 4, 5, 6.")
        somebody.answer("Credibility: ", "2")
        assert "Added the claim new" in somebody.end()
    assert somebody.status == 0
    assert text(kb).startswith(
        "- id: new\n  statement: The reds took it.\n  subject: red\n  predicate: took\n  object: mill\n"
        "  source: radio\n  locator: p1\n  start: 2020-02\n  credibility: 2\n  recorded: "
    )


@pytest.mark.parametrize(
    ("answer", "predicate", "stance"),
    [
        ("ends holds", "holds", "ends"),
        ("denies holds", "holds", "denies"),
        ("denies aid to", "denies-aid", ""),  # which is what a predicate is called
        ("holds", "holds", ""),
    ],
)
def test_a_word_before_the_predicate_says_that_it_is_over_or_denied(
    kb: Kb, answer: str, predicate: str, stance: str
) -> None:
    kb.write(
        "predicates.yaml", text(kb, "predicates.yaml") + "- {id: denies-aid, label: denies aid to, group: legal}\n"
    )
    with terminal(kb, "add", "claim", "--id", "new") as somebody:
        somebody.answer("Statement: ", "The reds left the mill.")
        assert "'ends' says that it is over" in somebody.see("Predicate: ")
        somebody.type("ends nothing")
        somebody.see("No predicate")
        somebody.see("Predicate: ")
        somebody.type(answer[:-2] + TAB if stance else answer)
        somebody.answer("Subject: ", "red")
        for prompt, given in (
            ("Object", "mill" if predicate == "holds" else "blue"),
            ("Said by", ""),
            ("Source", "radio"),
        ):
            somebody.answer(f"{prompt}: ", given)
        for prompt in ("Locator", "Exact", "Start", "Credibility"):
            somebody.answer(f"{prompt}: ", "")
        shown = somebody.end()
    assert (f"--stance {stance}" in shown) is bool(stance)
    assert f"  predicate: {predicate}\n" in text(kb)
    assert (f"  stance: {stance}\n" in text(kb)) is bool(stance)


def test_the_word_before_a_predicate_is_taken_where_an_option_was_wrong(kb: Kb) -> None:
    given = ("--subject", "red", "--object", "mill", "--source", "radio")
    with terminal(kb, "add", "claim", "The reds left.", "--predicate", "holdz", *given) as somebody:
        somebody.answer("Predicate: ", "ends holds")
        somebody.end()
    assert "  predicate: holds\n" in text(kb)
    assert "  stance: ends\n" in text(kb)


def test_a_date_is_taken_as_somebody_writes_it_and_shown_as_understood(kb: Kb) -> None:
    with terminal(kb, "add", "claim", "--id", "new") as somebody:
        for prompt, answer in (("Statement", "X."), ("Predicate", ""), ("About", ""), ("Said by", "")):
            somebody.answer(f"{prompt}: ", answer)
        for prompt, answer in (("Source", "radio"), ("Locator", "p1"), ("Exact", "")):
            somebody.answer(f"{prompt}: ", answer)
        somebody.answer("Start: ", "08/12/2019")
        somebody.see("can mean two days, 2019-08-12 and 2019-12-08")
        somebody.answer("Start: ", "8 December 2019")
        somebody.see("Understood as 2019-12-08.")
        somebody.answer("Credibility: ", "")
        somebody.end()
    assert somebody.status == 0
    assert "  start: 2019-12-08\n" in text(kb)


def test_only_what_is_missing_is_asked_for(kb: Kb) -> None:
    with terminal(kb, "add", "claim", "X.", "--subject", "red", "--object", "mill", "--source", "radio") as somebody:
        somebody.answer("Predicate: ", "holds")
        somebody.end()
    assert somebody.status == 0
    assert "predicate: holds\n" in text(kb)


def test_an_unknown_name_can_be_added_there_and_then(kb: Kb) -> None:
    claim = ("add", "claim", "They took the weir.", "--subject", "Weir Watch", "--predicate", "backs")
    with terminal(kb, *claim, "--object", "red", "--source", "radio", "--id", "new") as somebody:
        somebody.see("No actor is called 'Weir Watch'.")
        somebody.answer("Add 'Weir Watch' as a new actor? [y/N] ", "y")
        somebody.answer("Aliases: ", "WW, The Watch")
        somebody.answer("Kind: ", "militia")
        somebody.end()
    assert somebody.status == 0
    added = "- id: weir-watch\n  name: Weir Watch\n  aliases: [WW, The Watch]\n  kind: militia\n"
    assert text(kb, "actors.yaml").endswith(added)
    assert kb.rows("subject standing", "relations", "WW") == ["weir-watch stated"]


def test_names_are_completed(kb: Kb) -> None:
    with terminal(kb, "add", "claim", "X.", "--subject", "red", "--predicate", "took", "--source", "radio") as somebody:
        somebody.see("Object: ")
        somebody.type("qu" + TAB, enter=False)
        somebody.see("quay")
        somebody.type("")
        somebody.end()
    assert "object: quay\n" in text(kb)


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("prompt", ["Statement: ", "Predicate: "])
def test_whoever_leaves_a_prompt_has_written_nothing(kb: Kb, key: str, prompt: str) -> None:
    before = sorted(path.name for path in kb.folder.iterdir())
    with terminal(kb, "add", "claim") as somebody:
        if prompt == "Predicate: ":
            somebody.answer("Statement: ", "X.")
        somebody.see(prompt)
        somebody.type(key, enter=False)
        left = somebody.end().strip().split("\n", 1)
    assert (left[0], somebody.status) == ("Nothing was written.", 130)
    recover = f"syriakb add --recover --data {kb.folder}"
    kept = f"The answers are kept. To go on: {recover}\nBy options, as far as it goes:\n  syriakb add claim X. --data"
    assert left[1:] == ([f"{kept} {kb.folder}"] if prompt == "Predicate: " else [])
    assert sorted(path.name for path in kb.folder.iterdir()) == before


def test_without_input_nothing_is_asked(kb: Kb) -> None:
    with terminal(kb, "add", "claim", "X.", "--no-input") as somebody:
        assert "error: This claim lacks --source." in somebody.end()
    assert somebody.status == 2


def test_a_near_duplicate_is_asked_about(kb: Kb) -> None:
    kb.claims("- {id: old, subject: red, predicate: took, object: mill}")
    before = text(kb)
    claim = ("add", "claim", "X.", "--subject", "red", "--predicate", "took", "--object", "mill", "--source", "radio")
    with terminal(kb, *claim) as somebody:
        somebody.see("already, in old: As the radio says.")
        somebody.answer("Add it all the same? [y/N] ", "")
        somebody.end()
    assert (somebody.status, text(kb)) == (130, before)
    with terminal(kb, *claim) as somebody:
        somebody.answer("Add it all the same? [y/N] ", "y")
        somebody.end()
    assert (somebody.status, text(kb).startswith(before)) == (0, True)


RECORD = """\
# Ours
- id: old
  statement: The reds hold it.  # so they say
  subject: red
  predicate: holds
  object: mill
  source: radio
"""


def test_an_edit_that_breaks_the_record_can_be_mended(kb: Kb, tmp_path: Path) -> None:
    kb.write("claims.yaml", RECORD)
    breaks_then_mends = script(
        tmp_path / "editor",
        'if grep -q "object: mill" "$1"; then sed -i "s/object: mill/objekt: quay/" "$1"',
        'else sed -i "s/objekt/object/" "$1"; fi',
    )
    with terminal(kb, "edit", "old", VISUAL=breaks_then_mends, COLUMNS="80") as somebody:
        somebody.see("Line 5: A claim has no field 'objekt'. Did you mean object?")
        assert text(kb) == RECORD
        somebody.answer("Edit it again? [Y/n] ", "")
        shown = somebody.end()
    assert somebody.status == 0
    assert "-  object: mill\n+  object: quay\n" in shown
    assert "Changed the claim old" in shown
    assert re.search(r"^first +Quay ", shown, re.MULTILINE)  # "first reported", folded
    assert text(kb) == RECORD.replace("mill", "quay")


def test_an_edit_that_stays_broken_changes_nothing_and_keeps_the_text(kb: Kb, tmp_path: Path) -> None:
    kb.write("claims.yaml", RECORD)
    with terminal(kb, "edit", "old", EDITOR=script(tmp_path / "editor", 'echo "  odd: 1" >> "$1"')) as somebody:
        somebody.answer("Edit it again? [Y/n] ", "n")
        shown = somebody.end()
    assert (somebody.status, text(kb)) == (1, RECORD)
    kept = Path("".join(shown.split("What you wrote is in ")[1].split()))
    assert "  odd: 1\n" in kept.read_text()


def test_leaving_an_edit_keeps_the_text_and_says_where(kb: Kb, tmp_path: Path) -> None:
    kb.write("claims.yaml", RECORD)
    with terminal(kb, "edit", "old", EDITOR=script(tmp_path / "editor", 'echo "  odd: 1" >> "$1"')) as somebody:
        somebody.see("Edit it again? [Y/n] ")
        somebody.type(CTRL_C, enter=False)
        shown = somebody.end()
    assert (somebody.status, text(kb)) == (130, RECORD)
    kept = Path("".join(shown.split("What you wrote is in ")[1].split()))
    assert "  odd: 1\n" in kept.read_text()


def test_questions_are_wrapped_between_words(kb: Kb) -> None:
    with terminal(kb, "add", "claim", "X.", "--source", "radio", "--subject", "red", COLUMNS="40") as somebody:
        somebody.see("keeps the answers.\n")
        asked = somebody.see("Predicate: ")
        somebody.type(CTRL_C, enter=False)
        somebody.end()
    assert "One of" in asked
    assert max(map(len, asked.splitlines())) < 40


# Every page but the first is noise from then on: whatever is looked up next finds the index damaged.
@pytest.mark.parametrize("at", ["Predicate: ", "Subject: ", "Source: ", "Locator: "])
def test_whoever_is_asked_while_the_index_is_damaged_is_asked_nothing_twice(kb: Kb, at: str) -> None:
    kb.claims("\n".join(f"- {{id: c{n}, note: {'x' * 200}}}" for n in range(200)))
    assert kb.run("info").status == 0
    (index,) = (Path(os.environ["XDG_CACHE_HOME"]) / "syriakb").glob("*.sqlite")
    answers = {
        "Statement: ": "The reds took it.",
        "Predicate: ": "took",
        "Subject: ": "red",
        "Object: ": "mill",
        "Said by: ": "",
        "Source: ": "radio",
        "Locator: ": "p1",
        "Exact: ": "",
        "Start: ": "2020-02",
        "Credibility: ": "2",
    }
    shown = ""
    with terminal(kb, "add", "claim", "--id", "new") as somebody:
        for prompt, answer in answers.items():
            shown += somebody.see(prompt)
            if prompt == at:
                whole = index.read_bytes()
                index.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
            somebody.type(answer)
        shown += somebody.end()
    assert (somebody.status, [shown.count(prompt) for prompt in answers]) == (0, [1] * len(answers))
    assert kb.rows("controllers evidence", "control", "mill") == ["red new"]


RETRACT = ("retract", "old", "--reason", "A slip.")


@pytest.mark.parametrize("command", [RETRACT, ("add", "claim", "X.", "--source", "radio", "--id", "new")])
def test_before_a_read_only_file_is_written_to_somebody_is_asked(kb: Kb, command: tuple[str, ...]) -> None:
    kb.write("claims.yaml", RECORD)
    path = kb.folder / "claims.yaml"
    path.chmod(0o440)
    owner = path.stat().st_uid, path.stat().st_gid
    question = "Write to it all the same? [y/N] "
    with terminal(kb, *command) as somebody:
        assert f"{path} is read-only.\n" in somebody.see(question)
        somebody.type("n")
        assert "Nothing was written." in somebody.end()
    assert (somebody.status, text(kb)) == (1, RECORD)
    with terminal(kb, *command, "--no-input") as nobody:
        assert question not in nobody.end()
    assert (nobody.status, text(kb)) == (1, RECORD)
    with terminal(kb, *command) as somebody:
        somebody.answer(question, "y")
        somebody.end()
    assert somebody.status == 0
    assert ("retracted:" in text(kb)) or ("id: new" in text(kb))
    assert (path.stat().st_mode & 0o777, path.stat().st_uid, path.stat().st_gid) == (0o440, *owner)


@pytest.mark.parametrize("answer", ["y", "n"])
def test_of_several_read_only_files_is_asked_once(kb: Kb, answer: str) -> None:
    kb.write("claims.yaml", RECORD)
    actors, claims = kb.folder / "actors.yaml", kb.folder / "claims.yaml"
    for path in (actors, claims):
        path.chmod(0o440)
    claim = ("add", "claim", "They came.", "--subject", "Weir Watch", "--predicate", "backs", "--object", "red")
    with terminal(kb, *claim, "--source", "radio", "--id", "new") as somebody:
        somebody.answer("Add 'Weir Watch' as a new actor? [y/N] ", "y")
        somebody.answer("Aliases: ", "")
        somebody.answer("Kind: ", "militia")
        somebody.see(f"{actors} and {claims} are read-only.")
        somebody.answer("Write to them all the same? [y/N] ", answer)
        shown = somebody.end()
    assert ("id: weir-watch" in text(kb, "actors.yaml"), "id: new" in text(kb)) == (answer == "y", answer == "y")
    assert (f"{actors} and {claims} were made read-only by their owner." in shown) == (answer == "n")


def test_a_reason_is_asked_for(kb: Kb) -> None:
    kb.write("claims.yaml", RECORD)
    with terminal(kb, "retract", "old") as somebody:
        somebody.answer("Reason: ", "A rumour: no more.")
        somebody.end()
    assert somebody.status == 0
    assert '    reason: "A rumour: no more."\n' in text(kb)


def answers(somebody: Terminal, **given: str) -> None:
    for prompt, answer in given.items():
        somebody.answer(f"{prompt.replace('_', ' ')}: ", answer)


def test_each_answer_is_checked_at_once_with_all_that_the_end_checks(kb: Kb) -> None:
    with terminal(kb, "add", "claim", "--id", "new") as somebody:
        answers(somebody, Statement="The reds took it.", Predicate="took", Subject="Mill")
        somebody.see("The subject of took is mill, which is of the kind provincial-capital. It takes an actor.")
        answers(somebody, Subject="red", Object="blue")
        somebody.see("The object of took is blue, which is of the kind army. It takes a place.")
        answers(somebody, Object="mill", Said_by="", Source="Radio March", Locator="p1", Exact="a b c d e f g h i j")
        somebody.see("The anchor has 10 words; at most 8 are quoted.")
        answers(somebody, Exact="took the mill", Start="8 December 2024")
        assert "warning: The start 2024-12-08 is after the report 2020-01-01." in somebody.see("Credibility: ")
        somebody.type("")
        somebody.end()
    assert somebody.status == 0
    assert "  source: radio\n" in text(kb)


def test_what_was_answered_is_kept_gone_on_with_and_told_as_options(kb: Kb) -> None:
    with terminal(kb, "add", "claim", "--id", "new") as somebody:
        answers(somebody, Statement="They took it.", Predicate="took", Subject="Weir Watch")
        somebody.answer("Add 'Weir Watch' as a new actor? [y/N] ", "y")
        answers(somebody, Aliases="", Kind="militia", Object="mill", Said_by="", Source="radio", Locator="p1")
        somebody.see("Exact: ")
        somebody.vanish()
    assert not (kb.folder / "claims.yaml").exists()
    with terminal(kb, "add", "--recover") as somebody:
        shown = somebody.see("Exact: ")
        assert "  Subject: Weir Watch\n  Add 'Weir Watch' as a new actor?: yes\n  Aliases: -\n" in shown
        somebody.type("b")
        answers(somebody, Locator="p2", Exact="", Start="", Credibility="")
        told = somebody.end()
    assert somebody.status == 0
    assert "  syriakb add actor 'Weir Watch' --kind militia --data" in told
    assert "--subject weir-watch --object mill --source radio --locator p2 --id new --data" in told
    assert "  locator: p2\n" in text(kb)
    with terminal(kb, "add", "--recover") as somebody:
        assert "No answers are kept for the knowledge base" in somebody.end()


def test_b_goes_back_a_question_and_no_answer_is_lost(kb: Kb) -> None:
    with terminal(kb, "add", "claim", "--id", "new") as somebody:
        answers(somebody, Statement="b")
        somebody.see("This is the first question.")
        answers(somebody, Statement="They took it.", Predicate="holds", Subject="b")
        assert "Back. Before, it was: holds" in somebody.see("Predicate: ")
        somebody.type("took")
        answers(somebody, Subject="red", Object="mill", Said_by="", Source="radio", Locator="", Exact="", Start="")
        answers(somebody, Credibility="")
        told = somebody.end()
    assert "syriakb add claim 'They took it.' --predicate took --subject red --object mill --source radio" in told
    assert "predicate: took\n" in text(kb)


def test_one_that_is_there_already_is_told_before_it_is_made_twice(kb: Kb) -> None:
    before = text(kb, "actors.yaml")
    with terminal(kb, "add", "actor", "the reds") as somebody:
        somebody.see("There is Red Company, ")
        somebody.answer("Add another one all the same? [y/N] ", "")
        somebody.end()
    assert (somebody.status, text(kb, "actors.yaml")) == (130, before)


def test_a_place_is_asked_where_it_is_and_a_paste_stays_one_answer(kb: Kb) -> None:
    with terminal(kb, "add", "place", TERM="xterm") as somebody:
        somebody.see("Name: ")
        somebody.type("\x1b[200~Old\nWeir\x1b[201~")
        answers(somebody, Aliases="", Kind="", Within="north", Coordinates="somewhere")
        somebody.see("write degrees north and east")
        answers(somebody, Coordinates="35.2, 36.7")
        somebody.end()
    assert "  name: Old Weir\n  within: [north]\n  lat: 35.2\n  lon: 36.7\n" in text(kb, "places.yaml")


def test_evidence_is_chosen_among_claims_with_their_statements(kb: Kb) -> None:
    kb.claims(
        """
        - {id: a, statement: The blues arm the reds., subject: blue, predicate: backs, object: red}
        - {id: z, statement: The blues took the mill., subject: blue, predicate: took, object: mill}
        """
    )
    with terminal(kb, "add", "alliance", "--id", "pact") as somebody:
        answers(somebody, Predicate="backs", Subject="blue", Object="red", Start="")
        assert "  1  a: The blues arm the reds.\n" in somebody.see("Evidence: ")
        somebody.type("z")
        somebody.see("z")
        somebody.answer("Evidence: ", "1")
        somebody.end()
    assert "evidence: [a]" in text(kb, "alliances.yaml")
