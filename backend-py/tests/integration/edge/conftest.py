"""A database with the starter notes, and API processes over it."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pydantic import SecretStr

from tests.databases import DatabaseUrls
from tests.integration.edge.servers import serving
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.starter import load_starter


@pytest.fixture(scope="module")
def environment(
    database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """What an API process of this module is told."""
    data_dir = tmp_path_factory.mktemp("data")
    url = SecretStr(database_urls.app)
    settings = Settings(database_url=url, data_dir=data_dir, narrator="notes")
    asyncio.run(load_starter(settings))
    return {"DATABASE_URL": database_urls.app, "DATA_DIR": str(data_dir)}


@pytest.fixture(scope="module")
def addresses(environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Two processes over one database."""
    with ExitStack() as running:
        one, other = [running.enter_context(serving(environment)) for _ in range(2)]
        yield one, other
