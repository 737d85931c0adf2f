"""What is said at the start where files are to lie in a bucket."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.simulator.storage import (
    BUCKET,
    KEY,
    Bucket,
    Fault,
    Kind,
    Op,
    SupabaseSimulator,
    simulated_storage,
)
from tests.unit.infra.resilience.doubles import Daydream, Loaded, patience
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.storage import check_storage, make_bucket, open_storage
from walkumentary.domain.ops.health import HealthState
from walkumentary.domain.shared.errors import GatewayError
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.storage.probe import StorageProbe
from walkumentary.infra.supabase.answer import (
    AnswerForeign,
    BucketMissing,
    BucketPublic,
    KeyRefused,
)

FORGE = Forge(resilience=patience(), stopwatch=Daydream(), dice=Loaded())


@pytest.fixture
async def simulator() -> AsyncIterator[SupabaseSimulator]:
    async with simulated_storage() as running:
        yield running


def settings_for(
    simulator: SupabaseSimulator, *, key: str = KEY, bucket: str = BUCKET
) -> Settings:
    return Settings(
        storage="supabase",
        supabase_url=simulator.url,
        supabase_service_role_key=SecretStr(key),
        supabase_storage_bucket=bucket,
    )


async def said_at_the_start(settings: Settings) -> type[GatewayError]:
    with pytest.raises(GatewayError) as caught:
        await check_storage(settings)
    async with AsyncExitStack() as opened:
        with pytest.raises(type(caught.value)):
            await open_storage(settings, FORGE, opened)
    return type(caught.value)


async def test_a_key_or_a_bucket_that_is_none_stops_the_start(
    simulator: SupabaseSimulator,
) -> None:
    simulator.buckets["open"] = Bucket(public=True)

    assert await said_at_the_start(settings_for(simulator, key="anon")) is KeyRefused
    nowhere = settings_for(simulator, bucket="nowhere")
    assert await said_at_the_start(nowhere) is BucketMissing
    public = settings_for(simulator, bucket="open")
    assert await said_at_the_start(public) is BucketPublic


async def test_an_address_where_something_else_answers_stops_the_start(
    simulator: SupabaseSimulator,
) -> None:
    simulator.faults.append(Fault(kind=Kind.HTML, op=Op.BUCKET, times=2))

    assert await said_at_the_start(settings_for(simulator)) is AnswerForeign


async def test_a_storage_that_is_away_stops_nothing_but_is_not_ready(
    simulator: SupabaseSimulator,
) -> None:
    for op in (Op.BUCKET, Op.PUT):
        simulator.faults.append(Fault(kind=Kind.STATUS, op=op, status=503))

    async with AsyncExitStack() as opened:
        probe = StorageProbe(await open_storage(settings_for(simulator), FORGE, opened))
        away, back = await probe.look(), await probe.look()

    assert (away.state, back.state) == (HealthState.DOWN, HealthState.UP)
    assert "503" in away.detail


async def test_a_missing_bucket_is_made_once_and_private(
    simulator: SupabaseSimulator,
) -> None:
    settings = settings_for(simulator, bucket="fresh")

    made, again = await make_bucket(settings), await make_bucket(settings)

    assert (list(made), list(again)) == (["bucket 'fresh' (private)"], [])
    assert simulator.buckets["fresh"].public is False
    await check_storage(settings)


async def test_a_directory_needs_no_bucket() -> None:
    settings = Settings(storage="local")

    await check_storage(settings)

    assert list(await make_bucket(settings)) == []


async def walkumentary_run(**settings: str) -> tuple[int | None, str]:
    environment = {**os.environ, "PORT": "1", **settings}  # noqa: TID251
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "walkumentary.cli", "run"),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


async def test_run_names_every_missing_setting() -> None:
    code, said = await walkumentary_run(STORAGE="supabase", SUPABASE_URL="localhost")

    assert code == 1
    assert "SUPABASE_URL:" in said
    assert "supabase needs SUPABASE_SERVICE_ROLE_KEY" in said


async def test_run_names_a_refused_key_and_starts_nothing(
    simulator: SupabaseSimulator, tmp_path: Path, unused_tcp_port: int
) -> None:
    foreign = "not-the-key-of-this-project"

    code, said = await walkumentary_run(
        STORAGE="supabase",
        SUPABASE_URL=simulator.url,
        SUPABASE_SERVICE_ROLE_KEY=foreign,
        DATA_DIR=str(tmp_path / "data"),
        PORT=str(unused_tcp_port),
    )

    assert code == 1
    assert KeyRefused.title in said
    assert foreign not in said
    assert not (tmp_path / "data").exists()
