"""A bar on the terminal while much is read."""

import sys
from typing import Any

WORTH_SHOWING = 5 * 1024 * 1024  # bytes; less is read in a moment


class Reading:
    """Shows on standard error how far reading has come; shows nothing where that is no terminal, or little is read."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        """Take note that `done` of `total` bytes are read."""
        if total < WORTH_SHOWING or not sys.stderr.isatty():
            return
        if self._bar is None:
            self._begin(total)
        self._bar.update(0, completed=done)
        if done >= total:
            self._bar.update(0, description="Preparing the index")

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _begin(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True), transient=True)
        self._bar.add_task("Reading records", total=total)
        self._bar.start()
