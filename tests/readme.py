"""The README and the guides as programs: their commands, what they print, and the files that they show.

`python -m tests.readme` runs every command again and writes down what it prints.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GUIDES = sorted((ROOT / "syriakb" / "help").glob("*.md"))
TEXTS = {path: path.read_text(encoding="utf-8") for path in (README, *GUIDES)}
_TRANSCRIPT = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.M | re.S)
_FILE = re.compile(r"^```(?:yaml|csv|json)\n# (\S+)\n(.*?)^```$", re.M | re.S)


def transcripts(text: str) -> list[str]:
    """The transcripts of a text: commands behind a dollar sign, each with what it prints."""
    return _TRANSCRIPT.findall(text)


def commands(transcript: str) -> list[str]:
    r"""The commands of a transcript; one goes on where a line ends with \."""
    return re.findall(r"^\$ ((?:.*\\\n)*.*)$", transcript, re.M)


def write_files(folder: Path) -> None:
    """Write the files that the texts show, those whose first line is a comment with a path."""
    for path, content in _FILE.findall("\n".join(TEXTS.values())):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")


def played(transcript: str, run: Callable[[str], str]) -> str:
    """The transcript as it comes out when its commands are run now."""
    return "\n".join(f"$ {command}\n{run(command)}" for command in commands(transcript))


def shell(folder: Path) -> Callable[[str], str]:
    """What a command prints on a terminal of 80 columns, errors too, less the blanks at the ends of lines.

    It is run as in a clone, where the shipped records lie in `data`.
    """
    shutil.copytree(ROOT / "data", folder / "data", dirs_exist_ok=True)
    bin_folder = Path(sys.executable).parent
    surroundings = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"}
    surroundings.pop("SYRIAKB_DATA", None)

    def run(command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        return re.sub(r"[ \t]+$", "", _anywhere(done.stdout.decode()), flags=re.M)

    return run


def _anywhere(text: str) -> str:
    """The text as it would be on anybody's machine: where the knowledge base lies, and which commit is checked out."""
    text = re.sub(r'("path": ")[^"]*/(?=[^"/]*")', r"\1/home/you/", text)
    return re.sub(r'("revision": )"[0-9a-f]+\+?"', r"\1null", text)


def _anew(found: re.Match[str]) -> str:
    with TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = os.environ["XDG_DATA_HOME"] = f"{name}/home"
        folder = Path(name) / "folder"
        write_files(folder)
        return played(found[0], shell(folder))


def main() -> None:
    """Write the texts anew."""
    for path, text in TEXTS.items():
        path.write_text(_TRANSCRIPT.sub(_anew, text), encoding="utf-8")


if __name__ == "__main__":
    main()
