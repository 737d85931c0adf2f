"""A signed address opens one tour's media for a while, and nothing afterwards."""

from collections.abc import AsyncIterator, Mapping

import httpx
import pytest
import pytest_asyncio

from tests.databases import DatabaseUrls
from tests.integration.isolation.routes import Subject
from tests.integration.isolation.world import Role, Which, World, open_world

pytestmark = pytest.mark.asyncio(loop_scope="module")

TTL_S = 6 * 3_600
MEDIA = (
    "audio",
    "stops/1/audio",
    "transcript.vtt",
    "route",
    "route.geojson",
    "route.gpx",
    "bundle",
)


@pytest_asyncio.fixture(loop_scope="module")
async def own(
    fresh_database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[World]:
    folder = tmp_path_factory.mktemp("media")
    async with open_world(fresh_database_urls, folder) as world:
        yield world


async def grant_of(world: World) -> Mapping[str, str]:
    """Return what is signed in the addresses of Anna's tour."""
    async with world.client(Role.OWNER) as anna:
        tour = (await anna.get(f"/v1/tours/{_tour(world)}")).json()
    query = dict(httpx.URL(tour["audio_url"]).params)
    return {k: query[k] for k in ("expires", "owner", "signature")}


async def opened(
    world: World, grant: Mapping[str, str], tour: str | None = None
) -> Mapping[str, int]:
    """Return how each kind of media answers somebody who has the address alone."""
    async with world.client(Role.ANONYMOUS) as anybody:
        answers = {
            kind: await anybody.get(
                f"/v1/tours/{tour or _tour(world)}/{kind}", params=dict(grant)
            )
            for kind in MEDIA
        }
    return {kind: answer.status_code for kind, answer in answers.items()}


def _tour(world: World) -> str:
    return world.ids[Subject.TOUR][Which.OTHERS]


async def test_it_opens_until_it_expires_and_not_a_second_longer(own: World) -> None:
    grant = await grant_of(own)
    begins = own.clock.now().timestamp()

    at_once = await opened(own, grant)
    own.clock.advance(seconds=int(grant["expires"]) - begins - 1)
    at_last = await opened(own, grant)
    own.clock.advance(seconds=1)
    too_late = await opened(own, grant)

    assert TTL_S - 1 <= int(grant["expires"]) - begins <= TTL_S
    assert at_once == at_last == dict.fromkeys(MEDIA, 200)
    assert too_late == dict.fromkeys(MEDIA, 401)


async def test_it_opens_nothing_else(own: World) -> None:
    grant = await grant_of(own)
    other = await own.with_a_tour_more()
    longer = {**grant, "expires": str(int(grant["expires"]) + 1)}
    stranger = {**grant, "owner": own.ids[Subject.TOUR][Which.RANDOM]}
    forged = {**grant, "signature": "0" * 64}

    for bad in (longer, stranger, forged):
        assert await opened(own, bad) == dict.fromkeys(MEDIA, 401)
    assert await opened(own, grant, _tour(other)) == dict.fromkeys(MEDIA, 401)
    async with own.client(Role.ANONYMOUS) as anybody:
        tour = await anybody.get(f"/v1/tours/{_tour(own)}", params=dict(grant))
    assert tour.status_code == 401
