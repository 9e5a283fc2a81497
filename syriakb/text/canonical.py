"""Records in exactly the form that the tool itself writes, read by one pattern a record instead of a YAML parser.

Large knowledge bases are written by the tool, so nearly all their records have its form: one field a line, in the order
of the fields, plain text that needs no quotes. Whatever departs from it in the least is left to `yaml`, one record
or, where the records cannot be told apart, the whole file. Both read the same, and a property test keeps it so.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from syriakb.model.readers import IDS, REFS, TOGETHER, Raw
from syriakb.model.records import FIELDS, named
from syriakb.text import yaml
from syriakb.text.items import MAX_SCALAR, Item, TextError

# What parts lines in YAML, or is not to stand in it: a text that has any of it is read as YAML.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_ODD_ASCII = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
# Plain scalars without anything that YAML could read otherwise: no sign in front, no ": " or " #", no blank at an end.
# No group is repeated possessively, with which early Pythons 3.11 match nothing; each repetition has a sign in front.
_REST = "[^:#\n]*+(?:(?::(?![ \n])|(?<! )#)[^:#\n]*+)*(?<! )"
_LINE = f"[^ \n\\-?:,\\[\\]{{}}#&*!|>'\"%@`]{_REST}"
_TEXT = f"{_LINE}(?:\n    {_LINE})*"
_SLUG = "[A-Za-z0-9][A-Za-z0-9._-]*"
_LIST = f"\\[(?:{_SLUG}(?:, {_SLUG})*)?\\]"
_LISTS, _EITHER = named(IDS) | named(REFS), named(TOGETHER)
_BETWEEN = "(?:(?: *#[^\n]*)?\n)*"
_ITEM = re.compile(f"{_BETWEEN}(- )")
_END = re.compile(f"{_BETWEEN}(?: *#[^\n]*)?\\Z")
_NEXT = re.compile("^- ", re.MULTILINE)
_BORDER = re.compile(r"^(?:---|\.\.\.)", re.MULTILINE)


@cache
def _pattern(kind: type[Any]) -> re.Pattern[str]:
    first, *rest = FIELDS[kind]
    fields = "".join(f"(?:  {name}: ({_value(name)})\n)?" for name in rest)
    # Behind the record only the next one or the end may come, or another field would be lost.
    return re.compile(f"{_BETWEEN}(- ){first}: ({_SLUG})\n{fields}(?={_BETWEEN}(?:- |\\Z))")


def _value(name: str) -> str:
    return f"(?:{_LIST}|{_TEXT})" if name in _EITHER else _LIST if name in _LISTS else _TEXT


def items(kind: type[Any], text: str) -> Iterator[Item]:
    """The records of a YAML text that is a list of records of one kind. Raises TextError as `yaml.items` does."""
    if (_ODD_ASCII if text.isascii() else _ODD).search(text):
        yield from yaml.items(text, single=False)
        return
    names = tuple(FIELDS[kind])
    match = _pattern(kind).match  # type: ignore[arg-type]
    at, line, count = 0, 1, 0
    while found := match(text, at) or _ITEM.match(text, at):
        start, end = found.start(1), found.end()
        line += text.count("\n", at, start)
        if found.re is _ITEM or end - start > MAX_SCALAR:  # too long a field is for the other reader to tell
            end = following.start() if (following := _NEXT.search(text, end)) else len(text)
            if _BORDER.search(text, start, end):
                break
            try:
                item = yaml.item_at(text, start, end, line)
            except TextError:
                break
        else:
            values = zip(names, found.groups()[1:], strict=True)
            item = Item(line, 3, {name: _read(name, value) for name, value in values if value is not None})
        yield item
        line += text.count("\n", start, end)
        at, count = end, count + 1
    if not _END.match(text, at):
        yield from islice(yaml.items(text, single=False), count, None)


def _read(name: str, value: str) -> Raw:
    if value[0] == "[" and name in _LISTS | _EITHER:
        return value[1:-1].split(", ") if len(value) > 2 else []
    return " ".join(value.split("\n    ")) if "\n" in value else value
