"""Where voices disagree, what rests on whose word, who stands for whom, and what is stale."""

from tests.kb import Kb

WAR = """
    - {id: pact, subject: blue, predicate: member_of, object: league, start: 2010, source: press}
    - {id: also, subject: green, predicate: member_of, object: league, start: 2010, source: press}
    - {id: wire, subject: blue, predicate: took, object: ford, start: 2020-01-05}
    - {id: daily, subject: green, predicate: took, object: ford, start: 2020-01-05, source: press}
    - {id: firm, subject: red, predicate: holds, object: quay, start: 2019}
    - {id: boast, subject: green, predicate: took, object: quay, start: 2020-02, said_by: green}
    - {id: help, subject: red, predicate: backs, object: blue, start: 2019}
    - {id: no, subject: red, predicate: backs, object: blue, start: 2020, stance: denies, said_by: red}
    - {id: war, subject: red, predicate: fights, object: green, start: 2019-02, source: press}
    - {id: aid, subject: red, predicate: backs, object: green, start: 2019-02, source: press}
    """


def positions(kb: Kb, name: str, *options: str) -> list[str]:
    (row,) = [row for row in kb.ask("disputes", *options)["rows"] if row["id"] == name]
    return [
        f"{each['says']} | {','.join(each['voices'])} | {','.join(each['evidence'])} {each['grade']}"
        for each in row["positions"]
    ]


def test_places_and_relations_of_which_voices_disagree(kb: Kb) -> None:
    kb.claims(WAR)
    assert kb.rows("kind id why subject object", "disputes") == [
        "place ford contradicted - -",
        "place quay own-word - -",
        "relation red backs blue contradicted red blue",
        "relation green red ally-and-enemy green red",
    ]
    assert positions(kb, "ford") == ["Blue Guard holds it | radio | wire B6", "Green Band holds it | press | daily D6"]
    assert positions(kb, "quay") == [
        "Green Band took it, by an own word | green | boast B6",
        "Red Company holds it | radio | firm B6",
    ]
    assert positions(kb, "red backs blue") == [
        "Red Company backs Blue Guard | radio | help B6",
        "it is denied | red | no B6",
    ]


def test_only_what_two_of_them_say_otherwise(kb: Kb) -> None:
    kb.claims(WAR)
    assert kb.rows("id", "disputes", "--between", "radio", "--between", "press") == ["ford"]
    assert kb.rows("id", "disputes", "--between", "red", "--between", "radio") == ["red backs blue"]
    assert kb.run("disputes", "--between", "radio").status == 2
    assert "Nobody disagrees" in kb.run("disputes", "--as-of", "2018").out


def test_what_no_claim_settles_is_told(kb: Kb) -> None:
    kb.claims("""
        - {id: good, subject: blue, predicate: holds, object: mill, start: 2019}
        - {id: bad, subject: red, predicate: holds, object: mill, start: 2020-03, source: press}
        """)
    assert kb.rows("id why", "disputes") == ["mill unsettled"]
    assert "unsettled" in kb.run("disputes").out


def test_what_rests_on_a_voice(kb: Kb) -> None:
    kb.claims(WAR)
    rows = kb.rows("what id with status_with without status_without evidence", "depends", "radio")
    assert rows == [
        "control ford blue,green disputed green held wire,daily",
        "control gate blue,green disputed green held wire,daily",
        "control quay red,green disputed - unknown firm,boast",
        "relation red backs blue disputed - - - help,no",
    ]
    assert kb.rows("id", "depends", "boast") == ["quay"]
    assert "No answer" in kb.run("depends", "grey").out


def test_what_narrows_the_question_narrows_both(kb: Kb) -> None:
    kb.claims(WAR)
    assert kb.rows("id with without", "depends", "press", "--only", "source:press", "--only", "boast")[:1] == [
        "ford green -"
    ]


def test_voices_by_how_much_rests_on_each_alone(kb: Kb) -> None:
    kb.claims(WAR)
    assert kb.rows("voice answers", "depends") == ["press 4"]
    kb.claims("- {id: one, subject: red, predicate: holds, object: mill, start: 2019, said_by: grey}")
    assert kb.rows("voice answers", "depends") == ["grey 1"]


def test_holders_are_told_by_their_sides(kb: Kb) -> None:
    kb.claims(WAR)
    answer = kb.ask("control", "ford", "--sides")
    assert kb.rows("place controllers status together", "control", "ford", "--sides") == [
        "ford league held -",
        "gate league held -",
    ]
    assert "League of the Marches stands for Blue Guard, Green Band." in answer["notes"]
    assert kb.rows("capital controllers", "capitals", "--sides")[0] == "ford league"
    assert "League" in kb.run("diff", "2018", "2020", "--sides").out
    assert kb.rows("place controllers", "control", "quay", "--sides", "--without", "boast") == ["quay red"]


def test_who_has_two_sides_is_his_own(kb: Kb) -> None:
    kb.write("actors/more.yaml", "- {id: front, name: Front, kind: coalition}\n")
    kb.claims(f"{WAR}- {{id: two, subject: blue, predicate: member_of, object: front, start: 2011}}\n")
    assert kb.rows("place controllers status", "control", "ford", "--sides")[0] == "ford blue,league disputed"


def test_what_was_not_reported_for_long_is_stale(kb: Kb) -> None:
    kb.claims("- {id: old, subject: red, predicate: holds, object: mill, start: 2019}")
    assert kb.rows("place stale reported", "control", "mill", "--as-of", "2020-03-31") == ["mill False 2020-01-01"]
    assert kb.rows("place stale", "control", "mill", "--as-of", "2020-04-01") == ["mill True"]
    assert kb.rows("place stale", "control", "mill", "--as-of", "2020-04-01", "--stale-after", "91") == ["mill False"]
    assert kb.rows("place stale", "control", "mill", "--as-of", "2020-01-11", "--stale-after", "9") == ["mill True"]
    out = kb.run("control", "mill", "--as-of", "2020-04-01").out
    assert "stated, stale" in out
    assert "--stale-after" in out


def test_a_relation_is_stale_after_a_year(kb: Kb) -> None:
    kb.claims("- {id: old, subject: red, predicate: backs, object: blue, start: 2019}")
    assert kb.rows("stale", "relations", "red", "--as-of", "2020-12-31") == ["False"]
    assert kb.rows("stale", "relations", "red", "--as-of", "2021-01-01") == ["True"]
