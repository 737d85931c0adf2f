"""The job engine: procrastinate on Postgres, any number of workers and machines.

A job is delivered at least once. It is handed back when its worker is asked to stop,
taken over a few seconds after its worker died, and repeated, ever more slowly, when
it fails; after ``MAX_ATTEMPTS`` its handler is replaced by the one that gives it up.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import LiteralString

import structlog
from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.retry import RetryDecision
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.postgres.engine import Connections
from walkumentary.infra.postgres.errors import postgres_errors

type Handler = Callable[..., Awaitable[None]]

QUEUE = "tours"
MAX_ATTEMPTS = 10
"""Attempts before a job is given up; those of workers that died count as well."""
_PRIORITY = {"accounts.send_mail": 10}
"""Somebody looks into their inbox, while a tour is begun to be heard at once."""
LONGEST_PAUSE_S = 60
HEARTBEAT_S = 2.0
STALLED_AFTER_S = 6.0
POLL_S = 1.0
GRACE_S = 2.0
"""What a worker that is asked to stop leaves its jobs, before it hands them back."""
PATIENCE = 10
"""Seconds for which the end of a job is recorded again and again."""

_log = structlog.get_logger(__name__)

_TAKE_OVER = """
with stalled as (
    select job.id
    from procrastinate_jobs job
    left join procrastinate_workers worker on worker.id = job.worker_id
    where job.status = 'doing' and job.queue_name = %(queue)s
    and coalesce(worker.last_heartbeat < now() - make_interval(secs => %(age_s)s), true)
    for update of job skip locked
)
select id, procrastinate_retry_job_v2(id, now(), null, null, null) from stalled
"""
"""One statement, so that two workers never take the same job over twice."""

_UNFINISHED = """
select args from procrastinate_jobs
where task_name = %(name)s and status in ('todo', 'doing')
"""


class PatientConnector(PsycopgConnector):
    """Records the end of a job also through a restart of the database.

    The engine does so once: a job whose end is lost would stay with its worker, alive
    and idle, for ever.
    """

    async def execute_query_async(
        self, query: LiteralString, **arguments: object
    ) -> None:
        """Execute, if need be several times; what the engine sends here allows it."""
        for _ in range(PATIENCE):
            if await self._has_executed(query, arguments):
                return
            await asyncio.sleep(1)
        await super().execute_query_async(query, **arguments)

    async def _has_executed(
        self, query: LiteralString, arguments: Mapping[str, object]
    ) -> bool:
        try:
            await super().execute_query_async(query, **arguments)
        except ConnectorException:
            return False
        return True


class MorePatientEachTime(BaseRetryStrategy):
    """Repeats whatever failed 1, 2, 4 … 60 seconds later: only giving up ends it."""

    def get_retry_decision(
        self, *, exception: BaseException, job: Job
    ) -> RetryDecision:
        """Return when to repeat the job; at once if its worker was asked to stop."""
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        pause_s = min(LONGEST_PAUSE_S, 2**job.attempts)
        return RetryDecision(retry_in={"seconds": pause_s})


def job_app(
    *,
    handlers: Mapping[str, Handler],
    give_up: Mapping[str, Handler] | None = None,
    schedule: Mapping[str, str] | None = None,
) -> App:
    """Return the engine with its tasks; it connects when a worker runs.

    Args:
        handlers: what a job of each name does; called with the job's arguments.
        give_up: what is done instead once ``MAX_ATTEMPTS`` were in vain.
        schedule: jobs without arguments that come by themselves, as name and cron
            line (UTC; a sixth field counts seconds).
    """
    app = App(connector=PatientConnector())
    for name, handler in handlers.items():
        last_resort = (give_up or {}).get(name, _forget)
        app.task(
            name=name, queue=QUEUE, pass_context=True, retry=MorePatientEachTime()
        )(_task(handler, last_resort))
    for name, cron in (schedule or {}).items():
        app.periodic(cron=cron, queueing_lock=name)(app.tasks[name])
    return app


class ProcrastinateQueue:
    """The engine's tables inside somebody's transaction; it need not be running."""

    def __init__(self) -> None:
        self._app = job_app(handlers={})

    async def put(
        self, connection: AsyncConnection[TupleRow], name: str, args: Mapping[str, str]
    ) -> None:
        """See ``JobQueue.put``."""
        deferrer = self._app.configure_task(
            name, queue=QUEUE, priority=_PRIORITY.get(name, 0), connection=connection
        )
        try:
            await deferrer.defer_async(**args)
        except ConnectorException as error:
            raise DatabaseUnavailable("The job could not be enqueued.") from error

    async def unfinished(
        self, connection: AsyncConnection[TupleRow], name: str
    ) -> Sequence[Mapping[str, str]]:
        """See ``JobQueue.unfinished``."""
        with postgres_errors():
            found = await connection.execute(_UNFINISHED, {"name": name})
            return [row[0] for row in await found.fetchall()]


async def run_worker(app: App, *, pool: Connections, concurrency: int) -> None:
    """Work off jobs until cancelled; then hand unfinished ones back and end.

    The database may be away, or go away, and come back.

    Args:
        app: the engine.
        pool: of ``open_job_pool``, under the application's log-in; sessions, not a
            transaction pooler.
        concurrency: jobs at the same time.
    """
    await app.open_async(pool)
    while True:
        try:
            await _work(app, concurrency=concurrency)
        except ConnectorException as error:
            _log.warning("worker_lost_database", error=type(error).__name__)
        await asyncio.sleep(POLL_S)


async def _work(app: App, *, concurrency: int) -> None:
    async with _taking_over(app):
        await app.run_worker_async(
            queues=[QUEUE],
            concurrency=concurrency,
            fetch_job_polling_interval=POLL_S,
            shutdown_graceful_timeout=GRACE_S,
            update_heartbeat_interval=HEARTBEAT_S,
            stalled_worker_timeout=STALLED_AFTER_S,
            install_signal_handlers=False,
            delete_jobs="successful",
        )


@asynccontextmanager
async def _taking_over(app: App) -> AsyncIterator[None]:
    task = asyncio.create_task(_take_over_for_ever(app))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _take_over_for_ever(app: App) -> None:
    while True:
        try:
            await take_over_stalled(app)
        except ConnectorException as error:
            _log.warning("stalled_jobs_not_seen", error=type(error).__name__)
        await asyncio.sleep(HEARTBEAT_S)


async def take_over_stalled(app: App) -> None:
    """Put the jobs of dead workers back into the queue."""
    jobs = await app.connector.execute_query_all_async(
        _TAKE_OVER, queue=QUEUE, age_s=STALLED_AFTER_S
    )
    for job in jobs:
        _log.warning("stalled_job_taken_over", job_id=job["id"])


def _task(handler: Handler, last_resort: Handler) -> Handler:
    async def task(context: JobContext, timestamp: int = 0, **args: str) -> None:
        """Run a job; one that came by the schedule brings its time, which is noted."""
        _log.debug("job_begins", job_id=context.job.id, scheduled_for=timestamp)
        run = handler if context.job.attempts < MAX_ATTEMPTS else last_resort
        await run(**args)

    return task


async def _forget(**_: str) -> None:
    """Do nothing more about a job."""
