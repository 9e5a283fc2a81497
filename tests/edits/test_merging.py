"""Two actors or two places made one."""

from tests.kb import Kb

CLAIMS = """
- {id: one, subject: red, predicate: fights, object: blue, said_by: bleus, place: ford}
- {id: two, subject: bleus, predicate: holds, object: weir}
- {id: three, about: [blue, bleus, weir]}
- {id: four, about: [bleus, green]}
"""


def doubled(kb: Kb) -> None:
    """The Marches with the Blue Guard under two ids, and a place too."""
    kb.write("actors.yaml", """\
        # Who acts.
        - {id: red, name: Red Company, kind: militia}
        - {id: blue, name: Blue Guard, aliases: [Guard], kind: army}  # kept
        - id: bleus
          name: Les Bleus
          aliases: [guard, الزرق]
          kind: army
          wikidata: Q7
        - {id: green, name: Green Band, kind: militia}
        """)  # fmt: skip
    kb.write("places/more.jsonl", '{"id": "weir", "name": "Weir", "within": ["mill"]}\n{"id": "fen", "name": "Fen"}\n')
    kb.claims(CLAIMS)
    kb.alliances("- {id: pact, subject: bleus, predicate: allied_with, object: green, evidence: [four]}\n")


def test_names_are_joined_and_every_reference_is_rewritten_where_it_stands(kb: Kb) -> None:
    doubled(kb)
    answer = kb.ask("merge", "blue", "Les Bleus")
    assert (answer["answer"], answer["merged"], answer["renamed"]) == ("merge", "bleus", 5)
    assert (kb.folder / "actors.yaml").read_text(encoding="utf-8") == (
        "# Who acts.\n"
        "- {id: red, name: Red Company, kind: militia}\n"
        "- {id: blue, name: Blue Guard, aliases: [Guard, Les Bleus, الزرق], kind: army, wikidata: Q7}  # kept\n"
        "- {id: green, name: Green Band, kind: militia}\n"
    )
    assert kb.rows("claim said_by", "claims", "--by", "blue") == ["one blue"]
    assert kb.rows("place controllers", "control", "weir") == ["weir blue"]
    assert kb.ask("show", "three")["record"]["about"] == ["blue", "weir"]
    assert kb.ask("show", "pact")["record"]["subject"] == "blue"
    assert "bleus" not in kb.run("export", "jsonl", "--table", "claims").out
    assert "error" not in kb.problems("severity")


def test_places_are_merged_too(kb: Kb) -> None:
    doubled(kb)
    assert kb.run("merge", "Mill", "weir").status == 0
    assert (kb.folder / "places" / "more.jsonl").read_text() == '{"id": "fen", "name": "Fen"}\n'
    assert kb.rows("place controllers", "control", "mill")[0] == "mill bleus"
    assert kb.ask("show", "Weir")["record"]["id"] == "mill"
    assert kb.ask("show", "mill")["record"]["within"] == ["north"]


def test_what_is_said_of_both_is_to_be_settled_first(kb: Kb) -> None:
    doubled(kb)
    before = (kb.folder / "claims.yaml").read_text()
    told = kb.run("merge", "red", "blue")
    assert (told.status, "one says something of red and blue" in told.err) == (1, True)
    assert (kb.folder / "claims.yaml").read_text() == before


def test_nothing_is_written_by_a_dry_run(kb: Kb) -> None:
    doubled(kb)
    before = (kb.folder / "actors.yaml").read_text()
    told = kb.run("merge", "blue", "bleus", "--dry-run")
    assert (told.status, "Would merge the actor bleus into blue" in told.out) == (0, True)
    assert (kb.folder / "actors.yaml").read_text() == before


def test_what_cannot_be_one(kb: Kb) -> None:
    doubled(kb)
    assert kb.run("merge", "blue", "Blue Guard").err == "error: 'blue' and 'Blue Guard' are one already: blue.\n"
    assert "so they are not one" in kb.run("merge", "blue", "ford").err
    assert kb.run("merge", "blue", "ford").status == 2
    assert "No actor or place is called 'nobody'" in kb.run("merge", "blue", "nobody").err
    kb.claims("- {id: one, about: [ford]}\n- {id: two, about: [ford]}")
    claims, sources = kb.run("merge", "one", "two"), kb.run("merge", "radio", "press")
    assert (claims.status, claims.err) == (
        2,
        "error: Only actors and places are made one, and one is a claim. Here, take one of them back: "
        "syriakb retract ID --reason TEXT --superseded-by OTHER\n",
    )
    assert (sources.status, sources.err) == (
        2,
        "error: Only actors and places are made one, and radio is a source. Here, change the records that name it "
        "(syriakb edit ID), then: syriakb remove radio\n",
    )
