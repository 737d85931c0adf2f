"""The whole product over a real database, with the starter notes loaded."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from tests.databases import DatabaseUrls
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.starter import load_starter
from walkumentary.bootstrap.usecases import Gateways, build_usecases
from walkumentary.usecase import UseCases


@pytest.fixture(scope="module")
def settings(
    database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    return Settings(
        database_url=SecretStr(database_urls.app),
        data_dir=tmp_path_factory.mktemp("data"),
        database_pool_size=5,
        narrator="notes",
        speech="espeak",
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateways(settings: Settings) -> AsyncIterator[Gateways]:
    await load_starter(settings)
    async with open_gateways(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def usecases(gateways: Gateways) -> UseCases:
    return build_usecases(gateways)


@pytest.fixture(scope="session")
def starter_folder() -> Path:
    return Path(__file__).parents[3] / "src" / "walkumentary" / "starter"
