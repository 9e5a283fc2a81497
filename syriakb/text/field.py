"""Single fields of a record changed where they stand in its text: comments, order and quotes of the others stay."""

from __future__ import annotations  # Raw is the name of a type that is written as text

from collections.abc import Mapping, Sequence
from dataclasses import replace

from syriakb.model.readers import Raw
from syriakb.text import write, yaml
from syriakb.text.items import Item
from syriakb.text.yaml import Layout


def changed(raw: Mapping[str, Raw], changes: Mapping[str, Raw | None], order: Sequence[str]) -> dict[str, Raw]:
    """The fields with some changed, and those taken out that become None; new ones stand behind those before them."""
    kept = [name for name in raw if changes.get(name, "") is not None]
    for name in (name for name in order if changes.get(name) is not None and name not in raw):
        kept.insert(kept.index(_before(name, kept, order)) + 1, name)
    return {name: value for name in kept if (value := changes.get(name, raw.get(name))) is not None}


def _before(name: str, names: Sequence[str], order: Sequence[str]) -> str:
    """The last of the names that stands before one in their usual order; the id does before all others."""
    there = [each for each in order[: order.index(name)] if each in names]
    return there[-1] if there else names[0]


def rewritten(text: str, item: Item, changes: Mapping[str, Raw | None], order: Sequence[str], newline: str) -> str:
    """The whole text with these fields of one of its records changed."""
    for name in (name for name in order if name in changes):
        value, laid = changes[name], yaml.layout(text, item)
        if value is not None:
            start, end, new = _given(text, laid, name, value, item.column - 1, order)
        elif name in laid.keys:
            start, end, new = _taken_out(text, laid, name)
        else:
            continue
        new = new.replace("\n", newline)
        text = text[:start] + new + text[end:]
        item = replace(item, end=item.end + len(new) - (end - start))
    return text


_Cut = tuple[int, int, str]  # from where to where, and what comes there


def _given(text: str, laid: Layout, name: str, value: Raw, margin: int, order: Sequence[str]) -> _Cut:
    lines = write.yaml_inline({name: value})[1:-1] if laid.braces else "\n".join(write.yaml_field(name, value, margin))
    if name in laid.keys:
        return laid.keys[name], laid.ends[name], lines.lstrip(" ")
    at = laid.ends[_before(name, list(laid.keys), order)]
    return (at, at, f", {lines}") if laid.braces else (_line_end(text, at), _line_end(text, at), f"\n{lines}")


def _taken_out(text: str, laid: Layout, name: str) -> _Cut:
    names = sorted(laid.keys, key=laid.keys.__getitem__)
    at = names.index(name)
    follows = names[at + 1] if names[at + 1 :] else None
    if follows and (laid.braces or at == 0):  # the next one takes its place, also behind the hyphen
        return laid.keys[name], laid.keys[follows], ""
    if laid.braces:
        return laid.ends[names[at - 1]], laid.ends[name], ""
    return _line_end(text, laid.keys[name], back=True), _line_end(text, laid.ends[name]), ""


def _line_end(text: str, at: int, *, back: bool = False) -> int:
    """Where the line of an offset ends, or with `back` the one above it, in front of the line end."""
    end = text.rfind("\n", 0, at) if back else text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end
