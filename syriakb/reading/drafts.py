"""Drafts: what a text may say as claims to be filled in, as a table, for programs, and as YAML that `import` takes."""

from collections.abc import Iterator, Mapping, Sequence
from shlex import quote

from syriakb.answers import Answer, Column, Row
from syriakb.model.readers import Raw
from syriakb.model.records import Claim
from syriakb.queries.records.lexicon import Cited
from syriakb.reading.candidates import Candidate, Found, hints
from syriakb.reading.survey import Survey
from syriakb.text.write import yaml_record

_COLUMNS = (
    Column("locator", "At", "locator"),
    Column("statement", "Statement", "wide"),
    Column("subject", "Subject", "ref"),
    Column("predicate", "Predicate", "ref"),
    Column("object", "Object", "ref"),
    Column("exact", "Anchor", "wide"),
    Column("mentions", "Named", "refs"),
)
_HEAD = """\
# Drafts of claims from {name}.
# Where one says what the text says, put a statement in your own words behind `statement:` and mend what is wrong.
# Those without a statement are left aside by: syriakb import {out}{text}
# Behind a # stands what is only offered, or known already.
"""


def sentence(read: Survey, subject: str, predicate: str, object: str) -> str:
    """A statement made of the labels, such as `Blue Guard took Ford.`"""
    called = read.called
    words = f"{called.get(subject, subject)} {read.verbs[predicate].label} {called.get(object, object)}"
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def anchor(read: Survey, found: Found, one: Candidate) -> str | None:
    """The anchor that is offered for a candidate: a few words around its cue."""
    each = found.paragraph
    return read.anchors.around(each.text, each.words[one.first].start, each.words[one.end - 1].end)


def answer(read: Survey, name: str) -> Answer:
    """The drafts of a text: of each paragraph a row for each candidate, or one that only tells who is named."""
    rows = tuple(row for found in read.found for row in _rows(read, found))
    return Answer("read", f"Drafts of claims from {name}", _COLUMNS, rows, tuple(_unknown(read)))


def _rows(read: Survey, found: Found) -> Iterator[Row]:
    locator, named = f"p{found.paragraph.number}", _named(found)
    for one in found.candidates:
        yield (locator, None, one.subject, one.predicate, one.object, anchor(read, found, one), named)
    if not found.candidates:
        yield (locator, None, None, None, None, None, named)


def _named(found: Found) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.ref for mention in found.paragraph.mentions))


def _unknown(read: Survey) -> Iterator[str]:
    names = [f"{name} (p{each.paragraph.number})" for each in read.found for name in each.paragraph.unknown]
    if names:
        yield f"Names that nobody has: {'; '.join(names)}."


def yaml(
    read: Survey, name: str, out: str, source: str | None, claims: Mapping[int, Sequence[Cited]], file: str | None
) -> str:
    """The drafts as a YAML list of claims, each with its statement to be filled, told from what there is already.

    `file` is that of the text, where `import` can read it.
    """
    text = f" --text {_line(quote(file))}" if file else ""
    parts = [_HEAD.format(name=_line(name), out=_line(out), text=text)]
    if source is None:
        parts.append("# No source was named: import it with --set source=ID\n")
    for found in read.found:
        cited = claims.get(found.paragraph.number, ())
        parts.append(_about(read, found, cited))
        parts += [_draft(read, found, one, source, cited) for one in found.candidates]
    return "".join(parts)


def _about(read: Survey, found: Found, cited: Sequence[Cited]) -> str:
    """What is known of a paragraph, as comments."""
    each = found.paragraph
    named = [f"{read.called.get(ref, ref)} ({ref})" for ref in _named(found)]
    told = (("named", named), ("unknown", list(each.unknown)), ("claims", [claim.id for claim in cited]))
    lines = [f"#   {what}: {_line(', '.join(names))}\n" for what, names in told if names]
    return f"\n# p{each.number}\n{''.join(lines)}"


def _draft(read: Survey, found: Found, one: Candidate, source: str | None, cited: Sequence[Cited]) -> str:
    raw: dict[str, Raw] = {"subject": one.subject, "predicate": one.predicate, "object": one.object}
    raw |= {"source": source} if source else {}
    raw["locator"] = f"p{found.paragraph.number}"
    if exact := anchor(read, found, one):
        raw["exact"] = exact
    offered = f"- statement: # {_line(sentence(read, one.subject, one.predicate, one.object))}\n"
    rest = yaml_record(Claim, raw)
    return f"{offered}  {rest[2:]}{''.join(_offers(found, one, cited))}"


def _offers(found: Found, one: Candidate, cited: Sequence[Cited]) -> Iterator[str]:
    hint = hints(found, one.first)
    offers = (("said_by", hint.speaker), ("stance", hint.stance), ("modality", hint.modality), ("start", hint.start))
    yield from (f"  # {field}: {value}\n" for field, value in offers if value)
    same = [claim.id for claim in cited if claim.triple == (one.subject, one.predicate, one.object)]
    if same:
        yield f"  # {', '.join(same)} says so already\n"


def _line(text: str) -> str:
    """A text as it can stand in a comment: on one line, with nothing that steers a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
