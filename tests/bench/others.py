"""The same three things done with what people would use instead, where it is installed.

`python -m tests.bench.others [CLAIMS]`: the allies of an actor, the provincial capitals by controller, and a claim
added and read back, on the same made-up claims. What the others answer is simpler (no standing, no denial, no
inference from an enclosing place, no dates beyond the newest), so their times flatter them.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from tests.bench.generate import generate
from tests.bench.timing import environment

_ALLIED = ("backs", "arms", "allied_with", "cooperates_with", "member_of")
_NEW = {"id": "new-1", "statement": "Added", "subject": "actor-7", "predicate": "captures", "object": "town-1"}
_WORDS = ", ".join(f"'{word}'" for word in _ALLIED)
_SQL_ALLIES = f"SELECT * FROM claims WHERE (subject = 'actor-7' OR object = 'actor-7') AND predicate IN ({_WORDS})"
_SQL_CAPITALS = """
SELECT object, subject, MAX(start) FROM claims
WHERE object LIKE 'capital-%' AND predicate IN ('captures', 'controls') GROUP BY object, subject ORDER BY 1, 3 DESC"""
_RUNS = 5
_LIMIT = 120  # seconds


class Tool(NamedTuple):
    """A tool and the shell commands for each thing; `{new}` is the claim to add as JSON."""

    name: str
    load: str
    allies: str
    capitals: str
    add: str


def _python(code: str) -> str:
    return f"{sys.executable} -c {_quoted(code)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _syriakb(*arguments: str) -> str:
    return " ".join((sys.executable, "-m", "syriakb", *arguments, "--data", "kb"))


def tools() -> Iterator[Tool]:
    """The tools that are installed, this one first."""
    add = _syriakb(
        "add claim Added --subject actor-7 --predicate captures --object town-1 --source source-1 --no-input"
    )
    ask = _syriakb("claims --about town-1 --format json")
    questions = (_syriakb("allies actor-7 --format json"), _syriakb("capitals --by-controller --format json"))
    yield Tool("syriakb", _syriakb("info"), *questions, f"{add} && {ask}")
    if shutil.which("jq"):
        yield _jq()
    if shutil.which("recsel"):
        yield _recsel()
    if importlib.util.find_spec("sqlite_utils"):
        yield _sqlite_utils()
    if importlib.util.find_spec("duckdb"):
        yield _duckdb()
    if importlib.util.find_spec("pyoxigraph"):
        yield _oxigraph()


def _jq() -> Tool:
    words = " or ".join(f'.predicate == "{word}"' for word in _ALLIED)
    allies = f'select((.subject == "actor-7" or .object == "actor-7") and ({words}))'
    holds = (
        'select((.object // "" | startswith("capital-")) and (.predicate == "captures" or .predicate == "controls"))'
    )
    last = "$(ls kb/claims/*.jsonl | tail -n 1)"
    return Tool(
        "jq on JSON lines",
        "true",
        f"jq -c '{allies}' kb/claims/*.jsonl",
        f"jq -c '{holds}' kb/claims/*.jsonl | jq -s 'group_by(.object) | map(max_by(.start))'",
        f"echo {_quoted(json.dumps(_NEW))} >> {last} && jq 'select(.id == \"new-1\")' {last}",
    )


def _recsel() -> Tool:
    words = " || ".join(f"predicate = '{word}'" for word in _ALLIED)
    code = """
import json, pathlib
with open("claims.rec", "w") as out:
    out.write("%rec: claim\\n%key: id\\n\\n")
    for path in sorted(pathlib.Path("kb/claims").glob("*.jsonl")):
        for line in open(path):
            fields = json.loads(line)
            out.write("".join(f"{k}: {v}\\n" for k, v in fields.items() if isinstance(v, (str, int))) + "\\n")
"""
    allies = f"(subject = 'actor-7' || object = 'actor-7') && ({words})"
    holds = "object ~ '^capital-' && (predicate = 'captures' || predicate = 'controls')"
    new = "id = 'new-1'"
    fields = "\\n".join(f"{name}: {value}" for name, value in _NEW.items())
    return Tool(
        "recsel (recutils)",
        _python(code),
        f"recsel -t claim -e {_quoted(allies)} claims.rec",
        f"recsel -t claim -e {_quoted(holds)} -S object,start claims.rec",
        f"printf '{fields}\\n\\n' >> claims.rec && recsel -t claim -e {_quoted(new)} claims.rec",
    )


def _sqlite_utils() -> Tool:
    run = f"{sys.executable} -m sqlite_utils"
    return Tool(
        "sqlite-utils",
        f"cat kb/claims/*.jsonl | {run} insert claims.db claims - --nl --alter --pk id",
        f"{run} query claims.db {_quoted(_SQL_ALLIES)}",
        f"{run} query claims.db {_quoted(_SQL_CAPITALS)}",
        f"echo {_quoted(json.dumps(_NEW))} | {run} upsert claims.db claims - --nl --pk id"
        f" && {run} rows claims.db claims --where \"id = 'new-1'\"",
    )


def _duckdb() -> Tool:
    head = "import duckdb; claims = duckdb.read_json('kb/claims/*.jsonl', union_by_name=True); "
    new = "print(duckdb.sql(\"SELECT * FROM claims WHERE id = 'new-1'\").fetchall())"
    last = "$(ls kb/claims/*.jsonl | tail -n 1)"
    return Tool(
        "DuckDB on JSON lines",
        "true",
        _python(f"{head}print(duckdb.sql({_SQL_ALLIES!r}).fetchall())"),
        _python(f"{head}print(duckdb.sql({_SQL_CAPITALS!r}).fetchall())"),
        f"echo {_quoted(json.dumps(_NEW))} >> {last} && {_python(head + new)}",
    )


def _oxigraph() -> Tool:
    open_store = "from pyoxigraph import *; s = Store('oxigraph'); n = lambda x: NamedNode('kb:' + x); "
    load = (
        "import json, pathlib\n"
        "from pyoxigraph import *\n"
        "s = Store('oxigraph'); n = lambda x: NamedNode('kb:' + x)\n"
        "def quads():\n"
        "    for path in sorted(pathlib.Path('kb/claims').glob('*.jsonl')):\n"
        "        for line in open(path):\n"
        "            c = json.loads(line)\n"
        "            if 'object' in c: yield Quad(n(c['subject']), n(c['predicate']), n(c['object']), n(c['id']))\n"
        "            yield Quad(n(c['id']), n('start'), Literal(c['start']))\n"
        "s.bulk_extend(quads()); s.flush()\n"
    )
    values = " ".join(f"<kb:{word}>" for word in _ALLIED)
    either = "{ <kb:actor-7> ?p ?x } UNION { ?x ?p <kb:actor-7> }"
    allies = f"SELECT * {{ VALUES ?p {{ {values} }} GRAPH ?c {{ {either} }} }}"
    capitals = (
        "SELECT ?o ?s (MAX(?d) AS ?day) { VALUES ?p { <kb:captures> <kb:controls> } GRAPH ?c { ?s ?p ?o }"
        " ?c <kb:start> ?d FILTER(STRSTARTS(STR(?o), 'kb:capital-')) } GROUP BY ?o ?s"
    )
    add = "s.add(Quad(n('actor-7'), n('captures'), n('town-1'), n('new-1'))); "
    read = "print(list(s.quads_for_pattern(None, None, None, n('new-1'))))"
    return Tool(
        "Oxigraph (RDF)",
        _python(load),
        _python(f"{open_store}print(list(s.query({allies!r})))"),
        _python(f"{open_store}print(list(s.query({capitals!r})))"),
        _python(open_store + add + read),
    )


def _seconds(command: str, folder: Path, runs: int) -> float | None:
    """Median seconds of a shell command; None where it fails."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        settings = environment(XDG_CACHE_HOME=str(folder / "cache"))
        run = ["timeout", str(_LIMIT), "sh", "-c", command]
        done = subprocess.run(run, cwd=folder, env=settings, capture_output=True, check=False)
        times.append(perf_counter() - start)
        if done.returncode:
            sys.stderr.write(f"{command[:70]}: {done.stderr.decode()[-300:]}\n")
            return None
    return median(times)


def report(claims: int) -> str:
    """A Markdown table: a tool a line, the seconds of each thing as whole processes."""
    head = f"Seconds at {claims:,} claims | load once | allies | capitals by controller | add and read back"
    lines = [f"| {head} |", "|---|---|---|---|---|"]
    for tool in tools():
        with TemporaryDirectory() as name:
            folder = Path(name)
            generate(folder / "kb", claims, "jsonl")
            taken = [_seconds(tool.load, folder, 1)]
            taken += [_seconds(command, folder, _RUNS) for command in (tool.allies, tool.capitals)]
            taken.append(_seconds(tool.add, folder, 1))
        cells = " | ".join("–" if each is None else f"{each:.2f}" for each in taken)
        lines.append(f"| {tool.name} | {cells} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parents[2]))
    sys.stdout.write(report(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
