"""A handful of cells over the composed product and a real database."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from tests.databases import DatabaseUrls
from tests.integration.faults.matrix import FOR_EVER, status
from tests.simulator.knobs import CHAT, EMBEDDINGS, SPEECH
from tests.simulator.server import Simulator
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.starter import load_starter
from walkumentary.bootstrap.usecases import build_usecases
from walkumentary.domain.tours.request import TourRequest
from walkumentary.domain.tours.tour import Tour
from walkumentary.usecase import UseCases
from walkumentary.usecase.tours.make_tour import MakeTourCommand
from walkumentary.usecase.tours.plan_walk import PlanWalkQuery
from walkumentary.usecase.tours.read_tour import TourQuery

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.ci]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def usecases(
    primary: Simulator,
    database_urls: DatabaseUrls,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[UseCases]:
    settings = composed(primary, database_urls, tmp_path_factory.mktemp("data"))
    await load_starter(settings)
    async with open_gateways(settings) as gateways:
        yield build_usecases(gateways)


def composed(primary: Simulator, urls: DatabaseUrls, folder: Path) -> Settings:
    """Return settings of one provider, asked once more after half a second."""
    return Settings(
        database_url=SecretStr(urls.app),
        data_dir=folder,
        database_pool_size=5,
        narrator="openai",
        speech="openai",
        embedder="openai",
        openai_api_key=SecretStr("sk-test"),
        openai_base_url=primary.base_url,
        resilience_preset="development",
        resilience_custom_config='{"circuit_breaker_threshold": 50}',
        guest_tours_per_day=1_000,
        guest_usd_per_day=Decimal(1_000),
    )


async def made(usecases: UseCases, city: str) -> tuple[Tour, str]:
    """Start a tour and make it; return it as it was started, and how it ended."""
    guest = (await usecases.accounts.sign_in_anonymously.execute()).actor
    request = TourRequest(query=city, interests=("history",), duration_minutes=15)
    query = PlanWalkQuery(actor=guest, request=request)
    started = (await usecases.tours.generate.execute(query)).tour
    await usecases.tours.make.execute(MakeTourCommand(actor=guest, tour_id=started.id))
    asked = TourQuery(actor=guest, tour_id=started.id)
    view: dict[str, object] = json.loads(await usecases.tours.read.execute(asked))
    return started, str(view["status"])


@pytest.mark.parametrize(
    ("city", "path", "times", "end"),
    [
        ("Rome", CHAT, FOR_EVER, "error"),
        ("Rome", CHAT, 1, "ready"),
        ("Paris", SPEECH, FOR_EVER, "content_ready"),
        ("London", SPEECH, 1, "ready"),
        ("Edinburgh", EMBEDDINGS, 1, "ready"),
        ("Amsterdam", EMBEDDINGS, FOR_EVER, "ready"),
    ],
)
async def test_a_composed_tour_reaches_its_end(
    usecases: UseCases,
    primary: Simulator,
    city: str,
    path: str,
    times: int,
    end: str,
) -> None:
    primary.knobs.faults[:] = [replace(status(503), path=path, times=times)]

    tour, state = await made(usecases, city)

    assert state == end
    is_missed = path == EMBEDDINGS and times > 1
    assert tour.request["degraded"] == (["embedder"] if is_missed else [])
