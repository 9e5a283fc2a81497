"""Optional libraries: imported where a command needs one, and asked for in plain words where it is not installed."""

import os
import re
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from types import ModuleType

from syriakb.errors import SyriakbError

_NAME = "syriakb"


def library(name: str, extra: str, purpose: str) -> ModuleType:
    """Import an optional library. Raises SyriakbError, which says how to install it."""
    try:
        return import_module(name)
    except ImportError:
        message = f"{purpose} needs the library {name}, which is not installed: {installing(extra)}"
        raise SyriakbError(message) from None


def installing(extra: str) -> str:
    """The command that installs an extra to where this program is: by pipx, by uv or by pip, as it was itself."""
    folders = Path(sys.prefix).parts
    if "pipx" in folders:
        return f"pipx inject {_NAME} {_libraries(extra)}"
    if "uv" in folders or find_spec("pip") is None:
        return f"uv pip install --python {quote(sys.executable)} {_libraries(extra)}"
    active = os.environ.get("VIRTUAL_ENV")
    pip = "pip" if active and Path(active).resolve() == Path(sys.prefix).resolve() else _own_pip()
    return f"{pip} install '{_NAME}[{extra}]'"


def _own_pip() -> str:
    """That of the Python which runs this, whichever is the first in the path."""
    return f"{quote(sys.executable)} -m pip"


def _libraries(extra: str) -> str:
    """What an extra consists of, as words of a command line."""
    from importlib import metadata  # late: it brings along all that reads letters

    try:
        wanted = metadata.requires(_NAME) or []
    except metadata.PackageNotFoundError:
        wanted = []
    own = (each.partition(";") for each in wanted)
    names = [name.strip() for name, _, when in own if re.search(rf"extra\s*==\s*['\"]{re.escape(extra)}['\"]", when)]
    return " ".join(map(quote, names)) or quote(f"{_NAME}[{extra}]")
