"""JSON-LD 1.1: RDF in which nothing is asserted that only somebody says.

Every record is a node `BASE/KIND/ID`, BASE being the IRI of the knowledge base: that of `--base`, else `urn:syriakb:`
and what it is named by in kb.yaml. It is a kb:KnowledgeBase with its title, the day that it is exported for
(dcterms:valid), the day by which all in it had been reported, where one was asked for (kb:knownBy), whose word alone
counts, and whether holders are told by their sides (kb:filters). What holds on a day has the day in its IRI, and a word
for the filters. The vocabulary is `urn:syriakb:vocab#` (prefix `kb`). An actor is a kb:Actor and prov:Agent, a place a
kb:Place and prov:Location, both with rdfs:label, skos:altLabel and owl:sameAs to Wikidata; a predicate is an
rdf:Property with kb:group; a source is a prov:Entity with dcterms:title. A claim is a kb:Claim and an rdf:Statement:
reified (rdf:subject, rdf:predicate, rdf:object), never a triple of its own. It is attributed to its speaker
(prov:wasAttributedTo; without one it is the source's own voice), had its source as prov:hadPrimarySource, was reported
when the source was published where it has no date of its own, and an oa:Annotation that describes (oa:motivatedBy) ties
it to the words: target is the source, selected by its paragraph (oa:FragmentSelector, in the form of kb:Locator) and in
it by the words copied from there (oa:TextQuoteSelector). An alliance, which the knowledge base itself holds, is a
kb:Alliance, reified too; what it holds of a place is a kb:Ruling. What the questions answer at the moment are
kb:Relation, reified likewise, with kb:standing, and kb:Control, a place with its kb:controller, kb:status and kb:basis,
and whoever challenges that; both tell whose word they are (kb:voice, kb:sources, kb:reported, kb:stale) and what a
careful reader would add (kb:caveat), and are prov:wasDerivedFrom their evidence. Dates are EDTF literals.
"""

import json
from collections.abc import Iterator
from typing import Any

from syriakb.export import Options, Part
from syriakb.export.asked import answer_of
from syriakb.export.namespace import namespace
from syriakb.model.dates import day_text
from syriakb.queries.control.places import folded
from syriakb.queries.moment import Opened
from syriakb.queries.tables.views import rows, subjects

_LABEL, _EDTF = "rdfs:label", "http://id.loc.gov/datatypes/edtf/EDTF"
_KINDS = ("actor", "place", "predicate", "source", "claim", "alliance", "ruling", "annotation", "relation", "control")
_DATES = ("start", "end", "since", "until", "reported", "recorded", "retractedOn", "asOf", "knownBy", "challengedSince")
_VOCABULARY = {
    "kb": "urn:syriakb:vocab#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "wikidata": "http://www.wikidata.org/entity/",
    **{f"kb:{name}": {"@type": _EDTF} for name in _DATES},
    "dcterms:issued": {"@type": _EDTF},
    "dcterms:valid": {"@type": _EDTF},
}
_LOCATOR = {
    "@id": "kb:Locator",
    "@type": "dcterms:Standard",
    _LABEL: "where something stands in a source: p4 is its fourth paragraph, any other word is its own",
}


def parts(kb: Opened, options: Options) -> Iterator[Part]:
    """One file: the graph."""
    base = options.base or f"urn:syriakb:{namespace(kb)}/"
    yield Part("knowledge.jsonld", (text.encode() for text in _file(kb, base)))


def context(base: str) -> dict[str, Any]:
    """What the words of the file stand for, where the IRIs of things begin with `base`."""
    return {**_VOCABULARY, **{kind: f"{base}{kind}/" for kind in _KINDS}}


def _file(kb: Opened, base: str) -> Iterator[str]:
    yield f'{{"@context": {json.dumps(context(base), ensure_ascii=False, indent=1)},\n"@graph": ['
    for at, node in enumerate((_base(kb, base), _LOCATOR, *_nodes(kb))):
        yield f"{',' if at else ''}\n{json.dumps(_known(node), ensure_ascii=False)}"
    yield "\n]}\n"


def _base(kb: Opened, base: str) -> dict[str, Any]:
    title, about = kb.db.execute("SELECT title, about FROM kb").fetchone() or (None, None)
    as_of, known_by = kb.at.stamp.values()
    return {
        "@id": base,
        "@type": ["kb:KnowledgeBase", "prov:Entity"],
        "dcterms:title": title,
        "dcterms:description": about,
        "dcterms:valid": day_text(as_of),
        "kb:knownBy": day_text(known_by) if known_by else None,
        "kb:filters": kb.at.filters or None,
        "kb:fold": folded(kb.db, kb.at) if kb.at.sides else None,
    }


def _nodes(kb: Opened) -> Iterator[dict[str, Any]]:
    kinds = {row["id"]: kind for kind in ("actor", "place") for row in rows(kb.db, kb.at, f"{kind}s")}
    yield from map(_predicate, rows(kb.db, kb.at, "predicates"))
    yield from map(_source, rows(kb.db, kb.at, "sources"))
    yield from map(_actor, rows(kb.db, kb.at, "actors"))
    yield from map(_place, rows(kb.db, kb.at, "places"))
    for claim in rows(kb.db, kb.at, "claims"):
        yield _claim(claim, kinds)
        yield _annotation(claim)
    yield from map(_alliance, rows(kb.db, kb.at, "alliances"))
    yield from map(_ruling, rows(kb.db, kb.at, "rulings"))
    yield from map(_relation, rows(kb.db, kb.at, "relations"))
    yield from map(_control, rows(kb.db, kb.at, "control"))


def _known(value: Any) -> Any:
    """A node without what is not known."""
    if isinstance(value, dict):
        return {key: _known(each) for key, each in value.items() if each not in (None, [], (), {})}
    return [_known(each) for each in value] if isinstance(value, list | tuple) else value


def _ref(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@id": f"{kind}:{name}"} if name else None


def _refs(kind: str, names: Any) -> list[dict[str, str]]:
    return [{"@id": f"{kind}:{name}"} for name in names]


def _predicate(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": f"predicate:{row['id']}",
        "@type": "rdf:Property",
        _LABEL: row["label"],
        "kb:inverseLabel": row["inverse_label"],
        "kb:group": row["group"],
        "kb:effect": row["effect"],
        "kb:symmetric": bool(row["symmetric"]),
        "kb:subjectKind": row["subject_kinds"],
        "kb:objectKind": row["object_kinds"],
        "kb:cue": row["cues"],
    }


def _source(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": f"source:{row['id']}",
        "@type": ["kb:Source", "prov:Entity"],
        "dcterms:title": row["title"],
        "dcterms:publisher": row["publisher"],
        "dcterms:issued": row["published"],
        "kb:url": row["url"],
        "kb:reliability": row["reliability"],
        "prov:wasDerivedFrom": _refs("source", row["derives_from"]),
        "kb:speaksFor": _ref("actor", row["speaks_for"]),
        "skos:note": row["note"],
    }


def _named(row: dict[str, Any], kind: str, *types: str) -> dict[str, Any]:
    return {
        "@id": f"{kind}:{row['id']}",
        "@type": list(types),
        _LABEL: row["name"],
        "skos:altLabel": row["aliases"],
        "kb:kind": row["kind"],
        "owl:sameAs": _ref("wikidata", row["wikidata"]),
        "skos:note": row["note"],
    }


def _actor(row: dict[str, Any]) -> dict[str, Any]:
    return _named(row, "actor", "kb:Actor", "prov:Agent")


def _place(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **_named(row, "place", "kb:Place", "prov:Location"),
        "kb:within": _refs("place", row["within"]),
        "geo:lat": row["lat"],
        "geo:long": row["lon"],
        "dcterms:identifier": row["pcode"],
        "prov:wasDerivedFrom": _ref("source", row["source"]),
    }


def _claim(row: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    def entity(name: str | None) -> dict[str, str] | None:
        return _ref(kinds[name], name) if name else None

    return {
        "@id": f"claim:{row['id']}",
        "@type": ["kb:Claim", "rdf:Statement", "prov:Entity"],
        "dcterms:description": row["statement"],
        "rdf:subject": [entity(name) for name in subjects(row)],
        "rdf:predicate": _ref("predicate", row["predicate"]),
        "rdf:object": entity(row["object"]),
        "kb:value": row["value"],
        "prov:atLocation": _ref("place", row["place"]),
        "kb:except": _refs("place", row["except"]),
        "kb:extent": row["extent"],
        "kb:about": [entity(name) for name in row["about"]],
        **{f"kb:{key}": row[key] for key in ("stance", "modality", "directness", "via", "locator", "credibility")},
        **{f"kb:{key}": row[key] for key in ("grade", "standing")},
        **{f"kb:{key}": row[key] for key in ("start", "end", "reported", "recorded")},
        "prov:wasAttributedTo": _ref("actor", row["said_by"]),
        "prov:hadPrimarySource": _ref("source", row["source"]),
        "skos:note": row["note"],
        "kb:retractedOn": row["retracted_on"],
        "kb:retractedBecause": row["retracted_reason"],
        "dcterms:isReplacedBy": _ref("claim", row["superseded_by"]),
    }


def _annotation(row: dict[str, Any]) -> dict[str, Any]:
    words = {"@type": "oa:TextQuoteSelector", "oa:exact": row["exact"]} if row["exact"] else None
    part = {
        "@type": "oa:FragmentSelector",
        "dcterms:conformsTo": {"@id": "kb:Locator"},
        "rdf:value": row["locator"],
        "oa:refinedBy": words,
    }
    return {
        "@id": f"annotation:{row['id']}",
        "@type": "oa:Annotation",
        "oa:motivatedBy": {"@id": "oa:describing"},
        "oa:hasBody": _ref("claim", row["id"]),
        "oa:hasTarget": {
            "@type": "oa:SpecificResource",
            "oa:hasSource": _ref("source", row["source"]),
            "oa:hasSelector": part if row["locator"] else words,
        },
    }


def _reified(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "rdf:subject": _ref("actor", row["subject"]),
        "rdf:predicate": _ref("predicate", row["predicate"]),
        "rdf:object": _ref("actor", row["object"]),
        "prov:wasDerivedFrom": _refs("claim", row["evidence"]),
    }


def _alliance(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": f"alliance:{row['id']}",
        "@type": ["kb:Alliance", "rdf:Statement", "prov:Entity"],
        **_reified(row),
        "kb:start": row["start"],
        "kb:end": row["end"],
        "kb:supportType": row["support_types"],
        "skos:note": row["note"],
    }


def _ruling(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": f"ruling:{row['id']}",
        "@type": ["kb:Ruling", "prov:Entity"],
        "kb:place": _ref("place", row["place"]),
        "kb:controller": _refs("actor", row["holders"]),
        "kb:status": row["status"],
        "kb:start": row["start"],
        "kb:end": row["end"],
        "prov:wasDerivedFrom": _refs("claim", row["evidence"]),
        "skos:note": row["note"],
    }


def _relation(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": f"relation:{row['subject']}/{row['predicate']}/{row['object']}/{answer_of(row)}",
        "@type": ["kb:Relation", "rdf:Statement"],
        **_reified(row),
        "kb:group": row["group"],
        **{f"kb:{key}": row[key] for key in ("standing", "since", "until", "grade")},
        "kb:alliance": _ref("alliance", row["alliance"]),
        "kb:denial": _refs("claim", row["denials"]),
        **_voiced(row),
    }


def _control(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": f"control:{row['place']}/{answer_of(row)}",
        "@type": "kb:Control",
        "kb:place": _ref("place", row["place"]),
        "kb:controller": _refs("actor", row["controllers"]),
        **{f"kb:{key}": row[key] for key in ("status", "basis", "since", "grade", "together")},
        "kb:challenger": _refs("actor", row["challengers"]),
        "kb:challengedSince": row["challenged_since"],
        "kb:challengeEvidence": _refs("claim", row["challenge_evidence"]),
        **_voiced(row),
        "prov:wasDerivedFrom": _refs("claim", row["evidence"]),
    }


def _voiced(row: dict[str, Any]) -> dict[str, Any]:
    """Whose word an answer is, what a careful reader would add, and what it was asked for."""
    return {
        "kb:caveat": row["caveat"],
        "kb:voice": _refs("actor", row["voices"]),
        "kb:sources": row["sources"],
        "kb:reported": row["reported"],
        "kb:stale": bool(row["stale"]),
        "kb:asOf": row["as_of"],
        "kb:filters": row["filters"],
    }
