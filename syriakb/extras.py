"""Optional libraries: imported where a command needs one, and asked for in plain words where it is not installed."""

from importlib import import_module
from types import ModuleType

from syriakb.errors import SyriakbError


def library(name: str, extra: str, purpose: str) -> ModuleType:
    """Import an optional library. Raises SyriakbError, which says how to install it."""
    try:
        return import_module(name)
    except ImportError:
        message = f"{purpose} needs the library {name}, which is not installed: pip install 'syriakb[{extra}]'"
        raise SyriakbError(message) from None
