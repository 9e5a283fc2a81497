"""bash, zsh and fish at a terminal, with the script of completion read: what stands on the line after some keys."""

import fcntl
import os
import shutil
import struct
import termios
from pathlib import Path

from syriakb.cli.shells.install import SHELLS, script
from tests.kb import PROGRAM
from tests.terminal import TAB, Terminal

_TELL = "\x0f"  # Ctrl-O
# Each is started without anybody's settings. Ctrl-O says what stands on the line, and empties it.
_START = {"bash": ("--norc", "--noprofile", "-i"), "zsh": ("-f", "-i"), "fish": ("--no-config", "-i")}
_SETTINGS = {
    "bash": r"""
        told() { printf '<<%s>>' "$READLINE_LINE"; READLINE_LINE=; }
        bind -x '"\C-o": told'
        bind 'set bell-style none'; bind 'set enable-bracketed-paste off'
        bind 'set page-completions off'; bind 'set completion-query-items 0'
        """,
    "zsh": r"""
        autoload -Uz compinit; compinit -u -D; LISTMAX=100000; unsetopt beep
        told() { print -rn -- "<<$BUFFER>>"; BUFFER=; }
        zle -N told; bindkey '^O' told
        """,
    "fish": r"""
        function fish_prompt; echo '$ '; end
        bind \co 'printf "<<%s>>" (commandline | string collect); commandline ""'
        """,
}


class Shell(Terminal):
    """A shell that somebody completes in. Raises LookupError where there is none of that name."""

    def __init__(self, name: str, folder: Path, base: Path, rows: int = 50) -> None:
        if not (program := shutil.which(name)):
            raise LookupError(f"there is no {name} here; .ci/run installs it")
        settings = folder / f".settings.{name}"
        settings.write_text(f"cd {folder}\n{_SETTINGS[name]}\n{script(name)}\necho rea''dy\n", encoding="utf-8")
        path = f"{Path(PROGRAM).parent}{os.pathsep}{os.environ['PATH']}"
        super().__init__(
            *_START[name],
            program=program,
            TERM="xterm",
            PS1="$ ",
            PATH=path,
            HOME=str(folder),
            XDG_CACHE_HOME=str(folder / ".cache"),
            SYRIAKB_DATA=str(base),
        )
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 120, 0, 0))
        self.type(f"source {settings}")
        self.see("ready")
        self.name, self.listed = name, ""

    def after(self, keys: str) -> str:
        """What stands on the line after the keys; what was shown before that is `listed`."""
        os.write(self._end, (keys + _TELL).encode())
        self.listed = self.see("<<")
        return self.see(">>").removesuffix(">>")

    def completed(self, line: str) -> str:
        """What a line becomes by the tab key."""
        return self.after(line + TAB)


__all__ = ["SHELLS", "Shell"]
