"""A worker in a process of its own, busy with one job until it is ended.

Usage: python -m tests.integration.jobs.worker_process DATABASE_URL LOG
"""

import asyncio
import signal
import sys
from pathlib import Path

from walkumentary.infra.jobs.procrastinate_app import job_app, run_worker
from walkumentary.infra.postgres.engine import open_job_pool
from walkumentary.infra.postgres.jobs import MAKE_TOUR


async def main(url: str, log: Path) -> None:
    async def make(*, tour_id: str, owner_id: str) -> None:
        assert owner_id
        await asyncio.to_thread(log.write_text, tour_id)
        await asyncio.sleep(3_600)

    app = job_app(handlers={MAKE_TOUR: make})
    async with open_job_pool(url) as pool:
        worker = asyncio.create_task(run_worker(app, pool=pool, concurrency=2))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, worker.cancel)
        await asyncio.gather(worker, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
