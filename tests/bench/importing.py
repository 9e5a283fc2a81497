"""What an import costs: by a mapping against ready-made rows, and made again with a few changes.

`python -m tests.bench.importing` imports 100,000 made-up rows into a knowledge base of 1,000 claims, or as many as it
is told.
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.generate import generate
from tests.bench.timing import line, peak

_MAPPING = """\
kind: claims
fields:
  id: "bench-{number}"
  statement: "{who} takes {where}, {number}."
  subject: "{who}"
  predicate: captures
  object: {column: where, resolve: {within: area}}
  modality: {column: precision, map: {1: actual, 2: possible}}
  source: source-1
  locator: "row {number|number}"
  start: "{day|date}"
ignore: [area]
"""


def _rows(count: int, changed: int = 0) -> list[dict[str, str]]:
    found = []
    for number in range(count):
        town, actor = number % 7900, (number * 7 + (number < changed)) % 2000
        day = f"{number % 28 + 1:02} June {2011 + number % 13}"
        found.append({"number": f"{number}.0", "who": f"Actor {actor}", "where": f"Town {town}",
                      "area": f"Governorate {town % 14}", "precision": str(number % 2 + 1), "day": day})  # fmt: skip
    return found


def _ready(row: dict[str, str]) -> dict[str, str]:
    number, (day, _, year) = row["number"].removesuffix(".0"), row["day"].split()
    return {
        "id": f"bench-{number}", "statement": f"{row['who']} takes {row['where']}, {number}.", "subject": row["who"],
        "predicate": "captures", "object": row["where"], "source": "source-1", "locator": f"row {number}",
        "start": f"{year}-06-{day}", "modality": ("actual", "possible")[int(row["precision"]) - 1],
    }  # fmt: skip


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    lines = [",".join(rows[0]), *(",".join(f'"{cell}"' for cell in row.values()) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")


def report(root: Path, count: int) -> str:
    """Seconds and memory of each way, and their ratios, in lines."""
    os.environ["XDG_CACHE_HOME"] = str(root / "cache")
    generate(root / "base", 1000)
    (root / "m.yaml").write_text(_MAPPING, encoding="utf-8")
    _write(root / "own.csv", [_ready(row) for row in _rows(count)])
    _write(root / "rows.csv", _rows(count))
    _write(root / "again.csv", _rows(count, changed=100))
    for name in ("ready", "mapped"):
        shutil.copytree(root / "base", root / name)
    ready, _ = _import(root, "ready", "own.csv")
    first, memory = _import(root, "mapped", "rows.csv", "--mapping", str(root / "m.yaml"))
    again, again_memory = _import(root, "mapped", "again.csv", "--mapping", str(root / "m.yaml"), "--update")
    label = f"{count:,} rows by a mapping ({first:.0f} s) / ready-made ({ready:.0f} s)"
    lines = line(label, first / ready, "at most 1.5") + line("  its memory, MiB", memory, "")
    lines += line(f"the same with --update, 100 of them changed ({again:.0f} s) / first", again / first, "at most 1")
    return lines + line("  its memory, MiB", again_memory, "")


def _import(root: Path, base: str, file: str, *options: str) -> tuple[float, float]:
    words = ("import", str(root / file), "--data", str(root / base), "--format", "json", *options)
    return peak("-m", "syriakb", *words, folder=root)


def main(arguments: list[str]) -> None:
    """Measure and print."""
    with TemporaryDirectory() as root:
        sys.stdout.write(report(Path(root), int(arguments[0]) if arguments else 100_000))


if __name__ == "__main__":
    main(sys.argv[1:])
