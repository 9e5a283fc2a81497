"""The command line that gives by options what was given at prompts."""

from collections.abc import Iterator, Sequence

from syriakb.edits.entry import NewRecord
from syriakb.edits.form import ARGUMENT, FORMS, option
from syriakb.model.readers import Raw


def command(record: NewRecord) -> list[str]:
    """The words of `syriakb add` with all that is known of a record."""
    first = record.raw.get(ARGUMENT.get(record.kind, ""))
    fields = [each.name for each in FORMS[record.kind] if each.name != ARGUMENT.get(record.kind)]
    options = [word for name in fields if name in record.raw for word in _words(name, record.raw[name])]
    return ["syriakb", "add", record.kind, *([str(first)] if first else []), *options]


def _words(name: str, value: Raw) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        yield from (option(name), str(each))


def commands(records: Sequence[NewRecord]) -> list[list[str]]:
    """The same of each record about which something is known."""
    return [command(record) for record in records if record.raw]
