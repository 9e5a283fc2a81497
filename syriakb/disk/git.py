"""Git, as far as a knowledge base in a repository needs it: how its files are merged, and what they were."""

import subprocess
import sys
from pathlib import Path

from syriakb.disk import store
from syriakb.disk.replace import content, replace
from syriakb.errors import StoreError

ATTRIBUTES = ".gitattributes"
_DRIVER = "merge.syriakb.driver"
CLASHED = 3  # the status of the driver where somebody has to choose
# Where the driver is not there or fails, git's own merge marks what it cannot merge; nothing is lost in silence.
_COMMAND = (
    "{program} merge-driver %O %A %B %P; s=$?; [ $s = 0 ] && exit 0; [ $s = {clashed} ] && exit 1;"
    " git merge-file -L ours -L base -L theirs %A %O %B"
)


def run(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git says in a folder. Raises StoreError with its reason."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise StoreError("This needs git, which is not installed here.") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"it ended with {done.returncode}"]
        raise StoreError(f"git {arguments[0]}: {reason[0].removeprefix('fatal: ')}")
    return done.stdout


def inside(folder: Path) -> bool:
    """Whether a folder lies in the work tree of a repository. Raises StoreError where git is not installed."""
    try:
        return run(folder, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except StoreError as error:
        if "not installed" in str(error):
            raise
        return False


def revision(folder: Path) -> str | None:
    """The short id of the commit that the files of a folder are of, with a plus where some differ from it.

    None where git has none of them, or is not installed; where there is no repository nothing is started to ask.
    """
    if not any((each / ".git").exists() for each in (folder, *folder.parents)):
        return None
    try:  # both at once, since a question waits for them, and most of their time is their start
        asked = [_started(folder, *each) for each in _REVISION]
    except FileNotFoundError:
        return None
    commit, changed = (each.communicate()[0].decode("utf-8", "replace").strip() for each in asked)
    if any(each.returncode for each in asked):
        return None
    return f"{commit}+" if changed else commit


_REVISION = (("rev-parse", "--short", "HEAD"), ("-c", "core.fsmonitor=false", "status", "--porcelain", "--", "."))


def _started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def set_up(folder: Path) -> bool:
    """Have git merge the files of a knowledge base record by record; tells whether the repository is new.

    The attributes go with the files; the driver is known to this clone alone. Raises StoreError.
    """
    new = not inside(folder)
    if new:
        run(folder, "init", "--quiet")
    was = content(folder / ATTRIBUTES)
    lines = (was or b"").decode("utf-8", "surrogateescape").splitlines()
    lacking = [line for line in attributes() if line not in lines]
    if lacking:
        text = "".join(f"{line}\n" for line in (*lines, *lacking))
        replace(folder / ATTRIBUTES, text.encode("utf-8", "surrogateescape"), was)
    run(folder, "config", "merge.syriakb.name", "record by record")
    run(folder, "config", _DRIVER, driver())
    return new


def attributes() -> list[str]:
    """The lines that say which files are merged so."""
    head = "# Merged record by record where the clone knows how: syriakb init --git DIR"
    names = [f"/{name}{rest}" for name in store.FOLDERS for rest in (".yaml", "/*.yaml", "/*.jsonl")]
    return [head, *(f"{name} merge=syriakb" for name in names)]


def driver() -> str:
    """The command by which git calls this program, wherever it is called from."""
    import shlex

    program = f"{shlex.quote(sys.executable)} -m syriakb".replace("%", "%%")
    return _COMMAND.format(program=program, clashed=CLASHED)
