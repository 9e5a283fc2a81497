"""YAML to items, read from the C parser's event stream.

That is several times faster than constructing values, and nothing is guessed from how a scalar looks. What the format
does not have (anchors, aliases, tags, several documents) is refused where it stands.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from syriakb.model.fields import Fault
from syriakb.model.readers import Raw
from syriakb.text.items import MAX_SCALAR, Item, Spot, TextError, line_column, lines, no_hyphen, too_long

# PyYAML's stubs know neither an event's anchor nor that libyaml always gives marks.
_Event: TypeAlias = Any
_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def items(text: str, *, single: bool) -> Iterator[Item]:
    """The records of a YAML text: the items of its top-level list, or with `single` the one mapping that it is.

    Raises TextError where the text cannot be read on.
    """
    if bad := _NOT_YAML.search(text):
        message = f"The character U+{ord(bad.group()):04X} cannot stand in a YAML file as it is."
        hint = 'Write it as an escape in double quotes, such as "\\x07".'
        raise TextError(*line_column(text, bad.start()), "control-character", message, hint)
    read: Callable[[], _Event] = _Loader(text).get_event
    try:
        read()
        if not isinstance(read(), StreamEndEvent):
            yield from _document(read, single=single)
        elif single:
            raise _shapeless(1, 1, single=True)
    except yaml.MarkedYAMLError as error:
        raise _yaml_error(error) from None


def item_at(text: str, start: int, end: int, line: int) -> Item:
    """The record that stands between two offsets of a text, read apart from its neighbours; it begins in that line.

    Raises TextError, with its place in the whole text, where there is not just one that can be read.
    """
    try:
        found = list(items(text[start:end], single=False))
    except TextError as error:
        raise TextError(error.line + line - 1, error.column, error.code, error.message, error.hint) from None
    if len(found) != 1:
        raise TextError(line, 1, "syntax", "Where one record begins there is none, or several.")
    item = found[0]
    item.line += line - 1
    item.faults = [(at + line - 1, column, fault) for at, column, fault in item.faults]
    item.start, item.end = item.start + start, item.end + start
    return item


def _document(read: Callable[[], _Event], *, single: bool) -> Iterator[Item]:
    top = read()
    expected = MappingStartEvent if single else SequenceStartEvent
    if isinstance(top, expected):
        if decoration := _decoration(top):
            raise TextError(*_mark(top), *decoration)
        yield from [_record(read, top)] if single else _listed(read)
    elif single or not (isinstance(top, ScalarEvent) and not top.value):
        raise _shapeless(*_mark(top), single=single)
    read()
    if not isinstance(end := read(), StreamEndEvent):
        message = "A second YAML document begins here."
        raise TextError(*_mark(end), "several-documents", message, "Remove the line ---.")


def _shapeless(line: int, column: int, *, single: bool) -> TextError:
    shape = "one mapping (title: ...)" if single else "a list of records, each beginning with a hyphen"
    return TextError(line, column, "wrong-shape", f"The file does not hold {shape}.")


def _listed(read: Callable[[], _Event]) -> Iterator[Item]:
    while not isinstance(event := read(), SequenceEndEvent):
        if isinstance(event, MappingStartEvent):
            yield _record(read, event)
        else:
            _skip(read, event)
            item = Item(*_mark(event))
            _accuse(item, event, "", "wrong-shape", "This is no record: a record is a mapping, such as id: ...")
            yield item


def _record(read: Callable[[], _Event], start: _Event) -> Item:
    item = Item(start.start_mark.line + 1, start.start_mark.column + 1)
    if start.anchor is not None or start.tag is not None:
        _accuse_decorated(item, start, "")
    raw = item.raw
    # The inner loop of all reading: a plain field costs two events and one look at each.
    while (key := read()).__class__ is not MappingEndEvent:
        if key.__class__ is not ScalarEvent or key.anchor is not None or key.tag is not None:
            _odd_key(read, item, key)
            continue
        name, value = key.value, read()
        if name in raw:
            _accuse_again(item, key, name)
            _skip(read, value)
        elif value.__class__ is ScalarEvent and value.anchor is None and value.tag is None:
            raw[name] = value.value
            if len(value.value) > MAX_SCALAR:
                _accuse_long(item, value, name)
        else:
            raw[name] = _compound(read, item, value, name)
    item.start, item.end = start.start_mark.index, _end(key)
    return item


def _compound(read: Callable[[], _Event], item: Item, event: _Event, name: str) -> Raw:
    """A field's value that is no plain scalar: a list of scalars, or a mapping of them."""
    _accuse_decorated(item, event, name)
    if isinstance(event, ScalarEvent):
        return str(event.value)
    if isinstance(event, SequenceStartEvent):
        values = []
        while not isinstance(each := read(), SequenceEndEvent):
            values.append(_scalar(read, item, each, name))
        return values
    if isinstance(event, MappingStartEvent):
        nested: dict[str, str] = {}
        while not isinstance(key := read(), MappingEndEvent):
            inner = _scalar(read, item, key, name)
            if inner in nested:
                _accuse(
                    item, key, name, "duplicate-field", f"The field {inner} stands here a second time.", "Keep one."
                )
            nested[inner] = _scalar(read, item, read(), name)
        return nested
    return ""


def _scalar(read: Callable[[], _Event], item: Item, event: _Event, name: str) -> str:
    _accuse_decorated(item, event, name)
    if isinstance(event, ScalarEvent):
        if len(event.value) > MAX_SCALAR:
            _accuse_long(item, event, name)
        return str(event.value)
    if not isinstance(event, AliasEvent):
        _accuse(item, event, name, "too-deep", f"The field {name} is nested deeper than any field is.")
    _skip(read, event)
    return ""


def _odd_key(read: Callable[[], _Event], item: Item, key: _Event) -> None:
    if not isinstance(key, ScalarEvent):
        _accuse(item, key, "", "wrong-shape", "A field's name is one word, such as id.")
    _accuse_decorated(item, key, "")
    _skip(read, key)
    _skip(read, read())


def _skip(read: Callable[[], _Event], event: _Event) -> None:
    """Read on to the end of the node that `event` begins."""
    depth = _step(event)
    while depth:
        depth += _step(read())


def _step(event: _Event) -> int:
    if isinstance(event, MappingStartEvent | SequenceStartEvent):
        return 1
    return -1 if isinstance(event, MappingEndEvent | SequenceEndEvent) else 0


def _mark(event: _Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _end(event: _Event) -> int:
    return int(event.end_mark.index)


def _accuse(item: Item, event: _Event, name: str, code: str, message: str, hint: str | None = None) -> None:
    item.accuse(*_mark(event), Fault(name, code, message, hint))


def _accuse_again(item: Item, key: _Event, name: str) -> None:
    """Accuse a record of a field that it has already; a second id is that of a record without its hyphen."""
    line, column = _mark(key)
    if name == "id" and line > item.line and column == item.column:
        item.accuse(line, column, no_hyphen())
    elif no_hyphen() not in (fault for _, _, fault in item.faults):
        _accuse(item, key, name, "duplicate-field", f"The field {name} stands here a second time.", "Keep one.")


def _accuse_long(item: Item, event: _Event, name: str) -> None:
    item.accuse(*_mark(event), too_long(name))


def _accuse_decorated(item: Item, event: _Event, name: str) -> None:
    if decoration := _decoration(event):
        _accuse(item, event, name, *decoration)


def _decoration(event: _Event) -> tuple[str, str, str] | None:
    hint = "Write the value out, in quotes where it begins with a sign. More: syriakb help data-model"
    if isinstance(event, AliasEvent):
        return "yaml-alias", f"The YAML alias *{event.anchor} is not read here.", hint
    if event.anchor is not None:
        return "yaml-anchor", f"The YAML anchor &{event.anchor} is not read here.", hint
    if getattr(event, "tag", None) is not None:
        return "yaml-tag", f"The YAML tag {event.tag} is not read here.", hint
    return None


# What the parser says of the slips that people make most, by a part of its words: what it is, and what to do.
_SLIPS = {
    "quoted scalar": ("A quote opens here and does not close.", "Close it, or write the text without quotes."),
    "mapping values are not allowed": (
        "A colon with a blank behind it stands here in a text without quotes.",
        "Put the text in quotes.",
    ),
    "expected '-' indicator": (
        "Here a record begins without its hyphen, or a line stands too far to the left.",
        "Write - id: ... for a new record; indent what belongs to the one above.",
    ),
    "could not find expected ':'": (
        "A line above this place has no colon behind the name of its field, or is not indented as text that goes on.",
        "Write name: value, or indent the line further than the field whose text it continues.",
    ),
    "that cannot start any token": ("A text cannot begin with the sign that stands here.", "Put the text in quotes."),
}


def _yaml_error(error: yaml.MarkedYAMLError) -> TextError:
    context, problem = error.context or "", error.problem or ""
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in context:
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    known = (words for sign, words in _SLIPS.items() if sign in f"{context} {problem}")
    generic = (
        f"The YAML cannot be read on from here: {', '.join(filter(None, (problem, context)))}.",
        "Look at the indentation and the quotes here and just above.",
    )
    return TextError(line, column, "syntax", *next(known, generic))


def spots(text: str, item: Item) -> dict[str, Spot]:
    """Where each field of an item stands; empty where its text cannot be told apart from its neighbours."""
    node, above = _compose(text, item)
    if not isinstance(node, yaml.MappingNode):
        return {}
    found: dict[str, Spot] = {}
    for key, value in node.value:
        marks = [(each.start_mark.line + 1 + above, each.start_mark.column + 1) for each in (key, value)]
        found.setdefault(str(key.value), Spot(*marks))
    return found


class Layout(NamedTuple):
    """How a record stands in its text: in braces or not, the offset of each key, where each value and the last ends."""

    braces: bool
    keys: dict[str, int]
    ends: dict[str, int]
    end: int


def layout(text: str, item: Item) -> Layout:
    """The layout of a record that was read by `items`."""
    margin = item.column - 1
    node: Any = yaml.compose(" " * margin + text[item.start : item.end], Loader=_Loader)
    above = item.start - margin
    keys = {str(key.value): key.start_mark.index + above for key, _ in node.value}
    ends = {str(key.value): _end_of(text, value, item.start, above) for key, value in node.value}
    return Layout(bool(node.flow_style), keys, ends, _end_of(text, node, item.start, above))


def _end_of(text: str, node: Any, start: int, above: int) -> int:
    """The offset behind a value, without the blank lines behind it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    # The mark behind a block of text stands behind the blank lines that follow it too.
    return start + len(re.sub(r"(?:\r?\n[ \t]*)+\Z", "", text[start : node.end_mark.index + above]))


class Node(NamedTuple):
    """A part of a YAML text, with its line and column: a text, a list, or a mapping and where its keys stand."""

    line: int
    column: int
    value: "str | list[Node] | dict[str, Node]"
    keys: dict[str, tuple[int, int]]


def tree(text: str) -> Node:
    """A YAML text that is no list of records, however deep. Raises TextError."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _yaml_error(error) from None
    except (yaml.YAMLError, RecursionError):
        raise TextError(1, 1, "syntax", "The YAML cannot be read.") from None
    return _node(node, set()) if node else Node(1, 1, "", {})


def _node(node: Any, above: set[int]) -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if id(node) in above:
        raise TextError(line, column, "yaml-alias", "A YAML alias is not read here.", "Write the value out.")
    above.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return Node(line, column, str(node.value), {})
    if isinstance(node, yaml.SequenceNode):
        return Node(line, column, [_node(each, above) for each in node.value], {})
    inner: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for key, value in node.value:
        at, name = (key.start_mark.line + 1, key.start_mark.column + 1), str(key.value)
        if name in inner or not isinstance(key, yaml.ScalarNode):
            raise TextError(*at, "duplicate-field", f"{name} stands here a second time.", "Keep one.")
        inner[name], keys[name] = _node(value, above), at
    return Node(line, column, inner, keys)


def _compose(text: str, item: Item) -> tuple[yaml.Node | None, int]:
    """The node of one record, and how many lines of the file stand above what its marks count from."""
    below = islice(lines(text), item.line - 1, None)
    block = [" " * (item.column - 1) + next(below)[item.column - 1 :]]
    for line in below:
        if line.strip() and len(line) - len(line.lstrip(" ")) < item.column - 1 and not line.lstrip().startswith("#"):
            break
        block.append(line)
    try:
        return yaml.compose("\n".join(block), Loader=_Loader), item.line - 1
    except yaml.YAMLError:
        return None, 0
