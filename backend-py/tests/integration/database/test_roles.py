"""Which log-ins the application refuses to work with."""

import psycopg
import pytest
from psycopg import sql

from tests.databases import DatabaseUrls
from walkumentary.infra.postgres.roles import PowerfulLogin, refuse_powerful_login


async def test_the_applications_own_log_in_is_fine(
    database_urls: DatabaseUrls,
) -> None:
    async with await psycopg.AsyncConnection.connect(database_urls.app) as connection:
        await refuse_powerful_login(connection)


async def test_a_superuser_is_refused(database_urls: DatabaseUrls) -> None:
    async with await psycopg.AsyncConnection.connect(database_urls.owner) as connection:
        with pytest.raises(PowerfulLogin, match="superuser"):
            await refuse_powerful_login(connection)


@pytest.mark.parametrize(
    ("power", "named"),
    [
        ("alter role strong bypassrls", "bypasses row-level security"),
        ("alter table tours owner to strong", "owns tables"),
    ],
)
@pytest.mark.parametrize("how", ["set role strong", "set role heir"])
async def test_power_is_refused_whether_held_or_inherited(
    database_urls: DatabaseUrls, power: str, named: str, how: str
) -> None:
    async with await psycopg.AsyncConnection.connect(database_urls.owner) as connection:
        for statement in ("create role strong", "create role heir", power):
            await connection.execute(sql.SQL(statement))
        await connection.execute("grant strong to heir")
        await connection.execute(sql.SQL(how))

        with pytest.raises(PowerfulLogin, match=named):
            await refuse_powerful_login(connection)

        await connection.rollback()
