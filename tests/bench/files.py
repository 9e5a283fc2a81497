"""Made-up knowledge bases on disk: the vocabulary that they share, and records written as the tool would write them."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

_PER_FILE = 10_000
_VOCABULARY = """\
- {id: captures, label: captures, inverse_label: is captured by, group: control, effect: gains}
- {id: controls, label: controls, inverse_label: is controlled by, group: control, effect: holds}
- {id: loses, label: loses, inverse_label: is lost by, group: control, effect: loses}
- {id: contests, label: contests, inverse_label: is contested by, group: control, effect: contests}
- {id: besieges, label: besieges, inverse_label: is besieged by, group: control, effect: besieges}
- {id: controls_count, label: controls, inverse_label: are controlled by, group: control}
- {id: backs, label: backs, inverse_label: is backed by, group: support}
- {id: arms, label: arms, inverse_label: is armed by, group: support}
- {id: allied_with, label: is allied with, inverse_label: is allied with, symmetric: true, group: alliance}
- {id: cooperates_with, label: cooperates with, inverse_label: cooperates with, symmetric: true, group: alliance}
- {id: member_of, label: is a member of, inverse_label: has as a member, group: membership}
- {id: rival_of, label: is a rival of, inverse_label: is a rival of, symmetric: true, group: hostility}
- {id: fights, label: fights, inverse_label: is fought by, group: hostility}
"""

Record = dict[str, Any]


def begin(folder: Path, title: str) -> None:
    """A knowledge base that holds nothing yet but its title, its day and its vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kb.yaml").write_text(f"title: {title}\nschema: 1\nas_of: 2024-12-07\n", encoding="utf-8")
    (folder / "predicates.yaml").write_text(_VOCABULARY, encoding="utf-8")


def write_claims(folder: Path, claims: Iterator[Record], form: str) -> None:
    """Claims in files of ten thousand; `form` is yaml or jsonl."""
    (folder / "claims").mkdir()
    number = 0
    while some := list(islice(claims, _PER_FILE)):
        write(folder / "claims" / f"{number:03}.{form}", some)
        number += 1


def write(path: Path, records: Iterable[Record]) -> None:
    """Records into a file, in the form that its ending names."""
    line = _yaml if path.suffix == ".yaml" else _json
    with path.open("w", encoding="utf-8") as file:
        file.writelines(line(record) for record in records)


def _json(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def _yaml(record: Record) -> str:
    fields = (f"{name}: {_scalar(value)}" for name, value in record.items())
    return "- " + "\n  ".join(fields) + "\n"


def _scalar(value: Any) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)
