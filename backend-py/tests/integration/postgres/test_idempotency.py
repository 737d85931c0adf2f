"""Idempotency keys in Postgres keep the promises of the port, and their secrets."""

from collections.abc import AsyncIterator

import psycopg
import pytest

from tests.contracts.idempotency_gateway import (
    ANSWER,
    IdempotencyContract,
    a_request,
    claimed,
)
from tests.databases import DatabaseUrls
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.postgres.engine import open_read_pool
from walkumentary.infra.postgres.idempotency import PostgresIdempotency


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
async def keys(
    database_urls: DatabaseUrls, clock: FixedClock
) -> AsyncIterator[PostgresIdempotency]:
    async with open_read_pool(database_urls.app, size=8) as pool:
        yield PostgresIdempotency(pool, clock)


class TestPostgresIdempotency(IdempotencyContract):
    pass


async def test_neither_key_nor_answer_can_be_read_in_the_table(
    keys: PostgresIdempotency, database_urls: DatabaseUrls
) -> None:
    request = a_request()
    await keys.keep(await claimed(keys, request), ANSWER)

    with psycopg.connect(database_urls.owner) as connection:
        rows = connection.execute(
            "select key, body from idempotency_keys where owner_id = %s",
            [request.owner_id],
        ).fetchall()

    ((key, body),) = rows
    assert request.key not in key
    assert b"token" not in body
