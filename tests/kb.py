"""A small knowledge base of a made-up conflict, written down in a test and asked there."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple
from unittest.mock import patch

import yaml

from syriakb.cli.app import main

PROGRAM = str(Path(sys.executable).with_name("syriakb"))
SHIPPED = Path(__file__).parents[1] / "data"

# The Marches: red, blue and green fight over a country with a north and a south; blue and green are in a league.
MARCHES = {
    "kb": """
        title: The Marches
        schema: 1
        as_of: 2020-12-31
        """,
    "sources": """
        - {id: radio, title: Radio March, published: 2020-01-01, reliability: B}
        - {id: press, title: The March Press, published: 2020-06-01, reliability: D}
        """,
    "predicates": """
        - {id: holds, label: holds, inverse_label: is held by, group: control, effect: holds}
        - {id: took, label: took, inverse_label: was taken by, group: control, effect: gains}
        - {id: left, label: left, inverse_label: was left by, group: control, effect: loses}
        - {id: contests, label: contests, inverse_label: is contested by, group: control, effect: contests}
        - {id: besieges, label: besieges, inverse_label: is besieged by, group: control, effect: besieges}
        - {id: controls_count, label: counts as holding, group: control}
        - {id: backs, label: backs, inverse_label: is backed by, subject_kinds: [actor], object_kinds: [actor],
           group: support}
        - {id: allied_with, label: is allied with, symmetric: true, group: alliance}
        - {id: member_of, label: is a member of, inverse_label: has as a member, group: membership}
        - {id: fights, label: fights, inverse_label: is fought by, group: hostility}
        - {id: rival_of, label: is a rival of, symmetric: true, group: hostility}
        - {id: talks_to, label: talks to, symmetric: true, group: diplomacy}
        """,
    "actors": """
        - {id: red, name: Red Company, aliases: [The Reds], kind: militia}
        - {id: blue, name: Blue Guard, aliases: [Bleus, الزرق], kind: army}
        - {id: green, name: Green Band, kind: militia}
        - {id: grey, name: Grey Kingdom, kind: state}
        - {id: league, name: League of the Marches, kind: coalition}
        """,
    "places": """
        - {id: marches, name: The Marches, kind: country}
        - {id: north, name: Northern March, kind: region, within: [marches]}
        - {id: south, name: Southern March, kind: region, within: [marches]}
        - {id: ford, name: Ford, kind: provincial-capital, within: [north]}
        - {id: mill, name: Mill, aliases: [The Mill], kind: provincial-capital, within: [north]}
        - {id: quay, name: Quay, kind: provincial-capital, within: [south]}
        - {id: gate, name: Gate, kind: quarter, within: [ford]}
        """,
}


class Result(NamedTuple):
    """How a run of the command line ended and what it wrote."""

    status: int
    out: str
    err: str


class Kb:
    """A knowledge base in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def made_up(cls, folder: Path) -> "Kb":
        """The Marches, as yet without claims."""
        kb = cls(folder)
        for name, text in MARCHES.items():
            kb.write(f"{name}.yaml", text)
        return kb

    def write(self, name: str, text: str) -> Path:
        """Write a file as it stands in the test, less its indentation."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    def claims(self, text: str, file: str = "claims.yaml") -> None:
        """Write claims, each with what the test leaves out: that the radio says it, somewhere, in some words."""
        claims = yaml.load(text, yaml.BaseLoader) or []
        usual = {"statement": "As the radio says.", "source": "radio", "locator": "p1"}
        self.write(file, yaml.safe_dump([usual | claim for claim in claims], sort_keys=False, allow_unicode=True))

    def towns(self, told: Iterable[str]) -> list[str]:
        """Write down towns, and what is told of each: a line `a: red took, 2010, source: press` for claim `town0-a`."""
        towns, claims = [], ""
        for number, text in enumerate(told):
            towns.append(town := f"town{number}")
            for line in filter(None, map(str.strip, text.splitlines())):
                name, _, said = line.partition(": ")
                what, _, start = said.partition(", ")
                subject, predicate = what.split()
                made = f"id: {town}-{name}, subject: {subject}, predicate: {predicate}, object: {town}"
                claims += f"- {{{made}, start: {start}}}\n"
        self.write("places/towns.yaml", "".join(f"- {{id: {town}, name: {town}, kind: town}}\n" for town in towns))
        self.claims(claims)
        return towns

    def alliances(self, text: str) -> None:
        """Write the relations that the knowledge base itself holds."""
        self.write("alliances.yaml", text)

    @property
    def asked(self) -> str:
        """The line by which whoever finds nobody of some name is told where."""
        return f"Asked: The Marches ({self.folder}).\n"

    def run(self, *arguments: str) -> Result:
        """Run a command on this knowledge base, in this process."""
        return run(*arguments, "--data", str(self.folder))

    def ask(self, *arguments: str) -> Any:
        """The answer to a question, as its JSON gives it."""
        result = self.run(*arguments, "--format", "json")
        assert result.status == 0, result
        return json.loads(result.out)

    def rows(self, keys: str, *arguments: str) -> list[str]:
        """The rows of an answer, each a line of the columns named: `ford red,blue disputed stated`."""
        return lines(self.ask(*arguments)["rows"], keys)

    def problems(self, keys: str = "severity code file line column") -> list[str]:
        """What `check` reports, each a line of the columns named; the file by its path in the knowledge base."""
        found = json.loads(self.run("check", "--format", "json").out)["rows"]
        for row in found:
            row["file"] = str(Path(row["file"]).relative_to(self.folder))
        return lines(found, keys)


def lines(rows: Iterable[dict[str, Any]], keys: str) -> list[str]:
    """Rows as lines: lists with commas, unknown as a hyphen."""
    return [" ".join(_cell(row[key]) for key in keys.split()) for row in rows]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        value = ",".join(value)
    return "-" if value in (None, "") else str(value)


ALSO: list[Callable[[Callable[..., Result], tuple[str, ...], Result], None]] = []  # who wants to know what was run


def run(*arguments: str, encoding: str = "utf-8") -> Result:
    """Run the command line in this process, as if it was typed."""
    result = _run(*arguments, encoding=encoding)
    for told in ALSO:
        told(_run, arguments, result)
    return result


def _run(*arguments: str, encoding: str = "utf-8") -> Result:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "argv", ["syriakb", *arguments]):
        try:
            main()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
    for stream in (out, err):
        stream.flush()
    return Result(status, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(stream.encoding)


def run_program(*arguments: str, cwd: Path | None = None, **environment: str) -> Result:
    """Run the installed program in a process of its own."""
    done = subprocess.run(
        [PROGRAM, *arguments], capture_output=True, cwd=cwd, env={**os.environ, **environment}, timeout=60
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())
