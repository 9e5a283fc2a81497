"""Small conflicts for both to answer: few places, actors and days, so that claims meet, tie and contradict."""

import json
from itertools import permutations, product
from typing import Any, TypeAlias

from hypothesis import strategies as st

from syriakb.model.dates import parse
from tests.rules.reference.facts import Alliance, Claim, Place, Predicate, Ruling, Source, Then, World

Record: TypeAlias = dict[str, Any]

PREDICATES: tuple[Record, ...] = (
    {"id": "holds", "label": "holds", "group": "control", "effect": "holds"},
    {"id": "rules", "label": "rules", "group": "control", "effect": "holds"},
    {"id": "took", "label": "took", "group": "control", "effect": "gains"},
    {"id": "left", "label": "left", "group": "control", "effect": "loses"},
    {"id": "contests", "label": "contests", "group": "control", "effect": "contests"},
    {"id": "besieges", "label": "besieges", "group": "control", "effect": "besieges"},
    {"id": "controls_count", "label": "counts as holding", "group": "control"},
    {"id": "backs", "label": "backs", "inverse_label": "is backed by", "group": "support"},
    {"id": "allied_with", "label": "is allied with", "symmetric": True, "group": "alliance"},
    {"id": "member_of", "label": "is a member of", "inverse_label": "has as a member", "group": "membership"},
    {"id": "part_of", "label": "is part of", "inverse_label": "includes", "group": "membership"},
    {"id": "fights", "label": "fights", "inverse_label": "is fought by", "group": "hostility"},
    {"id": "rival_of", "label": "is a rival of", "symmetric": True, "group": "hostility"},
)
SOURCES: tuple[Record, ...] = (
    {"id": "radio", "title": "Radio March", "published": "2001-06-02", "reliability": "B"},
    {"id": "press", "title": "The March Press", "published": "2001-06", "reliability": "C"},
    {"id": "wall", "title": "A Writing on the Wall", "reliability": "B"},
)
ACTORS = ("blue", "green", "league", "red")
# Kinds of places, and where each of them may lie.
PLACES: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    ("land", "country", ((),)),
    ("north", "region", (("land",), ())),
    ("south", "region", (("land",), ("land", "north"))),
    ("ford", "provincial-capital", (("north",), ("north", "south"), ())),
    ("gate", "quarter", (("ford",), ("ford", "south"))),
)
# Days within one summer, the first of a month and the last, and months and spans that count from or end on those.
STARTS = (
    *("2001-05", "2001-05-31", "2001-06-01", "2001-06-02", "2001-06"),
    *("[2001-05-30..2001-06-02]", "2001-06-15~", ".."),
)
ENDS = ("..", "2001-06", "2001-06-01", "2001-06-02", "[2001-06-02..2001-07]", "2001-06-20?", "2001-07")
DAYS = (20010530, 20010531, 20010601, 20010602, 20010603, 20010615, 20010620, 20010621, 20010630, 20010701, 20010702)

days = st.sampled_from(DAYS)
moments = st.builds(Then, days, st.sampled_from(DAYS) | st.just(Then(0).known))


class Conflict:
    """The records of a small knowledge base: as files to build an index of, and as the reference has them."""

    def __init__(
        self, places: list[Record], claims: list[Record], alliances: list[Record], rulings: list[Record]
    ) -> None:
        self.records: dict[str, list[Record]] = {
            "predicates": list(PREDICATES),
            "sources": list(SOURCES),
            "actors": [{"id": each, "name": each.title(), "kind": "militia"} for each in ACTORS],
            "places": places,
            "claims": claims,
            "alliances": alliances,
            "rulings": rulings,
        }

    @property
    def files(self) -> dict[str, bytes]:
        """What would stand in the folder: the path of each file and its bytes."""
        lines = {kind: "".join(f"{json.dumps(each)}\n" for each in made) for kind, made in self.records.items()}
        files = {f"{kind}/all.jsonl": text.encode() for kind, text in lines.items()}
        return {"kb.yaml": b"title: The Marches\nschema: 1\nas_of: 2001-06-30\n", **files}

    @property
    def world(self) -> World:
        return World(
            **{kind: {each["id"]: _made(form, each) for each in self.records[kind]} for kind, form in _FORMS.items()},
            actors={each["id"]: each["name"] for each in self.records["actors"]},
        )

    def __repr__(self) -> str:
        shown = (each for kind in ("places", "claims", "alliances", "rulings") for each in self.records[kind])
        return "\n" + "".join(f"- {json.dumps(_short(each))}\n" for each in shown)


_FORMS: dict[str, Any] = {
    "predicates": Predicate,
    "sources": Source,
    "places": Place,
    "claims": Claim,
    "alliances": Alliance,
    "rulings": Ruling,
}


def _made(form: Any, record: Record) -> Any:
    values = {("spared" if key == "except" else key): value for key, value in record.items()}
    if isinstance(values.get("subject"), list):
        values["subject"], *values["jointly"] = values["subject"]
    return form(**{key: _frozen(value) for key, value in values.items() if key in form._fields})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _short(record: Record) -> Record:
    usual = {"statement": "So they say.", "locator": "p1", "credibility": "3", "source": "radio"}
    return {key: value for key, value in record.items() if usual.get(key) != value}


def _each(**choices: tuple[Any, ...]) -> st.SearchStrategy[Record]:
    """One choice for each field, all in a single draw, since a conflict is made of many."""
    fields = [[(name, value) for value in values] for name, values in choices.items()]
    return st.sampled_from([{k: v for k, v in made if v is not None} for made in product(*fields)])


_PLACED = _each(
    subject=("red", "red", "blue", "green", "league"),
    predicate=("holds", "took", "left", "contests", "besieges", "holds", "rules"),
    object=("ford", "ford", "ford", "north", "ford", "south", "land", "gate"),
)
_RELATED = st.sampled_from(
    [
        {"subject": subject, "predicate": predicate, "object": other}
        for subject, other in permutations(ACTORS, 2)
        for predicate in ("backs", "allied_with", "member_of", "fights", "rival_of", "part_of")
    ]
)
_COUNTED = _each(subject=ACTORS, predicate=("controls_count",), object=(None, "north", "land"), value=(1,))
_MADE = _each(source=("radio", "press", "radio", "wall"), credibility=("3", "2", "3", "4", "1", "5"))
_SAID = st.sampled_from([{}, {}, *({"said_by": actor} for actor in ACTORS)])
_USUAL: tuple[Record, ...] = ({},) * 8
_HOW = st.sampled_from(
    (
        *_USUAL,
        *({"stance": "denies"},) * 3,
        *({"stance": "ends"},) * 2,
        *({"directness": "implied"},) * 3,
        *({"recorded": "2001-06-20"},) * 2,
        {"modality": "possible"},
        {"retracted": {"on": "2001-07-01", "reason": "It was wrong."}},
    )
)
_WHEN = _each(start=(None, *STARTS, *STARTS), reported=(None, "2001-06-02", "2001-06-01", None, "2001-05"))
_UNTIL = _each(end=(None,) * 7 + ENDS)
_TRIPLE = ("subject", "predicate", "object", "value")


@st.composite
def conflicts(draw: st.DrawFn) -> Conflict:
    """A knowledge base that `check` finds no error in, mostly about places or mostly about relations."""
    places = [
        {"id": name, "name": name.title(), "kind": kind, "within": list(draw(st.sampled_from(within)))}
        for name, kind, within in PLACES
    ]
    mostly = draw(st.sampled_from((_PLACED, _RELATED)))
    inner = _inner(places)
    claims: list[Record] = []
    for number in range(draw(st.integers(3, 14))):
        made = {"id": f"c{number}", "statement": "So they say.", "locator": "p1"}
        claims.append(_sound(made | draw(_claim(claims, mostly, inner))))
    sound = [each for each in claims if each.get("object") in ACTORS and not {"stance", "modality"} & each.keys()]
    sound = [each for each in sound if isinstance(each["subject"], str)]
    held = draw(st.lists(st.sampled_from(sound), max_size=2, unique_by=lambda each: each["id"])) if sound else []
    alliances = [draw(_alliance(f"a{n}", each, sound)) for n, each in enumerate(held)]
    telling = [each for each in claims if each.get("object") in inner and "modality" not in each]
    ruled = draw(st.integers(0, 2)) if telling and draw(st.booleans()) else 0
    rulings = [draw(_ruling(f"r{n}", telling, inner)) for n in range(ruled)]
    return Conflict(places, claims, alliances, rulings)


def _inner(places: list[Record]) -> dict[str, list[str]]:
    """The places that lie within each."""
    found: dict[str, list[str]] = {each["id"]: [] for each in places}
    for place in places:  # of which each comes behind what it lies in
        around = list(place["within"])
        for each in around:
            around += [more for more in next(p for p in places if p["id"] == each)["within"] if more not in around]
        for each in around:
            found[each].append(place["id"])
    return found


@st.composite
def _claim(
    draw: st.DrawFn, told: list[Record], mostly: st.SearchStrategy[Record], inner: dict[str, list[str]]
) -> Record:
    """A claim of something new, or the same again, or its denial."""
    answers = draw(st.sampled_from(("new", "new", "again", "denial"))) if told else "new"
    if answers == "new":
        what = draw(draw(st.sampled_from((mostly,) * 6 + (_PLACED, _RELATED, _COUNTED))))
    else:
        other = draw(st.sampled_from(told))
        what = {key: other[key] for key in _TRIPLE if key in other}
    claim = what | draw(_MADE) | draw(_SAID) | draw(_HOW) | draw(_WHEN) | draw(_UNTIL) | draw(_more(what, inner))
    return claim | ({"stance": "denies"} if answers == "denial" else {})


@st.composite
def _more(draw: st.DrawFn, what: Record, inner: dict[str, list[str]]) -> Record:
    """That it is said of several together, and leaves out a part of the place."""
    more: Record = {}
    others = [each for each in ACTORS if each not in (what["subject"], what.get("object"))]
    if isinstance(what["subject"], str) and "value" not in what and not draw(st.integers(0, 6)):
        more["subject"] = [
            what["subject"],
            *draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True)),
        ]
    if inner.get(what.get("object", "")) and not draw(st.integers(0, 4)):
        more["except"] = [draw(st.sampled_from(inner[what["object"]]))]
    return more


@st.composite
def _ruling(draw: st.DrawFn, name: str, telling: list[Record], inner: dict[str, list[str]]) -> Record:
    """What the knowledge base holds of a place, on claims about it, about what lies around it or within it."""
    first = draw(st.sampled_from(telling))["object"]
    near = {first, *inner[first], *(each for each in inner if first in inner[each])}
    holders = draw(st.lists(st.sampled_from(ACTORS), max_size=2, unique=True))
    more = [each["id"] for each in telling if each["object"] in near]
    ruling = {
        "id": name,
        "place": first,
        "holders": holders,
        "evidence": draw(st.lists(st.sampled_from(more), min_size=1, max_size=3, unique=True)),
        **({"status": draw(st.sampled_from(("held", "held", "contested", "besieged")))} if holders else {}),
    }
    return _sound(ruling | draw(_each(start=(None, *STARTS))) | draw(_UNTIL))


@st.composite
def _alliance(draw: st.DrawFn, name: str, claim: Record, others: list[Record]) -> Record:
    """What is claimed of two actors, held by the knowledge base, on that and on more that is said of the two."""
    one, other = claim["subject"], claim["object"]
    more = [each["id"] for each in others if {each["subject"], each["object"]} == {one, other}]
    alliance = {
        "id": name,
        "subject": one,
        "predicate": draw(st.sampled_from((claim["predicate"], "allied_with"))),
        "object": other,
        "evidence": list(dict.fromkeys([claim["id"], *draw(st.lists(st.sampled_from(more), max_size=3))])),
    }
    return _sound(alliance | draw(_each(start=(None, *STARTS))) | draw(_UNTIL))


def _sound(record: Record) -> Record:
    """The record without an end that is certainly before its start, which `check` would take for an error."""
    if {"start", "end"} <= record.keys() and parse(record["end"]).latest < parse(record["start"]).earliest:
        del record["end"]
    return record
