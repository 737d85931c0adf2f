"""Connections that break, and what becomes of it."""

import asyncio
from dataclasses import replace

import psycopg
import pytest

from tests import makers
from tests.contracts.database import Database, owner_of, read, stored
from tests.databases import DatabaseUrls
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.postgres.engine import connection_options, libpq_url


@pytest.mark.parametrize(
    "url",
    [
        "postgres://u:p@h:5432/d?host=/tmp/s",
        "postgresql://u:p@h:5432/d?host=/tmp/s",
        "postgresql+asyncpg://u:p@h:5432/d?host=/tmp/s",
        "postgresql+psycopg://u:p@h:5432/d?host=/tmp/s",
    ],
)
def test_an_address_may_name_any_driver(url: str) -> None:
    assert libpq_url(url) == "postgresql://u:p@h:5432/d?host=/tmp/s"


def test_an_address_keeps_its_own_options() -> None:
    options = connection_options("postgresql://h/d?options=-c%20work_mem%3D8MB")

    assert options.startswith("-c work_mem=8MB -c search_path=public,jobs")


async def test_after_a_restart_of_the_database_everything_goes_on(
    database: Database, database_urls: DatabaseUrls
) -> None:
    tour = await stored(database, makers.a_tour())
    await asyncio.gather(*(read(database, tour) for _ in range(6)))

    _end_all_connections(database_urls)

    left = [await read(database, tour) for _ in range(6)]
    async with database.begin(owner_of(tour)) as work:
        await work.tours.save(replace(tour, title="After"))
        await work.commit()
    assert [seen for seen, _ in left] == [tour] * 6
    assert (await read(database, tour))[0].title == "After"


async def test_a_connection_lost_in_the_middle_is_unavailable(
    database: Database, database_urls: DatabaseUrls
) -> None:
    tour = await stored(database, makers.a_tour())

    with pytest.raises(DatabaseUnavailable):
        await _save_while_the_database_goes_away(database, tour, database_urls)

    assert (await read(database, tour))[0] == tour


async def _save_while_the_database_goes_away(
    database: Database, tour: Tour, urls: DatabaseUrls
) -> None:
    async with database.begin(owner_of(tour)) as work:
        await work.tours.save(replace(tour, title="Lost"))
        _end_all_connections(urls)
        await work.commit()


async def test_of_two_transactions_that_wait_for_each_other_one_may_try_again(
    database: Database,
) -> None:
    owner = makers.an_actor()
    tours = [makers.a_tour(owner_id=owner.user_id) for _ in range(2)]
    for tour in tours:
        await stored(database, tour)
    both_hold_one = asyncio.Barrier(2)

    async def lock(first: Tour, second: Tour) -> None:
        async with database.begin(owner) as work:
            await work.tours.get(first.id, owner_id=owner.user_id)
            await both_hold_one.wait()
            await work.tours.get(second.id, owner_id=owner.user_id)

    outcomes = await asyncio.gather(
        lock(*tours), lock(*reversed(tours)), return_exceptions=True
    )

    failures = [outcome for outcome in outcomes if outcome is not None]
    assert [type(failure) for failure in failures] == [DatabaseUnavailable]


def _end_all_connections(urls: DatabaseUrls) -> None:
    """Do what a restart does: every connection is gone when this returns."""
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where datname = current_database() and usename = 'walkumentary_app'"
        )
