"""Whom a name that nobody has may mean: told by how it sounds in any script, by how it begins, by a word of it."""

from contextlib import closing

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.queries import mistyped
from syriakb.queries.suggest import suggest
from tests.kb import Kb

ACTORS = """
    - {id: strand, name: Marwan al-Strand, aliases: [مروان الستراند], kind: person}
    - {id: lower, name: Army of the Lower Ford, kind: army}
    - {id: upper, name: Army of the Upper Ford, kind: army}
    - {id: tahar, name: Tahar al-Qamri, kind: person}
    - {id: shield, name: Shield of the Quay, aliases: [Qalqan, قلقان], kind: militia}
    - {id: shield-two, name: Qalqan, kind: militia}
    """
PLACES = """
    - {id: px, name: Sumayda, kind: town, within: [north]}
    - {id: qasr, name: Qasr al-Bahri, kind: town, within: [south]}
    """


@pytest.fixture
def called(kb: Kb) -> Kb:
    kb.write("actors/more.yaml", ACTORS)
    kb.write("places/more.yaml", PLACES)
    return kb


def near(kb: Kb, name: str, *kinds: str) -> list[str]:
    with closing(index.open_index(Base(kb.folder))) as db:
        return [each.ref for each in suggest(db, name, kinds or ("actor", "place"))]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Soumaida", "px"),
        ("Сумейда", "px"),
        ("السميدا", "px"),
        ("סומיידה", "px"),
        ("Sümeyda", "px"),
        ("Kasr el Bahry", "qasr"),
        ("Qasralbahri", "qasr"),
        ("Bahri", "qasr"),
        ("bahr", "qasr"),
        ("Marwan Strand", "strand"),
        ("Strand, Marwan", "strand"),
        ("President Strand", "strand"),
        ("Strand's", "strand"),
        ("Меруан Странд", "strand"),
        ("Taher Kamri", "tahar"),
        ("طاهر القمري", "tahar"),
        ("Army of Lower Ford", "lower"),
        ("Lower Ford Army", "lower"),
        ("Province of Sumayda", "px"),
        ("Sumayda, Earth", "px"),
        ("m", "mill"),
    ],
)
def test_the_likeliest_comes_first(called: Kb, name: str, first: str) -> None:
    assert near(called, name)[:1] == [first]


@pytest.mark.parametrize(
    "name", ["Xyz", "", " ", "?", '"', "'! \"", "*", "OR", "a" * 9000, "ab " * 900, "\u0903", "漢"]
)
def test_what_is_like_nothing_is_answered_with_nothing(called: Kb, name: str) -> None:
    assert near(called, name) == []


@pytest.mark.parametrize("name", ["Alepo", "Alepoo", "Daesh", "Homss", "Nusra"])
def test_a_short_word_is_answered_with_nobody_rather_than_with_whoever_has_some_letters_of_it(
    kb: Kb, name: str
) -> None:
    called = ("Hezbollah", "Damascus", "HTS", "Egypt")
    kb.write("actors.yaml", "".join(f"- {{id: a{at}, name: {each}, kind: group}}\n" for at, each in enumerate(called)))
    assert near(kb, name, "actor") == []


def test_all_records_of_one_name_are_told_and_only_of_the_kinds_that_were_asked_for(called: Kb) -> None:
    assert near(called, "Kalkan") == ["shield-two", "shield"]
    assert near(called, "قلقن", "actor") == ["shield-two", "shield"]
    assert near(called, "Kalkan", "place") == []
    assert near(called, "Sumeida", "actor") == []


def test_a_close_one_leaves_behind_what_is_only_like_it_in_a_word(called: Kb) -> None:
    assert near(called, "Army of the Ford") == ["lower", "upper"]
    assert near(called, "Army of the Lowr Ford")[0] == "lower"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Wahed", "Vahed"),
        ("Küçük Çığlı", "Küçükçiğli"),
        ("Cenger", "Chenger"),
        ("Majvaleh", "Mayvaleh"),
        ("Aq Abad", "Āqābād"),
        ("Elemiköy", "Elemi"),
        ("Al Kharab", "alkhrab"),
        ("Gilan", "Gilan-e Gharb"),
    ],
)
def test_letters_that_languages_read_in_two_ways_and_words_written_as_one(kb: Kb, name: str, called: str) -> None:
    kb.write("places/more.yaml", f"- {{id: meant, name: {called}, kind: town}}\n- {{id: gor, name: Gor, kind: town}}\n")
    assert near(kb, name, "place") == ["meant"]


def test_the_error_names_them_and_what_they_are(called: Kb) -> None:
    told = called.run("control", "Kasr Bahri")
    assert (told.status, told.out) == (1, "")
    assert told.err == (
        "error: No place is called 'Kasr Bahri'. Did you mean Qasr al-Bahri, town in Southern March (qasr)?\n"
        f"{called.asked}"
    )


def test_who_is_renamed_or_gone_is_suggested_no_more(called: Kb) -> None:
    assert near(called, "Soumaida") == ["px"]
    called.write("places/more.yaml", PLACES.replace("Sumayda", "Brenlow"))
    assert near(called, "Soumaida") == []
    assert near(called, "Brenlo") == ["px"]
    called.write("places/more.yaml", "- {id: qasr, name: Qasr al-Bahri, kind: town, within: [south]}\n")
    assert near(called, "Brenlo") == []


def test_where_there_are_no_actors_nobody_is_suggested(kb: Kb) -> None:
    (kb.folder / "actors.yaml").unlink()
    assert near(kb, "Rad Company", "actor") == []
    assert near(kb, "Gat") == ["gate"]


def test_of_many_that_sound_alike_the_one_spelt_most_like_it_comes_first(kb: Kb) -> None:
    vowels = [f"{a}{b}" for a in "aeiou" for b in "aeiouy"]
    names = [f"T{one}m{other}r" for one in vowels for other in "aeiou"]
    kb.write(
        "places/more.yaml", "".join(f"- {{id: t{at:03}, name: {name}, kind: town}}\n" for at, name in enumerate(names))
    )
    for name in names[3::17]:
        met = near(kb, f"{name}r")
        assert f"t{names.index(name):03}" in met


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mill-tken", ["mill-taken"]),
        ("milltaken", ["mill-taken"]),
        ("imll-taken", ["mill-taken"]),
        ("Mill-Taken", ["mill-taken"]),
        ("mill", ["mill-taken", "mill-taken-2"]),
        ("quay-take", ["quay-taken"]),
        ("", []),
        ("nothing", []),
        ("x" * 5000, []),
    ],
)
def test_a_mistyped_id_is_answered_with_those_beside_it(kb: Kb, typed: str, found: list[str]) -> None:
    kb.claims("".join(f"- {{id: {each}}}\n" for each in ("mill-taken", "mill-taken-2", "quay-taken", "ford-held")))
    with closing(index.open_index(Base(kb.folder))) as db:
        assert mistyped.ids(db, typed, ("claim",))[: len(found) or 1] == found
