"""Whom the embedded PostgreSQL runs as: us, or a user of its own where we are root."""

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Iterable
from pathlib import Path

_NAME = "pgserver"
"""The name the wheel with the binaries uses too."""
_TRAVERSE = stat.S_IXGRP | stat.S_IXOTH
_READ = stat.S_IRGRP | stat.S_IROTH
_OWNER_ONLY = 0o700


class NotOurs(OSError):
    """A directory we meant to keep private belongs to another user."""


def server_user() -> str | None:
    """Return the user to run the server as; None means the one we are."""
    return _NAME if os.geteuid() == 0 else None


def make_server_user() -> None:
    """Have a user to run the server as, since PostgreSQL refuses to run as root."""
    if server_user() is not None and not _exists(_NAME):
        useradd = shutil.which("useradd") or "useradd"
        subprocess.run(  # noqa: S603 - fixed arguments
            [useradd, "--system", "--no-create-home", _NAME],
            check=True,
            capture_output=True,
        )


def make_private(directory: Path) -> None:
    """Have a directory that only the server's user (and root) may enter.

    Raises:
        NotOurs: someone else made it before us.
    """
    directory.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
    owner = _server_uid()
    if directory.stat().st_uid == os.geteuid() != owner:
        os.chown(directory, owner, -1)
    if directory.stat().st_uid != owner:
        raise NotOurs(f"{directory} belongs to another user")


def let_through(*paths: Path) -> None:
    """Let the server's user reach the paths (it may enter, not list, what is above)."""
    if server_user() is not None:
        _add((above for path in paths for above in path.parents), _TRAVERSE)


def let_read(directory: Path) -> None:
    """Let the server's user read and run what was unpacked under a strict umask."""
    if server_user() is not None:
        inside = list(directory.rglob("*"))
        _add((one for one in inside if one.is_dir()), _READ | _TRAVERSE)
        _add((one for one in inside if one.is_file()), _READ)
        _add((directory / "bin").iterdir(), _TRAVERSE)
        _add([directory], _READ | _TRAVERSE)


def _server_uid() -> int:
    name = server_user()
    return os.geteuid() if name is None else pwd.getpwnam(name).pw_uid


def _exists(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())


def _add(paths: Iterable[Path], bits: int) -> None:
    for path in paths:
        mode = path.stat().st_mode
        if mode & bits != bits:
            path.chmod(mode | bits)
