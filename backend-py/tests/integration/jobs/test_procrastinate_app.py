"""Jobs on a real database: delivered at least once, through every kind of death."""

import asyncio
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from procrastinate import App
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests import makers
from tests.databases import DatabaseUrls
from walkumentary.domain.shared.ids import TourId
from walkumentary.infra.jobs.procrastinate_app import (
    MAX_ATTEMPTS,
    ProcrastinateQueue,
    job_app,
    run_worker,
)
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.postgres.engine import open_engine, open_job_pool
from walkumentary.infra.postgres.jobs import MAKE_TOUR
from walkumentary.infra.postgres.unit_of_work import PostgresBegin

BACKEND = Path(__file__).parents[3]


@dataclass(slots=True)
class Recorder:
    """Handles jobs by writing down which came; ``failures`` come first."""

    made: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    async def make(self, *, tour_id: str, owner_id: str) -> None:
        assert owner_id
        if self.failures:
            raise self.failures.pop()
        self.made.append(tour_id)

    async def give_up(self, *, tour_id: str, owner_id: str) -> None:
        assert owner_id
        self.given_up.append(tour_id)


@pytest.fixture
def urls(fresh_database_urls: DatabaseUrls) -> DatabaseUrls:
    return fresh_database_urls


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


async def test_a_job_runs_once_its_transaction_is_committed(
    urls: DatabaseUrls, recorder: Recorder
) -> None:
    async with working(urls, recorder):
        tour_id = await enqueued(urls)

        await until(lambda: recorder.made == [str(tour_id)])


async def test_a_job_of_a_rolled_back_transaction_never_runs(
    urls: DatabaseUrls, recorder: Recorder
) -> None:
    await enqueued(urls, commit=False)

    async with working(urls, recorder):
        kept = await enqueued(urls)
        await until(lambda: bool(recorder.made))

    assert recorder.made == [str(kept)]
    assert jobs_in(urls) == []


async def test_the_job_of_a_killed_worker_is_taken_over(
    urls: DatabaseUrls, recorder: Recorder, tmp_path: Path
) -> None:
    tour_id = await enqueued(urls)
    async with worker_process(urls, tmp_path / "log") as killed:
        killed.kill()
        await killed.wait()

    async with working(urls, recorder), asyncio.timeout(12):
        await until(lambda: recorder.made == [str(tour_id)])


async def test_a_worker_asked_to_stop_hands_its_job_back(
    urls: DatabaseUrls, recorder: Recorder, tmp_path: Path
) -> None:
    tour_id = await enqueued(urls)
    async with worker_process(urls, tmp_path / "log") as stopped:
        stopped.send_signal(signal.SIGTERM)
        async with asyncio.timeout(8):
            assert await stopped.wait() == 0

    assert jobs_in(urls) == [(MAKE_TOUR, "todo", 1)]
    async with working(urls, recorder), asyncio.timeout(5):
        await until(lambda: recorder.made == [str(tour_id)])


async def test_a_job_that_fails_is_repeated(
    urls: DatabaseUrls, recorder: Recorder
) -> None:
    recorder.failures = [RuntimeError("a bug")]
    tour_id = await enqueued(urls)

    async with working(urls, recorder):
        await until(lambda: recorder.made == [str(tour_id)])


async def test_a_job_tried_too_often_is_given_up(
    urls: DatabaseUrls, recorder: Recorder
) -> None:
    tour_id = await enqueued(urls)
    execute(urls, "update jobs.procrastinate_jobs set attempts = %s", MAX_ATTEMPTS)

    async with working(urls, recorder):
        await until(lambda: recorder.given_up == [str(tour_id)])

    assert (recorder.made, jobs_in(urls)) == ([], [])


async def test_a_worker_outlives_a_restart_of_the_database(
    urls: DatabaseUrls, recorder: Recorder
) -> None:
    async with working(urls, recorder):
        await enqueued(urls)
        await until(lambda: len(recorder.made) == 1)

        execute(
            urls,
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where datname = current_database() and usename = 'walkumentary_app'",
        )
        await enqueued(urls)
        await until(lambda: len(recorder.made) == 2)


async def test_a_worker_waits_for_a_database_that_is_not_there_yet(
    urls: DatabaseUrls, recorder: Recorder
) -> None:
    tour_id = await enqueued(urls)
    allow_connections(urls, allowed=False)

    async with working(urls, recorder):
        await asyncio.sleep(1)
        allow_connections(urls, allowed=True)
        await until(lambda: recorder.made == [str(tour_id)])


async def test_a_scheduled_job_comes_by_itself(urls: DatabaseUrls) -> None:
    came = asyncio.Event()

    async def sweep() -> None:
        came.set()

    app = job_app(handlers={"sweep": sweep}, schedule={"sweep": "* * * * * *"})
    async with running(urls, app), asyncio.timeout(10):
        await came.wait()


@asynccontextmanager
async def working(urls: DatabaseUrls, recorder: Recorder) -> AsyncIterator[None]:
    app = job_app(
        handlers={MAKE_TOUR: recorder.make}, give_up={MAKE_TOUR: recorder.give_up}
    )
    async with running(urls, app):
        yield


@asynccontextmanager
async def running(urls: DatabaseUrls, app: App) -> AsyncIterator[None]:
    async with open_job_pool(urls.app) as pool:
        worker = asyncio.create_task(run_worker(app, pool=pool, concurrency=2))
        try:
            yield
        finally:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)


@asynccontextmanager
async def worker_process(urls: DatabaseUrls, log: Path) -> AsyncIterator[Process]:
    """Start a worker and wait until it is in the middle of a job."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.integration.jobs.worker_process",
        urls.app,
        str(log),
        cwd=BACKEND,
    )
    try:
        await until(log.exists)
        yield process
    finally:
        await _ended(process)


async def _ended(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


async def enqueued(urls: DatabaseUrls, *, commit: bool = True) -> TourId:
    owner, tour_id = makers.an_actor(), makers.a_tour_id()
    async with open_engine(urls.app, size=1) as engine:
        begin = PostgresBegin(
            engine=engine,
            clock=FixedClock(),
            queue=ProcrastinateQueue(),
        )
        async with begin(owner) as work:
            await work.jobs.make_tour(tour_id, owner_id=owner.user_id)
            await (work.commit() if commit else asyncio.sleep(0))
    return tour_id


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110  it may be another process's doing
            await asyncio.sleep(0.05)


def jobs_in(urls: DatabaseUrls) -> list[tuple[object, ...]]:
    with psycopg.connect(urls.owner) as connection:
        query = "select task_name, status, attempts from jobs.procrastinate_jobs"
        return connection.execute(query).fetchall()


def execute(urls: DatabaseUrls, statement: str, *params: object) -> None:
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute(statement.encode(), params)


def allow_connections(urls: DatabaseUrls, *, allowed: bool) -> None:
    name = str(conninfo_to_dict(urls.owner)["dbname"])
    with psycopg.connect(urls.owner, dbname="postgres", autocommit=True) as connection:
        connection.execute(
            sql.SQL("alter database {} with allow_connections {}").format(
                sql.Identifier(name), sql.Literal(allowed)
            )
        )
