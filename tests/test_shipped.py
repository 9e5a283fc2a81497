"""The knowledge base that ships: what it must say of December 2024, and that every article claim can be traced."""

import json
import re
from pathlib import Path

import pytest

from syriakb.disk import store
from tests.kb import SHIPPED, Kb, lines, run

ARTICLE = "article-2024-12"


@pytest.fixture(scope="module")
def data() -> Kb:
    return Kb(SHIPPED)


def test_who_holds_the_capitals_on_7_december_2024(data: Kb) -> None:
    assert sorted(data.rows("controllers basis status capital", "capitals")) == [
        "- unknown unknown douma",
        "- unknown unknown quneitra",
        "hts-led-coalition inferred held idlib",
        "hts-led-coalition stated held aleppo",
        "hts-led-coalition stated held hama",
        "local-armed-groups assessed held daraa",
        "local-armed-groups assessed held suwayda",
        "sdf inferred held deir-ez-zor",
        "sdf inferred held hasakah",
        "sdf inferred held raqqa",
        "syrian-government implied held damascus",
        "syrian-government implied held homs",
        "syrian-government inferred held latakia",
        "syrian-government inferred held tartus",
    ]


def test_that_is_four_of_fourteen_for_the_government_as_the_article_counts(data: Kb) -> None:
    answer = data.ask("capitals")
    assert answer["as_of"] == "2024-12-07"
    assert answer["notes"] == ["The source counts 4 for Syrian government (p11); these records give 4."]
    assert "HTS-led coalition 3" in data.ask("capitals", "--by-controller")["notes"][0]


def test_at_the_end_of_2018_only_daraa_is_known(data: Kb) -> None:
    known = [
        line
        for line in data.rows("capital controllers status", "capitals", "--as-of", "2018-12-31")
        if "unk" not in line
    ]
    assert known == ["daraa syrian-government held"]


def test_hts_and_the_sna_cooperate_and_were_rivals_at_times(data: Kb) -> None:
    (row,) = [row for row in data.ask("allies", "HTS")["rows"] if row["ally"] == "sna"]
    assert (row["relation"], row["standing"], row["evidence"]) == ("cooperates_with", "assessed", ["p4-hts-with-sna"])
    assert {"p6-rivalry", "p7-falling-out"} <= {each["claim"] for each in data.ask("why", "hts", "sna")["rows"]}


@pytest.mark.parametrize("once", ["hts rival_of sna", "sdf fights eastern-militant-groups", "un-envoy meets turkey"])
def test_what_happened_at_times_is_no_lasting_state(data: Kb, once: str) -> None:
    subject, predicate, object_ = once.split()
    told = data.ask("claims", "--about", subject, "--predicate", predicate)["rows"]
    assert told
    assert all(row["start"] == row["end"] is not None for row in told if row["modality"] == "actual")
    for day in ("2018-12-31", "2024-11-30", "2024-12-07", "2025-01-01"):
        assert predicate not in data.rows("predicate", "relations", object_, "--as-of", day)


def test_what_lies_before_the_report_on_days_not_told_is_before(data: Kb) -> None:
    assert "before 2024-12-07" in data.run("relations", "iran").out
    assert data.rows("since", "control", "east-syria", "--kind", "region") == ["[..2024-12-07]"]
    changed = [row["what"] for row in data.ask("diff", "2018-12-31", "2024-12-07")["rows"] if row["id"] == "east-syria"]
    assert changed == ["first reported"]


def test_who_backs_whom(data: Kb) -> None:
    assert data.rows("backer backed standing", "backing") == [
        "turkey hts-led-coalition denied",
        "turkey sna assessed",
        "united-states sdf assessed",
    ]


def test_what_the_article_says_of_the_past_does_not_hold_today(data: Kb) -> None:
    assert data.rows("predicate object", "relations", "turkey", "--group", "intent") == []


@pytest.mark.parametrize("day", ["2020", "2024-12-07"])
def test_a_truce_of_which_no_end_is_told_has_none(data: Kb, day: str) -> None:
    truce = ("relations", "local-armed-groups", "--group", "diplomacy", "--as-of", day)
    assert data.rows("predicate object until", *truce) == ["has_ceasefire_with syrian-government -"]
    assert "ended" not in data.rows("what", "diff", "2019", "2024-12-07")


def test_where_forces_arrived_that_shows(data: Kb) -> None:
    keys = "controllers status basis since evidence"
    assert data.rows(keys, "control", "damascus-outskirts") == [
        "syrian-government contested assessed - p3-near-outskirts,p3-outskirts-retaken"
    ]
    assert data.rows(keys, "control", "damascus-outskirts", "--as-of", "2019") == [
        "syrian-government held stated 2018? p3-outskirts-retaken"
    ]


def test_our_judgement_is_a_ruling_with_a_note_and_leans_on_no_count(data: Kb) -> None:
    rulings = data.ask("list", "rulings")["rows"]
    assert {row["id"] for row in rulings} == {
        *("armed-groups-hold-suwayda", "armed-groups-hold-daraa", "coalition-holds-northwest"),
        *("government-holds-coast", "outskirts-contested"),
    }
    for row in rulings:
        record = data.ask("show", f"ruling:{row['id']}")["record"]
        assert record["note"]
        assert not [each for each in record["evidence"] if each.startswith("p11-")]
    assert not [each for row in data.ask("capitals")["rows"] for each in row["evidence"] if each.startswith("p11-")]


def test_a_siege_by_the_besiegers_own_word_is_a_caveat(data: Kb) -> None:
    (damascus,) = data.ask("control", "damascus")["rows"]
    assert damascus["challengers"] == []
    assert "in its own interest" in damascus["caveat"]
    (claim,) = [row for row in data.ask("claims", "--by", "insurgent-commander")["rows"] if row["stance"] == "asserts"][
        1:
    ]
    assert (claim["claim"], claim["interest"]) == ("p12-damascus-encircled", "own")


def test_a_rumour_and_its_denial_stand_side_by_side(data: Kb) -> None:
    told = data.ask("claims", "--predicate", "flees")["rows"]
    assert lines(told, "said_by stance") == ["unnamed-voices asserts", "syrian-state-media denies"]
    assert len(data.ask("claims", "--predicate", "flees", "--standing", "disputed")["rows"]) == 2


@pytest.mark.parametrize("name", ["rebels", "opposition", "opposition forces"])
def test_a_word_that_the_article_uses_of_two_is_asked_back(data: Kb, name: str) -> None:
    result = data.run("allies", name)
    assert result.status == 1
    assert "hts-led-coalition" in result.err and "local-armed-groups" in result.err


def test_a_member_is_told_what_its_coalition_holds(data: Kb) -> None:
    answer = data.ask("capitals", "--controller", "sna")
    assert lines(answer["rows"], "capital") == ["aleppo", "hama", "idlib"]
    assert answer["notes"][0].startswith("Held by its coalition, HTS-led coalition")


@pytest.mark.parametrize(
    ("spelling", "ref"),
    [
        *[(name, "golani") for name in ("Golani", "al-Jolani", "Jawlani", "أبو محمد الجولاني")],
        *[(name, "suwayda") for name in ("Sweida", "Suwayda", "As-Suwayda", "السويداء")],
        *[(name, "hts") for name in ("HTS", "Hay'at Tahrir al-Sham", "hayat tahrir ash sham", "هيئة تحرير الشام")],
        *[(name, "deir-ez-zor") for name in ("Deir ez-Zor", "deir al-zor", "دير الزور")],
    ],
)
def test_spellings_that_readers_meet(data: Kb, spelling: str, ref: str) -> None:
    assert data.ask("show", spelling)["record"]["id"] == ref


def test_there_is_nothing_to_mend(data: Kb) -> None:
    result = data.run("check", "--format", "json")
    assert (result.status, json.loads(result.out)["rows"]) == (0, [])


def test_every_article_claim_can_be_traced(data: Kb) -> None:
    claims = data.ask("claims", "--source", ARTICLE, "--all")["rows"]
    assert 60 <= len(claims) <= 115
    assert {row["locator"] for row in claims} == {f"p{number}" for number in range(1, 18)}
    for row in claims:
        exact = data.ask("show", f"claim:{row['claim']}")["record"]["exact"]
        assert exact, row["claim"]
        assert len(exact.split()) <= 8, row["claim"]


def test_the_article_cannot_be_judged_and_is_dated_with_reserve(data: Kb) -> None:
    source = data.ask("show", ARTICLE)["record"]
    assert (source["publisher"], source["published"], source["reliability"]) == (None, "2024-12-07~", "F")
    assert source["note"]


def test_syria_has_14_governorates_each_with_a_capital_and_a_code(data: Kb) -> None:
    assert len(data.rows("place", "control", "--kind", "governorate")) == 14
    capitals = data.ask("capitals")["rows"]
    assert len({row["governorate"] for row in capitals}) == 14
    for row in capitals:
        place = data.ask("show", f"place:{row['capital']}")["record"]
        assert place["lat"] and place["lon"] and place["aliases"], row["capital"]
        assert data.ask("show", f"place:{row['governorate']}")["record"]["pcode"]


def test_every_alliance_names_its_evidence(data: Kb) -> None:
    rows = data.ask("relations", "syrian-government")["rows"]
    assert rows
    assert all(row["evidence"] and row["grade"] for row in rows)


def test_each_statement_quotes_nothing_and_can_be_read_alone(data: Kb) -> None:
    for row in data.ask("claims", "--all")["rows"]:
        assert '"' not in row["statement"], row["claim"]
        assert not re.search(r"\b(the same \w+|such talks|to that end|these two)\b", row["statement"].lower()), row[
            "claim"
        ]
        alone = re.match("(he|she|they|it|this|that|the (envoy|zone|commander)) ", row["statement"].lower())
        assert not alone, row["claim"]


def test_it_answers_where_there_is_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    base = store.find(None)
    assert base.packaged
    assert (base.folder / "kb.yaml").is_file()
    assert json.loads(run("allies", "HTS", "--format", "json").out)["rows"]
    assert list(tmp_path.iterdir()) == []
