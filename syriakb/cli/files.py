"""Files that a command gives, to standard output or to where somebody wants them."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from syriakb.cli.output import say, write
from syriakb.disk import outlet
from syriakb.disk.replace import reason
from syriakb.errors import UsageError, WrittenError
from syriakb.export import Part
from syriakb.render.safe import safe_lines

_SPELLINGS = {
    "mermaid": "mmd", "gv": "dot", "htm": "html", "jpeg": "jpg", "markdown": "md", "ndjson": "jsonl", "yml": "yaml"
}  # fmt: skip
# What no file should be called that holds something else; .json and .xml are endings of many formats.
_OTHERS = ("sarif", "svg", "png", "jpg", "pdf", "html", "xlsx", "xls", "ods", "docx", "csv", "tsv", "yaml")


def format_of(path: Path | None, named: str | None, formats: Mapping[str, str]) -> str | None:
    """The format of a file: the one that was named, else the one that its ending is; None where neither tells.

    `formats` are the names that there are, each with its ending, less the dot. Raises UsageError where the ending is
    that of another format, of these or of pictures and pages in general.
    """
    written = path.suffix.lower()[1:] if path else ""
    ending = _SPELLINGS.get(written, written)
    meant = next((name for name, each in formats.items() if ending == each and named in (None, name)), None)
    if meant:
        return meant
    if ending in (*formats.values(), *_OTHERS):
        what = named or " or ".join(formats)
        raise UsageError(f"{path} ends as another format does, and what is written is {what}. Name the file otherwise.")
    return named


def give(part: Part, path: Path | None, *, binary: bool = False, escapes: bool = False) -> None:
    """Write one file: to standard output, to a path, or into a folder that is there. Raises StoreError, UsageError.

    What is no `binary` is text, which steers no terminal, be it by its format, which then `escapes` all that would.
    """
    to = None if path is None or str(path) == "-" else path / part.name if path.is_dir() else path
    terminal = _is_terminal(to)
    if terminal and binary:
        raise UsageError("This format is no text for a terminal. Name a file for it: -o FILE")
    if to:
        save(to, _harmless(part.chunks) if terminal and not escapes else part.chunks)
    elif terminal:
        for chunk in part.chunks:
            write(chunk.decode(), escapes=escapes)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(part.chunks)
        sys.stdout.buffer.flush()


def give_png(name: str, svg: str, path: Path, *others: object) -> None:
    """Write a picture in dots. Raises StoreError, SyriakbError, and UsageError where others were asked for besides."""
    if any(others):
        raise UsageError("Ask for one picture: --png FILE, or another file or format, not both.")
    format_of(path, None, {"png": "png"})
    from syriakb.pictures.png import png

    give(Part(f"{name}.png", iter([png(svg)])), path, binary=True)


def _is_terminal(path: Path | None) -> bool:
    """Whether a path, or without one standard output, leads to a terminal."""
    if path is None:
        return sys.stdout.isatty()
    try:
        if not path.is_char_device():
            return False
        with path.open("ab") as file:
            return file.isatty()
    except OSError:
        return False  # what writes to it will say why


def _harmless(chunks: Iterable[bytes]) -> Iterator[bytes]:
    return (safe_lines(chunk.decode()).encode() for chunk in chunks)


def save(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that is there whole or not at all, and say so. Raises StoreError, UnreadError, WrittenError."""
    outlet.save(path, chunks)
    _told(f"Written: {path}")


_FEW = 20  # files that are named one by one


def save_all(folder: Path, parts: Iterable[Part]) -> None:
    """Write several files into a folder, which is made where it is not there. Raises StoreError, WrittenError."""
    names = outlet.save_all(folder, parts)
    what = ", ".join(names) if len(names) <= _FEW else f"{len(names)} files"
    _told(f"Written: {what} in {folder}")


def _told(sentence: str) -> None:
    try:
        say(sentence)
    except OSError as error:
        raise WrittenError(f"{sentence}. More could not be told: {reason(error)}.") from None


def save_zip(path: Path, parts: Iterable[Part]) -> None:
    """Write several files into a zip archive, and say so. Raises StoreError, UnreadError, WrittenError."""
    from syriakb.disk import archive

    with outlet.fresh(path) as file:
        archive.write(file, parts)
    _told(f"Written: {path}")
