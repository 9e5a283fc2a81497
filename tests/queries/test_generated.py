"""A generated knowledge base of 2,000 claims, asked of files and of a server: to the letter, the order included."""

from collections.abc import Iterator
from itertools import product

import pytest

from tests import postgres, twin
from tests.bench.skewed import Shape, skewed
from tests.kb import Kb, run

pytestmark = pytest.mark.skipif(postgres.PROGRAMS is None, reason="PostgreSQL is not installed")
_PLACES = ("country", "governorate-3", "district-7", "place-0", "place-1", "place-12", "place-77")
_ACTORS = ("actor-0", "actor-1", "actor-2", "actor-7", "actor-30")
_OTHERS = (
    *("capitals", "capitals --by-controller", "capitals --as-of 2018 --known-by 2020", "capitals --controller actor-1"),
    *("control", "control --kind district", "control --kind provincial-capital --sides", "control --impartial"),
    *("control --controller actor-0", "control --controller actor-2 --as-of 2019", "control --grade C3"),
    *("control place-0 --only source-0", "control place-0 --without actor-0", "capitals --without source-1"),
    *("backing", "backing --matrix", "backing --impartial", "disputes", "disputes --as-of 2020", "info", "check"),
    *("claims --group-by proposition --all", "claims --standing disputed", "claims --stance denies --limit 40"),
    *("claims --by actor-1", "claims --source source-2 --all", "claims --retracted", "claims --predicate captures"),
    *("timeline --limit 60", "timeline --from 2018 --to 2019 --all", "timeline place-0", "timeline --limit 9"),
    *("diff 2016 2020", "diff 2015-06-01 2015-07-01", "depends actor-0", "depends source-0"),
    *(
        "list actors",
        "list places --kind town",
        "list sources --all",
        "list predicates",
        "list alliances",
        "list kinds",
    ),
    *("path actor-0 actor-7", "path actor-3 actor-30 --max-hops 3", "why actor-0 actor-1", "why place-0 actor-1"),
    *("show c7", "show source-3", "show Force-7", "show place-3", "search patrol --all", "search bridge"),
)
QUESTIONS = (
    *(f"control {place}" for place in _PLACES),
    *(f"control {place} --as-of {day}" for place, day in product(_PLACES[:4], ("2016-05-01", "2021"))),
    *(f"control {place} --history" for place in _PLACES[2:6]),
    *(f"why {place}" for place in _PLACES),
    *(f"claims --about {ref} --limit 30" for ref in (*_PLACES[2:], *_ACTORS)),
    *(f"{word} {actor}" for word, actor in product(("relations", "allies", "show"), _ACTORS)),
    *(f"allies {actor} --depth 3 --as-of 2019" for actor in _ACTORS[:2]),
    *(f"backing --backer {actor}" for actor in _ACTORS[:2]),
    *_OTHERS,
)
# Without a wish, so many as take a second or two.
ASKED = QUESTIONS if twin.EACH == 1 else QUESTIONS[3 :: max(twin.EACH, 8)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Kb:
    """The knowledge base."""
    folder = tmp_path_factory.mktemp("generated") / "kb"
    skewed(folder, Shape(claims=2000, places=300, actors=80, pairs=90, sources=60), "jsonl")
    return Kb(folder)


@pytest.fixture(scope="module")
def server() -> Iterator[twin.Twin]:
    """A server to ask."""
    with twin.twin() as other:
        yield other


@pytest.fixture(scope="module")
def told(base: Kb, server: twin.Twin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of what was published of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setattr("tests.kb.ALSO", [])
        url = server.url.replace("=twin", "=generated")
        assert base.run("publish", url).status == 0
        yield url


def test_there_are_a_hundred_questions() -> None:
    assert len({*QUESTIONS}) == len(QUESTIONS) > 100


@pytest.mark.parametrize("question", ASKED)
def test_a_generated_one_answers_there_as_here(base: Kb, told: str, question: str) -> None:
    words = [*question.split(), "--format", "json"]
    here, there = base.run(*words), run(*words, "--data", told)
    assert twin.plain(there, told) == twin.plain(here, str(base.folder))
    assert here.status == there.status
