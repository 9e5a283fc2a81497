"""A backup holds all there is of a knowledge base, says what each column means, and gives it all back."""

import json
import sqlite3
import subprocess
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syriakb.model.records import FIELDS, KINDS, Claim, Retraction, attribute
from syriakb.text.package import TABLES
from tests.bench import generate as generated
from tests.cli.test_told import shell
from tests.disk.test_writes import no_more_than
from tests.kb import PROGRAM, SHIPPED, Kb, run

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")

# Every field of every kind of record, and every word that a field can be.
EVERYTHING = {
    "kb": """
        id: the-war
        title: "The war: all of it"
        about: What can be said.
        schema: 1
        as_of: 2020-12-31
        capitals: {kind: state-capital, of: state, called: State capitals, of_called: State}
        """,
    "predicates": """
        - {id: backs, label: backs, inverse_label: is backed by, subject_kinds: [actor, state], object_kinds: [actor],
           group: support}
        - {id: allied, label: is allied with, symmetric: true, group: alliance, cues: [all*, stands with, حليف]}
        - {id: member, label: is in, group: membership}
        - {id: fights, label: fights, group: hostility}
        - {id: heir, label: comes from, group: lineage}
        - {id: lists, label: lists, group: legal}
        - {id: talks, label: talks to, group: diplomacy}
        - {id: wants, label: wants, group: intent}
        - {id: moves, label: moves to, group: movement}
        - {id: took, label: took, group: control, effect: gains}
        - {id: holds, label: holds, group: control, effect: holds}
        - {id: left, label: left, group: control, effect: loses}
        - {id: contests, label: contests, group: control, effect: contests}
        - {id: besieges, label: besieges, group: control, effect: besieges}
        - {id: controls_count, label: counts, group: control}
        """,
    "sources": """
        - {id: a, title: A, publisher: Press, published: 2020-01~, url: "https://example.org/?a=1&b", reliability: A,
           note: "no"}
        - {id: b, title: B, published: 2020-02, reliability: B}
        - {id: c, title: C, published: 2020-02, reliability: C}
        - {id: d, title: D, published: 2020-02, reliability: D}
        - {id: e, title: E, published: 2020-02, reliability: E}
        - {id: f, title: F, published: 2020-02, derives_from: [c, d], speaks_for: red}
        """,
    "actors": """
        - {id: red, name: Red, aliases: ["The Reds, all", الحمر, '"Reds"'], kind: militia, wikidata: Q1, note: " so "}
        - {id: blue, name: Blue}
        """,
    "places": """
        - {id: land, name: Land, kind: country, lat: -12.5, lon: 1e-05}
        - {id: ford, name: Ford, aliases: [The Ford], within: [land], lat: 0.0, lon: 101.25, pcode: XX01, wikidata: Q2,
           source: a, note: A note.}
        """,
    "alliances": """
        - {id: pact, subject: red, predicate: backs, object: blue, start: "2019?", end: 2021-06,
           support_types: [weapons, "funds, and more"], evidence: [one, seven], note: Ours.}
        """,
    "rulings": """
        - {id: ours, place: ford, holders: [red, blue], start: 2020, end: 2020-06, evidence: [eight], note: Ours too.}
        - {id: fought, place: ford, holders: [red], status: contested, start: 2021, evidence: [eight]}
        - {id: ringed, place: ford, holders: [red], status: besieged, start: 2022, evidence: [eight]}
        """,
    "claims": """
        - {id: one, statement: "It is: so", subject: red, predicate: backs, object: blue, said_by: red, via: Telegram,
           source: a, locator: p1, exact: it is so, start: "[2019..2020-03]", end: .., reported: 2020-02,
           credibility: 1, note: "1e3", recorded: 2020-03-01}
        - {id: two, statement: Taken back., subject: red, predicate: backs, object: blue, source: b, stance: denies,
           locator: p1, credibility: 2, retracted: {on: 2020-07, reason: Mistaken., superseded_by: one}}
        - {id: three, statement: Perhaps., about: [red, ford], source: c, modality: possible, directness: implied,
           locator: p1, credibility: 3}
        - {id: four, statement: Soon., about: [red], source: d, modality: intended, stance: ends,
           credibility: 4, locator: p1}
        - {id: five, statement: If., about: [red], source: e, modality: conditional, credibility: 5, locator: p1}
        - {id: six, statement: None., subject: red, predicate: controls_count, value: 0, source: f, locator: p1}
        - {id: seven, statement: Again., subject: red, predicate: backs, object: blue, place: ford, source: f,
           locator: p2}
        - {id: eight, statement: Together., subject: [red, blue], predicate: holds, object: land, except: [ford],
           extent: most, source: f, locator: p2}
        - {id: nine, statement: A half., subject: red, predicate: holds, object: land, extent: part, source: a,
           locator: p2}
        """,
}


def records(text: str) -> list[dict[str, Any]]:
    """What stands in a file, every scalar as its text."""
    found = yaml.load(text, yaml.BaseLoader)
    return [found] if isinstance(found, dict) else found


def backup(kb: Kb, path: Path, *options: str) -> Path:
    result = kb.run("export", "backup", "-o", str(path), *options)
    assert (result.status, result.err) == (0, f"Written: {path}\n")
    return path


def restored(path: Path, folder: Path) -> Kb:
    result = run("init", str(folder), "--from", str(path))
    assert (result.status, result.err) == (0, ""), result
    return Kb(folder)


def again(kb: Kb, folder: Path, *options: str) -> Kb:
    """What comes of a backup; a backup of it is the same, byte by byte."""
    folder.mkdir(exist_ok=True)
    first = backup(kb, folder / "first.zip", *options)
    copy = restored(first, folder / "copy")
    assert backup(copy, folder / "second.zip", *options).read_bytes() == first.read_bytes()
    return copy


def columns(path: Path, table: str) -> dict[str, dict[str, Any]]:
    """What a backup says of the columns of a table."""
    with zipfile.ZipFile(path) as archive:
        resources = json.loads(archive.read("datapackage.json"))["resources"]
    schema = next(each["schema"] for each in resources if each["name"] == table)
    return {field["name"]: field for field in schema["fields"]}


@pytest.fixture
def everything(tmp_path: Path) -> Kb:
    kb = Kb(tmp_path / "everything")
    for name, text in EVERYTHING.items():
        kb.write(f"{name}.yaml", text)
    return kb


def test_the_example_has_every_field_of_every_kind_and_every_word(everything: Kb) -> None:
    """Whoever adds a field, a word or a kind of record adds it here, and learns whether backup and exports have it."""
    assert everything.problems() == []
    written = {kind: records(dedent(EVERYTHING[table])) for table, kind in TABLES.items()}
    written[Retraction] = [claim["retracted"] for claim in written[Claim] if "retracted" in claim]
    for kind, found in written.items():
        assert {name for record in found for name in record} == {*FIELDS[kind]}
        for name, field in FIELDS[kind].items():
            granted = next(each.default for each in fields(kind) if each.name == attribute(name))
            words = {str(granted), *(record[name] for record in found if isinstance(record.get(name), str))}
            assert {*field.kind.choices} <= words, name
    assert {*TABLES} == {"kb", *(f"{kind}s" for kind in KINDS)} == {*EVERYTHING}


def test_the_zip_is_the_same_whenever_and_wherever_it_is_made(everything: Kb, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup(everything, tmp_path / "b.zip")) as archive:
        members = archive.infolist()
    assert [member.filename for member in members] == ["datapackage.json", *map("{}.jsonl".format, TABLES)]
    assert {(member.date_time, member.create_system) for member in members} == {((1980, 1, 1, 0, 0, 0), 3)}
    # zip64: a table may be larger than 4 GB; Python has said so in the directory since 3.11.4
    assert {member.extract_version for member in members} <= {20, 45}


def test_all_of_it_comes_back(everything: Kb, tmp_path: Path) -> None:
    copy = again(everything, tmp_path)
    for name, text in EVERYTHING.items():
        assert records((copy.folder / f"{name}.yaml").read_text(encoding="utf-8")) == records(dedent(text)), name
    assert sorted(path.name for path in copy.folder.iterdir()) == sorted([".gitignore", *map("{}.yaml".format, TABLES)])


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_documented_with_what_its_field_means(everything: Kb, tmp_path: Path, table: str) -> None:
    told = columns(backup(everything, tmp_path / "b.zip"), table)
    assert [*told] == [*FIELDS[TABLES[table]]]
    for name, field in FIELDS[TABLES[table]].items():
        assert told[name]["description"].startswith(field.meaning)
        words = told[name].get("constraints", {}).get("enum", [])
        assert tuple(map(str, words)) == field.kind.choices


@pytest.mark.parametrize("kind", KINDS)
def test_json_lines_lose_nothing_of_records_either(everything: Kb, kind: str) -> None:
    lines = everything.run("export", "jsonl", "--table", f"{kind}s").out.splitlines()
    expected = records(dedent(EVERYTHING[f"{kind}s"]))
    found = [texts(json.loads(line, parse_int=str, parse_float=str)) for line in lines]
    assert [{name: each[name] for name in one} for each, one in zip(found, expected, strict=True)] == expected


def texts(value: Any) -> Any:
    """What JSON holds, as the texts that YAML has for it."""
    if isinstance(value, dict):
        return {name: texts(each) for name, each in value.items()}
    return str(value).lower() if isinstance(value, bool) else value


@pytest.mark.parametrize("kind", KINDS)
def test_tables_have_a_column_for_every_field(everything: Kb, kind: str) -> None:
    """Those of `sql`, which csv, sqlite, xlsx and parquet have too."""
    inner = [field.column or name for name, field in FIELDS[Retraction].items()] if kind == "claim" else []
    wanted = [name for name in FIELDS[KINDS[kind]] if name != "retracted"] + inner
    query = ", ".join(f'MAX(NULLIF("{name}", \'[]\')) AS "{name}"' for name in wanted)
    (filled,) = everything.ask("sql", f"SELECT {query} FROM {kind}s")["rows"]
    assert [name for name in wanted if filled[name] is None] == []
    assert {*wanted} <= {*everything.run("export", "csv", "--table", f"{kind}s").out.splitlines()[0].split(",")}


@pytest.mark.parametrize("name", ["sqlite", "parquet", "xlsx"])
def test_formats_of_tables_have_the_columns_of_sql(everything: Kb, tmp_path: Path, name: str) -> None:
    out = tmp_path / ("out" if name == "parquet" else f"out.{name}")
    assert everything.run("export", name, "-o", str(out)).status == 0
    for kind in KINDS:
        asked = everything.run("sql", f"SELECT * FROM {kind}s", "--format", "csv").out.splitlines()[0].split(",")
        assert heads(out, f"{kind}s") == asked


def heads(out: Path, table: str) -> list[str]:
    """The columns of a table in a file or a folder of another program."""
    if out.suffix == ".sqlite":
        with closing(sqlite3.connect(out)) as db:
            return [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]
    if out.suffix == ".xlsx":
        book = pytest.importorskip("openpyxl").load_workbook(out, read_only=True)
        return [cell.value for cell in next(book[table].iter_rows())]
    return list(pytest.importorskip("pyarrow.parquet").read_schema(out / f"{table}.parquet").names)


@pytest.mark.parametrize("kind", KINDS)
def test_json_ld_has_every_field_in_the_nodes_of_its_record(everything: Kb, kind: str) -> None:
    nodes = json.loads(everything.run("export", "jsonld").out)["@graph"]
    for record in records(dedent(EVERYTHING[f"{kind}s"])):
        own = [node for node in nodes if node["@id"] in (f"{kind}:{record['id']}", f"annotation:{record['id']}")]
        said = {word for node in own for word in leaves(node)}
        said |= {word.rpartition(sign)[2] for word in said for sign in ":/"}
        assert {name for name, value in record.items() if not {*leaves(value)} <= said} == set(), record["id"]


def leaves(value: Any) -> Iterator[str]:
    """The texts in what JSON holds, at any depth."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)
    else:
        yield str(texts(value))


def test_outlines_and_mappings_come_back_and_texts_where_asked_for(everything: Kb, tmp_path: Path) -> None:
    beside = {
        "geometry.geojson": '{"type": "FeatureCollection",\n "features": []}',
        "mappings/the feed.yaml": "# as it stands\nclaims: []\n",
        "mappings/سوريا.yaml": "a: b",
    }
    for path, text in {
        **beside,
        "texts/a.txt": "First.\n\nSecond.\n",
        "mappings/notes.md": "",
        "texts/.x.txt": "",
    }.items():
        everything.write(path, text)
    copy = again(everything, tmp_path / "without")
    assert {path: (copy.folder / path).read_text(encoding="utf-8") for path in beside} == beside
    assert not (copy.folder / "texts").exists()
    copy = again(everything, tmp_path / "with", "--with-texts")
    assert [path.read_bytes() for path in (copy.folder / "texts").iterdir()] == [b"First.\n\nSecond.\n"]
    assert sorted(path.name for path in (copy.folder / "mappings").iterdir()) == ["the feed.yaml", "سوريا.yaml"]


def test_what_would_be_lost_is_not_backed_up(everything: Kb, tmp_path: Path) -> None:
    everything.write("claims/more.yaml", "- {id: bad}\n- {id: worse}\n")
    result = everything.run("export", "backup", "-o", str(tmp_path / "b.zip"))
    assert result == (
        1, "", "error: A backup would lack 2 records with errors, first claims/more.yaml:1. Mend them first:"
        " syriakb check\n"
    )  # fmt: skip
    everything.write("claims/more.yaml", "- {id: bad}\n")
    result = everything.run("export", "backup", "-o", str(tmp_path / "b.zip"))
    assert result.err.startswith("error: A backup would lack 1 record with errors, first claims/more.yaml:1. Mend it")
    (everything.folder / "claims/more.yaml").unlink()
    everything.write("mappings/a?b.yaml", "a: b")
    result = everything.run("export", "backup", "-o", str(tmp_path / "b.zip"))
    assert result.err == (
        f"error: {everything.folder}/mappings/a?b.yaml has a name that not every system can have. Rename the file.\n"
    )
    (everything.folder / "mappings/a?b.yaml").unlink()
    (everything.folder / "mappings/a.yaml").symlink_to("nowhere")
    result = everything.run("export", "backup", "-o", str(tmp_path / "b.zip"))
    assert result.err == f"error: {everything.folder}/mappings/a.yaml cannot be read: No such file or directory.\n"
    assert not (tmp_path / "b.zip").exists()


def test_a_backup_is_of_no_day_and_only_it_takes_texts(everything: Kb) -> None:
    for option in ("--as-of", "--known-by"):
        assert everything.run("export", "backup", option, "2020") == (
            2, "", "error: The format backup has all there is, of every day. Leave out --as-of and --known-by.\n"
        )  # fmt: skip
    assert everything.run("export", "csv", "--with-texts") == (
        2, "", "error: --with-texts is for the format backup only. Leave it out.\n"
    )  # fmt: skip


def test_a_backup_goes_where_other_exports_go(everything: Kb, tmp_path: Path) -> None:
    path = backup(everything, tmp_path / "b.zip")
    done = shell("KB export backup | cat > out.zip; KB export backup -o /dev/stdout | cat > also.zip", everything)
    assert done.returncode == 0
    for name in ("out.zip", "also.zip"):
        assert (everything.folder / name).read_bytes() == path.read_bytes()
    (tmp_path / "folder").mkdir()
    assert everything.run("export", "backup", "-o", str(tmp_path / "folder")).status == 0
    assert (tmp_path / "folder" / "backup.zip").read_bytes() == path.read_bytes()


def test_a_backup_that_cannot_be_written_leaves_the_one_before(everything: Kb, tmp_path: Path) -> None:
    full = everything.run("export", "backup", "-o", "/dev/full")
    assert full == (1, "", "error: /dev/full cannot be written: no space left on device.\n")
    before = backup(everything, tmp_path / "b.zip").read_bytes()
    everything.write("geometry.geojson", "x" * 400_000)
    words = [PROGRAM, "export", "backup", "-o", str(tmp_path / "b.zip"), "--data", str(everything.folder)]
    done = subprocess.run(words, capture_output=True, text=True, preexec_fn=no_more_than(3000))
    assert (done.returncode, done.stderr) == (1, f"error: {tmp_path}/b.zip cannot be written: file too large.\n")
    assert (tmp_path / "b.zip").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "everything"]


def test_a_backup_is_the_same_whichever_files_the_records_stand_in(everything: Kb, tmp_path: Path) -> None:
    first = backup(everything, tmp_path / "first.zip").read_bytes()
    one, *others = records(dedent(EVERYTHING["claims"]))
    (everything.folder / "claims.yaml").unlink()
    everything.write("claims/1.jsonl", json.dumps(one))
    everything.write("claims/2.yaml", "# a remark\n" + yaml.safe_dump(others, sort_keys=True))
    assert backup(everything, tmp_path / "second.zip").read_bytes() == first


ANSWERS = (
    *("capitals", "control", "control aleppo --history", "backing", "claims", "timeline", "info"),
    *("capitals --as-of 2018", "claims --as-of 2018 --known-by 2020"),
)


def answers(kb: Kb) -> dict[str, Any]:
    found = {words: kb.ask(*words.split()) for words in ANSWERS}
    for answer in found.values():
        assert answer.pop("base")["path"] == str(kb.folder)
    found["info"]["rows"] = [row for row in found["info"]["rows"] if row["what"] != "folder"]
    return found


def test_the_shipped_one_comes_back_and_answers_as_before(tmp_path: Path) -> None:
    shipped = Kb(SHIPPED)
    copy = again(shipped, tmp_path)
    assert answers(copy) == answers(shipped)
    assert copy.problems("severity code message") == shipped.problems("severity code message")
    assert (copy.folder / "geometry.geojson").read_bytes() == (SHIPPED / "geometry.geojson").read_bytes()
    assert copy.run("export", "jsonld").out == shipped.run("export", "jsonld").out


def test_a_large_one_comes_back_in_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("syriakb.edits.restoration._LARGE", 1 << 20)
    monkeypatch.setattr("syriakb.edits.restoration._PER_FILE", 1500)
    monkeypatch.setattr(generated, "ALLIANCES", 500)
    generated.generate(tmp_path / "large", 4000, "jsonl")
    large = Kb(tmp_path / "large")
    copy = again(large, tmp_path)
    sizes = {path.name: len(records(path.read_text())) for path in (copy.folder / "claims").iterdir()}
    assert sizes == {"0001.yaml": 1500, "0002.yaml": 1500, "0003.yaml": 1000}
    for words in ("capitals", "claims --by actor-7", "backing"):
        came, was = (each.ask(*words.split()) for each in (copy, large))
        assert came.pop("base")["title"] == was.pop("base")["title"]  # it lies somewhere else
        assert came == was
    assert copy.problems() == large.problems() == []


def test_neither_way_is_more_than_a_few_records_in_memory(tmp_path: Path) -> None:
    kb = Kb.made_up(tmp_path / "kb")
    kb.write("geometry.geojson", " " * 12_000_000)
    claims = ({"id": f"c{at}", "statement": "word" * 10_000, "source": "radio"} for at in range(300))
    kb.write("claims/all.jsonl", "".join(f"{json.dumps(claim)}\n" for claim in claims))
    kb.ask("info")
    path = tmp_path / "b.zip"
    tracemalloc.start()
    try:
        for words in (("export", "backup", "-o", str(path), "--data", str(kb.folder)), ("init", str(tmp_path / "new"))):
            tracemalloc.reset_peak()
            assert run(*words, *(("--from", str(path)) if words[0] == "init" else ())).status == 0
            assert tracemalloc.get_traced_memory()[1] < 8_000_000, words
    finally:
        tracemalloc.stop()
    assert sum(file.stat().st_size for file in (tmp_path / "new").rglob("*.yaml")) > 12_000_000


def test_frictionless_finds_nothing_wrong(everything: Kb, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    everything.write("geometry.geojson", "{}")
    for kb in (everything, Kb(SHIPPED)):
        path = backup(kb, tmp_path / f"{kb.folder.name}.zip")
        package = frictionless.Package(str(path))
        if not kb.ask("list", "rulings")["rows"]:
            package.remove_resource("rulings")  # it takes a table without rows for a broken one
        assert package.validate().flatten(["type", "message"]) == []
        claims = package.get_resource("claims").read_rows()
        assert [claim["id"] for claim in claims] == [
            row["claim"] for row in kb.ask("sql", "SELECT id AS claim FROM claims", "--all")["rows"]
        ]
    path = tmp_path / "everything.zip"
    claims = frictionless.Package(str(path)).get_resource("claims").read_rows()
    assert (claims[0]["credibility"], claims[2]["about"]) == (1, ["red", "ford"])
    assert claims[1]["retracted"] == {"on": "2020-07", "reason": "Mistaken.", "superseded_by": "one"}


def test_frictionless_finds_a_source_that_is_not_there(everything: Kb, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    with zipfile.ZipFile(backup(everything, tmp_path / "b.zip")) as archive:
        archive.extractall(tmp_path / "out")
    lines = (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8")
    (tmp_path / "out" / "claims.jsonl").write_text(lines.replace('"source": "f"', '"source": "g"'), encoding="utf-8")
    report = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.flatten(["type", "rowNumber"]) == [["foreign-key", 7], ["foreign-key", 8], ["foreign-key", 9]]


def test_duckdb_reads_the_tables_as_they_are_described(everything: Kb, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = backup(everything, tmp_path / "b.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "out")
    types = {"string": "VARCHAR", "integer": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN", "array": "VARCHAR[]"}

    def table(name: str) -> Any:
        given = {key: types.get(each["type"], "JSON") for key, each in columns(path, name).items()}
        return duckdb.read_json(str(tmp_path / "out" / f"{name}.jsonl"), columns=given, format="newline_delimited")

    claims, sources, places = map(table, ("claims", "sources", "places"))
    graded = (
        claims.set_alias("c")
        .join(sources.set_alias("s"), "c.source = s.id")
        .project("c.id, s.reliability || c.credibility AS grade")
    )
    assert graded.order("grade, id").fetchall() == [
        *(
            ("one", "A1"),
            ("nine", "A6"),
            ("two", "B2"),
            ("three", "C3"),
            ("four", "D4"),
            ("five", "E5"),
            ("eight", "F6"),
            ("seven", "F6"),
            ("six", "F6"),
        ),
    ]
    assert places.filter("'land' = ANY (within)").project("lat, lon").fetchall() == [(0.0, 101.25)]
    assert claims.filter("retracted->>'superseded_by' = 'one'").project("id, about").fetchall() == [("two", None)]


# Whatever YAML, JSON or a terminal could take for something else, beside every other character there is.
TRICKY = st.text(list("ab:#- \n'\"[]{},?&*!|>%@`\t\r\x00\x85\u2028\ufeff\u202e\xa0~.=é😀م\x1b"), min_size=1, max_size=9)
TEXT = (st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9) | TRICKY).filter(str.strip)
WORDS = TEXT | st.sampled_from(["no", "1e3", "null", "2020-01-01", "=1+1", "- a", "{}", "[]", "'", '"', "a: b", "a #b"])
DATES = st.sampled_from(["2018", "2024-11~", "2020-01-01?", "[2019..2020-03]", "..", "-0500", "2020-02%"])
CLAIM = st.fixed_dictionaries(
    {"statement": WORDS},
    optional={
        **dict.fromkeys(("note", "via", "locator"), WORDS),
        **dict.fromkeys(("start", "end", "reported", "recorded"), DATES),
        "about": st.lists(st.sampled_from(["red", "blue", "ford"]), max_size=3),
        "exact": WORDS.filter(lambda text: len(text.split()) <= 8),
        "retracted": st.fixed_dictionaries({"on": DATES, "reason": WORDS}),
    },
)
ACTOR = st.fixed_dictionaries({"name": WORDS}, optional={"aliases": st.lists(WORDS, max_size=3), "note": WORDS})


@given(st.lists(CLAIM, max_size=4), st.lists(ACTOR, max_size=2), WORDS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_texts_come_back(
    tmp_path_factory: pytest.TempPathFactory, claims: list[dict[str, Any]], actors: list[dict[str, Any]], title: str
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    kb = Kb.made_up(folder / "kb")
    kb.write("kb.yaml", json.dumps({"title": title, "schema": 1}))
    claims = [{"id": f"c{at}", "source": "radio", **claim} for at, claim in enumerate(claims)]
    actors = [{"id": f"a{at}", **actor} for at, actor in enumerate(actors)]
    for name, found in (("claims/all.jsonl", claims), ("actors/more.jsonl", actors)):
        path = kb.folder / name
        path.parent.mkdir()
        path.write_text("".join(f"{json.dumps(each)}\n" for each in found), encoding="utf-8")
    if "error" in kb.problems("severity"):  # two dates that do not fit each other, or no text
        assert kb.run("export", "backup", "-o", str(folder / "b.zip")).status == 1
        return
    copy = again(kb, folder)
    for table in ("claims", "actors"):
        jsonl = [each.run("export", "jsonl", "--table", table).out for each in (kb, copy)]
        assert jsonl[0] == jsonl[1]
