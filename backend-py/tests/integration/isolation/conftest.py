"""One world for all cells of the matrix: what others do must not matter to anybody."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.databases import DatabaseUrls
from tests.integration.isolation.world import World, open_world


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(
    database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[World]:
    async with open_world(database_urls, tmp_path_factory.mktemp("world")) as world:
        yield world
