"""Mappings as they are written: a small YAML file, each fault in it with its line, column and the nearest word."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from syriakb.disk.store import Base
from syriakb.edits.table.mapping import Condition, Made, Rules
from syriakb.edits.table.values import REFUSE, SKIP, Part, UnfitError, Value, parts
from syriakb.errors import SyriakbError
from syriakb.model.readers import LIST
from syriakb.model.records import FIELDS, KINDS
from syriakb.text import yaml
from syriakb.text.items import TextError
from syriakb.text.yaml import Node

_SHIPPED = Path(__file__).parent / "mappings"
_FOLDER = "mappings"
_TOP = ("about", "kind", "rows", "only", "except", "known", "ignore", "optional", "columns", "create", "fields")
_RECORD = ("kind", "only", "except", "known", "fields")
_VALUE = ("column", "value", "template", "map", "default", "date", "number", "split", "resolve")
_FROM = _VALUE[:3]
_YES = {"yes": True, "true": True, "no": False, "false": False}


class Text(NamedTuple):
    """A mapping's text, and what to call the file that it stands in."""

    name: str
    text: str


class _FaultError(Exception):
    """A fault of a mapping, with its place."""

    def __init__(self, node: Node | tuple[int, int], message: str) -> None:
        super().__init__(message)
        self.line, self.column = (node.line, node.column) if isinstance(node, Node) else node


def names(base: Base) -> list[str]:
    """The names of all mappings that there are: those of the knowledge base, and those shipped."""
    own = sorted(path.stem for path in (base.folder / _FOLDER).glob("*.yaml"))
    return list(dict.fromkeys([*own, *sorted(path.stem for path in _SHIPPED.glob("*.yaml"))]))


def text(base: Base, name: str) -> Text:
    """The mapping of a file, or of a name: one of the knowledge base's own, else one shipped. Raises SyriakbError."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
        return _read(path)
    for folder in (base.folder / _FOLDER, _SHIPPED):
        if (found := folder / f"{name}.yaml").is_file():
            return _read(found)
    known = names(base)
    near = get_close_matches(name.lower(), known, 1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise SyriakbError(f"No mapping is called {name!r}. {hint}There are {', '.join(known)}; or name a file, x.yaml.")


def _read(path: Path) -> Text:
    try:
        return Text(str(path), path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise SyriakbError(f"{path} is not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise SyriakbError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None


def rules(given: Text) -> Rules:
    """The mapping that a text is. Raises SyriakbError with every fault, each with its place."""
    try:
        top = yaml.tree(given.text)
    except TextError as error:
        raise _refusal(given, [(error.line, error.column, f"{error.message} {error.hint or ''}".strip())]) from None
    faults: list[_FaultError] = []
    try:
        found = _rules(top, faults)
    except _FaultError as fault:
        faults.append(fault)
    if faults:
        raise _refusal(given, [(each.line, each.column, str(each)) for each in faults])
    return found


def _refusal(given: Text, faults: list[tuple[int, int, str]]) -> SyriakbError:
    return SyriakbError("\n".join(f"{given.name}:{line}:{column}: {said}" for line, column, said in sorted(faults)))


def _rules(top: Node, faults: list[_FaultError]) -> Rules:
    known = _mapping(top, _TOP, "A mapping")
    if ("rows" in known) == ("fields" in known):
        raise _FaultError(top, "A mapping has either fields, or rows: the records that each row gives.")
    if "rows" in known:
        records = [_made(each, None, faults) for each in _list(known["rows"])]
        if not records:
            raise _FaultError(known["rows"], "Here at least one record is to stand, with its kind and its fields.")
    else:
        if "kind" not in known:
            raise _FaultError(top, f"The mapping has no kind, such as claims. {_kinds()}")
        records = [_made(top, known["kind"], faults)]
    create: dict[str, Mapping[str, tuple[Value, ...]]] = {}
    if "create" in known:
        for kind, node in _mapping(known["create"], tuple(f"{each}s" for each in KINDS), "create").items():
            create[kind.removesuffix("s")] = _fields(node, kind.removesuffix("s"), faults)
    return Rules(
        tuple(records),
        about=_text(known["about"]) if "about" in known else "",
        conditions=tuple(_conditions(known)) if "rows" in known else (),
        ignore=frozenset(_words(known["ignore"])) if "ignore" in known else frozenset(),
        create=create,
        columns="rows" not in known,
        optional=frozenset(_words(known["optional"])) if "optional" in known else frozenset(),
        header=tuple(_words(known["columns"])) if "columns" in known else (),
    )


def _made(node: Node, kind: Node | None, faults: list[_FaultError]) -> Made:
    known = _mapping(node, _RECORD if kind is None else _TOP, "A record of a row")
    kind = kind or known.get("kind")
    if kind is None:
        raise _FaultError(node, f"This record has no kind. {_kinds()}")
    word = _text(kind).removesuffix("s")
    if word not in KINDS:
        raise _FaultError(kind, f"{_text(kind)!r} is no kind of record. {_nearest(_text(kind), KINDS) or _kinds()}")
    if "fields" not in known:
        raise _FaultError(node, "This record has no fields.")
    keep = _text(known["known"]) if "known" in known else ""
    if keep not in ("", SKIP):
        raise _FaultError(known["known"], f"known: {SKIP} leaves out records that are there; nothing else is known.")
    return Made(word, _fields(known["fields"], word, faults), tuple(_conditions(known)), keep == SKIP)


def _kinds() -> str:
    return f"It is one of {', '.join(f'{kind}s' for kind in KINDS)}."


def _conditions(known: Mapping[str, Node]) -> Iterator[Condition]:
    for key in ("only", "except"):
        if key in known:
            node = known[key]
            if not isinstance(node.value, dict):
                raise _FaultError(node, f"{key} names columns with their values, such as {key}: {{type: [Battles]}}.")
            for column, values in node.value.items():
                words = frozenset(word.strip().casefold() for word in _words(values))
                yield Condition(column, words, but=key == "except")


def _fields(node: Node, kind: str, faults: list[_FaultError]) -> dict[str, tuple[Value, ...]]:
    found: dict[str, tuple[Value, ...]] = {}
    for name, each in _mapping(node, tuple(FIELDS[KINDS[kind]]), f"The {kind}", faults).items():
        many = isinstance(each.value, list)
        try:
            if many and FIELDS[KINDS[kind]][name].kind.type != LIST:
                raise _FaultError(each, f"The field {name} takes one value, not a list.")
            found[name] = tuple(map(_value, _list(each))) if many else (_value(each),)
        except _FaultError as fault:
            faults.append(fault)
    return found


def _value(node: Node) -> Value:
    if isinstance(node.value, str):
        return Value(_parts(node))
    known = _mapping(node, _VALUE, "A value")
    ways = [key for key in _FROM if key in known]
    if len(ways) != 1:
        raise _FaultError(node, "A value has one of column, value and template.")
    given = known[ways[0]]
    from_ = _parts(given) if ways[0] == "template" else _one(ways[0], _text(given))
    date = tuple(_words(known["date"])) if "date" in known else None
    resolve = _mapping(known["resolve"], ("by", "within"), "resolve") if "resolve" in known else {}
    return Value(
        from_,
        table=_table(known["map"]) if "map" in known else None,
        default=_text(known["default"]) if "default" in known else None,
        date=None if date is None else () if date == ("yes",) else date,
        number=_yes(known["number"]) if "number" in known else False,
        split=_text(known["split"]) if "split" in known else None,
        by=_text(resolve["by"]) if "by" in resolve else None,
        within=_text(resolve["within"]) if "within" in resolve else None,
    )


def _one(way: str, text: str) -> tuple[Part, ...]:
    return (Part("", text),) if way == "column" else (Part(text),)


def _parts(node: Node) -> tuple[Part, ...]:
    try:
        return parts(_text(node))
    except UnfitError as error:
        raise _FaultError(node, str(error)) from None


def _table(node: Node) -> dict[str, str]:
    if not isinstance(node.value, dict):
        raise _FaultError(node, f"map says what values become, such as map: {{Ally: allied_with, Other: {REFUSE}}}.")
    return {key: _text(each) for key, each in node.value.items()}


def _yes(node: Node) -> bool:
    if _text(node) not in _YES:
        raise _FaultError(node, "This is yes or no.")
    return _YES[_text(node)]


def _text(node: Node) -> str:
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, dict) and all(each.value == "" for each in node.value.values()):
        inside = ", ".join(node.value)
        raise _FaultError(node, f'A column in braces has to stand in quotes: "{{{inside}}}".')
    raise _FaultError(node, "Here one text is to stand.")


def _words(node: Node) -> list[str]:
    return list(map(_text, node.value)) if isinstance(node.value, list) else [_text(node)]


def _list(node: Node) -> list[Node]:
    if isinstance(node.value, list):
        return node.value
    raise _FaultError(node, "Here a list is to stand, each item behind a hyphen.")


def _mapping(
    node: Node, allowed: tuple[str, ...], what: str, faults: list[_FaultError] | None = None
) -> dict[str, Node]:
    """The keys of a node, all of them among those that are allowed."""
    if not isinstance(node.value, dict):
        raise _FaultError(node, f"{what} is written as names with values, such as {allowed[0]}: ...")
    for key in node.value:
        if key not in allowed:
            hint = _nearest(key, allowed) or f"There is {', '.join(allowed)}."
            if node.value[key].value == "":
                hint = f'For the column of that name, write "{{{key}}}", in quotes.'
            fault = _FaultError(node.keys[key], f"{what} has no {key!r}. {hint}")
            if faults is None:
                raise fault
            faults.append(fault)
    return {key: each for key, each in node.value.items() if key in allowed}


def _nearest(word: str, allowed: Iterable[str]) -> str:
    near = get_close_matches(word, list(allowed), 1)
    return f"Did you mean {near[0]}?" if near else ""
