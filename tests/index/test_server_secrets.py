"""Who asks a server and by which password is told in the ways of PostgreSQL's programs, and told to nobody else."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import postgres
from tests.kb import Kb, Result, run

pytestmark = pytest.mark.skipif(postgres.PROGRAMS is None, reason="PostgreSQL is not installed")
SECRET = "correct:horse@battery/staple"
CLAIM = "- {id: c1, subject: red, predicate: took, object: ford, start: 2020-02-01}"
WAYS = ("PGPASSWORD", "~/.pgpass", "PGPASSFILE", "PGSERVICE", "?service=")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server, whose owner has the password."""
    with postgres.server() as address:
        with psycopg.connect(address, autocommit=True) as db:
            db.execute(f"ALTER ROLE owner PASSWORD '{SECRET}'")
        yield address


def told(way: str, server: str, home: Path) -> tuple[str, Mapping[str, str]]:
    """An address without a password, and the surroundings that tell it in one of the ways."""
    port = urlsplit(server).port
    address = f"postgresql://owner@127.0.0.1:{port}/postgres"
    home.mkdir(exist_ok=True)
    kept = home / (".pgpass" if way == "~/.pgpass" else "kept")
    kept.write_text(f"127.0.0.1:{port}:*:owner:{SECRET.replace(':', chr(92) + ':')}\n")
    kept.chmod(0o600)
    services = home / "services"
    services.write_text(f"[news]\nhost=127.0.0.1\nport={port}\nuser=owner\ndbname=postgres\npassword={SECRET}\n")
    return {
        "PGPASSWORD": (address, {"PGPASSWORD": SECRET}),
        "~/.pgpass": (address, {"HOME": str(home)}),
        "PGPASSFILE": (address, {"PGPASSFILE": str(kept)}),
        "PGSERVICE": ("postgresql://", {"PGSERVICEFILE": str(services), "PGSERVICE": "news"}),
        "?service=": ("postgresql://?service=news", {"PGSERVICEFILE": str(services)}),
    }[way]


@pytest.mark.parametrize("way", WAYS)
def test_a_password_is_told_in_the_ways_of_postgresql(
    kb: Kb, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    kb.claims(CLAIM)
    address, surroundings = told(way, server, tmp_path / "home")
    asked = ("control", "ford", "--format", "csv")
    there = (*asked, "--data", address)
    refused = run(*there)
    assert (refused.status, refused.out) == (1, "")
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    published = kb.run("publish", address)
    assert (published.status, published.err) == (0, "")
    found = run(*there)
    assert (found.status, found.out) == (0, kb.run(*asked).out)
    assert not any(leaks(result) for result in (refused, published, found, run("info", "--data", address)))


def test_with_a_wrong_password_nobody_is_answered(
    kb: Kb, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, _ = told("PGPASSWORD", server, tmp_path / "home")
    monkeypatch.setenv("PGPASSWORD", "wrong-horse")
    for words in (("control", "--data", address), ("publish", address, "--data", str(kb.folder))):
        result = run(*words)
        assert (result.status, result.out) == (1, "")
        assert result.err.startswith("error: The server cannot be asked: ")
        assert result.err.count("\n") == 1
        assert not leaks(result)


def leaks(result: Result) -> bool:
    return any(part in result.out + result.err for part in ("horse", "battery", "staple"))


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("postgresql://u:%zzhorse@h/db", 'The server cannot be asked: invalid percent-encoded token: "...".'),
        ("postgresql://u:horse/battery@h/db", "The server cannot be asked: "),
        ("postgresql://u:horse@[bad/x", ""),
        ("postgresql://h/db?password=%zzhorse", 'The server cannot be asked: invalid percent-encoded token: "...".'),
        ("postgresql://u:horse@h:port/db?sslpassword=staple", "The server cannot be asked: "),
        ("postgresql://u@127.0.0.1:1/db?pass%77ord=horse", "The server cannot be asked: connection"),
    ],
)
def test_a_password_in_an_address_is_in_no_message(kb: Kb, address: str, message: str) -> None:
    for words in (("control", "--data", address), ("publish", address, "--data", str(kb.folder))):
        result = run(*words)
        assert (result.status, result.out) == (1, "")
        assert result.err.startswith(f"error: {message}")
        assert not leaks(result)


def test_a_password_in_an_address_is_in_no_answer_and_no_log(
    kb: Kb, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb.claims(CLAIM)
    address = f"{server.partition('://')[0]}://owner@{server.partition('@')[2]}?schema=asked&password=horse"
    with psycopg.connect(server, password=SECRET, autocommit=True) as db:
        db.execute("ALTER ROLE owner PASSWORD 'horse'")
        try:
            assert kb.run("publish", address).status == 0
            for form in ("table", "json", "csv"):
                assert not leaks(run("info", "--data", address, "--format", form))

            def broken(*_: object) -> None:
                raise ZeroDivisionError

            monkeypatch.setattr("syriakb.index.server.Server.begun", broken)
            failed = run("control", "--data", address)
        finally:
            db.execute(f"ALTER ROLE owner PASSWORD '{SECRET}'")
    assert "syriakb itself failed" in failed.err
    (log,) = Path(os.environ["XDG_STATE_HOME"]).rglob("error.log")
    assert "schema=asked" in log.read_text()
    assert "horse" not in log.read_text()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="It looks at /proc")
def test_a_password_is_in_no_list_of_processes_nor_told_to_the_server(kb: Kb, server: str, tmp_path: Path) -> None:
    """Looked at while a publication waits for another: all processes, and what the server knows of each connection."""
    kb.claims(CLAIM)
    address, surroundings = told("PGPASSWORD", server, tmp_path / "home")
    command = [sys.executable, "-m", "syriakb", "publish", address, "--schema", "waited", "--data", str(kb.folder)]
    with psycopg.connect(server, password=SECRET, autocommit=True) as db:
        db.execute("SELECT pg_advisory_lock(hashtext('syriakb waited'))")
        with subprocess.Popen(command, env={**os.environ, **surroundings}, stdout=subprocess.DEVNULL) as publishing:
            waiting = "SELECT * FROM pg_stat_activity WHERE wait_event = 'advisory'"
            while not (seen := db.execute(waiting).fetchall()) and publishing.poll() is None:
                time.sleep(0.02)
            listed = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.is_file()]
            db.execute("SELECT pg_advisory_unlock_all()")
        assert publishing.returncode == 0
    assert seen
    assert any(b"\0publish\0" in line for line in listed)
    assert not any(b"horse" in line for line in listed)
    assert "horse" not in str(seen)


@pytest.mark.skipif(shutil.which("openssl") is None or os.geteuid() != 0, reason="It makes a certificate, as root")
def test_how_safe_a_connection_must_be_is_told_by_pgsslmode(
    kb: Kb, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb.claims(CLAIM)
    address, _ = told("PGPASSWORD", server, tmp_path / "home")
    monkeypatch.setenv("PGPASSWORD", SECRET)
    monkeypatch.setenv("HOME", str(tmp_path))

    def at(mode: str) -> Result:
        monkeypatch.setenv("PGSSLMODE", mode)
        return run("control", "ford", "--data", address)

    assert kb.run("publish", address).status == 0
    assert at("disable").status == at("prefer").status == 0
    assert "server does not support SSL, but SSL was required" in at("require").err
    with psycopg.connect(server, password=SECRET, sslmode="prefer", autocommit=True) as db:
        (folder,) = db.execute("SHOW data_directory").fetchone() or ("",)
        made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=elsewhere", "-days", "2"]
        files = {"-keyout": f"{folder}/server.key", "-out": f"{folder}/server.crt"}
        subprocess.run([*made, *(word for pair in files.items() for word in pair)], check=True, capture_output=True)
        for path in files.values():
            shutil.chown(path, "nobody")
            Path(path).chmod(0o600)
        db.execute("ALTER SYSTEM SET ssl = on")
        db.execute("SELECT pg_reload_conf()")
    assert at("require").status == 0
    refused = at("verify-full")
    assert (refused.status, refused.err.count("\n")) == (1, 1)
    assert "root certificate file" in refused.err
    assert not leaks(refused)
