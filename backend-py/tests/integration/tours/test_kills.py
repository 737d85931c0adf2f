"""A maker that dies anywhere leaves a tour that another one finishes."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

import pytest

from walkumentary.bootstrap.settings import Settings
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.request import TourRequest
from walkumentary.gateway.events import Event
from walkumentary.usecase import UseCases
from walkumentary.usecase.tours.follow_tour import FollowTourQuery
from walkumentary.usecase.tours.make_tour import MakeTourCommand
from walkumentary.usecase.tours.plan_walk import PlanWalkQuery
from walkumentary.usecase.tours.read_tour import TourQuery

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATIENCE_S = 90
ONCE = ("stop_ready", "audio_ready", "done")


def _environment(settings: Settings) -> dict[str, str]:
    assert settings.database_url is not None
    own = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "DATA_DIR": str(settings.data_dir),
    }
    return {**os.environ, **own}  # noqa: TID251  a child's, not ours


@asynccontextmanager
async def _worker(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    command = (sys.executable, "-m", "walkumentary.cli", "worker")
    process = await asyncio.create_subprocess_exec(
        *command,
        env=_environment(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _started(usecases: UseCases, *, minutes: int, query: str) -> TourQuery:
    signed_in = await usecases.accounts.sign_in_anonymously.execute()
    actor: Actor = signed_in.actor
    request = TourRequest(query=query, duration_minutes=minutes)
    started = await usecases.tours.generate.execute(
        PlanWalkQuery(actor=actor, request=request)
    )
    return TourQuery(actor=actor, tour_id=TourId(started.tour.id))


async def _status(usecases: UseCases, tour: TourQuery) -> dict[str, object]:
    status: dict[str, object] = json.loads(await usecases.tours.status.execute(tour))
    return status


async def _until(
    usecases: UseCases, tour: TourQuery, reached: Callable[[dict[str, object]], bool]
) -> dict[str, object]:
    async with asyncio.timeout(PATIENCE_S):
        # Another process makes the change: there is nothing to await here.
        while not reached(status := await _status(usecases, tour)):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return status


async def _script(usecases: UseCases, tour: TourQuery) -> list[tuple[str, float]]:
    moments = await usecases.tours.transcript.execute(tour)
    return [(moment.sentence.text, moment.end_s) for moment in moments]


async def _events(usecases: UseCases, tour: TourQuery) -> list[Event]:
    query = FollowTourQuery(actor=tour.actor, tour_id=tour.tour_id)
    return [event async for event in await usecases.tours.follow.execute(query)]


async def _is_whole(usecases: UseCases, tour: TourQuery, other: TourQuery) -> None:
    """The tour is told like an undisturbed one, and each end was told once."""
    script = await _script(usecases, tour)
    assert script == await _script(usecases, other)
    narrated = [
        text for text, _ in script if not text.startswith(("Walk", "On the way"))
    ]
    assert len(set(narrated)) == len(narrated)
    events = await _events(usecases, tour)
    told = [(e.kind, e.body.get("stop")) for e in events if e.kind in ONCE]
    assert len(told) == len(set(told))
    assert events[-1].kind == "done"


@pytest.mark.timeout(240)
async def test_two_killed_workers_leave_one_complete_tour(
    usecases: UseCases, settings: Settings
) -> None:
    tour = await _started(usecases, minutes=45, query="London")
    for percent in (10, 50):
        async with _worker(settings) as worker:
            await _until(usecases, tour, partial(_is_at, percent=percent))
            worker.kill()

    async with _worker(settings):
        status = await _until(usecases, tour, _is_finished)
        undisturbed = await _started(usecases, minutes=45, query="London")
        await _until(usecases, undisturbed, _is_finished)

    assert status["status"] == "ready"
    await _is_whole(usecases, tour, undisturbed)


def _is_finished(status: dict[str, object]) -> bool:
    return bool(status["finished"])


def _is_at(status: dict[str, object], *, percent: int) -> bool:
    return int(str(status["progress"])) >= percent


async def _deaths(settings: Settings, tour: TourQuery) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.integration.tours.mortal_maker",
        str(tour.tour_id),
        str(tour.actor.user_id),
        env=_environment(settings),
        stdout=subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    return int(said)


@pytest.mark.ci
@pytest.mark.timeout(1800)
async def test_a_kill_before_and_after_every_commit_leaves_one_complete_tour(
    usecases: UseCases, settings: Settings
) -> None:
    tour = await _started(usecases, minutes=15, query="Edinburgh")

    deaths = await _deaths(settings, tour)

    status = await _status(usecases, tour)
    undisturbed = await _started(usecases, minutes=15, query="Edinburgh")
    await usecases.tours.make.execute(
        MakeTourCommand(actor=undisturbed.actor, tour_id=undisturbed.tour_id)
    )
    assert status["status"] == "ready"
    assert deaths > 2 * len(await _script(usecases, tour))
    await _is_whole(usecases, tour, undisturbed)
