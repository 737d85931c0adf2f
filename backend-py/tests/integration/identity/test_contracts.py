"""Accounts of our own, in Postgres, keep the promises of the port."""

from collections.abc import AsyncIterator

import pytest

from tests.contracts.identity_gateway import IdentityGatewayContract
from tests.databases import DatabaseUrls
from tests.integration.postgres.conftest import postgres_database
from tests.people import local_identity
from walkumentary.gateway.identity import IdentityGateway


@pytest.fixture
async def identity(database_urls: DatabaseUrls) -> AsyncIterator[IdentityGateway]:
    async with postgres_database(database_urls.app) as database:
        yield local_identity(database.begin, database.clock)


class TestLocalIdentity(IdentityGatewayContract):
    pass
