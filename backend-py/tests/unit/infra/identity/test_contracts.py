"""Accounts of our own, in memory, keep the promises of the port and their own."""

import pytest

from tests.contracts.identity_gateway import IdentityGatewayContract
from tests.contracts.local_identity import (
    LocalAccountsContract,
    LocalMailContract,
    LocalSessionsContract,
    Town,
)
from tests.unit.infra.memory.conftest import memory_database
from walkumentary.gateway.identity import IdentityGateway
from walkumentary.infra.memory.mail import MemoryMail
from walkumentary.infra.memory.unit_of_work import assert_no_open_work


@pytest.fixture
def town() -> Town:
    return Town(memory_database(), mail=MemoryMail(before=assert_no_open_work))


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
