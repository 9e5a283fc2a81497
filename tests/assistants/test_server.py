"""The server, spoken to by the client of the protocol's own library over a pipe."""

import os
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from tests.kb import Kb, run

CLAIMS = """
    - {id: a, subject: red, predicate: holds, object: ford, start: 2020-01-01}
    - {id: b, subject: blue, predicate: backs, object: red, said_by: grey, source: press}
    """
ADDED = {"statement": "Blue took it.", "subject": "blue", "predicate": "took", "object": "Mill", "source": "radio"}


def talk(kb: Kb, about: Callable[[Client], Awaitable[Any]], *options: str) -> Any:
    """Start a server as an assistant's program does, talk with it, and end it."""
    words = ["-m", "syriakb", "mcp", "--data", str(kb.folder), *options]
    server = StdioServerParameters(command=sys.executable, args=words, env={**os.environ})

    async def session() -> Any:
        with anyio.fail_after(30):
            async with Client(stdio_client(server)) as client:
                return await about(client)

    return anyio.run(session)


def test_an_assistant_asks(kb: Kb) -> None:
    kb.claims(CLAIMS)

    async def ask(client: Client) -> None:
        listed = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert "add_claim" not in listed
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed.values())
        assert listed["allies"].description == "Who stands with an actor, by support, alliance or membership."
        assert listed["allies"].input_schema["required"] == ["actor"]
        # The client holds structured content against the schema of the tool.
        found = await client.call_tool("allies", {"actor": "red"})
        assert found.structured_content["rows"][0]["ally"] == "blue"
        assert found.structured_content["claims"]["b"]["said_by"] == "grey"
        assert '"ally": "blue"' in found.content[0].text
        unknown = await client.call_tool("allies", {"actor": "blu"})
        assert (unknown.is_error, unknown.structured_content["unknown"][:27]) == (False, "No actor is called 'blu'. D")
        wrong = await client.call_tool("control", {"as_of": "20x"})
        assert (wrong.is_error, "20x is not a date" in wrong.content[0].text) == (True, True)
        nothing = await client.call_tool("add_claim", ADDED)
        assert (nothing.is_error, nothing.content[0].text[:34]) == (True, "There is no tool 'add_claim'. Ther")
        addresses = [str(each.uri) for each in (await client.list_resources()).resources]
        assert addresses == [f"syriakb://{name}" for name in ("about", "vocabulary", "sources", "rules")]
        about = await client.read_resource("syriakb://about")
        assert about.contents[0].text.startswith("# The Marches\n")
        with pytest.raises(Exception, match="There is nothing at syriakb://texts"):
            await client.read_resource("syriakb://texts/radio.txt")

    talk(kb, ask)


def test_an_assistant_that_may_write_tries_first(kb: Kb) -> None:
    kb.claims(CLAIMS)

    async def change(client: Client) -> None:
        listed = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert [name for name, tool in listed.items() if not tool.annotations.read_only_hint] == [
            "add_claim",
            "retract",
            "read",
        ]
        tried = (await client.call_tool("add_claim", ADDED)).structured_content
        assert (tried["dry_run"], len(kb.ask("claims")["rows"])) == (True, 2)
        made = (await client.call_tool("add_claim", {**ADDED, "confirm": tried["confirm"]})).structured_content
        assert (made["dry_run"], len(kb.ask("claims")["rows"])) == (False, 3)
        async with anyio.create_task_group() as group:  # several at once
            for place in ("ford", "mill", "quay"):
                group.start_soon(client.call_tool, "control", {"place": place})

    talk(kb, change, "--write")


def test_it_ends_with_its_input_and_writes_nothing_else(kb: Kb) -> None:
    words = [sys.executable, "-m", "syriakb", "mcp", "--data", str(kb.folder)]
    done = subprocess.run(words, input=b"", capture_output=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_without_the_library_one_is_told_what_to_install(kb: Kb, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    result = kb.run("mcp")
    message = "error: syriakb mcp needs the library mcp, which is not installed: pip install 'syriakb[mcp]'\n"
    assert (result.status, result.out, result.err) == (1, "", message)


def test_without_a_knowledge_base_it_does_not_start(tmp_path: Path) -> None:
    result = run("mcp", "--data", str(tmp_path))
    assert (result.status, result.out) == (1, "")
    assert "holds no kb.yaml" in result.err


@pytest.mark.skipif(shutil.which("mcp-inspector-cli") is None, reason="the protocol's inspector is not installed")
def test_the_inspector_can_ask(kb: Kb) -> None:
    kb.claims(CLAIMS)
    server = [sys.executable, "-m", "syriakb", "mcp", "--data", str(kb.folder)]
    words = ["--method", "tools/call", "--tool-name", "control", "--tool-arg", "place=ford"]
    done = subprocess.run(["mcp-inspector-cli", *server, *words], capture_output=True, text=True, timeout=60)
    assert '"controllers": [' in done.stdout
