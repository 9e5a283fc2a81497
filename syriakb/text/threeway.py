"""Three ways: what two people made of one file becomes one file again, record by record and field by field.

What only one of them changed is taken as they wrote it, comments and all. Where both changed one field, or one took out
a record that the other changed, both stand there between the markers of git, for somebody to choose. Whatever is
given was read back: it holds just the records that it should, else the texts are refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from syriakb.model.readers import Raw
from syriakb.text import parts, write
from syriakb.text.parts import Fields, Part, Parts, UncutError

OURS, THEIRS = "ours", "theirs"


class Clash(NamedTuple):
    """Where the two sides differ: the text of each, and what they did, in words."""

    ours: str
    theirs: str
    what: str


class Merged(NamedTuple):
    """The merged text, and a sentence for each place where somebody has to choose."""

    text: str
    clashes: tuple[str, ...]


class _Record(NamedTuple):
    """A merged record: its pieces, and its fields as either side would have them; None where it would not be there."""

    pieces: tuple[str | Clash, ...]
    ours: Mapping[str, Raw] | None
    theirs: Mapping[str, Raw] | None


class _Three(NamedTuple):
    """The same part on the three sides; None where a side has none."""

    base: Part | None
    ours: Part | None
    theirs: Part | None


def merge(base: str, ours: str, theirs: str, *, lines_of_json: bool) -> Merged:
    """Merge two texts that were made of one. Raises UncutError where that cannot be done record by record."""
    newline = "\r\n" if "\r\n" in ours else "\n"
    plain = (text.replace("\r\n", "\n").removeprefix("\ufeff") for text in (base, ours, theirs))
    sides = [parts.cut(text, lines_of_json=lines_of_json) for text in plain]
    by_name = [{part.name: part for part in side.records} for side in sides]
    records = [
        _record(_Three(*(side.get(name) for side in by_name)))
        for name in _order(*([part.name for part in side.records] for side in sides))
    ]
    records = _without_twin_leads(records, *sides)
    pieces: list[str | Clash] = [
        *_text("The comments at the top", *(side.head for side in sides)),
        *(piece for record in records for piece in record.pieces),
        *_text("The comments at the end", *(side.tail for side in sides)),
    ]
    for side in (OURS, THEIRS):
        _hold(_drawn(pieces, side), [getattr(each, side) for each in records], lines_of_json=lines_of_json)
    mark = "\ufeff" if ours.startswith("\ufeff") else ""
    text = mark + _drawn(pieces).replace("\n", newline)
    return Merged(text, tuple(piece.what for piece in pieces if isinstance(piece, Clash)))


def _order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The order of one side, what is new on the other behind what it follows there.

    That of the side that moved records; of both, or neither, that of ours.
    """
    first, second = (ours, theirs) if _kept(base, theirs) or not _kept(base, ours) else (theirs, ours)
    there, known = {*first}, {*base, *second}
    behind: dict[str | None, list[str]] = {}
    before = None
    for name in second:
        if name in there:
            before = name
        else:
            behind.setdefault(before, []).append(name)
    found, waiting = list[str](), behind.get(None, [])
    for name in first:
        if name in known:  # what is new on the first side comes first
            found += waiting
            waiting = []
        found.append(name)
        waiting = waiting + behind.get(name, [])
    return found + waiting


def _kept(base: Sequence[str], side: Sequence[str]) -> bool:
    """Whether a side has the records that were there before in their order."""
    left, there = {*side}, {*base}
    return [name for name in base if name in left] == [name for name in side if name in there]


def _record(three: _Three) -> _Record:
    base, ours, theirs = three
    if ours is None and theirs is None:
        return _Record((), None, None)
    if ours is None or theirs is None:
        one = ours or theirs
        assert one is not None
        if base is None:
            return _whole(one)
        if one.raw == base.raw:  # the other side took it out
            return _Record((), None, None)
        return _taken_out(one, ours is not None)
    lead = _text(f"{ours.name}: the comments above it", base.lead if base else "", ours.lead, theirs.lead)
    found = _chosen(three) or _by_fields(three)
    return found._replace(pieces=(*lead, *found.pieces))


def _whole(part: Part) -> _Record:
    return _Record((part.lead, part.text), part.raw, part.raw)


def _taken_out(changed: Part, is_ours: bool) -> _Record:
    text = changed.lead + changed.text
    if is_ours:
        what = f"{changed.name}: ours changes it, theirs takes it out."
        return _Record((Clash(text, "", what),), changed.raw, None)
    what = f"{changed.name}: ours takes it out, theirs changes it."
    return _Record((Clash("", text, what),), None, changed.raw)


def _chosen(three: _Three) -> _Record | None:
    """The record as one side has it, where that is what both want."""
    base, ours, theirs = three
    assert ours is not None
    assert theirs is not None
    side = _side((base and base.text, base and base.raw), (ours.text, ours.raw), (theirs.text, theirs.raw))
    if side is None:
        return None
    one = ours if side == OURS else theirs
    return _Record((one.text,), one.raw, one.raw)


def _side(base: object, ours: tuple[object, object], theirs: tuple[object, object]) -> str | None:
    """Which side to take, of texts and what they say: the one that changed; None where both did, and differ."""
    was: tuple[object, object] = base if isinstance(base, tuple) else (None, None)
    for at in (0, 1):  # what is only written otherwise gives way to what says something else
        if theirs[at] in (ours[at], was[at]):
            return OURS
        if ours[at] == was[at]:
            return THEIRS
    return None


def _by_fields(three: _Three) -> _Record:
    """The record field by field."""
    base, ours, theirs = three
    assert ours is not None
    assert theirs is not None
    raws = (base.raw if base else {}, ours.raw, theirs.raw)
    kept = {name: side for name in {*raws[1], *raws[2]} if (side := _field_side(name, *raws))}
    both = [name for name in (*raws[1], *(set(raws[2]) - set(raws[1]))) if name not in kept]
    what = f"{ours.name}: both sides change {', '.join(sorted(both))}."
    if not ours.column or not theirs.column:
        return _as_line(ours, theirs, kept, both, what)
    try:
        cut = [parts.fields(each) if each else Fields("", {}) for each in three]
    except UncutError:
        return _Record(
            (Clash(ours.text, theirs.text, what if both else f"{ours.name}: both sides change it."),), *raws[1:]
        )
    if ours.column != theirs.column:
        raise UncutError("The sides indent their records otherwise.")
    return _in_lines(cut, raws, kept)


def _field_side(name: str, base: Mapping[str, Raw], ours: Mapping[str, Raw], theirs: Mapping[str, Raw]) -> str | None:
    was, one, other = (side.get(name) for side in (base, ours, theirs))
    if other in (one, was):
        return OURS
    return THEIRS if one == was else None


def _as_line(ours: Part, theirs: Part, kept: Mapping[str, str], both: list[str], what: str) -> _Record:
    """A record that is one line, or stands in braces: written anew, or both of them where a field differs."""
    sides = [_mixed(ours.raw, theirs.raw, kept, favour) for favour in (OURS, THEIRS)]
    texts = [_line(ours, raw) for raw in sides]
    if not both:
        return _Record((texts[0],), sides[0], sides[0])
    return _Record((Clash(texts[0], texts[1], what),), *sides)


def _line(like: Part, raw: Mapping[str, Raw]) -> str:
    before, brace, _ = like.text.partition("{")
    yaml = before.strip() == "-"
    return f"{before}{write.yaml_inline(raw)}\n" if yaml and brace else f"{write.json_record(raw)}\n"


def _mixed(ours: Mapping[str, Raw], theirs: Mapping[str, Raw], kept: Mapping[str, str], favour: str) -> dict[str, Raw]:
    found = {}
    for name in _order([], list(ours), list(theirs)):
        side = ours if kept.get(name, favour) == OURS else theirs
        if name in side:
            found[name] = side[name]
    return found


def _in_lines(cut: Sequence[Fields], raws: Sequence[Mapping[str, Raw]], kept: Mapping[str, str]) -> _Record:
    """A record whose fields have lines of their own."""
    base, ours, theirs = cut
    pieces: list[str | Clash] = []
    for name in _order(list(base.lines), list(ours.lines), list(theirs.lines)):
        if name in kept:
            texts = [(side.lines.get(name), raw.get(name)) for side, raw in zip(cut, raws, strict=True)]
            side = _side(*texts) or kept[name]
            pieces.append((ours if side == OURS else theirs).lines.get(name, ""))
        else:
            one, other = (side.lines.get(name, "") for side in (ours, theirs))
            pieces.append(Clash(one, other, f"{raws[1].get('id')}: both sides change {name}."))
    first = next(at for at, piece in enumerate(pieces) if piece)
    if isinstance(pieces[first], Clash):
        raise UncutError("The sides differ in the first line of a record.")
    pieces[first] = ours.hyphen + str(pieces[first]).lstrip(" ")
    return _Record(tuple(pieces), *(_mixed(raws[1], raws[2], kept, favour) for favour in (OURS, THEIRS)))


def _text(what: str, base: str, ours: str, theirs: str) -> tuple[str | Clash, ...]:
    """Comments, which say nothing but as they stand."""
    if theirs in (ours, base):
        return (ours,) if ours else ()
    if ours == base:
        return (theirs,) if theirs else ()
    return (Clash(ours, theirs, f"{what} differ."),)


def _without_twin_leads(records: list[_Record], base: Parts, ours: Parts, theirs: Parts) -> list[_Record]:
    """Comments at the end below which both sides added something are said once."""
    if not base.tail or ours.tail == base.tail or theirs.tail == base.tail:
        return records
    found, seen = [], False
    for record in records:
        if record.pieces and record.pieces[0] == base.tail:
            record = record._replace(pieces=record.pieces[1:]) if seen else record
            seen = True
        found.append(record)
    return found


def _drawn(pieces: Iterable[str | Clash], side: str | None = None) -> str:
    """The pieces as a text: as one side would have them, else with markers where they differ."""
    return "".join(_piece(piece, side) for piece in pieces)


def _piece(piece: str | Clash, side: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if side:
        return str(getattr(piece, side))
    return f"<<<<<<< {OURS}\n{piece.ours}=======\n{piece.theirs}>>>>>>> {THEIRS}\n"


def _hold(text: str, expected: Iterable[Mapping[str, Raw] | None], *, lines_of_json: bool) -> None:
    """Hold a text against what it is to say. Raises UncutError."""
    found = [part.raw for part in parts.cut(text, lines_of_json=lines_of_json).records]
    if found != [raw for raw in expected if raw is not None]:
        raise UncutError("The sides cannot be put together record by record.")
