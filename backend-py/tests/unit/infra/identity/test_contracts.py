"""Accounts of our own, in memory, keep the promises of the port."""

import pytest

from tests.contracts.identity_gateway import IdentityGatewayContract
from tests.people import local_identity
from walkumentary.gateway.identity import IdentityGateway
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin


@pytest.fixture
def identity() -> IdentityGateway:
    store = MemoryStore()
    return local_identity(MemoryBegin(store), store.clock)


class TestLocalIdentity(IdentityGatewayContract):
    pass
