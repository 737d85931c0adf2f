"""A database with the starter notes, and API processes over it."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pydantic import SecretStr

from tests.databases import TEMPLATE, cloned
from tests.integration.edge.servers import serving
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.starter import load_starter
from walkumentary.infra.postgres.embedded import EmbeddedServer


@pytest.fixture(scope="package")
def environment(
    postgres_server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """What an API process of these tests is told."""
    data_dir = tmp_path_factory.mktemp("data")
    with cloned(postgres_server, TEMPLATE) as urls:
        url = SecretStr(urls.app)
        settings = Settings(database_url=url, data_dir=data_dir, narrator="notes")
        asyncio.run(load_starter(settings))
        yield {"DATABASE_URL": urls.app, "DATA_DIR": str(data_dir)}


@pytest.fixture(scope="package")
def addresses(environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Two processes over one database."""
    with ExitStack() as running:
        one, other = [running.enter_context(serving(environment)) for _ in range(2)]
        yield one, other
