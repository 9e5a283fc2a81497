"""What very many claims say is told so that it can be read: a few are named, the others counted; programs get all."""

from tests.kb import Kb


def test_of_very_many_denials_three_are_named_in_the_caveat(kb: Kb) -> None:
    def said(at: int) -> str:
        stance = "asserts" if 8 <= at <= 10 else "denies"
        day = f"start: 2019-01-{at:02}, reported: 2019-01-{at:02}"
        return f"- {{id: c{at}, subject: red, predicate: backs, object: blue, {day}, stance: {stance}}}"

    kb.claims("\n".join(map(said, range(1, 16))))
    (row,) = kb.ask("relations", "red")["rows"]
    assert row["caveat"] == "denied too (c11, c12, c13 and 2 more); denied before (c1, c2, c3 and 4 more)"
    assert row["evidence"] == [f"c{day}" for day in range(8, 16)]


def test_of_very_many_claims_of_a_rivalry_three_are_named_beside_the_ally(kb: Kb) -> None:
    kb.claims(
        "- {id: pact, subject: red, predicate: allied_with, object: blue}\n"
        + "\n".join(f"- {{id: f{at}, subject: red, predicate: fights, object: blue}}" for at in range(5))
    )
    assert kb.rows("ally caveat", "allies", "red") == ["blue also fights it (stated, f0, f1, f2 and 2 more)"]


def test_what_several_improbable_claims_say_alike_is_said_once(kb: Kb) -> None:
    kb.claims(
        "- {id: firm, subject: blue, predicate: holds, object: mill, start: 2018, reported: 2018}\n"
        + "\n".join(
            f"- {{id: i{at}, subject: red, predicate: took, object: mill, start: 2019-0{at}, credibility: 5}}"
            for at in range(1, 6)
        )
    )
    said = "that Red Company took it is graded improbable"
    assert kb.rows("caveat", "control", "mill") == [f"{said} (i5, i4, i3 and 2 more)"]
    (dispute,) = kb.ask("disputes")["rows"]
    assert [(each["says"], each["voices"], len(each["evidence"])) for each in dispute["positions"]] == [
        ("Blue Guard holds it", ["radio"], 1),
        (said, ["radio"], 5),
    ]


def test_of_very_many_claims_later_than_a_ruling_three_are_told_and_the_others_counted(kb: Kb) -> None:
    kb.claims(
        "- {id: firm, subject: blue, predicate: holds, object: mill, start: 2018, reported: 2018}\n"
        + "\n".join(
            f"- {{id: t{at}, subject: red, predicate: took, object: mill, start: 2019-0{at}}}" for at in range(1, 6)
        )
    )
    kb.write("rulings.yaml", "- {id: r, place: mill, holders: [blue], status: held, start: 2018, evidence: [firm]}")
    assert kb.rows("caveat", "control", "mill") == [
        "Red Company took it later, 2019-05-31 (t5); Red Company took it later, 2019-04-30 (t4);"
        " Red Company took it later, 2019-03-31 (t3); and 2 more such claims"
    ]


def test_a_note_names_the_first_of_many_places(kb: Kb) -> None:
    kb.write(
        "places/more.yaml", "".join(f"- {{id: v{at}, name: Village {at:02}, kind: village}}\n" for at in range(15))
    )
    kb.claims("\n".join(f"- {{id: j{at}, subject: [red, blue], predicate: holds, object: v{at}}}" for at in range(15)))
    (note,) = [each for each in kb.ask("control", "--kind", "village")["notes"] if "jointly" in each]
    assert note.endswith("and 3 more.") and note.count("Village") == 12
