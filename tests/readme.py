"""The README as a program: its commands, what they print, and the files that it shows.

`python -m tests.readme` runs every command again and writes down what it prints.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

README = Path(__file__).parents[1] / "README.md"
_TRANSCRIPT = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.M | re.S)
_FILE = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.M | re.S)


def transcripts(text: str) -> list[str]:
    """The transcripts of a README: commands behind a dollar sign, each with what it prints."""
    return _TRANSCRIPT.findall(text)


def commands(transcript: str) -> list[str]:
    """The commands of a transcript."""
    return re.findall(r"^\$ (.*)$", transcript, re.M)


def write_files(text: str, folder: Path) -> None:
    """Write the files that a README shows, those whose first line is a comment with a path."""
    for path, content in _FILE.findall(text):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")


def played(transcript: str, run: Callable[[str], str]) -> str:
    """The transcript as it comes out when its commands are run now."""
    return "\n".join(f"$ {command}\n{run(command)}" for command in commands(transcript))


def shell(folder: Path) -> Callable[[str], str]:
    """What a command prints on a terminal of 80 columns, errors too, less the blanks at the ends of lines."""
    bin_folder = Path(sys.executable).parent
    surroundings = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"}
    surroundings.pop("SYRIAKB_DATA", None)

    def run(command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        return re.sub(r"[ \t]+$", "", done.stdout.decode(), flags=re.M)

    return run


def main() -> None:
    """Write the README anew."""
    text = README.read_text(encoding="utf-8")
    with TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = os.environ["XDG_DATA_HOME"] = name
        folder = Path(name) / "folder"
        write_files(text, folder)
        run = shell(folder)
        README.write_text(_TRANSCRIPT.sub(lambda found: played(found[0], run), text), encoding="utf-8")


if __name__ == "__main__":
    main()
