"""Accounts of our own, in Postgres, keep the promises of the port and their own."""

from collections.abc import AsyncIterator

import pytest

from tests.contracts.identity_gateway import IdentityGatewayContract
from tests.contracts.local_identity import (
    LocalAccountsContract,
    LocalMailContract,
    LocalSessionsContract,
    Town,
)
from tests.databases import DatabaseUrls
from tests.integration.postgres.conftest import postgres_database
from walkumentary.gateway.identity import IdentityGateway


@pytest.fixture
async def town(database_urls: DatabaseUrls) -> AsyncIterator[Town]:
    async with postgres_database(database_urls.app) as database:
        yield Town(database)


@pytest.fixture
def identity(town: Town) -> IdentityGateway:
    return town.identity


class TestLocalIdentity(IdentityGatewayContract):
    pass


class TestLocalSessions(LocalSessionsContract):
    pass


class TestLocalAccounts(LocalAccountsContract):
    pass


class TestLocalMail(LocalMailContract):
    pass
