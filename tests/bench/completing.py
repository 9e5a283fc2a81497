"""How often the beginning of a name becomes its id in bash, zsh and fish at a terminal, and what that costs.

`python -m tests.bench.completing [--small] [LIST...]` types the first four letters of names into each shell, of lists
of real ones (tests/bench/names.py) or of made-up ones, and presses the tab key until it is told all. Counted are names
whose id stands on the line then, or is among those shown. Then it asks among 100,000 names, and a bare program beside.
It is a part of `python -m tests.bench.names`.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.startup import HELLO
from tests.bench.timing import line, medians, python, settle, spent
from tests.shells import SHELLS, Shell
from tests.terminal import TAB

_ARABIC = re.compile("[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ -]+")
_BEGUN = 4
_ROWS = 2000  # of the terminal: fish shows no more than go on a screen, until somebody turns the page
_AIM = "at least 95"

Record = dict[str, Any]


def made_up(count: int) -> list[Record]:
    """So many records, each with a name in Latin letters and one in Arabic, and an id that begins as neither."""
    random, names = Random(20241207), dict[tuple[str, str], None]()
    while len(names) < count:
        names[_name(random, "bdfhjklmnrstwyzqgx", "aiu"), _name(random, "بدفهجكلمنرستويزقغعحخصضطظ", "اوي")] = None
    return [
        {"id": f"x{at}", "name": latin, "aliases": [arabic], "kind": "group"}
        for at, (latin, arabic) in enumerate(names)
    ]


def _name(random: Random, consonants: str, vowels: str) -> str:
    words = random.choice((1, 2, 2))
    syllables = ((random.choice(consonants) + random.choice(vowels) for _ in range(3)) for _ in range(words))
    return " ".join("".join(each).title() for each in syllables)


def report(path: Path, records: list[Record], asked: int) -> Iterator[str]:
    """A line for each shell: the shares of names in Latin and in Arabic letters that become their ids."""
    from tests.bench.names import write

    base = path / "base"
    write(base, records)
    named = [(name, each["id"]) for each in records for name in (each["name"], *each["aliases"]) if len(name) >= _BEGUN]
    random = Random(7)
    cases = {
        script: random.sample(fitting, min(asked, len(fitting)))
        for script, letters in (("Latin", _LATIN), ("Arabic", _ARABIC))
        if (fitting := [pair for pair in named if letters.match(pair[0])])
    }
    for shell in SHELLS:
        for script, pairs in cases.items():
            yield _line(shell, script, path, base, pairs)


def _line(shell: str, script: str, folder: Path, base: Path, pairs: list[tuple[str, str]]) -> str:
    label = f"first {_BEGUN} letters of {len(pairs)} {script} names to the id in {shell}, %"
    try:
        terminal = Shell(shell, folder, base, _ROWS)
    except LookupError as missing:
        return f"  {label}: {missing}\n"
    with terminal:
        found = sum(_offered(terminal, name[:_BEGUN], ref) for name, ref in pairs)
    return line(label, 100 * found / len(pairs), _AIM)


def _offered(terminal: Shell, begun: str, ref: str) -> bool:
    """Whether an id is on the line, or among those that are listed, after the beginning of a name and the tab key."""
    typed = "syriakb allies " + re.sub(r"([^\w-])", r"\\\1", begun)
    if (got := terminal.completed(typed)).split()[-1] == ref:
        return True
    if terminal.name == "bash":  # which lists at the second, or where it put in what all begin with at the third
        terminal.after(typed + TAB * (2 if got == typed else 3))
    return bool(re.search(rf"(?<![\w-]){re.escape(ref)}(?![\w-])", terminal.listed))


def cost(folder: Path, count: int, runs: int) -> str:
    """What completion of a name costs among so many names, beside a bare program."""
    from tests.bench.names import write

    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    base = folder / "many"
    write(base, made_up(count // 2))
    if runs > 1:
        settle(base)
    (folder / "hello.py").write_text(HELLO, encoding="utf-8")
    candidates = {"hello": python("hello.py", "X", folder=folder)}
    for script, begun in (("Latin", "Bada"), ("Arabic", "بادا")):
        settings = {"SYRIAKB_DATA": str(base), "_SYRIAKB_COMPLETE": "offer_fish"}
        candidates[script] = python("-m", "syriakb", f"syriakb allies {begun}", folder=folder, **settings)
    waited, used = medians(candidates, runs), spent(candidates, runs)
    return "".join(
        line(f"completion among {count:,} names, {script} / hello, {what}", took[script] / took["hello"], "at most 1.2")
        for script in ("Latin", "Arabic")
        for what, took in (("time", waited), ("processor", used))
    )


def every(lists: Iterable[str], *, small: bool) -> Iterator[str]:
    """All lines: of each list, or of made-up names; and what it costs."""
    kept = os.environ.get("XDG_CACHE_HOME")
    made: dict[str, Callable[[], list[Record]]] = {
        Path(each).stem: lambda each=each: _read(each)  # type: ignore[misc]
        for each in lists
    } or {"": lambda: made_up(50 if small else 2000)}
    for records in made.values():
        with TemporaryDirectory() as folder:
            os.environ["XDG_CACHE_HOME"] = str(Path(folder) / ".cache")
            yield from report(Path(folder), records(), 1 if small else 50)
    with TemporaryDirectory() as folder:
        yield cost(Path(folder), 100 if small else 100_000, 1 if small else 11)
    os.environ.pop("XDG_CACHE_HOME")
    os.environ.update({"XDG_CACHE_HOME": kept} if kept else {})


def _read(path: str) -> list[Record]:
    return [json.loads(each) for each in Path(path).read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    for each in every([one for one in sys.argv[1:] if one != "--small"], small="--small" in sys.argv):
        sys.stdout.write(each)
        sys.stdout.flush()
