"""What is published on a PostgreSQL server, and asked there: the same answers as of the files."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

import syriakb
from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits import sending
from syriakb.edits.publish import Published, publish
from syriakb.errors import StoreError
from syriakb.index import cache, libpq, states
from syriakb.index import server as engine
from syriakb.index.script import statements
from syriakb.index.server import open_index
from tests import postgres
from tests.kb import Kb, run
from tests.queries.test_portable import war
from tests.readme import ROOT

__all__ = ["war"]  # the fixture
GUIDE = (ROOT / "syriakb" / "help" / "shared.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.skipif(postgres.PROGRAMS is None, reason="PostgreSQL is not installed")
ASKED = (
    *("capitals --by-controller", "control", "control ford --history", "allies blue --depth 3", "backing --impartial"),
    *("path blue red", "claims --group-by proposition", "claims --not-retracted", "timeline --from 2020-02"),
    *("diff 2020-01-01 2020-12-31", "why ford", "why blue red", "show blue", "control --only radio --grade C"),
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server."""
    with postgres.server() as address:
        yield address


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> str:
    """An address there with a schema of the test's own."""
    return f"{server}?schema=s{abs(hash(request.node.nodeid)) % 10**9}"


def published(kb: Kb, url: str) -> str:
    result = kb.run("publish", url)
    assert (result.status, result.err) == (0, "")
    return result.out


def asked(url: str, *words: str) -> Any:
    result = run(*words, "--format", "json", "--data", url)
    assert result.status == 0, result
    return json.loads(result.out)


def test_every_question_has_the_same_answer_there_as_here(war: Kb, url: str) -> None:
    published(war, url)
    for question in ASKED:
        here, there = war.ask(*question.split()), asked(url, *question.split())
        notes = there.pop("notes")
        if "base" in here:
            assert there.pop("base")["title"] == here.pop("base")["title"]
        assert (notes if question.startswith("show") else notes[1:]) == here.pop("notes"), question
        assert there == here, question


def test_a_server_that_is_far_away_is_asked_seldom_and_answers_the_same(
    war: Kb, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(war, url)
    trips: list[str] = []
    ask = libpq.Connection.ask

    def counted(connection: Any, sql: str, **alone: bool) -> Any:
        trips.append(sql)
        return ask(connection, sql, **alone)

    monkeypatch.setattr(libpq.Connection, "ask", counted)
    found = []
    for question in ("control", "control ford --history"):
        here = war.ask(*question.split())["rows"]
        for least in (1000.0, 0.0):
            monkeypatch.setattr(engine, "_FAR", least)
            trips.clear()
            assert asked(url, *question.split())["rows"] == here, (question, least)
            found.append(len(trips))
    near, far = found[0], found[1]
    assert far < 0.6 * near, found


def test_tables_that_are_spread_by_their_keys_give_the_same_answers(war: Kb, url: str) -> None:
    """In a second schema the same rows lie in tables parted by a hash of the column that `shard` names."""
    published(war, url)
    one = url.partition("schema=")[2]
    with psycopg.connect(url.partition("?")[0], autocommit=True) as db:
        keys = dict(db.execute(f"SELECT name, key FROM {one}.shard").fetchall())
        db.execute(f"CREATE SCHEMA {one}_spread")
        db.execute(f"SET search_path TO {one}_spread")
        for (table,) in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (one,)).fetchall():
            by = f"PARTITION BY HASH ({keys[table]})" if table in keys else ""
            db.execute(f"CREATE TABLE {table} (LIKE {one}.{table}) {by}")
            for part in range(3 if by else 0):
                values = f"FOR VALUES WITH (MODULUS 3, REMAINDER {part})"
                db.execute(f"CREATE TABLE {table}_{part} PARTITION OF {table} {values}")
            if by:
                db.execute(f"ALTER TABLE {table} ALTER COLUMN {keys[table]} SET NOT NULL")
            db.execute(f"INSERT INTO {table} SELECT * FROM {one}.{table}")
        for statement in statements("schema.sql"):
            if re.search(r"^CREATE VIEW\b", statement, re.M):
                db.execute(statement)
    assert {"claim", "name", "control_fact", "relation_fact"} < {*keys}
    for question in ASKED:
        told, expected = (asked(place, *question.split()) | {"base": None} for place in (f"{url}_spread", url))
        assert told == expected, question


def test_names_are_completed_there_as_here(war: Kb, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    published(war, url)
    monkeypatch.setenv("_SYRIAKB_COMPLETE", "offer_fish")
    for words in (
        "allies {} Bl",
        "control {} f",
        "list actors {} --kind a",
        "claims {} --source ra",
        "check {} --code ",
        "show {} says",
    ):
        here, there = (run(f"syriakb {words.format(f'--data {base}')}") for base in (war.folder, f"'{url}'"))
        assert here == there, words
        assert here.status == 0


def test_questions_that_once_failed_there_are_answered_as_here(war: Kb, url: str, tmp_path: Path) -> None:
    """A view that others read from was made again; words without a letter; a path within; the place of an anchor."""
    war.claims("- {id: says, subject: red, predicate: took, object: quay, locator: p1, exact: fell}", "claims/a.yaml")
    published(war, url)
    asks = ("depends press --only source:press --only d5", "check --file claims/a.yaml", "check --file claims")
    for question in asks:
        here, there = (run(*question.split(), "--format", "csv", "--data", place) for place in (str(war.folder), url))
        assert (there.status, there.out.splitlines()[1:]) == (
            here.status,
            here.out.replace(f"{war.folder}/", "").splitlines()[1:],
        )
        assert there.out.count("\n") > 1 or "check" in question
    assert run("show", "place:,", "--data", url).err.startswith("error: No place is called ','.")
    text = tmp_path / "radio.txt"
    text.write_text("The mill burnt.\n")
    assert ",claims/a.yaml,1," in run("verify", "radio", str(text), "--format", "csv", "--data", url).out


def test_check_tells_there_what_it_tells_here(war: Kb, url: str) -> None:
    published(war, url)
    here, there = war.run("check", "--format", "json"), run("check", "--format", "json", "--data", url)
    assert there.status == here.status
    problems = json.loads(here.out)["rows"]
    within = [{**each, "file": str(Path(each["file"]).relative_to(war.folder))} for each in problems]
    assert json.loads(there.out)["rows"] == within


def test_an_answer_names_what_was_published(war: Kb, url: str) -> None:
    published(war, url)
    assert asked(url, "control")["notes"][0].startswith("As published on 20")
    told = {row["what"]: row["value"] for row in asked(url, "info")["rows"]}
    assert (told["title"], told["claims"]) == ("The Marches", "18")
    assert told["folder"].startswith("postgresql://127.0.0.1:")
    assert "pass" not in told["folder"]


def test_later_only_what_changed_is_sent(war: Kb, url: str) -> None:
    first = published(war, url)
    assert published(war, url).endswith(": 0 of " + first.split(" of ")[1])
    war.write("claims/more.yaml", "- {id: new, statement: Green came., about: [green], source: radio}")
    sent = int(published(war, url).partition(": ")[2].partition(" ")[0])
    assert 0 < sent < 60
    assert asked(url, "claims", "--about", "green")["rows"][-1]["claim"] == "new"
    (war.folder / "claims" / "more.yaml").unlink()
    published(war, url)
    about_green = ("claims", "--about", "green")
    without = {"notes": [], "base": None}
    assert asked(url, *about_green) | without == war.ask(*about_green) | without


def test_later_only_what_changes_touched_is_read(kb: Kb, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless nobody knows what they touched: then all is compared, and still only what differs is sent."""
    read, parts = list[int](), sending._parts

    def counted(*arguments: Any) -> Any:
        for number, rows in parts(*arguments):
            read.append(len(rows))
            yield number, rows

    monkeypatch.setattr(states, "PART", 0)
    monkeypatch.setattr(sending, "_parts", counted)
    kb.claims("- {id: c1, subject: red, predicate: took, object: ford}")
    total = int(published(kb, url).split()[-4])
    assert sum(read) == total
    read.clear()
    kb.write("claims/more.yaml", "- {id: new, statement: Green came., about: [green], source: radio}")
    published(kb, url)
    assert 4 <= sum(read) < 28  # a row of each of four tables, and those that files do not number, eight of `shard`
    cache.place(kb.folder).unlink()
    read.clear()
    now = int(published(kb, url).split()[-4])
    assert sum(read) == now > total
    read.clear()
    assert " 0 of " in published(kb, url)
    assert sum(read) < 28


def test_a_damaged_index_is_built_anew_and_published(war: Kb, url: str) -> None:
    published(war, url)
    place = cache.place(war.folder)
    data = place.read_bytes()
    place.write_bytes(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))
    war.claims("[]")
    published(war, url)
    assert asked(url, "claims")["rows"] == []


def test_tables_that_were_empty_at_first_are_indexed_there_all_the_same(kb: Kb, url: str) -> None:
    published(kb, url)
    with psycopg.connect(url.partition("?")[0]) as db:
        sql = "SELECT indexname FROM pg_indexes WHERE schemaname = %s"
        there = {name for (name,) in db.execute(sql, (url.partition("schema=")[2],))}
    declared = (ROOT / "syriakb" / "index" / "schema.sql").read_text(encoding="utf-8")
    assert {*re.findall(r"^CREATE INDEX (\w+)", declared, re.M)} < there


@pytest.mark.parametrize(
    "sought",
    ["ford", "blu*", '"green came"', "control -ford", "fordd", "blue OR red", "zzz", "Al-Ford", "blue backs", "c1"],
)
def test_full_text_finds_the_same_there_as_here(war: Kb, server: str, sought: str) -> None:
    url = f"{server}?schema=searched"
    published(war, url)
    here, there = war.ask("search", sought), asked(url, "search", sought)
    assert sorted(map(str, there["rows"])) == sorted(map(str, here["rows"]))
    assert there["notes"][1:] == here["notes"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM claims ORDER BY id",
        "SELECT * FROM alliances ORDER BY id",
        "SELECT name, aliases FROM actors ORDER BY id",
        "SELECT place, controllers, since_from, grade FROM control ORDER BY place",
        "SELECT subject, object, evidence FROM relations ORDER BY 1, 2, 3",
        "SELECT stance, COUNT(*) AS n, SUM(value) AS s FROM claims GROUP BY 1 ORDER BY 2, 1",
        "SELECT 'it''s 100% -- so?' AS said, ':name' AS mark FROM sources LIMIT 1",
    ],
)
def test_sql_gives_the_same_there_as_here(war: Kb, server: str, query: str) -> None:
    url = f"{server}?schema=searched"
    published(war, url)
    assert asked(url, "sql", query)["rows"] == war.ask("sql", query)["rows"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "sqlite", "parquet", "ftm", "jsonld", "geojson", "graphml"])
def test_every_export_is_the_same_there_as_here(war: Kb, server: str, form: str, tmp_path: Path) -> None:
    url = f"{server}?schema=searched"
    published(war, url)
    for name, data in (("here", str(war.folder)), ("there", url)):
        result = run("export", form, "--out", str(tmp_path / name), "--data", data)
        assert result.status == 0, result
    assert _written(tmp_path / "there") == _written(tmp_path / "here")


def _written(path: Path) -> dict[str, int]:
    """The names of the files, with their sizes; times stand in some of them."""
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    return {str(each.relative_to(path)): each.stat().st_size for each in files}


def test_several_knowledge_bases_stand_side_by_side(war: Kb, url: str) -> None:
    published(war, url)
    war.write("kb.yaml", "{title: Another, schema: 1}")
    war.run("publish", url.partition("?")[0], "--schema", "another")
    assert asked(url, "info")["rows"][0]["value"] == "The Marches"
    assert asked(f"{url.partition('?')[0]}?schema=another", "info")["rows"][0]["value"] == "Another"


def test_whoever_may_only_read_can_ask(war: Kb, url: str) -> None:
    published(war, url)
    schema = url.partition("schema=")[2]
    with psycopg.connect(url.partition("?")[0], autocommit=True) as db:
        for line in re.findall(r"^(?:CREATE|GRANT|ALTER) .*;$", GUIDE, re.M):
            db.execute(line.replace("SCHEMA syriakb", f"SCHEMA {schema}"))
    reader = url.replace("owner:pass", "reader:secret")
    assert asked(reader, "control")["rows"] == war.ask("control")["rows"]
    with psycopg.connect(url.partition("?")[0], autocommit=True) as db:
        db.execute(f"UPDATE {schema}.published SET stamp = 1")
    published(war, url)
    assert asked(reader, "control")["rows"] == war.ask("control")["rows"]
    refused = war.run("publish", reader)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("error: The server refused it: permission denied for ")


def test_who_asks_sees_the_old_state_or_the_new(war: Kb, url: str) -> None:
    """A publisher that is half-way is not seen, and one that fails leaves all as it was."""
    published(war, url)
    before = asked(url, "claims")["rows"]
    ended, seen = Event(), list[int]()

    def ask() -> None:
        while not ended.is_set():
            seen.append(len(syriakb.open(url).claims()))

    reading = Thread(target=ask)
    with psycopg.connect(url.partition("?")[0]) as half_way:
        half_way.execute(f"DELETE FROM {url.partition('schema=')[2]}.claim")
        assert asked(url, "claims")["rows"] == before
        half_way.rollback()
    war.claims("[]")
    reading.start()
    published(war, url)
    ended.set()
    reading.join()
    assert set(seen) <= {len(before), 0}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("sql", "SELECT nothing FROM claims"), 'The query cannot be run: column "nothing" does not exist. The views'),
        (("sql", "DELETE FROM actors"), "The query cannot be run: "),
        (("sql", "SELECT pg_sleep(9)", "--timeout", "0.3"), "The query took longer than 0.3 seconds. Ask for less, or"),
        (("allies", "Nobdy"), "No actor is called 'Nobdy'. The command `search` helps to find names."),
        (("allies", "Bleu"), "No actor is called 'Bleu'. Did you mean Blue Guard, army (blue)?"),
        (
            ("add", "actor", "X"),
            "What is published on a server is only asked. Change its files, and publish them again.",
        ),
        (("rename", "ford", "weir"), "What is published on a server is only asked. Change its files, and publish them"),
        (("remove", "gate"), "What is published on a server is only asked. Change its files, and publish them again."),
        (("merge", "red", "blue"), "What is published on a server is only asked. Change its files, and publish them"),
        (("undo",), "Of postgresql://127.0.0.1:"),
        (("retract", "c1", "--reason", "x"), "What is published on a server is only asked. Change its files, and publ"),
    ],
)
def test_what_a_server_does_not_give_is_said_in_a_sentence(words: tuple[str, ...], message: str, war, url: str) -> None:
    published(war, url)
    result = run(*words, "--data", url)
    assert (result.status, result.out) == (2 if "cannot be run" in message else 1, "")
    assert result.err.startswith(f"error: {message}")


def test_what_is_wrong_with_a_server_is_said_in_a_sentence_without_the_password(war: Kb, url: str) -> None:
    port = urlsplit(url).port
    there = "The server cannot be asked: connection to server at"
    for address, message in (
        (url.replace(":pass", ":secret"), f'{there} "127.0.0.1", port {port} failed: FATAL:  password authentication'),
        (url.replace(f":{port}", ":1"), f'{there} "127.0.0.1", port 1 failed: Connection refused'),
        (url, "Nothing is published there in the schema 's"),
        ("postgresql://[bad", "'postgresql://[bad' is no address of a server: Invalid IPv6 URL."),
    ):
        result = run("control", "--data", address)
        assert (result.status, result.out) == (1, ""), address
        assert result.err.startswith(f"error: {message}")
        assert result.err.count("\n") == 1
        assert "secret" not in result.err
    published(war, url)
    with psycopg.connect(url.partition("?")[0], autocommit=True) as db:
        db.execute(f"UPDATE {url.partition('schema=')[2]}.published SET stamp = 1, version = '0.0.9'")
    assert run("control", "--data", url).err.startswith("error: It was published by another version, syriakb 0.0.9.")
    published(war, url)
    assert run("control", "--data", url).status == 0


def test_a_server_that_stops_while_it_is_asked_is_told_in_a_sentence(war: Kb, url: str) -> None:
    published(war, url)
    reader = open_index(url)
    _end_others(url)
    with pytest.raises(
        StoreError, match=r"^The server cannot be asked: (FATAL:  )?terminating connection due to admin"
    ):
        reader.execute("SELECT 1")
    with pytest.raises(StoreError, match=r"^The server cannot be asked: [^\n]*\.$"):
        reader.execute("SELECT 1")
    reader.close()


def test_a_publisher_that_ends_half_way_leaves_what_was_there(war: Kb, url: str) -> None:
    published(war, url)
    before = asked(url, "claims")["rows"]
    war.claims("[]")
    told = list[str]()
    publishing = Thread(target=lambda: told.append(war.run("publish", url).err))
    with psycopg.connect(url.partition("?")[0]) as waited_for:
        waited_for.execute(f"LOCK TABLE {url.partition('schema=')[2]}.claim")
        publishing.start()
        _end_others(url, waiting=True)
        publishing.join()
    assert told[0].startswith("error: The server refused it: terminating connection due to administrator command.")
    assert told[0].endswith("Nothing was published.\n")
    assert asked(url, "claims")["rows"] == before
    published(war, url)
    assert asked(url, "claims")["rows"] == []


def test_of_two_who_publish_at_once_one_comes_after_the_other(war: Kb, url: str) -> None:
    told = list[Published]()
    both = [Thread(target=lambda: told.append(publish(Base(war.folder), url, None))) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(each.sent for each in told) == [0, told[0].rows]
    assert asked(url, "control")["rows"] == war.ask("control")["rows"]


def test_a_server_whose_disk_is_full_is_told_in_a_sentence(war: Kb, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    published(war, url)
    before = asked(url, "claims")["rows"]
    war.claims("[]")

    def full(*_: object) -> None:
        raise psycopg.errors.DiskFull('could not extend file "base/5/1": No space left on device\nHINT:  Check it.')

    monkeypatch.setattr("syriakb.edits.sending.send", full)
    result = war.run("publish", url)
    assert (result.status, result.out) == (1, "")
    said = 'The server refused it: could not extend file "base/5/1": No space left on device.'
    assert result.err == f"error: {said} Nothing was published.\n"
    assert asked(url, "claims")["rows"] == before


def _end_others(url: str, *, waiting: bool = False) -> None:
    """End every other connection; with `waiting` the first that waits for a lock."""
    sql = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'"
    )
    sql += " AND wait_event_type = 'Lock'" if waiting else ""
    with psycopg.connect(url.partition("?")[0], autocommit=True) as db:
        while not db.execute(sql).fetchall():
            sleep(0.02)


OF_THE_SHIPPED = (
    *(
        "control aleppo",
        "control --kind governorate",
        "capitals --as-of 2016",
        "control aleppo --history",
        "why aleppo",
    ),
    *(
        "allies hts --depth 2",
        "allies turkey --impartial",
        "backing",
        "path usa iran",
        "claims --about hts",
        "why iran hts",
    ),
    *(
        "timeline --limit 20",
        "diff 2016-01-01 2024-12-01",
        "show hts",
        "show aleppo",
        "list actors",
        "list places",
        "info",
    ),
    *("control --sides", "disputes", "depends sana", "check"),
)


def test_the_shipped_base_is_told_there_to_the_letter(server: str) -> None:
    url = f"{server}?schema=shipped"
    publish(store.find(None), url, None)
    for question in OF_THE_SHIPPED:
        here, there = run(*question.split()), run(*question.split(), "--data", url)
        assert there.status == here.status, question
        lines = [each for each in there.out.splitlines() if each and not re.match("As published on|folder ", each)]
        assert lines == [each for each in here.out.splitlines() if each and not each.startswith("folder ")], question
