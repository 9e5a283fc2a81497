"""What the report tells, gathered from the questions: all of it once, before anything is written."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from syriakb.answers import Answer
from syriakb.errors import NotFoundError
from syriakb.model.dates import day_text
from syriakb.pictures.atlas import atlas
from syriakb.pictures.charts import Atlas, Held, Network, Party
from syriakb.pictures.network import network
from syriakb.queries.claims.listed import Filter, rivals
from syriakb.queries.claims.listed import claims as claims_question
from syriakb.queries.control.capitals import CAPITAL, capitals
from syriakb.queries.control.states import State
from syriakb.queries.moment import Opened
from syriakb.queries.tables.everything import rows
from syriakb.queries.time.timeline import timeline
from syriakb.queries.time.turns import Turns, turns


class Facts(NamedTuple):
    """Everything on the page. `names` has what every id is called, `claims` every record of a claim by its id."""

    title: str
    about: str | None
    as_of: str
    known_by: str | None
    names: dict[str, str]
    kinds: dict[str, str]
    within: dict[str, list[str]]
    labels: dict[str, dict[str, Any]]
    sources: dict[str, dict[str, Any]]
    claims: dict[str, dict[str, Any]]
    marks: dict[str, str]
    grades: dict[str, str]
    interests: dict[str, str]
    turns: Turns
    parties: dict[Party, str]
    numbers: dict[Party, int]
    atlas: Atlas | None
    network: Network
    timeline: Answer
    rivals: Answer
    notes: tuple[str, ...]

    def places(self, kind: str | None = None) -> list[str]:
        """The ids of the places, or of those of a kind, by their names."""
        chosen = (place for place in self.turns.control[-1] if kind in (None, self.kinds[place]))
        return sorted(chosen, key=lambda place: (self.names[place], place))

    @property
    def capitals(self) -> list[str]:
        """The ids of the provincial capitals, by their names."""
        return self.places(CAPITAL)

    @property
    def latest(self) -> dict[str, State]:
        """The state of every place on the day of the page."""
        return self.turns.control[-1]


def gather(kb: Opened) -> Facts:
    """Ask everything. Raises StoreError where the knowledge base's geometry cannot be read."""
    title, about = kb.db.execute("SELECT title, about FROM kb").fetchone() or ("", None)
    tables = {name: list(rows(kb.db, kb.at, name)) for name in ("actors", "places", "predicates", "sources", "claims")}
    found = turns(kb.db, kb.at, [place["id"] for place in tables["places"]])
    names = {each["id"]: each["name"] for each in (*tables["actors"], *tables["places"])}
    kinds = {each["id"]: each["kind"] for each in (*tables["actors"], *tables["places"])}
    known = claims_question(kb.db, kb.at._replace(chosen=False), limit=None)
    claims, parties = _known(tables["claims"], known), _parties(found, names, kinds)
    days = {key: day_text(day) if day else None for key, day in kb.at.stamp.items()}
    return Facts(
        *(title, about, str(days["as_of"]), days["known_by"], names),
        kinds=kinds,
        within={place["id"]: place["within"] for place in tables["places"]},
        labels={each["id"]: each for each in tables["predicates"]},
        sources={each["id"]: each for each in tables["sources"]},
        claims=claims,
        marks=_marks(claims),
        grades={row[0]: row[11] for row in known.rows},
        interests={row[0]: row[-1] for row in known.rows if row[-1]},
        turns=found,
        parties=parties,
        numbers={party: number for number, party in enumerate(parties)},
        atlas=_atlas(kb),
        network=network(kb.db, kb.at),
        timeline=timeline(kb.db, kb.at, None, None, None, None),
        rivals=rivals(kb.db, kb.at._replace(chosen=False), Filter(retracted=False), None),
        notes=capitals(kb.db, kb.at).notes,
    )


def _known(claims: Iterable[dict[str, Any]], known: Answer) -> dict[str, dict[str, Any]]:
    """The claims that had been reported by the day asked for."""
    kept = {row[0] for row in known.rows}
    return {claim["id"]: claim for claim in claims if claim["id"] in kept}


def _marks(claims: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Where each claim stands, in short: its paragraph, with the number of its source where there are several."""
    cited = {
        source: number for number, source in enumerate(dict.fromkeys(each["source"] for each in claims.values()), 1)
    }
    before = {source: f"{number}:" if len(cited) > 1 else "" for source, number in cited.items()}
    return {
        name: f"{before[each['source']]}{each['locator']}" if each["locator"] else name for name, each in claims.items()
    }


def _atlas(kb: Opened) -> Atlas | None:
    try:
        return atlas(kb)
    except NotFoundError:
        return None


def _parties(found: Turns, names: dict[str, str], kinds: dict[str, str]) -> dict[Party, str]:
    """Everybody who holds a place on some day: who holds most capitals at last comes first, nobody last."""
    last = [state.controllers for place, state in found.control[-1].items() if kinds[place] == CAPITAL]
    all_days = {state.controllers for day in found.control for state in day.values()} | {()}
    ordered = sorted(all_days, key=lambda party: (not party, -last.count(party), party))
    return {party: " and ".join(names[each] for each in party) or "unknown" for party in ordered}


def rival_claims(facts: Facts) -> list[tuple[str, str, dict[str, list[str]]]]:
    """Claims that cannot all be right: what they are about, how it stands, and the claims on each side.

    A proposition that somebody asserts and somebody denies; one that is only denied; a place that several claim,
    besiege or fight for.
    """
    found = []
    for reads, group in groupby(facts.rivals.rows, key=lambda row: row[1]):
        claims = list(group)
        sides = {
            "asserted": [row[3] for row in claims if row[8] == "asserts" and row[9] == "actual"],
            "denied": [row[3] for row in claims if row[8] == "denies" and row[9] == "actual"],
        }
        if sides["denied"]:
            found.append((str(reads), str(claims[0][2]), sides))
    return [*_contested(facts), *found]


def _contested(facts: Facts) -> list[tuple[str, str, dict[str, list[str]]]]:
    found = []
    for place in facts.places():
        state = facts.latest[place]
        if state.status in ("contested", "besieged", "disputed") and state.basis != "inferred":
            sides: dict[str, list[str]] = {}
            for claim in state.evidence:
                record = facts.claims[claim]
                side = f"{facts.names[record['subject']]} {facts.labels[record['predicate']]['label']}"
                sides.setdefault(f"{side} (denied)" if record["stance"] == "denies" else side, []).append(claim)
            found.append((f"Who holds {facts.names[place]}", state.status, sides))
    return found


def held(state: State) -> Held:
    """A state as pictures take it."""
    return Held(*state.cells)
