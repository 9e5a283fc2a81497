"""The store: which folder is the knowledge base, and which files hold its records."""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from syriakb.errors import StoreError

MARK = "kb.yaml"
ENVIRONMENT = "SYRIAKB_DATA"
SERVERS = ("postgresql://", "postgres://")
_SECRET = ("password=", "sslpassword=")  # what the query of an address may say
FOLDERS = {f"{kind}s": kind for kind in ("predicate", "source", "actor", "place", "alliance", "ruling", "claim")}
_TICK = 2_000_000_000  # ns; two changes within a file system's clock tick (FAT: 2 s) can leave the same time
_DIGEST = 16  # bytes
_SECOND = 1_000_000_000  # ns; archives and images give their files a time of 0 or 1 of them
_SUFFIXES = (".yaml", ".jsonl")


PARQUET = "parquet:"  # what the facts of a knowledge base in a folder of Parquet are called in the place of a server
Progress: TypeAlias = Callable[[int, int], None]  # told of the bytes that are read, and of those to read in all


class Address(type(Path())):  # type: ignore[misc]
    """The address of a server, where else a folder stands; `url` is as it was given."""

    url: str = ""

    def __str__(self) -> str:
        """The address without who asks and their password."""
        return shown(self.url) if self.url else super().__str__()  # which a path within it is


def shown(text: str) -> str:
    """A text as it can be told: of the address of a server without who asks and their password."""
    if not text.startswith(SERVERS):
        return text
    from urllib.parse import unquote

    scheme, _, rest = text.partition("://")
    where, _, query = rest.partition("?")
    told = [each for each in query.split("&") if each and not unquote(each).startswith(_SECRET)]
    return f"{scheme}://{where.rpartition('@')[2]}{'?' if told else ''}{'&'.join(told)}"


def place(text: str) -> Path:
    """What a text names: a folder, or the address of a server where the knowledge base was published."""
    if not text.startswith(SERVERS):
        return Path(text)
    from urllib.parse import urlsplit

    try:
        urlsplit(text)
    except ValueError as error:
        raise StoreError(f"{shown(text).partition('?')[0]!r} is no address of a server: {error}.") from None
    found = Address("/nowhere/server")  # where no file is found
    found.url = text
    return found


class Base(NamedTuple):
    """A knowledge base: its folder, and whether it is the packaged copy, which is never written to.

    `proposed` holds the bytes of files as somebody wants to change them, None where one is to go: whoever reads the
    knowledge base finds them in the place of what the folder holds. With a `url` it is what was published on a server,
    which is only asked. One that is `elsewhere` was named by nobody: there is none where somebody is.
    """

    folder: Path
    packaged: bool = False
    proposed: Mapping[str, bytes | None] = {}
    url: str = ""
    elsewhere: bool = False


class Look(NamedTuple):
    """A file from outside: its size, the times of its content and of its entry in nanoseconds, and which file it is.

    The system sets the second time whenever a file changes, whatever a program claims of the first.
    """

    size: int
    mtime: int
    ctime: int
    inode: int
    device: int

    def trusted(self, seen: int) -> bool:
        """Whether a file that looks the same later holds what it held at the time `seen` (nanoseconds)."""
        return min(self.mtime, self.ctime) > _SECOND and max(self.mtime, self.ctime) < seen - _TICK


class RecordFile(NamedTuple):
    """A file of records: its path within the folder, the kind it holds, and how it looks."""

    path: str
    kind: str
    look: Look


_PROPOSED = Look(0, -1, -1, 0, 0)  # no file looks like that, so that what is proposed counts as changed


def find(data: Path | None) -> Base:
    """Find the knowledge base to ask.

    That is `data` (the command line's `--data`), else the folder named by $SYRIAKB_DATA, else the nearest `kb.yaml` or
    `data/kb.yaml` at or above the working directory, else the user's own, else the copy in the package. Raises
    StoreError where a folder that was named holds none.
    """
    if named := data or (place(value) if (value := os.environ.get(ENVIRONMENT)) else None):
        if isinstance(named, Address):
            return Base(named, url=named.url)
        return _named(named, "--data" if data else f"${ENVIRONMENT}")
    here = Path.cwd()
    for folder in (here, *here.parents):
        for candidate in (folder, folder / "data"):
            if (candidate / MARK).is_file():
                return Base(candidate)
    own = _own_there()
    return Base(own, elsewhere=True) if own else Base(packaged_folder(), packaged=True, elsewhere=True)


def _own_there() -> Path | None:
    """The user's own knowledge base, where there is one; somebody without a home has none."""
    try:
        own = own_folder()
    except StoreError:
        return None
    return own if (own / MARK).is_file() else None


def _named(folder: Path, by: str) -> Base:
    for candidate in (folder, folder / "data"):
        if (candidate / MARK).is_file():
            return Base(candidate.resolve(), packaged=candidate.resolve() == _inside_package())
    if (folder / "about.json").is_file() and (folder / "control_fact").is_dir():
        return Base(folder.resolve(), url=f"{PARQUET}{folder.resolve()}")
    reason = "holds no kb.yaml" if folder.is_dir() else "is not a folder"
    raise StoreError(f"{folder}, named by {by}, {reason}. To begin one there: syriakb init {folder}")


def own_folder() -> Path:
    """The user's own knowledge base, whether it exists yet or not. Raises StoreError where the user has no home."""
    from platformdirs import user_data_path

    try:
        return user_data_path("syriakb", appauthor=False)
    except RuntimeError:
        message = "This user has no home folder for a knowledge base. Begin one elsewhere: syriakb init DIR"
        raise StoreError(message) from None


def packaged_folder() -> Path:
    """The knowledge base that ships with the tool: in a wheel inside the package, in a checkout beside it."""
    inside = _inside_package()
    return inside if (inside / MARK).is_file() else inside.parent.parent / "data"


def _inside_package() -> Path:
    return Path(__file__).resolve().parents[1] / "data"


def record_files(base: Base) -> list[RecordFile]:
    """Every file of records, with its size and its time of change in nanoseconds. Raises StoreError."""
    folder = base.folder
    try:
        found = [RecordFile(path, kind, look(entry)) for path, kind, entry in _record_entries(folder)]
    except OSError as error:
        raise StoreError(f"{error.filename or folder} cannot be read: {error.strerror}.") from None
    for file in found:
        if (name := _as_text(file.path)) != file.path:
            raise StoreError(f"The name of {name} is not UTF-8. Rename the file.")
    if not base.proposed:
        return found
    proposed = [
        RecordFile(path, kind_of(path), _PROPOSED._replace(size=len(data)))
        for path, data in base.proposed.items()
        if data is not None and holds_records(path)
    ]
    return [file for file in found if file.path not in base.proposed] + proposed


def kind_of(path: str) -> str:
    """The kind of records that a file of that path holds."""
    stem = path.partition("/")[0].partition(".")[0]
    return FOLDERS.get(stem, stem)


def holds_records(path: str) -> bool:
    """Whether a file of that path is one of records, and no outline, mapping or text beside them."""
    return kind_of(path) in (*FOLDERS.values(), "kb")


def _record_entries(folder: Path) -> Iterator[tuple[str, str, Any]]:
    for entry in _sorted(folder):
        stem, _, suffix = entry.name.partition(".")
        if entry.name == MARK:
            yield entry.name, "kb", entry
        elif stem in FOLDERS and suffix == "yaml":
            yield entry.name, FOLDERS[stem], entry
        elif entry.name in FOLDERS and entry.is_dir():
            for inner in _sorted(entry.path):
                if inner.name.endswith(_SUFFIXES) and not inner.name.startswith("."):
                    yield f"{entry.name}/{inner.name}", FOLDERS[entry.name], inner


def timeless(files: Sequence[RecordFile]) -> bool:
    """Whether all files have one time of change, a whole second, as in an image where somebody set it."""
    times = {file.look.ctime for file in files}
    return len(files) > 1 and len(times) == 1 and times.pop() % _SECOND == 0


def digest(data: bytes) -> bytes:
    """What tells two contents of a file apart."""
    from hashlib import blake2b

    return blake2b(data, digest_size=_DIGEST).digest()


def digest_of(base: Base, path: str) -> bytes:
    """The digest of a file of records, which is not held in memory for it. Raises StoreError."""
    from hashlib import blake2b, file_digest

    if (data := base.proposed.get(path)) is not None:
        return digest(data)
    try:
        with (base.folder / path).open("rb") as file:
            return file_digest(file, lambda: blake2b(digest_size=_DIGEST)).digest()
    except OSError as error:
        raise _unread(base, path, error) from None


def _sorted(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def look(entry: os.DirEntry[str] | Path) -> Look:
    """How a file looks from outside. Raises StoreError where it is none, and OSError."""
    found = entry.stat()
    if not stat.S_ISREG(found.st_mode):  # a pipe or a device might never end
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "no ordinary file"
        raise StoreError(f"{os.fspath(entry)} cannot be read: it is {what}.")
    # Some file systems number their files beyond what SQLite counts to.
    return Look(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & sys.maxsize, found.st_dev)


def stray_files(folder: Path) -> list[str]:
    """What looks as if it held records but is not read: a misspelt name, another suffix, a folder (`claims/2024/`)."""
    read = {each.path for each in record_files(Base(folder))}
    found = [entry.name for entry in _sorted(folder) if entry.is_file() and _like_records(entry.name)]
    for name in (name for name in FOLDERS if (folder / name).is_dir()):
        inside = (entry for entry in _sorted(folder / name) if not _beside_records(entry.name))
        found += [f"{name}/{entry.name}{'/' if entry.is_dir() else ''}" for entry in inside]
    return [_as_text(path) for path in found if path not in read]


def _as_text(path: str) -> str:
    """The path with escapes in the place of bytes that are no text, which nothing could keep or tell."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _like_records(name: str) -> bool:
    return name.endswith((".yaml", ".yml", ".json", ".jsonl")) or name.partition(".")[0] in FOLDERS


def _beside_records(name: str) -> bool:
    """Whether a file is one that people and their editors keep beside others: hidden, a backup, a readme."""
    return name.startswith((".", "#", "README")) or name.endswith(("~", ".bak", ".orig", ".swp", ".tmp", ".lock"))


def read(base: Base, path: str) -> bytes:
    """The bytes of a file of records. Raises StoreError."""
    if (data := base.proposed.get(path)) is not None:
        return data
    try:
        return (base.folder / path).read_bytes()
    except OSError as error:
        raise _unread(base, path, error) from None


def _unread(base: Base, path: str, error: OSError) -> StoreError:
    return StoreError(f"{base.folder / path} cannot be read: {error.strerror}.")
