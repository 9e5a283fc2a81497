"""A PostgreSQL server for tests: of the system's packages, on 127.0.0.1, in a folder that goes with the tests."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")


def _programs() -> str | None:
    """The folder of the server's programs; None where there are none."""
    found = [str(path.parent) for place in _PLACES for path in Path(place).glob("**/bin/initdb")]
    on_path = shutil.which("initdb")
    return sorted(found)[-1] if found else str(Path(on_path).parent) if on_path else None


PROGRAMS = _programs()


def _as_somebody() -> list[str]:
    """What makes a command of root's that of somebody else, since the server refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=nobody", f"--regid={pwd.getpwnam('nobody').pw_gid}", "--clear-groups"]


def _free() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """Start a server; gives the address of its database, in which `owner` may do all, with the password `pass`.

    Its folder is not among those of the tests, which whoever runs them keeps from everybody else.
    """
    with TemporaryDirectory(prefix="syriakb-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), _free()
        (folder / "password").write_text("pass")
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
        yield from _running(folder, port)


def _running(folder: Path, port: int) -> Iterator[str]:
    run, data = _as_somebody(), str(folder / "data")
    made = ["-D", data, "-U", "owner", "-A", "scram-sha-256", "--pwfile", str(folder / "password")]
    _call([*run, f"{PROGRAMS}/initdb", *made, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
    options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories='' -c fsync=off"
    control = [*run, f"{PROGRAMS}/pg_ctl", "-D", data]
    _call([*control, "-o", options, "-w", "-l", str(folder / "log"), "start"])
    try:
        yield f"postgresql://owner:pass@127.0.0.1:{port}/postgres"
    finally:
        _call([*control, "-m", "immediate", "-w", "stop"])


def _call(command: list[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/")
    assert done.returncode == 0, done.stderr
