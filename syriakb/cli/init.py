"""`syriakb init DIR`."""

from pathlib import Path
from typing import Annotated

import typer

from syriakb.cli import prompt
from syriakb.disk import copies, store
from syriakb.disk.store import Base
from syriakb.edits import restoration
from syriakb.errors import UsageError
from syriakb.text.write import yaml_field

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make, or an empty one.")]
Empty = Annotated[bool, typer.Option("--empty", help="Only the vocabulary, without any actors, places or claims.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What it is called; else as its folder.")]
Backup = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="Restore a backup, made with: syriakb export backup -o FILE"),
]
Git = Annotated[
    bool, typer.Option("--git", help="Have git merge its files record by record; also of one that is there.")
]
_VOCABULARY = "predicates.yaml"


def init(folder: Folder, empty: Empty = False, title: Title = None, backup: Backup = None, git: Git = False) -> None:
    """Begin a knowledge base of your own.

    It is a copy of the shipped one, empty but for its vocabulary, or what a backup holds. With --git a repository is
    made where it lies in none; each clone does that once: syriakb init --git DIR
    """
    if backup and (empty or title):
        raise UsageError("A backup is restored as it is. Leave out --empty and --title.")
    target = folder.expanduser().absolute()
    there = git and not (empty or title or backup) and (target / store.MARK).is_file()
    if not there:
        typer.echo(f"Made {_made(target, empty=empty, title=title, backup=backup)} in {folder}.")
    if git:
        _in_git(target, folder)
    if not there:
        typer.echo("\nTry next:")
        for line in _next(folder, empty=empty):
            typer.echo(f"  {line}")


def _in_git(target: Path, folder: Path) -> None:
    from syriakb.disk import git

    if git.set_up(target):
        typer.echo(f"Made a repository of git in {folder}.")
    typer.echo("Git merges its files record by record. More: syriakb help together")


def _made(target: Path, *, empty: bool, title: str | None, backup: Path | None) -> str:
    if backup is None:
        return _begin(target, empty=empty, title=title)
    restoration.restore(backup, target)
    return "the knowledge base of the backup"


def _begin(target: Path, *, empty: bool, title: str | None) -> str:
    files = copies.whole(Base(store.packaged_folder()))
    if empty:
        files = {store.MARK: b"", _VOCABULARY: files[_VOCABULARY]}
    if empty or title:
        files[store.MARK] = _mark(title or target.resolve().name)
    copies.plant(target, files, prompt.tell)
    return "an empty knowledge base" if empty else "a copy of the shipped knowledge base"


def _next(folder: Path, *, empty: bool) -> list[str]:
    from shlex import quote

    where = f"--data {quote(str(folder))}"
    first = [f"syriakb add {kind} {where}" for kind in ("source", "actor", "place", "claim")]
    return [*(first if empty else (f"syriakb info {where}", first[-1])), "syriakb help changing"]


def _mark(title: str) -> bytes:
    lines = [*yaml_field("title", title, 0), "schema: 1"]
    return "".join(f"{line}\n" for line in lines).encode()
