"""The embedded server: who starts it, who stops it, and what it survives."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from walkumentary.infra.postgres.embedded import EmbeddedServer, embedded_server

USER = """
import sys
from pathlib import Path
from walkumentary.infra.postgres.embedded import embedded_server

with embedded_server(Path(sys.argv[1])):
    print("up", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster that exists and is down."""
    directory = tmp_path_factory.mktemp("embedded") / "postgres"
    with embedded_server(directory, options=["fsync=off"]) as server:
        run(server, "create table kept (word text)")
        run(server, "insert into kept values ('still here')")
    return directory


@contextmanager
def user(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server until its standard input ends."""
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", USER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                process.communicate()


def run(server: EmbeddedServer, statement: str) -> None:
    with psycopg.connect(server.url()) as connection:
        connection.execute(statement.encode())


def kept(server: EmbeddedServer) -> str:
    with psycopg.connect(server.url()) as connection:
        [(word,)] = connection.execute("select word from kept").fetchall()
    return str(word)


def is_up(home: Path) -> bool:
    try:
        psycopg.connect(EmbeddedServer(socket_dir=home).url()).close()
    except psycopg.OperationalError:
        return False
    return True


def postmaster(home: Path) -> psutil.Process:
    return psutil.Process(int((home / "postmaster.pid").read_text().split()[0]))


def test_a_second_start_finds_the_data_again(home: Path) -> None:
    with embedded_server(home) as server:
        assert kept(server) == "still here"


def test_the_last_user_stops_the_server(home: Path) -> None:
    with embedded_server(home):
        assert is_up(home)

    assert not is_up(home)


def test_one_of_two_users_may_leave(home: Path) -> None:
    with user(home):
        with embedded_server(home):
            pass

        assert is_up(home)
    assert not is_up(home)


def test_a_process_may_use_the_server_twice(home: Path) -> None:
    with embedded_server(home):
        with embedded_server(home):
            pass

        assert is_up(home)
    assert not is_up(home)


def test_a_killed_user_does_not_keep_the_server_up(home: Path) -> None:
    with embedded_server(home), user(home) as killed:
        killed.kill()

    assert not is_up(home)


def test_a_user_whose_pid_belongs_to_a_younger_process_does_not_count(
    home: Path,
) -> None:
    long_gone = psutil.Process().create_time() - 3_600
    home.with_name("postgres.users").write_text(f"{os.getpid()} {long_gone}\n")

    with embedded_server(home):
        pass

    assert not is_up(home)


def test_it_recovers_when_everything_was_killed(home: Path) -> None:
    with user(home) as killed:
        server_process = postmaster(home)
        killed.kill()
        server_process.kill()
        server_process.wait()

    with embedded_server(home) as server:
        assert kept(server) == "still here"
    assert not is_up(home)


def test_a_pid_left_behind_that_is_another_programs_now_is_no_obstacle(
    home: Path,
) -> None:
    left = [str(os.getpid()), str(home), "1", "5432", str(home), "", "0 0", "ready"]
    (home / "postmaster.pid").write_text("\n".join(left))

    with embedded_server(home) as server:
        assert kept(server) == "still here"


def test_an_interrupted_user_leaves_the_server_stopped(home: Path) -> None:
    with user(home) as interrupted:
        interrupted.send_signal(signal.SIGINT)
        interrupted.wait()

        assert not is_up(home)


def test_a_data_directory_keeps_the_version_that_made_it(tmp_path: Path) -> None:
    with embedded_server(tmp_path / "postgres", version=16):
        pass

    with (
        embedded_server(tmp_path / "postgres", version=18) as server,
        psycopg.connect(server.url()) as connection,
    ):
        assert connection.info.server_version // 10_000 == 16


def test_a_directory_too_deep_for_a_socket_works_too(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 20) / "postgres"

    with embedded_server(deep) as server:
        run(server, "select 1")
        assert len(str(server.socket_dir)) < 80
