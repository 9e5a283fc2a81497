"""The screen that a text is made for."""

from typing import NamedTuple


class Screen(NamedTuple):
    """Where the text will stand: columns to use, whether colour is wanted, whether signs beyond ASCII can be shown."""

    width: int = 80
    color: bool = False
    unicode: bool = True
