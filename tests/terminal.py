"""Somebody at a terminal: a program on the one side of a pseudo-terminal, a test that reads and types on the other."""

import os
import pty
import re
import select
import signal
import time
from pathlib import Path
from typing import Self

from tests.kb import PROGRAM

CTRL_C, CTRL_D, TAB = "\x03", "\x04", "\t"
_WAIT = 30.0


class Terminal:
    """A run of the program at a terminal, or of another one."""

    def __init__(self, *arguments: str, program: str = PROGRAM, **environment: str) -> None:
        self.shown, self.status = "", -1
        self._pid, self._end = pty.fork()
        if self._pid == 0:
            os.environ.update({"TERM": "dumb", "INPUTRC": "/dev/null", "LC_ALL": "C.UTF-8", **environment})
            os.execv(program, [program, *arguments])

    def vanish(self) -> None:
        """End the program as a terminal does that is closed."""
        os.kill(self._pid, signal.SIGHUP)
        os.waitpid(self._pid, 0)
        self.status = 129

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status < 0:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._end)

    def see(self, text: str) -> str:
        """Wait until a text is shown; gives all that was shown until then, since the last time."""
        until = time.monotonic() + _WAIT
        while text not in self.shown:
            assert self._more(until), f"{text!r} is not in {self.shown!r}"
        before, _, self.shown = self.shown.partition(text)
        return before + text

    def type(self, text: str, *, enter: bool = True) -> None:
        """Type a line, or without `enter` keys."""
        # Python misses an interrupt that comes in the moment between showing a prompt and waiting for a key.
        time.sleep(0 if enter else 0.3)
        os.write(self._end, (text + "\r" * enter).encode())

    def answer(self, prompt: str, text: str) -> None:
        """Wait for a prompt and answer it."""
        self.see(prompt)
        self.type(text)

    def end(self) -> str:
        """Wait for the program to end; gives the rest of what it showed."""
        until = time.monotonic() + _WAIT
        while self._more(until):
            pass
        if time.monotonic() > until:
            os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        self.status = os.waitstatus_to_exitcode(status)
        return self.shown

    def _more(self, until: float) -> bool:
        ready, _, _ = select.select([self._end], [], [], max(0.0, until - time.monotonic()))
        try:
            part = os.read(self._end, 65536) if ready else b""
        except OSError:  # Linux tells the end of a terminal's other side so
            part = b""
        self.shown += re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", part.decode(errors="replace")).replace("\r\n", "\n")
        return bool(part)


def script(path: Path, *lines: str) -> str:
    """A program made of lines of shell, as `$EDITOR` can name it."""
    path.write_text("#!/bin/sh\n" + "\n".join(lines) + "\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)
