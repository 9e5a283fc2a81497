"""Dated claims in order, and the chains that link two actors."""

from sqlite3 import Connection

from syriakb.queries.moment import Moment
from syriakb.queries.time.timeline import timeline
from tests.kb import Kb
from tests.steps import steps

LINE = "date claim caveat"


def test_claims_come_by_the_earliest_day_that_they_can_mean(kb: Kb) -> None:
    kb.claims("""
        - {id: late, about: [ford], start: 2015-02-01}
        - {id: times, about: [ford], start: "[..2015-03-01]", end: "[..2015-03-01]"}
        - {id: some, about: [ford], start: "[2011..2016]"}
        - {id: month, about: [ford], start: 2015-01~}
        - {id: span, about: [ford], start: 2010, end: '2012?'}
        - {id: over, about: [ford], end: 2009}
        - {id: never, about: [ford], start: 2010, retracted: {on: 2020-02-02, reason: wrong}}
        - {id: none, about: [ford]}
        - {id: not, about: [ford], start: 2015-02, stance: denies, modality: possible, directness: implied}
        """)
    answer = kb.ask("timeline")
    assert kb.rows(LINE, "timeline") == [
        "[..2015-03-01] times -",
        "../2009 over -",
        "2010/2012? span -",
        "[2011..2016] some -",
        "2015-01~ month -",
        "2015-02-01 late -",
        "2015-02 not denied, possible, implied",
    ]
    assert answer["notes"] == ["1 claim has no date but that of the report, and no place here."]


def test_a_timeline_is_of_one_record_and_a_span(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: red, predicate: took, object: ford, start: 2010}
        - {id: b, subject: red, predicate: took, object: mill, start: 2012}
        - {id: c, subject: blue, predicate: took, object: mill, start: "[2013..2016]"}
        """)
    assert kb.rows("claim", "timeline", "red") == ["a", "b"]
    assert kb.rows("claim", "timeline", "the mill") == ["b", "c"]
    assert kb.rows("claim", "timeline", "radio") == ["a", "b", "c"]
    assert kb.rows("claim", "timeline", "--from", "2011", "--to", "2014") == ["b", "c"]
    assert kb.rows("claim", "timeline", "--as-of", "2013") == ["a", "b"]
    assert kb.run("timeline", "--from", "spring").status == 2


def test_a_long_timeline_shows_its_beginning_and_its_length(kb: Kb) -> None:
    kb.claims("\n".join(f"- {{id: c{n}, about: [ford], start: {1900 + n}}}" for n in range(60)))
    answer = kb.ask("timeline", "--limit", "50")
    assert (len(answer["rows"]), answer["total"]) == (50, 60)
    assert len(kb.ask("timeline", "--all")["rows"]) == 60
    assert kb.rows("claim", "timeline", "--limit", "2") == ["c0", "c1"]


HOP = "hop subject predicate object hostile standing evidence grade path_grade"


def test_the_shortest_chains_link_two_actors_with_every_hop_cited(kb: Kb) -> None:
    kb.claims("""
        - {id: pays, subject: grey, predicate: backs, object: league, credibility: 2}
        - {id: in, subject: blue, predicate: member_of, object: league, credibility: 4}
        - {id: row, subject: blue, predicate: rival_of, object: league, credibility: 3}
        - {id: not, subject: grey, predicate: backs, object: blue, stance: denies}
        """)
    assert kb.rows(HOP, "path", "grey", "blue") == [
        "1 grey backs league False stated pays B2 B3",
        "2 blue member_of league False stated in B4 B3",
        "2 blue rival_of league True stated row B3 B3",
    ]
    assert kb.ask("path", "grey", "blue")["rows"][0]["path"] == ["grey", "league", "blue"]
    assert "stands against" in kb.ask("path", "grey", "blue")["notes"][0]


def test_friendly_chains_come_before_hostile_ones(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: grey, predicate: fights, object: red, credibility: 1}
        - {id: b, subject: red, predicate: backs, object: blue, credibility: 1}
        - {id: c, subject: grey, predicate: backs, object: green, credibility: 4}
        - {id: d, subject: green, predicate: backs, object: blue, credibility: 4}
        """)
    paths = [row["path"][1] for row in kb.ask("path", "grey", "blue")["rows"]]
    assert paths == ["green", "green", "red", "red"]
    assert {row["path"][1] for row in kb.ask("path", "grey", "blue", "--limit", "1")["rows"]} == {"green"}
    assert kb.rows("evidence", "path", "grey", "blue", "--group", "support") == ["c", "d"]


def test_a_chain_has_its_limits(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: grey, predicate: backs, object: league}
        - {id: b, subject: blue, predicate: member_of, object: league}
        """)
    answer = kb.ask("path", "grey", "blue", "--max-hops", "1")
    assert answer["rows"] == []
    assert "--max-hops" in answer["notes"][0]
    assert kb.ask("path", "grey", "red")["rows"] == []
    assert kb.run("path", "grey", "grey kingdom").status == 2
    assert kb.run("path", "grey", "nobody").status == 1


def test_how_many_there_are_is_right_whatever_comes_and_goes(kb: Kb) -> None:
    """What the index has counted is what counting gives, which a day of report asks for."""

    def told(*options: str) -> list[str]:
        return [note for note in kb.ask("timeline", "--limit", "1", *options)["notes"] if "left out" not in note]

    dated = "- {id: a, subject: red, predicate: took, object: mill, start: 2019}\n"
    later = "- {id: b, subject: red, predicate: took, object: ford, start: 2021}\n"
    undated = "- {id: c, subject: red, predicate: holds, object: quay}\n"
    first = ["The first 1 of 2. Show more with --limit N or --all."]
    none = ["{} no date but that of the report, and no place here."]
    for claims, notes in (
        (dated + later + dated.replace("id: a", "id: d") + undated, [*first, none[0].format("1 claim has")]),
        (dated + later + undated + undated.replace("id: c", "id: e"), [none[0].format("2 claims have")]),
        (dated + later + dated.replace("id: a", "id: d"), first),
        # One that is left out because of an error is not counted, nor is one that was taken back.
        (dated + undated.replace("quay", "nowhere"), []),
        (dated + undated.replace("}", ", retracted: {on: 2020, reason: Wrong.}}"), []),
    ):
        kb.claims(claims)
        assert told() == told("--known-by", "9999-12-30") == notes
    kb.claims(dated + later + undated)
    more = ("--as-of", "2021")
    assert told(*more) == told(*more, "--known-by", "9999-12-30") == [*first, none[0].format("1 claim has")]


def test_a_timeline_of_all_costs_the_same_however_many_claims_there_are(kb: Kb) -> None:
    kb.claims("".join(_on_one_day(at) for at in range(100)))
    few = steps(kb.folder, _first_fifty)
    kb.claims("".join(_on_one_day(at) for at in range(1000)))
    assert steps(kb.folder, _first_fifty) < few * 1.2


def _on_one_day(at: int) -> str:
    return f"- {{id: c{at}, subject: red, predicate: took, object: mill, start: 2019-05-01}}\n"


def _first_fifty(db: Connection) -> None:
    assert len(timeline(db, Moment(20200101), None, None, None, 50).rows) == 50
