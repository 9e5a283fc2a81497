"""The server: tools and resources over standard input and output, by the official library of the protocol."""

import json
from functools import partial
from typing import Any

import anyio.to_thread
from mcp import MCPError, types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from syriakb.assistants import changes, texts, tools
from syriakb.assistants.resources import RESOURCES
from syriakb.assistants.shelf import Shelf
from syriakb.assistants.tools import Tool
from syriakb.errors import SyriakbError
from syriakb.version import __version__

_HINT = "Answers about a conflict, every one with its evidence. Read syriakb://about first; cite claims and sources."


def serve(shelf: Shelf, *, write: bool) -> None:
    """Serve until standard input ends. With `write` there are tools that change records, too."""
    anyio.run(partial(_serve, shelf, write=write))


async def _serve(shelf: Shelf, *, write: bool) -> None:
    server = _server(shelf, [*tools.questions(), *([*changes.tools(), texts.tool()] if write else [])])
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def _server(shelf: Shelf, offered: list[Tool]) -> Server[Any]:
    by_name = {tool.name: tool for tool in offered}
    by_address = {each.address: each for each in RESOURCES}

    async def list_tools(_context: Any, _given: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_told(tool) for tool in offered])

    async def call_tool(_context: Any, given: types.CallToolRequestParams) -> types.CallToolResult:
        if given.name not in by_name:
            return _failed(f"There is no tool {given.name!r}. There are {', '.join(by_name)}.")
        return await anyio.to_thread.run_sync(_called, shelf, by_name[given.name], given.arguments or {})

    async def list_resources(_context: Any, _given: Any) -> types.ListResourcesResult:
        found = [
            types.Resource(uri=each.address, name=each.name, description=each.meaning, mime_type=each.type)
            for each in RESOURCES
        ]
        return types.ListResourcesResult(resources=found)

    async def read_resource(_context: Any, given: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        if (found := by_address.get(str(given.uri))) is None:
            raise _unread(f"There is nothing at {given.uri}. There are {', '.join(by_address)}.")
        try:
            text = await anyio.to_thread.run_sync(found.read, shelf)
        except SyriakbError as error:
            raise _unread(str(error)) from None
        read = types.TextResourceContents(uri=found.address, mime_type=found.type, text=text)
        return types.ReadResourceResult(contents=[read])

    return Server(
        "syriakb",
        version=__version__,
        instructions=_HINT,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


def _told(tool: Tool) -> types.Tool:
    hints = types.ToolAnnotations(read_only_hint=not tool.writes, destructive_hint=False, open_world_hint=False)
    return types.Tool(
        name=tool.name,
        description=tool.meaning,
        input_schema=tool.takes,
        output_schema=tool.gives,
        annotations=hints,
    )


def _called(shelf: Shelf, tool: Tool, arguments: dict[str, Any]) -> types.CallToolResult:
    """What a tool gives, as data and as the same text; what it refuses, in a sentence."""
    try:
        found = json.loads(json.dumps(tool.call(shelf, arguments), default=str))
    except SyriakbError as error:
        return _failed(str(error))
    except Exception as error:  # a fault of our own ends neither the session nor in a traceback
        return _failed(f"syriakb itself failed ({type(error).__name__}: {error}). Please report it.")
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=found)


def _failed(message: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=message)], is_error=True)


def _unread(message: str) -> MCPError:
    return MCPError(types.INVALID_PARAMS, message)
