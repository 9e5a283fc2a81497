"""What is changed, and which tests have to notice."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import yaml

from tests.mutants import python, sql
from tests.mutants.change import Change

TREE = Path(__file__).parents[2]
_KNOWN = Path(__file__).with_name("equivalent.yaml")
_CAUGHT = Path(__file__).with_name("caught.yaml")
Key = tuple[str, str, str, str]
_NAMES = {
    ".sql": re.compile(r"^(?:INSERT INTO |DELETE FROM |CREATE (?:TABLE|VIEW) |(?=\w+ AS (?:\w+ )*\())(\w+)", re.M),
    ".py": re.compile(r"^ *(?:def|class) (\w+)", re.M),
}


class Target(NamedTuple):
    """Files, as a pattern of paths from the top; the tests that test them; the share of mutants to be caught."""

    files: str
    tests: tuple[str, ...]
    aim: float = 0.9

    @property
    def quick(self) -> tuple[str, ...]:
        """The tests without the slow ones."""
        return tuple(test for test in self.tests if test not in _SLOW)

    @property
    def is_sql(self) -> bool:
        """Is it read anew by each run of the tests? Python is imported by them."""
        return self.files.endswith(".sql")


_REFERENCE = "tests/rules"
_FEW = "tests/rules/test_few.py"
_CONTROL = (
    "tests/queries/test_control_rules.py",
    "tests/queries/test_control.py",
    "tests/queries/test_history.py",
    "tests/queries/test_why.py",
    "tests/queries/test_together.py",
    "tests/queries/test_turning.py",
    _FEW,
    _REFERENCE,
)
_RELATIONS = (
    "tests/queries/test_propositions.py",
    "tests/queries/test_relations.py",
    "tests/queries/test_neighbours.py",
    "tests/queries/test_endings.py",
    "tests/queries/test_history.py",
    "tests/queries/test_announced.py",
    _FEW,
    _REFERENCE,
)
_RESTORING = ("tests/edits/test_restoration.py", "tests/export/test_backup.py")
_SLOW = {_REFERENCE, "tests/index/test_index.py", "tests/disk/test_writes.py"}
TARGETS = (
    Target("syriakb/model/dates.py", ("tests/model/test_dates.py",)),
    Target(
        "syriakb/index/checks.py",
        ("tests/index/test_checks.py", "tests/queries/test_together.py", "tests/index/test_index.py"),
    ),
    Target(
        "syriakb/text/splice.py",
        (
            *("tests/text/test_splice.py", "tests/edits/test_change.py", "tests/edits/test_merging.py"),
            *("tests/edits/test_amendment.py", "tests/edits/test_renaming.py", "tests/edits/test_placing.py"),
        ),
    ),
    Target("syriakb/disk/replace.py", ("tests/disk/test_replace.py", "tests/disk/test_writes.py")),
    Target("syriakb/disk/lock.py", ("tests/disk/test_lock.py", "tests/disk/test_writes.py")),
    Target("syriakb/disk/copies.py", ("tests/disk/test_copies.py",)),
    Target("syriakb/disk/archive.py", _RESTORING),
    Target("syriakb/disk/stage.py", _RESTORING),
    Target("syriakb/disk/beside.py", _RESTORING),
    Target("syriakb/edits/restoration.py", _RESTORING),
    Target(
        "syriakb/index/*.sql",
        (
            *("tests/index/test_derive.py", *_CONTROL[:2], "tests/queries/test_together.py"),
            *("tests/queries/test_endings.py", "tests/index/test_index.py"),
        ),
    ),
    Target(
        "syriakb/queries/control/*.sql",
        (
            *("tests/queries/test_wars.py", "tests/queries/test_denials.py", "tests/queries/test_reading.py"),
            *("tests/queries/test_caveats.py", "tests/queries/test_belonging.py", "tests/queries/test_announced.py"),
            *("tests/queries/test_points.py", *_CONTROL),
        ),
        0.95,
    ),
    Target("syriakb/queries/relations/*.sql", _RELATIONS, 0.95),
    Target("syriakb/queries/time/*.sql", ("tests/queries/test_diff.py", *_RELATIONS)),
    Target(
        "syriakb/queries/memberships.sql",
        ("tests/queries/test_belonging.py", "tests/queries/test_interest.py", *_CONTROL),
        0.95,
    ),
    Target("syriakb/queries/trust.sql", ("tests/queries/test_trust.py",)),
    Target("syriakb/queries/begun.sql", ("tests/queries/test_trust.py", "tests/queries/test_left_out.py")),
    Target("syriakb/queries/proof/place.sql", _CONTROL),
    Target("syriakb/queries/proof/relation.sql", ("tests/queries/test_why.py", *_RELATIONS)),
    Target(
        "syriakb/queries/claims/*.sql",
        ("tests/queries/test_interest.py", "tests/queries/test_questions.py", _FEW, _REFERENCE),
    ),
)


class Mutant(NamedTuple):
    """One change of one file, as a reader sees it: the lines that it touches before and after, and what holds them."""

    path: str
    change: Change
    line: int
    inside: str
    before: str
    after: str
    target: Target

    @property
    def key(self) -> Key:
        """What it is called in the list of those that make no difference; stays when lines above come and go."""
        return self.path, self.inside, self.before, self.after


def mutants(wanted: Iterable[str]) -> list[Mutant]:
    """The mutants of files that match one of the patterns (`FILE`, or `FILE:LINE` for one line), or of all."""
    patterns = [pattern.partition(":")[::2] for pattern in wanted] or [("**", "")]
    return [
        mutant
        for target in TARGETS
        for path in sorted(TREE.glob(target.files))
        for mutant in _of_file(path, target)
        if any(Path(mutant.path).match(glob) and line in ("", str(mutant.line)) for glob, line in patterns)
    ]


def _of_file(path: Path, target: Target) -> Iterator[Mutant]:
    text = path.read_text(encoding="utf-8")
    changes = (sql if path.suffix == ".sql" else python).changes(text)
    names = [(match.start(), match[1]) for match in _NAMES[path.suffix].finditer(text)]
    seen = {text}
    for change in changes:
        whole = change.applied(text)
        if whole in seen:
            continue
        seen.add(whole)
        inside = [name for at, name in names if at <= change.start]
        yield Mutant(
            path.relative_to(TREE).as_posix(),
            change,
            text.count("\n", 0, change.start) + 1,
            inside[-1] if inside else "",
            _lines(text, change.start, change.end),
            _lines(whole, change.start, change.start + len(change.new)),
            target,
        )


def _lines(text: str, start: int, end: int) -> str:
    """The lines from `start` to `end`, as one."""
    last = text.find("\n", end)
    return " ".join(text[text.rfind("\n", 0, start) + 1 : last if last >= 0 else len(text)].split())


def sample(found: list[Mutant], count: int) -> list[Mutant]:
    """So many mutants of each file: the same ones until their own lines change."""
    files = dict.fromkeys(mutant.path for mutant in found)
    return [
        mutant
        for path in files
        for mutant in sorted((each for each in found if each.path == path), key=_number)[:count]
    ]


def _number(mutant: Mutant) -> int:
    return crc32("\0".join(mutant.key).encode())


def equivalent() -> dict[Key, str]:
    """The mutants that answer every question as the code does, each with why that is so."""
    return _listed(_KNOWN, "why")


def caught() -> dict[Key, str]:
    """The test that caught a mutant of the sample when it was last written down: only where to look first."""
    return _listed(_CAUGHT, "test")


def write_caught(tests: Mapping[Key, str]) -> None:
    """Write them down, instead of those that were."""
    words = ("file", "in", "before", "after", "test")
    rows = [dict(zip(words, (*key, test), strict=True)) for key, test in tests.items()]
    head = "# Where to look first: what `python -m tests.mutants --sample --keep` found that each is caught by.\n"
    _CAUGHT.write_text(head + yaml.safe_dump(rows, sort_keys=False, width=1000, allow_unicode=True), encoding="utf-8")


def _listed(path: Path, what: str) -> dict[Key, str]:
    found = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    return {(each["file"], each["in"] or "", each["before"], each["after"]): each[what] for each in found}
