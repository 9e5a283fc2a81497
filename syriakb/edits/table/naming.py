"""Mappings that name a record by its id: as the value of a field, or as what a value becomes."""

from collections.abc import Iterator

from syriakb.errors import StoreError
from syriakb.index.references import REFERENCES
from syriakb.text import yaml
from syriakb.text.items import TextError
from syriakb.text.yaml import Node

_WITHIN = ("value", "template", "default", "map")  # where a field says more than its value


def renamed(path: str, was: bytes, kind: str, old: str, new: str) -> bytes:
    """The bytes of a mapping with another id in the place of one, all else as it stands there.

    A mapping with faults names nothing. Raises StoreError where the id stands there in a way that cannot be changed.
    """
    try:
        text = was.decode("utf-8-sig")
        places = sorted({(node.line, node.column) for node in _naming(yaml.tree(text), kind, old)}, reverse=True)
    except (TextError, UnicodeDecodeError):
        return was
    lines = text.split("\n")
    for line, column in places:
        before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        quote = after[:1] if after[:1] in ("'", '"') else ""
        if not after.startswith(f"{quote}{old}{quote}"):
            raise StoreError(f"{path}:{line}:{column}: {old} cannot be changed here: use an editor.")
        lines[line - 1] = f"{before}{quote}{new}{after[len(quote) + len(old) :]}"
    mark = b"\xef\xbb\xbf" if was.startswith(b"\xef\xbb\xbf") else b""
    return mark + "\n".join(lines).encode()


def _naming(top: Node, kind: str, id: str) -> Iterator[Node]:
    """The texts of a mapping that are the id of a record of that kind."""
    if not isinstance(top.value, dict):
        return
    rows = top.value.get("rows")
    records = [*(rows.value if rows and isinstance(rows.value, list) else []), top]
    made = [(_text(each, "kind"), each.value["fields"]) for each in records if _has(each, "fields")]
    create = top.value.get("create")
    if create and isinstance(create.value, dict):
        made += create.value.items()
    for plural, fields in made:
        own = plural.removesuffix("s")
        names = {each.field for each in REFERENCES if each.kind == own and kind in each.targets}
        if isinstance(fields.value, dict):
            for name, value in fields.value.items():
                if name in names or (name == "id" and own == kind):
                    yield from (node for node in _texts(value) if node.value == id)


def _has(node: Node, name: str) -> bool:
    return isinstance(node.value, dict) and name in node.value


def _text(node: Node, name: str) -> str:
    found = node.value.get(name) if isinstance(node.value, dict) else None
    return found.value if found and isinstance(found.value, str) else ""


def _texts(value: Node) -> Iterator[Node]:
    """The texts that a field can come to."""
    if isinstance(value.value, list):
        for each in value.value:
            yield from _texts(each)
    elif isinstance(value.value, dict):
        for name in _WITHIN:
            if inner := value.value.get(name):
                yield from inner.value.values() if isinstance(inner.value, dict) else [inner]
    else:
        yield value
