"""Whole tours whose sound lies in a bucket."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from pydantic import SecretStr

from tests import makers
from tests.databases import DatabaseUrls
from tests.simulator.storage import (
    KEY,
    Fault,
    Kind,
    Op,
    SupabaseSimulator,
    simulated_storage,
)
from walkumentary.bootstrap.api import attach, create_app
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.starter import load_starter
from walkumentary.bootstrap.usecases import Gateways, build_usecases
from walkumentary.domain.shared.ids import PieceKey, TourId
from walkumentary.domain.tours.request import TourRequest
from walkumentary.gateway.storage import piece_path
from walkumentary.infra.identity.local import LocalIdentity
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.speech import ToneSpeech
from walkumentary.infra.system.clock import SystemClock
from walkumentary.usecase import UseCases
from walkumentary.usecase.tours.make_tour import MakeTourCommand
from walkumentary.usecase.tours.plan_walk import PlanWalkQuery
from walkumentary.usecase.tours.read_tour import TourQuery
from walkumentary.usecase.tours.sweep_orphans import OWNER, SweepOrphans

pytestmark = pytest.mark.timeout(120)
PATIENCE_S = 90


@dataclass(frozen=True, slots=True)
class House:
    """The product over a real database and a simulated bucket."""

    settings: Settings
    gateways: Gateways
    bucket: SupabaseSimulator

    @property
    def usecases(self) -> UseCases:
        return build_usecases(self.gateways)

    async def start(self) -> TourQuery:
        """Have a tour planned for a new guest."""
        signed_in = await self.usecases.accounts.sign_in_anonymously.execute()
        actor = signed_in.actor
        request = TourRequest(query="Edinburgh", duration_minutes=15)
        started = await self.usecases.tours.generate.execute(
            PlanWalkQuery(actor=actor, request=request)
        )
        return TourQuery(actor=actor, tour_id=TourId(started.tour.id))

    async def status(self, tour: TourQuery) -> dict[str, object]:
        status: dict[str, object] = json.loads(
            await self.usecases.tours.status.execute(tour)
        )
        return status

    async def sound(self, tour: TourQuery) -> bytes:
        """Return the sound of all sentences, as it lies in the bucket."""
        track = await self.gateways.tours.track(tour.tour_id, actor=tour.actor)
        paths = (track.paths[one.piece_key] for one in track.sentences if one.piece_key)
        return b"".join(self.bucket.objects[path].data for path in paths)

    @asynccontextmanager
    async def listener(self) -> AsyncIterator[httpx.AsyncClient]:
        """Yield a client of the API without any header."""
        app = create_app(_unopened)
        attach(app, self.gateways)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://test"
        ) as client:
            yield client

    async def address(self, client: httpx.AsyncClient, tour: TourQuery) -> str:
        """Return the signed address of the whole tour's sound."""
        identity = self.gateways.identity
        assert isinstance(identity, LocalIdentity)
        issued = identity.tokens.issue(tour.actor, session_id=uuid4())
        token = issued.access_token
        read = await client.get(
            f"/v1/tours/{tour.tour_id}", headers={"authorization": f"Bearer {token}"}
        )
        return str(read.json()["audio_url"])


@asynccontextmanager
async def _unopened() -> AsyncIterator[Gateways]:
    raise AssertionError("the tests attach their gateways")
    yield


@pytest.fixture
async def house(
    fresh_database_urls: DatabaseUrls, tmp_path: Path
) -> AsyncIterator[House]:
    async with simulated_storage() as bucket:
        settings = Settings(
            database_url=SecretStr(fresh_database_urls.app),
            data_dir=tmp_path / "data",
            database_pool_size=5,
            storage="supabase",
            supabase_url=bucket.url,
            supabase_service_role_key=SecretStr(KEY),
            narrator="notes",
            speech="espeak",
        )
        await load_starter(settings)
        async with open_gateways(settings) as gateways:
            yield House(settings, gateways, bucket)


async def test_a_tour_is_heard_from_a_bucket_by_signed_addresses(
    house: House,
) -> None:
    house = replace(house, gateways=replace(house.gateways, speech=ToneSpeech()))
    tour = await house.start()
    for kind in (Kind.STATUS, Kind.CUT):
        house.bucket.faults.append(Fault(kind=kind, op=Op.PUT))
    await house.usecases.tours.make.execute(
        MakeTourCommand(actor=tour.actor, tour_id=tour.tour_id)
    )
    house.bucket.faults.append(Fault(kind=Kind.CUT, op=Op.GET))

    async with house.listener() as client:
        address = await house.address(client, tour)
        whole = await client.get(address)
        part = await client.get(address, headers={"range": "bytes=1000-50999"})
        altered = await client.get(address.replace("signature=", "signature=0"))
        bare = await client.get(address.partition("?")[0])

    assert (await house.status(tour))["status"] == "ready"
    assert whole.status_code == 200
    assert whole.content == await house.sound(tour)
    assert part.status_code == 206
    assert part.content == whole.content[1_000:51_000]
    assert (altered.status_code, bare.status_code) == (401, 401)
    assert not house.settings.data_dir.joinpath("files").exists()


@asynccontextmanager
async def _worker(house: House) -> AsyncIterator[asyncio.subprocess.Process]:
    url = house.settings.database_url
    own = {
        "DATABASE_URL": url.get_secret_value() if url else "",
        "DATA_DIR": str(house.settings.data_dir),
        "STORAGE": "supabase",
        "SUPABASE_URL": house.bucket.url,
        "SUPABASE_SERVICE_ROLE_KEY": KEY,
        "OPENAI_API_KEY": "",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "walkumentary.cli", "worker"),
        env={**os.environ, **own},  # noqa: TID251  a child's, not ours
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _until_stored(house: House, uploads: int) -> None:
    async with asyncio.timeout(PATIENCE_S):
        # Another process makes the change: there is nothing to await here.
        while len(house.bucket.of(Op.PUT)) < uploads:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def _until_finished(house: House, tour: TourQuery) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not (await house.status(tour))["finished"]:  # noqa: ASYNC110  as above
            await asyncio.sleep(0.1)


async def _swept_in_two_days(house: House) -> None:
    clock = FixedClock(SystemClock().now() + timedelta(days=2))
    for _ in range(24):
        await SweepOrphans(
            begin=house.gateways.begin_tour,
            storage=house.gateways.storage,
            clock=clock,
            instance=house.gateways.instance,
        ).execute()
        clock.advance(seconds=3_600)


@pytest.mark.ci
async def test_a_killed_worker_leaves_a_whole_tour_and_no_orphans(
    house: House,
) -> None:
    tour = await house.start()
    async with _worker(house) as worker:
        await _until_stored(house, 8)
        worker.kill()
    orphan = piece_path(PieceKey(makers.a_key()), uuid4())
    await house.gateways.storage.put(orphan, b"frames")
    async with _worker(house):
        await _until_finished(house, tour)

    await _swept_in_two_days(house)

    async with house.listener() as client:
        whole = await client.get(await house.address(client, tour))
    track = await house.gateways.tours.track(tour.tour_id, actor=tour.actor)
    assert (await house.status(tour))["status"] == "ready"
    assert whole.content == await house.sound(tour)
    assert house.bucket.objects.keys() == {OWNER, *track.paths.values()}
