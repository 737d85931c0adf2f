"""What every test may ask for."""
# ruff: noqa: TID251 - the environment tells a run's processes what they share

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from tests.databases import (
    EMPTY,
    FAST,
    SMALL,
    TEMPLATE,
    DatabaseUrls,
    cloned,
    make_template,
)
from walkumentary.infra.postgres.embedded import (
    NEWEST,
    EmbeddedServer,
    embedded_server,
)

collect_ignore_glob = [] if find_spec("playwright") else ["e2e", "e2e/*"]
"""Tests in a browser need what `make browser` installs."""


_DIRECTORY = "WALKUMENTARY_TEST_DIRECTORY"
"""Where the process that leads a run tells the others its directory."""


def pytest_configure(config: pytest.Config) -> None:
    """Make one directory for all processes of a run, and of no other."""
    if not _is_led(config):
        os.environ[_DIRECTORY] = mkdtemp(prefix="walkumentary-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take it away; the others have ended."""
    if not _is_led(config):
        rmtree(os.environ.pop(_DIRECTORY), ignore_errors=True)


def _is_led(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


@pytest.fixture(scope="session")
def session_directory() -> Path:
    """One directory for all processes of a parallel run."""
    return Path(os.environ[_DIRECTORY])


@pytest.fixture(scope="session")
def postgres_server(session_directory: Path) -> Iterator[EmbeddedServer]:
    """One server for the whole session; TEST_POSTGRES_VERSION chooses which."""
    version = int(os.environ.get("TEST_POSTGRES_VERSION", NEWEST))
    with embedded_server(
        session_directory / "postgres", version=version, options=(*FAST, *SMALL)
    ) as server:
        make_template(server, session_directory / "template.lock")
        yield server


@pytest.fixture(scope="module")
def database_urls(postgres_server: EmbeddedServer) -> Iterator[DatabaseUrls]:
    """A migrated database for the tests of one module."""
    with cloned(postgres_server, TEMPLATE) as urls:
        yield urls


@pytest.fixture
def fresh_database_urls(postgres_server: EmbeddedServer) -> Iterator[DatabaseUrls]:
    """A migrated database for one test alone."""
    with cloned(postgres_server, TEMPLATE) as urls:
        yield urls


@pytest.fixture
def empty_database_urls(postgres_server: EmbeddedServer) -> Iterator[DatabaseUrls]:
    """A database for one test that nobody has migrated."""
    with cloned(postgres_server, EMPTY) as urls:
        yield urls
