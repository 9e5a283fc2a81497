"""The scripts of the shells: printed, and put where each shell reads them."""

import os
import sys
from pathlib import Path

import shellingham  # type: ignore[import-untyped]

from syriakb.errors import SyriakbError

SHELLS = ("bash", "zsh", "fish")
_UNKNOWN = "Which shell this is cannot be told. The script of each is printed: _SYRIAKB_COMPLETE=source_zsh syriakb"


def own() -> str:
    """The shell that the program was run from. Raises SyriakbError where that cannot be told."""
    try:
        return str(shellingham.detect_shell()[0])
    except (shellingham.ShellDetectionFailure, OSError):
        raise SyriakbError(_UNKNOWN) from None


def script(shell: str) -> str:
    """The script of a shell."""
    return Path(__file__).with_name(f"syriakb.{shell}").read_text(encoding="utf-8")


def show(shell: str) -> None:
    """Print the script of a shell."""
    sys.stdout.write(script(shell))


def install(shell: str) -> None:
    """Write the script of a shell where it is read, and say so. Raises SyriakbError where that cannot be written."""
    try:
        path = {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script(shell), encoding="utf-8")
    except OSError as error:
        raise SyriakbError(f"Completion cannot be installed: {error.filename}: {error.strerror}.") from None
    sys.stdout.write(f"Completion of {shell} is in {path}. It is there in terminals that you open from now on.\n")


def _bash() -> Path:
    path = Path.home() / ".bash_completions" / "syriakb.sh"
    _line(Path.home() / ".bashrc", f"source '{path}'")
    return path


def _zsh() -> Path:
    _line(Path(os.environ.get("ZDOTDIR") or Path.home()) / ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit")
    return Path.home() / ".zfunc" / "_syriakb"


def _fish() -> Path:
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return settings / "fish" / "completions" / "syriakb.fish"


def _line(path: Path, line: str) -> None:
    """Add a line to a file of the shell's, unless it is there."""
    there = path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else ""
    if line not in there:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{'' if there.endswith(chr(10)) or not there else chr(10)}{line}\n")
