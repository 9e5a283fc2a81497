"""Writing: one record as text, the way a careful person would write it.

A text is plain where YAML reads it back as it stands; long ones go on over lines, and those that YAML would read
otherwise become folded or literal blocks, or are quoted. What a reader cannot see is escaped in double quotes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from syriakb.model.readers import GRADE, LATITUDE, LONGITUDE, NUMBER, Raw
from syriakb.model.records import FIELDS, named

WIDTH = 110
# Controls, breaks of lines other than \n, directions that reorder a line, half characters and non-characters.
_UNSEEN = "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"
_PLAIN = re.compile(
    "(?![ \\[\\]{},#&*!|>'\"%@`\xa0]|[-?:](?![^ ]))"
    f"[^:#\n{_UNSEEN}]*(?:(?::(?=[^ ])|(?<! )#)[^:#\n{_UNSEEN}]*)*(?<![ \xa0])"
)
_PLAIN_IN_LIST = re.compile(f"(?![ \\-'&*!|>%@`=~\xa0])[^:?#,\\[\\]{{}}\"\n{_UNSEEN}]+(?<![ \xa0])")
_FOLDED = re.compile(f"[^ \n{_UNSEEN}]+(?: [^ \n{_UNSEEN}]+)*")
_LITERAL = re.compile(f"(?! )[^\n{_UNSEEN}]*[^ \n{_UNSEEN}](?:\n|\n[^\n{_UNSEEN}]*[^ \n{_UNSEEN}])*(?<!\n)")
_QUOTED = re.compile(f"[^\n{_UNSEEN}]*")
_ESCAPED = re.compile(f'["\\\\\n{_UNSEEN}]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_UNSEEN_ONE = re.compile(f"[{_UNSEEN}]")
_NUMBERS = named(NUMBER, GRADE, LATITUDE, LONGITUDE)
_NUMBER = re.compile(r"(?:0|-?[1-9][0-9]{0,8})(?:\.[0-9]{1,12})?")


def yaml_record(kind: type[Any], raw: Mapping[str, Raw]) -> str:
    """One item of a YAML list: its lines, the first with the hyphen, the last with its line end."""
    first, *rest = [line for name in FIELDS[kind] if name in raw for line in yaml_field(name, raw[name], 2)]
    return "".join(f"{line}\n" for line in (f"- {first[2:]}", *rest))


def yaml_field(name: str, value: Raw, indent: int) -> Iterator[str]:
    """The lines of one field, without line ends, indented by `indent` columns."""
    head = f"{' ' * indent}{name}:"
    if isinstance(value, dict):
        yield head
        for inner, text in value.items():
            yield from yaml_field(inner, text, indent + 2)
    elif isinstance(value, list):
        yield from _list(head, value, " " * (indent + 2))
    else:
        yield from _text(head, value, " " * (indent + 2))


def yaml_inline(raw: Mapping[str, Raw]) -> str:
    """A mapping in braces, for a file whose records are written so."""
    return f"{{{', '.join(f'{name}: {_inline(value)}' for name, value in raw.items())}}}"


def json_record(raw: Mapping[str, Raw]) -> str:
    """One record as a line of JSON, without a line end."""
    values = {name: _number(value) if name in _NUMBERS else value for name, value in raw.items()}
    return _UNSEEN_ONE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(values, ensure_ascii=False))


def _number(value: Raw) -> Any:
    """A text that is a number just as JSON writes it; others stay texts, so that they read back the same."""
    return json.loads(value) if isinstance(value, str) and _json_number(value) == value else value


def _json_number(value: str) -> str | None:
    """How JSON would write the number that a text is; None where it is none."""
    return json.dumps(json.loads(value)) if _NUMBER.fullmatch(value) else None


def _inline(value: Raw) -> str:
    if isinstance(value, dict):
        return yaml_inline(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_item, value))}]"
    return _item(value)


def _item(text: str) -> str:
    return text if _PLAIN_IN_LIST.fullmatch(text) else _quoted(text)


def _list(head: str, values: list[str], margin: str) -> Iterator[str]:
    line = f"{head} ["
    for at, value in enumerate(values):
        piece = _item(value) + ("," if at < len(values) - 1 else "")
        gap = " " if at else ""
        if at and len(line) + len(gap) + len(piece) > WIDTH:
            yield line
            line, gap = margin, ""
        line += gap + piece
    yield line + "]"


def _text(head: str, text: str, margin: str) -> Iterator[str]:
    whole = f"{head} {text}"
    if _PLAIN.fullmatch(text):
        yield from _wrapped(whole, margin)
    elif _LITERAL.fullmatch(text) and "\n" in text:
        yield f"{head} |-"
        yield from (margin + line if line else "" for line in text.split("\n"))
    elif len(whole) > WIDTH and _FOLDED.fullmatch(text):
        yield f"{head} >-"
        yield from _wrapped(margin + text, margin)
    else:
        yield f"{head} {_quoted(text)}"


def _wrapped(text: str, margin: str) -> Iterator[str]:
    """Break a line at single blanks behind its margin, since only those read back as they were."""
    if len(text) <= WIDTH:
        yield text
        return
    start = len(text) - len(text.lstrip(" "))
    words = re.split(r"(?<! ) (?! )", text[start:])
    line = text[:start] + words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > WIDTH and line.strip():
            yield line
            line = margin + word
        else:
            line += f" {word}"
    yield line


def _quoted(text: str) -> str:
    if _QUOTED.fullmatch(text) and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(lambda match: _escape(match[0]), text) + '"'


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
