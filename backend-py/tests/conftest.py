"""What every test may ask for."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

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


@pytest.fixture(scope="session")
def session_directory(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One directory for all processes of a parallel run."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def postgres_server(session_directory: Path) -> Iterator[EmbeddedServer]:
    """One server for the whole session; TEST_POSTGRES_VERSION chooses which."""
    version = int(os.environ.get("TEST_POSTGRES_VERSION", NEWEST))  # noqa: TID251
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
