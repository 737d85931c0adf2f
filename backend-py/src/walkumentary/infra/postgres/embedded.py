"""The embedded PostgreSQL server: started by its first user, stopped by its last.

Users are processes, kept in one locked file with their pid and start time. A process
that was killed shows by its pid being gone or belonging to a younger process; it no
longer counts, so whoever leaves last stops the server, whatever happened before.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

import psutil

from walkumentary.infra.postgres.cluster import DATABASE, SUPERUSER, Cluster

NEWEST = 18
_SAME_START_S = 1.0
"""Start times derive from the wall clock, which may be adjusted a little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedServer:
    """A running server, reached through its socket without a password."""

    socket_dir: Path

    def url(self, *, user: str = SUPERUSER, database: str = DATABASE) -> str:
        """Return the address of a database for a user."""
        host = quote(str(self.socket_dir), safe="")
        return f"postgresql://{user}@/{database}?host={host}"


@contextmanager
def embedded_server(
    directory: Path, *, version: int = NEWEST, options: Sequence[str] = ()
) -> Iterator[EmbeddedServer]:
    """Use the server on a data directory, for as long as the block lasts.

    Args:
        directory: where the data lies or is to lie; its parents are made.
        version: the PostgreSQL that makes a new data directory, 16 or 18.
        options: settings such as ``fsync=off``, should the server be started here.

    Raises:
        EmbeddedServerFailed: the server does not start.
    """
    home = directory.resolve()
    users_file = home.with_name(f"{home.name}.users")
    cluster = Cluster.at(home, version=version)
    me = _User.this_process()
    try:
        with _living(users_file) as users:
            cluster.start(options)
            users.append(me)
        yield EmbeddedServer(socket_dir=cluster.socket_dir)
    finally:
        _leave(me, users_file, cluster)


@dataclass(frozen=True, slots=True)
class _User:
    """One process, known by its pid and when it started."""

    pid: int
    started: float

    @classmethod
    def this_process(cls) -> Self:
        return cls(os.getpid(), psutil.Process().create_time())

    @classmethod
    def parse(cls, line: str) -> Self:
        pid, started = line.split()
        return cls(int(pid), float(started))

    def is_alive(self) -> bool:
        try:
            process = psutil.Process(self.pid)
            ended = process.status() == psutil.STATUS_ZOMBIE
            drift_s = abs(process.create_time() - self.started)
        except psutil.NoSuchProcess:
            return False
        return drift_s < _SAME_START_S and not ended

    def __str__(self) -> str:
        return f"{self.pid} {self.started}\n"


@contextmanager
def _living(users_file: Path) -> Iterator[list[_User]]:
    """Hold the lock; changes to the list are written when the block ends well."""
    users_file.parent.mkdir(parents=True, exist_ok=True)
    with users_file.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        users = [user for user in map(_User.parse, file) if user.is_alive()]
        yield users
        file.truncate(0)
        file.writelines(map(str, users))


def _leave(me: _User, users_file: Path, cluster: Cluster) -> None:
    with _living(users_file) as users:
        # One entry only: a process may use the server more than once at a time; and
        # none where the start was interrupted.
        if me in users:
            users.remove(me)
        if not users:
            cluster.stop()
