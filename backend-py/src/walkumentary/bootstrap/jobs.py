"""Composition: use cases in, a worker out."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, suppress
from functools import partial

from walkumentary.bootstrap.database import open_database
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.models import warm_up
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.usecases import build_usecases
from walkumentary.controller.jobs import GIVE_UP, HANDLERS, SCHEDULE, Handler
from walkumentary.infra.jobs.procrastinate_app import job_app, run_worker
from walkumentary.infra.postgres.engine import open_job_pool
from walkumentary.usecase import UseCases

type Task = Callable[..., Awaitable[None]]


async def work(settings: Settings) -> None:
    """Run jobs until SIGINT or SIGTERM; unfinished ones are handed back.

    Raises:
        EmbeddedServerFailed: the embedded database does not start.
        DatabaseUnavailable: the database cannot be reached at the start.
    """
    async with AsyncExitStack() as opened:
        database = opened.enter_context(open_database(settings))
        gateways = await opened.enter_async_context(open_gateways(settings))
        pool = await opened.enter_async_context(open_job_pool(database.app_url))
        usecases = build_usecases(gateways)
        engine = job_app(
            handlers=_bound(HANDLERS, usecases),
            give_up=_bound(GIVE_UP, usecases),
            schedule=SCHEDULE,
        )
        warming = asyncio.create_task(warm_up(settings))
        opened.push_async_callback(asyncio.wait, [warming])
        worker = asyncio.create_task(
            run_worker(engine, pool=pool, concurrency=settings.worker_concurrency)
        )
        _end_on_signal(worker)
        with suppress(asyncio.CancelledError):
            await worker


def _bound(handlers: Mapping[str, Handler], usecases: UseCases) -> dict[str, Task]:
    return {name: partial(_run, handle, usecases) for name, handle in handlers.items()}


async def _run(handle: Handler, usecases: UseCases, **arguments: str) -> None:
    await handle(usecases, arguments)


def _end_on_signal(worker: asyncio.Task[None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, worker.cancel)
