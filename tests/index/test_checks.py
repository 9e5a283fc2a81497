"""What `check` finds: each fault by its code, where it stands, in a sentence, with what to do; and nothing else."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from syriakb.index import nearest
from tests.kb import Kb

SOUND = """
    - id: one
      statement: Red holds the mill.
      subject: red
      predicate: holds
      object: mill
      source: radio
      locator: p1
    """


def found(kb: Kb) -> list[str]:
    """The problems of the claims or alliances, with where they stand."""
    return kb.problems("severity code line column")


def told(kb: Kb) -> tuple[str, str | None]:
    (problem,) = json.loads(kb.run("check", "--format", "json").out)["rows"]
    return problem["message"], problem["hint"]


def test_a_sound_knowledge_base_has_no_problems(kb: Kb) -> None:
    kb.write("claims.yaml", SOUND)
    assert kb.run("check", "--format", "json").status == 0
    assert found(kb) == []


def test_check_ends_with_1_where_there_are_errors_and_with_0_for_warnings(kb: Kb) -> None:
    kb.write("claims.yaml", SOUND.replace("      locator: p1\n", ""))
    assert (found(kb), kb.run("check").status) == (["warning no-locator 1 3"], 0)
    kb.write("claims.yaml", SOUND.replace("subject: red", "subject: rde"))
    assert (found(kb), kb.run("check").status) == (["error dangling-reference 3 12"], 1)


def test_all_problems_are_told_at_once_errors_first(kb: Kb) -> None:
    kb.write(
        "claims.yaml",
        """
        - {id: a, statement: A, source: radio}
        - {id: b, statement: B, source: raido, locator: p1}
        - {id: c, statement: C, source: radio, locator: p1, start: soon}
        """,
    )
    kb.write("actors/more.yaml", "- {id: pink}\n")
    (kb.folder / "actors.yaml").rename(kb.folder / "actors" / "actors.yaml")
    assert kb.problems() == [
        "error missing-field actors/more.yaml 1 3",
        "error dangling-reference claims.yaml 2 33",
        "error bad-date claims.yaml 3 60",
        "warning no-locator claims.yaml 1 3",
    ]


def test_what_is_wrong_with_a_record_is_told_with_what_it_names(kb: Kb) -> None:
    kb.write(
        "claims.yaml",
        """
        - {id: a, statement: A, source: raido, locator: p1, start: soon, subject: rde, object: mill, about: [red, blu],
           retracted: {on: 2020, reason: No., superseded_by: b}, exact: a b c d e f g h i}
        """,
    )
    kb.write("places.yaml", "- {id: mill, nmae: Mill, within: [nroth]}\n")
    kb.alliances("- {id: x, subject: red, predicate: backs, object: bleu}")
    assert sorted(kb.problems("code message")) == sorted(
        [
            "bad-date The field start is no date. soon is not a date: write a year, a month or a day, such as"
            " 2024, 2024-11 or 2024-11-27.",
            "half-triple The claim has subject and object but no predicate.",
            "long-anchor The anchor has 9 words; at most 8 are quoted.",
            "dangling-reference The field source names raido, but no source has that id.",
            "dangling-reference The field subject names rde, but no actor or place has that id.",
            "dangling-reference The field object names mill, but no actor or place has that id.",
            "dangling-reference The field about names blu, but no actor or place has that id.",
            "dangling-reference The field superseded_by names b, but no claim has that id.",
            "missing-field The place has no name.",
            "unknown-field A place has no field 'nmae'.",
            "dangling-reference The field within names nroth, but no place has that id.",
            "no-evidence The alliance names no claim as evidence.",
            "dangling-reference The field object names bleu, but no actor has that id.",
        ]
    )


@pytest.mark.parametrize(
    "claim",
    [
        "subject: '', predicate: holds, object: mill",
        "exact: [a]",
        "start: soon, end: 2019",
        "predicate: controls_count, subject: red, value: many",
        "said_by: no id",
    ],
)
def test_of_a_field_that_is_at_fault_itself_nothing_else_is_said(kb: Kb, claim: str) -> None:
    kb.write("claims.yaml", f"- {{id: a, statement: A, source: radio, locator: p1, {claim}}}\n")
    assert len(kb.problems()) == 1


def test_an_effect_without_a_group_lacks_the_group(kb: Kb) -> None:
    kb.write("predicates.yaml", "- {id: backs, label: backs, effect: gains}\n")
    assert kb.problems("code") == ["missing-field"]


def test_what_a_faulty_record_names_may_come_to_be(kb: Kb) -> None:
    kb.write("claims.yaml", "- {id: a, statement: A, source: late, locator: p1, start: soon}\n")
    assert kb.problems("code") == ["dangling-reference", "bad-date"]
    kb.write("sources/late.yaml", "- {id: late, title: Late, published: 2020}\n")
    assert kb.problems("code") == ["bad-date"]


def test_what_the_text_itself_is_guilty_of_is_among_them(kb: Kb) -> None:
    kb.write("claims.yaml", "- {id: a, statement: A\n")
    assert kb.problems("code file") == ["syntax claims.yaml"]
    kb.write("claims.yaml", "- {id: a, statement: A, id: b}\n")
    assert kb.problems("code") == ["missing-field", "duplicate-field", "no-locator"]


@pytest.mark.parametrize("file", ["claims.yaml", "claims/a.jsonl"])
def test_where_two_changes_met_in_git_the_records_that_they_touch_are_left_out(kb: Kb, file: str) -> None:
    claim = "- {{id: {0}, statement: {1}, source: radio, locator: p1}}"
    if file.endswith("jsonl"):
        claim = '{{"id": "{0}", "statement": "{1}", "source": "radio", "locator": "p1"}}'
    written = [
        *(claim.format("a", "A"), claim.format("b", "B"), "<<<<<<< HEAD", claim.format("c", "One")),
        *(claim.format("d", "Added"), "=======", claim.format("c", "Other"), ">>>>>>> theirs", claim.format("e", "E")),
    ]
    kb.write(file, "\n".join(written) + "\n")
    # Where the mark follows a record of several lines, nothing tells whether that goes on behind it.
    sound, count = (["a", "b", "e"], 2) if file.endswith("jsonl") else (["a", "e"], 3)
    assert kb.problems() == [f"error git-conflict {file} 3 1"]
    assert told(kb) == (
        f"Two changes met here in git, and {count} records are left out until one of them is chosen.",
        "Keep what is right, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>.",
    )
    assert kb.rows("claim", "claims") == sound


def test_half_a_record_is_not_taken_for_a_whole_one(kb: Kb) -> None:
    met = "  start: 2020\n<<<<<<< HEAD\n  end: 2021\n=======\n  end: 2022\n>>>>>>> theirs\n"
    kb.write("claims.yaml", SOUND)
    with (kb.folder / "claims.yaml").open("a") as file:
        file.write(met)
    assert kb.problems("code line") == ["git-conflict 9"]
    assert told(kb)[0] == "Two changes met here in git, and 1 record is left out until one of them is chosen."
    assert kb.rows("claim", "claims") == []


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> theirs"])
def test_a_mark_that_was_left_is_told_alone(kb: Kb, mark: str) -> None:
    kb.write("claims.yaml", SOUND)
    with (kb.folder / "claims.yaml").open("a") as file:
        file.write(f"{mark}\n- {{id: two, statement: B, source: radio, locator: p1}}\n")
    assert kb.problems("code line") == ["git-conflict 8"]


def test_where_they_met_in_what_the_knowledge_base_is(kb: Kb) -> None:
    kb.write("kb.yaml", "<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> theirs\nschema: 1\n")
    assert kb.problems("code line") == ["git-conflict 1"]
    assert told(kb)[0] == "Two changes met here in git, and what they change is left out until one of them is chosen."


def test_a_line_of_signs_within_a_text_is_no_mark(kb: Kb) -> None:
    kb.write("claims.yaml", "- id: a\n  statement: |-\n    A\n    =======\n  source: radio\n  locator: p1\n")
    assert kb.problems() == []


@pytest.mark.parametrize(
    ("claim", "place"),
    [
        ("subject: red", "1 49"),
        ("subject: red, predicate: holds", "1 49"),
        ("predicate: holds, object: mill", "1 51"),
        ("value: 3", "1 47"),
        ("predicate: controls_count, value: 3", "1 51"),
        ("predicate: controls_count, subject: red", "1 51"),
    ],
)
def test_half_a_triple(kb: Kb, claim: str, place: str) -> None:
    kb.write("claims.yaml", f"- {{id: a, statement: A, source: radio, {claim}, locator: p1}}\n")
    assert found(kb) == [f"error half-triple {place}"]


def test_half_a_triple_says_which_half(kb: Kb) -> None:
    kb.claims("- {id: a, subject: red, object: mill}")
    message, hint = told(kb)
    assert message == "The claim has subject and object but no predicate."
    assert hint == "Give all three, or none and say in `about` what it is about."


def test_an_end_before_the_start(kb: Kb) -> None:
    kb.write("claims.yaml", "- {id: a, statement: A, source: radio, locator: p1, start: 2019-05, end: 2019-04}\n")
    assert found(kb) == ["error end-before-start 1 74"]
    assert told(kb)[0] == "The end 2019-04 is before the start 2019-05."


def test_an_end_that_may_be_the_start_is_none(kb: Kb) -> None:
    kb.claims("- {id: a, start: 2019, end: 2019-04}")
    assert found(kb) == []


def test_an_anchor_of_more_than_eight_words(kb: Kb) -> None:
    kb.claims("""
        - {id: a, exact: one two three four five six seven eight}
        - {id: b, exact: one two three four five six seven eight nine}
        """)
    assert kb.problems("severity code") == ["error long-anchor"]
    assert told(kb)[0] == "The anchor has 9 words; at most 8 are quoted."


def test_two_records_with_one_id_the_later_at_fault(kb: Kb) -> None:
    kb.write("claims/a.yaml", SOUND)
    kb.write("claims/b.yaml", SOUND)
    assert kb.problems() == ["error duplicate-id claims/b.yaml 1 7"]
    assert told(kb) == (
        "The id one is taken already, in claims/a.yaml:1.",
        "Give one of the two another id.",
    )


@pytest.mark.parametrize("kind", ["actor", "place", "source", "predicate"])
def test_ids_are_unique_in_every_kind(kb: Kb, kind: str) -> None:
    path = kb.folder / f"{kind}s.yaml"
    first = path.read_text().split("\n- ")[0]
    path.write_text(f"{path.read_text()}{first}\n")
    assert "duplicate-id" in kb.problems("code")


def test_actors_and_places_share_their_ids(kb: Kb) -> None:
    kb.write("places/more.yaml", "- {id: red, name: Red Hill}\n")
    (kb.folder / "places.yaml").rename(kb.folder / "places" / "places.yaml")
    assert kb.problems() == ["error duplicate-id places/more.yaml 1 8"]
    assert told(kb)[0] == "The id red is taken already, by an actor."


@pytest.mark.parametrize(
    ("claim", "message", "hint"),
    [
        (
            "subject: rde, predicate: holds, object: mill",
            "The field subject names rde, but no actor or place has that id.",
            "Did you mean red?",
        ),
        (
            "subject: red, predicate: hlods, object: mill",
            "The field predicate names hlods, but no predicate has that id.",
            "Did you mean holds?",
        ),
        ("about: [red, mll]", "The field about names mll, but no actor or place has that id.", "Did you mean mill?"),
        ("said_by: gery", "The field said_by names gery, but no actor has that id.", "Did you mean grey?"),
        ("said_by: mill", "The field said_by names mill, but no actor has that id.", None),
        ("said_by: sed", "The field said_by names sed, but no actor has that id.", None),  # red begins otherwise
        ("source: pres", "The field source names pres, but no source has that id.", "Did you mean press?"),
        (
            "retracted: {on: 2020, reason: Wrong., superseded_by: a2}",
            "The field superseded_by names a2, but no claim has that id.",
            None,
        ),
    ],
)
def test_a_dangling_reference_names_the_nearest_ids(kb: Kb, claim: str, message: str, hint: str | None) -> None:
    kb.claims(f"- {{id: claim-1, {claim}}}")
    assert kb.problems("severity code") == ["error dangling-reference"]
    assert told(kb) == (message, hint)


def test_at_most_three_ids_are_named_the_nearest_first(kb: Kb) -> None:
    kb.write("actors.yaml", "".join(f"- {{id: band-{number}, name: Band {number}}}\n" for number in range(1, 6)))
    kb.claims("- {id: a, said_by: band-33}")
    assert told(kb)[1] == "Did you mean band-3 or band-5 or band-4?"


def test_a_nearest_id_is_looked_for_among_so_many_that_nobody_waits() -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE problem (file TEXT, line INTEGER, record TEXT, severity TEXT)")
    db.execute("CREATE TABLE actor (id TEXT)")
    db.execute("CREATE TABLE name (folded TEXT, kind TEXT, ref TEXT)")
    db.executemany("INSERT INTO actor VALUES (?)", [("q",)] * 4999 + [("quay",), ("quays",)])
    assert nearest.hints(db, ["quai"], ("actor",)) == {"quai": "Did you mean quay?"}


def test_only_an_error_of_its_own_leaves_a_record_out(kb: Kb) -> None:
    kb.write("places.yaml", "- {id: mill, name: Mill}\n- {id: quay, name: Quay, aliases: [Mill]}\n")
    kb.claims("- {id: a, said_by: quay}\n- {id: b, said_by: gery}\n- {id: c, credibility: 7}")
    problems = json.loads(kb.run("check", "--format", "json").out)["rows"]
    hints = [problem["hint"] for problem in problems if problem["code"] == "dangling-reference"]
    assert hints == [None, "Did you mean grey?"]


def test_a_reference_to_a_record_with_an_error_says_so(kb: Kb) -> None:
    kb.claims("- {id: a, said_by: pink}")
    kb.write("actors.yaml", (kb.folder / "actors.yaml").read_text() + "- {id: pink, nmae: Pink}\n")
    problems = json.loads(kb.run("check", "--format", "json").out)["rows"]
    assert [problem["code"] for problem in problems] == ["missing-field", "unknown-field", "dangling-reference"]
    assert problems[2]["hint"] == "The record pink is left out because of its own error, in actors.yaml:6."


def test_of_several_with_an_error_the_first_is_told(kb: Kb) -> None:
    kb.claims("- {id: a, said_by: pink}")
    for file, kind in (("places.yaml", "Place"), ("actors.yaml", "Actor")):
        lines = f"- {{id: pink, nmae: {kind}}}\n- {{id: pink, nmae: Another}}\n"
        kb.write(file, (kb.folder / file).read_text() + lines)
    problems = json.loads(kb.run("check", "--code", "dangling-reference", "--format", "json").out)["rows"]
    assert [problem["hint"] for problem in problems] == [
        "The record pink is left out because of its own error, in actors.yaml:6."
    ]


def test_places_and_alliances_refer_too(kb: Kb) -> None:
    kb.write("places.yaml", "- {id: mill, name: Mill, within: [nroth], source: radoi}\n")
    kb.claims("- {id: one, subject: red, predicate: backs, object: blue}")
    kb.alliances("- {id: a, subject: red, predicate: backs, object: bleu, evidence: [noe]}")
    assert kb.problems("code file line column") == [
        "dangling-reference alliances.yaml 1 51",
        "dangling-reference alliances.yaml 1 67",
        "dangling-reference places.yaml 1 34",
        "dangling-reference places.yaml 1 51",
    ]


@pytest.mark.parametrize(
    ("claim", "message", "hint"),
    [
        (
            "subject: red, predicate: backs, object: mill",
            "The object of backs is mill, which is of the kind provincial-capital.",
            "It takes actor.",
        ),
        (
            "subject: north, predicate: backs, object: red",
            "The subject of backs is north, which is of the kind region.",
            "It takes actor.",
        ),
        (
            "subject: red, predicate: rules, object: mill",
            "The subject of rules is red, which is of the kind militia.",
            "It takes state, army.",
        ),
    ],
)
def test_a_subject_or_object_of_the_wrong_kind(kb: Kb, claim: str, message: str, hint: str) -> None:
    rules = "- {id: rules, label: rules, group: legal, subject_kinds: [state, army], object_kinds: [place]}\n"
    kb.write("predicates.yaml", (kb.folder / "predicates.yaml").read_text() + rules)
    kb.claims(f"- {{id: a, {claim}}}")
    assert kb.problems("severity code") == ["error wrong-kind"]
    assert told(kb) == (message, hint)


@pytest.mark.parametrize(
    ("claim", "message", "hint"),
    [
        ("subject: mill, predicate: took, object: ford", "The subject of took is mill", "It takes an actor."),
        ("subject: red, predicate: left, object: blue", "The object of left is blue", "It takes a place."),
    ],
)
def test_control_is_an_actors_and_of_a_place_where_its_predicate_names_no_kinds(
    kb: Kb, claim: str, message: str, hint: str
) -> None:
    kb.claims(f"- {{id: a, {claim}}}\n- {{id: b, subject: red, predicate: took, object: mill}}")
    assert kb.problems("severity code") == ["error wrong-kind"]
    said, do = told(kb)
    assert (said.startswith(message), do) == (True, hint)


def test_a_kind_that_the_predicate_takes_is_no_problem(kb: Kb) -> None:
    rules = "- {id: rules, label: rules, group: legal, subject_kinds: [state, army], object_kinds: [place]}\n"
    kb.write("predicates.yaml", (kb.folder / "predicates.yaml").read_text() + rules)
    kb.claims("- {id: a, subject: grey, predicate: rules, object: mill}")
    assert found(kb) == []


def test_what_one_side_takes_says_nothing_of_the_other(kb: Kb) -> None:
    seizes = "- {id: seizes, label: seizes, group: control, effect: gains, subject_kinds: [army]}\n"
    kb.write("predicates.yaml", (kb.folder / "predicates.yaml").read_text() + seizes)
    kb.claims("- {id: a, subject: blue, predicate: seizes, object: mill}")
    assert found(kb) == []


def test_an_effect_belongs_to_control(kb: Kb) -> None:
    kb.write("predicates.yaml", "- {id: backs, label: backs, group: support, effect: gains}\n")
    assert kb.problems() == ["error wrong-type predicates.yaml 1 53"]


def test_places_within_one_another_in_a_circle(kb: Kb) -> None:
    kb.write(
        "places.yaml",
        """
        - {id: a, name: A, within: [b]}
        - {id: b, name: B, within: [c]}
        - {id: c, name: C, within: [a]}
        - {id: d, name: D, within: [d]}
        - {id: e, name: E}
        """,
    )
    assert {line.split()[1] for line in kb.problems()} == {"within-cycle"}
    assert kb.problems("line column") == ["1 28", "2 28", "3 28", "4 28"]
    assert kb.run("control", "--format", "csv").status == 0


def test_a_circle_that_closes_far_from_where_it_is_closed(kb: Kb) -> None:
    ring = [f"- {{id: p{n}, name: P{n}, within: [p{n + 1}]}}" for n in range(8)]
    kb.write("places/ring.yaml", "\n".join(ring))
    kb.write("places/last.yaml", "- {id: p8, name: P8}\n")
    assert "within-cycle" not in kb.problems("code")
    kb.write("places/last.yaml", "- {id: p8, name: P8, within: [p0]}\n- {id: below, name: Below, within: [p8]}\n")
    assert kb.problems("code file").count("within-cycle places/ring.yaml") == 8
    assert kb.problems("code file").count("within-cycle places/last.yaml") == 1


def test_an_alias_that_means_two_actors(kb: Kb) -> None:
    kb.write(
        "actors.yaml", "- {id: red, name: Red, aliases: [The Band]}\n- {id: blue, name: Blue, aliases: [the-band]}\n"
    )
    assert found(kb) == ["warning ambiguous-alias 1 33"]
    assert told(kb)[0] == "The name The Band means blue too."


@pytest.mark.parametrize(
    ("one", "other", "warned"),
    [("the band", "the band", 0), ("the band", "The band", 1), ("العصبة", "العصبة", 1), ("3", "3", 1)],
)
def test_a_common_noun_may_mean_several(kb: Kb, one: str, other: str, warned: int) -> None:
    kb.write(
        "actors.yaml",
        f"- {{id: red, name: Red, aliases: ['{one}']}}\n- {{id: blue, name: Blue, aliases: ['{other}']}}\n",
    )
    assert len(found(kb)) == warned
    if not warned:
        assert "(blue)" in kb.run("allies", one).err


def test_a_name_that_is_written_in_two_ways_is_told_once(kb: Kb) -> None:
    kb.write(
        "actors.yaml",
        """
        - {id: blue, name: Blue, aliases: [The Band, the-band]}
        - {id: red, name: Red, aliases: [THE BAND]}
        """,
    )
    assert found(kb) == ["warning ambiguous-alias 2 33"]


@pytest.mark.parametrize(
    ("within", "warned"),
    [("[north]", True), ("[south]", False), ("[south, north]", True), ("[]", True), ("[quay]", False)],
)
def test_places_may_share_a_name_within_different_places(kb: Kb, within: str, warned: bool) -> None:
    kb.write("places/more.yaml", f"- {{id: mill-2, name: Mill, kind: quarter, within: {within}}}\n")
    assert ("ambiguous-alias" in kb.problems("code")) is warned


def test_a_place_and_an_actor_may_share_a_name(kb: Kb) -> None:
    kb.write("actors.yaml", "- {id: red, name: Mill}\n")
    assert found(kb) == []


def test_a_claim_that_nobody_knows_the_day_of(kb: Kb) -> None:
    kb.write("sources.yaml", "- {id: rumour, title: A rumour}\n")
    kb.claims("- {id: a, source: rumour}\n- {id: b, source: rumour, reported: 2020}")
    assert [line.split()[1] for line in found(kb)] == ["undated-claim"]
    kb.claims("- {id: c, source: rumour, start: 2020-01-01}")
    assert found(kb) == []
    kb.claims("- {id: d, source: rumour, recorded: 2020-01-01}")
    assert [line.split()[1] for line in found(kb)] == ["undated-claim"]


def test_a_claim_that_says_what_another_says_in_every_field(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: red, predicate: holds, object: mill, about: [blue], recorded: 2020-01-01}
        - {id: b, subject: red, predicate: holds, object: mill, about: [blue], recorded: 2020-02-02}
        - {id: c, subject: red, predicate: holds, object: mill}
        - {id: d, subject: red, predicate: holds, object: mill, about: [blue], note: Said twice.}
        """)
    assert kb.problems("severity code line") == ["warning repeated-claim 14"]
    assert told(kb) == (
        "The claim a says the same, in every field.",
        "Retract one of them, or say in a note what makes them two.",
    )


def test_a_claim_that_says_what_one_says_that_was_taken_back_is_new(kb: Kb) -> None:
    kb.claims("- {id: a, about: [red], retracted: {on: 2020, reason: No.}}\n- {id: b, about: [red]}")
    assert found(kb) == []


def test_two_that_were_both_taken_back_are_no_problem(kb: Kb) -> None:
    kb.claims("\n".join(f"- {{id: {each}, about: [red], retracted: {{on: 2020, reason: No.}}}}" for each in "ab"))
    assert found(kb) == []


def test_each_of_many_claims_of_one_content_is_told_of_the_first(kb: Kb) -> None:
    kb.claims("- {id: c, about: [red]}\n- {id: b, about: [red]}\n- {id: a, about: [red]}")
    assert kb.problems("code message") == ["repeated-claim The claim c says the same, in every field."] * 2


def test_an_actor_that_is_related_to_itself(kb: Kb) -> None:
    kb.claims("- {id: one, subject: red, predicate: backs, object: red}")
    assert found(kb) == ["warning self-relation 7 11"]
    kb.alliances("- {id: a, subject: red, predicate: backs, object: red, evidence: [one]}")
    assert kb.problems("severity code file") == [
        "error self-relation alliances.yaml",
        "warning self-relation claims.yaml",
    ]


def test_an_alliance_without_evidence(kb: Kb) -> None:
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue}")
    assert found(kb) == ["error no-evidence 1 3"]


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("subject: grey, predicate: backs, object: blue", "The evidence one is not about both red and blue."),
        ("about: [red]", "The evidence one is not about both red and blue."),
        ("about: [blue]", "The evidence one is not about both red and blue."),
        ("about: [red, grey]", "The evidence one is not about both red and blue."),
        ("subject: red, predicate: backs, object: blue, stance: denies", "The evidence one denies what it says."),
        ("about: [red, blue], modality: possible", "The evidence one is only possible."),
    ],
)
def test_an_alliance_with_evidence_for_something_else(kb: Kb, claim: str, message: str) -> None:
    kb.claims(f"- {{id: one, {claim}}}")
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, evidence: [one]}")
    assert kb.problems("severity code line column") == ["error evidence-mismatch 1 67"]
    assert told(kb)[0] == message


@pytest.mark.parametrize("claim", ["subject: blue, predicate: fights, object: red", "about: [blue, mill, red]"])
def test_evidence_may_be_any_claim_about_both(kb: Kb, claim: str) -> None:
    kb.claims(f"- {{id: one, {claim}}}")
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, evidence: [one]}")
    assert found(kb) == []


def test_every_claim_of_the_evidence_is_looked_at(kb: Kb) -> None:
    kb.claims("""
        - {id: one, about: [red, blue]}
        - {id: two, about: [red]}
        - {id: three, about: [green, blue]}
        """)
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, evidence: [one, two, one, three]}")
    problems = json.loads(kb.run("check", "--format", "json").out)["rows"]
    assert [problem["message"] for problem in problems] == [
        "The evidence two is not about both red and blue.",
        "The evidence three is not about both red and blue.",
    ]


def test_evidence_that_is_retracted_later_is_noticed_though_the_alliance_stands_elsewhere(kb: Kb) -> None:
    kb.claims("- {id: one, about: [red, blue]}")
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, evidence: [one]}")
    assert found(kb) == []
    kb.claims("- {id: one, about: [red, blue], retracted: {on: 2020, reason: Wrong.}}")
    assert found(kb) == ["warning retracted-evidence 1 67"]


def test_retracted_evidence(kb: Kb) -> None:
    kb.claims("""
        - {id: one, about: [red, blue], retracted: {on: 2020, reason: Wrong., superseded_by: two}}
        - {id: two, about: [red, blue]}
        """)
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, evidence: [one]}")
    assert found(kb) == ["warning retracted-evidence 1 67"]
    assert told(kb) == ("The evidence one was retracted, so it no longer counts.", "Name two in its stead.")


def test_a_count_that_the_records_do_not_bear_out(kb: Kb) -> None:
    kb.write(
        "claims.yaml",
        "- {id: n, statement: N, source: radio, locator: p1, subject: red, predicate: controls_count, value: 2}\n",
    )
    assert found(kb) == ["warning count-mismatch 1 3"]
    assert told(kb)[0] == "n counts 2 for Red Company, but the records give 0."


def test_a_file_that_looks_like_records_but_is_not_read(kb: Kb) -> None:
    kb.write("claim.yaml", "- {id: a}\n")
    kb.write("claims/old.yml", "- {id: a}\n")
    assert kb.problems("severity code file") == [
        "warning unread-file claim.yaml",
        "warning unread-file claims/old.yml",
    ]


@pytest.mark.parametrize("file", ["places/x.csv", "places/notes", "places.csv", "claims.txt"])
def test_any_file_among_the_records_that_is_not_read(kb: Kb, file: str) -> None:
    kb.write(file, "id,name\n")
    assert kb.problems("severity code file") == [f"warning unread-file {file}"]
    assert told(kb)[0] == "This file is not read."


@pytest.mark.parametrize("question", [("info",), ("check",), ("claims",), ("retract", "a", "--reason", "No")])
def test_a_file_of_records_whose_name_is_no_text_is_told(kb: Kb, question: tuple[str, ...]) -> None:
    kb.claims("- {id: a, about: [red]}", "claims/a.yaml")
    kb.write("claims/b\udcff.yaml", "[]")
    said = "error: The name of claims/b\\xff.yaml is not UTF-8. Rename the file.\n"
    assert kb.run(*question) == (1, "", said)


def test_a_file_that_is_not_read_is_told_whatever_its_name(kb: Kb) -> None:
    kb.claims("- {id: a, about: [red]}", "claims/a.yaml")
    kb.write("claims/b\udcff.txt", "")
    assert kb.problems("code file") == [r"unread-file claims/b\xff.txt"]


def test_a_folder_in_a_folder_of_records_is_not_read(kb: Kb) -> None:
    kb.write("claims/2024/may.yaml", SOUND)
    assert kb.problems("severity code file") == ["warning unread-file claims/2024"]
    assert told(kb)[0] == "This folder is not read."


@pytest.mark.parametrize(
    "file",
    ["claims/.hidden", "claims/a.yaml~", "claims/#a.yaml#", "claims/.a.yaml.swp", "claims/a.yaml.bak", "claims/README"],
)
def test_what_people_and_their_editors_keep_beside_records_is_no_problem(kb: Kb, file: str) -> None:
    kb.write("claims/a.yaml", SOUND)
    kb.write(file, "whatever")
    kb.write("README.md", "What this is.")
    kb.write(".gitignore", ".syriakb.lock")
    assert kb.problems() == []


UNREAD = "1 record has errors and is left out: claims/faulty.yaml:1. To see why: syriakb check"


@pytest.mark.parametrize("question", [("control", "mill"), ("show", "mill")])
def test_an_answer_comes_from_the_sound_records_and_says_which_are_left_out(kb: Kb, question: tuple[str, ...]) -> None:
    kb.write("claims/sound.yaml", SOUND)
    kb.write("claims/faulty.yaml", "- {id: two, statement: B, source: raido}\n")
    for format in ("table", "json", "jsonl", "csv", "markdown"):
        result = kb.run(*question, "--format", format)
        assert result.status == 0
        assert "mill" in result.out.lower()
        beside = "warning: 1 record with errors is left out of this answer. To see them: syriakb check\n"
        assert result.err == (beside if format in ("jsonl", "csv") else "")
    lines = kb.run(*question).out.splitlines()
    assert " ".join(lines[1:4]).count(UNREAD) == 1  # under the title
    assert kb.run(*question, "--format", "markdown").out.count(UNREAD) == 1
    answer = kb.ask(*question)
    assert (answer["unread"], answer["notes"].count(UNREAD)) == (1, 1)


def test_of_many_that_are_left_out_the_first_three_are_named(kb: Kb) -> None:
    kb.write("claims/sound.yaml", SOUND)
    assert (kb.ask("capitals")["unread"], kb.ask("capitals")["notes"]) == (0, [])
    assert "left out" not in kb.run("capitals").out
    faulty = [f"- {{id: c{at}, statement: B, source: raido}}\n" for at in range(4)]
    kb.write("claims/faulty.yaml", "".join(faulty[:3]))
    three = "claims/faulty.yaml:1, claims/faulty.yaml:2, claims/faulty.yaml:3"
    all_three = f"3 records have errors and are left out: {three}. To see why: syriakb check"
    assert kb.ask("capitals")["notes"] == [all_three]
    kb.write("claims/faulty.yaml", "".join(faulty))
    answer = kb.ask("capitals")
    more = f"4 records have errors and are left out: {three} and others. To see why: syriakb check"
    assert (answer["unread"], answer["notes"]) == (4, [more])
    assert kb.run("capitals", "--format", "csv").err.startswith("warning: 4 records with errors are left out")


def test_a_check_tells_of_what_is_left_out_in_its_rows_alone(kb: Kb) -> None:
    kb.write("claims/faulty.yaml", "- {id: two, statement: B, source: raido}\n")
    result = kb.run("check", "--format", "json")
    assert ("unread" in result.out, "left out" in result.out, result.err) == (False, False, "")


def test_what_hangs_on_a_faulty_record_is_left_out_with_it(kb: Kb) -> None:
    kb.write("sources.yaml", "- {id: radio, title: Radio, published: someday}\n")
    kb.write("claims.yaml", SOUND)
    assert kb.problems("code file") == ["dangling-reference claims.yaml", "bad-date sources.yaml"]
    assert kb.rows("controllers", "control", "mill") == ["-"]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("start: 2020-01-02", True),
        ("start: 2020-02", True),
        ("start: 2020-01-01", False),
        ("start: 2020-01", False),  # the first of January is in it
        ("start: '[2020-01-01..2020-03]'", False),
        ("start: '[2020-01-02..2020-03]'", True),
        ("start: 2020-02, reported: 2020-03", False),
        ("start: 2020-02, reported: 2020-01", True),
        ("start: 2020-02, modality: intended", False),
        ("start: 2020-02, modality: possible", False),
        ("start: 2020-02, stance: denies", True),
        ("start: 2020-02, retracted: {on: 2020-03, reason: No.}", False),
        ("end: 2020-02", False),
    ],
)
def test_what_begins_after_its_report_is_told(kb: Kb, claim: str, told: bool) -> None:
    kb.claims(f"- {{id: a, {claim}}}")
    assert kb.problems("code") == (["start-after-report"] if told else [])


def test_both_days_are_named_where_the_start_stands(kb: Kb) -> None:
    kb.write("claims.yaml", "- {id: a, statement: A, source: radio, locator: p1, start: 2020-02}\n")
    assert kb.problems("severity line column message") == [
        "warning 1 60 The start 2020-02 is after the report 2020-01-01."
    ]


def test_a_report_that_is_dated_otherwise_later_settles_it(kb: Kb) -> None:
    kb.claims("- {id: a, start: 2020-02}")
    assert kb.problems("code") == ["start-after-report"]
    kb.write("sources.yaml", "- {id: radio, title: Radio March, published: 2020-02-01}\n")
    assert kb.problems("code") == []


UNDATED = "- {id: radio, title: Radio March}\n"


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("sources.yaml", "- {id: radio, title: R, published: 9000-01-01}\n", "published 9000-01-01"),
        ("sources.yaml", "- {id: radio, title: R, published: '[2020..9000]'}\n", ""),
        ("claims.yaml", "- {id: a, statement: A, source: radio, locator: p1, reported: 9000}\n", "reported 9000"),
        ("claims.yaml", "- {id: a, statement: A, source: radio, locator: p1, reported: '[2020..9000]'}\n", ""),
        ("claims.yaml", "- {id: a, statement: A, source: radio, locator: p1, end: 9000}\n", ""),
        ("claims.yaml", "- {id: a, statement: A, source: none, locator: p1, start: 9000}\n", "start 9000"),
        ("claims.yaml", "- {id: a, statement: A, source: none, locator: p1, start: 9000, modality: intended}\n", ""),
        (
            *("claims.yaml", "- {id: a, statement: A, source: none, locator: p1, start: 9000, reported: 9000}\n"),
            "reported 9000",
        ),
        (
            "claims.yaml",
            "- {id: a, statement: A, source: none, locator: p1, start: 9000, retracted: {on: 2020, reason: No.}}\n",
            "",
        ),
        (
            "alliances.yaml",
            "- {id: x, subject: red, predicate: backs, object: blue, evidence: [b], start: 9000}\n",
            "start 9000",
        ),
    ],
)
def test_what_is_dated_in_the_future_is_told(kb: Kb, file: str, text: str, told: str) -> None:
    kb.write("sources/none.yaml", "- {id: none, title: No date}\n")
    kb.write(
        "claims/b.yaml",
        "- {id: b, statement: B, source: radio, locator: p1, subject: red, predicate: backs, object: blue}\n",
    )
    kb.write(file, text)
    found = [each for each in kb.problems("code message") if each.startswith("future-date")]
    assert found == ([f"future-date The date {told} is in the future."] if told else [])


def test_what_is_today_anywhere_in_the_world_is_not_in_the_future(kb: Kb) -> None:
    there = datetime.now(UTC) + timedelta(hours=14)
    for days, told in ((0, []), (2, ["future-date"])):
        kb.claims(f"- {{id: a, reported: {(there + timedelta(days)).date()}}}")
        assert kb.problems("code") == told


def test_a_future_that_has_come_is_no_longer_told_although_no_file_changed(
    kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Later":
            return cls(9001, 1, 1, tzinfo=tz)

    kb.claims("- {id: a, reported: 9000-12-31}")
    assert kb.problems("code") == ["future-date"]
    monkeypatch.setattr("syriakb.index.ahead.datetime", Later)
    assert kb.problems("code") == []


@pytest.mark.parametrize(
    ("field", "name", "meant"),
    [
        ("object", "Mill", "mill"),
        ("subject", "Bleus", "blue"),
        ("object", "mil", "mill"),
        ("object", "The Mill", "mill"),
        ("object", "the mil", "mill"),  # by a near name
        ("subject", "Red Compny", "red"),
        ("subject", "الزرق", "blue"),
        ("subject", ["grey", "Blue Guard"], "blue"),
        ("object", "northern march", "north"),
        ("predicate", "is held by", "holds"),
        ("predicate", "Is A Member Of", "member_of"),
        ("said_by", "Grey Kingdom", "grey"),
        ("source", "The March Press", "press"),
        ("source", "the march press", "press"),
        ("place", "Northern March", "north"),
        ("except", ["The Mill"], "mill"),
        ("object", "Northern Marsh", "north"),  # of which the mill is left out
    ],
)
def test_a_name_in_the_place_of_an_id_is_answered_with_the_id(kb: Kb, field: str, name: str, meant: str) -> None:
    sides = {"subject": "red", "predicate": "holds", "object": "mill"} | {field: name}
    sides |= {"except": ["mill"]} if name == "Northern Marsh" else {}
    kb.claims(f"- {json.dumps({'id': 'a', **sides})}")
    assert kb.problems("severity code") == ["error dangling-reference"]
    assert told(kb)[1] == f"Did you mean {meant}?"


def test_of_an_actor_no_place_is_left_out(kb: Kb) -> None:
    kb.claims("- {id: a, subject: red, predicate: backs, object: blue, except: [mill]}")
    assert kb.problems("code") == ["exception-outside"]
    assert told(kb)[0] == "The claim leaves out mill, which does not lie within blue."


def test_every_field_that_refers_answers_a_name_with_the_id(kb: Kb) -> None:
    kb.claims(
        """
        - {id: first, statement: The mill fell., about: [mill]}
        - {id: second, statement: The ford fell., about: [Red Company],
           retracted: {on: 2020, reason: Wrong., superseded_by: The mill fell.}}
        """
    )
    kb.alliances(
        "- {id: a, subject: Blue Guard, predicate: is allied with, object: Grey Kingdom, evidence: [The mill fell.]}\n"
    )
    kb.write("rulings.yaml", "- {id: r, place: The Mill, holders: [Green Band], evidence: [The mill fell.]}\n")
    kb.write("places/more.yaml", "- {id: weir, name: Weir, within: [Northern March], source: Radio March}\n")
    (kb.folder / "places.yaml").rename(kb.folder / "places" / "places.yaml")
    kb.write("sources/wire.yaml", "- {id: wire, title: Wire, derives_from: [Radio March], speaks_for: The Reds}\n")
    (kb.folder / "sources.yaml").rename(kb.folder / "sources" / "sources.yaml")
    found = json.loads(kb.run("check", "--format", "json").out)["rows"]
    meant = {(Path(each["file"]).stem, each["message"].split()[2]): each["hint"] for each in found}
    assert {each["code"] for each in found} == {"dangling-reference"}
    assert meant == {
        ("alliances", "subject"): "Did you mean blue?",
        ("alliances", "predicate"): "Did you mean allied_with?",
        ("alliances", "object"): "Did you mean grey?",
        ("alliances", "evidence"): "Did you mean first?",
        ("rulings", "place"): "Did you mean mill?",
        ("rulings", "holders"): "Did you mean green?",
        ("rulings", "evidence"): "Did you mean first?",
        ("more", "within"): "Did you mean north?",
        ("more", "source"): "Did you mean radio?",
        ("wire", "derives_from"): "Did you mean radio?",
        ("wire", "speaks_for"): "Did you mean red?",
        ("claims", "about"): "Did you mean red?",
        ("claims", "superseded_by"): "Did you mean first?",
    }


def test_a_name_is_answered_in_a_record_with_other_faults_too(kb: Kb) -> None:
    kb.claims("- {id: a, subject: Red Company, predicate: holds, object: Nowhere at all, credibility: 9}")
    told = {each["message"]: each["hint"] for each in json.loads(kb.run("check", "--format", "json").out)["rows"]}
    assert told["The field subject names 'Red Company', but no actor or place has that id."] == "Did you mean red?"
    assert told["The field object names 'Nowhere at all', but no actor or place has that id."] is None
    kb.claims(f"- {{id: a, about: [{'long ' * 30}]}}")
    assert "long lo...', but no actor" in json.loads(kb.run("check", "--format", "json").out)["rows"][0]["message"]


_DEGREES = "Write degrees and their decimals, between"
_ID = "An id is up to 100 letters a-z, digits, hyphens, dots and underscores"
_REFUSED = (
    (("reliability", "url"), "sources.yaml", "title: L"),
    (("lat", "lon", "wikidata", "kind"), "places.yaml", "name: L"),
    (("value",), "claims.yaml", "statement: S, source: radio, locator: p1, subject: red, predicate: controls_count"),
)


@pytest.mark.parametrize(
    ("field", "given", "wrong", "would_do"),
    [
        ("reliability", "good", "which it cannot be", "Write one of A, B, C, D, E, F."),
        ("url", "leaf.example", "which is no web address", "It begins with https:// or http://."),
        ("url", "https://", "which is no web address", "It begins with https:// or http://."),
        (
            "url",
            "https://leaf.example/a b",
            "which has a blank in it",
            "Write %20 for a blank within it, or leave out what follows https://leaf.example/a.",
        ),
        ("lat", "a lot", "which is no number", f"{_DEGREES} -90 and 90, such as 35.93 or -0.5."),
        ("lon", "35°12m", "which is no number", f"{_DEGREES} -180 and 180, such as 35.93 or -0.5."),
        ("lat", "91", "which is beyond 90 degrees", "It is between -90 and 90."),
        ("lon", "-180.1", "which is beyond 180 degrees", "It is between -180 and 180."),
        ("wikidata", "P31", "which is no item of Wikidata", "An item is a Q and a number, such as Q2007044."),
        ("wikidata", "q12", "which is no item of Wikidata", "Did you mean Q12?"),
        ("wikidata", "https://www.wikidata.org/wiki/Q12", "which is no item of Wikidata", "Did you mean Q12?"),
        ("kind", "big town", "which is no id", f"{_ID}, such as big-town."),
        ("kind", "Vörstadt", "which is no id", f"{_ID}, such as vorstadt."),
        ("kind", "حي", "which is no id", f"{_ID}."),
        ("kind", "x" * 101, "which is no id, as it has 101 characters", "At most 100 do."),
        ("value", "2 000", "which is no whole number", "Write 2000."),
        ("value", "2,000,000", "which is no whole number", "Write 2000000."),
        ("value", "2.5", "which is no whole number", "Write one, such as 4."),
        ("value", "some", "which is no whole number", "Write one, such as 4."),
        ("value", "12345678901", "which is too large", "The largest is 999999999."),
    ],
)
def test_a_refusal_tells_what_was_given_what_is_wrong_and_what_would_do(
    kb: Kb, field: str, given: str, wrong: str, would_do: str
) -> None:
    file, record = next((file, record) for fields, file, record in _REFUSED if field in fields)
    before = (kb.folder / file).read_text() if (kb.folder / file).exists() else ""
    kb.write(file, before + f"- {{id: leaf, {record}, {field}: {json.dumps(given, ensure_ascii=False)}}}\n")
    message, hint = told(kb)
    shown = [each for each in (f"{given!r}", given, f"{given[:30]}...") if f"is {each}, {wrong}" in message]
    assert (shown != [], hint) == (True, would_do), message
