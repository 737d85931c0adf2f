"""Accounts in a project keep the promises of the port, over our rows in Postgres."""

from collections.abc import AsyncIterator

import pytest

from tests.contracts.identity_gateway import IdentityGatewayContract
from tests.databases import DatabaseUrls
from tests.integration.postgres.conftest import postgres_database
from tests.integration.supabase.project import a_product
from tests.simulator.auth_keys import SECRET
from walkumentary.gateway.identity import IdentityGateway


@pytest.fixture(params=[None, SECRET], ids=["keys", "secret"])
async def identity(
    request: pytest.FixtureRequest, database_urls: DatabaseUrls
) -> AsyncIterator[IdentityGateway]:
    async with (
        postgres_database(database_urls.app) as database,
        a_product(
            begin=database.begin, clock=database.clock, secret=request.param
        ) as product,
    ):
        yield product.identity


class TestSupabaseIdentity(IdentityGatewayContract):
    pass
